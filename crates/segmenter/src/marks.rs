//! Which characters end a sentence, close or open quotations and brackets, or weigh nothing.

/// Characters that may end a sentence.
pub(crate) fn is_terminal(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '‽' | '⁇' | '⁈' | '⁉' | '‼' | '؟' | '۔'
    ) || is_wide_terminal(c)
}

/// The terminal characters of Chinese and Japanese, which no white space follows.
pub(crate) fn is_wide_terminal(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

/// Marks that question or exclaim.
pub(crate) fn is_question(c: char) -> bool {
    is_terminal(c) && !matches!(c, '.' | '…' | '。' | '｡' | '۔')
}

/// Characters without weight: format characters such as the soft hyphen, zero-width spaces and
/// joiners, direction marks, the byte order mark, and combining diacritics.
pub(crate) fn is_weightless(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}')
}

/// Quotation marks that never open.
fn is_closing_quote(c: char) -> bool {
    matches!(c, '»' | '”' | '’' | '›' | '」' | '』' | '》' | '〉')
}

/// Quotation marks that never close where they follow white space.
pub(crate) fn is_opening_quote(c: char) -> bool {
    matches!(c, '«' | '„' | '‚' | '‘' | '‹' | '「' | '『' | '《' | '〈')
}

/// Straight quotes and the German closing quote, which do both.
fn is_two_way_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '`' | '*' | '_')
}

/// What may follow a mark within the sentence that it ends: closing quotes and brackets,
/// footnote signs, weightless characters.
pub(crate) fn is_closer(c: char) -> bool {
    is_closing_quote(c)
        || is_two_way_quote(c)
        || is_weightless(c)
        || matches!(
            c,
            ')' | ']' | '}' | '⟩' | '）' | '】' | '†' | '‡' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹'
        )
}

/// Closing brackets.
pub(crate) fn is_closing_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '⟩')
}

/// What may precede the first word of a sentence: opening quotes and brackets, weightless
/// characters.
pub(crate) fn is_opener(c: char) -> bool {
    is_opening_quote(c)
        || is_two_way_quote(c)
        || is_weightless(c)
        || matches!(c, '(' | '[' | '{' | '⟨' | '（' | '【' | '”' | '¿' | '¡')
}

/// Dashes, of speech and otherwise.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−')
}

/// Pictures that stand for a mood, as people set them after a sentence.
pub(crate) fn is_emoji(c: char) -> bool {
    // Blocks: Miscellaneous Symbols and Dingbats with emoji presentation; pictographs, emoticons,
    // transport, supplemental and extended symbols; regional indicators.
    matches!(c, '\u{2600}'..='\u{26FF}' | '\u{2728}' | '\u{2764}' | '\u{2705}'
        | '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F300}'..='\u{1FAFF}')
}

/// Whether a character is a letter or a digit, with a short way for the usual letters.
pub(crate) fn is_alphanumeric(c: char) -> bool {
    matches!(c, 'а'..='я' | 'А'..='Я' | 'a'..='z' | 'A'..='Z' | '0'..='9') || c.is_alphanumeric()
}

/// Whether a character is a digit or another sign of number, with a short way for the usual ones:
/// no letter of the Latin, Greek and Cyrillic blocks is one.
pub(crate) fn is_numeric(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_digit(),
        '\u{C0}'..='\u{52F}' => false,
        c => c.is_numeric(),
    }
}

/// Whether a word is written in capitals, figures and signs only.
pub(crate) fn is_shouted(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
}
