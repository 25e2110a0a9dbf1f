//! Lists of abbreviations: how they are written in files, and what they say of an abbreviation.

use crate::marks::is_weightless;
use std::collections::HashMap;
use std::fmt;

/// How an abbreviation behaves; one may be of several kinds.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Kinds {
    /// Always followed by a name or title: «тов. Орлов», "Mr. Brown".
    pub before_name: bool,
    /// May be the last word of a sentence: «и т. д.», "Co."
    pub may_end: bool,
    /// Followed by the number it counts or names: «стр. 5», "No. 7".
    pub before_number: bool,
    /// Preceded by the number it measures: «5 руб.», "40 min."
    pub after_number: bool,
    /// Never the last word of a sentence: «т. е.», "cf."
    pub inside: bool,
    /// Part of an archival reference: «Ф. 5», "fols. 1–3".
    pub reference: bool,
    /// Closes a date or an hour: «1931 г.», "5 p.m."
    pub time: bool,
}

/// The names of the kinds in files, each with the field that it sets.
type Kind = (&'static str, fn(&mut Kinds));
const KINDS: [Kind; 7] = [
    ("before-name", |kinds| kinds.before_name = true),
    ("may-end-sentence", |kinds| kinds.may_end = true),
    ("before-number", |kinds| kinds.before_number = true),
    ("after-number", |kinds| kinds.after_number = true),
    ("inside", |kinds| kinds.inside = true),
    ("reference", |kinds| kinds.reference = true),
    ("time", |kinds| kinds.time = true),
];

/// A list of abbreviations with their kinds, such as a user's own.
///
/// One entry a line, `kind[,kind…] abbreviation`; `#` begins a comment. The kinds are
/// `before-name` (always followed by a name or what it qualifies: «тов. Орлов»),
/// `may-end-sentence` («и т. д.»), `before-number` («стр. 5»), `after-number` («5 руб.»), `inside`
/// (never the last word of a sentence: «т. е.»), `reference` (part of an archival reference before
/// a number: «Ф. 5») and `time` (closes a date or an hour: «1931 г.»). An abbreviation without a
/// kind is taken for `before-name`. One written with a capital stands only for itself ("Sat." is
/// not "sat."), another for both; ё counts as е; the last full stop and the spaces after full
/// stops may be left out.
///
/// ```
/// use sverka_segmenter::Abbreviations;
/// let list = Abbreviations::read("before-name райвоенком.  # районный военный комиссар\nд. ч.\n")?;
/// assert_eq!(list.len(), 2);
/// # Ok::<(), sverka_segmenter::AbbreviationsError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Abbreviations {
    /// The entries written with a small letter.
    entries: HashMap<String, Kinds>,
    /// Those written with a capital, in small letters.
    capitals: HashMap<String, Kinds>,
    /// Bytes of the longest entry; longer words need no looking up.
    longest: usize,
}

/// A line of a list of abbreviations that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbbreviationsError {
    line: usize,
    word: String,
}

impl AbbreviationsError {
    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }
}

impl fmt::Display for AbbreviationsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, word) = (self.line, &self.word);
        let kinds = KINDS.map(|(name, _)| name).join(", ");
        write!(
            f,
            "line {line}: {word:?} is no kind of abbreviation; the kinds are {kinds}"
        )
    }
}

impl std::error::Error for AbbreviationsError {}

impl Abbreviations {
    /// Reads a list.
    ///
    /// # Errors
    /// If a line begins with a word that looks like a kind (small Latin letters, hyphens and
    /// commas, no full stop) and is none.
    pub fn read(list: &str) -> Result<Abbreviations, AbbreviationsError> {
        let mut read = Abbreviations::default();
        for (n, line) in list.lines().enumerate() {
            let entry = without_comment(line);
            if entry.is_empty() {
                continue;
            }
            let (kinds, word) = kinds_and_word(entry).map_err(|word| AbbreviationsError {
                line: n + 1,
                word: word.to_owned(),
            })?;
            let mut key = normalise(word).replace(". ", ".");
            key.truncate(key.trim_end_matches('.').len());
            read.longest = read.longest.max(key.len());
            let map = if word.starts_with(char::is_uppercase) {
                &mut read.capitals
            } else {
                &mut read.entries
            };
            let known = map.entry(key).or_default();
            for (_, set) in kinds {
                set(known);
            }
        }
        Ok(read)
    }

    /// Number of different abbreviations.
    pub fn len(&self) -> usize {
        self.entries.len() + self.capitals.len()
    }

    /// Whether the list holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The kinds of an abbreviation, given without its last full stop and normalised, and whether
    /// the text has it with a capital.
    pub(crate) fn get(&self, word: &str, capital: bool) -> Option<Kinds> {
        if word.len() > self.longest {
            return None;
        }
        let found = capital.then(|| self.capitals.get(word)).flatten();
        found.or_else(|| self.entries.get(word)).copied()
    }

    /// Bytes of the longest abbreviation.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }
}

/// Parts the kinds from the abbreviation; the error is the kind that is unknown.
fn kinds_and_word(entry: &str) -> Result<(Vec<Kind>, &str), &str> {
    let is_kind = |word: &str| {
        word.chars()
            .all(|c| c.is_ascii_lowercase() || matches!(c, '-' | ','))
    };
    match entry.split_once(char::is_whitespace) {
        Some((kinds, word)) if is_kind(kinds) => {
            let find = |name| KINDS.into_iter().find(|kind| kind.0 == name).ok_or(name);
            Ok((
                kinds.split(',').map(find).collect::<Result<_, _>>()?,
                word.trim(),
            ))
        }
        _ => Ok((vec![KINDS[0]], entry)),
    }
}

/// A line of a word list without its comment and outer white space.
pub(crate) fn without_comment(line: &str) -> &str {
    line.split('#').next().unwrap_or_default().trim()
}

/// A word as the lists hold it: lower case, ё as е, without weightless characters.
pub(crate) fn normalise(word: &str) -> String {
    let mut normal = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            // Most letters need no table.
            'а'..='я' | 'a'..='z' | '0'..='9' | '.' | '-' => normal.push(c),
            'А'..='Я' => normal.push(char::from_u32(c as u32 + 0x20).unwrap_or(c)),
            'Ё' | 'ё' => normal.push('е'),
            '’' => normal.push('\''),
            c if is_weightless(c) => {}
            c => normal.extend(c.to_lowercase()),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_kinds_and_an_abbreviation() {
        let list = Abbreviations::read(
            "# comment\n\nbefore-name,before-number гл. # note\nт. д.\nобл\nCo.\ninside loc. cit.",
        );
        let list = list.unwrap();
        assert_eq!(list.len(), 5);
        let both = list.get("гл", false).unwrap();
        assert!(both.before_name && both.before_number && !both.inside);
        assert!(list.get("т.д", false).unwrap().before_name);
        assert!(list.get("обл", true).unwrap().before_name && list.get("co", true).is_some());
        assert!(list.get("loc.cit", false).unwrap().inside);
        assert!(list.get("co", false).is_none());
    }

    #[test]
    fn an_unknown_kind_is_named_with_its_line() {
        let error = Abbreviations::read("inside т. е.\nbeforename гл.").unwrap_err();
        assert_eq!(error.line(), 2);
        let message = error.to_string();
        assert!(
            message.contains("\"beforename\"") && message.contains("before-name"),
            "{message}"
        );
    }
}
