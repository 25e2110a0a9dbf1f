//! What can be asked of the segmenter.

use crate::{Abbreviations, Language};

/// How to segment a text.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// The language of the text.
    pub language: Language,
    /// The user's own abbreviations; they add to the built-in ones and replace what those say.
    pub abbreviations: Abbreviations,
    /// Whether page numbers, running heads and footers of scans are left in as text.
    pub keep_furniture: bool,
}

impl Settings {
    /// The settings for a language: no abbreviations but the built-in ones, page furniture apart.
    pub fn new(language: Language) -> Settings {
        Settings {
            language,
            abbreviations: Abbreviations::default(),
            keep_furniture: false,
        }
    }
}
