//! Parameters: the learned weight of every feature, as a readable table.

use std::fmt::Write as _;
use std::sync::LazyLock;

use crate::lattice::{KINDS, LINK_KINDS};
use crate::seams::Seams;

/// Names of the kinds of step, in the order of their numbers; the last stands before the first step.
const KIND_NAMES: [&str; KINDS + 1] = [
    "translated",
    "partial",
    "summarized",
    "omitted",
    "added",
    "start",
];

/// The learned numbers of the aligner.
///
/// [`Parameters::standard`] is the set that is compiled in; the program `sverka-train` makes it
/// from the corpora of the repository. A feature that the table does not name weighs nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// By feature of a first glance: its weight for a possible link to be looked at again.
    pub(crate) sieve: Vec<(String, [f64; 1])>,
    /// By link feature: its weight for each kind of link.
    pub(crate) link: Vec<(String, [f64; LINK_KINDS])>,
    /// By link feature: its weight for each hidden unit (see [`Hidden`]).
    pub(crate) hidden: Vec<(String, [f64; UNITS])>,
    /// What each hidden unit adds by itself.
    pub(crate) bias: [f64; UNITS],
    /// By kind of link: the weight of each hidden unit.
    pub(crate) units: [[f64; UNITS]; LINK_KINDS],
    /// By feature of a sentence left alone: its weight on the source side and on the target side.
    pub(crate) alone: Vec<(String, [f64; 2])>,
    /// By the kind of step before (or none) and after.
    pub(crate) transitions: [[f64; KINDS]; KINDS + 1],
    /// By link feature: its weight where a target sentence chooses a link without regard to order.
    pub(crate) partner: Vec<(String, [f64; 1])>,
    /// By feature of a target sentence left alone: its weight in that choice.
    pub(crate) nobody: Vec<(String, [f64; 1])>,
    /// By feature of a gap between words: its weight for a sentence to begin there.
    pub(crate) seams: Seams,
    /// By status: how a probability of the model becomes a confidence (see [`calibrated`]).
    pub(crate) confidence: [[f64; 2]; KINDS],
}

/// A confidence from a probability of the model: its ln-odds times the second number plus the first
/// are the ln-odds of the confidence (Platt 1999).
pub(crate) fn calibrated(probability: f64, [offset, slope]: [f64; 2]) -> f64 {
    1.0 / (1.0 + (-(offset + slope * ln_odds(probability))).exp())
}

/// ln-odds of a probability, within ±7.
pub(crate) fn ln_odds(probability: f64) -> f64 {
    let probability = probability.clamp(0.001, 0.999);
    (probability / (1.0 - probability)).ln()
}

impl Default for Parameters {
    /// No weights, and probabilities taken as they are.
    fn default() -> Parameters {
        Parameters {
            sieve: Vec::new(),
            link: Vec::new(),
            hidden: Vec::new(),
            bias: [0.0; UNITS],
            units: [[0.0; UNITS]; LINK_KINDS],
            alone: Vec::new(),
            transitions: [[0.0; KINDS]; KINDS + 1],
            partner: Vec::new(),
            nobody: Vec::new(),
            seams: Seams::default(),
            confidence: [[0.0, 1.0]; KINDS],
        }
    }
}

static STANDARD: LazyLock<Parameters> = LazyLock::new(|| {
    Parameters::read(include_str!("../parameters.tsv"))
        .expect("a test reads the compiled-in parameters")
});

impl Parameters {
    /// The parameters that are compiled in.
    pub fn standard() -> &'static Parameters {
        &STANDARD
    }

    /// What is learned of seams.
    pub fn seams(&self) -> &Seams {
        &self.seams
    }

    /// The same parameters with what is learned of seams.
    #[must_use]
    pub fn with_seams(self, seams: Seams) -> Parameters {
        Parameters { seams, ..self }
    }

    /// Reads what [`Parameters::write`] wrote.
    ///
    /// # Errors
    /// One line that names the line of the table and what is wrong with it.
    pub fn read(table: &str) -> Result<Parameters, String> {
        let mut parameters = Parameters::default();
        for (number, line) in table.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            parameters
                .read_row(line)
                .map_err(|what| format!("line {}: {what}", number + 1))?;
        }
        Ok(parameters)
    }

    fn read_row(&mut self, line: &str) -> Result<(), String> {
        let mut cells = line.split('\t');
        let (Some(group), Some(name)) = (cells.next(), cells.next()) else {
            return Err("expected a group, a name and numbers, separated by tabs".into());
        };
        let numbers: Vec<f64> = cells
            .map(|cell| match cell.parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(number),
                _ => Err(format!("{cell:?} is not a number")),
            })
            .collect::<Result<_, _>>()?;
        let found = numbers.len();
        let wrong = || format!("{group} / {name}: {found} numbers do not fit");
        let kind = |name| KIND_NAMES.iter().position(|kind| *kind == name);
        match group {
            "link" => self
                .link
                .push((name.into(), numbers.try_into().map_err(|_| wrong())?)),
            "hidden" => self
                .hidden
                .push((name.into(), numbers.try_into().map_err(|_| wrong())?)),
            "units" if name == "bias" => {
                self.bias = numbers.try_into().map_err(|_| wrong())?;
            }
            "units" => {
                let kind = kind(name)
                    .filter(|kind| *kind < LINK_KINDS)
                    .ok_or_else(wrong)?;
                self.units[kind] = numbers.try_into().map_err(|_| wrong())?;
            }
            "alone" => self
                .alone
                .push((name.into(), numbers.try_into().map_err(|_| wrong())?)),
            "seam" => self
                .seams
                .apart
                .push((name.into(), numbers.try_into().map_err(|_| wrong())?)),
            "joint" => self
                .seams
                .together
                .push((name.into(), numbers.try_into().map_err(|_| wrong())?)),
            "sieve" => self
                .sieve
                .push((name.into(), numbers.try_into().map_err(|_| wrong())?)),
            "partner" => self
                .partner
                .push((name.into(), numbers.try_into().map_err(|_| wrong())?)),
            "nobody" => self
                .nobody
                .push((name.into(), numbers.try_into().map_err(|_| wrong())?)),
            "after" => {
                let kind = kind(name).ok_or_else(wrong)?;
                self.transitions[kind] = numbers.try_into().map_err(|_| wrong())?;
            }
            "confidence" => {
                let kind = kind(name).filter(|kind| *kind < KINDS).ok_or_else(wrong)?;
                self.confidence[kind] = numbers.try_into().map_err(|_| wrong())?;
            }
            _ => return Err(format!("nothing is known of a group {group:?}")),
        }
        Ok(())
    }

    /// The parameters as a table: group, feature, a weight for each kind.
    pub fn write(&self) -> String {
        let mut table = String::from(
            "# Learned weights of the aligner, made by sverka-train (see README). Tab-separated.\n\
             # sieve: feature of a first glance at a possible link, which is passed over if all add up to\n\
             # less than nought.\n\
             # link: feature of a possible link; weights for translated, partial, summarized.\n\
             # hidden: feature of a possible link; weights for each of the units between features and kinds.\n\
             # units: what each unit has by itself, and its weights for translated, partial, summarized,\n\
             # if it is above nought.\n\
             # alone: feature of a sentence left alone; weights for omitted, added.\n\
             # after: kind of the step before; weights for a step that is translated, partial,\n\
             # summarized, omitted, added.\n\
             # partner, nobody: weights of the same features where a target sentence chooses a link, or\n\
             # nobody, without regard to order.\n\
             # seam: feature of a gap between words; weights for a sentence to begin there, in the source and\n\
             # in the target.\n\
             # joint: the same for what a promising gap looks like in the light of the other text.\n\
             # confidence: status; what is added to the ln-odds of the model's probability, and what they are\n\
             # multiplied with before, to get the ln-odds of the confidence.\n",
        );
        let mut row = |group: &str, name: &str, values: &[f64]| {
            let cells: Vec<String> = values.iter().map(|v| format!("{v:.4}")).collect();
            writeln!(table, "{group}\t{name}\t{}", cells.join("\t")).expect("a string takes all");
        };
        for (name, values) in &self.sieve {
            row("sieve", name, values);
        }
        for (name, values) in &self.link {
            row("link", name, values);
        }
        for (name, values) in &self.hidden {
            row("hidden", name, values);
        }
        row("units", "bias", &self.bias);
        for (name, values) in KIND_NAMES.iter().zip(&self.units) {
            row("units", name, values);
        }
        for (name, values) in &self.alone {
            row("alone", name, values);
        }
        for (name, values) in KIND_NAMES.iter().zip(&self.transitions) {
            row("after", name, values);
        }
        for (name, values) in &self.partner {
            row("partner", name, values);
        }
        for (name, values) in &self.nobody {
            row("nobody", name, values);
        }
        for (name, values) in &self.seams.apart {
            row("seam", name, values);
        }
        for (name, values) in &self.seams.together {
            row("joint", name, values);
        }
        for (name, values) in KIND_NAMES.iter().zip(&self.confidence) {
            row("confidence", name, values);
        }
        table
    }
}

/// Number of hidden units.
pub(crate) const UNITS: usize = 16;

/// A layer of units between the features of a link and its kinds, for what features say together
/// and not one by one: a unit is a weighted sum of features, and counts where it is above nought
/// (a rectified linear unit).
#[derive(Clone, Debug)]
pub(crate) struct Hidden {
    /// By feature: its weight for each unit.
    pub(crate) features: Vec<[f64; UNITS]>,
    pub(crate) bias: [f64; UNITS],
    /// By kind: the weight of each unit.
    pub(crate) kinds: [[f64; UNITS]; LINK_KINDS],
}

impl Hidden {
    /// The units of a link; 0 for those below nought.
    pub(crate) fn units(&self, features: &[f32]) -> [f64; UNITS] {
        let mut units = self.bias;
        for (value, weights) in features.iter().zip(&self.features) {
            let value = f64::from(*value);
            for (unit, weight) in units.iter_mut().zip(weights) {
                *unit += value * weight;
            }
        }
        units.map(|unit| unit.max(0.0))
    }
}

/// Weights in the order in which the features come.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    pub(crate) link: Vec<[f64; LINK_KINDS]>,
    pub(crate) hidden: Hidden,
    pub(crate) alone: Vec<[f64; 2]>,
    pub(crate) transitions: [[f64; KINDS]; KINDS + 1],
    pub(crate) partner: Vec<[f64; 1]>,
    pub(crate) nobody: Vec<[f64; 1]>,
}

impl Weights {
    pub(crate) fn new(parameters: &Parameters, link: &[&str], alone: &[&str]) -> Weights {
        fn pick<const N: usize>(table: &[(String, [f64; N])], names: &[&str]) -> Vec<[f64; N]> {
            let row = |name: &&str| table.iter().find(|row| row.0 == **name);
            names
                .iter()
                .map(|name| row(name).map_or([0.0; N], |row| row.1))
                .collect()
        }
        Weights {
            link: pick(&parameters.link, link),
            hidden: Hidden {
                features: pick(&parameters.hidden, link),
                bias: parameters.bias,
                kinds: parameters.units,
            },
            alone: pick(&parameters.alone, alone),
            transitions: parameters.transitions,
            partner: pick(&parameters.partner, link),
            nobody: pick(&parameters.nobody, alone),
        }
    }

    /// ln-scores of a link of each kind, from its features.
    pub(crate) fn score_link(&self, features: &[f32]) -> [f64; LINK_KINDS] {
        let mut scores = [0.0; LINK_KINDS];
        for (value, weights) in features.iter().zip(&self.link) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += f64::from(*value) * weight;
            }
        }
        let units = self.hidden.units(features);
        for (score, weights) in scores.iter_mut().zip(&self.hidden.kinds) {
            *score += units.iter().zip(weights).map(|(u, w)| u * w).sum::<f64>();
        }
        scores
    }

    /// ln-score of a link that a target sentence chooses without regard to order.
    pub(crate) fn score_partner(&self, features: &[f32]) -> f64 {
        features
            .iter()
            .zip(&self.partner)
            .map(|(value, w)| f64::from(*value) * w[0])
            .sum()
    }

    /// ln-score of choosing nobody, from the features of the target sentence.
    pub(crate) fn score_nobody(&self, features: &[f32]) -> f64 {
        features
            .iter()
            .zip(&self.nobody)
            .map(|(value, w)| f64::from(*value) * w[0])
            .sum()
    }

    /// ln-score of leaving a sentence alone, on the source side (0) or the target side (1).
    pub(crate) fn score_alone(&self, features: &[f32], side: usize) -> f64 {
        features
            .iter()
            .zip(&self.alone)
            .map(|(value, w)| f64::from(*value) * w[side])
            .sum()
    }
}
