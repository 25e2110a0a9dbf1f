//! Alignments to files and back, and how well they agree with gold.
//!
//! [`rows`] turns an alignment into [`Row`]s, which are the public file formats: one link with its
//! texts and its offsets in Unicode code points. [`write_csv`], [`write_jsonl`] and [`read_jsonl`]
//! move rows out and in; [`write_atomically`] puts them into a file in one step. [`gold`] reads
//! links made by people, and [`score`] says how well rows agree with them.

mod atomic;
mod csv;
mod error;
pub mod gold;
mod jsonl;
mod row;
pub mod score;
mod sentences;

pub use atomic::write_atomically;
pub use csv::{CSV_COLUMNS, write_csv};
pub use error::{ExportError, ImportError, ImportErrorKind};
pub use jsonl::{read_jsonl, write_jsonl};
pub use row::{Excerpt, Part, Row, rows};
pub use sentences::{write_sentence_lines, write_sentences_jsonl};
