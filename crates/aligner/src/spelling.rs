//! Spelling as evidence: pre-reform Russian in modern letters, accents and soft hyphens removed.
//!
//! The text itself is never altered; what these functions return is looked at and thrown away.

use std::borrow::Cow;

/// The text as a modern reader would spell it: ѣ, і, ѳ, ѵ by their successors of 1918, no ъ at the
/// end of a word, no combining acute accent (U+0301), no soft hyphen (U+00AD).
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
            '\u{301}' | '\u{ad}' => {}
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
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
    use super::modern;

    #[test]
    fn pre_reform_words_become_modern() {
        for (old, new) in [
            ("въ домѣ у насъ", "в доме у нас"),
            ("Ѳедоровичъ", "Федорович"),
            ("объѣздъ", "объезд"),
            ("мѵро, Россія", "миро, Россия"),
            ("за\u{301}мок", "замок"),
            ("подъезд", "подъезд"),
        ] {
            assert_eq!(modern(old), new);
        }
    }
}
