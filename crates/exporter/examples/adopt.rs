//! Takes gold documents into the repository:
//! `cargo run -p sverka-exporter --example adopt -- REPOSITORY ORIGIN GOLD…`
//!
//! Each document becomes `corpora/NAME/source.ru.txt` and `target.en.txt`,
//! `alignments/NAME/gold.jsonl`, and a line of `corpora/index.csv`, where ORIGIN says where the
//! texts come from. `GOLD=NAME` gives the document another name. Documents that are there already
//! are replaced. Write the sums of `corpora/README.md` anew afterwards, as it says.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use sverka_exporter::{gold, write_atomically, write_jsonl};

/// The columns of `corpora/index.csv`.
const COLUMNS: [&str; 5] = ["name", "genre", "rendering", "set", "origin"];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [repository, origin, documents @ ..] = arguments.as_slice() else {
        return Err("usage: adopt REPOSITORY ORIGIN GOLD…".into());
    };
    let repository = Path::new(repository);
    let index = repository.join("corpora/index.csv");
    let mut entries: BTreeMap<String, [String; 5]> = BTreeMap::new();
    if index.exists() {
        for entry in csv::Reader::from_path(&index)?.deserialize() {
            let entry: [String; 5] = entry?;
            entries.insert(entry[0].clone(), entry);
        }
    }
    for document in documents {
        let (path, name) = match document.split_once('=') {
            Some((path, name)) => (path, Some(name)),
            None => (document.as_str(), None),
        };
        for document in gold::read_all(Path::new(path))? {
            let name = name.unwrap_or(document.name());
            let corpus = repository.join("corpora").join(name);
            let alignment = repository.join("alignments").join(name);
            fs::create_dir_all(&corpus)?;
            fs::create_dir_all(&alignment)?;
            for (file, side) in [
                ("source.ru.txt", document.source()),
                ("target.en.txt", document.target()),
            ] {
                let bytes = side.text.as_str().as_bytes();
                write_atomically(&corpus.join(file), |out| out.write_all(bytes))?;
            }
            let rows = document.rows();
            write_atomically(&alignment.join("gold.jsonl"), |out| {
                Ok(write_jsonl(&rows, out)?)
            })?;
            let said = |value: &Option<String>| value.clone().unwrap_or_default();
            let meta = document.meta();
            let (genre, rendering) = (said(&meta.genre), said(&meta.rendering));
            let entry = [
                name.to_owned(),
                genre,
                rendering,
                said(&meta.set),
                origin.clone(),
            ];
            entries.insert(name.to_owned(), entry);
        }
    }
    write_atomically(&index, |out| {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(COLUMNS)?;
        for entry in entries.values() {
            out.write_record(entry)?;
        }
        out.flush()
    })?;
    Ok(())
}
