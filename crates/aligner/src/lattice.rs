//! The lattice: all monotone ways to cut two sequences into links and sentences left alone, their
//! best one and their probabilities. Knows lengths and scores, not texts.
//!
//! A semi-Markov conditional random field (Sarawagi and Cohen 2004): a path goes from the start of
//! both sequences to their ends in steps; each step has a score, each pair of neighbouring steps
//! too, and a path is as probable as the exponential of its sum.

use std::ops::Range;

use crate::band::Band;

/// Kinds of step: translated, partial, summarized, omitted, added, in the order of `Status::ALL`.
pub(crate) const KINDS: usize = 5;
/// The kinds that link two sides; they come first.
pub(crate) const LINK_KINDS: usize = 3;
pub(crate) const OMITTED: usize = 3;
pub(crate) const ADDED: usize = 4;
/// What stands before the first step.
pub(crate) const START: usize = KINDS;

/// Numbers of source and target sentences that a link may join in one place.
pub(crate) const SHAPES: [(usize, usize); 14] = [
    (1, 1),
    (1, 2),
    (2, 1),
    (1, 3),
    (3, 1),
    (4, 1),
    (5, 1),
    (6, 1),
    (2, 2),
    (3, 2),
    (4, 2),
    (2, 3),
    (1, 4),
    (3, 3),
];

/// A source run and a target run that may be linked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) source: Range<usize>,
    pub(crate) target: Range<usize>,
}

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    /// Links the runs of a candidate, as the kind given.
    Link(usize, usize),
    /// Leaves a source sentence alone.
    Omitted(usize),
    /// Leaves a target sentence alone.
    Added(usize),
}

impl Step {
    pub(crate) fn kind(self) -> usize {
        match self {
            Step::Link(_, kind) => kind,
            Step::Omitted(_) => OMITTED,
            Step::Added(_) => ADDED,
        }
    }
}

/// ln-scores of all steps, and of kinds that follow each other.
pub(crate) struct Scores {
    pub(crate) links: Vec<[f64; LINK_KINDS]>,
    pub(crate) omitted: Vec<f64>,
    pub(crate) added: Vec<f64>,
    /// By the kind before (or [`START`]) and the kind after. Of the two orders of an omitted and an
    /// added sentence side by side only omitted–added is walked, so that no alignment has two paths.
    pub(crate) transitions: [[f64; KINDS]; KINDS + 1],
}

/// Probabilities of all steps given the two sequences.
pub(crate) struct Marginals {
    pub(crate) links: Vec<[f64; LINK_KINDS]>,
    pub(crate) omitted: Vec<f64>,
    pub(crate) added: Vec<f64>,
    /// Expected number of times that a kind follows a kind.
    pub(crate) transitions: [[f64; KINDS]; KINDS + 1],
}

/// The nodes between sentences and the candidates that leave each.
pub(crate) struct Lattice {
    source_len: usize,
    target_len: usize,
    /// Node columns of each row, end exclusive, and the number of the row's first node.
    rows: Vec<(Range<usize>, usize)>,
    candidates: Vec<Candidate>,
    /// Candidates by the node that they leave.
    leaving: Vec<Range<usize>>,
}

impl Lattice {
    /// The lattice of two sequences within a band, with the candidates that `keep` lets through.
    pub(crate) fn new(
        band: &Band,
        target_len: usize,
        mut keep: impl FnMut(&Candidate) -> bool,
    ) -> Lattice {
        let source_len = band.len();
        let mut rows = Vec::with_capacity(source_len + 1);
        let mut nodes = 0;
        for i in 0..=source_len {
            let columns = match i {
                i if i == source_len => band.row(i - 1).start..target_len + 1,
                i => band.row(i).start..band.row(i).end + 1,
            };
            rows.push((columns.clone(), nodes));
            nodes += columns.len();
        }
        let (mut candidates, mut leaving) = (Vec::new(), Vec::with_capacity(nodes));
        for (i, (columns, _)) in rows.iter().enumerate() {
            for j in columns.clone() {
                let first = candidates.len();
                for (a, b) in SHAPES {
                    if i + a > source_len || j + b > target_len {
                        continue;
                    }
                    let candidate = Candidate {
                        source: i..i + a,
                        target: j..j + b,
                    };
                    if band.holds(&candidate.source, &candidate.target)
                        && rows[i + a].0.contains(&(j + b))
                        && keep(&candidate)
                    {
                        candidates.push(candidate);
                    }
                }
                leaving.push(first..candidates.len());
            }
        }
        Lattice {
            source_len,
            target_len,
            rows,
            candidates,
            leaving,
        }
    }

    /// All candidates, in the order of their scores.
    pub(crate) fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    fn node(&self, i: usize, j: usize) -> Option<usize> {
        let (columns, first) = self.rows.get(i)?;
        columns.contains(&j).then(|| first + j - columns.start)
    }

    fn last(&self) -> usize {
        self.leaving.len() - 1
    }

    /// Calls `visit` for every step, in an order in which every step into a node comes before every
    /// step out of it: node left, node reached, the step, its score.
    fn walk(&self, scores: &Scores, mut visit: impl FnMut(usize, usize, Step, f64)) {
        for (i, (columns, first)) in self.rows.iter().enumerate() {
            for j in columns.clone() {
                let node = first + j - columns.start;
                if let (true, Some(to)) = (i < self.source_len, self.node(i + 1, j)) {
                    visit(node, to, Step::Omitted(i), scores.omitted[i]);
                }
                if let (true, Some(to)) = (j < self.target_len, self.node(i, j + 1)) {
                    visit(node, to, Step::Added(j), scores.added[j]);
                }
                for c in self.leaving[node].clone() {
                    let candidate = &self.candidates[c];
                    if let Some(to) = self.node(candidate.source.end, candidate.target.end) {
                        for (kind, score) in scores.links[c].into_iter().enumerate() {
                            visit(node, to, Step::Link(c, kind), score);
                        }
                    }
                }
            }
        }
    }

    /// The path with the largest sum of scores; of equals, the one found first.
    pub(crate) fn best_path(&self, scores: &Scores) -> Vec<Step> {
        let nodes = self.leaving.len();
        let mut best = vec![[f64::NEG_INFINITY; KINDS + 1]; nodes];
        let mut back: Vec<[Option<(usize, usize, Step)>; KINDS + 1]> =
            vec![[None; KINDS + 1]; nodes];
        best[0][START] = 0.0;
        self.walk(scores, |from, to, step, score| {
            let kind = step.kind();
            for before in 0..=KINDS {
                let value = best[from][before] + scores.transition(before, kind) + score;
                if value > best[to][kind] {
                    best[to][kind] = value;
                    back[to][kind] = Some((from, before, step));
                }
            }
        });
        let mut node = self.last();
        let mut kind =
            (0..=KINDS).fold(0, |k, l| if best[node][l] > best[node][k] { l } else { k });
        let mut path = Vec::new();
        while let Some((from, before, step)) = back[node][kind] {
            path.push(step);
            (node, kind) = (from, before);
        }
        path.reverse();
        path
    }

    /// Probabilities of all steps (forward–backward).
    pub(crate) fn marginals(&self, scores: &Scores) -> Marginals {
        let nodes = self.leaving.len();
        let last = self.last();
        // `arriving[node][kind]`: all ways to the node whose last step is of the kind.
        let mut arriving = vec![[f64::NEG_INFINITY; KINDS + 1]; nodes];
        arriving[0][START] = 0.0;
        // `departing[node][kind]`: all ways to the node, about to take a step of the kind.
        let mut departing = vec![[f64::NEG_INFINITY; KINDS]; nodes];
        let mut done = vec![false; nodes];
        let mut steps = Vec::new();
        self.walk(scores, |from, to, step, score| {
            if !done[from] {
                done[from] = true;
                for (kind, sum) in departing[from].iter_mut().enumerate() {
                    *sum = log_sum(
                        (0..=KINDS).map(|k| arriving[from][k] + scores.transition(k, kind)),
                    );
                }
            }
            let kind = step.kind();
            let sum = departing[from][kind] + score;
            arriving[to][kind] = log_add(arriving[to][kind], sum);
            steps.push((from, to, step, score));
        });
        let log_total = log_sum(arriving[last].into_iter());
        // `onward[node][kind]`: all ways from the node to the end that begin with the kind;
        // `ending[node][kind]`: all ways from the node to the end, a step of the kind lying behind.
        let mut onward = vec![[f64::NEG_INFINITY; KINDS]; nodes];
        let mut ending = vec![[f64::NEG_INFINITY; KINDS + 1]; nodes];
        ending[last] = [0.0; KINDS + 1];
        done.fill(false);
        done[last] = true;
        let mut marginals = Marginals {
            links: vec![[0.0; LINK_KINDS]; self.candidates.len()],
            omitted: vec![0.0; self.source_len],
            added: vec![0.0; self.target_len],
            transitions: [[0.0; KINDS]; KINDS + 1],
        };
        for &(from, to, step, score) in steps.iter().rev() {
            if !done[to] {
                done[to] = true;
                for (kind, sum) in ending[to].iter_mut().enumerate() {
                    *sum = log_sum((0..KINDS).map(|k| scores.transition(kind, k) + onward[to][k]));
                }
            }
            let kind = step.kind();
            let sum = score + ending[to][kind];
            onward[from][kind] = log_add(onward[from][kind], sum);
            let probability = (departing[from][kind] + sum - log_total).exp();
            match step {
                Step::Link(candidate, kind) => marginals.links[candidate][kind] += probability,
                Step::Omitted(s) => marginals.omitted[s] += probability,
                Step::Added(t) => marginals.added[t] += probability,
            }
        }
        for (arriving, onward) in arriving.iter().zip(&onward) {
            for (before, arriving) in arriving.iter().enumerate() {
                for (kind, onward) in onward.iter().enumerate() {
                    let ways = arriving + scores.transition(before, kind) + onward;
                    marginals.transitions[before][kind] += (ways - log_total).exp();
                }
            }
        }
        marginals
    }
}

/// The links that are in order on both sides and hold most sentences together.
pub(crate) fn heaviest_in_order<T: Clone>(
    links: impl Iterator<Item = (Candidate, T)>,
) -> Vec<(Candidate, T)> {
    let mut links: Vec<_> = links.collect();
    links.sort_by_key(|(c, _)| (c.source.start, c.target.start));
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (i, (link, _)) in links.iter().enumerate() {
        let before = (0..i)
            .filter(|&j| {
                links[j].0.source.end <= link.source.start
                    && links[j].0.target.end <= link.target.start
            })
            .max_by_key(|&j| best[j].0);
        let weight = link.source.len() + link.target.len();
        best.push((weight + before.map_or(0, |j| best[j].0), before));
    }
    let mut chain = Vec::new();
    let mut at = (0..links.len()).max_by_key(|&i| best[i].0);
    while let Some(i) = at {
        chain.push(links[i].clone());
        at = best[i].1;
    }
    chain.reverse();
    chain
}

/// Whether one of two links comes first on the source side and the other on the target side.
pub(crate) fn cross(a: &Candidate, b: &Candidate) -> bool {
    (a.source.start < b.source.start) != (a.target.start < b.target.start)
}

impl Scores {
    fn transition(&self, before: usize, kind: usize) -> f64 {
        if before == ADDED && kind == OMITTED {
            return f64::NEG_INFINITY;
        }
        self.transitions[before][kind]
    }
}

fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY {
        high
    } else {
        high + (low - high).exp().ln_1p()
    }
}

fn log_sum(terms: impl Iterator<Item = f64> + Clone) -> f64 {
    let high = terms.clone().fold(f64::NEG_INFINITY, f64::max);
    if high == f64::NEG_INFINITY {
        return high;
    }
    high + terms.map(|t| (t - high).exp()).sum::<f64>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores that differ from step to step, without meaning.
    fn scores(lattice: &Lattice) -> Scores {
        let some = |i: usize| ((i * 37 + 11) % 17) as f64 / 5.0 - 1.5;
        let mut transitions = [[0.0; KINDS]; KINDS + 1];
        for (before, row) in transitions.iter_mut().enumerate() {
            for (kind, score) in row.iter_mut().enumerate() {
                *score = some(before * 7 + kind) / 3.0;
            }
        }
        Scores {
            links: (0..lattice.candidates().len())
                .map(|c| std::array::from_fn(|kind| some(c * 3 + kind)))
                .collect(),
            omitted: (0..lattice.source_len).map(|s| some(s + 5)).collect(),
            added: (0..lattice.target_len).map(|t| some(t + 9)).collect(),
            transitions,
        }
    }

    /// Every path with its score, by walking them all.
    fn all_paths(lattice: &Lattice, scores: &Scores) -> Vec<(Vec<Step>, f64)> {
        let mut out_of = vec![Vec::new(); lattice.leaving.len()];
        lattice.walk(scores, |from, to, step, score| {
            out_of[from].push((to, step, score))
        });
        let mut open = vec![(0, START, Vec::new(), 0.0)];
        let mut done = Vec::new();
        while let Some((node, before, path, sum)) = open.pop() {
            if node == lattice.last() {
                done.push((path, sum));
                continue;
            }
            for &(to, step, score) in &out_of[node] {
                let transition = scores.transition(before, step.kind());
                if transition > f64::NEG_INFINITY {
                    let mut longer = path.clone();
                    longer.push(step);
                    open.push((to, step.kind(), longer, sum + transition + score));
                }
            }
        }
        done
    }

    fn lattice(source: usize, target: usize) -> Lattice {
        Lattice::new(&Band::full(source, target), target, |_| true)
    }

    #[test]
    fn the_best_path_is_the_best_of_all() {
        for (n, m) in [(1, 1), (2, 3), (3, 2), (3, 3)] {
            let lattice = lattice(n, m);
            let scores = scores(&lattice);
            let all = all_paths(&lattice, &scores);
            let best = all
                .iter()
                .map(|path| path.1)
                .fold(f64::NEG_INFINITY, f64::max);
            let found = lattice.best_path(&scores);
            let same = all
                .iter()
                .find(|path| path.0 == found)
                .expect("a path of the lattice");
            assert!((same.1 - best).abs() < 1e-9, "{n} {m}: {} {best}", same.1);
        }
    }

    #[test]
    fn marginals_are_shares_of_all_paths() {
        let lattice = lattice(3, 3);
        let scores = scores(&lattice);
        let all = all_paths(&lattice, &scores);
        let total: f64 = all.iter().map(|path| path.1.exp()).sum();
        let share = |wanted: Step| {
            let with = all.iter().filter(|(path, _)| path.contains(&wanted));
            with.map(|path| path.1.exp()).sum::<f64>() / total
        };
        let marginals = lattice.marginals(&scores);
        for (c, by_kind) in marginals.links.iter().enumerate() {
            for (kind, probability) in by_kind.iter().enumerate() {
                assert!((probability - share(Step::Link(c, kind))).abs() < 1e-9);
            }
        }
        for (i, probability) in marginals.omitted.iter().enumerate() {
            assert!((probability - share(Step::Omitted(i))).abs() < 1e-9);
        }
        for (i, probability) in marginals.added.iter().enumerate() {
            assert!((probability - share(Step::Added(i))).abs() < 1e-9);
        }
        let steps: f64 = marginals.transitions.iter().flatten().sum();
        let expected: f64 = all
            .iter()
            .map(|(path, score)| path.len() as f64 * score.exp() / total)
            .sum();
        assert!((steps - expected).abs() < 1e-9);
    }

    #[test]
    fn no_alignment_has_two_paths() {
        let lattice = lattice(3, 3);
        let all = all_paths(&lattice, &scores(&lattice));
        let mut sorted: Vec<Vec<String>> = all
            .into_iter()
            .map(|(path, _)| {
                let mut names: Vec<String> = path.iter().map(|s| format!("{s:?}")).collect();
                names.sort();
                names
            })
            .collect();
        let before = sorted.len();
        sorted.sort();
        sorted.dedup();
        assert_eq!(before, sorted.len());
    }
}
