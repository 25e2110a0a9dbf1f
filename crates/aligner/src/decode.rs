//! Decoding: the best path through the lattice, the links that cross it, and how sure all that is.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::crossings::{self, Standing};
use crate::evidence::Half;
use crate::lattice::{ADDED, Candidate, KINDS, LINK_KINDS, Marginals, OMITTED, Scores, Step};
use crate::parameters::Weights;
use crate::problem::Problem;

/// A link or a sentence left alone (one of the runs is empty), with its kind.
pub(crate) struct Decided {
    pub(crate) source: Range<usize>,
    pub(crate) target: Range<usize>,
    pub(crate) kind: usize,
    pub(crate) confidence: f64,
}

/// How much a right pair of sentences is worth against a right status of a sentence, and how sure
/// one must be of a pair for it to be worth anything. Like the next constant, tried out on the
/// documents of `alignments/`, cross-validated.
const PAIR_WORTH: f64 = 2.0;
const PAIR_THRESHOLD: f64 = 0.5;

/// Mean probability of its pairs below which a link of the path may give way to links out of order.
const WEAK: f64 = 0.8;

/// Decides every sentence of both sides that no given link holds.
pub(crate) fn decode(problem: &Problem, weights: &Weights) -> Vec<Decided> {
    let scores = problem.scores(weights);
    let marginals = problem.lattice.marginals(&scores);
    let beliefs = Beliefs::new(problem, &marginals);
    let path = problem
        .lattice
        .best_path(&beliefs.worth(problem, &marginals));
    let mut standing = Standing::default();
    let mut orderly = BTreeMap::new();
    for step in path {
        match step {
            Step::Link(c, kind) => {
                let candidate = problem.lattice.candidates()[c].clone();
                orderly.insert(candidate.source.start, (kind, marginals.links[c][kind]));
                match beliefs.mean_pair(problem, &candidate) < WEAK {
                    true => standing.weak.push(candidate),
                    false => standing.firm.push(candidate),
                }
            }
            Step::Omitted(s) if !problem.is_pinned(true, s) => _ = standing.free.0.insert(s),
            Step::Added(t) if !problem.is_pinned(false, t) => _ = standing.free.1.insert(t),
            Step::Omitted(_) | Step::Added(_) => {}
        }
    }
    let firm = standing.firm.clone();
    let (weak, crossings) = crossings::find(problem, &scores, weights, &beliefs.statuses, standing);
    let links = firm.into_iter().chain(weak).map(|candidate| {
        let (kind, confidence) = orderly[&candidate.source.start];
        (candidate, kind, confidence)
    });
    let crossings = crossings.into_iter().map(|link| {
        let confidence = link.probability(problem, weights);
        (link.candidate, link.kind, confidence)
    });
    let mut decided = Vec::new();
    let unpinned = |is_source: bool, len: usize| -> Vec<bool> {
        (0..len).map(|i| !problem.is_pinned(is_source, i)).collect()
    };
    let mut alone = (
        unpinned(true, marginals.omitted.len()),
        unpinned(false, marginals.added.len()),
    );
    for (candidate, kind, confidence) in links.chain(crossings) {
        let candidate = trimmed(&problem.evidence.source, candidate);
        alone.0[candidate.source.clone()].fill(false);
        alone.1[candidate.target.clone()].fill(false);
        decided.push(Decided {
            source: candidate.source,
            target: candidate.target,
            kind,
            confidence,
        });
    }
    for (s, _) in alone.0.iter().enumerate().filter(|(_, alone)| **alone) {
        let confidence = marginals.omitted[s];
        decided.push(Decided {
            source: s..s + 1,
            target: 0..0,
            kind: OMITTED,
            confidence,
        });
    }
    for (t, _) in alone.1.iter().enumerate().filter(|(_, alone)| **alone) {
        let confidence = marginals.added[t];
        decided.push(Decided {
            source: 0..0,
            target: t..t + 1,
            kind: ADDED,
            confidence,
        });
    }
    decided
}

/// Share of a sentence's words, and cosine, below which the other run has nothing of it.
const UNTOUCHED_WORDS: f32 = 0.25;
const UNTOUCHED_COSINE: f32 = 0.25;

/// The candidate without sentences at the ends of its source run that nothing in the target run
/// touches: a document number before a title, a date after a signature.
fn trimmed(source: &Half, mut candidate: Candidate) -> Candidate {
    let untouched = |s: usize| {
        source.coverage_by_run(s, &candidate.target) < UNTOUCHED_WORDS
            && source.near(s, &candidate.target).0 < UNTOUCHED_COSINE
    };
    let Range { mut start, mut end } = candidate.source.clone();
    while end - start > 1 && untouched(start) {
        start += 1;
    }
    while end - start > 1 && untouched(end - 1) {
        end -= 1;
    }
    candidate.source = start..end;
    candidate
}

/// What the lattice believes of single sentences and pairs, whatever links they stand in.
struct Beliefs {
    /// By source sentence: the probability of each status of a link.
    statuses: Vec<[f64; LINK_KINDS]>,
    /// By source sentence and place in its row of the band: the probability that the two are linked.
    pairs: Vec<Vec<f64>>,
}

impl Beliefs {
    fn new(problem: &Problem, marginals: &Marginals) -> Beliefs {
        let band = &problem.evidence.source.band;
        let mut beliefs = Beliefs {
            statuses: vec![[0.0; LINK_KINDS]; marginals.omitted.len()],
            pairs: (0..band.len())
                .map(|s| vec![0.0; band.row(s).len()])
                .collect(),
        };
        let candidates = problem.lattice.candidates();
        for (candidate, probabilities) in candidates.iter().zip(&marginals.links) {
            let total: f64 = probabilities.iter().sum();
            for s in candidate.source.clone() {
                for (status, probability) in beliefs.statuses[s].iter_mut().zip(probabilities) {
                    *status += probability;
                }
                for t in candidate.target.clone() {
                    beliefs.pairs[s][t - band.row(s).start] += total;
                }
            }
        }
        beliefs
    }

    fn pair(&self, problem: &Problem, s: usize, t: usize) -> f64 {
        self.pairs[s][t - problem.evidence.source.band.row(s).start]
    }

    /// Mean probability of the pairs of a candidate.
    fn mean_pair(&self, problem: &Problem, candidate: &Candidate) -> f64 {
        let pairs = candidate.source.clone().flat_map(|s| {
            candidate
                .target
                .clone()
                .map(move |t| self.pair(problem, s, t))
        });
        pairs.sum::<f64>() / (candidate.source.len() * candidate.target.len()) as f64
    }

    /// What each step is worth if what counts is how many labels come out right: the probabilities
    /// of its sentences' statuses and of its pairs, whatever links they stand in. The best path by
    /// worth (minimum Bayes risk) is better than the most probable path, which may be one of many
    /// improbable ones.
    fn worth(&self, problem: &Problem, marginals: &Marginals) -> Scores {
        let links = problem.lattice.candidates().iter().map(|candidate| {
            let mut shared = 0.0;
            for t in candidate.target.clone() {
                shared += 1.0 - marginals.added[t];
                for s in candidate.source.clone() {
                    shared += PAIR_WORTH * (self.pair(problem, s, t) - PAIR_THRESHOLD);
                }
            }
            std::array::from_fn(|kind| {
                let statuses = candidate.source.clone().map(|s| self.statuses[s][kind]);
                shared + statuses.sum::<f64>()
            })
        });
        Scores {
            links: links.collect(),
            omitted: marginals.omitted.clone(),
            added: marginals.added.clone(),
            transitions: [[0.0; KINDS]; KINDS + 1],
        }
    }
}
