//! Payments, credit notes, write-offs: what each pays, in which order, and what waits as a credit.

use super::money;
use crate::case::{Case, Part, Payment, PaymentKind};
use crate::ledger::{Ledger, Row};
use crate::money::Money;

/// Returns the sentences that explain what lowers the debt.
pub(super) fn reasons(case: &Case, ledger: &Ledger, row: &Row) -> Vec<String> {
    let Some(payment) = row.entry.and_then(|entry| case.payments.get(entry)) else { return Vec::new() };
    match &row.invoice {
        Some(number) => pays(case, ledger, row, payment, number),
        None if row.amount < Money::ZERO => vec![waits(row, payment, case)],
        None => vec![format!("the credit of {} is used for what is open now", payment.date)],
    }
}

fn pays(case: &Case, ledger: &Ledger, row: &Row, payment: &Payment, number: &str) -> Vec<String> {
    let Some(split) = row.split else { return Vec::new() };
    let parts = order(case, payment.kind).map(|part| match part {
        Part::Costs => (split.costs, "costs"),
        Part::Interest => (split.interest, "interest"),
        Part::Principal => (split.principal, "principal"),
    });
    let paid = parts.iter().filter(|(amount, _)| !amount.is_zero());
    let paid: Vec<String> = paid.map(|(amount, name)| format!("{} of {name}", money(ledger, *amount))).collect();
    let why = match &payment.invoice {
        Some(own) if own == number => "it is for this invoice",
        Some(_) => "it is what the invoice it is for left over",
        None => "the oldest due day is paid first",
    };
    vec![format!("pays {}; {why}; inside an invoice {}", paid.join(", "), parts.map(|(_, name)| name).join(", then "))]
}

/// Returns the order inside an invoice: as agreed, but principal first for what is no money.
fn order(case: &Case, kind: PaymentKind) -> [Part; 3] {
    let mut order = case.terms.allocation.0;
    if kind != PaymentKind::Payment {
        order.sort_by_key(|part| *part != Part::Principal);
    }
    order
}

/// Returns why something waits as a credit.
fn waits(row: &Row, payment: &Payment, case: &Case) -> String {
    let meant = payment.invoice.as_deref().and_then(|number| case.invoice(number));
    match meant.filter(|invoice| invoice.issued > row.date) {
        Some(invoice) => {
            format!("waits as a credit for invoice {}, which is issued on {}", invoice.number, invoice.issued)
        }
        None => "more than is open on what was issued by then: it waits as a credit for the next invoice".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::row;

    const TERMS: &str = "{charges: [{interest: {annual: 36.5%}}, {amount: 40}]}";

    #[test]
    fn a_payment_says_what_it_pays_and_in_which_order() {
        assert_eq!(
            row(TERMS, "[{date: 2026-01-11, amount: 55}]", "2026-01-11", 4),
            "pays 40.00 of costs, 10.00 of interest, 5.00 of principal; the oldest due day is paid first; \
             inside an invoice costs, then interest, then principal"
        );
    }

    #[test]
    fn a_credit_note_lowers_principal_first() {
        let said = row(TERMS, "[{date: 2026-01-11, amount: 55, kind: credit-note, invoice: A}]", "2026-01-11", 4);
        assert_eq!(
            said,
            "pays 55.00 of principal; it is for this invoice; inside an invoice principal, then costs, then interest"
        );
    }

    #[test]
    fn what_is_left_over_waits_as_a_credit() {
        let said = row(TERMS, "[{date: 2026-01-11, amount: 2000}]", "2026-01-11", 5);
        assert_eq!(said, "more than is open on what was issued by then: it waits as a credit for the next invoice");
    }
}
