//! Joints: the places where two parts of a text meet, of one side held against those of the other.

use sverka_encoder::{Model, Vector};

use super::gaps::Gap;
use super::score;
use crate::Side;
use crate::features::{Sink, flag};

/// ln-odds against being whole from which a gap is promising, and how far behind the best of its
/// sentence it may be.
const PROMISING: f64 = -4.0;
const BEHIND: f64 = 4.0;

/// How far from the corresponding place of the other side a counterpart is sought, in sentences.
const FARTHEST: f32 = 30.0;

/// The vectors of a side's sentences, and of the parts before and after its gaps.
pub(crate) struct Vectors {
    sentences: Vec<Vector>,
    parts: Vec<[Vector; 2]>,
}

impl Vectors {
    /// Asks the encoder for the vectors of a side and of the parts around some of its gaps.
    pub(crate) fn new<'a>(
        side: Side<'_>,
        gaps: impl Iterator<Item = &'a Gap>,
        model: &Model,
    ) -> Vectors {
        let text = side.text.as_str();
        let mut texts: Vec<String> = (0..side.sentences.len())
            .map(|sentence| side.sentences.normalised(sentence, side.text).into_owned())
            .collect();
        let sentences = texts.len();
        for gap in gaps {
            let whole = side.sentences.get(gap.sentence);
            for part in [whole.start()..gap.range.start, gap.range.end..whole.end()] {
                texts.push(text[part].split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
        let mut vectors = model.encode_all(&texts);
        let parts = vectors.split_off(sentences);
        let mut parts = parts.into_iter();
        Vectors {
            sentences: vectors,
            parts: std::iter::from_fn(|| Some([parts.next()?, parts.next()?])).collect(),
        }
    }

    /// Only the parts of some gaps, by their places.
    pub(crate) fn only(&self, gaps: &[(usize, f64)]) -> Vectors {
        Vectors {
            sentences: self.sentences.clone(),
            parts: gaps
                .iter()
                .map(|(gap, _)| self.parts[*gap].clone())
                .collect(),
        }
    }
}

/// A side with what is promising of its gaps.
pub(crate) struct View<'a> {
    side: Side<'a>,
    gaps: &'a [Gap],
    /// Place and ln-odds of each promising gap.
    pub(crate) promising: Vec<(usize, f64)>,
}

/// Two neighbouring parts of a side.
struct Joint<'a> {
    parts: [&'a Vector; 2],
    /// Where it is on its side, 0 to 1.
    place: f32,
    /// ln of the length of the part before per that of the part after.
    lengths: f32,
    /// ln-odds of its being a boundary by its own text; `None` if it is one.
    odds: Option<f32>,
}

/// The odds of a boundary, against which those of gaps are weighed.
const CERTAIN: f32 = 3.0;

impl<'a> View<'a> {
    /// Judges gaps by their own text.
    pub(crate) fn new(side: Side<'a>, gaps: &'a [Gap], weights: &[f64]) -> View<'a> {
        let mut promising = Vec::new();
        let mut place = 0;
        for sentence in gaps.chunk_by(|a, b| a.sentence == b.sentence) {
            let scores: Vec<f64> = sentence
                .iter()
                .map(|gap| score(weights, &gap.features))
                .collect();
            let best = scores.iter().copied().fold(f64::MIN, f64::max);
            for (at, score) in scores.into_iter().enumerate() {
                if score > PROMISING.max(best - BEHIND) {
                    promising.push((place + at, score));
                }
            }
            place += sentence.len();
        }
        View {
            side,
            gaps,
            promising,
        }
    }

    fn joint_at_gap<'v>(&self, (gap, score): (usize, f64), parts: &'v [Vector; 2]) -> Joint<'v> {
        let Gap {
            sentence, range, ..
        } = &self.gaps[gap];
        let whole = self.side.sentences.get(*sentence);
        Joint {
            parts: [&parts[0], &parts[1]],
            place: *sentence as f32 / self.side.sentences.len() as f32,
            lengths: ((range.start - whole.start()) as f32 / (whole.end() - range.end) as f32).ln(),
            odds: Some(score as f32),
        }
    }

    /// The promising gaps and the boundaries.
    fn joints<'v>(&self, vectors: &'v Vectors) -> Vec<Joint<'v>> {
        let gaps = self.promising.iter().zip(&vectors.parts);
        let gaps = gaps.map(|(gap, parts)| self.joint_at_gap(*gap, parts));
        let sentences = self.side.sentences;
        let boundaries = (1..sentences.len()).map(|next| Joint {
            parts: [&vectors.sentences[next - 1], &vectors.sentences[next]],
            place: next as f32 / sentences.len() as f32,
            lengths: (sentences.get(next - 1).len() as f32 / sentences.get(next).len() as f32).ln(),
            odds: None,
        });
        gaps.chain(boundaries).collect()
    }

    /// What each promising gap looks like in the light of the other side.
    pub(crate) fn together(
        &self,
        vectors: &Vectors,
        other: &View<'_>,
        others: &Vectors,
    ) -> Vec<Vec<f32>> {
        let joints = other.joints(others);
        let scale = other.side.sentences.len() as f32;
        let gaps = self.promising.iter().zip(&vectors.parts);
        gaps.map(|(gap, parts)| {
            let own = self.joint_at_gap(*gap, parts);
            let near = joints
                .iter()
                .filter(|joint| (joint.place - own.place).abs() * scale < FARTHEST);
            let best = near
                .map(|joint| (likeness(&own, joint), joint))
                .reduce(|best, next| if next.0 > best.0 { next } else { best });
            let there = own.place * scale;
            let sentences = (there - FARTHEST).max(0.0) as usize..(there + FARTHEST) as usize + 1;
            let sentences = sentences.start..sentences.end.min(others.sentences.len());
            let nearest = |vector: &Vector| {
                let others = others.sentences[sentences.clone()].iter();
                others
                    .map(|other| vector.cosine(other))
                    .fold(-1.0, f32::max)
            };
            let whole = nearest(&vectors.sentences[self.gaps[gap.0].sentence]);
            let elsewhere = own.parts.map(|part| nearest(part) - whole);
            let mut features = Vec::new();
            add(
                &own,
                best.map(|best| best.1),
                whole,
                elsewhere,
                &mut features,
            );
            features
        })
        .collect()
    }
}

/// How alike two joints are: what their parts mean, and how long they are.
fn likeness(a: &Joint<'_>, b: &Joint<'_>) -> f32 {
    let [before, after] = [0, 1].map(|part| a.parts[part].cosine(b.parts[part]));
    let odds = b.odds.map_or(CERTAIN, |odds| odds.clamp(-6.0, 6.0));
    before.min(0.8) + after.min(0.8) + before.min(after) + 0.05 * odds
        - 0.1 * (a.lengths - b.lengths).abs().min(2.0)
}

/// The names of what a gap looks like in the light of the other side.
pub(crate) fn names(model: &Model) -> Vec<&'static str> {
    let mut names = Vec::new();
    let vector = model.encode("");
    let own = Joint {
        parts: [&vector, &vector],
        place: 0.0,
        lengths: 0.0,
        odds: None,
    };
    add(&own, None, 0.0, [0.0; 2], &mut names);
    names
}

/// What a gap looks like beside its best counterpart. `whole` is how near the sentence comes to one of
/// the other side, `elsewhere` how much nearer its parts come.
fn add(
    own: &Joint<'_>,
    best: Option<&Joint<'_>>,
    whole: f32,
    elsewhere: [f32; 2],
    sink: &mut impl Sink,
) {
    let [before, after] = best.map_or([0.0; 2], |best| {
        [0, 1].map(|part| own.parts[part].cosine(best.parts[part]))
    });
    let lower = before.min(after);
    let is_boundary = flag(best.is_some_and(|best| best.odds.is_none()));
    sink.add("constant", 1.0);
    sink.add("odds by its own text", own.odds.unwrap_or(0.0));
    sink.add("part before", before);
    sink.add("part after", after);
    sink.add("less like part", lower);
    sink.add("like a boundary", is_boundary);
    sink.add(
        "odds of the counterpart",
        best.and_then(|best| best.odds)
            .unwrap_or(0.0)
            .clamp(-6.0, 6.0)
            / 2.0,
    );
    sink.add("less like part at a boundary", lower * is_boundary);
    sink.add(
        "lengths differ",
        best.map_or(2.0, |best| (own.lengths - best.lengths).abs().min(2.0)),
    );
    sink.add("parts over whole", (before + after) / 2.0 - whole);
    sink.add("parts are alike", own.parts[0].cosine(own.parts[1]));
    sink.add("part before by itself over whole", elsewhere[0]);
    sink.add("part after by itself over whole", elsewhere[1]);
}
