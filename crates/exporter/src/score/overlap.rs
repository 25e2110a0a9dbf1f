//! Which sentences of the gold a row stands for, however its text was segmented.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use sverka_aligner::Side;

use crate::row::Part;

/// The sentences of one side of the gold as ranges of code points, in text order.
pub(super) struct Ranges(Vec<Range<usize>>);

impl Ranges {
    pub(super) fn new(side: Side<'_>) -> Ranges {
        let range = |span| side.text.code_points(span);
        Ranges(side.sentences.iter().map(range).collect())
    }

    /// The sentences of which the parts cover at least half of the characters.
    pub(super) fn half_covered(&self, parts: &[Part]) -> Vec<usize> {
        self.halves(&self.covered(parts))
    }

    /// As [`Ranges::half_covered`]; of parts that cover no sentence by half, the one that holds most
    /// of them (of several the first). None only if the parts lie outside all sentences.
    pub(super) fn meant(&self, parts: &[Part]) -> Vec<usize> {
        let covered = self.covered(parts);
        let halves = self.halves(&covered);
        if !halves.is_empty() {
            return halves;
        }
        let most = covered
            .into_iter()
            .max_by_key(|&(number, characters)| (characters, Reverse(number)));
        most.into_iter().map(|(number, _)| number).collect()
    }

    fn halves(&self, covered: &BTreeMap<usize, usize>) -> Vec<usize> {
        covered
            .iter()
            .filter(|&(&number, &characters)| 2 * characters >= self.0[number].len())
            .map(|(&number, _)| number)
            .collect()
    }

    /// How many characters of each sentence the parts cover, of those that they touch.
    fn covered(&self, parts: &[Part]) -> BTreeMap<usize, usize> {
        let mut covered = BTreeMap::new();
        for part in parts.iter().filter(|part| part.start < part.end) {
            let first = self
                .0
                .partition_point(|sentence| sentence.end <= part.start);
            for (number, sentence) in self.0.iter().enumerate().skip(first) {
                if sentence.start >= part.end {
                    break;
                }
                *covered.entry(number).or_insert(0) +=
                    sentence.end.min(part.end) - sentence.start.max(part.start);
            }
        }
        covered
    }
}
