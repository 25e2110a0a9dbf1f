//! Glossaries as people and spreadsheets write them, and what is said of those that are not right.

use proptest::prelude::*;
use sverka_aligner::{Glossary, GlossaryEntry};
use sverka_exporter::{ImportErrorKind, read_glossary};

use crate::cases;

fn show(glossary: &Glossary) -> String {
    let show = |entry: &GlossaryEntry| {
        let note = entry.note().map(|note| format!(" ({note})"));
        let note = note.unwrap_or_default();
        let (russian, english) = (entry.russian(), entry.english());
        format!("{} {russian}={english}{note}", entry.line())
    };
    let entries: Vec<_> = glossary.entries().iter().map(show).collect();
    entries.join("; ")
}

fn said(input: &[u8], name: &str) -> String {
    read_glossary(input, name).unwrap_err().to_string()
}

#[test]
fn columns_are_read_whatever_separates_them() {
    for [name, content, entries] in cases("glossary_read.tsv") {
        let content = content.replace("\\r", "\r");
        for content in [content.clone(), format!("\u{feff}{content}")] {
            let glossary = read_glossary(content.as_bytes(), &name).unwrap();
            assert_eq!(show(&glossary), entries, "{content:?}");
            assert_eq!(glossary.is_empty(), entries.is_empty());
        }
    }
}

#[test]
fn bad_lines_are_said_with_place_and_remedy() {
    for [lines, message] in cases("glossary.tsv") {
        let content = format!("пакт\tpact\n{}", lines.replace("\\u0000", "\0"));
        assert_eq!(said(content.as_bytes(), "g.tsv"), format!("g.tsv{message}"));
    }
}

#[test]
fn quotes_of_tables_with_commas_must_be_right() {
    let good = "пакт,pact\nмир,peace\n";
    for (line, message) in [
        (
            "\"договор \"о мире\", 1939\",treaty",
            "g.csv:3: a cell goes on after its closing quote; put the whole cell in quotes, \
             and write \"\" for a quote in it",
        ),
        (
            "договор,\"treaty\nмир,peace",
            "g.csv:3: the quote that opens a cell here is not closed; close it, or write \"\" for \
             a quote",
        ),
    ] {
        assert_eq!(said(format!("{good}{line}").as_bytes(), "g.csv"), message);
    }
}

#[test]
fn a_header_that_names_english_first_is_no_entry() {
    let message = "-:1: the columns are swapped; Russian comes first, then English";
    assert_eq!(said("EN,RU\n".as_bytes(), "-"), message);
    assert_eq!(said("pact,пакт\n".as_bytes(), "-"), message);
}

#[test]
fn other_encodings_are_refused() {
    // "пакт" and a tab in Windows-1251, then in UTF-16.
    assert_eq!(
        said(b"#\n\xef\xe0\xea\xf2\tpact", "g"),
        "g:2: not UTF-8 at byte 1 of the line; save the file as UTF-8"
    );
    let kind = |input: &[u8]| {
        let error = read_glossary(input, "g").unwrap_err();
        format!("{:?}", error.kind())
    };
    assert_eq!(kind(b"\xff\xfe?\x04"), "NotUtf8 { byte: 1 }");
    assert_eq!(kind(b"?\x040\x04"), "ControlCharacter('\\u{4}')");
}

struct Broken;

impl std::io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::PermissionDenied.into())
    }
}

#[test]
fn a_reader_that_fails_is_an_error() {
    let error = read_glossary(Broken, "g").unwrap_err();
    assert!(matches!(error.kind(), ImportErrorKind::Read(_)), "{error}");
}

proptest! {
    #[test]
    fn input_of_any_kind_is_no_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..64),
        text in "[ \\t\\n\\r,;|\"#аяЁaz1\u{feff}\u{0}-]{0,40}",
    ) {
        let _ = read_glossary(bytes.as_slice(), "g.csv");
        if let Ok(glossary) = read_glossary(text.as_bytes(), "g") {
            let lines = text.split(['\n', '\r']).count();
            for entry in glossary.entries() {
                prop_assert!(!entry.russian().is_empty() && !entry.english().is_empty());
                prop_assert!((1..=lines).contains(&entry.line()));
            }
        }
    }

    #[test]
    fn any_separator_says_the_same(
        rows in prop::collection::vec(("[а-я]{1,8}( [а-я,;\"]{1,8}){0,2}", "[a-z]{1,8}( [a-z,;\"]{1,8}){0,2}"), 1..5),
    ) {
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut shown = Vec::new();
        for separator in [",", ";", "\t"] {
            let line = |(a, b): &(String, String)| [quoted(a), quoted(b)].join(separator);
            let lines: Vec<_> = rows.iter().map(line).collect();
            shown.push(show(&read_glossary(lines.join("\n").as_bytes(), "g").unwrap()));
        }
        prop_assert_eq!(&shown[0], &shown[1]);
        prop_assert_eq!(&shown[0], &shown[2]);
    }
}
