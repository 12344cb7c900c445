//! A month's work, its [`summary`], its record ([`manifest`]), its page ([`index`]).

pub mod index;
pub mod manifest;
mod summary;

use crate::report::status::Line;
use crate::strategy::Refusal;

pub use summary::summary;

/// What came of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The case file, as found.
    pub file: String,
    /// The case's id, where it could be read.
    pub case: Option<String>,
    /// The case on the day of the batch.
    pub line: Option<Line>,
    pub state: State,
    /// How many remarks of the review stand against its documents.
    pub remarks: usize,
    /// The documents, by file name, with their hashes.
    pub documents: Vec<Document>,
    /// What the documents were warned of.
    pub warnings: Vec<Refusal>,
}

/// One document of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The path from the folder of the month.
    pub path: String,
    /// The hash of its bytes (BLAKE3).
    pub hash: String,
    /// The word of what became of it: new, changed, same or edited.
    pub outcome: &'static str,
}

impl Document {
    /// Returns whether it is a file of this ending.
    pub fn ends_in(&self, ending: &str) -> bool {
        std::path::Path::new(&self.path).extension().is_some_and(|own| own == ending)
    }

    /// Returns whether it was edited by hand, and kept.
    pub fn is_edited(&self) -> bool {
        self.outcome == "edited"
    }
}

/// What became of a case in a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Documents were written.
    Made,
    /// All documents stood there already, the same to the byte.
    Unchanged,
    /// The step asks for no document: wait, hold, settled, by the word of its reason.
    Nothing(String),
    /// A document was edited by hand since it was made, and was kept.
    Edited,
    /// A document was refused, by name.
    Refused(String, String),
    /// The case is wrong or the system failed, by code and words.
    Failed(String, String),
    /// The run was stopped before it came to the case.
    NotReached,
}

impl State {
    /// Returns the word used in output.
    pub fn word(&self) -> &'static str {
        match self {
            State::Made => "made",
            State::Unchanged => "unchanged",
            State::Nothing(_) => "nothing",
            State::Edited => "edited",
            State::Refused(..) => "refused",
            State::Failed(..) => "failed",
            State::NotReached => "not-reached",
        }
    }

    /// Returns whether the batch ends with exit code 0 for it.
    pub fn is_well(&self) -> bool {
        matches!(self, State::Made | State::Unchanged | State::Nothing(_))
    }
}
