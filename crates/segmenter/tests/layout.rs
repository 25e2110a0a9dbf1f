//! Runs the layouts under `tests/layout/`, files of cases like this one, compared exactly:
//!
//! ```text
//! #### a page number in mid-sentence
//! Мост построен в прошлом году, а насыпь к
//! - 14 -
//! нему так и не подвели.
//! ---- sentences
//! Мост построен в прошлом году, а насыпь к нему так и не подвели.
//! ---- furniture
//! - 14 -
//! ```
//!
//! The sentences stand in normalised form, one a line, with a blank line between paragraphs; the
//! part about furniture may be missing where there is none. In the input `\f`, `\r`, `\t`, `\0` and
//! `\u{AD}` stand for themselves, and `\` at the end of a line takes its line end away.

use sverka_segmenter::{Language, Settings, Text, explain, segment, segment_with};

struct Case {
    line: usize,
    name: String,
    text: String,
    /// The sentences by paragraph.
    paragraphs: Vec<Vec<String>>,
    furniture: Vec<String>,
}

/// Reads a file of layouts; the error names the file and line.
fn parse(file: &str, content: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut part = "";
    for (n, line) in content.lines().enumerate() {
        let fail = |what: &str| Err(format!("{file}:{}: {what}", n + 1));
        if let Some(name) = line.strip_prefix("#### ") {
            if cases.iter().any(|case| case.name == name) {
                return fail("the same name twice");
            }
            if !matches!(part, "" | "sentences" | "furniture") {
                return fail("the case before has no sentences");
            }
            part = "input";
            cases.push(Case {
                line: n + 1,
                name: name.to_owned(),
                text: String::new(),
                paragraphs: vec![vec![]],
                furniture: vec![],
            });
            continue;
        }
        let Some(case) = cases.last_mut() else {
            if line.is_empty() {
                continue;
            }
            return fail("something before the first case");
        };
        match (line.strip_prefix("---- "), part) {
            (Some("sentences"), "input") => part = "sentences",
            (Some("furniture"), "sentences") => part = "furniture",
            (Some(_), _) => return fail("a part unknown or out of order"),
            (None, "input") => match unescape(line) {
                Some(line) => case.text += &line,
                None => return fail("an unknown escape"),
            },
            (None, _) if line.trim() != line => return fail("white space at the end of a line"),
            (None, "sentences") if line.is_empty() => case.paragraphs.push(vec![]),
            (None, _) if line.is_empty() => {}
            (None, part) => {
                let Some(line) = unescape(line) else {
                    return fail("an unknown escape");
                };
                let line = line.trim_end_matches('\n').to_owned();
                match case.paragraphs.last_mut() {
                    Some(paragraph) if part == "sentences" => paragraph.push(line),
                    _ => case.furniture.push(line),
                }
            }
        }
    }
    if !matches!(part, "sentences" | "furniture") {
        return Err(format!("{file}: the last case has no sentences"));
    }
    for case in &mut cases {
        case.paragraphs.retain(|paragraph| !paragraph.is_empty());
    }
    Ok(cases)
}

/// A line of input with its line end and what its escapes stand for.
fn unescape(line: &str) -> Option<String> {
    let mut result = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\\') {
        result += before;
        if after.is_empty() {
            return Some(result);
        }
        let escapes = [
            ("f", "\u{C}"),
            ("r", "\r"),
            ("t", "\t"),
            ("0", "\0"),
            ("u{AD}", "\u{AD}"),
        ];
        let (escape, meant) = escapes
            .iter()
            .find(|(escape, _)| after.starts_with(escape))?;
        result += meant;
        rest = &after[escape.len()..];
    }
    Some(result + rest + "\n")
}

fn run(file: &str, content: &str, language: Language, least: usize) {
    let cases = parse(file, content).unwrap_or_else(|error| panic!("{error}"));
    assert!(
        cases.len() >= least,
        "{file} holds only {} cases",
        cases.len()
    );
    let mut failures = String::new();
    for case in &cases {
        let text = Text::new(case.text.clone());
        let sentences = segment(&text, language);
        let normalised = |n| sentences.normalised(n, &text).into_owned();
        let paragraphs: Vec<Vec<String>> = sentences
            .paragraphs()
            .map(|paragraph| paragraph.map(normalised).collect())
            .collect();
        let furniture: Vec<&str> = sentences
            .furniture()
            .iter()
            .map(|&piece| text.slice(piece))
            .collect();
        if paragraphs != case.paragraphs || furniture != case.furniture {
            failures += &format!("\n{file}:{} ({})\n", case.line, case.name);
            let decisions = explain(&text, &Settings::new(language));
            for (n, span) in sentences.iter().enumerate() {
                let rule = decisions
                    .iter()
                    .rfind(|decision| decision.end == span.end());
                let rule = rule.map_or("", |decision| decision.rule);
                let first = sentences.paragraphs().any(|paragraph| paragraph.start == n);
                failures += if first { "\n" } else { "" };
                failures += &format!("    {} <{rule}>\n", normalised(n));
            }
            failures += &format!("  furniture {furniture:?}\n");
        }
        let mut settings = Settings::new(language);
        settings.keep_furniture = true;
        let kept = segment_with(&text, &settings);
        assert!(
            kept.furniture().is_empty(),
            "{file}:{}: furniture was not kept",
            case.line
        );
        let alone = |piece: &str| kept.iter().any(|span| text.slice(span) == piece);
        for piece in furniture {
            assert!(
                alone(piece),
                "{file}:{}: {piece:?} is kept as no sentence",
                case.line
            );
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

macro_rules! layouts {
    ($($name:ident, $file:literal, $language:ident, $least:literal;)*) => {$(
        #[test]
        fn $name() {
            let content = include_str!(concat!("layout/", $file));
            run(concat!("tests/layout/", $file), content, Language::$language, $least);
        }
    )*};
}

layouts! {
    wrapped, "wrapped.ru.txt", Russian, 10;
    lines, "lines.ru.txt", Russian, 10;
    verse, "verse.ru.txt", Russian, 5;
    pages, "pages.ru.txt", Russian, 15;
    bytes, "bytes.ru.txt", Russian, 6;
    english, "all.en.txt", English, 12;
}

#[test]
fn a_malformed_layout_names_its_line() {
    let error = |content| parse("x.txt", content).err().unwrap_or_default();
    assert!(error("А.").starts_with("x.txt:1: something before"));
    assert!(error("#### а\nА.\n").starts_with("x.txt: the last case"));
    assert!(error("#### а\nА.\n#### б\n").starts_with("x.txt:3: the case before"));
    assert!(error("#### а\nА.\n---- furniture\n").starts_with("x.txt:3: a part"));
    assert!(error("#### а\n\\x\n").starts_with("x.txt:2: an unknown"));
    assert!(error("#### а\nА.\n---- sentences\nА. \n").starts_with("x.txt:4: white space"));
    assert!(error("#### а\nА.\n---- sentences\nА.\n#### а\n").starts_with("x.txt:5: the same"));
    let cases = parse("x.txt", "#### а\nА.\\r\n\\fБ\\\n---- sentences\nА.\n\nБ\n").unwrap();
    assert_eq!(cases[0].text, "А.\r\n\u{C}Б");
    assert_eq!(cases[0].paragraphs, [["А."], ["Б"]]);
}
