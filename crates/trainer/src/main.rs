//! The program `sverka-train`: fits the weights of the aligner to gold alignments, and says what
//! documents that were not learned from would score.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program may print"
)]

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Parser;
use sverka_aligner::Seams;
use sverka_aligner::learn::{Parts, Training, calibrate};
use sverka_encoder::Model;
use sverka_exporter::gold::{self, Gold};
use sverka_exporter::write_atomically;

use crate::corpus::{Corpus, cut_by_others, lessons, score_all, uncut};

mod ablation;
mod corpus;

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
    /// Count each document of this set (column `set` of corpora/index.csv) ten times: those that
    /// nobody composed
    #[arg(long, value_name = "SET")]
    tenfold: Option<String>,
    /// Cross-validate without each piece of evidence in turn, write what that costs to this Markdown
    /// file, and do nothing else
    #[arg(
        long,
        value_name = "FILE",
        num_args = 0..=1,
        default_missing_value = "docs/ablation.md",
        conflicts_with_all = ["output", "test"]
    )]
    ablate: Option<PathBuf>,
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
    let folds = arguments.folds;
    let training = Training {
        rounds: arguments.rounds,
        prior: arguments.prior,
        rate: arguments.rate,
    };
    let golds = read_all(&arguments.gold)?;
    let lessons = lessons(&golds);
    let sentences = cut_by_others(&lessons, folds);
    let corpus = Corpus::new(&golds, &sentences, arguments.tenfold.as_deref());
    if let Some(path) = &arguments.ablate {
        if folds < 2 {
            bail!("--ablate scores documents that were not learned from; add --folds 4");
        }
        // Better now than after an hour.
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            && !folder.is_dir()
        {
            bail!("{}: there is no such folder; make it", folder.display());
        }
        let whole: Vec<_> = lessons.iter().map(uncut).collect();
        let whole = Corpus::new(&golds, &whole, arguments.tenfold.as_deref());
        let page = ablation::page(&corpus, &whole, folds, training);
        return write_atomically(path, |out| out.write_all(page.as_bytes()))
            .context("the table was not written");
    }
    let examples = corpus.examples(Parts::ALL);
    let mut outcomes = Vec::new();
    if folds > 1 {
        let validation = corpus.cross_validate(&examples, Parts::ALL, folds, training);
        for (set, report) in validation.sets {
            println!("cross-validated, {set}: {}", report.total_line());
        }
        println!("cross-validated, all: {}", validation.all.total_line());
        outcomes = validation.outcomes;
    }
    if arguments.output.is_none() && arguments.test.is_empty() {
        return Ok(());
    }
    let parameters = examples.train(|i| corpus.times(i), training);
    // What became of links of documents that were not learned from says how far to believe those
    // of other documents.
    let seams = Seams::learn(&lessons.iter().collect::<Vec<_>>(), Model::embedded());
    let parameters = calibrate(parameters, &outcomes).with_seams(seams);
    println!(
        "learned from {}",
        score_all(&golds, &parameters).total_line()
    );
    for path in &arguments.test {
        let report = score_all(&gold::read_all(path)?, &parameters);
        println!("{}: {}", path.display(), report.total_line());
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
