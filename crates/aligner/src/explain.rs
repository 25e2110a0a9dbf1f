//! Explanations: the evidence behind each link, as facts that can be put in words.

use sverka_encoder::{Model, Vector};
use sverka_segmenter::Span;

use crate::cues::Cues;
use crate::evidence::{Evidence, LONGEST_RUN, SideEvidence};
use crate::lattice::{Candidate, heaviest_in_order};
use crate::pairing::{Pairing, Word};
use crate::terms::Basis;
use crate::{Alignment, Link, Settings, Side, SideName, Status, spans};

/// What speaks for a link, or for leaving a sentence alone.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// The settings gave the link; it was not sought.
    pub is_pinned: bool,
    /// What the typography says.
    pub cues: Vec<Cue>,
    /// What the comparison with the other side says.
    pub grounds: Grounds,
}

/// What the comparison with the other side says of a link.
#[derive(Clone, PartialEq, Debug)]
pub enum Grounds {
    /// Of a link with two sides: how they correspond.
    Linked(Correspondence),
    /// Of omitted or added sentences: what comes nearest to them; nothing if there is no other side.
    Alone(Option<Nearest>),
}

/// How the two sides of a link correspond.
#[derive(Clone, PartialEq, Debug)]
pub struct Correspondence {
    /// The words of the two.
    pub words: SharedWords,
    /// Source spans that nothing renders; none if the link is a summary.
    pub uncovered: Vec<Span>,
    /// Target spans that render nothing; none if the link is a summary.
    pub inserted: Vec<Span>,
    /// How near the two are in meaning.
    pub likeness: Likeness,
    /// A target sentence outside the link that is nearer to the source side, the nearest of such.
    pub nearer_target: Option<usize>,
    /// A source sentence outside the link that is nearer to the target side, the nearest of such.
    pub nearer_source: Option<usize>,
    /// The length of the rendering as a share of what is usual of the translated links of the
    /// alignment; `None` if there are too few of them.
    pub length: Option<f64>,
    /// It stands elsewhere in the target than the links around it.
    pub is_out_of_order: bool,
}

/// A sentence that comes nearest in meaning to sentences which have no link with the other side.
#[derive(Clone, PartialEq, Debug)]
pub struct Nearest {
    /// The side of those sentences.
    pub side: SideName,
    /// Its number on the other side, from 0.
    pub sentence: usize,
    /// How near it is in meaning.
    pub likeness: Likeness,
    /// The words of the two.
    pub words: SharedWords,
    /// The sentences of this side that it is linked with, from 0; none if it is left alone itself.
    pub linked_with: Vec<usize>,
}

/// Which words of two sides correspond. Counted are words with content: not articles, particles and
/// the commonest verbs.
#[derive(Clone, PartialEq, Debug)]
pub struct SharedWords {
    /// The words that correspond, in the order of the source.
    pub pairs: Vec<WordPair>,
    /// The content words of the source side.
    pub source: Counted,
    /// The content words of the target side.
    pub target: Counted,
}

/// How many words have a counterpart on the other side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counted {
    /// Those that have one.
    pub matched: usize,
    /// All of them.
    pub all: usize,
}

/// A source word and the target word that renders it.
#[derive(Clone, PartialEq, Debug)]
pub struct WordPair {
    /// The source word; a number with all its words.
    pub source: Span,
    /// The target word; a number with all its words.
    pub target: Span,
    /// In what they correspond.
    pub basis: Basis,
    /// How much the pair says, 0 to 1: rare words that correspond well say most.
    pub strength: f64,
}

/// How near two sentences are in meaning.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Likeness {
    /// They speak of different things.
    Distant,
    /// They speak of related things.
    Related,
    /// They say much the same.
    Close,
}

/// What the typography of a side of a link says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cue {
    /// It has square brackets, in which editors put what is their own.
    SquareBrackets(SideName),
    /// It has an ellipsis, by which editors mark what they leave out.
    Ellipsis(SideName),
    /// An editor or translator announces a note: "Ed. note", «Прим.».
    Note(SideName),
    /// Most of it stands in quotation marks.
    Quoted(SideName),
}

/// Cosine from which sentences are related, and close. In every sixth document of `corpora/` four in
/// five translated links are close and one in a hundred is distant; of what comes nearest to omitted
/// sentences seven in ten are distant and one in a hundred is close.
const RELATED: f32 = 0.3;
const CLOSE: f32 = 0.6;

/// A word matched less than this has no counterpart worth showing.
const COUNTERPART: f32 = 0.4;

/// Fewest translated links that make a usual length.
const FEWEST_USUAL: usize = 3;

/// Share of characters in quotation marks from which a side counts as quoted.
const QUOTED: f32 = 0.5;

/// Explains the links of an alignment, one explanation each, in their order.
///
/// The alignment need not come from [`align_with`](crate::align_with); the links may be anybody's.
/// Of the settings the glossary and the pins count.
///
/// # Panics
/// When the alignment is one of other texts, so that a sentence is not there.
pub fn explain(
    source: Side<'_>,
    target: Side<'_>,
    model: &Model,
    settings: &Settings<'_>,
    alignment: &Alignment,
) -> Vec<Explanation> {
    let is_empty = |side: Side<'_>| side.sentences.is_empty();
    let comparison = (!is_empty(source) && !is_empty(target)).then(|| Comparison {
        sides: (source, target),
        evidence: Evidence::new(source, target, settings.languages, model, settings.glossary),
        links: alignment.links(),
    });
    let usual = comparison.as_ref().and_then(Comparison::usual_length);
    let in_order = in_order(alignment.links());
    let cues = [
        Cues::of(source, settings.languages.source),
        Cues::of(target, settings.languages.target),
    ];
    let explanation = |(number, link): (usize, &Link)| {
        let grounds = match &comparison {
            Some(comparison) if link.source().is_empty() || link.target().is_empty() => {
                Grounds::Alone(Some(comparison.nearest(link)))
            }
            Some(comparison) => Grounds::Linked(Correspondence {
                is_out_of_order: !in_order.contains(&number),
                length: usual.map(|usual| comparison.length(link) / usual),
                ..comparison.correspondence(link)
            }),
            None => Grounds::Alone(None),
        };
        let same = |pin: &Link| pin.source() == link.source() && pin.target() == link.target();
        Explanation {
            is_pinned: settings.pins.iter().any(same),
            cues: cues_of(link, &cues),
            grounds,
        }
    };
    alignment
        .links()
        .iter()
        .enumerate()
        .map(explanation)
        .collect()
}

/// Two non-empty sides and what they are compared by.
struct Comparison<'a> {
    sides: (Side<'a>, Side<'a>),
    evidence: Evidence,
    links: &'a [Link],
}

impl Comparison<'_> {
    /// How the sides of a link correspond, but for what depends on the other links.
    fn correspondence(&self, link: &Link) -> Correspondence {
        let pairing = self.pairing(link.source(), link.target());
        let [uncovered, inserted] = match link.status().is_translation() {
            true => spans::unrendered(&self.evidence, self.sides, link.status(), &pairing),
            false => [Vec::new(), Vec::new()],
        };
        let (source, target) = (&self.evidence.source.side, &self.evidence.target.side);
        let own = (
            vectors(source, link.source()),
            vectors(target, link.target()),
        );
        let likeness = (own.1.iter()).map(|vector| greatest(&own.0, vector));
        let likeness = likeness.fold(-1.0, f32::max);
        let nearer = |found: Option<(f32, usize)>| found.filter(|f| f.0 > likeness).map(|f| f.1);
        Correspondence {
            words: self.shared(&pairing),
            uncovered,
            inserted,
            likeness: Likeness::of(likeness),
            nearer_target: nearer(rival(&own.0, target, link.target())),
            nearer_source: nearer(rival(&own.1, source, link.source())),
            length: None,
            is_out_of_order: false,
        }
    }

    /// What comes nearest to a link with one side.
    fn nearest(&self, link: &Link) -> Nearest {
        let is_source = link.target().is_empty();
        let (evidence, links) = (&self.evidence, self.links);
        let (side, other) = match is_source {
            true => (&evidence.source.side, &evidence.target.side),
            false => (&evidence.target.side, &evidence.source.side),
        };
        let of_link = |link: &Link, source: bool| match source {
            true => link.source().to_vec(),
            false => link.target().to_vec(),
        };
        let own = of_link(link, is_source);
        let (cosine, sentence) = rival(&vectors(side, &own), other, &[]).unwrap_or((-1.0, 0));
        let holder = links
            .iter()
            .find(|l| of_link(l, !is_source).contains(&sentence));
        let pairing = match is_source {
            true => self.pairing(&own, &[sentence]),
            false => self.pairing(&[sentence], &own),
        };
        Nearest {
            side: if is_source {
                SideName::Source
            } else {
                SideName::Target
            },
            sentence,
            likeness: Likeness::of(cosine),
            words: self.shared(&pairing),
            linked_with: holder.map_or_else(Vec::new, |l| of_link(l, is_source)),
        }
    }

    fn pairing(&self, source: &[usize], target: &[usize]) -> Pairing {
        let (source, target) = (source.iter().copied(), target.iter().copied());
        Pairing::among(&self.evidence, source, target)
    }

    /// The words of a pairing that correspond.
    fn shared(&self, pairing: &Pairing) -> SharedWords {
        let (source, target) = (&self.evidence.source.side, &self.evidence.target.side);
        let pair = |word: &Word| {
            let partner = &pairing.target[word.partner?];
            let (terms, others) = (
                source.terms.of(word.sentence),
                target.terms.of(partner.sentence),
            );
            let (term, other) = (&terms[word.term], &others[partner.term]);
            Some(WordPair {
                source: self.sides.0.text.span(
                    term.span.start(),
                    source.terms.end_of(word.sentence, word.term),
                )?,
                target: self.sides.1.text.span(
                    other.span.start(),
                    target.terms.end_of(partner.sentence, partner.term),
                )?,
                basis: source.terms.compare(term, &target.terms, other).1,
                strength: f64::from(word.matched * word.weight.max(partner.weight)),
            })
        };
        let counted = |words: &[Word]| Counted {
            matched: words
                .iter()
                .filter(|word| word.matched >= COUNTERPART)
                .count(),
            all: words.len(),
        };
        let matched = pairing
            .source
            .iter()
            .filter(|word| word.matched >= COUNTERPART);
        SharedWords {
            pairs: matched.filter_map(pair).collect(),
            source: counted(&pairing.source),
            target: counted(&pairing.target),
        }
    }

    /// Target code points of a link per source code point.
    fn length(&self, link: &Link) -> f64 {
        let length = |side: &SideEvidence, sentences: &[usize]| {
            sentences
                .iter()
                .map(|&s| side.length(s..s + 1))
                .sum::<usize>() as f64
        };
        let (source, target) = (&self.evidence.source.side, &self.evidence.target.side);
        length(target, link.target()) / length(source, link.source())
    }

    /// The median length of translated links, if there are enough.
    fn usual_length(&self) -> Option<f64> {
        let translated = self
            .links
            .iter()
            .filter(|link| link.status() == Status::Translated);
        let mut lengths: Vec<f64> = translated.map(|link| self.length(link)).collect();
        lengths.sort_by(f64::total_cmp);
        (lengths.len() >= FEWEST_USUAL).then(|| lengths[lengths.len() / 2])
    }
}

impl Likeness {
    fn of(cosine: f32) -> Likeness {
        match cosine {
            c if c >= CLOSE => Likeness::Close,
            c if c >= RELATED => Likeness::Related,
            _ => Likeness::Distant,
        }
    }
}

/// The vectors of some sentences, and of all of them together if they are a run.
fn vectors<'a>(side: &'a SideEvidence, sentences: &[usize]) -> Vec<&'a Vector> {
    let mut vectors: Vec<&Vector> = (sentences.iter())
        .map(|&s| &side.sentence_vectors()[s])
        .collect();
    let (first, len) = (sentences[0], sentences.len());
    if (2..=LONGEST_RUN).contains(&len) && sentences[len - 1] + 1 == first + len {
        vectors.push(side.vector(&(first..first + len)));
    }
    vectors
}

/// The greatest cosine of a vector with any of these.
fn greatest(vectors: &[&Vector], vector: &Vector) -> f32 {
    let cosines = vectors.iter().map(|own| own.cosine(vector));
    cosines.fold(-1.0, f32::max)
}

/// The sentence of a side, none of these, that is nearest to the vectors, with its cosine; of equals
/// the first.
fn rival(own: &[&Vector], side: &SideEvidence, except: &[usize]) -> Option<(f32, usize)> {
    let others = (0..side.len()).filter(|sentence| except.binary_search(sentence).is_err());
    let cosines = others.map(|other| (greatest(own, &side.sentence_vectors()[other]), other));
    cosines.reduce(|best, next| if next.0 > best.0 { next } else { best })
}

/// The numbers of the links with two sides that are in order with each other, as many as can be.
fn in_order(links: &[Link]) -> Vec<usize> {
    let around = |sentences: &[usize]| Some(*sentences.first()?..*sentences.last()? + 1);
    let linked = links.iter().enumerate().filter_map(|(number, link)| {
        let (source, target) = (around(link.source())?, around(link.target())?);
        Some((Candidate { source, target }, number))
    });
    heaviest_in_order(linked)
        .into_iter()
        .map(|(_, number)| number)
        .collect()
}

/// What the typography of the sentences of a link says, each thing once.
fn cues_of(link: &Link, cues: &[Vec<Cues>; 2]) -> Vec<Cue> {
    let mut found = Vec::new();
    for (name, sentences, cues) in [
        (SideName::Source, link.source(), &cues[0]),
        (SideName::Target, link.target(), &cues[1]),
    ] {
        let any = |which: fn(&Cues) -> bool| sentences.iter().any(|&s| which(&cues[s]));
        let said = [
            (any(|cues| cues.square), Cue::SquareBrackets(name)),
            (any(|cues| cues.ellipsis), Cue::Ellipsis(name)),
            (any(|cues| cues.note), Cue::Note(name)),
            (any(|cues| cues.quoted >= QUOTED), Cue::Quoted(name)),
        ];
        found.extend(said.into_iter().filter(|(is, _)| *is).map(|(_, cue)| cue));
    }
    found
}
