//! Gold documents to learn from, and what documents that were not learned from score.

use std::collections::BTreeMap;

use rayon::prelude::*;
use sverka_aligner::learn::{Examples, Lesson, Outcome, Parts, Prepared, Training};
use sverka_aligner::{Parameters, Seams, Settings, Side, align_with, cut_at_seams};
use sverka_encoder::Model;
use sverka_exporter::gold::Gold;
use sverka_exporter::score::reliability::judged;
use sverka_exporter::score::{Report, score};
use sverka_exporter::{Row, rows};
use sverka_segmenter::{Language, Sentences, segment};

/// Documents to learn seams from.
pub fn lessons<'a>(golds: &'a [Gold]) -> Vec<Lesson<'a>> {
    let lesson = |gold: &'a Gold| {
        Lesson::new(
            [gold.source(), gold.target()],
            segmented(gold),
            Model::embedded(),
        )
    };
    golds.par_iter().map(lesson).collect()
}

fn segmented(gold: &Gold) -> [Sentences; 2] {
    [
        segment(gold.source().text, Language::Russian),
        segment(gold.target().text, Language::English),
    ]
}

/// The sentences of documents as a user would have them: from plain text, cut by our own segmenter
/// and at the seams that the documents of the other folds teach.
pub fn cut_by_others(lessons: &[Lesson<'_>], folds: usize) -> Vec<[Sentences; 2]> {
    let seams: Vec<Seams> = (0..folds.max(1))
        .into_par_iter()
        .map(|fold| {
            let others = lessons.iter().enumerate();
            let others = others.filter(|(i, _)| folds < 2 || i % folds != fold);
            let others: Vec<_> = others.map(|(_, lesson)| lesson).collect();
            Seams::learn(&others, Model::embedded())
        })
        .collect();
    let cut = |(i, lesson): (usize, &Lesson<'_>)| {
        let [source, target] = lesson.sides();
        cut_at_seams(source, target, Model::embedded(), &seams[i % seams.len()])
    };
    lessons.par_iter().enumerate().map(cut).collect()
}

/// The sentences of a document as our own segmenter cuts them.
pub fn uncut(lesson: &Lesson<'_>) -> [Sentences; 2] {
    lesson.sides().map(|side| side.sentences.clone())
}

/// What documents score if they are aligned as a user would align them.
pub fn score_all(golds: &[Gold], parameters: &Parameters) -> Report {
    let model = Model::embedded();
    let scored = golds.par_iter().map(|gold| {
        let sentences = segmented(gold);
        let side = |side, sentences| Side {
            text: side,
            sentences,
        };
        let (source, target) = (gold.source().text, gold.target().text);
        let sentences = cut_at_seams(
            side(source, &sentences[0]),
            side(target, &sentences[1]),
            model,
            parameters.seams(),
        );
        let (source, target) = (side(source, &sentences[0]), side(target, &sentences[1]));
        let settings = Settings {
            parameters,
            ..Settings::default()
        };
        let alignment = align_with(source, target, model, &settings);
        (gold.name(), score(gold, &rows(&alignment, source, target)))
    });
    let mut report = Report::new();
    for (name, score) in scored.collect::<Vec<_>>() {
        report.push(name, score);
    }
    report
}

/// Gold documents, ready to be learned from and to be aligned.
pub struct Corpus<'a> {
    documents: Vec<Document<'a>>,
}

struct Document<'a> {
    gold: &'a Gold,
    /// With the sentences of the gold.
    taught: Prepared<'a>,
    /// With those of our own segmenter.
    plain: Prepared<'a>,
    /// How often it counts where it is learned from.
    times: usize,
}

/// What documents score that were not learned from.
#[derive(Default)]
pub struct Validation {
    pub all: Report,
    /// By set.
    pub sets: BTreeMap<String, Report>,
    /// What became of the links.
    pub outcomes: Vec<Outcome>,
}

impl<'a> Corpus<'a> {
    /// Takes documents with their sentences from plain text; those of the set `tenfold` count ten
    /// times.
    pub fn new(
        golds: &'a [Gold],
        sentences: &'a [[Sentences; 2]],
        tenfold: Option<&str>,
    ) -> Corpus<'a> {
        let document = |(gold, [source, target]): (&'a Gold, &'a [Sentences; 2])| {
            let model = Model::embedded();
            let side = |side: Side<'a>, sentences| Side { sentences, ..side };
            let plain = (side(gold.source(), source), side(gold.target(), target));
            let tenfold = tenfold.is_some() && gold.meta().set.as_deref() == tenfold;
            Document {
                gold,
                taught: Prepared::new(gold.source(), gold.target(), model),
                plain: Prepared::new(plain.0, plain.1, model),
                times: if tenfold { 10 } else { 1 },
            }
        };
        Corpus {
            documents: golds.par_iter().zip(sentences).map(document).collect(),
        }
    }

    /// The documents as examples.
    pub fn examples(&self, parts: Parts) -> Examples {
        let lessons: Vec<_> = (self.documents.iter())
            .map(|document| (&document.taught, document.gold.links()))
            .collect();
        Examples::new(&lessons, parts)
    }

    /// How often each document counts.
    pub fn times(&self, place: usize) -> usize {
        self.documents[place].times
    }

    /// Learns as often as there are folds, each time from the documents of all folds but one, and
    /// scores those.
    pub fn cross_validate(
        &self,
        examples: &Examples,
        parts: Parts,
        folds: usize,
        training: Training,
    ) -> Validation {
        let mut validation = Validation::default();
        for fold in 0..folds {
            let times = |i: usize| if i % folds == fold { 0 } else { self.times(i) };
            let parameters = examples.train(times, training);
            let left_out = self.documents.iter().skip(fold).step_by(folds).collect();
            for (gold, rows) in aligned(left_out, &parameters, parts) {
                let score = score(gold, &rows);
                let set = gold.meta().set.as_deref().unwrap_or("no set").to_owned();
                let report = validation.sets.entry(set).or_default();
                report.push(gold.name(), score);
                validation.all.push(gold.name(), score);
                validation.outcomes.extend(judged(gold, &rows));
            }
        }
        validation
    }
}

/// Aligns documents as a user would: from plain text.
fn aligned<'a>(
    documents: Vec<&Document<'a>>,
    parameters: &Parameters,
    parts: Parts,
) -> Vec<(&'a Gold, Vec<Row>)> {
    let align = |document: &Document<'a>| {
        let plain = &document.plain;
        let alignment = plain.align(parameters, parts);
        let rows = rows(&alignment, plain.source(), plain.target());
        (document.gold, rows)
    };
    documents.into_par_iter().map(align).collect()
}
