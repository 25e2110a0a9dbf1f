//! Shapes of text that rules look for, as regular expressions. All are anchored and bounded, so
//! that each costs constant time.

use regex::Regex;
use std::sync::LazyLock;

macro_rules! shape {
    ($name:ident, $about:literal, $pattern:literal) => {
        #[doc = $about]
        pub(crate) static $name: LazyLock<Regex> = LazyLock::new(|| {
            // The pattern is a constant, and the test below uses every one of them.
            Regex::new($pattern).expect("a valid pattern")
        });
    };
}

shape!(
    CUT,
    "A cut in brackets: […], [...], (. . .).",
    r"^[\[(<‹](?:…|\.{2,6}|\.(?: \.){1,3})[\])>›]"
);
shape!(
    FREE_ELLIPSIS,
    "An ellipsis that stands alone, with the quotation that it may close.",
    r#"^(?:…|\.{3,6}|\.(?:[  ]\.){2,3})["”»’'\])]{0,3}(?:\s|$)"#
);
shape!(
    ITEM,
    "The letter or number of a list item before white space: а) 1) (b) (iv).",
    r"^\(?(?:\d{1,3}|\p{Ll}|[ivx]{1,5})\)\s"
);
shape!(
    CAPITAL_ITEM,
    "A list item whose own words open with a capital or a quotation mark.",
    r#"^\(?(?:\d{1,3}|\p{Ll}|[ivx]{1,5})\)\s{1,3}["«“„]?\p{Lu}"#
);
shape!(
    POINT,
    "The number of a point and its full stop before a capital.",
    r"^\d{1,3}\.(?:\d{1,3}\.){0,3}\s+\p{Lu}"
);
shape!(
    LABELLED,
    "A labelled point: п. 2. Сторожа, ст. 7. Суд.",
    r"^(?:п|пп|ст)\.\s?\d{1,3}\.\s+\p{Lu}"
);
shape!(
    SIGNATURE,
    "A dash and who signs, up to the closing bracket: — Ed.]",
    r"^[—–―-]{1,2}\s?\p{Lu}[\p{L}\p{M}., -]{0,40}[\])]"
);
shape!(
    ENTRY_DATE,
    "A calendar entry's date, year first: 1934, Nov. 22 and 1934, окт. 4.",
    r"^\[?1[0-9]{3},?\s\[?(?:\p{L}{3,9}\.?\s\d{1,2}|\d{1,2}\s\p{L}{3,9})\]?(?:,\s\p{Lu}[\p{L}\p{M}'’-]{1,30})?\]?\.$"
);
shape!(
    SMILEY,
    "A smiley in signs: :) ;-) :( )))",
    r"^(?:[:;]-?[()]|\)\))"
);
shape!(
    COPY_NUMBER,
    "The number of a copy: Экз. № 2.",
    r"^Экз(?:\.|емпляр)\s?№\s?\d{1,4}"
);
shape!(
    PLACE_AND_DATE,
    "A place and a date up to the end: Ленинград, 4 октября 1934 г.",
    r"^(?:\p{L}{1,4}\.\s?)?\p{Lu}[\p{L}\p{M}'’-]{1,30}(?:[ -]\p{Lu}[\p{L}\p{M}'’-]{0,30}){0,2},\s\d{1,2}(?:/\d{1,2})?(?:-?го)?\s\p{L}{3,9}\.?,?\s\d{4}(?:\s?г(?:\.|ода))?$"
);
shape!(
    DATE_TO_END,
    "A date in figures up to the end: 12.II.1937 г., 3/5/08.",
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
