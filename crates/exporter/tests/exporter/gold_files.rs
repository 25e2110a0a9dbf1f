//! Where gold is found, and what is said of gold that is not right.

use std::path::Path;

use sverka_exporter::gold;

use crate::{cases, folder};

const GOOD: &str = "# id: x\n## SOURCE\nS1 | Раз.\nP\nS2 | Два.\n## TARGET\nT1 | One.\n\
                    ## LINKS\nS1 = T1 : translated\nS2 = : omitted\n";
const JSON: &str = "{\"source\": [[0, 4], [6, 10]], \"target\": [[0, 4]], \"links\": [\
                    {\"source\": [0], \"target\": [0], \"status\": \"translated\"}, \
                    {\"source\": [1], \"target\": [], \"status\": \"omitted\"}]}";
const LINES: &str = "{\"status\": \"translated\", \"source\": [{\"sentence\": 0, \"start\": 0, \"end\": 4, \
                     \"text\": \"Раз.\"}], \"target\": [{\"start\": 0, \"end\": 4}]}\n\
                     {\"status\": \"omitted\", \"source\": [{\"start\": 6, \"end\": 10}], \"target\": []}\n";
const SOURCE: &str = "Раз.\n\nДва.\n";
const TARGET: &str = "One.\n";

/// What is said of a folder with these files, with `…` for the folder.
fn said(files: &[(&str, &[u8])], path: &str) -> String {
    let folder = folder(files);
    let path = folder.path().join(path);
    let error = gold::read_all(&path).expect_err("gold that is not right was read");
    error
        .to_string()
        .replace(&folder.path().display().to_string(), "…")
}

/// The content with the first `from` replaced, which must be there.
fn replaced(content: &str, from: &str, to: &str) -> String {
    let replaced = content.replacen(from, to, 1);
    assert_ne!(replaced, content, "no {from:?} to replace");
    replaced
}

#[test]
fn the_three_kinds_say_the_same() {
    let folder = folder(&[
        ("a.gold", GOOD.as_bytes()),
        ("b/gold.json", JSON.as_bytes()),
        ("b/source.txt", SOURCE.as_bytes()),
        ("b/target.txt", TARGET.as_bytes()),
        ("c/gold.jsonl", LINES.as_bytes()),
        ("c/source.ru.txt", SOURCE.as_bytes()),
        ("c/target.en.txt", TARGET.as_bytes()),
        ("c/links.csv", b""),
        ("d/notes.txt", b"no gold"),
        ("e.gold", GOOD.replace('\n', "\r\n").as_bytes()),
    ]);
    let documents = gold::read_all(folder.path()).unwrap();
    let names: Vec<_> = documents.iter().map(|gold| gold.name()).collect();
    assert_eq!(names, ["a", "b", "c", "e"]);
    for document in &documents {
        assert_eq!(document.source().text.as_str(), SOURCE);
        assert_eq!(document.target().text.as_str(), TARGET);
        assert_eq!(document.source().sentences, documents[0].source().sentences);
        assert_eq!(document.alignment(), documents[0].alignment());
    }
    assert_eq!(documents[0].meta().id.as_deref(), Some("x"));
    for path in ["c", "c/gold.jsonl"] {
        let found = gold::find(&folder.path().join(path)).unwrap();
        assert_eq!(found, [folder.path().join("c/gold.jsonl")]);
    }
}

#[test]
fn texts_and_description_stand_in_the_corpora() {
    let index = "name,genre,rendering,set,origin\nn,\"letter, short\",full,trial,here\n";
    let folder = folder(&[
        ("alignments/n/gold.jsonl", LINES.as_bytes()),
        ("corpora/n/source.ru.txt", SOURCE.as_bytes()),
        ("corpora/n/target.en.txt", TARGET.as_bytes()),
        ("corpora/index.csv", index.as_bytes()),
    ]);
    for path in [
        "alignments/n",
        "alignments",
        "alignments/../alignments/n/gold.jsonl",
    ] {
        let documents = gold::read_all(&folder.path().join(path)).unwrap();
        assert_eq!(documents[0].name(), "n");
        assert_eq!(documents[0].meta().genre.as_deref(), Some("letter, short"));
        assert_eq!(documents[0].meta().set.as_deref(), Some("trial"));
    }
}

/// What `sverka align` writes of a scanned text reads back: its page numbers are in no sentence.
#[test]
fn links_of_a_text_with_page_numbers_read_back() {
    let source = "Онъ ра-\n\n- 5 -\n\nботаетъ въ полѣ.\n\n- 6 -\n\nДождь.\n";
    let target = "He works in the field.\n\nRain.\n";
    let (first, rain) = ("Онъ ра-\\n\\n- 5 -\\n\\nботаетъ въ полѣ.", "Дождь.");
    let line = |n: usize, source: (usize, usize, &str), target: (usize, usize, &str)| {
        let side = |(start, end, text): (usize, usize, &str)| {
            format!(
                "[{{\"sentence\": {n}, \"start\": {start}, \"end\": {end}, \"text\": \"{text}\"}}]"
            )
        };
        format!(
            "{{\"link\": {n}, \"status\": \"translated\", \"source\": {}, \"target\": {}}}\n",
            side(source),
            side(target)
        )
    };
    let lines = line(0, (0, 32, first), (0, 22, "He works in the field."))
        + &line(1, (41, 47, rain), (24, 29, "Rain."));
    let folder = folder(&[
        ("n/gold.jsonl", lines.as_bytes()),
        ("n/source.txt", source.as_bytes()),
        ("n/target.txt", target.as_bytes()),
    ]);
    let document = &gold::read_all(folder.path()).unwrap()[0];
    let side = document.source();
    let furniture: Vec<_> = side
        .sentences
        .furniture()
        .iter()
        .map(|&f| side.text.slice(f))
        .collect();
    assert_eq!(furniture, ["- 5 -", "- 6 -"]);
    assert_eq!(
        side.sentences.normalised(0, side.text),
        "Онъ работаетъ въ полѣ."
    );
}

#[test]
fn handwritten_gold_is_checked() {
    for [from, to, message] in cases("handwritten.tsv") {
        let gold = replaced(GOOD, &from, &to);
        assert_eq!(
            said(&[("x.gold", gold.as_bytes())], "x.gold"),
            format!("…/x.gold{message}")
        );
    }
    let bad = [GOOD.as_bytes(), b"# genre: \xd0"].concat();
    let message = "…/x.gold:11: not UTF-8 at byte 10 of the line; save the file as UTF-8";
    assert_eq!(said(&[("x.gold", &bad)], ""), message);
}

#[test]
fn built_gold_is_checked() {
    let (source, target) = (SOURCE.as_bytes(), TARGET.as_bytes());
    for [from, to, message] in cases("built.tsv") {
        let json = replaced(JSON, &from, &to);
        let files = [
            ("n/gold.json", json.as_bytes()),
            ("n/source.txt", source),
            ("n/target.txt", target),
        ];
        assert_eq!(said(&files, ""), format!("…/n/gold.json{message}"));
    }
    let message = said(&[("n/gold.json", JSON.as_bytes())], "n");
    assert!(
        message.starts_with("…/n/source.txt: cannot read it: "),
        "{message}"
    );
}

#[test]
fn gold_lines_are_checked() {
    let (source, target) = (SOURCE.as_bytes(), TARGET.as_bytes());
    for [from, to, message] in cases("lines.tsv") {
        let lines = replaced(LINES, &from, &to);
        let files = [
            ("n/gold.jsonl", lines.as_bytes()),
            ("n/source.txt", source),
            ("n/target.txt", target),
        ];
        assert_eq!(said(&files, "n"), format!("…/n/gold.jsonl{message}"));
    }
}

#[test]
fn texts_and_index_of_gold_lines_are_checked() {
    let gold = ("a/n/gold.jsonl", LINES.as_bytes());
    assert_eq!(
        said(&[gold], "a/n"),
        "…/a/n/gold.jsonl: no text of its source side found; put source.txt beside it or into …/corpora/n"
    );
    let texts = [
        gold,
        ("a/n/source.txt", b"".as_slice()),
        ("a/n/source.ru.txt", b""),
    ];
    assert_eq!(
        said(&texts, "a/n"),
        "…/a/n/gold.jsonl: several texts of its source side in …/a/n; keep one file source*.txt there"
    );
    let index = b"name,genre\nn,letter\n".as_slice();
    let texts = [
        gold,
        ("a/n/source.txt", SOURCE.as_bytes()),
        ("a/n/target.txt", TARGET.as_bytes()),
        ("corpora/index.csv", index),
    ];
    let message = said(&texts, "a/n");
    assert!(message.starts_with("…/corpora/index.csv:"), "{message}");
    assert!(
        message.ends_with("; its columns must be name,genre,rendering,set,origin"),
        "{message}"
    );
}

#[test]
fn what_is_no_gold_is_said() {
    let files = [("x.jsonl", b"".as_slice()), ("sub/sub/x.gold", b"")];
    let message = "…/x.jsonl: not a gold file; give a file NAME.gold, gold.json or gold.jsonl, \
                   or a folder of such";
    assert_eq!(said(&files, "x.jsonl"), message);
    let message = said(&files, "");
    assert!(
        message.contains(": no gold here; the folder must hold NAME.gold files"),
        "{message}"
    );
    let message = said(&files, "nowhere");
    assert!(
        message.starts_with("…/nowhere: cannot read it: "),
        "{message}"
    );
    assert!(!gold::is_gold(Path::new("links.jsonl")) && gold::is_gold(Path::new("a/gold.jsonl")));
}
