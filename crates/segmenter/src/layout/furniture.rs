//! Furniture of scanned pages: page numbers, running heads and footers.
//!
//! Only lines are furniture that look like a page number or come again and again, and only where
//! something besides their look speaks for it: a form feed beside them, a sentence that they
//! interrupt, numbers that rise from page to page. A year or the number of a section that stands
//! alone, a speaker's name or the head of a table stays text.

use super::lines::{Gap, Line};
use super::openings::{Opening, opening};
use super::pages::{self, PageNumber, page_number};
use super::wrap::{self, Wrap, flows, is_complete};
use crate::hyphens;
use std::collections::BTreeMap;

/// Longest running head in code points.
const LONGEST_HEAD: u32 = 90;

/// Fewest times that a running head comes, and fewest page numbers that make a sequence.
const LEAST_TIMES: usize = 3;

/// Shortest page in bytes: some five typewritten lines of Russian, as on the last of a chapter.
const LEAST_PAGE: usize = 300;

/// Shortest page in bytes, where nothing speaks for page numbers but that they rise at even
/// distances: half a typewritten page. The numbers of short sections stand closer.
const LEAST_EVEN_PAGE: usize = 1200;

/// Most lines of furniture between two pages: footer, number, head, number.
const MOST_LINES: usize = 4;

/// Shortest line, in code points, that can be cut off by the end of its page; shorter ones are
/// rather cells of a table, one a line.
const LEAST_CUT: u32 = 30;

/// A line that may be furniture.
struct Suspect {
    line: usize,
    page: Option<PageNumber>,
    /// The group of like lines for a running head.
    group: Option<usize>,
    /// Whether it interrupts a sentence or a full line's paragraph, alone or with the suspects beside it.
    interrupts: bool,
    /// Whether a form feed stands right beside it or the suspects beside it.
    at_form_feed: bool,
    /// Number of its run of neighbouring suspects.
    run: usize,
    furniture: bool,
}

/// Marks the lines that are furniture. A text of nothing else has none.
pub(super) fn mark(text: &str, lines: &mut [Line]) {
    let mut suspects = suspects(text, lines);
    if suspects.is_empty() {
        return;
    }
    // The furniture is too little to mislead about the width.
    let wrap = wrap::of_document(text, lines);
    look_around(text, lines, wrap, &mut suspects);
    mark_numbers(lines, &mut suspects);
    mark_heads(text, lines, &mut suspects);
    let found = suspects.iter().filter(|suspect| suspect.furniture).count();
    if found < lines.len() {
        for suspect in suspects {
            lines[suspect.line].furniture = suspect.furniture;
        }
    }
}

/// The lines that look like page numbers or come several times, a page apart.
fn suspects(text: &str, lines: &[Line]) -> Vec<Suspect> {
    let mut suspects = Vec::new();
    let mut heads = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let content = line.of(text);
        let page = (line.width <= pages::LONGEST)
            .then(|| page_number(content))
            .flatten();
        if page.is_some() {
            suspects.push((n, page, None));
        } else if line.width <= LONGEST_HEAD && is_head(content) {
            heads.push((mask(content), n));
        }
    }
    heads.sort_unstable();
    let groups = heads.chunk_by(|a, b| a.0 == b.0).filter(|group| {
        let far =
            |pair: &[(u64, usize)]| lines[pair[1].1].start - lines[pair[0].1].start >= LEAST_PAGE;
        group.len() >= LEAST_TIMES && group.windows(2).all(far)
    });
    for (number, group) in groups.enumerate() {
        suspects.extend(group.iter().map(|&(_, n)| (n, None, Some(number))));
    }
    suspects.sort_unstable_by_key(|&(n, ..)| n);
    let suspect = |(line, page, group)| Suspect {
        line,
        page,
        group,
        interrupts: false,
        at_form_feed: false,
        run: 0,
        furniture: false,
    };
    suspects.into_iter().map(suspect).collect()
}

/// Whether a line may be a running head at all: it holds a word and does not end as a sentence, an
/// address or a label does.
fn is_head(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic());
    !line.ends_with(['!', '?', ':', ',', ';', '-']) && letters.take(3).count() == 3
}

/// A number that lines share which differ in figures, white space and punctuation only (FNV-1a).
fn mask(line: &str) -> u64 {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    let mut in_figures = false;
    for byte in line.bytes() {
        let figure = byte.is_ascii_digit();
        let skipped = byte.is_ascii_whitespace() || byte.is_ascii_punctuation();
        if !skipped && !(figure && in_figures) {
            hash ^= u64::from(if figure {
                b'0'
            } else {
                byte.to_ascii_lowercase()
            });
            hash = hash.wrapping_mul(0x0000_0100_0000_01B3);
        }
        in_figures = figure;
    }
    hash
}

/// Finds which suspects interrupt a sentence or stand beside a form feed, together with the
/// suspects beside them.
fn look_around(text: &str, lines: &[Line], wrap: Option<Wrap>, suspects: &mut [Suspect]) {
    for (number, run) in suspects
        .chunk_by_mut(|a, b| a.line + 1 == b.line)
        .enumerate()
    {
        let (first, last) = (run[0].line, run[run.len() - 1].line);
        let after = lines.get(last + 1);
        let pages = |line: &Line| line.gap == Gap::Page;
        let at_form_feed = lines[first..=last].iter().chain(after).any(pages);
        let close = |after: &Line| {
            let mut between = lines[first..=last].iter().chain([after]);
            between.all(|line| line.gap == Gap::Line)
        };
        let interrupts = first > 0
            && run.len() <= MOST_LINES
            && after.is_some_and(|after| {
                let before = &lines[first - 1];
                let splits = |wrap| splits_paragraph(text, wrap, before, after);
                is_interrupted(text, before, after) || close(after) && wrap.is_some_and(splits)
            });
        for suspect in run {
            suspect.run = number;
            suspect.interrupts = interrupts;
            suspect.at_form_feed = at_form_feed && last - first < MOST_LINES;
        }
    }
}

/// Whether a sentence or word breaks off with one line and goes on with another.
fn is_interrupted(text: &str, before: &Line, after: &Line) -> bool {
    let broken = hyphens::is_broken(before.of(text), after.of(text));
    broken || before.width >= LEAST_CUT && flows(text, before, after)
}

/// Whether a paragraph of wrapped text plainly goes on from one line to the next: the first is full,
/// and the second begins where the lines inside a paragraph do.
fn splits_paragraph(text: &str, wrap: Wrap, before: &Line, after: &Line) -> bool {
    let plain = opening(after.of(text)) == Opening::Plain;
    plain && before.width >= LEAST_CUT && wrap.is_full(text, before, after) && after.indent == 0
}

/// Marks the page numbers.
fn mark_numbers(lines: &[Line], suspects: &mut [Suspect]) {
    for suspect in &mut *suspects {
        let Some(page) = suspect.page else { continue };
        suspect.furniture = page.sure
            || suspect.at_form_feed
            // No book in use here has a thousand pages; such a number is rather a year.
            || suspect.interrupts && page.value < 1000;
    }
    for sequence in sequences(suspects) {
        let numbers = || sequence.iter().map(|&n| &suspects[n]);
        let starts: Vec<usize> = numbers().map(|number| lines[number.line].start).collect();
        let distances = || starts.windows(2).map(|pair| pair[1] - pair[0]);
        let (Some(nearest), Some(farthest)) = (distances().min(), distances().max()) else {
            continue;
        };
        let known = numbers().any(|number| number.furniture);
        let even = nearest >= LEAST_EVEN_PAGE
            && farthest <= 2 * nearest
            && sequence.len() > LEAST_TIMES
            && !numbers().any(|number| number.page.is_some_and(|page| page.capital_roman));
        if nearest >= LEAST_PAGE && (known || even) {
            for n in sequence {
                suspects[n].furniture = true;
            }
        }
    }
}

/// The page numbers, by their places among the suspects, that rise by one or two (a page without
/// its number lies between) and are written alike; at least three.
fn sequences(suspects: &[Suspect]) -> Vec<Vec<usize>> {
    let mut sequences: Vec<Vec<usize>> = Vec::new();
    // The sequence that waits for the next number, by style and last number.
    let mut open: BTreeMap<(usize, u32), usize> = BTreeMap::new();
    for (n, suspect) in suspects.iter().enumerate() {
        let Some(PageNumber { style, value, .. }) = suspect.page else {
            continue;
        };
        let mut waiting =
            (1..=2).filter_map(|step| open.remove(&(style, value.checked_sub(step)?)));
        let sequence = waiting.next().unwrap_or(sequences.len());
        if sequence == sequences.len() {
            sequences.push(Vec::new());
        }
        sequences[sequence].push(n);
        open.insert((style, value), sequence);
    }
    sequences.retain(|sequence| sequence.len() >= LEAST_TIMES);
    sequences
}

/// Marks the running heads and footers, then the bare page numbers beside them.
fn mark_heads(text: &str, lines: &[Line], suspects: &mut [Suspect]) {
    let runs = suspects.last().map_or(0, |suspect| suspect.run + 1);
    let mut numbered = vec![false; runs];
    for suspect in &*suspects {
        numbered[suspect.run] |= suspect.furniture;
    }
    let mut order: Vec<(usize, usize)> = (0..)
        .zip(&*suspects)
        .filter_map(|(n, suspect)| suspect.group.map(|group| (group, n)))
        .collect();
    order.sort_unstable();
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        let count = |wanted: &dyn Fn(&Suspect) -> bool| {
            group.iter().filter(|&&(_, n)| wanted(&suspects[n])).count()
        };
        let at_page = |suspect: &Suspect| suspect.at_form_feed || numbered[suspect.run];
        let interrupting = count(&|suspect| suspect.interrupts);
        let at_break = count(&|suspect| suspect.interrupts || at_page(suspect));
        // A salutation at the head of each letter ends as a sentence does, a running head does not.
        let sentence = group
            .iter()
            .any(|&(_, n)| is_complete(lines[suspects[n].line].of(text)));
        let is_head = interrupting > 0 && at_break * 3 >= group.len()
            || !sentence && at_break >= LEAST_TIMES && at_break * 3 >= group.len() * 2;
        for &(_, n) in group {
            let title = suspects[n].line < LEAST_TIMES;
            let known = suspects[n].interrupts || at_page(&suspects[n]);
            suspects[n].furniture = is_head && (known || !title);
        }
    }
    let mut headed = vec![false; runs];
    for suspect in suspects.iter().filter(|suspect| suspect.group.is_some()) {
        headed[suspect.run] |= suspect.furniture;
    }
    for suspect in suspects.iter_mut().filter(|suspect| suspect.page.is_some()) {
        suspect.furniture |= headed[suspect.run];
    }
}
