//! Damaged weight files: a clear error, never a panic or wrong numbers.

use proptest::prelude::*;
use sverka_encoder::{Model, ModelError};

/// The committed file.
const FILE: &[u8] = include_bytes!("../model/ru-en.sverka");
/// Where the checksummed bytes begin.
const CHECKED: usize = 16;
/// Where the sizes of the ten sections stand.
const SIZES: std::ops::Range<usize> = 20..60;

/// The file with some bytes replaced and, if asked for, the checksum made right again.
fn altered(at: usize, bytes: &[u8], checksum: bool) -> Vec<u8> {
    let mut file = FILE.to_vec();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    if checksum {
        let sum = crc32fast::hash(&file[CHECKED..]);
        file[12..16].copy_from_slice(&sum.to_le_bytes());
    }
    file
}

fn error(bytes: &[u8]) -> ModelError {
    Model::read(bytes).expect_err("a damaged file")
}

/// Places all over the file: every byte of the header, and some of each section.
fn places() -> Vec<usize> {
    let mut places: Vec<usize> = (0..SIZES.end).collect();
    let mut begin = SIZES.end;
    for size in FILE[SIZES].chunks_exact(4) {
        let size = u32::from_le_bytes(size.try_into().expect("four bytes")) as usize;
        places.extend([begin, begin + size / 3, begin + size - 1]);
        begin += size;
    }
    assert_eq!(begin, FILE.len());
    places
}

#[test]
fn the_committed_file_is_sound() {
    assert!(Model::read(FILE).is_ok());
}

#[test]
fn any_flipped_bit_is_noticed() {
    for at in places() {
        let error = error(&altered(at, &[FILE[at] ^ 0x10], false));
        match at {
            0..8 => assert_eq!(error, ModelError::NotAModel, "byte {at}"),
            8..12 => assert!(matches!(error, ModelError::Version { .. }), "byte {at}"),
            _ if SIZES.contains(&at) => assert!(
                matches!(
                    error,
                    ModelError::Checksum { .. } | ModelError::Truncated { .. }
                ),
                "byte {at}"
            ),
            _ => assert!(matches!(error, ModelError::Checksum { .. }), "byte {at}"),
        }
    }
}

#[test]
fn any_cut_is_noticed() {
    assert_eq!(error(&[]), ModelError::NotAModel);
    for at in places().into_iter().filter(|at| *at > 0) {
        assert!(
            matches!(error(&FILE[..at]), ModelError::Truncated { .. }),
            "cut at {at}"
        );
    }
    let longer = [FILE, &[0]].concat();
    assert!(matches!(error(&longer), ModelError::Checksum { .. }));
}

#[test]
fn other_files_are_told_apart() {
    for bytes in [
        &b"PK\x03\x04"[..],
        b"\0\0\0\0\0\0\0\0\0\0\0\0",
        "Сверка".as_bytes(),
    ] {
        assert_eq!(error(bytes), ModelError::NotAModel);
    }
    let newer = error(&altered(8, &2u32.to_le_bytes(), true));
    assert_eq!(newer, ModelError::Version { found: 2, known: 1 });
}

#[test]
fn parts_that_do_not_fit_are_noticed_under_a_right_checksum() {
    // Each size in turn grows at the cost of the next: all sections are then misread.
    for section in 0..9 {
        let at = SIZES.start + 4 * section;
        let read = |at: usize| u32::from_le_bytes(FILE[at..at + 4].try_into().expect("four bytes"));
        let sizes = [
            (read(at) + 4).to_le_bytes(),
            (read(at + 4) - 4).to_le_bytes(),
        ]
        .concat();
        let error = error(&altered(at, &sizes, true));
        assert!(
            matches!(error, ModelError::Inconsistent(_)),
            "section {section}: {error}"
        );
    }
    let count = error(&altered(CHECKED, &9u32.to_le_bytes(), true));
    assert!(matches!(count, ModelError::Inconsistent(_)));
}

#[test]
fn messages_are_one_line_and_name_the_remedy() {
    for bytes in [&b"?"[..], &FILE[..100], &altered(5000, &[0; 64], false)] {
        let message = error(bytes).to_string();
        assert!(
            message.contains("tools/make_model.py") && !message.contains('\n'),
            "{message}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// A file that was written wrongly may be refused or give other numbers, but never a panic,
    /// and vectors stay what they promise to be.
    #[test]
    fn forged_contents_do_not_panic(
        place in any::<prop::sample::Index>(),
        offset in 0usize..200,
        bytes in proptest::collection::vec(any::<u8>(), 1..64),
    ) {
        let places = places();
        let at = (places[place.index(places.len())] + offset).min(FILE.len() - bytes.len());
        if let Ok(model) = Model::read(&altered(at, &bytes, true)) {
            for text in ["Док. № 172.", "The treaty of 1939", "½ ﷺ е\u{308}\u{200b}", ""] {
                let vector = model.encode(text);
                let squares: f32 = vector.as_slice().iter().map(|value| value * value).sum();
                prop_assert!((squares - 1.0).abs() < 1e-4);
                prop_assert!(model.features(text).len() >= 2);
            }
        }
    }
}
