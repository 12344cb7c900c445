//! Payments: each is for an invoice there is, stands once, and falls into the time of the debt.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::super::findings::Findings;
use super::super::tree::{Node, Span};
use super::{day, invoice, money};

/// Looks at every payment.
pub fn check(case: &Node, as_of: Option<NaiveDate>, found: &mut Findings) {
    let known = invoice::numbers("payment-unknown-invoice", case);
    for payment in case.list("payments") {
        known.must_hold(payment.get("invoice"), found);
    }
    equal(case.list("payments"), found);
    before_the_first_invoice(case, found);
    if let Some(as_of) = as_of {
        after(case.list("payments"), as_of, found);
    }
}

fn equal(payments: &[Node], found: &mut Findings) {
    let mut seen: FxHashMap<_, Span> = FxHashMap::default();
    for payment in payments {
        let (Some(date), Some(amount)) = (day(payment, "date"), money(payment, "amount")) else { continue };
        let kind = payment.text_of("kind").unwrap_or("payment");
        let key = (date, amount, payment.text_of("invoice"), kind);
        match seen.get(&key) {
            None => {
                seen.insert(key, payment.span);
            }
            Some(first) => {
                let first = found.place(*first);
                let what = kind.replace('-', " ");
                found
                    .warning(
                        "equal-payments",
                        payment.span,
                        format!("a {what} with the same day, amount and invoice stands here again"),
                    )
                    .see(first, "the first one")
                    .hint("if it was entered twice, remove one");
            }
        }
    }
}

fn before_the_first_invoice(case: &Node, found: &mut Findings) {
    let Some(first) = case.list("invoices").iter().filter_map(|invoice| day(invoice, "issued")).min() else { return };
    for payment in case.list("payments") {
        let Some(date) = day(payment, "date").filter(|date| *date < first) else { continue };
        let Some(value) = payment.get("date") else { continue };
        found
            .warning(
                "payment-before-first-invoice",
                value.span,
                format!("this is dated {date}, before the first invoice was issued, on {first}"),
            )
            .hint("it waits as a credit until then; is the year right?");
    }
}

fn after(payments: &[Node], as_of: NaiveDate, found: &mut Findings) {
    for payment in payments {
        let Some(date) = day(payment, "date").filter(|date| *date > as_of) else { continue };
        let Some(value) = payment.get("date") else { continue };
        found
            .warning(
                "payment-after-as-of",
                value.span,
                format!("this is dated {date}, after {as_of}; it does not count yet"),
            )
            .hint("is the year right?");
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::trial::{SMALL, codes_with, loaded_on};

    #[test]
    fn payments_are_equal_in_day_amount_invoice_and_kind() {
        let two = |second: &str| codes_with(&format!("payments: [{{date: 2026-06-03, amount: 5.00}}, {second}]\n"));
        assert_eq!(two("{date: 2026-06-03, amount: 5}"), ["equal-payments"]);
        assert!(two("{date: 2026-06-04, amount: 5}").is_empty());
        assert!(two("{date: 2026-06-03, amount: 5, invoice: N1}").is_empty());
        assert!(two("{date: 2026-06-03, amount: 5, kind: credit-note}").is_empty());
    }

    #[test]
    fn a_payment_on_the_first_day_of_issue_is_in_time() {
        let on = |day: &str| codes_with(&format!("payments: [{{date: {day}, amount: 5.00}}]\n"));
        assert!(on("2026-04-29").is_empty());
        assert_eq!(on("2026-04-28"), ["payment-before-first-invoice"]);
    }

    #[test]
    fn a_payment_of_the_day_itself_counts() {
        let text = format!("{SMALL}payments: [{{date: 2026-06-03, amount: 5.00}}]\n");
        let codes = |day: &str| loaded_on(&text, day.parse().ok()).findings().len();
        assert_eq!((codes("2026-06-03"), codes("2026-06-02")), (0, 1));
    }
}
