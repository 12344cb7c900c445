//! Invoices: a number stands once, and none falls due before it was issued.

use super::super::characters::shown;
use super::super::findings::Findings;
use super::super::tree::Node;
use super::{Names, day, repeated};

/// Looks at the invoices and at the history that names them.
pub fn check(case: &Node, found: &mut Findings) {
    let invoices = case.list("invoices");
    repeated::check("repeated-invoice", "invoice", invoices, "number", found);
    for invoice in invoices {
        due(invoice, found);
        received(invoice, found);
    }
    let known = numbers("unknown-invoice", case);
    for discussed in case.list("history").iter().flat_map(|entry| entry.list("discussed")) {
        known.must_hold(Some(discussed), found);
    }
}

/// Returns the numbers of the invoices, for what names one.
pub(super) fn numbers<'t>(code: &'static str, case: &'t Node) -> Names<'t> {
    Names::new(
        code,
        "invoice",
        "number",
        case.list("invoices").iter().filter_map(|invoice| invoice.text_of("number")).collect(),
    )
}

fn due(invoice: &Node, found: &mut Findings) {
    let (Some(issued), Some(due), Some(value)) = (day(invoice, "issued"), day(invoice, "due"), invoice.get("due"))
    else {
        return;
    };
    if due < issued {
        let number = shown(invoice.text_of("number").unwrap_or(""));
        let finding = found.error(
            "due-before-issue",
            value.span,
            format!("invoice `{number}` is due on {due}, before it was issued on {issued}"),
        );
        finding.hint("is the year right?");
    }
}

fn received(invoice: &Node, found: &mut Findings) {
    let (Some(issued), Some(received)) = (day(invoice, "issued"), day(invoice, "received")) else { return };
    let Some(value) = invoice.get("received").filter(|_| received < issued) else { return };
    let number = shown(invoice.text_of("number").unwrap_or(""));
    found
        .warning(
            "received-before-issue",
            value.span,
            format!("invoice `{number}` was received on {received}, before the day it bears, {issued}"),
        )
        .hint("is the year right?");
}

#[cfg(test)]
mod tests {
    use super::super::super::trial::{SMALL, codes_with, loaded};

    #[test]
    fn an_invoice_may_fall_due_on_the_day_it_was_issued() {
        let due = |day: &str| {
            let text = SMALL.replace("amount:", &format!("due: {day}, amount:"));
            loaded(&text).findings().iter().map(|finding| finding.code).collect::<Vec<_>>()
        };
        assert!(due("2026-04-29").is_empty());
        assert_eq!(due("2026-04-28"), ["due-before-issue"]);
    }

    #[test]
    fn numbers_are_held_against_each_other_as_typed() {
        let entry = |number: &str| {
            codes_with(&format!(
                "history: [{{date: 2026-05-14, channel: call, outcome: spoke, discussed: [{number}]}}]\n"
            ))
        };
        assert!(entry("N1").is_empty());
        assert_eq!(entry("n1"), ["unknown-invoice"]);
    }
}
