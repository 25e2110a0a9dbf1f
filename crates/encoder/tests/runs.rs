//! Sums of runs of sentences against encoding the joined sentences.

use proptest::prelude::*;
use sverka_encoder::{Model, Sum};

/// Sentences of eight tokens and more, for which runs are exact.
const LONG: [&str; 6] = [
    "Правительства обеих стран обменялись нотами, подтверждавшими неизменность границы.",
    "«Посол заявил, — писал консул, — что его правительство не может с этим согласиться».",
    "The governments of both countries exchanged notes confirming that the border was unchanged.",
    "Members of the commission: V. M. Petrov, A. B. Ivanova-Sidorova, et al.",
    "К 1 января 1940 г. экспорт составил 12 345 678 руб., т. е. на 17,5 % больше.",
    "\"Tell me,\" he asked, \"who signed the protocol on the ninth of December?\"",
];

/// Sentences whose tokens feel both edges, and some that are hardly sentences.
const SHORT: [&str; 6] = ["Да.", "— Нет!", "No. 7", "", " ", "\u{200b}"];

/// Cosine of a run's vector and of its sentences joined and encoded.
fn cosine(model: &Model, sum: Sum, sentences: &[&str]) -> f32 {
    let vector = model.vectors(&[sum]).swap_remove(0);
    vector.cosine(&model.encode(&sentences.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_run_is_its_sentences_joined(
        sentences in proptest::collection::vec(proptest::sample::select(&LONG[..]), 1..12),
        begin in any::<prop::sample::Index>(),
        length in any::<prop::sample::Index>(),
    ) {
        let model = Model::embedded();
        let runs = model.runs(&sentences);
        prop_assert_eq!(runs.len(), sentences.len());
        let begin = begin.index(sentences.len());
        let range = begin..begin + 1 + length.index(sentences.len() - begin);
        let sum = runs.sum(range.clone());
        let pieces = model.pieces(&sentences[range.clone()].join(" "));
        prop_assert_eq!(sum.tokens(), pieces.len() + 2);
        prop_assert!(cosine(model, sum, &sentences[range]) > 0.999_99);
    }

    #[test]
    fn a_run_of_one_is_the_sentence_alone(
        sentences in proptest::collection::vec(
            prop_oneof![
                proptest::sample::select(&LONG[..]),
                proptest::sample::select(&SHORT[..]),
            ],
            1..40,
        ),
    ) {
        let model = Model::embedded();
        let runs = model.runs(&sentences);
        for (number, sentence) in sentences.iter().enumerate() {
            let sum = runs.sum(number..number + 1);
            prop_assert!(cosine(model, sum, &[sentence]) > 0.999_99, "{:?}", sentence);
            let alone = runs.sum_of(&[number]);
            prop_assert!(cosine(model, alone, &[sentence]) > 0.999_99);
        }
    }
}

#[test]
fn long_texts_are_cut_into_blocks_without_a_trace() {
    let model = Model::embedded();
    // Short sentences at the blocks' edges: neighbours are then several sentences away.
    let sentences: Vec<&str> = (0..400)
        .map(|number| match number % 128 {
            0..4 | 124..128 => SHORT[number % 3],
            _ => LONG[number % 6],
        })
        .collect();
    let runs = model.runs(&sentences);
    for begin in [0, 90, 112, 118, 240] {
        let range = begin + 4..begin + 22;
        let cosine = cosine(model, runs.sum(range.clone()), &sentences[range]);
        assert!(cosine > 0.999_99, "{cosine} for a run from {}", begin + 4);
    }
}

#[test]
fn sums_of_neighbours_and_of_others() {
    let model = Model::embedded();
    let runs = model.runs(&LONG);
    let (whole, listed) = (runs.sum(1..4), runs.sum_of(&[1, 2, 3]));
    assert_eq!(whole.tokens(), listed.tokens());
    let vectors = model.vectors(&[whole, listed, runs.sum_of(&[1, 3])]);
    assert!(vectors[0].cosine(&vectors[1]) > 0.999_999);
    let gap = vectors[2].cosine(&model.encode(&[LONG[1], LONG[3]].join(" ")));
    assert!(gap > 0.95, "{gap}");
    assert_eq!(runs.sum(2..2), Sum::default());
    assert_eq!(runs.sum_of(&[]), Sum::default());
    assert!(model.runs::<&str>(&[]).is_empty());
}
