//! What a rule has to say.

use crate::case::finding::{Place, Severity};

/// One thing that a careful reader would change before anything is sent or said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// An error refuses the document; a warning is said.
    pub severity: Severity,
    /// The rule, as in `threat-of-arrest`; `pastdue explain` tells more.
    pub code: &'static str,
    /// What it is: lower case, names in back ticks, no final stop.
    pub message: String,
    /// The statute, rule or promise it rests on, with its section.
    pub source: String,
    /// What to do.
    pub fix: String,
    /// Where, in the case or in a draft.
    pub place: Option<Place>,
    /// The reason for which the case silences it.
    pub silenced: Option<String>,
}

impl Remark {
    pub(super) fn error(code: &'static str, place: impl Into<Option<Place>>, message: impl Into<String>) -> Remark {
        Remark::new(Severity::Error, code, place.into(), message.into())
    }

    pub(super) fn warning(code: &'static str, place: impl Into<Option<Place>>, message: impl Into<String>) -> Remark {
        Remark::new(Severity::Warning, code, place.into(), message.into())
    }

    fn new(severity: Severity, code: &'static str, place: Option<Place>, message: String) -> Remark {
        Remark { severity, code, message, source: String::new(), fix: String::new(), place, silenced: None }
    }

    pub(super) fn source(self, source: impl Into<String>) -> Remark {
        Remark { source: source.into(), ..self }
    }

    pub(super) fn fix(self, fix: impl Into<String>) -> Remark {
        Remark { fix: fix.into(), ..self }
    }

    /// Returns whether it stands: it is not silenced.
    pub fn stands(&self) -> bool {
        self.silenced.is_none()
    }

    /// Returns whether it refuses a document.
    pub fn refuses(&self) -> bool {
        self.stands() && self.severity == Severity::Error
    }
}
