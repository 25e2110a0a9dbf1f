//! Pinned links: what a user wants to stay as it is, found again in the sentences of two texts.

use std::io::Read;
use std::iter;
use std::ops::Range;

use sverka_aligner::{Link, Side, SideName, Status};

use crate::jsonl::read_lines;
use crate::row::Part;
use crate::{ImportError, ImportErrorKind};

mod csv;
mod found;

pub use csv::read_pins_csv;

use found::Found;

/// A row of a file of links as far as it pins them: its line, its status, and where the sentences
/// of each side stand.
///
/// It is no [`Row`](crate::Row), because a table of links gives offsets for runs of sentences, not
/// for each of them, or sentence numbers without offsets. Spans do not end before they start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pin {
    line: usize,
    status: Status,
    source: Vec<Place>,
    target: Vec<Place>,
}

impl Pin {
    /// The line of the file, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The status that the link shall have.
    pub fn status(&self) -> Status {
        self.status
    }
}

/// A place in a text, and what a file says that it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Place {
    at: At,
    text: Option<String>,
}

/// How a file names a place.
#[derive(Clone, PartialEq, Eq, Debug)]
enum At {
    /// Spans in code points, end exclusive.
    Spans(Vec<Range<usize>>),
    /// Sentences, numbered from 0.
    Sentences(Vec<usize>),
}

/// Reads pins from JSON Lines as [`write_jsonl`](crate::write_jsonl) writes them. What a line must
/// say is what [`read_jsonl`](crate::read_jsonl) asks for; sentence numbers, confidence and excerpts
/// are passed over.
///
/// # Errors
/// As [`read_jsonl`](crate::read_jsonl).
pub fn read_pins_jsonl(input: impl Read, name: &str) -> Result<Vec<Pin>, ImportError> {
    let places = |parts: Vec<Part>| {
        let place = |part: Part| Place {
            at: At::Spans(iter::once(part.start..part.end).collect()),
            text: part.text,
        };
        parts.into_iter().map(place).collect()
    };
    let rows = read_lines(input, name)?.into_iter();
    let pin = |(line, row): (usize, crate::Row)| Pin {
        line,
        status: row.status,
        source: places(row.source),
        target: places(row.target),
    };
    Ok(rows.map(pin).collect())
}

/// The links that pins stand for in these two sides, in the order of the pins; `name` is the name
/// that errors give to their file. The confidence of the links is 1; spans that nothing renders they
/// have none.
///
/// The spans of a row stand for the sentences that they cover at least half of, together, so that a
/// boundary may have moved a little since the file was written. Texts of a row are compared without
/// regard to white space and to what lies between sentences.
///
/// # Errors
/// When a row names a sentence or a span that the text does not have, a span that covers no sentence
/// by half, or another text than stands there; when its status does not fit its sides; when a
/// sentence is pinned already. The error names the line.
pub fn pins(
    pins: &[Pin],
    name: &str,
    source: Side<'_>,
    target: Side<'_>,
) -> Result<Vec<Link>, ImportError> {
    let mut source = Found::new(SideName::Source, source);
    let mut target = Found::new(SideName::Target, target);
    let mut link = |pin: &Pin| {
        let source = source.take(&pin.source, pin.line)?;
        let target = target.take(&pin.target, pin.line)?;
        Link::new(source, target, pin.status, 1.0).map_err(ImportErrorKind::Pin)
    };
    let fail = |pin: &Pin, kind| ImportError::new(name, Some(pin.line), kind);
    pins.iter()
        .map(|pin| link(pin).map_err(|kind| fail(pin, kind)))
        .collect()
}
