//! Uncovered and inserted spans: stretches of a linked sentence that the other side does not render.

use std::ops::Range;

use sverka_segmenter::{Span, Text};

use crate::evidence::Half;
use crate::features::UNCOVERED;
use crate::terms::Term;

/// Least weight of a stretch that is worth showing: one rare word, or a few common ones.
const LEAST_WEIGHT: f32 = 1.4;

/// Weight up to which a matched word inside a stretch does not end it: articles and particles find
/// a partner anywhere.
const NEGLIGIBLE: f32 = 0.3;

/// A word matched less than this joins an unrendered stretch beside it in the same phrase.
const DOUBTFUL: f32 = 0.6;

/// Below this share of matched weight what stands in square brackets is the editor's.
const BRACKET_COVERAGE: f32 = 0.7;

/// The stretches of a run that nothing in the other run renders, in text order.
pub(crate) fn unrendered(
    text: &Text,
    half: &Half,
    run: &Range<usize>,
    others: &Range<usize>,
) -> Vec<Span> {
    let mut spans = Vec::new();
    for sentence in run.clone() {
        let terms = half.side.terms.of(sentence);
        let mut matched = vec![0f32; terms.len()];
        for other in others.clone() {
            if half.band.row(sentence).contains(&other) {
                let row = half.matches(sentence, other);
                matched
                    .iter_mut()
                    .zip(row)
                    .for_each(|(best, m)| *best = best.max(*m));
            }
        }
        for stretch in stretches(text, terms, &matched) {
            let span = text.span(
                terms[stretch.start].span.start(),
                terms[stretch.end - 1].span.end(),
            );
            spans.extend(span.map(|span| with_brackets(text, span)));
        }
    }
    spans
}

/// Runs of terms without a match, heavy enough to matter.
fn stretches(text: &Text, terms: &[Term], matched: &[f32]) -> Vec<Range<usize>> {
    let mut bare = vec![false; terms.len()];
    for bracket in brackets(text, terms) {
        let weight: f32 = terms[bracket.clone()].iter().map(|t| t.weight).sum();
        let mass: f32 = bracket.clone().map(|i| terms[i].weight * matched[i]).sum();
        if mass < BRACKET_COVERAGE * weight {
            bare[bracket].fill(true);
        }
    }
    let mut found = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for (i, term) in terms.iter().enumerate() {
        if bare[i] || (matched[i] < UNCOVERED && term.weight > NEGLIGIBLE) {
            open = Some(open.map_or(i, |o| o.start)..i + 1);
        } else if term.weight > NEGLIGIBLE {
            found.extend(open.take());
        }
    }
    found.extend(open);
    let weight = |r: &Range<usize>| terms[r.clone()].iter().map(|t| t.weight).sum::<f32>();
    found.retain(|stretch| bare[stretch.start] || weight(stretch) >= LEAST_WEIGHT);
    let joins = |i: usize| terms[i].weight <= NEGLIGIBLE || matched[i] < DOUBTFUL;
    let one_phrase = |i: usize| in_one_phrase(text, &terms[i], &terms[i + 1]);
    let mut grown: Vec<Range<usize>> = Vec::new();
    for Range { mut start, mut end } in found {
        while start > 0 && joins(start - 1) && one_phrase(start - 1) {
            start -= 1;
        }
        while end < terms.len() && joins(end) && one_phrase(end - 1) {
            end += 1;
        }
        match grown.last_mut() {
            Some(last) if last.end >= start => last.end = end,
            _ => grown.push(start..end),
        }
    }
    grown
}

/// Whether nothing but white space and dashes stands between two neighbouring terms.
fn in_one_phrase(text: &Text, term: &Term, next: &Term) -> bool {
    let between = &text.as_str()[term.span.end()..next.span.start()];
    between
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '№' | '%' | '’' | '\''))
}

/// Runs of terms that fill a pair of square brackets.
fn brackets(text: &Text, terms: &[Term]) -> Vec<Range<usize>> {
    let before = |i: usize| {
        text.as_str()[..terms[i].span.start()]
            .trim_end()
            .chars()
            .next_back()
    };
    let after = |i: usize| {
        text.as_str()[terms[i].span.end()..]
            .trim_start()
            .chars()
            .next()
    };
    let mut found = Vec::new();
    let mut start = None;
    for i in 0..terms.len() {
        if before(i) == Some('[') {
            start = Some(i);
        }
        if after(i) == Some(']') {
            found.extend(start.take().map(|s| s..i + 1));
        }
    }
    found
}

/// The span with the brackets or quotation marks that enclose just it.
fn with_brackets(text: &Text, span: Span) -> Span {
    let before = text.as_str()[..span.start()].chars().next_back();
    let after = text.as_str()[span.end()..].chars().next();
    match (before, after) {
        (Some(open), Some(close))
            if matches!(
                (open, close),
                ('[', ']') | ('(', ')') | ('«', '»') | ('“', '”')
            ) =>
        {
            text.span(
                span.start() - open.len_utf8(),
                span.end() + close.len_utf8(),
            )
            .unwrap_or(span)
        }
        _ => span,
    }
}
