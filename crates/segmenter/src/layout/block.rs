//! Blocks: the lines between two blank lines, and which of their line ends end a paragraph.

use super::endings::*;
use super::lines::Line;
use super::openings::{Opening, capitals, opening, shouts_on};
use super::rows::{self, Row};
use super::unfinished::{breaks_off, flows, is_complete};
use super::verse;
use super::wrap::{self, Wrap};
use crate::hyphens::ends_with_dash;
use crate::knowledge::Knowledge;
use crate::marks::is_dash;
use std::cmp::Ordering;

/// Columns by which a line is indented that opens a paragraph; one column may be a slip.
const INDENT: u32 = 2;

/// Shortest line in capitals, in code points, that the next may go on from; shorter ones are
/// labels: «СЛУШАЛИ», «СЕКРЕТНО».
const LEAST_SHOUT: u32 = 20;

/// What holds for all the lines of a text.
pub(super) struct Document<'a> {
    pub text: &'a str,
    pub knowledge: &'a Knowledge<'a>,
    /// The width to which the text is wrapped.
    pub wrap: Option<Wrap>,
    /// The longest line of its verse.
    pub verse: Option<u32>,
}

/// How the lines between two blank lines hang together.
pub(super) struct Block<'a> {
    document: &'a Document<'a>,
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

impl<'a> Block<'a> {
    /// Takes the measure of the lines; `evident` tells which of them go on a numbering.
    pub fn of(document: &'a Document, lines: &'a [Line], evident: &'a [bool]) -> Block<'a> {
        let &Document {
            text, wrap, verse, ..
        } = document;
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
            document,
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

    /// Whether the block is verse or at least not wrapped to any width.
    pub fn is_verse(&self) -> bool {
        self.verse || self.wrap.is_none()
    }

    /// Whether the paragraph ends after a line of the block, and why.
    pub fn ends_after(&self, n: usize) -> Option<Ending> {
        let (line, next) = (&self.lines[n], &self.lines[n + 1]);
        let (content, following) = (line.of(self.document.text), next.of(self.document.text));
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
            .is_none_or(|wrap| wrap.is_full(self.document.text, line, next));
        let complete = is_complete(content);
        let flows = flows(self.document.text, line, next);
        if self.is_row(n, flows) || self.is_row(n + 1, flows) {
            return Some(ROW);
        }
        if let Some(ending) = self.opens(n + 1, full && self.wrap.is_some(), complete) {
            return Some(ending);
        }
        let Some(wrap) = self.wrap else {
            let goes_on = flows
                || ends_with_dash(content)
                || verse::is_couplet(content, line, following, next)
                || !complete && line.width >= LEAST_SHOUT && shouts_on(content, following)
                || breaks_off(self.document.knowledge, content, following);
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
            let on_purpose = complete || wrap.is_short(line) || !broken;
            let goes_on = || breaks_off(self.document.knowledge, content, following);
            return (on_purpose && !goes_on()).then_some(SHORT);
        }
        if indented {
            return Some(INDENTED);
        }
        // The line is full but for the slack; letters of another kind show that it ended.
        let heading = capitals(content) != capitals(following) && !shouts_on(content, following);
        (heading && wrap.has_room(self.document.text, line, next)).then_some(HEADING)
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
        let before = self.lines[n - 1].of(self.document.text);
        match opening(self.lines[n].of(self.document.text)) {
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
            // A place in the middle of a sentence may stand at the head of a full line.
            Opening::Dateline => (!full).then_some(LINE),
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
            opening(line.of(self.document.text)),
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
