//! Hyphens at line ends: whether the word goes on without the hyphen, with it, or not at all.
//!
//! A soft hyphen or ¬ always goes. A hyphen between figures or before a capital stays («1939-1940»,
//! «Нью-Йорк»). Between letters the document decides where it has the word elsewhere, with the
//! hyphen or in one piece; then the lists under `src/data/` decide; else the word was broken.

use crate::abbreviations::normalise;
use crate::layout::{Gap, Line};
use crate::marks::{is_dash, is_weightless};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Longest part of a word, in code points, that is looked at; longer strings are no words.
const LONGEST_PART: usize = 40;

/// Letters by which the second part of a compound is known elsewhere in the document, so that
/// another ending does not hide it: «северо-западный», «северо-западного», "pay-days".
const STEM: usize = 3;

/// Shortest parts, in letters, of a Russian compound whose parts the document has as words of
/// their own: «инженер-механик». Shorter ones are words by chance: «при-шёл».
const LEAST_WORD: usize = 5;

/// A compound keeps its hyphen: first and second part, each with * for any beginning or end.
struct Compound {
    first: Pattern,
    second: Pattern,
}

/// One part of a compound.
enum Pattern {
    Any,
    Word(String),
    Head(String),
    Tail(String),
}

/// What the lists know.
struct Known {
    compounds: Vec<Compound>,
    /// Words in one piece that a compound's pattern would catch: "selfish".
    closed: Vec<String>,
}

/// A word broken after a hyphen that may be its own or the printer's.
struct Broken {
    /// Byte of the hyphen.
    at: usize,
    /// Byte at which the next line begins.
    next: usize,
    first: String,
    second: String,
}

/// The stretches of the text that its running form leaves out without putting a space in their
/// place: the line end after a hyphen that stays, or the hyphen and the line end. Sorted.
pub(crate) fn cuts(text: &str, lines: &[Line]) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    let mut broken = Vec::new();
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if next.gap == Gap::Blank || line.furniture || next.furniture {
            continue;
        }
        match judge(line.of(text), next.of(text)) {
            Break::None => {}
            Break::Keep => cuts.push(line.end..next.start),
            Break::Drop(sign) => cuts.push(line.end - sign..next.start),
            Break::Word(sign, first, second) => {
                broken.push(Broken {
                    at: line.end - sign,
                    next: next.start,
                    first,
                    second,
                });
            }
        }
    }
    if !broken.is_empty() {
        let counts = occurrences(text, &broken);
        for word in broken {
            let hyphen = text[word.at..].chars().next().map_or(0, char::len_utf8);
            let keep = keeps_hyphen(&word, &counts);
            let from = if keep { word.at + hyphen } else { word.at };
            cuts.push(from..word.next);
        }
        cuts.sort_unstable_by_key(|cut| cut.start);
    }
    cuts
}

/// Whether a word is broken at the end of a line and goes on with another line.
pub(crate) fn is_broken(line: &str, next: &str) -> bool {
    next.starts_with(char::is_lowercase)
        && matches!(judge(line, next), Break::Drop(_) | Break::Word(..))
}

/// What the end of a line is, with the length in bytes of the sign that may go.
enum Break {
    /// A space stands for the line end.
    None,
    /// Nothing stands for it.
    Keep,
    /// The sign goes too.
    Drop(usize),
    /// The parts of a word decide, in normal form.
    Word(usize, String, String),
}

fn judge(line: &str, next: &str) -> Break {
    let mut chars = line.chars();
    let (Some(sign), Some(after)) = (chars.next_back(), next.chars().next()) else {
        return Break::None;
    };
    let head = chars.as_str();
    let Some(before) = head.chars().next_back() else {
        return Break::None;
    };
    match sign {
        '\u{AD}' | '¬' if before.is_alphabetic() && after.is_alphabetic() => {
            Break::Drop(sign.len_utf8())
        }
        '-' | '‐' if before.is_alphanumeric() && after.is_alphanumeric() => {
            let first = part(head.chars().rev());
            let second = part(next.chars());
            let first: String = first.chars().rev().collect();
            let shouted = first.chars().nth(1).is_some()
                && second.chars().nth(1).is_some()
                && first.chars().chain(second.chars()).all(char::is_uppercase);
            let letters = before.is_alphabetic() && (after.is_lowercase() || shouted);
            // A single letter is seldom broken off: «г-н», «т-во», "X-ray".
            if letters && first.chars().nth(1).is_some() {
                Break::Word(sign.len_utf8(), normalise(&first), normalise(&second))
            } else {
                Break::Keep
            }
        }
        '-' if before == '-' && after.is_alphanumeric() => {
            let word = head.trim_end_matches('-');
            let joined = word.len() < line.len() && word.ends_with(char::is_alphanumeric);
            if joined { Break::Keep } else { Break::None }
        }
        // "word—word", «1939–1940»: a dash without spaces around it.
        '–' | '—' if before.is_alphanumeric() && after.is_alphanumeric() => Break::Keep,
        _ => Break::None,
    }
}

/// The letters at the head of a text.
fn part(chars: impl Iterator<Item = char>) -> String {
    chars
        .take_while(|&c| c.is_alphabetic() || is_weightless(c))
        .take(LONGEST_PART)
        .collect()
}

impl Broken {
    fn joined(&self) -> String {
        format!("{}{}", self.first, self.second)
    }

    fn hyphenated(&self) -> String {
        compound_key(&self.first, &self.second)
    }
}

fn compound_key(first: &str, second: &str) -> String {
    let stem = second
        .char_indices()
        .nth(STEM)
        .map_or(second.len(), |(at, _)| at);
    format!("{first}-{}", &second[..stem])
}

/// How often the document has the words that would decide the broken ones.
fn occurrences(text: &str, broken: &[Broken]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in broken {
        for key in [
            word.joined(),
            word.hyphenated(),
            word.first.clone(),
            word.second.clone(),
        ] {
            counts.insert(key, 0);
        }
    }
    let mut count = |key: &str| {
        if let Some(count) = counts.get_mut(key) {
            *count += 1;
        }
    };
    let inside = |c: char| c.is_alphabetic() || is_weightless(c) || matches!(c, '-' | '‐');
    // The second parts that stand at the heads of lines are no words of the document.
    let mut fragments = broken.iter().map(|word| word.next).peekable();
    let mut at = 0;
    for piece in text.split_inclusive(|c| !inside(c)) {
        let start = at;
        at += piece.len();
        let word = piece.trim_end_matches(|c| !inside(c));
        if word.is_empty() || fragments.next_if_eq(&start).is_some() {
            continue;
        }
        let mut parts = word.split(['-', '‐']);
        let mut last = normalise(parts.next().unwrap_or_default());
        if !word.contains(['-', '‐']) {
            count(&last);
            continue;
        }
        for part in parts {
            let part = normalise(part);
            if !last.is_empty() && !part.is_empty() {
                count(&compound_key(&last, &part));
            }
            last = part;
        }
    }
    counts
}

fn keeps_hyphen(word: &Broken, counts: &HashMap<String, usize>) -> bool {
    let count = |key: &str| counts.get(key).copied().unwrap_or(0);
    let (hyphenated, joined) = (count(&word.hyphenated()), count(&word.joined()));
    if hyphenated != joined {
        return hyphenated > joined;
    }
    let known = known();
    if known.closed.contains(&word.joined()) {
        return false;
    }
    let listed = |compound: &Compound| {
        compound.first.is_match(&word.first) && compound.second.is_match(&word.second)
    };
    if known.compounds.iter().any(listed) {
        return true;
    }
    let is_word = |part: &str| part.chars().count() >= LEAST_WORD && count(part) > 0;
    let russian = word
        .first
        .starts_with(|c| matches!(c, '\u{400}'..='\u{4FF}'));
    // English closes such words: "railway", "something".
    russian && is_word(&word.first) && is_word(&word.second)
}

impl Pattern {
    fn new(entry: &str) -> Pattern {
        match (entry.strip_prefix('*'), entry.strip_suffix('*')) {
            (Some(""), _) => Pattern::Any,
            (Some(tail), _) => Pattern::Tail(normalise(tail)),
            (_, Some(head)) => Pattern::Head(normalise(head)),
            _ => Pattern::Word(normalise(entry)),
        }
    }

    fn is_match(&self, part: &str) -> bool {
        match self {
            Pattern::Any => true,
            Pattern::Word(word) => part == word,
            Pattern::Head(head) => part.starts_with(head.as_str()),
            Pattern::Tail(tail) => part.ends_with(tail.as_str()),
        }
    }
}

/// The lists of both languages: a text may quote the other.
fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut known = Known {
            compounds: Vec::new(),
            closed: Vec::new(),
        };
        for entry in entries() {
            match entry.split_once('-') {
                Some((first, second)) => known.compounds.push(Compound {
                    first: Pattern::new(first),
                    second: Pattern::new(second),
                }),
                None => known.closed.push(normalise(entry)),
            }
        }
        known
    })
}

/// The entries of the lists: one a line, comments from `#` to the end of the line.
fn entries() -> impl Iterator<Item = &'static str> {
    [
        include_str!("data/ru/hyphens.txt"),
        include_str!("data/en/hyphens.txt"),
    ]
    .into_iter()
    .flat_map(str::lines)
    .map(|line| line.split('#').next().unwrap_or_default().trim())
    .filter(|entry| !entry.is_empty())
}

/// Whether a line ends with a sign that may break a word.
pub(crate) fn ends_with_hyphen(line: &str) -> bool {
    line.ends_with(['-', '‐', '\u{AD}', '¬'])
}

/// Whether a line ends with a dash after which the sentence goes on whatever follows.
pub(crate) fn ends_with_dash(line: &str) -> bool {
    ends_with_hyphen(line) || line.ends_with(is_dash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::lines;
    use std::collections::BTreeSet;

    fn joined(text: &str) -> String {
        let mut result = String::new();
        let mut from = 0;
        for cut in cuts(text, &lines(text)) {
            result += &text[from..cut.start];
            from = cut.end;
        }
        (result + &text[from..]).replace('\n', " ")
    }

    #[test]
    fn broken_words_are_joined_and_compounds_kept() {
        for (text, expected) in [
            ("прото-\nкол", "протокол"),
            ("прото\u{AD}\nкол", "протокол"),
            ("прото¬\n  кол", "протокол"),
            ("proto‐\r\ncol", "protocol"),
            ("ПРОТО-\nКОЛ", "ПРОТОКОЛ"),
            ("кто-\nнибудь", "кто-нибудь"),
            ("из-\nза", "из-за"),
            ("1939-\n1940", "1939-1940"),
            ("Нью-\nЙорк", "Нью-Йорк"),
            ("20-\nлетний", "20-летний"),
            ("well-\nknown", "well-known"),
            ("Welling-\nton, self-\nish", "Wellington, selfish"),
            ("mother-\nin-\nlaw", "mother-in-law"),
            ("слово -\nслово", "слово - слово"),
            ("word—\nword, 1939–\n1940", "word—word, 1939–1940"),
            ("word--\nword", "word--word"),
            ("прото-\n\nкол", "прото-  кол"),
            ("прото-\n(кол)", "прото- (кол)"),
        ] {
            assert_eq!(joined(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_document_decides_before_the_lists() {
        assert_eq!(
            joined("Бело-зелёного цвета, бело-\nзелёный"),
            "Бело-зелёного цвета, бело-зелёный"
        );
        assert_eq!(joined("wellborn, well-\nborn"), "wellborn, wellborn");
        let text = "Вызван инженер, с ним механик; инженер-\nмеханик";
        assert_eq!(joined(text), text.replace('\n', ""));
    }

    #[test]
    fn no_entry_stands_twice_and_stars_stand_outside() {
        let mut seen = BTreeSet::new();
        for entry in entries() {
            assert!(seen.insert(entry), "twice: {entry}");
            let parts: Vec<_> = entry.split('-').collect();
            assert!(parts.len() <= 2, "one hyphen at most: {entry}");
            for part in parts {
                let inner = part.trim_matches('*');
                assert!(!inner.contains('*') && !part.is_empty(), "{entry}");
                assert!(inner.len() + 1 >= part.len(), "one star a part: {entry}");
            }
        }
    }
}
