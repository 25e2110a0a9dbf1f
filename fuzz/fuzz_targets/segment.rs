//! Segments any bytes, read as UTF-8 as far as they are, in every language, and checks the promises
//! of `crates/segmenter/tests/promises.rs`.
#![no_main]

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU8, Ordering};

use libfuzzer_sys::fuzz_target;
use sverka_segmenter::{
    Language, Sentences, Settings, Text, Verdict, explain, one_per_line, segment_with,
};

/// Which rule decided after which. libFuzzer counts what is new here as it counts new code, so that
/// it keeps what reaches another rule even where the code is not instrumented.
#[cfg_attr(
    target_os = "linux",
    unsafe(link_section = "__libfuzzer_extra_counters")
)]
static RULES: [AtomicU8; 1 << 14] = [const { AtomicU8::new(0) }; 1 << 14];

fuzz_target!(|bytes: &[u8]| {
    let text = Text::new(String::from_utf8_lossy(bytes).into_owned());
    use Language::{Chinese, English, German, Russian};
    for language in [Russian, English, German, Chinese] {
        for keep_furniture in [false, true] {
            let mut settings = Settings::new(language);
            settings.keep_furniture = keep_furniture;
            check(&text, &settings);
        }
    }
    // It checks its promises itself.
    one_per_line(&text);
});

fn check(text: &Text, settings: &Settings) {
    let content = text.as_str();
    let sentences = segment_with(text, settings);
    assert!(!settings.keep_furniture || sentences.furniture().is_empty());
    // Sorted, trimmed, not empty; with the white space and furniture between them they are the
    // whole text.
    let only_gap = |start: usize, end: usize| {
        let mut at = start;
        let inside = |byte: usize| byte >= start && byte < end;
        for piece in sentences.furniture().iter().filter(|p| inside(p.start())) {
            assert!(content[at..piece.start()].chars().all(char::is_whitespace));
            at = piece.end();
        }
        assert!(content[at..end].chars().all(char::is_whitespace), "at {at}");
    };
    let (mut rebuilt, mut end) = (String::new(), 0);
    for span in sentences.iter() {
        let (gap, sentence) = (&content[end..span.start()], text.slice(span));
        only_gap(end, span.start());
        assert!(!sentence.is_empty());
        assert_eq!(sentence.trim(), sentence);
        rebuilt.push_str(gap);
        rebuilt.push_str(sentence);
        end = span.end();
    }
    only_gap(end, content.len());
    assert_eq!(rebuilt + &content[end..], content);
    // Paragraphs tile the sentences.
    let mut next = 0;
    for (number, paragraph) in sentences.paragraphs().enumerate() {
        assert!(paragraph.start == next && !paragraph.is_empty());
        next = paragraph.end;
        for sentence in paragraph {
            assert_eq!(sentences.paragraph_of(sentence), number);
        }
    }
    assert_eq!(next, sentences.len());
    // The explanations agree.
    let decisions = explain(text, settings);
    let mut before = "";
    for decision in &decisions {
        let mut hasher = DefaultHasher::new();
        (before, decision.rule).hash(&mut hasher);
        RULES[hasher.finish() as usize % RULES.len()].fetch_add(1, Ordering::Relaxed);
        before = decision.rule;
    }
    let mut splits: Vec<_> = decisions
        .iter()
        .filter(|decision| decision.verdict == Verdict::Split)
        .map(|decision| (decision.end, decision.next))
        .collect();
    splits.dedup();
    let between: Vec<_> = (1..sentences.len())
        .map(|n| (sentences.get(n - 1).end(), sentences.get(n).start()))
        .collect();
    assert_eq!(splits, between);
    // The checking constructor agrees.
    let spans: Vec<_> = sentences.iter().collect();
    let starts = sentences.paragraphs().map(|paragraph| paragraph.start);
    assert_eq!(
        Sentences::new(
            text,
            spans,
            starts.collect(),
            sentences.furniture().to_vec()
        ),
        Ok(sentences.clone())
    );
}
