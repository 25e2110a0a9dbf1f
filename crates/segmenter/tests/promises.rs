//! Property tests: what the types promise holds for any text, and hostile texts take linear time.

use proptest::prelude::*;
use std::time::Instant;
use sverka_segmenter::{
    Language, Sentences, Settings, Span, Text, Verdict, explain, furniture_between, scripts,
    segment, segment_with, words,
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
    // Lines as pages have them: wrapped text, broken words, page numbers, heads, rows, items.
    let line = prop::sample::select(vec![
        "Комиссия осмотрела мост и нашла, что сваи",
        "подгнили, а настил мес-",
        "тами провалился, и",
        "езда по нему опасна.",
        "    Мост закрыт.",
        "- 14 -",
        "14",
        "15",
        "16",
        "стр. 3",
        "[7]",
        "xiv",
        "ТРУДЫ КОМИССИИ",
        "ТРУДЫ КОМИССИИ    17",
        "а) мука;",
        "1. Взять",
        "2. Печь",
        "— Пора.",
        "Рига\t14\t15",
        "* Зачёркнуто.",
        "* * *",
        "кто-",
        "нибудь",
        "1939-",
        "1940",
        "",
        "",
        "\u{C}",
        "\0",
        "При царе Горохе,",
        "Жил на свете он,",
        "ИВАНОВ. Нет.",
        "со\u{AD}",
        "¬",
        "-",
        "—",
    ]);
    let end = prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n", " \n", "\n\u{C}"]);
    let page = (prop::collection::vec((line, 0usize..60), 0..60), end).prop_map(|(lines, end)| {
        // Now and then a line is long enough to make up a page.
        let long = |n: usize| {
            if n == 0 {
                " слово".repeat(60)
            } else {
                String::new()
            }
        };
        lines
            .into_iter()
            .map(|(line, n)| line.to_owned() + &long(n) + end)
            .collect()
    });
    prop_oneof![
        3 => page,
        3 => prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => "\\PC{0,80}",
    ]
}

fn settings(language: Language, keep_furniture: bool) -> Settings {
    let mut settings = Settings::new(language);
    settings.keep_furniture = keep_furniture;
    settings
}

fn languages() -> impl Strategy<Value = Language> {
    prop::sample::select(Language::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn sentences_keep_their_promises(
        content in texts(), language in languages(), keep in any::<bool>(),
    ) {
        let text = Text::new(content.clone());
        let sentences = segment_with(&text, &settings(language, keep));
        // Rebuild the text from the sentences, the furniture and the white space between them.
        let mut pieces: Vec<Span> = sentences.iter().collect();
        for &piece in sentences.furniture() {
            prop_assert!(!keep, "furniture although it is kept in");
            let around = sentences.iter().find(|span| span.contains(piece));
            let strictly = |span: Span| span.start() < piece.start() && piece.end() < span.end();
            match around {
                Some(span) => prop_assert!(strictly(span), "furniture at the edge of a sentence"),
                None => pieces.push(piece),
            }
        }
        pieces.sort();
        let mut rebuilt = String::new();
        let mut end = 0;
        for span in pieces {
            prop_assert!(end <= span.start(), "sorted and disjoint");
            prop_assert!(!span.is_empty());
            let gap = &content[end..span.start()];
            prop_assert!(gap.chars().all(char::is_whitespace), "gap {gap:?}");
            let piece = text.slice(span);
            prop_assert_eq!(piece.trim(), piece);
            rebuilt.push_str(gap);
            rebuilt.push_str(piece);
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
        let furniture = sentences.furniture().to_vec();
        if !keep {
            prop_assert_eq!(&furniture_between(&text, &spans), &furniture);
        }
        prop_assert_eq!(Sentences::new(&text, spans, starts, furniture), Ok(sentences));
    }

    #[test]
    fn normalised_sentences_stand_on_one_line(content in texts(), language in languages()) {
        let text = Text::new(content);
        let sentences = segment(&text, language);
        let line_end = |c| matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        for (n, span) in sentences.iter().enumerate() {
            let normal = sentences.normalised(n, &text);
            prop_assert!(!normal.contains(line_end) && !normal.contains('\t'));
            prop_assert_eq!(normal.trim(), &*normal);
            let mut gaps = normal.split(|c: char| !c.is_whitespace());
            prop_assert!(gaps.all(|gap| gap.chars().nth(1).is_none()), "a long gap in {normal:?}");
            // But for white space, hyphens and furniture nothing is lost, and nothing is put in.
            let original = text.slice(span);
            let mut rest = original.chars();
            for c in normal.chars().filter(|c| !c.is_whitespace()) {
                prop_assert!(rest.any(|other| other == c), "{c:?} in {normal:?} of {original:?}");
            }
            if !sentences.furniture().iter().any(|&piece| span.contains(piece)) {
                let bare = |text: &str| -> String {
                    let gone = |c: &char| c.is_whitespace() || matches!(c, '-' | '‐' | '\u{AD}' | '¬');
                    text.chars().filter(|c| !gone(c)).collect()
                };
                prop_assert_eq!(bare(&normal), bare(original));
            }
            if !original.contains(char::is_whitespace) {
                prop_assert_eq!(original, &*normal);
            }
        }
    }

    #[test]
    fn explanations_agree_with_the_sentences(
        content in texts(), language in languages(), keep in any::<bool>(),
    ) {
        let text = Text::new(content);
        let decisions = explain(&text, &settings(language, keep));
        for decision in &decisions {
            // What the flow maps back lies on char boundaries, white space and furniture apart.
            prop_assert!(decision.end <= decision.next, "{decision:?}");
            prop_assert!(text.span(decision.end, decision.next).is_some(), "{decision:?}");
        }
        let mut splits: Vec<_> = decisions
            .into_iter()
            .filter(|decision| decision.verdict == Verdict::Split)
            .map(|decision| (decision.end, decision.next))
            .collect();
        splits.dedup();
        let sentences = segment_with(&text, &settings(language, keep));
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
    let pages = format!(
        "{}\n\n14\nТРУДЫ КОМИССИИ\n\n",
        "слово слово слово слово\n".repeat(30)
    );
    let units = [
        "а-\n",
        "прото-\nкол ",
        "- 1 -\n",
        "1\n",
        "1\n\n",
        "\u{C}",
        "а\u{C}",
        "\u{C}1\u{C}",
        "а-\n- 1 -\n",
        "а\n- 1 -\n",
        "стр. 7\nслово слово слово слово слово\n",
        "xiv\n",
        "\u{C}Заголовок\n14\n",
        "Орлов:\n",
        "Орлов: да.\n",
        "1. А\n",
        "а) а;\n",
        "* а\n",
        "*\n",
        "— а\n",
        "1\t2\n",
        "    а\nа\n",
        "При царе,\n",
        "А\n\n",
        "СЛОВО СЛОВО\n",
        "¬\n",
        "а¬\n",
        "(1) (1\n",
        "....7\n",
        pages.as_str(),
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
        "。",
        "z. B. ",
    ];
    for unit in units {
        for language in [Language::Russian, Language::English, Language::German] {
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
fn many_different_pages_take_linear_time() {
    let taken = |pages: usize| {
        let line = "слово слово слово слово сло-\nво слово\n";
        let page = |n| {
            format!(
                "{}\n\nТРУДЫ {n}\n- {n} -\n\u{C}[{n}] {n}\n{n}\n",
                line.repeat(9)
            )
        };
        let text = Text::new((0..pages).map(page).collect::<String>());
        let start = Instant::now();
        std::hint::black_box(segment(&text, Language::Russian));
        start.elapsed().as_secs_f64()
    };
    let (small, large) = (taken(300), taken(3000));
    assert!(
        large < 40.0 * small + 0.5,
        "300 pages {small:.3} s, 3000 pages {large:.3} s"
    );
}

#[test]
fn five_megabytes_on_one_line() {
    let unit = "Ф. 5446. Оп. 1, «слово» (т. е. дело) и т. д. Он сказал: «Да!» — и ушёл. ";
    let taken = seconds(unit, 5_000_000, Language::Russian);
    assert!(taken < 20.0, "{taken:.1} s");
}
