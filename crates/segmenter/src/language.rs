//! The languages the segmenter knows.

use std::fmt;
use std::str::FromStr;

/// A language that a text may be in: those that the encoder's full weights know.
///
/// Russian and English have all rules and lists; German and French have lists of their own for the
/// general rules; the others have a short list of abbreviations or none, beside their own marks.
/// Thai, which parts sentences by spaces alone, is split at line ends and marks only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Language {
    /// Russian, in modern and pre-reform spelling.
    Russian,
    /// English.
    English,
    /// Arabic.
    Arabic,
    /// Chinese, in simplified and traditional characters.
    Chinese,
    /// Dutch.
    Dutch,
    /// French.
    French,
    /// German.
    German,
    /// Italian.
    Italian,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
    /// Polish.
    Polish,
    /// Portuguese.
    Portuguese,
    /// Spanish.
    Spanish,
    /// Thai.
    Thai,
    /// Turkish.
    Turkish,
}

/// The letters that a language is written in, as far as [`Scripts`](crate::Scripts) tells them
/// apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Script {
    /// Cyrillic letters.
    Cyrillic,
    /// Latin letters.
    Latin,
    /// Letters of any other script.
    Other,
}

/// A language code that names none of the known languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLanguage(String);

impl Language {
    /// All known languages: Russian, English, and the others by their codes.
    pub const ALL: [Language; 15] = [
        Language::Russian,
        Language::English,
        Language::Arabic,
        Language::German,
        Language::Spanish,
        Language::French,
        Language::Italian,
        Language::Japanese,
        Language::Korean,
        Language::Dutch,
        Language::Polish,
        Language::Portuguese,
        Language::Thai,
        Language::Turkish,
        Language::Chinese,
    ];

    /// The BCP-47 code: `ru`, `en`, `de`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Russian => "ru",
            Language::English => "en",
            Language::Arabic => "ar",
            Language::Chinese => "zh",
            Language::Dutch => "nl",
            Language::French => "fr",
            Language::German => "de",
            Language::Italian => "it",
            Language::Japanese => "ja",
            Language::Korean => "ko",
            Language::Polish => "pl",
            Language::Portuguese => "pt",
            Language::Spanish => "es",
            Language::Thai => "th",
            Language::Turkish => "tr",
        }
    }

    /// The English name of the language: `Russian`.
    pub fn name(self) -> &'static str {
        match self {
            Language::Russian => "Russian",
            Language::English => "English",
            Language::Arabic => "Arabic",
            Language::Chinese => "Chinese",
            Language::Dutch => "Dutch",
            Language::French => "French",
            Language::German => "German",
            Language::Italian => "Italian",
            Language::Japanese => "Japanese",
            Language::Korean => "Korean",
            Language::Polish => "Polish",
            Language::Portuguese => "Portuguese",
            Language::Spanish => "Spanish",
            Language::Thai => "Thai",
            Language::Turkish => "Turkish",
        }
    }

    /// The letters that the language is written in.
    pub fn script(self) -> Script {
        match self {
            Language::Russian => Script::Cyrillic,
            Language::Arabic
            | Language::Chinese
            | Language::Japanese
            | Language::Korean
            | Language::Thai => Script::Other,
            _ => Script::Latin,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a BCP-47 tag by its first subtag, in any case: `ru`, `en`, `en-GB`, `ru-Petr1708`.
    fn from_str(tag: &str) -> Result<Language, UnknownLanguage> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Language::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(primary))
            .ok_or_else(|| UnknownLanguage(tag.to_owned()))
    }
}

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Language::ALL.map(Language::code);
        write!(
            f,
            "unknown language {:?}; known are: {}",
            self.0,
            known.join(", ")
        )
    }
}

impl std::error::Error for UnknownLanguage {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_by_their_first_subtag() {
        assert_eq!("ru".parse(), Ok(Language::Russian));
        assert_eq!("EN-gb".parse(), Ok(Language::English));
        assert_eq!("zh-Hant".parse(), Ok(Language::Chinese));
        let error = "fi".parse::<Language>().unwrap_err().to_string();
        assert!(error.contains("fi") && error.contains("ru, en"), "{error}");
        assert!("".parse::<Language>().is_err());
        assert!("russian".parse::<Language>().is_err());
    }
}
