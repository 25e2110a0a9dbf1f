//! Pairing: the content words of two runs matched one to one, so that a word which renders one word
//! does not seem to render a second as well.
//!
//! Competitive linking (Melamed 2000, "Models of translational equivalence among words"): the most
//! alike words are taken first, and what is taken is gone. Words whose neighbours may render each
//! other too are preferred, for the same word can come up twice in a sentence.

use std::ops::Range;

use crate::evidence::{Evidence, Half};
use crate::terms::Terms;

/// How far away, in content words, neighbours support a pair, and by how much at most.
const REACH: usize = 2;
const SUPPORT: f32 = 0.4;

/// Likeness from which a word may share the partner of the word beside it (железная дорога ~
/// railway), and what such a pair is worth.
const SHARED_LIKENESS: f32 = 0.45;
const SHARED_WORTH: f32 = 0.9;

/// A content word of a run.
pub(crate) struct Word {
    pub(crate) sentence: usize,
    /// Its place among the terms of its sentence.
    pub(crate) term: usize,
    pub(crate) weight: f32,
    pub(crate) is_number: bool,
    /// It is capitalised inside a sentence.
    pub(crate) is_name: bool,
    pub(crate) opens_clause: bool,
    /// How well its partner corresponds, 0 to 1; 0 without one.
    pub(crate) matched: f32,
    /// Its partner among the words of the other run.
    pub(crate) partner: Option<usize>,
}

/// The content words of two runs and who pairs with whom.
pub(crate) struct Pairing {
    pub(crate) source: Vec<Word>,
    pub(crate) target: Vec<Word>,
}

impl Pairing {
    /// The pairing of two runs.
    pub(crate) fn new(
        evidence: &Evidence,
        source: &Range<usize>,
        target: &Range<usize>,
    ) -> Pairing {
        Pairing::among(evidence, source.clone(), target.clone())
    }

    /// The pairing of any sentences, in text order.
    pub(crate) fn among(
        evidence: &Evidence,
        source: impl Iterator<Item = usize> + Clone,
        target: impl Iterator<Item = usize> + Clone,
    ) -> Pairing {
        let (mut sources, source_places) = words(&evidence.source, source.clone());
        let (mut targets, target_places) = words(&evidence.target, target.clone());
        let mut likeness = vec![0f32; sources.len() * targets.len()];
        let mut cells = Vec::new();
        for (s, places) in source.zip(&source_places) {
            for (t, others) in target.clone().zip(&target_places) {
                for pair in evidence.pairs(s, t).iter() {
                    if let (Some(i), Some(j)) = (places[pair.source], others[pair.target]) {
                        likeness[i * targets.len() + j] = pair.likeness;
                        cells.push((i, j));
                    }
                }
            }
        }
        let width = targets.len();
        let near = |at: usize, len: usize| at.saturating_sub(REACH)..(at + REACH + 1).min(len);
        let supported = |&(i, j): &(usize, usize)| {
            let mut support = 0f32;
            for other in near(i, sources.len()).filter(|other| *other != i) {
                for partner in near(j, width).filter(|partner| *partner != j) {
                    support = support.max(likeness[other * width + partner]);
                }
            }
            likeness[i * width + j] * (1.0 + SUPPORT * support)
        };
        let mut ranked: Vec<(f32, usize, usize)> = cells
            .iter()
            .map(|cell| (supported(cell), cell.0, cell.1))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for &(_, i, j) in &ranked {
            if sources[i].partner.is_none() && targets[j].partner.is_none() {
                sources[i].pair(j, likeness[i * width + j]);
                targets[j].pair(i, likeness[i * width + j]);
            }
        }
        for &(_, i, j) in &ranked {
            let alike = likeness[i * width + j];
            if alike <= SHARED_LIKENESS {
                continue;
            }
            let beside =
                |word: &Word, at: usize| word.partner.is_some_and(|other| other.abs_diff(at) <= 1);
            if sources[i].partner.is_none() && beside(&targets[j], i) {
                sources[i].pair(j, SHARED_WORTH * alike);
            } else if targets[j].partner.is_none() && beside(&sources[i], j) {
                targets[j].pair(i, SHARED_WORTH * alike);
            }
        }
        Pairing {
            source: sources,
            target: targets,
        }
    }

    /// The shares of the weight of the source words and of the target words that are paired.
    pub(crate) fn shares(&self) -> [f32; 2] {
        [&self.source, &self.target].map(|words| share(words))
    }
}

/// The best pairings of a sentence with single sentences of the other side, as shares of weight.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Best {
    /// The largest share of its own words that is paired.
    pub(crate) own: f32,
    /// The largest share of the other sentence's words.
    pub(crate) other: f32,
    /// The largest product of the two.
    pub(crate) both: f32,
}

impl Best {
    fn see(&mut self, own: f32, other: f32) {
        self.own = self.own.max(own);
        self.other = self.other.max(other);
        self.both = self.both.max(own * other);
    }
}

/// The best pairings of each source sentence and of each target sentence.
pub(crate) fn best(evidence: &Evidence) -> [Vec<Best>; 2] {
    let lens = [evidence.source.side.len(), evidence.target.side.len()];
    let [mut sources, mut targets] = lens.map(|len| vec![Best::default(); len]);
    for (s, source) in sources.iter_mut().enumerate() {
        for t in evidence.source.band.row(s) {
            let [by_source, by_target] = Pairing::new(evidence, &(s..s + 1), &(t..t + 1)).shares();
            source.see(by_source, by_target);
            targets[t].see(by_target, by_source);
        }
    }
    [sources, targets]
}

impl Word {
    fn pair(&mut self, partner: usize, likeness: f32) {
        self.partner = Some(partner);
        self.matched = likeness;
    }
}

/// The share of the weight of some words that is paired; 0 of no words.
pub(crate) fn share(words: &[Word]) -> f32 {
    let weight: f32 = words.iter().map(|word| word.weight).sum();
    let mass: f32 = words.iter().map(|word| word.weight * word.matched).sum();
    if weight > 0.0 { mass / weight } else { 0.0 }
}

/// The content words of some sentences, and for each term of each sentence its place among them.
fn words(
    half: &Half,
    sentences: impl Iterator<Item = usize>,
) -> (Vec<Word>, Vec<Vec<Option<usize>>>) {
    let mut words = Vec::new();
    let mut places = Vec::with_capacity(sentences.size_hint().0);
    for sentence in sentences {
        let terms = half.side.terms.of(sentence);
        let mut place = vec![None; terms.len()];
        let mut opens_clause = true;
        for (at, term) in terms.iter().enumerate() {
            opens_clause |= term.opens_clause;
            if Terms::is_content(term) {
                place[at] = Some(words.len());
                words.push(Word {
                    sentence,
                    term: at,
                    weight: term.weight,
                    is_number: Terms::is_number(term),
                    is_name: at > 0 && half.side.terms.is_name(term),
                    opens_clause: std::mem::take(&mut opens_clause),
                    matched: 0.0,
                    partner: None,
                });
            }
        }
        places.push(place);
    }
    (words, places)
}

#[cfg(test)]
mod tests {
    use sverka_encoder::Model;
    use sverka_segmenter::{Language, Text, segment};

    use super::Pairing;
    use crate::evidence::Evidence;
    use crate::glossary::{Glossary, GlossaryEntry};
    use crate::{Languages, Side};

    /// Which source words find a partner of their own.
    fn paired(source: &str, target: &str, glossary: &Glossary) -> Vec<bool> {
        let (source, target) = (Text::new(source), Text::new(target));
        let sentences = (
            segment(&source, Language::Russian),
            segment(&target, Language::English),
        );
        let side = |text, sentences| Side { text, sentences };
        let evidence = Evidence::new(
            side(&source, &sentences.0),
            side(&target, &sentences.1),
            Languages::default(),
            Model::embedded(),
            glossary,
        );
        let pairing = Pairing::new(&evidence, &(0..1), &(0..1));
        pairing.source.iter().map(|w| w.matched >= 0.3).collect()
    }

    #[test]
    fn a_word_that_renders_one_word_does_not_render_a_second() {
        let found = paired(
            "Получено 30 пудов муки и 20 пудов муки.",
            "Received: 30 poods of flour.",
            &Glossary::default(),
        );
        // Получено, 30, пудов, муки; 20, пудов, муки.
        assert_eq!(found, [true, true, true, true, false, false, false]);
    }

    #[test]
    fn terms_of_the_glossary_pair() {
        let (source, target) = ("Прибыли тридцать зюмбриков.", "Thirty hands arrived.");
        let entry = GlossaryEntry::new("зюмбрик", "hand", None, 1);
        let without = paired(source, target, &Glossary::default());
        let with = paired(source, target, &Glossary::new(vec![entry]));
        assert_eq!((without[2], with[2]), (false, true));
    }
}
