//! The disk, for the room that reads cases: files only, read once, with a limit.

use std::fs::{self, File, FileType};
use std::hash::Hash;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::tell;
use crate::case::sources::{Contents, Fault, FaultKind, Sources, Trees};

const SHARED: &str = "_shared.yaml";

/// The files of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Sources for Disk {
    fn read(&self, file: &Path, limit: usize) -> Result<Contents, Fault> {
        // the kind is looked at before opening, which would wait for the other end of a pipe
        kind_of(file)?;
        let opened = File::open(file).map_err(|error| fault(file, system(&error)))?;
        // and once more after it: what stands there may have been exchanged meanwhile
        tell::aside(format_args!("reading `{}`", file.display()));
        let kind = opened.metadata().map_err(|error| fault(file, system(&error)))?.file_type();
        only_a_file(file, kind)?;
        contents(opened, limit).map_err(|error| fault(file, system(&error)))
    }

    fn shared_for(&self, case: &Path) -> Result<Option<PathBuf>, Fault> {
        let folder = case.parent().unwrap_or(Path::new(""));
        for above in folders_above(folder) {
            let shared = above.join(SHARED);
            match fs::symlink_metadata(&shared) {
                Ok(_) => return Ok(Some(shared)),
                Err(error) if absent(&error) => {}
                Err(error) => return Err(fault(&shared, system(&error))),
            }
        }
        Ok(None)
    }

    fn read_beside(&self, file: &Path, name: &str, limit: usize) -> Result<Contents, Fault> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let beside = folder.join(name);
        if !Path::new(name).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(fault(&beside, FaultKind::Outside));
        }
        kind_of(&beside)?;
        let real = |path: &Path| path.canonicalize().map_err(|error| fault(path, system(&error)));
        if !real(&beside)?.starts_with(real(folder)?) {
            return Err(fault(&beside, FaultKind::Outside));
        }
        self.read(&beside, limit)
    }
}

/// The same files for a run over many cases: what they share is read once, and is the same for all of them.
#[derive(Debug, Default)]
pub struct Kept {
    shared_for: Mutex<FxHashMap<PathBuf, Result<Option<PathBuf>, Fault>>>,
    shared: Mutex<FxHashMap<PathBuf, Result<Contents, Fault>>>,
    beside: Mutex<FxHashMap<(PathBuf, String), Result<Contents, Fault>>>,
    trees: Trees,
}

impl Sources for Kept {
    fn read(&self, file: &Path, limit: usize) -> Result<Contents, Fault> {
        if file.file_name().is_some_and(|name| name == SHARED) {
            kept(&self.shared, file.to_owned(), || Disk.read(file, limit))
        } else {
            Disk.read(file, limit)
        }
    }

    fn shared_for(&self, case: &Path) -> Result<Option<PathBuf>, Fault> {
        let folder = case.parent().unwrap_or(Path::new("")).to_owned();
        kept(&self.shared_for, folder, || Disk.shared_for(case))
    }

    fn read_beside(&self, file: &Path, name: &str, limit: usize) -> Result<Contents, Fault> {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        kept(&self.beside, (folder, name.to_owned()), || Disk.read_beside(file, name, limit))
    }

    fn trees(&self) -> Option<&Trees> {
        Some(&self.trees)
    }
}

/// Returns what is kept under the key, else what is read now.
fn kept<K: Hash + Eq, V: Clone>(store: &Mutex<FxHashMap<K, V>>, key: K, read: impl FnOnce() -> V) -> V {
    // a worker that failed elsewhere leaves the store whole
    let mut store = store.lock().unwrap_or_else(PoisonError::into_inner);
    store.entry(key).or_insert_with(read).clone()
}

/// Returns the folder and those above it, in the words of the path as far as they go.
fn folders_above(folder: &Path) -> Vec<PathBuf> {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    let mut folders: Vec<PathBuf> = folder.ancestors().map(Path::to_owned).collect();
    if folder.components().all(plain) {
        let levels = std::env::current_dir().map_or(0, |here| here.ancestors().count() - 1);
        folders.extend((1..=levels).map(|up| PathBuf::from(vec![".."; up].join("/"))));
    } else if let Ok(real) = folder.canonicalize() {
        // the words of `a/../b` do not tell what lies above it
        folders = std::iter::once(folder).chain(real.ancestors().skip(1)).map(Path::to_owned).collect();
    }
    folders
}

fn kind_of(file: &Path) -> Result<(), Fault> {
    match fs::metadata(file) {
        Ok(metadata) => only_a_file(file, metadata.file_type()),
        Err(error) if absent(&error) && fs::symlink_metadata(file).is_ok() => Err(fault(file, FaultKind::Dangling)),
        Err(error) => Err(fault(file, system(&error))),
    }
}

fn only_a_file(file: &Path, kind: FileType) -> Result<(), Fault> {
    if kind.is_file() {
        return Ok(());
    }
    Err(fault(file, if kind.is_dir() { FaultKind::Folder } else { special(kind) }))
}

#[cfg(unix)]
fn special(kind: FileType) -> FaultKind {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        FaultKind::Pipe
    } else if kind.is_socket() {
        FaultKind::Socket
    } else {
        FaultKind::Device
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> FaultKind {
    FaultKind::Device
}

fn contents(file: impl io::Read, limit: usize) -> io::Result<Contents> {
    let mut bytes = Vec::new();
    // one byte more than allowed tells a file that grew while it was read from one that just fits
    file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() > limit { Contents::TooLarge } else { Contents::Whole(bytes.into()) })
}

fn absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn system(error: &io::Error) -> FaultKind {
    if absent(error) { FaultKind::Missing } else { FaultKind::System(words(error)) }
}

/// Returns why something cannot be read, from what the system said.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Fault {
    fault(path, system(error))
}

/// Returns the system's words without the number that std adds.
fn words(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn fault(path: &Path, kind: FaultKind) -> Fault {
    Fault { path: path.to_owned(), kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn kind<T: std::fmt::Debug>(answer: Result<T, Fault>) -> FaultKind {
        answer.unwrap_err().kind
    }

    #[test]
    fn a_folder_and_a_missing_file_are_told_apart() {
        let folder = folder();
        assert_eq!(kind(Disk.read(folder.path(), 10)), FaultKind::Folder);
        assert_eq!(kind(Disk.read(&folder.path().join("none.yaml"), 10)), FaultKind::Missing);
    }

    #[cfg(unix)]
    #[test]
    fn links_to_nothing_sockets_and_devices_are_named() {
        let folder = folder();
        let link = folder.path().join("link.yaml");
        std::os::unix::fs::symlink("nowhere", &link).unwrap();
        assert_eq!(kind(Disk.read(&link, 10)), FaultKind::Dangling);
        let socket = folder.path().join("socket.yaml");
        let _open = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(kind(Disk.read(&socket, 10)), FaultKind::Socket);
        assert_eq!(kind(Disk.read(Path::new("/dev/null"), 10)), FaultKind::Device);
    }

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        let folder = folder();
        let file = folder.path().join("case.yaml");
        fs::write(&file, "12345").unwrap();
        assert_eq!(Disk.read(&file, 5).unwrap(), Contents::Whole(b"12345"[..].into()));
        assert_eq!(Disk.read(&file, 4).unwrap(), Contents::TooLarge);
    }

    #[test]
    fn the_nearest_shared_file_upwards_is_found() {
        let folder = folder();
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::write(folder.path().join(SHARED), "").unwrap();
        let found = Disk.shared_for(&deep.join("case.yaml")).unwrap().unwrap();
        assert_eq!(found.canonicalize().unwrap(), folder.path().join(SHARED).canonicalize().unwrap());
        fs::write(deep.join(SHARED), "").unwrap();
        assert_eq!(Disk.shared_for(&deep.join("case.yaml")).unwrap().unwrap(), deep.join(SHARED));
    }

    #[test]
    fn a_relative_case_looks_above_the_folder_it_is_run_in() {
        let folders = folders_above(Path::new("cases"));
        assert_eq!(folders[..3], [PathBuf::from("cases"), PathBuf::from(""), PathBuf::from("..")]);
    }

    #[cfg(unix)]
    #[test]
    fn a_logo_may_not_lie_outside_the_folder_of_the_case() {
        let (folder, elsewhere) = (folder(), folder());
        fs::write(elsewhere.path().join("logo.png"), "x").unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join("logo.png"), folder.path().join("logo.png")).unwrap();
        let case = folder.path().join("case.yaml");
        for name in ["logo.png", "../logo.png", "/etc/hostname"] {
            assert_eq!(kind(Disk.read_beside(&case, name, 10)), FaultKind::Outside, "{name}");
        }
    }
}
