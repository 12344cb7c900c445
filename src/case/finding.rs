//! Everything that can be wrong with a case, in words and with its place.

use std::fmt;
use std::sync::Arc;

use super::codes;
use super::tree::Span;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The case is wrong; nothing is made from it.
    Error,
    /// The case can be used, but somebody should look.
    Warning,
    /// All is well; this answers a question that somebody may have.
    Note,
}

impl Severity {
    /// Returns the word used in output.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Where something stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, as the user named it.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The first byte in the file's text, a byte order mark left out.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One thing that is wrong, or looks wrong.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// Its code, as in `unknown-contact`; `pastdue explain` tells more.
    pub code: &'static str,
    /// What is wrong: lower case, names in back ticks, no final stop.
    pub message: String,
    /// Where; `None` only when the file itself is the fault.
    pub place: Option<Place>,
    /// Other places that belong to it, each with its words.
    pub related: Vec<(Place, String)>,
    /// What to do.
    pub hint: Option<String>,
}

impl Finding {
    /// Returns an error without related places or a hint.
    pub fn error(code: &'static str, place: Option<Place>, message: impl Into<String>) -> Finding {
        Finding::new(Severity::Error, code, place, message.into())
    }

    /// Returns a warning without related places or a hint.
    pub fn warning(code: &'static str, place: Option<Place>, message: impl Into<String>) -> Finding {
        Finding::new(Severity::Warning, code, place, message.into())
    }

    /// Returns a note without related places or a hint.
    pub fn note(code: &'static str, place: Option<Place>, message: impl Into<String>) -> Finding {
        Finding::new(Severity::Note, code, place, message.into())
    }

    fn new(severity: Severity, code: &'static str, place: Option<Place>, message: String) -> Finding {
        debug_assert!(codes::explain(code).is_some(), "the code `{code}` is not explained");
        Finding { severity, code, message, place, related: Vec::new(), hint: None }
    }

    /// Sets what to do.
    pub fn hint(&mut self, hint: impl Into<String>) -> &mut Finding {
        self.hint = Some(hint.into());
        self
    }

    /// Sets what to do, when there is something to say.
    pub fn some_hint(&mut self, hint: Option<String>) -> &mut Finding {
        self.hint = hint.or(self.hint.take());
        self
    }

    /// Adds another place that belongs to it.
    pub fn see(&mut self, place: Place, words: impl Into<String>) -> &mut Finding {
        self.related.push((place, words.into()));
        self
    }

    /// Returns whether this is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The texts of the files that findings point into.
#[derive(Debug, Clone, Default)]
pub struct Texts(Vec<(Arc<str>, Arc<str>)>);

impl Texts {
    /// Adds the text of a file, without its byte order mark, and returns its number.
    pub fn add(&mut self, file: &str, text: &str) -> u16 {
        self.0.push((file.into(), text.into()));
        u16::try_from(self.0.len() - 1).expect("a case has few files")
    }

    /// Returns the text of the file of this name.
    pub fn text(&self, file: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| **name == *file).map(|(_, text)| &**text)
    }

    /// Returns each file's name and text, the case first.
    pub fn all(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.0.iter().map(|(name, text)| (name, text))
    }

    pub(super) fn number(&self, file: &str) -> usize {
        self.0.iter().position(|(name, _)| **name == *file).unwrap_or(self.0.len())
    }

    /// Returns the place of a span of one of these files.
    pub fn place(&self, span: Span) -> Place {
        Place {
            file: Arc::clone(&self.0[usize::from(span.file)].0),
            line: span.line as usize,
            column: span.column as usize,
            start: span.start as usize,
            end: span.end as usize,
        }
    }

    /// Returns the text of the file of this number.
    pub fn text_of(&self, file: u16) -> Arc<str> {
        Arc::clone(&self.0[usize::from(file)].1)
    }
}
