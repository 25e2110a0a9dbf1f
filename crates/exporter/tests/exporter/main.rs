//! What the exporter promises: its formats, its figures, its errors, and the data of the repository.

// Helpers are no test functions, so clippy would not let them unwrap.
#![allow(clippy::unwrap_used)]

mod atomic;
mod formats;
mod glossary;
mod gold_files;
mod pins;
mod reliability;
mod repository;
mod score;

use std::fs;
use std::path::{Path, PathBuf};

use sverka_exporter::Row;

/// A file or folder of this crate.
fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read_text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read_rows(path: &Path) -> Vec<Row> {
    sverka_exporter::read_jsonl(read_text(path).as_bytes(), &path.display().to_string()).unwrap()
}

/// A folder for one test, with these files in it; gone when dropped.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// The lines of a table in `said/` with `N` columns, `\n` in a cell being a line end and `\t` a tab.
fn cases<const N: usize>(table: &str) -> Vec<[String; N]> {
    let path = here("tests/said").join(table);
    let content = read_text(&path);
    let lines = content.lines().filter(|line| !line.starts_with('#'));
    let cells = |line: &str| -> Vec<_> {
        line.split('\t')
            .map(|cell| cell.replace("\\n", "\n").replace("\\t", "\t"))
            .collect()
    };
    let cases: Vec<[String; N]> = lines
        .map(|line| {
            cells(line)
                .try_into()
                .unwrap_or_else(|_| panic!("{table}: {line}"))
        })
        .collect();
    assert!(!cases.is_empty(), "{table} is empty");
    cases
}
