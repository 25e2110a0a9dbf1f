//! Rules that look at signs: letters' case, punctuation, brackets, ellipses.

use super::Verdict::{self, Join, Split};
use super::shapes::{COPY_NUMBER, CUT, FREE_ELLIPSIS, SIGNATURE, SMILEY};
use crate::Language;
use crate::abbreviations::normalise;
use crate::candidates::{Mark, footnote};
use crate::context::Context;
use crate::marks::{is_closer, is_closing_bracket, is_dash, is_emoji, is_shouted, is_terminal};
use memchr::memrchr2;

/// A bracket longer than this, in bytes (about 150 Russian letters), holds sentences of its own.
const SHORT_BRACKET: usize = 300;

/// Longest place and date, in bytes, with which a news agency's report begins.
const LONGEST_DATELINE: usize = 80;

/// Longest title of a work in quotation marks, in bytes (about 60 Russian letters).
const LONGEST_TITLE: usize = 120;

/// Bytes that two words surely take.
const LONG_WORDS: usize = 80;

/// How far back, in bytes, a cut at the end of a sentence is looked for.
const CUT_REACH: usize = 40;

/// «… МОЛЧАНИЯ ТЧК ВАШ НР 77 …», «… Начстрою = СООБЩИТЕ ТЕЛЕГРАФНО …».
pub(super) fn wire(c: &Context) -> Option<Verdict> {
    if c.candidate.mark != Mark::Wire {
        // «… 12 НОЯБ. ТЧК»: the word says the stop once more.
        return matches!(c.right, "ТЧК" | "STOP").then_some(Join);
    }
    let sign = &c.text[c.candidate.mark_start..];
    let before = c.word_before(c.candidate.mark_start);
    let mut words = c.rest().split_whitespace();
    let mut next = |least| {
        words
            .next()
            .is_some_and(|word| word.chars().count() >= least && is_shouted(word))
    };
    let split = if sign.starts_with('=') {
        !is_shouted(before) && next(2) && next(1)
    } else {
        // "STOP the car" is no telegram, "a STOP Sign" neither.
        !c.right_lower() && !c.knowledge.lists.unfinished.contains(&normalise(before))
    };
    Some(if split { Split } else { Join })
}

/// «Секретно. Экз. № 2»: the number of a copy belongs to the note before it.
pub(super) fn copy_number(c: &Context) -> Option<Verdict> {
    (c.candidate.mark == Mark::Stop && COPY_NUMBER.is_match(c.rest())).then_some(Join)
}

pub(super) fn small_letter(c: &Context) -> Option<Verdict> {
    c.right_lower().then_some(Join)
}

pub(super) fn punctuation(c: &Context) -> Option<Verdict> {
    let opens = c.openers.starts_with(['»', '›']); // As in German books: »Komm!«
    let next = c.next_char();
    let goes_on = matches!(
        next,
        ',' | ':' | ';' | ')' | ']' | '}' | '»' | '/' | '=' | '+' | '&' | '%' | '，' | '、' | '；'
    );
    (goes_on && !opens).then_some(Join)
}

/// 「行こう。」と言った。: a Japanese quotation goes on with the particle after it.
pub(super) fn quotation_goes_on(c: &Context) -> Option<Verdict> {
    let quoted = c.text[..c.candidate.end].ends_with(['」', '』']);
    (quoted && c.rest().starts_with(['と', 'っ'])).then_some(Join)
}

/// "… for nine days. —Ed.]", «… в 1912 г. — Сост.»
pub(super) fn signature(c: &Context) -> Option<Verdict> {
    let bracketed = SIGNATURE.is_match(c.rest()) && c.brackets.around(c.candidate.end).is_some();
    let known = is_dash(c.next_char()) && c.right_in(&c.knowledge.lists.signatures);
    (bracketed || known).then_some(Join)
}

/// "… the border. […] Next", "… three grounds. … Second".
pub(super) fn trailing_cut(c: &Context) -> Option<Verdict> {
    let rest = c.rest();
    if let Some(cut) = CUT.length(rest) {
        if trailing(c, c.candidate.end).is_some() {
            return Some(Split); // It has its cut already.
        }
        let after = rest[cut..].chars().next();
        return after
            .is_none_or(|c| c.is_whitespace() || is_terminal(c))
            .then_some(Join);
    }
    (c.candidate.mark != Mark::Ellipsis && FREE_ELLIPSIS.is_match(rest)).then_some(Join)
}

/// Where the cut begins with which the text up to `end` closes.
fn trailing(c: &Context, end: usize) -> Option<usize> {
    let from = end.saturating_sub(CUT_REACH).max(c.sentence_start);
    let from = c.text.ceil_char_boundary(from);
    let open = from + c.text[from..end].rfind(['[', '(', '<', '‹'])?;
    let cut = CUT.length(&c.text[open..end])?;
    let rest = &c.text[open + cut..end];
    rest.chars()
        .all(|c| is_terminal(c) || is_closer(c))
        .then_some(open)
}

pub(super) fn after_cut(c: &Context) -> Option<Verdict> {
    if c.candidate.mark != Mark::Ellipsis {
        return None;
    }
    let cut = trailing(c, c.candidate.end).unwrap_or(c.candidate.mark_start);
    let head = &c.text[c.sentence_start..cut];
    let ended = head.trim_end();
    let stands_free = ended.len() < head.len();
    let ends = ended.trim_end_matches(is_closer).ends_with(is_terminal);
    (stands_free && ends).then_some(Split)
}

/// «… Гитлер отвечает», "SOMOVA: … In the card catalogue", «„… и ушёл"».
pub(super) fn leading_ellipsis(c: &Context) -> Option<Verdict> {
    if c.candidate.mark != Mark::Ellipsis {
        return None;
    }
    let head = c.text[c.sentence_start..c.candidate.mark_start].trim_end();
    let opens =
        c.opens_sentence(c.candidate.mark_start) || head.ends_with([':', '(', '[', '«', '“', '„']);
    opens.then_some(Join)
}

/// "The orchestra (six men!) Orlov called …": a mark inside a bracket that was opened inside the
/// sentence does not end the sentence; a bracket that opens with the sentence does.
pub(super) fn bracket_closed(c: &Context) -> Option<Verdict> {
    let mut at = c.candidate.end;
    while let Some(last) = c.text[c.candidate.mark_start..at].chars().next_back() {
        at -= last.len_utf8();
        if is_terminal(last) {
            return None; // A mark after the bracket counts for itself.
        }
        if is_closing_bracket(last) {
            let (open, _) = c.brackets.closing_at(at)?;
            if open > c.candidate.mark_start && footnote(&c.text[open..]).is_some() {
                at = open;
                continue;
            }
            // "He died. [he had …] On landing": the sentence had ended before the bracket.
            let head = c.text[..open].trim_end().trim_end_matches(is_closer);
            if head.ends_with(is_terminal) && !c.ends_abbreviated(head) {
                return None;
            }
            return (open > c.sentence_start && !c.opens_sentence(open)).then_some(Join);
        }
    }
    None
}

pub(super) fn inside_bracket(c: &Context) -> Option<Verdict> {
    let (open, close) = c.brackets.around(c.candidate.end)?;
    let inside = open > c.sentence_start && !c.opens_sentence(open);
    (inside && close - open <= SHORT_BRACKET).then_some(Join)
}

/// «Всё хорошо))) Завтра приеду», "See you :) Then", «Спасибо 😊 Жду»
pub(super) fn smile(c: &Context) -> Option<Verdict> {
    if c.candidate.mark != Mark::Smile {
        // A picture belongs to the sentence that it follows.
        return (is_emoji(c.next_char()) || SMILEY.is_match(c.rest())).then_some(Join);
    }
    let mut sign = c.text[c.candidate.mark_start..c.candidate.end].char_indices();
    // Brackets that close something smile at nothing.
    let closes = sign.any(|(i, sign)| {
        is_closing_bracket(sign) && c.brackets.closing_at(c.candidate.mark_start + i).is_some()
    });
    // "I ❤ Perm": a picture may stand for a word.
    let head = c.text[c.sentence_start..c.candidate.mark_start].trim_end();
    let long = head.len() > LONG_WORDS
        || head.ends_with(is_terminal)
        || head.split_whitespace().take(2).count() == 2;
    Some(if c.right_upper() && !closes && long {
        Split
    } else {
        Join
    })
}

/// "of which . . . 246,020 are under forest"
pub(super) fn ellipsis_number(c: &Context) -> Option<Verdict> {
    (c.candidate.mark == Mark::Ellipsis && c.right_digit()).then_some(Join)
}

/// "The report of the … Committee": after an article the ellipsis stands for words left out.
pub(super) fn ellipsis_inside(c: &Context) -> Option<Verdict> {
    let article = matches!(
        c.word_before(c.candidate.mark_start),
        "a" | "an" | "the" | "of" | "The"
    );
    // « Il y en a… »: what is an article elsewhere is none in French.
    let language = matches!(c.knowledge.language, Language::English | Language::Russian);
    (c.candidate.mark == Mark::Ellipsis && article && language).then_some(Join)
}

/// «ОМСК, 2 апр. — Начался сев», "WASHINGTON, D.C. — The House voted": a news agency's dateline.
pub(super) fn news_dateline(c: &Context) -> Option<Verdict> {
    let head = &c.text[c.sentence_start..c.candidate.end];
    if c.sentence_start > 0 || head.len() > LONGEST_DATELINE || !is_dash(c.next_char()) {
        return None;
    }
    let city = head.split([' ', ',']).next()?;
    let shouted = city.chars().count() >= 3 && city.chars().all(char::is_uppercase);
    shouted.then_some(Join)
}

/// «в игре «Что? Где? Когда?» победили», «в романе «Кто виноват?» Герцена»: the title of a work
/// goes on to its closing quotation mark and to what belongs to it.
pub(super) fn title(c: &Context) -> Option<Verdict> {
    let end = c.candidate.mark_start;
    let from = end.saturating_sub(LONGEST_TITLE).max(c.sentence_start);
    let from = c.text.ceil_char_boundary(from);
    let before = &c.text[from..end];
    // The last bytes of « and “; the search of bytes is quicker.
    memrchr2(0xAB, 0x9C, before.as_bytes())?;
    let open = from + before.rfind(['«', '“'])?;
    let inner = &c.text[open..c.candidate.end];
    let close = inner
        .find(['»', '”'])
        .map_or(c.candidate.end, |at| open + at);
    // «… миллионером?». Деньги»: a full stop after the title ends the sentence.
    let stopped = c.text[close..c.candidate.end].contains(is_terminal);
    if close < end || stopped {
        return None;
    }
    let work = c
        .knowledge
        .lists
        .works
        .contains(&normalise(c.word_before(open)));
    (work && (c.candidate.end == close || !c.right_starter())).then_some(Join)
}
