//! `sverka segment`: a text in, its sentences out.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use sverka_exporter::{write_sentence_lines, write_sentences_jsonl};
use sverka_segmenter::{Decision, Text, Verdict, explain, scripts};

use crate::arguments::{SegmentArguments, SegmentFormat};
use crate::input::{self, Document, STANDARD, Segmentation};
use crate::output;

/// Code points of the text that are shown before and after a place.
const SHOWN: usize = 24;

pub fn run(arguments: &SegmentArguments) -> Result<()> {
    let path = arguments.output.as_deref().unwrap_or(Path::new(STANDARD));
    output::check(path)?;
    let how = Segmentation::new(&arguments.segmentation)?;
    let text = input::text(&arguments.file)?;
    if text.as_str().trim().is_empty() {
        bail!(
            "{}: the text is empty; there is nothing to split",
            arguments.file.display()
        );
    }
    let scripts = scripts(text.as_str());
    let language = arguments.language.or_else(|| input::language(scripts)).with_context(|| {
        format!(
            "{}: its letters do not tell its language; name it with --language, e.g. --language en",
            arguments.file.display()
        )
    })?;
    input::warn_of_script(&arguments.file, scripts, language);
    if arguments.explain {
        let decisions = explain(&text, &how.settings(language));
        return output::write(path, |out| write_decisions(&text, &decisions, out));
    }
    let document = Document::segmented(text, language, &how);
    output::write(path, |out| match arguments.to {
        SegmentFormat::Text => write_sentence_lines(document.side(), out),
        SegmentFormat::Jsonl => write_sentences_jsonl(document.side(), out),
    })
}

/// Writes a line a decision: line:column, split or join, the rule, the words around the place with
/// a bar at it, and what the rule says.
fn write_decisions(text: &Text, decisions: &[Decision], out: &mut dyn Write) -> io::Result<()> {
    for decision in decisions {
        let (line, column) = text.line_column(decision.end);
        let verdict = match decision.verdict {
            Verdict::Split => "split",
            Verdict::Join => "join ",
        };
        let (before, after) = around(text.as_str(), decision.end);
        writeln!(
            out,
            "{:<8} {verdict} {:<16} {before:>SHOWN$}|{after:<SHOWN$}  {}",
            format!("{line}:{column}"),
            decision.rule,
            decision.about
        )?;
    }
    Ok(())
}

/// The characters before and after a byte, white space as single spaces.
fn around(text: &str, byte: usize) -> (String, String) {
    let shown = |c: char| {
        if c.is_whitespace() || c.is_control() {
            ' '
        } else {
            c
        }
    };
    let before: Vec<char> = text[..byte].chars().rev().take(SHOWN).map(shown).collect();
    let before = before.into_iter().rev().collect();
    (
        before,
        text[byte..].chars().take(SHOWN).map(shown).collect(),
    )
}
