//! What can go wrong at the edge: each error says where, what, and how to mend it.

use std::fmt;
use std::io;
use std::path::PathBuf;

use sverka_aligner::{AlignmentError, SideName, UnknownStatus};
use sverka_segmenter::SentencesError;
use thiserror::Error;

/// Why rows could not be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The writer that was handed in failed.
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
    /// A format needs something that the rows do not hold.
    #[error(
        "link {link} (counted from 0) has no {what} on its {side} side, which this format needs; \
         write it as JSON Lines, or align the two texts again"
    )]
    Unknown {
        /// The number of the link, from 0.
        link: usize,
        /// The side in question.
        side: SideName,
        /// What is not known.
        what: &'static str,
    },
    /// A file could not be made; if there was one before, it is as it was.
    #[error("cannot write {}: {error}; {remedy}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
        /// What the user can do.
        remedy: String,
    },
}

impl From<ExportError> for io::Error {
    /// For writers that are handed to [`write_atomically`](crate::write_atomically).
    fn from(error: ExportError) -> io::Error {
        match error {
            ExportError::Write(error) => error,
            other => io::Error::other(other),
        }
    }
}

/// Why a file could not be understood: the file, the line if there is one, and the kind.
#[derive(Debug)]
pub struct ImportError {
    name: String,
    line: Option<usize>,
    kind: ImportErrorKind,
}

impl ImportError {
    pub(crate) fn new(name: impl Into<String>, line: Option<usize>, kind: ImportErrorKind) -> Self {
        ImportError {
            name: name.into(),
            line,
            kind,
        }
    }

    /// The name under which the file was read.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The line, counted from 1, if the trouble is in one line.
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// What is wrong.
    pub fn kind(&self) -> &ImportErrorKind {
        &self.kind
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.name, self.kind),
            None => write!(f, "{}: {}", self.name, self.kind),
        }
    }
}

impl std::error::Error for ImportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.kind.source()
    }
}

/// What is wrong with a file, and the remedy.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ImportErrorKind {
    /// The file cannot be read.
    #[error("cannot read it: {0}; check the path and its permissions")]
    Read(#[source] io::Error),
    /// The bytes are no UTF-8.
    #[error("not UTF-8 at byte {byte} of the line; save the file as UTF-8")]
    NotUtf8 {
        /// The first bad byte of the line, counted from 1.
        byte: usize,
    },
    /// The JSON is broken, or is not what the format asks for.
    #[error("column {column}: {message}; {remedy}")]
    Json {
        /// The column at which reading stopped, in bytes from 1.
        column: usize,
        /// What the JSON reader said.
        message: String,
        /// What the user can do.
        remedy: &'static str,
    },
    /// A status that is none of the five.
    #[error("{0}; use one of these words")]
    UnknownStatus(#[source] UnknownStatus),
    /// A span that ends before it starts.
    #[error("the {side} span {start}..{end} ends before it starts; swap or correct the two")]
    ReversedSpan {
        /// The side of the span.
        side: SideName,
        /// Its start in code points.
        start: usize,
        /// Its end in code points.
        end: usize,
    },
    /// A confidence that is no probability.
    #[error("confidence {0} is not a number from 0 to 1; correct it or leave it out")]
    Confidence(f64),
    /// A span that is not in the text.
    #[error(
        "the {side} span {start}..{end} goes beyond the text, which has {len} code points; \
         correct it, or put the text beside it that it was made for"
    )]
    BeyondText {
        /// The side of the span.
        side: SideName,
        /// Its start in code points.
        start: usize,
        /// Its end in code points.
        end: usize,
        /// The code points of the text.
        len: usize,
    },
    /// The sentences of a side break a promise of sentences.
    #[error("{side} {error} (counted from 0); correct its offsets")]
    Sentences {
        /// The side.
        side: SideName,
        /// Which promise, and which sentence.
        #[source]
        error: SentencesError,
    },
    /// Characters of a text that no sentence holds.
    #[error(
        "line {line}, column {column} of the {side} text lies in no sentence; \
         every character but white space must lie in one"
    )]
    OutsideSentences {
        /// The side.
        side: SideName,
        /// Line of the text, from 1.
        line: usize,
        /// Column in code points, from 1.
        column: usize,
    },
    /// A sentence number that is not the sentence's place by its offsets.
    #[error(
        "{side} sentence {found} (counted from 0) is by its offsets number {expected}; \
         number the sentences in text order"
    )]
    SentenceNumber {
        /// The side.
        side: SideName,
        /// The number in the file.
        found: usize,
        /// The number by the offsets.
        expected: usize,
    },
    /// A text in the links that is not what the offsets say.
    #[error(
        "the {side} span {start}..{end} holds another text in the text file; \
         correct the offsets, or put the text beside it that it was made for"
    )]
    OtherText {
        /// The side.
        side: SideName,
        /// Its start in code points.
        start: usize,
        /// Its end in code points.
        end: usize,
    },
    /// The links are no partition, or a status does not fit its sides.
    #[error("{0}; every sentence must stand in exactly one link whose status fits its sides")]
    Alignment(#[source] AlignmentError),
    /// A line of a `.gold` file that is no sentence where one must stand.
    #[error("not a sentence of the {0} section; write e.g. \"{letter}1 | text\"", letter = .0.letter())]
    NotASentence(SideName),
    /// A sentence of a `.gold` file that is out of order.
    #[error(
        "sentence {letter}{0} must stand here; number the sentences from 1 in text order",
        letter = .1.letter()
    )]
    GoldNumber(usize, SideName),
    /// A line of a `.gold` file that is no link where one must stand.
    #[error("not a link; write e.g. \"S1,S2 = T1 : summarized\" or \"S3 = : omitted\"")]
    NotALink,
    /// A line of a `.gold` file before or after its three sections.
    #[error("text outside a section; start one with ## SOURCE, ## TARGET or ## LINKS")]
    OutsideSection,
    /// Links whose texts are not where they could be.
    #[error(
        "no text of its {side} side found; put {side}.txt beside it or into {folder}",
        folder = folder.display()
    )]
    NoText {
        /// The side.
        side: SideName,
        /// The folder of the corpora in which the text could stand.
        folder: PathBuf,
    },
    /// Links with several texts of a side.
    #[error(
        "several texts of its {side} side in {folder}; keep one file {side}*.txt there",
        folder = folder.display()
    )]
    SeveralTexts {
        /// The side.
        side: SideName,
        /// The folder that holds them.
        folder: PathBuf,
    },
    /// A file whose name says that it is no gold.
    #[error("not a gold file; give a file NAME.gold, gold.json or gold.jsonl, or a folder of such")]
    NotGold,
    /// A folder without gold.
    #[error(
        "no gold here; the folder must hold NAME.gold files, or gold.json or gold.jsonl itself or in folders"
    )]
    NoGold,
    /// The index of the corpora cannot be read.
    #[error("{0}; its columns must be name,genre,rendering,set,origin")]
    Index(String),
    /// A character that no text holds, as in a file of another encoding.
    #[error(
        "control character U+{:04X}; this is not plain text: save the file as UTF-8",
        u32::from(*.0)
    )]
    ControlCharacter(char),
    /// A cell of a table whose quote is never closed.
    #[error("the quote that opens a cell here is not closed; close it, or write \"\" for a quote")]
    UnclosedQuote,
    /// A cell of a table that goes on after its closing quote.
    #[error(
        "a cell goes on after its closing quote; put the whole cell in quotes, \
         and write \"\" for a quote in it"
    )]
    AfterQuote,
    /// A line of a glossary that has not two or three columns.
    #[error(
        "{found} column{s} where a {separator} separates columns; \
         write the Russian term, the English one and, if you like, a note",
        s = if *.found == 1 { "" } else { "s" }
    )]
    GlossaryColumns {
        /// The columns of the line.
        found: usize,
        /// What was taken for the separator.
        separator: &'static str,
    },
    /// A cell of a glossary without a word.
    #[error("no word in the {0} column; write the term, or delete the line")]
    NoWord(&'static str),
    /// A line of a glossary with several Russian terms.
    #[error("several Russian terms in one line; write each in a line of its own")]
    SeveralTerms,
    /// A line of a glossary with English before Russian.
    #[error("the columns are swapped; Russian comes first, then English")]
    SwappedColumns,
    /// A table without a column that it needs.
    #[error("no column {0}; name the columns in the first line, as sverka align does")]
    NoColumn(&'static str),
    /// A table with two columns of one name.
    #[error("two columns {0}; delete or rename one")]
    ColumnTwice(String),
    /// A row of a table with too many cells.
    #[error(
        "{found} cells under {wanted} columns; put cells in quotes that hold the separator or a quote"
    )]
    Cells {
        /// The cells of the row.
        found: usize,
        /// The columns of the table.
        wanted: usize,
    },
    /// A cell of a table that should hold whole numbers.
    #[error(
        "{cell:?} in column {column} is no whole number from {first}; write e.g. 12, or 12;40 for two"
    )]
    Numbers {
        /// The name of the column.
        column: &'static str,
        /// The cell.
        cell: String,
        /// The least number.
        first: usize,
    },
    /// A row whose spans lack a start or an end.
    #[error(
        "{starts} in {side}_start, but {ends} in {side}_end; \
         each run of sentences needs a start and an end"
    )]
    UnequalSpans {
        /// The side of the spans.
        side: SideName,
        /// How many starts.
        starts: usize,
        /// How many ends.
        ends: usize,
    },
    /// A row that has a text, but does not say where it stands.
    #[error(
        "the {0} text has neither offsets nor sentence numbers; \
         fill in {0}_start and {0}_end or {0}_sentences, or empty {0}_text"
    )]
    NoPlace(SideName),
    /// A row of pins whose status does not fit its sides.
    #[error("{0}; correct the status or the sentences of this row")]
    Pin(#[source] AlignmentError),
    /// A row of pins that names a sentence which the side does not have.
    #[error(
        "{side} sentence {number} (counted from 1) is not there, there are only {len}; \
         correct the number, or pin links of these very texts"
    )]
    BeyondSentences {
        /// The side.
        side: SideName,
        /// The number, from 1.
        number: usize,
        /// How many sentences the side has.
        len: usize,
    },
    /// A span of a pin that lies in a sentence, but does not stand for it.
    #[error(
        "the {side} span {start}..{end} does not cover even half of the sentence {text:?} in which \
         it lies; pin whole sentences, with offsets as sverka align writes them"
    )]
    PartOfSentence {
        /// The side of the span.
        side: SideName,
        /// Its start in code points.
        start: usize,
        /// Its end in code points.
        end: usize,
        /// The sentence, shortened.
        text: Box<str>,
    },
    /// A span of a pin that has nothing in common with a sentence.
    #[error(
        "the {side} span {start}..{end} lies in no sentence; \
         pin whole sentences, with offsets as sverka align writes them"
    )]
    NoSentence {
        /// The side of the span.
        side: SideName,
        /// Its start in code points.
        start: usize,
        /// Its end in code points.
        end: usize,
    },
    /// A text in a pin that is not what stands there.
    #[error(
        "the {side} text at {start}..{end} goes {found:?} where this row has {said:?}; \
         correct the place, leave the text out, or pin links of these very texts"
    )]
    OtherPinnedText {
        /// The side.
        side: SideName,
        /// Where the place begins, in code points.
        start: usize,
        /// Where it ends, in code points.
        end: usize,
        /// The text from the first difference, shortened.
        found: Box<str>,
        /// What the row has instead, shortened.
        said: Box<str>,
    },
    /// A sentence that two rows pin.
    #[error(
        "{side} sentence {number} (counted from 1), {text:?}, is pinned by line {line} already; \
         delete one of the two rows, or put their sentences into one"
    )]
    PinnedTwice {
        /// The side of the sentence.
        side: SideName,
        /// Its number, from 1.
        number: usize,
        /// Its text, shortened.
        text: Box<str>,
        /// The line of the other row.
        line: usize,
    },
}

/// The beginning of a text, short enough for a message.
pub(crate) fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// What the sides are called in `.gold` files.
pub(crate) trait Letter {
    /// `S` or `T`.
    fn letter(&self) -> char;
}

impl Letter for SideName {
    fn letter(&self) -> char {
        match self {
            SideName::Source => 'S',
            SideName::Target => 'T',
        }
    }
}
