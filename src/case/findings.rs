//! Gathers findings while a case is looked through.

use std::collections::HashSet;
use std::sync::Arc;

use super::finding::{Finding, Place, Texts};
use super::tree::Span;

/// The findings so far, and the texts they point into.
#[derive(Debug, Default)]
pub struct Findings {
    texts: Texts,
    list: Vec<Finding>,
}

impl Findings {
    /// Adds the text of a file and returns its number.
    pub fn add_text(&mut self, file: &str, text: &str) -> u16 {
        self.texts.add(file, text)
    }

    /// Returns the text of the file of this number.
    pub fn text_of(&self, file: u16) -> Arc<str> {
        self.texts.text_of(file)
    }

    /// Returns the place of a span.
    pub fn place(&self, span: Span) -> Place {
        self.texts.place(span)
    }

    /// Returns the characters of a span, as they stand in the file.
    pub fn raw(&self, span: Span) -> String {
        self.texts.text_of(span.file).get(span.start as usize..span.end as usize).unwrap_or("").to_owned()
    }

    /// Adds an error and returns it, for its hint.
    pub fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>) -> &mut Finding {
        let place = self.place(span);
        self.push(Finding::error(code, Some(place), message))
    }

    /// Adds a warning and returns it, for its hint.
    pub fn warning(&mut self, code: &'static str, span: Span, message: impl Into<String>) -> &mut Finding {
        let place = self.place(span);
        self.push(Finding::warning(code, Some(place), message))
    }

    /// Adds a finding and returns it.
    pub fn push(&mut self, finding: Finding) -> &mut Finding {
        self.list.push(finding);
        self.list.last_mut().expect("a finding was just added")
    }

    /// Returns whether there is an error among them.
    pub fn any_error(&self) -> bool {
        self.list.iter().any(Finding::is_error)
    }

    /// Returns the texts and the findings by place, each once: an alias repeats what it stands for.
    pub fn into_parts(self) -> (Texts, Vec<Finding>) {
        let mut seen = HashSet::new();
        let mut list = self.list;
        list.retain(|finding| seen.insert(finding.clone()));
        // stable: findings of one place keep the order of the checks
        list.sort_by(|a, b| a.place.cmp(&b.place));
        (self.texts, list)
    }
}
