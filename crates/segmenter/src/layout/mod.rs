//! Layout: cuts a text into paragraphs by its blank lines, line ends and page breaks.
//!
//! A blank line always ends a paragraph. A single line end is ambiguous: in hard-wrapped text and
//! in verse it stands for a space, elsewhere it ends a paragraph. Which of the two holds is decided
//! for every stretch of lines between blank lines, with the width to which the whole document is
//! wrapped as a guide: where the next word had room on a line, the line was ended on purpose. Page
//! numbers, running heads and footers are taken out first, so that text runs on over a page break.

mod furniture;
mod lines;
mod openings;
mod pages;
mod rows;
mod verse;
mod wrap;

pub(crate) use lines::{Gap, Line, lines};

use crate::hyphens::{self, cuts, ends_with_dash};
use crate::marks::is_dash;
use openings::{Opening, capitals, opening, shouts_on};
use rows::Row;
use std::cmp::Ordering;
use std::ops::Range;
use wrap::{Wrap, flows, is_complete};

/// Columns by which a line is indented that opens a paragraph; one column may be a slip.
const INDENT: u32 = 2;

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
    /// Whether it is one sentence whatever marks it holds, as the row of a table is.
    pub unit: bool,
}

/// A rule by which the layout ends a paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ending {
    /// Its name.
    pub name: &'static str,
    /// What it says, in one sentence.
    pub about: &'static str,
}

const fn ending(name: &'static str, about: &'static str) -> Ending {
    Ending { name, about }
}

const END: Ending = ending("end-of-text", "the text ends a paragraph");
const BLANK: Ending = ending("blank-line", "a blank line ends a paragraph");
const LINE: Ending = ending("line-end", "each of these lines is a paragraph");
const SHORT: Ending = ending(
    "short-line",
    "a line with room for the next word ends a paragraph",
);
const INDENTED: Ending = ending("indented-line", "an indented line opens a paragraph");
const LIST: Ending = ending(
    "list-line",
    "a line that begins with a list mark is an item",
);
const DIALOGUE: Ending = ending(
    "dialogue-line",
    "a line that begins with a dash opens a paragraph",
);
const NOTE: Ending = ending(
    "note-line",
    "a line that begins with a footnote mark is a note",
);
const SPEAKER: Ending = ending(
    "speaker-line",
    "a line that begins with a speaker's name opens a speech",
);
const ROW: Ending = ending("table-row", "a row of a table is a paragraph of its own");
const HEADING: Ending = ending("capitals", "a line in capitals among others is a heading");
const RULE: Ending = ending("rule-line", "a line without a word parts paragraphs");
const PAGE: Ending = ending("page-break", "a paragraph ends with its page");
const FURNITURE: Ending = ending(
    "page-furniture",
    "a page number, running head or footer ends a paragraph",
);

/// How the lines between two blank lines hang together.
struct Block<'a> {
    text: &'a str,
    lines: &'a [Line],
    /// Which lines open a point that has a neighbour in its numbering.
    evident: &'a [bool],
    wrap: Option<Wrap>,
    verse: bool,
    /// How surely each line is a row of a table.
    rows: Vec<Row>,
    /// Indent of the line least indented.
    margin: u32,
    /// Which lines of a paragraph are indented.
    indents: Indents,
    /// Whether several lines open with a dash.
    dashes: bool,
}

/// Which lines of a paragraph are indented, by the sentences that run on from line to line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Indents {
    /// No sentence tells.
    Unknown,
    /// The first.
    First,
    /// All but the first.
    Hanging,
}

/// Cuts the text into paragraphs and finds its furniture, which with `keep_furniture` stays in as
/// paragraphs of its own.
pub(crate) fn lay_out(text: &str, keep_furniture: bool) -> Layout {
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
    lines: &'a [Line],
    cuts: &'a [Range<usize>],
    furniture: &'a [Range<usize>],
}

impl Pages<'_> {
    fn paragraphs(&self) -> Vec<Paragraph> {
        let (text, lines) = (self.text, self.lines);
        let wrap = wrap::of_document(text, lines);
        let verse = verse::of_document(text, lines, wrap);
        let evident = openings::sequences(text, lines);
        let mut paragraphs = Vec::new();
        let (mut start, mut cut) = (0, 0);
        let mut block_start = 0;
        for block in lines.chunk_by(|_, next| next.gap != Gap::Blank) {
            let evident = &evident[block_start..block_start + block.len()];
            let structure = (block.len() > 1).then(|| Block::of(text, block, evident, wrap, verse));
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

impl<'a> Block<'a> {
    fn of(
        text: &'a str,
        lines: &'a [Line],
        evident: &'a [bool],
        wrap: Option<Wrap>,
        verse: Option<u32>,
    ) -> Block<'a> {
        let pairs = || {
            lines
                .windows(2)
                .filter_map(|pair| Some((pair.first()?, pair.last()?)))
        };
        let deeper = |(a, b): &(&Line, &Line)| b.indent >= a.indent + INDENT && flows(text, a, b);
        let shallower =
            |(a, b): &(&Line, &Line)| a.indent >= b.indent + INDENT && flows(text, a, b);
        let dash = |line: &&Line| line.of(text).starts_with(is_dash);
        Block {
            text,
            lines,
            evident,
            wrap: wrap::of_block(text, lines, wrap),
            verse: verse::is_verse(text, lines, wrap, verse),
            rows: lines.iter().map(|line| rows::row(line.of(text))).collect(),
            margin: lines.iter().map(|line| line.indent).min().unwrap_or(0),
            indents: match pairs()
                .filter(deeper)
                .count()
                .cmp(&pairs().filter(shallower).count())
            {
                Ordering::Less => Indents::First,
                Ordering::Equal => Indents::Unknown,
                Ordering::Greater => Indents::Hanging,
            },
            dashes: lines.iter().filter(dash).nth(1).is_some(),
        }
    }

    /// Whether the paragraph ends after a line of the block, and why.
    fn ends_after(&self, n: usize) -> Option<Ending> {
        let (line, next) = (&self.lines[n], &self.lines[n + 1]);
        let (content, following) = (line.of(self.text), next.of(self.text));
        if line.furniture || next.furniture {
            return Some(FURNITURE);
        }
        if rows::is_rule(content) || rows::is_rule(following) {
            return Some(RULE);
        }
        if self.verse {
            return None;
        }
        let full = self
            .wrap
            .is_none_or(|wrap| wrap.is_full(self.text, line, next));
        let complete = is_complete(content);
        let flows = flows(self.text, line, next);
        if self.is_row(n, flows) || self.is_row(n + 1, flows) {
            return Some(ROW);
        }
        if let Some(ending) = self.opens(n + 1, full && self.wrap.is_some(), complete) {
            return Some(ending);
        }
        let Some(wrap) = self.wrap else {
            let goes_on = flows || ends_with_dash(content);
            return (!goes_on).then_some(LINE);
        };
        let indented = self.opens_by_indent(line, next, complete || !full);
        if flows {
            // «ПРИКАЗ № 214» and «по Управлению дороги», each on an indented line of its own.
            let apart = indented && !full && !wrap.is_ragged();
            return apart.then_some(INDENTED);
        }
        if !full {
            // Text without a narrow width shows by a capital or a full stop that a line ended.
            // Text in capitals (telegrams) shows it by neither.
            let broken = wrap.is_ragged() || shouts_on(content, following);
            return (complete || wrap.is_short(line) || !broken).then_some(SHORT);
        }
        if indented {
            return Some(INDENTED);
        }
        // The line is full but for the slack; letters of another kind show that it ended.
        let heading = capitals(content) != capitals(following) && !shouts_on(content, following);
        (heading && wrap.has_room(self.text, line, next)).then_some(HEADING)
    }

    /// Whether a line is a row of a table: surely, or perhaps with another beside it where no
    /// sentence plainly runs on.
    fn is_row(&self, n: usize, flows: bool) -> bool {
        let beside = |n: Option<usize>| n.and_then(|n| self.rows.get(n)) > Some(&Row::No);
        match self.rows[n] {
            Row::Surely => true,
            Row::Perhaps => !flows && (beside(n.checked_sub(1)) || beside(Some(n + 1))),
            Row::No => false,
        }
    }

    /// Whether a line opens a paragraph by what it begins with, when the line before it is full or
    /// not and complete or not.
    fn opens(&self, n: usize, full: bool, complete: bool) -> Option<Ending> {
        let before = self.lines[n - 1].of(self.text);
        match opening(self.lines[n].of(self.text)) {
            Opening::Bullet => Some(LIST),
            Opening::Note => Some(NOTE),
            Opening::Dash { small } => {
                // «… сказал он\n— и ушёл», «— Куда?\n— спросил он», "… closed.\n— Ed.]": a dash
                // inside the sentence or paragraph came to stand at the head.
                let at_margin = self.indents == Indents::First && !self.is_deep(&self.lines[n]);
                let inside = if full {
                    small || !complete || !self.dashes || at_margin
                } else {
                    small && !complete && !self.dashes
                };
                (!inside).then_some(DIALOGUE)
            }
            Opening::Point { .. } => {
                // «Постановили: 1) …;\n2) …»: a number inside the paragraph came to stand at the
                // head of the line, or one that is no point: «… в 1927 г. на ст.\n5. Далее».
                let item = matches!(opening(before), Opening::Point { .. });
                (!full || self.evident[n] && (complete || item)).then_some(LIST)
            }
            Opening::Speaker => complete.then_some(SPEAKER),
            Opening::Plain => None,
        }
    }

    /// Whether the indents of two lines say that the second opens a paragraph; `ended` tells
    /// whether the first is complete or has room left.
    fn opens_by_indent(&self, line: &Line, next: &Line, ended: bool) -> bool {
        if self.indents == Indents::Hanging {
            return self.is_deep(line) && !self.is_deep(next);
        }
        let hangs = matches!(
            opening(line.of(self.text)),
            Opening::Point { .. } | Opening::Bullet
        );
        // The lines of an item hang below its first word, those of a quotation all stand deep.
        let inside = hangs || next.indent == line.indent && self.indents != Indents::First;
        self.is_deep(next) && (ended || !inside)
    }

    fn is_deep(&self, line: &Line) -> bool {
        line.indent >= self.margin + INDENT
    }
}
