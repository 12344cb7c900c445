//! What is in dispute (design 5.8.4): shown apart, and not demanded.

use chrono::NaiveDate;

use super::LedgerError;
use super::debt::Debt;
use super::exact::Exact;
use crate::money::{Currency, Money, Rounding};

/// The share of an invoice that is in dispute: disputed principal over open principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    None,
    All,
    Part { disputed: Money, principal: Money },
}

/// Returns the share in dispute at the end of the day.
pub(super) fn share(debt: &Debt<'_>, as_of: NaiveDate) -> Share {
    match debt.invoice.disputed.as_ref().filter(|dispute| dispute.is_open(as_of)) {
        None => Share::None,
        Some(dispute) => match dispute.amount {
            None => Share::All,
            Some(_) if debt.principal.is_zero() => Share::None,
            Some(amount) => Share::Part { disputed: amount.min(debt.principal), principal: debt.principal },
        },
    }
}

impl Share {
    /// Returns the part of an amount that is in dispute, rounded half-up.
    pub(super) fn of(self, amount: Money, currency: Currency) -> Result<Money, LedgerError> {
        match self {
            Share::None => Ok(Money::ZERO),
            Share::All => Ok(amount),
            Share::Part { disputed, principal } => {
                let exact = Exact::of(amount)?.times(disputed.units())?.parted(principal)?;
                Ok(Money::exact(exact.decimal()?).round(currency, Rounding::HalfUp))
            }
        }
    }

    /// Returns what remains of a base of interest, exactly.
    pub(super) fn remaining(self, base: Money) -> Result<Exact, LedgerError> {
        match self {
            Share::None => Ok(Exact::of(base)?),
            Share::All => Ok(Exact::ZERO),
            Share::Part { disputed, principal } => {
                let rest = principal.minus(disputed)?;
                Ok(Exact::of(base)?.times(rest.units())?.parted(principal)?)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::ledger::sample::{case, ledger};

    const TERMS: &str = "charges: [{interest: {annual: 36.5%}}]";

    #[test]
    fn a_dispute_without_an_amount_takes_all_that_is_open() {
        let ledger = ledger(&case(TERMS, "issued: 2026-01-01, disputed: {since: 2026-01-05}"), "2026-01-11");
        assert_eq!((ledger.disputed, ledger.total_due), ("1010.00".parse().unwrap(), "0".parse().unwrap()));
        assert_eq!(ledger.per_day, "0".parse().unwrap());
    }

    #[test]
    fn a_dispute_of_a_part_takes_the_same_fraction_of_interest() {
        let disputed = "amount: 1000.00, issued: 2026-01-01, disputed: {since: 2026-01-05, amount: 250}";
        let ledger = ledger(&case(TERMS, disputed), "2026-01-11");
        assert_eq!((ledger.disputed, ledger.total_due), ("252.50".parse().unwrap(), "757.50".parse().unwrap()));
        assert_eq!(ledger.per_day, "0.75".parse().unwrap());
    }

    #[test]
    fn a_dispute_counts_from_its_day_until_the_day_it_is_resolved() {
        let disputed = case(TERMS, "issued: 2026-01-01, disputed: {since: 2026-01-05, resolved: 2026-01-09}");
        let amounts = ["2026-01-04", "2026-01-05", "2026-01-08", "2026-01-09"]
            .map(|day| ledger(&disputed, day).disputed.is_positive());
        assert_eq!(amounts, [false, true, true, false]);
    }
}
