//! The limits of a late fee (design 5.3): minimum, maximum, and a cap over the life of the rule on one invoice.

use super::LedgerError;
use super::basis::Limit;
use super::exact::Exact;
use crate::case::{Amount, Fee};
use crate::money::Money;

/// Returns the charge after its limits, still unrounded, and the limit that set it.
///
/// The order is minimum, maximum, cap; the cap leaves what earlier charges have not used.
pub(super) fn limited(
    fee: &Fee,
    computed: Money,
    charged: Money,
    issued: Money,
) -> Result<(Money, Option<Limit>), LedgerError> {
    let mut charge = (computed, None);
    if let Some(minimum) = fee.minimum.filter(|minimum| charge.0 < *minimum) {
        charge = (minimum, Some(Limit::Minimum));
    }
    if let Some(maximum) = fee.maximum.filter(|maximum| charge.0 > *maximum) {
        charge = (maximum, Some(Limit::Maximum));
    }
    let left = fee.cap.map(|cap| left_of(cap, charged, issued)).transpose()?;
    if let Some(left) = left.filter(|left| charge.0 > *left) {
        charge = (left, Some(Limit::Cap));
    }
    Ok(charge)
}

fn left_of(cap: Amount, charged: Money, issued: Money) -> Result<Money, LedgerError> {
    let whole = match cap {
        Amount::Money(sum) => sum,
        Amount::Percent(percent) => Money::exact(Exact::share(issued, percent)?.decimal()?),
    };
    Ok(whole.minus(charged)?.max(Money::ZERO))
}

#[cfg(test)]
mod tests {
    use crate::ledger::row::RowKind;
    use crate::ledger::sample::{case, ledger, rows};

    fn fees(keys: &str) -> Vec<String> {
        let terms = format!("charges: [{{percent: 1%, every: month, {keys}}}]");
        let rows = rows(&ledger(&case(&terms, "issued: 2026-01-01"), "2026-04-10"), RowKind::Fee);
        rows.iter().map(|row| row.rsplit(' ').next().unwrap().to_owned()).collect()
    }

    #[test]
    fn a_minimum_lifts_and_a_maximum_lowers_each_charge() {
        assert_eq!(fees("minimum: 12.50"), ["12.50", "12.50", "12.50", "12.50"]);
        assert_eq!(fees("maximum: 7.00"), ["7.00", "7.00", "7.00", "7.00"]);
    }

    #[test]
    fn the_maximum_is_applied_after_the_minimum() {
        assert_eq!(fees("minimum: 20.00, maximum: 15.00")[0], "15.00");
    }

    #[test]
    fn the_last_charge_under_a_cap_takes_what_is_left_of_it() {
        assert_eq!(fees("cap: 25.00"), ["10.00", "10.00", "5.00"]);
        assert_eq!(fees("cap: 2.5%"), ["10.00", "10.00", "5.00"]);
    }

    #[test]
    fn a_cap_goes_before_a_minimum() {
        assert_eq!(fees("minimum: 20.00, cap: 30.00"), ["20.00", "10.00"]);
    }
}
