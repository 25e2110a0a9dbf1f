//! Gold written by hand, `NAME.gold`:
//!
//! ```text
//! # genre: minutes
//! ## SOURCE
//! S1 | Заседание открыто.
//! P
//! S2 | Слово имеет тов. Орлов.
//! ## TARGET
//! T1 | The session was opened.
//! ## LINKS
//! S1 = T1 : translated
//! S2 = : omitted
//! ```
//! The texts are rebuilt by joining sentences with a space and paragraphs (`P`) with a blank line.

use sverka_aligner::SideName;
use sverka_segmenter::Text;

use super::Meta;
use super::draft::{Draft, DraftLink, DraftSide};
use crate::error::Letter;
use crate::{ImportError, ImportErrorKind};

/// Where in the file a line stands.
#[derive(Clone, Copy)]
enum Section {
    None,
    Sentences(SideName),
    Links,
}

/// One side while it grows.
#[derive(Default)]
struct Layout {
    text: String,
    /// Code points of `text`.
    len: usize,
    sentences: Vec<(std::ops::Range<usize>, Option<usize>)>,
    at_paragraph: bool,
}

pub(super) fn parse(content: &str, path: &str) -> Result<Draft, ImportError> {
    let mut meta = Meta::default();
    let (mut source, mut target) = (Layout::default(), Layout::default());
    let mut links = Vec::new();
    let mut section = Section::None;
    let content = content
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    for (line, number) in content.split('\n').zip(1..) {
        let fail = |kind| ImportError::new(path, Some(number), kind);
        if line.trim().is_empty() {
            continue;
        }
        if let Some(name) = line.strip_prefix("## ") {
            section = match name.trim() {
                "SOURCE" => Section::Sentences(SideName::Source),
                "TARGET" => Section::Sentences(SideName::Target),
                "LINKS" => Section::Links,
                _ => Section::None,
            };
        } else if let Some(line) = line.strip_prefix("# ") {
            read_meta(&mut meta, line);
        } else {
            match section {
                Section::None => return Err(fail(ImportErrorKind::OutsideSection)),
                Section::Sentences(side) => {
                    let layout = if side == SideName::Source {
                        &mut source
                    } else {
                        &mut target
                    };
                    layout.read(side, line, number).map_err(fail)?;
                }
                Section::Links => {
                    let link = link(line, number).ok_or(ImportErrorKind::NotALink);
                    links.push(link.and_then(|link| link).map_err(fail)?);
                }
            }
        }
    }
    Ok(Draft {
        meta,
        source: source.finish(),
        target: target.finish(),
        links,
    })
}

fn read_meta(meta: &mut Meta, line: &str) {
    let (key, value) = line.split_once(':').unwrap_or((line, ""));
    let field = match key.trim() {
        "id" => &mut meta.id,
        "genre" => &mut meta.genre,
        "rendering" => &mut meta.rendering,
        "set" => &mut meta.set,
        _ => return,
    };
    *field = Some(value.trim().to_owned());
}

impl Layout {
    /// Takes a line of the section: `P`, or a sentence.
    fn read(&mut self, side: SideName, line: &str, number: usize) -> Result<(), ImportErrorKind> {
        if line.trim() == "P" {
            self.at_paragraph = true;
            return Ok(());
        }
        let sentence = line
            .strip_prefix(side.letter())
            .and_then(|rest| rest.split_once(" | "));
        let Some((digits, sentence)) = sentence else {
            return Err(ImportErrorKind::NotASentence(side));
        };
        let sentence = sentence.trim_end();
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) || sentence.is_empty() {
            return Err(ImportErrorKind::NotASentence(side));
        }
        let expected = self.sentences.len() + 1;
        if digits.parse() != Ok(expected) {
            return Err(ImportErrorKind::GoldNumber(expected, side));
        }
        if !self.sentences.is_empty() {
            self.push(if self.at_paragraph { "\n\n" } else { " " });
        }
        self.at_paragraph = false;
        let start = self.len;
        self.push(sentence);
        self.sentences.push((start..self.len, Some(number)));
        Ok(())
    }

    fn push(&mut self, piece: &str) {
        self.text.push_str(piece);
        self.len += piece.chars().count();
    }

    fn finish(mut self) -> DraftSide {
        self.push("\n");
        DraftSide {
            text: Text::new(self.text),
            sentences: self.sentences,
        }
    }
}

/// A line such as `S1,S2 = T1 : summarized`; `None` if it is not one.
fn link(line: &str, number: usize) -> Option<Result<DraftLink, ImportErrorKind>> {
    let (sides, status) = line.rsplit_once(':')?;
    let (source, target) = sides.split_once('=')?;
    let source = numbers(source, SideName::Source)?;
    let target = numbers(target, SideName::Target)?;
    let link = |status| DraftLink {
        source,
        target,
        status,
        line: Some(number),
    };
    Some(
        status
            .trim()
            .parse()
            .map(link)
            .map_err(ImportErrorKind::UnknownStatus),
    )
}

/// `S1, S2` as numbers from 0; `None` if it is not such a list.
fn numbers(list: &str, side: SideName) -> Option<Vec<usize>> {
    let items = list
        .split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty());
    let number = |item: &str| {
        let digits = item.strip_prefix(side.letter())?;
        // Sentences are numbered from 1, and a sign is no digit.
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        digits
            .parse::<usize>()
            .ok()
            .filter(|_| plain)?
            .checked_sub(1)
    };
    items.map(number).collect()
}
