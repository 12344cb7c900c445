//! Which invoice the ladder stands on: the oldest one that is overdue and still open (design 6, Which history counts).
//!
//! What is wholly in dispute is left out; the ladder goes on for what is not. A day after the ledger's is looked at
//! as though nothing happened until then: invoices of the file are issued and fall due, disputes begin and are
//! resolved as the file says, nothing is paid.

use std::collections::{BTreeSet, HashMap};

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
    /// As they are known on the day of the ledger; then, where a credit waits for them, on each day on which more are
    /// issued.
    sights: Vec<Sight<'a>>,
    pub first_issued: Option<NaiveDate>,
}

/// The invoices as a ledger shows them, with those issued later.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sight<'a> {
    from: NaiveDate,
    lines: Vec<Line<'a>>,
}

/// So many issue days ahead are looked at for what a waiting credit pays; nobody pays further ahead than that.
const MOST_SIGHTS: usize = 50;

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
        let mut sights = vec![Sight::of(case, ledger)];
        if ledger.credit.is_positive() {
            let known = as_known(case, ledger.as_of);
            let later: BTreeSet<_> = case.invoices.iter().map(|invoice| invoice.issued).collect();
            let later = later.into_iter().filter(|day| *day > ledger.as_of).take(MOST_SIGHTS);
            let ledgers = later.map_while(|day| Ledger::reckon(&known, day).ok());
            sights.extend(ledgers.map(|ledger| Sight::of(case, &ledger)));
        }
        Open { sights, first_issued: case.invoices.iter().map(|invoice| invoice.issued).min() }
    }

    /// Returns every invoice that is open or not issued yet, as far as the day of the ledger shows.
    pub(super) fn lines(&self) -> &[Line<'a>] {
        self.sights.first().map_or(&[], |sight| &sight.lines)
    }

    fn issued(&self, day: NaiveDate) -> impl Iterator<Item = &Line<'a>> {
        let last = self.sights.iter().rev().find(|sight| sight.from <= day).or(self.sights.first());
        last.into_iter().flat_map(|sight| &sight.lines).filter(move |line| line.issued <= day)
    }

    /// Returns what is owed on the day. Of equal due days the first in the file counts.
    pub(super) fn on(&self, day: NaiveDate) -> Owed<'a> {
        let free = || self.issued(day).filter(|line| line.is_free(day)).map(|line| line.invoice);
        let oldest = self.late(day).min_by_key(|invoice| invoice.due);
        let next = || free().min_by_key(|invoice| invoice.due);
        let disputed = || self.issued(day).map(|line| line.invoice).min_by_key(|invoice| invoice.due);
        let paid = self.first_issued.is_some_and(|first| first <= day);
        (oldest.map(Owed::Late))
            .or_else(|| next().map(Owed::Ahead))
            .or_else(|| disputed().map(Owed::Disputed))
            .unwrap_or(if paid { Owed::Nothing } else { Owed::NothingYet })
    }

    /// Returns the invoices that are overdue and open on the day.
    pub(super) fn late(&self, day: NaiveDate) -> impl Iterator<Item = Due<'a>> {
        let late = self.issued(day).filter(move |line| line.is_free(day) && line.invoice.due < day);
        late.map(|line| line.invoice)
    }

    /// Returns the invoices in dispute on the day, wholly or in part.
    pub(super) fn disputed(&self, day: NaiveDate) -> impl Iterator<Item = Due<'a>> {
        self.issued(day).filter(move |line| line.open_dispute(day).is_some()).map(|line| line.invoice)
    }
}

impl<'a> Sight<'a> {
    fn of(case: &'a Case, ledger: &Ledger) -> Sight<'a> {
        let standings: HashMap<&str, &Standing> = ledger.invoices.iter().map(|s| (s.number.as_str(), s)).collect();
        let line = |invoice: &'a Invoice| match standings.get(invoice.number.as_str()) {
            Some(standing) => standing.is_open().then(|| Line::issued(invoice, standing, ledger.as_of)),
            None => Line::later(case, invoice, ledger.as_of),
        };
        Sight { from: ledger.as_of, lines: case.invoices.iter().filter_map(line).collect() }
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

    /// Returns the line of an invoice that is issued after the day of the ledger.
    fn later(case: &Case, invoice: &'a Invoice, known: NaiveDate) -> Option<Line<'a>> {
        (invoice.issued > known && invoice.amount.is_positive()).then(|| Line {
            invoice: Due { number: &invoice.number, due: due_day(case, invoice) },
            issued: invoice.issued,
            dispute: invoice.disputed.as_ref(),
            known,
            free: true,
            principal: invoice.amount,
        })
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
            Some(dispute) if self.issued <= self.known && dispute.is_open(self.known) => self.free,
            Some(dispute) => dispute.amount.is_some_and(|amount| amount < self.principal),
        }
    }
}

/// Returns the case without the payments dated after the day.
fn as_known(case: &Case, day: NaiveDate) -> Case {
    let mut known = case.clone();
    known.payments.retain(|payment| payment.date <= day);
    known
}

#[cfg(test)]
mod tests {
    use super::super::sample::{ledger, on, sample};
    use super::*;

    /// Returns what is owed on some days, as known on the first of them.
    fn owed<const N: usize>(invoices: &str, payments: &str, days: [&str; N]) -> [String; N] {
        let case = sample().with("invoices", invoices).with("payments", payments).case();
        let open = Open::of(&case, &ledger(&case, on(days[0])));
        days.map(|day| match open.on(on(day)) {
            Owed::Nothing => "nothing".into(),
            Owed::NothingYet => "nothing yet".into(),
            Owed::Disputed(oldest) => format!("disputed {}", oldest.number),
            Owed::Ahead(next) => format!("ahead {}", next.number),
            Owed::Late(oldest) => format!("late {}", oldest.number),
        })
    }

    #[test]
    fn on_the_due_day_nothing_is_late() {
        let one = "[{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 10.00}]";
        let days = ["2026-03-01", "2026-03-02", "2026-04-01", "2026-04-02"];
        assert_eq!(owed(one, "[]", days), ["nothing yet", "ahead 1", "ahead 1", "late 1"]);
    }

    #[test]
    fn the_oldest_due_day_counts_and_of_equal_ones_the_first_in_the_file() {
        let three = "[{number: c, issued: 2026-03-02, due: 2026-04-02, amount: 10.00}, {number: b, issued: 2026-03-02, due: 2026-04-01, amount: 10.00}, \
             {number: a, issued: 2026-03-02, due: 2026-04-01, amount: 10.00}]";
        assert_eq!(owed(three, "[]", ["2026-04-10"]), ["late b"]);
        assert_eq!(owed(three, "[{date: 2026-04-05, amount: 10.00}]", ["2026-04-10"]), ["late a"]);
        assert_eq!(owed(three, "[{date: 2026-04-05, amount: 20.00}]", ["2026-04-10"]), ["late c"]);
    }

    #[test]
    fn an_invoice_paid_but_for_its_charges_is_still_open() {
        let case = sample()
            .with("terms", "{charges: [{amount: 5.00}]}")
            .with("invoices", "[{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 10.00}]")
            .with("payments", "[{date: 2026-04-05, amount: 10.00}]");
        assert_eq!(case.plan("2026-04-06").step.word(), "reminder");
        assert_eq!(case.plan("2026-04-06").days_past_due, 5);
    }

    #[test]
    fn a_dispute_of_less_than_the_principal_leaves_the_invoice_late() {
        let part = |amount: &str| {
            format!(
                "[{{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 10.00, disputed: {{since: 2026-04-05, amount: {amount}}}}}]"
            )
        };
        let days = ["2026-04-04", "2026-04-05"];
        assert_eq!(owed(&part("9.99"), "[]", days), ["late 1", "late 1"]);
        assert_eq!(owed(&part("10.00"), "[]", days), ["late 1", "disputed 1"]);
    }

    #[test]
    fn a_waiting_credit_pays_what_is_issued_later() {
        let two = "[{number: a, issued: 2026-03-02, due: 2026-04-01, amount: 10.00}, {number: b, issued: 2026-04-20, due: 2026-04-25, amount: 10.00}]";
        let days = ["2026-04-06", "2026-04-20"];
        assert_eq!(owed(two, "[{date: 2026-04-05, amount: 20.00}]", days), ["nothing", "nothing"]);
        assert_eq!(owed(two, "[{date: 2026-04-05, amount: 19.00}]", days), ["nothing", "ahead b"]);
    }

    #[test]
    fn a_payment_dated_later_is_not_counted_on() {
        let one = "[{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 10.00}]";
        let days = ["2026-04-02", "2026-04-10"];
        assert_eq!(owed(one, "[{date: 2026-04-05, amount: 10.00}]", days), ["late 1", "late 1"]);
    }
}
