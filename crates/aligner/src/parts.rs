//! Parts of the aligner that can be switched off, so that one can see what each is worth: the kinds
//! of its evidence, and steps of its method.

use std::fmt;

/// A kind of evidence, or a step of the method.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Cosines of runs of sentences.
    Vectors,
    /// Cosines of the clauses of a sentence.
    Clauses,
    /// What a link has over its competitors: the best sentence outside, the link itself with a
    /// sentence more or less.
    Margins,
    /// Word vectors as a lexicon.
    Lexicon,
    /// Words covered, each by the best of the whole other run.
    Coverage,
    /// Words paired one to one.
    Pairing,
    /// Weights of words by rarity.
    Rarity,
    /// Names across systems of transliteration.
    Names,
    /// Numbers, dates and months by value.
    Numbers,
    /// Quotation marks, brackets, ellipses, words of editors.
    Cues,
    /// Lengths in code points and in content words.
    Length,
    /// How many sentences a link joins.
    Shape,
    /// Place in the texts and in their paragraphs.
    Place,
    /// What is usual in the document.
    Document,
    /// The units between the features of a link and its kinds.
    Hidden,
    /// Which kind of step follows which.
    Transitions,
    /// Links that break the order.
    Crossings,
}

impl Part {
    /// Every part: evidence first, then method.
    pub const ALL: [Part; 17] = [
        Part::Vectors,
        Part::Clauses,
        Part::Margins,
        Part::Lexicon,
        Part::Coverage,
        Part::Pairing,
        Part::Rarity,
        Part::Names,
        Part::Numbers,
        Part::Cues,
        Part::Length,
        Part::Shape,
        Part::Place,
        Part::Document,
        Part::Hidden,
        Part::Transitions,
        Part::Crossings,
    ];

    /// Whether a feature is made of this part: the words of its name say so.
    fn makes(self, feature: &str) -> bool {
        let has = |words: &[&str]| words.iter().any(|word| feature.contains(word));
        match self {
            Part::Vectors => has(&["cosine", "near", "partner"]),
            Part::Clauses => has(&["clause"]),
            Part::Margins => has(&[
                "rival",
                "elsewhere",
                "over best of",
                "partner",
                "contributes",
                "given",
            ]),
            Part::Coverage => has(&[
                "cover",
                "matched",
                "missing",
                "longest gap",
                "gap in words",
                "contributes",
            ]),
            Part::Pairing => has(&["paired", "heaviest gap", "gap at", "gaps", "given", "bare"]),
            Part::Names => has(&["names"]),
            Part::Numbers => has(&["numbers"]),
            Part::Cues => has(&["quoted", "bracket", "ellipsis", "note"]),
            Part::Length => has(&["length", "content", "short"]),
            Part::Shape => has(&[" to "]) || feature.ends_with(" sentences"),
            Part::Place => has(&["paragraph", "place"]),
            Part::Document => has(&["document", "usual"]),
            // These decide what other features find, or how they are weighed.
            Part::Lexicon | Part::Rarity | Part::Hidden | Part::Transitions | Part::Crossings => {
                false
            }
        }
    }
}

impl fmt::Display for Part {
    /// A few words for a table.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Part::Vectors => "vectors of runs of sentences",
            Part::Clauses => "vectors of clauses",
            Part::Margins => "margins over competitors",
            Part::Lexicon => "word vectors as a lexicon",
            Part::Coverage => "words covered",
            Part::Pairing => "words paired one to one",
            Part::Rarity => "weights of words by rarity",
            Part::Names => "names by transliteration",
            Part::Numbers => "numbers and dates by value",
            Part::Cues => "quotation marks, brackets, ellipses, notes",
            Part::Length => "length",
            Part::Shape => "numbers of sentences",
            Part::Place => "place and paragraphs",
            Part::Document => "what is usual in the document",
            Part::Hidden => "hidden units",
            Part::Transitions => "which status follows which",
            Part::Crossings => "links out of order",
        })
    }
}

/// The parts that are in use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parts(u32);

impl Parts {
    /// Every part.
    pub const ALL: Parts = Parts((1 << Part::ALL.len()) - 1);

    /// These parts and no others.
    pub fn of(parts: &[Part]) -> Parts {
        Parts(parts.iter().fold(0, |all, part| all | 1 << *part as u32))
    }

    /// These parts without those.
    #[must_use]
    pub fn without(self, parts: &[Part]) -> Parts {
        Parts(self.0 & !Parts::of(parts).0)
    }

    /// Whether a part is in use.
    pub fn hold(self, part: Part) -> bool {
        self.0 & Parts::of(&[part]).0 != 0
    }

    /// Sets the features to nought that are made of a part which is switched off: `names` in the order of
    /// each row.
    pub(crate) fn silence(self, names: &[&str], rows: &mut [Vec<f32>]) {
        let off = Part::ALL.into_iter().filter(|part| !self.hold(*part));
        let off: Vec<Part> = off.collect();
        for (at, name) in names.iter().enumerate() {
            if off.iter().any(|part| part.makes(name)) {
                rows.iter_mut().for_each(|row| row[at] = 0.0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use sverka_encoder::Model;
    use sverka_segmenter::{Language, Text, segment};

    use super::{Part, Parts};
    use crate::learn::{Examples, NEVER, Prepared, Training};
    use crate::pairing::Pairing;
    use crate::problem::Problem;
    use crate::sieve::Sieve;
    use crate::{Link, Parameters, Side, Status};

    /// Lets a test look at two texts.
    fn prepared<T>(source: &str, target: &str, look: impl FnOnce(&Prepared<'_>) -> T) -> T {
        let texts = (Text::new(source), Text::new(target));
        let source = Side {
            text: &texts.0,
            sentences: &segment(&texts.0, Language::Russian),
        };
        let target = Side {
            text: &texts.1,
            sentences: &segment(&texts.1, Language::English),
        };
        look(&Prepared::new(source, target, Model::embedded()))
    }

    fn makers(feature: &str) -> Vec<Part> {
        let makers = Part::ALL.into_iter().filter(|part| part.makes(feature));
        makers.collect()
    }

    #[test]
    fn every_feature_is_made_of_parts() {
        let (link, alone) = prepared("Дождь идёт.", "It rains.", |sides| {
            let evidence = sides.evidence(Parts::ALL).expect("no side is empty");
            let sieve = Sieve::new(&Parameters::default(), &evidence);
            Problem::new(evidence, sieve, &[]).names()
        });
        let unmade = (link.iter().chain(&alone)).filter(|name| makers(name).is_empty());
        let unmade: Vec<&str> = unmade.copied().collect();
        assert_eq!(unmade, ["constant"; 2]);
    }

    #[test]
    fn features_are_made_of_what_their_names_say() {
        use Part::*;
        for (feature, parts) in [
            ("cosine", &[Vectors][..]),
            ("cosine over best rival of source", &[Vectors, Margins]),
            ("cosine over usual", &[Vectors, Document]),
            ("source sentences", &[Shape]),
            ("2 to 1", &[Shape]),
            ("source sentences covered", &[Coverage]),
            ("source sentences near", &[Vectors]),
            ("target clauses near over .3", &[Vectors, Clauses]),
            ("source partners inside", &[Vectors, Margins]),
            ("source longest gap", &[Coverage]),
            ("source heaviest gap", &[Pairing]),
            ("source names missing", &[Coverage, Names]),
            ("target numbers unpaired", &[Pairing, Numbers]),
            ("source bare clauses", &[Clauses, Pairing]),
            ("document source matched", &[Coverage, Document]),
            ("content words", &[Length]),
            ("out of place", &[Place]),
        ] {
            assert_eq!(makers(feature), parts, "{feature}");
        }
    }

    #[test]
    fn words_are_matched_by_what_is_in_use() {
        let ways = [Part::Numbers, Part::Names, Part::Lexicon];
        for (source, target, by) in [
            ("Там 40 тыс.", "There are forty thousand.", Part::Numbers),
            ("Там Дзаннини.", "There is Zannini.", Part::Names),
            ("Там пароход.", "There is a steamer.", Part::Lexicon),
        ] {
            let matched = |parts: Parts| {
                prepared(source, target, |sides| {
                    let evidence = sides.evidence(parts).expect("no side is empty");
                    let words = Pairing::new(&evidence, &(0..1), &(0..1)).source;
                    words.iter().any(|word| word.matched > 0.5)
                })
            };
            assert!(matched(Parts::of(&[by, Part::Rarity])), "{target}");
            assert!(!matched(Parts::ALL.without(&ways)), "{target}");
        }
    }

    #[test]
    fn what_is_switched_off_weighs_nothing() {
        let parts = Parts::ALL.without(&[
            Part::Vectors,
            Part::Hidden,
            Part::Transitions,
            Part::Crossings,
        ]);
        let training = Training {
            rounds: 3,
            prior: 1.0,
            rate: 0.1,
        };
        let link = |source: usize, target: usize| {
            Link::new(vec![source], vec![target], Status::Translated, 1.0)
                .expect("it has two sides")
        };
        let learned = |parts| {
            prepared(
                "Дождь идёт. Все дома.",
                "It rains. All are in.",
                |sides| {
                    let documents: [(_, &[Link]); 1] = [(sides, &[link(0, 0), link(1, 1)])];
                    Examples::new(&documents, parts).train(|_| 1, training)
                },
            )
        };
        let (all, some) = (learned(Parts::ALL), learned(parts));
        let weight = |parameters: &Parameters, name: &str| {
            let row = parameters.link.iter().find(|row| row.0 == name);
            row.expect("the feature is known").1[0]
        };
        for (feature, is_off) in [("cosine", true), ("length", false)] {
            assert_ne!(weight(&all, feature), 0.0, "{feature}");
            assert_eq!(weight(&some, feature) == 0.0, is_off, "{feature}");
        }
        let nothing = Parameters::default();
        assert_ne!(all.transitions, nothing.transitions);
        assert_eq!(some.transitions, nothing.transitions);
        assert_ne!(all.units, nothing.units);
        assert_eq!(some.units, nothing.units);
        let constant = |parameters: &Parameters| parameters.nobody[0].clone();
        assert!(constant(&all).1[0] < 10.0);
        assert_eq!(constant(&some), ("constant".into(), [NEVER]));
    }

    #[test]
    fn parts_are_a_set() {
        for (number, part) in Part::ALL.into_iter().enumerate() {
            assert_eq!(part as usize, number);
            assert!(Parts::ALL.hold(part) && !Parts::ALL.without(&[part]).hold(part));
            assert_eq!(Parts::of(&[part]).without(&[part]), Parts::of(&[]));
        }
    }
}
