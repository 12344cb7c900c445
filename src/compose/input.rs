//! What facts are gathered from, and how they are put into words.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::facts::Clause;
use super::reads::Reads;
use super::shared::{Made, Shared};
use super::words::{Day, Words};
use super::{DocumentKind, Options};
use crate::case::{self, Case, Contact, Invoice, Step};
use crate::ledger::Ledger;
use crate::money::Money;
use crate::strategy::{Plan, books};

/// All that a document is made of.
#[derive(Clone, Copy)]
pub(super) struct Input<'a> {
    pub(super) kind: DocumentKind,
    pub(super) case: &'a Case,
    pub(super) ledger: &'a Ledger,
    pub(super) plan: &'a Plan,
    pub(super) step: Step,
    /// The person the document is for.
    pub(super) contact: Option<&'a Contact>,
    pub(super) options: &'a Options,
    pub(super) words: &'a Words,
    /// The invoices by their numbers: a statement asks for thousands.
    pub(super) invoices: &'a FxHashMap<&'a str, &'a Invoice>,
    pub(super) days: &'a Made<NaiveDate, Day>,
    /// The clauses by their ids.
    pub(super) clauses: &'a Made<&'a str, Clause>,
    pub(super) reads: &'a Reads,
}

/// An amount in words.
pub(super) struct Signed {
    /// With a minus for what lowers the debt.
    pub(super) amount: String,
    /// Without a sign.
    pub(super) plain: String,
    /// Whether it lowers the debt.
    pub(super) minus: bool,
}

impl<'a> Input<'a> {
    pub(super) fn as_of(&self) -> NaiveDate {
        self.ledger.as_of
    }

    /// Returns the fact of this name, if the document reads it.
    pub(super) fn read<T>(&self, fact: &str, make: impl FnOnce() -> T) -> Option<T> {
        self.reads.may(fact).then(make)
    }

    pub(super) fn day(&self, day: NaiveDate) -> Shared<Day> {
        self.days.of(day, || self.words.day(day, self.as_of()))
    }

    /// Returns a day that has come; nothing is said of one that has not.
    pub(super) fn past(&self, day: Option<NaiveDate>) -> Option<Shared<Day>> {
        day.filter(|day| *day <= self.as_of()).map(|day| self.day(day))
    }

    pub(super) fn money(&self, amount: Money) -> String {
        self.words.money(amount, self.ledger.currency)
    }

    /// Returns the amount with its sign and without.
    pub(super) fn signed(&self, amount: Money) -> Signed {
        let minus = amount < Money::ZERO;
        let plain = self.money(if minus { amount.negated() } else { amount });
        Signed { amount: if minus { self.money(amount) } else { plain.clone() }, plain, minus }
    }

    /// Returns the amount in words, unless it is nothing.
    pub(super) fn some_money(&self, amount: Money) -> Option<String> {
        (!amount.is_zero()).then(|| self.money(amount))
    }

    pub(super) fn clause(&self, clause: &'a case::Clause) -> Shared<Clause> {
        self.clauses.of(&clause.id, || Clause::of(clause))
    }

    /// Returns the invoice of this number as the case has it.
    pub(super) fn invoice(&self, number: &str) -> Option<&'a Invoice> {
        self.invoices.get(number).copied()
    }

    pub(super) fn is_call(&self) -> bool {
        self.kind == DocumentKind::Call
    }

    /// Returns the person of this id, unless it is the one the document is for.
    pub(super) fn other(&self, id: Option<&str>) -> Option<&'a Contact> {
        let person = self.case.contact(id?)?;
        (self.contact.map(|addressed| &addressed.id) != Some(&person.id)).then_some(person)
    }

    /// Whether the document is for the person of this id.
    pub(super) fn is_addressed(&self, id: Option<&str>) -> bool {
        id.is_some() && self.contact.map(|addressed| addressed.id.as_str()) == id
    }

    /// Returns the day to which payments are known to be complete: the day of the document where the user says so,
    /// else the one in the case, which is never after it.
    pub(super) fn books_to(&self) -> Option<NaiveDate> {
        let recorded = self.case.payments_checked.map(|day| day.min(self.as_of()));
        if self.options.books_current { Some(self.as_of()) } else { recorded }
    }

    /// Whether a promise may be called broken.
    pub(super) fn books_are_current(&self) -> bool {
        books::may_accuse(self.case, self.as_of(), self.options.books_current)
    }
}
