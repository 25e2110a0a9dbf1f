//! Which sentences of a side the places of pins stand for, and which row has pinned each.

use std::ops::Range;

use sverka_aligner::{Side, SideName};

use super::{At, Place};
use crate::ImportErrorKind;
use crate::error::shortened;

/// A side with its sentences in code points, and the line that has pinned each of them.
pub(super) struct Found<'a> {
    name: SideName,
    side: Side<'a>,
    len: usize,
    sentences: Vec<Range<usize>>,
    pinned: Vec<Option<usize>>,
}

impl<'a> Found<'a> {
    pub(super) fn new(name: SideName, side: Side<'a>) -> Found<'a> {
        let sentences = side
            .sentences
            .iter()
            .map(|span| side.text.code_points(span));
        Found {
            name,
            side,
            len: side.text.as_str().chars().count(),
            sentences: sentences.collect(),
            pinned: vec![None; side.sentences.len()],
        }
    }

    /// The sentences that the places of one row stand for, which it pins by this.
    pub(super) fn take(
        &mut self,
        places: &[Place],
        line: usize,
    ) -> Result<Vec<usize>, ImportErrorKind> {
        let mut spans = Vec::new();
        for place in places {
            let at = united(self.spans(&place.at)?);
            if let Some(text) = &place.text {
                self.check_text(&at, text)?;
            }
            spans.extend(at);
        }
        let numbers = self.covered(spans)?;
        for &number in &numbers {
            if let Some(other) = self.pinned[number] {
                return Err(ImportErrorKind::PinnedTwice {
                    side: self.name,
                    number: number + 1,
                    text: self.text_of(number),
                    line: other,
                });
            }
            self.pinned[number] = Some(line);
        }
        Ok(numbers)
    }

    /// A place in code points, if the text has it.
    fn spans(&self, at: &At) -> Result<Vec<Range<usize>>, ImportErrorKind> {
        match at {
            At::Spans(spans) => match spans.iter().find(|span| span.end > self.len) {
                Some(&Range { start, end }) => Err(ImportErrorKind::BeyondText {
                    side: self.name,
                    start,
                    end,
                    len: self.len,
                }),
                None => Ok(spans.clone()),
            },
            At::Sentences(numbers) => {
                let span = |&number: &usize| {
                    let found = self.sentences.get(number).cloned();
                    found.ok_or(ImportErrorKind::BeyondSentences {
                        side: self.name,
                        // It counted from 1 in the file, so this does not overflow.
                        number: number + 1,
                        len: self.sentences.len(),
                    })
                };
                numbers.iter().map(span).collect()
            }
        }
    }

    /// The sentences of which the spans together cover at least half. Each span must have a share
    /// in one of them.
    fn covered(&self, spans: Vec<Range<usize>>) -> Result<Vec<usize>, ImportErrorKind> {
        let spans = united(spans);
        let mut shares: Vec<(usize, usize)> = Vec::new();
        for span in &spans {
            for number in self.touched(span) {
                let share = common(span, &self.sentences[number]).len();
                match shares.last_mut() {
                    Some((last, sum)) if *last == number => *sum += share,
                    _ => shares.push((number, share)),
                }
            }
        }
        shares.retain(|&(number, share)| 2 * share >= self.sentences[number].len());
        let numbers: Vec<usize> = shares.into_iter().map(|(number, _)| number).collect();
        let is_idle = |span: &&Range<usize>| {
            let mut touched = self.touched(span);
            !touched.any(|number| numbers.binary_search(&number).is_ok())
        };
        let Some(span) = spans.iter().find(is_idle) else {
            return Ok(numbers);
        };
        let (side, Range { start, end }) = (self.name, span.clone());
        Err(match self.touched(span).next() {
            Some(number) => ImportErrorKind::PartOfSentence {
                side,
                start,
                end,
                text: self.text_of(number),
            },
            None => ImportErrorKind::NoSentence { side, start, end },
        })
    }

    /// The beginning of a sentence, for messages.
    fn text_of(&self, number: usize) -> Box<str> {
        let span = self.side.sentences.get(number);
        shortened(self.side.text.slice(span)).into()
    }

    /// The sentences that have a character in common with a span.
    fn touched(&self, span: &Range<usize>) -> Range<usize> {
        let first = self.sentences.partition_point(|s| s.end <= span.start);
        let after = self.sentences.partition_point(|s| s.start < span.end);
        first..after.max(first)
    }

    /// Compares what a row says with what stands there: white space apart, which `sverka align` and
    /// spreadsheets change, and with or without the furniture between sentences.
    fn check_text(&self, spans: &[Range<usize>], said: &str) -> Result<(), ImportErrorKind> {
        let inside = spans.iter().flat_map(|span| {
            let sentences = self.touched(span).map(|number| &self.sentences[number]);
            sentences.map(|sentence| common(span, sentence))
        });
        let inside = self.texts(inside);
        if first_difference(&inside, said).is_none()
            || first_difference(&self.texts(spans.iter().cloned()), said).is_none()
        {
            return Ok(());
        }
        let (here, there) = first_difference(&inside, said).unwrap_or_default();
        Err(ImportErrorKind::OtherPinnedText {
            side: self.name,
            start: spans.first().map_or(0, |span| span.start),
            end: spans.last().map_or(0, |span| span.end),
            found: from_word(&inside, here),
            said: from_word(said, there),
        })
    }

    fn texts(&self, spans: impl Iterator<Item = Range<usize>>) -> String {
        let text = self.side.text;
        let spans = spans.filter_map(|span| text.span_of_code_points(span.start, span.end));
        let texts: Vec<&str> = spans.map(|span| text.slice(span)).collect();
        texts.join(" ")
    }
}

/// Sorted spans without overlap that hold the same.
fn united(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    let mut united: Vec<Range<usize>> = Vec::with_capacity(spans.len());
    for span in spans {
        match united.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => united.push(span),
        }
    }
    united
}

fn common(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.max(b.start)..a.end.min(b.end)
}

/// Where the texts differ in more than white space: in each the byte of the last character before
/// that they have in common, or 0.
fn first_difference(a: &str, b: &str) -> Option<(usize, usize)> {
    let mut left = a.char_indices().filter(|(_, c)| !c.is_whitespace());
    let mut right = b.char_indices().filter(|(_, c)| !c.is_whitespace());
    let mut common = (0, 0);
    loop {
        match (left.next(), right.next()) {
            (None, None) => return None,
            (Some((i, c)), Some((j, d))) if c == d => common = (i, j),
            _ => return Some(common),
        }
    }
}

/// A few words from the one that holds this byte.
fn from_word(text: &str, byte: usize) -> Box<str> {
    let start = text[..byte].rfind(char::is_whitespace).unwrap_or(0);
    shortened(text[start..].trim()).into()
}
