//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use sverka_segmenter::Language;

/// Check an English rendering against its Russian original: what was translated, in part or in
/// summary, what was left out, what was added
#[derive(Parser)]
#[command(name = "sverka", version, arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    Align(AlignArguments),
    Segment(SegmentArguments),
    Eval(EvalArguments),
}

/// Align a Russian text with its English rendering and write the links
#[derive(Args)]
pub struct AlignArguments {
    /// The Russian text, UTF-8; - is standard input
    pub source: PathBuf,
    /// Its English rendering, UTF-8; - is standard input
    pub target: PathBuf,
    /// Write to a file, in the format of its extension (.csv, .jsonl); may be given several times.
    /// Without it the alignment goes to standard output; - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// Format of the outputs, whatever their extension [standard output: csv]
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<Format>,
    #[command(flatten)]
    pub model: ModelArguments,
}

/// Split a text into sentences
#[derive(Args)]
pub struct SegmentArguments {
    /// The text, UTF-8; - is standard input
    pub file: PathBuf,
    /// Its language [default: by its letters]
    #[arg(long, value_name = "ru|en", value_parser = language)]
    pub language: Option<Language>,
    /// A sentence a line, an empty line between paragraphs (text), or with offsets (jsonl)
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub to: SegmentFormat,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Measure alignments against links made by people
#[derive(Args)]
pub struct EvalArguments {
    /// Gold (NAME.gold, gold.json, gold.jsonl, or a folder of such) and alignments in JSON Lines to
    /// score against it; they are matched by the name of the document. Gold without an alignment
    /// is aligned here, from its plain texts
    #[arg(required = true, value_name = "GOLD|ALIGNMENT")]
    pub paths: Vec<PathBuf>,
    /// A line a document and the totals (text), or one JSON object (json)
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub to: EvalFormat,
    #[command(flatten)]
    pub model: ModelArguments,
}

#[derive(Args)]
pub struct ModelArguments {
    /// Weights of the encoder, as made by tools/make_model.py [default: the built-in ones for
    /// Russian and English]
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
}

/// A format that alignments are written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// Comma-separated values, a link a row
    Csv,
    /// JSON Lines, a link a line
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum SegmentFormat {
    Text,
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum EvalFormat {
    Text,
    Json,
}

fn language(code: &str) -> Result<Language, String> {
    code.parse()
        .map_err(|error: sverka_segmenter::UnknownLanguage| error.to_string())
}
