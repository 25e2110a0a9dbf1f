//! Evidence in words: what speaks for a link, as short sentences for people who read texts, not
//! programs. Sentences are named as in tables: S4 is the fourth of the source, T3 the third of the
//! target.

use sverka_aligner::{
    Basis, Correspondence, Counted, Cue, Explanation, Grounds, Likeness, Nearest, SharedWords,
    Side, SideName, WordPair,
};
use sverka_segmenter::{Span, Text};

/// Most pairs of words that are shown.
const SHOWN_PAIRS: usize = 8;

/// Shares of the usual length that still count as usual.
const USUAL_LENGTH: std::ops::Range<f64> = 0.85..1.2;

/// What an explanation says of its link, a fact a string, in a fixed order.
pub fn evidence(explanation: &Explanation, source: Side<'_>, target: Side<'_>) -> Vec<String> {
    let texts = (source.text, target.text);
    let mut facts = Vec::new();
    if explanation.is_pinned {
        facts.push("pinned by you: it stands as it was given".to_owned());
    }
    match &explanation.grounds {
        Grounds::Linked(correspondence) => linked(correspondence, texts, &mut facts),
        Grounds::Alone(Some(nearest)) => facts.extend(alone(nearest, texts)),
        Grounds::Alone(None) => facts.push("the other text is empty".to_owned()),
    }
    facts.extend(explanation.cues.iter().map(|cue| said(*cue)));
    facts
}

/// The facts about a link with two sides.
fn linked(found: &Correspondence, texts: (&Text, &Text), facts: &mut Vec<String>) {
    facts.push(pairs(&found.words, texts));
    facts.push(format!(
        "content words with a counterpart: {} of the Russian, {} of the English",
        counted(found.words.source),
        counted(found.words.target)
    ));
    for (spans, text, language) in [
        (&found.uncovered, texts.0, "English"),
        (&found.inserted, texts.1, "Russian"),
    ] {
        if !spans.is_empty() {
            let shown: Vec<String> = spans.iter().map(|span| quoted(text, *span)).collect();
            facts.push(format!("not in the {language}: {}", shown.join("; ")));
        }
    }
    let likeness = likeness(found.likeness);
    facts.push(match (found.nearer_target, found.nearer_source) {
        (None, None) => format!("{likeness}, and no other sentence comes nearer"),
        (Some(t), None) => format!("{likeness}, but T{} comes nearer to the Russian", t + 1),
        (None, Some(s)) => format!("{likeness}, but S{} comes nearer to the English", s + 1),
        (Some(t), Some(s)) => format!(
            "{likeness}, but T{} comes nearer to the Russian and S{} to the English",
            t + 1,
            s + 1
        ),
    });
    if let Some(length) = found.length {
        facts.push(match USUAL_LENGTH.contains(&length) {
            true => "as long as a translation usually is here".to_owned(),
            false => format!(
                "{:.0}% of the length that a translation usually has here",
                length * 100.0
            ),
        });
    }
    if found.is_out_of_order {
        facts.push(
            "out of order: it stands elsewhere in the English than its neighbours".to_owned(),
        );
    }
}

/// The facts about sentences without a link.
fn alone(nearest: &Nearest, texts: (&Text, &Text)) -> Vec<String> {
    let (own, other, letter, own_letter) = match nearest.side {
        SideName::Source => (nearest.words.source, "English", 'T', 'S'),
        SideName::Target => (nearest.words.target, "Russian", 'S', 'T'),
    };
    let linked: Vec<String> = (nearest.linked_with.iter())
        .map(|sentence| format!("{own_letter}{}", sentence + 1))
        .collect();
    let fate = match linked.is_empty() {
        true => "has no link itself".to_owned(),
        false => format!("is linked with {}", linked.join(" and ")),
    };
    let name = format!("{letter}{}", nearest.sentence + 1);
    vec![
        format!(
            "the nearest {other} sentence, {name}, is {} and {fate}",
            likeness(nearest.likeness)
        ),
        format!(
            "content words with a counterpart in {name}: {}",
            counted(own)
        ),
        pairs(&nearest.words, texts),
    ]
}

/// The strongest pairs of words, in the order of the source.
fn pairs(words: &SharedWords, texts: (&Text, &Text)) -> String {
    let mut strongest: Vec<(usize, &WordPair)> = words.pairs.iter().enumerate().collect();
    strongest.sort_by(|a, b| b.1.strength.total_cmp(&a.1.strength).then(a.0.cmp(&b.0)));
    strongest.truncate(SHOWN_PAIRS);
    strongest.sort_by_key(|(place, _)| *place);
    let shown = |(_, pair): &(usize, &WordPair)| {
        let basis = match pair.basis {
            Basis::Meaning => "",
            Basis::Name => " (name)",
            Basis::Number => " (number)",
            Basis::Glossary => " (your glossary)",
        };
        let (source, target) = (texts.0.slice(pair.source), texts.1.slice(pair.target));
        format!("{} → {}{basis}", one_line(source), one_line(target))
    };
    let shown: Vec<String> = strongest.iter().map(shown).collect();
    let more = words.pairs.len() - shown.len();
    match (shown.is_empty(), more) {
        (true, _) => "no word of the two corresponds".to_owned(),
        (false, 0) => format!("words: {}", shown.join(", ")),
        (false, _) => format!("words: {}, and {more} more", shown.join(", ")),
    }
}

fn counted(words: Counted) -> String {
    format!("{} of {}", words.matched, words.all)
}

fn likeness(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Close => "close in meaning",
        Likeness::Related => "related in meaning",
        Likeness::Distant => "far off in meaning",
    }
}

fn said(cue: Cue) -> String {
    let (side, says) = match cue {
        Cue::SquareBrackets(side) => (side, "has square brackets, as editors use them"),
        Cue::Ellipsis(side) => (side, "has an ellipsis, as where something is left out"),
        Cue::Note(side) => (side, "speaks of a note, an editor or a translator"),
        Cue::Quoted(side) => (side, "stands in quotation marks"),
    };
    let language = match side {
        SideName::Source => "Russian",
        SideName::Target => "English",
    };
    format!("the {language} {says}")
}

/// A span in quotation marks, on one line.
fn quoted(text: &Text, span: Span) -> String {
    format!("“{}”", one_line(text.slice(span)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
