//! The committed weights against what the NumPy reference gives for the lines of a fixture
//! (`tools/make_model.py --reference`).

use serde::Deserialize;
use sverka_encoder::Model;

/// One line of the fixture.
#[derive(Deserialize)]
struct Line {
    text: String,
    pieces: Vec<u32>,
    step: f64,
    vector: String,
}

/// The lines that hold pieces which the committed file lacks. Should it ever hold others, this
/// list says so.
const PRUNED: [&str; 2] = [
    "naïve café, Łódź, Dvořák, Škoda, Århus, Straße, señor, Müller, Çanakkale",
    "ﷺ",
];

/// The fixture's coordinates are rounded to 8 bits, which alone costs up to this much; without the
/// rounding `tools/check_model.py` finds 1.000000.
const LOWEST_COSINE: f64 = 0.9995;

fn lines() -> Vec<Line> {
    include_str!("data/reference.jsonl")
        .split_terminator('\n')
        .map(|line| serde_json::from_str(line).expect("every line of the fixture is JSON"))
        .collect()
}

impl Line {
    /// Cosine of the reference's vector and another.
    fn cosine(&self, other: &[f32]) -> f64 {
        let bytes = (0..self.vector.len() / 2)
            .map(|at| u8::from_str_radix(&self.vector[2 * at..2 * at + 2], 16).expect("hex"));
        let values: Vec<f64> = bytes
            .map(|byte| f64::from(byte as i8) * self.step)
            .collect();
        assert_eq!(values.len(), other.len());
        let dot: f64 = values
            .iter()
            .zip(other)
            .map(|(a, b)| a * f64::from(*b))
            .sum();
        let square: f64 = values.iter().map(|value| value * value).sum();
        dot / square.sqrt()
    }
}

#[test]
fn pieces_are_those_of_the_reference() {
    let model = Model::embedded();
    let other: Vec<String> = lines()
        .into_iter()
        .filter(|line| model.pieces(&line.text) != line.pieces)
        .map(|line| line.text)
        .collect();
    assert_eq!(other, PRUNED);
}

#[test]
fn vectors_are_those_of_the_reference() {
    let lines = lines();
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    for (line, vector) in lines.iter().zip(Model::embedded().encode_all(&texts)) {
        let cosine = line.cosine(vector.as_slice());
        if !PRUNED.contains(&line.text.as_str()) {
            assert!(cosine > LOWEST_COSINE, "{cosine} for {:?}", line.text);
        }
    }
}
