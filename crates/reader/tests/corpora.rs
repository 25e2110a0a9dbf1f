//! Detection over the corpora: samples of their texts, in each encoding.
//!
//! The prices of letters are learned from texts whose names begin with a to l, so the samples are of
//! the others, m to z.
#![allow(clippy::print_stdout, reason = "the figures are shown by --nocapture")]

use std::fs;
use std::path::Path;

use sverka_reader::{Encoding, decode};

/// The least share of samples of 200 characters that must be right, in percent.
const LEAST_RIGHT: f64 = 99.5;

/// The encodings, as this test names them: UTF-16 and marks are made here, the rest by `encoding_rs`.
const ENCODINGS: [&str; 13] = [
    "utf-8",
    "utf-8 marked",
    "utf-16le",
    "utf-16be",
    "utf-16le marked",
    "utf-16be marked",
    "windows-1251",
    "koi8-r",
    "koi8-u",
    "ibm866",
    "iso-8859-5",
    "x-mac-cyrillic",
    "windows-1252",
];

/// The texts of one side that were not learned from.
fn texts(side: &str) -> Vec<String> {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora");
    let mut folders: Vec<_> = fs::read_dir(corpora)
        .expect("the corpora are there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default();
            !matches!(name.as_encoded_bytes().first(), Some(b'a'..=b'l'))
        })
        .collect();
    folders.sort();
    let read = |folder: &Path| fs::read_to_string(folder.join(side)).ok();
    folders.iter().filter_map(|folder| read(folder)).collect()
}

/// The pieces of the texts of so many characters each; what is left at the ends is left out.
fn samples(texts: &[String], length: usize) -> Vec<String> {
    let pieces = texts.iter().flat_map(|text| {
        let characters: Vec<char> = text.chars().collect();
        let pieces = characters.chunks_exact(length);
        pieces.map(String::from_iter).collect::<Vec<_>>()
    });
    pieces.collect()
}

/// Whether a sample is ordinary Russian: at least half of it Cyrillic letters, no letter that went out
/// of use in 1918, which the sets of one byte do not have.
fn is_ordinary(sample: &str) -> bool {
    let cyrillic = |c: &char| ('\u{400}'..='\u{4FF}').contains(c);
    let count = sample.chars().filter(cyrillic).count();
    2 * count >= sample.chars().count() && !sample.contains(['ѣ', 'Ѣ', 'ѳ', 'Ѳ', 'ѵ', 'Ѵ'])
}

/// The sample as its bytes, and what a reader should make of them. Signs that a set lacks are typed as
/// its users typed them; a sample with other characters that it lacks is skipped.
fn encoded(sample: &str, name: &str) -> Option<(Vec<u8>, String)> {
    let (name, mark) = match name.split_once(' ') {
        Some((name, _)) => (name, "\u{FEFF}"),
        None => (name, ""),
    };
    let marked = format!("{mark}{sample}");
    let units = || marked.encode_utf16();
    let own = |bytes| Some((bytes, sample.to_owned()));
    match name {
        "utf-8" => return own(marked.into_bytes()),
        "utf-16le" => return own(units().flat_map(u16::to_le_bytes).collect()),
        "utf-16be" => return own(units().flat_map(u16::to_be_bytes).collect()),
        _ => {}
    }
    let set = encoding_rs::Encoding::for_label(name.as_bytes()).expect("a label");
    let mut typed = String::new();
    for c in sample.chars() {
        let has = |text: &str| !set.encode(text).2;
        match c {
            c if has(c.encode_utf8(&mut [0; 4])) => typed.push(c),
            '—' | '–' | '−' => typed.push('-'),
            '«' | '»' | '“' | '”' | '„' => typed.push('"'),
            '’' | '′' | '‘' => typed.push('\''),
            '…' => typed.push_str("..."),
            '№' => typed.push('N'),
            '§' => typed.push_str("par."),
            '×' => typed.push('x'),
            _ => return None,
        }
    }
    let bytes = set.encode(&typed).0.into_owned();
    Some((bytes, typed))
}

/// How samples in an encoding came out.
#[derive(Default)]
struct Tally {
    samples: usize,
    right: usize,
    named: usize,
}

impl Tally {
    /// Detects the encoding of each sample. It is right if the text is; KOI8-R and KOI8-U are the same
    /// in Russian, and so are some others in a short text.
    fn of(samples: &[String], name: &str) -> Tally {
        let mut tally = Tally::default();
        let label = name.split(' ').next().unwrap_or(name);
        let own: Encoding = label.parse().expect("a known encoding");
        for (bytes, typed) in samples.iter().filter_map(|s| encoded(s, name)) {
            tally.samples += 1;
            if let Ok(decoded) = decode(&bytes, None) {
                tally.right += usize::from(decoded.text() == typed);
                tally.named += usize::from(decoded.encoding() == own);
            }
        }
        tally
    }

    fn percent(&self) -> f64 {
        100.0 * self.right as f64 / self.samples.max(1) as f64
    }
}

/// Prints the tallies of all encodings, and hands them out.
fn measure(samples: &[String], encodings: &[&'static str]) -> Vec<(&'static str, Tally)> {
    let tallies = encodings
        .iter()
        .map(|name| (*name, Tally::of(samples, name)));
    tallies
        .inspect(|(name, tally)| {
            println!(
                "{name:<16} {:>5} samples  {:>7.3} % right  {:>5} by name",
                tally.samples,
                tally.percent(),
                tally.named
            );
        })
        .collect()
}

#[test]
fn russian() {
    let texts = texts("source.ru.txt");
    let (russian, _) = ENCODINGS.split_at(12);
    for length in [200, 60] {
        let all = samples(&texts, length);
        let mut ordinary = all.clone();
        ordinary.retain(|sample| is_ordinary(sample));
        println!(
            "{length} characters: {} of {} samples are ordinary Russian",
            ordinary.len(),
            all.len()
        );
        let capitals: Vec<String> = ordinary.iter().map(|s| s.to_uppercase()).collect();
        for (case, samples) in [("as they are", &ordinary), ("in capitals", &capitals)] {
            println!("{case}:");
            for (name, tally) in measure(samples, russian) {
                assert!(tally.samples > 1000, "{name}: {} samples", tally.samples);
                if length == 200 {
                    assert!(tally.percent() >= LEAST_RIGHT, "{name}");
                }
            }
        }
    }
}

#[test]
fn english() {
    let texts = texts("target.en.txt");
    for length in [200, 60] {
        let encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"];
        for (name, tally) in measure(&samples(&texts, length), &encodings) {
            assert!(tally.percent() >= LEAST_RIGHT, "{name}");
        }
    }
}
