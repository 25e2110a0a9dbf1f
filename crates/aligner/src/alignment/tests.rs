//! Tests of what the value types promise.

use proptest::prelude::*;
use sverka_segmenter::Text;

use super::*;

fn link(source: &[usize], target: &[usize], status: Status) -> Link {
    Link::new(source.to_vec(), target.to_vec(), status, 0.5).unwrap()
}

fn order(source_len: usize, target_len: usize, links: Vec<Link>) -> Vec<String> {
    let alignment = Alignment::new(source_len, target_len, links).unwrap();
    let show = |link: &Link| format!("{:?}={:?}", link.source(), link.target());
    alignment.links().iter().map(show).collect()
}

#[test]
fn words_and_statuses_correspond() {
    for status in Status::ALL {
        assert_eq!(status.as_str().parse(), Ok(status));
        assert!(status.on_source() || status.on_target());
    }
    assert_eq!(format!("{:>8}|", Status::Added), "   added|");
    let error = "Added".parse::<Status>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "unknown status \"Added\" (known: translated, partial, summarized, omitted, added)"
    );
    assert_eq!(error.word(), "Added");
}

#[test]
fn a_link_is_checked() {
    use Status::*;
    for (source, target, status, message) in [
        (
            vec![],
            vec![0],
            Translated,
            "a link with status translated must have at least one source sentence",
        ),
        (
            vec![0],
            vec![],
            Summarized,
            "a link with status summarized must have at least one target sentence",
        ),
        (
            vec![0],
            vec![0],
            Omitted,
            "a link with status omitted must have no target sentence",
        ),
        (
            vec![0],
            vec![0],
            Added,
            "a link with status added must have no source sentence",
        ),
        (
            vec![],
            vec![],
            Added,
            "a link with status added must have at least one target sentence",
        ),
        (
            vec![2, 1, 2],
            vec![0],
            Partial,
            "source sentence 2 (counted from 0) stands in a link twice",
        ),
    ] {
        let error = Link::new(source, target, status, 1.0).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
    for confidence in [-0.01, 1.01, f64::NAN, f64::INFINITY] {
        let error = Link::new(vec![0], vec![0], Translated, confidence).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("confidence {confidence} is not a number from 0 to 1")
        );
    }
    assert_eq!(link(&[3, 1], &[2, 0], Partial).source(), [1, 3]);
}

#[test]
fn spans_are_kept_in_text_order_and_only_within_translations() {
    let text = Text::new("один два");
    let (one, two) = (text.span(0, 8).unwrap(), text.span(9, 15).unwrap());
    let kept = link(&[0], &[0], Status::Partial).with_spans(vec![two, one], vec![two]);
    assert_eq!(kept.uncovered(), [one, two]);
    assert_eq!(kept.inserted(), [two]);
    let dropped = link(&[0], &[0], Status::Summarized).with_spans(vec![one], vec![two]);
    assert!(dropped.uncovered().is_empty() && dropped.inserted().is_empty());
}

#[test]
fn the_offender_is_named() {
    use Status::*;
    for (source_len, target_len, links, message) in [
        (
            2,
            0,
            vec![link(&[1], &[], Omitted)],
            "source sentence 0 (counted from 0) stands in no link",
        ),
        (
            0,
            1,
            vec![],
            "target sentence 0 (counted from 0) stands in no link",
        ),
        (
            1,
            2,
            vec![link(&[0], &[0, 1], Translated), link(&[], &[1], Added)],
            "target sentence 1 (counted from 0) stands in a link twice",
        ),
        (
            1,
            1,
            vec![link(&[0], &[1], Translated)],
            "a link names target sentence 1 (counted from 0), but there are only 1",
        ),
        (
            0,
            0,
            vec![link(&[usize::MAX], &[], Omitted)],
            "a link names source sentence 18446744073709551615 (counted from 0), but there are only 0",
        ),
    ] {
        let error = Alignment::new(source_len, target_len, links).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn added_links_stand_after_what_they_follow() {
    use Status::*;
    // A summary of the last sentence stands first in the target, with notes around it.
    let links = vec![
        link(&[], &[4], Added),
        link(&[], &[2], Added),
        link(&[2], &[1], Summarized),
        link(&[1], &[], Omitted),
        link(&[], &[0], Added),
        link(&[], &[5], Added),
        link(&[0], &[3], Translated),
    ];
    assert_eq!(
        order(3, 6, links),
        [
            "[]=[0]", "[0]=[3]", "[]=[4]", "[]=[5]", "[1]=[]", "[2]=[1]", "[]=[2]"
        ]
    );
    // A link with a gap: what stands in the gap follows the link, as does what stands behind it.
    let links = vec![
        link(&[], &[3], Added),
        link(&[0], &[0, 2], Translated),
        link(&[1], &[4], Translated),
        link(&[], &[1], Added),
    ];
    assert_eq!(
        order(2, 5, links),
        ["[0]=[0, 2]", "[]=[1]", "[]=[3]", "[1]=[4]"]
    );
    assert_eq!(order(0, 0, vec![]), [""; 0]);
}

/// Links that hold each sentence once: sentence `i` of a side goes to the link `owners[i]`.
fn partition(source_owners: &[usize], target_owners: &[usize]) -> Vec<Link> {
    let of = |owners: &[usize], link| -> Vec<usize> {
        (0..owners.len())
            .filter(|&sentence| owners[sentence] == link)
            .collect()
    };
    let mut links = Vec::new();
    for number in 0..8 {
        let (source, target) = (of(source_owners, number), of(target_owners, number));
        let status = match (source.is_empty(), target.is_empty()) {
            (true, true) => continue,
            (false, true) => Status::Omitted,
            (true, false) => Status::Added,
            (false, false) => Status::Summarized,
        };
        links.push(Link::new(source, target, status, 0.5).unwrap());
    }
    links
}

proptest! {
    #[test]
    fn every_sentence_stands_in_one_link_and_the_order_is_one(
        source_owners in prop::collection::vec(0..8usize, 0..12),
        target_owners in prop::collection::vec(0..8usize, 0..12),
        shuffle in any::<prop::sample::Index>(),
    ) {
        let (source_len, target_len) = (source_owners.len(), target_owners.len());
        let mut links = partition(&source_owners, &target_owners);
        let alignment = Alignment::new(source_len, target_len, links.clone()).unwrap();
        for (numbers, len) in [(Link::source as fn(&Link) -> &[usize], source_len), (Link::target, target_len)] {
            let mut held: Vec<_> = alignment.links().iter().flat_map(numbers).copied().collect();
            held.sort_unstable();
            prop_assert_eq!(held, (0..len).collect::<Vec<_>>());
        }
        let firsts: Vec<_> =
            alignment.links().iter().filter_map(|link| link.source().first()).collect();
        prop_assert!(firsts.is_sorted());

        if !links.is_empty() {
            let by = shuffle.index(links.len());
            links.rotate_left(by);
            prop_assert_eq!(&Alignment::new(source_len, target_len, links.clone()).unwrap(), &alignment);
            // One link less, or one twice, is no partition any more.
            let last = links.pop().unwrap();
            prop_assert!(Alignment::new(source_len, target_len, links.clone()).is_err());
            links.extend([last.clone(), last]);
            prop_assert!(Alignment::new(source_len, target_len, links).is_err());
        }
    }
}
