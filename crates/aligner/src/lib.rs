//! Links the sentences of a text and its rendering, and says how each was rendered.
//!
//! [`align`] takes two sides (texts cut into sentences) and the encoder, and returns an
//! [`Alignment`]: links that partition both sides, each with a status, a confidence and the spans
//! that the other side does not render. The way there, a module each:
//!
//! 1. *evidence*: vectors of short runs of sentences and of clauses, words matched across languages (by
//!    word vectors, numbers by value, names by transliteration), lengths, typographic cues;
//! 2. *features*: that evidence as numbers, for every possible link and for every sentence left
//!    alone; the *sieve* passes most possible links over at a first glance;
//! 3. *lattice*: a semi-Markov random field over all orderly ways to link the sides; its best path
//!    decides links and statuses together, its probabilities give the confidence;
//! 4. *crossings*: what the path left alone or linked without conviction is matched once more, each
//!    target sentence choosing a partner, or nobody, without regard to order;
//! 5. *spans*: the phrases of a translated or partial link whose words found no partner.
//!
//! Before all that, [`cut_at_seams`] may cut sentences where only both texts together show a boundary:
//! a step of its own, for a user may want the sentences as they are. Afterwards, [`explain`] says what
//! speaks for each link, in facts that a program can put in words.
//!
//! The weights of the features are learned from gold alignments ([`learn`]) and stand in the
//! readable table `parameters.tsv`.

mod alignment;
mod band;
mod clauses;
mod crossings;
mod cues;
mod decode;
mod evidence;
mod explain;
mod features;
mod glossary;
mod lattice;
pub mod learn;
mod names;
mod numbers;
mod pairing;
mod parameters;
mod parts;
mod problem;
mod seams;
mod sieve;
mod spans;
mod spelling;
mod terms;

pub use alignment::{Alignment, AlignmentError, Link, Side, SideName, Status, UnknownStatus};
pub use explain::{
    Correspondence, Counted, Cue, Explanation, Grounds, Likeness, Nearest, SharedWords, WordPair,
    explain,
};
pub use glossary::{Glossary, GlossaryEntry};
pub use parameters::Parameters;
pub use seams::{Seams, cut_at_seams};
pub use terms::Basis;

use std::sync::LazyLock;

use sverka_encoder::Model;
use sverka_segmenter::Language;

use crate::decode::{Decided, decode};
use crate::evidence::Evidence;
use crate::pairing::Pairing;
use crate::parameters::{Weights, calibrated};
use crate::problem::Problem;
use crate::sieve::Sieve;

/// Aligns a source text with its rendering, with the parameters that are compiled in.
pub fn align(source: Side<'_>, target: Side<'_>, model: &Model) -> Alignment {
    align_with(source, target, model, &Settings::default())
}

/// The languages of the two sides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Languages {
    /// That of the source.
    pub source: Language,
    /// That of the target.
    pub target: Language,
}

impl Default for Languages {
    /// Russian and English.
    fn default() -> Languages {
        Languages {
            source: Language::Russian,
            target: Language::English,
        }
    }
}

/// What an alignment is made with, and what is known before.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// What the two sides are written in.
    pub languages: Languages,
    /// The learned numbers.
    pub parameters: &'a Parameters,
    /// Terms whose renderings are known; where they meet, that is evidence as strong as a name.
    pub glossary: &'a Glossary,
    /// Links that stand as they are; the rest is aligned around them. Each sentence stands in one of
    /// them at most.
    pub pins: &'a [Link],
}

impl Default for Settings<'_> {
    /// Russian and English, the compiled-in parameters, no glossary, no pins.
    fn default() -> Self {
        static NO_GLOSSARY: LazyLock<Glossary> = LazyLock::new(Glossary::default);
        Settings {
            languages: Languages::default(),
            parameters: Parameters::standard(),
            glossary: &NO_GLOSSARY,
            pins: &[],
        }
    }
}

/// Aligns a source text with its rendering, with what the settings give.
///
/// The model must know the languages: the compiled-in one knows Russian and English. Where the texts
/// seem to have nothing to do with each other (and no link is pinned), everything is omitted or added.
/// A side without sentences is not an error: everything on the other is omitted or added, for certain.
///
/// # Panics
/// When two pins share a sentence, or one names a sentence that there is not.
pub fn align_with(
    source: Side<'_>,
    target: Side<'_>,
    model: &Model,
    settings: &Settings<'_>,
) -> Alignment {
    let Settings {
        languages,
        parameters,
        glossary,
        pins,
    } = *settings;
    let nothing = source.sentences.is_empty() || target.sentences.is_empty();
    let evidence = (!nothing).then(|| Evidence::new(source, target, languages, model, glossary));
    alignment(source, target, evidence, parameters, pins)
}

/// The alignment of two sides; there is evidence unless one is empty.
fn alignment(
    source: Side<'_>,
    target: Side<'_>,
    evidence: Option<Evidence>,
    parameters: &Parameters,
    pins: &[Link],
) -> Alignment {
    let (n, m) = (source.sentences.len(), target.sentences.len());
    let links: Vec<Link> = if let Some(evidence) = evidence {
        let sieve = Sieve::new(parameters, &evidence);
        let problem = Problem::new(evidence, sieve, pins);
        let (link_names, alone_names) = problem.names();
        let weights = Weights::new(parameters, &link_names, &alone_names);
        let found: Vec<Link> = decode(&problem, &weights)
            .into_iter()
            .map(|decided| finish(source, target, &problem, parameters, decided))
            .collect();
        let related = relatedness(&found, n, m);
        match pins.is_empty() && related < LEAST_RELATED {
            true => all_alone(n, m, 1.0 - related),
            false => found.into_iter().chain(pins.iter().cloned()).collect(),
        }
    } else {
        all_alone(n, m, 1.0)
    };
    Alignment::new(n, m, links).expect("a path and the links across it hold every sentence once")
}

/// How related two texts must be for their links to count. Of 161 pairs of texts that belong together
/// the least related have .30, of 36 pairs that do not the most related .21 (every second and every
/// ninth document of `corpora/`, the latter each with the English of the next).
const LEAST_RELATED: f64 = 0.25;

/// The share of the sentences of a side that are linked, each counted with the confidence of its
/// link; of the two sides the larger, since either may be but an excerpt.
fn relatedness(links: &[Link], source_len: usize, target_len: usize) -> f64 {
    let share = |side: fn(&Link) -> &[usize], len: usize| {
        let linked = links
            .iter()
            .filter(|link| link.status().on_source() && link.status().on_target());
        let sure: f64 = linked
            .map(|link| side(link).len() as f64 * link.confidence())
            .sum();
        sure / len as f64
    };
    share(Link::source, source_len).max(share(Link::target, target_len))
}

/// Nothing renders anything.
fn all_alone(source_len: usize, target_len: usize, confidence: f64) -> Vec<Link> {
    let omitted = (0..source_len).map(|s| link(vec![s], vec![], Status::Omitted, confidence));
    let added = (0..target_len).map(|t| link(vec![], vec![t], Status::Added, confidence));
    omitted.chain(added).collect()
}

/// Turns a decision into a link, with its uncovered and inserted spans.
fn finish(
    source: Side<'_>,
    target: Side<'_>,
    problem: &Problem,
    parameters: &Parameters,
    decided: Decided,
) -> Link {
    let Decided {
        source: s,
        target: t,
        kind,
        confidence,
    } = decided;
    let status = Status::ALL[kind];
    let found = link(
        s.clone().collect(),
        t.clone().collect(),
        status,
        calibrated(confidence, parameters.confidence[kind]),
    );
    if !matches!(status, Status::Translated | Status::Partial) {
        return found;
    }
    let pairing = Pairing::new(&problem.evidence, &s, &t);
    let sides = (source, target);
    let [uncovered, inserted] = spans::unrendered(&problem.evidence, sides, status, &pairing);
    found.with_spans(uncovered, inserted)
}

fn link(source: Vec<usize>, target: Vec<usize>, status: Status, confidence: f64) -> Link {
    Link::new(source, target, status, confidence).expect("a decision's sides fit its kind")
}
