//! Late fees (design 5.3): when one is charged, and how much.

use chrono::NaiveDate;

use super::LedgerError;
use super::debt::Debt;
use super::exact::Exact;
use super::row::Limit;
use crate::calendar::{plus_days, plus_months};
use crate::case::{Amount, Anchor, Every, Fee, FeeBase, First};
use crate::money::{Currency, Money, Rounding};

/// A fee before it is written into the books.
pub(super) struct Due {
    pub amount: Money,
    pub base: Option<Money>,
    pub base_costs: Money,
    pub exact: rust_decimal::Decimal,
    pub limit: Option<Limit>,
}

/// Returns the day on which the fee is charged for the time after so many periods, counted from the
/// anchor: the day after the anchor, and after each whole period.
///
/// The anchor is the later of the due day and the day that many days after the one counted from.
pub(super) fn day(fee: &Fee, debt: &Debt<'_>, period: u32) -> Option<NaiveDate> {
    let from = match fee.from {
        Anchor::Due => debt.due,
        Anchor::Issued => debt.invoice.issued,
        Anchor::Received => debt.received,
    };
    let anchor = plus_days(from, i64::from(fee.after_days)).max(debt.due);
    let period = if fee.first == First::End { period.checked_add(1)? } else { period };
    let last_free = match fee.every {
        Every::Once => (period == 0).then_some(anchor)?,
        Every::Month => plus_months(anchor, period),
        Every::Days(days) => plus_days(anchor, i64::from(days).checked_mul(i64::from(period))?),
    };
    Some(plus_days(last_free, 1))
}

/// Returns the fee on what is open now: computed, raised to the minimum, cut to the maximum and the cap,
/// rounded half-up.
pub(super) fn charge(fee: &Fee, debt: &Debt<'_>, so_far: Money, currency: Currency) -> Result<Due, LedgerError> {
    let costs = if fee.of == FeeBase::BalanceWithCharges { debt.costs } else { Money::ZERO };
    let base = match fee.of {
        FeeBase::Invoice => debt.invoice.amount,
        FeeBase::Balance | FeeBase::BalanceWithCharges => debt.principal.plus(costs)?,
    };
    let (computed, base) = match fee.amount {
        Amount::Money(amount) => (amount, None),
        Amount::Percent(percent) => (Money::exact(Exact::share(base, percent)?.decimal()?), Some(base)),
    };
    let (mut value, mut limit) = (computed, None);
    let least = fee.minimum.filter(|minimum| value < *minimum);
    if let Some(minimum) = least {
        (value, limit) = (minimum, Some(Limit::Minimum));
    }
    if let Some(maximum) = fee.maximum.filter(|maximum| *maximum < value) {
        (value, limit) = (maximum, Some(Limit::Maximum));
    }
    if let Some(cap) = fee.cap {
        let room = left_under(cap, debt, so_far)?;
        if room < value {
            (value, limit) = (room, Some(Limit::Cap));
        }
    }
    let amount = value.round(currency, Rounding::HalfUp);
    Ok(Due { amount, base, base_costs: costs, exact: value.units().normalize(), limit })
}

/// Returns what the cap over the life of the rule still leaves.
fn left_under(cap: Amount, debt: &Debt<'_>, so_far: Money) -> Result<Money, LedgerError> {
    let most = match cap {
        Amount::Money(most) => most,
        Amount::Percent(percent) => Money::exact(Exact::share(debt.invoice.amount, percent)?.decimal()?),
    };
    Ok(most.minus(so_far)?.max(Money::ZERO))
}

#[cfg(test)]
mod tests {
    use crate::ledger::row::RowKind;
    use crate::ledger::sample::{case, full, ledger, rows};

    fn fees(rule: &str, as_of: &str) -> Vec<String> {
        rows(&ledger(&case(&format!("charges: [{{{rule}}}]"), "issued: 2026-01-31"), as_of), RowKind::Fee)
    }

    fn fees_after(payment: &str, as_of: &str) -> Vec<String> {
        let terms = "charges: [{percent: 5%, after_days: 30}]";
        rows(&ledger(&full("USD", "business", terms, &["issued: 2026-01-31"], &[payment]), as_of), RowKind::Fee)
    }

    #[test]
    fn a_fee_is_charged_on_the_first_day_that_is_more_than_so_many_days_later() {
        assert_eq!(fees("percent: 5%, after_days: 30", "2026-03-02"), [""; 0]);
        assert_eq!(fees("percent: 5%, after_days: 30", "2026-03-03"), ["2026-03-03 A 50.00"]);
    }

    #[test]
    fn a_payment_on_the_anchor_day_is_in_time_and_one_on_the_day_of_the_fee_is_not() {
        assert_eq!(fees_after("date: 2026-03-02, amount: 1000", "2026-04-01"), [""; 0]);
        assert_eq!(fees_after("date: 2026-03-03, amount: 1000", "2026-04-01"), ["2026-03-03 A 50.00"]);
        assert_eq!(fees_after("date: 2026-03-02, amount: 400", "2026-04-01"), ["2026-03-03 A 30.00"]);
    }

    #[test]
    fn monthly_fees_are_counted_from_the_anchor_and_clamp_at_month_ends() {
        let days = ["2026-02-01 A 10.00", "2026-03-01 A 10.00", "2026-04-01 A 10.00", "2026-05-01 A 10.00"];
        assert_eq!(fees("amount: 10, every: month", "2026-05-01"), days);
        assert_eq!(fees("amount: 10, every: month, first: end", "2026-05-01"), days[1..]);
    }

    #[test]
    fn minimum_maximum_and_cap_hold_in_this_order() {
        assert_eq!(fees("percent: 1%, minimum: 25", "2026-03-01"), ["2026-02-01 A 25.00"]);
        assert_eq!(fees("percent: 9%, maximum: 25", "2026-03-01"), ["2026-02-01 A 25.00"]);
        let daily = "amount: 40, every: {days: 1}, cap: 10%";
        assert_eq!(fees(daily, "2026-03-01"), ["2026-02-01 A 40.00", "2026-02-02 A 40.00", "2026-02-03 A 20.00"]);
    }

    #[test]
    fn a_fee_counted_from_issue_never_falls_before_the_due_day() {
        let rule = "payment: net 30, charges: [{amount: 10, from: issued, after_days: 5}]";
        assert_eq!(
            rows(&ledger(&case(rule, "issued: 2026-01-01"), "2026-03-01"), RowKind::Fee),
            ["2026-02-01 A 10.00"]
        );
    }
}
