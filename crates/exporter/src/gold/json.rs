//! Gold as one JSON object, `gold.json`, with its texts beside it.

use std::path::Path;

use serde::Deserialize;
use sverka_segmenter::Text;

use super::draft::{Draft, DraftLink, DraftSide};
use super::{Meta, content};
use crate::jsonl::json_error;
use crate::{ImportError, ImportErrorKind};

/// The remedy for JSON that is no gold.
const SHAPE: &str = "a gold file needs \"source\" and \"target\", lists of [start, end], and \
                     \"links\", a list of {\"source\": [0], \"target\": [0], \"status\": \"…\"}";

#[derive(Deserialize)]
struct File {
    id: Option<String>,
    genre: Option<String>,
    rendering: Option<String>,
    set: Option<String>,
    source: Vec<(usize, usize)>,
    target: Vec<(usize, usize)>,
    links: Vec<FileLink>,
}

#[derive(Deserialize)]
struct FileLink {
    source: Vec<usize>,
    target: Vec<usize>,
    status: String,
}

pub(super) fn parse(json: &str, shown: &str, path: &Path) -> Result<Draft, ImportError> {
    let file: File = serde_json::from_str(json.trim_start_matches('\u{feff}'))
        .map_err(|error| ImportError::new(shown, Some(error.line()), json_error(&error, SHAPE)))?;
    let mut links = Vec::with_capacity(file.links.len());
    for link in file.links {
        let status = link.status.parse().map_err(|error| {
            ImportError::new(shown, None, ImportErrorKind::UnknownStatus(error))
        })?;
        let FileLink { source, target, .. } = link;
        links.push(DraftLink {
            source,
            target,
            status,
            line: None,
        });
    }
    Ok(Draft {
        meta: Meta {
            id: file.id,
            genre: file.genre,
            rendering: file.rendering,
            set: file.set,
        },
        source: side(&path.with_file_name("source.txt"), file.source)?,
        target: side(&path.with_file_name("target.txt"), file.target)?,
        links,
    })
}

fn side(path: &Path, spans: Vec<(usize, usize)>) -> Result<DraftSide, ImportError> {
    let sentences = spans
        .into_iter()
        .map(|(start, end)| (start..end, None))
        .collect();
    Ok(DraftSide {
        text: Text::new(content(path)?),
        sentences,
    })
}
