//! Layout: cuts a text into paragraphs by its blank lines and line ends.
//!
//! A blank line, a form feed or U+2029 always ends a paragraph. A single line end is ambiguous:
//! in hard-wrapped text it stands for a space, in text with one paragraph a line it ends one.
//! Which of the two a text is follows from how full its lines are: in wrapped text the first word
//! of the next line would not have fitted on this line; elsewhere it mostly would have.

use std::ops::Range;

/// Longest line, in code points, that anyone wraps by hand or typewriter; longer ones are
/// paragraphs. Typescripts hold 60 to 70, plain-text files 72 to 80, wide ones 100 to 120.
const WIDEST_WRAP: usize = 130;

/// Share of line ends at which the next word did not fit, from which on a text counts as wrapped.
const WRAPPED: f64 = 0.6;

/// Slack, as a share of the width, for lines broken a little early (hyphenation, ragged right).
const SLACK: f64 = 0.12;

/// A paragraph of the text and why it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Bytes of the paragraph, without white space at its outer ends; never empty.
    pub range: Range<usize>,
    /// The layout rule that ended it.
    pub ended_by: &'static str,
}

/// A line without its line end, in bytes, trimmed; `gap` tells whether what follows it is a
/// paragraph break whatever the lines look like.
struct Line {
    range: Range<usize>,
    indented: bool,
    ends_paragraph: bool,
}

/// Cuts the text into paragraphs.
pub(crate) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines = lines(text);
    let width = |line: &Line| text[line.range.clone()].chars().count();
    let widths: Vec<usize> = lines.iter().map(width).collect();
    let wrap = wrap_width(text, &lines, &widths);
    let mut paragraphs = Vec::new();
    let mut start = None;
    for (n, line) in lines.iter().enumerate() {
        let first = *start.get_or_insert(line.range.start);
        let ended_by = match lines.get(n + 1) {
            None => Some("end-of-text"),
            Some(_) if line.ends_paragraph => Some("blank-line"),
            Some(next) => ends_at_line(text, line, next, widths[n], wrap).then_some("line-end"),
        };
        if let Some(ended_by) = ended_by {
            paragraphs.push(Paragraph {
                range: first..line.range.end,
                ended_by,
            });
            start = None;
        }
    }
    paragraphs
}

/// The lines that hold something.
fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut start = 0;
    let mut push = |start: usize, end: usize, hard: bool| {
        let line = &text[start..end];
        let trimmed = line.trim();
        if let Some(last) = lines.last_mut() {
            last.ends_paragraph |= trimmed.is_empty();
        }
        if !trimmed.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            let lead = &line[..from - start];
            lines.push(Line {
                range: from..from + trimmed.len(),
                indented: lead.contains('\t') || lead.chars().count() >= 2,
                ends_paragraph: hard,
            });
        }
    };
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let end = i + c.len_utf8();
        match c {
            '\r' if chars.peek().is_some_and(|&(_, next)| next == '\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' => {
                push(start, end, false);
                start = end;
            }
            '\u{B}' | '\u{C}' | '\u{2029}' => {
                push(start, end, true);
                start = end;
            }
            _ => {}
        }
    }
    push(start, text.len(), false);
    lines
}

/// The width to which the text is wrapped, in code points; `None` where lines are paragraphs.
fn wrap_width(text: &str, lines: &[Line], widths: &[usize]) -> Option<usize> {
    let inner = || (1..lines.len()).filter(|&n| !lines[n - 1].ends_paragraph);
    let total = inner().count();
    let width = inner().flat_map(|n| [widths[n - 1], widths[n]]).max()?;
    if width > WIDEST_WRAP {
        return None;
    }
    let full = inner()
        .filter(|&n| is_full(text, &lines[n], widths[n - 1], width))
        .count();
    // A line that stops in the middle of a sentence before a small letter was wrapped. Text in
    // capitals (telegrams) shows no small letters; there nearly all lines must be full.
    let flowing = inner()
        .filter(|&n| flows(text, &lines[n - 1], &lines[n]))
        .count();
    let open = inner()
        .filter(|&n| !is_complete(&text[lines[n - 1].range.clone()]))
        .count();
    let full_enough = full as f64 >= WRAPPED * total as f64;
    let wrapped = full_enough && flowing * 3 >= total
        || full_enough && total >= 4 && full * 10 >= total * 9 && open * 2 >= total
        || flowing * 2 >= total && width >= 30;
    wrapped.then_some(width)
}

/// Whether the first word of `next` would not have fitted on the line before it.
fn is_full(text: &str, next: &Line, line_width: usize, width: usize) -> bool {
    let word = text[next.range.clone()]
        .split_whitespace()
        .next()
        .unwrap_or_default();
    let needed = line_width + 1 + word.chars().count();
    needed as f64 > width as f64 * (1.0 - SLACK)
}

/// Whether a sentence plainly runs on from one line to the next.
fn flows(text: &str, line: &Line, next: &Line) -> bool {
    !is_complete(&text[line.range.clone()])
        && text[next.range.clone()]
            .chars()
            .next()
            .is_some_and(char::is_lowercase)
}

/// Whether the paragraph ends with this line although only a line end follows.
fn ends_at_line(text: &str, line: &Line, next: &Line, width: usize, wrap: Option<usize>) -> bool {
    if flows(text, line, next) {
        return false;
    }
    let content = &text[line.range.clone()];
    let Some(wrap) = wrap else {
        // One paragraph a line; verse runs on after a comma or a dash.
        return !content.ends_with([',', '-', '–', '—', '\u{AD}']);
    };
    let full = is_full(text, next, width, wrap);
    if next.indented && !line.indented && is_complete(content) {
        return true;
    }
    // A line that stops short although the next word had room was ended on purpose.
    !full && (is_complete(content) || width * 10 < wrap * 6)
}

/// Whether a line ends as a sentence, a list item or an introduction to one does.
fn is_complete(line: &str) -> bool {
    line.trim_end_matches(|c: char| crate::marks::is_closer(c) || c.is_whitespace())
        .ends_with(['.', '!', '?', '…', ':', ';'])
}
