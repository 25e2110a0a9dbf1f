//! The checks behind the promises of [`Sentences`](crate::Sentences).

use crate::{SentencesError, Span, Text};

/// The furniture is sorted, disjoint, trimmed and not empty.
pub(crate) fn check_furniture(text: &Text, furniture: &[Span]) -> Result<(), SentencesError> {
    let mut end = 0;
    for (n, span) in furniture.iter().enumerate() {
        let fits = text.span(span.start(), span.end()).is_some();
        if !fits || span.is_empty() || span.start() < end || has_outer_space(text.slice(*span)) {
            return Err(SentencesError::Furniture(n));
        }
        end = span.end();
    }
    Ok(())
}

/// The spans are sentences, and what lies between them is white space and furniture.
pub(crate) fn check_spans(
    text: &Text,
    spans: &[Span],
    furniture: &[Span],
) -> Result<(), SentencesError> {
    let mut gaps = Gaps {
        text,
        furniture,
        seen: 0,
        end: 0,
    };
    for (n, span) in spans.iter().enumerate() {
        if text.span(span.start(), span.end()).is_none() {
            return Err(SentencesError::NotInText(n));
        }
        if span.is_empty() {
            return Err(SentencesError::Empty(n));
        }
        if span.start() < gaps.end {
            return Err(SentencesError::OutOfOrder(n));
        }
        if has_outer_space(text.slice(*span)) {
            return Err(SentencesError::OuterWhiteSpace(n));
        }
        gaps.check(span.start())?;
        gaps.skip(*span)?;
    }
    gaps.check(text.as_str().len())
}

/// Paragraph starts begin with 0, rise and name sentences.
pub(crate) fn check_paragraphs(starts: &[usize], sentences: usize) -> Result<(), SentencesError> {
    for (n, &start) in starts.iter().enumerate() {
        let rises = if n == 0 {
            start == 0
        } else {
            starts[n - 1] < start
        };
        if !rises || start >= sentences {
            return Err(SentencesError::Paragraph(n));
        }
    }
    if starts.is_empty() && sentences > 0 {
        return Err(SentencesError::Paragraph(0));
    }
    Ok(())
}

/// A walk through the gaps between sentences.
struct Gaps<'a> {
    text: &'a Text,
    furniture: &'a [Span],
    /// Pieces of furniture that lie behind.
    seen: usize,
    /// Where the sentence behind ends.
    end: usize,
}

impl Gaps<'_> {
    /// Checks the gap up to the next sentence or the end of the text.
    fn check(&mut self, start: usize) -> Result<(), SentencesError> {
        while let Some(piece) = self.furniture.get(self.seen).filter(|p| p.start() < start) {
            if piece.end() > start {
                return Err(SentencesError::FurnitureAtEdge(self.seen));
            }
            self.only_white_space(piece.start())?;
            self.end = piece.end();
            self.seen += 1;
        }
        self.only_white_space(start)
    }

    /// Passes a sentence and the furniture strictly inside it.
    fn skip(&mut self, sentence: Span) -> Result<(), SentencesError> {
        self.end = sentence.end();
        while let Some(piece) = self
            .furniture
            .get(self.seen)
            .filter(|p| p.start() < self.end)
        {
            if piece.start() == sentence.start() || piece.end() >= self.end {
                return Err(SentencesError::FurnitureAtEdge(self.seen));
            }
            self.seen += 1;
        }
        Ok(())
    }

    fn only_white_space(&self, start: usize) -> Result<(), SentencesError> {
        // Both positions are ends of checked spans or of the text, so the slice exists.
        match self.text.as_str()[self.end..start].find(|c: char| !c.is_whitespace()) {
            Some(offset) => Err(SentencesError::Uncovered(self.end + offset)),
            None => Ok(()),
        }
    }
}

fn has_outer_space(content: &str) -> bool {
    content.starts_with(char::is_whitespace) || content.ends_with(char::is_whitespace)
}
