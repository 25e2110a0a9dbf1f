//! Learning: fits the parameters to gold alignments by maximum likelihood.
//!
//! First the sieve, from all possible links; then the weights of what it lets through.

mod ascent;
mod example;
mod sieve;

use rayon::prelude::*;
use sverka_encoder::Model;

pub use self::ascent::Training;
use self::ascent::ascend;
use self::example::Example;
use self::sieve::Glances;
use crate::evidence::Evidence;
use crate::parameters::{Parameters, Weights};
use crate::problem::Problem;
use crate::sieve::Sieve;
use crate::{Link, Side};

/// Documents with their gold links, ready to learn from.
pub struct Examples {
    /// By document; nothing where a side has no sentence.
    examples: Vec<Option<Example>>,
    /// Parameters that hold the sieve and nothing else.
    sieve: Parameters,
}

impl Examples {
    /// Prepares documents, each as its two sides and their gold links: gathers the evidence and
    /// learns the sieve.
    pub fn new(documents: &[(Side<'_>, Side<'_>, &[Link])], model: &Model) -> Examples {
        let evidence: Vec<Option<Evidence>> = documents
            .par_iter()
            .map(|(source, target, _)| {
                let nothing = source.sentences.is_empty() || target.sentences.is_empty();
                (!nothing).then(|| Evidence::new(*source, *target, model))
            })
            .collect();
        let glances: Vec<Glances> = evidence
            .par_iter()
            .zip(documents)
            .filter_map(|(evidence, (_, _, links))| Some(Glances::new(evidence.as_ref()?, links)))
            .collect();
        let sieve = Parameters {
            sieve: sieve::learn(&glances),
            ..Parameters::default()
        };
        let examples = evidence
            .into_par_iter()
            .zip(documents)
            .map(|(evidence, (_, _, links))| {
                let evidence = evidence?;
                let sieve = Sieve::new(&sieve, &evidence);
                Some(Example::new(Problem::new(evidence, sieve), links))
            })
            .collect();
        Examples { examples, sieve }
    }

    /// Fits the parameters to the documents whose place `keep` accepts. The sieve is that of all
    /// documents.
    pub fn train(&self, keep: impl Fn(usize) -> bool, training: Training) -> Parameters {
        let kept = self.examples.iter().enumerate().filter(|(i, _)| keep(*i));
        let examples: Vec<&Example> = kept.filter_map(|(_, example)| example.as_ref()).collect();
        let Some(first) = examples.first() else {
            return Parameters::default();
        };
        let (link, alone) = first.problem.names();
        let mut weights = Weights::new(&Parameters::default(), &link, &alone);
        let count = flat(&mut weights).count();
        let fitted = ascend(count, training, |values| {
            set(&mut weights, values);
            slope(&examples, &weights)
        });
        set(&mut weights, &fitted);
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
            alone: named(&alone, weights.alone),
            transitions: weights.transitions,
            partner: named(&link, weights.partner),
            nobody: named(&alone, weights.nobody),
        }
    }
}

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

/// Every weight that is learned from the slope, in a fixed order.
fn flat(weights: &mut Weights) -> impl Iterator<Item = &mut f64> {
    let Weights {
        link,
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
}
