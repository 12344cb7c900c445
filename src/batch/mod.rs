//! A month's work, its record, its page.

pub mod index;
pub mod manifest;

use crate::report::status::Line;

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
}

/// One document of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The path from the folder of the month.
    pub path: String,
    /// The hash of its bytes (BLAKE3).
    pub hash: String,
    /// Edited by hand, and kept.
    pub edited: bool,
}

impl Document {
    /// Returns whether it is a file of this ending.
    pub fn ends_in(&self, ending: &str) -> bool {
        std::path::Path::new(&self.path).extension().is_some_and(|own| own == ending)
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
    /// A document was refused, by name.
    Refused(String, String),
    /// The case is wrong or the system failed, by code and words.
    Failed(String, String),
}

impl State {
    /// Returns the word used in output.
    pub fn word(&self) -> &'static str {
        match self {
            State::Made => "made",
            State::Unchanged => "unchanged",
            State::Nothing(_) => "nothing",
            State::Refused(..) => "refused",
            State::Failed(..) => "failed",
        }
    }

    /// Returns whether the batch ends with exit code 0 for it.
    pub fn is_well(&self) -> bool {
        !matches!(self, State::Refused(..) | State::Failed(..))
    }
}

/// Returns the summary: how many of each, refusals and failures with their names.
pub fn summary(outcomes: &[Outcome]) -> String {
    let count = |word: &str| outcomes.iter().filter(|outcome| outcome.state.word() == word).count();
    let mut text = format!(
        "{} cases: {} made, {} unchanged, {} with nothing to send, {} refused, {} failed\n",
        outcomes.len(),
        count("made"),
        count("unchanged"),
        count("nothing"),
        count("refused"),
        count("failed"),
    );
    let remarks: usize = outcomes.iter().map(|outcome| outcome.remarks).sum();
    if remarks > 0 {
        let with = outcomes.iter().filter(|outcome| outcome.remarks > 0).count();
        text.push_str(&format!("the review has {remarks} to remark in {with} of them: `pastdue review CASE`\n"));
    }
    for outcome in outcomes {
        let name = outcome.case.as_deref().unwrap_or(&outcome.file);
        match &outcome.state {
            State::Refused(code, words) => text.push_str(&format!("  {name}: refused[{code}]: {words}\n")),
            State::Failed(code, words) => text.push_str(&format!("  {name}: failed[{code}]: {words}\n")),
            _ => {}
        }
    }
    text
}
