//! Writing: the format that a path asks for, files in one step, standard output.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use sverka_exporter::{Row, write_atomically, write_csv, write_jsonl, write_text};

use crate::arguments::Format;
use crate::input::STANDARD;

/// The format of an output: the one asked for, else that of the extension, else for standard output
/// the standard one.
pub fn format(path: &Path, asked: Option<Format>, standard: Format) -> Result<Format> {
    if let Some(format) = asked {
        return Ok(format);
    }
    if path == Path::new(STANDARD) {
        return Ok(standard);
    }
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    match extension.to_str() {
        Some("csv") => Ok(Format::Csv),
        Some("jsonl") => Ok(Format::Jsonl),
        Some("txt") => Ok(Format::Text),
        _ => bail!(
            "{}: no format has this extension; use .csv, .jsonl or .txt, or name the format with --to",
            path.display()
        ),
    }
}

/// Refuses a path that cannot be written, before the long work begins.
pub fn check(path: &Path) -> Result<()> {
    if path == Path::new(STANDARD) {
        return Ok(());
    }
    let name = path.display();
    if path.is_dir() {
        bail!("{name}: this is a folder; name a file in it");
    }
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if !folder.is_dir() {
        bail!(
            "{name}: there is no folder {}; make it first",
            folder.display()
        );
    }
    Ok(())
}

/// Says a line on standard error, with the name of the program.
pub fn say(message: &str) {
    let line = message.replace(['\n', '\r'], " ");
    // Nobody can be told that standard error is closed.
    let _ = io::stderr().write_all(format!("sverka: {line}\n").as_bytes());
}

/// Writes an alignment.
pub fn write_rows(path: &Path, format: Format, rows: &[Row]) -> Result<()> {
    write(path, |out| {
        match format {
            Format::Csv => write_csv(rows, out),
            Format::Jsonl => write_jsonl(rows, out),
            Format::Text => write_text(rows, out),
        }
        .map_err(io::Error::from)
    })
}

/// Writes to a file in one step, or to standard output.
pub fn write(path: &Path, work: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    if path == Path::new(STANDARD) {
        let mut out = BufWriter::new(io::stdout().lock());
        work(&mut out)
            .and_then(|()| out.flush())
            .context("cannot write to standard output")
    } else {
        Ok(write_atomically(path, work)?)
    }
}
