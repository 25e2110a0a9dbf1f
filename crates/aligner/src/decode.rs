//! Decoding: the best path through the lattice, the links that cross it, and how sure all that is.

use std::ops::Range;

use crate::crossings::{self, Crossing};
use crate::lattice::{ADDED, OMITTED, Step};
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
    let path = problem.lattice.best_path(&scores);
    let crossings = crossings::find(problem, &scores, weights, &path);
    let marginals = problem.lattice.marginals(&scores);
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
            Step::Omitted(s) => {
                Decided { source: s..s + 1, target: 0..0, kind: OMITTED, confidence: marginals.omitted[s] }
            }
            Step::Added(t) => {
                Decided { source: 0..0, target: t..t + 1, kind: ADDED, confidence: marginals.added[t] }
            }
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
