//! Flow: a paragraph or sentence as running text, and the way back to the original.

use crate::layout::Line;
use std::borrow::Cow;
use std::ops::Range;

/// A stretch of a text as one line: each line end with the white space and furniture around it is
/// one space, broken words are joined. Borrowed where the stretch is one line already.
#[derive(Clone, Debug)]
pub struct Flow<'a> {
    content: Cow<'a, str>,
    /// The byte of the text at which the stretch begins.
    start: usize,
    /// Where each further stretch copied from the text begins, in bytes of the content and of the
    /// text; both rise. Between two stretches the content has a space or nothing.
    stretches: Vec<(usize, usize)>,
}

impl<'a> Flow<'a> {
    /// Runs the lines of a paragraph together. `cuts` are the stretches of the text that go without
    /// a space, as [`cuts`](crate::hyphens::cuts) gives them.
    pub(crate) fn new(text: &'a str, lines: &[Line], cuts: &[Range<usize>]) -> Flow<'a> {
        let [first, .., last] = lines else {
            let range = lines.first().map_or(0..0, Line::range);
            let start = range.start;
            return Flow::borrowed(&text[range], start);
        };
        let mut content = String::with_capacity(last.end - first.start);
        let mut stretches = Vec::with_capacity(lines.len());
        let mut cuts = cuts[cuts.partition_point(|cut| cut.end <= first.start)..]
            .iter()
            .peekable();
        for (n, line) in lines.iter().enumerate() {
            if n > 0 {
                stretches.push((content.len(), line.start));
            }
            let following = lines.get(n + 1).map(|next| next.start);
            match cuts.next_if(|cut| Some(cut.end) == following) {
                Some(cut) => content.push_str(&text[line.start..cut.start]),
                None => {
                    content.push_str(line.of(text));
                    content.push_str(if following.is_some() { " " } else { "" });
                }
            }
        }
        Flow {
            content: Cow::Owned(content),
            start: first.start,
            stretches,
        }
    }

    /// A stretch that begins at a byte of its text and is one line already.
    pub(crate) fn borrowed(content: &'a str, start: usize) -> Flow<'a> {
        Flow {
            content: Cow::Borrowed(content),
            start,
            stretches: Vec::new(),
        }
    }

    /// A stretch that begins at a byte of its text and has yet to be filled with about so many
    /// bytes.
    pub(crate) fn empty(start: usize, size: usize) -> Flow<'a> {
        Flow {
            content: Cow::Owned(String::with_capacity(size)),
            start,
            stretches: Vec::new(),
        }
    }

    /// Adds the character that begins at a byte of the text.
    pub(crate) fn push(&mut self, c: char, at: usize) {
        let here = self.content.len();
        if self.original_start(here) != at {
            self.stretches.push((here, at));
        }
        self.content.to_mut().push(c);
    }

    /// Adds white space, wherever it comes from.
    pub(crate) fn push_space(&mut self, space: Option<char>) {
        self.content.to_mut().extend(space);
    }

    /// The running text itself.
    pub(crate) fn into_content(self) -> Cow<'a, str> {
        self.content
    }

    /// The running text.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The byte of the text at which the character begins that stands at this byte of the content.
    pub fn original_start(&self, byte: usize) -> usize {
        self.original(
            self.stretches.partition_point(|&(start, _)| start <= byte),
            byte,
        )
    }

    /// The byte of the text after the character that ends before this byte of the content.
    pub fn original_end(&self, byte: usize) -> usize {
        self.original(
            self.stretches.partition_point(|&(start, _)| start < byte),
            byte,
        )
    }

    /// The byte of the text for a byte of the content that lies after so many further stretches
    /// have begun.
    fn original(&self, stretches: usize, byte: usize) -> usize {
        let last = stretches.checked_sub(1).map(|n| self.stretches[n]);
        let (start, original) = last.unwrap_or((0, self.start));
        original + (byte - start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hyphens::cuts;
    use crate::layout::lines;

    #[test]
    fn line_ends_become_spaces_and_positions_go_back() {
        let text = "  Он  ушёл \r\n в дерев-\nню.\n";
        let lines = lines(text);
        let flow = Flow::new(text, &lines, &cuts(text, &lines));
        assert_eq!(flow.as_str(), "Он  ушёл в деревню.");
        for (byte, c) in flow.as_str().char_indices().filter(|(_, c)| *c != ' ') {
            let original = flow.original_start(byte);
            assert!(text[original..].starts_with(c));
            let end = flow.original_end(byte + c.len_utf8());
            assert_eq!(end, original + c.len_utf8());
        }
        assert!(matches!(
            Flow::new("а", &crate::layout::lines("а"), &[]).content,
            Cow::Borrowed("а")
        ));
    }
}
