//! Learns the sieve: logistic regression of the possible links that gold has against all others.

use super::ascent::{Start, Training, ascend};
use super::example::contiguous;
use crate::Link;
use crate::evidence::Evidence;
use crate::lattice::Lattice;
use crate::parts::Parts;
use crate::sieve::{glance, names};

/// One in so many of the links that gold does not have is learned from: there are thousands for
/// each that it has.
const EVERY: usize = 10;

/// The share of gold links that the sieve may lose.
const LOSS: f64 = 0.003;

/// How much further the bar is lowered, in ln-odds: other texts are not these.
const MARGIN: f64 = 0.5;

const TRAINING: Training = Training {
    rounds: 400,
    prior: 0.01,
    rate: 0.3,
};

/// What the sieve sees of the possible links of a document.
pub(super) struct Glances {
    names: Vec<&'static str>,
    gold: Vec<Vec<f32>>,
    others: Vec<Vec<f32>>,
}

impl Glances {
    pub(super) fn new(evidence: &Evidence, links: &[Link], parts: Parts) -> Glances {
        let gold: Vec<_> = links.iter().filter_map(contiguous).collect();
        let mut glances = Glances {
            names: names(evidence),
            gold: Vec::new(),
            others: Vec::new(),
        };
        let mut seen = 0;
        let target_len = evidence.target.side.len();
        // No lattice is wanted, only its walk over the possible links.
        Lattice::new(&evidence.source.band, target_len, |candidate| {
            if gold.contains(candidate) {
                glances.gold.push(glance(evidence, candidate));
            } else {
                if seen % EVERY == 0 {
                    glances.others.push(glance(evidence, candidate));
                }
                seen += 1;
            }
            false
        });
        parts.silence(&glances.names, &mut glances.gold);
        parts.silence(&glances.names, &mut glances.others);
        glances
    }
}

/// The weights of the sieve, such that what is to pass scores nought or more.
pub(super) fn learn(documents: &[Glances]) -> Vec<(String, [f64; 1])> {
    let Some(first) = documents.first() else {
        return Vec::new();
    };
    let gold: Vec<&[f32]> = documents
        .iter()
        .flat_map(|d| &d.gold)
        .map(Vec::as_slice)
        .collect();
    let others: Vec<&[f32]> = documents
        .iter()
        .flat_map(|d| &d.others)
        .map(Vec::as_slice)
        .collect();
    let score = |weights: &[f64], glance: &[f32]| -> f64 {
        let parts = weights.iter().zip(glance);
        parts
            .map(|(weight, value)| weight * f64::from(*value))
            .sum()
    };
    // The few of gold weigh together as much as the many others.
    let balance = gold.len() as f64 / others.len().max(1) as f64;
    let weights = ascend(
        &vec![Start::NOUGHT; first.names.len()],
        TRAINING,
        |weights| {
            let mut slope = vec![0.0; weights.len()];
            for (glances, sign, weight) in [(&gold, 1.0, 1.0), (&others, -1.0, balance)] {
                for glance in glances {
                    let surprise = 1.0 / (1.0 + (sign * score(weights, glance)).exp());
                    let pull = sign * weight * surprise;
                    for (slope, value) in slope.iter_mut().zip(*glance) {
                        *slope += pull * f64::from(*value);
                    }
                }
            }
            slope
        },
    );
    let mut scores: Vec<f64> = gold.iter().map(|glance| score(&weights, glance)).collect();
    scores.sort_by(f64::total_cmp);
    let bar = scores
        .get((scores.len() as f64 * LOSS) as usize)
        .map_or(0.0, |score| score - MARGIN);
    let names = first.names.iter().zip(weights);
    names
        .map(|(name, weight)| {
            let bar = if *name == "constant" { bar } else { 0.0 };
            (String::from(*name), [weight - bar])
        })
        .collect()
}
