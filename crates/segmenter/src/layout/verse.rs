//! Verse: lines that end where the metre does, so that a sentence may run over several of them.
//!
//! A line end in verse is a space: the marks in the lines end the sentences, a blank line ends the
//! stanza, which is a paragraph.

use super::lines::{Gap, Line};
use super::openings::{Opening, opening};
use super::unfinished::is_complete;
use super::wrap::Wrap;
use crate::marks::{is_closer, is_dash, is_opener};

/// Fewest lines of a stanza; fewer may be an address, a title or a signature.
const LEAST_LINES: usize = 4;

/// Longest line of verse in code points: hexameters reach 60.
const LONGEST: u32 = 64;

/// Longest step of a ladder of verse, in code points.
const LONGEST_STEP: u32 = 30;

/// The longest line of the verse of a document, in code points, if it has any that is plainly such.
pub(super) fn of_document(text: &str, lines: &[Line], wrap: Option<Wrap>) -> Option<u32> {
    let mut longest = None;
    let mut note = |lines: &[Line]| {
        if is_verse(text, lines, wrap, None) {
            longest = longest.max(lines.iter().map(|line| line.width).max());
        }
    };
    // Of short stanzas two together show what they are.
    let (mut start, mut before) = (0, 0);
    for block in lines.chunk_by(|_, next| next.gap != Gap::Blank) {
        let end = start + block.len();
        note(block);
        if block.len() > 1 && (2..LEAST_LINES).contains(&(start - before)) {
            note(&lines[before..end]);
        }
        (before, start) = (start, end);
    }
    longest
}

/// Whether the lines are verse: of similar length, shorter than prose around them, each beginning
/// with a capital, and ending now with a mark inside the sentence, now with its end. Where the
/// document has other verse, shorter stanzas with fewer marks are verse too, if they are not much
/// wider than its longest line, `known`.
pub(super) fn is_verse(text: &str, lines: &[Line], wrap: Option<Wrap>, known: Option<u32>) -> bool {
    let widths = || lines.iter().map(|line| line.width);
    let (Some(shortest), Some(longest)) = (widths().min(), widths().max()) else {
        return false;
    };
    if is_ladder(text, lines) {
        return true;
    }
    let narrow = wrap.is_none_or(|wrap| longest * 20 <= wrap.width * 17);
    let similar = shortest * 5 >= longest * 2;
    let least = if known.is_some() { 2 } else { LEAST_LINES };
    let most = known.map_or(LONGEST, |known| known + known / 4);
    if lines.len() < least || longest > most || !narrow || !similar {
        return false;
    }
    let (mut capitals, mut inside, mut items, mut complete) = (0, 0, 0, 0);
    for line in lines {
        let content = line.of(text);
        let word = content.trim_start_matches(|c: char| {
            is_opener(c) || is_dash(c) || c.is_whitespace() || matches!(c, '.' | '…')
        });
        capitals += usize::from(word.starts_with(char::is_uppercase));
        let end = content.trim_end_matches(is_closer);
        inside += usize::from(end.ends_with(|c| c == ',' || is_dash(c)));
        items += usize::from(end.ends_with([';', ':']));
        complete += usize::from(is_complete(content));
        if !matches!(opening(content), Opening::Plain | Opening::Dash { .. }) {
            return false;
        }
    }
    let n = lines.len();
    if known.is_some() {
        return capitals == n && (inside + complete) * 2 >= n && complete < n;
    }
    // Nearly every line begins with a capital, a fifth breaks off at a comma or dash, half ends
    // with some mark; a list whose items end with semicolons is none.
    capitals * 10 >= n * 9 && inside * 5 >= n && (inside + complete) * 2 >= n && items * 2 < n
}

/// Whether a sentence goes down three or more short lines, each with a capital, the first with a
/// comma: «Уходили, пели, плыли,», «А вернулся», «Я один.».
fn is_ladder(text: &str, lines: &[Line]) -> bool {
    let [first, inner @ .., last] = lines else {
        return false;
    };
    let step =
        |line: &Line| line.width <= LONGEST_STEP && line.of(text).starts_with(char::is_uppercase);
    !inner.is_empty()
        && first.of(text).ends_with(',')
        && is_complete(last.of(text))
        && lines.iter().all(step)
        && inner.iter().all(|line| !is_complete(line.of(text)))
}

/// Whether two lines, neither of which shows more, read as verse: the first breaks off at a comma,
/// the second begins with a capital, and they are of similar length.
pub(super) fn is_couplet(line: &str, at: &Line, next: &str, below: &Line) -> bool {
    let (short, long) = (at.width.min(below.width), at.width.max(below.width));
    long <= LONGEST
        && short * 5 >= long * 2
        && line.ends_with(',')
        && next.starts_with(char::is_uppercase)
}
