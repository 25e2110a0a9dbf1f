//! Rules that look at signs: letters' case, punctuation, brackets, ellipses.

use super::Verdict::{self, Join, Split};
use super::shapes::{CUT, FREE_ELLIPSIS, SIGNATURE};
use crate::candidates::Mark;
use crate::context::Context;
use crate::knowledge::normalise;
use crate::marks::{is_closer, is_closing_bracket, is_dash, is_terminal};

/// A bracket longer than this, in bytes (about 150 Russian letters), holds sentences of its own.
const SHORT_BRACKET: usize = 300;

/// How far back, in bytes, a cut at the end of a sentence is looked for.
const CUT_REACH: usize = 40;

/// «… МОЛЧАНИЯ ТЧК ВАШ НР 77 …», «… Начстрою = СООБЩИТЕ ТЕЛЕГРАФНО …».
pub(super) fn wire(c: &Context) -> Option<Verdict> {
    if c.candidate.mark != Mark::Wire {
        return None;
    }
    let shouted = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
    };
    let before = c.before_wire();
    let mut words = c.rest().split_whitespace();
    let mut next = |least| {
        words
            .next()
            .is_some_and(|word| word.chars().count() >= least && shouted(word))
    };
    let split = if c.text[c.candidate.mark_start..].starts_with('=') {
        !shouted(before) && next(2) && next(1)
    } else {
        // "STOP the car" is no telegram.
        shouted(before) && !c.right_lower()
    };
    Some(if split { Split } else { Join })
}

pub(super) fn small_letter(c: &Context) -> Option<Verdict> {
    c.right_lower().then_some(Join)
}

pub(super) fn punctuation(c: &Context) -> Option<Verdict> {
    let next = c.next_char();
    matches!(
        next,
        ',' | ':' | ';' | ')' | ']' | '}' | '»' | '/' | '=' | '+' | '&' | '%'
    )
    .then_some(Join)
}

/// "… for nine days. —Ed.]", «… в 1912 г. — Сост.»
pub(super) fn signature(c: &Context) -> Option<Verdict> {
    let bracketed = SIGNATURE.is_match(c.rest()) && c.brackets.around(c.candidate.end).is_some();
    let known = is_dash(c.next_char()) && c.knowledge.is_signature(&normalise(c.right));
    (bracketed || known).then_some(Join)
}

/// "… the border. […] Next", "… three grounds. … Second".
pub(super) fn trailing_cut(c: &Context) -> Option<Verdict> {
    let rest = c.rest();
    if let Some(cut) = CUT.find(rest) {
        if trailing(c, c.candidate.end).is_some() {
            return Some(Split); // It has its cut already.
        }
        let after = rest[cut.end()..].chars().next();
        return after
            .is_none_or(|c| c.is_whitespace() || is_terminal(c))
            .then_some(Join);
    }
    (c.candidate.mark != Mark::Ellipsis && FREE_ELLIPSIS.is_match(rest)).then_some(Join)
}

/// Where the cut begins with which the text up to `end` closes.
fn trailing(c: &Context, end: usize) -> Option<usize> {
    let mut from = end.saturating_sub(CUT_REACH).max(c.sentence_start);
    while !c.text.is_char_boundary(from) {
        from += 1;
    }
    let open = from + c.text[from..end].rfind(['[', '(', '<', '‹'])?;
    let cut = CUT.find(&c.text[open..end])?;
    let rest = &c.text[open + cut.end()..end];
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
            // "He died. [he had …] On landing": the sentence had ended before the bracket.
            if c.text[..open]
                .trim_end()
                .trim_end_matches(is_closer)
                .ends_with(is_terminal)
            {
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

/// "of which . . . 246,020 are under forest"
pub(super) fn ellipsis_number(c: &Context) -> Option<Verdict> {
    (c.candidate.mark == Mark::Ellipsis && c.right_digit()).then_some(Join)
}
