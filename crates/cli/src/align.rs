//! `sverka align`: two texts in, their alignment out.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use sverka_exporter::rows;
use sverka_segmenter::Language;

use crate::arguments::AlignArguments;
use crate::input::{self, Document, STANDARD, Segmentation};
use crate::output;

pub fn run(arguments: &AlignArguments) -> Result<()> {
    let (source, target) = (arguments.source.as_path(), arguments.target.as_path());
    let standard = [PathBuf::from(STANDARD)];
    let outputs = if arguments.output.is_empty() {
        &standard
    } else {
        &arguments.output[..]
    };
    let mut formats = Vec::new();
    for path in outputs {
        output::check(path)?;
        formats.push(output::format(path, arguments.to)?);
    }
    let how = Segmentation::new(&arguments.segmentation)?;
    let (source, target) = read(source, target, &how)?;
    let alignment = input::with_model(&arguments.model, |model| {
        Ok(sverka_aligner::align(source.side(), target.side(), model))
    })?;
    let rows = rows(&alignment, source.side(), target.side());
    for (path, format) in outputs.iter().zip(formats) {
        output::write_rows(path, format, &rows)?;
    }
    Ok(())
}

/// Reads and checks the two texts. The target may be empty: then everything was omitted.
fn read(source: &Path, target: &Path, how: &Segmentation) -> Result<(Document, Document)> {
    if source == Path::new(STANDARD) && target == Path::new(STANDARD) {
        bail!("both sides are standard input; give at least one of them as a file");
    }
    let texts = (input::text(source)?, input::text(target)?);
    if texts.0.as_str().trim().is_empty() {
        bail!(
            "{}: the text is empty; there is nothing to align",
            source.display()
        );
    }
    input::check_characters(source, &texts.0)?;
    input::check_characters(target, &texts.1)?;
    input::check_languages((source, &texts.0), (target, &texts.1))?;
    let documents = (
        Document::segmented(texts.0, Language::Russian, how),
        Document::segmented(texts.1, Language::English, how),
    );
    for (path, document) in [(source, &documents.0), (target, &documents.1)] {
        input::check_sentences(path, document.side().text, document.side().sentences)?;
    }
    Ok(documents)
}
