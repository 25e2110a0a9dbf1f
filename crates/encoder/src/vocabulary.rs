//! The pieces, and the split of a text into the most probable ones.

use std::ops::Range;

use crate::ModelError;
use crate::format::{Numbers, Sections};

/// Upstream id of the piece that stands for characters no piece covers.
const UNKNOWN: u32 = 0;
/// Upstream id of the piece before a text.
const BEGIN: u32 = 1;
/// Upstream id of the piece after a text.
const END: u32 = 2;
/// How much less than the least probable piece a character that no piece covers scores
/// (SentencePiece's `kUnkPenalty`).
const UNKNOWN_PENALTY: f64 = 10.0;
/// Stands for "no piece ends at this node".
const NONE: u32 = u32::MAX;

/// The pieces in byte order and a tree over their bytes. Inside this crate a piece is known by
/// its place in that order, which is also the number of its embedding row.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary {
    ids: Vec<u32>,
    scores: Vec<f32>,
    unknown_score: f64,
    unknown: u32,
    begin: u32,
    end: u32,
    tree: Tree,
}

/// A tree over bytes; the children of a node are neighbours, in order of their bytes.
#[derive(Clone, Debug, Default)]
struct Tree {
    /// The byte that leads to each node.
    bytes: Vec<u8>,
    /// The first child of each node; the next node's first child ends them.
    children: Vec<u32>,
    /// The piece that ends at each node, or [`NONE`].
    pieces: Vec<u32>,
}

/// A piece and the bytes of the normalised text that it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) piece: u32,
    pub(crate) range: Range<usize>,
}

impl Vocabulary {
    /// Reads the pieces and checks that they are text, sorted and distinct.
    pub(crate) fn read(
        sections: &Sections<'_>,
        lowest_score: f32,
    ) -> Result<Vocabulary, ModelError> {
        let wrong = ModelError::Inconsistent("the pieces");
        let count = sections.lengths.len();
        let sizes_fit = sections.ids.len() == 4 * count && sections.scores.len() == 4 * count;
        if !sizes_fit {
            return Err(wrong);
        }
        let mut rest = std::str::from_utf8(sections.texts).map_err(|_| wrong.clone())?;
        let mut texts = Vec::with_capacity(count);
        for length in sections.lengths {
            let (text, after) = rest
                .split_at_checked(usize::from(*length))
                .ok_or(wrong.clone())?;
            texts.push(text.as_bytes());
            rest = after;
        }
        let sorted = texts.is_sorted_by(|a, b| a < b) && texts.first() != Some(&&b""[..]);
        if !rest.is_empty() || !sorted {
            return Err(wrong);
        }
        let ids = Numbers(sections.ids).u32s(count).ok_or(wrong.clone())?;
        let scores = Numbers(sections.scores).f32s(count).ok_or(wrong.clone())?;
        let place = |id: u32| {
            let place = ids.iter().position(|other| *other == id);
            place.map(|place| place as u32).ok_or(wrong.clone())
        };
        Ok(Vocabulary {
            unknown: place(UNKNOWN)?,
            begin: place(BEGIN)?,
            end: place(END)?,
            unknown_score: f64::from(lowest_score) - UNKNOWN_PENALTY,
            tree: Tree::new(&texts),
            ids,
            scores,
        })
    }

    /// Number of pieces.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The upstream id of a piece.
    pub(crate) fn id(&self, piece: u32) -> u32 {
        self.ids[piece as usize]
    }

    /// ln of the probability of a piece; of the unknown piece, what it counts in a split.
    pub(crate) fn score(&self, piece: u32) -> f64 {
        if piece == self.unknown {
            return self.unknown_score;
        }
        f64::from(self.scores[piece as usize])
    }

    /// The piece before a text.
    pub(crate) fn begin(&self) -> u32 {
        self.begin
    }

    /// The piece after a text.
    pub(crate) fn end(&self) -> u32 {
        self.end
    }

    /// Splits a normalised text into the pieces whose scores have the highest sum.
    ///
    /// Of equal sums the one found first wins: the last piece that begins earliest. A text of
    /// no characters is one unknown piece, as upstream.
    pub(crate) fn split(&self, text: &str) -> Vec<Token> {
        if text.is_empty() {
            return vec![Token {
                piece: self.unknown,
                range: 0..0,
            }];
        }
        // For every byte position: the best sum of a split that ends there, and that split's last
        // piece. Sums are f64 over f32 scores, as upstream adds them.
        let mut best = vec![(f64::NEG_INFINITY, 0, self.unknown); text.len() + 1];
        best[0].0 = 0.0;
        for (begin, char) in text.char_indices() {
            let base = best[begin].0;
            let single = begin + char.len_utf8();
            let mut has_single = false;
            self.tree
                .prefixes(&text.as_bytes()[begin..], |length, piece| {
                    let end = begin + length;
                    let score = base + f64::from(self.scores[piece as usize]);
                    if score > best[end].0 {
                        best[end] = (score, begin, piece);
                    }
                    has_single |= end == single;
                });
            let score = base + self.unknown_score;
            if !has_single && score > best[single].0 {
                best[single] = (score, begin, self.unknown);
            }
        }
        let mut tokens = Vec::new();
        let mut end = text.len();
        while end > 0 {
            let (_, begin, piece) = best[end];
            tokens.push(Token {
                piece,
                range: begin..end,
            });
            end = begin;
        }
        tokens.reverse();
        tokens
    }
}

impl Tree {
    /// Builds the tree level by level from sorted, distinct, non-empty texts.
    fn new(texts: &[&[u8]]) -> Tree {
        let mut tree = Tree {
            bytes: vec![0],
            ..Tree::default()
        };
        // The texts below each node and the length of what they share, in order of the nodes.
        let mut below = vec![(0..texts.len(), 0)];
        let mut node = 0;
        while node < below.len() {
            let (mut range, depth) = below[node].clone();
            tree.children.push(below.len() as u32);
            let ends = range.start < range.end && texts[range.start].len() == depth;
            tree.pieces
                .push(if ends { range.start as u32 } else { NONE });
            range.start += usize::from(ends);
            while range.start < range.end {
                let byte = texts[range.start][depth];
                let same = texts[range.clone()]
                    .iter()
                    .take_while(|text| text[depth] == byte)
                    .count();
                tree.bytes.push(byte);
                below.push((range.start..range.start + same, depth + 1));
                range.start += same;
            }
            node += 1;
        }
        tree.children.push(below.len() as u32);
        tree
    }

    /// Calls `found` with length and number of every piece that `text` begins with, shortest
    /// first.
    fn prefixes(&self, text: &[u8], mut found: impl FnMut(usize, u32)) {
        let mut node = 0;
        for (index, byte) in text.iter().enumerate() {
            let children = self.children[node] as usize..self.children[node + 1] as usize;
            let Ok(child) = self.bytes[children.clone()].binary_search(byte) else {
                return;
            };
            node = children.start + child;
            if self.pieces[node] != NONE {
                found(index + 1, self.pieces[node]);
            }
        }
    }
}
