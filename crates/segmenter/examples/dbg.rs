//! debug
#![allow(clippy::print_stdout)]
use sverka_segmenter::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let t = Text::new(std::fs::read_to_string(&a[1]).unwrap());
    let l = a[2].parse().unwrap();
    let keep = a.len() > 3 && a[3] == "keep";
    let s = segment_with(&t, l, keep);
    let d = explain_with(&t, l, keep);
    for p in s.paragraphs() {
        for n in p {
            let sp = s.get(n);
            let r = d
                .iter()
                .find(|d| d.end == sp.end() && d.verdict == Verdict::Split)
                .map_or("", |d| d.rule);
            println!("{} <{}>", s.normalised(n, &t), r);
        }
        println!();
    }
    for f in s.furniture() {
        println!("FURNITURE {}", t.slice(*f));
    }
}
