//! Rows: lines that are rows of a table, and lines that hold no word.

use crate::marks::is_dash;

/// Spaces from which on a gap inside a line parts columns: justified text has two, seldom three.
const COLUMN_GAP: usize = 3;

/// Spaces that no justification leaves inside a line.
const WIDE_GAP: usize = 6;

/// Full stops or low lines in a row that lead the eye to a page number in a table of contents.
const LEADERS: usize = 5;

/// Bytes for each figure from which on a line is not made of figures mostly.
const SPARSE: usize = 16;

/// How surely a line is a row of a table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Row {
    /// Nothing speaks for it.
    No,
    /// A gap or figures that running text might hold too.
    Perhaps,
    /// Columns parted by tabs, bars, leaders or wide gaps.
    Surely,
}

/// How surely a line, without its outer white space, is a row of a table.
pub(super) fn row(line: &str) -> Row {
    if !has_signs(line.as_bytes()) {
        return if mostly_figures(line) {
            Row::Perhaps
        } else {
            Row::No
        };
    }
    let (mut bars, mut spaces, mut stops, mut gaps) = (0, 0, 0, 0);
    let (mut wide, mut leaders) = (false, false);
    // A tab after the number of a point parts no columns.
    let words = line.find(char::is_alphabetic).unwrap_or(line.len());
    for (at, byte) in line.bytes().enumerate() {
        spaces = if byte == b' ' { spaces + 1 } else { 0 };
        stops = if matches!(byte, b'.' | b'_') {
            stops + 1
        } else {
            0
        };
        bars += usize::from(byte == b'|');
        gaps += usize::from(spaces == COLUMN_GAP);
        wide |= spaces == WIDE_GAP;
        leaders |= stops == LEADERS && at > words;
        if byte == b'\t' && at > words {
            return Row::Surely;
        }
    }
    // «|текст|» has one cell; a row has two at least.
    if bars >= 2 || wide || leaders && line.ends_with(|c: char| c.is_numeric()) {
        Row::Surely
    } else if gaps > 0 || bars == 1 || mostly_figures(line) {
        Row::Perhaps
    } else {
        Row::No
    }
}

/// Whether a line has a tab or bar, or two spaces or leaders beside each other; most lines have
/// none. There is no branch in the loop, so it takes many bytes at a time.
fn has_signs(line: &[u8]) -> bool {
    let sign = |byte: u8| u8::from(byte == b'\t') | u8::from(byte == b'|');
    let run = |byte: u8| u8::from(byte == b' ') | u8::from(byte == b'.') | u8::from(byte == b'_');
    let single = line.iter().fold(0, |any, &byte| any | sign(byte));
    let beside = line.iter().zip(line.iter().skip(1));
    let double = beside.fold(0, |any, (&a, &b)| any | (run(a) & u8::from(a == b)));
    single | double != 0
}

/// Whether a line is surely a row of a table and holds figures or is barred on both sides, so that
/// the marks in it end no sentence.
pub(super) fn is_unit(line: &str) -> bool {
    has_signs(line.as_bytes()) && row(line) == Row::Surely && {
        let barred = line.starts_with('|') && line.ends_with('|');
        barred || line.contains(char::is_numeric)
    }
}

/// Whether at least two numbers make up at least half of a line's words.
fn mostly_figures(line: &str) -> bool {
    // Most lines are passed by here.
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    if digits < 2 || digits * SPARSE < line.len() {
        return false;
    }
    let (mut words, mut numbers) = (0, 0);
    for word in line.split_whitespace() {
        words += 1;
        let figures = word.trim_start_matches(['-', '−', '+', '–', '(', '№']);
        numbers += usize::from(figures.starts_with(char::is_numeric));
    }
    numbers >= 2 && numbers * 2 >= words
}

/// Whether a line is made of three or more dashes, asterisks or the like: «* * *», "-----".
pub(super) fn is_rule(line: &str) -> bool {
    let sign = |c: char| is_dash(c) || matches!(c, '*' | '_' | '=' | '~' | '#' | '•' | '─' | '═');
    line.len() >= 3
        && line.chars().all(|c| sign(c) || c.is_whitespace())
        && line.chars().filter(|&c| sign(c)).nth(2).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_from_text() {
        for line in [
            "Рига\t14\t2",
            "а | 5 | 6",
            "Введение ....... 7",
            "Орлов        14",
        ] {
            assert_eq!(row(line), Row::Surely, "{line}");
        }
        for line in ["Рига   14", "Рига 14 12,5", "1926 г. 14 т 15", "да | нет"] {
            assert_eq!(row(line), Row::Perhaps, "{line}");
        }
        for line in [
            "1.\tВзять",
            "Рига и 14 домов",
            "Он  ушёл.",
            "Да..... нет",
            "14",
        ] {
            assert_eq!(row(line), Row::No, "{line}");
        }
        assert!(is_rule("* * *") && is_rule("-----") && !is_rule("—") && !is_rule("--- a"));
        assert!(!is_rule("[…]") && !is_rule("..."));
    }
}
