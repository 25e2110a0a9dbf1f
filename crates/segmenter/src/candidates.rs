//! Candidates: the places inside a paragraph where a sentence might end.

use crate::marks::{
    is_alphanumeric, is_closer, is_dash, is_emoji, is_numeric, is_opener, is_opening_quote,
    is_question, is_terminal, is_weightless, is_wide_terminal,
};

/// How far from the head of a paragraph, in bytes (160 Russian letters), a heading may reach that
/// the text follows without a mark.
pub(crate) const HEADING_REACH: usize = 320;

/// How far after an initial, in bytes, a signature may end that the text follows without a mark.
const SIGNATURE_REACH: usize = 60;

/// What makes a place a candidate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mark {
    /// One full stop.
    Stop,
    /// A question or exclamation mark, or several.
    Question,
    /// An ellipsis: "…", "...", ". . .".
    Ellipsis,
    /// A telegraph operator's full stop in words, ТЧК or STOP, or the sign = after an address.
    Wire,
    /// A colon or semicolon before the first or next item of a list.
    List,
    /// A smiley or an emoji: ":)", ")))", "😊".
    Smile,
    /// No mark, only white space near the head of a paragraph: a heading may end here.
    Space,
}

/// A place where a sentence might end. All positions are bytes of the paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    /// Where the marks begin: the end of the word before them.
    pub mark_start: usize,
    /// The last mark.
    pub mark: Mark,
    /// Whether nothing but one full stop makes the candidate, so that it may be that of an
    /// abbreviation.
    pub bare_stop: bool,
    /// Where the sentence would end, closing quotes and brackets included.
    pub end: usize,
    /// Where the next sentence would begin.
    pub next: usize,
}

/// Finds the candidates of a paragraph in order. A candidate lies strictly inside the paragraph.
pub(crate) fn candidates(paragraph: &str) -> impl Iterator<Item = Candidate> {
    let mut at = 0;
    let mut headings_until = HEADING_REACH;
    std::iter::from_fn(move || {
        while let Some(found) = next_mark(paragraph, at, headings_until) {
            let candidate = extend(paragraph, found);
            at = candidate.next;
            if candidate.next >= paragraph.len() {
                return None;
            }
            if ends_initial(paragraph, candidate) {
                headings_until = headings_until.max(at + SIGNATURE_REACH);
            }
            if candidate.next > candidate.end
                || speaks_on(paragraph, candidate)
                || runs_on(paragraph, candidate)
                || is_wide(paragraph, candidate)
            {
                return Some(candidate);
            }
        }
        None
    })
}

/// Whether the mark is the full stop of an initial: one capital before it.
fn ends_initial(paragraph: &str, candidate: Candidate) -> bool {
    let mut before = paragraph[..candidate.mark_start].chars().rev();
    candidate.bare_stop
        && before.next().is_some_and(char::is_uppercase)
        && before.next().is_none_or(|c| !c.is_alphabetic())
}

/// Where a mark begins and, unless it is one of terminal characters, its end and kind.
type Found = (usize, Option<(usize, Mark)>);

/// Finds the next mark from a byte on. White space before `headings_until` may be one.
fn next_mark(paragraph: &str, from: usize, headings_until: usize) -> Option<Found> {
    let bytes = paragraph.as_bytes();
    let mut at = from;
    loop {
        let heads = at < headings_until;
        let end = if heads {
            headings_until.min(bytes.len())
        } else {
            bytes.len()
        };
        while at < end {
            let watch = WATCHED[usize::from(bytes[at])];
            if watch == MARKS || watch == SPACES && heads && !before_small_letter(&bytes[at..]) {
                break;
            }
            at += 1;
        }
        if at == end {
            if end == bytes.len() {
                return None;
            }
            continue;
        }
        // A watched continuation byte stands for the letters of ТЧК before it.
        if let Some(found) = wire_word(paragraph, at) {
            return Some(found);
        }
        at = paragraph.ceil_char_boundary(at);
        let c = paragraph[at..].chars().next()?;
        if let Some(found) = mark_at(paragraph, at, c, heads) {
            return Some(found);
        }
        at += c.len_utf8();
    }
}

/// A byte with which a mark may begin, or that stands inside ТЧК and тчк.
const MARKS: u8 = 1;

/// A byte with which white space may begin after which a heading may have ended.
const SPACES: u8 = 2;

/// What each byte may begin.
static WATCHED: [u8; 256] = {
    let mut watched = [0; 256];
    let marks = [
        b'.', b'!', b'?', b':', b';', b'=', b')', b'S', 0xA7, 0x87, 0xD8, 0xDB, 0xE2, 0xE3, 0xEF,
        0xF0,
    ];
    let mut n = 0;
    while n < marks.len() {
        watched[marks[n] as usize] = MARKS;
        n += 1;
    }
    watched[b' ' as usize] = SPACES;
    watched[0xC2] = SPACES;
    watched
};

/// Whether a space and a small Russian or Latin letter stand at the head of the bytes.
fn before_small_letter(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [b' ', b'a'..=b'z', ..] | [b' ', 0xD0, 0xB0..=0xBF, ..] | [b' ', 0xD1, 0x80..=0x8F, ..]
    )
}

/// The telegraph operator's full stop in words around a byte: the Ч of ТЧК, the S of STOP.
fn wire_word(paragraph: &str, at: usize) -> Option<Found> {
    let (word, start) = match paragraph.as_bytes()[at] {
        b'S' => ("STOP", at),
        0xA7 => ("ТЧК", at.checked_sub(3)?),
        0x87 => ("тчк", at.checked_sub(3)?),
        _ => return None,
    };
    let end = start + word.len();
    let here = paragraph.as_bytes()[start..].starts_with(word.as_bytes())
        && !paragraph[..start].ends_with(|c: char| !c.is_whitespace())
        && !paragraph[end..].starts_with(|c: char| !c.is_whitespace());
    here.then_some((start, Some((end, Mark::Wire))))
}

/// The mark that begins with the character at a byte, if one does.
fn mark_at(paragraph: &str, at: usize, c: char, heads: bool) -> Option<Found> {
    let before = || paragraph[..at].chars().next_back();
    if is_terminal(c) {
        return Some((at, None));
    }
    if matches!(c, ':' | ';') && starts_item(&paragraph[at + 1..]) {
        return Some((at, Some((at + 1, Mark::List))));
    }
    if heads && c.is_whitespace() && parts_heading(before, &paragraph[at..]) {
        return Some((at, Some((at, Mark::Space))));
    }
    if c == '=' && before().is_some_and(char::is_whitespace) {
        return Some((at, Some((at + 1, Mark::Wire))));
    }
    let length = smile(before, c, &paragraph[at..])?;
    Some((at, Some((at + length, Mark::Smile))))
}

/// Whether white space may part a heading from the text: a word or its closing quote before it,
/// a capital or a figure after it.
fn parts_heading(before: impl Fn() -> Option<char>, rest: &str) -> bool {
    before().is_some_and(|c| is_alphanumeric(c) || is_closer(c) || c == ',')
        && rest
            .chars()
            .take(4)
            .find(|&c| !c.is_whitespace() && !is_opener(c))
            .is_some_and(|c| c.is_uppercase() || is_numeric(c))
}

/// Length of the smiley or run of emoji that begins with `c`, at the head of `rest`.
fn smile(before: impl Fn() -> Option<char>, c: char, rest: &str) -> Option<usize> {
    let run = |wanted: fn(char) -> bool| rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    match c {
        ':' | ';' if !before().is_some_and(is_numeric) => {
            let nose = rest[1..].strip_prefix('-').unwrap_or(&rest[1..]);
            let mouth = nose.len() - nose.trim_start_matches([')', '(']).len();
            (mouth > 0).then_some(rest.len() - nose.len() + mouth)
        }
        // Two brackets or more; whether they close something, the rule knows.
        ')' if rest.starts_with("))") => Some(run(|c| c == ')')),
        c if is_emoji(c) => Some(run(|c| is_emoji(c) || is_weightless(c))),
        _ => None,
    }
}

/// Takes in the marks, closing quotes, brackets and footnote signs that follow the first mark.
fn extend(paragraph: &str, (start, known): Found) -> Candidate {
    if let Some((end, mark)) = known {
        let next = end + leading_space(&paragraph[end..]);
        return Candidate {
            mark_start: start,
            mark,
            bare_stop: false,
            end,
            next,
        };
    }
    let mut end = start;
    let mut mark = Mark::Stop;
    let mut stops = 0;
    let mut bare_stop = true;
    let mut fresh = true; // No closer since the last mark: further marks join its cluster.
    loop {
        let rest = &paragraph[end..];
        let Some(c) = rest.chars().next() else { break };
        if is_terminal(c) {
            let cluster = is_terminal_cluster(mark, fresh, stops, c);
            (mark, stops) = cluster;
            bare_stop &= end == start && c == '.';
            fresh = true;
            end += c.len_utf8();
        } else if let (true, Some(skip)) = (
            mark == Mark::Stop || mark == Mark::Ellipsis,
            spaced_stop(rest),
        ) {
            mark = Mark::Ellipsis;
            bare_stop = false;
            end += skip;
        } else if is_closer(c) {
            bare_stop &= is_weightless(c);
            fresh = false;
            end += c.len_utf8();
        } else if let Some(skip) = foreign_closer(rest).or_else(|| footnote(rest)) {
            bare_stop = false;
            end += skip;
        } else {
            break;
        }
    }
    let next = end + leading_space(&paragraph[end..]);
    Candidate {
        mark_start: start,
        mark,
        bare_stop,
        end,
        next,
    }
}

/// Length of the white space at the head of a text.
fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Whether a list item follows: white space, an optional bracket, a letter or number, a bracket.
fn starts_item(rest: &str) -> bool {
    let item = rest.trim_start();
    item.len() < rest.len()
        && item.char_indices().take(6).any(|(i, c)| i > 0 && c == ')')
        && item.starts_with(|c: char| c == '(' || is_numeric(c) || c.is_lowercase())
}

/// The mark and number of stops after one more terminal character.
fn is_terminal_cluster(mark: Mark, fresh: bool, stops: usize, c: char) -> (Mark, usize) {
    if is_question(c) {
        return (Mark::Question, 0);
    }
    let stops = if fresh { stops } else { 0 } + if c == '…' { 2 } else { 1 };
    // "?.." and "!…" question; "?." after a closing quote is a stop of its own.
    if fresh && mark == Mark::Question {
        (Mark::Question, 0)
    } else if stops >= 2 {
        (Mark::Ellipsis, stops)
    } else {
        (Mark::Stop, stops)
    }
}

/// Length of the next stop of a spaced ellipsis ". . .": white space and a stop that stands alone.
fn spaced_stop(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices();
    let (_, space) = chars.next()?;
    let (at, stop) = chars.next()?;
    let alone = chars.next().is_none_or(|(_, c)| !c.is_alphanumeric());
    (matches!(space, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}') && stop == '.' && alone)
        .then_some(at + 1)
}

/// Length of a footnote mark that hangs on the mark before it: "[12]", "[a]", "[прим. 3]", "[1]:23".
pub(crate) fn footnote(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?;
    let close = inner.char_indices().take(12).find(|&(_, c)| c == ']')?.0;
    let label = &inner[..close];
    let digits = label.trim_start_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' ');
    let word = label[..label.len() - digits.len()].trim_end();
    let number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let letter = digits.is_empty() && label.chars().count() == 1;
    if !(number && (word.is_empty() || word.len() < label.len() - digits.len()) || letter) {
        return None;
    }
    let page = inner[close + 1..].strip_prefix(':').map_or(0, |after| {
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 { digits + 1 } else { 0 }
    });
    Some(close + 2 + page)
}

/// Length of a quotation mark that closes in the manner of some languages only: French sets a space
/// before it (« Oui ! »), German turns it round (»Ja!« and ‚Ja!‘).
fn foreign_closer(rest: &str) -> Option<usize> {
    let quote = rest.trim_start_matches([' ', '\u{A0}', '\u{202F}']);
    let space = rest.len() - quote.len();
    let sign = quote.chars().next()?;
    let after = quote[sign.len_utf8()..].chars().next();
    let closes = match space {
        0 => matches!(sign, '«' | '‹' | '‘'),
        1..=3 => matches!(sign, '»' | '›'),
        _ => false,
    };
    let ends = after.is_none_or(|c| !is_alphanumeric(c) && !is_opening_quote(c));
    (closes && ends).then_some(space + sign.len_utf8())
}

/// Whether the candidate is a mark of Chinese or Japanese, which needs no space after it.
fn is_wide(paragraph: &str, candidate: Candidate) -> bool {
    paragraph[candidate.mark_start..].starts_with(is_wide_terminal)
}

/// Whether speech goes on after a mark without a space but with a dash: «Пора.—Куда?».
fn speaks_on(paragraph: &str, candidate: Candidate) -> bool {
    let rest = &paragraph[candidate.end..];
    let dash = rest.starts_with("--") || rest.starts_with(|c| is_dash(c) && c != '-');
    dash && rest
        .trim_start_matches(is_dash)
        .chars()
        .find(|c| !c.is_whitespace() && !is_weightless(*c))
        .is_some_and(char::is_uppercase)
}

/// Whether the next sentence follows the mark without a space, as in hasty typing: a small letter
/// before the mark, a capital after it and then a small letter or the word's end.
fn runs_on(paragraph: &str, candidate: Candidate) -> bool {
    let word_before = paragraph[..candidate.mark_start].chars().next_back();
    let mut after = paragraph[candidate.end..].chars();
    matches!(candidate.mark, Mark::Stop | Mark::Question | Mark::Ellipsis)
        && word_before.is_some_and(char::is_lowercase)
        && after.next().is_some_and(char::is_uppercase)
        && after.next().is_some_and(|c| c.is_lowercase() || c == ' ')
}
