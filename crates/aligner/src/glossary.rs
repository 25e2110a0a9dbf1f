//! A glossary: Russian terms with the English renderings that a user wants or knows.

/// Terms with their renderings, in the order of the file. A term may have several entries.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Glossary {
    entries: Vec<GlossaryEntry>,
}

/// One rendering of one term.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GlossaryEntry {
    russian: String,
    english: String,
    note: Option<String>,
    line: usize,
}

impl Glossary {
    /// A glossary of these entries. The same term may stand in several of them, and so may the
    /// same rendering.
    pub fn new(entries: Vec<GlossaryEntry>) -> Glossary {
        Glossary { entries }
    }

    /// The entries, in the order in which they were given.
    pub fn entries(&self) -> &[GlossaryEntry] {
        &self.entries
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl GlossaryEntry {
    /// An entry from this line (from 1) of its file.
    pub fn new(
        russian: impl Into<String>,
        english: impl Into<String>,
        note: Option<String>,
        line: usize,
    ) -> GlossaryEntry {
        GlossaryEntry {
            russian: russian.into(),
            english: english.into(),
            note,
            line,
        }
    }

    /// The Russian term: one word or several.
    pub fn russian(&self) -> &str {
        &self.russian
    }

    /// One English rendering of it.
    pub fn english(&self) -> &str {
        &self.english
    }

    /// What the user remarked.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The line of the file, from 1, for messages.
    pub fn line(&self) -> usize {
        self.line
    }
}
