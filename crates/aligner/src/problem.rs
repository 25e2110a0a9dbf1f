//! A problem: two sides turned into a lattice with the features of every step.

use crate::evidence::Evidence;
use crate::features::{self, Document};
use crate::lattice::{Candidate, Lattice, Scores};
use crate::parameters::Weights;
use crate::sieve::Sieve;

/// Two non-empty sides, ready to be scored.
pub(crate) struct Problem {
    pub(crate) evidence: Evidence,
    pub(crate) lattice: Lattice,
    /// Features of each candidate of the lattice.
    pub(crate) links: Vec<Vec<f32>>,
    /// Features of each sentence left alone: source side, target side.
    pub(crate) alone: [Vec<Vec<f32>>; 2],
    document: Document,
    sieve: Sieve,
}

impl Problem {
    pub(crate) fn new(evidence: Evidence, sieve: Sieve) -> Problem {
        let document = Document::of(&evidence);
        let (source, target) = (&evidence.source, &evidence.target);
        let lattice = Lattice::new(&source.band, target.side.len(), |candidate| {
            sieve.lets_through(&evidence, candidate)
        });
        let alone = [(source, true), (target, false)].map(|(half, is_source)| {
            let features = |sentence| {
                let mut features = Vec::new();
                features::alone(&evidence, is_source, document, sentence, &mut features);
                features
            };
            (0..half.side.len()).map(features).collect()
        });
        let mut problem = Problem {
            evidence,
            lattice,
            links: Vec::new(),
            alone,
            document,
            sieve,
        };
        problem.links = problem
            .lattice
            .candidates()
            .iter()
            .map(|c| problem.link(c))
            .collect();
        problem
    }

    /// Whether a candidate, in the lattice or not, is worth its features.
    pub(crate) fn sieved(&self, candidate: &Candidate) -> bool {
        self.sieve.lets_through(&self.evidence, candidate)
    }

    /// Features of any candidate, in the lattice or not.
    pub(crate) fn link(&self, candidate: &Candidate) -> Vec<f32> {
        let mut features = Vec::new();
        let Candidate { source, target } = candidate;
        features::link(&self.evidence, self.document, source, target, &mut features);
        features
    }

    /// Names of the features of links and of sentences left alone, in their order.
    pub(crate) fn names(&self) -> (Vec<&'static str>, Vec<&'static str>) {
        let (mut link, mut alone) = (Vec::new(), Vec::new());
        features::link(&self.evidence, self.document, &(0..1), &(0..1), &mut link);
        features::alone(&self.evidence, true, self.document, 0, &mut alone);
        (link, alone)
    }

    /// The score of every step.
    pub(crate) fn scores(&self, weights: &Weights) -> Scores {
        let alone = |side: usize| {
            self.alone[side]
                .iter()
                .map(|f| weights.score_alone(f, side))
                .collect()
        };
        Scores {
            links: self.links.iter().map(|f| weights.score_link(f)).collect(),
            omitted: alone(0),
            added: alone(1),
            transitions: weights.transitions,
        }
    }
}
