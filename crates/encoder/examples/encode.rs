//! Encodes the lines of standard input: pieces and vectors as JSON Lines or raw numbers.

use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;
use std::time::Instant;

use sverka_encoder::{Model, ModelError};

/// What the command line may say.
const USAGE: &str = "usage: encode [--model FILE] [--time ROUNDS] < LINES > VECTORS\n\
    writes for each line: number of pieces (u32), the pieces (u32 each), 512 coordinates (f32), \
    little endian; with --time: the seconds that each round of encoding takes, as text";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "encode: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut file = None;
    let mut rounds = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), arguments.next()) {
            ("--model", Some(path)) => file = Some(path),
            ("--time", Some(number)) => rounds = Some(number.parse::<usize>()?),
            _ => return Err(USAGE.into()),
        }
    }
    let read: Option<Model> = file
        .map(|path| -> Result<Model, Box<dyn std::error::Error>> {
            Ok(
                Model::read(&std::fs::read(path)?)
                    .map_err(|error: ModelError| error.to_string())?,
            )
        })
        .transpose()?;
    let model = read.as_ref().unwrap_or_else(|| Model::embedded());
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    let lines: Vec<&str> = input.lines().collect();
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(rounds) = rounds {
        for _ in 0..rounds {
            let start = Instant::now();
            let vectors = model.encode_all(&lines);
            let seconds = start.elapsed().as_secs_f64();
            writeln!(out, "{seconds:.6} {}", vectors.len())?;
            out.flush()?;
        }
        return Ok(());
    }
    for (line, vector) in lines.iter().zip(model.encode_all(&lines)) {
        let pieces = model.pieces(line);
        out.write_all(&(pieces.len() as u32).to_le_bytes())?;
        for piece in pieces {
            out.write_all(&piece.to_le_bytes())?;
        }
        for value in vector.as_slice() {
            out.write_all(&value.to_le_bytes())?;
        }
    }
    Ok(out.flush()?)
}
