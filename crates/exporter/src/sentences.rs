//! Sentences to files: one a line, or with their offsets.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use sverka_aligner::Side;

use crate::jsonl::Spaced;

/// A sentence as a line of JSON; offsets in code points from 0, end exclusive.
#[derive(Serialize)]
struct Line<'a> {
    sentence: usize,
    paragraph: usize,
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    normalised: Option<Cow<'a, str>>,
}

/// Writes one JSON object a sentence: `sentence` and `paragraph` counted from 0, `start` and `end`
/// in code points, `text` as it stands, and where that differs `normalised`: the sentence on one line,
/// with broken words joined and page furniture left out.
///
/// # Errors
/// When the writer fails.
pub fn write_sentences_jsonl(side: Side<'_>, mut out: impl Write) -> io::Result<()> {
    for (sentence, span) in side.sentences.iter().enumerate() {
        let range = side.text.code_points(span);
        let normalised = side.sentences.normalised(sentence, side.text);
        let line = Line {
            sentence,
            paragraph: side.sentences.paragraph_of(sentence),
            start: range.start,
            end: range.end,
            text: side.text.slice(span),
            normalised: matches!(normalised, Cow::Owned(_)).then_some(normalised),
        };
        line.serialize(&mut serde_json::Serializer::with_formatter(
            &mut out, Spaced,
        ))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes one sentence a line in normalised form and an empty line between paragraphs.
///
/// # Errors
/// When the writer fails.
pub fn write_sentence_lines(side: Side<'_>, mut out: impl Write) -> io::Result<()> {
    for (number, paragraph) in side.sentences.paragraphs().enumerate() {
        if number > 0 {
            out.write_all(b"\n")?;
        }
        for sentence in paragraph {
            writeln!(out, "{}", side.sentences.normalised(sentence, side.text))?;
        }
    }
    Ok(())
}
