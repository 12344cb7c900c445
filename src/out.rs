//! Names in the output folder; a file is written whole or not at all.
//!
//! Beside the documents of a folder stands a record of their hashes. A document whose hash is another one was
//! edited by hand since, and is kept unless the user says otherwise.

pub mod fresh;
pub mod own;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The record of a folder.
const RECORD: &str = ".pastdue.json";
/// What temporary files begin with; those of a killed run are cleared away.
const UNFINISHED: &str = ".pastdue-";

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
/// # Errors
///
/// The first document that cannot be written. Those before it are whole.
pub fn write_all(
    folder: &Path,
    documents: &[(String, Vec<u8>)],
    mode: Mode,
) -> Result<Vec<(PathBuf, Outcome)>, WriteError> {
    let mut record = Record::read(folder);
    if !mode.dry_run {
        fs::create_dir_all(folder).map_err(|source| WriteError { path: folder.to_path_buf(), source })?;
        clear_unfinished(folder);
    }
    let mut written = vec![];
    let mut result = Ok(());
    for (name, bytes) in documents {
        let path = folder.join(name);
        match record.put(&path, name, bytes, mode) {
            Ok(outcome) => written.push((path, outcome)),
            Err(source) => {
                result = Err(WriteError { path, source });
                break;
            }
        }
    }
    if !mode.dry_run {
        let path = folder.join(RECORD);
        replace(&path, &record.to_bytes()).map_err(|source| WriteError { path, source })?;
    }
    result.map(|()| written)
}

/// Writes one file whole or not at all; what stands there, a link too, is replaced and not followed.
///
/// # Errors
///
/// When the system cannot: no room, no right, a folder of that name.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok_and(|there| there.is_dir()) {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder of this name is in the way"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    readable(file.as_file())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file is the user's alone; a document may be read as others are.
#[cfg(unix)]
fn readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_file: &fs::File) -> io::Result<()> {
    Ok(())
}

fn clear_unfinished(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(UNFINISHED)) {
        // what cannot be cleared now is cleared by a later run
        let _ = fs::remove_file(entry.path());
    }
}

/// The hash of each document as it was written.
struct Record(BTreeMap<String, String>);

impl Record {
    fn read(folder: &Path) -> Record {
        let text = fs::read(folder.join(RECORD)).unwrap_or_default();
        Record(serde_json::from_slice(&text).unwrap_or_default())
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(&self.0).unwrap_or_default();
        text.push(b'\n');
        text
    }

    fn put(&mut self, path: &Path, name: &str, bytes: &[u8], mode: Mode) -> io::Result<Outcome> {
        let hash = blake3::hash(bytes).to_hex().to_string();
        let link = fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink());
        let outcome = match fs::read(path) {
            _ if link => Outcome::Changed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Outcome::New,
            Err(error) => return Err(error),
            Ok(there) if there == bytes => Outcome::Same,
            Ok(there) if mode.force || self.0.get(name) == Some(&blake3::hash(&there).to_hex().to_string()) => {
                Outcome::Changed
            }
            Ok(_) => Outcome::Edited,
        };
        let write = matches!(outcome, Outcome::New | Outcome::Changed);
        if write && !mode.dry_run {
            replace(path, bytes)?;
        }
        if outcome != Outcome::Edited {
            self.0.insert(name.to_string(), hash);
        }
        Ok(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITE: Mode = Mode { dry_run: false, force: false };

    fn put(folder: &Path, text: &str, mode: Mode) -> Outcome {
        write_all(folder, &[("demand.md".into(), text.into())], mode).unwrap()[0].1
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

    #[test]
    fn leftovers_of_a_killed_run_are_cleared_and_do_not_count_as_edited() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".pastdue-x1"), "half").unwrap();
        assert_eq!(put(folder.path(), "one", WRITE), Outcome::New);
        assert!(!folder.path().join(".pastdue-x1").exists());
    }
}
