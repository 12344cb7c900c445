//! One invoice and what is open on it.

use chrono::NaiveDate;

use super::account::{Account, Base};
use super::due::{due_day, received_day};
use super::rule::{Kind, Running};
use crate::case::{Case, Invoice};
use crate::money::{Money, Overflow};

/// One invoice and what is open on it.
pub(super) struct Debt<'c> {
    pub invoice: &'c Invoice,
    /// Its place in the file.
    pub place: usize,
    pub due: NaiveDate,
    pub received: NaiveDate,
    pub principal: Money,
    /// Unpaid fees and fixed sums.
    pub costs: Money,
    pub accounts: Vec<Account>,
    /// What each rule has charged in fees so far.
    pub fees: Vec<Money>,
}

impl<'c> Debt<'c> {
    pub(super) fn new(case: &'c Case, place: usize, rules: &[Running]) -> Debt<'c> {
        let invoice = &case.invoices[place];
        let due = due_day(case, invoice);
        let account = |(rule, running): (usize, &Running)| match &running.kind {
            Kind::Interest(interest) => Some(Account::new(rule, interest, due)),
            _ => None,
        };
        Debt {
            invoice,
            place,
            due,
            received: received_day(invoice),
            principal: Money::ZERO,
            costs: Money::ZERO,
            accounts: rules.iter().enumerate().filter_map(account).collect(),
            fees: vec![Money::ZERO; rules.len()],
        }
    }

    /// Returns the unpaid interest, capitalised or not.
    pub(super) fn interest(&self) -> Result<Money, Overflow> {
        Money::sum(self.accounts.iter().flat_map(|account| [account.loose, account.capitalised]))
    }

    /// Returns all that is open.
    pub(super) fn open(&self) -> Result<Money, Overflow> {
        self.principal.plus(self.costs)?.plus(self.interest()?)
    }

    /// Returns what a rule's interest is charged on, besides its own capitalised interest.
    pub(super) fn base(&self, with_charges: bool) -> Base {
        Base { principal: self.principal, costs: if with_charges { self.costs } else { Money::ZERO } }
    }
}
