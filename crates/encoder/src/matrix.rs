//! Matrix products whose bits depend on nothing but the numbers multiplied.
//!
//! Every element of a product is one chain of fused multiply-adds in the order of the inner
//! index, begun at the element that is already there. How many rows are multiplied together, where
//! a row stands among them and how wide the processor's registers are changes which chains run
//! side by side but never a chain itself. That is what lets [`crate::Model::encode_all`] promise
//! the bits of [`crate::Model::encode`], and it holds across machines too.

use pulp::{Arch, Simd, WithSimd};

/// Columns that are stored and multiplied together: two registers of the widest kind.
const PANEL: usize = 32;
/// Inner indices done in one go, so that a panel of this height (32 KiB) stays in the first-level
/// cache while all rows pass by it. It is also the width of one n-gram position.
const BLOCK: usize = 256;
/// Rows done in one go, so that their copy for one block (384 KiB) stays in the second-level cache.
const ROWS: usize = 384;

/// A matrix on the right of products, stored panel by panel.
#[derive(Clone, Debug)]
pub(crate) struct Matrix {
    height: usize,
    width: usize,
    /// `panels[(panel * height + row) * PANEL + column within the panel]`
    panels: Vec<f32>,
}

impl Matrix {
    /// Stores the matrix whose element in `row` and `column` is `element(row, column)`.
    ///
    /// The width is a multiple of [`PANEL`] for every matrix of the network.
    pub(crate) fn new(
        height: usize,
        width: usize,
        element: impl Fn(usize, usize) -> f32,
    ) -> Matrix {
        assert!(
            width.is_multiple_of(PANEL),
            "the network's widths are multiples of {PANEL}"
        );
        let mut panels = Vec::with_capacity(height * width);
        for first in (0..width).step_by(PANEL) {
            for row in 0..height {
                panels.extend((first..first + PANEL).map(|column| element(row, column)));
            }
        }
        Matrix {
            height,
            width,
            panels,
        }
    }

    /// Number of rows.
    pub(crate) fn height(&self) -> usize {
        self.height
    }

    /// Number of columns.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Adds to row `i` of `out` the product of `rows[i]` and this matrix.
    ///
    /// Every row is as long as the matrix is high, `out` holds `rows.len()` rows of its width.
    /// `scratch` is memory for a copy of the rows; what is in it does not matter.
    pub(crate) fn multiply_add(&self, rows: &[&[f32]], out: &mut [f32], scratch: &mut Vec<f32>) {
        assert!(rows.iter().all(|row| row.len() == self.height));
        assert_eq!(out.len(), rows.len() * self.width);
        scratch.resize(scratch.len().max(BLOCK * rows.len().min(ROWS)), 0.0);
        Arch::new().dispatch(Product {
            matrix: self,
            rows,
            out,
            packed: scratch,
        });
    }
}

/// One product, waiting for the kind of processor it will run on.
struct Product<'a> {
    matrix: &'a Matrix,
    rows: &'a [&'a [f32]],
    out: &'a mut [f32],
    packed: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        if S::REGISTER_COUNT >= 32 {
            self.run::<S, 12>(simd);
        } else {
            self.run::<S, 6>(simd);
        }
    }
}

impl Product<'_> {
    /// Multiplies with tiles of `TALL` rows; the accumulators of a tile fill the registers.
    #[inline(always)]
    fn run<S: Simd, const TALL: usize>(self, simd: S) {
        let Matrix {
            height,
            width,
            panels,
        } = self.matrix;
        for (rows, out) in self
            .rows
            .chunks(ROWS)
            .zip(self.out.chunks_mut(ROWS * width))
        {
            for first in (0..*height).step_by(BLOCK) {
                let block = BLOCK.min(height - first);
                pack::<TALL>(rows, first, block, self.packed);
                for (index, panel) in panels.chunks_exact(height * PANEL).enumerate() {
                    let panel = &panel[first * PANEL..(first + block) * PANEL];
                    let mut row = 0;
                    while row < rows.len() {
                        let tall = tile_height::<TALL>(rows.len() - row);
                        let left = &self.packed[row * block..(row + tall) * block];
                        let out = &mut out[row * width..(row + tall) * width];
                        let at = index * PANEL;
                        match tall {
                            1 => tile::<S, 1>(simd, left, panel, out, *width, at),
                            2 => tile::<S, 2>(simd, left, panel, out, *width, at),
                            4 => tile::<S, 4>(simd, left, panel, out, *width, at),
                            _ => tile::<S, TALL>(simd, left, panel, out, *width, at),
                        }
                        row += tall;
                    }
                }
            }
        }
    }
}

/// Height of the next tile when `left` rows are still to do.
fn tile_height<const TALL: usize>(left: usize) -> usize {
    match left {
        1 => 1,
        2 | 3 => 2,
        _ if left < TALL => 4,
        _ => TALL,
    }
}

/// Copies columns `first..first + block` of the rows, tile by tile, each tile column by column.
fn pack<const TALL: usize>(rows: &[&[f32]], first: usize, block: usize, packed: &mut [f32]) {
    let mut row = 0;
    while row < rows.len() {
        let tall = tile_height::<TALL>(rows.len() - row);
        let packed = &mut packed[row * block..(row + tall) * block];
        for (lane, source) in rows[row..row + tall].iter().enumerate() {
            let source = &source[first..first + block];
            for (column, value) in packed.chunks_exact_mut(tall).zip(source) {
                column[lane] = *value;
            }
        }
        row += tall;
    }
}

/// Adds the product of a packed tile and a panel to `out`, whose rows are `width` long, at column
/// `at`.
#[inline(always)]
fn tile<S: Simd, const TALL: usize>(
    simd: S,
    left: &[f32],
    panel: &[f32],
    out: &mut [f32],
    width: usize,
    at: usize,
) {
    let (left, _) = left.as_chunks::<TALL>();
    let (panel, _) = S::as_simd_f32s(panel);
    let registers = PANEL / S::F32_LANES;
    for pair in (0..registers).step_by(2) {
        let column = at + pair * S::F32_LANES;
        let mut sums = [[simd.splat_f32s(0.0); 2]; TALL];
        for (row, sums) in sums.iter_mut().enumerate() {
            let (out, _) = S::as_simd_f32s(&out[row * width + column..][..2 * S::F32_LANES]);
            *sums = [out[0], out[1]];
        }
        for (left, right) in left.iter().zip(panel.chunks_exact(registers)) {
            for (sums, value) in sums.iter_mut().zip(left) {
                let value = simd.splat_f32s(*value);
                sums[0] = simd.mul_add_f32s(value, right[pair], sums[0]);
                sums[1] = simd.mul_add_f32s(value, right[pair + 1], sums[1]);
            }
        }
        for (row, sums) in sums.iter().enumerate() {
            let out = &mut out[row * width + column..][..2 * S::F32_LANES];
            let (out, _) = S::as_mut_simd_f32s(out);
            [out[0], out[1]] = *sums;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Numbers of all sizes and signs, the same for the same seed.
    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed.wrapping_mul(2) + 1;
        let next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state as f32 / u32::MAX as f32 - 0.5) * 8.0
        };
        std::iter::repeat_with(next).take(count).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// The promise of this module to the bit: each element is one chain of fused
        /// multiply-adds, whatever stands beside it.
        #[test]
        fn every_element_is_one_chain(
            height in 1usize..600,
            panels in 1usize..4,
            count in 0usize..40,
            seed in any::<u32>(),
        ) {
            let width = panels * PANEL;
            let right = numbers(height * width, seed);
            let left = numbers(height * count, !seed);
            let before = numbers(width * count, seed ^ 1);
            let matrix = Matrix::new(height, width, |row, column| right[row * width + column]);
            let rows: Vec<&[f32]> = left.chunks_exact(height).collect();
            let mut out = before.clone();
            matrix.multiply_add(&rows, &mut out, &mut Vec::new());
            for (row, left) in rows.iter().enumerate() {
                for column in 0..width {
                    let chain = (0..height).fold(before[row * width + column], |sum, inner| {
                        left[inner].mul_add(right[inner * width + column], sum)
                    });
                    prop_assert_eq!(chain.to_bits(), out[row * width + column].to_bits());
                }
            }
        }
    }

    #[test]
    fn more_rows_than_are_done_in_one_go() {
        let matrix = Matrix::new(2, PANEL, |row, column| (row * PANEL + column) as f32);
        let left: Vec<[f32; 2]> = (0..2 * ROWS + 7).map(|row| [row as f32, 1.0]).collect();
        let rows: Vec<&[f32]> = left.iter().map(|row| &row[..]).collect();
        let mut out = vec![0.5; rows.len() * PANEL];
        matrix.multiply_add(&rows, &mut out, &mut Vec::new());
        for (row, out) in out.chunks_exact(PANEL).enumerate() {
            for (column, value) in out.iter().enumerate() {
                assert_eq!(*value, (row * column + PANEL + column) as f32 + 0.5);
            }
        }
    }
}
