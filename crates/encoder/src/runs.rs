//! The sums of runs of sentences: what joining sentences does at their edges.

use std::ops::Range;

use crate::Sum;
use crate::layers::REACH;

/// The token features of a text's sentences, ready to be summed over any run of them.
///
/// Made by [`crate::Model::runs`]. Adding up the [`Sum`]s of sentences that were encoded alone is
/// not the same as encoding them joined: every sentence would bring a beginning and an end of its
/// own, whose features are larger than those of words, and the tokens at the seams would not see
/// their neighbours. So each sentence is computed twice, alone and in the midst of all others, and
/// a run takes its first half sentence and its last from the former and all between from the
/// latter. That is what encoding the joined sentences gives, but for sentences of less than about
/// eight tokens at the ends of a run, whose tokens feel both edges.
#[derive(Clone, Debug)]
pub struct Runs {
    /// Row `i` is the sum over the first `i` sentences in the midst of the others, in double
    /// precision because runs are differences of rows.
    prefixes: Vec<Sum>,
    /// For each sentence: what is added when a run begins with it, and when a run ends with it.
    edges: Vec<[Sum; 2]>,
}

impl Runs {
    /// Puts together the projected parts of each sentence: middle, beginning and end.
    pub(crate) fn new(sentences: impl Iterator<Item = [Sum; PARTS]>) -> Runs {
        let mut runs = Runs {
            prefixes: vec![Sum::default()],
            edges: Vec::new(),
        };
        let mut running = Sum::default();
        for [middle, begin, end] in sentences {
            running += middle;
            runs.prefixes.push(running.clone());
            runs.edges.push([begin, end]);
        }
        runs
    }

    /// Number of sentences.
    pub fn len(&self) -> usize {
        self.edges.len()
    }

    /// Whether there are no sentences.
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// The sum of some neighbouring sentences, as if their text had been encoded joined by spaces.
    /// No sentences give the sum of no tokens.
    ///
    /// # Panics
    /// When the range ends before it begins or beyond the last sentence.
    pub fn sum(&self, sentences: Range<usize>) -> Sum {
        assert!(
            sentences.start <= sentences.end,
            "a run of sentences ends before it begins"
        );
        if sentences.is_empty() {
            return Sum::default();
        }
        self.prefixes[sentences.end].clone() - &self.prefixes[sentences.start]
            + &self.edges[sentences.start][0]
            + &self.edges[sentences.end - 1][1]
    }

    /// The sum of sentences that need not be neighbours, in the order given. Where there is a gap,
    /// tokens see the neighbours that they have in the text.
    ///
    /// # Panics
    /// When there is no such sentence.
    pub fn sum_of(&self, sentences: &[usize]) -> Sum {
        let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else {
            return Sum::default();
        };
        let mut sum = self.edges[*first][0].clone() + &self.edges[*last][1];
        for sentence in sentences {
            sum += self.prefixes[sentence + 1].clone() - &self.prefixes[*sentence];
        }
        sum
    }
}

/// The parts of a sentence whose features are added up apart.
pub(crate) const PARTS: usize = 3;

/// What a token's features are added to and taken from, as rows of [`PARTS`] a sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub(crate) add: usize,
    pub(crate) take: Option<usize>,
}

/// Some neighbouring sentences as texts of pieces to compute, and what becomes of each token.
pub(crate) struct Block {
    /// Each sentence alone, then all of them amid their neighbours.
    pub(crate) texts: Vec<Vec<u32>>,
    /// One for each token of the texts, in order; `None` for tokens of sentences outside.
    pub(crate) targets: Vec<Option<Target>>,
}

impl Block {
    /// Lays out the sentences of `range`, given all sentences' pieces, each with begin and end.
    pub(crate) fn new(sentences: &[Vec<u32>], range: Range<usize>) -> Block {
        let mut texts = sentences[range.clone()].to_vec();
        let mut targets = Vec::new();
        for (place, tokens) in texts.iter().enumerate() {
            for token in 0..tokens.len() {
                let add = PARTS * place + 1 + usize::from(2 * token >= tokens.len());
                targets.push(Some(Target { add, take: None }));
            }
        }
        let inner = |tokens: &[u32]| tokens[1..tokens.len() - 1].to_vec();
        // A token's features depend on its neighbours up to twice the reach away.
        let mut before: Vec<u32> = Vec::new();
        for tokens in sentences[..range.start].iter().rev() {
            if before.len() >= 2 * REACH {
                break;
            }
            before.splice(..0, inner(tokens));
        }
        if before.len() < 2 * REACH {
            before.splice(..0, sentences[range.start].first().copied());
        }
        let mut after: Vec<u32> = Vec::new();
        for tokens in &sentences[range.end..] {
            if after.len() >= 2 * REACH {
                break;
            }
            after.extend(inner(tokens));
        }
        if after.len() < 2 * REACH {
            after.extend(sentences[range.start].last());
        }
        targets.resize(targets.len() + before.len(), None);
        let mut joined = before;
        for (place, tokens) in sentences[range].iter().enumerate() {
            for token in 1..tokens.len() - 1 {
                let half = PARTS * place + 1 + usize::from(2 * token >= tokens.len());
                targets.push(Some(Target {
                    add: PARTS * place,
                    take: Some(half),
                }));
            }
            joined.extend(inner(tokens));
        }
        targets.resize(targets.len() + after.len(), None);
        joined.extend(after);
        texts.push(joined);
        Block { texts, targets }
    }
}
