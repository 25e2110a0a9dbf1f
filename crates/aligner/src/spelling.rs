//! Spelling as evidence: pre-reform Russian in modern letters, accents and soft hyphens removed.
//!
//! The text itself is never altered; what these functions return is looked at and thrown away.

use std::borrow::Cow;

use sverka_segmenter::Language;

/// The text as a modern reader would spell it: ѣ, і, ѳ, ѵ by their successors of 1918, no ъ at the
/// end of a word, no combining acute accent (U+0301) on a Cyrillic letter, no soft hyphen (U+00AD).
pub(crate) fn modern(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_changed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            'ѣ' => out.push('е'),
            'Ѣ' => out.push('Е'),
            'і' | 'ї' | 'ѵ' => out.push('и'),
            'І' | 'Ї' | 'Ѵ' => out.push('И'),
            'ѳ' => out.push('ф'),
            'Ѳ' => out.push('Ф'),
            'ъ' | 'Ъ' if !chars.peek().is_some_and(|next| next.is_alphabetic()) => {}
            '\u{ad}' => {}
            '\u{301}' if out.ends_with(|c| matches!(c, '\u{400}'..='\u{52F}')) => {}
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Bytes of the longest word that is elided before another: jusqu’, dell’.
const LONGEST_ELIDED: usize = 5;

/// A word without the one that is elided before it: Italie for d’Italie, isola for dell’isola.
pub(crate) fn bare(word: &str, language: Language) -> &str {
    if !matches!(language, Language::French | Language::Italian) {
        return word;
    }
    match word.split_once(['\'', '’']) {
        Some((elided, bare)) if elided.len() <= LONGEST_ELIDED && !bare.is_empty() => bare,
        _ => word,
    }
}

fn is_changed(c: char) -> bool {
    matches!(
        c,
        'ѣ' | 'Ѣ'
            | 'і'
            | 'І'
            | 'ї'
            | 'Ї'
            | 'ѵ'
            | 'Ѵ'
            | 'ѳ'
            | 'Ѳ'
            | 'ъ'
            | 'Ъ'
            | '\u{301}'
            | '\u{ad}'
    )
}

#[cfg(test)]
mod tests {
    use sverka_segmenter::Language::{English, French, Italian};

    use super::{bare, modern};

    #[test]
    fn elided_words_are_taken_off() {
        for (word, language, rest) in [
            ("d’Italie", French, "Italie"),
            ("qu'elle", French, "elle"),
            ("aujourd’hui", French, "aujourd’hui"),
            ("dell’isola", Italian, "isola"),
            ("it’s", English, "it’s"),
        ] {
            assert_eq!(bare(word, language), rest);
        }
    }

    #[test]
    fn pre_reform_words_become_modern() {
        for (old, new) in [
            ("въ домѣ у насъ", "в доме у нас"),
            ("Ѳедоровичъ", "Федорович"),
            ("объѣздъ", "объезд"),
            ("мѵро, Россія", "миро, Россия"),
            ("за\u{301}мок", "замок"),
            ("cafe\u{301}", "cafe\u{301}"),
            ("подъезд", "подъезд"),
        ] {
            assert_eq!(modern(old), new);
        }
    }
}
