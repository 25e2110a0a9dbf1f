//! Rows as text to be read in a terminal: a block a link, lines of at most 80 characters.

use std::io::Write;

use crate::row::{Excerpt, Part};
use crate::{ExportError, Row};

/// Most characters of a line, and what comes before the texts and the evidence.
const WIDTH: usize = 80;
const MARGIN: usize = 6;

/// Writes the rows as blocks of lines, parted by an empty line: number, status, confidence and
/// sentences (from 1) of the link; its Russian; its English; what is uncovered and inserted, or, if
/// the row has it, the evidence.
///
/// # Errors
/// [`ExportError::Write`] when the writer fails.
pub fn write_text(rows: &[Row], mut out: impl Write) -> Result<(), ExportError> {
    for (place, row) in rows.iter().enumerate() {
        let between = if place == 0 { "" } else { "\n" };
        writeln!(out, "{between}{}", heading(row))?;
        for (label, parts) in [("ru", &row.source), ("en", &row.target)] {
            let text: Vec<&str> = parts.iter().filter_map(|p| p.text.as_deref()).collect();
            write_item(label, &text.join(" "), &mut out)?;
        }
        match &row.evidence {
            Some(facts) => facts
                .iter()
                .try_for_each(|fact| write_item("-", fact, &mut out))?,
            None => {
                write_item("uncovered", &excerpts(row.uncovered.as_deref()), &mut out)?;
                write_item("inserted", &excerpts(row.inserted.as_deref()), &mut out)?;
            }
        }
    }
    Ok(out.flush()?)
}

/// `4 translated 0.92  S4 = T4`.
fn heading(row: &Row) -> String {
    let names = |letter: char, parts: &[Part]| {
        let numbers = parts.iter().filter_map(|part| part.sentence);
        let names = numbers.map(|number| format!("{letter}{}", number as u128 + 1));
        names.collect::<Vec<_>>().join(",")
    };
    let confidence = row
        .confidence
        .map_or_else(String::new, |c| format!(" {c:.2}"));
    let sides = format!("{} = {}", names('S', &row.source), names('T', &row.target));
    format!("{} {}{confidence}  {}", row.link, row.status, sides.trim())
}

fn excerpts(excerpts: Option<&[Excerpt]>) -> String {
    let texts = excerpts
        .unwrap_or_default()
        .iter()
        .filter_map(|e| e.text.as_deref());
    texts.collect::<Vec<_>>().join(" | ")
}

/// Writes a label and the words of a text after it, wrapped; nothing if there are none.
fn write_item(label: &str, text: &str, out: &mut impl Write) -> std::io::Result<()> {
    let mut line = format!("  {label:<width$}", width = MARGIN - 3);
    let mut is_empty = true;
    for word in text.split_whitespace() {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            writeln!(out, "{line}")?;
            line = " ".repeat(MARGIN - 1);
        }
        line.push(' ');
        line.push_str(word);
        is_empty = false;
    }
    match is_empty {
        true => Ok(()),
        false => writeln!(out, "{line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::write_item;

    #[test]
    fn texts_are_wrapped_at_eighty_characters_whatever_their_letters() {
        let mut out = Vec::new();
        write_item("ru", &"слово ".repeat(30), &mut out).expect("a vector takes all");
        write_item("en", &"w".repeat(100), &mut out).expect("a vector takes all");
        write_item("en", " ", &mut out).expect("a vector takes all");
        let lines: Vec<usize> = String::from_utf8(out)
            .expect("UTF-8")
            .lines()
            .map(|line| line.chars().count())
            .collect();
        assert_eq!(lines, [77, 77, 41, 106]);
    }
}
