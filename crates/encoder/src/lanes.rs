//! Element-wise arithmetic on the widest registers there are, with the same bits on all of them.

use pulp::{Arch, Simd, WithSimd};

/// Number of strands of a sum. Fixed, whatever the registers' width, so that sums are the same
/// everywhere; a multiple of all widths, so that they are quick everywhere.
const STRANDS: usize = 16;

/// Calls `work` compiled for the widest registers of this processor.
///
/// `work` and all that is to profit must be functions marked `#[inline(always)]`: what is called
/// and not inlined was compiled for the narrowest registers. (A closure cannot be marked.) The
/// compiler neither reorders nor fuses floating-point operations, so the results are those of
/// plain code.
pub(crate) fn wide<A, F: FnOnce(A)>(work: F, arguments: A) {
    Arch::new().dispatch(Call { work, arguments });
}

/// A call waiting for the kind of processor it will run on.
struct Call<A, F> {
    work: F,
    arguments: A,
}

impl<A, F: FnOnce(A)> WithSimd for Call<A, F> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        (self.work)(self.arguments);
    }
}

/// Adds rows to a row, one after the other.
#[inline(always)]
pub(crate) fn add((to, rows): (&mut [f32], &[&[f32]])) {
    for row in rows {
        for (to, value) in to.iter_mut().zip(*row) {
            *to += value;
        }
    }
}

/// Adds a row to double-precision totals.
#[inline(always)]
pub(crate) fn add_precisely((totals, row): (&mut [f64], &[f32])) {
    for (total, value) in totals.iter_mut().zip(row) {
        *total += f64::from(*value);
    }
}

/// Takes a row from double-precision totals.
#[inline(always)]
pub(crate) fn subtract_precisely((totals, row): (&mut [f64], &[f32])) {
    for (total, value) in totals.iter_mut().zip(row) {
        *total -= f64::from(*value);
    }
}

/// Replaces negative values by zero, then adds a row: a residual layer's end.
#[inline(always)]
pub(crate) fn rectify_and_add((to, row): (&mut [f32], &[f32])) {
    for (to, value) in to.iter_mut().zip(row) {
        *to = to.max(0.0) + value;
    }
}

/// Sums values in [`STRANDS`] strands, and then the strands.
#[inline(always)]
pub(crate) fn sum(values: &[f32]) -> f32 {
    let (chunks, rest) = values.as_chunks::<STRANDS>();
    let mut strands = [0.0f32; STRANDS];
    for chunk in chunks {
        for (strand, value) in strands.iter_mut().zip(chunk) {
            *strand += value;
        }
    }
    strands.iter().sum::<f32>() + rest.iter().sum::<f32>()
}

/// Sums the products of the elements of two equally long slices, as [`sum`] does.
#[inline(always)]
pub(crate) fn dot(left: &[f32], right: &[f32]) -> f32 {
    let (left, left_rest) = left.as_chunks::<STRANDS>();
    let (right, right_rest) = right.as_chunks::<STRANDS>();
    let mut strands = [0.0f32; STRANDS];
    for (left, right) in left.iter().zip(right) {
        for (strand, (left, right)) in strands.iter_mut().zip(left.iter().zip(right)) {
            *strand += left * right;
        }
    }
    let rest = left_rest.iter().zip(right_rest);
    strands.iter().sum::<f32>() + rest.map(|(left, right)| left * right).sum::<f32>()
}
