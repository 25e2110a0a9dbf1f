//! UTF-16 without a byte order mark, by its two-byte units.

use crate::Encoding;

/// The share of ordinary units from which on bytes are UTF-16. In Russian and English UTF-16 nearly
/// all are ordinary, and nearly none in other encodings, nor in the other order of UTF-16: an ordinary
/// unit has a high byte that is a control character by itself.
const LEAST_ORDINARY: f64 = 0.6;

/// The order of UTF-16 that bytes look to be in, if they look so.
pub(crate) fn utf_16(bytes: &[u8]) -> Option<Encoding> {
    let units = bytes.chunks_exact(2).len();
    let ordinary = |read: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        units.filter(is_ordinary).count()
    };
    let (little, big) = (ordinary(u16::from_le_bytes), ordinary(u16::from_be_bytes));
    let (encoding, ordinary) = match little >= big {
        true => (encoding_rs::UTF_16LE, little),
        false => (encoding_rs::UTF_16BE, big),
    };
    let is_utf_16 = units > 0 && ordinary as f64 >= LEAST_ORDINARY * units as f64;
    is_utf_16.then_some(Encoding(encoding))
}

/// Whether a unit is white space, ASCII, or a Latin or Cyrillic letter.
fn is_ordinary(unit: &u16) -> bool {
    matches!(unit, 0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0x17F | 0x400..=0x4FF)
}
