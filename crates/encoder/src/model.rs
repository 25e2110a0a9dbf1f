//! The model: a weight file ready for use.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::embeddings::Embeddings;
use crate::format::{Numbers, Sections};
use crate::lanes::{add_precisely, subtract_precisely, wide};
use crate::layers::{FEATURES, Layers};
use crate::network::{Workspace, output, project, token_features};
use crate::normalizer::{Normalizer, SPACE};
use crate::runs::{Block, PARTS, Target};
use crate::vocabulary::{Token, Vocabulary};
use crate::{DIMENSIONS, Features, ModelError, Runs, Sum, Vector};

/// The compiled-in weight file.
static EMBEDDED: &[u8] = include_bytes!("../model/ru-en.sverka");

/// Texts whose feature sums wait together for projection and output network.
const SUMS: usize = 384;
/// Sentences whose parts wait together for projection.
const RUNS: usize = 128;

/// A sentence encoder: tokenizer, embedding table and network.
#[derive(Clone, Debug)]
pub struct Model {
    normalizer: Normalizer,
    vocabulary: Vocabulary,
    embeddings: Embeddings,
    layers: Layers,
}

impl Model {
    /// The compiled-in weights for Russian and English, read at the first call.
    pub fn embedded() -> &'static Model {
        static MODEL: LazyLock<Model> = LazyLock::new(|| {
            // A test reads the committed file, so this holds for every build that passed it.
            Model::parse(EMBEDDED, Cow::Borrowed).expect("the committed weight file is sound")
        });
        &MODEL
    }

    /// Reads a weight file made by `tools/make_model.py`.
    ///
    /// # Errors
    /// When the bytes are not those of a weight file, or not all of them, or not the right ones:
    /// see [`ModelError`]. Wrong bytes never give a model with wrong numbers.
    pub fn read(bytes: &[u8]) -> Result<Model, ModelError> {
        Model::parse(bytes, |rows| Cow::Owned(rows.to_vec()))
    }

    fn parse<'a>(
        bytes: &'a [u8],
        keep: impl Fn(&'a [u8]) -> Cow<'static, [u8]>,
    ) -> Result<Model, ModelError> {
        let sections = Sections::read(bytes)?;
        let mut parameters = Numbers(sections.parameters);
        let (Some(epsilon), Some(lowest_score), true) =
            (parameters.f32(), parameters.f32(), parameters.0.is_empty())
        else {
            return Err(ModelError::Inconsistent("the parameters"));
        };
        let vocabulary = Vocabulary::read(&sections, lowest_score)?;
        Ok(Model {
            normalizer: Normalizer::read(sections.charsmap)?,
            embeddings: Embeddings::read(
                sections.codes,
                sections.row_sizes,
                keep(sections.rows),
                (0..vocabulary.len() as u32).map(|piece| vocabulary.id(piece)),
            )?,
            layers: Layers::read(sections.layers, epsilon)?,
            vocabulary,
        })
    }

    /// The upstream ids of the pieces that a text is split into, without those for its beginning
    /// and end. An empty text is one unknown piece, as upstream.
    pub fn pieces(&self, text: &str) -> Vec<u32> {
        let normalized = self.normalizer.normalize(text);
        let tokens = self.vocabulary.split(&normalized.text);
        tokens
            .iter()
            .map(|token| self.vocabulary.id(token.piece))
            .collect()
    }

    /// How little a text is to be expected: −ln of the probability of its split into pieces, under
    /// the vocabulary's own unigram model. A common word of English has about 6, a rare one 20.
    pub fn surprisal(&self, text: &str) -> f32 {
        let normalized = self.normalizer.normalize(text);
        let tokens = self.vocabulary.split(&normalized.text);
        -tokens
            .iter()
            .map(|token| self.vocabulary.score(token.piece))
            .sum::<f64>() as f32
    }

    /// The vector of a text.
    pub fn encode(&self, text: &str) -> Vector {
        self.vectors(&self.sums(&[text])).swap_remove(0)
    }

    /// The vectors of texts, in their order: the same bits as [`Model::encode`] gives for each,
    /// many times faster. Texts that occur more than once are computed once.
    pub fn encode_all<S: AsRef<str>>(&self, texts: &[S]) -> Vec<Vector> {
        let (distinct, places) = distinct(texts);
        let vectors = self.vectors(&self.distinct_sums(&distinct));
        places
            .into_iter()
            .map(|place| vectors[place].clone())
            .collect()
    }

    /// The sums of all token features of each text, in the texts' order.
    pub fn sums<S: AsRef<str>>(&self, texts: &[S]) -> Vec<Sum> {
        let (distinct, places) = distinct(texts);
        let sums = self.distinct_sums(&distinct);
        places
            .into_iter()
            .map(|place| sums[place].clone())
            .collect()
    }

    fn distinct_sums(&self, texts: &[&str]) -> Vec<Sum> {
        let mut workspace = Workspace::default();
        let mut sums = Vec::with_capacity(texts.len());
        for texts in texts.chunks(SUMS) {
            let tokens: Vec<Vec<u32>> = texts.iter().map(|text| self.tokens(text).0).collect();
            // Token features are summed before the projection, which is linear: one row to
            // project for each text and not for each token.
            let mut totals = vec![0.0f64; texts.len() * FEATURES];
            token_features(
                &self.layers,
                &self.embeddings,
                &tokens,
                &mut workspace,
                |rows| {
                    for (text, features) in rows {
                        let totals = &mut totals[text * FEATURES..][..FEATURES];
                        wide(add_precisely, (totals, *features));
                    }
                },
            );
            let projected = self.project(&totals);
            for (row, tokens) in projected.chunks_exact(DIMENSIONS).zip(&tokens) {
                sums.push(self.sum_of(row, tokens.len()));
            }
        }
        sums
    }

    /// Projects totals of features, without the bias.
    fn project(&self, totals: &[f64]) -> Vec<f32> {
        let totals: Vec<f32> = totals.iter().map(|value| *value as f32).collect();
        let rows: Vec<&[f32]> = totals.chunks_exact(FEATURES).collect();
        project(&self.layers, &rows)
    }

    /// A projected row, which lacks the bias, as the sum of so many tokens.
    fn sum_of(&self, row: &[f32], tokens: usize) -> Sum {
        let values = row.iter().zip(&self.layers.output_bias);
        let values =
            values.map(|(value, bias)| f64::from(*value) + tokens as f64 * f64::from(*bias));
        Sum::new(values, tokens)
    }

    /// The vectors of sums: the small network on top, and unit length. A sum of no tokens has no
    /// direction; its vector is the first axis.
    pub fn vectors(&self, sums: &[Sum]) -> Vec<Vector> {
        let mut vectors = Vec::with_capacity(sums.len());
        for sums in sums.chunks(SUMS) {
            let mut means = Vec::with_capacity(sums.len() * DIMENSIONS);
            for sum in sums {
                let root = (sum.tokens().max(1) as f64).sqrt();
                means.extend(sum.values().iter().map(|value| (value / root) as f32));
            }
            let rows = output(&self.layers, &means);
            let (rows, _) = rows.as_chunks::<DIMENSIONS>();
            vectors.extend(rows.iter().map(|row| Vector::new(*row)));
        }
        vectors
    }

    /// The token features of a text's sentences, to be summed over any run of them.
    ///
    /// This takes about twice the time of [`Model::sums`] and gives the vectors that runs have when
    /// they are encoded as one text, which sums of sentences encoded alone do not: see [`Runs`].
    pub fn runs<S: AsRef<str>>(&self, sentences: &[S]) -> Runs {
        let tokens: Vec<Vec<u32>> = sentences
            .iter()
            .map(|sentence| self.tokens(sentence.as_ref()).0)
            .collect();
        let mut workspace = Workspace::default();
        let mut sums: Vec<[Sum; PARTS]> = Vec::with_capacity(tokens.len());
        for begin in (0..tokens.len()).step_by(RUNS) {
            let range = begin..tokens.len().min(begin + RUNS);
            let Block { texts, targets } = Block::new(&tokens, range.clone());
            let mut totals = vec![0.0f64; PARTS * range.len() * FEATURES];
            let mut targets = targets.into_iter();
            token_features(
                &self.layers,
                &self.embeddings,
                &texts,
                &mut workspace,
                |rows| {
                    for ((_, features), target) in rows.iter().zip(&mut targets) {
                        let Some(Target { add, take }) = target else {
                            continue;
                        };
                        let row = &mut totals[add * FEATURES..][..FEATURES];
                        wide(add_precisely, (row, *features));
                        if let Some(take) = take {
                            let row = &mut totals[take * FEATURES..][..FEATURES];
                            wide(subtract_precisely, (row, *features));
                        }
                    }
                },
            );
            let projected = self.project(&totals);
            let projected = projected.chunks_exact(PARTS * DIMENSIONS);
            for (rows, tokens) in projected.zip(&tokens[range]) {
                // Beginning and end are a token each; the halves' other tokens cancel out.
                let counts = [tokens.len() - 2, 1, 1];
                sums.push(std::array::from_fn(|part| {
                    self.sum_of(&rows[part * DIMENSIONS..][..DIMENSIONS], counts[part])
                }));
            }
        }
        Runs::new(sums.into_iter())
    }

    /// The features of every token of a text, with the bytes that each token covers.
    ///
    /// The sum of all of them is that of [`Model::sums`] but for rounding. They take 4 KB a token;
    /// for long texts prefer the sums of their sentences.
    pub fn features(&self, text: &str) -> Features {
        let (tokens, ranges) = self.tokens(text);
        let mut features = Features::new(ranges);
        let workspace = &mut Workspace::default();
        token_features(
            &self.layers,
            &self.embeddings,
            &[tokens],
            workspace,
            |rows| {
                let rows: Vec<&[f32]> = rows.iter().map(|(_, features)| *features).collect();
                for row in project(&self.layers, &rows).chunks_exact(DIMENSIONS) {
                    let values = row.iter().zip(&self.layers.output_bias);
                    features.push(values.map(|(value, bias)| f64::from(*value) + f64::from(*bias)));
                }
            },
        );
        features
    }

    /// The pieces of a text with its beginning and end, and the bytes that each covers.
    fn tokens(&self, text: &str) -> (Vec<u32>, Vec<std::ops::Range<usize>>) {
        let normalized = self.normalizer.normalize(text);
        let tokens = self.vocabulary.split(&normalized.text);
        let mut pieces = vec![self.vocabulary.begin()];
        let mut ranges = Vec::with_capacity(tokens.len() + 2);
        ranges.push(0..0);
        for Token { piece, mut range } in tokens {
            pieces.push(piece);
            if range.is_empty() {
                ranges.push(0..text.len());
                continue;
            }
            // The space before a word belongs to the piece but not to what the piece covers.
            if range.len() > SPACE.len() && normalized.text[range.clone()].starts_with(SPACE) {
                range.start += SPACE.len();
            }
            ranges.push(normalized.origin(range));
        }
        pieces.push(self.vocabulary.end());
        ranges.push(text.len()..text.len());
        (pieces, ranges)
    }
}

/// The distinct texts in order of first occurrence, and for each text its place among them.
fn distinct<S: AsRef<str>>(texts: &[S]) -> (Vec<&str>, Vec<usize>) {
    let mut seen = HashMap::new();
    let mut distinct = Vec::new();
    let places = texts
        .iter()
        .map(|text| {
            *seen.entry(text.as_ref()).or_insert_with(|| {
                distinct.push(text.as_ref());
                distinct.len() - 1
            })
        })
        .collect();
    (distinct, places)
}
