//! The interest of one rule on one invoice.
//!
//! Accrual is lazy: nothing is reckoned until something changes the base, or the end is reached.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::LedgerError;
use super::exact::Exact;
use super::grace::{self, Start};
use super::leg::{Leg, legs};
use super::row::Basis;
use super::rule::{Interest, Running};
use crate::calendar::{plus_days, plus_months};
use crate::case::{Compounding, Point};
use crate::money::{Currency, Money};
use chrono::Datelike;

/// The interest of one rule on one invoice.
pub(super) struct Account {
    /// The place of its rule among the rules that run.
    pub rule: usize,
    pub start: Start,
    /// Charged, unpaid, not part of its own base.
    pub loose: Money,
    /// Charged, unpaid, part of its own base.
    pub capitalised: Money,
    /// Interest is reckoned to the end of this day.
    accrued_to: NaiveDate,
    exact: Exact,
    charged: Money,
}

/// What interest is charged on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Base {
    pub principal: Money,
    pub costs: Money,
}

/// A leg's interest: the day of its row, the amount, and what it rests on.
pub(super) struct Charged {
    pub day: NaiveDate,
    pub amount: Money,
    pub basis: Basis,
}

impl Account {
    pub(super) fn new(rule: usize, interest: &Interest, due: NaiveDate) -> Account {
        let start = grace::start(interest.grace, interest.after_days, due);
        Account {
            rule,
            start,
            loose: Money::ZERO,
            capitalised: Money::ZERO,
            accrued_to: start.eve,
            exact: Exact::ZERO,
            charged: Money::ZERO,
        }
    }

    /// Charges interest up to the end of the day, on the base as it has stood since the last time.
    pub(super) fn accrue(
        &mut self,
        running: &Running,
        interest: &Interest,
        base: Base,
        day: NaiveDate,
        currency: Currency,
    ) -> Result<Vec<Charged>, LedgerError> {
        if day <= self.start.silent_until || day <= self.accrued_to {
            return Ok(vec![]);
        }
        let from = std::mem::replace(&mut self.accrued_to, day);
        if base.principal.is_zero() {
            return Ok(vec![]);
        }
        let held = interest.first_day_rate.then(|| interest.rates.on(plus_days(self.start.eve, 1))).transpose()?;
        let whole = base.principal.plus(base.costs)?.plus(self.capitalised)?;
        legs(from, day, interest.day_count, &interest.rates, held)?
            .into_iter()
            .map(|leg| self.charge(running, interest, base.costs, whole, leg, currency))
            .collect()
    }

    fn charge(
        &mut self,
        running: &Running,
        interest: &Interest,
        costs: Money,
        base: Money,
        leg: Leg,
        currency: Currency,
    ) -> Result<Charged, LedgerError> {
        let rounding = interest.rounding;
        let round = |value: Exact| Ok::<_, LedgerError>(Money::exact(value.decimal()?).round(currency, rounding.mode));
        let of_a_day = Exact::share(base, leg.rate)?.over(leg.basis)?;
        let exact = of_a_day.times(Decimal::from(leg.days))?;
        let amount = match rounding.point {
            Point::Leg => round(exact)?,
            Point::Day => round(of_a_day)?.times(Decimal::from(leg.days))?,
            Point::Total => {
                self.exact = self.exact.plus(exact)?;
                round(self.exact)?.minus(self.charged)?
            }
        };
        self.charged = self.charged.plus(amount)?;
        self.loose = self.loose.plus(amount)?;
        let basis = Basis {
            charge: running.charge,
            rule: running.word,
            clause: running.clause.clone(),
            base: Some(base),
            base_costs: costs,
            base_interest: self.capitalised,
            rate: Some(leg.rate),
            from: Some(leg.eve),
            days: Some(leg.days),
            day_count: Some(interest.day_count),
            exact: exact.decimal()?,
            rounding,
            limit: None,
        };
        Ok(Charged { day: leg.last, amount, basis })
    }

    /// Lets the interest so far join the base.
    pub(super) fn capitalise(&mut self) -> Result<(), LedgerError> {
        self.capitalised = self.capitalised.plus(self.loose)?;
        self.loose = Money::ZERO;
        Ok(())
    }

    /// Returns the first day after this one on which interest joins its base.
    pub(super) fn next_capitalisation(&self, compounding: Compounding, after: NaiveDate) -> Option<NaiveDate> {
        let after = after.max(self.start.silent_until).max(self.start.eve);
        let anniversary = |step: u32| {
            let eve = self.start.eve;
            let months = (after.year() - eve.year()) * 12 + after.month0().cast_signed() - eve.month0().cast_signed();
            let first = u32::try_from(months).unwrap_or(0) / step;
            (first..=first + 1).map(|k| plus_months(eve, k * step)).find(|day| *day > after)
        };
        match compounding {
            Compounding::None => None,
            Compounding::Monthly => anniversary(1),
            Compounding::Yearly => anniversary(12),
            Compounding::CalendarYear => (after.year()..)
                .take(2)
                .filter_map(|year| NaiveDate::from_ymd_opt(year, 12, 31))
                .find(|day| *day > after),
        }
    }

    /// Returns what the next day will bear on this base; nothing for a rule that would not charge it.
    pub(super) fn next_day(
        &self,
        interest: &Interest,
        base: Exact,
        as_of: NaiveDate,
        currency: Currency,
    ) -> Result<Money, LedgerError> {
        let next = plus_days(as_of, 1);
        if next <= self.start.silent_until {
            return Ok(Money::ZERO);
        }
        let day = if interest.first_day_rate { plus_days(self.start.eve, 1) } else { next };
        // where only that next day is past the table, the rate of this day serves
        let rate = interest.rates.on(day).or_else(|error| interest.rates.on(as_of).map_err(|_| error))?;
        let basis = super::day_count::basis(interest.day_count, next);
        let value = base.times(rate.number())?.over(100)?.over(basis)?;
        Ok(Money::exact(value.decimal()?).round(currency, interest.rounding.mode))
    }
}

#[cfg(test)]
mod tests {
    use crate::ledger::row::RowKind;
    use crate::ledger::sample::{case, full, ledger, rows};

    fn interest(rule: &str, as_of: &str) -> Vec<String> {
        rows(&ledger(&case(&format!("charges: [{{{rule}}}]"), "issued: 2026-01-31"), as_of), RowKind::Interest)
    }

    #[test]
    fn one_days_interest_may_be_rounded_first_and_then_multiplied() {
        // the illustration of a government guide: 0.23 a day, 11.50 for 50 days
        assert_eq!(interest("interest: {annual: 8.5%}, rounding: {point: day}", "2026-03-22"), ["2026-03-22 A 11.50"]);
        assert_eq!(interest("interest: {annual: 8.5%}", "2026-03-22"), ["2026-03-22 A 11.64"]);
    }

    #[test]
    fn legs_rounded_in_total_add_up_to_the_rounded_sum() {
        let list = "annual: [{from: 2026-01-01, rate: 5%}, {from: 2026-02-02, rate: 5%}, {from: 2026-02-03, rate: 5%}]";
        let rule = format!("interest: {{{list}}}, rounding: {{point: total}}");
        assert_eq!(interest(&rule, "2026-02-03"), ["2026-02-01 A 0.14", "2026-02-02 A 0.13", "2026-02-03 A 0.14"]);
    }

    #[test]
    fn compounding_by_the_month_clamps_at_month_ends_without_drifting() {
        let rule = "interest: {annual: 36.5%, compounding: monthly}";
        assert_eq!(interest(rule, "2026-03-31"), ["2026-02-28 A 28.00", "2026-03-31 A 31.87"]);
        assert_eq!(interest(rule, "2026-04-30")[2], "2026-04-30 A 31.80");
    }

    #[test]
    fn compounding_by_the_month_goes_on_over_the_year_end() {
        let rule = "charges: [{interest: {annual: 36.5%, compounding: monthly}}]";
        let days = rows(&ledger(&case(rule, "issued: 2025-11-30"), "2026-03-30"), RowKind::Interest);
        let days: Vec<&str> = days.iter().map(|row| &row[..10]).collect();
        assert_eq!(days, ["2025-12-30", "2026-01-30", "2026-02-28", "2026-03-30"]);
    }

    #[test]
    fn capitalised_interest_is_still_interest_in_the_figures() {
        let rule = "charges: [{interest: {annual: 36.5%, compounding: calendar-year}}]";
        let ledger = ledger(&case(rule, "issued: 2026-12-21"), "2027-01-01");
        assert_eq!(ledger.principal, "1000.00".parse().unwrap());
        assert_eq!(ledger.interest, "11.01".parse().unwrap());
    }

    #[test]
    fn a_fee_bears_interest_from_the_day_after_it_is_charged() {
        let rules = "charges: [{amount: 100, after_days: 9}, {interest: {annual: 36.5%, on: balance-with-charges}}]";
        let ledger = ledger(&case(rules, "issued: 2026-01-01"), "2026-01-21");
        assert_eq!(rows(&ledger, RowKind::Interest), ["2026-01-11 A 10.00", "2026-01-21 A 11.00"]);
    }

    #[test]
    fn interest_stops_when_the_principal_is_paid() {
        let terms = "charges: [{interest: {annual: 36.5%}}], allocation: [principal, costs, interest]";
        let paid = full("USD", "business", terms, &["issued: 2026-01-01"], &["date: 2026-01-11, amount: 1000"]);
        let ledger = ledger(&paid, "2026-06-01");
        assert_eq!((ledger.total_due, ledger.per_day), ("10.00".parse().unwrap(), "0".parse().unwrap()));
    }
}
