//! The band: which sentences of the other side are considered for each sentence.

use std::ops::Range;

use sverka_encoder::Vector;

/// Sentence pairs up to which every pair is considered.
const ALL_PAIRS: usize = 20_000;

/// Sentences on either side of the expected place, where not all pairs are considered.
const HALF_WIDTH: usize = 24;

/// Cosine that pays for passing one sentence over, in the search for the expected place.
const PASSING_OVER: f32 = 0.25;

/// For each sentence a run of sentences of the other side, both ends never falling.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Band {
    rows: Vec<Range<usize>>,
}

impl Band {
    /// All pairs of small texts; else those near the best monotone path by cosine.
    pub(crate) fn around(source: &[Vector], target: &[Vector]) -> Band {
        let (n, m) = (source.len(), target.len());
        if n * m <= ALL_PAIRS {
            return Band::full(n, m);
        }
        Band {
            rows: rows_around(source, target),
        }
    }

    /// Every pair of two sides.
    pub(crate) fn full(len: usize, other_len: usize) -> Band {
        Band {
            rows: vec![0..other_len; len],
        }
    }

    /// Number of sentences that have a row.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The sentences of the other side that are considered for a sentence.
    pub(crate) fn row(&self, sentence: usize) -> Range<usize> {
        self.rows[sentence].clone()
    }

    /// All sentences of the other side that are considered for any sentence of a run.
    pub(crate) fn union(&self, run: &Range<usize>) -> Range<usize> {
        self.rows[run.start].start..self.rows[run.end - 1].end
    }

    /// Whether every pair of the two runs is considered.
    pub(crate) fn holds(&self, run: &Range<usize>, others: &Range<usize>) -> bool {
        self.rows[run.end - 1].start <= others.start && others.end <= self.rows[run.start].end
    }

    /// The same pairs, seen from the other side, which has `len` sentences.
    pub(crate) fn transposed(&self, len: usize) -> Band {
        let rows = (0..len).map(|t| {
            let start = self.rows.partition_point(|row| row.end <= t);
            let end = self.rows.partition_point(|row| row.start <= t);
            start..end.max(start)
        });
        Band {
            rows: rows.collect(),
        }
    }
}

/// Cells up to which the path is sought sentence by sentence; longer texts are first taken in
/// blocks of neighbouring sentences.
const SEARCH_CELLS: usize = 4_000_000;

/// The rows of a band around the best path: connected, beginning at 0 and ending at the end.
fn rows_around(source: &[Vector], target: &[Vector]) -> Vec<Range<usize>> {
    let (n, m) = (source.len(), target.len());
    let block = (1..)
        .find(|b| n.div_ceil(*b) * m.div_ceil(*b) <= SEARCH_CELLS)
        .unwrap_or(1);
    let path = best_path(&blocks(source, block), &blocks(target, block));
    let half_width = HALF_WIDTH.max(3 * block);
    let mut rows: Vec<Range<usize>> = (0..n)
        .map(|s| {
            let t = path[s / block] * block;
            t.saturating_sub(half_width)..(t + half_width).min(m)
        })
        .collect();
    for s in (0..n - 1).rev() {
        rows[s].end = rows[s].end.max(rows[s + 1].start + 1).min(m);
    }
    rows[0].start = 0;
    rows[n - 1].end = m;
    rows
}

/// Sums of the vectors of every `size` neighbours, of unit length.
fn blocks(vectors: &[Vector], size: usize) -> Vec<Vec<f32>> {
    let block = |members: &[Vector]| {
        let mut sum = vec![0f32; members[0].as_slice().len()];
        for vector in members {
            sum.iter_mut()
                .zip(vector.as_slice())
                .for_each(|(a, b)| *a += b);
        }
        let norm = dot(&sum, &sum).sqrt().max(f32::MIN_POSITIVE);
        sum.iter_mut().for_each(|x| *x /= norm);
        sum
    };
    vectors.chunks(size).map(block).collect()
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Eight sums side by side, in a fixed order: fast, and the same bits everywhere.
    let mut lanes = [0f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += a * b;
        }
    }
    lanes.iter().sum()
}

/// For each source block the place on the target side that the best monotone path passes: pairs
/// earn their cosine above [`PASSING_OVER`], passing over is free.
fn best_path(source: &[Vec<f32>], target: &[Vec<f32>]) -> Vec<usize> {
    #[derive(Clone, Copy)]
    enum Step {
        Source,
        Target,
        Both,
    }
    let (n, m) = (source.len(), target.len());
    let mut steps = vec![Step::Target; (n + 1) * (m + 1)];
    let mut above = vec![0f32; m + 1];
    for s in 0..n {
        let mut row = vec![0f32; m + 1];
        steps[(s + 1) * (m + 1)] = Step::Source;
        for t in 0..m {
            let both = above[t] + (dot(&source[s], &target[t]) - PASSING_OVER).max(0.0);
            let (mut best, mut step) = (both, Step::Both);
            for (value, other) in [(above[t + 1], Step::Source), (row[t], Step::Target)] {
                if value > best {
                    (best, step) = (value, other);
                }
            }
            row[t + 1] = best;
            steps[(s + 1) * (m + 1) + t + 1] = step;
        }
        above = row;
    }
    let mut path = vec![0; n];
    let (mut s, mut t) = (n, m);
    while s > 0 {
        match steps[s * (m + 1) + t] {
            Step::Target => t -= 1,
            Step::Source => {
                s -= 1;
                path[s] = t.min(m - 1);
            }
            Step::Both => {
                (s, t) = (s - 1, t - 1);
                path[s] = t;
            }
        }
    }
    path
}
