//! Pins from a table, as `sverka align` writes it and spreadsheets give it back.

use std::io::Read;
use std::ops::Range;

use sverka_aligner::SideName;

use super::{At, Pin, Place};
use crate::csv::CSV_COLUMNS;
use crate::decode::plain_text;
use crate::error::shortened;
use crate::table::{Record, records};
use crate::{ImportError, ImportErrorKind};

/// Separators of columns, the one that is written first.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// Stands between numbers in a cell.
const BETWEEN_NUMBERS: char = ';';

/// Reads pins from a table as [`write_csv`](crate::write_csv) writes it. `name` is the name that
/// errors give to the input.
///
/// The first row names the columns, of which the order does not matter; unknown ones are passed
/// over. `status` must be there, and for a side that has sentences either `source_start` and
/// `source_end` or `source_sentences` (`target_…`); where a row has both, the offsets count. If there
/// is a `source_text`, [`pins`](super::pins) compares it. Commas, semicolons or tabs may separate
/// cells; empty rows are passed over.
///
/// # Errors
/// When the input cannot be read or is no UTF-8 text; when a column is missing or stands twice; when
/// a row has more cells than there are columns, quotes that are not closed or not doubled, an
/// unknown status, something else than whole numbers, unequal numbers of starts and ends, or a text
/// without a place. The error names the line.
pub fn read_pins_csv(input: impl Read, name: &str) -> Result<Vec<Pin>, ImportError> {
    let content = plain_text(input, name)?;
    let fail = |line, kind| ImportError::new(name, Some(line), kind);
    let mut header = None;
    let mut pins = Vec::new();
    for record in records(&content, separator(&content)) {
        let record = record.map_err(|(line, kind)| fail(line, kind))?;
        if record.is_blank() {
            continue;
        }
        let line = record.line;
        match &header {
            None => header = Some(Header::new(record).map_err(|kind| fail(line, kind))?),
            Some(header) => pins.push(header.pin(&record).map_err(|kind| fail(line, kind))?),
        }
    }
    match header {
        Some(_) => Ok(pins),
        None => Err(fail(1, ImportErrorKind::NoColumn("status"))),
    }
}

/// The separator with which the first row names most columns that we know.
fn separator(content: &str) -> char {
    let known = |separator: char| {
        let first = records(content, separator)
            .flatten()
            .find(|r| !r.is_blank());
        let names = first.iter().flat_map(|record| &record.cells);
        let known = names.filter(|cell| CSV_COLUMNS.contains(&column_name(cell).as_str()));
        known.count()
    };
    // Of equals `max_by_key` takes the last.
    let best = SEPARATORS.into_iter().rev().max_by_key(|&c| known(c));
    best.unwrap_or(SEPARATORS[0])
}

fn column_name(cell: &str) -> String {
    cell.trim().to_lowercase()
}

/// The names of the columns.
struct Header {
    names: Vec<String>,
}

impl Header {
    fn new(record: Record) -> Result<Header, ImportErrorKind> {
        let names: Vec<String> = record.cells.iter().map(|cell| column_name(cell)).collect();
        for (at, name) in names.iter().enumerate() {
            if CSV_COLUMNS.contains(&name.as_str()) && names[..at].contains(name) {
                return Err(ImportErrorKind::ColumnTwice(name.clone()));
            }
        }
        let header = Header { names };
        if !header.has("status") {
            return Err(ImportErrorKind::NoColumn("status"));
        }
        let sides = [&SOURCE, &TARGET];
        if !sides
            .iter()
            .any(|side| header.has_spans(side) || header.has(side.sentences))
        {
            return Err(ImportErrorKind::NoColumn(
                "of offsets (source_start with source_end) or of source_sentences",
            ));
        }
        Ok(header)
    }

    fn has(&self, column: &str) -> bool {
        self.names.iter().any(|name| name == column)
    }

    fn has_spans(&self, side: &Columns) -> bool {
        self.has(side.start) && self.has(side.end)
    }

    /// A cell, trimmed; empty if there is none.
    fn cell<'a>(&self, record: &'a Record, column: &str) -> &'a str {
        let at = self.names.iter().position(|name| name == column);
        let cell = at.and_then(|at| record.cells.get(at));
        cell.map_or("", |cell| cell.trim())
    }

    fn pin(&self, record: &Record) -> Result<Pin, ImportErrorKind> {
        let (found, wanted) = (record.cells.len(), self.names.len());
        let surplus = record.cells.get(wanted..).unwrap_or_default();
        if surplus.iter().any(|cell| !cell.trim().is_empty()) {
            return Err(ImportErrorKind::Cells { found, wanted });
        }
        let status = self.cell(record, "status").to_lowercase();
        Ok(Pin {
            line: record.line,
            status: status.parse().map_err(ImportErrorKind::UnknownStatus)?,
            source: self.places(record, &SOURCE)?,
            target: self.places(record, &TARGET)?,
        })
    }

    /// Where the sentences of a side stand: one place, or none.
    fn places(&self, record: &Record, side: &Columns) -> Result<Vec<Place>, ImportErrorKind> {
        let text = self.cell(record, side.text);
        let numbers = |column| numbers(column, self.cell(record, column));
        let spans = if self.has_spans(side) {
            spans(side, &numbers(side.start)?, &numbers(side.end)?)?
        } else {
            Vec::new()
        };
        let at = if spans.is_empty() {
            At::Sentences(sentences(side, &numbers(side.sentences)?)?)
        } else {
            At::Spans(spans)
        };
        if at == At::Sentences(Vec::new()) {
            return match text {
                "" => Ok(Vec::new()),
                _ => Err(ImportErrorKind::NoPlace(side.name)),
            };
        }
        let text = (!text.is_empty()).then(|| text.to_owned());
        Ok(vec![Place { at, text }])
    }
}

/// The columns of a side.
struct Columns {
    name: SideName,
    text: &'static str,
    sentences: &'static str,
    start: &'static str,
    end: &'static str,
}

const SOURCE: Columns = Columns {
    name: SideName::Source,
    text: "source_text",
    sentences: "source_sentences",
    start: "source_start",
    end: "source_end",
};

const TARGET: Columns = Columns {
    name: SideName::Target,
    text: "target_text",
    sentences: "target_sentences",
    start: "target_start",
    end: "target_end",
};

fn spans(
    side: &Columns,
    starts: &[usize],
    ends: &[usize],
) -> Result<Vec<Range<usize>>, ImportErrorKind> {
    if starts.len() != ends.len() {
        return Err(ImportErrorKind::UnequalSpans {
            side: side.name,
            starts: starts.len(),
            ends: ends.len(),
        });
    }
    let span = |(&start, &end): (&usize, &usize)| {
        if start > end {
            let side = side.name;
            return Err(ImportErrorKind::ReversedSpan { side, start, end });
        }
        Ok(start..end)
    };
    starts.iter().zip(ends).map(span).collect()
}

/// Sentence numbers, which count from 1 in a table, from 0.
fn sentences(side: &Columns, numbers: &[usize]) -> Result<Vec<usize>, ImportErrorKind> {
    let from_zero = |number: &usize| {
        number.checked_sub(1).ok_or(ImportErrorKind::Numbers {
            column: side.sentences,
            cell: "0".to_owned(),
            first: 1,
        })
    };
    numbers.iter().map(from_zero).collect()
}

/// The numbers in a cell. A number that some program has given decimals, as in `16.0`, is one.
fn numbers(column: &'static str, cell: &str) -> Result<Vec<usize>, ImportErrorKind> {
    if cell.is_empty() {
        return Ok(Vec::new());
    }
    let number = |number: &str| {
        let number = number.trim();
        number.strip_suffix(".0").unwrap_or(number).parse()
    };
    let numbers: Result<Vec<usize>, _> = cell.split(BETWEEN_NUMBERS).map(number).collect();
    numbers.map_err(|_| ImportErrorKind::Numbers {
        column,
        cell: shortened(cell),
        first: usize::from(column.ends_with("sentences")),
    })
}
