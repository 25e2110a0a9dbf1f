//! Seams: sentence boundaries that a text does not mark well enough by itself (a headline that runs
//! into the text, an address into a letter), found with the help of the other text.
//!
//! Every gap between words where a sentence might begin is first judged by its own text: what stands
//! before and after it, how common the words are, whether they are capitalised without need. What is
//! promising is then held against the other text: are the parts before and after it like the two
//! parts of something there, be it two sentences or a sentence with a promising gap of its own? Both
//! judgements let the gaps of a sentence compete with each other and with the sentence being whole
//! (a conditional logit, McFadden 1974); their weights are learned with all others.

pub(crate) mod gaps;
pub(crate) mod joints;

use std::ops::Range;

use sverka_encoder::Model;
use sverka_segmenter::Sentences;

use crate::Side;
use crate::seams::gaps::{Gap, gaps};
use crate::seams::joints::{Vectors, View};

/// How likely a seam in a sentence must be for the sentence to be cut.
const SURE: f64 = 0.6;

/// The learned weights of both judgements.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seams {
    /// By what a gap's own text says of it: weights on the source side and on the target side.
    pub(crate) apart: Table,
    /// By what a promising gap looks like in the light of the other side.
    pub(crate) together: Table,
}

/// Weights by name, of the source side and the target side.
pub(crate) type Table = Vec<(String, [f64; 2])>;

/// The weights of a table for the source side (0) or the target side (1), in the order of the names.
fn weights(table: &Table, names: &[&str], side: usize) -> Vec<f64> {
    let weight = |name: &&str| {
        let row = table.iter().find(|row| row.0 == **name);
        row.map_or(0.0, |row| row.1[side])
    };
    names.iter().map(weight).collect()
}

/// Cuts sentences where the two texts together show a seam: the sentences of the source side and of
/// the target side, each with at most one cut.
///
/// What the weights say holds for the languages that they were learned from, source and target. Where
/// nothing is learned, all is left as it is.
pub fn cut_at_seams(
    source: Side<'_>,
    target: Side<'_>,
    model: &Model,
    seams: &Seams,
) -> [Sentences; 2] {
    let sides = [source, target];
    if seams.apart.is_empty() || seams.together.is_empty() {
        return sides.map(|side| side.sentences.clone());
    }
    let both = [0, 1];
    let found = sides.map(|side| gaps(side, model));
    let names = gaps::names(model);
    let views = both.map(|side| {
        View::new(
            sides[side],
            &found[side],
            &weights(&seams.apart, &names, side),
        )
    });
    if views.iter().all(|view| view.promising.is_empty()) {
        return sides.map(|side| side.sentences.clone());
    }
    let vectors = both.map(|side| {
        let promising = views[side].promising.iter();
        let gaps = promising.map(|(gap, _)| &found[side][*gap]);
        Vectors::new(sides[side], gaps, model)
    });
    let names = joints::names(model);
    both.map(|side| {
        let other = 1 - side;
        let features = views[side].together(&vectors[side], &views[other], &vectors[other]);
        let weights = weights(&seams.together, &names, side);
        let scored = views[side].promising.iter().zip(&features);
        let scored = scored.map(|((gap, _), row)| (&found[side][*gap], score(&weights, row)));
        let Side { text, sentences } = sides[side];
        sentences
            .cut(text, &sure(&scored.collect::<Vec<_>>()))
            .expect("gaps are white space between words")
    })
}

/// ln-odds of an option against nothing.
pub(crate) fn score(weights: &[f64], features: &[f32]) -> f64 {
    let parts = weights.iter().zip(features);
    parts
        .map(|(weight, value)| weight * f64::from(*value))
        .sum()
}

/// The likeliest gap of each sentence that surely has a seam.
fn sure(scored: &[(&Gap, f64)]) -> Vec<Range<usize>> {
    let mut seams = Vec::new();
    for sentence in scored.chunk_by(|a, b| a.0.sentence == b.0.sentence) {
        let odds: f64 = sentence.iter().map(|(_, score)| score.exp()).sum();
        let likelier = |best, next| if next > best { next } else { best };
        let best = sentence.iter().map(|(_, score)| *score).reduce(likelier);
        let best = sentence.iter().find(|(_, score)| Some(*score) == best);
        if odds > SURE / (1.0 - SURE) {
            seams.extend(best.map(|(gap, _)| gap.range.clone()));
        }
    }
    seams
}

#[cfg(test)]
mod tests {
    use sverka_segmenter::{Language, Text, segment};

    use super::cut_at_seams;
    use crate::{Parameters, Seams, Side};
    use sverka_encoder::Model;

    /// The sentences of two texts, each with a stroke where it is cut.
    fn cut(texts: [&str; 2], seams: &Seams) -> [String; 2] {
        let texts = texts.map(Text::new);
        let sentences = [
            segment(&texts[0], Language::Russian),
            segment(&texts[1], Language::English),
        ];
        let [source, target] = [0, 1].map(|side| Side {
            text: &texts[side],
            sentences: &sentences[side],
        });
        let cut = cut_at_seams(source, target, Model::embedded(), seams);
        [0, 1].map(|side| {
            let sentences = cut[side].iter().map(|span| texts[side].slice(span));
            sentences.collect::<Vec<_>>().join(" | ")
        })
    }

    #[test]
    fn headlines_that_run_into_the_text_are_cut_off() {
        let seams = Parameters::standard().seams();
        for cut_texts in [
            [
                "Пожар на мельнице тушили четыре дня | Мельница купца Фролова сгорела дотла, \
                 сообщили во вторник в уездной управе.",
                "Mill fire burns for four days | A mill owned by the merchant Frolov burned to the \
                 ground, the district board said on Tuesday.",
            ],
            [
                "Музей вернул часы наследникам | Городской музей Вармы вернул семье часовщика \
                 карманные часы, пропавшие в 1919 году. | Их нашли в подвале.",
                "Museum returns watch to heirs | The Varma city museum has given back to a \
                 watchmaker's family a pocket watch that went missing in 1919. | It was found in \
                 the cellar.",
            ],
        ] {
            let texts = cut_texts.map(|text| text.replace(" | ", " "));
            assert_eq!(cut([&texts[0], &texts[1]], seams), cut_texts);
        }
    }

    #[test]
    fn names_in_a_sentence_are_no_seams() {
        let seams = Parameters::standard().seams();
        for texts in [
            [
                "Вчера посол Великобритании Роджер Картер встретился в Москве с Андреем Ильичом \
                 Громовым.",
                "Yesterday the British Ambassador Roger Carter met Andrei Ilyich Gromov in Moscow.",
            ],
            ["ПРОТОКОЛ № 5.", "MINUTES No. 5."],
            ["", "A text without a source."],
        ] {
            assert_eq!(cut(texts, seams), texts.map(String::from));
        }
    }

    #[test]
    fn where_nothing_is_learned_nothing_is_cut() {
        let texts = [
            "Пожар на мельнице Мельница сгорела.",
            "Mill fire The mill burned.",
        ];
        assert_eq!(cut(texts, &Seams::default()), texts.map(String::from));
    }
}
