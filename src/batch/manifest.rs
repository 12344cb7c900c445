//! The record of a batch: one JSON object a line, one line a case, in the order of the file names.

use serde_json::json;

use super::{Outcome, State};
use crate::report::status::json::line as json_line;

/// Returns the record. The same cases, day and version give the same bytes.
pub fn jsonl(outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    for outcome in outcomes {
        let (reason, words) = match &outcome.state {
            State::Nothing(code) => (Some(code.as_str()), None),
            State::Refused(code, words) | State::Failed(code, words) => (Some(code.as_str()), Some(words.as_str())),
            State::Made | State::Unchanged | State::Edited | State::NotReached => (None, None),
        };
        // a document made now and one that stood there already are the same document
        let state = if outcome.state == State::Unchanged { "made" } else { outcome.state.word() };
        let documents = outcome
            .documents
            .iter()
            .map(|document| json!({"path": document.path, "blake3": document.hash, "edited": document.is_edited()}));
        let warnings = outcome.warnings.iter().map(|warning| json!({"code": warning.code, "text": warning.text}));
        let line = json!({
            "schema": 1,
            "case": outcome.case,
            "file": outcome.file,
            "state": state,
            "reason": reason,
            "message": words,
            "remarks": outcome.remarks,
            "status": outcome.line.as_ref().map(json_line),
            "documents": documents.collect::<Vec<_>>(),
            "warnings": warnings.collect::<Vec<_>>(),
        });
        text.push_str(&line.to_string());
        text.push('\n');
    }
    text
}
