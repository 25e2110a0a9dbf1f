//! A file is there as a whole, or the old one is untouched.

use std::fs;
use std::io;
use std::path::Path;

use sverka_exporter::{ExportError, write_atomically};

use crate::folder;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_made_and_replaced() {
    let folder = folder(&[]);
    let path = folder.path().join("links.csv");
    for content in ["first, and long", "second"] {
        write_atomically(&path, |out| out.write_all(content.as_bytes())).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
    }
    assert_eq!(names(folder.path()), ["links.csv"]);
}

#[test]
fn the_old_file_stays_when_writing_fails() {
    let folder = folder(&[("links.csv", b"old")]);
    let path = folder.path().join("links.csv");
    let error = write_atomically(&path, |out| {
        out.write_all(b"half of the n")?;
        Err(io::ErrorKind::StorageFull.into())
    })
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "cannot write {}: no storage space; free some space, or choose another place",
            path.display()
        )
    );
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert_eq!(
        names(folder.path()),
        ["links.csv"],
        "no temporary file is left behind"
    );

    let new = folder.path().join("new.csv");
    let fail = |_: &mut dyn io::Write| Err(io::ErrorKind::Other.into());
    assert!(matches!(
        write_atomically(&new, fail),
        Err(ExportError::File { .. })
    ));
    assert_eq!(names(folder.path()), ["links.csv"]);
}

#[test]
fn what_cannot_be_written_is_said_with_the_remedy() {
    let folder = folder(&[("links.csv", b"old")]);
    let at = |name: &str| folder.path().join(name);
    for (path, remedy) in [
        (
            at("no/links.csv"),
            format!("create the folder {} first", at("no").display()),
        ),
        (at(""), "it is a folder: give the name of a file".to_owned()),
        (
            at(".."),
            "it is a folder: give the name of a file".to_owned(),
        ),
    ] {
        let error = write_atomically(&path, |_| Ok(())).unwrap_err().to_string();
        assert!(error.ends_with(&remedy), "{error}");
        assert!(
            error.starts_with(&format!("cannot write {}: ", path.display())),
            "{error}"
        );
    }
    assert!(write_atomically(&at("links.csv/x"), |_| Ok(())).is_err());
    assert!(write_atomically(Path::new(""), |_| Ok(())).is_err());
}

#[cfg(unix)]
#[test]
fn permissions_and_links_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder(&[("real.csv", b"old")]);
    let (real, link) = (
        folder.path().join("real.csv"),
        folder.path().join("link.csv"),
    );
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.csv", &link).unwrap();
    write_atomically(&link, |out| out.write_all(b"new")).unwrap();
    assert_eq!(fs::read(&real).unwrap(), b"new");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(
        fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );

    // A new file has the permissions of any other new file.
    let (new, other) = (
        folder.path().join("new.csv"),
        folder.path().join("other.csv"),
    );
    write_atomically(&new, |_| Ok(())).unwrap();
    fs::write(&other, "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&new), mode(&other));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_written_to_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    write_atomically(Path::new("/dev/null"), |out| out.write_all(b"gone")).unwrap();
    assert!(
        fs::metadata("/dev/null")
            .unwrap()
            .file_type()
            .is_char_device()
    );
}
