//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use sverka_aligner::Languages;
use sverka_segmenter::Language;

/// Check a rendering against its original, by default an English one against a Russian one: what was
/// translated, in part or in summary, what was left out, what was added
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

/// Align a text with its rendering, by default a Russian one with an English one, and write the links
#[derive(Args)]
pub struct AlignArguments {
    /// The original text, UTF-8; - is standard input
    pub source: PathBuf,
    /// Its rendering, UTF-8; - is standard input
    pub target: PathBuf,
    #[command(flatten)]
    pub languages: LanguageArguments,
    /// Write to a file, in the format of its extension (.csv, .jsonl, .txt); may be given several times.
    /// Without it the alignment goes to standard output; - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// Format of the outputs, whatever their extension [standard output: csv, with --explain text]
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<Format>,
    /// Your glossary: terms, renderings and perhaps notes, in columns of a .tsv or .csv file; where
    /// a term meets its rendering, that counts as strong evidence
    #[arg(long, value_name = "FILE")]
    pub glossary: Option<PathBuf>,
    /// Links that stand as they are, in a .csv or .jsonl file as this command writes them; the rest
    /// is aligned around them
    #[arg(long, value_name = "FILE")]
    pub pin: Option<PathBuf>,
    /// Add to each link what speaks for it, in words: which words correspond, what is missing, what
    /// comes nearer
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    pub segmentation: SegmentationArguments,
    #[command(flatten)]
    pub model: ModelArguments,
}

/// Split a text into sentences
#[derive(Args)]
pub struct SegmentArguments {
    /// The text, UTF-8; - is standard input
    pub file: PathBuf,
    /// Its language: ru, en, ar, de, es, fr, it, ja, ko, nl, pl, pt, th, tr or zh [default: ru or en,
    /// by its letters]
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub language: Option<Language>,
    /// A sentence a line, an empty line between paragraphs (text), or with offsets (jsonl)
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub to: SegmentFormat,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Instead of the sentences, write each place where one might have ended: line and column,
    /// whether it was split there, the rule that decided, the words around it and what the rule
    /// says
    #[arg(long, conflicts_with_all = ["to", "one_per_line"])]
    pub explain: bool,
    #[command(flatten)]
    pub segmentation: SegmentationArguments,
}

/// How texts are split into sentences.
#[derive(Args)]
pub struct SegmentationArguments {
    /// Your own abbreviations, one a line, with or without their kind: `before-name райвоенком.`
    /// (see the README); they add to the built-in ones and replace what those say
    #[arg(long, value_name = "FILE")]
    pub abbreviations: Option<PathBuf>,
    /// Take each line for a sentence and empty lines for the ends of paragraphs, for texts that are
    /// split already
    #[arg(long, conflicts_with_all = ["abbreviations", "keep_furniture"])]
    pub one_per_line: bool,
    /// Leave page numbers, running heads and footers of scans in the text
    #[arg(long)]
    pub keep_furniture: bool,
}

/// Measure alignments against links made by people
#[derive(Args)]
pub struct EvalArguments {
    /// Gold (NAME.gold, gold.json, gold.jsonl, or a folder of such) and alignments in JSON Lines to
    /// score against it; they are matched by the name of the document. Gold without an alignment
    /// is aligned here, from its plain texts
    #[arg(required = true, value_name = "GOLD|ALIGNMENT")]
    pub paths: Vec<PathBuf>,
    /// A line a document, the totals, and how far the confidences can be relied on (text), or one
    /// JSON object (json)
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub to: EvalFormat,
    #[command(flatten)]
    pub languages: LanguageArguments,
    #[command(flatten)]
    pub model: ModelArguments,
}

/// What the two texts are written in.
#[derive(Args)]
pub struct LanguageArguments {
    /// Language of the original, as for `sverka segment`; other languages than Russian and English
    /// need --model
    #[arg(long, value_name = "CODE", default_value = "ru", value_parser = language)]
    pub source_language: Language,
    /// Language of the rendering
    #[arg(long, value_name = "CODE", default_value = "en", value_parser = language)]
    pub target_language: Language,
}

impl LanguageArguments {
    /// The two languages.
    pub fn both(&self) -> Languages {
        Languages {
            source: self.source_language,
            target: self.target_language,
        }
    }
}

#[derive(Args)]
pub struct ModelArguments {
    /// Weights of the encoder, as made by tools/make_model.py [default: the built-in ones, which know
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
    /// Text to be read, a link a block of lines
    Text,
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
