//! A user's glossary from a file: Russian, English and perhaps a note, in columns.

use std::io::Read;
use std::path::Path;

use sverka_aligner::{Glossary, GlossaryEntry};
use sverka_segmenter::scripts;

use crate::decode::plain_text;
use crate::table::{Record, records};
use crate::{ImportError, ImportErrorKind};

/// Stands between renderings in the English cell.
const BETWEEN_RENDERINGS: char = '|';

/// What a header row may call the columns, in any case, before a `-` or `_` (as in `en-GB`).
const RUSSIAN: [&str; 5] = ["ru", "rus", "russian", "source", "русский"];
const ENGLISH: [&str; 5] = ["en", "eng", "english", "target", "английский"];

/// Reads a glossary: in each line a Russian term, its English rendering and, if there is one, a
/// note. `name` is the name that errors give to the input.
///
/// Tabs, semicolons or commas separate the columns, the same in the whole file: whichever makes
/// most lines a term in Russian letters beside one in Latin letters; where that decides nothing, the
/// extension of `name` does. Cells may stand in quotes. Empty lines, lines that begin with `#` and a
/// first row that names the columns are passed over. Several renderings of a term stand in lines of
/// their own or, with `|` between them, in one English cell; each becomes an entry.
///
/// # Errors
/// When the input cannot be read or is no UTF-8 text; when a line has one column or more than three,
/// no word in its Russian or English cell, several terms in its Russian cell, Latin letters alone in
/// the Russian and Cyrillic ones in the English cell, or quotes that are not closed or not doubled.
/// The error names the line.
pub fn read_glossary(input: impl Read, name: &str) -> Result<Glossary, ImportError> {
    let content = plain_text(input, name)?;
    let lines: Vec<(usize, &str)> = (1..)
        .zip(content.split('\n'))
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .collect();
    let separator = separator(&lines, name);
    let mut entries = Vec::new();
    let mut first = true;
    for (number, line) in lines {
        let fail = |kind| ImportError::new(name, Some(number), kind);
        let cells = cells(line, separator).map_err(fail)?;
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if !std::mem::take(&mut first) || !is_header(&cells).map_err(fail)? {
            entries.extend(read_line(&cells, separator, number).map_err(fail)?);
        }
    }
    Ok(Glossary::new(entries))
}

/// The separator that makes most lines sense.
fn separator(lines: &[(usize, &str)], name: &str) -> char {
    let extension = Path::new(name).extension().unwrap_or_default();
    // Where several fit equally, the first does: a comma stands within cells most often, a tab
    // hardly ever.
    let order = if extension.eq_ignore_ascii_case("csv") {
        [';', ',', '\t']
    } else {
        ['\t', ';', ',']
    };
    let fit = |separator: char| {
        let (mut pairs, mut rows) = (0, 0);
        for (_, line) in lines {
            let Ok(cells) = cells(line, separator) else {
                continue;
            };
            rows += usize::from(matches!(cells.len(), 2 | 3));
            pairs += usize::from(is_pair(&cells));
        }
        (pairs, rows)
    };
    // Of equals `max_by_key` takes the last.
    let best = order.into_iter().rev().max_by_key(|&c| fit(c));
    best.unwrap_or('\t')
}

/// Whether these are two or three cells, one of the first two in Cyrillic letters alone and the
/// other in Latin letters alone, in either order.
fn is_pair(cells: &[String]) -> bool {
    let pure = |cell: &str| {
        let found = scripts(cell);
        (found.cyrillic > 0) != (found.latin > 0)
    };
    let cyrillic = |cell: &str| scripts(cell).cyrillic > 0;
    matches!(cells, [a, b] | [a, b, _] if pure(a) && pure(b) && cyrillic(a) != cyrillic(b))
}

/// The cells of a line, trimmed; empty ones after the third, which spreadsheets add, are left out.
fn cells(line: &str, separator: char) -> Result<Vec<String>, ImportErrorKind> {
    let mut cells = match records(line, separator).next() {
        None => Vec::new(),
        Some(Ok(Record { cells, .. })) => cells,
        Some(Err((_, kind))) => return Err(kind),
    };
    for cell in &mut cells {
        *cell = cell.trim().to_owned();
    }
    while cells.len() > 3 && cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    Ok(cells)
}

/// Whether the cells name the columns; they must then name Russian first.
fn is_header(cells: &[String]) -> Result<bool, ImportErrorKind> {
    let names = |cell: &String, known: &[&str]| {
        let name = cell.to_lowercase();
        let name = name.split(['-', '_']).next().unwrap_or_default();
        known.contains(&name)
    };
    match cells {
        [a, b, ..] if names(a, &ENGLISH) && names(b, &RUSSIAN) => {
            Err(ImportErrorKind::SwappedColumns)
        }
        [a, b, ..] => Ok(names(a, &RUSSIAN) && names(b, &ENGLISH)),
        _ => Ok(false),
    }
}

/// The entries of a line: as many as it has renderings.
fn read_line(
    cells: &[String],
    separator: char,
    line: usize,
) -> Result<Vec<GlossaryEntry>, ImportErrorKind> {
    let (russian, english, note) = match cells {
        [russian, english] => (russian, english, None),
        [russian, english, note] => (russian, english, Some(note)),
        _ => {
            return Err(ImportErrorKind::GlossaryColumns {
                found: cells.len(),
                separator: separator_name(separator),
            });
        }
    };
    let has_word = |cell: &str| cell.contains(char::is_alphanumeric);
    if !has_word(russian) {
        return Err(ImportErrorKind::NoWord("Russian"));
    }
    let (left, right) = (scripts(russian), scripts(english));
    if left.cyrillic == 0 && left.latin > 0 && right.cyrillic > 0 {
        return Err(ImportErrorKind::SwappedColumns);
    }
    if russian.contains(BETWEEN_RENDERINGS) {
        return Err(ImportErrorKind::SeveralTerms);
    }
    let note = note.filter(|note| !note.is_empty());
    let entry = |rendering: &str| {
        let rendering = rendering.trim();
        if !has_word(rendering) {
            return Err(ImportErrorKind::NoWord("English"));
        }
        Ok(GlossaryEntry::new(russian, rendering, note.cloned(), line))
    };
    english.split(BETWEEN_RENDERINGS).map(entry).collect()
}

fn separator_name(separator: char) -> &'static str {
    match separator {
        '\t' => "tab",
        ';' => "semicolon",
        _ => "comma",
    }
}
