//! Interest of one rule on one invoice: legs, rounding, compounding (design 5.2, 5.8).

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::LedgerError;
use super::basis::{Basis, End, SoFar};
use super::exact::Exact;
use super::grace::{self, Start};
use super::leg::{self, Leg};
use super::scheme::{InterestScheme, InterestTerms};
use crate::calendar::{plus_days, plus_months};
use crate::case::{Compounding, InterestBase, Point, RateOn};
use crate::money::{Currency, Money, Percent};

/// The interest of one rule on one invoice, as far as it has run.
#[derive(Debug)]
pub(super) struct Accrual<'a> {
    pub(super) scheme: &'a InterestScheme<'a>,
    pub(super) terms: InterestTerms,
    pub(super) start: Start,
    /// The last day of the leg before, or the eve of the first interest day.
    eve: NaiveDate,
    /// The rate of the first interest day, where that one holds for life and interest has run.
    pub(super) held: Option<Percent>,
    /// Unpaid interest that has joined the base.
    pub(super) capitalised: Money,
    /// Unpaid interest that has not.
    pub(super) uncapitalised: Money,
    /// The number of capitalisation days so far.
    periods: u32,
    /// The exact sum of all legs, and what the rows before charged of it: for `point: total`.
    exact: Exact,
    charged: Money,
}

/// What an invoice bears interest on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) principal: Money,
    pub(super) costs: Money,
}

/// The interest of one leg, rounded.
#[derive(Debug)]
pub(super) struct Charged {
    pub(super) last: NaiveDate,
    pub(super) amount: Money,
    pub(super) basis: Basis,
}

impl<'a> Accrual<'a> {
    /// Returns the interest of a rule on an invoice that falls due on this day, before any of it has run.
    pub(super) fn new(scheme: &'a InterestScheme<'a>, due: NaiveDate) -> Accrual<'a> {
        let start = grace::start(scheme.terms.grace, scheme.terms.after_days, due);
        let mut terms = scheme.terms;
        if let Some(statute) = &scheme.statute {
            let provision = statute.on(plus_days(start.eve, 1));
            terms.compounding = if provision.yearly { Compounding::Yearly } else { Compounding::None };
            terms.rate_on = if provision.first_day { RateOn::FirstDay } else { RateOn::EachDay };
        }
        Accrual {
            scheme,
            terms,
            start,
            eve: start.eve,
            held: None,
            capitalised: Money::ZERO,
            uncapitalised: Money::ZERO,
            periods: 0,
            exact: Exact::ZERO,
            charged: Money::ZERO,
        }
    }

    /// Returns the interest not yet charged up to the end of the day, and ends the leg there, for this reason.
    ///
    /// Nothing while the days of grace last, or when no principal is open.
    pub(super) fn accrue(
        &mut self,
        (to, why): (NaiveDate, End),
        open: Open,
        currency: Currency,
    ) -> Result<Vec<Charged>, LedgerError> {
        if to <= self.start.silent_until || to <= self.eve || !open.principal.is_positive() {
            return Ok(Vec::new());
        }
        if self.terms.rate_on == RateOn::FirstDay && self.held.is_none() {
            self.held = Some(self.scheme.rates.on(plus_days(self.start.eve, 1))?);
        }
        let legs = leg::legs(self.eve, (to, why), self.terms.day_count, &self.scheme.rates, self.held)?;
        self.eve = to;
        legs.iter().map(|leg| self.charge(leg, open, currency)).collect()
    }

    fn charge(&mut self, leg: &Leg, open: Open, currency: Currency) -> Result<Charged, LedgerError> {
        let base_costs = if self.bears_on_costs() { open.costs } else { Money::ZERO };
        let base = Money::sum([open.principal, base_costs, self.capitalised])?;
        let exact = of_leg(base, leg.rate, leg.days, leg.basis)?;
        let (shown, charged) = (exact.decimal()?, self.charged);
        let amount = self.rounded(base, leg, (exact, shown), currency)?;
        self.uncapitalised = self.uncapitalised.plus(amount)?;
        let basis = Basis {
            charge: self.scheme.origin.charge,
            rule: self.scheme.origin.rule,
            clause: self.scheme.origin.clause.map(str::to_owned),
            base: Some(base),
            base_costs,
            base_interest: self.capitalised,
            rate: Some(leg.rate),
            reference: self.scheme.rates.reference(self.rate_day(leg)),
            held: self.held.is_some(),
            from: Some(leg.eve),
            days: Some(leg.days),
            day_count: Some(self.terms.day_count),
            ends: Some(leg.ends),
            exact: shown,
            so_far: self.so_far(charged)?,
            rounding: self.terms.rounding,
            anchor: None,
            limit: None,
        };
        Ok(Charged { last: leg.last, amount, basis })
    }

    /// Returns the interest of a leg, exact as a fraction and as a decimal, rounded as the rule says.
    fn rounded(
        &mut self,
        base: Money,
        leg: &Leg,
        (exact, shown): (Exact, Decimal),
        currency: Currency,
    ) -> Result<Money, LedgerError> {
        let round = |decimal: Decimal| Money::exact(decimal).round(currency, self.terms.rounding.mode);
        match self.terms.rounding.point {
            Point::Leg => Ok(round(shown)),
            Point::Day => {
                let one_day = of_leg(base, leg.rate, 1, leg.basis)?.decimal()?;
                Ok(round(one_day).times(leg.days.into())?)
            }
            Point::Total => {
                self.exact = self.exact.plus(exact)?;
                let amount = round(self.exact.decimal()?).minus(self.charged)?;
                self.charged = self.charged.plus(amount)?;
                Ok(amount)
            }
        }
    }

    /// Returns the day whose rate the leg bears.
    fn rate_day(&self, leg: &Leg) -> NaiveDate {
        plus_days(if self.held.is_some() { self.start.eve } else { leg.eve }, 1)
    }

    fn so_far(&self, charged: Money) -> Result<Option<SoFar>, LedgerError> {
        let at_total = self.terms.rounding.point == Point::Total;
        Ok(at_total.then(|| self.exact.decimal()).transpose()?.map(|exact| SoFar { exact, charged }))
    }

    /// Returns the next day on which interest joins its base; none without compounding.
    pub(super) fn next_capitalisation(&self) -> Option<NaiveDate> {
        let period = self.periods.checked_add(1)?;
        match self.terms.compounding {
            Compounding::None => None,
            Compounding::Monthly => Some(plus_months(self.start.eve, period)),
            Compounding::Yearly => Some(plus_months(self.start.eve, period.checked_mul(12)?)),
            Compounding::CalendarYear => {
                let years = i32::try_from(self.periods).ok()?;
                NaiveDate::from_ymd_opt(self.start.eve.year().checked_add(years)?, 12, 31)
            }
        }
    }

    /// Lets the unpaid interest join its base.
    pub(super) fn capitalise(&mut self) -> Result<(), LedgerError> {
        self.capitalised = self.capitalised.plus(self.uncapitalised)?;
        self.uncapitalised = Money::ZERO;
        self.periods = self.periods.saturating_add(1);
        Ok(())
    }

    /// Returns whether a fee on the invoice changes the base.
    pub(super) fn bears_on_costs(&self) -> bool {
        self.terms.on == InterestBase::BalanceWithCharges
    }

    /// Returns all unpaid interest of the rule.
    pub(super) fn unpaid(&self) -> Result<Money, LedgerError> {
        Ok(self.capitalised.plus(self.uncapitalised)?)
    }
}

/// Returns base × rate × days ÷ basis.
pub(super) fn of_leg(base: Money, rate: Percent, days: i64, basis: u32) -> Result<Exact, LedgerError> {
    Ok(Exact::share(base, rate)?.times(days.into())?.over(basis)?)
}

#[cfg(test)]
mod tests {
    use crate::ledger::row::RowKind;
    use crate::ledger::sample::{full, ledger, rows};

    fn interest(charge: &str, payments: &[&str], as_of: &str) -> Vec<String> {
        let terms = format!("charges: [{{{charge}}}]");
        rows(&ledger(&full("USD", "business", &terms, &["issued: 2026-01-31"], payments), as_of), RowKind::Interest)
    }

    #[test]
    fn a_days_interest_can_be_rounded_first_and_then_multiplied() {
        // 23.29 cents a day: 50 days are 11.64, or 50 times 23 cents
        assert_eq!(interest("interest: {annual: 8.5%}", &[], "2026-03-22"), ["2026-03-22 A 11.64"]);
        let by_day = "interest: {annual: 8.5%}, rounding: {point: day}";
        assert_eq!(interest(by_day, &[], "2026-03-22"), ["2026-03-22 A 11.50"]);
    }

    #[test]
    fn rounded_at_the_total_a_leg_is_the_rounded_sum_so_far_less_the_rows_before_it() {
        let list = "interest: {annual: [{from: 2026-02-01, rate: 0.1825%}, {from: 2026-02-02, rate: 0.1825%}, {from: 2026-02-03, rate: 0.1825%}]}";
        // half a cent a day: rounded each leg, each day is a whole one
        assert_eq!(interest(list, &[], "2026-02-03").len(), 3);
        let at_total = format!("{list}, rounding: {{point: total}}");
        assert_eq!(interest(&at_total, &[], "2026-02-03"), ["2026-02-01 A 0.01", "2026-02-03 A 0.01"]);
    }

    #[test]
    fn monthly_compounding_clamps_at_month_ends_without_drifting() {
        let rows = interest("interest: {annual: 36.5%, compounding: monthly}", &[], "2026-04-30");
        assert_eq!(rows, ["2026-02-28 A 28.00", "2026-03-31 A 31.87", "2026-04-30 A 31.80"]);
    }

    #[test]
    fn calendar_year_compounding_joins_on_31_december() {
        let rows = interest("interest: {annual: 36.5%, compounding: calendar-year}", &[], "2027-01-10");
        assert_eq!(rows, ["2026-12-31 A 334.00", "2027-01-10 A 13.34"]);
    }

    #[test]
    fn a_payment_takes_interest_that_has_not_joined_the_base_first() {
        // 28.00 has joined on 28 February; of 60.00, 31.87 is March's and 28.13 lowers the base
        let paid = ["date: 2026-04-10, amount: 30.00"];
        let ledger_rows = interest("interest: {annual: 36.5%, compounding: monthly}", &paid, "2026-04-11");
        // April: 1059.87 for ten days; 19.40 of the 30.00 were joined interest
        assert_eq!(ledger_rows[2..], ["2026-04-10 A 10.60", "2026-04-11 A 1.04"]);
    }

    #[test]
    fn simple_interest_never_bears_interest() {
        let list = "interest: {annual: [{from: 2026-01-01, rate: 36.5%}, {from: 2027-02-01, rate: 36.5%}]}";
        assert_eq!(interest(list, &[], "2028-01-31"), ["2027-01-31 A 365.00", "2028-01-31 A 365.00"]);
    }
}
