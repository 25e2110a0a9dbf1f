//! Wrap: the width to which lines were broken, read off the places where a sentence plainly runs
//! on from one line to the next.
//!
//! Where a line was broken for want of room, the line ends at or before the width and would have
//! passed it together with the next word. Each such pair of lines thus bounds the width from both
//! sides, and the width on which most pairs agree is the text's. Pairs that begin a line with a
//! small letter after an unfinished sentence are certain; the others are judged by the width.

use super::lines::{Gap, Line};
use super::openings::{capitals, shouts_on};
use super::unfinished::{flows, is_complete};

/// Longest line, in code points, that anyone wraps by hand or typewriter; longer ones are
/// paragraphs. Typescripts hold 60 to 70, plain-text files 72 to 80, wide ones 100 to 120.
const WIDEST_WRAP: u32 = 130;

/// Narrowest column in code points; what is narrower are cells or items, one a line.
const NARROWEST: u32 = 20;

/// Narrowest column, in code points, whose lines are taken for wrapped although they fit no width:
/// newspaper columns hold 30 to 40.
const NARROWEST_RAGGED: u32 = 30;

/// Slack, as a share of the width, where few pairs of lines tell the width and all agree.
const AGREED: f64 = 0.05;

/// Slack, as a share of the width, for lines broken a little early by a typist.
const TYPED: f64 = 0.12;

/// Slack for text wrapped twice or broken by hand: lines end anywhere in their last four tenths.
const RAGGED: f64 = 0.4;

/// Share of an exact width by which a line may still be longer: quotation marks are put in later.
const HANGING: f64 = 0.02;

/// Pairs of lines from which on a width that fits nearly all of them is taken without any slack.
/// Fewer may agree by chance.
const MANY: usize = 8;

/// Fewest pairs of lines that tell the width of a document.
const FEW: usize = 3;

/// How lines were broken.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Wrap {
    /// The width in columns.
    pub width: u32,
    /// How much of the width, as a share, a line may lack and still be full.
    slack: f64,
}

impl Wrap {
    /// Whether the first word of the next line had no room on this one.
    pub fn is_full(self, text: &str, line: &Line, next: &Line) -> bool {
        f64::from(needed(text, line, next)) > f64::from(self.width) * (1.0 - self.slack)
    }

    /// Whether the first word of the next line had room on this one, if only just.
    pub fn has_room(self, text: &str, line: &Line, next: &Line) -> bool {
        needed(text, line, next) <= self.width
    }

    /// Whether a line is not longer than the width, within the slack; a hyphen or full stop may
    /// hang over.
    pub fn holds(self, line: &Line) -> bool {
        let slack = self.slack.max(HANGING);
        f64::from(line.end_column()) <= f64::from(self.width) * (1.0 + slack) + 1.0
    }

    /// Whether the lines were broken by hand or twice and end anywhere.
    pub fn is_ragged(self) -> bool {
        self.slack == RAGGED
    }

    /// Whether a line stops before six tenths of the width.
    pub fn is_short(self, line: &Line) -> bool {
        line.end_column() * 10 < self.width * 6
    }
}

/// The width of a whole document, from all its pairs of lines that no blank line parts.
pub(super) fn of_document(text: &str, lines: &[Line]) -> Option<Wrap> {
    let mut flowing = pairs(text, lines, flows);
    if flowing.len() < FEW {
        // Text in capitals (telegrams) shows no small letters.
        flowing = pairs(text, lines, |text, line, next| {
            !is_complete(line.of(text)) && shouts_on(line.of(text), next.of(text))
        });
    }
    let (width, share) = best_width(&flowing);
    if flowing.len() < FEW || width < NARROWEST {
        return None;
    }
    if flowing.len() >= MANY && share >= 0.95 {
        return Some(Wrap { width, slack: 0.0 });
    }
    if share == 1.0 {
        return Some(Wrap {
            width,
            slack: AGREED,
        });
    }
    let mut ends: Vec<u32> = flowing.iter().map(|&(end, _)| end).collect();
    ends.sort_unstable();
    // The few longest lines may be typed over the margin.
    let width = ends[ends.len() * 19 / 20];
    (share_full(&flowing, width, TYPED) >= 0.8).then_some(Wrap {
        width,
        slack: TYPED,
    })
}

/// The width on which most pairs agree, the least of several, and the share of the pairs.
fn best_width(pairs: &[(u32, u32)]) -> (u32, f64) {
    // Every width from the end of the line up to where the next word would end is possible.
    let mut changes = [0i64; WIDEST_WRAP as usize + 2];
    for &(end, needed) in pairs {
        changes[end as usize] += 1;
        changes[needed.min(WIDEST_WRAP + 1) as usize] -= 1;
    }
    let (mut possible, mut most, mut width) = (0, 0, 0);
    for (at, change) in (0u32..).zip(changes) {
        possible += change;
        if possible > most {
            (most, width) = (possible, at);
        }
    }
    (width, most as f64 / pairs.len().max(1) as f64)
}

/// The width of one block of lines, given the document's; `None` where its lines are paragraphs.
pub(super) fn of_block(text: &str, lines: &[Line], document: Option<Wrap>) -> Option<Wrap> {
    let flowing = pairs(text, lines, flows);
    if let Some(wrap) = document {
        let full = share_full(&flowing, wrap.width, wrap.slack);
        if lines.iter().all(|line| wrap.holds(line)) && (flowing.is_empty() || full >= 0.8) {
            return document;
        }
    }
    let width = lines.iter().map(Line::end_column).max()?;
    if !(NARROWEST..=WIDEST_WRAP).contains(&width) {
        return None;
    }
    let ends = lines.len() - 1;
    let typed = Wrap {
        width,
        slack: TYPED,
    };
    if flowing.is_empty() {
        // In text in capitals nearly all lines must be full.
        let pair = |&n: &usize| typed.is_full(text, &lines[n - 1], &lines[n]);
        let full = (1..lines.len()).filter(pair).count();
        let shouted = lines.iter().all(|line| capitals(line.of(text)));
        return (shouted && ends >= FEW && full * 10 >= ends * 9).then_some(typed);
    }
    if share_full(&flowing, width, TYPED) >= 0.6 {
        return Some(typed);
    }
    let ragged = flowing.len() * 2 >= ends && width >= NARROWEST_RAGGED;
    ragged.then_some(Wrap {
        width,
        slack: RAGGED,
    })
}

/// End column and needed width of each pair of lines that is as wanted.
fn pairs(text: &str, lines: &[Line], wanted: fn(&str, &Line, &Line) -> bool) -> Vec<(u32, u32)> {
    let pair = |pair: &[Line]| {
        let [line, next] = pair else { return None };
        let near = next.gap != Gap::Blank && !line.furniture && !next.furniture;
        let fits = near && line.end_column() <= WIDEST_WRAP && wanted(text, line, next);
        fits.then(|| (line.end_column(), needed(text, line, next)))
    };
    lines.windows(2).filter_map(pair).collect()
}

/// The columns that a line would have taken together with the first word of the next.
fn needed(text: &str, line: &Line, next: &Line) -> u32 {
    let word = next.of(text).chars().take(WIDEST_WRAP as usize);
    let word = word.take_while(|c| !c.is_whitespace()).count();
    // The word is at most WIDEST_WRAP long, so the conversion holds.
    line.end_column().saturating_add(1 + word as u32)
}

/// Share of the pairs whose line is full at a width.
fn share_full(flowing: &[(u32, u32)], width: u32, slack: f64) -> f64 {
    let least = f64::from(width) * (1.0 - slack);
    let full = flowing
        .iter()
        .filter(|&&(_, needed)| f64::from(needed) > least);
    full.count() as f64 / flowing.len().max(1) as f64
}
