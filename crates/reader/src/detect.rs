//! Which encoding bytes look to be in: an ordered list of tests, from the surest on.

use std::fmt;

use crate::decode::{DecodeError, marked};
use crate::{Encoding, letters, units};

/// Why an encoding was assumed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Reason {
    /// The user said so.
    Told,
    /// A byte order mark stands at the beginning.
    Mark,
    /// Two bytes a character, as UTF-16 has them.
    Units,
    /// The bytes are valid UTF-8.
    Valid,
    /// Most characters beyond ASCII are valid UTF-8; the file is damaged.
    Damaged,
    /// In this encoding the letters follow each other as in Russian or a Western European language.
    Letters,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Told => "as told",
            Reason::Mark => "by its byte order mark",
            Reason::Units => "each character has two bytes",
            Reason::Valid => "its bytes are valid",
            Reason::Damaged => "most of its bytes are valid",
            Reason::Letters => "its letters make words",
        })
    }
}

/// The encoding that bytes look to be in. ASCII is UTF-8.
pub(crate) fn detect(bytes: &[u8]) -> Result<(Encoding, Reason), DecodeError> {
    if let Some(encoding) = marked(bytes) {
        return Ok((encoding, Reason::Mark));
    }
    if let Some(encoding) = units::utf_16(bytes) {
        return Ok((encoding, Reason::Units));
    }
    let utf_8 = Encoding(encoding_rs::UTF_8);
    if std::str::from_utf8(bytes).is_ok() {
        return Ok((utf_8, Reason::Valid));
    }
    if is_damaged_utf_8(bytes) {
        return Ok((utf_8, Reason::Damaged));
    }
    letters::single_byte(bytes).map(|encoding| (encoding, Reason::Letters))
}

/// Whether more characters beyond ASCII are valid UTF-8 than are not. In other encodings valid
/// sequences are few: a lead byte must be followed by the right number of continuation bytes.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    valid > broken
}
