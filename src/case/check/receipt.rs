//! Days of receipt: where a rule counts from one that is not there, the day of issue serves, and is said to.

use super::super::characters::shown;
use super::super::findings::Findings;
use super::super::tree::Node;

/// Warns about each invoice without the day of receipt that a rule counts from.
pub fn check(case: &Node, found: &mut Findings) {
    let terms = case.get("terms");
    let payment = terms.and_then(|terms| terms.text_of("payment")).unwrap_or("on receipt");
    let due_counts = matches!(payment, "on receipt") || payment.ends_with("from receipt");
    let charges = terms.map_or(&[][..], |terms| terms.list("charges"));
    let fee_counts = charges.iter().any(|charge| charge.text_of("from") == Some("received"));
    for invoice in case.list("invoices") {
        let counts = fee_counts || (due_counts && invoice.get("due").is_none());
        if !counts || invoice.get("received").is_some() || invoice.get("issued").is_none() {
            continue;
        }
        let (number, span) = match invoice.get("number") {
            Some(value) => (shown(value.text().unwrap_or("")), value.span),
            None => continue,
        };
        found
            .warning("receipt-unknown", span, format!("invoice `{number}` has no `received`; its day of issue serves"))
            .hint("add the day on which the debtor received it");
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::trial::{SMALL, loaded};

    fn codes(terms: &str, more: &str) -> Vec<&'static str> {
        let text = SMALL.replace("received: 2026-05-01, ", more) + terms;
        loaded(&text).findings().iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn the_day_of_receipt_is_missed_where_something_counts_from_it() {
        assert_eq!(codes("", ""), ["receipt-unknown"]);
        assert_eq!(codes("terms: {payment: net 30 from receipt}\n", ""), ["receipt-unknown"]);
        assert_eq!(
            codes("terms: {payment: net 30, charges: [{amount: 5.00, from: received}]}\n", ""),
            ["receipt-unknown"]
        );
    }

    #[test]
    fn it_is_not_missed_where_nothing_does() {
        assert!(codes("terms: {payment: net 30}\n", "").is_empty());
        assert!(codes("", "due: 2026-05-29, ").is_empty());
    }
}
