//! Runs the fixtures under `tests/fixtures/`: one case a line, sentences parted as in
//! `Sentence one.| |Sentence two.`, exact comparison. What stands between the two bars is the
//! white space of the text, `\n` for a line end; `#` begins a heading that names a phenomenon.

use std::fs;
use std::path::Path;
use sverka_segmenter::{Language, Settings, Text, explain, segment};

struct Case {
    line: usize,
    heading: String,
    text: String,
    sentences: Vec<String>,
}

/// Reads a fixture file; the error names the file and line.
fn parse(file: &str, content: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut heading = None;
    for (n, line) in content.lines().enumerate() {
        let fail = |what: &str| Err(format!("{file}:{}: {what}", n + 1));
        if line.trim().is_empty() {
            continue;
        }
        if let Some(title) = line.strip_prefix('#') {
            heading = Some(title.trim().to_owned());
            continue;
        }
        let Some(heading) = heading.clone() else {
            return fail("a case before any heading");
        };
        let parts: Vec<String> = line
            .split('|')
            .map(|part| part.replace("\\n", "\n"))
            .collect();
        if parts.len().is_multiple_of(2) {
            return fail("an odd number of bars; sentences are parted by '| |'");
        }
        if parts
            .iter()
            .skip(1)
            .step_by(2)
            .any(|gap| !gap.trim().is_empty())
        {
            return fail("something other than white space between two bars");
        }
        let sentences: Vec<String> = parts.iter().step_by(2).cloned().collect();
        if sentences
            .iter()
            .any(|sentence| sentence.trim() != sentence || sentence.is_empty())
        {
            return fail("a sentence that is empty or begins or ends with white space");
        }
        let text = parts.concat();
        if cases.iter().any(|case| case.text == text) {
            return fail("the same text twice");
        }
        cases.push(Case {
            line: n + 1,
            heading,
            text,
            sentences,
        });
    }
    Ok(cases)
}

/// Runs every file of a language's folder; there must be at least so many cases in all.
fn run(language: Language, least: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files: Vec<_> = fs::read_dir(folder.join(language.code()))
        .expect("the folder of fixtures")
        .map(|entry| entry.expect("an entry of the folder").path())
        .collect();
    files.sort();
    let settings = Settings::new(language);
    let (mut count, mut wrong, mut failures) = (0, 0, String::new());
    for file in files {
        let name = file.strip_prefix(&folder).expect("a file in the folder");
        let content = fs::read_to_string(&file).expect("a fixture in UTF-8");
        let cases = parse(&name.display().to_string(), &content);
        for case in cases.unwrap_or_else(|error| panic!("{error}")) {
            count += 1;
            let text = Text::new(case.text.clone());
            let found: Vec<&str> = segment(&text, language)
                .iter()
                .map(|span| text.slice(span))
                .collect();
            if found != case.sentences {
                wrong += 1;
                failures += &format!("\n{}:{} ({})", name.display(), case.line, case.heading);
                failures += &format!("\n  expected {:?}\n  found    {found:?}\n", case.sentences);
                for decision in explain(&text, &settings) {
                    let head: Vec<char> = case.text[..decision.end].chars().collect();
                    let tail: String = head[head.len().saturating_sub(12)..].iter().collect();
                    failures += &format!(
                        "  {:?} by {} after {tail:?}\n",
                        decision.verdict, decision.rule
                    );
                }
            }
        }
    }
    assert!(count >= least, "only {count} cases");
    assert!(
        failures.is_empty(),
        "{failures}\n{wrong} of {count} are wrong"
    );
}

#[test]
fn russian() {
    run(Language::Russian, 700);
}

#[test]
fn english() {
    run(Language::English, 500);
}

#[test]
fn german() {
    run(Language::German, 70);
}

#[test]
fn french() {
    run(Language::French, 55);
}

#[test]
fn other_languages() {
    use Language::*;
    for language in [Dutch, Italian, Polish, Portuguese, Spanish, Turkish] {
        run(language, 7);
    }
    for language in [Arabic, Chinese, Japanese, Korean, Thai] {
        run(language, 4);
    }
}

#[test]
fn a_malformed_fixture_names_its_line() {
    let error = |content| parse("x.txt", content).err().unwrap_or_default();
    assert!(error("А.| |Б.").starts_with("x.txt:1: a case before"));
    assert!(error("# h\n\nА.| Б.").starts_with("x.txt:3: an odd number"));
    assert!(error("# h\nА.|и|Б.").starts_with("x.txt:2: something other"));
    assert!(error("# h\nА. | |Б.").starts_with("x.txt:2: a sentence that"));
    assert!(error("# h\nА.| |").starts_with("x.txt:2: a sentence that"));
    assert!(error("# h\nА.| |Б.\nА. Б.").starts_with("x.txt:3: the same text"));
    assert_eq!(
        parse("x.txt", "# h\nА.|\\n\\n|Б.").unwrap()[0].text,
        "А.\n\nБ."
    );
}
