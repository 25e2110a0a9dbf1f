//! What all kinds of gold files say before it is checked, and the checks.

use std::ops::Range;

use sverka_aligner::{Alignment, AlignmentError, Link, SideName, Status};
use sverka_segmenter::{Sentences, SentencesError, Text, furniture_between};

use super::{Gold, Meta};
use crate::{ImportError, ImportErrorKind};

/// A gold document as its file says it is.
pub(super) struct Draft {
    pub(super) meta: Meta,
    pub(super) source: DraftSide,
    pub(super) target: DraftSide,
    pub(super) links: Vec<DraftLink>,
}

/// One text with its sentences in order, in code points, each with the line that says so.
pub(super) struct DraftSide {
    pub(super) text: Text,
    pub(super) sentences: Vec<(Range<usize>, Option<usize>)>,
}

/// A link with the line that says so.
pub(super) struct DraftLink {
    pub(super) source: Vec<usize>,
    pub(super) target: Vec<usize>,
    pub(super) status: Status,
    pub(super) line: Option<usize>,
}

impl Draft {
    /// The document with this name, if all is as it should be; `path` is for the errors.
    pub(super) fn check(self, name: String, path: &str) -> Result<Gold, ImportError> {
        let fail = |line, kind| ImportError::new(path, line, kind);
        let source_sentences = self.source.check(SideName::Source, path)?;
        let target_sentences = self.target.check(SideName::Target, path)?;
        let mut links = Vec::with_capacity(self.links.len());
        for link in &self.links {
            let made = Link::new(link.source.clone(), link.target.clone(), link.status, 1.0);
            let made = made.map_err(|error| fail(link.line, ImportErrorKind::Alignment(error)))?;
            links.push(made);
        }
        let alignment = Alignment::new(source_sentences.len(), target_sentences.len(), links)
            .map_err(|error| fail(self.line_of(&error), ImportErrorKind::Alignment(error)))?;
        Ok(Gold {
            name,
            meta: self.meta,
            source: self.source.text,
            target: self.target.text,
            source_sentences,
            target_sentences,
            alignment,
        })
    }

    /// The line of the last link that holds the sentence which an error is about.
    fn line_of(&self, error: &AlignmentError) -> Option<usize> {
        let (AlignmentError::SentenceMissing { side, sentence }
        | AlignmentError::SentenceTwice { side, sentence }
        | AlignmentError::SentenceOutOfRange { side, sentence, .. }) = error
        else {
            return None;
        };
        let holds = |link: &&DraftLink| match side {
            SideName::Source => link.source.contains(sentence),
            SideName::Target => link.target.contains(sentence),
        };
        self.links.iter().rfind(holds).and_then(|link| link.line)
    }
}

impl DraftSide {
    fn check(&self, side: SideName, path: &str) -> Result<Sentences, ImportError> {
        let fail = |line, kind| ImportError::new(path, line, kind);
        let mut spans = Vec::with_capacity(self.sentences.len());
        for (at, line) in &self.sentences {
            let (start, end) = (at.start, at.end);
            if start > end {
                return Err(fail(
                    *line,
                    ImportErrorKind::ReversedSpan { side, start, end },
                ));
            }
            spans.push(self.text.span_of_code_points(start, end).ok_or_else(|| {
                let len = self.text.as_str().chars().count();
                fail(
                    *line,
                    ImportErrorKind::BeyondText {
                        side,
                        start,
                        end,
                        len,
                    },
                )
            })?);
        }
        // A blank line between two sentences starts a paragraph.
        let mut starts = Vec::new();
        let mut end = 0;
        for (number, span) in spans.iter().enumerate() {
            let gap = self
                .text
                .as_str()
                .get(end..span.start())
                .unwrap_or_default();
            if number == 0 || gap.matches('\n').count() > 1 {
                starts.push(number);
            }
            end = span.end();
        }
        let furniture = furniture_between(&self.text, &spans);
        Sentences::new(&self.text, spans, starts, furniture).map_err(|error| {
            let line = match error {
                SentencesError::Uncovered(byte) => {
                    let (line, column) = self.text.line_column(byte);
                    let kind = ImportErrorKind::OutsideSentences { side, line, column };
                    return fail(None, kind);
                }
                SentencesError::Empty(number)
                | SentencesError::OutOfOrder(number)
                | SentencesError::OuterWhiteSpace(number) => self.sentences[number].1,
                _ => None,
            };
            fail(line, ImportErrorKind::Sentences { side, error })
        })
    }
}
