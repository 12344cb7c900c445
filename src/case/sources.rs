//! What reading a case asks of the disk. The case room never opens a file itself.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::tree::Node;

/// The disk, or what stands in for it in a test.
pub trait Sources {
    /// Returns the bytes of the file, read once, unless it has more than `limit`.
    ///
    /// # Errors
    ///
    /// A [`Fault`] when this is no file that can be read.
    fn read(&self, file: &Path, limit: usize) -> Result<Contents, Fault>;

    /// Returns the nearest `_shared.yaml`, from the folder of the case upwards.
    ///
    /// # Errors
    ///
    /// A [`Fault`] when a folder cannot be looked into.
    fn shared_for(&self, case: &Path) -> Result<Option<PathBuf>, Fault>;

    /// Returns the bytes of a file that stands beside another or in a folder below, unless it has more than `limit`.
    ///
    /// # Errors
    ///
    /// A [`Fault`] when this is no file that can be read, or a link leads out of the folder.
    fn read_beside(&self, file: &Path, name: &str, limit: usize) -> Result<Contents, Fault>;

    /// Returns what a run over many cases keeps of their shared files; nothing where one case is read.
    fn trees(&self) -> Option<&Trees> {
        None
    }
}

/// The trees of shared files that were read without a finding. The files themselves must stay the same meanwhile.
#[derive(Debug, Default)]
pub struct Trees(Mutex<BTreeMap<PathBuf, Arc<Node>>>);

impl Trees {
    pub(super) fn of(&self, file: &Path) -> Option<Arc<Node>> {
        // a reader that failed elsewhere leaves the trees whole
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(file).cloned()
    }

    pub(super) fn keep(&self, file: &Path, tree: &Arc<Node>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(file.to_owned(), Arc::clone(tree));
    }
}

/// What came of reading a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contents {
    /// All its bytes.
    Whole(Arc<[u8]>),
    /// It has more bytes than were asked for.
    TooLarge,
}

/// Something on the disk that is no file to be read: the system failed, not the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What was to be read.
    pub path: PathBuf,
    /// Why it cannot be.
    pub kind: FaultKind,
}

/// Why something cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// Nothing of this name exists.
    Missing,
    /// A link whose target does not exist.
    Dangling,
    /// A folder where a file belongs.
    Folder,
    /// A named pipe.
    Pipe,
    /// A socket.
    Socket,
    /// A device.
    Device,
    /// A link leads out of the folder.
    Outside,
    /// The system's own words.
    System(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = super::characters::shown(&self.path.to_string_lossy());
        match &self.kind {
            FaultKind::Missing => write!(f, "`{path}` does not exist"),
            FaultKind::Dangling => write!(f, "`{path}` is a link to something that does not exist"),
            FaultKind::Folder => write!(f, "`{path}` is a folder, not a file"),
            FaultKind::Pipe => write!(f, "`{path}` is a pipe, not a file"),
            FaultKind::Socket => write!(f, "`{path}` is a socket, not a file"),
            FaultKind::Device => write!(f, "`{path}` is a device, not a file"),
            FaultKind::Outside => write!(f, "`{path}` leads out of its folder"),
            FaultKind::System(words) => write!(f, "`{path}` cannot be read: {words}"),
        }
    }
}

impl std::error::Error for Fault {}
