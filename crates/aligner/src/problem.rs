//! A problem: two sides turned into a lattice with the features of every step.

use crate::Link;
use crate::evidence::Evidence;
use crate::features::{self, Document};
use crate::lattice::{Candidate, Lattice, Scores, cross, heaviest_in_order};
use crate::pairing::{self, Best};
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
    pins: Pins,
}

impl Problem {
    /// The two sides with some links given: their sentences stand in no other link, and what would
    /// cross them is no step of the lattice.
    pub(crate) fn new(evidence: Evidence, sieve: Sieve, pins: &[Link]) -> Problem {
        let document = Document::of(&evidence);
        let (source, target) = (&evidence.source, &evidence.target);
        let pins = Pins::new(pins, source.side.len(), target.side.len());
        let lattice = Lattice::new(&source.band, target.side.len(), |candidate| {
            pins.leave_room_for(candidate) && sieve.lets_through(&evidence, candidate)
        });
        let [best_source, best_target] = pairing::best(&evidence);
        let alone = [(source, true), (target, false)].map(|(half, is_source)| {
            let best = match is_source {
                true => &best_source,
                false => &best_target,
            };
            let features = |sentence: usize| {
                let mut features = Vec::new();
                features::alone(
                    half,
                    is_source,
                    document,
                    sentence,
                    best[sentence],
                    &mut features,
                );
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
            pins,
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
        self.pins.are_free(candidate) && self.sieve.lets_through(&self.evidence, candidate)
    }

    /// Whether a given link holds a sentence of the source side, or of the target side.
    pub(crate) fn is_pinned(&self, is_source: bool, sentence: usize) -> bool {
        match is_source {
            true => self.pins.source[sentence],
            false => self.pins.target[sentence],
        }
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
        features::alone(
            &self.evidence.source,
            true,
            self.document,
            0,
            Best::default(),
            &mut alone,
        );
        (link, alone)
    }

    /// The score of every step.
    pub(crate) fn scores(&self, weights: &Weights) -> Scores {
        let alone = |side: usize| {
            let score = |(sentence, features)| match self.is_pinned(side == 0, sentence) {
                true => 0.0,
                false => weights.score_alone(features, side),
            };
            let features = self.alone[side].iter().map(Vec::as_slice);
            features.enumerate().map(score).collect()
        };
        Scores {
            links: self.links.iter().map(|f| weights.score_link(f)).collect(),
            omitted: alone(0),
            added: alone(1),
            transitions: weights.transitions,
        }
    }
}

/// Links that were given and are not to be sought.
struct Pins {
    /// By sentence: whether it stands in one of them.
    source: Vec<bool>,
    target: Vec<bool>,
    /// Those with two sides that are in order: what crosses them is out of order.
    anchors: Vec<Candidate>,
}

impl Pins {
    fn new(links: &[Link], source_len: usize, target_len: usize) -> Pins {
        let mut pins = Pins {
            source: vec![false; source_len],
            target: vec![false; target_len],
            anchors: Vec::new(),
        };
        for link in links {
            link.source().iter().for_each(|&s| pins.source[s] = true);
            link.target().iter().for_each(|&t| pins.target[t] = true);
        }
        let around = |sentences: &[usize]| Some(*sentences.first()?..*sentences.last()? + 1);
        let linked = links.iter().filter_map(|link| {
            let (source, target) = (around(link.source())?, around(link.target())?);
            Some((Candidate { source, target }, ()))
        });
        let in_order = heaviest_in_order(linked).into_iter();
        pins.anchors = in_order.map(|(anchor, ())| anchor).collect();
        pins
    }

    /// Whether no sentence of a candidate stands in a given link.
    fn are_free(&self, candidate: &Candidate) -> bool {
        let Candidate { source, target } = candidate;
        !source.clone().any(|s| self.source[s]) && !target.clone().any(|t| self.target[t])
    }

    /// Whether a candidate is free and in order with the given links.
    fn leave_room_for(&self, candidate: &Candidate) -> bool {
        self.are_free(candidate) && !self.anchors.iter().any(|anchor| cross(anchor, candidate))
    }
}
