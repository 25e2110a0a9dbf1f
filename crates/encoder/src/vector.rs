//! The vector of a text.

use crate::DIMENSIONS;
use crate::lanes::dot;

/// A direction in 512 dimensions: finite values, unit length.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector([f32; DIMENSIONS]);

impl Vector {
    /// Wraps a row of the output network, which sees to length and finiteness.
    pub(crate) fn new(values: [f32; DIMENSIONS]) -> Vector {
        Vector(values)
    }

    /// The coordinates.
    pub fn as_slice(&self) -> &[f32] {
        &self.0
    }

    /// Cosine of the angle between two vectors, −1 to 1 but for rounding.
    pub fn cosine(&self, other: &Vector) -> f32 {
        dot(&self.0, &other.0)
    }
}

impl AsRef<[f32]> for Vector {
    fn as_ref(&self) -> &[f32] {
        &self.0
    }
}
