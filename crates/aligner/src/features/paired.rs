//! Features of words paired one to one: how much of each side finds a partner of its own, and where
//! the heaviest stretch without one lies.

use super::{Sink, flag};
use crate::pairing::{Pairing, Word, share};

/// A word matched less than this has no partner worth the name.
const LONE: f32 = 0.3;

/// What a word of a stretch without partners may be matched by; more than that speaks against the
/// stretch, less for it.
const GAP_LEVEL: f32 = 0.4;

/// Lack of partners from which a stretch at the start or end of a run is worth noting, and weight
/// from which a stretch of lone words counts as a gap.
const NOTABLE: f32 = 0.6;
const GAP_WEIGHT: f32 = 1.8;

/// A clause of at least this weight, less than this share of it paired, is bare.
const CLAUSE_WEIGHT: f32 = 1.0;
const BARE: f32 = 0.35;

/// Adds the features of a pairing.
pub(super) fn paired(pairing: &Pairing, sink: &mut impl Sink) {
    side(
        &pairing.source,
        [
            "source paired",
            "source paired over .4",
            "source paired over .7",
            "source heaviest gap",
            "source heaviest gap share",
            "source gap at start",
            "source gap at end",
            "source gaps",
            "source numbers unpaired",
            "source names unpaired",
            "source bare clauses",
            "source barest clause",
        ],
        sink,
    );
    side(
        &pairing.target,
        [
            "target paired",
            "target paired over .4",
            "target paired over .7",
            "target heaviest gap",
            "target heaviest gap share",
            "target gap at start",
            "target gap at end",
            "target gaps",
            "target numbers unpaired",
            "target names unpaired",
            "target bare clauses",
            "target barest clause",
        ],
        sink,
    );
    members(
        &pairing.source,
        &pairing.target,
        [
            "source least paired sentence",
            "source sentences paired",
            "source sentences hardly paired",
            "source sentences well paired",
            "source least given",
        ],
        sink,
    );
    members(
        &pairing.target,
        &pairing.source,
        [
            "target least paired sentence",
            "target sentences paired",
            "target sentences hardly paired",
            "target sentences well paired",
            "target least given",
        ],
        sink,
    );
    let partners: Vec<usize> = pairing.source.iter().filter_map(|w| w.partner).collect();
    let onward = |next: &[usize]| next[0] <= next[1] && next[1] <= next[0] + 3;
    let in_order = partners.windows(2).filter(|next| onward(next)).count();
    let in_order = match partners.len() {
        0 | 1 => 0.5,
        n => in_order as f32 / (n - 1) as f32,
    };
    sink.add("paired in order", in_order);
    sink.add("paired words", (1.0 + partners.len() as f32).ln());
}

/// The words of one side as a whole.
fn side(words: &[Word], names: [&'static str; 12], sink: &mut impl Sink) {
    let weight: f32 = words.iter().map(|word| word.weight).sum();
    let share_of = |part: f32| if weight > 0.0 { part / weight } else { 0.0 };
    let paired = share(words);
    // The stretch whose words lack most (the maximum subarray, Kadane's way).
    let (mut lack, mut most, mut start, mut gap) = (0f32, 0f32, 0, 0..0);
    for (at, word) in words.iter().enumerate() {
        if lack <= 0.0 {
            (lack, start) = (0.0, at);
        }
        lack += word.weight * (GAP_LEVEL - word.matched);
        if lack > most {
            (most, gap) = (lack, start..at + 1);
        }
    }
    let gap_weight: f32 = words[gap.clone()].iter().map(|word| word.weight).sum();
    let (mut gaps, mut lone) = (0.0, 0.0);
    for word in words {
        if word.matched >= LONE {
            lone = 0.0;
            continue;
        }
        gaps += flag(lone < GAP_WEIGHT && lone + word.weight >= GAP_WEIGHT);
        lone += word.weight;
    }
    let unpaired = |which: fn(&Word) -> bool| {
        let lone = words.iter().filter(|w| which(w) && w.matched < LONE);
        (1.0 + lone.count() as f32).ln()
    };
    let (mut bare, mut barest) = (0f32, 0f32);
    for clause in words.chunk_by(|_, next| !next.opens_clause) {
        let weight: f32 = clause.iter().map(|word| word.weight).sum();
        let paired = share(clause);
        if weight >= CLAUSE_WEIGHT && paired < BARE {
            bare += weight;
            barest = barest.max(weight * (1.0 - paired));
        }
    }
    let values = [
        paired,
        (paired - 0.4).max(0.0),
        (paired - 0.7).max(0.0),
        (1.0 + 2.0 * most).ln(),
        share_of(gap_weight),
        flag(most > NOTABLE && gap.start == 0),
        flag(most > NOTABLE && gap.end == words.len()),
        gaps,
        unpaired(|word| word.is_number),
        unpaired(|word| word.is_name),
        share_of(bare),
        (1.0 + barest).ln(),
    ];
    for (name, value) in names.into_iter().zip(values) {
        sink.add(name, value);
    }
}

/// The sentences of one side one by one: how well each is paired, and how much of the other side
/// the least giving of them pairs with.
fn members(words: &[Word], others: &[Word], names: [&'static str; 5], sink: &mut impl Sink) {
    let whole: f32 = others.iter().map(|word| word.weight).sum();
    let (mut least, mut sum, mut hardly, mut well) = (1f32, 0.0, 0.0, 0.0);
    let (mut count, mut least_given) = (0.0, 1f32);
    for own in words.chunk_by(|a, b| a.sentence == b.sentence) {
        let paired = share(own);
        least = least.min(paired);
        sum += paired;
        hardly += (1.0 - 4.0 * paired).max(0.0);
        well += (paired - 0.45).max(0.0);
        count += 1.0;
        let given = |word: &Word| {
            word.partner
                .map_or(0.0, |partner| word.matched * others[partner].weight)
        };
        let given = own.iter().map(given).sum::<f32>() / whole.max(0.1);
        least_given = least_given.min(given);
    }
    let values = [least, sum, hardly, well, (least_given * count).min(1.5)];
    for (name, value) in names.into_iter().zip(values) {
        sink.add(name, value);
    }
}
