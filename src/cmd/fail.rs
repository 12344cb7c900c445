//! Why a command ends early, and with which exit code.

use std::fmt;
use std::io;

use super::review::{self, Reviewed};
use super::tell;
use crate::case::finding::{Finding, Texts};
use crate::case::sources::Fault;
use crate::compose::ComposeError;
use crate::out::{Taken, WriteError};
use crate::report::findings;
use crate::review::{NOTICE, Remark};
use crate::strategy::{self, Refusal};

/// Why a command ends early.
#[derive(Debug)]
pub enum Fail {
    /// The case has findings, errors among them.
    Case(Vec<Finding>, Box<Texts>),
    /// The document is refused.
    Refused(Vec<Refusal>),
    /// The review has an error to remark.
    Reviewed(Box<Reviewed>),
    /// The document cannot be composed or set.
    Document(String, Option<String>),
    /// The command line asks for something that is not there.
    Usage(String),
    /// The system failed.
    System(String),
    /// A fault in our own code; it was said already.
    Panicked,
    /// Part of a batch failed; it was said already.
    Partly,
    /// The user interrupted.
    Interrupted,
    /// Whoever read the answer has heard enough, as `head` does.
    Unheard,
}

impl Fail {
    /// Returns the exit code: 1 the case, 2 usage, 3 the system, 130 interrupted.
    pub fn code(&self) -> u8 {
        match self {
            Fail::Case(..)
            | Fail::Refused(_)
            | Fail::Reviewed(_)
            | Fail::Document(..)
            | Fail::Panicked
            | Fail::Partly => 1,
            Fail::Usage(_) => 2,
            Fail::System(_) | Fail::Unheard => 3,
            Fail::Interrupted => 130,
        }
    }

    /// Returns that an answer could not be written: in silence when the other end of the pipe was closed.
    pub fn unanswered(error: io::Error) -> Fail {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Fail::Unheard,
            _ => Fail::System(format!("cannot write the answer: {error}")),
        }
    }

    /// Says on the standard error why the command ended.
    pub fn say(&self, colour: bool) {
        match self {
            Fail::Case(found, texts) => tell::text(findings::text(found, texts, colour)),
            Fail::Refused(refusals) => {
                for refusal in refusals {
                    tell::line(format_args!("refused[{}]: {}", refusal.code, refusal.text));
                    if let Some(hint) = strategy::codes::hint(refusal.code) {
                        tell::line(format_args!("hint: {hint}"));
                    }
                }
            }
            Fail::Reviewed(reviewed) => {
                tell::text(review::said(reviewed, colour));
                tell::line(format_args!(
                    "refused: the review has an error to remark, and nothing was written; {NOTICE}"
                ));
            }
            Fail::Document(text, hint) => {
                tell::line(format_args!("error: {text}"));
                if let Some(hint) = hint {
                    tell::line(format_args!("hint: {hint}"));
                }
            }
            Fail::Usage(text) | Fail::System(text) => tell::line(format_args!("error: {text}")),
            Fail::Panicked | Fail::Partly | Fail::Interrupted | Fail::Unheard => {}
        }
    }

    /// Returns the review that refused a document.
    pub fn reviewed(&self) -> Option<&Reviewed> {
        match self {
            Fail::Reviewed(reviewed) => Some(reviewed),
            _ => None,
        }
    }

    fn remarked(reviewed: &Reviewed) -> Option<&Remark> {
        reviewed.remarks.iter().find(|remark| remark.refuses())
    }

    /// Returns the first error of a case; the warnings before it do not stop it.
    fn finding(&self) -> Option<&Finding> {
        let Fail::Case(found, _) = self else { return None };
        found.iter().find(|finding| finding.is_error()).or(found.first())
    }

    /// Returns the line of the file that the reason is about.
    pub fn line(&self) -> Option<usize> {
        self.finding()?.place.as_ref().map(|place| place.line)
    }

    /// Returns the reason in a word, for a list of many cases.
    pub fn reason(&self) -> String {
        match self {
            Fail::Case(..) => self.finding().map_or_else(String::new, |finding| finding.code.to_string()),
            Fail::Refused(refusals) => refusals.first().map_or_else(String::new, |refusal| refusal.code.to_string()),
            Fail::Reviewed(reviewed) => {
                Fail::remarked(reviewed).map_or_else(String::new, |remark| remark.code.to_string())
            }
            Fail::Document(..) => "document".to_string(),
            Fail::System(_) => "system".to_string(),
            Fail::Panicked => "panic".to_string(),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Fail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fail::Case(..) => f.write_str(self.finding().map_or("", |finding| finding.message.as_str())),
            Fail::Refused(refusals) => write!(f, "{}", refusals.first().map_or("", |refusal| refusal.text.as_str())),
            Fail::Reviewed(reviewed) => {
                f.write_str(Fail::remarked(reviewed).map_or("", |remark| remark.message.as_str()))
            }
            Fail::Document(text, _) | Fail::Usage(text) | Fail::System(text) => f.write_str(text),
            Fail::Panicked => f.write_str("pastdue made a mistake here; please report it with the case"),
            Fail::Partly => f.write_str("part of the batch failed"),
            Fail::Interrupted => f.write_str("interrupted"),
            Fail::Unheard => f.write_str("the answer was not read to its end"),
        }
    }
}

impl From<Fault> for Fail {
    fn from(fault: Fault) -> Fail {
        Fail::System(fault.to_string())
    }
}

impl From<Taken> for Fail {
    fn from(taken: Taken) -> Fail {
        Fail::System(taken.to_string())
    }
}

impl From<WriteError> for Fail {
    fn from(error: WriteError) -> Fail {
        Fail::System(error.to_string())
    }
}

impl From<io::Error> for Fail {
    fn from(error: io::Error) -> Fail {
        Fail::System(error.to_string())
    }
}

impl From<ComposeError> for Fail {
    fn from(error: ComposeError) -> Fail {
        Fail::Document(error.to_string(), None)
    }
}
