//! What a rule may ask about a candidate: the words and signs around it.

use crate::abbreviations::{Kinds, normalise};
use crate::candidates::{Candidate, Mark};
use crate::knowledge::Knowledge;
use crate::marks::{
    is_alphanumeric, is_closer, is_dash, is_numeric, is_opener, is_terminal, is_weightless,
};
use memchr::memchr3;
use std::cell::OnceCell;
use std::collections::HashSet;

/// How far to look for the ends of a word, in code points. Longer strings are no words; the limit
/// keeps the work of each candidate constant.
const REACH: usize = 48;

/// Longest second word of an abbreviation of two words, in bytes («научн. сотр.»).
const LONGEST_SECOND: usize = 12;

/// Longest name of an archive, in bytes, that opens a reference.
const LONGEST_ARCHIVE: usize = 160;

/// A candidate with its surroundings.
pub(crate) struct Context<'a> {
    /// The paragraph.
    pub text: &'a str,
    /// The language data.
    pub knowledge: &'a Knowledge<'a>,
    /// Whether the paragraph is verse, whose lines begin with capitals for no other reason.
    pub verse: bool,
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
    /// `right` in normal form, once asked.
    right_normal: OnceCell<String>,
    /// What is known of `left`, once asked.
    known: OnceCell<Option<Kinds>>,
    /// Whether `right` commonly opens sentences, once asked.
    starter: OnceCell<bool>,
}

impl<'a> Context<'a> {
    pub fn new(
        text: &'a str,
        knowledge: &'a Knowledge<'a>,
        verse: bool,
        sentence_start: usize,
        brackets: &'a Brackets,
        candidate: Candidate,
    ) -> Context<'a> {
        // The rules for white space look at the whole heading instead.
        let looked_at = if candidate.mark == Mark::Space {
            candidate.mark_start
        } else {
            sentence_start
        };
        let left = word_before(text, looked_at, candidate.mark_start);
        let left = glued(left).map_or(left, |at| &left[at..]);
        let left_start = candidate.mark_start - left.len();
        let gap = text[looked_at..left_start].trim_end();
        let stopped = gap.strip_suffix('.');
        let before_end = looked_at + stopped.unwrap_or(gap).len();
        let before = word_before(text, looked_at, before_end);
        let rest = &text[candidate.next..];
        let openers = openers(rest);
        let after = &rest[openers.len()..];
        let right = take(after, REACH, is_word).trim_end_matches(is_dash);
        let after_right = after[right.len()..].chars().next();
        Context {
            text,
            knowledge,
            verse,
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
            right_normal: OnceCell::new(),
            known: OnceCell::new(),
            starter: OnceCell::new(),
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

    /// Whether the next word begins with a capital, or is a brand such as iPad or eBay.
    pub fn right_upper(&self) -> bool {
        self.right_first().is_some_and(char::is_uppercase) || self.right_brand()
    }

    /// Whether the next word begins with a small letter and is no brand.
    pub fn right_lower(&self) -> bool {
        self.right_first().is_some_and(char::is_lowercase) && !self.right_brand()
    }

    fn right_brand(&self) -> bool {
        let mut letters = self.right.chars();
        matches!(letters.next(), Some('i' | 'e'))
            && letters.next().is_some_and(|c| c.is_ascii_uppercase())
            && letters.next().is_some_and(char::is_alphabetic)
    }

    /// Whether a number, a Roman number or a shelf mark with a number («Р-5446») follows.
    pub fn right_figure(&self) -> bool {
        self.right
            .chars()
            .take(8)
            .any(|c| is_numeric(c) || c == '№')
            || matches!(self.right, "No" | "Nos") && self.number_follows()
            || is_roman(self.right) && self.right.chars().count() > 1
    }

    /// Whether a number follows the next word and its full stop.
    fn number_follows(&self) -> bool {
        self.after_word()
            .trim_start_matches(['.', ' ', '\u{A0}'])
            .starts_with(is_numeric)
    }

    /// Whether a decimal fraction follows.
    pub fn right_decimal(&self) -> bool {
        let after = self.after_word().strip_prefix([',', '.']);
        self.right_digit() && after.is_some_and(|after| after.starts_with(is_numeric))
    }

    /// Whether the word before the marks, in any form, is one of a list and no full stop parts it.
    pub fn after(&self, words: &HashSet<String>) -> bool {
        !self.before_stopped && words.contains(&normalise(self.before))
    }

    /// Whether a stretch of the paragraph that ends with a full stop ends with an abbreviation.
    pub fn ends_abbreviated(&self, head: &str) -> bool {
        let Some(stem) = head.strip_suffix('.') else {
            return false;
        };
        let word = word_before(stem, 0, stem.len());
        self.knowledge.abbreviation(word).is_some()
    }

    /// Whether a word reads as a surname.
    pub fn is_surname(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase)
            && word.chars().count() >= 4
            && word.char_indices().rev().take(5).any(|(at, _)| {
                self.knowledge
                    .lists
                    .surnames
                    .contains(&normalise(&word[at..]))
            })
    }

    /// Whether digits follow.
    pub fn right_digit(&self) -> bool {
        self.right_first().is_some_and(is_numeric)
    }

    /// Whether the next word, in any form, is one of a list.
    pub fn right_in(&self, words: &HashSet<String>) -> bool {
        words.contains(self.right_normal.get_or_init(|| normalise(self.right)))
    }

    /// Whether the candidate is the plainest and most frequent: a word in small letters that is no
    /// abbreviation, one full stop, white space and a capital.
    pub fn is_plain(&self) -> bool {
        let space = self.candidate.next > self.candidate.end;
        self.candidate.end == self.candidate.mark_start + 1
            && self.candidate.bare_stop
            && space
            && self.openers.is_empty()
            && self.left.len() > 4
            && self.right_first().is_some_and(char::is_uppercase)
            && self.left.chars().all(char::is_lowercase)
            && self.abbreviation().is_none()
    }

    /// Whether the next word commonly opens sentences and is no initial.
    pub fn right_starter(&self) -> bool {
        *self.starter.get_or_init(|| {
            let initial = self.after_right == Some('.') && self.right.chars().count() == 1;
            let starters = &self.knowledge.lists.starters;
            self.right_upper() && !initial && (self.right_in(starters) || self.elided_in(starters))
        })
    }

    /// Whether the next word begins with an elided word of a list: "L'homme", "Qu'on".
    fn elided_in(&self, words: &HashSet<String>) -> bool {
        let elided = self.right.find(['\'', '’']);
        let head = elided.map(|at| self.right[..at].to_lowercase() + "'");
        head.is_some_and(|head| words.contains(&head))
    }

    /// Whether the word before `left` is a number or a unit that follows one («тыс.», «руб.»).
    pub fn before_number(&self) -> bool {
        let word = self.before;
        // In «Оп. 3. Д. 41» the stop parts the number from what follows.
        !self.before_stopped
            && (word.contains(|c: char| is_numeric(c) || matches!(c, '%' | '°')) || is_roman(word))
            || matches!(
                normalise(word).as_str(),
                "тыс" | "млн" | "млрд" | "кв" | "куб" | "sq" | "cu"
            )
            || self.before_stopped
                && self
                    .knowledge
                    .abbreviation(word)
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

    /// The text after the next word.
    pub fn after_word(&self) -> &'a str {
        &self.rest()[self.openers.len() + self.right.len()..]
    }

    /// What is known of the word before the marks as an abbreviation, first together with the
    /// abbreviation before it («т. д.»), then alone.
    pub fn abbreviation(&self) -> Option<Kinds> {
        *self.known.get_or_init(|| {
            if !self.candidate.bare_stop || self.left.is_empty() {
                return None;
            }
            if !self.before.is_empty() && self.left.len() <= LONGEST_SECOND {
                let joint = if self.before_stopped { '.' } else { ' ' };
                let pair = format!("{}{joint}{}", self.before, self.left);
                if let Some(kinds) = self.knowledge.abbreviation(&pair) {
                    return Some(kinds);
                }
            }
            self.knowledge.abbreviation(self.left)
        })
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

    /// The word before a place even if white space parts them.
    pub fn word_before(&self, at: usize) -> &str {
        let head = self.text[self.sentence_start..at].trim_end();
        word_before(
            self.text,
            self.sentence_start,
            self.sentence_start + head.len(),
        )
    }

    /// Whether the next word is an abbreviation of archival references, or such a word in full
    /// (Fond, Опись), and its number follows.
    pub fn reference_follows(&self) -> bool {
        let stopped = self.after_right == Some('.');
        if !self.openers.is_empty() || !stopped && self.right.chars().count() < 4 {
            return false;
        }
        let after = &self.after_word()[usize::from(stopped)..];
        // «Ед. хр. 84» has two abbreviations before its number.
        if !after.trim_start().chars().take(6).any(is_numeric) {
            return false;
        }
        let kinds = self.knowledge.abbreviation(self.right);
        // Before it stands another part of the reference or the name of the archive.
        let part = || {
            self.left.contains(|c: char| is_numeric(c) || c.is_uppercase())
                || self.abbreviation().is_some()
                || self.left.is_empty()
                || self.left_normal == "же" // «Там же. Д. 31.»
                || self.mentions_archive()
        };
        kinds.is_some_and(|kinds| kinds.reference) && part()
    }

    /// Whether the sentence so far is the name of an archive: «Архив Сев. управления».
    fn mentions_archive(&self) -> bool {
        let head = &self.text[self.sentence_start..self.candidate.mark_start];
        head.len() <= LONGEST_ARCHIVE && (head.starts_with("Архив") || head.starts_with("архив"))
    }

    /// Where `left` begins.
    pub fn left_start(&self) -> usize {
        self.candidate.mark_start - self.left.len()
    }
}

/// Opening quotes and brackets, dashes and spaces at the head of a text. A closing quotation mark
/// that a word follows opens, as in German books: »Komm!«
fn openers(text: &str) -> &str {
    let space = |c: char| matches!(c, ' ' | '\u{A0}' | '\u{202F}');
    let plain = take(text, REACH, |c| is_opener(c) || is_dash(c) || space(c));
    let turned = text[plain.len()..].strip_prefix(['»', '›']);
    match turned.filter(|word| word.starts_with(is_alphanumeric)) {
        Some(word) => &text[..text.len() - word.len()],
        None => plain,
    }
}

/// Characters of words: letters, digits and what joins them.
fn is_word(c: char) -> bool {
    is_alphanumeric(c)
        || is_weightless(c)
        || matches!(c, '\'' | '’' | '№' | '§' | '%' | '°' | '&' | '/')
        || is_dash(c) && c != '—'
}

/// The word that ends at `end`, with inner full stops.
fn word_before(text: &str, start: usize, end: usize) -> &str {
    let mut from = end;
    for (i, c) in text[start..end].char_indices().rev().take(REACH) {
        let double_dash = c == '-' && text[from..end].starts_with('-');
        if double_dash || !(is_word(c) || c == '.' || c == ',' && from < end) {
            break;
        }
        from = start + i;
    }
    let word = &text[from..end];
    // A quotation mark or comma that hangs on the front is no part of the word.
    word.trim_start_matches(|c: char| matches!(c, '\'' | '’' | '.' | ',') || is_dash(c))
}

/// Where the second word begins of two that hasty typing glued together: "Tuesday.Mr".
fn glued(word: &str) -> Option<usize> {
    let (head, tail) = word.rsplit_once('.')?;
    let first = head.rsplit('.').next().unwrap_or(head);
    let long = first.chars().count() >= 4 && first.chars().skip(1).all(char::is_lowercase);
    (long && tail.starts_with(char::is_uppercase)).then(|| head.len() + 1)
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
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut pairs = Vec::new();
        let first = memchr3(b'(', b'[', b'{', paragraph.as_bytes()).unwrap_or(paragraph.len());
        // Brackets are single bytes that occur inside no other character.
        for (i, &byte) in paragraph.as_bytes().iter().enumerate().skip(first) {
            let opener = match byte {
                b'(' | b'[' | b'{' => {
                    open.push((byte, i));
                    continue;
                }
                b')' => b'(',
                b']' => b'[',
                b'}' => b'{',
                _ => continue,
            };
            if let Some((_, start)) = open.pop_if(|&mut (byte, _)| byte == opener) {
                pairs.push((start, i));
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
