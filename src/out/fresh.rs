//! New files: all of them or none, and none in the place of another.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{UNFINISHED, WriteError, readable};

/// Why new files were not written.
#[derive(Debug)]
pub enum NotMade {
    /// Something is there already.
    There(Vec<PathBuf>),
    /// The system failed.
    System(WriteError),
}

/// Writes files that are not there yet, with the folders they need.
///
/// # Errors
///
/// Everything that is there already, or the first file that cannot be written. Nothing of what was begun is left then.
pub fn create_all(files: &[(PathBuf, Vec<u8>)]) -> Result<(), NotMade> {
    let there: Vec<PathBuf> =
        files.iter().map(|(path, _)| path.clone()).filter(|path| fs::symlink_metadata(path).is_ok()).collect();
    if !there.is_empty() {
        return Err(NotMade::There(there));
    }
    let mut made = Made::default();
    for (path, bytes) in files {
        if let Err(source) = made.create(path, bytes) {
            made.undo();
            let path = path.clone();
            return Err(if source.kind() == io::ErrorKind::AlreadyExists {
                NotMade::There(vec![path])
            } else {
                NotMade::System(WriteError { path, source })
            });
        }
    }
    Ok(())
}

/// What was made so far.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Made {
    fn create(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.folder(folder)?;
        let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
        file.write_all(bytes)?;
        readable(file.as_file())?;
        file.as_file().sync_all()?;
        file.persist_noclobber(path).map_err(|error| error.error)?;
        self.files.push(path.to_path_buf());
        Ok(())
    }

    fn folder(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> =
            folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists()).collect();
        for above in missing.into_iter().rev() {
            fs::create_dir(above)?;
            self.folders.push(above.to_path_buf());
        }
        Ok(())
    }

    fn undo(self) {
        // what cannot be taken back is at least whole
        for file in self.files {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.into_iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_are_made_or_none_and_what_is_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let files = |names: &[&str]| -> Vec<(PathBuf, Vec<u8>)> {
            names.iter().map(|name| (folder.path().join(name), b"x".to_vec())).collect()
        };
        create_all(&files(&["a/b/c", "d"])).unwrap();
        assert_eq!(fs::read(folder.path().join("a/b/c")).unwrap(), b"x");
        let NotMade::There(there) = create_all(&files(&["e", "d", "a/b/c"])).unwrap_err() else { panic!() };
        assert_eq!(there, [folder.path().join("d"), folder.path().join("a/b/c")]);
        assert!(!folder.path().join("e").exists());
    }

    #[test]
    fn what_was_begun_is_taken_back_when_something_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| (folder.path().join(name), b"x".to_vec());
        // a file cannot lie in a file
        let failed = create_all(&[path("new/a"), path("new/a/b")]).unwrap_err();
        assert!(matches!(failed, NotMade::System(_)));
        assert!(!folder.path().join("new").exists());
    }
}
