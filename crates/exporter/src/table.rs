//! Tables as spreadsheets and people write them: cells between separators, some of them in quotes.
//!
//! The crate for CSV, which writes our tables, takes a quote that is never closed for the rest of
//! the file and does not say where it opened; a reader of files that people edit must.

use crate::ImportErrorKind;

/// One record with the line (from 1) on which it begins.
pub(crate) struct Record {
    pub(crate) line: usize,
    pub(crate) cells: Vec<String>,
}

impl Record {
    /// Whether it holds nothing, as an empty row of a spreadsheet does.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The records of a table whose line ends are LF, up to the first error, which comes with its line.
///
/// A cell in quotes may hold separators, line ends and, doubled, quotes. What follows its closing
/// quote must be the end of the cell; only where tabs separate, a quote that closes too early is a
/// character like others, since such tables are often written without regard to quotes.
pub(crate) fn records(content: &str, separator: char) -> Records<'_> {
    Records {
        rest: content,
        separator,
        line: 1,
    }
}

pub(crate) struct Records<'a> {
    rest: &'a str,
    separator: char,
    line: usize,
}

impl Iterator for Records<'_> {
    type Item = Result<Record, (usize, ImportErrorKind)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            match self.cell() {
                Ok(cell) => cells.push(cell),
                Err(kind) => {
                    self.rest = "";
                    return Some(Err((self.line, kind)));
                }
            }
            // A cell ends at a separator, at a line end or with the table.
            if let Some(rest) = self.rest.strip_prefix(self.separator) {
                self.rest = rest;
                continue;
            }
            if let Some(rest) = self.rest.strip_prefix('\n') {
                self.rest = rest;
                self.line += 1;
            }
            return Some(Ok(Record { line, cells }));
        }
    }
}

impl Records<'_> {
    /// The next cell; what ends it is left.
    fn cell(&mut self) -> Result<String, ImportErrorKind> {
        let ends = [self.separator, '\n'];
        if let Some(inside) = self.rest.trim_start_matches(' ').strip_prefix('"') {
            let (cell, rest) = quoted(inside).ok_or(ImportErrorKind::UnclosedQuote)?;
            let rest = rest.trim_start_matches(' ');
            if rest.is_empty() || rest.starts_with(ends) {
                self.line += cell.matches('\n').count();
                self.rest = rest;
                return Ok(cell);
            }
            if self.separator != '\t' {
                return Err(ImportErrorKind::AfterQuote);
            }
        }
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(cell.to_owned())
    }
}

/// What stands before the closing quote, with doubled quotes as one, and what stands after it.
fn quoted(inside: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = inside;
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None => return Some((cell, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The records as `line: cell|cell`, then the error.
    fn read(content: &str, separator: char) -> Vec<String> {
        let show = |record: Result<Record, _>| match record {
            Ok(record) => format!("{}: {}", record.line, record.cells.join("|")),
            Err((line, kind)) => format!("{line}! {kind:?}"),
        };
        records(content, separator).map(show).collect()
    }

    #[test]
    fn cells_and_quotes() {
        for (content, separator, wanted) in [
            ("", ',', &[][..]),
            ("\n", ',', &["1: "]),
            ("a,b\nc", ',', &["1: a|b", "2: c"]),
            ("a,\n,b", ',', &["1: a|", "2: |b"]),
            ("a,", ',', &["1: a|"]),
            (
                "\"a,\"\"b\"\"\n\nc\" , \"\"\nd",
                ',',
                &["1: a,\"b\"\n\nc|", "4: d"],
            ),
            ("a \"b\" c,d", ',', &["1: a \"b\" c|d"]),
            ("a\n\"b\nc,d\ne", ',', &["1: a", "2! UnclosedQuote"]),
            ("a\nb,\"c\" d,e\nf", ',', &["1: a", "2! AfterQuote"]),
            ("\"a\" b\tc", '\t', &["1: \"a\" b|c"]),
            ("\"a\tb\"\tc", '\t', &["1: a\tb|c"]),
            ("\"a\n", '\t', &["1! UnclosedQuote"]),
        ] {
            assert_eq!(read(content, separator), wanted, "{content:?}");
        }
    }
}
