//! What depends on a piece alone, computed once for each distinct piece.
//!
//! The first projection, its layer norm and the first convolution's product at each position of a
//! window need nothing but the piece. Keeping them leaves a token only sums to compute before the
//! second convolution.

use std::collections::HashMap;

use crate::embeddings::Embeddings;
use crate::lanes::{add, rectify_and_add, wide};
use crate::layers::{BRANCH, DIMENSIONS, Layers, ORDERS, WIDEST};
use crate::network::normalize;

/// Distinct pieces whose rows are kept at most, before those used only once are dropped: 15 KB
/// each, 63 MB in all. On the 2000 sentences of PUD (12,300 distinct pieces, 58,400 tokens) it
/// makes 15,600 computations, and half the number kept makes 19,500.
const KEPT: usize = 4096;

/// The rows of the pieces met so far.
#[derive(Debug, Default)]
pub(crate) struct PieceRows {
    /// Where each piece's rows are, and how many tokens asked for them.
    slots: HashMap<u32, Slot>,
    /// [`DIMENSIONS`] a slot.
    embeddings: Vec<f32>,
    /// [`BRANCH`] a slot, for each branch: the normed projection.
    projected: [Vec<f32>; ORDERS.len()],
    /// `order` × [`BRANCH`] a slot, for each branch: the first convolution's products.
    products: [Vec<f32>; ORDERS.len()],
    scratch: Vec<f32>,
}

/// A piece's place among the rows.
#[derive(Clone, Copy, Debug)]
struct Slot {
    index: usize,
    uses: usize,
}

impl PieceRows {
    /// Makes sure that the rows of all `pieces` are there; all of them stay until the next call.
    pub(crate) fn add(
        &mut self,
        layers: &Layers,
        embeddings: &Embeddings,
        pieces: impl Iterator<Item = u32>,
    ) {
        if self.slots.len() > KEPT {
            self.drop_rare();
        }
        let first = self.slots.len();
        for piece in pieces {
            let next = self.slots.len();
            let slot = self.slots.entry(piece).or_insert_with(|| {
                embeddings.decode(piece, &mut self.embeddings);
                Slot {
                    index: next,
                    uses: 0,
                }
            });
            slot.uses += 1;
        }
        let rows: Vec<&[f32]> = self.embeddings[first * DIMENSIONS..]
            .chunks_exact(DIMENSIONS)
            .collect();
        let mut projected = layers.projection_bias.repeat(rows.len());
        layers
            .projection
            .multiply_add(&rows, &mut projected, &mut self.scratch);
        let all = ORDERS.len() * BRANCH;
        for row in projected.chunks_exact_mut(all) {
            wide(normalize, (&layers.projection_norm, row));
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
            branch
                .first
                .multiply_add(&rows, &mut products[begin..], &mut self.scratch);
        }
    }

    /// Keeps the rows of pieces that were used more than once, or none if those are too many too.
    fn drop_rare(&mut self) {
        let mut kept: Vec<(u32, Slot)> = Vec::new();
        #[expect(
            clippy::iter_over_hash_type,
            reason = "the slots are sorted right after"
        )]
        for (piece, slot) in &self.slots {
            if slot.uses > 1 {
                kept.push((*piece, *slot));
            }
        }
        kept.sort_unstable_by_key(|(_, slot)| slot.index);
        if kept.len() > KEPT / 2 {
            kept.clear();
        }
        let move_up = |rows: &mut Vec<f32>, width: usize| {
            for (to, (_, slot)) in kept.iter().enumerate() {
                rows.copy_within(slot.index * width..(slot.index + 1) * width, to * width);
            }
            rows.truncate(kept.len() * width);
        };
        move_up(&mut self.embeddings, DIMENSIONS);
        for (index, (order, _)) in ORDERS.iter().enumerate() {
            move_up(&mut self.projected[index], BRANCH);
            move_up(&mut self.products[index], order * BRANCH);
        }
        self.slots = kept
            .iter()
            .enumerate()
            .map(|(index, (piece, _))| (*piece, Slot { index, uses: 1 }))
            .collect();
    }

    /// Where the rows of a piece are that was added before.
    pub(crate) fn index(&self, piece: u32) -> usize {
        self.slots[&piece].index
    }

    /// The embedding at an index.
    pub(crate) fn embedding(&self, index: usize) -> &[f32] {
        &self.embeddings[index * DIMENSIONS..][..DIMENSIONS]
    }

    /// Writes to `out` the row of a branch after the first residual convolution, for the token at
    /// place `token` among `tokens` (indices of rows, one for each token of the text's part).
    /// Windows that reach beyond the part see zeros.
    pub(crate) fn convolve(
        &self,
        branch: usize,
        bias: &[f32],
        tokens: &[usize],
        token: usize,
        out: &mut [f32],
    ) {
        let (order, left) = ORDERS[branch];
        out.copy_from_slice(bias);
        let mut products: [&[f32]; WIDEST] = [&[]; WIDEST];
        for (position, product) in products.iter_mut().take(order).enumerate() {
            let at = (token + position).checked_sub(left);
            if let Some(index) = at.and_then(|at| tokens.get(at)) {
                let at = (index * order + position) * BRANCH;
                *product = &self.products[branch][at..][..BRANCH];
            }
        }
        wide(add, (&mut *out, &products));
        let projected = &self.projected[branch][tokens[token] * BRANCH..][..BRANCH];
        wide(rectify_and_add, (out, projected));
    }
}
