//! Typographic cues of a sentence: what stands in quotation marks and brackets, ellipses, words by
//! which editors and translators announce themselves.

use sverka_segmenter::Language;

use crate::Side;

/// What the typography of a sentence says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cues {
    /// Share of the characters that stand inside quotation marks (opened here or earlier).
    pub(crate) quoted: f32,
    /// Share of the characters that stand inside round or square brackets.
    pub(crate) bracketed: f32,
    /// It has a square bracket.
    pub(crate) square: bool,
    /// It has an ellipsis.
    pub(crate) ellipsis: bool,
    /// An editor or translator speaks of the text: "Ed. note", "Tr.", «Прим.».
    pub(crate) note: bool,
}

/// Words of editors and translators, lower case: English, Russian, German, French.
const NOTE_WORDS: [&str; 22] = [
    "ed",
    "ed.",
    "eds.",
    "editor",
    "editor's",
    "editors",
    "tr.",
    "trans.",
    "translator",
    "translator's",
    "note",
    "note:",
    "footnote",
    "прим.",
    "anm.",
    "anmerkung",
    "hrsg.",
    "übers.",
    "ndlr",
    "ndt",
    "n.d.l.r.",
    "n.d.t.",
];

/// Longest quotation, in sentences, before an unclosed mark is taken for a slip.
const LONGEST_QUOTATION: usize = 12;

impl Cues {
    /// The cues of each sentence of a side. Quotations may run over sentences; a mark that is not
    /// closed is forgotten after [`LONGEST_QUOTATION`] sentences.
    pub(crate) fn of(side: Side<'_>, language: Language) -> Vec<Cues> {
        let mut open: Option<usize> = None;
        (0..side.sentences.len())
            .map(|number| {
                if open.is_some_and(|since| number - since > LONGEST_QUOTATION) {
                    open = None;
                }
                let sentence = side.text.slice(side.sentences.get(number));
                let (cues, still_open) = Cues::of_sentence(sentence, open.is_some(), language);
                open = if still_open {
                    open.or(Some(number))
                } else {
                    None
                };
                cues
            })
            .collect()
    }

    fn of_sentence(sentence: &str, mut in_quotes: bool, language: Language) -> (Cues, bool) {
        let (mut all, mut quoted, mut bracketed, mut depth) = (0usize, 0usize, 0usize, 0usize);
        for c in sentence.chars().filter(|c| !c.is_whitespace()) {
            all += 1;
            match c {
                '"' => in_quotes = !in_quotes,
                // „Ja“, »Ja« and «Ja»
                '“' | '«' | '»' if language == Language::German => in_quotes = !in_quotes,
                '“' | '«' | '„' | '「' | '『' => in_quotes = true,
                '”' | '»' | '」' | '』' => in_quotes = false,
                '(' | '[' => depth += 1,
                _ => {}
            }
            quoted += usize::from(in_quotes);
            bracketed += usize::from(depth > 0);
            if matches!(c, ')' | ']') {
                depth = depth.saturating_sub(1);
            }
        }
        let share = |part: usize| part as f32 / all.max(1) as f32;
        let lower = sentence.to_lowercase();
        let note = lower
            .split([' ', '(', '[', '—', '\u{a0}'])
            .any(|word| NOTE_WORDS.contains(&word.trim_end_matches([')', ']', ',', ';'])));
        let cues = Cues {
            quoted: share(quoted),
            bracketed: share(bracketed),
            square: sentence.contains('['),
            ellipsis: sentence.contains('…') || sentence.contains("..."),
            note,
        };
        (cues, in_quotes)
    }
}

#[cfg(test)]
mod tests {
    use sverka_segmenter::Language::{English, German};

    use super::Cues;

    #[test]
    fn shares_count_what_stands_inside() {
        let (cues, open) = Cues::of_sentence("He said: \"ab", false, English);
        assert!(open && cues.quoted > 0.2 && cues.quoted < 0.5, "{cues:?}");
        let (cues, open) = Cues::of_sentence("cd\" ef.", true, English);
        assert!(!open && cues.quoted < 0.5, "{cues:?}");
        let (cues, _) = Cues::of_sentence("(Ed. note: wear gloves […].)", false, English);
        assert!(
            cues.note && cues.square && cues.ellipsis && cues.bracketed > 0.9,
            "{cues:?}"
        );
        for sentence in ["Er sagte: „ab“ und ging.", "Er sagte: »ab« und ging."] {
            let (cues, open) = Cues::of_sentence(sentence, false, German);
            assert!(!open && cues.quoted > 0.1 && cues.quoted < 0.3, "{cues:?}");
        }
    }
}
