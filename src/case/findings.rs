//! Gathers findings while a case is looked through.

use std::collections::HashSet;
use std::sync::Arc;

use super::finding::{Finding, Place, Texts};
use super::near;
use super::tree::Span;

/// The findings so far, and the texts they point into.
#[derive(Debug)]
pub struct Findings {
    texts: Texts,
    list: Vec<Finding>,
    comparisons: usize,
    /// Whether all was read: what is missing from a part that was passed over is not missing.
    pub whole: bool,
}

/// The most findings of a run; the rest is counted.
const MOST: usize = 1_000;

/// The most comparisons for `did you mean`: a file full of typing errors must not take minutes.
const COMPARISONS: usize = 100_000;

impl Default for Findings {
    fn default() -> Findings {
        Findings { texts: Texts::default(), list: Vec::new(), comparisons: COMPARISONS, whole: true }
    }
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

    /// Returns how many there are so far.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// Returns whether there is an error among them.
    pub fn any_error(&self) -> bool {
        self.list.iter().any(Finding::is_error)
    }

    /// Returns the known words nearest to this one, until the comparisons of a run are used up.
    pub fn nearest<'a>(&mut self, typed: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
        let known: Vec<&str> = known.into_iter().take(self.comparisons).collect();
        self.comparisons -= known.len();
        near::nearest(typed, known)
    }

    /// Returns the question whether one of the known words was meant.
    pub fn meant<'a>(&mut self, typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
        near::question(&self.nearest(typed, known))
    }

    /// Returns the texts and the findings by place, the case before its shared file, each once: an alias
    /// repeats what it stands for.
    pub fn into_parts(self) -> (Texts, Vec<Finding>) {
        let (texts, mut list) = (self.texts, self.list);
        let mut seen = HashSet::new();
        list.retain(|finding| seen.insert(finding.clone()));
        // stable: findings of one place keep the order of the checks
        list.sort_by_key(|finding| finding.place.as_ref().map(|place| (texts.number(&place.file), place.start)));
        cut(&mut list);
        (texts, list)
    }
}

/// Keeps the first findings and says how many more there are.
fn cut(list: &mut Vec<Finding>) {
    let more = list.len().saturating_sub(MOST);
    if more > 0 {
        list.sort_by_key(|finding| finding.severity);
        list.truncate(MOST);
        let message = format!("{more} more findings are not listed");
        list.push(Finding::error("too-many-findings", None, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_full_of_typing_errors_is_compared_up_to_a_limit() {
        let (mut found, looked) = (Findings::default(), std::cell::Cell::new(0));
        let known = || std::iter::repeat_n("issued", 40).inspect(|_| looked.set(looked.get() + 1));
        assert_eq!(found.nearest("isued", known()).len(), 3);
        for _ in 0..3_000 {
            found.nearest("isued", known());
        }
        assert_eq!(looked.get(), COMPARISONS);
        assert_eq!(found.meant("isued", known()), None);
    }
}
