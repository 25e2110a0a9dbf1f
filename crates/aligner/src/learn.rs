//! Learning: fits the parameters to gold alignments by maximum likelihood.

use std::collections::BTreeSet;

use sverka_encoder::Model;

use crate::decode::{Decided, decode};
use crate::evidence::Evidence;
use crate::lattice::{Candidate, KINDS, LINK_KINDS, Step};
use crate::parameters::{Parameters, Weights};
use crate::problem::Problem;
use crate::{Link, Side, Status};

/// How the parameters are fitted.
#[derive(Clone, Copy, Debug)]
pub struct Training {
    /// Rounds over all examples.
    pub rounds: usize,
    /// What a squared weight costs, in ln-likelihood of all examples together.
    pub prior: f64,
    /// Length of the first steps, shrinking linearly to nothing.
    pub rate: f64,
}

/// Two sides with their gold links, ready to learn from.
pub struct Example {
    problem: Problem,
    gold: Vec<Step>,
    labels: Labels,
}

/// What gold says, in a form that is quickly compared.
#[derive(Default, PartialEq)]
struct Labels {
    pairs: BTreeSet<(usize, usize)>,
    statuses: Vec<Status>,
}

impl Example {
    /// An example, or nothing if a side is empty.
    ///
    /// Links that break the order and links with gaps cannot be walked through in the lattice: the
    /// heaviest set of gold links that is in order is learned from, and the sentences of the others
    /// count as left alone without teaching what that looks like.
    pub fn new(
        source: Side<'_>,
        target: Side<'_>,
        links: &[Link],
        model: &Model,
    ) -> Option<Example> {
        if source.sentences.is_empty() || target.sentences.is_empty() {
            return None;
        }
        let mut problem = Problem::new(Evidence::new(source, target, model));
        let lattice = &problem.lattice;
        let in_order = heaviest_in_order(links.iter().filter_map(|link| {
            let candidate = contiguous(link)?;
            let index = lattice.candidates().iter().position(|c| *c == candidate)?;
            Some((candidate, Step::Link(index, kind(link.status()))))
        }));
        let (mut s, mut t, mut gold) = (0, 0, Vec::new());
        let end = |len| len..len;
        let finish = Candidate {
            source: end(source.sentences.len()),
            target: end(target.sentences.len()),
        };
        for (candidate, step) in in_order
            .into_iter()
            .map(|(c, step)| (c, Some(step)))
            .chain([(finish, None)])
        {
            gold.extend((s..candidate.source.start).map(Step::Omitted));
            gold.extend((t..candidate.target.start).map(Step::Added));
            gold.extend(step);
            (s, t) = (candidate.source.end, candidate.target.end);
        }
        let labels = Labels::of(links, source.sentences.len());
        for step in &gold {
            let (side, sentence) = match *step {
                Step::Omitted(s) if labels.statuses[s] != Status::Omitted => (0, s),
                Step::Added(t) if labels.pairs.iter().any(|pair| pair.1 == t) => (1, t),
                _ => continue,
            };
            problem.alone[side][sentence].fill(0.0);
        }
        Some(Example {
            problem,
            gold,
            labels,
        })
    }
}

impl Labels {
    fn of(links: &[Link], source_len: usize) -> Labels {
        let mut labels = Labels {
            pairs: BTreeSet::new(),
            statuses: vec![Status::Omitted; source_len],
        };
        for link in links {
            for &s in link.source() {
                labels.statuses[s] = link.status();
                labels.pairs.extend(link.target().iter().map(|&t| (s, t)));
            }
        }
        labels
    }
}

/// The number of a linking status among the kinds of step.
fn kind(status: Status) -> usize {
    Status::ALL
        .iter()
        .position(|s| *s == status)
        .expect("ALL lists every status")
}

/// The runs of a link; where a side has a gap, its longest stretch without one.
fn contiguous(link: &Link) -> Option<Candidate> {
    let longest = |sentences: &[usize]| {
        sentences
            .chunk_by(|a, b| a + 1 == *b)
            .max_by_key(|run| run.len())
            .map(|run| run[0]..run[run.len() - 1] + 1)
    };
    Some(Candidate {
        source: longest(link.source())?,
        target: longest(link.target())?,
    })
}

/// The links that are in order on both sides and hold most sentences together.
fn heaviest_in_order(links: impl Iterator<Item = (Candidate, Step)>) -> Vec<(Candidate, Step)> {
    let mut links: Vec<_> = links.collect();
    links.sort_by_key(|(c, _)| (c.source.start, c.target.start));
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (i, (link, _)) in links.iter().enumerate() {
        let before = (0..i)
            .filter(|&j| {
                links[j].0.source.end <= link.source.start
                    && links[j].0.target.end <= link.target.start
            })
            .max_by_key(|&j| best[j].0);
        let weight = link.source.len() + link.target.len();
        best.push((weight + before.map_or(0, |j| best[j].0), before));
    }
    let mut chain = Vec::new();
    let mut at = (0..links.len()).max_by_key(|&i| best[i].0);
    while let Some(i) = at {
        chain.push(links[i].clone());
        at = best[i].1;
    }
    chain.reverse();
    chain
}

/// Fits the parameters to the examples: steepest ascent with per-weight step lengths (Adam, Kingma
/// and Ba 2015, over all examples at once, so nothing is random), then the price of crossing by
/// trying a row of prices.
pub fn train(examples: &[&Example], training: Training) -> Parameters {
    let Some(first) = examples.first() else {
        return Parameters::default();
    };
    let (link_names, alone_names) = first.problem.names();
    let mut weights = Weights::new(&Parameters::default(), &link_names, &alone_names);
    let count = flat(&mut weights).count();
    let (mut mean, mut square) = (vec![0.0; count], vec![0.0; count]);
    for round in 0..training.rounds {
        let mut slope = weights.clone();
        flat(&mut slope).for_each(|w| *w *= -2.0 * training.prior);
        for example in examples {
            example.add_slope(&weights, &mut slope);
        }
        let (keep_mean, keep_square) = (0.9, 0.99);
        let correction = |keep: f64| 1.0 - keep.powi(round as i32 + 1);
        let rate = training.rate * (1.0 - round as f64 / training.rounds as f64);
        for (i, (w, slope)) in flat(&mut weights).zip(flat(&mut slope)).enumerate() {
            mean[i] = keep_mean * mean[i] + (1.0 - keep_mean) * *slope;
            square[i] = keep_square * square[i] + (1.0 - keep_square) * *slope * *slope;
            let (m, s) = (
                mean[i] / correction(keep_mean),
                square[i] / correction(keep_square),
            );
            *w += rate * m / (s.sqrt() + 1e-8);
        }
    }
    weights.crossing = best_price(examples, &weights);
    let named = |names: Vec<&str>| names.into_iter().map(String::from).collect::<Vec<_>>();
    Parameters {
        link: named(link_names).into_iter().zip(weights.link).collect(),
        alone: named(alone_names).into_iter().zip(weights.alone).collect(),
        transitions: weights.transitions,
        crossing: weights.crossing,
    }
}

/// Every weight that is learned from the slope, in a fixed order.
fn flat(weights: &mut Weights) -> impl Iterator<Item = &mut f64> {
    let Weights {
        link,
        alone,
        transitions,
        ..
    } = weights;
    link.iter_mut()
        .flatten()
        .chain(alone.iter_mut().flatten())
        .chain(transitions.iter_mut().flatten())
}

impl Example {
    /// Adds the slope of the ln-likelihood: what gold has less what the weights expect.
    fn add_slope(&self, weights: &Weights, slope: &mut Weights) {
        let problem = &self.problem;
        let expected = problem.lattice.marginals(&problem.scores(weights));
        for (features, probabilities) in problem.links.iter().zip(&expected.links) {
            if probabilities.iter().sum::<f64>() > 1e-9 {
                for kind in 0..LINK_KINDS {
                    add_link(slope, features, kind, -probabilities[kind]);
                }
            }
        }
        for (side, probabilities) in [&expected.omitted, &expected.added].into_iter().enumerate() {
            for (features, probability) in problem.alone[side].iter().zip(probabilities) {
                add_alone(slope, features, side, -probability);
            }
        }
        for (row, expected) in slope.transitions.iter_mut().zip(expected.transitions) {
            row.iter_mut()
                .zip(expected)
                .for_each(|(slope, expected)| *slope -= expected);
        }
        let mut before = crate::lattice::START;
        for step in &self.gold {
            match *step {
                Step::Link(c, kind) => add_link(slope, &problem.links[c], kind, 1.0),
                Step::Omitted(s) => add_alone(slope, &problem.alone[0][s], 0, 1.0),
                Step::Added(t) => add_alone(slope, &problem.alone[1][t], 1, 1.0),
            }
            slope.transitions[before][step.kind()] += 1.0;
            before = step.kind();
        }
    }
}

fn add_link(slope: &mut Weights, features: &[f32], kind: usize, times: f64) {
    for (slope, value) in slope.link.iter_mut().zip(features) {
        slope[kind] += f64::from(*value) * times;
    }
}

fn add_alone(slope: &mut Weights, features: &[f32], side: usize, times: f64) {
    for (slope, value) in slope.alone.iter_mut().zip(features) {
        slope[side] += f64::from(*value) * times;
    }
}

/// The price of crossing at which most labels of the examples come out right.
fn best_price(examples: &[&Example], weights: &Weights) -> f64 {
    let mut best = (f64::NEG_INFINITY, 0.0);
    for price in (0..24).map(|step| f64::from(step) / 2.0) {
        let weights = Weights {
            crossing: price,
            ..weights.clone()
        };
        let right: f64 = examples.iter().map(|example| example.right(&weights)).sum();
        if right > best.0 {
            best = (right, price);
        }
    }
    best.1
}

impl Example {
    /// Source sentences with the right status, plus F1 of the pairs times the source sentences.
    fn right(&self, weights: &Weights) -> f64 {
        let n = self.labels.statuses.len();
        let mut found = Labels {
            pairs: BTreeSet::new(),
            statuses: vec![Status::Omitted; n],
        };
        for Decided {
            source,
            target,
            kind,
            ..
        } in decode(&self.problem, weights)
        {
            for s in source {
                if kind < KINDS {
                    found.statuses[s] = Status::ALL[kind];
                }
                found.pairs.extend(target.clone().map(|t| (s, t)));
            }
        }
        let same = found
            .statuses
            .iter()
            .zip(&self.labels.statuses)
            .filter(|(a, b)| a == b)
            .count();
        let hits = found.pairs.intersection(&self.labels.pairs).count();
        let all = found.pairs.len() + self.labels.pairs.len();
        same as f64 + n as f64 * (2 * hits) as f64 / all.max(1) as f64
    }
}
