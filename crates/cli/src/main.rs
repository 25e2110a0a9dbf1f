//! The program `sverka`: reads texts, calls the libraries, writes what they say.

mod align;
mod arguments;
mod eval;
mod input;
mod output;
mod segment;

use std::io;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use crate::arguments::{Arguments, Command};

/// Exit code of bad usage and bad input.
const BAD_INPUT: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let done = match arguments.command {
        Command::Align(arguments) => align::run(&arguments),
        Command::Segment(arguments) => segment::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads our output has seen enough: `sverka align … | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => fail(&message(&error)),
    }
}

/// Prints what clap has to say: help and version as they are, an error as one line.
fn usage(error: &clap::Error) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        // Nobody can be told that standard output is closed.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.to_string();
    let what = text.strip_prefix("error: ").unwrap_or(&text);
    let lines = what.lines().take_while(|line| {
        !line.starts_with("Usage:") && !line.starts_with("For more information")
    });
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    fail(&format!("{}; see sverka --help", words.join(" ")))
}

fn fail(message: &str) -> ExitCode {
    output::say(message);
    ExitCode::from(BAD_INPUT)
}

/// An error with its causes, each said once: many an error already says what caused it.
fn message(error: &anyhow::Error) -> String {
    let mut message = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if message.is_empty() {
            message = cause;
        } else if !message.contains(&cause) {
            message = format!("{message}: {cause}");
        }
    }
    message
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}
