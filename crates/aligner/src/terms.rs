//! Terms: the words of a side as evidence, each with its vector, its number, its name skeleton and
//! its weight.

use std::collections::BTreeMap;

use sverka_encoder::{Model, Vector};
use sverka_segmenter::{Language, Span, words};

use crate::clauses;
use crate::glossary::{Glossary, Phrases};
use crate::names;
use crate::numbers::{self, Value};
use crate::parts::{Part, Parts};
use crate::spelling::{bare, modern};
use crate::{Side, SideName};

/// Surprisal (−ln p of the encoder's unigram model) at which a word weighs nothing and everything: 2
/// and 7 above that of the language's commonest word. The model's training text holds several times
/// more of some languages than of others, hence the different scales.
fn surprisal_scale(language: Language) -> (f32, f32) {
    let nothing = match language {
        Language::Arabic => 10.0,
        Language::Russian | Language::German | Language::Polish | Language::Turkish => 9.0,
        Language::Italian => 8.0,
        _ => 7.0,
    };
    (nothing, nothing + 5.0)
}

/// Weight of the commonest words.
const LEAST_WEIGHT: f32 = 0.05;

/// Weight from which a word has content: below are articles, particles, the commonest verbs.
const CONTENT_WEIGHT: f32 = 0.3;

/// Cosine of two word vectors at which they count as unrelated and as equivalent: among 45 pairs
/// tried by hand, nine in ten equivalents lie above .41 and nine in ten strangers below .43.
const WORD_COSINE: (f32, f32) = (0.35, 0.75);

/// Similarity of two name skeletons at which they count as unrelated and as the same name.
const NAME_SIMILARITY: (f32, f32) = (0.6, 0.9);

/// One word of a sentence.
#[derive(Clone)]
pub(crate) struct Term {
    /// Where it stands in the side's text.
    pub(crate) span: Span,
    /// How much it says: 0 to 1, by rarity; 0 if it only continues a number.
    pub(crate) weight: f32,
    /// Its entry in the side's lexicon.
    entry: usize,
    /// The numbers that it stands for.
    values: Vec<Value>,
    /// It is written in digits, so nothing but its value counts.
    digits: bool,
    /// The entries of the user's glossary of which it is part.
    glossary: Vec<usize>,
    /// A mark that parts clauses stands between it and the word before, or it is the first.
    pub(crate) opens_clause: bool,
}

/// A distinct word of a side.
#[derive(Clone)]
struct Entry {
    /// Its vector; nothing if word vectors are switched off.
    vector: Option<Vector>,
    /// The skeleton of a capitalised word, else nothing.
    name: Option<String>,
}

/// In what two words correspond.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// They mean much the same.
    Meaning,
    /// They are one name in two scripts.
    Name,
    /// They stand for the same number or month.
    Number,
    /// The user's glossary has them as term and rendering.
    Glossary,
}

/// The terms of a side, sentence by sentence.
#[derive(Clone)]
pub(crate) struct Terms {
    sentences: Vec<Vec<Term>>,
    lexicon: Vec<Entry>,
    /// Whether a capital letter inside a sentence speaks for a name; German gives one to all nouns.
    capitals_tell_names: bool,
}

impl Terms {
    pub(crate) fn new(
        side: Side<'_>,
        (name, language): (SideName, Language),
        model: &Model,
        glossary: &Glossary,
    ) -> Terms {
        let phrases = Phrases::new(glossary, name);
        let mut lexicon: BTreeMap<String, usize> = BTreeMap::new();
        let mut sentences = Vec::with_capacity(side.sentences.len());
        for sentence in 0..side.sentences.len() {
            let flow = side.sentences.flow(sentence, side.text);
            let content = flow.as_str();
            let words: Vec<(usize, &str)> = words(content).collect();
            let readings = numbers::read(content, &words, language);
            let listed = phrases.find(words.iter().map(|(_, word)| *word));
            let mut seen = 0;
            let terms = words.iter().zip(readings).zip(listed).filter_map(
                |((&(offset, word), reading), glossary)| {
                    let opens_clause =
                        seen == 0 || content[seen..offset].contains(clauses::parts_clauses);
                    seen = offset + word.len();
                    let start = flow.original_start(offset);
                    let end = flow.original_end(offset + word.len());
                    let span = side.text.span(start, end)?;
                    let next = lexicon.len();
                    let spelling = modern(bare(word, language)).into_owned();
                    let entry = *lexicon.entry(spelling).or_insert(next);
                    let digits = word.starts_with(|c: char| c.is_ascii_digit());
                    let weight = if reading.continues { 0.0 } else { f32::NAN };
                    Some(Term {
                        span,
                        weight,
                        entry,
                        values: reading.values,
                        digits,
                        glossary,
                        opens_clause,
                    })
                },
            );
            sentences.push(terms.collect::<Vec<_>>());
        }
        let mut spellings = vec![""; lexicon.len()];
        for (word, &entry) in &lexicon {
            spellings[entry] = word;
        }
        let weights: Vec<f32> = spellings
            .iter()
            .map(|w| weight(w, language, model))
            .collect();
        for term in sentences.iter_mut().flatten().filter(|t| t.weight.is_nan()) {
            term.weight = if term.values.is_empty() && term.glossary.is_empty() {
                weights[term.entry]
            } else {
                1.0
            };
        }
        let lexicon = model
            .encode_all(&spellings)
            .into_iter()
            .zip(&spellings)
            .map(|(vector, word)| Entry {
                vector: Some(vector),
                name: skeleton(word, language),
            })
            .collect();
        Terms {
            sentences,
            lexicon,
            capitals_tell_names: language != Language::German,
        }
    }

    /// The terms without the evidence that is switched off: numbers and names become words like
    /// others.
    pub(crate) fn keep(mut self, parts: Parts) -> Terms {
        for term in self.sentences.iter_mut().flatten() {
            if !parts.hold(Part::Numbers) {
                term.values.clear();
                term.digits = false;
            }
            if !parts.hold(Part::Rarity) && term.weight > 0.0 {
                term.weight = 1.0;
            }
        }
        for entry in &mut self.lexicon {
            entry.vector = entry.vector.take().filter(|_| parts.hold(Part::Lexicon));
            entry.name = entry.name.take().filter(|_| parts.hold(Part::Names));
        }
        self
    }

    /// The terms of one sentence, in text order.
    pub(crate) fn of(&self, sentence: usize) -> &[Term] {
        &self.sentences[sentence]
    }

    /// The byte at which a term of a sentence ends, with the terms that only continue its number.
    pub(crate) fn end_of(&self, sentence: usize, term: usize) -> usize {
        let terms = &self.of(sentence)[term..];
        let rest = terms.iter().skip(1).take_while(|term| term.weight == 0.0);
        rest.last().unwrap_or(&terms[0]).span.end()
    }

    /// How well a source term and a target term correspond, 0 to 1.
    pub(crate) fn likeness(&self, term: &Term, other_side: &Terms, other: &Term) -> f32 {
        self.compare(term, other_side, other).0
    }

    /// How well a source term and a target term correspond, 0 to 1, and in what.
    pub(crate) fn compare(&self, term: &Term, other_side: &Terms, other: &Term) -> (f32, Basis) {
        let listed = |entry| other.glossary.contains(entry);
        if term.glossary.iter().any(listed) {
            return (1.0, Basis::Glossary);
        }
        if !term.values.is_empty() && !other.values.is_empty() {
            let alike = |a: &Value| other.values.iter().any(|b| a.same(*b));
            let same = term.values.iter().any(alike);
            return (if same { 1.0 } else { 0.0 }, Basis::Number);
        }
        if term.digits || other.digits {
            return (0.0, Basis::Number);
        }
        let (a, b) = (&self.lexicon[term.entry], &other_side.lexicon[other.entry]);
        let by_vector = match (&a.vector, &b.vector) {
            (Some(a), Some(b)) => ramp(a.cosine(b), WORD_COSINE),
            _ => 0.0,
        };
        let by_name = match (&a.name, &b.name) {
            (Some(a), Some(b)) => ramp(names::similarity(a, b), NAME_SIMILARITY),
            _ => 0.0,
        };
        match by_name > 0.0 && by_name >= by_vector {
            true => (by_name, Basis::Name),
            false => (by_vector, Basis::Meaning),
        }
    }

    /// Whether a term says enough to be looked for on the other side.
    pub(crate) fn is_content(term: &Term) -> bool {
        term.weight >= CONTENT_WEIGHT
    }

    /// Whether a term is a number written in digits or words, or a month.
    pub(crate) fn is_number(term: &Term) -> bool {
        !term.values.is_empty()
    }

    /// Whether a term is a name by its capital letter.
    pub(crate) fn is_name(&self, term: &Term) -> bool {
        self.capitals_tell_names && self.lexicon[term.entry].name.is_some()
    }
}

fn weight(word: &str, language: Language, model: &Model) -> f32 {
    let (common, rare) = surprisal_scale(language);
    ramp(model.surprisal(word), (common, rare)).max(LEAST_WEIGHT)
}

fn skeleton(word: &str, language: Language) -> Option<String> {
    word.starts_with(char::is_uppercase)
        .then(|| names::skeleton(word, language))
}

/// 0 below the first bound, 1 above the second, a straight line between.
fn ramp(x: f32, (low, high): (f32, f32)) -> f32 {
    ((x - low) / (high - low)).clamp(0.0, 1.0)
}
