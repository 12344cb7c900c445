//! What is in dispute and shown apart (design 5.8.4).
//!
//! Nothing is reckoned differently: a dispute only sets part of what is open aside.

use chrono::NaiveDate;

use super::LedgerError;
use super::exact::Exact;
use crate::case::Dispute;
use crate::money::{Currency, Money, Rounding};

/// How much of what is open on an invoice is in dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disputed {
    Nothing,
    All,
    /// So much of so much open principal, and the same fraction of all else.
    Part {
        of_principal: Money,
        principal: Money,
    },
}

impl Disputed {
    /// Returns what is in dispute on the day of an invoice with so much open principal.
    pub(super) fn on(dispute: Option<&Dispute>, day: NaiveDate, principal: Money) -> Disputed {
        let Some(dispute) = dispute.filter(|dispute| dispute.is_open(day)) else { return Disputed::Nothing };
        let Some(amount) = dispute.amount else { return Disputed::All };
        let of_principal = amount.min(principal);
        if of_principal.is_positive() { Disputed::Part { of_principal, principal } } else { Disputed::Nothing }
    }

    /// Returns the disputed share of a part of what is open, rounded half up.
    pub(super) fn share(self, part: Money, currency: Currency) -> Result<Money, LedgerError> {
        match self {
            Disputed::Nothing => Ok(Money::ZERO),
            Disputed::All => Ok(part),
            Disputed::Part { of_principal, principal } => {
                let share = Exact::of(part)?.times(of_principal.units())?.divided_by(principal)?;
                Ok(Money::exact(share.decimal()?).round(currency, Rounding::HalfUp))
            }
        }
    }

    /// Returns what remains of a part when its share is set aside.
    pub(super) fn remains(self, part: Money, currency: Currency) -> Result<Money, LedgerError> {
        Ok(part.minus(self.share(part, currency)?)?)
    }
}

#[cfg(test)]
mod tests {
    use crate::ledger::Ledger;
    use crate::ledger::sample::{full, ledger};

    const TERMS: &str = "charges: [{interest: {annual: 36.5%}}, {amount: 40}]";

    fn disputed(dispute: &str, as_of: &str) -> Ledger {
        let invoice = format!("issued: 2026-01-01, disputed: {{{dispute}}}");
        ledger(&full("USD", "business", TERMS, &[&invoice], &[]), as_of)
    }

    fn figures(ledger: &Ledger) -> [String; 6] {
        let figures =
            [ledger.principal, ledger.interest, ledger.costs, ledger.total_due, ledger.disputed, ledger.per_day];
        figures.map(|figure| figure.plain(ledger.currency))
    }

    #[test]
    fn without_an_amount_all_that_is_open_is_disputed() {
        let ledger = disputed("since: 2026-01-05", "2026-01-11");
        assert_eq!(figures(&ledger), ["0.00", "0.00", "0.00", "0.00", "1050.00", "0.00"]);
        assert_eq!(ledger.ageing.to_30.plain(ledger.currency), "0.00");
    }

    #[test]
    fn with_an_amount_the_same_fraction_of_interest_and_costs_is_disputed() {
        let ledger = disputed("since: 2026-01-05, amount: 333.33", "2026-01-11");
        assert_eq!(figures(&ledger), ["666.67", "6.67", "26.67", "700.01", "349.99", "0.67"]);
    }

    #[test]
    fn no_more_than_the_open_principal_can_be_disputed() {
        let ledger = disputed("since: 2026-01-05, amount: 5000", "2026-01-11");
        assert_eq!(figures(&ledger)[3..5], ["0.00", "1050.00"]);
    }

    #[test]
    fn a_dispute_is_open_from_its_day_until_the_day_before_it_is_resolved() {
        let open = |as_of: &str| disputed("since: 2026-01-05, resolved: 2026-01-08", as_of).disputed.is_positive();
        assert_eq!(["2026-01-04", "2026-01-05", "2026-01-07", "2026-01-08"].map(open), [false, true, true, false]);
    }

    #[test]
    fn rows_are_reckoned_as_though_there_were_no_dispute() {
        let without = ledger(&full("USD", "business", TERMS, &["issued: 2026-01-01"], &[]), "2026-01-11");
        assert_eq!(disputed("since: 2026-01-05", "2026-01-11").rows, without.rows);
    }
}
