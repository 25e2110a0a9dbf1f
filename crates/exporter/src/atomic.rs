//! Writing a file in one step: either it is there as a whole, or the old one is untouched.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::ExportError;

/// Makes the file at `path` with what `write` writes.
///
/// The bytes go to a temporary file in the same folder, which takes the place of the old file
/// only when all of them are on the disk; permissions of an old file are kept, and a symbolic link
/// stays one. What is neither a file nor a folder (a pipe, `/dev/null`) is written to directly.
///
/// # Errors
/// [`ExportError::File`] when the folder, the old file or the disk refuses, or when `write` fails;
/// then the old file is as it was, and no temporary file is left behind.
pub fn write_atomically(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), ExportError> {
    replace(path, write).map_err(|error| ExportError::File {
        path: path.to_owned(),
        remedy: remedy(path, &error),
        error,
    })
}

fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let old = match fs::metadata(path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    // A symbolic link is followed, or the link itself would be replaced.
    let path = if old.is_some() {
        &fs::canonicalize(path)?
    } else {
        path
    };
    let mut builder = tempfile::Builder::new();
    if let Some(old) = &old {
        if old.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // Renaming would get round a file's own write protection.
        let file = OpenOptions::new().write(true).open(path)?;
        if !old.is_file() {
            let mut out = BufWriter::new(file);
            write(&mut out)?;
            return out.flush();
        }
    } else {
        new_file_permissions(&mut builder);
    }
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => return Err(io::ErrorKind::IsADirectory.into()),
    };
    let file = builder.prefix(".sverka-").tempfile_in(folder)?;
    let mut out = BufWriter::new(file.as_file());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Lets a new file have the permissions that the user's other new files have; the crate for
/// temporary files would hide it from everybody else.
fn new_file_permissions(builder: &mut tempfile::Builder<'_, '_>) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = builder;
}

fn remedy(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => match path.parent() {
            Some(folder) => format!("create the folder {} first", folder.display()),
            None => "give the name of a file".to_owned(),
        },
        io::ErrorKind::IsADirectory => "it is a folder: give the name of a file".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "choose another place, or allow writing there".to_owned()
        }
        io::ErrorKind::StorageFull => "free some space, or choose another place".to_owned(),
        _ => "nothing was changed; mend that, or choose another place".to_owned(),
    }
}
