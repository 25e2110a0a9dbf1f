//! Shapes of text that rules look for, as regular expressions. All are anchored and bounded, so
//! that each costs constant time.

use crate::marks::{is_dash, is_numeric};
use regex::Regex;
use std::sync::LazyLock;

/// A shape: a cheap test of the first character, then the expression.
pub(crate) struct Shape {
    opens: fn(char) -> bool,
    expression: LazyLock<Regex>,
}

impl Shape {
    /// The length of the shape at the head of a text, in bytes.
    pub fn length(&self, text: &str) -> Option<usize> {
        text.starts_with(self.opens)
            .then(|| self.expression.find(text))?
            .map(|found| found.end())
    }

    /// Whether a text begins with the shape.
    pub fn is_match(&self, text: &str) -> bool {
        text.starts_with(self.opens) && self.expression.is_match(text)
    }
}

macro_rules! shape {
    ($name:ident, $about:literal, $opens:expr, $pattern:literal) => {
        #[doc = $about]
        pub(crate) static $name: Shape = Shape {
            opens: $opens,
            // The pattern is a constant, and the test below uses every one of them.
            expression: LazyLock::new(|| Regex::new($pattern).expect("a valid pattern")),
        };
    };
}

shape!(
    CUT,
    "A cut in brackets: […], [...], (. . .).",
    |c| matches!(c, '[' | '(' | '<' | '‹'),
    r"^[\[(<‹](?:…|\.{2,6}|\.(?: \.){1,3})[\])>›]"
);
shape!(
    FREE_ELLIPSIS,
    "An ellipsis that stands alone, with the quotation that it may close.",
    |c| matches!(c, '.' | '…'),
    r#"^(?:…|\.{3,6}|\.(?:[  ]\.){2,3})["”»’'\])]{0,3}(?:\s|$)"#
);
shape!(
    ITEM,
    "The letter or number of a list item before white space: а) 1) (b) (iv).",
    |c| c == '(' || c.is_ascii_digit() || c.is_lowercase(),
    r"^\(?(?:\d{1,3}|\p{Ll}|[ivx]{1,5})\)\s"
);
shape!(
    CAPITAL_ITEM,
    "A list item whose own words open with a capital or a quotation mark.",
    |c| c == '(' || c.is_ascii_digit() || c.is_lowercase(),
    r#"^\(?(?:\d{1,3}|\p{Ll}|[ivx]{1,5})\)\s{1,3}["«“„]?\p{Lu}"#
);
shape!(
    POINT,
    "The number of a point and its full stop before a capital.",
    is_numeric,
    r"^\d{1,3}\.(?:\d{1,3}\.){0,3}\s+\p{Lu}"
);
shape!(
    LABELLED,
    "A labelled point: п. 2. Сторожа, ст. 7. Суд.",
    |c| matches!(c, 'п' | 'с'),
    r"^(?:п|пп|ст)\.\s?\d{1,3}\.\s+\p{Lu}"
);
shape!(
    NUMBERED,
    "A label of signs with its number or numbers: № 3—17, §§ 4–5, Nos. 22–24.",
    |c| matches!(c, '№' | '§' | 'N'),
    r"^(?:№{1,2}|§{1,2}|Nos?\.)\s?\d{1,4}(?:\s?[—–-]\s?\d{1,4})?$"
);
shape!(
    REFERENCE,
    "The head of an archival reference: РГАСПИ. Ф. 514, АВП РФ. Ф. 94, GARF, f. 5.",
    char::is_uppercase,
    r"^\p{Lu}{2,8}(?: \p{Lu}{2,6})?[.,]\s+[ФфFf]\.\s?\p{Lu}?-?\d"
);
shape!(
    FULL_DATE,
    "A full date, up to the end, a number, a new sentence or a short note in small letters.",
    char::is_numeric,
    r"^\d{1,2}(?: ?\(\d{1,2}\))?(?:-?го)? \p{L}{3,9} \d{4}(?:\s?г\.|\s?г(?:ода)?\b)?(?:$|,?\s(?:№|\d)|\s\p{Lu}|, \p{Ll}[^.!?]{2,60}$)"
);
shape!(
    NAME_TO_END,
    "A name up to the end, with or without a place: Marit H., Rosalind Ashby, Ludlow.",
    char::is_uppercase,
    r"^\p{Lu}[\p{L}.'’-]*(?:,? \p{Lu}[\p{L}.'’-]*){0,4}$"
);
shape!(
    SIGNATURE,
    "A dash and who signs, up to the closing bracket: — Ed.]",
    is_dash,
    r"^[—–―-]{1,2}\s?\p{Lu}[\p{L}\p{M}., -]{0,40}[\])]"
);
shape!(
    ENTRY_DATE,
    "A calendar entry's date, year first: 1934, Nov. 22 and 1934, окт. 4.",
    |c| matches!(c, '[' | '1'),
    r"^\[?1[0-9]{3},?\s\[?(?:\p{L}{3,9}\.?\s\d{1,2}|\d{1,2}\s\p{L}{3,9})\]?(?:,\s\p{Lu}[\p{L}\p{M}'’-]{1,30})?\]?\.$"
);
shape!(
    SMILEY,
    "A smiley in signs: :) ;-) :( )))",
    |c| matches!(c, ':' | ';' | ')'),
    r"^(?:[:;]-?[()]|\)\))"
);
shape!(
    COPY_NUMBER,
    "The number of a copy: Экз. № 2.",
    |c| c == 'Э',
    r"^Экз(?:\.|емпляр)\s?№\s?\d{1,4}"
);
shape!(
    PLACE_AND_DATE,
    "A place and a date up to the end: Ленинград, 4 октября 1934 г.",
    char::is_alphabetic,
    r"^(?:\p{L}{1,4}\.\s?)?\p{Lu}[\p{L}\p{M}'’-]{1,30}(?:[ -]\p{Lu}[\p{L}\p{M}'’-]{0,30}){0,2},\s\d{1,2}(?:/\d{1,2})?(?:-?го)?\s\p{L}{3,9}\.?,?\s\d{4}(?:\s?г(?:\.|ода))?$"
);
shape!(
    DATE_TO_END,
    "A date in figures up to the end: 12.II.1937 г., 3/5/08.",
    is_numeric,
    r"^\d{1,2}[./](?:\d{1,2}|[IVXХ]{1,4})[./]\d{2,4}(?:\s?г(?:\.|ода))?$"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_find_what_they_describe() {
        assert!(CUT.is_match("[…] и") && CUT.is_match("(...)") && CUT.is_match("[. . .]"));
        assert!(!CUT.is_match("[а…]"));
        assert!(FREE_ELLIPSIS.is_match(". . .\" Он") && FREE_ELLIPSIS.is_match("… Он"));
        assert!(!FREE_ELLIPSIS.is_match("…Он"));
        assert!(ITEM.is_match("(iv) x") && ITEM.is_match("а) x") && !ITEM.is_match("аб) x"));
        assert!(CAPITAL_ITEM.is_match("12) «Общество") && !CAPITAL_ITEM.is_match("1) о дотации"));
        assert!(POINT.is_match("3. Тесто") && !POINT.is_match("3.5 Тесто"));
        assert!(SIGNATURE.is_match("— Прим. ред.]") && !SIGNATURE.is_match("— Пора. [И]"));
        assert!(
            ENTRY_DATE.is_match("1934, Nov. 22.") && ENTRY_DATE.is_match("1934, Oct. 4, Riga.")
        );
        assert!(!ENTRY_DATE.is_match("1934 people came."));
    }
}
