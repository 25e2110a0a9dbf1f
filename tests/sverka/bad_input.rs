//! Bad input: one clear line on standard error, exit code 2, no file half written.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::sverka;

const RUSSIAN: &str = "Посол прибыл. Он молчал.\n";
const ENGLISH: &str = "The ambassador arrived. He was silent.\n";

/// A folder with a good pair of texts in it.
fn folder() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    fs::write(folder.path().join("ru.txt"), RUSSIAN).expect("it can be written");
    fs::write(folder.path().join("en.txt"), ENGLISH).expect("it can be written");
    folder
}

/// Runs in the folder; the run must fail with one line that has all of `wanted` in it.
#[track_caller]
fn fails(folder: &Path, arguments: &[&str], wanted: &[&str]) {
    let done = sverka(arguments).current_dir(folder).assert().code(2);
    let output = done.get_output();
    let line = String::from_utf8_lossy(&output.stderr);
    assert_eq!(line.matches('\n').count(), 1, "not one line: {line:?}");
    assert!(
        line.starts_with("sverka: ") && !line.contains("panicked"),
        "{line}"
    );
    for word in wanted {
        assert!(line.contains(word), "no {word:?} in: {line}");
    }
    assert!(
        output.stdout.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

/// As [`fails`], with a source text of these bytes.
#[track_caller]
fn fails_with_source(source: &[u8], wanted: &[&str]) {
    let folder = folder();
    fs::write(folder.path().join("bad.txt"), source).expect("it can be written");
    fails(
        folder.path(),
        &["align", "bad.txt", "en.txt", "-o", "out.csv"],
        wanted,
    );
    assert!(!folder.path().join("out.csv").exists());
}

#[test]
fn files_that_cannot_be_read() {
    let folder = folder();
    let path = folder.path();
    fails(
        path,
        &["align", "none.txt", "en.txt"],
        &["none.txt", "check the path"],
    );
    fails(
        path,
        &["align", "ru.txt", "none.txt"],
        &["none.txt", "check the path"],
    );
    fails(path, &["align", ".", "en.txt"], &["folder"]);
    fails(path, &["segment", "."], &["folder"]);
    fails(path, &["align", "-", "-"], &["standard input"]);
    fails(
        path,
        &["eval", "none.gold"],
        &["none.gold", "check the path"],
    );
    fails(
        path,
        &["align", "ru.txt", "en.txt", "--model", "ru.txt"],
        &["ru.txt"],
    );
}

#[test]
fn texts_that_are_no_texts() {
    fails_with_source(b"", &["bad.txt", "empty"]);
    fails_with_source(b" \n\n\t\n", &["bad.txt", "empty"]);
    fails_with_source(
        b"\xcf\xee\xf1\xee\xeb.\n",
        &["bad.txt", "line 1", "UTF-8", "iconv"],
    );
    fails_with_source(
        "Да.\n"
            .as_bytes()
            .iter()
            .chain(b"\xff")
            .copied()
            .collect::<Vec<_>>()
            .as_slice(),
        &["line 2"],
    );
    fails_with_source(b"\xff\xfe\x1f\x04", &["UTF-16", "iconv"]);
    fails_with_source("Да.\nНет\u{0}.".as_bytes(), &["line 2, column 4", "U+0000"]);
    fails_with_source("Да\u{7}.".as_bytes(), &["line 1, column 3", "U+0007"]);
    let endless = "а".repeat(2_500_000);
    fails_with_source(endless.as_bytes(), &["line 1", "2500000 characters"]);
}

#[test]
fn sides_that_are_not_russian_and_english() {
    let folder = folder();
    let path = folder.path();
    fails(
        path,
        &["align", "en.txt", "ru.txt"],
        &["swapped", "sverka align ru.txt en.txt"],
    );
    fails(path, &["align", "ru.txt", "ru.txt"], &["both", "English"]);
    fails(
        path,
        &["align", "en.txt", "en.txt"],
        &["must be the Russian text"],
    );
}

#[test]
fn usage() {
    let folder = folder();
    let path = folder.path();
    fails(path, &["align", "ru.txt"], &["<TARGET>", "--help"]);
    fails(
        path,
        &["align", "ru.txt", "en.txt", "--to", "docx"],
        &["docx", "csv", "jsonl"],
    );
    fails(
        path,
        &["segment", "ru.txt", "--language", "fi"],
        &["fi", "ru", "en"],
    );
    fails(path, &["aling"], &["aling"]);
    fs::write(path.join("figures.txt"), "1 2 3").expect("it can be written");
    fails(path, &["segment", "figures.txt"], &["--language"]);
}

#[test]
fn outputs_that_cannot_be_written() {
    let folder = folder();
    let path = folder.path();
    let align = |output| ["align", "ru.txt", "en.txt", "-o", output];
    fails(
        path,
        &align("none/out.csv"),
        &["none/out.csv", "make it first"],
    );
    fails(path, &align("."), &["folder"]);
    fails(path, &align("out.docx"), &["out.docx", ".csv"]);
    let left: Vec<_> = fs::read_dir(path).expect("it is there").collect();
    assert_eq!(left.len(), 2, "only the two texts are there: {left:?}");
}

#[test]
fn gold_that_is_broken() {
    let folder = folder();
    let path = folder.path();
    let gold =
        |content: &str| fs::write(path.join("gold.jsonl"), content).expect("it can be written");
    fs::write(path.join("source.txt"), RUSSIAN).expect("it can be written");
    fs::write(path.join("target.txt"), ENGLISH).expect("it can be written");
    let whole = r#"{"status": "translated", "source": [{"start": 0, "end": 24}], "target": [{"start": 0, "end": 38}]}"#;
    gold(whole);
    sverka(&["eval", "gold.jsonl"])
        .current_dir(path)
        .assert()
        .success();
    gold(&whole.replace("\"end\": 24", "\"end\": 24, \"text\": \"\\ud800\""));
    fails(
        path,
        &["eval", "gold.jsonl"],
        &["gold.jsonl:1", "no character"],
    );
    gold(&whole.replace("translated", "transalted"));
    fails(
        path,
        &["eval", "gold.jsonl"],
        &["gold.jsonl:1", "transalted", "summarized"],
    );
    gold(&whole.replace("24", "99"));
    fails(path, &["eval", "gold.jsonl"], &["gold.jsonl", "99"]);
    gold("{");
    fails(path, &["eval", "gold.jsonl"], &["gold.jsonl:1"]);
}

#[test]
fn an_empty_target_is_no_error() {
    let folder = folder();
    fs::write(folder.path().join("none.txt"), "").expect("it can be written");
    let done = sverka(&["align", "ru.txt", "none.txt"])
        .current_dir(folder.path())
        .assert()
        .success();
    let table = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    assert_eq!(table.matches(",omitted,1.00,").count(), 2, "{table}");
}
