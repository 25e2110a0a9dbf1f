//! Clauses: a sentence cut at its inner punctuation, so that a part of it can be compared by
//! itself. A summary wrapped in an author's own words agrees in one clause and not as a whole.

/// Fewest words of a clause; a shorter piece goes with the next one.
const FEWEST_WORDS: usize = 3;

/// Whether a character parts clauses.
pub(crate) fn parts_clauses(c: char) -> bool {
    matches!(
        c,
        ',' | ';' | ':' | '(' | ')' | '[' | ']' | '—' | '–' | '،' | '؛'
    )
}

/// The clauses of a sentence; none if it is one itself.
pub(crate) fn split(sentence: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for (at, c) in sentence.char_indices() {
        if parts_clauses(c) && sentence[start..at].split_whitespace().count() >= FEWEST_WORDS {
            clauses.push(&sentence[start..at]);
            start = at + c.len_utf8();
        }
    }
    let rest = &sentence[start..];
    match clauses.is_empty() {
        true => return clauses,
        // A last piece of a word or two goes with the clause before it.
        false if rest.split_whitespace().count() < FEWEST_WORDS => {
            let last = clauses.pop().map_or(0, |last| start_of(sentence, last));
            clauses.push(&sentence[last..]);
        }
        false => clauses.push(rest),
    }
    if clauses.len() > 1 {
        clauses
    } else {
        Vec::new()
    }
}

/// The byte at which a part of a text begins in it.
fn start_of(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn clauses_are_cut_at_inner_punctuation() {
        for (sentence, clauses) in [
            ("The ambassador left.", &[][..]),
            (
                "Он сказал, что едет завтра утром.",
                &["Он сказал, что едет завтра утром."][..0],
            ),
            (
                "He explains his plan (as a division of spheres), and leaves the room.",
                &[
                    "He explains his plan ",
                    "as a division of spheres",
                    ", and leaves the room.",
                ],
            ),
            ("He explains his plan, and leaves.", &[]),
        ] {
            assert_eq!(split(sentence), clauses, "{sentence}");
        }
    }
}
