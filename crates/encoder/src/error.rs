//! What can be wrong with a weight file.

use thiserror::Error;

/// Why bytes are not a usable weight file; each message names the remedy.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelError {
    /// The first eight bytes are not those of a weight file.
    #[error("not a weight file of the encoder: make one with tools/make_model.py")]
    NotAModel,
    /// The file is of another version of the format.
    #[error(
        "weight file of version {found}, this program reads version {known}: make the file anew with tools/make_model.py"
    )]
    Version {
        /// The version that the file states.
        found: u32,
        /// The version that this crate reads.
        known: u32,
    },
    /// The file ends before its header says that it does.
    #[error(
        "weight file cut short: {found} bytes of {expected}: copy or make it again with tools/make_model.py"
    )]
    Truncated {
        /// Bytes there are.
        found: u64,
        /// Bytes there should be, as far as the header could be read.
        expected: u64,
    },
    /// The contents are not those that were written.
    #[error(
        "weight file damaged (checksum {found:08x}, expected {expected:08x}): copy or make it again with tools/make_model.py"
    )]
    Checksum {
        /// CRC-32 of the contents.
        found: u32,
        /// CRC-32 that the header states.
        expected: u32,
    },
    /// The checksum is right, but the parts do not fit each other: the file was written wrongly.
    #[error("weight file at odds with itself: {0}: make it again with tools/make_model.py")]
    Inconsistent(&'static str),
}
