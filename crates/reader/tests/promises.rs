//! What decoding promises for any bytes and any text.

use proptest::prelude::*;
use sverka_reader::{Encoding, Reason, decode};

/// Encodings whose encoder is at hand, by name.
const NAMES: [&str; 9] = [
    "utf-8",
    "windows-1251",
    "windows-1252",
    "koi8-r",
    "koi8-u",
    "ibm866",
    "iso-8859-5",
    "x-mac-cyrillic",
    "gb18030",
];

/// Bytes of all kinds, and bytes such as single-byte Russian has.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..200),
        proptest::collection::vec(prop_oneof![0x80..=0xFF_u8, Just(b' ')], 0..200),
    ]
}

proptest! {
    #[test]
    fn no_bytes_panic_and_the_same_bytes_give_the_same(bytes in bytes()) {
        let once = decode(&bytes, None);
        let again = decode(&bytes, None);
        prop_assert_eq!(format!("{once:?}"), format!("{again:?}"));
        for name in NAMES.into_iter().chain(["utf-16le", "utf-16be"]) {
            let told: Encoding = name.parse().expect("a known encoding");
            if let Ok(decoded) = decode(&bytes, Some(told)) {
                prop_assert_eq!(decoded.reason(), Reason::Told);
            }
        }
    }

    #[test]
    fn valid_utf_8_stays_as_it_is(text in "[^\\p{C}\u{FFFD}]{0,60}") {
        let decoded = decode(text.as_bytes(), None).expect("it is text");
        prop_assert_eq!(decoded.text(), &text);
        prop_assert_eq!(decoded.encoding().name(), "UTF-8");
    }

    #[test]
    fn what_is_told_comes_out_as_it_went_in(text in "[ -~а-яА-ЯёЁ\n]{0,60}", name in 0..NAMES.len()) {
        let told: Encoding = NAMES[name].parse().expect("a known encoding");
        let set = encoding_rs::Encoding::for_label(NAMES[name].as_bytes()).expect("a label");
        let (bytes, _, lacks) = set.encode(&text);
        prop_assume!(!lacks);
        let decoded = decode(&bytes, Some(told)).expect("it is text");
        prop_assert_eq!(decoded.text(), &text);
    }

    #[test]
    fn utf_16_comes_out_as_it_went_in(text in "[^\\p{C}\u{FFFD}]{0,60}", marked in any::<bool>()) {
        let whole = if marked { format!("\u{FEFF}{text}") } else { text.clone() };
        for (name, read) in [
            ("utf-16le", u16::to_le_bytes as fn(u16) -> [u8; 2]),
            ("utf-16be", u16::to_be_bytes),
        ] {
            let bytes: Vec<u8> = whole.encode_utf16().flat_map(read).collect();
            let told = name.parse().expect("a known encoding");
            let decoded = decode(&bytes, Some(told)).expect("it is text");
            prop_assert_eq!(decoded.text(), &text);
        }
    }
}
