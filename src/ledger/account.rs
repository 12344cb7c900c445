//! One invoice on its way through the days: what is open on it, and the rows that came of it.

use chrono::NaiveDate;

use super::LedgerError;
use super::allocate::allocate;
use super::basis::{Basis, End};
use super::fee::{Bases, FeeRun};
use super::interest::{Accrual, Charged, Open};
use super::row::{RowKind, Split};
use super::scheme::Scheme;
use crate::case::{Invoice, Part};
use crate::money::{Currency, Money};

/// The most charges of a case. More would fill thousands of pages; 5,000 invoices with a fee and interest that compounds
/// each month make two thirds of it in twenty years.
pub(super) const MOST_CHARGES: usize = 1_000_000;

/// One invoice and its running figures.
#[derive(Debug)]
pub(super) struct Account<'a> {
    pub(super) invoice: &'a Invoice,
    pub(super) due: NaiveDate,
    pub(super) principal: Money,
    pub(super) costs: Money,
    pub(super) accruals: Vec<Accrual<'a>>,
    fees: Vec<FeeRun<'a>>,
    currency: Currency,
    /// The charges made so far.
    pub(super) charges: Vec<Charge>,
}

/// A charge on the invoice.
#[derive(Debug)]
pub(super) struct Charge {
    pub(super) date: NaiveDate,
    pub(super) kind: RowKind,
    pub(super) amount: Money,
    pub(super) basis: Basis,
}

impl<'a> Account<'a> {
    /// Returns the invoice as it was issued, nothing charged and nothing paid.
    pub(super) fn new(invoice: &'a Invoice, due: NaiveDate, scheme: &'a Scheme<'a>, currency: Currency) -> Account<'a> {
        Account {
            invoice,
            due,
            principal: invoice.amount,
            costs: Money::ZERO,
            accruals: scheme.interests.iter().map(|rule| Accrual::new(rule, due)).collect(),
            fees: scheme.fees.iter().map(|rule| FeeRun::new(rule, invoice, due)).collect(),
            currency,
            charges: Vec::new(),
        }
    }

    /// Charges all that falls until the end of the day: capitalisation, fees and fixed sums on their
    /// days, and interest to this one, where its legs end for this reason.
    pub(super) fn run_to(&mut self, day: NaiveDate, why: End) -> Result<(), LedgerError> {
        while let Some(next) = self.next_event().filter(|next| *next <= day) {
            self.capitalise(next)?;
            self.charge_fees(next)?;
            refuse_too_many(self.charges.len())?;
        }
        for rule in 0..self.accruals.len() {
            self.accrue(rule, day, why)?;
        }
        Ok(())
    }

    /// Lowers what is open by a payment, credit note or write-off, and returns what went where.
    ///
    /// The invoice must have run to the day before.
    pub(super) fn settle(&mut self, amount: Money, order: &[Part]) -> Result<Split, LedgerError> {
        allocate(amount, order, &mut self.principal, &mut self.costs, &mut self.accruals)
    }

    /// Returns all unpaid interest.
    pub(super) fn interest(&self) -> Result<Money, LedgerError> {
        let mut sum = Money::ZERO;
        for accrual in &self.accruals {
            sum = sum.plus(accrual.unpaid()?)?;
        }
        Ok(sum)
    }

    /// Returns whether nothing is open, so that nothing more can come.
    pub(super) fn is_settled(&self) -> Result<bool, LedgerError> {
        Ok(!self.principal.is_positive() && self.costs.is_zero() && self.interest()?.is_zero())
    }

    /// Returns the next day on which something other than interest happens; none once principal is paid.
    fn next_event(&self) -> Option<NaiveDate> {
        let joins = self.accruals.iter().filter_map(Accrual::next_capitalisation);
        let falls = self.fees.iter().filter_map(|fee| fee.next);
        let next = joins.chain(falls).min().filter(|_| self.principal.is_positive());
        next.filter(|day| *day < NaiveDate::MAX)
    }

    fn capitalise(&mut self, day: NaiveDate) -> Result<(), LedgerError> {
        for rule in 0..self.accruals.len() {
            if self.accruals[rule].next_capitalisation() == Some(day) {
                self.accrue(rule, day, End::Compounding)?;
                self.accruals[rule].capitalise()?;
            }
        }
        Ok(())
    }

    fn charge_fees(&mut self, day: NaiveDate) -> Result<(), LedgerError> {
        for rule in 0..self.fees.len() {
            if self.fees[rule].next == Some(day) {
                self.charge_fee(rule, day)?;
            }
        }
        Ok(())
    }

    fn charge_fee(&mut self, rule: usize, day: NaiveDate) -> Result<(), LedgerError> {
        let bases = Bases { principal: self.principal, costs: self.costs, issued: self.invoice.amount };
        let Some(charge) = self.fees[rule].charge(bases, self.currency)? else { return Ok(()) };
        for interest in 0..self.accruals.len() {
            if self.accruals[interest].bears_on_costs() {
                self.accrue(interest, day, End::Fee)?;
            }
        }
        self.costs = self.costs.plus(charge.amount)?;
        self.charges.push(Charge { date: day, kind: charge.kind, amount: charge.amount, basis: charge.basis });
        Ok(())
    }

    fn accrue(&mut self, rule: usize, day: NaiveDate, why: End) -> Result<(), LedgerError> {
        let open = Open { principal: self.principal, costs: self.costs };
        let legs = self.accruals[rule].accrue((day, why), open, self.currency)?;
        let charge =
            |leg: Charged| Charge { date: leg.last, kind: RowKind::Interest, amount: leg.amount, basis: leg.basis };
        self.charges.extend(legs.into_iter().filter(|leg| !leg.amount.is_zero()).map(charge));
        Ok(())
    }
}

/// Refuses terms under which a debt would grow by more rows than anybody can read.
///
/// # Errors
///
/// `too-many-rows` above [`MOST_CHARGES`].
pub(super) fn refuse_too_many(charges: usize) -> Result<(), LedgerError> {
    if charges <= MOST_CHARGES {
        return Ok(());
    }
    Err(LedgerError::new("too-many-rows", "the charges make more than a million rows")
        .hint("a fee that is charged again after `{days: 1}` may have been meant as `month`; or give it a `cap`"))
}

#[cfg(test)]
mod tests {
    use crate::ledger::row::RowKind;
    use crate::ledger::sample::{case, full, ledger, rows};

    #[test]
    fn a_fee_bears_interest_from_the_day_after_it_is_charged() {
        let terms = "charges: [{interest: {annual: 36.5%, on: balance-with-charges}}, {amount: 1000, after_days: 9}]";
        let rows = rows(&ledger(&case(terms, "issued: 2026-01-01"), "2026-01-12"), RowKind::Interest);
        assert_eq!(rows, ["2026-01-11 A 10.00", "2026-01-12 A 2.00"]);
    }

    #[test]
    fn a_fixed_sum_counts_among_the_charges_that_bear_interest() {
        let terms = "charges: [{statutory: fr-late-payment}, {interest: {annual: 36.5%, on: balance-with-charges}}]";
        let case = full("EUR", "business", terms, &["issued: 2026-01-01"], &[]);
        let ledger = ledger(&case, "2026-01-12");
        let own: Vec<_> = rows(&ledger, RowKind::Interest).into_iter().filter(|row| !row.ends_with(" 3.66")).collect();
        assert_eq!(own, ["2026-01-02 A 1.00", "2026-01-12 A 10.40"]);
    }

    #[test]
    fn interest_never_joins_balance_with_charges() {
        let terms = "charges: [{interest: {annual: 36.5%, compounding: monthly}}, \
                     {interest: {annual: 36.5%, on: balance-with-charges}}]";
        let rows = rows(&ledger(&case(terms, "issued: 2026-01-01"), "2026-02-11"), RowKind::Interest);
        assert_eq!(rows, ["2026-02-01 A 31.00", "2026-02-11 A 10.31", "2026-02-11 A 41.00"]);
    }

    #[test]
    fn interest_and_fees_end_with_the_principal() {
        let terms = "charges: [{interest: {annual: 36.5%}}, {amount: 10, every: month}], \
                     allocation: [principal, interest, costs]";
        let paid = full("USD", "business", terms, &["issued: 2026-01-01"], &["date: 2026-01-11, amount: 1000"]);
        let ledger = ledger(&paid, "2026-06-01");
        assert_eq!(rows(&ledger, RowKind::Interest), ["2026-01-11 A 10.00"]);
        assert_eq!(rows(&ledger, RowKind::Fee), ["2026-01-02 A 10.00"]);
    }
}
