//! Crossings: links that break the order, sought among the sentences that the lattice left alone.

use std::collections::BTreeSet;

use crate::lattice::{Candidate, LINK_KINDS, SHAPES, Scores, Step};
use crate::parameters::Weights;
use crate::problem::Problem;

/// A link found out of order.
#[derive(Debug)]
pub(crate) struct Crossing {
    pub(crate) candidate: Candidate,
    pub(crate) kind: usize,
    /// ln-odds of the link against leaving its sentences alone, less the price of crossing.
    pub(crate) gain: f64,
}

/// Takes, best first, the links whose gain over leaving their sentences alone is more than the
/// price of crossing. Of equals, the earlier in the texts comes first.
pub(crate) fn find(
    problem: &Problem,
    scores: &Scores,
    weights: &Weights,
    path: &[Step],
) -> Vec<Crossing> {
    let mut free: (BTreeSet<usize>, BTreeSet<usize>) = Default::default();
    for step in path {
        match *step {
            Step::Omitted(s) => _ = free.0.insert(s),
            Step::Added(t) => _ = free.1.insert(t),
            Step::Link(..) => {}
        }
    }
    let band = &problem.evidence.source.band;
    let mut possible = Vec::new();
    for &s in &free.0 {
        for t in band.row(s).filter(|t| free.1.contains(t)) {
            for (a, b) in SHAPES {
                let candidate = Candidate {
                    source: s..s + a,
                    target: t..t + b,
                };
                if is_free(&free, &candidate) && band.holds(&candidate.source, &candidate.target) {
                    let gain = gain(problem, scores, weights, candidate);
                    possible.extend(Some(gain).filter(|c| c.gain > 0.0));
                }
            }
        }
    }
    possible.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    let mut found = Vec::new();
    for crossing in possible {
        if is_free(&free, &crossing.candidate) {
            free.0.retain(|s| !crossing.candidate.source.contains(s));
            free.1.retain(|t| !crossing.candidate.target.contains(t));
            found.push(crossing);
        }
    }
    found
}

fn is_free(free: &(BTreeSet<usize>, BTreeSet<usize>), candidate: &Candidate) -> bool {
    candidate.source.clone().all(|s| free.0.contains(&s))
        && candidate.target.clone().all(|t| free.1.contains(&t))
}

fn gain(problem: &Problem, scores: &Scores, weights: &Weights, candidate: Candidate) -> Crossing {
    let by_kind = weights.score_link(&problem.link(&candidate));
    let kind = (1..LINK_KINDS).fold(
        0,
        |best, k| if by_kind[k] > by_kind[best] { k } else { best },
    );
    let alone: f64 = scores.omitted[candidate.source.clone()].iter().sum::<f64>()
        + scores.added[candidate.target.clone()].iter().sum::<f64>();
    let gain = by_kind[kind] - alone - weights.crossing;
    Crossing {
        candidate,
        kind,
        gain,
    }
}
