//! Encodings of one byte a character, told apart by how likely their letters follow each other.
//!
//! Each pair of neighbouring characters has a price, the negative logarithm of a probability: of the
//! pairs of Russian letters that of `data/letter_pairs.tsv`, of all others a rough one. The encoding in
//! which the whole text is cheapest wins. Capitals inside words, letters of two alphabets in one word
//! and symbols beside letters are dear, so encodings that share their letters differ as well:
//! windows-1251 and MacCyrillic have the same small letters except я, IBM866 and MacCyrillic the same
//! capitals except Ё.

use std::sync::LazyLock;

use encoding_rs::{IBM866, ISO_8859_5, KOI8_R, KOI8_U, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC};

use crate::{DecodeError, Encoding};

/// The encodings in question, each with the price of its being rare. Of two in which the text is the
/// same, the first counts.
const CANDIDATES: [(&encoding_rs::Encoding, Price); 7] = [
    (WINDOWS_1252, 0),
    (WINDOWS_1251, 0),
    (IBM866, 0),
    (KOI8_R, 0),
    (KOI8_U, 0),
    (X_MAC_CYRILLIC, 2000),
    (ISO_8859_5, 0),
];

/// A price in thousandths of a nat: whole numbers, so that equal texts have equal prices.
type Price = u64;

/// The mean price of a pair above which the text is no text in the encoding. Russian letters cost
/// 2500, drawn by lot 5500; what is in another encoding has capitals and symbols everywhere and costs more.
const DEAREST: Price = 5500;

/// The encoding in which the letters make the likeliest words.
pub(crate) fn single_byte(bytes: &[u8]) -> Result<Encoding, DecodeError> {
    let total = |kinds: &[Kind; 256]| -> Price {
        let kind = |byte: u8| kinds[usize::from(byte)];
        pairs(bytes).map(|(a, b)| price(kind(a), kind(b))).sum()
    };
    let candidates = KINDS.iter().zip(CANDIDATES);
    let totals = candidates.map(|(kinds, (encoding, rare))| (rare + total(kinds), encoding));
    // Of equals, `min_by_key` takes the first.
    let cheapest = totals.min_by_key(|(total, _)| *total);
    let (total, encoding) = cheapest.unwrap_or((0, WINDOWS_1252));
    if total > DEAREST * pairs(bytes).count() as Price {
        return Err(DecodeError::Unknown {
            likeliest: Encoding(encoding),
        });
    }
    Ok(Encoding(encoding))
}

/// The pairs of neighbouring bytes that are not both ASCII. A space stands before and after the text.
fn pairs(bytes: &[u8]) -> impl Iterator<Item = (u8, u8)> {
    let after = bytes.iter().chain(b" ");
    let pairs = b" ".iter().chain(bytes).zip(after);
    pairs
        .map(|(a, b)| (*a, *b))
        .filter(|(a, b)| !(a.is_ascii() && b.is_ascii()))
}

/// What the bytes are in each of the candidates.
static KINDS: LazyLock<[[Kind; 256]; 7]> =
    LazyLock::new(|| CANDIDATES.map(|(encoding, _)| kinds(encoding)));

/// What a character is to the prices.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// A Russian letter, by its place in the table, and whether it is a capital.
    Russian(usize, bool),
    /// A Cyrillic letter of another language.
    Cyrillic(bool),
    /// A Latin letter of ASCII.
    Latin(bool),
    /// Another Latin letter.
    Accented(bool),
    /// White space, a digit, punctuation of ASCII.
    Plain,
    /// Punctuation and signs that printed text has.
    Mark(Mark),
    /// Any other sign.
    Symbol,
    /// A piece of a frame or a shade, as tables on old screens have them.
    Frame(char),
    /// No character.
    Nothing,
}

/// On which side of a mark a letter may stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mark {
    /// After it.
    Opens,
    /// Before it.
    Closes,
    /// On either side.
    Both,
    /// On neither.
    Alone,
}

impl Kind {
    fn of(c: char) -> Kind {
        let capital = c.is_uppercase();
        match c {
            'А'..='я' | 'Ё' | 'ё' => {
                let small = c.to_lowercase().next().unwrap_or(c);
                // Most texts write е for ё, so the table does not know it.
                let listed = if small == 'ё' { 'е' } else { small };
                match LETTERS.chars().position(|letter| letter == listed) {
                    Some(place) => Kind::Russian(place, capital),
                    None => Kind::Cyrillic(capital),
                }
            }
            '\u{400}'..='\u{52F}' => Kind::Cyrillic(capital),
            'A'..='Z' | 'a'..='z' => Kind::Latin(capital),
            '\0'..='\x7F' => Kind::Plain,
            '«' | '„' | '‘' => Kind::Mark(Mark::Opens),
            '»' | '”' | '’' => Kind::Mark(Mark::Closes),
            '—' | '–' | '…' | '“' | '\u{A0}' => Kind::Mark(Mark::Both),
            '№' | '§' | '°' | '·' | '•' | '£' | '€' | '¼' | '½' | '¾' | '×' | '±' => {
                Kind::Mark(Mark::Alone)
            }
            '\u{2500}'..='\u{25FF}' => Kind::Frame(c),
            '\u{80}'..='\u{9F}' | '\u{AD}' | char::REPLACEMENT_CHARACTER => Kind::Nothing,
            _ if c.is_alphabetic() => Kind::Accented(capital),
            _ => Kind::Symbol,
        }
    }

    /// Whether it is a capital letter; nothing if it is no letter.
    fn capital(self) -> Option<bool> {
        match self {
            Kind::Russian(_, capital)
            | Kind::Cyrillic(capital)
            | Kind::Latin(capital)
            | Kind::Accented(capital) => Some(capital),
            _ => None,
        }
    }
}

/// What the bytes are in an encoding.
fn kinds(encoding: &'static encoding_rs::Encoding) -> [Kind; 256] {
    std::array::from_fn(|byte| {
        let bytes = [byte as u8];
        let text = encoding.decode_without_bom_handling(&bytes).0;
        Kind::of(text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER))
    })
}

/// The price of a character after another one. The figures beside the table are rough: what matters is
/// that each is either far below or far above the 2500 that a right letter costs.
fn price(before: Kind, after: Kind) -> Price {
    use Kind::{Accented, Cyrillic, Frame, Latin, Nothing, Plain, Russian, Symbol};
    let by_itself = match after {
        Russian(..) | Latin(_) | Plain => 0,
        Accented(_) if matches!(before, Latin(_)) => 3500,
        Kind::Mark(_) => 4500,
        Accented(_) => 5000,
        Frame(_) if before == after => 500,
        Frame(_) => 8000,
        Cyrillic(_) | Symbol => 7000,
        Nothing => 14_000,
    };
    let gap = LETTERS.chars().count();
    let in_words = match (before, after) {
        (Russian(a, _), Russian(b, _)) => TABLE[a][b],
        (Russian(..) | Cyrillic(_), Latin(_) | Accented(_))
        | (Latin(_) | Accented(_), Russian(..) | Cyrillic(_)) => 7000,
        (Russian(..), Cyrillic(_)) | (Cyrillic(_), Russian(..)) => 2000,
        (Russian(a, _), _) => TABLE[a][gap],
        (_, Russian(b, _)) => TABLE[gap][b],
        (Accented(_), Accented(_)) => 3000,
        _ => 0,
    };
    let is_letter = |kind: Kind| kind.capital().is_some();
    let beside = match (before, after) {
        (letter, Symbol | Frame(_) | Nothing) if is_letter(letter) => 4000,
        (letter, Kind::Mark(Mark::Opens | Mark::Alone)) if is_letter(letter) => 3000,
        // An English apostrophe is a closing mark with a letter after it.
        (Kind::Mark(Mark::Closes | Mark::Alone), Russian(..) | Cyrillic(_)) => 3000,
        // A quotation mostly begins with a capital.
        (Kind::Mark(Mark::Opens | Mark::Both), Russian(_, false)) => 1500,
        _ => 0,
    };
    let case = match (before.capital(), after.capital()) {
        (Some(false), Some(true)) => 9000,
        (Some(true), Some(true)) => 700,
        (None, Some(true)) => 1000,
        _ => 0,
    };
    by_itself + in_words + beside + case
}

/// The letters of the table, in its order. After them comes the gap between words.
const LETTERS: &str = "абвгдежзийклмнопрстуфхцчшщъыьэюя";

/// The price of each letter, or the gap, after each.
static TABLE: LazyLock<Vec<Vec<Price>>> = LazyLock::new(|| {
    let lines = include_str!("data/letter_pairs.tsv").lines();
    let rows = lines.filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| {
        // What never occurred counts as once, as it may still occur.
        let times = row.split('\t').skip(1).map(|times| {
            let times: f64 = times.parse().expect("the table holds numbers");
            times.max(1.0)
        });
        let times: Vec<f64> = times.collect();
        let all: f64 = times.iter().sum();
        let price = |times: &f64| (-1000.0 * (times / all).ln()).round() as Price;
        times.iter().map(price).collect()
    })
    .collect()
});
