//! Measures what adding up costs: vectors of runs of sentences from sums, against the vectors of
//! the same runs encoded as one text.
//!
//! `cargo run --release -p sverka-encoder --example runs -- FILE...` reads plain texts, splits them
//! at sentence-ending punctuation before white space and prints, for runs of one to five
//! sentences, lowest and median cosine of three kinds of sums with the encoded run: of
//! [`Runs`], of sentences encoded alone, and over ranges of the whole text's token features.

use std::io::{self, Write};

use sverka_encoder::{Features, Model, Runs, Sum};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = Model::embedded();
    let mut cosines: Vec<[Vec<f32>; 3]> = vec![Default::default(); 6];
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(path)?;
        let ranges = sentences(&text);
        let texts: Vec<&str> = ranges
            .iter()
            .map(|(start, end)| &text[*start..*end])
            .collect();
        let alone = model.sums(&texts);
        let joined: Runs = model.runs(&texts);
        let features = model.features(&text);
        for (length, cosines) in cosines.iter_mut().enumerate().skip(1) {
            let runs: Vec<&str> = ranges
                .windows(length)
                .map(|run| &text[run[0].0..run[length - 1].1])
                .collect();
            let encoded = model.encode_all(&runs);
            let added: Vec<Sum> = alone.windows(length).map(|run| run.iter().sum()).collect();
            let ranged: Vec<Sum> = ranges
                .windows(length)
                .map(|run| sum_of_bytes(&features, run[0].0, run[length - 1].1))
                .collect();
            let numbers = 0..ranges.len().saturating_sub(length - 1);
            let joined: Vec<Sum> = numbers
                .map(|first| joined.sum(first..first + length))
                .collect();
            for (cosines, sums) in cosines.iter_mut().zip([joined, added, ranged]) {
                let vectors = model.vectors(&sums);
                cosines.extend(vectors.iter().zip(&encoded).map(|(a, b)| a.cosine(b)));
            }
        }
    }
    let mut out = io::stdout().lock();
    for (length, kinds) in cosines.iter_mut().enumerate().skip(1) {
        for (name, cosines) in ["runs", "sentences alone", "ranges of text"]
            .iter()
            .zip(kinds)
        {
            cosines.sort_by(f32::total_cmp);
            if let (Some(lowest), Some(median)) = (cosines.first(), cosines.get(cosines.len() / 2))
            {
                let tenth = cosines[cosines.len() / 10];
                writeln!(
                    out,
                    "{length} sentences, {name}: {} runs, cosine lowest {lowest:.4}, \
                     10 % below {tenth:.4}, median {median:.4}",
                    cosines.len()
                )?;
            }
        }
    }
    Ok(())
}

/// Sums the features of the tokens that stand within some bytes.
fn sum_of_bytes(features: &Features, start: usize, end: usize) -> Sum {
    let inside = |token: &usize| {
        let range = features.byte_range(*token);
        range.start >= start && range.end <= end && !range.is_empty()
    };
    let mut tokens = (0..features.len()).filter(inside);
    let first = tokens.next().unwrap_or(0);
    features.sum(first..tokens.next_back().unwrap_or(first) + 1)
}

/// Starts and ends of sentences, found in the plainest way.
fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut last = ' ';
    for (at, char) in text.char_indices().chain([(text.len(), '\n')]) {
        let ends = char == '\n' || (char.is_whitespace() && matches!(last, '.' | '!' | '?' | '…'));
        if ends {
            let sentence = text[start..at].trim();
            if !sentence.is_empty() {
                let begin = start + text[start..at].len() - text[start..at].trim_start().len();
                sentences.push((begin, begin + sentence.len()));
            }
            start = at;
        }
        last = char;
    }
    sentences
}
