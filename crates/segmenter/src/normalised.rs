//! The normalised form of a sentence: running text on one line.

use crate::{Flow, Span, Text};
use std::ops::Range;

/// Puts a sentence on one line: leaves out the cuts, and puts one space for the furniture and for
/// white space that holds a line end or a tab or is longer than one character. The furniture and
/// the cuts are those inside the sentence; both are sorted, and a cut may hold furniture.
pub(crate) fn normalise<'a>(
    text: &'a Text,
    sentence: Span,
    furniture: &[Span],
    cuts: &[Range<usize>],
) -> Flow<'a> {
    let content = text.slice(sentence);
    if cuts.is_empty() && furniture.is_empty() && !content.chars().any(is_changed_alone) {
        let mut before = 'x';
        let double = |c: char| {
            let double = c.is_whitespace() && before.is_whitespace();
            before = c;
            double
        };
        if !content.chars().any(double) {
            return Flow::borrowed(content, sentence.start());
        }
    }
    let mut flow = Flow::empty(sentence.start(), content.len());
    let (mut furniture, mut cuts) = (furniture.iter().peekable(), cuts.iter().peekable());
    let mut run = Run::default();
    let mut skip_to = 0;
    for (at, c) in content.char_indices() {
        let at = sentence.start() + at;
        if at < skip_to {
            continue;
        }
        if let Some(cut) = cuts.next_if(|cut| cut.start <= at) {
            skip_to = cut.end;
            if at < skip_to {
                continue;
            }
        }
        // What lies inside a cut has been passed with it.
        while furniture.next_if(|piece| piece.end() <= at).is_some() {}
        if furniture.peek().is_some_and(|piece| piece.start() <= at) {
            run.changed = true;
        } else if c.is_whitespace() {
            run.changed |= is_changed_alone(c) || run.first.is_some();
            run.first.get_or_insert(c);
        } else {
            flow.push_space(run.take());
            flow.push(c, at);
        }
    }
    flow
}

/// White space passed but not yet written.
#[derive(Default)]
struct Run {
    first: Option<char>,
    /// Whether one space stands for it.
    changed: bool,
}

impl Run {
    /// What is written for it.
    fn take(&mut self) -> Option<char> {
        let Run { first, changed } = std::mem::take(self);
        if changed { Some(' ') } else { first }
    }
}

/// White space that the normalised form has nowhere: tabs and line ends.
fn is_changed_alone(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
