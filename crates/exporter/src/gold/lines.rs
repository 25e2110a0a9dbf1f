//! Gold in the project's own format, `gold.jsonl`: rows whose spans are the sentences.

use std::path::Path;

use sverka_aligner::SideName;
use sverka_segmenter::Text;

use super::draft::{Draft, DraftLink, DraftSide};
use super::{beside, is_same};
use crate::jsonl::read_lines;
use crate::row::{Part, Row};
use crate::{ImportError, ImportErrorKind};

pub(super) fn parse(
    content: &str,
    shown: &str,
    path: &Path,
    name: &str,
) -> Result<Draft, ImportError> {
    let rows = read_lines(content.as_bytes(), shown)?;
    let found = beside::find(path, name)?;
    let (source, source_numbers) = side(
        SideName::Source,
        found.source,
        &rows,
        |row| &row.source,
        shown,
    )?;
    let (target, target_numbers) = side(
        SideName::Target,
        found.target,
        &rows,
        |row| &row.target,
        shown,
    )?;
    let links = rows
        .iter()
        .zip(source_numbers.into_iter().zip(target_numbers));
    let links = links
        .map(|((line, row), (source, target))| DraftLink {
            source,
            target,
            status: row.status,
            line: Some(*line),
        })
        .collect();
    Ok(Draft {
        meta: found.meta,
        source,
        target,
        links,
    })
}

/// One side, and for each row the numbers of its sentences.
fn side(
    side: SideName,
    text: Text,
    rows: &[(usize, Row)],
    parts: fn(&Row) -> &[Part],
    shown: &str,
) -> Result<(DraftSide, Vec<Vec<usize>>), ImportError> {
    // A sentence's number is its place among the spans of the side, which the parts must confirm.
    let mut all: Vec<(&Part, usize, usize)> = Vec::new();
    for (place, (line, row)) in rows.iter().enumerate() {
        all.extend(parts(row).iter().map(|part| (part, *line, place)));
    }
    all.sort_by_key(|(part, line, _)| (part.start, part.end, *line));
    let mut numbers = vec![Vec::new(); rows.len()];
    let mut sentences = Vec::with_capacity(all.len());
    for (expected, &(part, line, place)) in all.iter().enumerate() {
        let fail = |kind| ImportError::new(shown, Some(line), kind);
        let (start, end) = (part.start, part.end);
        // A span beyond the text is reported by the checks that follow.
        let found = text
            .span_of_code_points(start, end)
            .map(|span| text.slice(span));
        if found.is_some_and(|found| !is_same(part, found)) {
            return Err(fail(ImportErrorKind::OtherText { side, start, end }));
        }
        if let Some(found) = part.sentence.filter(|&sentence| sentence != expected) {
            return Err(fail(ImportErrorKind::SentenceNumber {
                side,
                found,
                expected,
            }));
        }
        numbers[place].push(expected);
        sentences.push((start..end, Some(line)));
    }
    Ok((DraftSide { text, sentences }, numbers))
}
