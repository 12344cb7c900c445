//! An entry that was added to a history, and what is next, for a terminal and as JSON.

use std::path::Path;

use serde_json::{Value, json};

use super::next;
use crate::case::Case;
use crate::strategy::Plan;

/// The version of the JSON form.
const SCHEMA: u32 = 1;

/// An entry that was added, or would be.
#[derive(Debug, Clone, Copy)]
pub struct Added<'a> {
    /// The case file.
    pub file: &'a Path,
    /// The line on which the entry begins.
    pub line: usize,
    /// Its lines, as they stand in the file.
    pub lines: &'a str,
    /// Whether it was written.
    pub written: bool,
    /// The documents that were made with it, each with what became of it.
    pub documents: &'a [(String, &'static str)],
}

/// Returns where the entry stands, its lines, and what is next in one line.
pub fn text(added: &Added, case: &Case, plan: &Plan) -> String {
    let what = if added.written { "added" } else { "would add" };
    let lines = added.lines.replace('\r', "");
    let documents = added.documents.iter().map(|(path, outcome)| format!("{outcome:<8} {path}\n")).collect::<String>();
    format!("{what} to {}, line {}:\n{lines}\n{documents}{}", added.file.display(), added.line, next::line(case, plan))
}

/// Returns the same as JSON, with the whole answer of `pastdue next` under `next`.
pub fn json(added: &Added, case: &Case, plan: &Plan) -> Value {
    json!({
        "schema": SCHEMA,
        "case": case.id,
        "file": added.file.to_string_lossy(),
        "line": added.line,
        "added": added.lines.replace('\r', ""),
        "written": added.written,
        "documents": added.documents.iter().map(|(path, outcome)| json!({"path": path, "outcome": outcome})).collect::<Vec<_>>(),
        "next": next::json(case, plan),
    })
}
