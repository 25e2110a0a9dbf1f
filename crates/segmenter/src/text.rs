//! The immutable text of one side, the spans it mints, and conversions between units of position.

use memchr::memchr2_iter;
use std::ops::Range;

/// Bytes between two entries of the code-point index: one entry costs eight bytes, so the index
/// adds about three per cent to the text and a conversion counts at most this many bytes.
const STRIDE: usize = 256;

/// One side's whole running text, never altered after decoding.
///
/// It mints [`Span`]s and converts between bytes, code points and line with column.
#[derive(Clone, Debug)]
pub struct Text {
    content: String,
    /// Number of code points that begin before byte `i * STRIDE`.
    code_points: Vec<usize>,
    /// Byte at which each line begins; the first entry is 0.
    lines: Vec<usize>,
}

/// A stretch of a [`Text`] in bytes: `start <= end`, both on char boundaries of the text that
/// minted it. A span holds no reference to its text; use it only with that text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Text {
    /// Takes a decoded text as it is: nothing is trimmed, normalised or replaced.
    pub fn new(content: impl Into<String>) -> Text {
        let content = content.into();
        let bytes = content.as_bytes();
        let mut code_points = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut seen = 0;
        for chunk in bytes.chunks(STRIDE) {
            code_points.push(seen);
            seen += count(chunk);
        }
        code_points.push(seen);
        let mut lines = vec![0];
        for i in memchr2_iter(b'\n', b'\r', bytes) {
            // A lone CR ends a line as LF does; in CR LF only the LF counts.
            if bytes[i] == b'\n' || bytes.get(i + 1) != Some(&b'\n') {
                lines.push(i + 1);
            }
        }
        Text {
            content,
            code_points,
            lines,
        }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The span from byte `start` up to and without byte `end`; `None` unless
    /// `start <= end <= len` and both lie on char boundaries.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        self.content.get(start..end).map(|_| Span { start, end })
    }

    /// The characters of a span.
    ///
    /// # Panics
    /// If the span was minted by another text and does not fit this one.
    pub fn slice(&self, span: Span) -> &str {
        &self.content[span.start..span.end]
    }

    /// The span in code points, end exclusive.
    pub fn code_points(&self, span: Span) -> Range<usize> {
        self.code_points_before(span.start)..self.code_points_before(span.end)
    }

    /// The span from code point `start` up to and without code point `end`; `None` unless
    /// `start <= end` and the text has that many code points.
    pub fn span_of_code_points(&self, start: usize, end: usize) -> Option<Span> {
        if start > end {
            return None;
        }
        self.span(
            self.byte_of_code_point(start)?,
            self.byte_of_code_point(end)?,
        )
    }

    /// Line and column of a byte, both counted from 1, the column in code points. Lines end with
    /// LF, CR LF or a lone CR. A byte inside a character counts as that character's first byte,
    /// a byte beyond the end as the end.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let mut byte = byte.min(self.content.len());
        while !self.content.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.lines.partition_point(|&start| start <= byte);
        let start = self.lines[line - 1]; // The first line starts at 0, so line is at least 1.
        (
            line,
            self.code_points_before(byte) - self.code_points_before(start) + 1,
        )
    }

    fn code_points_before(&self, byte: usize) -> usize {
        let byte = byte.min(self.content.len());
        let block = byte / STRIDE;
        self.code_points[block] + count(&self.content.as_bytes()[block * STRIDE..byte])
    }

    fn byte_of_code_point(&self, code_point: usize) -> Option<usize> {
        let bytes = self.content.as_bytes();
        let block = self
            .code_points
            .partition_point(|&n| n <= code_point)
            .saturating_sub(1);
        let mut seen = self.code_points[block];
        for (i, &byte) in bytes.iter().enumerate().skip(block * STRIDE) {
            if begins_code_point(byte) {
                if seen == code_point {
                    return Some(i);
                }
                seen += 1;
            }
        }
        (seen == code_point).then_some(bytes.len())
    }
}

impl Span {
    /// First byte.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Byte after the last one.
    pub fn end(&self) -> usize {
        self.end
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Every code point has exactly one byte that is not a UTF-8 continuation byte.
fn begins_code_point(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn count(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .filter(|&&byte| begins_code_point(byte))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_refuse_what_does_not_fit() {
        let text = Text::new("ёж");
        assert!(text.span(0, 4).is_some());
        assert!(text.span(1, 4).is_none(), "inside a character");
        assert!(text.span(0, 5).is_none(), "beyond the end");
        assert!(text.span(2, 0).is_none(), "backwards");
        assert!(text.span_of_code_points(1, 3).is_none());
        assert_eq!(
            text.span_of_code_points(1, 2).map(|s| text.slice(s)),
            Some("ж")
        );
    }

    #[test]
    fn lines_end_with_lf_crlf_or_cr() {
        let text = Text::new("а\r\nб\rв\nг");
        let at = |needle: &str| text.line_column(text.as_str().find(needle).unwrap());
        assert_eq!(at("а"), (1, 1));
        assert_eq!(at("б"), (2, 1));
        assert_eq!(at("в"), (3, 1));
        assert_eq!(at("г"), (4, 1));
        assert_eq!(text.line_column(usize::MAX), (4, 2));
        assert_eq!(text.line_column(1), (1, 1), "inside a character");
    }
}
