//! How far confidences can be relied on: whether of the links with confidence .8 eight of ten are
//! right.
//!
//! A row is *right* if the gold says the same of the same sentences. So that its text may be
//! segmented otherwise, it stands on each side for the sentences of the gold of which it covers at
//! least half, as in the figure for links; a side that is but a piece of a sentence, and covers
//! half of none, stands for the sentence that holds most of it. Then
//!
//! - a row with two sides is right if the gold has a link of exactly these source and exactly these
//!   target sentences with the row's status;
//! - a row that is `omitted` or `added` is right if each of its sentences is so in the gold; how
//!   such sentences are grouped says nothing about a text.
//!
//! So where a translated sentence is cut in two, and each half linked to its half of the English,
//! both rows are right; a row that runs two links of the gold into one, or holds but some sentences
//! of a link, is wrong. Rows without confidence and rows of text that the gold leaves out (page
//! numbers, say) are counted, and left out.
//!
//! The *expected calibration error* (Naeini et al., AAAI 2015; Guo et al., ICML 2017) puts links
//! into ten bins by confidence: it is the mean, over links, of the distance between the mean
//! confidence and the share of right links of their bin. 0 is best.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{AddAssign, Range};

use sverka_aligner::Status;
use sverka_aligner::learn::Outcome;

use super::overlap::Ranges;
use crate::Row;
use crate::gold::Gold;

/// How many bins of equal width the confidences from 0 to 1 are put into.
const BINS: usize = 10;

/// The rows of one document, each with whether it is right: what a calibration is fitted to.
///
/// They come in the order of the rows, without those that have no confidence and those of text that
/// the gold leaves out.
pub fn judged(gold: &Gold, rows: &[Row]) -> Vec<Outcome> {
    let (source, target) = (Ranges::new(gold.source()), Ranges::new(gold.target()));
    let (on_source, on_target) = (gold.source_statuses(), gold.target_statuses());
    let links: BTreeMap<(&[usize], &[usize]), Status> = gold
        .links()
        .iter()
        .map(|link| ((link.source(), link.target()), link.status()))
        .collect();
    let judge = |row: &Row| {
        let confidence = row.confidence?;
        let (sources, targets) = (source.meant(&row.source), target.meant(&row.target));
        if sources.is_empty() && targets.is_empty() {
            return None;
        }
        let right = match row.status {
            // No sentence of the other side has such a status, so there must be none.
            Status::Omitted | Status::Added => {
                let all = |numbers: &[usize], statuses: &[Status]| {
                    numbers.iter().all(|&number| statuses[number] == row.status)
                };
                all(&sources, &on_source) && all(&targets, &on_target)
            }
            _ => links.get(&(&sources[..], &targets[..])) == Some(&row.status),
        };
        Some(Outcome {
            confidence,
            status: row.status,
            right,
        })
    };
    rows.iter().filter_map(judge).collect()
}

/// The links of one or several documents by confidence and status; [`fmt::Display`] prints a table
/// and the expected calibration errors.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Reliability {
    /// By the number of the status, in which [`Status::ALL`] has them too.
    by_status: [Bins; Status::ALL.len()],
    left_out: u64,
}

/// Links by confidence: ten bins from 0 to 1, each with its lower end, the last with both.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Bins([Bin; BINS]);

/// The links of one bin, or of all.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Bin {
    links: u64,
    right: u64,
    /// The sum over the links.
    confidence: f64,
}

impl Reliability {
    /// That of the rows of one document.
    pub(super) fn of_rows(gold: &Gold, rows: &[Row]) -> Reliability {
        let judged = judged(gold, rows);
        let left_out = (rows.len() - judged.len()) as u64;
        Reliability {
            left_out,
            ..judged.into_iter().collect()
        }
    }

    /// The links of every status.
    pub fn all(&self) -> Bins {
        let mut all = Bins::default();
        for bins in &self.by_status {
            all += *bins;
        }
        all
    }

    /// The links of this status.
    pub fn of(&self, status: Status) -> Bins {
        self.by_status[status as usize]
    }

    /// How many rows had no confidence or were of text that the gold leaves out.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }
}

impl Bins {
    /// The bins with their confidences, in order. The end belongs to the next bin, but for 1.
    pub fn each(&self) -> impl Iterator<Item = (Range<f64>, Bin)> {
        let end = |number: usize| number as f64 / BINS as f64;
        let bins = self.0.into_iter().enumerate();
        bins.map(move |(number, bin)| (end(number)..end(number + 1), bin))
    }

    /// All the links.
    pub fn total(&self) -> Bin {
        let mut total = Bin::default();
        for bin in &self.0 {
            total += *bin;
        }
        total
    }

    /// The expected calibration error, from 0 (best) to 1; `None` where there is no link.
    pub fn calibration_error(&self) -> Option<f64> {
        let links = self.total().links;
        // A bin's share of the links times its distance is the distance of its sums over all links.
        let distance = |bin: &Bin| (bin.confidence - bin.right as f64).abs();
        (links > 0).then(|| self.0.iter().map(distance).sum::<f64>() / links as f64)
    }
}

impl Bin {
    /// How many links there are.
    pub fn links(&self) -> u64 {
        self.links
    }

    /// Their mean confidence; `None` where there is no link.
    pub fn mean_confidence(&self) -> Option<f64> {
        (self.links > 0).then(|| self.confidence / self.links as f64)
    }

    /// The share of them that is right; `None` where there is no link.
    pub fn share_right(&self) -> Option<f64> {
        (self.links > 0).then(|| self.right as f64 / self.links as f64)
    }
}

impl FromIterator<Outcome> for Reliability {
    fn from_iter<I: IntoIterator<Item = Outcome>>(links: I) -> Reliability {
        let mut reliability = Reliability::default();
        for link in links {
            // A bin has its lower end; a confidence is at most 1, which belongs to the last.
            let number = (link.confidence * BINS as f64) as usize;
            reliability.by_status[link.status as usize].0[number.min(BINS - 1)] += Bin {
                links: 1,
                right: u64::from(link.right),
                confidence: link.confidence,
            };
        }
        reliability
    }
}

impl AddAssign for Reliability {
    fn add_assign(&mut self, other: Reliability) {
        for (own, other) in self.by_status.iter_mut().zip(other.by_status) {
            *own += other;
        }
        self.left_out += other.left_out;
    }
}

impl AddAssign for Bins {
    fn add_assign(&mut self, other: Bins) {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own += other;
        }
    }
}

impl AddAssign for Bin {
    fn add_assign(&mut self, other: Bin) {
        self.links += other.links;
        self.right += other.right;
        self.confidence += other.confidence;
    }
}

impl fmt::Display for Reliability {
    /// The bins that hold links, and a line with the expected calibration errors, each with a line
    /// end. Where there is no link, a figure is `-`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figure =
            |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.3}"));
        let all = self.all();
        writeln!(f, "bin          links  confidence  right")?;
        for (range, bin) in all.each().filter(|(_, bin)| bin.links > 0) {
            writeln!(
                f,
                "{:.1} to {:.1} {:7} {:>11} {:>6}",
                range.start,
                range.end,
                bin.links,
                figure(bin.mean_confidence()),
                figure(bin.share_right())
            )?;
        }
        write!(f, "ECE all {}", figure(all.calibration_error()))?;
        for status in Status::ALL {
            let error = self.of(status).calibration_error();
            write!(f, "  {status} {}", figure(error))?;
        }
        writeln!(
            f,
            "  links {}  left_out {}",
            all.total().links,
            self.left_out
        )
    }
}
