//! `sverka align`: two texts in, their alignment out.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use sverka_aligner::{Glossary, Languages, Link, Settings, align_with, explain};
use sverka_exporter::{
    pins, read_glossary, read_pins_csv, read_pins_jsonl, rows, rows_with_evidence,
};

use crate::arguments::{AlignArguments, Format};
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
    let to_standard = match arguments.explain {
        true => Format::Text,
        false => Format::Csv,
    };
    let mut formats = Vec::new();
    for path in outputs {
        output::check(path)?;
        formats.push(output::format(path, arguments.to, to_standard)?);
    }
    let how = Segmentation::new(&arguments.segmentation)?;
    let glossary = match &arguments.glossary {
        Some(path) => read_glossary(input::open(path)?, &path.display().to_string())?,
        None => Glossary::default(),
    };
    let languages = arguments.languages.both();
    input::check_model(&arguments.model, languages)?;
    let (source, target) = read(source, target, languages, &how)?;
    let ((source, target), alignment, rows) = input::with_model(&arguments.model, |model| {
        let (source, target) = match arguments.segmentation.one_per_line {
            true => (source, target),
            false => input::cut_at_seams((source, target), languages, model),
        };
        let pins = match &arguments.pin {
            Some(path) => read_pins(path, &source, &target)?,
            None => Vec::new(),
        };
        let settings = Settings {
            languages,
            glossary: &glossary,
            pins: &pins,
            ..Settings::default()
        };
        let sides = (source.side(), target.side());
        let alignment = align_with(sides.0, sides.1, model, &settings);
        let rows = match arguments.explain {
            true => {
                let explanations = explain(sides.0, sides.1, model, &settings, &alignment);
                rows_with_evidence(&alignment, &explanations, sides.0, sides.1)
            }
            false => rows(&alignment, sides.0, sides.1),
        };
        Ok(((source, target), alignment, rows))
    })?;
    let has_sentences = |document: &Document| !document.side().sentences.is_empty();
    let is_one_sided = |link: &Link| link.source().is_empty() || link.target().is_empty();
    if has_sentences(&source)
        && has_sentences(&target)
        && alignment.links().iter().all(is_one_sided)
    {
        output::say(&format!(
            "{}: warning: nothing in it seems to render anything of {}, so everything \
             is omitted or added; are these the right files?",
            arguments.target.display(),
            arguments.source.display()
        ));
    }
    for (path, format) in outputs.iter().zip(formats) {
        output::write_rows(path, format, &rows)?;
    }
    Ok(())
}

/// Reads the links that are to stand as they are, by the extension of the file: a table, or JSON
/// Lines.
fn read_pins(path: &Path, source: &Document, target: &Document) -> Result<Vec<Link>> {
    let (name, file) = (path.display().to_string(), input::open(path)?);
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    let rows = match extension.to_str() {
        Some("csv" | "tsv") => read_pins_csv(file, &name)?,
        Some("jsonl") => read_pins_jsonl(file, &name)?,
        _ => bail!("{name}: pinned links are read from .csv and .jsonl files; name it so"),
    };
    Ok(pins(&rows, &name, source.side(), target.side())?)
}

/// Reads and checks the two texts. The target may be empty: then everything was omitted.
fn read(
    source: &Path,
    target: &Path,
    languages: Languages,
    how: &Segmentation,
) -> Result<(Document, Document)> {
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
    input::check_languages((source, &texts.0), (target, &texts.1), languages)?;
    let documents = (
        Document::segmented(texts.0, languages.source, how),
        Document::segmented(texts.1, languages.target, how),
    );
    for (path, document) in [(source, &documents.0), (target, &documents.1)] {
        input::check_sentences(path, document.side().text, document.side().sentences)?;
    }
    Ok(documents)
}
