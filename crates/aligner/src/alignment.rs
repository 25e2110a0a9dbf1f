//! What an aligner says of two texts: statuses, links, and the alignment that they make up.

use std::error::Error;
use std::fmt;

use sverka_segmenter::{Sentences, Span, Text};

mod status;

pub use status::{Status, UnknownStatus};

/// One side handed to the aligner: a text and the sentences that were found in it.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The decoded text.
    pub text: &'a Text,
    /// Its sentences, in reading order.
    pub sentences: &'a Sentences,
}

/// Which of the two texts is meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SideName {
    /// The text that was rendered.
    Source,
    /// The rendering.
    Target,
}

impl fmt::Display for SideName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SideName::Source => "source",
            SideName::Target => "target",
        })
    }
}

/// Source and target sentences that belong together, with a status.
///
/// The sentences of a side are sorted numbers from 0 without repetition and need not be
/// neighbours; which sides have any fits the status; the confidence is in 0..=1.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    source: Vec<usize>,
    target: Vec<usize>,
    status: Status,
    confidence: f64,
    uncovered: Vec<Span>,
    inserted: Vec<Span>,
}

impl Link {
    /// A link of these sentences (numbers from 0, in any order), without uncovered or inserted
    /// spans.
    ///
    /// # Errors
    /// When a side has sentences although the status says that it has none, or the other way
    /// round; when a number stands twice on a side; when `confidence` is not in 0..=1.
    pub fn new(
        mut source: Vec<usize>,
        mut target: Vec<usize>,
        status: Status,
        confidence: f64,
    ) -> Result<Link, AlignmentError> {
        for (side, numbers, wanted) in [
            (SideName::Source, &mut source, status.on_source()),
            (SideName::Target, &mut target, status.on_target()),
        ] {
            if numbers.is_empty() == wanted {
                return Err(AlignmentError::StatusDoesNotFit { status, side });
            }
            numbers.sort_unstable();
            if let Some(pair) = numbers.windows(2).find(|pair| pair[0] == pair[1]) {
                return Err(AlignmentError::SentenceTwice {
                    side,
                    sentence: pair[0],
                });
            }
        }
        if !(0.0..=1.0).contains(&confidence) {
            return Err(AlignmentError::ConfidenceOutOfRange { confidence });
        }
        Ok(Link {
            source,
            target,
            status,
            confidence,
            uncovered: Vec::new(),
            inserted: Vec::new(),
        })
    }

    /// The same link with these source spans that nothing renders and these target spans that
    /// render nothing; they are kept in text order.
    ///
    /// Only a translation has such spans: with another status than `translated` or `partial` both
    /// lists stay empty, because then the whole link is retold, missing or added.
    #[must_use]
    pub fn with_spans(mut self, mut uncovered: Vec<Span>, mut inserted: Vec<Span>) -> Link {
        if self.status.is_translation() {
            uncovered.sort_unstable();
            inserted.sort_unstable();
            (self.uncovered, self.inserted) = (uncovered, inserted);
        }
        self
    }

    /// The source sentences: sorted numbers from 0; empty for `added`.
    pub fn source(&self) -> &[usize] {
        &self.source
    }

    /// The target sentences: sorted numbers from 0; empty for `omitted`.
    pub fn target(&self) -> &[usize] {
        &self.target
    }

    /// How the source was rendered.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The probability, 0 to 1, that status and sides are right.
    pub fn confidence(&self) -> f64 {
        self.confidence
    }

    /// Spans of the source text, within the link's sentences, that nothing renders.
    pub fn uncovered(&self) -> &[Span] {
        &self.uncovered
    }

    /// Spans of the target text, within the link's sentences, that render nothing.
    pub fn inserted(&self) -> &[Span] {
        &self.inserted
    }
}

/// Links that partition both sides: every sentence stands in exactly one link.
///
/// Links with a source side come in the order of their first source sentence. A link without one
/// (`added`) stands after the link with a source side that holds the nearest target sentence
/// before its own first, or at the very beginning if there is none; several at one place come in
/// the order of their first target sentence. The order depends on the links alone, not on the
/// order in which they were given.
#[derive(Clone, PartialEq, Debug)]
pub struct Alignment {
    links: Vec<Link>,
}

impl Alignment {
    /// An alignment of `source_len` source and `target_len` target sentences, its links put in
    /// order.
    ///
    /// # Errors
    /// When a sentence stands in no link or in several, or when a link names a sentence that the
    /// side does not have. One offender is reported, the source side's before the target side's.
    pub fn new(
        source_len: usize,
        target_len: usize,
        links: Vec<Link>,
    ) -> Result<Alignment, AlignmentError> {
        owners(SideName::Source, source_len, &links, Link::source)?;
        let owners = owners(SideName::Target, target_len, &links, Link::target)?;

        // For each target sentence: where a link stands that has no source side and starts there,
        // as a place among the links with one, which are placed by their first source sentence.
        let mut places = Vec::with_capacity(target_len);
        let mut place = None;
        for owner in owners {
            places.push(place);
            place = links[owner].source.first().copied().or(place);
        }
        let mut keyed: Vec<_> = links
            .into_iter()
            .map(|link| {
                // Every link has a side, or its status would not fit; so the numbers below exist,
                // and `None` (the very beginning) sorts before any place.
                let key = match (link.source.first(), link.target.first()) {
                    (Some(&first), _) => (Some(first), None),
                    (None, Some(&first)) => (places[first], Some(first)),
                    (None, None) => (None, None),
                };
                (key, link)
            })
            .collect();
        keyed.sort_by_key(|(key, _)| *key);
        Ok(Alignment {
            links: keyed.into_iter().map(|(_, link)| link).collect(),
        })
    }

    /// The links, in the order that the type promises.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The links by value, in the same order.
    pub fn into_links(self) -> Vec<Link> {
        self.links
    }
}

/// The link that holds each sentence of a side of `len` sentences, as an index into `links`.
fn owners(
    side: SideName,
    len: usize,
    links: &[Link],
    numbers: fn(&Link) -> &[usize],
) -> Result<Vec<usize>, AlignmentError> {
    let mut holders: Vec<(usize, usize)> = links
        .iter()
        .enumerate()
        .flat_map(|(index, link)| numbers(link).iter().map(move |&sentence| (sentence, index)))
        .collect();
    holders.sort_unstable();
    for (want, &(sentence, _)) in holders.iter().enumerate() {
        if sentence >= len {
            return Err(AlignmentError::SentenceOutOfRange {
                side,
                sentence,
                len,
            });
        }
        if sentence > want {
            return Err(AlignmentError::SentenceMissing {
                side,
                sentence: want,
            });
        }
        if sentence < want {
            return Err(AlignmentError::SentenceTwice { side, sentence });
        }
    }
    if holders.len() < len {
        return Err(AlignmentError::SentenceMissing {
            side,
            sentence: holders.len(),
        });
    }
    Ok(holders.into_iter().map(|(_, index)| index).collect())
}

/// Why links or an alignment cannot be made of what was given. Sentences are counted from 0.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum AlignmentError {
    /// A side is empty that must not be, or has sentences that the status denies.
    StatusDoesNotFit {
        /// The status of the link.
        status: Status,
        /// The side that does not fit it.
        side: SideName,
    },
    /// The confidence is no probability.
    ConfidenceOutOfRange {
        /// What was given instead.
        confidence: f64,
    },
    /// A sentence stands in no link.
    SentenceMissing {
        /// The side of the sentence.
        side: SideName,
        /// The sentence, from 0.
        sentence: usize,
    },
    /// A sentence stands in a link twice, or in two links.
    SentenceTwice {
        /// The side of the sentence.
        side: SideName,
        /// The sentence, from 0.
        sentence: usize,
    },
    /// A link names a sentence that the side does not have.
    SentenceOutOfRange {
        /// The side of the sentence.
        side: SideName,
        /// The sentence named, from 0.
        sentence: usize,
        /// How many sentences the side has.
        len: usize,
    },
}

impl fmt::Display for AlignmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AlignmentError::StatusDoesNotFit { status, side } => {
                let wanted = match side {
                    SideName::Source => status.on_source(),
                    SideName::Target => status.on_target(),
                };
                let wanted = if wanted { "at least one" } else { "no" };
                write!(
                    f,
                    "a link with status {status} must have {wanted} {side} sentence"
                )
            }
            AlignmentError::ConfidenceOutOfRange { confidence } => {
                write!(f, "confidence {confidence} is not a number from 0 to 1")
            }
            AlignmentError::SentenceMissing { side, sentence } => {
                write!(
                    f,
                    "{side} sentence {sentence} (counted from 0) stands in no link"
                )
            }
            AlignmentError::SentenceTwice { side, sentence } => {
                write!(
                    f,
                    "{side} sentence {sentence} (counted from 0) stands in a link twice"
                )
            }
            AlignmentError::SentenceOutOfRange {
                side,
                sentence,
                len,
            } => write!(
                f,
                "a link names {side} sentence {sentence} (counted from 0), but there are only {len}"
            ),
        }
    }
}

impl Error for AlignmentError {}

#[cfg(test)]
mod tests;
