//! Measures sentence boundaries against gold: `boundaries FOLDER [--errors]`, where FOLDER holds
//! `*.gold` files or folders with `gold.json`, `source.txt` and `target.txt`.
#![allow(clippy::print_stdout, reason = "an example program prints its figures")]

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use sverka_segmenter::{Language, Settings, Text, Verdict, explain, segment};

#[derive(Default)]
struct Tally {
    right: usize,
    found: usize,
    gold: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let errors = arguments.iter().any(|argument| argument == "--errors");
    let folder = arguments
        .iter()
        .find(|argument| !argument.starts_with("--"));
    let folder = folder.ok_or("usage: boundaries FOLDER [--errors]")?;
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut tallies = [Tally::default(), Tally::default()];
    for path in &paths {
        for (n, language) in LANGUAGES.into_iter().enumerate() {
            let Some((content, ends)) = read(path, language)? else {
                continue;
            };
            measure(path, content, &ends, language, &mut tallies[n], errors);
        }
    }
    for (language, t) in LANGUAGES.into_iter().zip(&tallies) {
        let precision = t.right as f64 / t.found.max(1) as f64;
        let recall = t.right as f64 / t.gold.max(1) as f64;
        let f1 = 2.0 * t.right as f64 / (t.found + t.gold).max(1) as f64;
        println!(
            "{language}  precision {precision:.4}  recall {recall:.4}  F1 {f1:.4}  \
             ({} right, {} found, {} gold)",
            t.right, t.found, t.gold
        );
    }
    Ok(())
}

/// The languages of the gold, source first.
const LANGUAGES: [Language; 2] = [Language::Russian, Language::English];

/// The text of one side and the code points at which its gold sentences end.
type Side = (String, BTreeSet<usize>);

fn read(path: &Path, language: Language) -> Result<Option<Side>, Box<dyn Error>> {
    if path
        .extension()
        .is_some_and(|extension| extension == "gold")
    {
        let section = if language == Language::Russian {
            "## SOURCE"
        } else {
            "## TARGET"
        };
        return Ok(Some(lay_out(&fs::read_to_string(path)?, section)));
    }
    if !path.join("gold.json").is_file() {
        return Ok(None);
    }
    let side = if language == Language::Russian {
        "source"
    } else {
        "target"
    };
    let gold = fs::read_to_string(path.join("gold.json"))?;
    let content = fs::read_to_string(path.join(format!("{side}.txt")))?;
    // The first occurrence of the key is the list of [start, end] pairs.
    let list = gold
        .split(&format!("\"{side}\": [["))
        .nth(1)
        .ok_or("no sentences in gold.json")?;
    let list = list.split("]]").next().unwrap_or_default();
    let ends = list
        .split("], [")
        .map(|pair| Ok(pair.split(", ").nth(1).ok_or("pair")?.parse()?));
    Ok(Some((
        content,
        ends.collect::<Result<_, Box<dyn Error>>>()?,
    )))
}

/// Sentences joined by a space, paragraphs by a blank line.
fn lay_out(gold: &str, section: &str) -> Side {
    let (mut content, mut ends, mut gap) = (String::new(), BTreeSet::new(), "");
    let lines = gold
        .lines()
        .skip_while(|line| line.trim() != section)
        .skip(1);
    for line in lines.take_while(|line| !line.starts_with("## ")) {
        if line.trim() == "P" {
            gap = "\n\n";
        } else if let Some((_, sentence)) = line.split_once(" | ") {
            content.push_str(if content.is_empty() { "" } else { gap });
            content.push_str(sentence.trim_end());
            ends.insert(content.chars().count());
            gap = " ";
        }
    }
    content.push('\n');
    (content, ends)
}

fn measure(
    path: &Path,
    content: String,
    gold: &BTreeSet<usize>,
    language: Language,
    tally: &mut Tally,
    errors: bool,
) {
    let text = Text::new(content);
    let code_point = |byte| {
        text.span(0, byte)
            .map_or(0, |span| text.code_points(span).end)
    };
    let sentences = segment(&text, language);
    let found: BTreeSet<usize> = sentences
        .iter()
        .map(|span| code_point(span.end()))
        .collect();
    let characters: Vec<char> = text.as_str().chars().collect();
    let counts = |&end: &usize| {
        let gap: String = characters[end..]
            .iter()
            .take_while(|c| c.is_whitespace())
            .collect();
        end + gap.chars().count() < characters.len() && gap.matches('\n').count() < 2
    };
    let found: BTreeSet<usize> = found.into_iter().filter(counts).collect();
    let gold: BTreeSet<usize> = gold.iter().copied().filter(counts).collect();
    tally.right += found.intersection(&gold).count();
    tally.found += found.len();
    tally.gold += gold.len();
    if !errors {
        return;
    }
    let decisions = explain(&text, &Settings::new(language));
    for &at in found.symmetric_difference(&gold) {
        let rule = decisions.iter().find(|d| code_point(d.end) == at);
        let rule = rule.map_or("no-candidate", |d| match d.verdict {
            Verdict::Split | Verdict::Join => d.rule,
        });
        let left: String = characters[at.saturating_sub(45)..at].iter().collect();
        let right: String = characters[at..].iter().take(45).collect();
        let kind = if gold.contains(&at) {
            "missed"
        } else {
            "false "
        };
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        println!("{kind} {language} {name:<18.18} {rule:<20} {left}⟂{right}",);
    }
}
