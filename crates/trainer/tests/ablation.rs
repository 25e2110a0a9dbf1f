//! The ablation table comes out of one command, with a row for every part.

use std::path::Path;
use std::process::{Command, Output};

use sverka_aligner::learn::Part;

/// Runs the trainer on a few short documents, from the root of the repository.
fn train(arguments: &[&str]) -> Output {
    let documents = ["diary-podcast", "decree-label"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_sverka-train"));
    command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .args(documents.map(|name| format!("alignments/{name}")))
        .args(arguments);
    command.output().expect("the program starts")
}

#[test]
fn every_part_has_a_row() {
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/ablation.md");
    let done = train(&["--folds", "2", "--rounds", "2", "--ablate", file]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    let page = std::fs::read_to_string(file).expect("the page was written");
    let (off, alone) = page.split_once("\n## Alone\n").expect("it has two tables");
    for part in Part::ALL {
        let row = off
            .lines()
            .find(|line| line.starts_with(&format!("| {part} |")));
        let cells: Vec<&str> = row.expect(file).split(" | ").collect();
        assert!(
            cells[1].contains('±') && cells[2].ends_with(')'),
            "{cells:?}"
        );
    }
    assert!(alone.contains("\n| nothing | ."), "{alone}");
    // One row a line of progress; the last counts them all.
    assert_eq!(said.lines().count(), page.matches("\n| ").count() - 2);
    assert!(
        said.contains("\n30 of 30, nothing: TOTAL accuracy "),
        "{said}"
    );
}

#[test]
fn a_table_that_cannot_be_made_is_refused_at_once() {
    for (arguments, complaint) in [
        (&["--ablate"][..], "add --folds 4"),
        (
            &["--folds", "2", "--ablate", "no-folder/a.md"],
            "no-folder: there is no such folder",
        ),
    ] {
        let done = train(arguments);
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success() && said.contains(complaint), "{said}");
    }
}
