//! The program `sverka`: reads texts, runs the library crates, writes alignments.

fn main() {}
