//! A glossary: terms of the source language with the renderings that a user wants or knows.

use sverka_segmenter::words;

use crate::SideName;
use crate::spelling::modern;

/// Terms with their renderings, in the order of the file. A term may have several entries.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Glossary {
    entries: Vec<GlossaryEntry>,
}

/// One rendering of one term.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GlossaryEntry {
    russian: String,
    english: String,
    note: Option<String>,
    line: usize,
}

impl Glossary {
    /// A glossary of these entries. The same term may stand in several of them, and so may the
    /// same rendering.
    pub fn new(entries: Vec<GlossaryEntry>) -> Glossary {
        Glossary { entries }
    }

    /// The entries, in the order in which they were given.
    pub fn entries(&self) -> &[GlossaryEntry] {
        &self.entries
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl GlossaryEntry {
    /// An entry from this line (from 1) of its file.
    pub fn new(
        russian: impl Into<String>,
        english: impl Into<String>,
        note: Option<String>,
        line: usize,
    ) -> GlossaryEntry {
        GlossaryEntry {
            russian: russian.into(),
            english: english.into(),
            note,
            line,
        }
    }

    /// The term of the source language, by default Russian: one word or several.
    pub fn russian(&self) -> &str {
        &self.russian
    }

    /// One rendering of it in the target language, by default English.
    pub fn english(&self) -> &str {
        &self.english
    }

    /// What the user remarked.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The line of the file, from 1, for messages.
    pub fn line(&self) -> usize {
        self.line
    }
}

/// The words of a side of a glossary, ready to be looked for in sentences.
pub(crate) struct Phrases {
    /// By entry: its words as a modern reader would write them, lower case.
    phrases: Vec<Vec<String>>,
}

impl Phrases {
    pub(crate) fn new(glossary: &Glossary, side: SideName) -> Phrases {
        let phrase = |entry: &GlossaryEntry| {
            let phrase = match side {
                SideName::Source => entry.russian(),
                SideName::Target => entry.english(),
            };
            words(phrase).map(|(_, word)| plain(word)).collect()
        };
        Phrases {
            phrases: glossary.entries().iter().map(phrase).collect(),
        }
    }

    /// For each word of a sentence the entries of which it is part.
    pub(crate) fn find<'a>(&self, sentence: impl Iterator<Item = &'a str>) -> Vec<Vec<usize>> {
        if self.phrases.is_empty() {
            return sentence.map(|_| Vec::new()).collect();
        }
        let sentence: Vec<String> = sentence.map(plain).collect();
        let mut found = vec![Vec::new(); sentence.len()];
        for (entry, phrase) in self
            .phrases
            .iter()
            .enumerate()
            .filter(|(_, p)| !p.is_empty())
        {
            for (start, written) in sentence.windows(phrase.len()).enumerate() {
                if written.iter().zip(phrase).all(|(a, b)| are_forms(a, b)) {
                    found[start..start + phrase.len()]
                        .iter_mut()
                        .for_each(|entries: &mut Vec<usize>| entries.push(entry));
                }
            }
        }
        found
    }
}

fn plain(word: &str) -> String {
    modern(word).to_lowercase()
}

/// Whether two words, lower case, may be forms of one: they differ in a short ending only.
fn are_forms(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longest_ending = match common {
        0..3 => 0,
        3 => 2,
        _ => 3,
    };
    [a, b]
        .iter()
        .all(|word| word.chars().count() - common <= longest_ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_differ_in_a_short_ending() {
        for (a, b, are) in [
            ("пакт", "пакта", true),
            ("договор", "договорами", true),
            ("дом", "дома", true),
            ("он", "она", false),
            ("совет", "советский", false),
            ("treaty", "treaties", true),
            ("pact", "pact", true),
        ] {
            assert_eq!(are_forms(a, b), are, "{a} {b}");
        }
    }

    #[test]
    fn phrases_are_found_in_any_form() {
        let entry = GlossaryEntry::new("тройственный пакт", "tripartite pact", None, 1);
        let phrases = Phrases::new(&Glossary::new(vec![entry]), SideName::Source);
        let found = phrases.find(["Участие", "въ", "Тройственномъ", "пакте"].into_iter());
        assert_eq!(found, [vec![], vec![], vec![0], vec![0]]);
    }
}
