//! Crossings: links that break the order, sought among the sentences that the lattice left alone
//! or linked without conviction.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::lattice::{Candidate, LINK_KINDS, SHAPES, Scores, cross};
use crate::parameters::Weights;
use crate::problem::Problem;

/// What a link must gain over leaving its sentences alone, and what more if it crosses others.
/// Tried out on the documents of `alignments/`, cross-validated.
const LEAST_GAIN: f64 = 3.0;
const CROSSING_PRICE: f64 = 1.0;

/// ln-odds of a target sentence's choice against nobody from which it is taken for sure.
const SURE_CHOICE: f64 = 0.0;

/// Least probability that a status is given in the lattice.
const LEAST_BELIEF: f64 = 0.01;

/// A link found without regard to order.
#[derive(Clone, Debug)]
pub(crate) struct Crossing {
    pub(crate) candidate: Candidate,
    pub(crate) kind: usize,
    /// ln-odds of the target sentences choosing these partners and not nobody, less the ln-score of
    /// leaving the source sentences alone.
    pub(crate) gain: f64,
    /// The first part of the gain by itself.
    choice: f64,
    /// ln-score of these partners where the target sentences choose.
    partner: f64,
    /// Probability of the kind, given these partners.
    kind_probability: f64,
}

impl Crossing {
    /// The probability that the target sentences choose these partners and not others or nobody, and
    /// that the kind is right.
    pub(crate) fn probability(&self, problem: &Problem, weights: &Weights) -> f64 {
        let first = self.candidate.target.start;
        let rivals = problem.lattice.candidates().iter().zip(&problem.links);
        let rivals = rivals.filter(|(rival, _)| rival.target.contains(&first));
        let nobody = weights.score_nobody(&problem.alone[1][first]);
        let others = rivals
            .filter(|(rival, _)| **rival != self.candidate)
            .map(|(_, features)| (weights.score_partner(features) - self.partner).exp());
        let others = (nobody - self.partner).exp() + others.sum::<f64>();
        self.kind_probability / (1.0 + others)
    }
}

/// What the lattice said: the links that stand, those that may give way, and the sentences that
/// were left alone.
#[derive(Default)]
pub(crate) struct Standing {
    pub(crate) firm: Vec<Candidate>,
    pub(crate) weak: Vec<Candidate>,
    pub(crate) free: (BTreeSet<usize>, BTreeSet<usize>),
}

/// Takes, best first, the links whose gain is more than that of the weak links which give way to
/// them, and more than the price of crossing. Of equals, the earlier in the texts comes first.
/// Returns the weak links that stand, and the new ones.
pub(crate) fn find(
    problem: &Problem,
    scores: &Scores,
    weights: &Weights,
    statuses: &[[f64; LINK_KINDS]],
    mut standing: Standing,
) -> (Vec<Candidate>, Vec<Crossing>) {
    for candidate in &standing.weak {
        standing.free.0.extend(candidate.source.clone());
        standing.free.1.extend(candidate.target.clone());
    }
    let crosses_firm = |link: &Crossing| {
        let candidate = &link.candidate;
        standing.firm.iter().any(|firm| cross(firm, candidate))
    };
    let possible: Vec<(Crossing, bool)> =
        possible(problem, scores, weights, statuses, &standing.free)
            .into_iter()
            .map(|link| {
                let crosses = crosses_firm(&link);
                (link, crosses)
            })
            .collect();
    let mut weak: Vec<(Candidate, f64)> = (standing.weak.into_iter())
        .map(|candidate| {
            let gain = gain(problem, scores, weights, statuses, candidate.clone()).gain;
            (candidate, gain.max(0.0))
        })
        .collect();
    let mut found = chosen(&possible, &mut weak);
    loop {
        let mut best: Option<(f64, &Crossing)> = None;
        for (link, crosses_firm) in &possible {
            // Nothing adds to a gain, and from here on none is larger.
            if link.gain - LEAST_GAIN <= best.map_or(0.0, |best| best.0) {
                break;
            }
            let (mut net, mut crosses) = (link.gain - LEAST_GAIN, *crosses_firm);
            let others = weak.iter().map(|(candidate, gain)| (candidate, *gain));
            let others = others.chain(found.iter().map(|link| (&link.candidate, link.gain)));
            for (other, gain) in others {
                match overlap(other, &link.candidate) {
                    true => net -= gain,
                    false => crosses |= cross(other, &link.candidate),
                }
            }
            if crosses {
                net -= CROSSING_PRICE;
            }
            if net > best.map_or(0.0, |best| best.0) {
                best = Some((net, link));
            }
        }
        let Some((_, best)) = best else { break };
        weak.retain(|(candidate, _)| !overlap(candidate, &best.candidate));
        found.retain(|link| !overlap(&link.candidate, &best.candidate));
        found.push(best.clone());
    }
    (
        weak.into_iter().map(|(candidate, _)| candidate).collect(),
        found,
    )
}

/// The links that target sentences which the lattice left alone choose for sure, surest first. A
/// weak link that loses source sentences to them goes on with the best of what is left to it, or
/// not at all.
fn chosen(possible: &[(Crossing, bool)], weak: &mut Vec<(Candidate, f64)>) -> Vec<Crossing> {
    let free_of = |taken: &[Crossing], candidate: &Candidate| {
        !taken.iter().any(|link| overlap(&link.candidate, candidate))
    };
    let mut sure: Vec<&Crossing> = possible
        .iter()
        .map(|(link, _)| link)
        .filter(|link| link.choice > SURE_CHOICE)
        .filter(|link| {
            weak.iter()
                .all(|(weak, _)| !meet(&weak.target, &link.candidate.target))
        })
        .collect();
    sure.sort_by(|a, b| b.choice.total_cmp(&a.choice));
    let mut found: Vec<Crossing> = Vec::new();
    for link in sure {
        if free_of(&found, &link.candidate) {
            found.push(link.clone());
        }
    }
    let (standing, giving_way) = std::mem::take(weak)
        .into_iter()
        .partition(|(candidate, _)| free_of(&found, candidate));
    *weak = standing;
    for (candidate, _) in giving_way {
        let rest = possible.iter().map(|(link, _)| link).find(|rest| {
            rest.candidate.target == candidate.target
                && candidate.source.start <= rest.candidate.source.start
                && rest.candidate.source.end <= candidate.source.end
                && free_of(&found, &rest.candidate)
                && weak
                    .iter()
                    .all(|(other, _)| !overlap(other, &rest.candidate))
        });
        found.extend(rest.cloned());
    }
    found
}

/// All links between free sentences that gain enough, the largest gain first; of equals, the
/// earlier in the texts.
fn possible(
    problem: &Problem,
    scores: &Scores,
    weights: &Weights,
    statuses: &[[f64; LINK_KINDS]],
    free: &(BTreeSet<usize>, BTreeSet<usize>),
) -> Vec<Crossing> {
    let band = &problem.evidence.source.band;
    let mut possible = Vec::new();
    for &s in &free.0 {
        for t in band.row(s).filter(|t| free.1.contains(t)) {
            for (a, b) in SHAPES {
                let candidate = Candidate {
                    source: s..s + a,
                    target: t..t + b,
                };
                let is_free = candidate.source.clone().all(|s| free.0.contains(&s))
                    && candidate.target.clone().all(|t| free.1.contains(&t));
                if is_free
                    && band.holds(&candidate.source, &candidate.target)
                    && problem.sieved(&candidate)
                {
                    let link = gain(problem, scores, weights, statuses, candidate);
                    possible.extend(
                        Some(link)
                            .filter(|link| link.gain > LEAST_GAIN || link.choice > SURE_CHOICE),
                    );
                }
            }
        }
    }
    possible.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    possible
}

/// Whether two links share a sentence.
fn overlap(a: &Candidate, b: &Candidate) -> bool {
    meet(&a.source, &b.source) || meet(&a.target, &b.target)
}

/// Whether two runs share a sentence.
fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn gain(
    problem: &Problem,
    scores: &Scores,
    weights: &Weights,
    statuses: &[[f64; LINK_KINDS]],
    candidate: Candidate,
) -> Crossing {
    let features = problem.link(&candidate);
    // How the lattice believes the source sentences to be rendered, whatever it took for their
    // partners, counts as much as how this link looks.
    let mut by_kind = weights.score_link(&features);
    for s in candidate.source.clone() {
        for (score, status) in by_kind.iter_mut().zip(statuses[s]) {
            *score += status.max(LEAST_BELIEF).ln();
        }
    }
    let kind = (1..LINK_KINDS).fold(
        0,
        |best, k| {
            if by_kind[k] > by_kind[best] { k } else { best }
        },
    );
    let nobody: f64 = candidate
        .target
        .clone()
        .map(|t| weights.score_nobody(&problem.alone[1][t]))
        .sum();
    let omitted: f64 = scores.omitted[candidate.source.clone()].iter().sum();
    let partner = weights.score_partner(&features);
    let choice = partner - nobody;
    let all: f64 = by_kind
        .iter()
        .map(|score| (score - by_kind[kind]).exp())
        .sum();
    Crossing {
        kind_probability: 1.0 / all,
        candidate,
        kind,
        gain: choice - omitted,
        choice,
        partner,
    }
}
