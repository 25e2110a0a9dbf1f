//! Words of a text and the scripts of its letters.

use crate::Script;
use unicode_segmentation::UnicodeSegmentation;

/// How many letters of a text belong to which script.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Scripts {
    /// Cyrillic letters, pre-reform and extended ones included.
    pub cyrillic: usize,
    /// Latin letters, with or without diacritics.
    pub latin: usize,
    /// Letters of any other script.
    pub other: usize,
}

impl Scripts {
    /// How many letters are of this script.
    pub fn of(self, script: Script) -> usize {
        match script {
            Script::Cyrillic => self.cyrillic,
            Script::Latin => self.latin,
            Script::Other => self.other,
        }
    }

    /// How many letters there are.
    pub fn all(self) -> usize {
        self.cyrillic + self.latin + self.other
    }
}

/// Counts the letters of a text by script. Digits, marks and punctuation count nowhere.
pub fn scripts(text: &str) -> Scripts {
    let mut scripts = Scripts::default();
    for c in text.chars() {
        match c {
            // Most letters need no table.
            'a'..='z' | 'A'..='Z' => scripts.latin += 1,
            'А'..='я' => scripts.cyrillic += 1,
            '\0'..='\u{7F}' => {}
            c if !c.is_alphabetic() => {}
            // Unicode blocks: Basic Latin, Latin-1 to Extended-B (IPA after), Latin Extended
            // Additional, ligatures and fullwidth letters.
            '\u{AA}'
            | '\u{BA}'
            | '\u{C0}'..='\u{2AF}'
            | '\u{1E00}'..='\u{1EFF}'
            | '\u{FB00}'..='\u{FB06}'
            | '\u{FF21}'..='\u{FF5A}' => {
                scripts.latin += 1;
            }
            // Unicode blocks: Cyrillic with Supplement, Extended-C, -A and -B.
            '\u{400}'..='\u{52F}'
            | '\u{1C80}'..='\u{1C8F}'
            | '\u{2DE0}'..='\u{2DFF}'
            | '\u{A640}'..='\u{A69F}' => scripts.cyrillic += 1,
            _ => scripts.other += 1,
        }
    }
    scripts
}

/// The words of a text in order, each with the byte at which it begins: what Unicode Standard
/// Annex 29 takes for words, so numbers are words and punctuation is not.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.unicode_word_indices()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_by_script() {
        let counted = scripts("Съѣздъ 1912 г., café, 日本 и Ѳома");
        assert_eq!(
            counted,
            Scripts {
                cyrillic: 12,
                latin: 4,
                other: 2
            }
        );
        assert_eq!(scripts("1912 — …"), Scripts::default());
    }

    #[test]
    fn words_carry_their_byte() {
        let found: Vec<_> = words("«Ёж», 40,000 г.").collect();
        assert_eq!(found, [(2, "Ёж"), (10, "40,000"), (17, "г")]);
    }
}
