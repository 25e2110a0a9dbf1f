//! Measures the speed of segmentation: `speed FILE LANGUAGE [MEGABYTES]` prints the seconds and
//! the megabytes a second of the best of three, on the file's text as it is or repeated to that size.
#![allow(clippy::print_stdout, reason = "an example program prints its figures")]

use std::error::Error;
use std::time::Instant;
use sverka_segmenter::{Language, Text, segment};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments
        .next()
        .ok_or("usage: speed FILE LANGUAGE [MEGABYTES]")?;
    let language: Language = arguments.next().unwrap_or_default().parse()?;
    let megabytes: usize = arguments.next().map_or(Ok(0), |size| size.parse())?;
    let mut content = std::fs::read_to_string(file)?;
    if megabytes > 0 {
        content = content.repeat(megabytes * 1_000_000 / content.len().max(1) + 1);
    }
    let mut best = f64::INFINITY;
    for _ in 0..3 {
        let copy = content.clone();
        let start = Instant::now();
        // A caller has a string: its index is part of the work.
        std::hint::black_box(segment(&Text::new(copy), language));
        best = best.min(start.elapsed().as_secs_f64());
    }
    let size = content.len() as f64 / 1e6;
    println!("{size:.2} MB in {best:.6} s: {:.1} MB/s", size / best);
    Ok(())
}
