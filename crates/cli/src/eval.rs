//! `sverka eval`: how well alignments agree with links made by people.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde_json::{Value, json};
use sverka_aligner::{Languages, Settings, Side, Status, align_with};
use sverka_encoder::Model;
use sverka_exporter::gold::{self, Gold};
use sverka_exporter::score::reliability::{Bin, Bins, Reliability};
use sverka_exporter::score::{Report, score};
use sverka_exporter::{Row, read_jsonl, rows};

use crate::arguments::{EvalArguments, EvalFormat};
use crate::input::{self, Document, STANDARD};
use crate::output;

pub fn run(arguments: &EvalArguments) -> Result<()> {
    let (mut golds, mut alignments) = (Vec::new(), BTreeMap::new());
    for path in &arguments.paths {
        if path.is_dir() || gold::is_gold(path) {
            golds.extend(gold::read_all(path)?);
        } else if let Some(other) = alignments.insert(name(path), path) {
            bail!(
                "{} and {} are alignments of one document, {}; give one of them",
                other.display(),
                path.display(),
                name(path)
            );
        }
    }
    if golds.is_empty() {
        bail!("no gold given; add gold.jsonl, gold.json, a NAME.gold file or a folder of such");
    }
    match (&golds[..], alignments.len()) {
        // One gold and one alignment belong together, whatever they are called.
        ([gold], 1) => {
            alignments = alignments
                .into_values()
                .map(|path| (gold.name().to_owned(), path))
                .collect();
        }
        _ => {
            let known = |name: &str| golds.iter().any(|gold| gold.name() == name);
            if let Some((name, path)) = alignments.iter().find(|(name, _)| !known(name)) {
                bail!(
                    "{}: there is no gold of a document {name}; add it",
                    path.display()
                );
            }
        }
    }
    let languages = arguments.languages.both();
    input::check_model(&arguments.model, languages)?;
    let report = input::with_model(&arguments.model, |model| {
        report(&golds, &alignments, languages, model)
    })?;
    output::write(Path::new(STANDARD), |out| match arguments.to {
        EvalFormat::Text => write!(out, "{report}{}", report.reliability()),
        EvalFormat::Json => writeln!(out, "{}", json(&report)),
    })
}

fn report(
    golds: &[Gold],
    alignments: &BTreeMap<String, &PathBuf>,
    languages: Languages,
    model: &Model,
) -> Result<Report> {
    let mut report = Report::new();
    for gold in golds {
        let rows = match alignments.get(gold.name()) {
            Some(path) => read(path)?,
            None => align(gold, languages, model),
        };
        report.push(gold.name(), score(gold, &rows));
    }
    Ok(report)
}

fn read(path: &Path) -> Result<Vec<Row>> {
    Ok(read_jsonl(input::open(path)?, &path.display().to_string())?)
}

/// Aligns the texts of a gold as a user would: from plain text.
fn align(gold: &Gold, languages: Languages, model: &Model) -> Vec<Row> {
    let document = |side: Side<'_>, language| Document::new(side.text.clone(), language);
    let documents = (
        document(gold.source(), languages.source),
        document(gold.target(), languages.target),
    );
    let (source, target) = input::cut_at_seams(documents, languages, model);
    let settings = Settings {
        languages,
        ..Settings::default()
    };
    let alignment = align_with(source.side(), target.side(), model, &settings);
    rows(&alignment, source.side(), target.side())
}

/// The name of the document of an alignment: that of its file, or of its folder if the file is
/// called `links`.
fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    let named = match path.parent().and_then(Path::file_name) {
        Some(folder) if stem == OsStr::new("links") => folder,
        _ => stem,
    };
    named.to_string_lossy().into_owned()
}

fn json(report: &Report) -> Value {
    let figures = report.figures();
    json!({
        "accuracy": figures.accuracy,
        "macro_f1": figures.macro_f1,
        "f1_translated": figures.f1_translated,
        "f1_partial": figures.f1_partial,
        "f1_summarized": figures.f1_summarized,
        "f1_omitted": figures.f1_omitted,
        "f1_added": figures.f1_added,
        "link_f1": figures.link_f1,
        "coverage_error": report.coverage_error(),
        "documents": report.documents().len(),
        "reliability": reliability(report.reliability()),
    })
}

/// Where there is no link, a figure is null.
fn reliability(reliability: Reliability) -> Value {
    let bin = |bin: Bin| {
        json!({
            "links": bin.links(),
            "confidence": bin.mean_confidence(),
            "right": bin.share_right(),
        })
    };
    let total = |bins: Bins| {
        let mut figures = bin(bins.total());
        figures["ece"] = bins.calibration_error().into();
        figures
    };
    let all = reliability.all();
    let mut figures = total(all);
    figures["left_out"] = reliability.left_out().into();
    for status in Status::ALL {
        figures["statuses"][status.as_str()] = total(reliability.of(status));
    }
    let bins = all.each().map(|(range, links)| {
        let mut figures = bin(links);
        figures["from"] = range.start.into();
        figures["to"] = range.end.into();
        figures
    });
    figures["bins"] = bins.collect();
    figures
}
