//! The features of one text, token by token.

use std::ops::Range;

use crate::{DIMENSIONS, Sum};

/// The tokens of one text, where they stand in it, and prefix sums of their features.
///
/// The first token stands for the beginning of the text and the last for its end; both cover no
/// bytes. A token's features depend on up to four tokens on either side of it.
#[derive(Clone, Debug)]
pub struct Features {
    ranges: Vec<Range<usize>>,
    /// `(len + 1) × DIMENSIONS`: row `i` is the sum over the first `i` tokens, in double precision
    /// because ranges are differences of rows.
    prefixes: Vec<f64>,
}

impl Features {
    /// Begins the features of a text whose tokens cover the given bytes.
    pub(crate) fn new(ranges: Vec<Range<usize>>) -> Features {
        let mut prefixes = Vec::with_capacity((ranges.len() + 1) * DIMENSIONS);
        prefixes.resize(DIMENSIONS, 0.0);
        Features { ranges, prefixes }
    }

    /// Adds the features of the next token.
    pub(crate) fn push(&mut self, features: impl Iterator<Item = f64>) {
        let last = self.prefixes.len() - DIMENSIONS;
        for (index, value) in features.take(DIMENSIONS).enumerate() {
            self.prefixes.push(self.prefixes[last + index] + value);
        }
    }

    /// Number of tokens, those of the text's beginning and end included.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Never true: even an empty text has a beginning and an end.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The bytes of the text that a token covers, on char boundaries, without the space before
    /// a word.
    ///
    /// Ranges never step back from one token to the next, but when the normaliser takes one
    /// character apart (№ into N and o) several tokens can cover the same character.
    ///
    /// # Panics
    /// When there is no such token.
    pub fn byte_range(&self, token: usize) -> Range<usize> {
        self.ranges[token].clone()
    }

    /// The sum of the features of some neighbouring tokens.
    ///
    /// # Panics
    /// When the range ends before it begins or beyond the last token.
    pub fn sum(&self, tokens: Range<usize>) -> Sum {
        let row = |index: usize| &self.prefixes[index * DIMENSIONS..][..DIMENSIONS];
        assert!(
            tokens.start <= tokens.end,
            "a range of tokens ends before it begins"
        );
        let values = row(tokens.end).iter().zip(row(tokens.start));
        Sum::new(values.map(|(end, start)| end - start), tokens.len())
    }

    /// The sum of all tokens' features.
    pub fn whole(&self) -> Sum {
        self.sum(0..self.len())
    }
}
