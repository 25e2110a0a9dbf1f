//! The figures, on three composed documents with imperfect rows. `score/expected.txt` is what the
//! Python scorer that defined the figures printed for these very files.

use sverka_aligner::{Side, Status};
use sverka_exporter::gold::{self, Gold};
use sverka_exporter::score::{Report, score};

use crate::{here, read_rows, read_text};

#[test]
fn the_report_is_what_the_defining_scorer_printed() {
    let mut report = Report::new();
    for gold in gold::read_all(&here("tests/score/gold")).unwrap() {
        let rows = read_rows(&here(&format!("tests/score/rows/{}.jsonl", gold.name())));
        report.push(gold.name(), score(&gold, &rows));
    }
    assert_eq!(
        report.to_string(),
        read_text(&here("tests/score/expected.txt"))
    );
    let last = report.documents().len() - 1;
    assert_eq!(
        format!("{:.3}", report.documents()[last].1.figures().f1_omitted),
        "0.000"
    );
}

#[test]
fn gold_scores_full_against_itself() {
    for gold in gold::read_all(&here("tests/score/gold")).unwrap() {
        let score = score(&gold, &gold.rows());
        let figures = score.figures();
        assert_eq!(
            (figures.accuracy, figures.link_f1, figures.f1_added),
            (1.0, 1.0, 1.0)
        );
        assert_eq!((figures.macro_f1, score.coverage_error()), (1.0, 0.0));
    }
}

#[test]
fn no_document_at_all_is_a_report_too() {
    // As the Python scorer prints for an empty folder.
    assert_eq!(
        Report::new().to_string(),
        "TOTAL accuracy 0.000  macro_f1 1.000  f1_translated 1.000  f1_partial 1.000  \
         f1_summarized 1.000  f1_omitted 1.000  f1_added 1.000  link_f1 1.000  \
         coverage_error 0.000  documents 0\n"
    );
}

#[test]
fn handwritten_gold_is_laid_out_as_it_was_built() {
    let built = gold::read_all(&here("tests/score/gold")).unwrap();
    let handwritten = gold::read_all(&here("tests/score/handwritten")).unwrap();
    let spans = |side: Side<'_>| -> Vec<_> {
        side.sentences
            .iter()
            .map(|span| side.text.code_points(span))
            .collect()
    };
    let all = |gold: &Gold| {
        let (source, target) = (gold.source(), gold.target());
        let texts = [source, target].map(|side| side.text.as_str().to_owned());
        (
            gold.name().to_owned(),
            gold.meta().clone(),
            texts,
            spans(source),
            spans(target),
        )
    };
    for (built, handwritten) in built.iter().zip(&handwritten) {
        assert_eq!(all(handwritten), all(built));
        assert_eq!(handwritten.alignment(), built.alignment());
    }
    assert_eq!(built.len(), 3);
    assert_eq!(handwritten.len(), 3);
    let paragraphs: Vec<_> = handwritten[0].source().sentences.paragraphs().collect();
    assert_eq!(paragraphs, [0..3, 3..6]);
    let omitted = handwritten[0]
        .links()
        .iter()
        .filter(|link| link.status() == Status::Omitted);
    assert_eq!(omitted.count(), 2);
}
