//! Candidates: the places inside a paragraph where a sentence might end.

use crate::marks::{is_closer, is_dash, is_question, is_terminal, is_weightless};

/// What makes a place a candidate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mark {
    /// One full stop.
    Stop,
    /// A question or exclamation mark, or several.
    Question,
    /// An ellipsis: "…", "...", ". . .".
    Ellipsis,
    /// A telegraph operator's full stop in words, ТЧК or STOP, or the sign = after an address.
    Wire,
    /// A colon or semicolon before the first or next item of a list.
    List,
}

/// A place where a sentence might end. All positions are bytes of the paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    /// Where the marks begin: the end of the word before them.
    pub mark_start: usize,
    /// The last mark.
    pub mark: Mark,
    /// Whether nothing but one full stop makes the candidate, so that it may be that of an
    /// abbreviation.
    pub bare_stop: bool,
    /// Where the sentence would end, closing quotes and brackets included.
    pub end: usize,
    /// Where the next sentence would begin.
    pub next: usize,
}

/// Finds the candidates of a paragraph in order. A candidate lies strictly inside the paragraph.
pub(crate) fn candidates(paragraph: &str) -> impl Iterator<Item = Candidate> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(found) = next_mark(paragraph, at) {
            let candidate = extend(paragraph, found);
            at = candidate.end;
            if candidate.next >= paragraph.len() {
                return None;
            }
            if candidate.next > candidate.end || speaks_on(paragraph, candidate) {
                return Some(candidate);
            }
        }
        None
    })
}

/// Where a mark begins and, unless it is one of terminal characters, its end and kind.
type Found = (usize, Option<(usize, Mark)>);

/// Finds the next mark from a byte on.
fn next_mark(paragraph: &str, from: usize) -> Option<Found> {
    let mut before = paragraph[..from].chars().next_back();
    for (i, c) in paragraph[from..].char_indices() {
        let at = from + i;
        if is_terminal(c) {
            return Some((at, None));
        }
        if matches!(c, ':' | ';') && starts_item(&paragraph[at + 1..]) {
            return Some((at, Some((at + 1, Mark::List))));
        }
        if c == '=' && before.is_some_and(char::is_whitespace) {
            return Some((at, Some((at + 1, Mark::Wire))));
        }
        if matches!(c, 'Т' | 'S') && before.is_none_or(char::is_whitespace) {
            let word = ["ТЧК", "STOP"]
                .into_iter()
                .find(|word| paragraph[at..].starts_with(word));
            if let Some(word) = word {
                let end = at + word.len();
                if paragraph[end..]
                    .chars()
                    .next()
                    .is_none_or(char::is_whitespace)
                {
                    return Some((at, Some((end, Mark::Wire))));
                }
            }
        }
        before = Some(c);
    }
    None
}

/// Takes in the marks, closing quotes, brackets and footnote signs that follow the first mark.
fn extend(paragraph: &str, (start, known): Found) -> Candidate {
    if let Some((end, mark)) = known {
        let next = end + leading_space(&paragraph[end..]);
        return Candidate {
            mark_start: start,
            mark,
            bare_stop: false,
            end,
            next,
        };
    }
    let mut end = start;
    let mut mark = Mark::Stop;
    let mut stops = 0;
    let mut bare_stop = true;
    let mut fresh = true; // No closer since the last mark: further marks join its cluster.
    loop {
        let rest = &paragraph[end..];
        let Some(c) = rest.chars().next() else { break };
        if is_terminal(c) {
            let cluster = is_terminal_cluster(mark, fresh, stops, c);
            (mark, stops) = cluster;
            bare_stop &= end == start && c == '.';
            fresh = true;
            end += c.len_utf8();
        } else if let (true, Some(skip)) = (
            mark == Mark::Stop || mark == Mark::Ellipsis,
            spaced_stop(rest),
        ) {
            mark = Mark::Ellipsis;
            bare_stop = false;
            end += skip;
        } else if is_closer(c) {
            bare_stop &= is_weightless(c);
            fresh = false;
            end += c.len_utf8();
        } else if let Some(skip) = footnote(rest) {
            bare_stop = false;
            end += skip;
        } else {
            break;
        }
    }
    let next = end + leading_space(&paragraph[end..]);
    Candidate {
        mark_start: start,
        mark,
        bare_stop,
        end,
        next,
    }
}

/// Length of the white space at the head of a text.
fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Whether a list item follows: white space, an optional bracket, a letter or number, a bracket.
fn starts_item(rest: &str) -> bool {
    let item = rest.trim_start();
    item.len() < rest.len()
        && item.char_indices().take(6).any(|(i, c)| i > 0 && c == ')')
        && item.starts_with(|c: char| c == '(' || c.is_numeric() || c.is_lowercase())
}

/// The mark and number of stops after one more terminal character.
fn is_terminal_cluster(mark: Mark, fresh: bool, stops: usize, c: char) -> (Mark, usize) {
    if is_question(c) {
        return (Mark::Question, 0);
    }
    let stops = if fresh { stops } else { 0 } + if c == '…' { 2 } else { 1 };
    // "?.." and "!…" question; "?." after a closing quote is a stop of its own.
    if fresh && mark == Mark::Question {
        (Mark::Question, 0)
    } else if stops >= 2 {
        (Mark::Ellipsis, stops)
    } else {
        (Mark::Stop, stops)
    }
}

/// Length of the next stop of a spaced ellipsis ". . .": white space and a stop that stands alone.
fn spaced_stop(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices();
    let (_, space) = chars.next()?;
    let (at, stop) = chars.next()?;
    let alone = chars.next().is_none_or(|(_, c)| !c.is_alphanumeric());
    (matches!(space, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}') && stop == '.' && alone)
        .then_some(at + 1)
}

/// Length of a footnote mark in brackets, "[12]" or "[a]", that hangs on the mark before it.
fn footnote(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?;
    let close = inner.char_indices().take(5).find(|&(_, c)| c == ']')?.0;
    let label = &inner[..close];
    let digits = !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
    let letter = label.chars().count() == 1 && label.chars().all(char::is_alphabetic);
    (digits || letter).then_some(close + 2)
}

/// Whether speech goes on after a mark without a space but with a dash: «Пора.—Куда?».
fn speaks_on(paragraph: &str, candidate: Candidate) -> bool {
    let mut chars = paragraph[candidate.end..].chars();
    chars.next().is_some_and(|c| is_dash(c) && c != '-')
        && chars
            .find(|c| !c.is_whitespace() && !is_weightless(*c))
            .is_some_and(char::is_uppercase)
}
