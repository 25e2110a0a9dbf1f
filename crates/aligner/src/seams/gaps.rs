//! Gaps between words where a sentence might begin, and what their own text says of them.

use std::collections::HashSet;
use std::ops::Range;

use sverka_encoder::Model;

use crate::Side;
use crate::features::{Sink, flag};

/// A gap between two words of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Gap {
    pub(crate) sentence: usize,
    /// From the end of the word before to the beginning of the word after, in bytes of the text.
    pub(crate) range: Range<usize>,
    /// What its own text says of it.
    pub(crate) features: Vec<f32>,
}

/// The gaps of a side where a sentence might begin, in order.
pub(crate) fn gaps(side: Side<'_>, model: &Model) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for sentence in 0..side.sentences.len() {
        let words = words(side, sentence);
        let mut depth = 0;
        for at in 1..words.len() {
            depth += words[at - 1].depth();
            let range = words[at - 1].range.end..words[at].range.start;
            if !words[at].may_begin_a_sentence() || touches_furniture(side, &range) {
                continue;
            }
            let gap = Surroundings {
                before: &words[..at],
                after: &words[at..],
                opens_text: sentence == 0,
                opens_paragraph: sentence == 0
                    || side.sentences.paragraph_of(sentence - 1)
                        != side.sentences.paragraph_of(sentence),
                is_enclosed: depth > 0,
            };
            let mut features = Vec::new();
            gap.add(model, &mut features);
            gaps.push(Gap {
                sentence,
                range,
                features,
            });
        }
    }
    gaps
}

/// The names of what a gap's own text says.
pub(crate) fn names(model: &Model) -> Vec<&'static str> {
    let words: Vec<Word<'_>> = ["A", "B"].map(|text| Word::new(text, 0)).into();
    let gap = Surroundings {
        before: &words[..1],
        after: &words[1..],
        opens_text: true,
        opens_paragraph: true,
        is_enclosed: false,
    };
    let mut names = Vec::new();
    gap.add(model, &mut names);
    names
}

/// Whether a gap lies beside a page number or the like, which never stands at a sentence's edge.
fn touches_furniture(side: Side<'_>, gap: &Range<usize>) -> bool {
    let furniture = side.sentences.furniture();
    let next = furniture.partition_point(|piece| piece.end() < gap.start);
    furniture
        .get(next)
        .is_some_and(|piece| piece.start() <= gap.end)
}

/// What stands between white space.
struct Word<'a> {
    /// Where, in bytes of the text.
    range: Range<usize>,
    text: &'a str,
    /// From its first letter or digit to its last.
    core: &'a str,
}

/// The words of a sentence.
fn words(side: Side<'_>, sentence: usize) -> Vec<Word<'_>> {
    let span = side.sentences.get(sentence);
    let slice = side.text.slice(span);
    let place = |word: &str| span.start() + (word.as_ptr() as usize - slice.as_ptr() as usize);
    slice
        .split_whitespace()
        .map(|word| Word::new(word, place(word)))
        .collect()
}

impl<'a> Word<'a> {
    fn new(text: &'a str, start: usize) -> Word<'a> {
        Word {
            range: start..start + text.len(),
            text,
            core: text.trim_matches(|c: char| !c.is_alphanumeric()),
        }
    }

    /// Whether a sentence might begin with it: a capital, a figure, an item's letter, a bracket.
    fn may_begin_a_sentence(&self) -> bool {
        let first = self
            .text
            .chars()
            .find(|c| !opens(*c) && !is_dash(*c) && !matches!(c, '…' | '.'));
        first
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '№' | '§' | '*'))
            || self.is_item()
            || self.text.starts_with('[')
    }

    /// Whether it is the letter of an item of a list: «а)».
    fn is_item(&self) -> bool {
        self.core.chars().count() == 1 && self.text.ends_with(')')
    }

    /// How many brackets and quotation marks it opens more than it closes.
    fn depth(&self) -> i32 {
        let step = |c| match c {
            '«' | '(' | '[' | '„' => 1,
            '»' | ')' | ']' => -1,
            _ => 0,
        };
        self.text.chars().map(step).sum()
    }

    fn is_capitalised(&self) -> bool {
        self.core.starts_with(char::is_uppercase)
    }

    fn is_alphabetic(&self) -> bool {
        !self.core.is_empty() && self.core.chars().all(char::is_alphabetic)
    }

    /// More than one letter, none of them small.
    fn is_in_capitals(&self) -> bool {
        let letters = self.core.chars().filter(|c| c.is_alphabetic()).count();
        letters > 1 && !self.core.chars().any(char::is_lowercase)
    }

    /// Its beginning, where it is long enough to be told again.
    fn stem(&self) -> Option<String> {
        let is_long = self.core.chars().count() >= 4;
        is_long.then(|| {
            self.core
                .chars()
                .flat_map(char::to_lowercase)
                .take(5)
                .collect()
        })
    }
}

fn opens(c: char) -> bool {
    matches!(c, '"' | '«' | '“' | '”' | '„' | '‘' | '\'' | '(' | '[')
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '»' | '”' | '“' | '’' | '\'' | ')' | ']')
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '-')
}

/// Share of the longer words that are capitalised.
fn capitalised(words: &[Word<'_>]) -> f32 {
    let long = || {
        words
            .iter()
            .filter(|word| word.is_alphabetic() && word.core.chars().count() >= 4)
    };
    long().filter(|word| word.is_capitalised()).count() as f32 / long().count().max(1) as f32
}

/// How many words after a gap are asked whether they are capitalised: as many as a headline has,
/// and the nearest.
const FEW: usize = 12;
const NEAREST: usize = 3;

/// A gap in its sentence.
struct Surroundings<'a> {
    before: &'a [Word<'a>],
    after: &'a [Word<'a>],
    opens_text: bool,
    opens_paragraph: bool,
    /// Whether it stands in brackets or quotation marks.
    is_enclosed: bool,
}

impl Surroundings<'_> {
    fn add(&self, model: &Model, sink: &mut impl Sink) {
        let (last, next) = (&self.before[self.before.len() - 1], &self.after[0]);
        let mark = last.text.trim_end_matches(closes).chars().next_back();
        let is_marked = |marks: &str| flag(mark.is_some_and(|mark| marks.contains(mark)));
        let is_bare = mark.is_some_and(char::is_alphanumeric);
        sink.add("constant", 1.0);
        sink.add("after a full stop", is_marked(".…"));
        sink.add("after ! or ?", is_marked("!?"));
        sink.add("after a colon", is_marked(":"));
        sink.add("after a semicolon", is_marked(";"));
        sink.add("after a comma", is_marked(","));
        sink.add("after a dash", is_marked("—–-"));
        sink.add("after a closing mark", flag(last.text.ends_with(closes)));
        sink.add(
            "after a capitalised word",
            flag(is_bare && last.is_capitalised()),
        );
        let is_figure = last.core.chars().all(char::is_numeric);
        sink.add("after a bare figure", flag(is_bare && is_figure));
        sink.add("after capitals", flag(last.is_in_capitals()));
        sink.add(
            "where capitals end",
            flag(last.is_in_capitals() && !next.is_in_capitals()),
        );
        sink.add("before capitals", flag(next.is_in_capitals()));
        sink.add("before an opening mark", flag(next.text.starts_with(opens)));
        sink.add("before a dash", flag(next.text.starts_with(is_dash)));
        sink.add(
            "before a figure",
            flag(next.core.starts_with(char::is_numeric)),
        );
        sink.add(
            "before an item's letter",
            flag(!next.is_capitalised() && next.is_item()),
        );

        // A word that is more common in small letters is capitalised for a reason.
        let (mut surprise, mut gain) = (0.0, 0.0);
        if next.is_capitalised() && next.is_alphabetic() {
            surprise = model.surprisal(&next.core.to_lowercase());
            gain = (model.surprisal(next.core) - surprise).clamp(-8.0, 8.0) / 4.0;
            surprise /= 10.0;
        }
        let bare = flag(is_bare);
        let title = capitalised(self.before);
        let length = (self.before.len() as f32).ln();
        let rest = (self.after.len() as f32).ln();
        let title_after = capitalised(&self.after[1..self.after.len().min(1 + FEW)]);
        let often = [
            ("capital without need", gain),
            ("capital without need after a bare word", gain * bare),
            ("rare word", surprise),
            ("rare word after a bare word", surprise * bare),
            ("capitalised words before", title),
            ("capitalised words before over .6", (title - 0.6).max(0.0)),
            ("capitalised words after", title_after),
            ("words before", length),
            ("words after", rest),
            ("words before, squared", length * length / 5.0),
        ];
        for (name, value) in often {
            sink.add(name, value);
        }
        let opening = flag(self.opens_text);
        let in_opening = [
            "opening: capital without need",
            "opening: capital without need after a bare word",
            "opening: rare word",
            "opening: rare word after a bare word",
            "opening: capitalised words before",
            "opening: capitalised words before over .6",
            "opening: capitalised words after",
            "opening: words before",
            "opening: words after",
            "opening: words before, squared",
        ];
        for (name, (_, value)) in in_opening.into_iter().zip(often) {
            sink.add(name, value * opening);
        }
        sink.add("opening", opening);
        sink.add("opens a paragraph", flag(self.opens_paragraph));
        let rare = if is_bare {
            model.surprisal(last.core)
        } else {
            12.0
        };
        sink.add("after a rare word", rare / 10.0);
        let is_short = last.core.chars().count() <= 3;
        sink.add(
            "after a small short word",
            flag(is_bare && is_short && !last.is_capitalised()),
        );
        let near_before = &self.before[self.before.len().saturating_sub(NEAREST)..];
        let near_after = &self.after[1..self.after.len().min(1 + NEAREST)];
        sink.add(
            "among capitalised words",
            capitalised(near_before) * capitalised(near_after),
        );
        sink.add("one or two words before", flag(self.before.len() <= 2));
        sink.add("in brackets or quotation marks", flag(self.is_enclosed));

        let stems: HashSet<String> = self.before.iter().filter_map(Word::stem).collect();
        let is_again = |word: &Word<'_>| word.stem().is_some_and(|stem| stems.contains(&stem));
        let again = self.after.iter().filter(|word| is_again(word)).count();
        sink.add("words again", (again as f32).min(4.0) / 2.0);
        sink.add(
            "next word again",
            flag(next.is_capitalised() && is_again(next)),
        );
        let second = self.after.get(1);
        sink.add(
            "second word again",
            flag(second.is_some_and(|word| word.is_capitalised() && is_again(word))),
        );
    }
}
