//! The interest of the day after (design 5.8.3).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::LedgerError;
use super::account::Account;
use super::day_count::basis;
use super::dispute::Disputed;
use super::interest::{Accrual, of_leg};
use crate::calendar::plus_days;
use crate::case::RateOn;
use crate::money::{Currency, Money, Percent, Rounding};

/// The interest of one rule on one invoice for the day after the ledger's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextDay {
    /// The invoice's number.
    pub invoice: String,
    /// The place of the rule among `terms.charges`, from 0.
    pub charge: usize,
    /// What it is reckoned on.
    pub base: Money,
    /// The rate a year.
    pub rate: Percent,
    /// The days of a whole year.
    pub year: u32,
    /// The exact value.
    pub exact: Decimal,
    /// How it was rounded.
    pub rounding: Rounding,
    /// The rounded value.
    pub amount: Money,
}

/// Returns the interest the invoice will bear on the day after, on what is not in dispute, rule by rule.
pub(super) fn per_day(
    account: &Account<'_>,
    disputed: Disputed,
    as_of: NaiveDate,
    currency: Currency,
) -> Result<Vec<NextDay>, LedgerError> {
    let mut days = Vec::new();
    let principal = disputed.remains(account.principal, currency)?;
    let costs = disputed.remains(account.costs, currency)?;
    let charging = account.accruals.iter().filter(|rule| principal.is_positive() && as_of >= rule.start.silent_until);
    for accrual in charging {
        let joined = disputed.remains(accrual.capitalised, currency)?;
        let charges = if accrual.bears_on_costs() { costs } else { Money::ZERO };
        let base = Money::sum([principal, charges, joined])?;
        days.extend(one_day(account, accrual, base, as_of, currency)?);
    }
    Ok(days)
}

fn one_day(
    account: &Account<'_>,
    accrual: &Accrual<'_>,
    base: Money,
    as_of: NaiveDate,
    currency: Currency,
) -> Result<Option<NextDay>, LedgerError> {
    let next = plus_days(as_of, 1);
    let Some(rate) = rate(accrual, next, as_of)? else { return Ok(None) };
    let year = basis(accrual.terms.day_count, next);
    let exact = of_leg(base, rate, 1, year)?.decimal()?;
    let rounding = accrual.terms.rounding.mode;
    let amount = Money::exact(exact).round(currency, rounding);
    let (invoice, charge) = (account.invoice.number.clone(), accrual.scheme.origin.charge);
    Ok(Some(NextDay { invoice, charge, base, rate, year, exact, rounding, amount }))
}

/// Returns the rate of the next day, or of the day itself where only the next one is past the table.
///
/// None when both are: no interest has run yet, so no ledger fails for it, and no rate is made up.
fn rate(accrual: &Accrual<'_>, next: NaiveDate, as_of: NaiveDate) -> Result<Option<Percent>, LedgerError> {
    let rates = &accrual.scheme.rates;
    if accrual.held.is_some() {
        return Ok(accrual.held);
    }
    let day = match accrual.terms.rate_on {
        RateOn::EachDay => next,
        RateOn::FirstDay => plus_days(accrual.start.eve, 1),
    };
    if rates.is_past(day) { Ok(rates.on(as_of).ok()) } else { rates.on(day).map(Some) }
}

#[cfg(test)]
mod tests {
    use crate::ledger::sample::{case, full, ledger};

    fn per_day(terms: &str, payments: &[&str], as_of: &str) -> String {
        let terms = format!("{{payment: net 30, charges: [{terms}]}}");
        let ledger = ledger(&full("EUR", "business", &terms, &["issued: 2026-01-01"], payments), as_of);
        ledger.per_day.plain(ledger.currency)
    }

    const A_THOUSANDTH_A_DAY: &str = "{interest: {annual: 36.5%}}";

    #[test]
    fn it_begins_on_the_due_day_with_the_interest_of_the_day_after() {
        assert_eq!(per_day(A_THOUSANDTH_A_DAY, &[], "2026-01-30"), "0.00");
        assert_eq!(per_day(A_THOUSANDTH_A_DAY, &[], "2026-01-31"), "1.00");
    }

    #[test]
    fn a_payment_of_the_day_has_lowered_its_base() {
        assert_eq!(per_day(A_THOUSANDTH_A_DAY, &["date: 2026-01-31, amount: 400"], "2026-01-31"), "0.60");
    }

    #[test]
    fn within_the_days_of_grace_it_is_nothing() {
        let grace = "{interest: {annual: 36.5%}, after_days: 10}";
        assert_eq!(per_day(grace, &[], "2026-02-09"), "0.00");
        assert_eq!(per_day(grace, &[], "2026-02-10"), "1.00");
    }

    #[test]
    fn each_invoice_and_rule_is_rounded_before_they_are_added() {
        let two = "{interest: {annual: 0.1825%}}, {interest: {annual: 0.1825%}}";
        assert_eq!(per_day(two, &[], "2026-02-01"), "0.02");
    }

    #[test]
    fn thirty_day_counts_divide_by_360_and_actual_actual_by_the_year_of_the_next_day() {
        assert_eq!(per_day("{interest: {annual: 36%, day_count: 30/360}}", &[], "2026-02-01"), "1.00");
        let actual = "{interest: {annual: 36.6%, day_count: actual/actual}}";
        assert_eq!(per_day(actual, &[], "2027-12-31"), "1.00");
    }

    #[test]
    fn on_the_last_day_of_a_table_the_rate_of_that_day_serves() {
        assert_eq!(per_day("{statutory: nl-late-payment}", &[], "2026-12-31"), "0.28");
    }

    #[test]
    fn with_the_day_itself_past_the_table_no_rate_is_made_up() {
        assert_eq!(per_day("{statutory: at-late-payment}", &[], "2026-01-31"), "0.00");
    }

    #[test]
    fn what_is_paid_bears_nothing_more() {
        let case = case("charges: [{interest: {annual: 36.5%}}]", "issued: 2026-01-01, amount: 0");
        assert!(ledger(&case, "2026-02-01").per_day.is_zero());
    }
}
