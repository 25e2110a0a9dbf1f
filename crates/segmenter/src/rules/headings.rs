//! Rules for headings, addressees, signatures and notes that run into the text without a mark.
//! They speak of white space near the head of a paragraph; where none does, the sentence goes on.

use super::Verdict::{self, Split};
use super::shapes::{
    COPY_NUMBER, DATE_TO_END, FULL_DATE, NAME_TO_END, PLACE_AND_DATE, POINT, REFERENCE,
};
use crate::abbreviations::normalise;
use crate::candidates::HEADING_REACH;
use crate::context::{Context, is_roman};
use crate::marks::{is_numeric, is_shouted};

/// Fewest words of a heading that a sentence follows; shorter stretches are too often a subject.
const HEADING_WORDS: usize = 3;

/// Letters of a word that is no acronym.
const LONG_WORD: usize = 5;

/// Longest place and date, in bytes, that close a paragraph.
const LONGEST_DATELINE: usize = 140;

/// Longest name and place, in bytes, with which a letter is signed.
const LONGEST_NAME: usize = 100;

/// Longest formula, in bytes, before it: «Примите увѣреніе …, остаюсь преданный Вамъ».
const LONGEST_VALEDICTION: usize = 160;

/// Longest title of a document, in bytes, that closes an address: «Докладная записка».
const LONGEST_TITLE: usize = 80;

/// What stands before the white space, if a heading may end there.
fn heading<'a>(c: &Context<'a>) -> Option<&'a str> {
    let heading = &c.text[c.sentence_start..c.candidate.mark_start];
    let whole = heading.len() <= HEADING_REACH && !heading.ends_with(',');
    (whole && !c.verse).then_some(heading)
}

/// Whether a heading has words enough for one that a sentence follows.
fn is_long(heading: &str) -> bool {
    heading.split_whitespace().nth(HEADING_WORDS - 1).is_some()
}

/// «УСТАВЪ | Общества вспоможенія», «ПАМЯТНАЯ ЗАПИСКА | О работах»; but «ПРОТОКОЛЪ очередного
/// собранія» is one heading.
pub(super) fn capitals(c: &Context) -> Option<Verdict> {
    let heading = heading(c)?;
    if c.sentence_start > 0 || !heading.split_whitespace().all(is_shouted) {
        return None;
    }
    let mut next = c.rest().split_whitespace();
    let (first, second) = (next.next()?, next.next().unwrap_or_default());
    let whispered = |word: &str| word.chars().any(char::is_lowercase);
    let known = names_document(c, heading);
    let number = matches!(first, "No." | "Nos."); // "ORDER No. 214"
    // «О работах», "A farmer"
    let sentence = c.right_upper()
        && !number
        && (whispered(first) || first.chars().count() == 1 && whispered(second));
    let words = heading.split_whitespace();
    let long_words = words
        .clone()
        .filter(|word| word.chars().count() >= LONG_WORD);
    let plain = words.clone().count() >= HEADING_WORDS && long_words.count() >= 2;
    let several = words.count() > 1;
    let opens = sentence && (known || plain || several && opens_sentence(c));
    let point = several && POINT.is_match(c.rest());
    (opens || point).then_some(Split)
}

/// Whether a heading names a kind of document: «ПРОТОКОЛ № 7», «ОБЯЗАТЕЛЬНОЕ ПОСТАНОВЛЕНИЕ».
fn names_document(c: &Context, heading: &str) -> bool {
    let number = |word: &&str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '№');
        !(word.starts_with(|c: char| is_numeric(c) || c == '№') || is_roman(word) || word == "No")
    };
    let words: Vec<&str> = heading.split_whitespace().take_while(number).collect();
    let documents = &c.knowledge.lists.documents;
    (1..=words.len().min(3)).any(|n| {
        documents.contains(&normalise(&words[..n].join(" ")))
            || documents.contains(&normalise(words[n - 1]))
    })
}

/// «Как кормят на новых пароходах | В мае на линию вышли …», "Farmer mauled | The man was …": a
/// word that opens sentences and is no name, then a small letter.
pub(super) fn opening_word(c: &Context) -> Option<Verdict> {
    let heading = heading(c)?;
    if c.sentence_start > 0 || !opens_sentence(c) {
        return None;
    }
    // In a title with capitals, "Why" or "Four" may stand in the middle.
    let last = heading.split_whitespace().next_back()?;
    let titled = last.starts_with(|c: char| c.is_ascii_uppercase());
    let strong = matches!(
        c.right,
        "The" | "This" | "These" | "It" | "He" | "She" | "They" | "There" | "We"
    );
    (is_long(heading) && !is_unfinished(c, heading) && (strong || !titled)).then_some(Split)
}

/// Whether what follows belongs to the last word: a preposition, «витамин», «роман».
fn is_unfinished(c: &Context, heading: &str) -> bool {
    let word = heading.split_whitespace().next_back().unwrap_or_default();
    let (word, lists) = (normalise(word), c.knowledge.lists);
    [&lists.unfinished, &lists.lettered, &lists.works]
        .into_iter()
        .any(|list| list.contains(&word))
}

/// Whether what follows reads as the head of a sentence even without a mark before it.
fn opens_sentence(c: &Context) -> bool {
    c.openers.is_empty()
        && c.after_word()
            .strip_prefix([' ', '\u{A0}'])
            .is_some_and(|rest| rest.starts_with(char::is_lowercase))
        && c.right_upper()
        && c.right_in(&c.knowledge.lists.openers)
}

/// «Проф. Лисицыну, в Юрьев | Ур. Кара-Су, 7/20 мая 1908 г.», «… Д. И. Сафьянов | 12.II.1937 г.»
pub(super) fn dateline(c: &Context) -> Option<Verdict> {
    let heading = heading(c)?;
    let rest = c.rest();
    let year = rest.trim_end_matches(['.', 'г', 'о', 'д', 'а', ' ', '\u{A0}']);
    if rest.len() > LONGEST_DATELINE || !year.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let place = || PLACE_AND_DATE.is_match(rest) && is_long(heading) && !is_unfinished(c, heading);
    let date = || DATE_TO_END.is_match(rest) && is_signed(heading);
    (place() || date()).then_some(Split)
}

/// «Протокол комитета завода | 26 марта 1918 г.», «… инспектора Караваева | 7 ноября 1894 г., № 21»:
/// the date of a document, but not «Утверждено комитетом 26 марта 1918 г.» or «… состоялось 26 марта».
pub(super) fn full_date(c: &Context) -> Option<Verdict> {
    let heading = heading(c)?;
    if c.sentence_start > 0
        || !c.right_digit()
        || !is_long(heading)
        || !FULL_DATE.is_match(c.rest())
    {
        return None;
    }
    let first = heading.split_whitespace().next()?;
    let last = heading.split_whitespace().next_back()?;
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    // Russian verbs, participles and the doer of an action; what is done at a date.
    let done = ends(first, &["но", "на", "ны", "нъ"]) || ends(last, VERBAL);
    (!done && !is_unfinished(c, heading)).then_some(Split)
}

/// Endings of verbs, participles, instrumentals and words for a session, after which a date tells
/// when.
const VERBAL: &[&str] = &[
    "седания",
    "сѣданія",
    "брания",
    "бранія",
    "щания",
    "щанія",
    "сессии",
    "сессіи",
    "л",
    "ла",
    "ло",
    "ли",
    "лъ",
    "лся",
    "лась",
    "лось",
    "лись",
    "но",
    "ны",
    "ть",
    "тся",
    "ее",
    "ся",
    "ом",
    "ем",
    "омъ",
    "емъ",
    "ой",
    "ою",
    "ей",
    "ами",
    "ями",
    "ым",
    "им",
    "ымъ",
];

/// «… И. Карякин | Исп. Н. П. Зуева», «… книг и рукописей | Утв. 16 марта 1954 г.»
pub(super) fn endorsement(c: &Context) -> Option<Verdict> {
    let heading = heading(c)?;
    let lists = c.knowledge.lists;
    let signed = is_signed(heading);
    let figure = || {
        let mut next = c.rest().split_whitespace().skip(1).take(2);
        next.any(|word| word.contains(is_numeric))
    };
    if !c.right_upper() || !(signed || figure() && is_long(heading)) {
        return None;
    }
    let note = c.right_in(&lists.endorsements) || signed && c.right_in(&lists.offices);
    note.then_some(Split)
}

/// «… с генералом Лю Баошанем | РГАСПИ. Ф. 514. …»: an archival reference opens with its archive.
pub(super) fn reference(c: &Context) -> Option<Verdict> {
    let heading = heading(c)?;
    let last = heading.split_whitespace().next_back()?;
    // «АВП | РФ. Ф. 94» is one name.
    let word = is_long(heading) && last.chars().filter(|c| c.is_lowercase()).count() >= 3;
    (word && REFERENCE.is_match(c.rest()) && !is_unfinished(c, heading)).then_some(Split)
}

/// "Yours faithfully, | Rosalind Ashby, Ludlow"
pub(super) fn valediction(c: &Context) -> Option<Verdict> {
    let heading = &c.text[c.sentence_start..c.candidate.mark_start];
    let rest = c.rest();
    if c.sentence_start > 0 || rest.len() > LONGEST_NAME || heading.len() > LONGEST_VALEDICTION {
        return None;
    }
    // "Your son Kolya" is one signature.
    if !heading.ends_with(',') {
        return None;
    }
    let closes = heading.split_whitespace().any(|word| {
        let word = normalise(word.trim_end_matches(','));
        c.knowledge.lists.valedictions.contains(&word)
    });
    (closes && NAME_TO_END.is_match(rest)).then_some(Split)
}

/// Whether a stretch ends with initials and a surname, as signatures do.
fn is_signed(heading: &str) -> bool {
    let mut words = heading.split_whitespace().rev();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    words
        .next()
        .is_some_and(|word| capital(word) && !word.ends_with('.'))
        && words
            .next()
            .is_some_and(|word| capital(word) && word.ends_with('.'))
}

/// «Секретно. Экз. № 2 | Народному комиссару …»: the number of a copy closes the note it stands in.
pub(super) fn after_copy_number(c: &Context) -> Option<Verdict> {
    let heading = heading(c)?;
    let ends_in_figure = heading.ends_with(is_numeric) && c.right_upper();
    let copy = || {
        let at = heading.rfind("Экз")?;
        (COPY_NUMBER.length(&heading[at..])? == heading.len() - at).then_some(Split)
    };
    ends_in_figure.then(copy)?
}

/// «Народному комиссару тов. Ветрову | Докладная записка»
pub(super) fn document_title(c: &Context) -> Option<Verdict> {
    let heading = heading(c)?;
    let title = c.rest();
    (title.len() <= LONGEST_TITLE
        && c.right_upper()
        && is_long(heading)
        && c.knowledge.lists.documents.contains(&normalise(title)))
    .then_some(Split)
}
