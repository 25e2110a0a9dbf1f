//! Files and streams: formats by extension, several outputs, standard input, the same bytes always.

use std::fs;

use tempfile::TempDir;

use crate::{output, root, sverka};

const SOURCE: &str = "corpora/axis-1940/source.ru.txt";
const TARGET: &str = "corpora/axis-1940/target.en.txt";

#[test]
fn formats_follow_the_extension() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = |name| folder.path().join(name).display().to_string();
    let (csv, jsonl) = (path("a.csv"), path("a.jsonl"));
    sverka(&["align", SOURCE, TARGET, "-o", &csv, "-o", &jsonl])
        .assert()
        .success()
        .stdout("");
    assert_eq!(
        fs::read_to_string(&csv).expect("it was written"),
        output(&["align", SOURCE, TARGET])
    );
    assert_eq!(
        fs::read_to_string(&jsonl).expect("it was written"),
        output(&["align", SOURCE, TARGET, "--to", "jsonl"])
    );
}

#[test]
fn an_existing_file_is_replaced_as_a_whole() {
    let folder = TempDir::new().expect("a temporary folder");
    let csv = folder.path().join("a.csv");
    fs::write(&csv, "old ".repeat(100_000)).expect("it can be written");
    sverka(&["align", SOURCE, TARGET, "-o", &csv.display().to_string()])
        .assert()
        .success();
    assert!(
        !fs::read_to_string(&csv)
            .expect("it was written")
            .contains("old ")
    );
    let left: Vec<_> = fs::read_dir(folder.path()).expect("it is there").collect();
    assert_eq!(left.len(), 1, "no temporary file is left: {left:?}");
}

#[test]
fn standard_input_is_a_dash_and_a_byte_order_mark_is_no_text() {
    let plain = output(&["align", SOURCE, TARGET]);
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend(fs::read(root().join(SOURCE)).expect("the corpus is there"));
    let done = sverka(&["align", "-", TARGET])
        .write_stdin(marked)
        .assert()
        .success();
    assert_eq!(String::from_utf8_lossy(&done.get_output().stdout), plain);
}

#[test]
fn json_lines_hold_the_texts_that_their_offsets_say() {
    let source: Vec<char> = fs::read_to_string(root().join(SOURCE))
        .expect("the corpus is there")
        .chars()
        .collect();
    let mut sentences = 0;
    for line in output(&["align", SOURCE, TARGET, "--to", "jsonl"]).lines() {
        let link: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let confidence = link["confidence"].as_f64().expect("a number");
        assert!((0.0..=1.0).contains(&confidence));
        for part in link["source"].as_array().expect("a list") {
            let at = |key: &str| part[key].as_u64().expect("an offset") as usize;
            let text: String = source[at("start")..at("end")].iter().collect();
            assert_eq!(part["text"].as_str(), Some(text.as_str()));
            sentences += 1;
        }
    }
    let split = output(&["segment", SOURCE, "--to", "jsonl"]);
    assert_eq!(
        sentences,
        split.lines().count(),
        "every sentence stands in one link"
    );
}

#[test]
fn segments_say_where_they_stand() {
    let split = output(&["segment", TARGET, "--to", "jsonl"]);
    let first: serde_json::Value =
        serde_json::from_str(split.lines().next().expect("a line")).expect("a line is JSON");
    assert_eq!(first["sentence"], 0);
    assert_eq!(first["paragraph"], 0);
    assert_eq!(first["start"], 0);
    assert_eq!(first["end"], 106);
}
