//! The fixed sum of a regime (design 5.4 and 5.8.14): once for each invoice on the day after the due day,
//! if principal is open at the end of the due day.

use chrono::NaiveDate;

use crate::law::regimes::Statute;
use crate::money::Money;

/// A fixed sum, and the open principal that chose its band where the regime has several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FixedSum {
    pub(super) sum: Money,
    pub(super) by_principal: Option<Money>,
}

/// Returns the fixed sum of the day after the due day for so much open principal; none where the regime has none.
pub(super) fn fixed_sum(statute: &Statute, day: NaiveDate, principal: Money) -> Option<FixedSum> {
    let provision = statute.on(day);
    let sum = provision.fixed_sum(principal)?;
    let by_principal = (provision.fixed_sums.len() > 1).then_some(principal);
    Some(FixedSum { sum, by_principal })
}

#[cfg(test)]
mod tests {
    use crate::ledger::row::RowKind;
    use crate::ledger::sample::{full, ledger, rows};

    fn sums(currency: &str, kind: &str, regime: &str, payments: &[&str]) -> Vec<String> {
        let terms = format!("payment: net 30, charges: [{{statutory: {regime}}}]");
        let case = full(currency, kind, &terms, &["issued: 2026-01-01"], payments);
        rows(&ledger(&case, "2026-03-01"), RowKind::FixedSum)
    }

    #[test]
    fn it_falls_once_on_the_day_after_the_due_day() {
        assert_eq!(sums("EUR", "business", "de-late-payment", &[]), ["2026-02-01 A 40.00"]);
    }

    #[test]
    fn the_british_band_is_the_principal_open_at_the_end_of_the_due_day() {
        assert_eq!(sums("GBP", "business", "uk-late-payment", &[]), ["2026-02-01 A 70.00"]);
        let paid = ["date: 2026-01-31, amount: 0.01"];
        assert_eq!(sums("GBP", "business", "uk-late-payment", &paid), ["2026-02-01 A 40.00"]);
    }

    #[test]
    fn what_is_paid_on_the_due_day_owes_none() {
        let paid = ["date: 2026-01-31, amount: 1000"];
        assert_eq!(sums("EUR", "business", "fr-late-payment", &paid), [""; 0]);
    }

    #[test]
    fn a_german_consumer_owes_none() {
        assert_eq!(sums("EUR", "consumer", "de-late-payment", &[]), [""; 0]);
    }
}
