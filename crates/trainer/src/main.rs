//! The program `sverka-train`: fits the weights of the aligner to gold alignments, and says what
//! documents that were not learned from would score.
#![allow(clippy::print_stdout, reason = "a program may print")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;
use rayon::prelude::*;
use sverka_aligner::learn::{Examples, Training, calibrate};
use sverka_aligner::{Parameters, Settings, Side, align_with};
use sverka_encoder::Model;
use sverka_exporter::gold::{self, Gold};
use sverka_exporter::score::reliability::judged;
use sverka_exporter::score::{Report, score};
use sverka_exporter::{Row, rows, write_atomically};
use sverka_segmenter::{Language, segment};

/// Fit the weights of the aligner to gold alignments
#[derive(Parser)]
struct Arguments {
    /// Gold files or folders of them to learn from
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// Where to write the weights
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Cross-validate: learn this many times, each time from all but one part of the documents,
    /// and score that part
    #[arg(long, default_value_t = 0)]
    folds: usize,
    /// Gold that is only scored, never learned from
    #[arg(long)]
    test: Vec<PathBuf>,
    /// Learn from no document of this set (column `set` of corpora/index.csv); it is only scored
    #[arg(long, value_name = "SET")]
    without: Option<String>,
    /// Count each document of this set ten times: those that nobody composed
    #[arg(long, value_name = "SET")]
    tenfold: Option<String>,
    /// Rounds over all documents
    #[arg(long, default_value_t = 150)]
    rounds: usize,
    /// What a squared weight costs
    #[arg(long, default_value_t = 2.0)]
    prior: f64,
    /// Length of the first steps
    #[arg(long, default_value_t = 0.05)]
    rate: f64,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let training = Training {
        rounds: arguments.rounds,
        prior: arguments.prior,
        rate: arguments.rate,
    };
    let (held_out, documents): (Vec<Gold>, Vec<Gold>) = read_all(&arguments.gold)?
        .into_iter()
        .partition(|gold| arguments.without.is_some() && gold.meta().set == arguments.without);
    let lessons: Vec<_> = documents
        .iter()
        .map(|gold| (gold.source(), gold.target(), gold.links()))
        .collect();
    let examples = Examples::new(&lessons, Model::embedded());
    let times = |i: usize| match &documents[i].meta().set {
        Some(set) if arguments.tenfold.as_ref() == Some(set) => 10,
        _ => 1,
    };
    let mut outcomes = Vec::new();
    if arguments.folds > 1 {
        let mut sets: BTreeMap<&str, Report> = BTreeMap::new();
        let mut all = Report::new();
        for fold in 0..arguments.folds {
            let parameters = examples.train(
                |i| {
                    if i % arguments.folds == fold {
                        0
                    } else {
                        times(i)
                    }
                },
                training,
            );
            let left_out: Vec<&Gold> = documents
                .iter()
                .skip(fold)
                .step_by(arguments.folds)
                .collect();
            for (gold, rows) in left_out.iter().zip(aligned(&left_out, &parameters)) {
                let score = score(gold, &rows);
                outcomes.extend(judged(gold, &rows));
                let set = gold.meta().set.as_deref().unwrap_or("no set");
                sets.entry(set).or_default().push(gold.name(), score);
                all.push(gold.name(), score);
            }
        }
        for (set, report) in sets {
            println!("cross-validated, {set}: {}", report.total_line());
        }
        println!("cross-validated, all: {}", all.total_line());
    }
    if arguments.output.is_none() && arguments.test.is_empty() {
        return Ok(());
    }
    let parameters = examples.train(times, training);
    // What became of links of documents that were not learned from says how far to believe those
    // of other documents.
    let parameters = calibrate(parameters, &outcomes);
    let total = |documents: &[Gold]| {
        let mut report = Report::new();
        let documents: Vec<&Gold> = documents.iter().collect();
        for (gold, rows) in documents.iter().zip(aligned(&documents, &parameters)) {
            report.push(gold.name(), score(gold, &rows));
        }
        report.total_line()
    };
    println!("learned from {}", total(&documents));
    if let (Some(set), false) = (&arguments.without, held_out.is_empty()) {
        println!("{set}: {}", total(&held_out));
    }
    for path in &arguments.test {
        println!("{}: {}", path.display(), total(&gold::read_all(path)?));
    }
    if let Some(path) = &arguments.output {
        write_atomically(path, |out| out.write_all(parameters.write().as_bytes()))
            .context("the weights were not written")?;
    }
    Ok(())
}

fn read_all(paths: &[PathBuf]) -> Result<Vec<Gold>> {
    let mut documents = Vec::new();
    for path in paths {
        documents.extend(gold::read_all(path)?);
    }
    Ok(documents)
}

/// Aligns documents as a user would: from plain text, cut by our own segmenter.
fn aligned(documents: &[&Gold], parameters: &Parameters) -> Vec<Vec<Row>> {
    let align = |gold: &&Gold| align(gold, parameters);
    documents.par_iter().map(align).collect()
}

fn align(gold: &Gold, parameters: &Parameters) -> Vec<Row> {
    let (source, target) = (gold.source().text, gold.target().text);
    let sentences = (
        segment(source, Language::Russian),
        segment(target, Language::English),
    );
    let source = Side {
        text: source,
        sentences: &sentences.0,
    };
    let target = Side {
        text: target,
        sentences: &sentences.1,
    };
    let settings = Settings {
        parameters,
        ..Settings::default()
    };
    let alignment = align_with(source, target, Model::embedded(), &settings);
    rows(&alignment, source, target)
}
