//! Layout: cuts a text into paragraphs by its blank lines, line ends and page breaks.
//!
//! A blank line always ends a paragraph. A single line end is ambiguous: in hard-wrapped text and
//! in verse it stands for a space, elsewhere it ends a paragraph. Which of the two holds is decided
//! for every stretch of lines between blank lines, with the width to which the whole document is
//! wrapped as a guide: where the next word had room on a line, the line was ended on purpose. Page
//! numbers, running heads and footers are taken out first, so that text runs on over a page break.

mod block;
mod endings;
mod furniture;
mod lines;
mod openings;
mod pages;
mod rows;
mod unfinished;
mod verse;
mod wrap;

pub(crate) use lines::{Gap, Line, lines};

use crate::hyphens::{self, cuts};
use crate::knowledge::Knowledge;
use block::{Block, Document};
use endings::{BLANK, END, Ending, FURNITURE, PAGE};
use std::ops::Range;

/// Longest row of a table, in code points, that is one unit; longer ones have text in their cells.
const LONGEST_ROW: u32 = 130;

/// The paragraphs of a text and what is known of its lines.
pub(crate) struct Layout {
    /// The lines of the paragraphs, without furniture.
    pub lines: Vec<Line>,
    /// The paragraphs in order; they tile the lines.
    pub paragraphs: Vec<Paragraph>,
    /// Page numbers, running heads and footers, in bytes.
    pub furniture: Vec<Range<usize>>,
    /// The stretches that go without a space where lines run together, in bytes.
    pub cuts: Vec<Range<usize>>,
}

/// A paragraph of the text and why it ends.
pub(crate) struct Paragraph {
    /// Numbers of its lines; never empty.
    pub lines: Range<usize>,
    /// The layout rule that ended it.
    pub ended_by: Ending,
    /// Whether its lines end where no width ended them, as those of verse do: a capital at the head
    /// of one then says nothing.
    pub verse: bool,
    /// Whether it is one sentence whatever marks it holds, as the row of a table is.
    pub unit: bool,
}

/// Cuts the text into paragraphs and finds its furniture, which with `keep_furniture` stays in as
/// paragraphs of its own.
pub(crate) fn lay_out(text: &str, knowledge: &Knowledge, keep_furniture: bool) -> Layout {
    let mut lines = lines(text);
    furniture::mark(text, &mut lines);
    let mut furniture = Vec::new();
    if !keep_furniture {
        furniture = lines
            .iter()
            .filter(|line| line.furniture)
            .map(Line::range)
            .collect();
        lines = without_furniture(lines);
    }
    let cuts = cuts(text, &lines);
    let paragraphs = Pages {
        text,
        knowledge,
        lines: &lines,
        cuts: &cuts,
        furniture: &furniture,
    }
    .paragraphs();
    Layout {
        lines,
        paragraphs,
        furniture,
        cuts,
    }
}

/// The page numbers, running heads and footers of a text, in bytes.
pub(crate) fn furniture(text: &str) -> Vec<Range<usize>> {
    let mut lines = lines(text);
    furniture::mark(text, &mut lines);
    let furniture = lines.iter().filter(|line| line.furniture);
    furniture.map(Line::range).collect()
}

/// The lines without those that are furniture; after these a page ends.
pub(crate) fn without_furniture(mut lines: Vec<Line>) -> Vec<Line> {
    let (mut after_furniture, mut after_blank) = (false, false);
    lines.retain_mut(|line| {
        after_blank |= line.after_blank;
        if line.furniture {
            after_furniture = true;
            return false;
        }
        if after_furniture {
            (line.gap, line.after_blank) = (Gap::Page, after_blank);
        }
        (after_furniture, after_blank) = (false, false);
        true
    });
    lines
}

/// The lines of a text with what holds for all of them.
struct Pages<'a> {
    text: &'a str,
    knowledge: &'a Knowledge<'a>,
    lines: &'a [Line],
    cuts: &'a [Range<usize>],
    furniture: &'a [Range<usize>],
}

impl Pages<'_> {
    fn paragraphs(&self) -> Vec<Paragraph> {
        let (text, lines) = (self.text, self.lines);
        let wrap = wrap::of_document(text, lines);
        let document = Document {
            text,
            knowledge: self.knowledge,
            wrap,
            verse: verse::of_document(text, lines, wrap),
        };
        let evident = openings::sequences(text, lines);
        let mut paragraphs = Vec::new();
        let (mut start, mut cut) = (0, 0);
        let mut block_start = 0;
        for block in lines.chunk_by(|_, next| next.gap != Gap::Blank) {
            let evident = &evident[block_start..block_start + block.len()];
            let structure = (block.len() > 1).then(|| Block::of(&document, block, evident));
            for n in 0..block.len() {
                let line = block_start + n;
                let next = lines.get(line + 1);
                while next
                    .is_some_and(|next| self.cuts.get(cut).is_some_and(|c| c.end < next.start))
                {
                    cut += 1;
                }
                // A hyphen goes on over any line end, a dash only where its line is full.
                let joined = next.is_some_and(|next| {
                    self.cuts.get(cut).is_some_and(|cut| cut.end == next.start)
                        && hyphens::ends_with_hyphen(lines[line].of(text))
                });
                let ended_by = match (next, &structure) {
                    (None, _) => Some(END),
                    (Some(_), _) if n + 1 == block.len() => Some(BLANK),
                    (Some(_), _) if joined => None,
                    (Some(next), Some(block)) => block
                        .ends_after(n)
                        .map(|ending| self.at_page(&lines[line], next).unwrap_or(ending)),
                    (Some(_), None) => None, // A block of one line has ended above.
                };
                if let Some(ended_by) = ended_by {
                    let first = &lines[start];
                    let short = start == line && first.width <= LONGEST_ROW;
                    paragraphs.push(Paragraph {
                        lines: start..line + 1,
                        ended_by,
                        verse: start < line && structure.as_ref().is_some_and(Block::is_verse),
                        unit: short && rows::is_unit(first.of(text)),
                    });
                    start = line + 1;
                }
            }
            block_start += block.len();
        }
        paragraphs
    }

    /// How a paragraph ends between these lines if a page does.
    fn at_page(&self, line: &Line, next: &Line) -> Option<Ending> {
        if next.gap != Gap::Page {
            return None;
        }
        let at = self.furniture.partition_point(|span| span.start < line.end);
        let between = self
            .furniture
            .get(at)
            .is_some_and(|span| span.end <= next.start);
        Some(if between { FURNITURE } else { PAGE })
    }
}
