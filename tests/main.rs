//! The program as a user meets it: one binary for all tests that run `sverka` as a process.
//!
//! - `commands/*.md`: what is typed and what comes back, run by `trycmd`; so is the README.
//!   `TRYCMD=overwrite cargo test` writes what really came back into them.
//! - `sverka/*.rs`: what such files cannot say.

#[path = "sverka/bad_input.rs"]
mod bad_input;
#[path = "sverka/corpora.rs"]
mod corpora;
#[path = "sverka/files.rs"]
mod files;
#[path = "sverka/languages.rs"]
mod languages;
#[path = "sverka/readme.rs"]
mod readme;

use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The root of the repository.
fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize()
        .expect("the tests stand in the repository")
}

/// The program, to be run in the root of the repository.
fn sverka(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sverka"));
    command.current_dir(root()).args(arguments);
    command
}

/// Standard output of a run that must succeed.
fn output(arguments: &[&str]) -> String {
    let done = sverka(arguments).assert().success();
    String::from_utf8(done.get_output().stdout.clone()).expect("the output is UTF-8")
}
