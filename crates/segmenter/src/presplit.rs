//! Texts that are split already: a sentence a line.

use crate::layout::{Gap, lines};
use crate::{Sentences, Text};

/// Takes each line of a text for a sentence; an empty line, a form feed or U+2029 parts paragraphs.
/// Nothing is furniture. Never fails; blank text has no sentences.
pub fn one_per_line(text: &Text) -> Sentences {
    let lines = lines(text.as_str());
    let spans = lines
        .iter()
        .filter_map(|line| text.span(line.start, line.end))
        .collect();
    let opens = |n: usize| n == 0 || lines[n].gap != Gap::Line;
    let paragraph_starts = (0..lines.len()).filter(|&n| opens(n)).collect();
    // Lines are trimmed, hold something and cover all but white space.
    Sentences::new(text, spans, paragraph_starts, Vec::new()).expect("lines keep the promises")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_sentences_and_blank_lines_part_paragraphs() {
        let text = Text::new(" Он ушёл. Она нет.\r\nт. е.\n\n\n- 14 -\rслово-\nна \n");
        let sentences = one_per_line(&text);
        let found: Vec<_> = sentences.iter().map(|span| text.slice(span)).collect();
        assert_eq!(
            found,
            ["Он ушёл. Она нет.", "т. е.", "- 14 -", "слово-", "на"]
        );
        assert_eq!(sentences.paragraphs().collect::<Vec<_>>(), [0..2, 2..5]);
        assert!(sentences.furniture().is_empty());
        assert!(one_per_line(&Text::new(" \n\0\n")).len() == 1);
        assert!(one_per_line(&Text::new("\n \n")).is_empty());
    }
}
