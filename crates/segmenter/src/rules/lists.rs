//! Rules for lists: points, items, articles, entries.

use super::Verdict::{self, Join, Split};
use super::shapes::{CAPITAL_ITEM, ENTRY_DATE, ITEM, LABELLED, NUMBERED, POINT};
use crate::abbreviations::normalise;
use crate::candidates::Mark;
use crate::context::{Context, is_roman};
use crate::marks::{is_dash, is_numeric, is_opener};

/// Most figures of an ordinal number: a longer one is a year.
const LONGEST_ORDINAL: usize = 3;

/// Longest label with its numbers, in bytes: «№№ 1000—1100».
const LONGEST_NUMBER: usize = 32;

/// «…с тонны. б) Обстановка фарватера.» After a semicolon or colon an item opens a sentence if
/// its own words begin with a capital; after a semicolon a lettered one does too, as resolutions
/// and orders number their points so. Other lists («1) …; 2) …») are one sentence.
pub(super) fn list_item(c: &Context) -> Option<Verdict> {
    let rest = c.rest();
    if c.candidate.mark == Mark::List {
        let semicolon = c.text[c.candidate.mark_start..].starts_with(';');
        let lettered = semicolon && ITEM.is_match(rest) && c.right_lower();
        let opens = CAPITAL_ITEM.is_match(rest) || lettered;
        return Some(if opens { Split } else { Join });
    }
    if c.candidate.mark == Mark::Ellipsis && !CAPITAL_ITEM.is_match(rest) {
        return None; // The ellipsis stands for items left out.
    }
    if !ITEM.is_match(rest) {
        return None;
    }
    // «(см. п. 5) и…»: the closing bracket is that of an earlier one.
    let around = c.brackets.around(c.candidate.next);
    if around.is_some_and(|(open, _)| open < c.candidate.next) {
        return None;
    }
    // «по п. а) устава» names the item instead of opening it.
    let kinds = c.abbreviation().unwrap_or_default();
    let names = (kinds.before_number || kinds.before_name || kinds.inside) && !c.measures();
    (!names).then_some(Split)
}

/// «1. Взять…», «§ 3. Членами…», "Art. 5. The …", «Прим. Буфетчики…».
pub(super) fn point_number(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop || c.left.is_empty() {
        return None;
    }
    let counts = |word: &str| {
        word.chars().count() <= 9
            && word.split('.').all(|part| {
                // «1-е. Домъ …», "4a. Ringed in Blue"
                let part = part.trim_end_matches(['е', 'й', 'я', 'о', 'г', 'a', 'b', 'c', 'd']);
                let digits = part.chars().all(|c| is_numeric(c) || is_dash(c));
                !part.is_empty() && (digits || is_roman(part))
            })
    };
    let head = &c.text[c.sentence_start..c.candidate.mark_start];
    if head.len() <= LONGEST_NUMBER && NUMBERED.is_match(head) {
        return Some(Join);
    }
    let number = counts(c.left.trim_start_matches(['§', '№']));
    let letter = c.left.chars().count() == 1 && c.left.chars().all(char::is_alphabetic);
    if !number && !letter {
        let label =
            c.opens_sentence(c.left_start()) && c.knowledge.lists.labels.contains(&c.left_normal);
        // "No. He fled.", but «Прим. Буфетчики …» and «Рис. А. Тонкова».
        let known = c.abbreviation().is_some_and(|kinds| kinds.before_number);
        let numbered = c.right_figure() || c.right.chars().count() == 1;
        let ordinal = c.sentence_start == 0
            && c.opens_sentence(c.left_start())
            && c.knowledge.lists.ordinals.contains(&c.left_normal);
        let label = label && (numbered || known && c.left_normal != "no");
        return (label || ordinal).then_some(Join);
    }
    // "CASE 4. THE CLOCK", but «Май 1931. Иван уехал.»
    let captioned = number
        && c.sentence_start == 0
        && c.before.starts_with(char::is_uppercase)
        && c.left.len() <= 4
        && c.left.chars().all(is_numeric)
        && c.opens_sentence(c.before_start())
        && !c.before_stopped
        && !c.after(&c.knowledge.lists.months)
        && !c.after(&c.knowledge.lists.prepositions);
    if captioned {
        return Some(Join);
    }
    let labelled = c.knowledge.lists.labels.contains(&normalise(c.before));
    let start = if labelled {
        c.before_start()
    } else {
        c.left_start()
    };
    // «12.11.1940.» is a date and a sentence of its own.
    let dated = c.left.matches('.').count() == 2 && c.left.chars().count() >= 6;
    // «Надо: 1. Купить хлеб; 2. Продать»
    let head = &c.text[c.sentence_start..start];
    let ended = head.trim_end_matches(is_opener).trim_end();
    let listed = number && ended.len() < head.len() && ended.ends_with([':', ';']);
    ((c.opens_sentence(start) || listed) && !dated).then_some(Join)
}

/// «… утвердить. п. 2. Сторожа уволить.»: a labelled point opens a sentence with a small letter.
pub(super) fn labelled_point(c: &Context) -> Option<Verdict> {
    (c.candidate.mark == Mark::Stop
        && matches!(c.right, "п" | "пп" | "ст")
        && LABELLED.is_match(c.rest())
        && c.abbreviation().is_none())
    .then_some(Split)
}

/// „am 3. Mai“, „vom 3. 5. 1931“, „im 19. Jahrhundert“, „Wilhelm II. Hohenzollern“: an ordinal
/// number, in a language that writes it with a full stop.
pub(super) fn ordinal(c: &Context) -> Option<Verdict> {
    let nouns = &c.knowledge.lists.after_ordinals;
    if nouns.is_empty() || !c.candidate.bare_stop || !c.openers.is_empty() {
        return None;
    }
    let short = c.left.chars().count() <= LONGEST_ORDINAL && c.left.chars().all(is_numeric);
    if !(short || is_roman(c.left)) || c.left.is_empty() {
        return None;
    }
    let noun = c.right_upper() && (c.right_in(nouns) || !c.right_starter());
    let month = short && c.right_digit() && !POINT.is_match(c.rest());
    (noun || month).then_some(Join)
}

/// "1934, Nov. 22. The Royal Academy to …"
pub(super) fn entry_date(c: &Context) -> Option<Verdict> {
    let head = &c.text[c.sentence_start..c.candidate.end];
    (head.len() <= 100 && ENTRY_DATE.is_match(head)).then_some(Join)
}
