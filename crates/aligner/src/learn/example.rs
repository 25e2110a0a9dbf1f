//! One document to learn from: the path that gold walks through the lattice, what its target
//! sentences choose, and what the two teach at some weights.

use crate::lattice::{Candidate, LINK_KINDS, Step, heaviest_in_order};
use crate::parameters::{UNITS, Weights};
use crate::problem::Problem;
use crate::{Link, Status};

/// Probabilities that do not matter.
const NEGLIGIBLE: f64 = 1e-9;

/// Two sides with their gold links, ready to learn from.
pub(super) struct Example {
    pub(super) problem: Problem,
    gold: Vec<Step>,
    /// The sentences that the gold path leaves alone although gold links them: they teach nothing
    /// of what sentences look like that are left alone.
    silent: [Vec<bool>; 2],
    choices: Vec<Choice>,
}

/// A target sentence that chooses a link, or nobody.
struct Choice {
    target: usize,
    /// The candidates of the lattice that hold the sentence.
    candidates: Vec<usize>,
    /// Which of them gold chooses, by place in `candidates`; nobody if `None`.
    gold: Option<usize>,
}

impl Example {
    /// Links that break the order and links with gaps cannot be walked through in the lattice: the
    /// heaviest set of gold links that is in order is learned from, and the sentences of the others
    /// count as left alone without teaching what that looks like.
    pub(super) fn new(problem: Problem, links: &[Link]) -> Example {
        let lattice = &problem.lattice;
        let in_order = heaviest_in_order(links.iter().filter_map(|link| {
            let candidate = contiguous(link)?;
            let index = lattice.candidates().iter().position(|c| *c == candidate)?;
            Some((candidate, Step::Link(index, kind(link.status()))))
        }));
        let (mut s, mut t, mut gold) = (0, 0, Vec::new());
        let end = |len| len..len;
        let finish = Candidate {
            source: end(problem.evidence.source.side.len()),
            target: end(problem.evidence.target.side.len()),
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
        let linked = |side: fn(&Link) -> &[usize], other: fn(&Link) -> &[usize], sentence| {
            links
                .iter()
                .any(|link| side(link).contains(&sentence) && !other(link).is_empty())
        };
        let mut silent = [
            vec![false; problem.evidence.source.side.len()],
            vec![false; problem.evidence.target.side.len()],
        ];
        for step in &gold {
            match *step {
                Step::Omitted(s) => silent[0][s] = linked(Link::source, Link::target, s),
                Step::Added(t) => silent[1][t] = linked(Link::target, Link::source, t),
                Step::Link(..) => {}
            }
        }
        let choices = choices(&problem, links);
        Example {
            problem,
            gold,
            silent,
            choices,
        }
    }
}

/// The choices of the target sentences for which gold's choice is among the candidates.
fn choices(problem: &Problem, links: &[Link]) -> Vec<Choice> {
    let all = problem.lattice.candidates();
    let mut holding = vec![Vec::new(); problem.alone[1].len()];
    for (index, candidate) in all.iter().enumerate() {
        candidate
            .target
            .clone()
            .for_each(|t| holding[t].push(index));
    }
    let mut choices = Vec::new();
    for link in links {
        let gold = contiguous(link);
        for &target in link.target() {
            let candidates = holding[target].clone();
            let place = |gold| candidates.iter().position(|&c| all[c] == gold);
            let chosen = gold.clone().and_then(place);
            if chosen.is_some() || link.status() == Status::Added {
                choices.push(Choice {
                    target,
                    candidates,
                    gold: chosen,
                });
            }
        }
    }
    choices
}

/// The number of a linking status among the kinds of step.
fn kind(status: Status) -> usize {
    Status::ALL
        .iter()
        .position(|s| *s == status)
        .expect("ALL lists every status")
}

/// The runs of a link; where a side has a gap, its longest stretch without one.
pub(super) fn contiguous(link: &Link) -> Option<Candidate> {
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

impl Example {
    /// Adds the slope of the ln-likelihood: what gold has less what the weights expect.
    pub(super) fn add_slope(&self, weights: &Weights, slope: &mut Weights) {
        let problem = &self.problem;
        let mut scores = problem.scores(weights);
        for (scores, silent) in [&mut scores.omitted, &mut scores.added]
            .into_iter()
            .zip(&self.silent)
        {
            for (score, _) in scores.iter_mut().zip(silent).filter(|(_, silent)| **silent) {
                *score = 0.0;
            }
        }
        let expected = problem.lattice.marginals(&scores);
        let mut surprises: Vec<[f64; LINK_KINDS]> = expected
            .links
            .iter()
            .map(|kinds| kinds.map(|p| -p))
            .collect();
        for step in &self.gold {
            if let Step::Link(c, kind) = *step {
                surprises[c][kind] += 1.0;
            }
        }
        for (features, surprise) in problem.links.iter().zip(&surprises) {
            if surprise.iter().any(|s| s.abs() > NEGLIGIBLE) {
                add_link(weights, slope, features, surprise);
            }
        }
        for (side, probabilities) in [&expected.omitted, &expected.added].into_iter().enumerate() {
            for (sentence, probability) in probabilities.iter().enumerate() {
                self.add_alone(slope, side, sentence, -probability);
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
                Step::Link(..) => {}
                Step::Omitted(s) => self.add_alone(slope, 0, s, 1.0),
                Step::Added(t) => self.add_alone(slope, 1, t, 1.0),
            }
            slope.transitions[before][step.kind()] += 1.0;
            before = step.kind();
        }
    }

    /// Adds the features of a sentence left alone, unless that says nothing.
    fn add_alone(&self, slope: &mut Weights, side: usize, sentence: usize, times: f64) {
        if !self.silent[side][sentence] {
            for (slope, value) in slope
                .alone
                .iter_mut()
                .zip(&self.problem.alone[side][sentence])
            {
                slope[side] += f64::from(*value) * times;
            }
        }
    }

    /// Adds the slope of the ln-likelihood of the choices: what gold chooses less what the weights
    /// expect.
    pub(super) fn add_choices(&self, weights: &Weights, slope: &mut Weights) {
        for Choice {
            target,
            candidates,
            gold,
        } in &self.choices
        {
            let links = &self.problem.links;
            let nobody = &self.problem.alone[1][*target];
            let scores: Vec<f64> = candidates
                .iter()
                .map(|&c| weights.score_partner(&links[c]))
                .collect();
            let alone = weights.score_nobody(nobody);
            let highest = scores.iter().copied().fold(alone, f64::max);
            let total = (alone - highest).exp()
                + scores
                    .iter()
                    .map(|score| (score - highest).exp())
                    .sum::<f64>();
            let share = |score: f64| (score - highest).exp() / total;
            for (place, (&candidate, &score)) in candidates.iter().zip(&scores).enumerate() {
                let surprise = f64::from(u8::from(*gold == Some(place))) - share(score);
                if surprise.abs() > NEGLIGIBLE {
                    for (slope, value) in slope.partner.iter_mut().zip(&links[candidate]) {
                        slope[0] += f64::from(*value) * surprise;
                    }
                }
            }
            let surprise = f64::from(u8::from(gold.is_none())) - share(alone);
            for (slope, value) in slope.nobody.iter_mut().zip(nobody) {
                slope[0] += f64::from(*value) * surprise;
            }
        }
    }
}

/// Adds what a link teaches whose kinds gold has that much more often than the weights expect.
fn add_link(
    weights: &Weights,
    slope: &mut Weights,
    features: &[f32],
    surprise: &[f64; LINK_KINDS],
) {
    let units = weights.hidden.units(features);
    // How much each unit should be raised.
    let mut pull = [0.0; UNITS];
    for ((surprise, weights), slope) in
        (surprise.iter().zip(&weights.hidden.kinds)).zip(&mut slope.hidden.kinds)
    {
        for unit in (0..UNITS).filter(|unit| units[*unit] > 0.0) {
            slope[unit] += surprise * units[unit];
            pull[unit] += surprise * weights[unit];
        }
    }
    for (slope, pull) in slope.hidden.bias.iter_mut().zip(&pull) {
        *slope += pull;
    }
    let slopes = slope.link.iter_mut().zip(&mut slope.hidden.features);
    for (value, (link, hidden)) in features.iter().zip(slopes) {
        let value = f64::from(*value);
        for (slope, surprise) in link.iter_mut().zip(surprise) {
            *slope += value * surprise;
        }
        for (slope, pull) in hidden.iter_mut().zip(&pull) {
            *slope += value * pull;
        }
    }
}
