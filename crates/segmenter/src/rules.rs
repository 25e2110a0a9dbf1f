//! The rules: small, named and ordered; the first that has an opinion decides.

use crate::candidates::Mark;
use crate::context::{Context, is_roman};
use crate::knowledge::normalise;
use crate::marks::{is_closing_bracket, is_dash, is_opener, is_terminal, is_weightless};

/// What a rule says of a candidate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The sentence goes on.
    Join,
    /// The sentence ends here.
    Split,
}

use Verdict::{Join, Split};

/// A rule: its name, what it says, and its opinion of a candidate, if it has one.
struct Rule {
    name: &'static str,
    about: &'static str,
    opinion: fn(&Context) -> Option<Verdict>,
}

macro_rules! rules {
    ($($function:ident $name:literal: $about:literal;)*) => {
        &[$(Rule { name: $name, about: $about, opinion: $function }),*]
    };
}

/// The rules in the order in which they are asked.
static RULES: &[Rule] = rules! {
    wire "wire": "ТЧК and STOP end the sentence of a telegram";
    small_letter "small-letter": "a sentence does not begin with a small letter";
    punctuation "punctuation": "a comma, colon, semicolon or closing sign goes on with the sentence";
    trailing_cut "trailing-cut": "a cut in brackets after the end of a sentence belongs to it";
    after_trailing_cut "after-trailing-cut": "after a sentence and the cut at its end a new one begins";
    leading_ellipsis "leading-ellipsis": "an ellipsis at the head of a sentence ends nothing";
    point_number "point-number": "the number of a point or article belongs to its sentence";
    reference "reference": "an archival reference stays whole";
    bracket_closed "bracket-closed": "a bracket opened inside the sentence does not end it";
    inside_bracket "inside-bracket": "a short bracket opened inside the sentence is not cut";
    speech_tag "speech-tag": "who asks or exclaims belongs to the quotation";
    acronym "acronym": "an acronym with full stops ends a sentence only before a word that opens one";
    initial "initial": "initials belong to the name that follows";
    abbreviation_number "abbreviation-number": "an abbreviation goes on to its number";
    abbreviation_name "abbreviation-name": "an abbreviation goes on to the name or word that it qualifies";
    ellipsis_number "ellipsis-number": "after an ellipsis a number goes on with the sentence";
};

/// Asks the rules in order; where none has an opinion, a mark ends the sentence.
pub(crate) fn decide(context: &Context) -> (Verdict, &'static str, &'static str) {
    RULES
        .iter()
        .find_map(|rule| (rule.opinion)(context).map(|verdict| (verdict, rule.name, rule.about)))
        .unwrap_or((
            Split,
            "mark",
            "a mark before a capital, a figure or a sign ends the sentence",
        ))
}

fn wire(c: &Context) -> Option<Verdict> {
    if c.candidate.mark != Mark::Wire {
        return None;
    }
    // STOP is the operator's only among capitals; «STOP the car» is not.
    let shouted = |word: &str| !word.chars().any(char::is_lowercase);
    Some(if shouted(c.before_wire()) {
        Split
    } else {
        Join
    })
}

fn small_letter(c: &Context) -> Option<Verdict> {
    c.right_lower().then_some(Join)
}

fn punctuation(c: &Context) -> Option<Verdict> {
    let next = c.next_char();
    matches!(
        next,
        ',' | ':' | ';' | ')' | ']' | '}' | '»' | '”' | '/' | '=' | '+' | '&'
    )
    .then_some(Join)
}

/// «[…]», "[...]", "(…)".
fn cut_at(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['[', '(', '<', '‹'])?;
    let dots = inner.trim_start_matches(['.', '…', ' ']);
    let closed = dots.strip_prefix([']', ')', '>', '›'])?;
    (dots.len() < inner.len()).then_some(text.len() - closed.len())
}

fn trailing_cut(c: &Context) -> Option<Verdict> {
    let length = cut_at(&c.text[c.candidate.next..])?;
    let after = c.text[c.candidate.next + length..].chars().next();
    after
        .is_none_or(|after| after.is_whitespace() || is_terminal(after))
        .then_some(Join)
}

fn after_trailing_cut(c: &Context) -> Option<Verdict> {
    let left = &c.text[c.sentence_start..c.candidate.end];
    let open = left.rfind(['[', '('])?;
    if cut_at(&left[open..])? + open != left.len() {
        return None;
    }
    let head = left[..open].trim_end();
    head.chars()
        .next_back()
        .is_some_and(is_terminal)
        .then_some(Split)
}

fn leading_ellipsis(c: &Context) -> Option<Verdict> {
    if c.candidate.mark != Mark::Ellipsis {
        return None;
    }
    let head = c.text[c.sentence_start..c.candidate.mark_start].trim_end();
    let opens =
        c.opens_sentence(c.candidate.mark_start) || head.ends_with([':', '(', '[', '«', '“', '„']);
    opens.then_some(Join)
}

fn point_number(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop || c.left.is_empty() {
        return None;
    }
    let labelled = c.knowledge.is_label(&normalise(c.before));
    let counts = |word: &str| {
        word.split('.').all(|part| {
            !part.is_empty()
                && (part.chars().all(|c| c.is_numeric() || is_dash(c)) || is_roman(part))
        }) && word.chars().count() <= 9
    };
    let number = counts(c.left);
    let letter = c.left.chars().count() == 1 && c.left.chars().all(char::is_alphabetic);
    if !number && !letter {
        // «Прим. Буфетчики…»: the label alone.
        return (c.opens_sentence(c.left_start()) && c.knowledge.is_label(&c.left_normal))
            .then_some(Join);
    }
    let start = if labelled {
        c.before_start()
    } else {
        c.left_start()
    };
    let dated = number && c.left.chars().filter(|&c| c == '.').count() == 2;
    (c.opens_sentence(start) && !dated).then_some(Join)
}

fn reference(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop {
        return None;
    }
    let kinds = c.abbreviation();
    // «Ф. 5», "Лл. 17".
    if kinds.is_some_and(|kinds| kinds.reference) && (c.right_number() || c.shelfmark_follows()) {
        return Some(Join);
    }
    // «ГАРФ. Ф. 5», «5. Оп. 1», «(1934). Д. 58».
    if c.reference_follows() {
        return Some(Join);
    }
    // «Л. 26—28 об. Отпуск.»
    let head = &c.text[c.sentence_start..c.candidate.end];
    (c.knowledge.is_legend(&normalise(c.right)) && is_reference(head)).then_some(Join)
}

/// Whether a sentence so far reads as an archival reference: a fonds with its number.
fn is_reference(sentence: &str) -> bool {
    if sentence.len() > 200 {
        return false;
    }
    let mut words = sentence.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let fonds = matches!(word, "Ф." | "ф." | "F." | "f." | "fond" | "фонд" | "Фонд");
        if fonds
            && words
                .peek()
                .is_some_and(|next| next.chars().any(|c| c.is_ascii_digit()))
        {
            return true;
        }
    }
    false
}

fn bracket_closed(c: &Context) -> Option<Verdict> {
    let mut at = c.candidate.end;
    for last in c.text[c.candidate.mark_start..c.candidate.end]
        .chars()
        .rev()
    {
        at -= last.len_utf8();
        if is_terminal(last) {
            return None; // A mark after the bracket counts for itself.
        }
        if is_closing_bracket(last) {
            let (open, _) = c.brackets.closing_at(at)?;
            return (open > c.sentence_start && !c.opens_sentence(open)).then_some(Join);
        }
    }
    None
}

fn inside_bracket(c: &Context) -> Option<Verdict> {
    let (open, close) = c.brackets.around(c.candidate.end)?;
    // Longer than this a bracket holds sentences of its own (bytes; about 150 Russian letters).
    const SHORT: usize = 300;
    (open > c.sentence_start && !c.opens_sentence(open) && close - open <= SHORT).then_some(Join)
}

fn speech_tag(c: &Context) -> Option<Verdict> {
    if c.candidate.mark == Mark::Stop || !c.openers.chars().all(is_weightless) {
        return None;
    }
    let quoted = c.text[..c.candidate.end].ends_with(['"', '”', '»', '\'', '’']);
    if !quoted {
        return None;
    }
    let rest = &c.text[c.candidate.next..];
    let mut words = rest.split_whitespace().take(5);
    words.next()?;
    words
        .take(3)
        .take_while(|word| word.len() > 1)
        .any(|word| {
            c.knowledge
                .is_speech(&normalise(word.trim_end_matches(is_sign)))
        })
        .then_some(Join)
}

fn is_sign(c: char) -> bool {
    is_terminal(c) || matches!(c, ',' | ':' | ';') || is_opener(c)
}

fn acronym(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop {
        return None;
    }
    let letters: Vec<&str> = c.left.split('.').collect();
    let dotted = letters.len() >= 3 && letters.iter().all(|part| part.chars().count() == 1);
    if !dotted || !c.left.chars().all(|c| c == '.' || c.is_uppercase()) {
        return None;
    }
    Some(if c.right_starter() || !c.openers.is_empty() {
        Split
    } else {
        Join
    })
}

fn initial(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop || !c.right_upper() || !c.openers.chars().all(is_weightless) {
        return None;
    }
    let initials = c.left.split('.').all(is_initial);
    (initials && !c.right_starter()).then_some(Join)
}

/// An initial: one capital, or a capital and small letters that stand for one sound.
fn is_initial(part: &str) -> bool {
    let mut chars = part.chars().filter(|&c| !is_weightless(c));
    let first = chars.next();
    let rest: String = chars.collect();
    first.is_some_and(char::is_uppercase)
        && matches!(
            rest.as_str(),
            "" | "h" | "u" | "a" | "e" | "o" | "ж" | "д" | "э" | "г" | "ch" | "hch" | "р" | "л"
        )
        && (rest.is_empty() || is_digraph(part))
}

fn is_digraph(part: &str) -> bool {
    matches!(
        part,
        "Zh" | "Kh"
            | "Sh"
            | "Ch"
            | "Th"
            | "Ph"
            | "Yu"
            | "Ya"
            | "Ye"
            | "Yo"
            | "Shch"
            | "Дж"
            | "Дз"
            | "Ст"
            | "Вл"
            | "Ал"
            | "Мр"
            | "Эд"
            | "Фр"
    )
}

fn abbreviation_number(c: &Context) -> Option<Verdict> {
    let kinds = c.abbreviation()?;
    if !c.right_number() || !c.openers.is_empty() {
        return None;
    }
    let after = kinds.after_number && c.before_number();
    (kinds.before_number || after || kinds.before_name || kinds.inside).then_some(Join)
}

fn abbreviation_name(c: &Context) -> Option<Verdict> {
    let kinds = c.abbreviation()?;
    if kinds.after_number && c.before_number() {
        // «1936 г. Хёст…»: a unit ends the sentence before a capital.
        return None;
    }
    if kinds.inside {
        return Some(Join);
    }
    (kinds.before_name && !c.right_starter()).then_some(Join)
}

fn ellipsis_number(c: &Context) -> Option<Verdict> {
    (c.candidate.mark == Mark::Ellipsis && c.right_digit()).then_some(Join)
}
