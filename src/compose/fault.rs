//! What can be wrong with a template, with its place.

use std::fmt;

use tera::ErrorKind;

use super::capped::OUTPUT_LIMIT;
use super::limits;

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// Its name, as in `en/demand.md`.
    pub template: String,
    /// The line and column in it, from 1.
    pub place: Option<(usize, usize)>,
    /// What is wrong, in one sentence.
    pub text: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some((line, _)) => write!(f, "template `{}`, line {line}: {}", self.template, self.text),
            None => write!(f, "template `{}`: {}", self.template, self.text),
        }
    }
}

impl std::error::Error for TemplateFault {}

impl TemplateFault {
    pub(super) fn new(template: &str, text: impl Into<String>) -> TemplateFault {
        TemplateFault { template: template.to_owned(), place: None, text: text.into(), hint: None }
    }

    #[must_use]
    pub(super) fn hint(mut self, hint: impl Into<String>) -> TemplateFault {
        self.hint = Some(hint.into());
        self
    }

    /// Reads the engine's report: its first line is the sentence, and one line names the place.
    pub(super) fn from_engine(template: &str, fault: &tera::Error) -> TemplateFault {
        let report = fault.to_string();
        let text = report.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        let named = report.lines().find_map(|line| place(line.trim_start().strip_prefix("--> ")?));
        let (template, place) = match named {
            Some((name, at)) => (name, Some(at)),
            None => (template, None),
        };
        let hint = limits::stopped(&text).then(|| "a template may not loop without end".to_owned());
        let text = match fault.kind() {
            ErrorKind::Io(_) => format!("its output grows beyond {} MiB", OUTPUT_LIMIT >> 20),
            _ => lower_first(&text),
        };
        TemplateFault { template: template.to_owned(), place, text, hint }
    }
}

/// Reads `name:line:column`.
fn place(text: &str) -> Option<(&str, (usize, usize))> {
    let mut parts = text.trim().rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some((parts.next()?, (line, column)))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_lowercase).collect();
    first + chars.as_str()
}
