//! The sentences of a text and the promises they keep.

use crate::checks::{check_furniture, check_paragraphs, check_spans};
use crate::layout::{self, Line};
use crate::normalised::normalise;
use crate::{Flow, Span, Text, hyphens};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// The sentences of one text: sorted, disjoint, non-empty, without white space at their outer
/// ends; what lies between them is white space and furniture only, so the text can be rebuilt.
/// Paragraphs tile them: each sentence stands in exactly one paragraph, and none is empty.
///
/// Furniture is what a page adds to its text: page numbers, running heads, footers. Each piece is
/// trimmed and lies either between two sentences or, where a page ends in mid-sentence, strictly
/// inside one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentences {
    spans: Vec<Span>,
    paragraph_starts: Vec<usize>,
    furniture: Vec<Span>,
    /// The stretches in bytes, sorted and each inside one sentence, that its normalised form leaves
    /// out without a space: line ends after hyphens, with the hyphen or without.
    cuts: Vec<Range<usize>>,
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
    /// Something other than white space, at this byte, lies neither in a sentence nor in furniture.
    Uncovered(usize),
    /// This piece of furniture (its place in the list, from 0) does not lie on char boundaries of
    /// the text, is empty, begins before its predecessor ends or has white space at an outer end.
    Furniture(usize),
    /// This piece of furniture (its place in the list, from 0) lies partly in a sentence or at the
    /// edge of one.
    FurnitureAtEdge(usize),
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
            Self::Furniture(n) => {
                write!(f, "piece {n} of the furniture is no trimmed, sorted span")
            }
            Self::FurnitureAtEdge(n) => {
                write!(
                    f,
                    "piece {n} of the furniture touches the edge of a sentence"
                )
            }
            Self::Paragraph(n) => write!(f, "paragraph start {n} does not tile the sentences"),
        }
    }
}

impl std::error::Error for SentencesError {}

impl Sentences {
    /// Checks the promises and keeps the spans. `paragraph_starts` holds the number (from 0) of
    /// the first sentence of each paragraph, `furniture` the page numbers, running heads and
    /// footers in the order of the text.
    pub fn new(
        text: &Text,
        spans: Vec<Span>,
        paragraph_starts: Vec<usize>,
        furniture: Vec<Span>,
    ) -> Result<Sentences, SentencesError> {
        check_furniture(text, &furniture)?;
        check_spans(text, &spans, &furniture)?;
        check_paragraphs(&paragraph_starts, spans.len())?;
        let cuts = hyphens::cuts(text.as_str(), &lines_without(text, &furniture));
        Ok(Sentences::with_cuts(
            spans,
            paragraph_starts,
            furniture,
            cuts,
        ))
    }

    /// The same from what the layout has found already.
    pub(crate) fn from_layout(
        text: &Text,
        spans: Vec<Span>,
        paragraph_starts: Vec<usize>,
        furniture: Vec<Span>,
        cuts: Vec<Range<usize>>,
    ) -> Result<Sentences, SentencesError> {
        check_furniture(text, &furniture)?;
        check_spans(text, &spans, &furniture)?;
        check_paragraphs(&paragraph_starts, spans.len())?;
        Ok(Sentences::with_cuts(
            spans,
            paragraph_starts,
            furniture,
            cuts,
        ))
    }

    /// Keeps what has been checked, of the cuts those inside sentences.
    fn with_cuts(
        spans: Vec<Span>,
        paragraph_starts: Vec<usize>,
        furniture: Vec<Span>,
        mut cuts: Vec<Range<usize>>,
    ) -> Sentences {
        cuts.retain(|cut| {
            let at = spans.partition_point(|span| span.end() <= cut.start);
            spans
                .get(at)
                .is_some_and(|span| span.start() < cut.start && cut.end < span.end())
        });
        Sentences {
            spans,
            paragraph_starts,
            furniture,
            cuts,
        }
    }

    /// The same with sentences cut in two wherever one of the gaps lies: white space inside a sentence,
    /// in bytes, sorted. Gaps that lie in no sentence cut nothing.
    ///
    /// # Errors
    /// When a gap is not white space as a whole, or touches furniture.
    pub fn cut(&self, text: &Text, gaps: &[Range<usize>]) -> Result<Sentences, SentencesError> {
        let mut spans = Vec::with_capacity(self.len() + gaps.len());
        let mut firsts = Vec::with_capacity(self.len());
        let mut gaps = gaps.iter().peekable();
        for span in self.iter() {
            firsts.push(spans.len());
            let mut start = span.start();
            while let Some(gap) = gaps.next_if(|gap| gap.end < span.end()) {
                if start < gap.start {
                    spans.extend(text.span(start, gap.start));
                    start = gap.end;
                }
            }
            spans.extend(text.span(start, span.end()));
        }
        let paragraph_starts = self.paragraph_starts.iter().map(|&first| firsts[first]);
        Sentences::from_layout(
            text,
            spans,
            paragraph_starts.collect(),
            self.furniture.clone(),
            self.cuts.clone(),
        )
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

    /// The page numbers, running heads and footers in order.
    pub fn furniture(&self) -> &[Span] {
        &self.furniture
    }

    /// A sentence (from 0) as running text on one line: words broken at line ends are joined, line
    /// ends and other runs of white space are one space, furniture is left out. Borrowed where
    /// nothing changes; a single no-break space or the like stays as it is.
    ///
    /// # Panics
    /// If there is no such sentence or `text` is another text than that of the sentences.
    pub fn normalised<'a>(&self, index: usize, text: &'a Text) -> Cow<'a, str> {
        self.flow(index, text).into_content()
    }

    /// The same with the way back from its bytes to those of the text.
    ///
    /// # Panics
    /// As [`normalised`](Self::normalised).
    pub fn flow<'a>(&self, index: usize, text: &'a Text) -> Flow<'a> {
        let span = self.spans[index];
        let cuts = self.cuts.partition_point(|cut| cut.start < span.start())
            ..self.cuts.partition_point(|cut| cut.start < span.end());
        let furniture = self
            .furniture
            .partition_point(|piece| piece.start() < span.start())
            ..self
                .furniture
                .partition_point(|piece| piece.start() < span.end());
        normalise(text, span, &self.furniture[furniture], &self.cuts[cuts])
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

/// The lines of the text but for those inside furniture.
fn lines_without(text: &Text, furniture: &[Span]) -> Vec<Line> {
    let mut lines = layout::lines(text.as_str());
    for line in &mut lines {
        let at = furniture.partition_point(|span| span.end() < line.end);
        line.furniture = furniture
            .get(at)
            .is_some_and(|span| span.start() <= line.start);
    }
    layout::without_furniture(lines)
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
        Sentences::new(&text, spans, paragraphs.to_vec(), vec![])
    }

    fn with_furniture(
        content: &str,
        spans: &[(usize, usize)],
        furniture: &[(usize, usize)],
    ) -> Result<Sentences, SentencesError> {
        let text = Text::new(content);
        let other = Text::new("x".repeat(100));
        let mint = |spans: &[(usize, usize)]| {
            spans
                .iter()
                .map(|&(a, b)| other.span(a, b).unwrap())
                .collect::<Vec<_>>()
        };
        Sentences::new(&text, mint(spans), vec![0], mint(furniture))
    }

    #[test]
    fn furniture_lies_in_gaps_or_inside_sentences() {
        use SentencesError::{Furniture, FurnitureAtEdge, Uncovered};
        let content = "Ab.\n14\ncd ef.";
        let build = |spans: &[_], furniture: &[_]| with_furniture(content, spans, furniture);
        assert!(build(&[(0, 3), (7, 13)], &[(4, 6)]).is_ok());
        let inside = build(&[(0, 13)], &[(4, 6)]).unwrap();
        assert_eq!(inside.normalised(0, &Text::new(content)), "Ab. cd ef.");
        assert_eq!(build(&[(0, 3), (7, 13)], &[]), Err(Uncovered(4)));
        assert_eq!(build(&[(0, 13)], &[(4, 4)]), Err(Furniture(0)));
        assert_eq!(build(&[(0, 13)], &[(3, 6)]), Err(Furniture(0)));
        assert_eq!(build(&[(0, 13)], &[(4, 20)]), Err(Furniture(0)));
        assert_eq!(build(&[(0, 13)], &[(4, 6), (5, 6)]), Err(Furniture(1)));
        assert_eq!(build(&[(0, 13)], &[(0, 3)]), Err(FurnitureAtEdge(0)));
        assert_eq!(build(&[(0, 13)], &[(7, 13)]), Err(FurnitureAtEdge(0)));
        assert_eq!(
            build(&[(4, 13)], &[(0, 3), (4, 6)]),
            Err(FurnitureAtEdge(1))
        );
        assert_eq!(
            build(&[(0, 3), (5, 13)], &[(4, 6)]),
            Err(FurnitureAtEdge(0))
        );
    }

    #[test]
    fn sentences_are_cut_in_gaps() {
        let content = "Fire Mill burns. It rained.\n\nMuch smoke";
        let text = Text::new(content);
        let whole = build(content, &[(0, 16), (17, 27), (29, 39)], &[0, 2]).unwrap();
        let cut = |gaps: &[Range<usize>]| whole.cut(&text, gaps);
        let pieces = |gaps: &[Range<usize>]| -> Vec<&str> {
            let cut = cut(gaps).unwrap();
            cut.iter()
                .map(|span| &content[span.start()..span.end()])
                .collect()
        };
        assert_eq!(cut(&[]).as_ref(), Ok(&whole));
        assert_eq!(
            pieces(&[4..5, 33..34]),
            ["Fire", "Mill burns.", "It rained.", "Much", "smoke"]
        );
        let paragraphs = cut(&[4..5, 33..34]).unwrap();
        let paragraphs: Vec<_> = paragraphs.paragraphs().collect();
        assert_eq!(paragraphs, [0..3, 3..5]);
        // Between sentences there is nothing to cut, and words are not cut.
        assert_eq!(cut(&[16..17, 27..29]).as_ref(), Ok(&whole));
        assert_eq!(cut(&[6..7, 27..29]), Err(SentencesError::Uncovered(6)));
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
