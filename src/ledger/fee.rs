//! Late fees: when they fall and how much they are (design 5.3).

use chrono::NaiveDate;

use super::LedgerError;
use super::basis::{Basis, Limit};
use super::cap;
use super::due::received_day;
use super::exact::Exact;
use super::fixed_sum::fixed_sum;
use super::row::RowKind;
use super::scheme::{FeeKind, FeeScheme, Origin};
use crate::calendar::{plus_days, plus_months};
use crate::case::{Amount, Anchor, Every, Fee, FeeBase, First, Invoice, RoundingRule};
use crate::law::regimes::Statute;
use crate::money::{Currency, Money, Percent, Rounding};

/// The charges of one rule on one invoice, as far as they have been made.
#[derive(Debug)]
pub(super) struct FeeRun<'a> {
    scheme: &'a FeeScheme<'a>,
    anchor: NaiveDate,
    /// The periods between the anchor and the next charge.
    periods: u32,
    /// The day of the next charge; none when no more will come.
    pub(super) next: Option<NaiveDate>,
    /// What was charged so far.
    charged: Money,
}

/// A charge before it becomes a row.
#[derive(Debug)]
pub(super) struct Charge {
    pub(super) kind: RowKind,
    pub(super) amount: Money,
    pub(super) basis: Basis,
}

/// What is open on the invoice, for a fee to be reckoned on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bases {
    pub(super) principal: Money,
    pub(super) costs: Money,
    pub(super) issued: Money,
}

impl<'a> FeeRun<'a> {
    pub(super) fn new(scheme: &'a FeeScheme<'a>, invoice: &Invoice, due: NaiveDate) -> FeeRun<'a> {
        let (anchor, periods) = match &scheme.kind {
            FeeKind::Fee(fee) => (anchor(fee, invoice, due), u32::from(fee.first == First::End)),
            FeeKind::FixedSum(_) => (due, 0),
        };
        let next = on_the_calendar(charge_day(scheme.every(), anchor, periods));
        FeeRun { scheme, anchor, periods, next, charged: Money::ZERO }
    }

    /// Returns the charge of the day that was next, and moves on to the one after; none when it is nothing.
    pub(super) fn charge(&mut self, bases: Bases, currency: Currency) -> Result<Option<Charge>, LedgerError> {
        let day = self.next;
        self.periods = self.periods.saturating_add(1);
        self.next = match self.scheme.every() {
            Every::Once => None,
            every => on_the_calendar(charge_day(every, self.anchor, self.periods)),
        };
        let charge = match &self.scheme.kind {
            FeeKind::Fee(fee) => Some(late_fee(fee, self.scheme.origin, bases, self.charged, currency)?),
            FeeKind::FixedSum(statute) => {
                day.and_then(|day| statutory_sum(statute, self.scheme.origin, day, bases.principal))
            }
        };
        let charge = charge.filter(|charge| !charge.amount.is_zero());
        let Some(mut charge) = charge else { return Ok(None) };
        self.charged = self.charged.plus(charge.amount)?;
        charge.basis.anchor = Some(self.anchor);
        Ok(Some(charge))
    }
}

impl FeeScheme<'_> {
    fn every(&self) -> Every {
        match &self.kind {
            FeeKind::Fee(fee) => fee.every,
            FeeKind::FixedSum(_) => Every::Once,
        }
    }
}

/// Returns the day whose end decides: the later of (the day counted from, and N days) and the due day.
pub(super) fn anchor(fee: &Fee, invoice: &Invoice, due: NaiveDate) -> NaiveDate {
    let from = match fee.from {
        Anchor::Due => due,
        Anchor::Issued => invoice.issued,
        Anchor::Received => received_day(invoice),
    };
    plus_days(from, i64::from(fee.after_days)).max(due)
}

/// Returns the day after the anchor and so many periods.
pub(super) fn charge_day(every: Every, anchor: NaiveDate, periods: u32) -> NaiveDate {
    let last = match every {
        Every::Once => anchor,
        Every::Month => plus_months(anchor, periods),
        Every::Days(days) => plus_days(anchor, i64::from(days).saturating_mul(i64::from(periods))),
    };
    plus_days(last, 1)
}

/// Returns the day unless the calendar has ended.
fn on_the_calendar(day: NaiveDate) -> Option<NaiveDate> {
    (day < NaiveDate::MAX).then_some(day)
}

fn late_fee(
    fee: &Fee,
    origin: Origin<'_>,
    bases: Bases,
    charged: Money,
    currency: Currency,
) -> Result<Charge, LedgerError> {
    let (computed, base, rate) = match fee.amount {
        Amount::Money(sum) => (sum, None, None),
        Amount::Percent(rate) => {
            let base = base(fee.of, bases)?;
            (Money::exact(Exact::share(base, rate)?.decimal()?), Some(base), Some(rate))
        }
    };
    let (exact, limit) = cap::limited(fee, computed, charged, bases.issued)?;
    let with_costs = base.is_some() && fee.of == FeeBase::BalanceWithCharges;
    let base_costs = if with_costs { bases.costs } else { Money::ZERO };
    Ok(Charge {
        kind: RowKind::Fee,
        amount: exact.round(currency, Rounding::HalfUp),
        basis: Basis { base, base_costs, rate, limit, ..flat(origin, exact) },
    })
}

fn base(of: FeeBase, bases: Bases) -> Result<Money, LedgerError> {
    Ok(match of {
        FeeBase::Balance => bases.principal,
        FeeBase::Invoice => bases.issued,
        FeeBase::BalanceWithCharges => bases.principal.plus(bases.costs)?,
    })
}

fn statutory_sum(statute: &Statute, origin: Origin<'_>, day: NaiveDate, principal: Money) -> Option<Charge> {
    let fixed = fixed_sum(statute, day, principal)?;
    let basis = Basis { base: fixed.by_principal, ..flat(origin, fixed.sum) };
    Some(Charge { kind: RowKind::FixedSum, amount: fixed.sum, basis })
}

fn flat(origin: Origin<'_>, exact: Money) -> Basis {
    Basis {
        charge: origin.charge,
        rule: origin.rule,
        clause: origin.clause.map(str::to_owned),
        base: None,
        base_costs: Money::ZERO,
        base_interest: Money::ZERO,
        rate: None::<Percent>,
        reference: None,
        held: false,
        from: None,
        days: None,
        day_count: None,
        ends: None,
        exact: exact.units(),
        so_far: None,
        rounding: RoundingRule::default(),
        anchor: None,
        limit: None::<Limit>,
    }
}

#[cfg(test)]
mod tests {
    use crate::ledger::row::RowKind;
    use crate::ledger::sample::{case, full, ledger, rows};

    fn fees(charge: &str, invoice: &str, payments: &[&str], as_of: &str) -> Vec<String> {
        let terms = format!("{{payment: net 30, charges: [{{{charge}}}]}}");
        rows(&ledger(&full("USD", "business", &terms, &[invoice], payments), as_of), RowKind::Fee)
    }

    const JANUARY: &str = "issued: 2026-01-01, received: 2026-01-05";

    #[test]
    fn a_fee_falls_on_the_first_day_that_is_more_than_its_days_late() {
        assert_eq!(fees("percent: 5%, after_days: 30", JANUARY, &[], "2026-03-02"), [""; 0]);
        assert_eq!(fees("percent: 5%, after_days: 30", JANUARY, &[], "2026-03-03"), ["2026-03-03 A 50.00"]);
    }

    #[test]
    fn a_payment_on_the_anchor_day_is_in_time_and_one_on_the_day_of_the_fee_is_not() {
        let fee = "percent: 5%, after_days: 30";
        assert_eq!(fees(fee, JANUARY, &["date: 2026-03-02, amount: 1000"], "2026-04-01"), [""; 0]);
        assert_eq!(fees(fee, JANUARY, &["date: 2026-03-03, amount: 1000"], "2026-04-01"), ["2026-03-03 A 50.00"]);
    }

    #[test]
    fn the_anchor_is_never_before_the_due_day() {
        assert_eq!(
            fees("amount: 40, from: issued, after_days: 10", JANUARY, &[], "2026-02-01"),
            ["2026-02-01 A 40.00"]
        );
        assert_eq!(
            fees("amount: 40, from: received, after_days: 40", JANUARY, &[], "2026-03-01"),
            ["2026-02-15 A 40.00"]
        );
    }

    #[test]
    fn a_monthly_fee_counts_its_months_from_the_anchor_and_clamps() {
        assert_eq!(
            fees("amount: 10, every: month", JANUARY, &[], "2026-04-30"),
            ["2026-02-01 A 10.00", "2026-03-01 A 10.00", "2026-04-01 A 10.00"]
        );
    }

    #[test]
    fn first_at_the_end_waits_for_one_whole_period() {
        assert_eq!(
            fees("amount: 10, every: {days: 20}, first: end", JANUARY, &[], "2026-03-20"),
            ["2026-02-21 A 10.00", "2026-03-13 A 10.00"]
        );
    }

    #[test]
    fn a_percentage_is_of_the_balance_the_invoice_or_the_balance_with_charges() {
        let paid = ["date: 2026-02-01, amount: 400, invoice: A"];
        let fee = |of: &str| fees(&format!("percent: 5%, after_days: 30, of: {of}"), JANUARY, &paid, "2026-03-03");
        assert_eq!(fee("balance"), ["2026-03-03 A 30.00"]);
        assert_eq!(fee("invoice"), ["2026-03-03 A 50.00"]);
        let terms = "{payment: net 30, charges: [{amount: 100}, {percent: 10%, of: balance-with-charges}]}";
        let both = rows(&ledger(&case(terms, JANUARY), "2026-02-01"), RowKind::Fee);
        assert_eq!(both, ["2026-02-01 A 100.00", "2026-02-01 A 110.00"]);
    }

    #[test]
    fn half_a_cent_of_a_fee_goes_up() {
        let fee = fees("percent: 5%", "issued: 2026-01-01, amount: 10.10", &[], "2026-02-01");
        assert_eq!(fee, ["2026-02-01 A 0.51"]);
    }
}
