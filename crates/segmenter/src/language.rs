//! The languages the segmenter knows.

use std::fmt;
use std::str::FromStr;

/// A language whose abbreviations and habits the segmenter knows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Language {
    /// Russian, in modern and pre-reform spelling.
    Russian,
    /// English.
    English,
}

/// A language code that names none of the known languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLanguage(String);

impl Language {
    /// All known languages.
    pub const ALL: [Language; 2] = [Language::Russian, Language::English];

    /// The BCP-47 code: `ru` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Russian => "ru",
            Language::English => "en",
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
        let known: Vec<_> = Language::ALL
            .iter()
            .map(|language| language.code())
            .collect();
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
        let error = "de".parse::<Language>().unwrap_err().to_string();
        assert!(error.contains("de") && error.contains("ru, en"), "{error}");
        assert!("".parse::<Language>().is_err());
        assert!("russian".parse::<Language>().is_err());
    }
}
