//! Segmentation: paragraphs, then candidates, then the rules.

use crate::candidates::{Mark, candidates};
use crate::context::{Brackets, Context};
use crate::knowledge::Knowledge;
use crate::layout::paragraphs;
use crate::rules::{Verdict, decide};
use crate::{Language, Sentences, Settings, Span, Text};

/// What was decided at one place where a sentence might have ended, and by which rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Byte at which the sentence would end.
    pub end: usize,
    /// Byte at which the next sentence would begin.
    pub next: usize,
    /// Whether the sentence ends here.
    pub verdict: Verdict,
    /// The name of the rule that decided; layout rules (`blank-line`, `line-end`) only split.
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
    let mut spans = Vec::new();
    let mut paragraph_starts = Vec::new();
    run(
        text,
        settings,
        |start, end, opens_paragraph| {
            if opens_paragraph {
                paragraph_starts.push(spans.len());
            }
            spans.push((start, end));
        },
        |_| {},
    );
    let spans: Vec<Span> = spans
        .into_iter()
        .filter_map(|(start, end)| text.span(start, end))
        .collect();
    // Paragraphs are trimmed, non-empty and cover all but white space; candidates lie strictly
    // inside them on char boundaries; so the promises hold. The property tests try to break this.
    Sentences::new(text, spans, paragraph_starts).expect("the segmenter keeps its promises")
}

/// Reports every place at which a sentence might have ended, in order, with the rule that decided.
pub fn explain(text: &Text, settings: &Settings) -> Vec<Decision> {
    let mut decisions = Vec::new();
    run(
        text,
        settings,
        |_, _, _| {},
        |decision| decisions.push(decision),
    );
    decisions
}

fn run(
    text: &Text,
    settings: &Settings,
    mut sentence: impl FnMut(usize, usize, bool),
    mut decision: impl FnMut(Decision),
) {
    let knowledge = Knowledge::of(settings);
    let paragraphs = paragraphs(text.as_str());
    for (n, paragraph) in paragraphs.iter().enumerate() {
        let offset = paragraph.range.start;
        let content = &text.as_str()[paragraph.range.clone()];
        let brackets = Brackets::of(content);
        let wrapped = content.contains(['\n', '\r', '\u{85}', '\u{2028}']);
        let mut start = 0;
        let mut opens_paragraph = true;
        for candidate in candidates(content) {
            let context = Context::new(content, &knowledge, wrapped, start, &brackets, candidate);
            let (verdict, rule, about) = decide(&context);
            let (end, next) = (candidate.end, candidate.next);
            // That most spaces end nothing goes without saying.
            if verdict == Verdict::Split || candidate.mark != Mark::Space {
                decision(Decision {
                    end: offset + end,
                    next: offset + next,
                    verdict,
                    rule,
                    about,
                });
            }
            if verdict == Verdict::Split {
                sentence(offset + start, offset + end, opens_paragraph);
                opens_paragraph = false;
                start = next;
            }
        }
        sentence(offset + start, offset + content.len(), opens_paragraph);
        if let Some(following) = paragraphs.get(n + 1) {
            decision(Decision {
                end: paragraph.range.end,
                next: following.range.start,
                verdict: Verdict::Split,
                rule: paragraph.ended_by,
                about: "the layout ends a paragraph here",
            });
        }
    }
}
