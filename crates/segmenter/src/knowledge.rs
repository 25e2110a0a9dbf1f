//! What the rules know of a language, read from the text files under `src/data/`.

use crate::abbreviations::{Abbreviations, Kinds, normalise, without_comment};
use crate::{Language, Settings};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What the rules know of a text: the lists of its language and the user's own abbreviations.
pub(crate) struct Knowledge<'a> {
    own: &'a Abbreviations,
    /// The language.
    pub language: Language,
    /// The lists of the language.
    pub lists: &'static Lists,
}

/// The lists of one language; words are normalised.
#[derive(Default)]
pub(crate) struct Lists {
    abbreviations: Abbreviations,
    /// Words that commonly open a sentence and are no names.
    pub starters: HashSet<String>,
    /// The strictest of them, which open a sentence without a mark before them.
    pub openers: HashSet<String>,
    /// Words with which no sentence ends.
    pub unfinished: HashSet<String>,
    /// Verbs of speech.
    pub speech: HashSet<String>,
    /// Prepositions that open a date.
    pub prepositions: HashSet<String>,
    /// In what office an editor's note is signed.
    pub signatures: HashSet<String>,
    /// What the number or letter of a point follows.
    pub labels: HashSet<String>,
    /// Words that number a point.
    pub ordinals: HashSet<String>,
    /// What describes a document after its archival reference.
    pub legends: HashSet<String>,
    /// What stands before the initial of one who signs a letter.
    pub valedictions: HashSet<String>,
    /// What a letter follows that is no initial.
    pub lettered: HashSet<String>,
    /// What a Roman number follows: names of rulers, wars, parts.
    pub regnal: HashSet<String>,
    /// Short words without a vowel that are no abbreviations.
    pub vowelless: HashSet<String>,
    /// Names that end with a question or exclamation mark.
    pub marked_names: HashSet<String>,
    /// Kinds of works whose titles stand in quotation marks.
    pub works: HashSet<String>,
    /// What follows an hour: days of the week, time zones.
    pub hours: HashSet<String>,
    /// Offices and callings.
    pub offices: HashSet<String>,
    /// Names of the months in full.
    pub months: HashSet<String>,
    /// Who speaks, where no name tells it.
    pub speakers: HashSet<String>,
    /// Endings of surnames.
    pub surnames: HashSet<String>,
    /// Kinds of documents, which stand in headings.
    pub documents: HashSet<String>,
    /// What opens an office's note on a document: who drew it up, who approved it.
    pub endorsements: HashSet<String>,
    /// What follows an ordinal number, where that is written with a full stop: „3. Mai“. Where it
    /// is not, the list is empty.
    pub after_ordinals: HashSet<String>,
}

/// The lists of a language under `src/data/`; those that are not named are empty.
macro_rules! lists {
    ($language:literal, all) => {
        lists!(
            $language,
            starters,
            openers,
            unfinished,
            speech,
            prepositions,
            signatures,
            labels,
            ordinals,
            legends,
            valedictions,
            lettered,
            regnal,
            vowelless,
            marked_names,
            works,
            hours,
            offices,
            months,
            speakers,
            surnames,
            documents,
            endorsements
        )
    };
    ($language:literal $(, $name:ident)*) => {
        LazyLock::new(|| Lists {
            abbreviations: Abbreviations::read(list!($language, abbreviations))
                // The list is part of the program, and a test reads it.
                .expect("the built-in list is in form"),
            $($name: words(list!($language, $name)),)*
            ..Lists::default()
        })
    };
}

macro_rules! list {
    ($language:literal, $name:ident) => {
        include_str!(concat!("data/", $language, "/", stringify!($name), ".txt"))
    };
}

static RUSSIAN: LazyLock<Lists> = lists!("ru", all);
static ENGLISH: LazyLock<Lists> = lists!("en", all);
static GERMAN: LazyLock<Lists> = lists!(
    "de",
    starters,
    unfinished,
    prepositions,
    months,
    after_ordinals
);
static FRENCH: LazyLock<Lists> = lists!("fr", starters, unfinished, prepositions, months);
static ARABIC: LazyLock<Lists> = lists!("ar");
static DUTCH: LazyLock<Lists> = lists!("nl");
static ITALIAN: LazyLock<Lists> = lists!("it");
static POLISH: LazyLock<Lists> = lists!("pl");
static PORTUGUESE: LazyLock<Lists> = lists!("pt");
static SPANISH: LazyLock<Lists> = lists!("es");
static TURKISH: LazyLock<Lists> = lists!("tr");
static NOTHING: LazyLock<Lists> = LazyLock::new(Lists::default);

impl<'a> Knowledge<'a> {
    /// What is known of a text with these settings.
    pub fn of(settings: &'a Settings) -> Knowledge<'a> {
        Knowledge {
            own: &settings.abbreviations,
            language: settings.language,
            lists: match settings.language {
                Language::Russian => &RUSSIAN,
                Language::English => &ENGLISH,
                Language::German => &GERMAN,
                Language::French => &FRENCH,
                Language::Arabic => &ARABIC,
                Language::Dutch => &DUTCH,
                Language::Italian => &ITALIAN,
                Language::Polish => &POLISH,
                Language::Portuguese => &PORTUGUESE,
                Language::Spanish => &SPANISH,
                Language::Turkish => &TURKISH,
                Language::Chinese | Language::Japanese | Language::Korean | Language::Thai => {
                    &NOTHING
                }
            },
        }
    }

    /// The kinds of an abbreviation, given without its last full stop. What the user's list says
    /// of it replaces what the built-in list says.
    pub fn abbreviation(&self, word: &str) -> Option<Kinds> {
        // Weightless characters may double a word's length, hardly more.
        if word.len() > 2 * self.own.longest().max(self.lists.abbreviations.longest()) {
            return None;
        }
        let capital = word.starts_with(char::is_uppercase);
        let word = normalise(word);
        let own = self.own.get(&word, capital);
        own.or_else(|| self.lists.abbreviations.get(&word, capital))
    }
}

/// The words of a list: one a line, comments from `#` to the end of the line.
fn words(list: &str) -> HashSet<String> {
    list.lines()
        .map(without_comment)
        .filter(|word| !word.is_empty())
        .map(normalise)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lists_are_in_form() {
        for (file, least) in [
            (list!("ru", abbreviations), 400),
            (list!("en", abbreviations), 300),
            (list!("de", abbreviations), 150),
            (list!("fr", abbreviations), 100),
            (list!("ar", abbreviations), 5),
            (list!("es", abbreviations), 20),
            (list!("it", abbreviations), 20),
            (list!("nl", abbreviations), 20),
            (list!("pl", abbreviations), 20),
            (list!("pt", abbreviations), 20),
            (list!("tr", abbreviations), 20),
        ] {
            assert!(Abbreviations::read(file).unwrap().len() >= least);
            let mut seen = HashSet::new();
            for line in file.lines().map(without_comment).filter(|l| !l.is_empty()) {
                assert!(seen.insert(line), "twice: {line}");
                // A line without a kind would be read as an abbreviation of several words.
                let kind = line.split_whitespace().next().unwrap_or_default();
                assert!(kind.is_ascii() && line.contains(' '), "no kind: {line}");
            }
        }
    }

    #[test]
    fn lookups_ignore_case_and_weightless_characters() {
        let settings = Settings::new(Language::Russian);
        let russian = Knowledge::of(&settings);
        assert!(russian.abbreviation("ТОВ").unwrap().before_name);
        assert!(russian.abbreviation("т\u{AD}ов").unwrap().before_name);
        assert!(russian.abbreviation("стол").is_none());
    }

    #[test]
    fn a_users_list_joins_in_and_overrides() {
        let mut settings = Settings::new(Language::Russian);
        settings.abbreviations =
            Abbreviations::read("may-end-sentence тов.\ninside крупп.").unwrap();
        let own = Knowledge::of(&settings);
        assert!(!own.abbreviation("тов").unwrap().before_name);
        assert!(own.abbreviation("крупп").unwrap().inside);
        assert!(own.abbreviation("проф").unwrap().before_name);
    }
}
