//! Reading: files and standard input as texts, with every complaint in one line.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};
use sverka_aligner::{Languages, Parameters, Side};
use sverka_encoder::Model;
use sverka_segmenter::{
    Abbreviations, Language, Script, Scripts, Sentences, Settings, Text, one_per_line, scripts,
    segment, segment_with,
};

use crate::arguments::{ModelArguments, SegmentationArguments};
use crate::output;

/// Code points of the longest sentence that is taken for one. The longest sentences of literature
/// stay below; what is above is a text without punctuation or no text at all.
const LONGEST_SENTENCE: usize = 20_000;

/// Standard input or output.
pub const STANDARD: &str = "-";

/// Opens a file.
pub fn open(path: &Path) -> Result<fs::File> {
    if path.is_dir() {
        bail!("{}: this is a folder; name a file in it", path.display());
    }
    fs::File::open(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &io::Error) -> anyhow::Error {
    let remedy = match error.kind() {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "check the file's permissions",
        _ => "check the file",
    };
    anyhow::anyhow!("{}: cannot read it: {error}; {remedy}", path.display())
}

/// Reads a text. A byte order mark is not part of it.
pub fn text(path: &Path) -> Result<Text> {
    let content = content(path)?;
    Ok(Text::new(
        content.strip_prefix('\u{feff}').unwrap_or(&content),
    ))
}

fn content(path: &Path) -> Result<String> {
    let name = path.display();
    let bytes = bytes(path)?;
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        bail!("{name}: this is UTF-16; convert it: iconv -f UTF-16 -t UTF-8");
    }
    match String::from_utf8(bytes) {
        Ok(content) => Ok(content),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..at]
                .iter()
                .filter(|b| **b == b'\n')
                .count()
                + 1;
            bail!(
                "{name}: line {line}: byte {at} is not UTF-8; convert the file, \
                 e.g. iconv -f WINDOWS-1251 -t UTF-8"
            )
        }
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new(STANDARD) {
        io::stdin()
            .read_to_end(&mut bytes)
            .context("standard input: cannot read it")?;
        return Ok(bytes);
    }
    open(path)?
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    Ok(bytes)
}

/// Refuses what would come out as a broken file: control characters other than white space.
pub fn check_characters(path: &Path, text: &Text) -> Result<()> {
    let bad = |c: &char| c.is_control() && !c.is_whitespace();
    let Some((at, c)) = text.as_str().char_indices().find(|(_, c)| bad(c)) else {
        return Ok(());
    };
    let (line, column) = text.line_column(at);
    bail!(
        "{}: line {line}, column {column}: control character U+{:04X}; this is not plain text, \
         or it needs cleaning, e.g. with tr -d '\\{:03o}'",
        path.display(),
        c as u32,
        c as u32
    );
}

/// Refuses two texts that are not in the letters of their languages, in this order. Texts without
/// letters pass.
pub fn check_languages(
    source: (&Path, &Text),
    target: (&Path, &Text),
    languages: Languages,
) -> Result<()> {
    let (from, to) = (source.0.display(), target.0.display());
    let (own, other) = (languages.source.script(), languages.target.script());
    let [is_own, is_other] = [source, target].map(|(_, text)| script(scripts(text.as_str())));
    let wrong = |path: &Path, language: Language, what: &str, option: &str| {
        anyhow::anyhow!(
            "{} is not in {} letters: it must be the {} {what}, or say its language with {option}",
            path.display(),
            letters(language),
            language.name()
        )
    };
    match (is_own, is_other) {
        (Some(a), Some(b)) if own != other && a == other && b == own => bail!(
            "the sides are swapped: {to} is in {}; write: sverka align {to} {from}",
            languages.source.name()
        ),
        (Some(a), Some(b)) if own != other && a == own && b == own => bail!(
            "both sides are in {} letters: {to} must be the {} rendering, or say its language \
             with --target-language",
            letters(languages.source),
            languages.target.name()
        ),
        (Some(a), _) if a != own => Err(wrong(
            source.0,
            languages.source,
            "text",
            "--source-language",
        )),
        (_, Some(b)) if b != other => Err(wrong(
            target.0,
            languages.target,
            "rendering",
            "--target-language",
        )),
        _ => Ok(()),
    }
}

/// The script of most letters of a text, if it has any.
fn script(scripts: Scripts) -> Option<Script> {
    if scripts.other > scripts.cyrillic + scripts.latin {
        return Some(Script::Other);
    }
    (scripts.all() > 0).then_some(match scripts.cyrillic > scripts.latin {
        true => Script::Cyrillic,
        false => Script::Latin,
    })
}

/// What the letters of a language are called.
fn letters(language: Language) -> &'static str {
    match language.script() {
        Script::Cyrillic => "Cyrillic",
        Script::Latin => "Latin",
        Script::Other => language.name(),
    }
}

/// Refuses sentences that no language has.
pub fn check_sentences(path: &Path, text: &Text, sentences: &Sentences) -> Result<()> {
    for sentence in sentences.iter() {
        let length = text.code_points(sentence).len();
        if length > LONGEST_SENTENCE {
            let (line, column) = text.line_column(sentence.start());
            bail!(
                "{}: line {line}, column {column}: a sentence of {length} characters (at most \
                 {LONGEST_SENTENCE}); is this plain text? Set a full stop or an empty line in it",
                path.display()
            );
        }
    }
    Ok(())
}

/// The language of most letters of a text, Russian or English, if it has any.
pub fn language(scripts: Scripts) -> Option<Language> {
    match scripts.cyrillic.cmp(&scripts.latin) {
        std::cmp::Ordering::Greater => Some(Language::Russian),
        std::cmp::Ordering::Less => Some(Language::English),
        std::cmp::Ordering::Equal => None,
    }
}

/// Warns where many letters of a text are of another script than its language is written in.
pub fn warn_of_script(path: &Path, scripts: Scripts, language: Language) {
    let (all, own) = (scripts.all(), scripts.of(language.script()));
    if all > 0 && 2 * own < all {
        let share = 100.0 * (all - own) as f64 / all as f64;
        output::say(&format!(
            "{}: warning: {share:.0} % of the letters are not {}, as {language} would be; \
             is the language right?",
            path.display(),
            letters(language)
        ));
    }
}

/// How texts are split into sentences, as asked on the command line.
pub struct Segmentation {
    abbreviations: Abbreviations,
    one_per_line: bool,
    keep_furniture: bool,
}

impl Segmentation {
    /// Reads the user's abbreviations, if there are any.
    pub fn new(arguments: &SegmentationArguments) -> Result<Segmentation> {
        let mut abbreviations = Abbreviations::default();
        if let Some(path) = &arguments.abbreviations {
            abbreviations = Abbreviations::read(&content(path)?)
                .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        }
        Ok(Segmentation {
            abbreviations,
            one_per_line: arguments.one_per_line,
            keep_furniture: arguments.keep_furniture,
        })
    }

    /// The settings for a text in a language.
    pub fn settings(&self, language: Language) -> Settings {
        let mut settings = Settings::new(language);
        settings.abbreviations = self.abbreviations.clone();
        settings.keep_furniture = self.keep_furniture;
        settings
    }
}

/// A text with its sentences.
pub struct Document {
    text: Text,
    sentences: Sentences,
}

impl Document {
    /// Cuts a text into sentences as a user without wishes would have it.
    pub fn new(text: Text, language: Language) -> Document {
        let sentences = segment(&text, language);
        Document { text, sentences }
    }

    /// Cuts a text into sentences as asked.
    pub fn segmented(text: Text, language: Language, how: &Segmentation) -> Document {
        let sentences = if how.one_per_line {
            one_per_line(&text)
        } else {
            segment_with(&text, &how.settings(language))
        };
        Document { text, sentences }
    }

    pub fn side(&self) -> Side<'_> {
        Side {
            text: &self.text,
            sentences: &self.sentences,
        }
    }
}

/// Refuses languages that the built-in weights do not know, if no others are given.
pub fn check_model(arguments: &ModelArguments, languages: Languages) -> Result<()> {
    let known = |language| matches!(language, Language::Russian | Language::English);
    let unknown = [languages.source, languages.target]
        .into_iter()
        .find(|language| !known(*language));
    match unknown.filter(|_| arguments.model.is_none()) {
        None => Ok(()),
        Some(language) => bail!(
            "the built-in weights know Russian and English, not {}; give the full ones with \
             --model FILE: tools/make_model.py --full --out FILE makes them",
            language.name()
        ),
    }
}

/// Cuts sentences where both texts together show a boundary. What is learned of that holds for Russian
/// and English; other languages stay as they are.
pub fn cut_at_seams(
    (source, target): (Document, Document),
    languages: Languages,
    model: &Model,
) -> (Document, Document) {
    if languages != Languages::default() {
        return (source, target);
    }
    let seams = Parameters::standard().seams();
    let [by_source, by_target] =
        sverka_aligner::cut_at_seams(source.side(), target.side(), model, seams);
    let cut = |document: Document, sentences| Document {
        sentences,
        ..document
    };
    (cut(source, by_source), cut(target, by_target))
}

/// The encoder that was asked for, to be used while `work` runs.
pub fn with_model<T>(
    arguments: &ModelArguments,
    work: impl FnOnce(&Model) -> Result<T>,
) -> Result<T> {
    match &arguments.model {
        None => work(Model::embedded()),
        Some(path) => {
            let model = Model::read(&bytes(path)?)
                .with_context(|| format!("{}: not a usable weight file", path.display()))?;
            work(&model)
        }
    }
}
