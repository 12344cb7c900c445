//! A file is whole or not there: it is written under another name beside its own, and takes its own at once.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// What unfinished files begin with; those of a killed run are cleared away.
pub(super) const UNFINISHED: &str = ".pastdue-";

/// Writes one file whole or not at all; what stands there, a link too, is replaced and not followed.
///
/// # Errors
///
/// When the system cannot: no room, no right, a folder of that name.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    put(path, bytes, Kept::Always)
}

/// What a power cut may take away.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// Nothing: the disk has the file before it takes its name.
    Always,
    /// The bytes of a file just written, for it can be made again; a run that is killed takes nothing either way.
    OrMadeAgain,
}

/// Writes one file as [`replace`] does.
pub(super) fn put(path: &Path, bytes: &[u8], kept: Kept) -> io::Result<()> {
    no_folder(path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
    file.write_all(bytes)?;
    readable(file.as_file())?;
    if kept == Kept::Always {
        file.as_file().sync_all()?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn no_folder(path: &Path) -> io::Result<()> {
    let there = fs::symlink_metadata(path);
    let in_the_way = there.is_ok_and(|there| there.is_dir());
    let words = "a folder of this name is in the way";
    if in_the_way { Err(io::Error::new(io::ErrorKind::IsADirectory, words)) } else { Ok(()) }
}

/// Refuses a folder that is a link: what is written into it would land elsewhere.
pub(super) fn no_link(folder: &Path) -> io::Result<()> {
    let link = fs::symlink_metadata(folder).is_ok_and(|there| there.is_symlink());
    if link { Err(io::Error::other("it is a link, and nothing is written through it")) } else { Ok(()) }
}

/// Refuses what is neither missing nor a file: a pipe would be waited for, and to replace it is not ours to decide.
pub(super) fn only_a_file(path: &Path) -> io::Result<()> {
    no_folder(path)?;
    let other = fs::symlink_metadata(path).is_ok_and(|there| !there.is_file());
    if other { Err(io::Error::other("what stands there is no file")) } else { Ok(()) }
}

/// Returns the bytes of the file that stands there; none when nothing does, or a link.
pub(super) fn standing(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
        Ok(there) if there.is_symlink() => Ok(None),
        Ok(_) => {
            only_a_file(path)?;
            fs::read(path).map(Some)
        }
    }
}

/// A temporary file is the user's alone; a document may be read as others are.
#[cfg(unix)]
pub(super) fn readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
pub(super) fn readable(_file: &fs::File) -> io::Result<()> {
    Ok(())
}

/// Removes what killed runs left unfinished in a folder.
pub(super) fn clear_unfinished(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(UNFINISHED)) {
        // what cannot be cleared now is cleared by a later run
        let _ = fs::remove_file(entry.path());
    }
}
