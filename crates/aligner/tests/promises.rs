//! What every alignment keeps, whatever the texts: it is made without panic, holds every sentence,
//! names spans inside the sentences of their link, and is the same every time.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use sverka_aligner::{
    Alignment, Basis, Explanation, Glossary, GlossaryEntry, Grounds, Likeness, Link, Parameters,
    Settings, Side, Status, align, explain,
};
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

fn explained(source: Side<'_>, target: Side<'_>, alignment: &Alignment) -> Vec<Explanation> {
    explain(
        source,
        target,
        Model::embedded(),
        &Settings::default(),
        alignment,
    )
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
            for (link, explanation) in alignment.links().iter().zip(explained(source, target, &alignment)) {
                let is_alone = link.source().is_empty() || link.target().is_empty();
                match explanation.grounds {
                    Grounds::Linked(found) => {
                        prop_assert!(!is_alone);
                        prop_assert_eq!(&found.uncovered[..], link.uncovered());
                        prop_assert_eq!(&found.inserted[..], link.inserted());
                    }
                    Grounds::Alone(nearest) => {
                        let other = if link.source().is_empty() { source } else { target };
                        prop_assert!(is_alone);
                        prop_assert_eq!(nearest.is_none(), other.sentences.is_empty());
                    }
                }
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

            // A link that somebody gave may bring together what lies far outside the band.
            let far = Link::new(vec![0, 2], vec![219], Status::Partial, 1.0).unwrap();
            let rest = (0..160)
                .filter(|s| ![0, 2].contains(s))
                .map(|s| Link::new(vec![s], vec![], Status::Omitted, 1.0).unwrap());
            let added = (0..219).map(|t| Link::new(vec![], vec![t], Status::Added, 1.0).unwrap());
            let links = rest.chain(added).chain([far]).collect();
            let given = Alignment::new(160, 220, links).unwrap();
            let explained = explained(source, target, &given);
            let found = explained
                .iter()
                .find_map(|explanation| match &explanation.grounds {
                    Grounds::Linked(found) => Some(found),
                    Grounds::Alone(_) => None,
                });
            let found = found.expect("one link has two sides");
            assert_eq!(
                found.nearer_target,
                Some(60),
                "steamer 0 has its own sentence"
            );
            assert!(found.words.pairs.len() >= 3 && !found.uncovered.is_empty());
        },
    );
}

#[test]
fn explanations_name_words_numbers_and_rivals() {
    let (source, target) = (
        "Посол Орлов прибыл в Москву с 40 тыс. зюмбриков. Погода стояла ясная.",
        "Ambassador Orlov arrived in Moscow with 40,000 hands.",
    );
    let entry = GlossaryEntry::new("зюмбрик", "hand", None, 1);
    let glossary = Glossary::new(vec![entry]);
    let links = vec![
        Link::new(vec![0], vec![0], Status::Translated, 1.0).unwrap(),
        Link::new(vec![1], vec![], Status::Omitted, 1.0).unwrap(),
    ];
    with_sides(source, target, |source, target| {
        let alignment = Alignment::new(2, 1, links.clone()).unwrap();
        let settings = Settings {
            glossary: &glossary,
            pins: &links[1..],
            ..Settings::default()
        };
        let explained = explain(source, target, Model::embedded(), &settings, &alignment);
        let [linked, omitted] = &explained[..] else {
            panic!("one explanation a link");
        };
        let (Grounds::Linked(linked_by), Grounds::Alone(Some(nearest))) =
            (&linked.grounds, &omitted.grounds)
        else {
            panic!("grounds that fit the links");
        };
        let shown = linked_by.words.pairs.iter().map(|pair| {
            let (source, target) = (
                source.text.slice(pair.source),
                target.text.slice(pair.target),
            );
            (source, target, pair.basis)
        });
        assert_eq!(
            shown.collect::<Vec<_>>(),
            [
                ("Посол", "Ambassador", Basis::Meaning),
                ("Орлов", "Orlov", Basis::Name),
                ("прибыл", "arrived", Basis::Meaning),
                ("Москву", "Moscow", Basis::Meaning),
                ("40 тыс", "40,000", Basis::Number),
                ("зюмбриков", "hands", Basis::Glossary),
            ]
        );
        assert_eq!(
            (linked_by.nearer_target, linked_by.nearer_source),
            (None, None)
        );
        assert!(!linked.is_pinned && omitted.is_pinned);
        assert_eq!((nearest.sentence, &nearest.linked_with[..]), (0, &[0][..]));
        assert_eq!(nearest.likeness, Likeness::Distant);
    });
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
