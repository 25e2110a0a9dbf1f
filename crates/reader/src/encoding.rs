//! The encodings of texts, by their names.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// An encoding of text: any of the WHATWG Encoding Standard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Encoding(pub(crate) &'static encoding_rs::Encoding);

/// A name that is no encoding's.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "unknown encoding {0:?}; known are: utf-8, utf-16le, utf-16be, windows-1251, koi8-r, koi8-u, \
     ibm866, iso-8859-5, x-mac-cyrillic, windows-1252, and the other labels of the WHATWG Encoding \
     Standard"
)]
pub struct UnknownEncoding(String);

impl Encoding {
    /// Its name in the standard, which can be parsed again.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The byte order mark that a file in this encoding may begin with.
    pub(crate) fn mark(self) -> &'static [u8] {
        if self.0 == encoding_rs::UTF_8 {
            b"\xEF\xBB\xBF"
        } else if self.0 == encoding_rs::UTF_16LE {
            b"\xFF\xFE"
        } else if self.0 == encoding_rs::UTF_16BE {
            b"\xFE\xFF"
        } else {
            b""
        }
    }

    pub(crate) fn is_utf_16(self) -> bool {
        [encoding_rs::UTF_16LE, encoding_rs::UTF_16BE].contains(&self.0)
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    /// Takes the labels of the standard, and MacCyrillic as other programs call it; case does not
    /// matter.
    fn from_str(name: &str) -> Result<Encoding, UnknownEncoding> {
        let label = match name.trim().to_ascii_lowercase().as_str() {
            "maccyrillic" | "mac-cyrillic" => "x-mac-cyrillic".to_owned(),
            label => label.to_owned(),
        };
        encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())
            .map(Encoding)
            .ok_or_else(|| UnknownEncoding(name.to_owned()))
    }
}
