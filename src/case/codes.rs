//! A paragraph for each code of a finding, for `pastdue explain`.

use std::sync::LazyLock;

static EXPLANATIONS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| sections(include_str!("codes.md")).collect());

/// Returns each code of such a text with its paragraph.
pub fn sections(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let sections = text.split("\n## ").skip(1);
    sections.filter_map(|section| section.split_once('\n')).map(|(code, words)| (code.trim(), words.trim()))
}

/// Returns what a code means and what to do about it; `None` for a code that is not a finding's.
pub fn explain(code: &str) -> Option<&'static str> {
    EXPLANATIONS.iter().find(|(known, _)| *known == code).map(|(_, words)| *words)
}

/// Returns every code of a finding, in the order in which they are explained.
pub fn all() -> impl Iterator<Item = &'static str> {
    EXPLANATIONS.iter().map(|(code, _)| *code)
}
