//! Page numbers: what a line looks like that holds nothing else.

use super::openings::roman;

/// Longest line, in code points, that may be a page number with its label and signs.
pub(super) const LONGEST: u32 = 24;

/// Words that label the number of a page or leaf; the first six leave no doubt.
const LABELS: [&str; 14] = [
    "page",
    "стр",
    "страница",
    "pag",
    "pg",
    "folio",
    "p",
    "с",
    "л",
    "лист",
    "leaf",
    "fol",
    "f",
    "pp",
];

/// Labels that stand in front of page numbers only.
const SURE_LABELS: usize = 6;

/// A line that looks like a page number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct PageNumber {
    /// The number.
    pub value: u32,
    /// How it is written: signs around it, label, kind of figures. One document writes all alike.
    pub style: usize,
    /// Whether the look alone tells: dashes on both sides, or the word for a page.
    pub sure: bool,
    /// Whether it is a Roman number in capitals, as chapters have them.
    pub capital_roman: bool,
}

/// Numbers of four digits that are years rather than pages.
const YEARS: std::ops::RangeInclusive<u32> = 1500..=2099;

/// Reads a line, without its outer white space, as a page number.
pub(super) fn page_number(line: &str) -> Option<PageNumber> {
    // A Roman number has eight letters at most, so most lines are passed by here.
    if line.len() > 16 && !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut signs = 0;
    let mut core = line;
    let pairs = [
        ('[', ']'),
        ('(', ')'),
        ('<', '>'),
        ('|', '|'),
        ('*', '*'),
        ('~', '~'),
        ('•', '•'),
    ];
    if core.starts_with(is_dash) && core.ends_with(is_dash) {
        core = core.trim_matches(is_dash).trim();
        signs = 1;
    } else if let Some(n) = pairs.iter().position(|&(open, close)| {
        core.strip_prefix(open)
            .is_some_and(|rest| rest.ends_with(close))
    }) {
        let (open, close) = pairs[n];
        core = core.trim_start_matches(open).trim_end_matches(close).trim();
        signs = n + 2;
    }
    let label = core.find(|c: char| !c.is_alphabetic()).unwrap_or(0);
    let name = core[..label].to_lowercase();
    let label = LABELS.iter().position(|&known| known == name);
    if label.is_some() {
        core = core[name_length(core)..].trim_start_matches(['.', ' ', '\u{A0}', '№', ':']);
    }
    let number = core.split([' ', '/', '\u{A0}']).next().unwrap_or_default();
    let rest = core[number.len()..].trim_start();
    // «14 об.», "14 of 20", "14 v.", «л. 14а» and "14." stand for page numbers too.
    let total = ["of ", "из ", "/"]
        .iter()
        .find_map(|word| rest.strip_prefix(word));
    let counted = total
        .is_some_and(|total| !total.is_empty() && total.trim().chars().all(|c| c.is_ascii_digit()));
    let verso = matches!(rest, "об." | "об" | "v." | "v" | "r." | "r") && label.is_some();
    if !rest.is_empty() && !counted && !verso {
        return None;
    }
    let figures = number.trim_end_matches('.');
    let letter = figures.trim_end_matches(|c: char| c.is_lowercase() && label.is_some());
    let digits =
        !letter.is_empty() && letter.len() <= 4 && letter.bytes().all(|b| b.is_ascii_digit());
    let value = if digits {
        letter.parse().ok()?
    } else {
        roman(figures)?
    };
    // A year alone on its line heads a part, «1997», or says when a book came out, "(1928)".
    if digits && YEARS.contains(&value) && label.is_none() && signs != 1 {
        return None;
    }
    // "14." alone is rather a point; in brackets or with a label the stop is the label's.
    if figures.len() < number.len() && signs == 0 && label.is_none() {
        return None;
    }
    let capital_roman = !digits && figures.starts_with(char::is_uppercase);
    let kind = if digits {
        0
    } else {
        1 + usize::from(capital_roman)
    };
    let labelled = label.map_or(0, |label| label + 1);
    let dashed = signs == 1 && digits;
    Some(PageNumber {
        value,
        style: (signs * (LABELS.len() + 1) + labelled) * 3 + kind,
        sure: dashed
            || label.is_some_and(|label| label < SURE_LABELS)
            || counted && label.is_some(),
        capital_roman,
    })
}

/// Length in bytes of the letters at the head of a text.
fn name_length(text: &str) -> usize {
    text.find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len())
}

fn is_dash(c: char) -> bool {
    crate::marks::is_dash(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_read() {
        for (line, value, sure) in [
            ("14", 14, false),
            ("- 14 -", 14, true),
            ("—14—", 14, true),
            ("[14]", 14, false),
            ("стр. 14", 14, true),
            ("Page 14", 14, true),
            ("Page 14 of 20", 14, true),
            ("p. 14", 14, false),
            ("л. 14 об.", 14, false),
            ("Л. 14а", 14, false),
            ("xiv", 14, false),
            ("IV", 4, false),
            ("14/20", 14, false),
        ] {
            let found = page_number(line).map(|page| (page.value, page.sure));
            assert_eq!(found, Some((value, sure)), "{line}");
        }
        for line in [
            "14.", "-14", "14 кг", "12,5", "и", "14-", "Page", "1 000", "19401", "mi", "л.",
        ] {
            assert_eq!(page_number(line), None, "{line}");
        }
        let style = |line| page_number(line).map(|page| page.style);
        assert_eq!(style("- 2 -"), style("-10-"));
        assert_ne!(style("- 2 -"), style("2"));
    }
}
