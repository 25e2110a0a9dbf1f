//! Furniture of scanned pages: page numbers, running heads and footers.
//!
//! Only lines are furniture that look like a page number or come again and again, and only where
//! something besides their look speaks for it: a form feed beside them, a sentence that they
//! interrupt, numbers that rise from page to page. A year or the number of a section that stands
//! alone, a speaker's name or the head of a table stays text.

use super::lines::{Gap, Line};
use super::openings::{Opening, opening};
use super::pages::{self, PageNumber, page_number};
use super::unfinished::{flows, is_complete};
use super::wrap::{self, Wrap};
use crate::hyphens;
use std::collections::BTreeMap;
use std::ops::Range;

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
    /// Whether a form feed stands right before it and the suspects beside it.
    after_form_feed: bool,
    /// Whether a form feed stands right after it and the suspects beside it, or among them.
    before_form_feed: bool,
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
    let mut pages = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        if line.width <= pages::LONGEST
            && let Some(page) = page_number(line.of(text))
        {
            pages.push((n, Some(page), None));
        }
    }
    let heads = heads(text, lines, &breaks(text, lines, &pages));
    let groups = heads.chunk_by(|a, b| a.0 == b.0).filter(|group| {
        let start = |&(_, n): &(u64, usize)| lines[n].start;
        let far = |pair: &[(u64, usize)]| start(&pair[1]) - start(&pair[0]) >= LEAST_PAGE;
        group.len() >= LEAST_TIMES && group.windows(2).all(far)
    });
    let mut suspects = pages;
    for (number, group) in groups.enumerate() {
        suspects.extend(group.iter().map(|&(_, n)| (n, None, Some(number))));
    }
    suspects.sort_by_key(|&(n, ..)| n);
    suspects.dedup_by_key(|&mut (n, ..)| n);
    let suspect = |(line, page, group)| Suspect {
        line,
        page,
        group,
        interrupts: false,
        after_form_feed: false,
        before_form_feed: false,
        run: 0,
        furniture: false,
    };
    suspects.into_iter().map(suspect).collect()
}

/// The lines beside which a page may end, sorted: form feeds and page numbers, and lines between
/// one that breaks off and one that begins with a small letter.
fn breaks(
    text: &str,
    lines: &[Line],
    pages: &[(usize, Option<PageNumber>, Option<usize>)],
) -> Vec<usize> {
    let mut breaks: Vec<usize> = pages.iter().map(|&(n, ..)| n).collect();
    for (n, line) in lines.iter().enumerate().skip(1) {
        // The line that begins with a small letter may stand some lines of furniture below.
        let content = line.of(text);
        let small =
            || content.starts_with(char::is_lowercase) && opening(content) == Opening::Plain;
        let beside = |before: &Line| before.width >= LEAST_CUT && !is_complete(before.of(text));
        let cut = || {
            lines[n.saturating_sub(1 + MOST_LINES)..n - 1]
                .iter()
                .any(beside)
        };
        if line.gap == Gap::Page || small() && cut() {
            breaks.push(n);
        }
    }
    breaks.sort_unstable();
    breaks
}

/// The lines that may be running heads, with what they have in common, sorted: those near a break,
/// and wherever else their likes stand.
fn heads(text: &str, lines: &[Line], breaks: &[usize]) -> Vec<(u64, usize)> {
    let head = |n: usize| {
        let line = &lines[n];
        let content = (line.width <= LONGEST_HEAD).then(|| line.of(text));
        content.filter(|content| is_head(content)).map(mask)
    };
    let mut heads: Vec<(u64, usize)> = Vec::new();
    let mut others: Vec<Range<usize>> = Vec::new();
    let mut seen = 0;
    for &at in breaks {
        let first = at.saturating_sub(MOST_LINES).max(seen);
        others.push(seen..first);
        seen = (at + MOST_LINES).min(lines.len()).max(seen);
        heads.extend((first..seen).filter_map(|n| Some((head(n)?, n))));
    }
    if !heads.is_empty() {
        others.push(seen..lines.len());
        heads.sort_unstable();
        let is_near = |mask| heads.binary_search_by_key(&mask, |&(near, _)| near).is_ok();
        let known = |n| Some((head(n).filter(|&mask| is_near(mask))?, n));
        let others: Vec<_> = others.into_iter().flatten().filter_map(known).collect();
        heads.extend(others);
        heads.sort_unstable();
    }
    heads
}

/// Whether a line may be a running head at all: it holds a word, begins with no small letter and
/// does not end as an address or a label does.
fn is_head(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic());
    !line.starts_with(char::is_lowercase)
        && !line.ends_with(['!', '?', ':', ',', ';', '-'])
        // The entries of a catalogue may begin alike: «1. Колокольчик. Бронза», «2. Колокольчик. …».
        && !matches!(opening(line), Opening::Point { .. })
        && letters.take(3).count() == 3
}

/// A number that lines share which differ in figures, white space and punctuation only (FNV-1a).
fn mask(line: &str) -> u64 {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    let mut in_figures = false;
    for byte in line.bytes() {
        let figure = byte.is_ascii_digit();
        let skipped = byte.is_ascii_whitespace() || byte.is_ascii_punctuation();
        if !(skipped || figure && in_figures) {
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
        let after_form_feed = lines[first].gap == Gap::Page;
        let mut next = lines[first + 1..=last].iter().chain(after);
        let before_form_feed = next.any(|line| line.gap == Gap::Page);
        let close = |after: &Line| {
            let mut between = lines[first..=last].iter().chain([after]);
            between.all(|line| line.gap == Gap::Line)
        };
        let interrupts = first > 0
            && run.len() <= MOST_LINES
            && after.is_some_and(|after| {
                let before = &lines[first - 1];
                let splits = |wrap| splits_paragraph(text, wrap, [before, &lines[first], after]);
                is_interrupted(text, before, after) || close(after) && wrap.is_some_and(splits)
            });
        for suspect in run {
            suspect.run = number;
            suspect.interrupts = interrupts;
            suspect.after_form_feed = after_form_feed && last - first < MOST_LINES;
            suspect.before_form_feed = before_form_feed && last - first < MOST_LINES;
        }
    }
}

/// Whether a sentence or word breaks off with one line and goes on with another.
fn is_interrupted(text: &str, before: &Line, after: &Line) -> bool {
    let broken = hyphens::is_broken(before.of(text), after.of(text));
    broken || before.width >= LEAST_CUT && flows(text, before, after)
}

/// Whether a paragraph of wrapped text plainly goes on from the line before furniture to the line
/// after it: the first is full, the second begins where the lines inside a paragraph do, and the
/// furniture is no last word for which the first had no room: «… тетр.», «2».
fn splits_paragraph(text: &str, wrap: Wrap, [before, furniture, after]: [&Line; 3]) -> bool {
    before.width >= LEAST_CUT
        && wrap.is_full(text, before, after)
        && !(is_complete(before.of(text)) && wrap.is_full(text, before, furniture))
        && after.indent == 0
        && opening(after.of(text)) == Opening::Plain
}

/// Marks the page numbers.
fn mark_numbers(lines: &[Line], suspects: &mut [Suspect]) {
    let surely = |suspect: &Suspect| suspect.interrupts || suspect.before_form_feed;
    let mut styles: Vec<usize> = (suspects.iter())
        .filter_map(|suspect| suspect.page.filter(|_| surely(suspect)))
        .map(|page| page.style)
        .collect();
    styles.sort_unstable();
    for suspect in &mut *suspects {
        let Some(page) = suspect.page else { continue };
        // The number at the head of a page may be a chapter's, unless others like it are not.
        let heads_page = suspect.after_form_feed && styles.binary_search(&page.style).is_ok();
        suspect.furniture = page.sure
            || suspect.before_form_feed
            || heads_page
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
        let at_page = |suspect: &Suspect| {
            suspect.after_form_feed || suspect.before_form_feed || numbered[suspect.run]
        };
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
