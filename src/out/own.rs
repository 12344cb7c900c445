//! A file of the user's own: changed by one run at a time, whole or not at all, and only if it is still what was read.
//!
//! The file itself is the lock, so that nothing is left beside it. A name that is a link is followed: the file it leads
//! to is changed, and the link stays a link.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use same_file::Handle;

use super::UNFINISHED;

/// How often a file that another run holds is tried again, and after how long: half a minute together.
const TRIES: u32 = 1_500;
const PAUSE: Duration = Duration::from_millis(20);

/// A file that this run alone may change, until it is dropped.
#[derive(Debug)]
pub struct Held {
    path: PathBuf,
    /// Open and locked.
    _file: File,
}

/// What came of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Written,
    /// Another program has written the file since it was read; nothing was done.
    Overtaken,
}

impl Held {
    /// Takes the file; waits for another run that holds it, half a minute at most.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened, or another run holds it for longer.
    pub fn take(path: &Path) -> io::Result<Held> {
        let path = path.canonicalize()?;
        for _ in 0..TRIES {
            let file = File::open(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                // a disk that knows no locks: the comparison before the change must do
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) => {
                    thread::sleep(PAUSE);
                    continue;
                }
            }
            // the one who held it before has put a new file in its place
            if Handle::from_file(file.try_clone()?)? == Handle::from_path(&path)? {
                return Ok(Held { path, _file: file });
            }
        }
        Err(io::Error::new(io::ErrorKind::ResourceBusy, "another run of pastdue is writing it"))
    }

    /// Returns the file's own path, links resolved.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts new bytes in the place of those that were read. Permissions and owner stay.
    ///
    /// # Errors
    ///
    /// When the system cannot: no room, no right, a file that may not be written. The old file is whole then.
    pub fn replace(&self, read: &[u8], new: &[u8]) -> io::Result<Change> {
        let there = fs::metadata(&self.path)?;
        if there.permissions().readonly() {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
        }
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let prefix = self.unfinished();
        clear(folder, &prefix);
        let mut file = tempfile::Builder::new().prefix(&prefix).tempfile_in(folder)?;
        file.write_all(new)?;
        file.as_file().set_permissions(there.permissions())?;
        keep_owner(file.as_file(), &there);
        file.as_file().sync_all()?;
        if blake3::hash(&fs::read(&self.path)?) != blake3::hash(read) {
            return Ok(Change::Overtaken);
        }
        file.persist(&self.path).map_err(|error| error.error)?;
        sync(folder);
        Ok(Change::Written)
    }

    /// What temporary files for this file begin with: others may be at work in the same folder.
    fn unfinished(&self) -> OsString {
        let mut prefix = OsString::from(UNFINISHED);
        prefix.push(self.path.file_name().unwrap_or_default());
        prefix.push("-");
        prefix
    }
}

/// Clears away what a killed run has left for this file.
fn clear(folder: &Path, prefix: &OsString) {
    let prefix = prefix.as_encoded_bytes();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(prefix) {
            // what cannot be cleared now is cleared by a later run
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A file written by another user, as the one who administers the machine, stays the other's where that may be.
#[cfg(unix)]
fn keep_owner(file: &File, there: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let _ = fchown(file, Some(there.uid()), Some(there.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _there: &Metadata) {}

/// Makes the new name last through a power cut, where a folder can be synced.
fn sync(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("case.yaml");
        fs::write(&path, "old").unwrap();
        (folder, path)
    }

    #[test]
    fn a_file_is_changed_and_nothing_is_left_beside_it() {
        let (folder, path) = file();
        fs::write(folder.path().join(".pastdue-case.yaml-x1"), "half").unwrap();
        fs::write(folder.path().join(".pastdue-other.yaml-x1"), "half").unwrap();
        assert_eq!(Held::take(&path).unwrap().replace(b"old", b"new").unwrap(), Change::Written);
        assert_eq!(fs::read(&path).unwrap(), b"new");
        let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [".pastdue-other.yaml-x1", "case.yaml"]);
    }

    #[test]
    fn a_file_that_another_program_has_written_meanwhile_is_left_alone() {
        let (_folder, path) = file();
        let held = Held::take(&path).unwrap();
        fs::write(&path, "saved in an editor").unwrap();
        assert_eq!(held.replace(b"old", b"new").unwrap(), Change::Overtaken);
        assert_eq!(fs::read(&path).unwrap(), b"saved in an editor");
    }

    #[test]
    fn a_read_only_file_is_not_changed() {
        let (_folder, path) = file();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let error = Held::take(&path).unwrap().replace(b"old", b"new").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay_and_a_link_stays_a_link() {
        use std::os::unix::fs::PermissionsExt as _;
        let (folder, path) = file();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("link.yaml");
        std::os::unix::fs::symlink("case.yaml", &link).unwrap();
        Held::take(&link).unwrap().replace(b"old", b"new").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[test]
    fn the_second_waits_until_the_first_is_done() {
        let (_folder, path) = file();
        let first = Held::take(&path).unwrap();
        thread::scope(|scope| {
            let second = scope.spawn(|| Held::take(&path).unwrap().replace(b"one", b"two").unwrap());
            assert_eq!(first.replace(b"old", b"one").unwrap(), Change::Written);
            drop(first);
            assert_eq!(second.join().unwrap(), Change::Written);
        });
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }
}
