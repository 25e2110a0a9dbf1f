//! What the README and `tests/commands` show is what the program does.

use crate::{output, root};

#[test]
fn shown_commands_do_what_is_shown() {
    std::env::set_current_dir(root()).expect("the root is a folder");
    trycmd::TestCases::new()
        .register_bin("sverka", std::path::Path::new(env!("CARGO_BIN_EXE_sverka")))
        .case("README.md")
        .case("tests/commands/*.md");
}

/// The commands of the README that go through cargo.
fn cargo_commands() -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("there is a README");
    readme
        .lines()
        .filter(|line| line.starts_with("cargo "))
        .map(String::from)
        .collect()
}

#[test]
fn the_first_command_shows_the_first_corpus_as_csv() {
    let commands = cargo_commands();
    let first = commands
        .iter()
        .find_map(|command| command.strip_prefix("cargo run --release -- "))
        .expect("the README has the command that runs the main job");
    let table = output(&first.split_whitespace().collect::<Vec<_>>());
    assert!(
        table.starts_with("link,status,confidence,source_text,target_text,"),
        "{table}"
    );
    assert!(table.contains("тройственный пакт"), "{table}");
}

#[test]
fn ci_runs_the_test_command_of_the_readme() {
    let ci = std::fs::read_to_string(root().join(".ci/run")).expect("there is a .ci/run");
    let commands = cargo_commands();
    let test = commands
        .iter()
        .find(|command| command.starts_with("cargo test"))
        .expect("the README has the command that runs the tests");
    assert!(
        ci.lines().any(|line| line == test),
        "{test:?} is not in .ci/run"
    );
}
