//! Rules that look at words: abbreviations, initials, references, verbs of speech.

use super::Verdict::{self, Join, Split};
use super::shapes::POINT;
use crate::abbreviations::normalise;
use crate::candidates::Mark;
use crate::context::{Context, is_roman};
use crate::marks::{is_dash, is_numeric, is_opener, is_terminal, is_weightless, is_wide_terminal};

/// Longest label of a speech, in bytes: «Председательствующий тов. Сидоренко».
const LONGEST_LABEL: usize = 100;

/// Longest archival reference, in bytes, before which a description may stand.
const LONGEST_REFERENCE: usize = 200;

/// «ГАРФ. Ф. Р-5446. Оп. 1. Д. 155. Л. 26—28 об. Отпуск.»
pub(super) fn reference(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop && !c.text[..c.candidate.end].ends_with(").") {
        return None;
    }
    let kinds = c.abbreviation().unwrap_or_default();
    if kinds.reference && c.right_figure() && !c.measures() {
        return Some(Join);
    }
    if c.reference_follows() {
        return Some(Join);
    }
    let head = &c.text[c.sentence_start..c.candidate.end];
    (c.right_in(&c.knowledge.lists.legends) && is_reference(head)).then_some(Join)
}

/// Whether a sentence so far reads as an archival reference: a fonds with its number.
fn is_reference(sentence: &str) -> bool {
    if sentence.len() > LONGEST_REFERENCE {
        return false;
    }
    let mut words = sentence.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let fonds = matches!(word, "Ф." | "ф." | "F." | "f." | "fond" | "фонд" | "Фонд");
        if fonds
            && words
                .peek()
                .is_some_and(|next| next.chars().any(is_numeric))
        {
            return true;
        }
    }
    false
}

/// «— Вы здесь? — Орлов спросил», "\"What do we do?\" I asked."
pub(super) fn speech_tag(c: &Context) -> Option<Verdict> {
    if c.candidate.mark == Mark::Stop {
        return None;
    }
    // Russian sets a dash before its tags, English a quotation mark.
    let dash = c.openers.starts_with(is_dash) && c.right.starts_with(is_cyrillic);
    let quoted = c.openers.chars().all(is_weightless)
        && c.right.is_ascii()
        && c.text[..c.candidate.end].ends_with(['"', '”', '»', '\'', '’']);
    if !dash && !quoted {
        return None;
    }
    // "?' She said no one had told her" opens a sentence of its own; only "I" keeps its capital.
    if c.right != "I" && c.right_starter() {
        return None;
    }
    // The verb follows its subject: "I asked", "Kuzmich the prompter would hiss".
    c.rest()[c.openers.len()..]
        .split_whitespace()
        .take(if dash { 3 } else { 5 })
        .scan(false, |ended, word| {
            let go_on = !*ended;
            *ended = word.ends_with(['.', '!', '?', ':', '"', '”']) && word.chars().count() > 3;
            go_on.then_some(word)
        })
        .skip(1)
        .any(|word| {
            c.knowledge
                .lists
                .speech
                .contains(&normalise(word.trim_end_matches(is_sign)))
        })
        .then_some(Join)
}

fn is_sign(c: char) -> bool {
    is_terminal(c) || matches!(c, ',' | ':' | ';') || is_opener(c)
}

/// „z. | B. Dänemark“, „44 v. | Chr.“: the second half of an abbreviation may have a capital.
pub(super) fn spaced_abbreviation(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop || c.after_right != Some('.') || !c.openers.is_empty() {
        return None;
    }
    let whole = format!("{}.{}", c.left, c.right);
    (c.right_upper() && c.knowledge.abbreviation(&whole).is_some()).then_some(Join)
}

/// «т. е. Германия», "i.e. Germany", "cf. No. 5".
pub(super) fn inside(c: &Context) -> Option<Verdict> {
    let kinds = c.abbreviation()?;
    (kinds.inside && !c.measures()).then_some(Join)
}

/// "the U.S.S.R. Then", "the R.S.F.S.R. K. N. Tverskaya".
pub(super) fn acronym(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop {
        return None;
    }
    let letters = c.left.split('.').count();
    let single = c.left.split('.').all(|part| part.chars().count() == 1);
    if letters < 3 || !single || !c.left.chars().all(|c| c == '.' || c.is_uppercase()) {
        return None;
    }
    Some(if c.right_starter() || !c.openers.is_empty() {
        Split
    } else {
        Join
    })
}

/// "at 8 p.m. Saturday", "at 4 p.m. EST", "at 8 a.m. Moscow time".
pub(super) fn hour(c: &Context) -> Option<Verdict> {
    if !matches!(c.left_normal.as_str(), "a.m" | "p.m" | "am" | "pm") || !c.right_upper() {
        return None;
    }
    let zone = c.right_in(&c.knowledge.lists.hours);
    let time = c
        .rest()
        .split_whitespace()
        .nth(1)
        .is_some_and(|word| word.starts_with("time"));
    (zone || time).then_some(Join)
}

/// "Apple Inc. Chief Executive", "Shell Co. Ltd.", "Yahoo! Inc.".
pub(super) fn company(c: &Context) -> Option<Verdict> {
    let company = matches!(
        c.left_normal.as_str(),
        "inc" | "co" | "corp" | "ltd" | "bros"
    );
    let office = c.openers.is_empty() && c.right_in(&c.knowledge.lists.offices);
    (company && c.candidate.bare_stop && office).then_some(Join)
}

/// "Yahoo! Finance reported": the mark is part of the name.
pub(super) fn marked_name(c: &Context) -> Option<Verdict> {
    let named = c.candidate.mark == Mark::Question
        && c.candidate.end == c.candidate.mark_start + 1
        && c.left.starts_with(char::is_uppercase)
        && c.knowledge.lists.marked_names.contains(&c.left_normal);
    (named && c.right_upper() && !c.right_starter()).then_some(Join)
}

/// «к. т. н. Петров», «д.ф.-м.н. Орлов»: degrees stand before a name.
pub(super) fn degree(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop || !c.right_upper() || c.right_starter() {
        return None;
    }
    let glued = || {
        let mut parts = c.left_normal.split('.');
        matches!(parts.next(), Some("к" | "д"))
            && parts.next().is_some()
            && parts.next_back() == Some("н")
    };
    let spaced = || {
        let letters = c.before.chars().count();
        let start = c.text[c.sentence_start..c.before_start()].trim_end();
        c.left_normal == "н"
            && c.before_stopped
            && letters <= 4
            && [" к.", " д.", "К.", "Д."]
                .iter()
                .any(|degree| start.ends_with(degree))
    };
    (glued() || spaced()).then_some(Join)
}

/// «витамин С. | Врачи», «корпус А. | Корпус Б», "World War I. | Hitler": a letter that a word of
/// its own introduces is no initial; nor is a unit after its number («220 В. | Ток»), nor a Roman
/// number after a Russian word («Пётр I. | Россия»).
pub(super) fn letter(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop || !c.right_upper() || c.left.chars().count() != 1 {
        return None;
    }
    let introduced = c.after(&c.knowledge.lists.lettered);
    let figure = !c.before_stopped && c.before.ends_with(is_numeric);
    let unit = figure && matches!(c.left, "В" | "А" | "С" | "F" | "V" | "W");
    let russian =
        !c.before_stopped && c.before.chars().any(is_cyrillic) && c.before.chars().count() > 1;
    let numeral =
        matches!(c.left, "I" | "V" | "X") && (russian || c.after(&c.knowledge.lists.regnal));
    (introduced || unit || numeral).then_some(Split)
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52F}').contains(&c)
}

/// «Ревизию провёл Волков А. П. | Недостач нет.»: initials after their surname end a sentence
/// unless another surname follows.
pub(super) fn surname_before(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop || !c.right_upper() || !is_initials(c) || c.is_surname(c.right) {
        return None;
    }
    if c.after_right == Some('.') && is_initial(c.right) {
        return None; // Another initial.
    }
    let (name, at) = if c.before_stopped {
        let start = c.before_start();
        let gap = c.text[c.sentence_start..start].trim_end();
        let initial = c.before.chars().count() == 1;
        let word = gap.rsplit([' ', '\u{A0}']).next().unwrap_or(gap);
        (
            if initial { word } else { "" },
            c.sentence_start + gap.len() - word.len(),
        )
    } else {
        (c.before, c.before_start())
    };
    // At the head of a sentence the capital may be that of any word: «Товарищ А. П. Волков».
    let russian = name.chars().any(is_cyrillic);
    (russian && c.is_surname(name) && !c.opens_sentence(at)).then_some(Split)
}

/// «Гущин. Возражаю.», «Председатель. Слово имеет …», «А. П. Соболь. Лес гниёт.»: the label of a
/// speech belongs to its first sentence.
pub(super) fn speaker(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop || !c.right_upper() || c.left.chars().count() < 3 {
        return None;
    }
    let head = c.text[c.sentence_start..c.candidate.mark_start].trim_start_matches(is_opener);
    if head.len() > LONGEST_LABEL {
        return None;
    }
    let mut words = head.split_whitespace();
    let (first, rest) = (words.next()?, words.count());
    let opens = c.sentence_start == 0;
    let known = c.knowledge.lists.speakers.contains(&normalise(first));
    let named = c.is_surname(c.left) || opens && is_capitalised(c.left);
    let title = |word: &str| {
        word.ends_with('.')
            && word.chars().count() > 2
            && c.knowledge
                .abbreviation(word.trim_end_matches('.'))
                .is_some_and(|kinds| kinds.before_name)
    };
    let phrase = c.knowledge.lists.speakers.contains(&normalise(head));
    // After a stage remark another speaker's turn may come.
    let turn = c.text[..c.sentence_start].trim_end().ends_with(')');
    let label = match rest {
        0 => known || c.is_surname(first) && (opens || turn || !c.right_starter()),
        1 => phrase || (known || title(first)) && named,
        2 => {
            named
                && head
                    .split_whitespace()
                    .take(2)
                    .all(|word| word.ends_with('.') && is_initial(word.trim_end_matches('.')))
        }
        _ => false,
    };
    (label && (opens || phrase || rest == 0)).then_some(Join)
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase)
}

/// «В.М. Молотов», "F. M. Lyadov", «Дж. Смит»; but «Обнимаю, твой А. | Пиши».
pub(super) fn initial(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop || !c.right_upper() || !c.openers.chars().all(is_weightless) {
        return None;
    }
    if c.after(&c.knowledge.lists.valedictions) {
        return Some(Split);
    }
    // "Ph.D.", "B.C.", "M.A."
    let english = c.left.is_ascii() && c.left.contains('.');
    if english && c.abbreviation().is_some_and(|kinds| kinds.may_end) {
        return None;
    }
    (is_initials(c) && !c.right_starter()).then_some(Join)
}

fn is_initials(c: &Context) -> bool {
    let mut parts = c
        .left
        .split(['.', '-'])
        .filter(|part| !part.is_empty())
        .peekable();
    parts.peek().is_some() && parts.all(is_initial)
}

/// One capital, or a capital and the small letters that stand with it for one sound.
fn is_initial(part: &str) -> bool {
    let part: String = part.chars().filter(|&c| !is_weightless(c)).collect();
    let mut chars = part.chars();
    let one = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    one || matches!(
        part.as_str(),
        "Zh" | "Kh"
            | "Sh"
            | "Ch"
            | "Th"
            | "Ph"
            | "Yu"
            | "Ya"
            | "Ye"
            | "Yo"
            | "Ts"
            | "Shch"
            | "Дж"
            | "Дз"
            | "Эд"
            | "Фр"
            | "Хр"
    )
}

/// «за 1936 г. (прот. № 5) было», «МЕЛЬНИЧЕНКО Г.Т. (18 ЧЕЛ)»: the bracket goes on unless it
/// holds a whole sentence; so does a dash before a figure.
pub(super) fn aside(c: &Context) -> Option<Verdict> {
    if !c.candidate.bare_stop || !(c.abbreviation().is_some() || is_initials(c)) {
        return None;
    }
    let next = c.next_char();
    if is_dash(next) && c.right_digit() {
        return Some(Join);
    }
    if !matches!(next, '(' | '[') {
        return None;
    }
    let (_, close) = c.brackets.around(c.candidate.next + 1)?;
    let inner = c.text[..close].trim_end();
    // «(Депеша № 47 отъ 18 января 1894 г.)» is a sentence, "(9 Oct. N.S.)" is none.
    let long = || {
        c.text[c.candidate.next..close]
            .split_whitespace()
            .nth(4)
            .is_some()
    };
    let whole = inner.ends_with(is_terminal) && (!c.ends_abbreviated(inner) || long());
    (!whole || !c.right_upper()).then_some(Join)
}

/// «В 1927 г. Орлов», "At 3:20 p.m. Molotov", «… ушёл. 5 мая 1927 г. Орлов»: a date alone is no
/// sentence inside a paragraph, and one with a preposition nowhere.
pub(super) fn opening_date(c: &Context) -> Option<Verdict> {
    let kinds = c.abbreviation()?;
    let head = &c.text[c.sentence_start..c.candidate.end];
    if !kinds.time || head.len() > 80 || c.right_starter() {
        return None;
    }
    let mut words = head
        .split_whitespace()
        .map(|word| normalise(word.trim_start_matches(|c| is_opener(c) || is_dash(c))));
    let (first, second) = (words.next()?, words.next().unwrap_or_default());
    let short = words.count() <= 5;
    let figures = head
        .split([' ', '\u{A0}', '.', '—', '–', '-', '/'])
        .any(|word| word.contains(is_numeric) || is_roman(word));
    // At the head of a paragraph a bare date may be that of a diary or a letter.
    let bare = c.sentence_start > 0 && first.starts_with(is_numeric);
    let prepositions = &c.knowledge.lists.prepositions;
    // «Одновременно в 1970-х гг. Старлин»
    let second = c.knowledge.lists.starters.contains(&first) && prepositions.contains(&second);
    let prepositional = prepositions.contains(&first) || second;
    (short && figures && (bare || prepositional)).then_some(Join)
}

/// «стр. 5», «4 руб. 35 коп.», "Nov. 12", "Doc. C/46".
pub(super) fn to_number(c: &Context) -> Option<Verdict> {
    let kinds = c.abbreviation()?;
    if !c
        .openers
        .chars()
        .all(|c| is_weightless(c) || matches!(c, '−' | '-' | '–'))
    {
        return None;
    }
    if c.right_decimal() && !POINT.is_match(c.rest()) {
        return Some(Join); // No point is numbered «14,6».
    }
    let names = kinds.before_number || kinds.before_name || kinds.inside;
    if c.right_digit() && (names || c.measures()) {
        // «…на 40 мин. 3. Тесто…»: the number of the next point.
        let point = POINT.is_match(c.rest()) && (c.measures() || !names)
            || c.measures() && !names && opens_with_date(c);
        return Some(if point { Split } else { Join });
    }
    // «от 21 октября 1997 г. № 604»
    let numbered = kinds.time && c.right.starts_with('№');
    (numbered || kinds.before_number && c.right_figure() && !c.measures()).then_some(Join)
}

/// Whether a day and a month follow: «31 мая».
fn opens_with_date(c: &Context) -> bool {
    let month = c.rest().split_whitespace().nth(1).unwrap_or_default();
    let month = normalise(month.trim_end_matches(|c: char| !c.is_alphabetic()));
    c.knowledge.lists.months.contains(&month)
}

/// «тов. Орлов», "Mr. Brown", «г. Рига»; after a number it is a unit, which may end a sentence.
pub(super) fn to_name(c: &Context) -> Option<Verdict> {
    let kinds = c.abbreviation()?;
    // «Кирсановскаго у.», «Троегорской вол.»: after its adjective a unit of land may end a sentence.
    let qualified = kinds.may_end
        && [
            "аго", "яго", "ого", "его", "ой", "ій", "ий", "омъ", "ом", "ъ",
        ]
        .iter()
        .any(|ending| c.before.ends_with(ending));
    // «… Кирсановскаго у. Тамбовской губ.»
    let larger = c.rest().split_whitespace().nth(1).is_some_and(|word| {
        matches!(
            word.trim_end_matches(','),
            "губ." | "обл." | "у." | "вол." | "края"
        )
    });
    (kinds.before_name && !c.measures() && !c.right_starter() && (larger || !qualified))
        .then_some(Join)
}

/// «стб.», «стрл.», "Mrd.": in none of the languages does a word of two to four letters lack a vowel.
pub(super) fn vowelless(c: &Context) -> Option<Verdict> {
    const CONSONANTS: &str = "бвгджзйклмнпрстфхцчшщъьѳbcdfghjklmnpqrstvwxz";
    let letters = c.left_normal.chars().count();
    let word = c.left_normal.chars().all(|c| CONSONANTS.contains(c))
        && c.left.chars().skip(1).all(char::is_lowercase);
    let unknown = c.abbreviation().is_none()
        && c.candidate.bare_stop
        && !c.knowledge.lists.vowelless.contains(&c.left_normal)
        // Small Latin letters are names of files and programs: html, dpkg.
        && !c.left.starts_with(|c: char| c.is_ascii_lowercase());
    let short = (2..=4).contains(&letters) && word && unknown;
    let follows = c.right_upper() || c.right_digit() && !POINT.is_match(c.rest());
    (short && follows && !c.right_starter() && !c.before_number()).then_some(Join)
}

/// «Пришёл домой.Лёг спать.»: hasty typing; not «им.Горького», "Node.Js", «В.М.Молотов».
pub(super) fn no_space(c: &Context) -> Option<Verdict> {
    let marks = &c.text[c.candidate.mark_start..];
    let needs_none = is_dash(c.next_char()) || marks.starts_with(is_wide_terminal);
    if c.candidate.next > c.candidate.end || needs_none {
        return None;
    }
    let long = c.left.chars().count() >= if c.candidate.mark == Mark::Stop { 3 } else { 2 };
    let word = c
        .left
        .chars()
        .all(|c| c.is_alphabetic() || c == '-' || is_weightless(c));
    let goes_on = c.after_right == Some('.') && !c.right_starter();
    let latin = c.right.is_ascii() && !c.right_starter() && c.candidate.mark != Mark::Question;
    let known = c.abbreviation().is_some();
    Some(if long && word && !goes_on && !latin && !known {
        Split
    } else {
        Join
    })
}
