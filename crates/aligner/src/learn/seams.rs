//! Learns the seams: a conditional logit for each side and each of the two judgements, from the
//! sentences of our own segmenter in which gold has a boundary.

use std::collections::HashSet;

use sverka_encoder::Model;
use sverka_segmenter::{Sentences, Text};

use super::ascent::{Start, Training, ascend};
use crate::Side;
use crate::seams::gaps::{self, Gap, gaps};
use crate::seams::joints::{self, Vectors, View};
use crate::seams::{Seams, Table, score};

const TRAINING: Training = Training {
    rounds: 400,
    prior: 3.0,
    rate: 0.05,
};

/// A document to learn seams from: two texts, cut by our own segmenter, of which gold knows better.
pub struct Lesson<'a> {
    sides: [Cut<'a>; 2],
}

/// A text in the sentences of our own segmenter.
struct Cut<'a> {
    text: &'a Text,
    sentences: Sentences,
    gaps: Vec<Gap>,
    vectors: Vectors,
    /// Whether gold has a boundary at each gap.
    right: Vec<bool>,
}

impl<'a> Lesson<'a> {
    /// Compares the sentences of the source and of the target with those of gold.
    pub fn new(gold: [Side<'a>; 2], sentences: [Sentences; 2], model: &Model) -> Lesson<'a> {
        let [source, target] = sentences;
        Lesson {
            sides: [
                Cut::new(gold[0], source, model),
                Cut::new(gold[1], target, model),
            ],
        }
    }

    /// The two texts with the sentences of our own segmenter.
    pub fn sides(&self) -> [Side<'_>; 2] {
        [0, 1].map(|side| self.sides[side].side())
    }
}

impl<'a> Cut<'a> {
    fn new(gold: Side<'a>, sentences: Sentences, model: &Model) -> Cut<'a> {
        let side = Side {
            text: gold.text,
            sentences: &sentences,
        };
        let gaps = gaps(side, model);
        let vectors = Vectors::new(side, gaps.iter(), model);
        let begins: HashSet<usize> = gold.sentences.iter().map(|span| span.start()).collect();
        let is_right = |gap: &Gap| begins.contains(&gap.range.end);
        Cut {
            text: gold.text,
            right: gaps.iter().map(is_right).collect(),
            gaps,
            vectors,
            sentences,
        }
    }

    fn side(&self) -> Side<'_> {
        Side {
            text: self.text,
            sentences: &self.sentences,
        }
    }
}

impl Seams {
    /// Learns the two judgements, the second from what is promising by the first.
    pub fn learn(lessons: &[&Lesson<'_>], model: &Model) -> Seams {
        let apart = [0, 1].map(|side| {
            let cuts = lessons.iter().map(|lesson| &lesson.sides[side]);
            let choices = cuts.flat_map(|cut| {
                let features = cut.gaps.iter().map(|gap| gap.features.as_slice());
                choices(cut, (0..cut.gaps.len()).zip(features))
            });
            fit(&choices.collect::<Vec<_>>(), gaps::names(model).len())
        });
        let promising: Vec<[Promising; 2]> = lessons
            .iter()
            .map(|lesson| in_the_light(&lesson.sides, &apart))
            .collect();
        let together = [0, 1].map(|side| {
            let choices = lessons
                .iter()
                .zip(&promising)
                .flat_map(|(lesson, promising)| {
                    let gaps = promising[side].iter();
                    let options = gaps.map(|(gap, features)| (*gap, features.as_slice()));
                    choices(&lesson.sides[side], options)
                });
            fit(&choices.collect::<Vec<_>>(), joints::names(model).len())
        });
        Seams {
            apart: table(gaps::names(model), apart),
            together: table(joints::names(model), together),
        }
    }
}

/// The promising gaps of a side, and what they look like in the light of the other.
type Promising = Vec<(usize, Vec<f32>)>;

fn in_the_light(sides: &[Cut<'_>; 2], apart: &[Vec<f64>; 2]) -> [Promising; 2] {
    let views = [0, 1].map(|side| View::new(sides[side].side(), &sides[side].gaps, &apart[side]));
    let vectors = [0, 1].map(|side| sides[side].vectors.only(&views[side].promising));
    [0, 1].map(|side| {
        let other = 1 - side;
        let features = views[side].together(&vectors[side], &views[other], &vectors[other]);
        let gaps = views[side].promising.iter().map(|(gap, _)| *gap);
        gaps.zip(features).collect()
    })
}

fn table(names: Vec<&str>, [source, target]: [Vec<f64>; 2]) -> Table {
    let weights = source
        .into_iter()
        .zip(target)
        .map(|(source, target)| [source, target]);
    names.into_iter().map(String::from).zip(weights).collect()
}

/// The gaps of one sentence, of which some may be right.
#[derive(Default)]
struct Choice<'a> {
    options: Vec<&'a [f32]>,
    right: Vec<bool>,
}

/// Groups gaps, given by their places, with their features by sentence.
fn choices<'a>(
    cut: &Cut<'_>,
    options: impl Iterator<Item = (usize, &'a [f32])>,
) -> Vec<Choice<'a>> {
    let mut choices: Vec<Choice<'a>> = Vec::new();
    let mut before = None;
    for (gap, features) in options {
        let sentence = cut.gaps[gap].sentence;
        if before.replace(sentence) != Some(sentence) {
            choices.push(Choice::default());
        }
        if let Some(choice) = choices.last_mut() {
            choice.options.push(features);
            choice.right.push(cut.right[gap]);
        }
    }
    choices
}

/// The weights that make the right gaps, or where there is none the sentence being whole, most
/// likely. Features are measured by how much they vary.
fn fit(choices: &[Choice<'_>], features: usize) -> Vec<f64> {
    let (mut count, mut sum, mut squares) = (0.0, vec![0.0; features], vec![0.0; features]);
    for option in choices.iter().flat_map(|choice| &choice.options) {
        count += 1.0;
        for (i, value) in option.iter().enumerate() {
            sum[i] += f64::from(*value);
            squares[i] += f64::from(*value).powi(2);
        }
    }
    let start: Vec<Start> = (0..features)
        .map(|i| {
            let mean = sum[i] / f64::max(count, 1.0);
            let deviation = (squares[i] / f64::max(count, 1.0) - mean * mean)
                .max(0.0)
                .sqrt();
            Start {
                unit: 1.0 / deviation.max(0.2),
                ..Start::NOUGHT
            }
        })
        .collect();
    ascend(&start, TRAINING, |weights| {
        let mut slope = vec![0.0; features];
        for choice in choices {
            let odds: Vec<f64> = choice
                .options
                .iter()
                .map(|option| score(weights, option).exp())
                .collect();
            let all = 1.0 + odds.iter().sum::<f64>();
            let right: f64 = odds
                .iter()
                .zip(&choice.right)
                .filter(|(_, right)| **right)
                .map(|(odds, _)| odds)
                .sum();
            for ((option, odds), is_right) in choice.options.iter().zip(&odds).zip(&choice.right) {
                let wanted = if *is_right { odds / right } else { 0.0 };
                let pull = wanted - odds / all;
                for (slope, value) in slope.iter_mut().zip(*option) {
                    *slope += pull * f64::from(*value);
                }
            }
        }
        slope
    })
}
