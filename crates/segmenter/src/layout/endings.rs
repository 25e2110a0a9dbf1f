//! The rules by which the layout ends a paragraph.

/// A rule by which the layout ends a paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ending {
    /// Its name.
    pub name: &'static str,
    /// What it says, in one sentence.
    pub about: &'static str,
}

const fn ending(name: &'static str, about: &'static str) -> Ending {
    Ending { name, about }
}

pub(super) const END: Ending = ending("end-of-text", "the text ends a paragraph");
pub(super) const BLANK: Ending = ending("blank-line", "a blank line ends a paragraph");
pub(super) const LINE: Ending = ending("line-end", "each of these lines is a paragraph");
pub(super) const SHORT: Ending = ending(
    "short-line",
    "a line with room for the next word ends a paragraph",
);
pub(super) const INDENTED: Ending = ending("indented-line", "an indented line opens a paragraph");
pub(super) const LIST: Ending = ending(
    "list-line",
    "a line that begins with a list mark is an item",
);
pub(super) const DIALOGUE: Ending = ending(
    "dialogue-line",
    "a line that begins with a dash opens a paragraph",
);
pub(super) const NOTE: Ending = ending(
    "note-line",
    "a line that begins with a footnote mark is a note",
);
pub(super) const SPEAKER: Ending = ending(
    "speaker-line",
    "a line that begins with a speaker's name opens a speech",
);
pub(super) const ROW: Ending = ending("table-row", "a row of a table is a paragraph of its own");
pub(super) const HEADING: Ending =
    ending("capitals", "a line in capitals among others is a heading");
pub(super) const RULE: Ending = ending("rule-line", "a line without a word parts paragraphs");
pub(super) const PAGE: Ending = ending("page-break", "a paragraph ends with its page");
pub(super) const FURNITURE: Ending = ending(
    "page-furniture",
    "a page number, running head or footer ends a paragraph",
);
