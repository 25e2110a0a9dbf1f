//! What the program says of the corpora: kept in the repository, made anew and compared here.
//!
//! `UPDATE=1 cargo test` writes what came out instead of comparing.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sverka_exporter::gold;
use sverka_segmenter::{Language, Sentences, segment};

use crate::{output, root};

/// The last digits of a figure may depend on the processor's vector units.
const SLACK: f64 = 0.011;

/// Whether two cells say the same: equal, or numbers with a decimal point that nearly agree.
fn same(a: &str, b: &str) -> bool {
    let number = |cell: &str| {
        cell.contains('.')
            .then(|| cell.parse::<f64>().ok())
            .flatten()
    };
    match (number(a), number(b)) {
        (Some(a), Some(b)) => (a - b).abs() <= SLACK,
        _ => a == b,
    }
}

/// Compares a table with the one in a file, or writes it.
#[track_caller]
fn check(file: &Path, table: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(file, table).expect("the file can be written");
        return;
    }
    let kept = fs::read_to_string(file).expect("the file is there");
    let rows = |table: &str| -> Vec<Vec<String>> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(table.as_bytes())
            .records()
            .map(|row| row.expect("a row").iter().map(String::from).collect())
            .collect()
    };
    let (kept, found) = (rows(&kept), rows(table));
    let agree = kept.len() == found.len()
        && kept
            .iter()
            .zip(&found)
            .all(|(a, b)| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)));
    assert!(
        agree,
        "{} is stale; UPDATE=1 cargo test writes it anew:\n{table}",
        file.display()
    );
}

#[test]
fn links_of_the_first_corpus_are_fresh() {
    let corpus = "corpora/axis-1940";
    let (source, target) = (
        format!("{corpus}/source.ru.txt"),
        format!("{corpus}/target.en.txt"),
    );
    let table = output(&["align", &source, &target]);
    check(&root().join("alignments/axis-1940/links.csv"), &table);
}

/// The gold files of the documents that `corpora/index.csv` counts with these sets.
fn gold_of(sets: &[&str]) -> Vec<String> {
    let mut index = csv::Reader::from_path(root().join("corpora/index.csv")).expect("it is there");
    index
        .records()
        .map(|row| row.expect("a row of the index"))
        .filter(|row| sets.contains(&&row[3]))
        .map(|row| format!("alignments/{}/gold.jsonl", &row[0]))
        .collect()
}

/// F1 of the sentence boundaries that the segmenter finds in one side of these documents, from
/// plain text. The ends of paragraphs, where a blank line follows, and of texts count nothing.
fn boundary_f1(gold: &[String], language: &str) -> f64 {
    let (mut right, mut found, mut wanted) = (0, 0, 0);
    for path in gold {
        let gold = gold::read(&root().join(path)).expect("gold that can be read");
        let language: Language = language.parse().expect("a known language");
        let side = match language {
            Language::Russian => gold.source(),
            _ => gold.target(),
        };
        let content = side.text.as_str();
        let inside = |end: &usize| {
            let gap = content[*end..].len() - content[*end..].trim_start().len();
            let rest = *end + gap < content.len();
            rest && content[*end..*end + gap].matches('\n').count() < 2
        };
        let ends = |sentences: &Sentences| -> BTreeSet<usize> {
            sentences
                .iter()
                .map(|span| span.end())
                .filter(inside)
                .collect()
        };
        let (gold, own) = (ends(side.sentences), ends(&segment(side.text, language)));
        right += gold.intersection(&own).count();
        found += own.len();
        wanted += gold.len();
    }
    2.0 * right as f64 / (found + wanted) as f64
}

#[test]
fn scores_are_fresh() {
    let file = root().join("tests/scores.csv");
    let kept = fs::read_to_string(&file).expect("the scores are there");
    let mut found = String::new();
    for line in kept.lines() {
        // Rows of other documents, and cross-validated ones, are measured by the command that they
        // name.
        let sets: &[&str] = match line.split(',').next() {
            Some("archival") => &["archival", "seed"],
            Some("first corpus") => &["seed"],
            _ => {
                found.push_str(line);
                found.push('\n');
                continue;
            }
        };
        let gold = gold_of(sets);
        let mut arguments = vec!["eval", "--to", "json"];
        arguments.extend(gold.iter().map(String::as_str));
        let figures: serde_json::Value =
            serde_json::from_str(&output(&arguments)).expect("eval writes JSON");
        let header: Vec<&str> = kept.lines().next().expect("a header").split(',').collect();
        let mut figures = figures;
        for (language, column) in [("ru", "boundary_f1_ru"), ("en", "boundary_f1_en")] {
            figures[column] = boundary_f1(&gold, language).into();
        }
        let cells: Vec<String> = line
            .split(',')
            .zip(header)
            .map(|(cell, column)| match &figures[column] {
                serde_json::Value::Null => cell.to_owned(),
                figure if column == "documents" => figure.to_string(),
                figure => format!("{:.3}", figure.as_f64().expect("a figure is a number")),
            })
            .collect();
        found.push_str(&cells.join(","));
        found.push('\n');
    }
    check(&file, &found);
}

#[test]
fn the_first_corpus_comes_out_as_a_reader_would_have_it() {
    let gold = gold_of(&["seed"]);
    let figures: serde_json::Value =
        serde_json::from_str(&output(&["eval", "--to", "json", &gold[0]])).expect("JSON");
    let figure = |name: &str| figures[name].as_f64().expect("a number");
    assert!(figure("link_f1") >= 0.90, "{figures}");
    assert!(figure("macro_f1") >= 0.85, "{figures}");
}
