//! Bytes to text, with what was assumed of them.

use std::fmt;

use thiserror::Error;

use crate::detect::detect;
use crate::{Encoding, Reason};

/// The share of unreadable characters, in percent, above which the encoding is taken to be wrong. A
/// damaged place in a long text stays below; text in the wrong encoding has them in every line.
const MOST_UNREADABLE: f64 = 1.0;

/// A text that was decoded, and how. The byte order mark is not part of the text.
#[derive(Clone, Debug)]
pub struct Decoded {
    text: String,
    encoding: Encoding,
    reason: Reason,
    unreadable: Option<Unreadable>,
}

impl Decoded {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, without what is known of it.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The encoding that was assumed.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Why it was assumed.
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// The few characters that could not be read, if there are any.
    pub fn unreadable(&self) -> Option<Unreadable> {
        self.unreadable
    }
}

/// Characters of a decoded text that no text has: U+FFFD, which stands for bytes that mean nothing in
/// the encoding, and control characters other than white space. There is at least one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Unreadable {
    /// How many of them are U+FFFD.
    pub replaced: usize,
    /// How many are control characters.
    pub controls: usize,
    /// Their share of all characters, in percent.
    pub percent: f64,
    /// The first of them.
    pub first: char,
    /// The line of the first, counted from 1.
    pub line: usize,
    /// Its column in code points, counted from 1.
    pub column: usize,
}

impl Unreadable {
    fn of(text: &str) -> Option<Unreadable> {
        let is_control = |c: &char| c.is_control() && !c.is_whitespace();
        let is_replaced = |c: &char| *c == char::REPLACEMENT_CHARACTER;
        let at = text.find(|c| is_control(&c) || is_replaced(&c))?;
        let replaced = text.chars().filter(is_replaced).count();
        let controls = text.chars().filter(is_control).count();
        let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        Some(Unreadable {
            replaced,
            controls,
            percent: 100.0 * (replaced + controls) as f64 / text.chars().count() as f64,
            first: text[at..].chars().next()?,
            line: text[..at].matches('\n').count() + 1,
            column: text[line_start..at].chars().count() + 1,
        })
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:.1} % of its characters are unreadable, the first at line {}, column {} (U+{:04X})",
            self.percent, self.line, self.column, self.first as u32
        )
    }
}

/// Why bytes could not be decoded.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// In the encoding, too much of the text is unreadable.
    #[error("as {encoding} ({reason}), {unreadable}; it is no plain text, or in another encoding")]
    Unreadable {
        /// The encoding.
        encoding: Encoding,
        /// Why it was assumed.
        reason: Reason,
        /// What of the text is unreadable.
        unreadable: Unreadable,
    },
    /// No encoding that can be detected makes words of the bytes.
    #[error(
        "no encoding that can be detected makes words of it (likeliest: {likeliest}); it is no plain \
         text, or in another encoding"
    )]
    Unknown {
        /// The encoding that comes nearest.
        likeliest: Encoding,
    },
}

/// Decodes bytes: from the encoding that the user told, else from the one that they look to be in.
///
/// What was told is not doubted, but of UTF-16 a byte order mark settles the order.
///
/// # Errors
///
/// When more than one in a hundred characters is unreadable, or nothing was told and no encoding
/// fits.
pub fn decode(bytes: &[u8], told: Option<Encoding>) -> Result<Decoded, DecodeError> {
    let (encoding, reason) = match told {
        Some(told) => (in_marked_order(told, bytes), Reason::Told),
        None => detect(bytes)?,
    };
    let body = bytes.strip_prefix(encoding.mark()).unwrap_or(bytes);
    let text = encoding.0.decode_without_bom_handling(body).0.into_owned();
    match Unreadable::of(&text) {
        Some(unreadable) if unreadable.percent > MOST_UNREADABLE => Err(DecodeError::Unreadable {
            encoding,
            reason,
            unreadable,
        }),
        unreadable => Ok(Decoded {
            text,
            encoding,
            reason,
            unreadable,
        }),
    }
}

/// The encoding, in the order of the byte order mark if both are UTF-16.
fn in_marked_order(told: Encoding, bytes: &[u8]) -> Encoding {
    match marked(bytes) {
        Some(marked) if told.is_utf_16() && marked.is_utf_16() => marked,
        _ => told,
    }
}

/// The encoding whose byte order mark stands at the beginning.
pub(crate) fn marked(bytes: &[u8]) -> Option<Encoding> {
    encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| Encoding(encoding))
}
