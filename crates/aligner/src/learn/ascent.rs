//! Steepest ascent with a step length for each weight: how every weight is fitted.

/// How weights are fitted.
#[derive(Clone, Copy, Debug)]
pub struct Training {
    /// Rounds over all examples.
    pub rounds: usize,
    /// What a squared weight costs, in ln-likelihood of all examples together.
    pub prior: f64,
    /// Length of the first steps, shrinking linearly to nothing.
    pub rate: f64,
}

/// One weight before it is fitted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub(super) value: f64,
    /// The unit in which it is measured: its square costs so much less. Nought for a weight that is
    /// not fitted.
    pub(super) unit: f64,
    /// How long its steps are, in units.
    pub(super) step: f64,
    /// Whether its square costs anything.
    pub(super) priced: bool,
}

impl Start {
    /// At nought, in its own unit.
    pub(super) const NOUGHT: Start = Start {
        value: 0.0,
        unit: 1.0,
        step: 1.0,
        priced: true,
    };
}

/// The weights, from the given start, that make the ln-likelihood less the price of the weights largest;
/// `slope` gives the slope of the ln-likelihood at some weights. (Adam, Kingma and Ba 2015, over all
/// examples at once, so nothing is random.)
pub(super) fn ascend(
    start: &[Start],
    training: Training,
    mut slope: impl FnMut(&[f64]) -> Vec<f64>,
) -> Vec<f64> {
    const KEEP_MEAN: f64 = 0.9;
    const KEEP_SQUARE: f64 = 0.99;
    let mut weights: Vec<f64> = start.iter().map(|start| start.value).collect();
    let (mut mean, mut square) = (vec![0.0; start.len()], vec![0.0; start.len()]);
    for round in 0..training.rounds {
        let correction = |keep: f64| 1.0 - keep.powi(round as i32 + 1);
        let rate = training.rate * (1.0 - round as f64 / training.rounds as f64);
        for (i, slope) in slope(&weights).into_iter().enumerate() {
            let Start {
                unit, step, priced, ..
            } = start[i];
            if unit == 0.0 {
                continue;
            }
            let price = if priced { training.prior } else { 0.0 };
            let slope = slope - 2.0 * price * weights[i] / (unit * unit);
            mean[i] = KEEP_MEAN * mean[i] + (1.0 - KEEP_MEAN) * slope;
            square[i] = KEEP_SQUARE * square[i] + (1.0 - KEEP_SQUARE) * slope * slope;
            let (m, s) = (
                mean[i] / correction(KEEP_MEAN),
                square[i] / correction(KEEP_SQUARE),
            );
            weights[i] += rate * step * unit * m / (s.sqrt() + 1e-8);
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::{Start, Training, ascend};

    #[test]
    fn the_top_of_a_hill_is_found() {
        let training = Training {
            rounds: 400,
            prior: 0.5,
            rate: 0.1,
        };
        // −(w − 3)² − w² / 2 is largest where w = 2, and −(v + 1)² − v² / 2 where v = −2/3.
        let found = ascend(&[Start::NOUGHT; 2], training, |w| {
            vec![-2.0 * (w[0] - 3.0), -2.0 * (w[1] + 1.0)]
        });
        assert!(
            (found[0] - 2.0).abs() < 1e-3 && (found[1] + 2.0 / 3.0).abs() < 1e-3,
            "{found:?}"
        );
    }
}
