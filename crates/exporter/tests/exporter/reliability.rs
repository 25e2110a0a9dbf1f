//! Which rows are right, and how the errors of their confidences are counted.

use sverka_aligner::Status;
use sverka_aligner::learn::Outcome;
use sverka_exporter::gold::{self, Gold};
use sverka_exporter::score::reliability::{Reliability, judged};
use sverka_exporter::score::{Report, score};
use sverka_exporter::{Part, Row};
use sverka_segmenter::Text;

use crate::{cases, here};

fn ferry() -> Gold {
    gold::read(&here("tests/score/handwritten/ferry.gold")).unwrap()
}

/// Where these excerpts, parted by `|`, stand in a text for the first time.
fn parts(text: &Text, excerpts: &str) -> Vec<Part> {
    let part = |excerpt: &str| {
        let at = text.as_str().find(excerpt);
        let at = at.unwrap_or_else(|| panic!("{excerpt:?} is not in the text"));
        let start = text.as_str()[..at].chars().count();
        Part {
            sentence: None,
            start,
            end: start + excerpt.chars().count(),
            text: None,
        }
    };
    let excerpts = excerpts.split('|').filter(|excerpt| !excerpt.is_empty());
    excerpts.map(part).collect()
}

fn row(status: Status, source: Vec<Part>, target: Vec<Part>) -> Row {
    Row {
        link: 0,
        status,
        confidence: Some(0.8),
        source,
        target,
        uncovered: None,
        inserted: None,
        evidence: None,
    }
}

fn link(confidence: f64, status: Status, right: bool) -> Outcome {
    Outcome {
        confidence,
        status,
        right,
    }
}

#[test]
fn rows_are_right_if_the_gold_says_the_same_of_the_same_sentences() {
    let gold = ferry();
    for [right, status, source, target] in cases("right.tsv") {
        let row = row(
            status.parse().unwrap(),
            parts(gold.source().text, &source),
            parts(gold.target().text, &target),
        );
        let found = match judged(&gold, &[row])[..] {
            [Outcome { right: true, .. }] => "yes",
            [Outcome { right: false, .. }] => "no",
            _ => "left out",
        };
        assert_eq!(found, right, "{status}: {source:?} = {target:?}");
    }
}

#[test]
fn gold_is_right_of_itself() {
    for gold in gold::read_all(&here("tests/score/gold")).unwrap() {
        let mut rows = gold.rows();
        assert_eq!(judged(&gold, &rows), []);
        for row in &mut rows {
            row.confidence = Some(1.0);
        }
        let expected: Vec<_> = rows.iter().map(|row| link(1.0, row.status, true)).collect();
        assert_eq!(judged(&gold, &rows), expected);
        let reliability = score(&gold, &rows).reliability();
        assert_eq!(reliability.all().calibration_error(), Some(0.0));
    }
}

#[test]
fn rows_without_confidence_or_sentence_are_counted_and_left_out() {
    let gold = ferry();
    let mut rows = gold.rows();
    rows[1].confidence = Some(0.5);
    let beyond = Part {
        sentence: None,
        start: 9_000,
        end: usize::MAX,
        text: None,
    };
    rows.push(row(Status::Omitted, vec![beyond], vec![]));
    rows.push(row(Status::Omitted, vec![], vec![]));
    assert_eq!(judged(&gold, &rows), [link(0.5, Status::Partial, true)]);
    let mut report = Report::new();
    report.push("ferry", score(&gold, &rows));
    report.push("ferry again", score(&gold, &rows));
    let reliability = report.reliability();
    assert_eq!(reliability.left_out(), 14);
    assert_eq!(reliability.all().total().links(), 2);
    assert_eq!(reliability.all(), reliability.of(Status::Partial));
}

/// As counted by hand: bin .5 has mean confidence .53 and half right, bin .9 has .95 and all right;
/// (2 * .03 + 2 * .05) / 4 = .04. Of the translated links, (.5 + 0) / 2 = .25.
#[test]
fn the_calibration_error_is_that_of_the_papers() {
    let reliability: Reliability = [
        link(0.50, Status::Translated, true),
        link(0.56, Status::Omitted, false),
        link(0.90, Status::Added, true),
        link(1.00, Status::Translated, true),
    ]
    .into_iter()
    .collect();
    let near = |found: Option<f64>, wanted: f64| (found.unwrap() - wanted).abs() < 1e-12;
    let all = reliability.all();
    assert!(near(all.calibration_error(), 0.04));
    assert!(near(all.total().mean_confidence(), 0.74));
    assert!(near(all.total().share_right(), 0.75));
    let translated = reliability.of(Status::Translated);
    assert!(near(translated.calibration_error(), 0.25));
    assert_eq!(reliability.of(Status::Partial).calibration_error(), None);
    assert_eq!(
        reliability.to_string(),
        "bin          links  confidence  right\n\
         0.5 to 0.6       2       0.530  0.500\n\
         0.9 to 1.0       2       0.950  1.000\n\
         ECE all 0.040  translated 0.250  partial -  summarized -  omitted 0.560  added 0.100  \
         links 4  left_out 0\n"
    );
}

#[test]
fn no_link_at_all_has_no_error() {
    let reliability = Reliability::default();
    assert_eq!(reliability.all().total().share_right(), None);
    assert_eq!(
        reliability.to_string(),
        "bin          links  confidence  right\n\
         ECE all -  translated -  partial -  summarized -  omitted -  added -  links 0  left_out 0\n"
    );
}

#[test]
fn every_confidence_has_the_bin_of_its_first_decimal() {
    for hundredths in 0..=100 {
        let confidence = f64::from(hundredths) / 100.0;
        for status in Status::ALL {
            let reliability: Reliability = [link(confidence, status, true)].into_iter().collect();
            let bins: Vec<_> = reliability.of(status).each().collect();
            let number = bins.iter().position(|(_, bin)| bin.links() > 0).unwrap();
            assert_eq!(number, (hundredths as usize / 10).min(9), "{confidence}");
            let (range, bin) = &bins[number];
            assert!(range.start <= confidence && confidence <= range.end);
            assert_eq!(bin.mean_confidence(), Some(confidence));
        }
    }
}
