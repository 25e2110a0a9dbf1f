//! The rules: small, named and ordered; the first that has an opinion decides.

mod headings;
mod lists;
mod shapes;
mod signs;
mod words;

use crate::candidates::Mark;
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
    /// Whether the rule may have an opinion where a plain word, a full stop and a capital meet.
    /// Most candidates are of that kind, and few rules speak of them; a test asks the others too.
    of_plain: bool,
}

/// A rule that may speak of any candidate.
const fn rule(
    name: &'static str,
    opinion: fn(&Context) -> Option<Verdict>,
    about: &'static str,
) -> Rule {
    Rule {
        name,
        about,
        opinion,
        of_plain: true,
    }
}

/// A rule that has nothing to say of plain candidates.
const fn special(
    name: &'static str,
    opinion: fn(&Context) -> Option<Verdict>,
    about: &'static str,
) -> Rule {
    Rule {
        of_plain: false,
        ..rule(name, opinion, about)
    }
}

/// The rules for white space near the head of a paragraph, where a heading may end without a mark.
static HEADINGS: &[Rule] = &[
    rule(
        "after-copy-number",
        headings::after_copy_number,
        "the number of a copy closes the note it stands in",
    ),
    rule(
        "heading-capitals",
        headings::capitals,
        "a heading in capitals ends where small letters begin",
    ),
    rule(
        "heading",
        headings::opening_word,
        "a word that opens sentences ends the heading before it",
    ),
    rule(
        "dateline",
        headings::dateline,
        "a place and date, or the date of a signature, stand for themselves",
    ),
    rule(
        "full-date",
        headings::full_date,
        "the date of a document stands for itself",
    ),
    rule(
        "endorsement",
        headings::endorsement,
        "an office's note opens a sentence",
    ),
    rule(
        "archive",
        headings::reference,
        "an archival reference opens with the name of its archive",
    ),
    rule(
        "valediction",
        headings::valediction,
        "the name with which a letter is signed stands for itself",
    ),
    rule(
        "document-title",
        headings::document_title,
        "the title of a document closes its address",
    ),
];

/// The rules for marks, in the order in which they are asked. Shapes that no small letter can undo
/// come first, then signs, then what the words say.
static RULES: &[Rule] = &[
    special(
        "smile",
        signs::smile,
        "a smiley ends a sentence before a capital",
    ),
    special(
        "no-space",
        words::no_space,
        "a mark without a space after it ends a sentence only between words",
    ),
    rule(
        "wire",
        signs::wire,
        "ТЧК, STOP and = part the sentences of a telegram",
    ),
    rule(
        "copy-number",
        signs::copy_number,
        "the number of a copy belongs to the note before it",
    ),
    special(
        "labelled-point",
        lists::labelled_point,
        "a labelled point opens a sentence",
    ),
    special(
        "list-item",
        lists::list_item,
        "a lettered or numbered item opens a sentence",
    ),
    special(
        "small-letter",
        signs::small_letter,
        "no sentence begins with a small letter",
    ),
    special(
        "punctuation",
        signs::punctuation,
        "a sign that cannot open a sentence goes on with it",
    ),
    special(
        "quotation-goes-on",
        signs::quotation_goes_on,
        "a quotation goes on with the particle after it",
    ),
    special(
        "news-dateline",
        signs::news_dateline,
        "a news agency's place and date open the sentence",
    ),
    special(
        "marked-name",
        words::marked_name,
        "a name that ends with a mark ends no sentence",
    ),
    rule(
        "title",
        signs::title,
        "the title of a work in quotation marks is not cut",
    ),
    special(
        "signature",
        signs::signature,
        "an editor's signature closes the note it stands in",
    ),
    special(
        "trailing-cut",
        signs::trailing_cut,
        "a cut after the end of a sentence belongs to it",
    ),
    special(
        "after-cut",
        signs::after_cut,
        "after a sentence and its trailing cut a new one begins",
    ),
    special(
        "leading-ellipsis",
        signs::leading_ellipsis,
        "an ellipsis at the head ends nothing",
    ),
    special(
        "spaced-abbreviation",
        words::spaced_abbreviation,
        "a space inside an abbreviation ends no sentence",
    ),
    special(
        "point-number",
        lists::point_number,
        "the number of a point belongs to its sentence",
    ),
    special(
        "entry-date",
        lists::entry_date,
        "the date of a calendar entry belongs to its sentence",
    ),
    special(
        "ordinal",
        lists::ordinal,
        "an ordinal number goes on to what it counts",
    ),
    rule(
        "reference",
        words::reference,
        "an archival reference stays whole",
    ),
    special(
        "bracket-closed",
        signs::bracket_closed,
        "a bracket opened inside ends no sentence",
    ),
    rule(
        "inside-bracket",
        signs::inside_bracket,
        "a short bracket inside a sentence is not cut",
    ),
    special(
        "speech-tag",
        words::speech_tag,
        "who asks or exclaims belongs to the quotation",
    ),
    special(
        "hour",
        words::hour,
        "a day or a time zone belongs to the hour before it",
    ),
    special(
        "company",
        words::company,
        "a company's form goes on to the office in it",
    ),
    special("degree", words::degree, "a degree stands before a name"),
    special(
        "speaker",
        words::speaker,
        "the label of a speech belongs to its first sentence",
    ),
    special(
        "letter",
        words::letter,
        "a letter that a word or number introduces is no initial",
    ),
    special(
        "surname-before",
        words::surname_before,
        "initials after their surname end a sentence",
    ),
    special(
        "inside",
        words::inside,
        "this abbreviation never ends a sentence",
    ),
    special(
        "acronym",
        words::acronym,
        "an acronym ends a sentence only before a word that opens one",
    ),
    special(
        "initial",
        words::initial,
        "initials belong to the name that follows",
    ),
    special(
        "aside",
        words::aside,
        "an abbreviation goes on to the aside in brackets",
    ),
    special(
        "opening-date",
        words::opening_date,
        "a date or time with a preposition is no sentence",
    ),
    special(
        "to-number",
        words::to_number,
        "an abbreviation goes on to its number",
    ),
    special(
        "to-name",
        words::to_name,
        "an abbreviation goes on to the name that it qualifies",
    ),
    special(
        "vowelless",
        words::vowelless,
        "a short word without a vowel is an abbreviation",
    ),
    special(
        "ellipsis-inside",
        signs::ellipsis_inside,
        "an ellipsis after an article stands for words left out",
    ),
    special(
        "ellipsis-number",
        signs::ellipsis_number,
        "after an ellipsis a number goes on",
    ),
];

/// Asks the rules in order; where none has an opinion, a mark ends the sentence and white space
/// does not.
pub(crate) fn decide(context: &Context) -> (Verdict, &'static str, &'static str) {
    let spaces = context.candidate.mark == Mark::Space;
    let plain = context.is_plain();
    let rules = if spaces { HEADINGS } else { RULES };
    let otherwise = if spaces {
        (Verdict::Join, "space", "white space ends nothing by itself")
    } else {
        (
            Verdict::Split,
            "mark",
            "where no other rule speaks, a mark ends the sentence",
        )
    };
    rules
        .iter()
        .filter(|rule| rule.of_plain || !plain)
        .find_map(|rule| (rule.opinion)(context).map(|verdict| (verdict, rule.name, rule.about)))
        .unwrap_or(otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::candidates;
    use crate::context::Brackets;
    use crate::knowledge::Knowledge;
    use crate::{Language, Settings};
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    #[test]
    fn special_rules_say_nothing_of_plain_candidates() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let mut asked = 0;
        for (language, line) in Language::ALL.into_iter().flat_map(|language| {
            let files = fs::read_dir(folder.join(language.code())).unwrap();
            let text: String = files
                .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
                .collect();
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.into_iter().map(move |line| (language, line))
        }) {
            let line = line.replace('|', "");
            let settings = Settings::new(language);
            let knowledge = Knowledge::of(&settings);
            let brackets = Brackets::of(&line);
            for candidate in candidates(&line) {
                let context = Context::new(&line, &knowledge, false, 0, &brackets, candidate);
                if context.is_plain() {
                    asked += 1;
                    for rule in RULES.iter().filter(|rule| !rule.of_plain) {
                        assert_eq!((rule.opinion)(&context), None, "{} in {line}", rule.name);
                    }
                }
            }
        }
        assert!(asked > 150, "only {asked} plain candidates");
    }

    #[test]
    fn names_of_rules_are_unique() {
        let names: BTreeSet<_> = RULES.iter().chain(HEADINGS).map(|r| r.name).collect();
        assert_eq!(names.len(), RULES.len() + HEADINGS.len());
    }
}
