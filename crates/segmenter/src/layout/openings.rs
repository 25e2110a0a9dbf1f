//! Openings: what a line begins with that tells what the line is (item, dialogue, note, speaker).

use super::lines::Line;
use crate::marks::is_dash;

/// Longest name of a speaker before its colon or full stop, in code points.
const LONGEST_SPEAKER: usize = 40;

/// Longest place and date, in bytes.
const LONGEST_DATELINE: usize = 100;

/// Kinds of points: figures, letters and Roman figures, each with four signs around them and, for
/// figures, three depths of numbering.
const SHAPES: usize = 5 * 4;

/// Most lines between two points of a list: a typewritten page.
const LONGEST_POINT: usize = 50;

/// Ordinals of a first point: the number 1, the letters а and a.
const FIRST: [u32; 3] = [1, 'а' as u32, 'a' as u32];

/// What a line opens with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Opening {
    /// A bullet: "• Flour".
    Bullet,
    /// A dash and a space: «— Пора», "- flour"; whether a small letter follows.
    Dash { small: bool },
    /// The sign of a footnote: «* Зачёркнуто.», «¹ См. там же.».
    Note,
    /// The number or letter of a point, «1.», «1)», «(а)», "iv)", with its shape and ordinal.
    Point { shape: usize, ordinal: u32 },
    /// The name of who speaks, in capitals: «ИВАНОВ.», «ВОПРОС:».
    Speaker,
    /// A place and a date, the place with its abbreviation: «г. Вологда, 2 июня 1926 г.».
    Dateline,
    /// Anything else.
    Plain,
}

/// What a line opens with.
pub(super) fn opening(line: &str) -> Opening {
    let mut chars = line.chars();
    let Some(first) = chars.next() else {
        return Opening::Plain;
    };
    let rest = chars.as_str();
    match first {
        '•' | '▪' | '●' | '◦' | '‣' | '■' | '□' | '○' | '◆' | '➢' | '·' => {
            Opening::Bullet
        }
        '*' | '†' | '‡' if is_note(line) => Opening::Note,
        '¹' | '²' | '³' | '⁴'..='⁹' => Opening::Note,
        c if is_dash(c) && rest.starts_with(char::is_whitespace) => Opening::Dash {
            small: rest.trim_start().starts_with(char::is_lowercase),
        },
        '(' | '§' => point(line).unwrap_or(Opening::Plain),
        c if c.is_alphanumeric() => match point(line) {
            Some(point) => point,
            None if is_speaker(line) => Opening::Speaker,
            None if is_dateline(line) => Opening::Dateline,
            None => Opening::Plain,
        },
        _ => Opening::Plain,
    }
}

/// "* Note", "*** Note", "*Note" without a second asterisk, which would be emphasis.
fn is_note(line: &str) -> bool {
    let rest = line.trim_start_matches(['*', '†', '‡']);
    let signs = line.len() - rest.len();
    let spaced = rest.starts_with(char::is_whitespace);
    let hangs = rest.starts_with(char::is_uppercase) && !rest.contains('*');
    // Three signs of three bytes at most.
    signs <= 9 && (spaced || hangs) && rest.contains(char::is_alphanumeric)
}

/// Reads the number or letter of a point, the sign after it and white space.
fn point(line: &str) -> Option<Opening> {
    let inner = line.strip_prefix('(');
    let body = inner.unwrap_or(line);
    if let Some(body) = body.strip_prefix('§') {
        let digits = figures(body.trim_start());
        let ordinal = digits.parse().ok()?;
        return (digits.len() <= 3).then_some(Opening::Point { shape: 0, ordinal });
    }
    let (kind, ordinal, length) = if body.starts_with(|c: char| c.is_ascii_digit()) {
        numbered(body)?
    } else {
        lettered(body)?
    };
    let mut rest = body[length..].chars();
    let sign = match (rest.next()?, inner.is_some()) {
        (')', true) => 1,
        (')', false) => 2,
        // «а.» and "b." are rather abbreviations.
        ('.', false) if kind != 3 => 3,
        _ => return None,
    };
    let shape = kind * 4 + sign;
    let item = rest.next()?.is_whitespace();
    item.then_some(Opening::Point { shape, ordinal })
}

/// Kind, ordinal and length of «5», «5.2», «5.2.1»: each number up to three figures.
fn numbered(body: &str) -> Option<(usize, u32, usize)> {
    let (mut length, mut depth) = (0, 0);
    loop {
        let digits = figures(&body[length..]);
        let ordinal = digits.parse().ok()?;
        if digits.len() > 3 || depth > 2 {
            return None;
        }
        length += digits.len();
        let deeper = body[length..].strip_prefix('.');
        if !deeper.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit())) {
            return Some((depth, ordinal, length));
        }
        (length, depth) = (length + 1, depth + 1);
    }
}

/// Kind, ordinal and length of one small letter or a Roman number of several figures.
fn lettered(body: &str) -> Option<(usize, u32, usize)> {
    let first = body.chars().next()?;
    let length = body
        .find(|c| !matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X'))
        .unwrap_or(body.len());
    if (2..=6).contains(&length) {
        return Some((4, roman(&body[..length])?, length));
    }
    first
        .is_lowercase()
        .then_some((3, u32::from(first), first.len_utf8()))
}

/// The figures at the head of a text.
fn figures(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit());
    &text[..end.unwrap_or(text.len())]
}

/// The value of a Roman number in letters of one case, up to a few hundred; `None` if it is none.
pub(super) fn roman(number: &str) -> Option<u32> {
    let value = |c: char| match c {
        'i' | 'I' | 'І' => Some(1),
        'v' | 'V' => Some(5),
        'x' | 'X' | 'х' | 'Х' => Some(10),
        'l' | 'L' => Some(50),
        'c' | 'C' | 'с' | 'С' => Some(100),
        _ => None,
    };
    let small = number.starts_with(char::is_lowercase);
    let (mut sum, mut last) = (0, 0);
    for c in number.chars().rev() {
        let figure = value(c).filter(|_| c.is_lowercase() == small)?;
        sum = if figure < last {
            u32::checked_sub(sum, figure)?
        } else {
            sum + figure
        };
        last = last.max(figure);
    }
    (sum > 0 && number.chars().count() <= 8).then_some(sum)
}

/// «ИВАНОВ.», «СЛУШАЛИ:»: up to four words in capitals, a full stop or colon, and words after it.
fn is_speaker(line: &str) -> bool {
    let sign = |&(_, c): &(usize, char)| matches!(c, ':' | '.') || c.is_lowercase();
    let sign = line.char_indices().take(LONGEST_SPEAKER).find(sign);
    let Some((at, ':' | '.')) = sign else {
        return false;
    };
    let name = &line[..at];
    let named = capitals(name) && !name.contains(|c: char| c.is_numeric());
    named && line[at + 1..].starts_with(char::is_whitespace) && name.split_whitespace().count() <= 4
}

/// «г. Вологда, 2 июня 1926 г.»: a short word in small letters, a full stop, a name, and a year at
/// the end of a short line.
fn is_dateline(line: &str) -> bool {
    if line.len() > LONGEST_DATELINE || !line.starts_with(char::is_lowercase) {
        return false;
    }
    let Some((kind, place)) = line.split_once(". ") else {
        return false;
    };
    let year = place.trim_end_matches(['г', 'Г', 'ъ', '.', ' ', '\u{A0}']);
    let figures = year.bytes().rev().take_while(u8::is_ascii_digit).count();
    let short = kind.chars().nth(3).is_none() && kind.chars().all(char::is_alphabetic);
    short && place.starts_with(char::is_uppercase) && place.contains(',') && figures == 4
}

/// Whether a text is in capitals: at least four of them and no small letter.
pub(super) fn capitals(text: &str) -> bool {
    let mut upper = 0;
    for c in text.chars() {
        if c.is_lowercase() {
            return false;
        }
        upper += usize::from(c.is_uppercase());
    }
    upper >= 4
}

/// Whether the last word of a line and the first of the next are in capitals or figures.
pub(super) fn shouts_on(line: &str, next: &str) -> bool {
    let shouted = |word: Option<&str>| {
        word.is_some_and(|word| {
            let shouted = |c: char| c.is_uppercase() || c.is_ascii_digit();
            word.chars().nth(1).is_some() && word.chars().all(shouted)
        })
    };
    shouted(line.rsplit(char::is_whitespace).next()) && shouted(next.split_whitespace().next())
}

/// For every line that opens a point, whether its numbering begins and goes on at the heads of
/// lines: with 1, а, a or i, each point one more than the last of its shape. That of a list that
/// runs inside a paragraph («1) …; 2) …») begins inside a line.
pub(super) fn sequences(text: &str, lines: &[Line]) -> Vec<bool> {
    let mut evident = vec![false; lines.len()];
    let mut last: [Option<(usize, u32)>; SHAPES] = [None; SHAPES];
    for (n, line) in lines.iter().enumerate() {
        let Some(Opening::Point { shape, ordinal }) = point(line.of(text)) else {
            continue;
        };
        match last[shape] {
            Some((before, number)) if number + 1 == ordinal && n - before <= LONGEST_POINT => {
                (evident[before], evident[n]) = (true, true);
                last[shape] = Some((n, ordinal));
            }
            _ if FIRST.contains(&ordinal) => last[shape] = Some((n, ordinal)),
            _ => {}
        }
    }
    evident
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_are_told_apart() {
        let point = |line| match opening(line) {
            Opening::Point { ordinal, .. } => Some(ordinal),
            _ => None,
        };
        assert_eq!(point("12. Взять"), Some(12));
        assert_eq!(point("(2) the"), Some(2));
        assert_eq!(point("4.2.7. Работы"), Some(7));
        assert_eq!(point("§ 5. Членами"), Some(5));
        assert_eq!(point("(iv) the"), Some(4));
        assert_eq!(point("а) мука"), Some(u32::from('а')));
        for plain in ["1940. Год", "5.5 руб.", "12.", "а. и", "аб) в", "И. Орлов"]
        {
            assert_eq!(point(plain), None, "{plain}");
        }
        assert_eq!(opening("• мука"), Opening::Bullet);
        assert_eq!(opening("— Пора"), Opening::Dash { small: false });
        assert_eq!(opening("- flour"), Opening::Dash { small: true });
        assert_eq!(opening("-5 градусов"), Opening::Plain);
        assert_eq!(opening("¹ См. там же."), Opening::Note);
        assert_eq!(opening("*Прим. ред."), Opening::Note);
        assert_eq!(opening("*важно* и"), Opening::Plain);
        assert_eq!(opening("г. Вологда, 2 июня 1926 г."), Opening::Dateline);
        assert_eq!(opening("г. Вологда и в с. Покровское"), Opening::Plain);
        assert_eq!(opening("СОМОВА. Да."), Opening::Speaker);
        assert_eq!(opening("ВОПРОС: Когда?"), Opening::Speaker);
        assert_eq!(opening("Орлов: Нет."), Opening::Plain);
        assert_eq!(opening("СССР и США: Нет."), Opening::Plain);
    }

    #[test]
    fn roman_numbers_have_a_value() {
        assert_eq!(roman("xiv"), Some(14));
        assert_eq!(roman("XLIX"), Some(49));
        assert_eq!(roman("Xi"), None);
        assert_eq!(roman("mid"), None);
    }
}
