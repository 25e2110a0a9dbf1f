//! What belongs to a `gold.jsonl`: its texts, and what the index of the corpora says about them.

use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;
use sverka_aligner::SideName;
use sverka_segmenter::Text;

use super::{Meta, content};
use crate::{ImportError, ImportErrorKind};

/// Texts and description of a document.
pub(super) struct Beside {
    pub(super) source: Text,
    pub(super) target: Text,
    pub(super) meta: Meta,
}

/// A line of `corpora/index.csv`.
#[derive(Deserialize)]
struct Entry {
    name: String,
    genre: String,
    rendering: String,
    set: String,
    #[serde(rename = "origin")]
    _origin: String,
}

/// Looks beside the file and, for `alignments/NAME/gold.jsonl`, in `corpora/NAME/`.
pub(super) fn find(path: &Path, name: &str) -> Result<Beside, ImportError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let corpora = corpora(folder);
    let text = |side: SideName| {
        let fail = |kind| ImportError::new(path.display().to_string(), None, kind);
        for folder in [folder, &corpora.join(name)] {
            let folder = if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            };
            let mut texts =
                texts(folder, side).map_err(|error| fail(ImportErrorKind::Read(error)))?;
            if texts.len() > 1 {
                let folder = folder.to_owned();
                return Err(fail(ImportErrorKind::SeveralTexts { side, folder }));
            }
            if let Some(file) = texts.pop() {
                return Ok(Text::new(content(&file)?));
            }
        }
        Err(fail(ImportErrorKind::NoText {
            side,
            folder: corpora.join(name),
        }))
    };
    Ok(Beside {
        source: text(SideName::Source)?,
        target: text(SideName::Target)?,
        meta: meta(&corpora.join("index.csv"), name)?,
    })
}

/// The folder `corpora` beside the folder that holds `folder`.
fn corpora(folder: &Path) -> PathBuf {
    let plain = folder.components().all(|part| part != Component::ParentDir);
    match folder.parent().and_then(Path::parent) {
        Some(root) if plain => root.join("corpora"),
        _ => folder.join("..").join("..").join("corpora"),
    }
}

/// The files `source*.txt` or `target*.txt` of a folder; none if there is no such folder.
fn texts(folder: &Path, side: SideName) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut texts = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(&side.to_string()) && name.ends_with(".txt") {
            texts.push(path);
        }
    }
    texts.sort();
    Ok(texts)
}

/// What the index says about the document; nothing if there is no index or no entry.
fn meta(index: &Path, name: &str) -> Result<Meta, ImportError> {
    if !index.is_file() {
        return Ok(Meta::default());
    }
    let content = content(index)?;
    for entry in csv::Reader::from_reader(content.as_bytes()).deserialize() {
        let entry: Entry = entry.map_err(|error| {
            let line = error
                .position()
                .and_then(|at| usize::try_from(at.line()).ok());
            let message = ImportErrorKind::Index(error.to_string());
            ImportError::new(index.display().to_string(), line, message)
        })?;
        if entry.name == name {
            let said = |value: String| Some(value).filter(|value| !value.is_empty());
            return Ok(Meta {
                id: Some(entry.name),
                genre: said(entry.genre),
                rendering: said(entry.rendering),
                set: said(entry.set),
            });
        }
    }
    Ok(Meta::default())
}
