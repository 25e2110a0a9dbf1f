//! Languages other than Russian and English, with the encoder's full weights.
//!
//! They are looked for where `SVERKA_MODEL` says, else at `target/full.sverka`; the README tells how
//! to make them. Without them these tests say that they were skipped.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::{output, root};

/// The full weight file, if there is one; else says what is skipped.
fn full_model(test: &str) -> Option<String> {
    let path = match std::env::var_os("SVERKA_MODEL") {
        Some(path) => PathBuf::from(path),
        None => root().join("target/full.sverka"),
    };
    if path.is_file() {
        return Some(path.display().to_string());
    }
    // The harness keeps back what is printed, but not what is written here.
    let _ = writeln!(
        io::stderr(),
        "languages::{test}: SKIPPED: there is no full weight file at {}; the README tells how to make it",
        path.display()
    );
    None
}

#[test]
fn german_with_french() {
    let Some(model) = full_model("german_with_french") else {
        return;
    };
    let figures = output(&[
        "eval",
        "tests/languages/ferry.gold",
        "--source-language",
        "de",
        "--target-language",
        "fr",
        "--model",
        &model,
        "--to",
        "json",
    ]);
    let figures: serde_json::Value = serde_json::from_str(&figures).expect("eval writes JSON");
    let figure = |name: &str| figures[name].as_f64().expect("a figure is a number");
    // Measured: .910 and .971.
    assert!(figure("macro_f1") >= 0.85, "{figures}");
    assert!(figure("link_f1") >= 0.92, "{figures}");
}

#[test]
fn the_full_weights_know_russian_and_english_as_the_built_in_ones_do() {
    let Some(model) = full_model("the_full_weights_know_russian_and_english") else {
        return;
    };
    let (source, target) = (
        "tests/commands/texts/protocol.ru.txt",
        "tests/commands/texts/protocol.en.txt",
    );
    let full = output(&["align", source, target, "--model", &model]);
    assert_eq!(full, output(&["align", source, target]));
}
