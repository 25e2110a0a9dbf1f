//! The formats to the byte, their way back, and what is said of files that are not in them.

use proptest::prelude::*;
use sverka_aligner::{Alignment, Link, Side, Status};
use sverka_exporter::{
    CSV_COLUMNS, Excerpt, Part, Row, read_jsonl, rows, write_csv, write_jsonl,
    write_sentence_lines, write_sentences_jsonl,
};
use sverka_segmenter::{Sentences, Text};

use crate::{cases, here, read_rows, read_text};

pub const SOURCE: &str = "Он сказал: «Да», и ушёл.\nДождь. Поздно.";
pub const TARGET: &str = "Late. He said \"yes\" [aloud].";

/// The sentences of a text that ends each with a full stop.
pub fn sentences(text: &Text) -> Sentences {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, _) in text.as_str().match_indices('.') {
        spans.push(text.span(start, at + 1).unwrap());
        let rest = &text.as_str()[at + 1..];
        start = at + 1 + (rest.len() - rest.trim_start().len());
    }
    Sentences::new(text, spans, vec![0], vec![]).unwrap()
}

fn example() -> Vec<Row> {
    let (source, target) = (Text::new(SOURCE), Text::new(TARGET));
    let found = |text: &Text, words: &str| {
        let start = text.as_str().find(words).unwrap();
        text.span(start, start + words.len()).unwrap()
    };
    let split = Link::new(vec![0, 2], vec![0, 1], Status::Partial, 0.904_9)
        .unwrap()
        .with_spans(
            vec![found(&source, "и ушёл"), found(&source, "Он")],
            vec![found(&target, "[aloud]")],
        );
    let omitted = Link::new(vec![1], vec![], Status::Omitted, 1.0).unwrap();
    let alignment = Alignment::new(3, 2, vec![omitted, split]).unwrap();
    rows(
        &alignment,
        Side {
            text: &source,
            sentences: &sentences(&source),
        },
        Side {
            text: &target,
            sentences: &sentences(&target),
        },
    )
}

fn csv(rows: &[Row]) -> String {
    let mut out = Vec::new();
    write_csv(rows, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn jsonl(rows: &[Row]) -> String {
    let mut out = Vec::new();
    write_jsonl(rows, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn csv_to_the_byte() {
    assert_eq!(csv(&example()), read_text(&here("tests/said/example.csv")));
}

#[test]
fn json_lines_to_the_byte_and_back() {
    let path = here("tests/said/example.jsonl");
    assert_eq!(jsonl(&example()), read_text(&path));
    assert_eq!(read_rows(&path), example());
}

#[test]
fn sentences_to_the_byte() {
    let text = Text::new("Да. 😀\r\n нет.\n\nКонец.");
    let ends = ["Да.", "😀\r\n нет.", "Конец."].map(|words| {
        let start = text.as_str().find(words).unwrap();
        text.span(start, start + words.len()).unwrap()
    });
    let sentences = Sentences::new(&text, ends.into(), vec![0, 2], vec![]).unwrap();
    let side = Side {
        text: &text,
        sentences: &sentences,
    };
    let (mut lines, mut json) = (Vec::new(), Vec::new());
    write_sentence_lines(side, &mut lines).unwrap();
    write_sentences_jsonl(side, &mut json).unwrap();
    assert_eq!(
        String::from_utf8(lines).unwrap(),
        "Да.\n😀 нет.\n\nКонец.\n"
    );
    let start = "{\"sentence\": 1, \"paragraph\": 0, \"start\": 4, \"end\": 12, \"text\": ";
    let json = String::from_utf8(json).unwrap();
    assert_eq!(
        json.lines().nth(1).unwrap(),
        format!("{start}\"😀\\r\\n нет.\", \"normalised\": \"😀 нет.\"}}")
    );
}

#[test]
fn no_link_is_a_header_or_nothing() {
    assert_eq!(csv(&[]), format!("{}\n", CSV_COLUMNS.join(",")));
    assert_eq!(jsonl(&[]), "");
    assert_eq!(read_jsonl("".as_bytes(), "x").unwrap(), []);
}

#[test]
fn the_least_that_a_line_must_say_is_enough() {
    let input = "\u{feff}\n \t\n{\"status\": \"added\", \"source\": [], \"new\": {\"text\": \"\\ud800\"}, \
                 \"target\": [{\"start\": 3, \"end\": 18446744073709551615}]}\r\n";
    let rows = read_jsonl(input.as_bytes(), "x").unwrap();
    let part = Part {
        sentence: None,
        start: 3,
        end: usize::MAX,
        text: None,
    };
    let row = Row {
        link: 0,
        status: Status::Added,
        confidence: None,
        source: vec![],
        target: vec![part],
        uncovered: None,
        inserted: None,
        evidence: None,
    };
    assert_eq!(rows, [row]);
    let error = write_csv(&rows, Vec::new()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "link 0 (counted from 0) has no sentence numbers on its target side, which this format \
         needs; write it as JSON Lines, or align the two texts again"
    );
}

#[test]
fn numbers_without_end_do_not_overflow() {
    let input = "{\"status\": \"omitted\", \"target\": [], \"source\": [{\"sentence\": 18446744073709551615, \
                 \"start\": 0, \"end\": 1, \"text\": \"x\"}]}";
    let rows = read_jsonl(input.as_bytes(), "x").unwrap();
    assert!(csv(&rows).contains(",18446744073709551616,"));
}

#[test]
fn what_cannot_be_read_is_said_with_place_and_remedy() {
    let ok = "{\"status\": \"added\", \"source\": [], \"target\": []}\n";
    for [line, message] in cases("read_jsonl.tsv") {
        let input = format!("{ok}\n{line}");
        let error = read_jsonl(input.as_bytes(), "a/b.jsonl").unwrap_err();
        assert_eq!(error.to_string(), format!("a/b.jsonl:3: {message}"));
        assert_eq!((error.name(), error.line()), ("a/b.jsonl", Some(3)));
    }
    let input = [ok.as_bytes(), b"{\"status\": \"\xff"].concat();
    let error = read_jsonl(input.as_slice(), "-").unwrap_err();
    assert_eq!(
        error.to_string(),
        "-:2: not UTF-8 at byte 13 of the line; save the file as UTF-8"
    );
    let deep = "{\"x\":".repeat(100_000);
    assert!(read_jsonl(deep.as_bytes(), "-").is_err());
}

fn row() -> impl Strategy<Value = Row> {
    let text = || prop::option::of("\\PC{0,8}|[\\x00-\\x20\"\\\\;|,«ё\u{2028}😀]{0,8}");
    let span = || (0..1000usize, 0..1000usize).prop_map(|(start, len)| (start, start + len));
    let part = (prop::option::of(any::<usize>()), span(), text());
    let part = part.prop_map(|(sentence, (start, end), text)| Part {
        sentence,
        start,
        end,
        text,
    });
    let excerpt = (span(), text()).prop_map(|((start, end), text)| Excerpt { start, end, text });
    let parts = prop::collection::vec(part, 0..3);
    let excerpts = prop::option::of(prop::collection::vec(excerpt, 0..3));
    let status = prop::sample::select(Status::ALL.to_vec());
    let confidence = prop::option::of((0..=100u32).prop_map(|percent| f64::from(percent) / 100.0));
    (
        any::<usize>(),
        status,
        confidence,
        parts.clone(),
        parts,
        excerpts.clone(),
        excerpts,
        prop::option::of(prop::collection::vec(".{0,12}", 0..3)),
    )
        .prop_map(
            |(link, status, confidence, source, target, uncovered, inserted, evidence)| Row {
                link,
                status,
                confidence,
                source,
                target,
                uncovered,
                inserted,
                evidence,
            },
        )
}

proptest! {
    #[test]
    fn json_lines_come_back_as_they_were(rows in prop::collection::vec(row(), 0..4)) {
        let written = jsonl(&rows);
        prop_assert_eq!(written.matches('\n').count(), rows.len());
        prop_assert_eq!(read_jsonl(written.as_bytes(), "x").unwrap(), rows);
    }

    #[test]
    fn bytes_of_any_kind_are_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = read_jsonl(bytes.as_slice(), "x");
    }

    #[test]
    fn csv_cells_hold_the_texts(rows in prop::collection::vec(row(), 1..4)) {
        let mut rows = rows;
        for row in &mut rows {
            for part in row.source.iter_mut().chain(&mut row.target) {
                part.sentence.get_or_insert(0);
                part.text.get_or_insert_default();
            }
            (row.uncovered, row.inserted) = (None, None);
        }
        let written = csv(&rows);
        let mut reader = csv::Reader::from_reader(written.as_bytes());
        let records: Vec<_> = reader.records().map(|record| record.unwrap()).collect();
        prop_assert_eq!(records.len(), rows.len());
        let is_explained = rows.iter().any(|row| row.evidence.is_some());
        for (record, row) in records.iter().zip(&rows) {
            prop_assert_eq!(record.len(), CSV_COLUMNS.len() + usize::from(is_explained));
            if is_explained {
                prop_assert_eq!(&record[13], row.evidence.clone().unwrap_or_default().join(" | "));
            }
            let texts: Vec<_> = row.source.iter().filter_map(|part| part.text.clone()).collect();
            prop_assert_eq!(&record[3], texts.join(" "));
        }
    }
}
