//! Links made by people: where they stand, how they are read, and what is checked.
//!
//! Three kinds of files hold them, and [`read`] knows them by their names:
//! - `NAME.gold`, written by hand: numbered sentences of both sides, and links;
//! - `gold.json` with `source.txt` and `target.txt` beside it: offsets and links;
//! - `gold.jsonl`, the rows of [`read_jsonl`](crate::read_jsonl): the texts stand beside it as
//!   `source*.txt` and `target*.txt`, or, for `alignments/NAME/gold.jsonl`, in `corpora/NAME/`.

use std::fs;
use std::path::{Path, PathBuf};

use sverka_aligner::{Alignment, Link, Side, Status};
use sverka_segmenter::{Sentences, Text};

use crate::decode::utf8;
use crate::row::{Part, Row, rows};
use crate::{ImportError, ImportErrorKind};

mod beside;
mod draft;
mod handwritten;
mod json;
mod lines;

/// Two texts, their sentences and their links, as people made them.
///
/// The sentences keep the promises of [`Sentences`], and the links those of [`Alignment`]; their
/// confidence is 1.
#[derive(Clone, Debug)]
pub struct Gold {
    name: String,
    meta: Meta,
    source: Text,
    target: Text,
    source_sentences: Sentences,
    target_sentences: Sentences,
    alignment: Alignment,
}

/// What a gold file says about its document.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Meta {
    /// The name that the file itself gives to the document.
    pub id: Option<String>,
    /// What kind of text it is.
    pub genre: Option<String>,
    /// How the rendering was made: full, excerpt, mixed, calendar, or commentary.
    pub rendering: Option<String>,
    /// The set that the document is counted with.
    pub set: Option<String>,
}

impl Gold {
    /// The name of the document: that of the `.gold` file or of the folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the file says about the document.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The source text and its sentences.
    pub fn source(&self) -> Side<'_> {
        Side {
            text: &self.source,
            sentences: &self.source_sentences,
        }
    }

    /// The target text and its sentences.
    pub fn target(&self) -> Side<'_> {
        Side {
            text: &self.target,
            sentences: &self.target_sentences,
        }
    }

    /// The links, which partition both sides.
    pub fn alignment(&self) -> &Alignment {
        &self.alignment
    }

    /// The links, in the order of an alignment.
    pub fn links(&self) -> &[Link] {
        self.alignment.links()
    }

    /// The status of the link of each source sentence.
    pub fn source_statuses(&self) -> Vec<Status> {
        self.statuses(self.source_sentences.len(), Link::source)
    }

    /// The status of the link of each target sentence.
    pub fn target_statuses(&self) -> Vec<Status> {
        self.statuses(self.target_sentences.len(), Link::target)
    }

    fn statuses(&self, len: usize, numbers: fn(&Link) -> &[usize]) -> Vec<Status> {
        let mut held: Vec<(usize, Status)> = Vec::with_capacity(len);
        for link in self.links() {
            held.extend(
                numbers(link)
                    .iter()
                    .map(|&sentence| (sentence, link.status())),
            );
        }
        held.sort_unstable();
        held.into_iter().map(|(_, status)| status).collect()
    }

    /// The links as rows that say nothing of confidence and excerpts, which people did not give.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = rows(&self.alignment, self.source(), self.target());
        for row in &mut rows {
            (row.confidence, row.uncovered, row.inserted) = (None, None, None);
        }
        rows
    }
}

/// Whether the name of a file says that it is gold: `NAME.gold`, `gold.json` or `gold.jsonl`.
pub fn is_gold(path: &Path) -> bool {
    kind(path).is_some()
}

#[derive(Clone, Copy)]
enum Kind {
    Handwritten,
    Json,
    Lines,
}

fn kind(path: &Path) -> Option<Kind> {
    match path.file_name()?.to_str() {
        Some("gold.json") => Some(Kind::Json),
        Some("gold.jsonl") => Some(Kind::Lines),
        _ => (path.extension()? == "gold").then_some(Kind::Handwritten),
    }
}

/// The gold files that a path stands for, sorted by the names of their documents: the file itself,
/// the one in a folder, or all that stand in a folder as `NAME.gold`, `NAME/gold.jsonl` or
/// `NAME/gold.json` (of the last two the first that there is).
///
/// # Errors
/// When the path does not exist or cannot be read, or when there is no gold.
pub fn find(path: &Path) -> Result<Vec<PathBuf>, ImportError> {
    let fail = |kind| ImportError::new(path.display().to_string(), None, kind);
    let unreadable = |error| fail(ImportErrorKind::Read(error));
    if !fs::metadata(path).map_err(unreadable)?.is_dir() {
        return if is_gold(path) {
            Ok(vec![path.to_owned()])
        } else {
            Err(fail(ImportErrorKind::NotGold))
        };
    }
    if let Some(file) = in_folder(path) {
        return Ok(vec![file]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            found.extend(in_folder(&path));
        } else if is_gold(&path) {
            found.push(path);
        }
    }
    if found.is_empty() {
        return Err(fail(ImportErrorKind::NoGold));
    }
    found.sort_by_cached_key(|path| (name(path), path.clone()));
    Ok(found)
}

/// The gold file of a folder that holds one document.
fn in_folder(folder: &Path) -> Option<PathBuf> {
    ["gold.jsonl", "gold.json"]
        .map(|name| folder.join(name))
        .into_iter()
        .find(|path| path.is_file())
}

/// The name of the document in a gold file.
fn name(path: &Path) -> String {
    let named = match kind(path) {
        Some(Kind::Json | Kind::Lines) => std::path::absolute(path)
            .ok()
            .and_then(|path| path.parent()?.file_name().map(|name| name.to_owned())),
        _ => path.file_stem().map(|name| name.to_owned()),
    };
    named.map_or_else(
        || "gold".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Reads one gold file and checks it.
///
/// # Errors
/// When the file or its texts cannot be found or read, when it is not of its kind, when an offset
/// is not in its text, when the sentences overlap or leave characters out, or when the links are no
/// partition. The error names the file and, where there is one, the line.
pub fn read(path: &Path) -> Result<Gold, ImportError> {
    let Some(kind) = kind(path) else {
        return Err(ImportError::new(
            path.display().to_string(),
            None,
            ImportErrorKind::NotGold,
        ));
    };
    let content = content(path)?;
    let shown = path.display().to_string();
    let draft = match kind {
        Kind::Handwritten => handwritten::parse(&content, &shown)?,
        Kind::Json => json::parse(&content, &shown, path)?,
        Kind::Lines => lines::parse(&content, &shown, path, &name(path))?,
    };
    draft.check(name(path), &shown)
}

/// All documents that [`find`] finds.
///
/// # Errors
/// As [`find`] and [`read`].
pub fn read_all(path: &Path) -> Result<Vec<Gold>, ImportError> {
    find(path)?.iter().map(|path| read(path)).collect()
}

/// A file as text, decoded and otherwise as it is.
fn content(path: &Path) -> Result<String, ImportError> {
    let name = path.display().to_string();
    match fs::read(path) {
        Ok(bytes) => utf8(bytes, &name),
        Err(error) => Err(ImportError::new(name, None, ImportErrorKind::Read(error))),
    }
}

/// The text of a part, if it is given, must be what the offsets say.
fn is_same(part: &Part, found: &str) -> bool {
    part.text.as_deref().is_none_or(|text| text == found)
}
