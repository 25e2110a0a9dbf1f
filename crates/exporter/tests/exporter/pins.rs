//! Pinned links: read from our formats as people change them, and found again in their texts.

use proptest::prelude::*;
use sverka_aligner::{Alignment, Link, Side, Status};
use sverka_exporter::{
    CSV_COLUMNS, ImportError, Pin, pins, read_pins_csv, read_pins_jsonl, rows, write_csv,
    write_jsonl,
};
use sverka_segmenter::{Language, Sentences, Span, Text, segment};

use crate::formats::{SOURCE, TARGET, sentences};
use crate::{cases, here, read_text};

/// The columns of `said/pins.tsv`.
const COLUMNS: &str = "status,source_start,source_end,source_sentences,source_text,\
                       target_start,target_end,target_sentences,target_text\n";

/// The status of a link and its source and target sentences, from 0.
type Shown = (Status, Vec<usize>, Vec<usize>);

/// What pins stand for in the texts of `formats`.
fn found(pinned: &[Pin], name: &str) -> Result<Vec<Shown>, ImportError> {
    let (source, target) = (Text::new(SOURCE), Text::new(TARGET));
    let (source_sentences, target_sentences) = (sentences(&source), sentences(&target));
    let links = pins(
        pinned,
        name,
        Side {
            text: &source,
            sentences: &source_sentences,
        },
        Side {
            text: &target,
            sentences: &target_sentences,
        },
    )?;
    let show = |link: &Link| {
        assert_eq!(link.confidence(), 1.0);
        (link.status(), link.source().into(), link.target().into())
    };
    Ok(links.iter().map(show).collect())
}

fn found_csv(content: &str) -> Vec<Shown> {
    let pinned = read_pins_csv(content.as_bytes(), "p.csv").unwrap();
    found(&pinned, "p.csv").unwrap()
}

/// What the example of `formats` says.
fn example() -> Vec<Shown> {
    vec![
        (Status::Partial, vec![0, 2], vec![0, 1]),
        (Status::Omitted, vec![1], vec![]),
    ]
}

#[test]
fn what_we_write_pins_what_it_says() {
    let json = read_text(&here("tests/said/example.jsonl"));
    let pinned = read_pins_jsonl(json.as_bytes(), "p.jsonl").unwrap();
    assert_eq!(found(&pinned, "p.jsonl").unwrap(), example());
    let lines: Vec<_> = pinned
        .iter()
        .map(|pin| (pin.line(), pin.status()))
        .collect();
    assert_eq!(lines, [(1, Status::Partial), (2, Status::Omitted)]);

    assert_eq!(
        found_csv(&read_text(&here("tests/said/example.csv"))),
        example()
    );
    assert_eq!(found_csv(&format!("{}\n", CSV_COLUMNS.join(","))), []);
    assert_eq!(read_pins_jsonl("\n".as_bytes(), "p").unwrap(), []);
}

#[test]
fn tables_may_come_back_otherwise() {
    let table = read_text(&here("tests/said/example.csv"));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(table.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(|r| r.unwrap()).collect();
    // Columns turned round and left out, other separators, byte order mark and line ends.
    let kept: [&[usize]; 5] = [
        &[12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
        &[1, 5, 6],
        &[1, 7, 8, 9, 10],
        &[3, 1, 5, 9, 10],
        &[1, 4, 3, 6, 7, 8],
    ];
    for columns in kept {
        for separator in [b',', b';', b'\t'] {
            for ends in [csv::Terminator::CRLF, csv::Terminator::Any(b'\r')] {
                let mut writer = csv::WriterBuilder::new()
                    .delimiter(separator)
                    .terminator(ends)
                    .from_writer("\u{feff}".as_bytes().to_vec());
                for record in &records {
                    writer
                        .write_record(columns.iter().map(|&at| &record[at]))
                        .unwrap();
                }
                let written = String::from_utf8(writer.into_inner().unwrap()).unwrap();
                assert_eq!(found_csv(&written), example(), "{written:?}");
            }
        }
    }
}

#[test]
fn the_table_of_the_first_corpus_pins_all_of_it() {
    let root = here("../..");
    let read = |path: &str| read_text(&root.join("corpora/axis-1940").join(path));
    let (source, target) = (
        Text::new(read("source.ru.txt")),
        Text::new(read("target.en.txt")),
    );
    let source_sentences = segment(&source, Language::Russian);
    let target_sentences = segment(&target, Language::English);
    let table = read_text(&root.join("alignments/axis-1940/links.csv"));
    let pinned = read_pins_csv(table.as_bytes(), "links.csv").unwrap();
    let links = pins(
        &pinned,
        "links.csv",
        Side {
            text: &source,
            sentences: &source_sentences,
        },
        Side {
            text: &target,
            sentences: &target_sentences,
        },
    );
    let links = links.unwrap();
    Alignment::new(source_sentences.len(), target_sentences.len(), links).unwrap();
}

#[test]
fn people_change_rows() {
    for (rows, wanted) in [
        // Offsets win over numbers; sentences may move a little, and texts lose their white space.
        (
            "Summarized,2,23,3,,0,5,,\n",
            (Status::Summarized, vec![0], vec![0]),
        ),
        (
            "summarized,2,28,,,0,5,,\n",
            (Status::Summarized, vec![0, 1], vec![0]),
        ),
        (
            "omitted,0,31,,\"Он сказал: «Да»,\nи  ушёл.Дождь.\"\n",
            (Status::Omitted, vec![0, 1], vec![]),
        ),
        // What one sentence is now may have been two.
        (
            "omitted,0;11,11;24,,\"Он сказал: «Да», и ушёл.\"\n",
            (Status::Omitted, vec![0], vec![]),
        ),
        (
            "\n,,,,,,,,\n omitted ,25.0,31.0,,,,,,,,\n",
            (Status::Omitted, vec![1], vec![]),
        ),
        (
            "added,,,,,,,2; 1;2,Late. He said \"yes\" [aloud].\n",
            (Status::Added, vec![], vec![0, 1]),
        ),
    ] {
        assert_eq!(found_csv(&format!("{COLUMNS}{rows}")), [wanted], "{rows}");
    }
}

#[test]
fn page_numbers_between_sentences_are_no_text_of_them() {
    let text = Text::new("Раз.\n- 5 -\nДва.");
    let at = |words: &str| -> Span {
        let start = text.as_str().find(words).unwrap();
        text.span(start, start + words.len()).unwrap()
    };
    let spans = vec![at("Раз."), at("Два.")];
    let sentences = Sentences::new(&text, spans, vec![0], vec![at("- 5 -")]).unwrap();
    let source = Side {
        text: &text,
        sentences: &sentences,
    };
    let empty = Text::new("");
    let none = Sentences::new(&empty, vec![], vec![], vec![]).unwrap();
    let target = Side {
        text: &empty,
        sentences: &none,
    };
    let link = Link::new(vec![0, 1], vec![], Status::Omitted, 0.5).unwrap();
    let rows = rows(&Alignment::new(2, 0, vec![link]).unwrap(), source, target);
    let mut csv = Vec::new();
    write_csv(&rows, &mut csv).unwrap();
    let kept = String::from_utf8(csv.clone())
        .unwrap()
        .replace("Раз. ", "Раз. - 5 - ");
    for table in [csv, kept.into_bytes()] {
        let pinned = read_pins_csv(table.as_slice(), "p").unwrap();
        let links = pins(&pinned, "p", source, target).unwrap();
        assert_eq!(links[0].source(), [0, 1]);
    }
}

#[test]
fn tables_that_cannot_be_read_are_said_with_place_and_remedy() {
    for [table, message] in cases("pins_csv.tsv") {
        let error = read_pins_csv(table.as_bytes(), "a/p.csv").unwrap_err();
        assert_eq!(error.to_string(), format!("a/p.csv{message}"), "{table}");
    }
    let error = read_pins_csv(b"status,\xff".as_slice(), "-").unwrap_err();
    assert_eq!(
        error.to_string(),
        "-:1: not UTF-8 at byte 8 of the line; save the file as UTF-8"
    );
}

#[test]
fn pins_that_do_not_fit_are_said_with_place_and_remedy() {
    for [rows, message] in cases("pins.tsv") {
        let table = format!("{COLUMNS}{rows}");
        let pinned = read_pins_csv(table.as_bytes(), "p.csv").unwrap();
        let error = found(&pinned, "p.csv").unwrap_err();
        assert_eq!(error.to_string(), format!("p.csv{message}"), "{rows}");
    }
    let lines = "\n{\"status\": \"omitted\", \"target\": [], \"source\": [\
                 {\"start\": 0, \"end\": 24}, {\"start\": 25, \"end\": 31, \"text\": \"\"}]}";
    let pinned = read_pins_jsonl(lines.as_bytes(), "p.jsonl").unwrap();
    let error = found(&pinned, "p.jsonl").unwrap_err();
    assert_eq!(
        error.to_string(),
        "p.jsonl:2: the source text at 25..31 goes \"Дождь.\" where this row has \"\"; \
         correct the place, leave the text out, or pin links of these very texts"
    );
    assert_eq!((error.name(), error.line()), ("p.jsonl", Some(2)));
}

/// Partitions of the example's sentences into links.
fn partition() -> impl Strategy<Value = Vec<Link>> {
    let owners = prop::collection::vec(0..3usize, 5);
    (owners, prop::collection::vec(0..3usize, 3)).prop_map(|(owners, statuses)| {
        let of = |link: usize, range: std::ops::Range<usize>| -> Vec<usize> {
            let first = range.start;
            range
                .filter(|&at| owners[at] == link)
                .map(|at| at - first)
                .collect()
        };
        let link = |number: usize| {
            let (source, target) = (of(number, 0..3), of(number, 3..5));
            let status = match (source.is_empty(), target.is_empty()) {
                (true, true) => return None,
                (true, false) => Status::Added,
                (false, true) => Status::Omitted,
                (false, false) => Status::ALL[statuses[number]],
            };
            Some(Link::new(source, target, status, 0.25).unwrap())
        };
        (0..3).filter_map(link).collect()
    })
}

proptest! {
    #[test]
    fn links_that_we_write_come_back(links in partition()) {
        let (source, target) = (Text::new(SOURCE), Text::new(TARGET));
        let alignment = Alignment::new(3, 2, links).unwrap();
        let rows = rows(
            &alignment,
            Side { text: &source, sentences: &sentences(&source) },
            Side { text: &target, sentences: &sentences(&target) },
        );
        let (mut csv, mut json) = (Vec::new(), Vec::new());
        write_csv(&rows, &mut csv).unwrap();
        write_jsonl(&rows, &mut json).unwrap();
        let show = |link: &Link| (link.status(), link.source().to_vec(), link.target().to_vec());
        let wanted: Vec<_> = alignment.links().iter().map(show).collect();
        prop_assert_eq!(&found(&read_pins_csv(csv.as_slice(), "p").unwrap(), "p").unwrap(), &wanted);
        prop_assert_eq!(&found(&read_pins_jsonl(json.as_slice(), "p").unwrap(), "p").unwrap(), &wanted);
    }

    #[test]
    fn input_of_any_kind_is_no_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..64),
        rows in "((omitted|added|partial|),([0-9]{0,3};?){0,2},[0-9;]{0,4},[0-9;.]{0,3},[ \"а.]{0,3},[0-9]{0,2},[0-9]{0,2},[0-2;]{0,3},[\"\\n]{0,2}\n){0,4}",
    ) {
        let _ = read_pins_csv(bytes.as_slice(), "p");
        let table = format!("{COLUMNS}{rows}");
        if let Ok(pinned) = read_pins_csv(table.as_bytes(), "p") {
            let _ = found(&pinned, "p");
        }
    }

    #[test]
    fn spans_of_any_kind_are_no_panic(spans in prop::collection::vec((0..45usize, 0..45usize), 0..4)) {
        let part = |(start, end): &(usize, usize)| {
            format!("{{\"start\": {}, \"end\": {}}}", start.min(end), start.max(end))
        };
        let parts: Vec<_> = spans.iter().map(part).collect();
        let line = format!(
            "{{\"status\": \"omitted\", \"source\": [{}], \"target\": []}}", parts.join(", ")
        );
        let pinned = read_pins_jsonl(line.as_bytes(), "p").unwrap();
        if let Ok(found) = found(&pinned, "p") {
            prop_assert!(!found[0].1.is_empty());
        }
    }
}
