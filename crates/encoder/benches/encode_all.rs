//! Speed of encoding, one call at a time: a page of sentences and a lexicon of words.

use sverka_encoder::Model;

/// A sentence of each language, about as long as the average of news texts.
const SENTENCES: [&str; 2] = [
    "Правительства обеих стран обменялись нотами, подтверждавшими неизменность границы.",
    "The governments of both countries exchanged notes confirming that the border was unchanged.",
];

fn main() {
    // Reading the model is not what is measured.
    Model::embedded();
    divan::main();
}

/// Sentences that differ, so that none is answered from another.
fn sentences(count: usize) -> Vec<String> {
    (0..count)
        .map(|index| format!("{} {index}", SENTENCES[index % 2]))
        .collect()
}

/// Words of all sentences with numbers appended, as a lexicon would hold.
fn words(count: usize) -> Vec<String> {
    let all = SENTENCES.join(" ");
    let words: Vec<&str> = all.split(' ').collect();
    (0..count)
        .map(|index| format!("{}{}", words[index % words.len()], index / words.len()))
        .collect()
}

#[divan::bench(args = [1, 10, 100, 1000])]
fn encode_all_sentences(bencher: divan::Bencher<'_, '_>, count: usize) {
    let texts = sentences(count);
    bencher.bench(|| Model::embedded().encode_all(&texts));
}

#[divan::bench(args = [1, 100, 5000])]
fn encode_all_words(bencher: divan::Bencher<'_, '_>, count: usize) {
    let texts = words(count);
    bencher.bench(|| Model::embedded().encode_all(&texts));
}

#[divan::bench(args = [10, 100])]
fn features_of_a_text(bencher: divan::Bencher<'_, '_>, count: usize) {
    let text = sentences(count).join(" ");
    bencher.bench(|| Model::embedded().features(&text));
}

#[divan::bench]
fn read_the_model(bencher: divan::Bencher<'_, '_>) {
    let bytes = include_bytes!("../model/ru-en.sverka");
    bencher.bench(|| Model::read(bytes));
}
