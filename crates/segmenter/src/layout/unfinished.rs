//! Unfinished lines: whether a sentence ends with a line or runs on to the next.

use super::lines::Line;
use super::openings::{Opening, opening};
use crate::abbreviations::normalise;
use crate::knowledge::Knowledge;
use crate::marks::{is_closer, is_opener, is_terminal};

/// Longest word, in bytes, that is looked up among those with which no sentence ends.
const LONGEST_WORD: usize = 24;

/// Whether a line ends as a sentence, a list item or an introduction to one does.
pub(super) fn is_complete(line: &str) -> bool {
    let trimmed = line.trim_end_matches(is_hanging);
    // «… в описи.[12]»: a footnote mark hangs on the full stop.
    let unmarked = trimmed.trim_end_matches(|c: char| c.is_ascii_digit());
    let unmarked = unmarked.strip_suffix('[').unwrap_or(trimmed);
    unmarked
        .trim_end_matches(is_hanging)
        .ends_with(|c| is_terminal(c) || matches!(c, ':' | ';'))
}

fn is_hanging(c: char) -> bool {
    is_closer(c) || c.is_whitespace() || c.is_control()
}

/// Whether a sentence plainly runs on from one line to the next. From a bare number it does not: it
/// may be a cell of a table.
pub(super) fn flows(text: &str, line: &Line, next: &Line) -> bool {
    let content = next.of(text);
    content.starts_with(char::is_lowercase)
        && line.of(text).contains(char::is_alphabetic)
        && !is_complete(line.of(text))
        && opening(content) == Opening::Plain
}

/// Whether a line ends with a word with which no sentence ends, or with the full stop of an
/// abbreviation or initial that the next line goes on from.
pub(super) fn breaks_off(knowledge: &Knowledge, line: &str, next: &str) -> bool {
    if opening(next) != Opening::Plain {
        return false;
    }
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_start_matches(is_opener);
    let Some(word) = last.strip_suffix('.') else {
        return last.len() <= LONGEST_WORD && knowledge.lists.unfinished.contains(&normalise(last));
    };
    let mut following = next.chars();
    let (first, second) = (following.next(), following.next());
    let first = |is: fn(char) -> bool| first.is_some_and(is);
    let Some(kinds) = knowledge.abbreviation(word) else {
        // «… составил А.», «Н. Северцев»
        let mut letters = word.chars();
        let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        return initial && first(char::is_uppercase) && second == Some('.');
    };
    let ends = kinds.may_end || kinds.after_number || kinds.time;
    first(char::is_lowercase)
        || !ends && kinds.inside
        || !ends && kinds.before_name && first(char::is_uppercase)
        || !kinds.may_end && kinds.before_number && first(char::is_numeric)
}
