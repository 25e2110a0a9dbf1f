//! What every alignment keeps, whatever the texts: it is made without panic, holds every sentence,
//! names spans inside the sentences of their link, and is the same every time.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use sverka_aligner::{Alignment, Parameters, Side, Status, align};
use sverka_encoder::Model;
use sverka_segmenter::{Language, Text, segment};

const RUSSIAN: [&str; 8] = [
    "Посол прибыл в Москву 12 ноября 1940 г.",
    "Лимоны, апельсины и 40 тыс. ящиков!",
    "Лимоны, апельсины и 40 тыс. ящиков!",
    "—",
    "Да.",
    "Въ домѣ у насъ всѣ здоровы… [нрзб.]",
    "🙂 \u{200f}\u{301}",
    "XIV. § 3. 3/4",
];

const ENGLISH: [&str; 8] = [
    "The ambassador arrived in Moscow on November 12, 1940.",
    "Lemons, oranges and 40,000 crates!",
    "Everybody in our house is well. [illegible]",
    "Yes.",
    "Yes.",
    "(Ed. note: not in the original.)",
    "…",
    "\u{202e}0",
];

fn with_sides<T>(source: &str, target: &str, work: impl FnOnce(Side<'_>, Side<'_>) -> T) -> T {
    let texts = (Text::new(source), Text::new(target));
    let sentences = (
        segment(&texts.0, Language::Russian),
        segment(&texts.1, Language::English),
    );
    let source = Side {
        text: &texts.0,
        sentences: &sentences.0,
    };
    let target = Side {
        text: &texts.1,
        sentences: &sentences.1,
    };
    work(source, target)
}

fn aligned(source: Side<'_>, target: Side<'_>) -> Alignment {
    align(source, target, Model::embedded())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn alignments_keep_their_promises(
        source in vec(select(&RUSSIAN[..]), 0..10),
        target in vec(select(&ENGLISH[..]), 0..10),
        gap in select(&[" ", "\n\n"][..]),
    ) {
        with_sides(&source.join(gap), &target.join(gap), |source, target| {
            let alignment = aligned(source, target);
            for link in alignment.links() {
                let inside = |side: Side<'_>, sentences: &[usize], span| {
                    sentences.iter().any(|&s| side.sentences.get(s).contains(span))
                };
                prop_assert!(link.uncovered().iter().all(|&s| inside(source, link.source(), s)));
                prop_assert!(link.inserted().iter().all(|&s| inside(target, link.target(), s)));
                prop_assert!((0.0..=1.0).contains(&link.confidence()));
            }
            prop_assert_eq!(alignment, aligned(source, target));
            Ok(())
        })?;
    }
}

#[test]
fn an_empty_side_leaves_the_other_alone() {
    with_sides(
        "Посол прибыл. Он молчал.",
        "",
        |source, target| {
            let alignment = aligned(source, target);
            assert!(
                alignment
                    .links()
                    .iter()
                    .all(|link| link.status() == Status::Omitted)
            );
            assert_eq!(alignment.links().len(), 2);
        },
    );
    with_sides("", "He came.", |source, target| {
        assert_eq!(aligned(source, target).links()[0].status(), Status::Added);
    });
}

#[test]
fn long_texts_are_aligned_within_a_band() {
    // Too many pairs to look at all of them; a preface on one side moves the path off the diagonal.
    let russian = |i: usize| format!("В {} году пароход номер {i} привёз {i} ящиков.", 1700 + i);
    let english = |i: usize| format!("In {} steamer number {i} brought {i} crates.", 1700 + i);
    let source: Vec<String> = (0..160).map(russian).collect();
    let preface = (0..60).map(|i| format!("The editor thanks reader {i} for a letter."));
    let target: Vec<String> = preface.chain((0..160).map(english)).collect();
    with_sides(
        &source.join("\n\n"),
        &target.join("\n\n"),
        |source, target| {
            let alignment = aligned(source, target);
            let right = alignment
                .links()
                .iter()
                .filter(|link| matches!((link.source(), link.target()), ([s], [t]) if s + 60 == *t))
                .count();
            assert!(right >= 150, "{right} of 160 steamers found");
        },
    );
}

#[test]
fn the_parameters_are_read_as_they_were_written() {
    let table = Parameters::standard().write();
    assert_eq!(&Parameters::read(&table).unwrap(), Parameters::standard());
    let error = Parameters::read("link\tcosine\t1\t2\tmany").unwrap_err();
    assert!(
        error.contains("line 1") && error.contains("many"),
        "{error}"
    );
}
