//! The additive form of a text: what makes the vector of any run of sentences cheap.

use std::ops::{Add, AddAssign, Sub};

use crate::DIMENSIONS;

/// The sum of projected token features, and how many tokens it is of.
///
/// [`crate::Model::vectors`] turns sums into vectors, so the vector of any stretch of tokens can be
/// had without encoding it again: from [`crate::Runs`] for sentences, from [`crate::Features`] for
/// tokens. Mind that a text encoded alone brings its beginning and end along.
///
/// Values are kept in double precision: the difference of two long prefix sums is then as good as
/// the single-precision features themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    values: Box<[f64; DIMENSIONS]>,
    tokens: usize,
}

impl Sum {
    /// A sum with the given values and number of tokens.
    pub(crate) fn new(values: impl Iterator<Item = f64>, tokens: usize) -> Sum {
        let mut sum = Sum {
            tokens,
            ..Sum::default()
        };
        for (slot, value) in sum.values.iter_mut().zip(values) {
            *slot = value;
        }
        sum
    }

    /// The summed features.
    pub(crate) fn values(&self) -> &[f64; DIMENSIONS] {
        &self.values
    }

    /// Number of tokens summed.
    pub fn tokens(&self) -> usize {
        self.tokens
    }
}

impl Default for Sum {
    /// The sum of no tokens.
    fn default() -> Sum {
        Sum {
            values: Box::new([0.0; DIMENSIONS]),
            tokens: 0,
        }
    }
}

impl AddAssign<&Sum> for Sum {
    fn add_assign(&mut self, other: &Sum) {
        for (value, other) in self.values.iter_mut().zip(other.values.iter()) {
            *value += other;
        }
        self.tokens += other.tokens;
    }
}

impl AddAssign for Sum {
    fn add_assign(&mut self, other: Sum) {
        *self += &other;
    }
}

impl Add<&Sum> for Sum {
    type Output = Sum;

    fn add(mut self, other: &Sum) -> Sum {
        self += other;
        self
    }
}

impl Add for Sum {
    type Output = Sum;

    fn add(self, other: Sum) -> Sum {
        self + &other
    }
}

impl Sub<&Sum> for Sum {
    type Output = Sum;

    /// Takes away a part; taking away more tokens than there are leaves a sum of no tokens.
    fn sub(mut self, other: &Sum) -> Sum {
        for (value, other) in self.values.iter_mut().zip(other.values.iter()) {
            *value -= other;
        }
        self.tokens = self.tokens.saturating_sub(other.tokens);
        self
    }
}

impl Sub for Sum {
    type Output = Sum;

    fn sub(self, other: Sum) -> Sum {
        self - &other
    }
}

impl std::iter::Sum for Sum {
    fn sum<I: Iterator<Item = Sum>>(sums: I) -> Sum {
        sums.fold(Sum::default(), Add::add)
    }
}

impl<'a> std::iter::Sum<&'a Sum> for Sum {
    fn sum<I: Iterator<Item = &'a Sum>>(sums: I) -> Sum {
        sums.fold(Sum::default(), Add::add)
    }
}
