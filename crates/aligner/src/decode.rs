//! Decoding: the best path through the lattice, the links that cross it, and how sure all that is.

use std::ops::Range;

use crate::crossings::{self, Crossing};
use crate::lattice::{ADDED, KINDS, LINK_KINDS, Marginals, OMITTED, Scores, Step};
use crate::parameters::Weights;
use crate::problem::Problem;

/// A link or a sentence left alone (one of the runs is empty), with its kind.
pub(crate) struct Decided {
    pub(crate) source: Range<usize>,
    pub(crate) target: Range<usize>,
    pub(crate) kind: usize,
    pub(crate) confidence: f64,
}

/// Decides every sentence of both sides.
pub(crate) fn decode(problem: &Problem, weights: &Weights) -> Vec<Decided> {
    let scores = problem.scores(weights);
    let marginals = problem.lattice.marginals(&scores);
    let path = problem.lattice.best_path(&worth(problem, &marginals));
    let crossings = crossings::find(problem, &scores, weights, &path);
    let crossed = |s: Option<usize>, t: Option<usize>| {
        crossings.iter().any(|Crossing { candidate, .. }| {
            s.is_some_and(|s| candidate.source.contains(&s))
                || t.is_some_and(|t| candidate.target.contains(&t))
        })
    };
    let mut decided = Vec::new();
    for step in path {
        decided.push(match step {
            Step::Link(c, kind) => {
                let candidate = &problem.lattice.candidates()[c];
                Decided {
                    source: candidate.source.clone(),
                    target: candidate.target.clone(),
                    kind,
                    confidence: marginals.links[c][kind],
                }
            }
            Step::Omitted(s) if crossed(Some(s), None) => continue,
            Step::Added(t) if crossed(None, Some(t)) => continue,
            Step::Omitted(s) => Decided {
                source: s..s + 1,
                target: 0..0,
                kind: OMITTED,
                confidence: marginals.omitted[s],
            },
            Step::Added(t) => Decided {
                source: 0..0,
                target: t..t + 1,
                kind: ADDED,
                confidence: marginals.added[t],
            },
        });
    }
    decided.extend(crossings.into_iter().map(|crossing| Decided {
        source: crossing.candidate.source,
        target: crossing.candidate.target,
        kind: crossing.kind,
        // The odds of the link against its sentences being left alone.
        confidence: 1.0 / (1.0 + (-crossing.gain).exp()),
    }));
    decided
}

/// How sure one must be of a pair of sentences for it to be worth linking.
const PAIR_THRESHOLD: f64 = 0.7;

/// What each step is worth if what counts is how many labels come out right: the probabilities of
/// its sentences' statuses and of its pairs, added up over all steps of the lattice that agree on
/// them. The best path by worth (minimum Bayes risk) is better than the most probable path, which
/// may be one of many improbable ones.
fn worth(problem: &Problem, marginals: &Marginals) -> Scores {
    let candidates = problem.lattice.candidates();
    let band = &problem.evidence.source.band;
    let mut statuses = vec![[0.0; LINK_KINDS]; marginals.omitted.len()];
    let mut pairs: Vec<Vec<f64>> = (0..band.len())
        .map(|s| vec![0.0; band.row(s).len()])
        .collect();
    for (candidate, probabilities) in candidates.iter().zip(&marginals.links) {
        let total: f64 = probabilities.iter().sum();
        for s in candidate.source.clone() {
            for (status, probability) in statuses[s].iter_mut().zip(probabilities) {
                *status += probability;
            }
            for t in candidate.target.clone() {
                pairs[s][t - band.row(s).start] += total;
            }
        }
    }
    let links = candidates.iter().map(|candidate| {
        let mut shared = 0.0;
        for t in candidate.target.clone() {
            shared += 1.0 - marginals.added[t];
            for s in candidate.source.clone() {
                shared += pairs[s][t - band.row(s).start] - PAIR_THRESHOLD;
            }
        }
        std::array::from_fn(|kind| {
            shared
                + candidate
                    .source
                    .clone()
                    .map(|s| statuses[s][kind])
                    .sum::<f64>()
        })
    });
    Scores {
        links: links.collect(),
        omitted: marginals.omitted.clone(),
        added: marginals.added.clone(),
        transitions: [[0.0; KINDS]; KINDS + 1],
    }
}
