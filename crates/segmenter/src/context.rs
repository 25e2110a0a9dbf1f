//! What a rule may ask about a candidate: the words and signs around it.

use crate::candidates::Candidate;
use crate::knowledge::{Kinds, Knowledge, normalise};
use crate::marks::{is_closer, is_dash, is_opener, is_terminal, is_weightless};

/// How far to look for the ends of a word, in code points. Longer strings are no words; the limit
/// keeps the work of each candidate constant.
const REACH: usize = 48;

/// A candidate with its surroundings.
pub(crate) struct Context<'a> {
    /// The paragraph.
    pub text: &'a str,
    /// The language data.
    pub knowledge: &'a Knowledge,
    /// Where the sentence that might end here began.
    pub sentence_start: usize,
    /// The matched brackets of the paragraph.
    pub brackets: &'a Brackets,
    /// The place to decide.
    pub candidate: Candidate,
    /// The word before the marks with its inner full stops and hyphens (т.е, Сев.-Зап, В.М);
    /// empty after a quote or bracket.
    pub left: &'a str,
    /// `left` in normal form.
    pub left_normal: String,
    /// The word before `left`, without the full stop it may end with.
    pub before: &'a str,
    /// Whether `before` ends with a full stop.
    pub before_stopped: bool,
    /// Opening quotes, brackets and dashes before the next word.
    pub openers: &'a str,
    /// The word after the candidate, without a full stop.
    pub right: &'a str,
    /// The character after `right`.
    pub after_right: Option<char>,
}

impl<'a> Context<'a> {
    pub fn new(
        text: &'a str,
        knowledge: &'a Knowledge,
        sentence_start: usize,
        brackets: &'a Brackets,
        candidate: Candidate,
    ) -> Context<'a> {
        let left = word_before(text, sentence_start, candidate.mark_start);
        let left_start = candidate.mark_start - left.len();
        let gap = text[sentence_start..left_start].trim_end();
        let stopped = gap.strip_suffix('.');
        let before_end = sentence_start + stopped.unwrap_or(gap).len();
        let before = word_before(text, sentence_start, before_end);
        let rest = &text[candidate.next..];
        let openers = take(rest, REACH, |c| {
            is_opener(c) || is_dash(c) || c == ' ' || c == '\u{A0}'
        });
        let after = &rest[openers.len()..];
        let right = take(after, REACH, is_word).trim_end_matches(is_dash);
        let after_right = after[right.len()..].chars().next();
        Context {
            text,
            knowledge,
            sentence_start,
            brackets,
            candidate,
            left,
            left_normal: normalise(left),
            before,
            before_stopped: stopped.is_some(),
            openers,
            right,
            after_right,
        }
    }

    /// The character right after the white space.
    pub fn next_char(&self) -> char {
        // A candidate lies strictly inside its paragraph, so something follows.
        self.text[self.candidate.next..]
            .chars()
            .next()
            .unwrap_or(' ')
    }

    /// The first character of the next word, if there is one.
    pub fn right_first(&self) -> Option<char> {
        self.right.chars().find(|&c| !is_weightless(c))
    }

    /// Whether the next word begins with a capital.
    pub fn right_upper(&self) -> bool {
        self.right_first().is_some_and(|c| c.is_uppercase())
    }

    /// Whether the next word begins with a small letter.
    pub fn right_lower(&self) -> bool {
        self.right_first().is_some_and(|c| c.is_lowercase())
    }

    /// Whether a number, a Roman number or a shelf mark with a number («Р-5446») follows.
    pub fn right_figure(&self) -> bool {
        self.right
            .chars()
            .take(8)
            .any(|c| c.is_numeric() || c == '№')
            || is_roman(self.right) && self.right.chars().count() > 1
    }

    /// Whether a decimal fraction follows.
    pub fn right_decimal(&self) -> bool {
        let after = self.rest()[self.openers.len() + self.right.len()..].strip_prefix([',', '.']);
        self.right_digit() && after.is_some_and(|after| after.starts_with(char::is_numeric))
    }

    /// Whether digits follow.
    pub fn right_digit(&self) -> bool {
        self.right_first().is_some_and(char::is_numeric)
    }

    /// Whether the next word commonly opens sentences and is no initial.
    pub fn right_starter(&self) -> bool {
        let initial = self.after_right == Some('.') && self.right.chars().count() == 1;
        self.right_upper() && !initial && self.knowledge.is_starter(&normalise(self.right))
    }

    /// Whether the word before `left` is a number or a unit that follows one («тыс.», «руб.»).
    pub fn before_number(&self) -> bool {
        let word = self.before;
        // In «Оп. 3. Д. 41» the stop parts the number from what follows.
        !self.before_stopped
            && (word.contains(|c: char| c.is_numeric() || matches!(c, '%' | '°')) || is_roman(word))
            || matches!(
                normalise(word).as_str(),
                "тыс" | "млн" | "млрд" | "кв" | "куб" | "sq" | "cu"
            )
            || self.before_stopped
                && self
                    .knowledge
                    .abbreviation(&normalise(word))
                    .is_some_and(|kinds| kinds.after_number && !kinds.before_name)
    }

    /// Whether `left` is a unit and stands after its number, so that it may end the sentence.
    pub fn measures(&self) -> bool {
        self.abbreviation().is_some_and(|kinds| kinds.after_number) && self.before_number()
    }

    /// The text from the next sentence's first character.
    pub fn rest(&self) -> &'a str {
        &self.text[self.candidate.next..]
    }

    /// What is known of the word before the marks as an abbreviation, first together with the
    /// abbreviation before it («т. д.»), then alone.
    pub fn abbreviation(&self) -> Option<Kinds> {
        if !self.candidate.bare_stop || self.left.is_empty() {
            return None;
        }
        if !self.before.is_empty() {
            let joint = if self.before_stopped { '.' } else { ' ' };
            let pair = format!("{}{joint}{}", normalise(self.before), self.left_normal);
            if let Some(kinds) = self.knowledge.abbreviation(&pair) {
                return Some(kinds);
            }
        }
        self.knowledge.abbreviation(&self.left_normal)
    }

    /// Whether the words of the sentence begin only at or after this byte.
    pub fn opens_sentence(&self, at: usize) -> bool {
        let sign = |c: char| {
            is_opener(c) || is_dash(c) || c.is_whitespace() || is_terminal(c) || is_closer(c)
        };
        // A longer run of signs opens nothing; the limit keeps the work constant.
        at <= self.sentence_start
            || at - self.sentence_start <= REACH
                && self.text[self.sentence_start..at].chars().all(sign)
    }

    /// Where `before` begins.
    pub fn before_start(&self) -> usize {
        let gap = self.text[self.sentence_start..self.left_start()].trim_end();
        let stopped = usize::from(self.before_stopped);
        self.sentence_start + gap.len() - stopped - self.before.len()
    }

    /// The word before a mark in words.
    pub fn before_wire(&self) -> &str {
        word_before(
            self.text,
            self.sentence_start,
            self.text[..self.candidate.mark_start]
                .trim_end()
                .len()
                .max(self.sentence_start),
        )
    }

    /// Whether the next word is an abbreviation of archival references and its number follows.
    pub fn reference_follows(&self) -> bool {
        if self.after_right != Some('.') || !self.openers.is_empty() {
            return false;
        }
        let kinds = self.knowledge.abbreviation(&normalise(self.right));
        let after = &self.text[self.candidate.next + self.right.len() + 1..];
        // «Ед. хр. 84» has two abbreviations before its number.
        let number = after.trim_start().chars().take(6).any(char::is_numeric);
        kinds.is_some_and(|kinds| kinds.reference) && number
    }

    /// Where `left` begins.
    pub fn left_start(&self) -> usize {
        self.candidate.mark_start - self.left.len()
    }
}

/// Characters of words: letters, digits and what joins them.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || is_weightless(c)
        || matches!(c, '\'' | '’' | '№' | '§' | '%' | '°' | '&' | '/')
        || is_dash(c) && c != '—'
}

/// The word that ends at `end`, with inner full stops.
fn word_before(text: &str, start: usize, end: usize) -> &str {
    let mut from = end;
    for (i, c) in text[start..end].char_indices().rev().take(REACH) {
        if !(is_word(c) || c == '.' || c == ',' && from < end) {
            break;
        }
        from = start + i;
    }
    let word = &text[from..end];
    // A quotation mark or comma that hangs on the front is no part of the word.
    word.trim_start_matches(|c: char| matches!(c, '\'' | '’' | '.' | ',') || is_dash(c))
}

fn take(text: &str, limit: usize, mut wanted: impl FnMut(char) -> bool) -> &str {
    let end = text
        .char_indices()
        .take(limit)
        .find(|&(_, c)| !wanted(c))
        .map_or_else(
            || {
                text.char_indices()
                    .nth(limit)
                    .map_or(text.len(), |(i, _)| i)
            },
            |(i, _)| i,
        );
    &text[..end]
}

/// Whether a word is a number in Roman figures, in Latin or look-alike Cyrillic letters.
pub(crate) fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M' | 'І' | 'Х'))
}

/// The brackets of a paragraph that have a partner.
pub(crate) struct Brackets {
    /// Opening and closing byte of each pair, sorted by the closing one.
    pairs: Vec<(usize, usize)>,
    /// For each pair that is outermost: the same, sorted by the opening byte.
    outer: Vec<(usize, usize)>,
}

impl Brackets {
    /// Matches the brackets of a paragraph; those without a partner are left out.
    pub fn of(paragraph: &str) -> Brackets {
        let mut open: Vec<(char, usize)> = Vec::new();
        let mut pairs = Vec::new();
        for (i, c) in paragraph.char_indices() {
            match c {
                '(' | '[' | '{' => open.push((c, i)),
                ')' | ']' | '}' => {
                    let opener = match c {
                        ')' => '(',
                        ']' => '[',
                        _ => '{',
                    };
                    if let Some((_, start)) = open.pop_if(|&mut (c, _)| c == opener) {
                        pairs.push((start, i));
                    }
                }
                _ => {}
            }
        }
        let mut sorted = pairs.clone();
        sorted.sort_unstable();
        let mut outer: Vec<(usize, usize)> = Vec::new();
        for pair in sorted {
            if outer.last().is_none_or(|&(_, end)| pair.0 > end) {
                outer.push(pair);
            }
        }
        Brackets { pairs, outer }
    }

    /// The pair that closes at this byte.
    pub fn closing_at(&self, byte: usize) -> Option<(usize, usize)> {
        let at = self
            .pairs
            .binary_search_by_key(&byte, |&(_, end)| end)
            .ok()?;
        Some(self.pairs[at])
    }

    /// The outermost pair around this byte.
    pub fn around(&self, byte: usize) -> Option<(usize, usize)> {
        let at = self.outer.partition_point(|&(start, _)| start < byte);
        let pair = *self.outer.get(at.checked_sub(1)?)?;
        (byte <= pair.1).then_some(pair)
    }
}
