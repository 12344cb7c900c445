//! What is paid and not used: it waits, and pays on the next issue day (design 5.8.11).

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use chrono::NaiveDate;

use super::LedgerError;
use crate::money::Money;

/// The order in which credits are used: by payment day, then file order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) date: NaiveDate,
    /// The place of the entry in the file.
    pub(super) entry: usize,
}

/// A credit that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Waiting {
    pub(super) amount: Money,
    /// The number of the invoice it is kept for, until that one is issued.
    pub(super) held_for: Option<String>,
}

/// All credits that wait.
#[derive(Debug, Default)]
pub(super) struct Credits {
    /// For whatever is issued next.
    free: BTreeMap<Key, Waiting>,
    /// For one invoice that is not yet issued.
    held: HashMap<String, BTreeMap<Key, Waiting>>,
    /// The sum of all that waits.
    pub(super) total: Money,
}

impl Credits {
    /// Lets a credit wait; nothing does not wait.
    pub(super) fn keep(&mut self, key: Key, credit: Waiting) -> Result<(), LedgerError> {
        if credit.amount.is_positive() {
            self.total = self.total.plus(credit.amount)?;
            let place = match &credit.held_for {
                Some(number) => self.held.entry(number.clone()).or_default(),
                None => &mut self.free,
            };
            place.insert(key, credit);
        }
        Ok(())
    }

    /// Frees what was kept for the invoice.
    pub(super) fn issue(&mut self, number: &str) {
        let kept = self.held.remove(number).unwrap_or_default();
        self.free.extend(kept.into_iter().map(|(key, credit)| (key, Waiting { held_for: None, ..credit })));
    }

    /// Removes the first credit that may be used, in order, after the one of `last`.
    pub(super) fn take_after(&mut self, last: Option<Key>) -> Result<Option<(Key, Waiting)>, LedgerError> {
        let after = last.map_or(Bound::Unbounded, Bound::Excluded);
        let Some(key) = self.free.range((after, Bound::Unbounded)).next().map(|(key, _)| *key) else { return Ok(None) };
        let Some(credit) = self.free.remove(&key) else { return Ok(None) };
        self.total = self.total.minus(credit.amount)?;
        Ok(Some((key, credit)))
    }
}

#[cfg(test)]
mod tests {
    use crate::ledger::row::RowKind;
    use crate::ledger::sample::{full, ledger, rows};

    fn payments(invoices: &[&str], payments: &[&str], as_of: &str) -> (String, Vec<String>) {
        let ledger = ledger(&full("USD", "business", "payment: net 30", invoices, payments), as_of);
        (ledger.credit.plain(ledger.currency), rows(&ledger, RowKind::Payment))
    }

    #[test]
    fn a_surplus_waits_and_pays_on_the_next_issue_day() {
        let invoices = ["issued: 2026-01-05", "issued: 2026-01-20"];
        let (credit, rows) = payments(&invoices, &["date: 2026-01-10, amount: 1200"], "2026-01-20");
        assert_eq!(credit, "0.00");
        assert_eq!(
            rows,
            ["2026-01-10 A -1000.00", "2026-01-10 - -200.00", "2026-01-20 - 200.00", "2026-01-20 B -200.00"]
        );
    }

    #[test]
    fn a_payment_for_an_invoice_not_yet_issued_waits_for_it_though_others_are_open() {
        let invoices = ["issued: 2026-01-05", "issued: 2026-01-12", "issued: 2026-01-20"];
        let (credit, rows) = payments(&invoices, &["date: 2026-01-10, amount: 1200, invoice: C"], "2026-01-25");
        assert_eq!(credit, "0.00");
        assert_eq!(
            rows,
            ["2026-01-10 - -1200.00", "2026-01-20 - 1200.00", "2026-01-20 C -1000.00", "2026-01-20 A -200.00"]
        );
    }

    #[test]
    fn credits_are_used_before_that_days_payments_the_oldest_payment_first() {
        let invoices = ["issued: 2026-01-20"];
        let paid = [
            "date: 2026-01-20, amount: 700",
            "date: 2026-01-02, amount: 500, method: wire",
            "date: 2026-01-01, amount: 300",
        ];
        let (credit, rows) = payments(&invoices, &paid, "2026-01-20");
        assert_eq!(credit, "500.00");
        assert_eq!(
            rows[2..],
            [
                "2026-01-20 - 300.00",
                "2026-01-20 A -300.00",
                "2026-01-20 - 500.00",
                "2026-01-20 A -500.00",
                "2026-01-20 A -200.00",
                "2026-01-20 - -500.00"
            ]
        );
    }

    #[test]
    fn a_credit_kept_for_an_invoice_of_after_the_day_is_a_credit_still() {
        let invoices = ["issued: 2026-01-05", "issued: 2026-03-01"];
        let (credit, _) = payments(&invoices, &["date: 2026-01-10, amount: 100, invoice: B"], "2026-01-25");
        assert_eq!(credit, "100.00");
    }
}
