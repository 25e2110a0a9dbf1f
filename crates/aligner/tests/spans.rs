//! How well uncovered and inserted spans agree with what a careful reader marks. The figures, and
//! where the two disagree in the half that may be looked at, show with `-- --nocapture`.

#![allow(
    clippy::print_stdout,
    reason = "the figures are what the tests are for"
)]

use std::fmt;
use std::path::Path;

use sverka_aligner::{Alignment, Grounds, Link, Settings, Side, Status, explain};
use sverka_encoder::Model;
use sverka_segmenter::{Text, one_per_line, words};

/// What may be marked on one side: its text without the marks, and what they enclose, in bytes.
#[derive(Default)]
struct Marked {
    text: String,
    marks: Vec<(usize, usize)>,
}

impl Marked {
    /// Adds a sentence as the file has it, as a line.
    fn add(&mut self, sentence: &str) {
        for c in sentence.chars() {
            match c {
                '⟦' => self.marks.push((self.text.len(), usize::MAX)),
                '⟧' => self.marks.last_mut().expect("⟦ before ⟧").1 = self.text.len(),
                c => self.text.push(c),
            }
        }
        self.text.push('\n');
    }

    /// The text with marks around these spans.
    fn with_marks(&self, spans: &[(usize, usize)]) -> String {
        let mut marked = self.text.clone();
        for &(start, end) in spans.iter().rev() {
            marked.insert(end, '⟧');
            marked.insert(start, '⟦');
        }
        marked.trim_end().replace('\n', " ")
    }

    /// Of each word, whether it stands in one of these spans.
    fn words_in(&self, spans: &[(usize, usize)]) -> Vec<bool> {
        words(&self.text)
            .map(|(at, _)| spans.iter().any(|&(start, end)| start <= at && at < end))
            .collect()
    }
}

/// A link of the gold with what a reader marked in it.
struct Entry {
    name: String,
    status: Status,
    /// The Russian side and the English side.
    sides: [Marked; 2],
}

fn read(file: &str) -> Vec<Entry> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/spans")
        .join(file);
    let content = std::fs::read_to_string(&path).expect("the file is there");
    let mut entries: Vec<Entry> = Vec::new();
    for line in content
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let side = match line.split_at_checked(5) {
            Some(("ru | ", sentence)) => Some((0, sentence)),
            Some(("en | ", sentence)) => Some((1, sentence)),
            _ => None,
        };
        match side {
            Some((side, sentence)) => {
                let entry = entries.last_mut().expect("a link before its sentences");
                entry.sides[side].add(sentence);
            }
            None => {
                let (name, status) = line.rsplit_once(" : ").expect("a link with a status");
                entries.push(Entry {
                    name: name.to_owned(),
                    status: status.parse().expect("a status"),
                    sides: Default::default(),
                });
            }
        }
    }
    entries
}

/// The spans that the program finds in an entry's link, side by side, in bytes.
fn found(entry: &Entry) -> [Vec<(usize, usize)>; 2] {
    let texts = [0, 1].map(|side| Text::new(&entry.sides[side].text));
    let sentences = [0, 1].map(|side| one_per_line(&texts[side]));
    let [source, target] = [0, 1].map(|side| Side {
        text: &texts[side],
        sentences: &sentences[side],
    });
    let all = |side: Side<'_>| (0..side.sentences.len()).collect();
    let link = Link::new(all(source), all(target), entry.status, 1.0).expect("the status fits");
    let alignment = Alignment::new(source.sentences.len(), target.sentences.len(), vec![link])
        .expect("the link holds everything");
    let explained = explain(
        source,
        target,
        Model::embedded(),
        &Settings::default(),
        &alignment,
    );
    let Grounds::Linked(correspondence) = &explained[0].grounds else {
        panic!("{}: a link with two sides is explained as one", entry.name);
    };
    [&correspondence.uncovered, &correspondence.inserted].map(|spans| {
        spans
            .iter()
            .map(|span| (span.start(), span.end()))
            .collect()
    })
}

/// Words marked by both, by the program only, by the reader only.
#[derive(Clone, Copy, Default)]
struct Agreement {
    both: f64,
    program: f64,
    reader: f64,
}

impl Agreement {
    fn see(&mut self, program: &[bool], reader: &[bool]) {
        for pair in program.iter().zip(reader) {
            match pair {
                (true, true) => self.both += 1.0,
                (true, false) => self.program += 1.0,
                (false, true) => self.reader += 1.0,
                (false, false) => {}
            }
        }
    }

    fn f1(&self) -> f64 {
        2.0 * self.both / (2.0 * self.both + self.program + self.reader)
    }
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let precision = self.both / (self.both + self.program);
        let recall = self.both / (self.both + self.reader);
        write!(
            f,
            "precision {precision:.3} recall {recall:.3} F1 {:.3}",
            self.f1()
        )
    }
}

/// Measures a file and prints and returns what it reaches: F1 of the marked words, and of the
/// translated links in which the reader marks nothing the share in which the program does not either.
fn measure(file: &str, show: bool) -> (f64, f64) {
    let mut sides = [Agreement::default(); 2];
    let (mut whole, mut plain, mut plain_found) = (Agreement::default(), 0, 0);
    for entry in read(file) {
        let found = found(&entry);
        for side in [0, 1] {
            let marked = &entry.sides[side];
            let [program, reader] = [&found[side], &marked.marks].map(|s| marked.words_in(s));
            sides[side].see(&program, &reader);
            whole.see(&program, &reader);
            if show && program != reader {
                println!("{} : {}", entry.name, entry.status);
                println!("  reader   {}", marked.with_marks(&marked.marks));
                println!("  program  {}", marked.with_marks(&found[side]));
            }
        }
        if entry.status == Status::Translated && entry.sides.iter().all(|s| s.marks.is_empty()) {
            plain += 1;
            plain_found += usize::from(found.iter().all(Vec::is_empty));
        }
    }
    let share = f64::from(plain_found as u32) / f64::from(plain);
    println!(
        "{file}: {whole}; uncovered {}; inserted {}; nothing marked {share:.3}",
        sides[0], sides[1]
    );
    (whole.f1(), share)
}

#[test]
fn spans_agree_with_those_of_a_reader_where_the_rules_were_made() {
    let (f1, nothing) = measure("tuned.txt", true);
    assert!(
        f1 >= 0.92 && nothing >= 0.95,
        "F1 {f1:.3}, nothing marked {nothing:.3}"
    );
}

#[test]
fn spans_agree_with_those_of_a_reader_in_unseen_documents() {
    let (f1, nothing) = measure("unseen.txt", false);
    assert!(
        f1 >= 0.86 && nothing >= 0.95,
        "F1 {f1:.3}, nothing marked {nothing:.3}"
    );
}
