//! The ablation table: what documents that were not learned from score when the aligner learns and
//! aligns without some of its parts.

use sverka_aligner::learn::{Part, Parts, Training};
use sverka_exporter::score::Report;

use crate::corpus::{Corpus, Validation};

/// What stays where one kind of evidence is looked at alone: the method, and how many sentences a
/// link joins.
const FRAME: [Part; 4] = [
    Part::Shape,
    Part::Hidden,
    Part::Transitions,
    Part::Crossings,
];

/// The parts that only together make up something, to be switched off at once.
const TOGETHER: [(&str, &[Part]); 2] = [
    (
        "all that compares words",
        &[
            Part::Lexicon,
            Part::Coverage,
            Part::Pairing,
            Part::Rarity,
            Part::Names,
            Part::Numbers,
        ],
    ),
    (
        "all that asks the encoder",
        &[Part::Vectors, Part::Clauses, Part::Lexicon],
    ),
];

/// The evidence that can stand alone, with what it needs for that.
const ALONE: [(Part, &[Part]); 8] = [
    (Part::Vectors, &[]),
    (Part::Coverage, &[Part::Lexicon, Part::Rarity]),
    (Part::Pairing, &[Part::Lexicon, Part::Rarity]),
    (Part::Names, &[Part::Coverage, Part::Pairing, Part::Rarity]),
    (
        Part::Numbers,
        &[Part::Coverage, Part::Pairing, Part::Rarity],
    ),
    (Part::Cues, &[]),
    (Part::Length, &[]),
    (Part::Place, &[]),
];

/// The row of what is done before there are parts.
const SEAMS: &str = "sentences cut at seams";

/// The page with the tables; each row is a cross-validation of its own. `uncut` are the same documents
/// without the cuts at seams.
pub fn page(corpus: &Corpus<'_>, uncut: &Corpus<'_>, folds: usize, training: Training) -> String {
    let off = Part::ALL.map(|part| (part.to_string(), Parts::ALL.without(&[part])));
    let together = TOGETHER.map(|(name, parts)| (name.to_owned(), Parts::ALL.without(parts)));
    let alone = ALONE.map(|(part, needs)| {
        let parts = [&[part], needs, &FRAME].concat();
        (part.to_string(), Parts::of(&parts))
    });
    let nothing = [("nothing".to_owned(), Parts::of(&FRAME))];
    let rows = 2 + off.len() + together.len() + alone.len() + nothing.len();
    let mut done = 0;
    let mut measure = |corpus: &Corpus<'_>, name: &str, parts: Parts| {
        let validation = corpus.cross_validate(&corpus.examples(parts), parts, folds, training);
        done += 1;
        let figures = validation.all.total_line();
        eprintln!("{done} of {rows}, {name}: {figures}");
        validation
    };
    let all = measure(corpus, "all evidence", Parts::ALL);
    let sets = sets(&all);
    let mut page = preface(&all, folds, training);
    page += "\n## Switched off\n\n";
    page += &header("without", &sets);
    page += &row("nothing", &all, &sets, None);
    for (name, parts) in off.into_iter().chain(together) {
        page += &row(&name, &measure(corpus, &name, parts), &sets, Some(&all));
    }
    let found = measure(uncut, SEAMS, Parts::ALL);
    page += &row(SEAMS, &found, &sets, Some(&all));
    page += ALONE_PREFACE;
    page += &header("with", &sets);
    for (name, parts) in alone.into_iter().chain(nothing) {
        page += &row(&name, &measure(corpus, &name, parts), &sets, None);
    }
    page
}

/// What made the page, and how it is read.
fn preface(all: &Validation, folds: usize, training: Training) -> String {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    format!(
        "\
# What each piece of evidence is worth

```sh
cargo run --release -p sverka-trainer --bin sverka-train -- {arguments}
```

made this page. Each row is a cross-validation of its own: {documents} documents in {folds} folds,
{rounds} rounds of learning, and each document aligned from plain text with weights that were learned
without it. What is switched off has no weight, and where words are matched it matches none. A feature
made of several pieces, as the cosine over that of the best rival is, goes with each of them.

*Added* is F1 over English characters, *links* F1 over sentence pairs, *coverage error* in points; the
other columns are macro-F1, the mean F1 of the four source statuses over characters. In brackets
stands the difference to the row without brackets, for all documents with the standard error of
the difference (jackknife over documents): a difference of less than two of these may be chance.
A small one does not mean that a piece says little, only that the others say it too.
",
        arguments = arguments.join(" "),
        documents = all.all.documents().len(),
        rounds = training.rounds,
    )
}

const ALONE_PREFACE: &str = "
## Alone

Each piece with the method (hidden units, which status follows which, links out of order, cuts at
seams), with the numbers of sentences, and with what it needs to say anything: words that are covered
or paired need the lexicon and the weights by rarity; names and numbers need words to be covered and
paired.

";

/// The sets that have a column of their own: those of more than one document.
fn sets(all: &Validation) -> Vec<&str> {
    let several = all.sets.iter().filter(|set| set.1.documents().len() > 1);
    several.map(|(name, _)| name.as_str()).collect()
}

fn header(first: &str, sets: &[&str]) -> String {
    let columns = [first, "all", "added", "links", "coverage error"];
    let columns = [&columns, sets].concat();
    format!(
        "| {} |\n|{}\n",
        columns.join(" | "),
        "---|".repeat(columns.len())
    )
}

/// A line of a table, with the differences to another.
fn row(name: &str, found: &Validation, sets: &[&str], other: Option<&Validation>) -> String {
    let macro_f1 = |report: &Report| report.figures().macro_f1;
    let measured = |found: &Report, other: Option<&Report>, measure: Measure, digits: usize| {
        let other = other.map(|other| measure(found) - measure(other));
        cell(measure(found), other, None, digits)
    };
    let (all, other_all) = (&found.all, other.map(|other| &other.all));
    let difference = other_all.map(|other| macro_f1(all) - macro_f1(other));
    let error = other_all.map(|other| standard_error(all, other));
    let mut cells = vec![
        name.to_owned(),
        cell(macro_f1(all), difference, error, 3),
        measured(all, other_all, |report| report.figures().f1_added, 3),
        measured(all, other_all, |report| report.figures().link_f1, 3),
        measured(all, other_all, Report::coverage_error, 1),
    ];
    cells.extend(sets.iter().map(|set| {
        let other = other.map(|other| &other.sets[*set]);
        measured(&found.sets[*set], other, macro_f1, 3)
    }));
    format!("| {} |\n", cells.join(" | "))
}

type Measure = fn(&Report) -> f64;

/// A figure, and in brackets its difference to another, with the standard error of that.
fn cell(value: f64, difference: Option<f64>, error: Option<f64>, digits: usize) -> String {
    let value = number(value, digits);
    let Some(difference) = difference else {
        return value;
    };
    let sign = if difference < 0.0 { '−' } else { '+' };
    let difference = number(difference.abs(), digits);
    let error = error.map_or(String::new(), |error| {
        format!(" ± {}", number(error, digits))
    });
    format!("{value} ({sign}{difference}{error})")
}

/// A number as the README writes it: without a nought before the point.
fn number(value: f64, digits: usize) -> String {
    let number = format!("{value:.digits$}");
    number.strip_prefix('0').unwrap_or(&number).to_owned()
}

/// The standard error of the difference of two macro-F1 of the same documents (jackknife, Quenouille
/// 1956: how much the difference varies when one document is left out).
fn standard_error(a: &Report, b: &Report) -> f64 {
    let n = a.documents().len();
    let without = |report: &Report, left_out: usize| {
        let mut rest = Report::new();
        for (place, (name, score)) in report.documents().iter().enumerate() {
            if place != left_out {
                rest.push(name.as_str(), *score);
            }
        }
        rest.figures().macro_f1
    };
    let differences: Vec<f64> = (0..n).map(|i| without(a, i) - without(b, i)).collect();
    let mean = differences.iter().sum::<f64>() / n as f64;
    let squares: f64 = differences.iter().map(|d| (d - mean).powi(2)).sum();
    (squares * (n as f64 - 1.0) / n as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_show_value_and_difference() {
        for (value, difference, error, digits, shown) in [
            (0.8451, None, None, 3, ".845"),
            (1.0, None, None, 3, "1.000"),
            (0.8331, Some(-0.012), None, 3, ".833 (−.012)"),
            (0.8451, Some(0.0), Some(0.0042), 3, ".845 (+.000 ± .004)"),
            (2.34, Some(1.06), None, 1, "2.3 (+1.1)"),
        ] {
            assert_eq!(cell(value, difference, error, digits), shown);
        }
    }
}
