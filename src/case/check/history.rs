//! The history: nothing from the future, a promise where one was made, documents we know.

use chrono::NaiveDate;

use super::super::characters::shown;
use super::super::findings::Findings;
use super::super::tree::Node;
use super::day;

/// The documents that can be sent, by their names in `out`.
const DOCUMENTS: [&str; 5] = ["call", "demand", "statement", "plan", "confirmation"];

/// Looks at every entry.
pub fn check(case: &Node, as_of: Option<NaiveDate>, found: &mut Findings) {
    for entry in case.list("history") {
        promised(entry, found);
        document(entry, found);
        if let Some(as_of) = as_of {
            after(entry, as_of, found);
        }
    }
}

fn promised(entry: &Node, found: &mut Findings) {
    let Some(outcome) = entry.get("outcome").filter(|outcome| outcome.text() == Some("promised")) else { return };
    if entry.entry("promise").is_none() {
        found
            .error("promise-missing", outcome.span, "the outcome is `promised`, but no promise is recorded")
            .hint("add `promise: {amount: 1200.00, by: 2026-06-05}`, or write `spoke`");
    }
}

fn document(entry: &Node, found: &mut Findings) {
    let Some((text, value)) = entry.get("document").and_then(|value| Some((value.text()?, value))) else { return };
    if DOCUMENTS.contains(&text) {
        return;
    }
    if let Some(meant) = found.meant(text, DOCUMENTS) {
        let message = format!("`{}` is none of the documents that a step counts", shown(text));
        found.warning("unknown-document", value.span, message).hint(meant);
    }
}

fn after(entry: &Node, as_of: NaiveDate, found: &mut Findings) {
    let Some(date) = day(entry, "date").filter(|date| *date > as_of) else { return };
    let Some(value) = entry.get("date") else { return };
    found
        .warning(
            "history-after-as-of",
            value.span,
            format!("this entry is dated {date}, after {as_of}; it does not count"),
        )
        .hint("is the year right?");
}
