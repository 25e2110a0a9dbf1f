//! Features that add up over the sentences of a run: what each member brings to the link.

use std::ops::Range;

use super::{Sink, flag};
use crate::evidence::Half;

/// What each sentence of a run brings to the link, added up: how it is covered, how near its vector
/// is, whether its best partner is on the other side; and how much of the other
/// side only the least telling of the two sentences at the ends of the run covers.
pub(super) fn members(
    (half, run): (&Half, &Range<usize>),
    (other, others): (&Half, &Range<usize>),
    names: [&'static str; 12],
    sink: &mut impl Sink,
) {
    let (mut covered, mut covered_well, mut near, mut very_near, mut partners) =
        (0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut inside_all, mut inside_over, mut over_elsewhere, mut nearest_inside) =
        (0.0, 0.0, 0.0, 0.0);
    // By the member that belongs elsewhere most.
    let (mut better_covered, mut nearer) = (-1f32, -1f32);
    for s in run.clone() {
        let coverage = half.coverage_by_run(s, others);
        let cosine = half
            .side
            .vector(&(s..s + 1))
            .cosine(other.side.vector(others));
        covered += coverage;
        covered_well += (coverage - 0.3).max(0.0);
        near += cosine;
        very_near += (cosine - 0.3).max(0.0);
        let (inside, outside) = half.near(s, others);
        let (_, rival) = half.rivals(&(s..s + 1), others);
        better_covered = better_covered.max(rival - coverage);
        nearer = nearer.max(outside - inside);
        inside_all += inside;
        inside_over += (inside - 0.3).max(0.0);
        over_elsewhere += (inside - outside).clamp(-0.3, 0.3);
        nearest_inside += flag(inside > outside);
        partners += flag(
            half.best_partner(s)
                .is_some_and(|partner| others.contains(&partner)),
        );
    }
    let (better_covered, nearer) = (better_covered.min(1.0), nearer.min(1.0));
    let contribution = match run.len() {
        1 => 1.0,
        _ => {
            let whole = coverage(other, others, run);
            let first = whole - coverage(other, others, &(run.start + 1..run.end));
            let last = whole - coverage(other, others, &(run.start..run.end - 1));
            first.min(last)
        }
    };
    let values = [
        covered,
        covered_well,
        near,
        very_near,
        partners,
        inside_all,
        inside_over,
        over_elsewhere,
        nearest_inside,
        better_covered,
        nearer,
        contribution,
    ];
    for (name, value) in names.into_iter().zip(values) {
        sink.add(name, value);
    }
}

/// Share of a run's words, by weight, that the other run matches.
pub(super) fn coverage(half: &Half, run: &Range<usize>, others: &Range<usize>) -> f32 {
    let (mut mass, mut weight) = (0.0, 0.0);
    for s in run.clone() {
        weight += half.weight(s);
        mass += half.coverage_by_run(s, others) * half.weight(s);
    }
    if weight > 0.0 { mass / weight } else { 0.0 }
}
