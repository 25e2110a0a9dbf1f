//! Property tests: what the types promise holds for any text, and hostile texts take linear time.

use proptest::prelude::*;
use std::time::Instant;
use sverka_segmenter::{
    Language, Sentences, Settings, Text, Verdict, explain, scripts, segment, words,
};

/// Texts built from what real and broken documents hold.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "Он", "она", "Ф", "г", "т", "е", "д", "др", "Mr", "No", "p", "U.S.S.R", "В.М", "Орлов",
            "Лл", "оп", "12", "14.III.1931", "II", "а)", "1)", "(a)", "ТЧК", "STOP", "ёж", "и\u{306}",
            "е\u{301}", "со\u{AD}юз", "слово", "Word", "said", "Ѣ", "日本", "👨\u{200D}👩\u{200D}👧", "🇷🇺",
        ]),
        4 => prop::sample::select(vec![
            ".", ". ", " ", "...", "…", " . . . ", "?", "!", "?!", ",", ";", ":", "—", " — ", "-", "=",
            "«", "»", "\"", "'", "“", "”", "„", "(", ")", "[", "]", "[…]", "[12]", "*", "§", "№", "¹",
        ]),
        2 => prop::sample::select(vec![
            "\n", "\r", "\r\n", "\n\n", "\r\r\n", " \n \n ", "\t", "\u{A0}", "\u{2028}", "\u{2029}",
            "\u{85}", "\u{B}", "\u{C}", "\0", "\u{1}", "\u{7F}", "\u{200B}", "\u{FEFF}", "\u{200F}",
            "\u{202E}", "\u{2066}", "\u{301}", "\u{3000}", "\u{1F}", "\u{E000}", "\u{10FFFF}",
        ]),

    ];
    prop_oneof![
        3 => prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => "\\PC{0,80}",
    ]
}

fn languages() -> impl Strategy<Value = Language> {
    prop::sample::select(Language::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn sentences_keep_their_promises(content in texts(), language in languages()) {
        let text = Text::new(content.clone());
        let sentences = segment(&text, language);
        // Rebuild the text from the sentences and the white space between them.
        let mut rebuilt = String::new();
        let mut end = 0;
        for span in sentences.iter() {
            prop_assert!(end <= span.start(), "sorted and disjoint");
            prop_assert!(!span.is_empty());
            let gap = &content[end..span.start()];
            prop_assert!(gap.chars().all(char::is_whitespace), "gap {gap:?}");
            let sentence = text.slice(span);
            prop_assert_eq!(sentence.trim(), sentence);
            rebuilt.push_str(gap);
            rebuilt.push_str(sentence);
            end = span.end();
        }
        prop_assert!(content[end..].chars().all(char::is_whitespace));
        rebuilt.push_str(&content[end..]);
        prop_assert_eq!(&rebuilt, &content);
        // Paragraphs tile the sentences.
        let mut next = 0;
        for (number, paragraph) in sentences.paragraphs().enumerate() {
            prop_assert_eq!(paragraph.start, next);
            prop_assert!(!paragraph.is_empty());
            for sentence in paragraph.clone() {
                prop_assert_eq!(sentences.paragraph_of(sentence), number);
            }
            next = paragraph.end;
        }
        prop_assert_eq!(next, sentences.len());
        // The checking constructor agrees.
        let spans: Vec<_> = sentences.iter().collect();
        let starts = sentences.paragraphs().map(|paragraph| paragraph.start).collect();
        prop_assert_eq!(Sentences::new(&text, spans, starts), Ok(sentences));
    }

    #[test]
    fn explanations_agree_with_the_sentences(content in texts(), language in languages()) {
        let text = Text::new(content);
        let mut splits: Vec<_> = explain(&text, &Settings::new(language))
            .into_iter()
            .filter(|decision| decision.verdict == Verdict::Split)
            .map(|decision| (decision.end, decision.next))
            .collect();
        splits.dedup();
        let sentences = segment(&text, language);
        let between: Vec<_> = (1..sentences.len())
            .map(|n| (sentences.get(n - 1).end(), sentences.get(n).start()))
            .collect();
        prop_assert_eq!(splits, between);
    }

    #[test]
    fn positions_convert_both_ways(content in texts(), padding in 0usize..600) {
        // The padding moves the content across the blocks of the index.
        let content = "ж".repeat(padding) + &content;
        let text = Text::new(content.clone());
        let bytes: Vec<usize> =
            content.char_indices().map(|(i, _)| i).chain([content.len()]).collect();
        for (code_point, &byte) in bytes.iter().enumerate() {
            let span = text.span(byte, content.len()).unwrap();
            prop_assert_eq!(text.code_points(span), code_point..bytes.len() - 1);
            prop_assert_eq!(text.span_of_code_points(code_point, bytes.len() - 1), Some(span));
        }
        prop_assert_eq!(text.span_of_code_points(0, bytes.len()), None);
    }

    #[test]
    fn lines_and_columns_count_line_ends(content in texts()) {
        let text = Text::new(content.clone());
        let (mut line, mut column, mut before) = (1, 1, ' ');
        for (byte, c) in content.char_indices() {
            if before == '\n' || before == '\r' && c != '\n' {
                (line, column) = (line + 1, 1);
            }
            prop_assert_eq!(text.line_column(byte), (line, column));
            column += 1;
            before = c;
        }
    }

    #[test]
    fn words_and_scripts_stay_within_the_text(content in texts()) {
        for (byte, word) in words(&content) {
            prop_assert_eq!(&content[byte..byte + word.len()], word);
        }
        let counted = scripts(&content);
        let letters = content.chars().filter(|c| c.is_alphabetic()).count();
        prop_assert_eq!(counted.cyrillic + counted.latin + counted.other, letters);
    }
}

/// Segments `unit` repeated to about `bytes` and returns the seconds it took.
fn seconds(unit: &str, bytes: usize, language: Language) -> f64 {
    let text = Text::new(unit.repeat(bytes / unit.len()));
    let start = Instant::now();
    std::hint::black_box(segment(&text, language));
    start.elapsed().as_secs_f64()
}

#[test]
fn hostile_texts_take_linear_time() {
    // Quadratic work on 2 MB would take minutes; linear work takes well under a second even in
    // a debug build on a busy machine. The sizes differ tenfold, the bound leaves room for noise.
    let units = [
        ".",
        ". ",
        " . . .",
        "…",
        "?! ",
        "«",
        "« ",
        "(",
        "( ",
        "[",
        "()",
        ". (",
        ". [",
        "[…] ",
        "»",
        "г. ",
        "г. г. г.",
        "Ф. 5. ",
        "А. Б. ",
        "1. ",
        "а) ",
        "; а) ",
        "ТЧК ",
        "STOP ",
        "= ",
        "слово ",
        "слово. ",
        "Слово.",
        "Он. — ",
        "Он.—Он",
        "x",
        "\u{AD}",
        "\u{301}",
        "\0",
        "\r",
        "\n",
        "a\n",
        "а\r\n",
        "Слово слово\nслово ",
        "\n\n",
        "\u{A0}",
        "- ",
        "— ",
        "\"Да? ",
        "! \" ",
        "т. е. ",
        "''",
        ": ",
        "[1]",
        ".[1] ",
        "(. ",
        ".) ",
        "В.М.",
        "1.1.1.",
        "AA ",
        "Aa (b. ",
        "...... ",
        "; ",
    ];
    for unit in units {
        for language in Language::ALL {
            let small = seconds(unit, 200_000, language);
            let large = seconds(unit, 2_000_000, language);
            assert!(
                large < 40.0 * small + 0.5,
                "{unit:?} in {language}: 0.2 MB took {small:.3} s, 2 MB {large:.3} s"
            );
        }
    }
}

#[test]
fn five_megabytes_on_one_line() {
    let unit = "Ф. 5446. Оп. 1, «слово» (т. е. дело) и т. д. Он сказал: «Да!» — и ушёл. ";
    let taken = seconds(unit, 5_000_000, Language::Russian);
    assert!(taken < 20.0, "{taken:.1} s");
}
