//! Files as users have them to the text in them.
//!
//! [`decode`] turns bytes into a [`Decoded`] text and says which [`Encoding`] was assumed and for what
//! [`Reason`]; an encoding that a user names is taken as it is.
//!
//! ```
//! use sverka_reader::{Reason, decode};
//!
//! let bytes = b"\xcf\xee\xf1\xee\xeb \xef\xf0\xe8\xe1\xfb\xeb."; // from an old Windows
//! let decoded = decode(bytes, None)?;
//! assert_eq!(decoded.text(), "Посол прибыл.");
//! assert_eq!(decoded.encoding().name(), "windows-1251");
//! assert_eq!(decoded.reason(), Reason::Letters);
//! # Ok::<(), sverka_reader::DecodeError>(())
//! ```

mod decode;
mod detect;
mod encoding;
mod letters;
mod units;

pub use decode::{DecodeError, Decoded, Unreadable, decode};
pub use detect::Reason;
pub use encoding::{Encoding, UnknownEncoding};
