//! Which invoice the ladder stands on: the oldest one that is overdue and still open (design 6, Which history counts).
//!
//! What is wholly in dispute is left out; the ladder goes on for what is not. A day after the ledger's is looked at
//! as though nothing happened until then: invoices of the file are issued and fall due, disputes begin and are
//! resolved as the file says, nothing is paid.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::case::{Case, Dispute, Invoice};
use crate::ledger::due::due_day;
use crate::ledger::{Ledger, Standing};
use crate::money::Money;

/// What is owed on a day, as far as the ladder looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owed<'a> {
    /// Every issued invoice is paid.
    Nothing,
    /// No invoice is issued yet.
    NothingYet,
    /// All that is open is in dispute; this is the oldest of it.
    Disputed(Due<'a>),
    /// Nothing is late; this is the next open invoice to fall due, perhaps today.
    Ahead(Due<'a>),
    /// The oldest invoice that is overdue and open.
    Late(Due<'a>),
}

/// An invoice and its due day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Due<'a> {
    /// The invoice's number.
    pub number: &'a str,
    /// The day it falls due.
    pub due: NaiveDate,
}

/// The invoices of a case that may still be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Open<'a> {
    pub lines: Vec<Line<'a>>,
    first_issued: Option<NaiveDate>,
}

/// One invoice that is open, or not issued yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub invoice: Due<'a>,
    pub issued: NaiveDate,
    pub dispute: Option<&'a Dispute>,
    /// The day of the ledger.
    known: NaiveDate,
    /// What is open and not in dispute on the day of the ledger.
    free: bool,
    /// The unpaid principal that is not in dispute on the day of the ledger.
    principal: Money,
}

impl<'a> Open<'a> {
    pub(super) fn of(case: &'a Case, ledger: &Ledger) -> Open<'a> {
        let standings: HashMap<&str, &Standing> = ledger.invoices.iter().map(|s| (s.number.as_str(), s)).collect();
        let later = Later::of(case, ledger);
        let line = |invoice: &'a Invoice| match standings.get(invoice.number.as_str()) {
            Some(standing) => standing.is_open().then(|| Line::issued(invoice, standing, ledger.as_of)),
            None => later.line(case, invoice),
        };
        Open {
            lines: case.invoices.iter().filter_map(line).collect(),
            first_issued: case.invoices.iter().map(|invoice| invoice.issued).min(),
        }
    }

    /// Returns what is owed on the day. Of equal due days the first in the file counts.
    pub(super) fn on(&self, day: NaiveDate) -> Owed<'a> {
        let issued = || self.lines.iter().filter(|line| line.issued <= day);
        let free = || issued().filter(|line| line.is_free(day)).map(|line| line.invoice);
        let oldest = free().filter(|invoice| invoice.due < day).min_by_key(|invoice| invoice.due);
        let next = || free().min_by_key(|invoice| invoice.due);
        let disputed = || issued().map(|line| line.invoice).min_by_key(|invoice| invoice.due);
        let paid = self.first_issued.is_some_and(|first| first <= day);
        (oldest.map(Owed::Late))
            .or_else(|| next().map(Owed::Ahead))
            .or_else(|| disputed().map(Owed::Disputed))
            .unwrap_or(if paid { Owed::Nothing } else { Owed::NothingYet })
    }

    /// Returns the invoices in dispute on the day, wholly or in part.
    pub(super) fn disputed(&self, day: NaiveDate) -> impl Iterator<Item = Due<'a>> {
        let lines = self.lines.iter().filter(move |line| line.issued <= day);
        lines.filter(move |line| line.open_dispute(day).is_some()).map(|line| line.invoice)
    }
}

impl<'a> Line<'a> {
    fn issued(invoice: &'a Invoice, standing: &Standing, known: NaiveDate) -> Line<'a> {
        Line {
            invoice: Due { number: &invoice.number, due: standing.due },
            issued: invoice.issued,
            dispute: invoice.disputed.as_ref(),
            known,
            free: standing.open().is_positive(),
            principal: standing.principal,
        }
    }

    fn open_dispute(&self, day: NaiveDate) -> Option<&'a Dispute> {
        self.dispute.filter(|dispute| dispute.is_open(day))
    }

    /// Returns whether anything of it may be asked for on the day.
    ///
    /// A dispute that is open on the day of the ledger is in its figures; one that begins later takes
    /// all when it names no amount or as much as the principal.
    fn is_free(&self, day: NaiveDate) -> bool {
        match self.open_dispute(day) {
            None => true,
            Some(dispute) if dispute.is_open(self.known) => self.free,
            Some(dispute) => dispute.amount.is_some_and(|amount| amount < self.principal),
        }
    }
}

/// The invoices that the ledger does not know yet, because they are issued after its day.
struct Later {
    known: NaiveDate,
    /// How they stand once all are issued; looked up only where a waiting credit may pay them.
    ledger: Option<Ledger>,
}

impl Later {
    fn of(case: &Case, ledger: &Ledger) -> Later {
        let last = case.invoices.iter().map(|invoice| invoice.issued).max();
        let last = last.filter(|last| *last > ledger.as_of && ledger.credit.is_positive());
        Later {
            known: ledger.as_of,
            ledger: last.and_then(|last| Ledger::reckon(&as_known(case, ledger.as_of), last).ok()),
        }
    }

    fn line<'a>(&self, case: &Case, invoice: &'a Invoice) -> Option<Line<'a>> {
        let paid = |ledger: &Ledger| ledger.standing(&invoice.number).is_some_and(|standing| !standing.is_open());
        let open =
            invoice.issued > self.known && invoice.amount.is_positive() && !self.ledger.as_ref().is_some_and(paid);
        open.then(|| Line {
            invoice: Due { number: &invoice.number, due: due_day(case, invoice) },
            issued: invoice.issued,
            dispute: invoice.disputed.as_ref(),
            known: self.known,
            free: true,
            principal: invoice.amount,
        })
    }
}

/// Returns the case without the payments dated after the day.
fn as_known(case: &Case, day: NaiveDate) -> Case {
    let mut known = case.clone();
    known.payments.retain(|payment| payment.date <= day);
    known
}
