//! Names in the output folder; a file is written whole or not at all ([`whole`]).
//!
//! Beside the documents of a folder stands a [`record`] of their hashes. A document whose hash is another one was
//! edited by hand since, and is kept unless the user says otherwise. A folder is written by one run at a time ([`lock`]).

pub mod fresh;
mod lock;
pub mod own;
mod record;
mod whole;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use lock::{Lock, Taken};
use record::Record;
pub use whole::replace;
use whole::{Kept, UNFINISHED, readable};

/// What became of a document, or would.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    New,
    Changed,
    Same,
    /// Edited by hand, and left alone.
    Edited,
}

impl Outcome {
    /// Returns the word used in output.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::New => "new",
            Outcome::Changed => "changed",
            Outcome::Same => "same",
            Outcome::Edited => "edited",
        }
    }
}

/// What may be written, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mode {
    /// Nothing is written.
    pub dry_run: bool,
    /// What was edited by hand is replaced.
    pub force: bool,
}

/// A document, and what became of it or would.
#[derive(Debug, Clone)]
pub struct Written {
    pub path: PathBuf,
    pub outcome: Outcome,
    /// The hash of the bytes it was to hold.
    pub hash: String,
}

/// A failure of the system, with the path it is about.
#[derive(Debug)]
pub struct WriteError {
    pub path: PathBuf,
    pub source: io::Error,
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // the system's own words, without the number and the temporary name behind them
        let words = self.source.to_string();
        let words = words.split(" (os error").next().unwrap_or(&words);
        let mut letters = words.chars();
        let first = letters.next().into_iter().flat_map(char::to_lowercase);
        write!(f, "cannot write `{}`: {}", self.path.display(), first.chain(letters).collect::<String>())
    }
}

impl std::error::Error for WriteError {}

/// Writes the documents of a folder; returns what became of each.
///
/// Before anything is written it is looked at what stands there. The record is written first, with the hash of what
/// stands there and of what will: whenever a run is cut off, the next one knows both as its own.
///
/// # Errors
///
/// The first document that cannot be written: no room, no right, a folder of its name, a folder that is a link. Those
/// before it are whole.
pub fn write_all(folder: &Path, documents: &[(String, Vec<u8>)], mode: Mode) -> Result<Vec<Written>, WriteError> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| WriteError { path, source }
    };
    whole::no_link(folder).map_err(failed(folder))?;
    let mut record = Record::read(folder);
    let mut all = vec![];
    for (name, bytes) in documents {
        let (path, hash) = (folder.join(name), record::hash(bytes));
        let outcome = record.outcome(&path, name, (bytes, &hash), mode.force).map_err(failed(&path))?;
        all.push(Written { path, outcome, hash });
    }
    if !mode.dry_run {
        fs::create_dir_all(folder).map_err(failed(folder))?;
        whole::clear_unfinished(folder);
        record.write(folder)?;
        for (written, (_, bytes)) in all.iter().zip(documents) {
            if matches!(written.outcome, Outcome::New | Outcome::Changed) {
                whole::put(&written.path, bytes, Kept::OrMadeAgain).map_err(failed(&written.path))?;
            }
        }
        record.settle();
        record.write(folder)?;
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITE: Mode = Mode { dry_run: false, force: false };

    fn put(folder: &Path, text: &str, mode: Mode) -> Outcome {
        write_all(folder, &[("demand.md".into(), text.into())], mode).unwrap()[0].outcome
    }

    fn refused(folder: &Path) -> String {
        let documents = [("call.md".into(), "one".into()), ("demand.md".into(), "one".into())];
        write_all(folder, &documents, WRITE).unwrap_err().to_string()
    }

    #[test]
    fn a_document_left_empty_by_a_power_cut_is_made_again() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("demand.md"), "").unwrap();
        assert_eq!(put(folder.path(), "one", WRITE), Outcome::Changed);
        assert_eq!(fs::read_to_string(folder.path().join("demand.md")).unwrap(), "one");
    }

    #[test]
    fn a_document_edited_by_hand_is_kept_unless_forced() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(put(folder.path(), "one", WRITE), Outcome::New);
        assert_eq!(put(folder.path(), "one", WRITE), Outcome::Same);
        assert_eq!(put(folder.path(), "two", WRITE), Outcome::Changed);
        let path = folder.path().join("demand.md");
        fs::write(&path, "by hand").unwrap();
        assert_eq!(put(folder.path(), "three", WRITE), Outcome::Edited);
        assert_eq!(fs::read_to_string(&path).unwrap(), "by hand");
        assert_eq!(put(folder.path(), "three", Mode { force: true, ..WRITE }), Outcome::Changed);
        assert_eq!(fs::read_to_string(&path).unwrap(), "three");
    }

    #[test]
    fn a_dry_run_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("new");
        assert_eq!(put(&out, "one", Mode { dry_run: true, ..WRITE }), Outcome::New);
        assert!(!out.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_replaced_and_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("precious");
        fs::write(&target, "mine").unwrap();
        std::os::unix::fs::symlink(&target, folder.path().join("demand.md")).unwrap();
        put(folder.path(), "one", WRITE);
        assert_eq!(fs::read_to_string(&target).unwrap(), "mine");
        assert_eq!(fs::read_to_string(folder.path().join("demand.md")).unwrap(), "one");
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_of_a_case_that_is_a_link_is_not_written_through() {
        let place = tempfile::tempdir().unwrap();
        let elsewhere = place.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        let link = place.path().join("a-1");
        std::os::unix::fs::symlink(&elsewhere, &link).unwrap();
        assert!(refused(&link).ends_with("it is a link, and nothing is written through it"));
        assert_eq!(fs::read_dir(elsewhere).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_in_the_way_of_one_document_is_told_before_another_is_written() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("demand.md")).unwrap();
        assert!(refused(folder.path()).ends_with("a folder of this name is in the way"));
        assert!(!folder.path().join("call.md").exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_neither_read_nor_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let _open = std::os::unix::net::UnixListener::bind(folder.path().join("demand.md")).unwrap();
        assert!(refused(folder.path()).ends_with("what stands there is no file"));
    }

    #[test]
    fn leftovers_of_a_killed_run_are_cleared_and_do_not_count_as_edited() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".pastdue-x1"), "half").unwrap();
        assert_eq!(put(folder.path(), "one", WRITE), Outcome::New);
        assert!(!folder.path().join(".pastdue-x1").exists());
    }

    #[test]
    fn a_run_killed_between_a_document_and_the_next_leaves_nothing_that_counts_as_edited() {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), "one", WRITE);
        // the second run wrote its record and was killed, before its document or after it
        for on_disk in ["one", "two"] {
            let mut record = Record::read(folder.path());
            let two = (&b"two"[..], record::hash(b"two"));
            record.outcome(&folder.path().join("demand.md"), "demand.md", (two.0, &two.1), false).unwrap();
            record.write(folder.path()).unwrap();
            fs::write(folder.path().join("demand.md"), on_disk).unwrap();
            assert_eq!(put(folder.path(), "three", Mode { dry_run: true, ..WRITE }), Outcome::Changed, "{on_disk}");
        }
    }
}
