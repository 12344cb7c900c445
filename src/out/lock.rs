//! A folder is written by one run at a time.

use std::fs::{self, File, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{WriteError, whole};

const NAME: &str = ".lock";

/// The right to write into a folder, until it is dropped.
///
/// The file of the lock stays, empty; while the lock is held it names the process that holds it. The system frees the
/// lock of a run that is killed.
#[derive(Debug)]
pub struct Lock(File);

/// Why a folder could not be had.
#[derive(Debug)]
pub enum Taken {
    /// Another run has it: the folder, and the number of its process, where the system tells it.
    By(PathBuf, Option<u32>),
    /// The system failed.
    Failed(WriteError),
}

impl Lock {
    /// Takes a folder for this run, and makes it if it is not there. What killed runs left unfinished is cleared.
    ///
    /// # Errors
    ///
    /// When another run has it, or the system cannot make it.
    pub fn take(folder: &Path) -> Result<Lock, Taken> {
        let path = folder.join(NAME);
        let failed = |path: &Path, source| Taken::Failed(WriteError { path: path.to_path_buf(), source });
        fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
        whole::only_a_file(&path).map_err(|source| failed(&path, source))?;
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let mut file = file.map_err(|source| failed(&path, source))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Taken::By(folder.to_path_buf(), holder(&path))),
            Err(TryLockError::Error(source)) => return Err(failed(&path, source)),
        }
        // that the name cannot be written stops nobody
        let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        whole::clear_unfinished(folder);
        Ok(Lock(file))
    }
}

impl Lock {
    /// Takes a folder for this run, and waits up to two seconds for another run to leave it.
    ///
    /// # Errors
    ///
    /// As [`Lock::take`].
    pub fn wait(folder: &Path) -> Result<Lock, Taken> {
        for _ in 0..40 {
            match Lock::take(folder) {
                Err(Taken::By(..)) => std::thread::sleep(Duration::from_millis(50)),
                answer => return answer,
            }
        }
        Lock::take(folder)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.0.set_len(0);
    }
}

fn holder(path: &Path) -> Option<u32> {
    fs::read_to_string(path).ok()?.trim().parse().ok()
}

impl std::fmt::Display for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Taken::By(folder, None) => write!(f, "another run is writing into `{}`", folder.display()),
            Taken::By(folder, Some(process)) => {
                write!(f, "another run (process {process}) is writing into `{}`", folder.display())
            }
            Taken::Failed(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Taken {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_holder_who_is_named_to_the_second() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::take(folder.path()).unwrap();
        let second = Lock::take(folder.path()).unwrap_err().to_string();
        assert!(second.contains(&format!("(process {})", std::process::id())), "{second}");
        drop(first);
        assert_eq!(fs::read(folder.path().join(NAME)).unwrap(), b"");
        assert!(Lock::take(folder.path()).is_ok());
    }
}
