//! What the rules know of a language, read from the text files under `src/data/`.

use crate::Language;
use crate::marks::is_weightless;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// How an abbreviation behaves; one may be of several kinds.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Kinds {
    /// Always followed by a name or title: «тов. Орлов», "Mr. Brown".
    pub before_name: bool,
    /// May be the last word of a sentence: «и т. д.», "Co."
    pub may_end: bool,
    /// Followed by the number it counts or names: «стр. 5», "No. 7".
    pub before_number: bool,
    /// Preceded by the number it measures: «5 руб.», "40 min."
    pub after_number: bool,
    /// Never the last word of a sentence: «т. е.», "cf."
    pub inside: bool,
    /// Part of an archival reference: «Ф. 5», "fols. 1–3".
    pub reference: bool,
}

/// What the rules know of one language.
pub(crate) struct Knowledge {
    abbreviations: BTreeMap<String, Kinds>,
    starters: BTreeSet<String>,
    speech: BTreeSet<String>,
    prepositions: BTreeSet<String>,
    signatures: BTreeSet<String>,
    labels: BTreeSet<String>,
    legends: BTreeSet<String>,
}

impl Knowledge {
    /// The built-in knowledge of a language.
    pub fn of(language: Language) -> &'static Knowledge {
        static RUSSIAN: OnceLock<Knowledge> = OnceLock::new();
        static ENGLISH: OnceLock<Knowledge> = OnceLock::new();
        match language {
            Language::Russian => RUSSIAN.get_or_init(|| Knowledge {
                abbreviations: abbreviations(include_str!("data/ru/abbreviations.txt")),
                starters: set(include_str!("data/ru/starters.txt")),
                speech: set(include_str!("data/ru/speech.txt")),
                prepositions: set(include_str!("data/ru/prepositions.txt")),
                signatures: set(include_str!("data/ru/signatures.txt")),
                labels: set(include_str!("data/ru/labels.txt")),
                legends: set(include_str!("data/ru/legends.txt")),
            }),
            Language::English => ENGLISH.get_or_init(|| Knowledge {
                abbreviations: abbreviations(include_str!("data/en/abbreviations.txt")),
                starters: set(include_str!("data/en/starters.txt")),
                speech: set(include_str!("data/en/speech.txt")),
                prepositions: set(include_str!("data/en/prepositions.txt")),
                signatures: set(include_str!("data/en/signatures.txt")),
                labels: set(include_str!("data/en/labels.txt")),
                legends: set(include_str!("data/en/legends.txt")),
            }),
        }
    }

    /// The kinds of an abbreviation, given without its last full stop and normalised.
    pub fn abbreviation(&self, word: &str) -> Option<Kinds> {
        self.abbreviations.get(word).copied()
    }

    /// Whether a word, normalised, commonly opens a sentence and is no name.
    pub fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// Whether a word, normalised, is a verb of speech.
    pub fn is_speech(&self, word: &str) -> bool {
        self.speech.contains(word)
    }

    /// Whether a word, normalised, is a preposition that opens a date.
    pub fn is_preposition(&self, word: &str) -> bool {
        self.prepositions.contains(word)
    }

    /// Whether a word, normalised, names in what office an editor's note is signed.
    pub fn is_signature(&self, word: &str) -> bool {
        self.signatures.contains(word)
    }

    /// Whether a word, normalised, is followed by the number or letter of a point.
    pub fn is_label(&self, word: &str) -> bool {
        self.labels.contains(word)
    }

    /// Whether a word, normalised, describes a document after its archival reference.
    pub fn is_legend(&self, word: &str) -> bool {
        self.legends.contains(word)
    }
}

/// A word as the lists hold it: lower case, ё as е, without weightless characters.
pub(crate) fn normalise(word: &str) -> String {
    word.chars()
        .filter(|&c| !is_weightless(c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ё' => 'е',
            '’' => '\'',
            c => c,
        })
        .collect()
}

/// The entries of a list: one a line, comments from `#` to the end of the line.
fn entries(file: &str) -> impl Iterator<Item = &str> {
    file.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|entry| !entry.is_empty())
}

fn set(file: &str) -> BTreeSet<String> {
    entries(file).map(normalise).collect()
}

/// Reads `kind[,kind…] entry`. In entries of several words the space after a full stop goes, as
/// texts write both «т. д.» and «т.д.». The tests hold every line to this form.
fn abbreviations(file: &str) -> BTreeMap<String, Kinds> {
    let mut read = BTreeMap::new();
    for line in entries(file) {
        let (kinds, entry) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let word = normalise(entry).replace(". ", ".");
        let word = word.trim().trim_end_matches('.').to_owned();
        let known: &mut Kinds = read.entry(word).or_default();
        for kind in kinds.split(',') {
            match kind {
                "before-name" => known.before_name = true,
                "may-end-sentence" => known.may_end = true,
                "before-number" => known.before_number = true,
                "after-number" => known.after_number = true,
                "inside" => known.inside = true,
                "reference" => known.reference = true,
                _ => {}
            }
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [&str; 6] = [
        "before-name",
        "may-end-sentence",
        "before-number",
        "after-number",
        "inside",
        "reference",
    ];

    #[test]
    fn every_abbreviation_line_has_known_kinds_and_an_entry() {
        for file in [
            include_str!("data/ru/abbreviations.txt"),
            include_str!("data/en/abbreviations.txt"),
        ] {
            let mut seen = BTreeSet::new();
            for line in entries(file) {
                let (kinds, entry) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
                assert!(kinds.split(',').all(|kind| KINDS.contains(&kind)), "{line}");
                assert!(!entry.trim().is_empty(), "{line}");
                assert!(seen.insert(entry.trim().to_owned()), "twice: {line}");
            }
            assert!(seen.len() > 100);
        }
    }

    #[test]
    fn lookups_ignore_case_and_weightless_characters() {
        let russian = Knowledge::of(Language::Russian);
        assert!(russian.abbreviation(&normalise("ТОВ")).unwrap().before_name);
        assert!(
            russian
                .abbreviation(&normalise("т\u{AD}ов"))
                .unwrap()
                .before_name
        );
        assert!(russian.abbreviation(&normalise("стол")).is_none());
    }
}
