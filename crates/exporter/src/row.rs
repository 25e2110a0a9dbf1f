//! The row: one link as the files hold it, with its texts and its offsets in code points.

use serde::{Deserialize, Serialize};
use sverka_aligner::{Alignment, Explanation, Link, Side, Status};
use sverka_segmenter::{Span, Text};

use crate::evidence::evidence;

/// One link with texts and offsets: what a line of every file format says.
///
/// Offsets count Unicode code points of the decoded text from 0, end exclusive. What a file did
/// not say is `None`, so that reading and writing a file loses and invents nothing.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// The number of the link in its alignment, from 0.
    pub link: usize,
    /// How the source was rendered.
    pub status: Status,
    /// The probability, 0 to 1 in whole hundredths, that status and sides are right; links made by
    /// people have none.
    pub confidence: Option<f64>,
    /// The source sentences, in text order.
    pub source: Vec<Part>,
    /// The target sentences, in text order.
    pub target: Vec<Part>,
    /// Source spans that nothing renders; `None` if nobody looked for them.
    pub uncovered: Option<Vec<Excerpt>>,
    /// Target spans that render nothing; `None` if nobody looked for them.
    pub inserted: Option<Vec<Excerpt>>,
    /// What speaks for the link, in words, a fact a string; `None` if nobody asked.
    pub evidence: Option<Vec<String>>,
}

/// One sentence of a link.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Part {
    /// The number of the sentence in its text, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<usize>,
    /// First code point.
    pub start: usize,
    /// Code point after the last one.
    pub end: usize,
    /// The characters from `start` to `end`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A stretch of a text that is shorter than a sentence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Excerpt {
    /// First code point.
    pub start: usize,
    /// Code point after the last one.
    pub end: usize,
    /// The characters from `start` to `end`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The rows of an alignment of these two sides, in its order.
///
/// # Panics
/// If the alignment was made for other sides, so that a sentence or span is not in its text.
pub fn rows(alignment: &Alignment, source: Side<'_>, target: Side<'_>) -> Vec<Row> {
    let row = |(number, link): (usize, &Link)| Row {
        link: number,
        status: link.status(),
        confidence: Some((link.confidence() * 100.0).round() / 100.0),
        source: parts(link.source(), source),
        target: parts(link.target(), target),
        uncovered: Some(excerpts(link.uncovered(), source.text)),
        inserted: Some(excerpts(link.inserted(), target.text)),
        evidence: None,
    };
    alignment.links().iter().enumerate().map(row).collect()
}

/// The same rows, each with the evidence of its explanation.
///
/// # Panics
/// As [`rows`] does.
pub fn rows_with_evidence(
    alignment: &Alignment,
    explanations: &[Explanation],
    source: Side<'_>,
    target: Side<'_>,
) -> Vec<Row> {
    let explained = |(row, explanation): (Row, &Explanation)| Row {
        evidence: Some(evidence(explanation, source, target)),
        ..row
    };
    let rows = rows(alignment, source, target).into_iter();
    rows.zip(explanations).map(explained).collect()
}

fn parts(numbers: &[usize], side: Side<'_>) -> Vec<Part> {
    let part = |&sentence: &usize| {
        let span = side.sentences.get(sentence);
        let at = side.text.code_points(span);
        let text = side.text.slice(span).to_owned();
        Part {
            sentence: Some(sentence),
            start: at.start,
            end: at.end,
            text: Some(text),
        }
    };
    numbers.iter().map(part).collect()
}

fn excerpts(spans: &[Span], text: &Text) -> Vec<Excerpt> {
    let excerpt = |&span: &Span| {
        let at = text.code_points(span);
        Excerpt {
            start: at.start,
            end: at.end,
            text: Some(text.slice(span).to_owned()),
        }
    };
    spans.iter().map(excerpt).collect()
}
