//! Counts which letter follows which in the corpora: `letter_pairs CORPORA` prints the table
//! `src/data/letter_pairs.tsv`.
#![allow(clippy::print_stdout, reason = "an example program prints its table")]

use std::error::Error;
use std::fs;

const LETTERS: &str = "абвгдежзийклмнопрстуфхцчшщъыьэюя";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args()
        .nth(1)
        .ok_or("usage: letter_pairs CORPORA")?;
    let gap = LETTERS.chars().count();
    let mut times = vec![vec![0_u32; gap + 1]; gap + 1];
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // The other half is there to measure with; pre-reform spelling has letters of its own.
        let name = entry.file_name();
        if !matches!(name.as_encoded_bytes().first(), Some(b'a'..=b'l')) {
            continue;
        }
        let Ok(text) = fs::read_to_string(entry.path().join("source.ru.txt")) else {
            continue;
        };
        if text.contains('ѣ') {
            continue;
        }
        let mut before = gap;
        for c in text.to_lowercase().replace('ё', "е").chars().chain([' ']) {
            let after = LETTERS.chars().position(|l| l == c).unwrap_or(gap);
            times[before][after] += u32::from(before != gap || after != gap);
            before = after;
        }
    }
    println!("# How often a letter (column) follows a letter (row); _ is the gap between words.");
    println!("# Counted in the modern Russian texts of corpora/ whose names begin with a to l by");
    println!("# `cargo run -p sverka-reader --example letter_pairs corpora`.");
    let names: Vec<String> = LETTERS.chars().chain(['_']).map(String::from).collect();
    println!("\t{}", names.join("\t"));
    for (name, row) in names.iter().zip(times) {
        let row: Vec<String> = row.iter().map(u32::to_string).collect();
        println!("{name}\t{}", row.join("\t"));
    }
    Ok(())
}
