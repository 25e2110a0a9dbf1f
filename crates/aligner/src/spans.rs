//! Uncovered and inserted spans: stretches of a linked sentence that the other side does not render.
//!
//! A stretch is worth marking as far as its words lack partners in the pairing of the link, less
//! what marking it costs. An edge costs little where a phrase may end (a comma, a light word, which
//! in both languages stands before the words it belongs to) and more inside a phrase. Of all ways
//! to mark a sentence the one worth most is found by dynamic programming, so what is marked are
//! phrases, whole.
//!
//! The numbers below were tried out on `tests/spans/tuned.txt`.

use std::ops::Range;

use sverka_segmenter::Span;

use crate::clauses;
use crate::evidence::Evidence;
use crate::pairing::{Pairing, Word};
use crate::terms::{Term, Terms};
use crate::{Side, Status};

/// A word matched less than this speaks for a stretch around it, a word matched better against it.
const LEVEL: f32 = 0.4;

/// How much more a number without a partner speaks for a stretch than another word: numbers are
/// rendered by value, not freely.
const NUMBER: f32 = 2.0;

/// What a light word speaks against a stretch, so that none is drawn in without need.
const LIGHT: f32 = 0.01;

/// What an edge costs before a light word, and elsewhere inside a phrase. It costs nothing at marks
/// that part clauses.
const PHRASE_EDGE: f32 = 0.3;
const WORD_EDGE: f32 = 0.8;

/// What a stretch costs besides: on the source side of a partial link, which leaves something out by
/// definition; on that of any other, which should not; on the target side.
const LEFT_OUT: f32 = 0.5;
const LEFT_OUT_NONETHELESS: f32 = 2.0;
const PUT_IN: f32 = 1.0;

/// What a stretch costs that fills square brackets, in which editors put what is their own, and
/// round ones, which hold what can be spared.
const IN_SQUARE: f32 = -0.5;
const IN_ROUND: f32 = 0.2;

/// What the pairing of a link leaves unrendered: the uncovered spans of the source side, the
/// inserted ones of the target side, each in text order.
pub(crate) fn unrendered(
    evidence: &Evidence,
    (source, target): (Side<'_>, Side<'_>),
    status: Status,
    pairing: &Pairing,
) -> [Vec<Span>; 2] {
    let left_out = match status {
        Status::Partial => LEFT_OUT,
        _ => LEFT_OUT_NONETHELESS,
    };
    let terms = [&evidence.source.side.terms, &evidence.target.side.terms];
    [
        marked(source, terms[0], &pairing.source, left_out),
        marked(target, terms[1], &pairing.target, PUT_IN),
    ]
}

/// The stretches of the sentences of one side of a link, at this price.
fn marked(side: Side<'_>, terms: &Terms, words: &[Word], price: f32) -> Vec<Span> {
    let mut spans = Vec::new();
    for words in words.chunk_by(|a, b| a.sentence == b.sentence) {
        let sentence = words[0].sentence;
        let phrasing = Phrasing::new(side, side.sentences.get(sentence), terms.of(sentence));
        let mut lacks = vec![-LIGHT; terms.of(sentence).len()];
        for word in words {
            lacks[word.term] = lack(word);
        }
        let stretches = phrasing.worthiest(&lacks, price);
        spans.extend(stretches.into_iter().filter_map(|s| phrasing.span(s)));
    }
    spans
}

/// How much a word speaks for a stretch around it.
fn lack(word: &Word) -> f32 {
    let lack = word.weight * (LEVEL - word.matched);
    match word.is_number && word.partner.is_none() {
        true => NUMBER * lack,
        false => lack,
    }
}

/// How the terms of a sentence make up phrases.
struct Phrasing<'a> {
    side: Side<'a>,
    terms: &'a [Term],
    /// What an edge costs before each term and after the last.
    edges: Vec<f32>,
    enclosures: Vec<Enclosure>,
}

/// A pair of brackets or quotation marks around some terms.
struct Enclosure {
    mark: char,
    terms: Range<usize>,
    /// Its bytes in the text, the marks included.
    bytes: Range<usize>,
}

impl<'a> Phrasing<'a> {
    fn new(side: Side<'a>, sentence: Span, terms: &'a [Term]) -> Phrasing<'a> {
        let edge = |pair: &[Term]| {
            let between = &side.text.as_str()[pair[0].span.end()..pair[1].span.start()];
            let is_light = |term: &Term| !Terms::is_content(term);
            match (between.contains(clauses::parts_clauses), pair) {
                (true, _) => 0.0,
                (_, [word, next]) if is_light(next) && !is_light(word) => PHRASE_EDGE,
                _ => WORD_EDGE,
            }
        };
        let mut edges = vec![0.0];
        edges.extend(terms.windows(2).map(edge));
        edges.push(0.0);
        Phrasing {
            side,
            terms,
            edges,
            enclosures: enclosures(side.text.slice(sentence), sentence.start(), terms),
        }
    }

    /// The stretches that are together worth most; of equals, the fewest and shortest.
    fn worthiest(&self, lacks: &[f32], price: f32) -> Vec<Range<usize>> {
        // For each number of terms: the most that can be had of them, and where its last stretch or
        // unmarked word begins.
        let mut best = vec![(0f32, 0)];
        for end in 1..=lacks.len() {
            let mut most = (best[end - 1].0, None);
            let mut lack = 0.0;
            for start in (0..end).rev() {
                lack += lacks[start];
                if let Some(price) = self.price(start..end, price) {
                    let worth = best[start].0 + lack - price - self.edges[start] - self.edges[end];
                    if worth > most.0 {
                        most = (worth, Some(start));
                    }
                }
            }
            best.push((most.0, most.1.unwrap_or(end)));
        }
        let (mut found, mut end) = (Vec::new(), lacks.len());
        while end > 0 {
            let start = best[end].1;
            if start < end {
                found.push(start..end);
            }
            end = start.min(end - 1);
        }
        found.reverse();
        found
    }

    /// What a stretch costs besides its edges; nothing can be had for one that begins inside brackets
    /// and ends outside, or the other way round.
    fn price(&self, stretch: Range<usize>, price: f32) -> Option<f32> {
        let mut brackets = self.enclosures.iter().filter(|e| e.is_bracket());
        if brackets.clone().any(|e| crosses(&e.terms, &stretch)) {
            return None;
        }
        let filled = brackets.find(|e| e.terms == stretch);
        Some(match filled.map(|e| e.mark) {
            Some('[') => IN_SQUARE,
            Some(_) => price.min(IN_ROUND),
            None => price,
        })
    }

    /// The span of a stretch, with the brackets and quotation marks around its words.
    fn span(&self, stretch: Range<usize>) -> Option<Span> {
        let words = &self.terms[stretch.clone()];
        let (mut start, mut end) = (words.first()?.span.start(), words.last()?.span.end());
        for e in &self.enclosures {
            if stretch.start <= e.terms.start && e.terms.end <= stretch.end {
                (start, end) = (start.min(e.bytes.start), end.max(e.bytes.end));
            }
        }
        self.side.text.span(start, end)
    }
}

impl Enclosure {
    fn is_bracket(&self) -> bool {
        matches!(self.mark, '(' | '[')
    }
}

/// Whether two stretches overlap and neither holds the other.
fn crosses(a: &Range<usize>, b: &Range<usize>) -> bool {
    let overlap = a.start < b.end && b.start < a.end;
    let holds = |a: &Range<usize>, b: &Range<usize>| a.start <= b.start && b.end <= a.end;
    overlap && !holds(a, b) && !holds(b, a)
}

/// The brackets and quotation marks that are opened and closed in a sentence, around at least one
/// term. `offset` is the byte at which the sentence begins.
fn enclosures(sentence: &str, offset: usize, terms: &[Term]) -> Vec<Enclosure> {
    let mut found = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, c) in sentence.char_indices() {
        let opening = match c {
            '(' | '[' | '«' | '“' => {
                open.push((c, offset + at));
                continue;
            }
            ')' => '(',
            ']' => '[',
            '»' => '«',
            '”' => '“',
            _ => continue,
        };
        let Some(last) = open.iter().rposition(|(mark, _)| *mark == opening) else {
            continue;
        };
        let bytes = open[last].1..offset + at + c.len_utf8();
        open.truncate(last);
        let place = |byte: usize| terms.partition_point(|term| term.span.start() < byte);
        let terms = place(bytes.start)..place(bytes.end);
        if !terms.is_empty() {
            found.push(Enclosure {
                mark: opening,
                terms,
                bytes,
            });
        }
    }
    found
}
