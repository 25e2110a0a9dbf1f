//! Bytes as text: UTF-8, or the place of the first byte that is not.

use std::io::Read;

use crate::{ImportError, ImportErrorKind};

/// The bytes as text, otherwise as they are; `name` is for the error.
pub(crate) fn utf8(bytes: Vec<u8>, name: &str) -> Result<String, ImportError> {
    String::from_utf8(bytes).map_err(|error| {
        let bad = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..bad];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let start = before
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |at| at + 1);
        let byte = bad - start + 1;
        ImportError::new(name, Some(line), ImportErrorKind::NotUtf8 { byte })
    })
}

/// All of a file that people or spreadsheets wrote, without its byte order mark and with LF for
/// every line end. Control characters, which UTF-16 is full of, are refused.
pub(crate) fn plain_text(mut input: impl Read, name: &str) -> Result<String, ImportError> {
    let mut bytes = Vec::new();
    input
        .read_to_end(&mut bytes)
        .map_err(|error| ImportError::new(name, None, ImportErrorKind::Read(error)))?;
    let content = utf8(bytes, name)?;
    let content = content.strip_prefix('\u{feff}').unwrap_or(&content);
    let content = content.replace("\r\n", "\n").replace('\r', "\n");
    let control = |c: char| c.is_control() && !c.is_whitespace();
    if let Some(at) = content.find(control) {
        let line = content[..at].matches('\n').count() + 1;
        let found = content[at..].chars().next().unwrap_or_default();
        let kind = ImportErrorKind::ControlCharacter(found);
        return Err(ImportError::new(name, Some(line), kind));
    }
    Ok(content)
}
