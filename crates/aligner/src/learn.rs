//! Learning: fits the parameters to gold alignments by maximum likelihood.
//!
//! First the sieve, from all possible links; then the weights of what it lets through.

mod ascent;
mod example;
mod prepared;
mod seams;
mod sieve;

use rayon::prelude::*;

pub use self::ascent::Training;
use self::ascent::{Start, ascend};
use self::example::Example;
pub use self::prepared::Prepared;
pub use self::seams::Lesson;
use self::sieve::Glances;
use crate::evidence::Evidence;
use crate::lattice::LINK_KINDS;
use crate::parameters::{Parameters, UNITS, Weights, calibrated, ln_odds};
pub use crate::parts::{Part, Parts};
use crate::problem::Problem;
use crate::sieve::Sieve;
use crate::{Link, Status};

/// Documents with their gold links, ready to learn from.
pub struct Examples {
    /// By document; nothing where a side has no sentence.
    examples: Vec<Option<Example>>,
    /// Parameters that hold the sieve and nothing else.
    sieve: Parameters,
    /// What is learned; the weights of the rest stay at nought.
    parts: Parts,
}

impl Examples {
    /// Makes examples of documents with their gold links: gathers the evidence that is not switched
    /// off, and learns the sieve.
    pub fn new(documents: &[(&Prepared<'_>, &[Link])], parts: Parts) -> Examples {
        let evidence: Vec<Option<Evidence>> = documents
            .par_iter()
            .map(|(document, _)| document.evidence(parts))
            .collect();
        let glances: Vec<Glances> = evidence
            .par_iter()
            .zip(documents)
            .filter_map(|(evidence, (_, links))| {
                Some(Glances::new(evidence.as_ref()?, links, parts))
            })
            .collect();
        let sieve = Parameters {
            sieve: sieve::learn(&glances),
            ..Parameters::default()
        };
        let examples = evidence
            .into_par_iter()
            .zip(documents)
            .map(|(evidence, (_, links))| {
                let evidence = evidence?;
                let sieve = Sieve::new(&sieve, &evidence);
                let mut problem = Problem::new(evidence, sieve, &[]);
                let (link, alone) = problem.names();
                parts.silence(&link, &mut problem.links);
                for side in &mut problem.alone {
                    parts.silence(&alone, side);
                }
                Some(Example::new(problem, links))
            })
            .collect();
        Examples {
            examples,
            sieve,
            parts,
        }
    }

    /// Fits the parameters to the documents, each counted as often as `times` says of its place. The
    /// sieve is that of all documents.
    pub fn train(&self, times: impl Fn(usize) -> usize, training: Training) -> Parameters {
        let all = self.examples.iter().enumerate();
        let counted = all.flat_map(|(i, example)| std::iter::repeat_n(example, times(i)));
        let examples: Vec<&Example> = counted.flatten().collect();
        let Some(first) = examples.first() else {
            return Parameters::default();
        };
        let (link, alone) = first.problem.names();
        let mut weights = Weights::new(&Parameters::default(), &link, &alone);
        let hidden = hidden_start(&examples, link.len());
        let mut start = vec![Start::NOUGHT; flat(&mut weights).count() - hidden.len()];
        start.extend(hidden);
        for (start, used) in start.iter_mut().zip(flat(&mut used(self.parts, &weights))) {
            start.value *= *used;
            start.unit *= *used;
        }
        let fitted = ascend(&start, training, |values| {
            set(&mut weights, values);
            slope(&examples, &weights)
        });
        set(&mut weights, &fitted);
        if !self.parts.hold(Part::Crossings) {
            // The constant comes first: every sentence chooses nobody, whatever speaks for another.
            weights.nobody[0] = [NEVER];
        }
        fn named<const N: usize>(
            names: &[&str],
            weights: Vec<[f64; N]>,
        ) -> Vec<(String, [f64; N])> {
            let names = names.iter().map(|name| String::from(*name));
            names.zip(weights).collect()
        }
        Parameters {
            sieve: self.sieve.sieve.clone(),
            link: named(&link, weights.link),
            hidden: named(&link, weights.hidden.features),
            bias: weights.hidden.bias,
            units: weights.hidden.kinds,
            alone: named(&alone, weights.alone),
            transitions: weights.transitions,
            partner: named(&link, weights.partner),
            nobody: named(&alone, weights.nobody),
            ..Parameters::default()
        }
    }
}

/// What a model says of a link, and whether it is so: what a calibration is fitted to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Outcome {
    /// The status of the link.
    pub status: Status,
    /// Its confidence, 0 to 1.
    pub confidence: f64,
    /// Whether status and sides are right.
    pub right: bool,
}

/// Parameters whose confidences are as often right as they say, given what became of links of
/// documents that such parameters, without calibration, were not learned from (Platt scaling, a line
/// for each status).
pub fn calibrate(parameters: Parameters, outcomes: &[Outcome]) -> Parameters {
    let training = Training {
        rounds: 300,
        prior: 0.1,
        rate: 0.1,
    };
    let mut parameters = parameters;
    for (status, line) in Status::ALL.iter().zip(&mut parameters.confidence) {
        let own: Vec<&Outcome> = outcomes.iter().filter(|o| o.status == *status).collect();
        // The slope is fitted as what it has more than one.
        let fitted = ascend(&[Start::NOUGHT; 2], training, |fitted| {
            let mut slope = vec![0.0; 2];
            for outcome in &own {
                let said = calibrated(outcome.confidence, [fitted[0], 1.0 + fitted[1]]);
                let surprise = f64::from(u8::from(outcome.right)) - said;
                slope[0] += surprise;
                slope[1] += surprise * ln_odds(outcome.confidence);
            }
            slope
        });
        *line = [fitted[0], 1.0 + fitted[1]];
    }
    parameters
}

/// The ln-score of what outweighs everything.
pub(crate) const NEVER: f64 = 1e6;

/// In how many parts the examples are worked on side by side: fixed, so that the sums are the same
/// on any machine.
const PARTS: usize = 8;

/// The slope of the examples' ln-likelihood, in the order of [`flat`].
fn slope(examples: &[&Example], weights: &Weights) -> Vec<f64> {
    let mut nothing = weights.clone();
    flat(&mut nothing).for_each(|w| *w = 0.0);
    let parts: Vec<Weights> = examples
        .par_chunks(examples.len().div_ceil(PARTS))
        .map(|part| {
            let mut slope = nothing.clone();
            for example in part {
                example.add_slope(weights, &mut slope);
                example.add_choices(weights, &mut slope);
            }
            slope
        })
        .collect();
    let mut sum = vec![0.0; flat(&mut nothing).count()];
    for mut part in parts {
        sum.iter_mut()
            .zip(flat(&mut part))
            .for_each(|(sum, part)| *sum += *part);
    }
    sum
}

fn set(weights: &mut Weights, values: &[f64]) {
    flat(weights).zip(values).for_each(|(w, value)| *w = *value);
}

/// 1 for every weight that is fitted, 0 for those that stay at nought because their part of the method
/// is switched off. (Features that are switched off are nought themselves.)
fn used(parts: Parts, weights: &Weights) -> Weights {
    let mut used = weights.clone();
    flat(&mut used).for_each(|weight| *weight = 1.0);
    let nothing = Parameters::default();
    if !parts.hold(Part::Transitions) {
        used.transitions = nothing.transitions;
    }
    if !parts.hold(Part::Hidden) {
        used.hidden.kinds = nothing.units;
    }
    used
}

/// Where the hidden units start: each with some weights of its own, or they would all learn the
/// same. Features are measured by how much they vary.
fn hidden_start(examples: &[&Example], features: usize) -> Vec<Start> {
    let (mut count, mut sum, mut squares) = (0.0, vec![0.0; features], vec![0.0; features]);
    for link in examples.iter().flat_map(|example| &example.problem.links) {
        count += 1.0;
        for (i, value) in link.iter().enumerate() {
            sum[i] += f64::from(*value);
            squares[i] += f64::from(*value).powi(2);
        }
    }
    let mean = |i: usize| sum[i] / f64::max(count, 1.0);
    // The unit of a weight: large where the feature varies little; none if it never does.
    let unit = |i: usize| {
        let deviation = (squares[i] / f64::max(count, 1.0) - mean(i).powi(2))
            .max(0.0)
            .sqrt();
        if deviation > 1e-4 {
            1.0 / deviation
        } else {
            0.0
        }
    };
    let mut random = random();
    let mut bias = [0.0; UNITS].map(|_| 0.5 * random());
    let mut start = Vec::new();
    for feature in 0..features {
        for bias in &mut bias {
            let value = SPREAD * random() * unit(feature);
            *bias -= value * mean(feature);
            start.push(Start {
                value,
                unit: unit(feature),
                step: CAUTION,
                ..Start::NOUGHT
            });
        }
    }
    start.extend(bias.map(|value| Start {
        value,
        priced: false,
        ..Start::NOUGHT
    }));
    start.extend((0..LINK_KINDS * UNITS).map(|_| Start {
        value: SPREAD * random(),
        ..Start::NOUGHT
    }));
    start
}

/// How long the steps of a hidden unit's many weights are, which all change together.
const CAUTION: f64 = 0.3;

/// How far apart the hidden units start.
const SPREAD: f64 = 0.35;

/// Numbers between −1/2 and 1/2 without any order, the same ones each time (Knuth's linear
/// congruential generator, MMIX).
fn random() -> impl FnMut() -> f64 {
    let mut state = 1u64;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / (1u64 << 31) as f64 - 0.5
    }
}

/// Every weight that is learned from the slope, in a fixed order; those of the hidden units come
/// last, in the order of [`hidden_start`].
fn flat(weights: &mut Weights) -> impl Iterator<Item = &mut f64> {
    let Weights {
        link,
        hidden,
        alone,
        transitions,
        partner,
        nobody,
    } = weights;
    link.iter_mut()
        .flatten()
        .chain(alone.iter_mut().flatten())
        .chain(transitions.iter_mut().flatten())
        .chain(partner.iter_mut().flatten())
        .chain(nobody.iter_mut().flatten())
        .chain(hidden.features.iter_mut().flatten())
        .chain(&mut hidden.bias)
        .chain(hidden.kinds.iter_mut().flatten())
}
