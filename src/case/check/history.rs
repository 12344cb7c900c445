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

#[cfg(test)]
mod tests {
    use super::super::super::trial::{SMALL, codes_with, loaded_on};

    fn codes(entry: &str) -> Vec<&'static str> {
        codes_with(&format!("history: [{{date: 2026-05-14, channel: call, {entry}}}]\n"))
    }

    #[test]
    fn a_promise_made_is_a_promise_recorded() {
        assert_eq!(codes("outcome: promised"), ["promise-missing"]);
        assert!(codes("outcome: promised, promise: {amount: 5.00, by: 2026-05-20}").is_empty());
        assert!(codes("outcome: spoke, promise: {amount: 5.00, by: 2026-05-20}").is_empty());
    }

    #[test]
    fn a_document_of_your_own_is_fine_and_a_mistyped_one_is_not() {
        assert!(codes("outcome: sent, document: delivery note").is_empty());
        assert_eq!(codes("outcome: sent, document: Demand"), ["unknown-document"]);
    }

    #[test]
    fn an_entry_of_the_day_itself_counts() {
        let text = format!("{SMALL}history: [{{date: 2026-05-14, channel: call, outcome: spoke}}]\n");
        let codes = |day: &str| loaded_on(&text, day.parse().ok()).findings().len();
        assert_eq!((codes("2026-05-14"), codes("2026-05-13")), (0, 1));
    }
}
