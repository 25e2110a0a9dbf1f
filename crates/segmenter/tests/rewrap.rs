//! Wraps the texts of `corpora/` as typewriters, editors and scanners do and checks that the
//! sentences stay what they are in the unwrapped text, where each paragraph is one line.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use sverka_segmenter::{Language, Text, segment};

/// How a text is laid out anew.
#[derive(Clone, Copy, Debug)]
struct Style {
    /// Columns.
    width: usize,
    /// Whether words are broken at line ends.
    hyphens: bool,
    /// Whether lines end up to seven columns early, as on a typewriter.
    typed: bool,
    paragraphs: Paragraphs,
    pages: Pages,
}

/// What parts two paragraphs.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Paragraphs {
    Blank,
    Indent,
    BlankAndIndent,
    /// Nothing but that the last line is short.
    Nothing,
}

/// What stands between two pages.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Pages {
    None,
    /// A number between dashes and blank lines.
    Dashed,
    /// A bare number on a line of its own.
    Bare,
    /// A number at the foot, a form feed, a running head.
    Head,
}

/// Lines of text on a page.
const PAGE: usize = 40;

/// Columns by which a typist's lines end early, in turn.
const EARLY: [usize; 7] = [0, 3, 7, 1, 5, 0, 2];

/// The documents of one language: name and text.
fn documents(language: Language) -> Vec<(String, String)> {
    let file = match language {
        Language::Russian => "source.ru.txt",
        _ => "target.en.txt",
    };
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora");
    let folders = fs::read_dir(corpora).expect("the folder of corpora");
    let mut documents: Vec<_> = folders
        .filter_map(|folder| {
            let folder = folder.ok()?;
            let text = fs::read_to_string(folder.path().join(file)).ok()?;
            Some((folder.file_name().to_string_lossy().into_owned(), text))
        })
        .collect();
    documents.sort();
    assert!(documents.len() > 60, "{} documents", documents.len());
    documents
}

/// Lays a text out anew, whose lines are paragraphs; also returns the furniture.
fn rewrap(text: &str, style: Style) -> (String, Vec<String>) {
    let mut furniture = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let blank = matches!(
            style.paragraphs,
            Paragraphs::Blank | Paragraphs::BlankAndIndent
        );
        if blank && !lines.is_empty() {
            lines.push(String::new());
        }
        let indented = matches!(
            style.paragraphs,
            Paragraphs::Indent | Paragraphs::BlankAndIndent
        );
        let indent = if indented { "    " } else { "" };
        lines.extend(wrap(paragraph, indent, style));
    }
    let mut result = String::new();
    for (n, page) in lines.chunks(PAGE).enumerate() {
        let number = (14 + n).to_string();
        let head = "ТРУДЫ КОМИССИИ ПО ИЗУЧЕНИЮ РЕКИ";
        if n > 0 {
            let (between, lines) = match style.pages {
                Pages::None => (String::new(), vec![]),
                Pages::Dashed => (
                    format!("\n             - {number} -\n\n"),
                    vec![format!("- {number} -")],
                ),
                Pages::Bare => (format!("{number}\n"), vec![number]),
                Pages::Head => (
                    format!("\n{number}\n\u{C}{head}\n\n"),
                    vec![number, head.to_owned()],
                ),
            };
            result += &between;
            furniture.extend(lines);
        }
        for line in page {
            result += line;
            result.push('\n');
        }
    }
    (result, furniture)
}

/// Breaks a paragraph into lines where its words no longer fit.
fn wrap(paragraph: &str, indent: &str, style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = indent.to_owned();
    let mut empty = true;
    for word in paragraph.split(' ') {
        let mut word = word.to_owned();
        loop {
            let early = if style.typed {
                EARLY[lines.len() % EARLY.len()]
            } else {
                0
            };
            let room =
                (style.width - early).saturating_sub(line.chars().count() + usize::from(!empty));
            if word.chars().count() <= room || empty && !style.hyphens {
                break;
            }
            if let Some((head, tail)) = style.hyphens.then(|| hyphenate(&word, room)).flatten() {
                line += if empty { "" } else { " " };
                line += &head;
                word = tail;
            } else if empty {
                break;
            }
            lines.push(std::mem::take(&mut line));
            empty = true;
        }
        line += if empty { "" } else { " " };
        line += &word;
        empty = false;
    }
    lines.push(line);
    lines
}

/// Breaks a word after its own hyphen or between a vowel and a consonant with a vowel after it.
fn hyphenate(word: &str, room: usize) -> Option<(String, String)> {
    let chars: Vec<char> = word.chars().collect();
    let vowel = |c: &char| "аеёиоуыэюяіѣѵaeiouy".contains(c.to_lowercase().next().unwrap_or(*c));
    let letters = |part: &[char]| part.iter().all(|c| c.is_alphabetic());
    (2..chars.len().saturating_sub(1)).rev().find_map(|at| {
        let own =
            chars[at - 1] == '-' && chars[at].is_alphabetic() && chars[at - 2].is_alphabetic();
        let start = (0..at)
            .rev()
            .find(|&n| !chars[n].is_alphabetic())
            .map_or(0, |n| n + 1);
        let end = (at..chars.len())
            .find(|&n| !chars[n].is_alphabetic())
            .unwrap_or(chars.len());
        let (head, tail) = (&chars[start..at], &chars[at..end]);
        let small =
            tail.iter().all(|c| c.is_lowercase()) && head.iter().skip(1).all(|c| c.is_lowercase());
        let syllables = head.len() >= 2
            && tail.len() >= 2
            && small
            && letters(head)
            && vowel(&head[head.len() - 1])
            && !vowel(&tail[0])
            && !matches!(tail[0], 'ь' | 'ъ' | 'й')
            && tail.iter().any(vowel);
        let length = at + usize::from(!own);
        (length <= room && (own || syllables)).then(|| {
            let head: String = chars[..at]
                .iter()
                .copied()
                .chain((!own).then_some('-'))
                .collect();
            (head, chars[at..].iter().collect())
        })
    })
}

/// The normalised sentences of a text and its furniture.
fn sentences(text: String, language: Language) -> (Vec<String>, Vec<String>) {
    let text = Text::new(text);
    let sentences = segment(&text, language);
    let normalised = |n| sentences.normalised(n, &text).into_owned();
    let furniture = sentences
        .furniture()
        .iter()
        .map(|&piece| text.slice(piece).to_owned());
    (
        (0..sentences.len()).map(normalised).collect(),
        furniture.collect(),
    )
}

/// What became of the sentences of all documents of a language in a style.
#[derive(Default)]
struct Survival {
    documents: usize,
    whole: usize,
    sentences: usize,
    found: usize,
    furniture: usize,
    recognised: usize,
    false_furniture: usize,
    lost: Vec<String>,
}

fn survival(language: Language, documents: &[(String, String)], style: Style) -> Survival {
    let mut survival = Survival::default();
    for (name, content) in documents {
        let (text, inserted) = rewrap(content, style);
        let (wrapped, furniture) = sentences(text, language);
        let (original, none) = sentences(content.clone(), language);
        assert!(none.is_empty(), "{name} has furniture of its own: {none:?}");
        let piece = |piece: &String| !furniture.contains(piece);
        survival.lost.extend(
            inserted
                .iter()
                .filter(|p| piece(p))
                .map(|p| format!("{name}: no furniture: {p}")),
        );
        survival.furniture += inserted.len();
        survival.recognised += inserted
            .iter()
            .filter(|piece| furniture.contains(piece))
            .count();
        let surplus = furniture.iter().filter(|piece| !inserted.contains(piece));
        survival
            .lost
            .extend(surplus.map(|piece| format!("{name}: false furniture: {piece}")));
        survival.false_furniture += furniture
            .iter()
            .filter(|piece| !inserted.contains(piece))
            .count();
        let mut left: BTreeMap<&String, usize> = BTreeMap::new();
        for sentence in &wrapped {
            *left.entry(sentence).or_default() += 1;
        }
        survival.documents += 1;
        survival.whole += usize::from(wrapped == original);
        survival.sentences += original.len();
        for sentence in &original {
            match left.get_mut(sentence).filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    survival.found += 1;
                }
                None => survival.lost.push(format!("{name}: lost  {sentence}")),
            }
        }
        let surplus = left.into_iter().filter(|&(_, count)| count > 0);
        survival
            .lost
            .extend(surplus.map(|(sentence, _)| format!("{name}: found {sentence}")));
    }
    survival
}

/// What must survive in every style.
struct Least {
    /// Share of the sentences.
    sentences: f64,
    /// Share of the furniture.
    furniture: f64,
    /// Most lines of text that may be taken for furniture.
    false_furniture: usize,
}

fn check(
    documents: impl Fn(Language) -> Vec<(String, String)>,
    least: Least,
    styles: impl Iterator<Item = Style>,
) {
    let mut report = String::new();
    let mut failed = false;
    let documents =
        [Language::Russian, Language::English].map(|language| (language, documents(language)));
    for style in styles {
        for (language, documents) in &documents {
            let survival = survival(*language, documents, style);
            let share = survival.found as f64 / survival.sentences as f64;
            let furniture = survival.recognised as f64 / survival.furniture.max(1) as f64;
            report += &format!(
                "{language} {style:?}: {share:.4} of {} sentences, {} of {} documents, \
                 furniture {} of {}, {} too much\n",
                survival.sentences,
                survival.whole,
                survival.documents,
                survival.recognised,
                survival.furniture,
                survival.false_furniture
            );
            let furnished = survival.furniture == 0 || furniture >= least.furniture;
            if share < least.sentences
                || !furnished
                || survival.false_furniture > least.false_furniture
            {
                failed = true;
                survival
                    .lost
                    .iter()
                    .take(400)
                    .for_each(|lost| report += &format!("    {lost}\n"));
            }
        }
    }
    assert!(!failed, "\n{report}");
}

/// All documents of a language as one.
fn volume(language: Language) -> Vec<(String, String)> {
    let texts: Vec<String> = documents(language)
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    vec![("volume".to_owned(), texts.join("\n\n"))]
}

fn styles(hyphens: bool, pages: Pages) -> impl Iterator<Item = Style> {
    [60, 72, 90].into_iter().flat_map(move |width| {
        [
            Paragraphs::Blank,
            Paragraphs::Indent,
            Paragraphs::BlankAndIndent,
        ]
        .into_iter()
        .map(move |paragraphs| Style {
            width,
            hyphens,
            typed: false,
            paragraphs,
            pages,
        })
    })
}

#[test]
fn wrapped_texts_keep_their_sentences() {
    let least = Least {
        sentences: 0.998,
        furniture: 1.0,
        false_furniture: 0,
    };
    check(documents, least, styles(false, Pages::None));
}

#[test]
fn broken_words_are_joined() {
    // What fails are compounds broken at a hyphen of their own that no list has.
    let least = Least {
        sentences: 0.995,
        furniture: 1.0,
        false_furniture: 0,
    };
    check(documents, least, styles(true, Pages::None));
}

#[test]
fn sentences_go_on_over_a_page_break() {
    let least = Least {
        sentences: 0.998,
        furniture: 1.0,
        false_furniture: 0,
    };
    check(documents, least, styles(false, Pages::Dashed));
}

#[test]
fn a_bare_number_inside_a_paragraph_is_a_page_number() {
    // Between two paragraphs it may as well number a section.
    let least = Least {
        sentences: 0.997,
        furniture: 0.0,
        false_furniture: 0,
    };
    check(documents, least, styles(false, Pages::Bare));
}

#[test]
fn the_pages_of_a_volume_lose_all_their_furniture() {
    let least = Least {
        sentences: 0.995,
        furniture: 1.0,
        // In one line of some 14,000 a year or a list number that stands alone at the end of a
        // paragraph, just where a page ends, reads as that page's number.
        false_furniture: 1,
    };
    let pages = [Pages::Dashed, Pages::Bare, Pages::Head];
    check(
        volume,
        least,
        pages.into_iter().flat_map(|pages| styles(true, pages)),
    );
}

#[test]
fn typewritten_lines_keep_their_sentences() {
    let least = Least {
        sentences: 0.996,
        furniture: 1.0,
        false_furniture: 0,
    };
    let typed = |style| Style {
        typed: true,
        ..style
    };
    check(documents, least, styles(true, Pages::None).map(typed));
}

#[test]
fn paragraphs_without_a_mark_keep_most_sentences() {
    // Where the last line of a heading is full, nothing tells it from the text below.
    let least = Least {
        sentences: 0.989,
        furniture: 1.0,
        // A number alone on the last line of a paragraph reads as that of a page.
        false_furniture: 1,
    };
    let unmarked = styles(false, Pages::None).filter(|style| style.paragraphs == Paragraphs::Blank);
    let unmarked = unmarked.map(|style| Style {
        paragraphs: Paragraphs::Nothing,
        ..style
    });
    check(documents, least, unmarked);
}
