//! Single texts in single encodings: what is assumed, why, and what is refused.

use encoding_rs::{
    IBM866, ISO_8859_5, KOI8_R, KOI8_U, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC,
};
use sverka_reader::{DecodeError, Encoding, Reason, decode};

fn named(name: &str) -> Encoding {
    name.parse().expect("a known encoding")
}

/// The text must come out of its bytes in the encoding, which must be told by its letters.
#[track_caller]
fn told_by_letters(text: &str, encoding: &'static encoding_rs::Encoding) {
    let (bytes, _, lacks) = encoding.encode(text);
    assert!(!lacks, "{text:?} has what {} lacks", encoding.name());
    let decoded = decode(&bytes, None).expect("it is text");
    assert_eq!(
        (decoded.text(), decoded.encoding().name(), decoded.reason()),
        (text, encoding.name(), Reason::Letters)
    );
}

#[test]
fn a_line_is_enough() {
    let line = "Посол прибыл в среду. Яблоки ещё не поспели, но он их ел и хвалил.";
    for encoding in [WINDOWS_1251, IBM866, KOI8_R, ISO_8859_5, X_MAC_CYRILLIC] {
        told_by_letters(line, encoding);
    }
    told_by_letters("ПРОТОКОЛ", WINDOWS_1251);
    told_by_letters("ПРОТОКОЛ", IBM866);
    told_by_letters("ПРОТОКОЛ", KOI8_R);
    told_by_letters("«Да», — сказал Зуев.", WINDOWS_1251);
    told_by_letters("«Да», — сказал Зуев.", X_MAC_CYRILLIC);
}

#[test]
fn the_letters_of_koi8_u_tell_it_from_koi8_r() {
    told_by_letters(
        "Село Київ, волость Їжакевичі, писарь Гнат Євтушенко.",
        KOI8_U,
    );
    told_by_letters(
        "Село Киев, волость Ежакевичи, писарь Гнат Евтушенко.",
        KOI8_R,
    );
}

#[test]
fn tables_on_old_screens() {
    let table = "┌────────┬──────┐\n│ Масло  │ 12 п.│\n│ Гвозди │  3 п.│\n└────────┴──────┘\n";
    told_by_letters(table, IBM866);
    told_by_letters(table, KOI8_R);
}

#[test]
fn english_with_what_ascii_lacks() {
    told_by_letters(
        "The “jetty” — and the café’s — was never built…",
        WINDOWS_1252,
    );
    told_by_letters("It cost £5 (§ 3) or €6 at 30° of frost.", WINDOWS_1252);
    told_by_letters(
        "Die Höhe über dem Fluß; déjà vu à la carte, señor.",
        WINDOWS_1252,
    );
}

#[test]
fn english_with_a_few_russian_words() {
    let text = "The word ‘пакт’ (pact) stands in the original, not ‘договор’ (treaty).";
    told_by_letters(text, WINDOWS_1251);
    told_by_letters(&text.replace(['‘', '’'], "'"), KOI8_R);
    told_by_letters(&text.replace(['‘', '’'], "'"), IBM866);
}

#[test]
fn utf_16_and_utf_8() {
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cases: [(Vec<u8>, &str, &str, Reason); 9] = [
        (little("\u{FEFF}Посол"), "Посол", "UTF-16LE", Reason::Mark),
        (big("\u{FEFF}Посол"), "Посол", "UTF-16BE", Reason::Mark),
        (little("Посол"), "Посол", "UTF-16LE", Reason::Units),
        (big("Посол"), "Посол", "UTF-16BE", Reason::Units),
        (big("A pact. 😀"), "A pact. 😀", "UTF-16BE", Reason::Units),
        ("\u{FEFF}Посол".into(), "Посол", "UTF-8", Reason::Mark),
        ("Посолъ".into(), "Посолъ", "UTF-8", Reason::Valid),
        ("A B C D E F".into(), "A B C D E F", "UTF-8", Reason::Valid),
        (Vec::new(), "", "UTF-8", Reason::Valid),
    ];
    for (bytes, text, name, reason) in cases {
        let decoded = decode(&bytes, None).expect("it is text");
        assert_eq!(
            (decoded.text(), decoded.encoding().name(), decoded.reason()),
            (text, name, reason)
        );
    }
}

#[test]
fn what_is_told_is_not_doubted() {
    let bytes = "Посол".as_bytes();
    let decoded = decode(bytes, Some(named("cp1251"))).expect("every byte has a meaning");
    assert_eq!(
        (decoded.text(), decoded.reason()),
        ("РџРѕСЃРѕР»", Reason::Told)
    );
    let marked = decode(b"\xFE\xFF\x04\x1F", Some(named("utf-16"))).expect("it is text");
    assert_eq!((marked.text(), marked.encoding().name()), ("П", "UTF-16BE"));
    let marked = decode(b"\xEF\xBB\xBFa", Some(named("utf-8"))).expect("it is text");
    assert_eq!(marked.text(), "a");
}

#[test]
fn names() {
    for (name, encoding) in [
        ("CP866", "IBM866"),
        ("win-1251", ""),
        ("MacCyrillic", "x-mac-cyrillic"),
        (" koi8-U ", "KOI8-U"),
        ("latin1", "windows-1252"),
        ("utf-16be", "UTF-16BE"),
        ("replacement", ""),
        ("", ""),
    ] {
        let parsed: Result<Encoding, _> = name.parse();
        assert_eq!(parsed.map_or("", Encoding::name), encoding, "{name}");
    }
    let error = "win-1251".parse::<Encoding>().expect_err("no such name");
    assert!(error.to_string().contains("windows-1251"), "{error}");
}

#[test]
fn a_damaged_place_is_counted_and_much_damage_refused() {
    let mut bytes = "Посол прибыл. ".repeat(20).into_bytes();
    bytes.extend(b"\n\xFF\n");
    let decoded = decode(&bytes, None).expect("one place in 280 characters");
    let unreadable = decoded.unreadable().expect("one");
    assert_eq!((unreadable.replaced, unreadable.controls), (1, 0));
    assert_eq!((unreadable.line, unreadable.column), (2, 1));
    assert_eq!(decoded.reason(), Reason::Damaged);
    let error = decode("Да.\n\u{0}".as_bytes(), None).expect_err("one of five");
    assert_eq!(
        error.to_string(),
        "as UTF-8 (its bytes are valid), 20.0 % of its characters are unreadable, the first at line 2, \
         column 1 (U+0000); it is no plain text, or in another encoding"
    );
}

#[test]
fn what_is_no_text_is_refused() {
    let (japanese, _, _) =
        SHIFT_JIS.encode("桟橋は一度も建てられなかった。大使は水曜日に到着した。");
    let error = decode(&japanese, None).expect_err("not an encoding that is detected");
    assert!(matches!(error, DecodeError::Unknown { .. }), "{error}");
    let told = decode(&japanese, Some(named("sjis"))).expect("it was told");
    assert!(told.text().starts_with("桟橋"));
    let picture =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x06\0\0\0\x35\xd1\xdc\xe4";
    decode(picture, None).expect_err("a picture");
}
