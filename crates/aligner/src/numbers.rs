//! Numbers, dates and months by value: «40 тыс.» and "40,000", 14.III.1931 and "14 March 1931".

use std::collections::HashMap;
use std::sync::LazyLock;

use sverka_segmenter::Language;

/// What a number word, a group of digits or a month name stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value {
    /// A plain number.
    Number(f64),
    /// A month given by its name.
    Month(u8),
    /// A number that stands where a month may stand: 11 in 12.11.1940, III in 14.III.1931.
    MonthNumber(u8),
}

impl Value {
    /// Whether two values are the same, a month by number agreeing with a month by name.
    pub(crate) fn same(self, other: Value) -> bool {
        use Value::*;
        match (self, other) {
            (Number(a), Number(b)) => a == b,
            (Month(a), Month(b) | MonthNumber(b)) | (MonthNumber(a), Month(b) | MonthNumber(b)) => {
                a == b
            }
            (Number(a), MonthNumber(b)) | (MonthNumber(b), Number(a)) => a == f64::from(b),
            (Number(_), Month(_)) | (Month(_), Number(_)) => false,
        }
    }
}

/// What one token says about numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    /// The values that begin at this token: none for an ordinary word, three for 12.11.1940.
    pub(crate) values: Vec<Value>,
    /// The token belongs to the number before it: the 300 of «9 300», the «тыс» of «40 тыс.».
    pub(crate) continues: bool,
}

#[derive(Clone, Copy)]
enum Numeral {
    Add(f64),
    Multiply(f64),
    /// Multiplies a smaller number before it and stands for itself elsewhere: deux cents, cent deux.
    Power(f64),
    Month(u8),
}

/// Numerals and months by the word that stands for them, lower case.
type Numerals = HashMap<&'static str, Numeral>;

static RUSSIAN_AND_ENGLISH: LazyLock<Numerals> =
    LazyLock::new(|| numerals(include_str!("data/numerals/ru-en.txt")));
static GERMAN: LazyLock<Numerals> =
    LazyLock::new(|| numerals(include_str!("data/numerals/de.txt")));
static FRENCH: LazyLock<Numerals> =
    LazyLock::new(|| numerals(include_str!("data/numerals/fr.txt")));

fn numerals(list: &'static str) -> Numerals {
    let mut table = HashMap::new();
    for line in list.lines().filter(|l| !l.starts_with('#')) {
        // The lists are part of the program, and the tests below read them.
        let (value, words) = line.split_once('\t').expect("value, tab, words");
        let number = |s: &str| s.parse::<f64>().expect("a number");
        let numeral = match value.split_at(1) {
            ("*", factor) => Numeral::Multiply(number(factor)),
            ("x", power) => Numeral::Power(number(power)),
            ("m", month) => Numeral::Month(number(month) as u8),
            _ => Numeral::Add(number(value)),
        };
        for word in words.split_whitespace() {
            table.insert(word, numeral);
        }
    }
    table
}

/// Reads the numbers of a sentence: one [`Reading`] for each of its words, which are given as
/// (byte offset, word) with the sentence they come from.
pub(crate) fn read(sentence: &str, words: &[(usize, &str)], language: Language) -> Vec<Reading> {
    let mut readings = vec![Reading::default(); words.len()];
    let mut at = 0;
    while at < words.len() {
        let end = read_one(sentence, words, at, language, &mut readings[at]);
        for reading in &mut readings[at + 1..end] {
            reading.continues = true;
        }
        at = end;
    }
    readings
}

/// Reads what begins at word `at`; returns the index of the first word after it.
fn read_one(
    sentence: &str,
    words: &[(usize, &str)],
    at: usize,
    language: Language,
    reading: &mut Reading,
) -> usize {
    let word = words[at].1;
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        if let Some(date) = dotted_date(word) {
            reading.values = date;
            return at + 1;
        }
        let Some(mut amount) = digits(word, language) else {
            return at + 1;
        };
        let mut end = at + 1;
        while end < words.len() && is_group(word, words[end].1) && close(sentence, words, end) {
            amount = amount * 1000.0 + words[end].1.parse::<f64>().unwrap_or(0.0);
            end += 1;
        }
        while let Some(Numeral::Multiply(factor) | Numeral::Power(factor)) =
            numeral(sentence, words, end, language)
        {
            amount *= factor;
            end += 1;
        }
        reading.values = vec![Value::Number(amount)];
        return end;
    }
    let figures = match language {
        // « le XIXe siècle »
        Language::French => word.trim_end_matches(['e', 'è', 'm']),
        _ => word,
    };
    let alone = language == Language::Russian || word.len() > 1;
    if let Some(number) = roman(figures).filter(|_| alone) {
        reading.values = vec![match u8::try_from(number) {
            Ok(month @ 1..=12) => Value::MonthNumber(month),
            _ => Value::Number(f64::from(number)),
        }];
        return at + 1;
    }
    match lookup(word, language) {
        // "May" and "March" are months, "may" and "march" are not.
        Some(Numeral::Month(_)) if matches!(word, "may" | "march" | "mar") => at + 1,
        Some(Numeral::Month(month)) => {
            reading.values = vec![Value::Month(month)];
            at + 1
        }
        Some(Numeral::Add(first) | Numeral::Power(first)) => {
            let (amount, end) = in_words(sentence, words, at + 1, first, language);
            reading.values = vec![Value::Number(amount)];
            end
        }
        Some(Numeral::Multiply(_)) | None => at + 1,
    }
}

/// Goes on with a number in words: `amount` has been read, word `end` is next.
fn in_words(
    sentence: &str,
    words: &[(usize, &str)],
    mut end: usize,
    mut amount: f64,
    language: Language,
) -> (f64, usize) {
    let mut thousands = 0.0;
    while let Some(next) = numeral(sentence, words, end, language) {
        let next = match next {
            Numeral::Power(power) if amount > 0.0 && amount < power => Numeral::Multiply(power),
            Numeral::Power(power) => Numeral::Add(power),
            next => next,
        };
        match next {
            Numeral::Multiply(factor) if factor < 1000.0 => amount *= factor,
            Numeral::Multiply(factor) => {
                thousands += amount.max(1.0) * factor;
                amount = 0.0;
            }
            Numeral::Add(next) if fits_below(next, amount) => amount += next,
            _ => break,
        }
        end += 1;
    }
    (thousands + amount, end)
}

/// Whether `next` can follow `amount` in one number: twenty + five, двести + сорок, soixante + dix.
fn fits_below(next: f64, amount: f64) -> bool {
    amount == 0.0
        || (matches!(amount % 100.0, 60.0 | 80.0) && (10.0..20.0).contains(&next))
        || (amount % 100.0 == 0.0 && next < 100.0)
        || (amount % 100.0 >= 20.0 && amount % 10.0 == 0.0 && next < 10.0)
}

/// The numeral at word `at`, if it stands next to the word before it.
fn numeral(
    sentence: &str,
    words: &[(usize, &str)],
    at: usize,
    language: Language,
) -> Option<Numeral> {
    let found = words.get(at).and_then(|(_, word)| lookup(word, language))?;
    close(sentence, words, at).then_some(found)
}

fn lookup(word: &str, language: Language) -> Option<Numeral> {
    let word = word.to_lowercase();
    let table = match language {
        Language::Russian | Language::English => &RUSSIAN_AND_ENGLISH,
        Language::German => &GERMAN,
        Language::French => &FRENCH,
        _ => return None,
    };
    let compound = || (language == Language::German).then(|| in_one_word(&word))?;
    table
        .get(word.as_str())
        .copied()
        .or_else(|| compound().map(Numeral::Add))
}

/// The value of a German numeral in one word: fünfundzwanzig, neunzehnhundertvierzig.
fn in_one_word(word: &str) -> Option<f64> {
    for (name, power) in [("tausend", 1000.0), ("hundert", 100.0)] {
        if let Some((head, tail)) = word.split_once(name) {
            let factor = if head.is_empty() {
                1.0
            } else {
                in_one_word(head)?
            };
            let rest = if tail.is_empty() {
                0.0
            } else {
                in_one_word(tail)?
            };
            return (factor < power && rest < power).then_some(factor * power + rest);
        }
    }
    if let Some((units, tens)) = word.split_once("und") {
        let (units, tens) = (in_one_word(units)?, in_one_word(tens)?);
        return (units < 10.0 && tens >= 20.0).then_some(units + tens);
    }
    match GERMAN.get(word) {
        Some(Numeral::Add(value)) => Some(*value),
        None if matches!(word, "ein" | "eins") => Some(1.0),
        _ => None,
    }
}

/// Whether only a space or a hyphen stands between word `at` and the one before it.
fn close(sentence: &str, words: &[(usize, &str)], at: usize) -> bool {
    let (start, previous) = words[at - 1];
    let gap = &sentence[start + previous.len()..words[at].0];
    let mut chars = gap.chars();
    matches!(
        (chars.next(), chars.next()),
        (Some(' ' | '-' | '\u{a0}' | '\u{2009}' | '\u{202f}'), None)
    )
}

/// Whether `word` is the next group of three of a number that began with `first`.
fn is_group(first: &str, word: &str) -> bool {
    first.len() <= 3
        && !first.starts_with('0')
        && word.len() == 3
        && word.bytes().all(|b| b.is_ascii_digit())
}

/// 12.11.1940, 12/11/1940 as day, month, year.
fn dotted_date(word: &str) -> Option<Vec<Value>> {
    let parts: Vec<u16> = word
        .split(['.', '/'])
        .map(|p| p.parse().ok())
        .collect::<Option<_>>()?;
    match parts[..] {
        [day @ 1..=31, month @ 1..=12, year] => Some(vec![
            Value::Number(f64::from(day)),
            Value::MonthNumber(month as u8),
            Value::Number(f64::from(year)),
        ]),
        _ => None,
    }
}

/// A number in digits, with the separators of its language and any ordinal ending cut off.
fn digits(word: &str, language: Language) -> Option<f64> {
    let end = word
        .find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
        .unwrap_or(word.len());
    let number = word[..end].trim_end_matches(['.', ',']);
    let is_thousands = |separator: char| {
        let mut groups = number.split(separator);
        groups.next().is_some_and(|g| !g.is_empty() && g.len() <= 3)
            && groups.clone().next().is_some()
            && groups.all(|g| g.len() == 3)
    };
    let thousands = match language {
        Language::English
        | Language::Arabic
        | Language::Chinese
        | Language::Japanese
        | Language::Korean
        | Language::Thai => ',',
        _ => '.',
    };
    let cleaned = match is_thousands(thousands) {
        true => number.replace(thousands, ""),
        false => number.replacen(',', ".", 1),
    };
    cleaned.parse().ok()
}

/// The value of a Roman numeral in capitals below 90, or nothing.
fn roman(word: &str) -> Option<u16> {
    let digit = |c| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let mut total = 0;
    let mut largest = 0;
    for c in word.chars().rev() {
        let value = digit(c)?;
        if value < largest {
            total -= value;
        } else {
            total += value;
            largest = value;
        }
    }
    u16::try_from(total).ok().filter(|&n| n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, language: Language) -> Vec<Value> {
        let words: Vec<_> = sverka_segmenter::words(text).collect();
        read(text, &words, language)
            .into_iter()
            .flat_map(|r| r.values)
            .collect()
    }

    /// Asserts that two texts have the same values.
    #[track_caller]
    fn agree(first: (&str, Language), second: (&str, Language)) {
        let (a, b) = (values(first.0, first.1), values(second.0, second.1));
        assert_eq!(a.len(), b.len(), "{first:?} {a:?}, {second:?} {b:?}");
        assert!(
            a.iter().all(|x| b.iter().any(|y| x.same(*y))),
            "{first:?} {a:?}, {second:?} {b:?}"
        );
    }

    #[test]
    fn the_same_value_in_german_and_french() {
        for (german, french) in [
            ("3 Mio. Mark", "3 millions de marks"),
            ("40.000 Kisten", "40 000 caisses"),
            ("am 14. März 1931", "le 14 mars 1931"),
            ("im 19. Jahrhundert", "au XIXe siècle"),
            ("6,5 Meilen", "6,5 milles"),
            ("fünfundzwanzig Jahre", "vingt-cinq ans"),
            ("zweihundertvierzig", "deux cent quarante"),
            ("neunundneunzig", "quatre-vingt-dix-neuf"),
            ("einundsiebzigtausend", "71 mille"),
            ("der fünfundachtzigste", "le quatre-vingt-cinquième"),
            (
                "zweitausenddreihundert Mann",
                "deux mille trois cents hommes",
            ),
            ("Bund und Hund", "l’union et le chien"),
        ] {
            agree((german, Language::German), (french, Language::French));
        }
    }

    #[test]
    fn the_same_value_in_both_languages() {
        for (russian, english) in [
            ("40 тыс. ящиков", "40,000 crates"),
            ("9 300 книг", "9,300 books"),
            ("за 10 минут", "in ten minutes"),
            ("двадцать пять лет", "twenty-five years"),
            ("двести сорок", "two hundred forty"),
            ("14 марта 1931 г.", "14 March 1931"),
            ("14.III.1931 г.", "March 14, 1931"),
            ("6,5 мили", "6.5 miles"),
            ("сорок две тысячи", "forty-two thousand"),
            ("2-го декабря", "2nd December"),
        ] {
            agree((russian, Language::Russian), (english, Language::English));
        }
    }

    #[test]
    fn different_values_differ() {
        let eleven = values("12.11.1940", Language::Russian);
        assert!(eleven[1].same(Value::Month(11)) && !eleven[1].same(Value::Month(12)));
        assert!(!eleven[0].same(Value::Month(12)), "the day is not a month");
        assert_eq!(values("I may march", Language::English), []);
        assert_eq!(values("в 1921 163", Language::Russian).len(), 2);
    }
}
