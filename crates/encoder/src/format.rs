//! The weight file: header, sections, checks. `tools/make_model.py` writes it.
//!
//! All numbers are little endian.
//!
//! | bytes | content |
//! |---|---|
//! | 8 | `SVERKAEN` |
//! | 4 | version of the format, 1 |
//! | 4 | CRC-32 of all bytes after this one's last |
//! | 4 | number of sections, 10 |
//! | 10 × 4 | size of each section in bytes |
//! | the rest | the sections, one after the other |
//!
//! | section | content |
//! |---|---|
//! | parameters | f32 added to variances; f32 lowest score of any upstream piece |
//! | charsmap | u32 size of the double array, the double array (u32 each), NUL-ended replacements |
//! | lengths | u8 for each piece: bytes of its text |
//! | texts | the pieces' texts in byte order |
//! | ids | u32 for each piece: its upstream id |
//! | scores | f32 for each piece: its log probability |
//! | codes | for each of 17 chunks: f32 scale, f32 offset, u8 code length of each of 64 levels |
//! | row sizes | u16 for each piece: bytes of its embedding row |
//! | rows | the embedding rows: 512 Huffman codes each, first bit highest |
//! | layers | 16 matrices (f32 step, u32 zero point, u8 elements by row), then f32 vectors |

use crate::ModelError;

/// The first bytes of every weight file.
const MAGIC: &[u8; 8] = b"SVERKAEN";
/// The version of the format that this crate reads.
const VERSION: u32 = 1;
/// Number of sections of this version.
const SECTIONS: usize = 10;
/// Where the checksummed bytes begin.
const CHECKED: usize = 16;
/// Size of everything before the first section.
const HEADER: usize = CHECKED + 4 + 4 * SECTIONS;

/// The sections of a weight file, checked against its header but not yet against each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sections<'a> {
    pub(crate) parameters: &'a [u8],
    pub(crate) charsmap: &'a [u8],
    pub(crate) lengths: &'a [u8],
    pub(crate) texts: &'a [u8],
    pub(crate) ids: &'a [u8],
    pub(crate) scores: &'a [u8],
    pub(crate) codes: &'a [u8],
    pub(crate) row_sizes: &'a [u8],
    pub(crate) rows: &'a [u8],
    pub(crate) layers: &'a [u8],
}

impl<'a> Sections<'a> {
    /// Splits a file into its sections after checking magic, version, sizes and checksum.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Sections<'a>, ModelError> {
        let truncated = |expected: u64| ModelError::Truncated {
            found: bytes.len() as u64,
            expected,
        };
        if bytes.len() < MAGIC.len() && MAGIC.starts_with(bytes) && !bytes.is_empty() {
            return Err(truncated(HEADER as u64));
        }
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        let mut header = Numbers(&bytes[MAGIC.len()..]);
        let found = header.u32().ok_or_else(|| truncated(HEADER as u64))?;
        if found != VERSION {
            return Err(ModelError::Version {
                found,
                known: VERSION,
            });
        }
        if bytes.len() < HEADER {
            return Err(truncated(HEADER as u64));
        }
        let expected = header.u32().ok_or_else(|| truncated(HEADER as u64))?;
        let count = header.u32().ok_or_else(|| truncated(HEADER as u64))?;
        let sizes = header
            .u32s(SECTIONS)
            .ok_or_else(|| truncated(HEADER as u64))?;
        // The length is looked at first, so that a cut file is called cut; a damaged size shows
        // up as a wrong length or, when lengths add up by chance, as a wrong checksum.
        let whole = HEADER as u64 + sizes.iter().map(|size| u64::from(*size)).sum::<u64>();
        if count == SECTIONS as u32 && (bytes.len() as u64) < whole {
            return Err(truncated(whole));
        }
        let found = crc32fast::hash(&bytes[CHECKED..]);
        if found != expected {
            return Err(ModelError::Checksum { found, expected });
        }
        if count != SECTIONS as u32 || bytes.len() as u64 != whole {
            return Err(ModelError::Inconsistent("the header's sizes"));
        }
        let mut rest = Numbers(&bytes[HEADER..]);
        let mut sizes = sizes.into_iter();
        let mut section = || {
            sizes
                .next()
                .and_then(|size| rest.bytes(size as usize))
                .ok_or(ModelError::Inconsistent("the header's sizes"))
        };
        Ok(Sections {
            parameters: section()?,
            charsmap: section()?,
            lengths: section()?,
            texts: section()?,
            ids: section()?,
            scores: section()?,
            codes: section()?,
            row_sizes: section()?,
            rows: section()?,
            layers: section()?,
        })
    }
}

/// Reads numbers off the front of bytes; `None` when the bytes run out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers<'a>(pub(crate) &'a [u8]);

impl<'a> Numbers<'a> {
    /// The next `count` bytes.
    pub(crate) fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (front, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(front)
    }

    /// The next number.
    pub(crate) fn u32(&mut self) -> Option<u32> {
        let (front, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*front))
    }

    /// The next number, if it is finite.
    pub(crate) fn f32(&mut self) -> Option<f32> {
        self.u32()
            .map(f32::from_bits)
            .filter(|value| value.is_finite())
    }

    /// The next `count` numbers.
    pub(crate) fn u32s(&mut self, count: usize) -> Option<Vec<u32>> {
        let (chunks, _) = self.bytes(count.checked_mul(4)?)?.as_chunks();
        Some(
            chunks
                .iter()
                .map(|chunk| u32::from_le_bytes(*chunk))
                .collect(),
        )
    }

    /// The next `count` numbers, if all are finite.
    pub(crate) fn f32s(&mut self, count: usize) -> Option<Vec<f32>> {
        let values: Vec<f32> = self.u32s(count)?.into_iter().map(f32::from_bits).collect();
        values
            .iter()
            .all(|value| value.is_finite())
            .then_some(values)
    }
}
