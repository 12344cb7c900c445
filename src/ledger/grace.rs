//! Days of grace (design 5.2 and 5.8.10): a threshold that must be passed, or a shift that frees days for good.

use chrono::NaiveDate;

use crate::calendar::plus_days;
use crate::case::Grace;

/// From when interest runs, and from when it is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    /// The eve of the first interest day; anniversaries count from it.
    pub(super) eve: NaiveDate,
    /// Nothing is charged until this day is over.
    pub(super) silent_until: NaiveDate,
}

/// Returns from when interest runs on an invoice.
///
/// A threshold, once passed, charges from the day after the due day; a shift from the day after its days.
pub(super) fn start(grace: Grace, after_days: u32, due: NaiveDate) -> Start {
    let over = plus_days(due, i64::from(after_days));
    match grace {
        Grace::Threshold => Start { eve: due, silent_until: over },
        Grace::Shift => Start { eve: over, silent_until: over },
    }
}

#[cfg(test)]
mod tests {
    use crate::ledger::row::RowKind;
    use crate::ledger::sample::{case, full, ledger, rows};

    fn interest(grace: &str, as_of: &str) -> Vec<String> {
        let terms = format!("charges: [{{interest: {{annual: 36.5%}}, after_days: 10, grace: {grace}}}]");
        rows(&ledger(&case(&terms, "issued: 2026-01-01"), as_of), RowKind::Interest)
    }

    #[test]
    fn a_threshold_once_passed_charges_from_the_day_after_the_due_day() {
        assert_eq!(interest("threshold", "2026-01-11"), [""; 0]);
        assert_eq!(interest("threshold", "2026-01-12"), ["2026-01-12 A 11.00"]);
    }

    #[test]
    fn a_shift_frees_its_days_for_good() {
        assert_eq!(interest("shift", "2026-01-11"), [""; 0]);
        assert_eq!(interest("shift", "2026-01-12"), ["2026-01-12 A 1.00"]);
    }

    #[test]
    fn what_was_paid_within_the_threshold_bears_no_interest() {
        let terms = "charges: [{interest: {annual: 36.5%}, after_days: 10}]";
        let paid = full("USD", "business", terms, &["issued: 2026-01-01"], &["date: 2026-01-11, amount: 400"]);
        assert_eq!(rows(&ledger(&paid, "2026-01-12"), RowKind::Interest), ["2026-01-12 A 6.60"]);
    }
}
