//! The data of the repository: every gold document fits its texts, and every corpus is as listed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use sverka_exporter::gold;
use sverka_exporter::score::score;
use sverka_exporter::write_jsonl;

use crate::{here, read_text};

fn corpora() -> PathBuf {
    here("../../corpora")
}

fn alignments() -> PathBuf {
    here("../../alignments")
}

/// The folders in a folder.
fn folders(path: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.path().is_dir());
    folders
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}

/// The files below a folder, as paths from it with slashes.
fn files(path: &Path) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(path).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            files.extend(
                self::files(&entry.path())
                    .into_iter()
                    .map(|file| format!("{name}/{file}")),
            );
        } else {
            files.insert(name);
        }
    }
    files
}

/// Reading checks that spans lie in the texts and hold the texts given in the links, that sentences
/// leave nothing out, and that the links partition both sides.
#[test]
fn every_gold_document_reads_and_is_written_as_it_stands() {
    let documents = gold::read_all(&alignments()).unwrap();
    for document in &documents {
        let path = alignments().join(document.name()).join("gold.jsonl");
        let mut written = Vec::new();
        write_jsonl(&document.rows(), &mut written).unwrap();
        assert!(
            read_text(&path).as_bytes() == written,
            "{}: written otherwise",
            path.display()
        );
        assert_eq!(score(document, &document.rows()).figures().link_f1, 1.0);
    }
    let named: BTreeSet<_> = documents
        .iter()
        .map(|gold| gold.name().to_owned())
        .collect();
    assert!(named.is_subset(&folders(&corpora())));
    assert!(named.contains("axis-1940"));
    assert!(named.len() >= 37);
}

#[test]
fn the_index_lists_every_corpus_and_describes_its_gold() {
    let mut index = csv::Reader::from_path(corpora().join("index.csv")).unwrap();
    assert_eq!(
        index.headers().unwrap(),
        vec!["name", "genre", "rendering", "set", "origin"]
    );
    let rows: Vec<_> = index.records().map(|row| row.unwrap()).collect();
    let names: Vec<_> = rows.iter().map(|row| row[0].to_owned()).collect();
    assert!(names.is_sorted());
    assert_eq!(
        names.iter().cloned().collect::<BTreeSet<_>>(),
        folders(&corpora())
    );
    for row in &rows {
        let path = alignments().join(&row[0]).join("gold.jsonl");
        let document = gold::read(&path).unwrap();
        let meta = document.meta();
        let said = [&meta.id, &meta.genre, &meta.rendering, &meta.set];
        let said = said.map(|field| field.as_deref().unwrap_or_default());
        assert_eq!(said, [&row[0], &row[1], &row[2], &row[3]]);
        assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
    }
}

#[test]
fn the_first_corpus_is_verbatim_from_its_page() {
    let read = |name: &str| read_text(&corpora().join("axis-1940").join(name));
    let page = read("page.txt");
    assert!(page.contains(read("source.ru.txt").trim_end()));
    // The English is the answer without the Russian that stands between its first two paragraphs.
    let target = read("target.en.txt");
    let (first, rest) = target.trim_end().split_once("\n\n").unwrap();
    assert!(page.contains(first) && page.contains(rest));
}

/// The heading of the last section of `corpora/README.md`.
const SUMS: &str = "## SHA-256 of every file\n";

/// `UPDATE=1 cargo test -p sverka-exporter` writes the sums instead of comparing them.
#[test]
fn every_file_of_the_corpora_has_the_sum_that_is_written_down() {
    let readme = corpora().join("README.md");
    let text = read_text(&readme);
    let (before, written) = text.split_once(SUMS).expect("the README lists the sums");
    let mut there = files(&corpora());
    assert!(there.remove("README.md"));
    let mut sums = String::from("\n```\n");
    for name in there {
        let content = fs::read(corpora().join(&name)).unwrap();
        for byte in Sha256::digest(content) {
            write!(sums, "{byte:02x}").unwrap();
        }
        writeln!(sums, "  {name}").unwrap();
    }
    sums.push_str("```\n");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&readme, format!("{before}{SUMS}{sums}")).unwrap();
    } else {
        assert!(
            written == sums,
            "a file has changed: write the sums anew with UPDATE=1"
        );
    }
}
