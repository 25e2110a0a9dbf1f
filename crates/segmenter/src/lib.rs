//! Splits running text into sentences: Russian and English above all, and other languages.
//!
//! The text is never altered: a [`Text`] holds it, [`segment`] returns [`Sentences`], which are
//! spans of it. The work goes in three steps: the layout cuts the text into paragraphs and takes
//! out page numbers and running heads; every place in a paragraph's running text where a sentence
//! might end becomes a candidate; and an ordered list of small named rules decides each candidate;
//! [`explain`] tells which rule decided what. What the rules know of a language stands in text
//! files under `src/data/`, one entry a line.

mod abbreviations;
mod candidates;
mod checks;
mod context;
mod flow;
mod hyphens;
mod knowledge;
mod language;
mod layout;
mod marks;
mod normalised;
mod presplit;
mod rules;
mod segment;
mod sentences;
mod settings;
mod text;
mod words;

pub use abbreviations::{Abbreviations, AbbreviationsError};
pub use flow::Flow;
pub use language::{Language, Script, UnknownLanguage};
pub use presplit::one_per_line;
pub use rules::Verdict;
pub use segment::{Decision, explain, furniture_between, segment, segment_with};
pub use sentences::{Sentences, SentencesError};
pub use settings::Settings;
pub use text::{Span, Text};
pub use words::{Scripts, scripts, words};
