//! Rules that look at words: abbreviations, initials, references, verbs of speech.

use super::Verdict::{self, Join, Split};
use super::shapes::POINT;
use crate::candidates::Mark;
use crate::context::Context;
use crate::knowledge::normalise;
use crate::marks::{is_dash, is_opener, is_terminal, is_weightless};

/// Longest archival reference, in bytes, before which a description may stand.
const LONGEST_REFERENCE: usize = 200;

/// «ГАРФ. Ф. Р-5446. Оп. 1. Д. 155. Л. 26—28 об. Отпуск.»
pub(super) fn reference(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop && !c.text[..c.candidate.end].ends_with(").") {
        return None;
    }
    let kinds = c.abbreviation().unwrap_or_default();
    if kinds.reference && c.right_figure() && !c.measures() {
        return Some(Join);
    }
    if c.reference_follows() {
        return Some(Join);
    }
    let head = &c.text[c.sentence_start..c.candidate.end];
    (c.knowledge.is_legend(&normalise(c.right)) && is_reference(head)).then_some(Join)
}

/// Whether a sentence so far reads as an archival reference: a fonds with its number.
fn is_reference(sentence: &str) -> bool {
    if sentence.len() > LONGEST_REFERENCE {
        return false;
    }
    let mut words = sentence.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let fonds = matches!(word, "Ф." | "ф." | "F." | "f." | "fond" | "фонд" | "Фонд");
        if fonds
            && words
                .peek()
                .is_some_and(|next| next.chars().any(char::is_numeric))
        {
            return true;
        }
    }
    false
}

/// «— Вы здесь? — спросил он», "\"What do we do?\" I asked."
pub(super) fn speech_tag(c: &Context) -> Option<Verdict> {
    if c.candidate.mark == Mark::Stop || !c.openers.chars().all(is_weightless) {
        return None;
    }
    if !c.text[..c.candidate.end].ends_with(['"', '”', '»', '\'', '’']) {
        return None;
    }
    // "?' She said no one had told her" opens a sentence of its own; only "I" keeps its capital.
    if c.right != "I" && c.right_starter() {
        return None;
    }
    // The verb follows its subject: "I asked", "Kuzmich the prompter would hiss".
    c.rest()
        .split_whitespace()
        .take(5)
        .scan(false, |ended, word| {
            let go_on = !*ended;
            *ended = word.ends_with(['.', '!', '?', ':', '"', '”']) && word.chars().count() > 3;
            go_on.then_some(word)
        })
        .skip(1)
        .any(|word| {
            c.knowledge
                .is_speech(&normalise(word.trim_end_matches(is_sign)))
        })
        .then_some(Join)
}

fn is_sign(c: char) -> bool {
    is_terminal(c) || matches!(c, ',' | ':' | ';') || is_opener(c)
}

/// «т. е. Германия», "i.e. Germany", "cf. No. 5".
pub(super) fn inside(c: &Context) -> Option<Verdict> {
    let kinds = c.abbreviation()?;
    (kinds.inside && !c.measures()).then_some(Join)
}

/// "the U.S.S.R. Then", "the R.S.F.S.R. K. N. Tverskaya".
pub(super) fn acronym(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop {
        return None;
    }
    let letters = c.left.split('.').count();
    let single = c.left.split('.').all(|part| part.chars().count() == 1);
    if letters < 3 || !single || !c.left.chars().all(|c| c == '.' || c.is_uppercase()) {
        return None;
    }
    Some(if c.right_starter() || !c.openers.is_empty() {
        Split
    } else {
        Join
    })
}

/// «В.М. Молотов», "F. M. Lyadov", «Дж. Смит».
pub(super) fn initial(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop || !c.right_upper() || !c.openers.chars().all(is_weightless) {
        return None;
    }
    (is_initials(c) && !c.right_starter()).then_some(Join)
}

fn is_initials(c: &Context) -> bool {
    let mut parts = c
        .left
        .split(['.', '-'])
        .filter(|part| !part.is_empty())
        .peekable();
    parts.peek().is_some() && parts.all(is_initial)
}

/// One capital, or a capital and the small letters that stand with it for one sound.
fn is_initial(part: &str) -> bool {
    let part: String = part.chars().filter(|&c| !is_weightless(c)).collect();
    let mut chars = part.chars();
    let one = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    one || matches!(
        part.as_str(),
        "Zh" | "Kh"
            | "Sh"
            | "Ch"
            | "Th"
            | "Ph"
            | "Yu"
            | "Ya"
            | "Ye"
            | "Yo"
            | "Ts"
            | "Shch"
            | "Дж"
            | "Дз"
            | "Эд"
            | "Фр"
            | "Хр"
    )
}

/// «за 1936 г. (прот. № 5) было», «МЕЛЬНИЧЕНКО Г.Т. (18 ЧЕЛ)»: the bracket goes on unless it
/// holds a whole sentence; so does a dash before a figure.
pub(super) fn aside(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop || !(c.abbreviation().is_some() || is_initials(c)) {
        return None;
    }
    let next = c.next_char();
    if is_dash(next) && c.right_digit() {
        return Some(Join);
    }
    if !matches!(next, '(' | '[') {
        return None;
    }
    let (_, close) = c.brackets.around(c.candidate.next + 1)?;
    let whole = c.text[..close].trim_end().ends_with(is_terminal);
    (!whole || !c.right_upper()).then_some(Join)
}

/// «В 1927 г. Орлов», "At 3:20 p.m. Molotov", «… ушёл. 5 мая 1927 г. Орлов»: a date alone is no
/// sentence inside a paragraph, and one with a preposition nowhere.
pub(super) fn opening_date(c: &Context) -> Option<Verdict> {
    let kinds = c.abbreviation()?;
    let head = &c.text[c.sentence_start..c.candidate.end];
    if !(kinds.after_number && c.before_number() || kinds.may_end) || head.len() > 60 {
        return None;
    }
    let mut words = head.split_whitespace();
    let first = normalise(
        words
            .next()?
            .trim_start_matches(|c| is_opener(c) || is_dash(c)),
    );
    let short = words.count() <= 6;
    let figures = head.chars().any(char::is_numeric);
    if kinds.may_end && c.right_starter() {
        return None;
    }
    // At the head of a paragraph a bare date may be that of a diary or a letter.
    let bare = c.sentence_start > 0 && first.starts_with(char::is_numeric);
    (short && figures && (bare || c.knowledge.is_preposition(&first))).then_some(Join)
}

/// «стр. 5», «4 руб. 35 коп.», "Nov. 12", "Doc. C/46".
pub(super) fn to_number(c: &Context) -> Option<Verdict> {
    let kinds = c.abbreviation()?;
    if !c
        .openers
        .chars()
        .all(|c| is_weightless(c) || matches!(c, '−' | '-' | '–'))
    {
        return None;
    }
    if c.right_decimal() {
        return Some(Join); // No point is numbered «14,6».
    }
    let names = kinds.before_number || kinds.before_name || kinds.inside;
    if c.right_digit() && (names || c.measures()) {
        // «…на 40 мин. 3. Тесто…»: the number of the next point.
        let point = POINT.is_match(c.rest()) && (c.measures() || !names);
        return Some(if point { Split } else { Join });
    }
    (kinds.before_number && c.right_figure() && !c.measures()).then_some(Join)
}

/// «тов. Орлов», "Mr. Brown", «г. Рига»; after a number it is a unit, which may end a sentence.
pub(super) fn to_name(c: &Context) -> Option<Verdict> {
    let kinds = c.abbreviation()?;
    (kinds.before_name && !c.measures() && !c.right_starter()).then_some(Join)
}

/// «стб.», «стрл.»: in neither language does a word of two to four letters lack a vowel.
pub(super) fn vowelless(c: &Context) -> Option<Verdict> {
    const VOWELS: &str = "аеиоуыэюяіѣѵaeiouy";
    let letters = c.left_normal.chars().count();
    let word = c.left_normal.chars().all(char::is_alphabetic)
        && !c.left_normal.contains(|c| VOWELS.contains(c))
        && c.left.chars().skip(1).all(char::is_lowercase);
    let unknown = c.abbreviation().is_none() && c.candidate.bare_stop;
    let short = (2..=4).contains(&letters) && word && unknown;
    let follows = c.right_upper() || c.right_digit() && !POINT.is_match(c.rest());
    (short && follows && !c.right_starter() && !c.before_number()).then_some(Join)
}
