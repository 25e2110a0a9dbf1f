//! The sieve: passes over, at a first glance, the possible links that are hardly ever right, so that
//! the costly features are computed for one in fifteen.

use crate::evidence::Evidence;
use crate::features;
use crate::lattice::Candidate;
use crate::parameters::Parameters;

/// Learned weights of what a first glance shows, in its order.
#[derive(Clone, Debug)]
pub(crate) struct Sieve {
    weights: Vec<f64>,
}

impl Sieve {
    pub(crate) fn new(parameters: &Parameters, evidence: &Evidence) -> Sieve {
        let weight = |name| {
            let row = parameters.sieve.iter().find(|row| row.0 == name);
            row.map_or(0.0, |row| row.1[0])
        };
        Sieve {
            weights: names(evidence).into_iter().map(weight).collect(),
        }
    }

    /// Whether a link is worth a second look.
    pub(crate) fn lets_through(&self, evidence: &Evidence, candidate: &Candidate) -> bool {
        let glance = glance(evidence, candidate);
        let score = |(value, weight): (&f32, &f64)| f64::from(*value) * weight;
        glance.iter().zip(&self.weights).map(score).sum::<f64>() >= 0.0
    }
}

/// The names of what a first glance shows.
pub(crate) fn names(evidence: &Evidence) -> Vec<&'static str> {
    let mut names = Vec::new();
    features::glance(evidence, &(0..1), &(0..1), &mut names);
    names
}

/// What a first glance at a possible link shows.
pub(crate) fn glance(evidence: &Evidence, candidate: &Candidate) -> Vec<f32> {
    let mut values = Vec::with_capacity(24);
    features::glance(evidence, &candidate.source, &candidate.target, &mut values);
    values
}
