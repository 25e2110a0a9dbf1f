//! The embedding table, kept compressed; rows are decoded when a text needs them.
//!
//! Upstream keeps 6-bit levels with one scale and offset for each of 17 chunks (a piece's chunk is
//! its id modulo 17). Most levels are rare, so a Huffman code for each chunk stores the same levels
//! in half the space.

use std::borrow::Cow;

use crate::format::Numbers;
use crate::{DIMENSIONS, ModelError};

/// Number of chunks of the upstream table.
const CHUNKS: usize = 17;
/// Number of levels of an embedding value.
const LEVELS: usize = 64;
/// Bits of the longest code.
const LONGEST_CODE: usize = 11;

/// The rows of all pieces and what is needed to decode them.
#[derive(Clone, Debug)]
pub(crate) struct Embeddings {
    rows: Cow<'static, [u8]>,
    /// Where each row begins in `rows`; the last number is where the last row ends.
    starts: Vec<u32>,
    /// The chunk of each row.
    chunks: Vec<u8>,
    codes: Vec<Code>,
}

/// The code of one chunk.
#[derive(Clone, Debug)]
struct Code {
    /// For every possible next `LONGEST_CODE` bits: the value and the length of its code.
    table: Vec<(f32, u8)>,
}

impl Embeddings {
    /// Reads codes and row sizes and checks that they fit the rows.
    pub(crate) fn read(
        codes: &[u8],
        row_sizes: &[u8],
        rows: Cow<'static, [u8]>,
        ids: impl Iterator<Item = u32>,
    ) -> Result<Embeddings, ModelError> {
        let wrong = ModelError::Inconsistent("the embedding table");
        let chunks: Vec<u8> = ids.map(|id| (id as usize % CHUNKS) as u8).collect();
        let (sizes, _) = row_sizes.as_chunks::<2>();
        let mut starts = Vec::with_capacity(sizes.len() + 1);
        let mut end = 0u32;
        starts.push(end);
        for size in sizes {
            end = end
                .checked_add(u32::from(u16::from_le_bytes(*size)))
                .ok_or(wrong.clone())?;
            starts.push(end);
        }
        if row_sizes.len() != 2 * chunks.len() || end as usize != rows.len() {
            return Err(wrong);
        }
        let mut numbers = Numbers(codes);
        let codes = (0..CHUNKS)
            .map(|_| Code::read(&mut numbers))
            .collect::<Option<Vec<Code>>>()
            .filter(|_| numbers.0.is_empty())
            .ok_or(wrong)?;
        Ok(Embeddings {
            rows,
            starts,
            chunks,
            codes,
        })
    }

    /// Appends the embedding of a piece to `out`.
    pub(crate) fn decode(&self, piece: u32, out: &mut Vec<f32>) {
        let piece = piece as usize;
        let row = &self.rows[self.starts[piece] as usize..self.starts[piece + 1] as usize];
        let table = &self.codes[usize::from(self.chunks[piece])].table;
        let mut bytes = row.iter();
        let mut window = 0u32;
        let mut filled = 0;
        for _ in 0..DIMENSIONS {
            while filled < LONGEST_CODE {
                // A row's last code may be shorter than what is looked at; beyond the row's end
                // any bits do, and zeros are at hand.
                window = window << 8 | u32::from(bytes.next().copied().unwrap_or(0));
                filled += 8;
            }
            let next = window >> (filled - LONGEST_CODE) & ((1 << LONGEST_CODE) - 1);
            let (value, length) = table[next as usize];
            filled -= usize::from(length);
            out.push(value);
        }
    }
}

impl Code {
    /// Reads scale, offset and code lengths; `None` unless the lengths make a complete code.
    fn read(numbers: &mut Numbers<'_>) -> Option<Code> {
        let scale = numbers.f32()?;
        let offset = numbers.f32()?;
        let lengths = numbers.bytes(LEVELS)?;
        let mut order: Vec<(u8, usize)> = lengths.iter().copied().zip(0..).collect();
        // Canonical numbering: by length, then by level.
        order.sort_unstable();
        let mut table = Vec::with_capacity(1 << LONGEST_CODE);
        for (length, level) in order {
            let free = LONGEST_CODE.checked_sub(usize::from(length))?;
            if length == 0 || table.len() + (1 << free) > 1 << LONGEST_CODE {
                return None;
            }
            let value = level as f32 * scale + offset;
            table.extend(std::iter::repeat_n((value, length), 1 << free));
        }
        (table.len() == 1 << LONGEST_CODE).then_some(Code { table })
    }
}
