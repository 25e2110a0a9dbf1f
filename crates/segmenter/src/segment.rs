//! Segmentation: layout, then in each paragraph's flow candidates, then the rules.

use crate::candidates::{Mark, candidates};
use crate::context::{Brackets, Context};
use crate::flow::Flow;
use crate::knowledge::Knowledge;
use crate::layout::{Layout, Paragraph, furniture, lay_out};
use crate::rules::{Verdict, decide};
use crate::{Language, Sentences, Settings, Span, Text};
use rayon::prelude::*;

/// What was decided at one place where a sentence might have ended, and by which rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Byte at which the sentence would end.
    pub end: usize,
    /// Byte at which the next sentence would begin.
    pub next: usize,
    /// Whether the sentence ends here.
    pub verdict: Verdict,
    /// The name of the rule that decided; layout rules (`blank-line`, `line-end`, `list-line`,
    /// `table-row`, `page-furniture` and others) only split.
    pub rule: &'static str,
    /// What the rule says, in one sentence.
    pub about: &'static str,
}

/// Splits a text in a language into sentences, with the default settings. Never fails; blank text
/// has no sentences.
pub fn segment(text: &Text, language: Language) -> Sentences {
    segment_with(text, &Settings::new(language))
}

/// Splits a text into sentences. Never fails; blank text has no sentences.
pub fn segment_with(text: &Text, settings: &Settings) -> Sentences {
    let knowledge = Knowledge::of(settings);
    let layout = lay_out(text.as_str(), &knowledge, settings.keep_furniture);
    let paragraphs: Vec<Vec<Span>> = layout
        .paragraphs
        .par_iter()
        .map(|paragraph| sentences(text, &layout, paragraph, &knowledge))
        .collect();
    let mut paragraph_starts = Vec::with_capacity(paragraphs.len());
    let mut spans = Vec::new();
    for paragraph in &paragraphs {
        paragraph_starts.push(spans.len());
        spans.extend_from_slice(paragraph);
    }
    let furniture = layout.furniture.iter();
    let furniture = furniture
        .filter_map(|piece| text.span(piece.start, piece.end))
        .collect();
    // Paragraphs are trimmed, non-empty and cover all but white space and furniture; candidates lie
    // strictly inside them on char boundaries, and the ends of sentences never fall into a piece of
    // furniture; so the promises hold. The property tests try to break this.
    Sentences::from_layout(text, spans, paragraph_starts, furniture, layout.cuts)
        .expect("the segmenter keeps its promises")
}

/// The page numbers, running heads and footers of a text whose sentences are given, in order: those
/// that lie between two of the sentences or strictly inside one.
pub fn furniture_between(text: &Text, sentences: &[Span]) -> Vec<Span> {
    let apart = |piece: &Span| {
        let at = sentences.partition_point(|span| span.end() <= piece.start());
        sentences.get(at).is_none_or(|span| {
            piece.end() <= span.start() || span.start() < piece.start() && piece.end() < span.end()
        })
    };
    let found = furniture(text.as_str()).into_iter();
    let found = found.filter_map(|piece| text.span(piece.start, piece.end));
    found.filter(apart).collect()
}

/// Reports every place at which a sentence might have ended, in order, with the rule that decided.
/// Of white space, which hardly ever ends a sentence, only where it does.
pub fn explain(text: &Text, settings: &Settings) -> Vec<Decision> {
    let knowledge = Knowledge::of(settings);
    let layout = lay_out(text.as_str(), &knowledge, settings.keep_furniture);
    let mut decisions = Vec::new();
    for paragraph in &layout.paragraphs {
        let flow = flow(text, &layout, paragraph);
        walk(&flow, paragraph, &knowledge, |mark, decision| {
            if decision.verdict == Verdict::Split || mark != Mark::Space {
                decisions.push(decision);
            }
        });
        if let Some(following) = layout.lines.get(paragraph.lines.end) {
            decisions.push(Decision {
                end: flow.original_end(flow.as_str().len()),
                next: following.start,
                verdict: Verdict::Split,
                rule: paragraph.ended_by.name,
                about: paragraph.ended_by.about,
            });
        }
    }
    decisions
}

fn flow<'a>(text: &'a Text, layout: &Layout, paragraph: &Paragraph) -> Flow<'a> {
    let lines = &layout.lines[paragraph.lines.clone()];
    Flow::new(text.as_str(), lines, &layout.cuts)
}

/// The sentences of a paragraph.
fn sentences(
    text: &Text,
    layout: &Layout,
    paragraph: &Paragraph,
    knowledge: &Knowledge,
) -> Vec<Span> {
    let flow = flow(text, layout, paragraph);
    let mut spans = Vec::new();
    let mut start = flow.original_start(0);
    walk(&flow, paragraph, knowledge, |_, decision| {
        if decision.verdict == Verdict::Split {
            spans.extend(text.span(start, decision.end));
            start = decision.next;
        }
    });
    spans.extend(text.span(start, flow.original_end(flow.as_str().len())));
    spans
}

/// Decides the candidates of a paragraph in order, each with its mark.
fn walk(
    flow: &Flow,
    paragraph: &Paragraph,
    knowledge: &Knowledge,
    mut decided: impl FnMut(Mark, Decision),
) {
    if paragraph.unit {
        return;
    }
    let content = flow.as_str();
    let brackets = Brackets::of(content);
    let mut start = 0;
    for candidate in candidates(content) {
        let context = Context::new(
            content,
            knowledge,
            paragraph.verse,
            start,
            &brackets,
            candidate,
        );
        let (verdict, rule, about) = decide(&context);
        if verdict == Verdict::Split {
            start = candidate.next;
        }
        decided(
            candidate.mark,
            Decision {
                end: flow.original_end(candidate.end),
                next: flow.original_start(candidate.next),
                verdict,
                rule,
                about,
            },
        );
    }
}
