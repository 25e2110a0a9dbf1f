//! What the types promise, for any text.

use proptest::prelude::*;
use sverka_encoder::{Model, Sum, Vector};

/// Words and oddities that real texts are made of.
const PARTS: [&str; 24] = [
    "правительство",
    "Правительство",
    "и",
    "в",
    "the",
    "The",
    "government",
    "№",
    "½",
    "е\u{308}",
    "\u{ad}",
    "\u{200b}",
    "😀",
    "中",
    "12 345,67",
    "—",
    "«",
    "»",
    "...",
    "\t",
    "\n",
    "\u{a0}",
    "Łódź",
    "ﷺ",
];

/// Runs of such parts, mixed with arbitrary characters.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        6 => proptest::sample::select(&PARTS[..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    proptest::collection::vec((part, prop_oneof![Just(" "), Just("")]), 0..40).prop_map(|parts| {
        parts
            .into_iter()
            .map(|(part, space)| part + space)
            .collect()
    })
}

fn bits(vector: &Vector) -> Vec<u32> {
    vector
        .as_slice()
        .iter()
        .map(|value| value.to_bits())
        .collect()
}

/// Length of a vector in double precision.
fn length(vector: &Vector) -> f64 {
    let squares = vector
        .as_slice()
        .iter()
        .map(|value| f64::from(*value).powi(2));
    squares.sum::<f64>().sqrt()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_batch_gives_the_bits_of_each_text(texts in proptest::collection::vec(text(), 0..40)) {
        let model = Model::embedded();
        let together = model.encode_all(&texts);
        prop_assert_eq!(together.len(), texts.len());
        for (text, vector) in texts.iter().zip(&together) {
            prop_assert_eq!(bits(vector), bits(&model.encode(text)), "{:?}", text);
            prop_assert!((length(vector) - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn tokens_stand_in_the_text_in_order(text in text()) {
        let model = Model::embedded();
        let features = model.features(&text);
        prop_assert_eq!(features.len(), model.pieces(&text).len() + 2);
        let ranges: Vec<_> = (0..features.len()).map(|token| features.byte_range(token)).collect();
        for range in &ranges {
            prop_assert!(text.get(range.clone()).is_some(), "{:?} in {:?}", range, text);
        }
        for pair in ranges.windows(2) {
            prop_assert!(pair[0].start <= pair[1].start && pair[0].end <= pair[1].end);
        }
        prop_assert_eq!(&ranges[0], &(0..0));
        prop_assert_eq!(&ranges[ranges.len() - 1], &(text.len()..text.len()));
    }

    #[test]
    fn letters_and_digits_are_covered(text in text()) {
        let features = Model::embedded().features(&text);
        for (at, char) in text.char_indices().filter(|(_, char)| char.is_ascii_alphanumeric()) {
            let covered = (0..features.len()).any(|token| features.byte_range(token).contains(&at));
            prop_assert!(covered, "{:?} at {} in {:?}", char, at, text);
        }
    }

    #[test]
    fn sums_add_up(text in text(), cut in 0.0..1.0f64) {
        let model = Model::embedded();
        let features = model.features(&text);
        let cut = (cut * features.len() as f64) as usize;
        let parts = features.sum(0..cut) + features.sum(cut..features.len());
        let whole = model.sums(&[&text]).swap_remove(0);
        prop_assert_eq!(whole.tokens(), features.len());
        prop_assert_eq!(parts.tokens(), features.len());
        let [whole, parts, features] = &model.vectors(&[whole, parts, features.whole()])[..] else {
            panic!("three sums give three vectors");
        };
        prop_assert!(whole.cosine(parts) > 0.999_999, "{}", whole.cosine(parts));
        prop_assert!(whole.cosine(features) > 0.999_999);
    }
}

#[test]
fn a_text_longer_than_a_batch_is_encoded_whole() {
    // Cutting a long text into batches must not show: tokens see their neighbours across the cut.
    // So the same sentence repeated must give the same sums wherever a cut happens to fall.
    let model = Model::embedded();
    let sentence = "Посол заявил, что его правительство не может согласиться. ";
    let long = sentence.repeat(200);
    let features = model.features(&long);
    let of_sentence = |number: usize| {
        let bytes = number * sentence.len()..(number + 1) * sentence.len();
        let tokens: Vec<usize> = (1..features.len() - 1)
            .filter(|token| bytes.contains(&features.byte_range(*token).start))
            .collect();
        features.sum(tokens[0]..tokens[tokens.len() - 1] + 1)
    };
    let middle = model.vectors(&[of_sentence(5)]).swap_remove(0);
    for number in 6..195 {
        let vector = model.vectors(&[of_sentence(number)]).swap_remove(0);
        assert!(vector.cosine(&middle) > 0.999_999, "sentence {number}");
    }
}

#[test]
fn the_sum_of_nothing_has_a_vector_too() {
    let model = Model::embedded();
    let whole = model.sums(&["мир"]).swap_remove(0);
    for sum in [Sum::default(), whole.clone() - whole] {
        assert_eq!(sum.tokens(), 0);
        let vector = model.vectors(&[sum]).swap_remove(0);
        assert!((length(&vector) - 1.0).abs() < 1e-5);
    }
    assert!(model.vectors(&[]).is_empty());
    assert!(model.encode_all::<&str>(&[]).is_empty());
}

#[test]
fn byte_ranges_are_those_of_the_words() {
    let text = "Док. №\u{a0}172:  пакт\u{ad}ы";
    let features = Model::embedded().features(text);
    let mut covered: Vec<&str> = (0..features.len())
        .map(|token| &text[features.byte_range(token)])
        .filter(|part| !part.is_empty())
        .collect();
    covered.dedup();
    // The soft hyphen becomes a space in the normaliser, so it is a piece of its own.
    let expected = ["Д", "ок", ".", "№", "172", ":", "п", "акт", "\u{ad}", "ы"];
    assert_eq!(covered, expected);
}
