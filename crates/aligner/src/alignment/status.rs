//! The five statuses and their words.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// How the source sentences of a link were rendered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Status {
    /// The target renders all the content of the source, clause by clause.
    Translated,
    /// The target translates part of the source closely and leaves substantive content out.
    Partial,
    /// The target gives the gist of the source in condensed or reported form.
    Summarized,
    /// Nothing in the target corresponds to the source: the link has no target side.
    Omitted,
    /// Nothing in the source corresponds to the target: the link has no source side.
    Added,
}

impl Status {
    /// Every status, in the order in which they are reported.
    pub const ALL: [Status; 5] = [
        Status::Translated,
        Status::Partial,
        Status::Summarized,
        Status::Omitted,
        Status::Added,
    ];

    /// The word that stands for this status in every file format.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Translated => "translated",
            Status::Partial => "partial",
            Status::Summarized => "summarized",
            Status::Omitted => "omitted",
            Status::Added => "added",
        }
    }

    /// Whether a link of this status has source sentences (all but `added` do).
    pub const fn on_source(self) -> bool {
        !matches!(self, Status::Added)
    }

    /// Whether a link of this status has target sentences (all but `omitted` do).
    pub const fn on_target(self) -> bool {
        !matches!(self, Status::Omitted)
    }

    /// Whether a link of this status is a translation, so that single words of it can be named
    /// as uncovered or inserted (`translated` and `partial`).
    pub const fn is_translation(self) -> bool {
        matches!(self, Status::Translated | Status::Partial)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Status {
    type Err = UnknownStatus;

    fn from_str(word: &str) -> Result<Status, UnknownStatus> {
        let found = Status::ALL
            .into_iter()
            .find(|status| status.as_str() == word);
        found.ok_or_else(|| UnknownStatus {
            word: word.to_owned(),
        })
    }
}

/// A word that is no [`Status`]; its message lists the words that are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownStatus {
    word: String,
}

impl UnknownStatus {
    /// The word as it was read.
    pub fn word(&self) -> &str {
        &self.word
    }
}

impl fmt::Display for UnknownStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown status {:?} (known: ", self.word)?;
        for (i, status) in Status::ALL.into_iter().enumerate() {
            write!(f, "{}{status}", if i == 0 { "" } else { ", " })?;
        }
        f.write_str(")")
    }
}

impl Error for UnknownStatus {}
