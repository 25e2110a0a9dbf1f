//! How well rows agree with gold, in four figures that do not depend on how a text was segmented.
//!
//! - *status*: over source characters that are not white space, accuracy and macro-F1 of
//!   translated, partial, summarized and omitted; a character in no link counts as omitted.
//! - *added*: F1 of `added` over target characters that are not white space; a character in no
//!   link counts as added.
//! - *links*: F1 of pairs of a source and a target sentence of the gold; a span of a row stands for
//!   every gold sentence of which the row covers at least half.
//! - *coverage*: by how many points the share of source characters that are translated (partial
//!   counts half) differs from the gold's; of several documents, the mean.
//!
//! [`reliability`] says how far the rows' confidences can be relied on.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::AddAssign;

use sverka_aligner::{Side, Status};

use crate::Row;
use crate::gold::Gold;
use crate::row::Part;

mod overlap;
pub mod reliability;

use overlap::Ranges;
use reliability::Reliability;

/// The statuses that source characters can have, in the order of the figures.
const ON_SOURCE: [Status; 4] = [
    Status::Translated,
    Status::Partial,
    Status::Summarized,
    Status::Omitted,
];

/// What was counted in one document or in several.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
struct Counts {
    /// Source characters by status in the gold and status in the rows.
    status: [[u64; 4]; 4],
    /// Target characters by whether the gold and whether the rows say `added`.
    added: [[u64; 2]; 2],
    /// Pairs of sentences in both, in the rows only, in the gold only.
    pairs: [u64; 3],
}

/// How well the rows of one document agree with its gold.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Score {
    counts: Counts,
    coverage_error: f64,
    reliability: Reliability,
}

/// The figures, each from 0 to 1 (best).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Figures {
    /// Share of source characters with the status of the gold.
    pub accuracy: f64,
    /// Mean of the four F1 figures of source statuses.
    pub macro_f1: f64,
    /// F1 of `translated` over source characters.
    pub f1_translated: f64,
    /// F1 of `partial` over source characters.
    pub f1_partial: f64,
    /// F1 of `summarized` over source characters.
    pub f1_summarized: f64,
    /// F1 of `omitted` over source characters.
    pub f1_omitted: f64,
    /// F1 of `added` over target characters.
    pub f1_added: f64,
    /// F1 of pairs of sentences.
    pub link_f1: f64,
}

/// The scores of several documents, and their total; [`fmt::Display`] prints them one a line.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Report {
    documents: Vec<(String, Score)>,
}

/// Scores one document.
///
/// The rows may come from another segmentation. What goes beyond the text is not counted; where
/// rows overlap, the later one counts.
pub fn score(gold: &Gold, rows: &[Row]) -> Score {
    let mut counts = Counts::default();
    // A partial character counts half as translated, so coverage is added up in halves.
    let (mut gold_halves, mut row_halves) = (0u64, 0u64);
    for (wanted, found) in compared(gold.source(), gold.source_statuses(), rows, |row| {
        &row.source
    }) {
        let found = found
            .filter(|status| status.on_source())
            .unwrap_or(Status::Omitted);
        counts.status[place(wanted)][place(found)] += 1;
        gold_halves += halves(wanted);
        row_halves += halves(found);
    }
    for (wanted, found) in compared(gold.target(), gold.target_statuses(), rows, |row| {
        &row.target
    }) {
        let found = matches!(found, Some(Status::Added) | None);
        counts.added[usize::from(wanted == Status::Added)][usize::from(found)] += 1;
    }
    counts.pairs = pairs(gold, rows);
    let all = counts.status.as_flattened().iter().sum::<u64>().max(1);
    let coverage_error = gold_halves.abs_diff(row_halves) as f64 / 2.0 / all as f64 * 100.0;
    Score {
        counts,
        coverage_error,
        reliability: Reliability::of_rows(gold, rows),
    }
}

impl Score {
    /// The figures of this document.
    pub fn figures(&self) -> Figures {
        self.counts.figures()
    }

    /// Points by which the share of translated source characters differs from the gold's.
    pub fn coverage_error(&self) -> f64 {
        self.coverage_error
    }

    /// How far the confidences of this document can be relied on.
    pub fn reliability(&self) -> Reliability {
        self.reliability
    }
}

impl Report {
    /// A report on no document.
    pub fn new() -> Report {
        Report::default()
    }

    /// Adds the score of a document; documents are printed in the order in which they come.
    pub fn push(&mut self, name: impl Into<String>, score: Score) {
        self.documents.push((name.into(), score));
    }

    /// The documents with their scores.
    pub fn documents(&self) -> &[(String, Score)] {
        &self.documents
    }

    /// The figures over all documents together, so that long ones weigh more.
    pub fn figures(&self) -> Figures {
        let mut counts = Counts::default();
        for (_, score) in &self.documents {
            counts += score.counts;
        }
        counts.figures()
    }

    /// The mean of the documents' coverage errors, in points.
    pub fn coverage_error(&self) -> f64 {
        // Not `sum()`, which is minus zero for no document.
        let errors = self.documents.iter().map(|(_, score)| score.coverage_error);
        let sum = errors.fold(0.0, |sum, error| sum + error);
        sum / self.documents.len().max(1) as f64
    }

    /// How far the confidences of all documents together can be relied on.
    pub fn reliability(&self) -> Reliability {
        let mut reliability = Reliability::default();
        for (_, score) in &self.documents {
            reliability += score.reliability;
        }
        reliability
    }

    /// The last line of the report, without a line end.
    pub fn total_line(&self) -> String {
        let figures = self.figures();
        let named = [
            ("accuracy", figures.accuracy),
            ("macro_f1", figures.macro_f1),
            ("f1_translated", figures.f1_translated),
            ("f1_partial", figures.f1_partial),
            ("f1_summarized", figures.f1_summarized),
            ("f1_omitted", figures.f1_omitted),
            ("f1_added", figures.f1_added),
            ("link_f1", figures.link_f1),
            ("coverage_error", self.coverage_error()),
        ];
        let named: Vec<_> = named
            .map(|(name, value)| format!("{name} {value:.3}"))
            .into();
        format!(
            "TOTAL {}  documents {}",
            named.join("  "),
            self.documents.len()
        )
    }
}

impl fmt::Display for Report {
    /// One line a document and the total, each with a line end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, score) in &self.documents {
            let Figures {
                accuracy,
                macro_f1,
                link_f1,
                f1_added,
                ..
            } = score.figures();
            writeln!(
                f,
                "{name:32} acc {accuracy:.3}  macro {macro_f1:.3}  link {link_f1:.3}  \
                 added {f1_added:.3}  cov.err {:5.1}",
                score.coverage_error
            )?;
        }
        writeln!(f, "{}", self.total_line())
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        let own = self.status.as_flattened_mut().iter_mut();
        let own = own
            .chain(self.added.as_flattened_mut())
            .chain(&mut self.pairs);
        let others = other.status.as_flattened().iter();
        let others = others.chain(other.added.as_flattened()).chain(&other.pairs);
        for (own, other) in own.zip(others) {
            *own += other;
        }
    }
}

impl Counts {
    fn figures(&self) -> Figures {
        let all: u64 = self.status.as_flattened().iter().sum();
        let right: u64 = (0..4).map(|k| self.status[k][k]).sum();
        let of_status = |k: usize| {
            let right = self.status[k][k];
            let found: u64 = (0..4).map(|other| self.status[other][k]).sum();
            let wanted: u64 = self.status[k].iter().sum();
            f1(right, found - right, wanted - right)
        };
        let each = [0, 1, 2, 3].map(of_status);
        Figures {
            accuracy: right as f64 / all.max(1) as f64,
            macro_f1: each.iter().sum::<f64>() / 4.0,
            f1_translated: each[0],
            f1_partial: each[1],
            f1_summarized: each[2],
            f1_omitted: each[3],
            f1_added: f1(self.added[1][1], self.added[0][1], self.added[1][0]),
            link_f1: f1(self.pairs[0], self.pairs[1], self.pairs[2]),
        }
    }
}

/// Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found.
fn f1(both: u64, found_only: u64, wanted_only: u64) -> f64 {
    let all = 2 * both + found_only + wanted_only;
    if all == 0 {
        1.0
    } else {
        (2 * both) as f64 / all as f64
    }
}

fn place(status: Status) -> usize {
    // Callers hand over source statuses, which are all in the table.
    ON_SOURCE
        .iter()
        .position(|&known| known == status)
        .unwrap_or(ON_SOURCE.len() - 1)
}

fn halves(status: Status) -> u64 {
    match status {
        Status::Translated => 2,
        Status::Partial => 1,
        _ => 0,
    }
}

/// The characters of a side's sentences that are not white space: for each its status in the gold,
/// `gold` holding one a sentence, and its status in the rows if it is in one.
fn compared(
    side: Side<'_>,
    gold: Vec<Status>,
    rows: &[Row],
    parts: fn(&Row) -> &[Part],
) -> Vec<(Status, Option<Status>)> {
    let mut painted = vec![None; side.text.as_str().chars().count()];
    for row in rows {
        for part in parts(row) {
            let end = part.end.min(painted.len());
            painted[part.start.min(end)..end].fill(Some(row.status));
        }
    }
    let mut pairs = Vec::new();
    for (span, wanted) in side.sentences.iter().zip(gold) {
        let start = side.text.code_points(span).start;
        for (c, &found) in side.text.slice(span).chars().zip(&painted[start..]) {
            if !is_space(c) {
                pairs.push((wanted, found));
            }
        }
    }
    pairs
}

/// White space as the first scorer of these figures, written in Python, knew it: Unicode's, and the
/// four separators of ASCII.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Pairs of a source and a target sentence in both, in the rows only, and in the gold only.
fn pairs(gold: &Gold, rows: &[Row]) -> [u64; 3] {
    let mut wanted = BTreeSet::new();
    for link in gold.links() {
        wanted.extend(
            link.source()
                .iter()
                .flat_map(|&s| link.target().iter().map(move |&t| (s, t))),
        );
    }
    let (source, target) = (Ranges::new(gold.source()), Ranges::new(gold.target()));
    let mut found = BTreeSet::new();
    for row in rows {
        let targets = target.half_covered(&row.target);
        for s in source.half_covered(&row.source) {
            found.extend(targets.iter().map(|&t| (s, t)));
        }
    }
    let both = wanted.intersection(&found).count() as u64;
    [both, found.len() as u64 - both, wanted.len() as u64 - both]
}
