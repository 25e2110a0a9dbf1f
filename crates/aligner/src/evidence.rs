//! Evidence: everything about two sides that is computed once and then looked up for every
//! possible link: vectors of runs, words matched between sentences, lengths, typographic cues.

use std::borrow::Cow;
use std::ops::Range;

use sverka_encoder::{Model, Runs, Sum, Vector};
use sverka_segmenter::Language;

use crate::band::Band;
use crate::clauses;
use crate::cues::Cues;
use crate::glossary::Glossary;
use crate::parts::{Part, Parts};
use crate::spelling::modern;
use crate::terms::{Term, Terms};
use crate::{Languages, Side, SideName};

/// Longest run of sentences, on either side, that is considered as one side of a link.
pub(crate) const LONGEST_RUN: usize = 6;

/// How many rivals of a run are remembered: enough that one of them lies outside any link.
const RIVALS: usize = LONGEST_RUN + 1;

/// One side by itself: what does not depend on the other.
#[derive(Clone)]
pub(crate) struct SideEvidence {
    pub(crate) terms: Terms,
    pub(crate) cues: Vec<Cues>,
    /// Code points of each sentence.
    lengths: Vec<usize>,
    /// The paragraph of each sentence.
    pub(crate) paragraphs: Vec<usize>,
    /// Vector of the run that begins at a sentence: `runs[length - 1][first]`.
    runs: Vec<Vec<Vector>>,
    /// Vectors of the clauses of each sentence.
    clauses: Vec<Vec<Vector>>,
}

impl SideEvidence {
    /// Two sides, source and target, each by itself.
    pub(crate) fn both(
        [source, target]: [Side<'_>; 2],
        languages: Languages,
        model: &Model,
        glossary: &Glossary,
    ) -> [SideEvidence; 2] {
        [
            (source, (SideName::Source, languages.source)),
            (target, (SideName::Target, languages.target)),
        ]
        .map(|(side, what)| SideEvidence::new(side, what, model, glossary))
    }

    fn new(
        side: Side<'_>,
        (name, language): (SideName, Language),
        model: &Model,
        glossary: &Glossary,
    ) -> SideEvidence {
        let sentences: Vec<_> = (0..side.sentences.len())
            .map(|sentence| modern(&side.sentences.normalised(sentence, side.text)).into_owned())
            .collect();
        SideEvidence {
            terms: Terms::new(side, (name, language), model, glossary),
            cues: Cues::of(side, language),
            lengths: side
                .sentences
                .iter()
                .map(|s| side.text.code_points(s).len())
                .collect(),
            paragraphs: (0..sentences.len())
                .map(|s| side.sentences.paragraph_of(s))
                .collect(),
            runs: run_vectors(&model.runs(&sentences), model),
            clauses: clause_vectors(&sentences, model),
        }
    }

    /// The side without the evidence that is switched off.
    pub(crate) fn keep(mut self, parts: Parts) -> SideEvidence {
        if !parts.hold(Part::Vectors) {
            // One vector for all says nothing of any.
            let one = self.runs[0][0].clone();
            self.runs
                .iter_mut()
                .flatten()
                .for_each(|v| *v = one.clone());
        }
        if !parts.hold(Part::Vectors) || !parts.hold(Part::Clauses) {
            self.clauses.iter_mut().for_each(Vec::clear);
        }
        self.terms = self.terms.keep(parts);
        self
    }

    /// Number of sentences.
    pub(crate) fn len(&self) -> usize {
        self.lengths.len()
    }

    /// The vector of a run of at most [`LONGEST_RUN`] sentences.
    pub(crate) fn vector(&self, run: &Range<usize>) -> &Vector {
        &self.runs[run.len() - 1][run.start]
    }

    /// Vectors of single sentences, in order.
    pub(crate) fn sentence_vectors(&self) -> &[Vector] {
        &self.runs[0]
    }

    /// Code points of a run of sentences.
    pub(crate) fn length(&self, run: Range<usize>) -> usize {
        self.lengths[run].iter().sum()
    }
}

/// Vectors of the clauses of each sentence.
fn clause_vectors<S: AsRef<str>>(sentences: &[S], model: &Model) -> Vec<Vec<Vector>> {
    let clauses: Vec<Vec<&str>> = sentences
        .iter()
        .map(|s| clauses::split(s.as_ref()))
        .collect();
    let mut vectors = model.encode_all(&clauses.concat()).into_iter();
    clauses
        .iter()
        .map(|clauses| vectors.by_ref().take(clauses.len()).collect())
        .collect()
}

/// How near two sentences are, or one of them and a clause of the other, by cosine.
fn nearness(a: (&SideEvidence, usize), b: (&SideEvidence, usize)) -> f32 {
    let best = |vector: &Vector, clauses: &[Vector]| {
        clauses
            .iter()
            .map(|clause| vector.cosine(clause))
            .fold(-1.0, f32::max)
    };
    let (whole_a, whole_b) = (&a.0.sentence_vectors()[a.1], &b.0.sentence_vectors()[b.1]);
    whole_a
        .cosine(whole_b)
        .max(best(whole_a, &b.0.clauses[b.1]))
        .max(best(whole_b, &a.0.clauses[a.1]))
}

/// Vectors of all runs up to the longest, from sums over tokens: no text is encoded more than once.
fn run_vectors(sentences: &Runs, model: &Model) -> Vec<Vec<Vector>> {
    let runs = |length: usize| -> Vec<Sum> {
        (0..=sentences.len() - length)
            .map(|first| sentences.sum(first..first + length))
            .collect()
    };
    (1..=LONGEST_RUN.min(sentences.len()))
        .map(|length| model.vectors(&runs(length)))
        .collect()
}

/// The best partners of a run by some measure, best first: measure and sentence of the other side.
type Rivals = Vec<(f32, usize)>;

/// One side in the light of the other.
pub(crate) struct Half {
    pub(crate) side: SideEvidence,
    /// Which sentences of the other side are considered for each sentence.
    pub(crate) band: Band,
    /// How well each term of a sentence is matched in a sentence of the other side.
    matches: Vec<Vec<f32>>,
    /// The best of `matches` over the other side, for each term of each sentence.
    best_matches: Vec<Vec<f32>>,
    /// Sum of the weights of a sentence's terms.
    weights: Vec<f32>,
    /// Weighted sum of `matches` for each sentence of the other side in the band.
    masses: Vec<Vec<f32>>,
    /// The best partner by cosine of each sentence.
    best_partners: Vec<Option<usize>>,
    /// By run: `[length - 1][first]`.
    rivals_by_cosine: Vec<Vec<Rivals>>,
    rivals_by_coverage: Vec<Vec<Rivals>>,
    /// For each sentence: the nearest sentences of the other side, clauses counting.
    nearest: Vec<Rivals>,
    /// For each sentence: how near each sentence of its row of the band is.
    nearness: Vec<Vec<f32>>,
}

impl Half {
    fn new(side: SideEvidence, band: Band) -> Half {
        let terms = |s: usize| side.terms.of(s);
        let all = 0..side.len();
        let matches = all
            .clone()
            .map(|s| vec![0.0; terms(s).len() * band.row(s).len()])
            .collect();
        let weights = all
            .map(|s| terms(s).iter().map(|t| t.weight).sum::<f32>())
            .collect();
        Half {
            side,
            band,
            matches,
            weights,
            best_matches: Vec::new(),
            masses: Vec::new(),
            best_partners: Vec::new(),
            rivals_by_cosine: Vec::new(),
            rivals_by_coverage: Vec::new(),
            nearest: Vec::new(),
            nearness: Vec::new(),
        }
    }

    fn cells(&self, sentence: usize, other: usize) -> Range<usize> {
        let width = self.side.terms.of(sentence).len();
        let at = other - self.band.row(sentence).start;
        at * width..(at + 1) * width
    }

    /// How well each term of a sentence is matched in a sentence of the other side, 0 to 1.
    pub(crate) fn matches(&self, sentence: usize, other: usize) -> &[f32] {
        &self.matches[sentence][self.cells(sentence, other)]
    }

    /// How well each term of a sentence is matched anywhere on the other side, 0 to 1.
    pub(crate) fn best_matches(&self, sentence: usize) -> &[f32] {
        &self.best_matches[sentence]
    }

    /// Sum of the weights of a sentence's terms.
    pub(crate) fn weight(&self, sentence: usize) -> f32 {
        self.weights[sentence]
    }

    /// The sentence of the other side whose vector is nearest.
    pub(crate) fn best_partner(&self, sentence: usize) -> Option<usize> {
        self.best_partners[sentence]
    }

    /// The share of a run's weight that one sentence of the other side matches.
    pub(crate) fn coverage_by_one(&self, run: &Range<usize>, other: usize) -> f32 {
        let (mut mass, mut weight) = (0.0, 0.0);
        for s in run.clone() {
            weight += self.weights[s];
            let row = self.band.row(s);
            if row.contains(&other) {
                mass += self.masses[s][other - row.start];
            }
        }
        if weight > 0.0 { mass / weight } else { 0.0 }
    }

    /// How near a sentence comes to a sentence of the other run, clauses counting, and to the
    /// nearest outside it (−1 if there is none).
    pub(crate) fn near(&self, sentence: usize, others: &Range<usize>) -> (f32, f32) {
        let start = self.band.row(sentence).start;
        let inside = others
            .clone()
            .map(|other| self.nearness[sentence][other - start]);
        let outside = self.nearest[sentence]
            .iter()
            .find(|(_, other)| !others.contains(other));
        (
            inside.fold(-1.0, f32::max),
            outside.map_or(-1.0, |rival| rival.0),
        )
    }

    /// The share of a sentence's weight that a run of the other side matches.
    pub(crate) fn coverage_by_run(&self, sentence: usize, others: &Range<usize>) -> f32 {
        let weight = self.weights[sentence];
        if weight <= 0.0 {
            return 0.0;
        }
        if others.len() == 1 {
            let row = self.band.row(sentence);
            return self.masses[sentence][others.start - row.start] / weight;
        }
        let terms = self.side.terms.of(sentence);
        let best = |term: usize| {
            let cells = others
                .clone()
                .map(|other| self.matches(sentence, other)[term]);
            cells.fold(0f32, f32::max)
        };
        let mass: f32 = (0..terms.len()).map(|i| terms[i].weight * best(i)).sum();
        mass / weight
    }

    /// The best cosine of the run with a single sentence outside `others`, and the best share of
    /// the run's words that such a sentence covers; −1 and 0 if there is none.
    pub(crate) fn rivals(&self, run: &Range<usize>, others: &Range<usize>) -> (f32, f32) {
        let best = |rivals: &[Vec<Rivals>]| {
            let row = &rivals[run.len() - 1][run.start];
            row.iter()
                .find(|(_, other)| !others.contains(other))
                .map(|(measure, _)| *measure)
        };
        (
            best(&self.rivals_by_cosine).unwrap_or(-1.0),
            best(&self.rivals_by_coverage).unwrap_or(0.0),
        )
    }

    /// Fills in what follows from the matches.
    fn finish(&mut self, other: &SideEvidence) {
        for s in 0..self.side.len() {
            let terms = self.side.terms.of(s);
            let mut best = vec![0f32; terms.len()];
            let mut masses = Vec::with_capacity(self.band.row(s).len());
            for t in self.band.row(s) {
                let row = self.matches(s, t);
                masses.push(terms.iter().zip(row).map(|(term, m)| term.weight * m).sum());
                best.iter_mut()
                    .zip(row)
                    .for_each(|(best, m)| *best = best.max(*m));
            }
            let near = |t| nearness((&self.side, s), (other, t));
            let row: Vec<f32> = self.band.row(s).map(near).collect();
            self.nearest.push(foremost(
                row.iter().copied().zip(self.band.row(s)).collect(),
            ));
            self.nearness.push(row);
            self.best_matches.push(best);
            self.masses.push(masses);
        }
        for length in 1..=LONGEST_RUN.min(self.side.len()) {
            let (mut cosines, mut coverages) = (Vec::new(), Vec::new());
            for first in 0..=self.side.len() - length {
                let run = first..first + length;
                let others = self.band.union(&run);
                let vector = self.side.vector(&run);
                let by_cosine = others
                    .clone()
                    .map(|t| (vector.cosine(&other.sentence_vectors()[t]), t))
                    .collect();
                let by_coverage = others.map(|t| (self.coverage_by_one(&run, t), t)).collect();
                cosines.push(foremost(by_cosine));
                coverages.push(foremost(by_coverage));
            }
            self.rivals_by_cosine.push(cosines);
            self.rivals_by_coverage.push(coverages);
        }
        self.best_partners = match self.rivals_by_cosine.first() {
            Some(single) => single
                .iter()
                .map(|rivals| rivals.first().map(|r| r.1))
                .collect(),
            None => Vec::new(),
        };
    }
}

/// The foremost few by measure; of equals, the earlier sentence first.
fn foremost(mut rivals: Rivals) -> Rivals {
    rivals.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    rivals.truncate(RIVALS);
    rivals
}

/// Two content words, by their places in their sentences, that may render each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) source: usize,
    pub(crate) target: usize,
    /// How well they correspond, 0 to 1.
    pub(crate) likeness: f32,
}

/// A likeness below this is not worth remembering.
const LEAST_LIKENESS: f32 = 0.2;

impl Pair {
    /// The pair of two terms that are alike enough, if both have content.
    fn new(
        (source, term): (usize, &Term),
        (target, other): (usize, &Term),
        likeness: f32,
    ) -> Option<Pair> {
        let have_content = Terms::is_content(term) && Terms::is_content(other);
        (have_content && likeness >= LEAST_LIKENESS).then_some(Pair {
            source,
            target,
            likeness,
        })
    }
}

/// The words of two sentences that may render each other.
fn pairs(source: &SideEvidence, s: usize, target: &SideEvidence, t: usize) -> Vec<Pair> {
    let mut found = Vec::new();
    for term in source.terms.of(s).iter().enumerate() {
        for other in target.terms.of(t).iter().enumerate() {
            let likeness = source.terms.likeness(term.1, &target.terms, other.1);
            found.extend(Pair::new(term, other, likeness));
        }
    }
    found
}

/// What is known of two sides together.
pub(crate) struct Evidence {
    pub(crate) source: Half,
    pub(crate) target: Half,
    /// For each source sentence and each sentence of its row of the band: the words of the two that
    /// may render each other.
    pairs: Vec<Vec<Vec<Pair>>>,
}

impl Evidence {
    pub(crate) fn new(
        source: Side<'_>,
        target: Side<'_>,
        languages: Languages,
        model: &Model,
        glossary: &Glossary,
    ) -> Evidence {
        let [source, target] = SideEvidence::both([source, target], languages, model, glossary);
        Evidence::of(source, target)
    }

    /// What two sides that are known by themselves say together.
    pub(crate) fn of(source: SideEvidence, target: SideEvidence) -> Evidence {
        let band = Band::around(source.sentence_vectors(), target.sentence_vectors());
        let transposed = band.transposed(target.len());
        let (mut source, mut target) = (Half::new(source, band), Half::new(target, transposed));
        let mut pairs = Vec::with_capacity(source.side.len());
        for s in 0..source.side.len() {
            let mut row = Vec::with_capacity(source.band.row(s).len());
            for t in source.band.row(s) {
                let (cells, other_cells) = (source.cells(s, t), target.cells(t, s));
                let by_source = &mut source.matches[s][cells];
                let by_target = &mut target.matches[t][other_cells];
                let (terms, others) = (source.side.terms.of(s), target.side.terms.of(t));
                let mut here = Vec::new();
                for (i, (term, best)) in terms.iter().zip(by_source).enumerate() {
                    for (j, (other, other_best)) in others.iter().zip(&mut *by_target).enumerate() {
                        let likeness = source.side.terms.likeness(term, &target.side.terms, other);
                        *best = best.max(likeness);
                        *other_best = other_best.max(likeness);
                        here.extend(Pair::new((i, term), (j, other), likeness));
                    }
                }
                row.push(here);
            }
            pairs.push(row);
        }
        source.finish(&target.side);
        target.finish(&source.side);
        Evidence {
            source,
            target,
            pairs,
        }
    }

    /// The words of a source and a target sentence that may render each other. For sentences outside
    /// the band, which only a link that was given can bring together, they are looked for now.
    pub(crate) fn pairs(&self, source: usize, target: usize) -> Cow<'_, [Pair]> {
        let row = self.source.band.row(source);
        match row.contains(&target) {
            true => Cow::Borrowed(&self.pairs[source][target - row.start]),
            false => Cow::Owned(pairs(&self.source.side, source, &self.target.side, target)),
        }
    }

    /// Cosine of a source run and a target run.
    pub(crate) fn cosine(&self, source: &Range<usize>, target: &Range<usize>) -> f32 {
        self.source
            .side
            .vector(source)
            .cosine(self.target.side.vector(target))
    }
}
