//! Alignments to files and back, and how well they agree with gold.
//!
//! [`rows`] turns an alignment into [`Row`]s, which are the public file formats: one link with its
//! texts and its offsets in Unicode code points, and [`rows_with_evidence`] adds what speaks for it,
//! in words. [`write_csv`], [`write_jsonl`], [`write_text`] and [`read_jsonl`] move rows out and in;
//! [`write_atomically`] puts them into a file in one step. [`gold`] reads links made by people, and
//! [`score`] says how well rows agree with them. [`read_glossary`] reads a user's terms;
//! [`read_pins_csv`] and [`read_pins_jsonl`] read links that a user wants to stay, and [`pins`] finds
//! their sentences again.
//!
//! ```
//! use sverka_aligner::{Alignment, Link, Side, Status};
//! use sverka_segmenter::{Language, Text, segment};
//!
//! let (source, target) = (Text::new("Дождь. Поздно."), Text::new("It is late."));
//! let (ru, en) = (segment(&source, Language::Russian), segment(&target, Language::English));
//! let links = vec![
//!     Link::new(vec![0], vec![], Status::Omitted, 0.8)?,
//!     Link::new(vec![1], vec![0], Status::Translated, 0.95)?,
//! ];
//! let alignment = Alignment::new(ru.len(), en.len(), links)?;
//! let rows = sverka_exporter::rows(
//!     &alignment,
//!     Side { text: &source, sentences: &ru },
//!     Side { text: &target, sentences: &en },
//! );
//! let mut csv = Vec::new();
//! sverka_exporter::write_csv(&rows, &mut csv)?;
//! assert!(String::from_utf8(csv)?.contains("1,translated,0.95,Поздно.,It is late.,2,1,"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod atomic;
mod csv;
mod decode;
mod error;
mod evidence;
mod glossary;
pub mod gold;
mod jsonl;
mod pins;
mod row;
pub mod score;
mod sentences;
mod table;
mod text;

pub use atomic::write_atomically;
pub use csv::{CSV_COLUMNS, CSV_EVIDENCE, write_csv};
pub use error::{ExportError, ImportError, ImportErrorKind};
pub use evidence::evidence;
pub use glossary::read_glossary;
pub use jsonl::{read_jsonl, write_jsonl};
pub use pins::{Pin, pins, read_pins_csv, read_pins_jsonl};
pub use row::{Excerpt, Part, Row, rows, rows_with_evidence};
pub use sentences::{write_sentence_lines, write_sentences_jsonl};
pub use text::write_text;
