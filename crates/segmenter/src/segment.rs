//! Segmentation: layout, then in each paragraph's flow candidates, then the rules.

use crate::candidates::candidates;
use crate::context::{Brackets, Context};
use crate::flow::Flow;
use crate::knowledge::Knowledge;
use crate::layout::{Layout, lay_out};
use crate::rules::{Verdict, decide};
use crate::{Language, Sentences, Span, Text};

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

/// Splits a text into sentences. Never fails; blank text has no sentences.
pub fn segment(text: &Text, language: Language) -> Sentences {
    segment_with(text, language, false)
}

/// Splits a text into sentences; with `keep_furniture` page numbers, running heads and footers are
/// left in as paragraphs of their own.
pub fn segment_with(text: &Text, language: Language, keep_furniture: bool) -> Sentences {
    let layout = lay_out(text.as_str(), keep_furniture);
    let mut spans = Vec::new();
    let mut paragraph_starts = Vec::new();
    run(
        text,
        language,
        &layout,
        |start, end, opens_paragraph| {
            if opens_paragraph {
                paragraph_starts.push(spans.len());
            }
            spans.extend(text.span(start, end));
        },
        |_| {},
    );
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
    let found = lay_out(text.as_str(), false).furniture.into_iter();
    let found = found.filter_map(|piece| text.span(piece.start, piece.end));
    found.filter(apart).collect()
}

/// Reports every place at which a sentence might have ended, in order, with the rule that decided.
pub fn explain(text: &Text, language: Language) -> Vec<Decision> {
    explain_with(text, language, false)
}

/// Reports the decisions of [`segment_with`].
pub fn explain_with(text: &Text, language: Language, keep_furniture: bool) -> Vec<Decision> {
    let mut decisions = Vec::new();
    run(
        text,
        language,
        &lay_out(text.as_str(), keep_furniture),
        |_, _, _| {},
        |decision| decisions.push(decision),
    );
    decisions
}

fn run(
    text: &Text,
    language: Language,
    layout: &Layout,
    mut sentence: impl FnMut(usize, usize, bool),
    mut decision: impl FnMut(Decision),
) {
    let knowledge = Knowledge::of(language);
    for paragraph in &layout.paragraphs {
        let lines = &layout.lines[paragraph.lines.clone()];
        let flow = Flow::new(text.as_str(), lines, &layout.cuts);
        let content = flow.as_str();
        let brackets = Brackets::of(content);
        let mut start = 0;
        let mut opens_paragraph = true;
        let marked = candidates(content).take_while(|_| !paragraph.unit);
        for candidate in marked {
            let context = Context::new(content, knowledge, start, &brackets, candidate);
            let (verdict, rule, about) = decide(&context);
            let end = flow.original_end(candidate.end);
            decision(Decision {
                end,
                next: flow.original_start(candidate.next),
                verdict,
                rule,
                about,
            });
            if verdict == Verdict::Split {
                sentence(flow.original_start(start), end, opens_paragraph);
                opens_paragraph = false;
                start = candidate.next;
            }
        }
        let end = flow.original_end(content.len());
        sentence(flow.original_start(start), end, opens_paragraph);
        if let Some(following) = layout.lines.get(paragraph.lines.end) {
            decision(Decision {
                end,
                next: following.start,
                verdict: Verdict::Split,
                rule: paragraph.ended_by.name,
                about: paragraph.ended_by.about,
            });
        }
    }
}
