//! Measures the speed of segmentation: `speed FILE LANGUAGE [MEGABYTES]` repeats the file's text to
//! that size (5 by default) and prints the seconds and the megabytes a second of the best of three.
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
    let megabytes: usize = arguments.next().map_or(Ok(5), |size| size.parse())?;
    let content = std::fs::read_to_string(file)?;
    let times = megabytes * 1_000_000 / content.len().max(1) + 1;
    let text = Text::new(content.repeat(times));
    let size = text.as_str().len() as f64 / 1e6;
    let mut best = f64::INFINITY;
    for _ in 0..3 {
        let start = Instant::now();
        std::hint::black_box(segment(&text, language));
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{size:.1} MB in {best:.3} s: {:.1} MB/s", size / best);
    Ok(())
}
