//! The sentences of a text and the promises they keep.

use crate::{Span, Text};
use std::fmt;
use std::ops::Range;

/// The sentences of one text: sorted, disjoint, non-empty, without white space at their outer
/// ends; what lies between them is white space only, so the text can be rebuilt. Paragraphs tile
/// them: each sentence stands in exactly one paragraph, and none is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentences {
    spans: Vec<Span>,
    paragraph_starts: Vec<usize>,
}

/// Which promise of [`Sentences`] the given spans would break, with the position.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SentencesError {
    /// The span of this sentence (number from 0) does not lie on char boundaries of the text.
    NotInText(usize),
    /// This sentence (number from 0) holds nothing.
    Empty(usize),
    /// This sentence (number from 0) begins before its predecessor ends.
    OutOfOrder(usize),
    /// This sentence (number from 0) begins or ends with white space.
    OuterWhiteSpace(usize),
    /// Something other than white space, at this byte, lies in no sentence.
    Uncovered(usize),
    /// Paragraph starts must begin with 0, rise strictly and name existing sentences; this one
    /// (its place in the list, from 0) does not. Without sentences there is no paragraph.
    Paragraph(usize),
}

impl fmt::Display for SentencesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInText(n) => write!(f, "sentence {n} does not lie on char boundaries"),
            Self::Empty(n) => write!(f, "sentence {n} is empty"),
            Self::OutOfOrder(n) => write!(f, "sentence {n} begins before its predecessor ends"),
            Self::OuterWhiteSpace(n) => write!(f, "sentence {n} begins or ends with white space"),
            Self::Uncovered(byte) => write!(f, "the text at byte {byte} lies in no sentence"),
            Self::Paragraph(n) => write!(f, "paragraph start {n} does not tile the sentences"),
        }
    }
}

impl std::error::Error for SentencesError {}

impl Sentences {
    /// Checks the promises and keeps the spans. `paragraph_starts` holds the number (from 0) of
    /// the first sentence of each paragraph.
    pub fn new(
        text: &Text,
        spans: Vec<Span>,
        paragraph_starts: Vec<usize>,
    ) -> Result<Sentences, SentencesError> {
        let mut end = 0;
        for (n, span) in spans.iter().enumerate() {
            if text.span(span.start(), span.end()).is_none() {
                return Err(SentencesError::NotInText(n));
            }
            if span.is_empty() {
                return Err(SentencesError::Empty(n));
            }
            if span.start() < end {
                return Err(SentencesError::OutOfOrder(n));
            }
            let content = text.slice(*span);
            if content.starts_with(char::is_whitespace) || content.ends_with(char::is_whitespace) {
                return Err(SentencesError::OuterWhiteSpace(n));
            }
            only_white_space(text, end, span.start())?;
            end = span.end();
        }
        only_white_space(text, end, text.as_str().len())?;
        for (n, &start) in paragraph_starts.iter().enumerate() {
            let rises = if n == 0 {
                start == 0
            } else {
                paragraph_starts[n - 1] < start
            };
            if !rises || start >= spans.len() {
                return Err(SentencesError::Paragraph(n));
            }
        }
        if paragraph_starts.is_empty() && !spans.is_empty() {
            return Err(SentencesError::Paragraph(0));
        }
        Ok(Sentences {
            spans,
            paragraph_starts,
        })
    }

    /// Number of sentences.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are none, as in an empty or blank text.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The span of a sentence, numbered from 0.
    ///
    /// # Panics
    /// If there is no such sentence.
    pub fn get(&self, index: usize) -> Span {
        self.spans[index]
    }

    /// The sentences in order.
    pub fn iter(&self) -> impl Iterator<Item = Span> {
        self.spans.iter().copied()
    }

    /// The paragraphs in order, each as a range of sentence numbers from 0.
    pub fn paragraphs(&self) -> impl Iterator<Item = Range<usize>> {
        self.paragraph_starts.iter().enumerate().map(|(n, &start)| {
            start
                ..self
                    .paragraph_starts
                    .get(n + 1)
                    .copied()
                    .unwrap_or(self.spans.len())
        })
    }

    /// The paragraph (from 0) in which a sentence (from 0) stands.
    ///
    /// # Panics
    /// If there is no such sentence.
    pub fn paragraph_of(&self, sentence: usize) -> usize {
        assert!(
            sentence < self.len(),
            "sentence {sentence} of {}",
            self.len()
        );
        self.paragraph_starts
            .partition_point(|&start| start <= sentence)
            - 1
    }
}

fn only_white_space(text: &Text, start: usize, end: usize) -> Result<(), SentencesError> {
    // Both positions are ends of checked spans or of the text, so the slice exists.
    match text.as_str()[start..end].find(|c: char| !c.is_whitespace()) {
        Some(offset) => Err(SentencesError::Uncovered(start + offset)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(
        content: &str,
        spans: &[(usize, usize)],
        paragraphs: &[usize],
    ) -> Result<Sentences, SentencesError> {
        let text = Text::new(content);
        let other = Text::new("x".repeat(100));
        let spans = spans
            .iter()
            .map(|&(a, b)| other.span(a, b).unwrap())
            .collect();
        Sentences::new(&text, spans, paragraphs.to_vec())
    }

    #[test]
    fn each_broken_promise_is_named() {
        assert!(build("Ab. Cd.", &[(0, 3), (4, 7)], &[0]).is_ok());
        assert!(build(" \n ", &[], &[]).is_ok());
        assert_eq!(
            build("Ab.", &[(0, 4)], &[0]),
            Err(SentencesError::NotInText(0))
        );
        assert_eq!(
            build("ё", &[(0, 1)], &[0]),
            Err(SentencesError::NotInText(0))
        );
        assert_eq!(
            build("Ab.", &[(0, 3), (3, 3)], &[0]),
            Err(SentencesError::Empty(1))
        );
        assert_eq!(
            build("Ab.", &[(0, 3), (2, 3)], &[0]),
            Err(SentencesError::OutOfOrder(1))
        );
        assert_eq!(
            build("Ab. ", &[(0, 4)], &[0]),
            Err(SentencesError::OuterWhiteSpace(0))
        );
        assert_eq!(
            build("Ab. Cd.", &[(4, 7)], &[0]),
            Err(SentencesError::Uncovered(0))
        );
        assert_eq!(
            build("Ab. Cd.", &[(0, 3)], &[0]),
            Err(SentencesError::Uncovered(4))
        );
        assert_eq!(
            build("Ab.", &[(0, 3)], &[]),
            Err(SentencesError::Paragraph(0))
        );
        assert_eq!(
            build("Ab.", &[(0, 3)], &[1]),
            Err(SentencesError::Paragraph(0))
        );
        assert_eq!(
            build("A. B", &[(0, 2), (3, 4)], &[0, 2]),
            Err(SentencesError::Paragraph(1))
        );
        assert_eq!(
            build("A. B", &[(0, 2), (3, 4)], &[0, 0]),
            Err(SentencesError::Paragraph(1))
        );
    }

    #[test]
    fn paragraphs_tile_the_sentences() {
        let sentences = build("A. B. C", &[(0, 2), (3, 5), (6, 7)], &[0, 2]).unwrap();
        assert_eq!(sentences.paragraphs().collect::<Vec<_>>(), [0..2, 2..3]);
        assert_eq!(
            (0..3)
                .map(|n| sentences.paragraph_of(n))
                .collect::<Vec<_>>(),
            [0, 0, 1]
        );
    }
}
