//! Features of the words of a run: how they are covered by the other run, and where they are not.

use std::ops::Range;

use super::{COVERAGE_BENDS, Sink, UNCOVERED, bends, flag};
use crate::evidence::Half;
use crate::terms::Terms;

/// How the words of a run are covered by the other run.
pub(super) struct Covered {
    pub(super) coverage: f32,
    uncovered: f32,
    longest_gap: f32,
    gap_words: f32,
    start: f32,
    end: f32,
    least: f32,
    numbers_missing: f32,
    names_missing: f32,
}

/// Weight of words at the start and end of a run that are looked at by themselves.
const EDGE: f32 = 2.5;

impl Covered {
    pub(super) fn new(half: &Half, run: &Range<usize>, others: &Range<usize>) -> Covered {
        let (mut mass, mut weight, mut uncovered, mut gap, mut longest) =
            (0.0, 0.0, 0.0, 0.0, 0f32);
        let (mut numbers, mut names) = (0.0, 0.0);
        let mut least = 1f32;
        let mut words: Vec<(f32, f32)> = Vec::new();
        for s in run.clone() {
            let terms = half.side.terms.of(s);
            let mut best = vec![0f32; terms.len()];
            for t in others.clone() {
                best.iter_mut()
                    .zip(half.matches(s, t))
                    .for_each(|(b, m)| *b = b.max(*m));
            }
            let mut own = 0.0;
            for (at, (term, &m)) in terms.iter().zip(&best).enumerate() {
                own += term.weight * m;
                words.push((term.weight, m));
                if m < UNCOVERED {
                    uncovered += term.weight;
                    gap += term.weight;
                    longest = longest.max(gap);
                    numbers += flag(Terms::is_number(term));
                    names += flag(at > 0 && half.side.terms.is_name(term));
                } else if term.weight > 0.3 {
                    gap = 0.0;
                }
            }
            mass += own;
            weight += half.weight(s);
            least = least.min(if half.weight(s) > 0.0 {
                own / half.weight(s)
            } else {
                0.0
            });
        }
        let share = |part: f32| if weight > 0.0 { part / weight } else { 0.0 };
        Covered {
            coverage: share(mass),
            uncovered: share(uncovered),
            longest_gap: share(longest),
            gap_words: (1.0 + longest).ln(),
            start: edge(words.iter()),
            end: edge(words.iter().rev()),
            least,
            numbers_missing: (1.0 + numbers).ln(),
            names_missing: (1.0 + names).ln(),
        }
    }

    pub(super) fn add(&self, names: [&'static str; 11], sink: &mut impl Sink) {
        let [over_3, over_5, over_7, rest @ ..] = names;
        bends(
            self.coverage,
            COVERAGE_BENDS,
            [over_3, over_5, over_7],
            sink,
        );
        let values = [
            self.uncovered,
            self.longest_gap,
            self.gap_words,
            self.start,
            self.end,
            self.least,
            self.numbers_missing,
            self.names_missing,
        ];
        for (name, value) in rest.into_iter().zip(values) {
            sink.add(name, value);
        }
    }
}

/// How well the first words of a run (by weight) are covered.
fn edge<'a>(words: impl Iterator<Item = &'a (f32, f32)>) -> f32 {
    let (mut mass, mut weight) = (0.0, 0.0);
    for (w, m) in words {
        mass += w * m;
        weight += w;
        if weight >= EDGE {
            break;
        }
    }
    if weight > 0.0 { mass / weight } else { 0.0 }
}
