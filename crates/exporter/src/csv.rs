//! Rows as CSV: RFC 4180 with LF line ends, UTF-8, one link a line under a line of names.

use std::io::Write;

use sverka_aligner::SideName;

use crate::row::{Excerpt, Part};
use crate::{ExportError, Row};

/// The names in the first line, in order.
pub const CSV_COLUMNS: [&str; 13] = [
    "link",
    "status",
    "confidence",
    "source_text",
    "target_text",
    "source_sentences",
    "target_sentences",
    "source_start",
    "source_end",
    "target_start",
    "target_end",
    "uncovered",
    "inserted",
];

/// The name of one more column, at the end, if any row has evidence.
pub const CSV_EVIDENCE: &str = "evidence";

/// Stands between excerpts in a cell; a semicolon would not do, since texts are full of them.
const BETWEEN_EXCERPTS: &str = " | ";

/// Writes the rows as CSV with the columns [`CSV_COLUMNS`].
///
/// - `link` counts from 0; `confidence` has two decimals and is empty if there is none.
/// - `source_text` and `target_text` hold the sentences' own characters, joined by one space.
/// - `source_sentences` and `target_sentences` are numbers from 1, joined by `;`.
/// - `source_start` to `target_end` are code points from 0, end exclusive: one start and one end
///   for each run of neighbouring sentences, joined by `;`. So a contiguous link has one of each.
/// - `uncovered` and `inserted` hold the texts of the excerpts, joined by `" | "`; their offsets
///   stand in JSON Lines.
/// - [`CSV_EVIDENCE`] is there if any row has evidence, and holds its facts, joined by `" | "`.
///
/// # Errors
/// [`ExportError::Write`] when the writer fails; [`ExportError::Unknown`] when a row was read from
/// a file that gives no sentence numbers or no texts.
pub fn write_csv(rows: &[Row], out: impl Write) -> Result<(), ExportError> {
    let mut out = csv::Writer::from_writer(out);
    let is_explained = rows.iter().any(|row| row.evidence.is_some());
    let explained = |fact: String| is_explained.then_some(fact);
    let header = CSV_COLUMNS.map(str::to_owned).into_iter();
    out.write_record(header.chain(explained(CSV_EVIDENCE.to_owned())))
        .map_err(io_error)?;
    for row in rows {
        let facts = row.evidence.as_deref().unwrap_or_default();
        let facts = explained(facts.join(BETWEEN_EXCERPTS));
        out.write_record(cells(row)?.into_iter().chain(facts))
            .map_err(io_error)?;
    }
    Ok(out.flush()?)
}

/// The cells of a row, in the order of [`CSV_COLUMNS`].
fn cells(row: &Row) -> Result<[String; 13], ExportError> {
    let source = Cells::new(
        row.link,
        SideName::Source,
        &row.source,
        row.uncovered.as_deref(),
    )?;
    let target = Cells::new(
        row.link,
        SideName::Target,
        &row.target,
        row.inserted.as_deref(),
    )?;
    Ok([
        row.link.to_string(),
        row.status.to_string(),
        row.confidence
            .map_or_else(String::new, |confidence| format!("{confidence:.2}")),
        source.text,
        target.text,
        source.sentences,
        target.sentences,
        source.starts,
        source.ends,
        target.starts,
        target.ends,
        source.excerpts,
        target.excerpts,
    ])
}

/// What one side of a link puts into its cells.
struct Cells {
    text: String,
    sentences: String,
    starts: String,
    ends: String,
    excerpts: String,
}

impl Cells {
    fn new(
        link: usize,
        side: SideName,
        parts: &[Part],
        excerpts: Option<&[Excerpt]>,
    ) -> Result<Cells, ExportError> {
        let unknown = |what| ExportError::Unknown { link, side, what };
        let (mut texts, mut numbers) = (Vec::new(), Vec::new());
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        let mut next = None;
        for part in parts {
            let sentence = part.sentence.ok_or_else(|| unknown("sentence numbers"))?;
            texts.push(part.text.as_deref().ok_or_else(|| unknown("texts"))?);
            // Numbers are read from files and may be as large as they like.
            numbers.push((sentence as u128 + 1).to_string());
            if next == Some(sentence) {
                ends.pop();
            } else {
                starts.push(part.start.to_string());
            }
            ends.push(part.end.to_string());
            next = sentence.checked_add(1);
        }
        let excerpt = |excerpt: &Excerpt| excerpt.text.clone().ok_or_else(|| unknown("texts"));
        let excerpts: Vec<String> = excerpts
            .unwrap_or_default()
            .iter()
            .map(excerpt)
            .collect::<Result<_, _>>()?;
        Ok(Cells {
            text: texts.join(" "),
            sentences: numbers.join(";"),
            starts: starts.join(";"),
            ends: ends.join(";"),
            excerpts: excerpts.join(BETWEEN_EXCERPTS),
        })
    }
}

/// Writing strings of equal number can only fail in the writer.
fn io_error(error: csv::Error) -> ExportError {
    ExportError::Write(error.into())
}
