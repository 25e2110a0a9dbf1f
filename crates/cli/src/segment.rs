//! `sverka segment`: a text in, its sentences out.

use std::path::Path;

use anyhow::{Context, Result, bail};
use sverka_exporter::{write_sentence_lines, write_sentences_jsonl};

use crate::arguments::{SegmentArguments, SegmentFormat};
use crate::input::{self, Document, STANDARD};
use crate::output;

pub fn run(arguments: &SegmentArguments) -> Result<()> {
    let path = arguments.output.as_deref().unwrap_or(Path::new(STANDARD));
    output::check(path)?;
    let text = input::text(&arguments.file)?;
    if text.as_str().trim().is_empty() {
        bail!(
            "{}: the text is empty; there is nothing to split",
            arguments.file.display()
        );
    }
    let language = arguments.language.or_else(|| input::language(&text)).with_context(|| {
        format!(
            "{}: its letters do not tell its language; name it with --language ru or --language en",
            arguments.file.display()
        )
    })?;
    let document = Document::new(text, language);
    output::write(path, |out| match arguments.to {
        SegmentFormat::Text => write_sentence_lines(document.side(), out),
        SegmentFormat::Jsonl => write_sentences_jsonl(document.side(), out),
    })
}
