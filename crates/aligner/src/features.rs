//! Features: what speaks for and against a link of two runs, and for and against leaving a
//! sentence alone, as plain numbers with names.
//!
//! Every feature is roughly between −2 and 2. The learned weight of each stands beside its name in
//! `parameters.tsv`.

mod covered;
mod members;
mod paired;

use std::ops::Range;

use crate::evidence::{Evidence, Half};
use crate::features::covered::Covered;
use crate::features::members::{coverage, members};
use crate::features::paired::paired;
use crate::pairing::{Best, Pairing};

/// A match below this leaves a word uncovered.
pub(crate) const UNCOVERED: f32 = 0.3;

/// Where the straight lines of a piecewise linear feature bend.
const COSINE_BENDS: [f32; 3] = [0.3, 0.5, 0.7];
const COVERAGE_BENDS: [f32; 3] = [0.3, 0.5, 0.7];
const LENGTH_BENDS: [f32; 3] = [-0.7, -0.25, 0.3];

/// Takes features in a fixed order, each with its name.
pub(crate) trait Sink {
    fn add(&mut self, name: &'static str, value: f32);
}

impl Sink for Vec<f32> {
    fn add(&mut self, _: &'static str, value: f32) {
        self.push(value);
    }
}

impl Sink for Vec<&'static str> {
    fn add(&mut self, name: &'static str, _: f32) {
        self.push(name);
    }
}

/// What is true of the two texts as wholes: a full translation looks different from a calendar.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Document {
    /// ln of target code points per source code point.
    length_ratio: f32,
    /// Mean share of a source sentence's words that are matched somewhere.
    source_matched: f32,
    /// The same for the target side.
    target_matched: f32,
    /// Median over source sentences of the best cosine with a target sentence.
    source_cosine: f32,
    /// The same for the target side.
    target_cosine: f32,
    /// What is usual of the pairs of sentences that are surely each other's rendering.
    usual: Usual,
}

/// What is usual of the pairs of sentences of a document that are surely each other's rendering: one
/// translator writes tersely, another spins everything out.
#[derive(Clone, Copy, Debug)]
struct Usual {
    /// ln of target code points per source code point.
    length: f32,
    /// Share of the source words that are paired, and of the target words.
    paired: [f32; 2],
}

impl Document {
    pub(crate) fn of(evidence: &Evidence) -> Document {
        let matched = |half: &Half| {
            let n = half.side.len();
            (0..n).map(|s| everywhere(half, &(s..s + 1))).sum::<f32>() / n.max(1) as f32
        };
        let length = |half: &Half| half.side.length(0..half.side.len());
        Document {
            length_ratio: log_ratio(length(&evidence.target), length(&evidence.source), 1),
            source_matched: matched(&evidence.source),
            target_matched: matched(&evidence.target),
            source_cosine: median_cosine(&evidence.source),
            target_cosine: median_cosine(&evidence.target),
            usual: Usual::of(evidence),
        }
    }

    /// Mean share of words matched and median cosine of a side.
    fn usual(self, is_source: bool) -> (f32, f32) {
        match is_source {
            true => (self.source_matched, self.source_cosine),
            false => (self.target_matched, self.target_cosine),
        }
    }
}

/// Least weight of the source words, and least share of paired target words, of a pair that counts
/// as sure.
const SURE_WEIGHT: f32 = 3.0;
const SURE_PAIRED: f32 = 0.5;

/// The quantile that counts as usual: above the median, for what is cut short is less than usual.
const USUAL_QUANTILE: f32 = 0.6;

/// What is usual where nothing is known, as one more pair.
const USUAL_ELSEWHERE: Usual = Usual {
    length: 0.1,
    paired: [0.65, 0.65],
};

impl Usual {
    fn of(evidence: &Evidence) -> Usual {
        let (s, t) = (&evidence.source, &evidence.target);
        let (mut lengths, mut sources, mut targets) = (
            vec![USUAL_ELSEWHERE.length],
            vec![USUAL_ELSEWHERE.paired[0]],
            vec![USUAL_ELSEWHERE.paired[1]],
        );
        for i in 0..s.side.len() {
            let mutual = |j: &usize| t.best_partner(*j) == Some(i);
            let Some(j) = s.best_partner(i).filter(mutual) else {
                continue;
            };
            let (source, target) = (i..i + 1, j..j + 1);
            let [by_source, by_target] = Pairing::new(evidence, &source, &target).shares();
            if s.weight(i) >= SURE_WEIGHT && by_target >= SURE_PAIRED {
                lengths.push(length(evidence, &source, &target));
                sources.push(by_source);
                targets.push(by_target);
            }
        }
        let usual = |mut values: Vec<f32>| {
            values.sort_by(f32::total_cmp);
            values[((values.len() - 1) as f32 * USUAL_QUANTILE).round() as usize]
        };
        Usual {
            length: usual(lengths),
            paired: [usual(sources), usual(targets)],
        }
    }
}

/// ln of the target code points of a link per source code point.
fn length(evidence: &Evidence, source: &Range<usize>, target: &Range<usize>) -> f32 {
    log_ratio(
        evidence.target.side.length(target.clone()),
        evidence.source.side.length(source.clone()),
        10,
    )
}

fn median_cosine(half: &Half) -> f32 {
    let best = |s: usize| half.rivals(&(s..s + 1), &(0..0)).0;
    let mut cosines: Vec<f32> = (0..half.side.len()).map(best).collect();
    cosines.sort_by(f32::total_cmp);
    cosines.get(cosines.len() / 2).copied().unwrap_or(0.0)
}

/// What the first glance at a possible link shows: enough to pass over most, at little cost.
pub(crate) fn glance(
    evidence: &Evidence,
    source: &Range<usize>,
    target: &Range<usize>,
    sink: &mut impl Sink,
) {
    let (s, t) = (&evidence.source, &evidence.target);
    sink.add("constant", 1.0);
    shape(source.len(), target.len(), sink);
    sink.add("source sentences", (source.len() - 1) as f32);
    sink.add("target sentences", (target.len() - 1) as f32);
    let cosine = evidence.cosine(source, target);
    sink.add("cosine", cosine);
    let (source_cosine, source_rival) = s.rivals(source, target);
    let (target_cosine, target_rival) = t.rivals(target, source);
    sink.add("cosine over best rival of source", cosine - source_cosine);
    sink.add("cosine over best rival of target", cosine - target_cosine);
    sink.add(
        "cosine over best of shrunk",
        shrunk(evidence, source, target).map_or(0.0, |best| cosine - best),
    );
    let (by_source, by_target) = (coverage(s, source, target), coverage(t, target, source));
    sink.add("source covered", by_source);
    sink.add("target covered", by_target);
    sink.add("source coverage over best rival", by_source - source_rival);
    sink.add("target coverage over best rival", by_target - target_rival);
}

/// Features of a link of a source run and a target run.
pub(crate) fn link(
    evidence: &Evidence,
    document: Document,
    source: &Range<usize>,
    target: &Range<usize>,
    sink: &mut impl Sink,
) {
    glance(evidence, source, target, sink);
    let (s, t) = (&evidence.source, &evidence.target);
    let cosine = evidence.cosine(source, target);
    bends(
        cosine,
        COSINE_BENDS,
        ["cosine over .3", "cosine over .5", "cosine over .7"],
        sink,
    );
    sink.add(
        "cosine over best of grown",
        grown(evidence, source, target).map_or(0.0, |best| cosine - best),
    );

    let by_source = Covered::new(s, source, target);
    let by_target = Covered::new(t, target, source);
    by_source.add(
        [
            "source covered over .3",
            "source covered over .5",
            "source covered over .7",
            "source uncovered share",
            "source longest gap",
            "source gap in words",
            "source start covered",
            "source end covered",
            "source least covered sentence",
            "source numbers missing",
            "source names missing",
        ],
        sink,
    );
    by_target.add(
        [
            "target covered over .3",
            "target covered over .5",
            "target covered over .7",
            "target uncovered share",
            "target longest gap",
            "target gap in words",
            "target start covered",
            "target end covered",
            "target least covered sentence",
            "target numbers missing",
            "target names missing",
        ],
        sink,
    );
    sink.add(
        "source covered better elsewhere",
        everywhere(s, source) - by_source.coverage,
    );
    sink.add(
        "target covered better elsewhere",
        everywhere(t, target) - by_target.coverage,
    );
    sink.add(
        "cosine over usual",
        cosine - document.source_cosine.min(document.target_cosine),
    );
    sink.add(
        "source covered over usual",
        by_source.coverage - document.source_matched,
    );
    sink.add(
        "target covered over usual",
        by_target.coverage - document.target_matched,
    );
    members(
        (s, source),
        (t, target),
        [
            "source sentences covered",
            "source sentences covered over .3",
            "source sentences near",
            "source sentences near over .3",
            "source sentences with partner",
            "source clauses near",
            "source clauses near over .3",
            "source clauses nearer than elsewhere",
            "source clauses with partner",
            "source member covered better elsewhere",
            "source member nearer elsewhere",
            "source edge contributes",
        ],
        sink,
    );
    members(
        (t, target),
        (s, source),
        [
            "target sentences covered",
            "target sentences covered over .3",
            "target sentences near",
            "target sentences near over .3",
            "target sentences with partner",
            "target clauses near",
            "target clauses near over .3",
            "target clauses nearer than elsewhere",
            "target clauses with partner",
            "target member covered better elsewhere",
            "target member nearer elsewhere",
            "target edge contributes",
        ],
        sink,
    );
    sink.add("source partners inside", partners(s, source, target));
    sink.add("target partners inside", partners(t, target, source));
    sink.add("covered both ways", by_source.coverage * by_target.coverage);

    let length = length(evidence, source, target);
    sink.add("length", length);
    bends(
        length,
        LENGTH_BENDS,
        ["length over -.7", "length over -.25", "length over .3"],
        sink,
    );
    let over_usual = length - document.usual.length;
    sink.add("length over usual", over_usual);
    bends(
        over_usual,
        LENGTH_BENDS,
        [
            "length over usual over -.7",
            "length over usual over -.25",
            "length over usual over .3",
        ],
        sink,
    );
    let weight = |half: &Half, run: &Range<usize>| run.clone().map(|i| half.weight(i)).sum::<f32>();
    let content = ((weight(t, target) + 1.0) / (weight(s, source) + 1.0)).ln();
    sink.add("content words", content);
    bends(
        content,
        LENGTH_BENDS,
        ["content over -.7", "content over -.25", "content over .3"],
        sink,
    );
    sink.add(
        "source is short",
        if weight(s, source) < 3.0 { 1.0 } else { 0.0 },
    );

    let cue = |half: &Half, run: &Range<usize>, get: fn(&crate::cues::Cues) -> f32| {
        run.clone().map(|i| get(&half.side.cues[i])).sum::<f32>() / run.len() as f32
    };
    sink.add("target quoted", cue(t, target, |c| c.quoted));
    sink.add("source quoted", cue(s, source, |c| c.quoted));
    sink.add("target bracketed", cue(t, target, |c| c.bracketed));
    sink.add("target square bracket", cue(t, target, |c| flag(c.square)));
    sink.add("target ellipsis", cue(t, target, |c| flag(c.ellipsis)));
    sink.add(
        "target ellipsis only",
        cue(t, target, |c| flag(c.ellipsis)) * (1.0 - cue(s, source, |c| flag(c.ellipsis))),
    );
    sink.add("target note", cue(t, target, |c| flag(c.note)));

    let starts =
        |half: &Half, i: usize| i == 0 || half.side.paragraphs[i] != half.side.paragraphs[i - 1];
    let inside = |half: &Half, run: &Range<usize>| {
        run.clone().skip(1).filter(|&i| starts(half, i)).count() as f32
    };
    let (a, b) = (starts(s, source.start), starts(t, target.start));
    sink.add("both start a paragraph", flag(a && b));
    sink.add("one starts a paragraph", flag(a != b));
    sink.add("source runs over a paragraph", inside(s, source));
    sink.add("target runs over a paragraph", inside(t, target));
    let place = |run: &Range<usize>, n: usize| (run.start + run.end) as f32 / (2 * n) as f32;
    sink.add(
        "out of place",
        (place(source, s.side.len()) - place(target, t.side.len())).abs(),
    );
    sink.add("document length ratio", document.length_ratio);
    sink.add("document source matched", document.source_matched - 0.6);

    let pairing = Pairing::new(evidence, source, target);
    paired(&pairing, sink);
    let [by_source, by_target] = pairing.shares();
    let [usual_source, usual_target] = document.usual.paired;
    sink.add("source paired over usual", by_source - usual_source);
    sink.add("target paired over usual", by_target - usual_target);
    sink.add(
        "source paired well over usual",
        (by_source - usual_source).max(0.0),
    );
    sink.add(
        "source paired far under usual",
        (usual_source - 0.25 - by_source).max(0.0),
    );
}

/// Features of a sentence that is left alone, seen from its own side.
pub(crate) fn alone(
    half: &Half,
    is_source: bool,
    document: Document,
    sentence: usize,
    best: Best,
    sink: &mut impl Sink,
) {
    let run = sentence..sentence + 1;
    let (cosine, coverage) = half.rivals(&run, &(0..0));
    let cues = &half.side.cues[sentence];
    let weight = half.weight(sentence);
    let starts =
        sentence == 0 || half.side.paragraphs[sentence] != half.side.paragraphs[sentence - 1];
    sink.add("constant", 1.0);
    sink.add("cosine", cosine);
    bends(
        cosine,
        COSINE_BENDS,
        ["cosine over .3", "cosine over .5", "cosine over .7"],
        sink,
    );
    let (usual_matched, usual_cosine) = document.usual(is_source);
    sink.add("cosine over usual", cosine - usual_cosine);
    sink.add("covered over usual", everywhere(half, &run) - usual_matched);
    sink.add("covered by one", coverage);
    bends(
        coverage,
        COVERAGE_BENDS,
        ["covered over .3", "covered over .5", "covered over .7"],
        sink,
    );
    sink.add("covered by all", everywhere(half, &run));
    sink.add("content words", (weight + 1.0).ln());
    sink.add("is short", flag(weight < 3.0));
    sink.add("starts a paragraph", flag(starts));
    sink.add("quoted", cues.quoted);
    sink.add("bracketed", cues.bracketed);
    sink.add("square bracket", flag(cues.square));
    sink.add("ellipsis", flag(cues.ellipsis));
    sink.add("note", flag(cues.note));
    sink.add("document length ratio", document.length_ratio);
    sink.add("document source matched", document.source_matched - 0.6);
    sink.add("document target matched", document.target_matched - 0.6);

    let Best { own, other, both } = best;
    sink.add("paired with one", own);
    sink.add("paired with one over .4", (own - 0.4).max(0.0));
    sink.add("paired by one", other);
    sink.add("paired by one over .4", (other - 0.4).max(0.0));
    sink.add("paired both ways", both);
    sink.add("nearest", half.near(sentence, &(0..0)).1);
}

pub(crate) fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

fn bends(x: f32, at: [f32; 3], names: [&'static str; 3], sink: &mut impl Sink) {
    for (bend, name) in at.into_iter().zip(names) {
        sink.add(name, (x - bend).max(0.0));
    }
}

/// ln of `a` per `b`, both raised by `offset` so that short sentences do not shout, within ±2.
fn log_ratio(a: usize, b: usize, offset: usize) -> f32 {
    ((a + offset) as f32 / (b + offset) as f32)
        .ln()
        .clamp(-2.0, 2.0)
}

fn shape(source: usize, target: usize, sink: &mut impl Sink) {
    for (name, is) in [
        ("1 to 2", source == 1 && target == 2),
        ("1 to more", source == 1 && target > 2),
        ("2 to 1", source == 2 && target == 1),
        ("3 to 1", source == 3 && target == 1),
        ("more to 1", source > 3 && target == 1),
        ("2 to 2", source == 2 && target == 2),
        (
            "more to more",
            source.min(target) > 1 && source.max(target) > 2,
        ),
    ] {
        sink.add(name, flag(is));
    }
}

/// The best cosine of the link with one sentence more at an end of a side.
fn grown(evidence: &Evidence, source: &Range<usize>, target: &Range<usize>) -> Option<f32> {
    let longer = |run: &Range<usize>, len: usize| {
        let may_grow = run.len() < crate::evidence::LONGEST_RUN;
        let before = (may_grow && run.start > 0).then(|| run.start - 1..run.end);
        let after = (may_grow && run.end < len).then(|| run.start..run.end + 1);
        before.into_iter().chain(after)
    };
    let sources = longer(source, evidence.source.side.len());
    let targets = longer(target, evidence.target.side.len());
    best_changed(evidence, (source, sources), (target, targets))
}

/// The best cosine of the link with one sentence fewer at an end of a side.
fn shrunk(evidence: &Evidence, source: &Range<usize>, target: &Range<usize>) -> Option<f32> {
    let shorter = |run: &Range<usize>| {
        let ends = [run.start + 1..run.end, run.start..run.end - 1];
        ends.into_iter().filter(|rest| !rest.is_empty())
    };
    best_changed(
        evidence,
        (source, shorter(source)),
        (target, shorter(target)),
    )
}

/// The best cosine of a link with one of its sides changed.
fn best_changed(
    evidence: &Evidence,
    (source, sources): (&Range<usize>, impl Iterator<Item = Range<usize>>),
    (target, targets): (&Range<usize>, impl Iterator<Item = Range<usize>>),
) -> Option<f32> {
    let by_source = sources.map(|changed| evidence.cosine(&changed, target));
    let by_target = targets.map(|changed| evidence.cosine(source, &changed));
    by_source.chain(by_target).reduce(f32::max)
}

/// Share of a run's words, by weight, that are matched anywhere on the other side.
fn everywhere(half: &Half, run: &Range<usize>) -> f32 {
    let (mut mass, mut weight) = (0.0, 0.0);
    for s in run.clone() {
        weight += half.weight(s);
        let terms = half.side.terms.of(s);
        mass += terms
            .iter()
            .zip(half.best_matches(s))
            .map(|(t, m)| t.weight * m)
            .sum::<f32>();
    }
    if weight > 0.0 { mass / weight } else { 0.0 }
}

/// Share of a run's sentences whose nearest sentence by cosine lies in the other run.
fn partners(half: &Half, run: &Range<usize>, others: &Range<usize>) -> f32 {
    let inside = run
        .clone()
        .filter(|&s| {
            half.best_partner(s)
                .is_some_and(|partner| others.contains(&partner))
        })
        .count();
    inside as f32 / run.len() as f32
}
