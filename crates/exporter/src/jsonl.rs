//! Rows as JSON Lines, out and in.

use std::io::{self, BufRead, BufReader, Read, Write};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sverka_aligner::SideName;

use crate::row::{Excerpt, Part};
use crate::{ExportError, ImportError, ImportErrorKind, Row};

/// A line of the format, its keys in this order.
#[derive(Serialize)]
struct Line<'a> {
    link: usize,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<Box<RawValue>>,
    source: &'a [Part],
    target: &'a [Part],
    #[serde(skip_serializing_if = "Option::is_none")]
    uncovered: Option<&'a [Excerpt]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inserted: Option<&'a [Excerpt]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'a [String]>,
}

/// Writes the rows as JSON Lines: one link a line, offsets in code points, end exclusive, the
/// confidence with two decimals, and a space after commas and colons so that people can read it.
///
/// ```json
/// {"link": 0, "status": "partial", "confidence": 0.93,
///  "source": [{"sentence": 4, "start": 210, "end": 301, "text": "…"}],
///  "target": [{"sentence": 3, "start": 180, "end": 240, "text": "…"}],
///  "uncovered": [{"start": 262, "end": 301, "text": "…"}],
///  "inserted": [{"start": 201, "end": 220, "text": "…"}]}
/// ```
/// (One line in the file.) `evidence`, a list of strings, follows if the row has it. What a row does
/// not know is left out.
///
/// # Errors
/// [`ExportError::Write`] when the writer fails.
pub fn write_jsonl(rows: &[Row], mut out: impl Write) -> Result<(), ExportError> {
    for row in rows {
        let line = Line {
            link: row.link,
            status: row.status.as_str(),
            confidence: row.confidence.map(two_decimals).transpose()?,
            source: &row.source,
            target: &row.target,
            uncovered: row.uncovered.as_deref(),
            inserted: row.inserted.as_deref(),
            evidence: row.evidence.as_deref(),
        };
        let mut json = serde_json::Serializer::with_formatter(&mut out, Spaced);
        line.serialize(&mut json).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// `0.90`, which the JSON library would write as `0.9`.
fn two_decimals(confidence: f64) -> io::Result<Box<RawValue>> {
    Ok(RawValue::from_string(format!("{confidence:.2}"))?)
}

/// JSON in one line with a space after each comma and colon.
pub(crate) struct Spaced;

impl serde_json::ser::Formatter for Spaced {
    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }
}

/// What a line must and may say; other keys are passed over.
#[derive(Deserialize)]
struct Record {
    link: Option<usize>,
    status: String,
    confidence: Option<f64>,
    source: Vec<Part>,
    target: Vec<Part>,
    uncovered: Option<Vec<Excerpt>>,
    inserted: Option<Vec<Excerpt>>,
    evidence: Option<Vec<String>>,
}

/// Reads rows from JSON Lines. `name` is the name that errors give to the input.
///
/// A line needs `status`, `source` and `target`, and a part needs `start` and `end`; the other keys
/// of [`write_jsonl`] may be missing and are then `None` in the row (the number of the link is then
/// the place of the line). Blank lines and further keys are passed over. Whether the offsets fit a
/// text, and whether the links partition it, is not known here and not checked.
///
/// # Errors
/// When the input cannot be read, is not UTF-8 or not such JSON, or when it has an unknown status,
/// a confidence outside 0..=1 or a span that ends before it starts; the error names the line.
pub fn read_jsonl(input: impl Read, name: &str) -> Result<Vec<Row>, ImportError> {
    Ok(read_lines(input, name)?
        .into_iter()
        .map(|(_, row)| row)
        .collect())
}

/// As [`read_jsonl`], each row with its line (from 1).
pub(crate) fn read_lines(input: impl Read, name: &str) -> Result<Vec<(usize, Row)>, ImportError> {
    let mut input = BufReader::new(input);
    let mut rows = Vec::new();
    let mut bytes = Vec::new();
    for number in 1.. {
        let fail = |kind| ImportError::new(name, Some(number), kind);
        bytes.clear();
        match input.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => return Err(ImportError::new(name, None, ImportErrorKind::Read(error))),
        }
        let line = std::str::from_utf8(&bytes).map_err(|error| {
            fail(ImportErrorKind::NotUtf8 {
                byte: error.valid_up_to() + 1,
            })
        })?;
        // A byte order mark, which some editors put before the first line, is no content.
        let line = if number == 1 {
            line.trim_start_matches('\u{feff}')
        } else {
            line
        };
        if line.trim().is_empty() {
            continue;
        }
        // The library would also take an array, the values of which are the keys' in their order.
        if !line.trim_start().starts_with('{') {
            let message = "not a JSON object".to_owned();
            return Err(fail(ImportErrorKind::Json {
                column: 1,
                message,
                remedy: WHOLE,
            }));
        }
        let record = serde_json::from_str(line).map_err(|error| fail(json_error(&error, LINK)))?;
        let row = row(record, rows.len()).map_err(fail)?;
        rows.push((number, row));
    }
    Ok(rows)
}

fn row(record: Record, place: usize) -> Result<Row, ImportErrorKind> {
    let status = record
        .status
        .parse()
        .map_err(ImportErrorKind::UnknownStatus)?;
    if let Some(confidence) = record
        .confidence
        .filter(|value| !(0.0..=1.0).contains(value))
    {
        return Err(ImportErrorKind::Confidence(confidence));
    }
    let (uncovered, inserted) = (record.uncovered.as_deref(), record.inserted.as_deref());
    for (side, parts, excerpts) in [
        (
            SideName::Source,
            &record.source,
            uncovered.unwrap_or_default(),
        ),
        (
            SideName::Target,
            &record.target,
            inserted.unwrap_or_default(),
        ),
    ] {
        let parts = parts.iter().map(|part| (part.start, part.end));
        let mut spans = parts.chain(excerpts.iter().map(|excerpt| (excerpt.start, excerpt.end)));
        if let Some((start, end)) = spans.find(|(start, end)| start > end) {
            return Err(ImportErrorKind::ReversedSpan { side, start, end });
        }
    }
    Ok(Row {
        link: record.link.unwrap_or(place),
        status,
        confidence: record.confidence,
        source: record.source,
        target: record.target,
        uncovered: record.uncovered,
        inserted: record.inserted,
        evidence: record.evidence,
    })
}

/// The remedy for broken JSON.
const WHOLE: &str = "write whole JSON objects, each in one line";

/// The remedy for JSON that is no link.
const LINK: &str = "a link needs \"status\", \"source\" and \"target\", and each of their spans \
                    \"start\" and \"end\" in code points";

/// What the JSON library says, in words for people who do not know its types, with a remedy.
/// `shape` says what the JSON must look like if it is JSON, but not the right one.
pub(crate) fn json_error(error: &serde_json::Error, shape: &'static str) -> ImportErrorKind {
    let text = error.to_string();
    // The library counts the lines of what it was handed; the caller knows the line of the file.
    let message = text.split(" at line ").next().unwrap_or(&text);
    let escape = message.contains("surrogate") || message.contains("hex escape");
    let remedy = if escape {
        "half of a \\uD800 to \\uDFFF pair is no character: write the character itself"
    } else if error.is_data() {
        shape
    } else {
        WHOLE
    };
    let message = message.replace("usize", "a whole number from 0");
    ImportErrorKind::Json {
        column: error.column(),
        message,
        remedy,
    }
}
