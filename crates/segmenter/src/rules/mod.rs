//! The rules: small, named and ordered; the first that has an opinion decides.

mod lists;
mod shapes;
mod signs;
mod words;

use crate::context::Context;

/// What a rule says of a candidate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The sentence goes on.
    Join,
    /// The sentence ends here.
    Split,
}

/// A rule: its name, what it says, and its opinion of a candidate, if it has one.
struct Rule {
    name: &'static str,
    about: &'static str,
    opinion: fn(&Context) -> Option<Verdict>,
}

const fn rule(
    name: &'static str,
    opinion: fn(&Context) -> Option<Verdict>,
    about: &'static str,
) -> Rule {
    Rule {
        name,
        about,
        opinion,
    }
}

/// The rules in the order in which they are asked. Shapes that no small letter can undo come
/// first, then signs, then what the words say.
static RULES: &[Rule] = &[
    rule(
        "wire",
        signs::wire,
        "ТЧК, STOP and = part the sentences of a telegram",
    ),
    rule(
        "list-item",
        lists::list_item,
        "a lettered or numbered item opens a sentence",
    ),
    rule(
        "small-letter",
        signs::small_letter,
        "no sentence begins with a small letter",
    ),
    rule(
        "punctuation",
        signs::punctuation,
        "a sign that cannot open a sentence goes on with it",
    ),
    rule(
        "signature",
        signs::signature,
        "an editor's signature closes the note it stands in",
    ),
    rule(
        "trailing-cut",
        signs::trailing_cut,
        "a cut after the end of a sentence belongs to it",
    ),
    rule(
        "after-cut",
        signs::after_cut,
        "after a sentence and its trailing cut a new one begins",
    ),
    rule(
        "leading-ellipsis",
        signs::leading_ellipsis,
        "an ellipsis at the head ends nothing",
    ),
    rule(
        "point-number",
        lists::point_number,
        "the number of a point belongs to its sentence",
    ),
    rule(
        "entry-date",
        lists::entry_date,
        "the date of a calendar entry belongs to its sentence",
    ),
    rule(
        "reference",
        words::reference,
        "an archival reference stays whole",
    ),
    rule(
        "bracket-closed",
        signs::bracket_closed,
        "a bracket opened inside ends no sentence",
    ),
    rule(
        "inside-bracket",
        signs::inside_bracket,
        "a short bracket inside a sentence is not cut",
    ),
    rule(
        "speech-tag",
        words::speech_tag,
        "who asks or exclaims belongs to the quotation",
    ),
    rule(
        "inside",
        words::inside,
        "this abbreviation never ends a sentence",
    ),
    rule(
        "acronym",
        words::acronym,
        "an acronym ends a sentence only before a word that opens one",
    ),
    rule(
        "initial",
        words::initial,
        "initials belong to the name that follows",
    ),
    rule(
        "aside",
        words::aside,
        "an abbreviation goes on to the aside in brackets",
    ),
    rule(
        "opening-date",
        words::opening_date,
        "a date or time with a preposition is no sentence",
    ),
    rule(
        "to-number",
        words::to_number,
        "an abbreviation goes on to its number",
    ),
    rule(
        "to-name",
        words::to_name,
        "an abbreviation goes on to the name that it qualifies",
    ),
    rule(
        "vowelless",
        words::vowelless,
        "a short word without a vowel is an abbreviation",
    ),
    rule(
        "ellipsis-number",
        signs::ellipsis_number,
        "after an ellipsis a number goes on",
    ),
];

/// Asks the rules in order; where none has an opinion, the mark ends the sentence.
pub(crate) fn decide(context: &Context) -> (Verdict, &'static str, &'static str) {
    RULES
        .iter()
        .find_map(|rule| (rule.opinion)(context).map(|verdict| (verdict, rule.name, rule.about)))
        .unwrap_or((
            Verdict::Split,
            "mark",
            "where no other rule speaks, a mark ends the sentence",
        ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_of_rules_are_unique() {
        let names: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), RULES.len());
    }
}
