//! Lines: what stands between line ends, and what stands between lines.

use std::ops::Range;

/// Columns that a tab at the head of a line counts for: the least that editors and converters use.
const TAB: u32 = 4;

/// Bytes that are searched for a line end at once.
const CHUNK: usize = 32;

/// What stands between a line and the one before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Gap {
    /// One line end.
    Line,
    /// A page ends: a form feed, or furniture that has been taken out.
    Page,
    /// A blank line or U+2029; also the head of the text.
    Blank,
}

/// A line that holds something, without the white space around it.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// First byte.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// White space before it on its line, in columns.
    pub indent: u32,
    /// Length in code points.
    pub width: u32,
    /// What parts it from the line before.
    pub gap: Gap,
    /// Whether a blank line stands before it, beside whatever else may.
    pub after_blank: bool,
    /// Whether it is a page number, running head or footer.
    pub furniture: bool,
}

impl Line {
    /// The bytes of the line.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The characters of the line.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }

    /// The column, from 0, at which the line ends.
    pub fn end_column(&self) -> u32 {
        self.indent.saturating_add(self.width)
    }
}

/// The lines of a text that hold something. They end with LF, CR, CR LF, VT, FF, U+0085, U+2028
/// or U+2029.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    let (mut gap, mut after_blank) = (Gap::Blank, true);
    loop {
        let mut length = 0;
        while length == 0 && at < bytes.len() {
            at += bytes[at..]
                .chunks_exact(CHUNK)
                .take_while(|chunk| !may_end(chunk))
                .count()
                * CHUNK;
            let end = bytes.len().min(at + CHUNK);
            while length == 0 && at < end {
                length = line_end(bytes, at);
                at += usize::from(length == 0);
            }
        }
        let content = &text[start..at];
        let trimmed = content.trim_start();
        if trimmed.is_empty() {
            // The text's own head and the rest after a form feed are no blank lines.
            if start > 0 && length > 0 && !ends_page(bytes, start) {
                gap = if gap == Gap::Page { gap } else { Gap::Blank };
                after_blank = true;
            }
        } else {
            let from = start + (content.len() - trimmed.len());
            let trimmed = trimmed.trim_end();
            lines.push(Line {
                start: from,
                end: from + trimmed.len(),
                indent: columns(&text[start..from]),
                width: u32::try_from(trimmed.chars().count()).unwrap_or(u32::MAX),
                gap,
                after_blank,
                furniture: false,
            });
            (gap, after_blank) = (Gap::Line, false);
        }
        if length == 0 {
            return lines;
        }
        match &bytes[at..at + length] {
            [0x0C] => gap = Gap::Page,
            [0xE2, 0x80, 0xA9] => (gap, after_blank) = (Gap::Blank, true),
            _ => {}
        }
        at += length;
        start = at;
    }
}

/// Whether a byte may begin a line end. There is no branch in the loop, so it takes many at a time.
fn may_end(bytes: &[u8]) -> bool {
    let begins = |byte: u8| u8::from(byte.wrapping_sub(b'\n') < 4) | u8::from(byte | 0x20 == 0xE2);
    bytes.iter().fold(0, |any, &byte| any | begins(byte)) != 0
}

/// Length in bytes of the line end at a byte; 0 if none begins there. CR CR LF, which a file has
/// that was converted twice, is one.
fn line_end(bytes: &[u8], at: usize) -> usize {
    match bytes[at] {
        b'\n' | 0x0B | 0x0C => 1,
        b'\r' => match &bytes[at + 1..] {
            [b'\r', b'\n', ..] => 3,
            [b'\n', ..] => 2,
            _ => 1,
        },
        0xC2 if bytes.get(at + 1) == Some(&0x85) => 2,
        0xE2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xA8 | 0xA9])) => 3,
        _ => 0,
    }
}

/// Whether a form feed stands right before this byte.
fn ends_page(bytes: &[u8], start: usize) -> bool {
    bytes[start - 1] == 0x0C
}

fn columns(lead: &str) -> u32 {
    let width = |c| if c == '\t' { TAB } else { 1 };
    lead.chars().map(width).fold(0, u32::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_what_parts_them() {
        let text =
            "а\r\n  б\r\r\n\r\u{A0}в\u{2028}\tг\u{2029}д\n\u{C}\nе\u{85}ж\u{B}з\n\n\u{C}и\n \n";
        let found: Vec<_> = lines(text)
            .iter()
            .map(|line| (line.of(text), line.indent, line.gap))
            .collect();
        use Gap::{Blank, Line, Page};
        assert_eq!(
            found,
            [
                ("а", 0, Blank),
                ("б", 2, Line),
                ("в", 1, Blank),
                ("г", 4, Line),
                ("д", 0, Blank),
                ("е", 0, Page),
                ("ж", 0, Line),
                ("з", 0, Line),
                ("и", 0, Page),
            ]
        );
        assert!(lines(" \n\t\r\n").is_empty() && lines("").is_empty());
    }
}
