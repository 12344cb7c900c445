//! A sum in equal instalments (design 7): rounded down to the minor unit, the last takes the remainder.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::calendar::{plus_days, plus_months};
use crate::case::Instalment;
use crate::money::{Currency, Money, Overflow, Rounding};

/// How far instalments are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    Month,
    TwoWeeks,
    Week,
}

/// Returns so many instalments of a sum, the first on that day.
///
/// Months are counted from the first day each time, so that month ends do not drift: 31 August, 30
/// September, 31 October.
///
/// # Errors
///
/// [`Overflow`] for no instalments at all.
pub fn instalments(
    sum: Money,
    count: u32,
    first: NaiveDate,
    interval: Interval,
    currency: Currency,
) -> Result<Vec<Instalment>, Overflow> {
    let each = sum.over(Decimal::from(count))?.round(currency, Rounding::Down);
    let before_last = each.times(Decimal::from(count.saturating_sub(1)))?;
    let last = sum.minus(before_last)?;
    let day = |k: u32| match interval {
        Interval::Month => plus_months(first, k),
        Interval::TwoWeeks => plus_days(first, i64::from(k) * 14),
        Interval::Week => plus_days(first, i64::from(k) * 7),
    };
    let amount = |k: u32| if k + 1 == count { last } else { each };
    Ok((0..count).map(|k| Instalment { date: day(k), amount: amount(k) }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(sum: &str, count: u32, first: &str) -> Vec<String> {
        let usd = Currency::from_code("USD").unwrap();
        let all = instalments(sum.parse().unwrap(), count, first.parse().unwrap(), Interval::Month, usd).unwrap();
        all.iter().map(|i| format!("{} {}", i.date, i.amount.plain(usd))).collect()
    }

    #[test]
    fn the_last_instalment_takes_the_remainder() {
        assert_eq!(plan("100.00", 3, "2026-01-15"), ["2026-01-15 33.33", "2026-02-15 33.33", "2026-03-15 33.34"]);
    }

    #[test]
    fn month_ends_do_not_drift() {
        let days = plan("90", 3, "2026-08-31");
        assert_eq!(days, ["2026-08-31 30.00", "2026-09-30 30.00", "2026-10-31 30.00"]);
    }
}
