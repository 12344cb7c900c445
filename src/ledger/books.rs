//! The sweep through the days: invoices are issued, credits used, payments booked.
//!
//! An invoice runs only when something reaches it, and a payment visits no invoice it leaves
//! untouched but the last. So the work grows with invoices, payments and rows, each once.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::LedgerError;
use super::account::{Account, refuse_too_many};
use super::allocate;
use super::basis::End;
use super::credit::{Credits, Key, Waiting};
use super::due::due_day;
use super::row::{RowKind, Split};
use super::scheme::Scheme;
use crate::case::{Case, Payment, PaymentKind};
use crate::money::Money;

/// All invoices of a case up to a day, and what is paid and not used.
#[derive(Debug)]
pub(super) struct Books<'a> {
    case: &'a Case,
    /// The invoices issued by the day, in file order.
    pub(super) accounts: Vec<Account<'a>>,
    by_number: HashMap<&'a str, usize>,
    /// Issued invoices with something open, the oldest due day first, then in file order.
    open: BTreeSet<(NaiveDate, usize)>,
    pub(super) credits: Credits,
    /// What payments, credit notes and write-offs moved, in order.
    pub(super) moves: Vec<Move>,
    /// How many charges there are on all invoices.
    charges: usize,
}

/// A movement by a payment, credit note or write-off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move {
    pub(super) date: NaiveDate,
    /// The place of the entry in the file.
    pub(super) entry: usize,
    pub(super) kind: RowKind,
    /// The place of the invoice among the accounts; none for a surplus.
    pub(super) account: Option<usize>,
    pub(super) amount: Money,
    pub(super) split: Option<Split>,
}

impl<'a> Books<'a> {
    /// Returns the books of a case with its invoices issued by the day, nothing booked yet.
    ///
    /// # Errors
    ///
    /// An amount below zero, an invoice that falls due before its issue, a payment for an unknown invoice.
    pub(super) fn open(case: &'a Case, as_of: NaiveDate, scheme: &'a Scheme<'a>) -> Result<Books<'a>, LedgerError> {
        let mut accounts = Vec::new();
        for invoice in case.invoices.iter().filter(|invoice| invoice.issued <= as_of) {
            let due = due_day(case, invoice);
            refuse_below_zero(invoice.amount, &invoice.number)?;
            refuse_due_before_issue(due, invoice.issued, &invoice.number)?;
            accounts.push(Account::new(invoice, due, scheme, case.currency));
        }
        let by_number = accounts.iter().enumerate().map(|(place, account)| (account.invoice.number.as_str(), place));
        let by_number = by_number.collect();
        let (open, credits) = (BTreeSet::new(), Credits::default());
        Ok(Books { case, accounts, by_number, open, credits, moves: Vec::new(), charges: 0 })
    }

    /// Books all that happens until the end of the day.
    pub(super) fn run_to(&mut self, as_of: NaiveDate) -> Result<(), LedgerError> {
        let mut payments: Vec<usize> = (0..self.case.payments.len()).collect();
        payments.retain(|entry| self.case.payments[*entry].date <= as_of);
        payments.sort_by_key(|entry| self.case.payments[*entry].date);
        let mut issues: Vec<usize> = (0..self.accounts.len()).collect();
        issues.sort_by_key(|place| self.accounts[*place].invoice.issued);
        let mut issues = issues.into_iter().peekable();
        for entry in payments {
            let date = self.case.payments[entry].date;
            while let Some(place) = issues.next_if(|place| self.accounts[*place].invoice.issued <= date) {
                let more_that_day = issues.peek().copied();
                self.issue(place, more_that_day)?;
            }
            self.book(entry)?;
        }
        while let Some(place) = issues.next() {
            let more_that_day = issues.peek().copied();
            self.issue(place, more_that_day)?;
        }
        (0..self.accounts.len()).try_for_each(|place| self.run(place, as_of, End::Ledger))
    }

    /// Runs one invoice to the end of a day.
    fn run(&mut self, place: usize, day: NaiveDate, why: End) -> Result<(), LedgerError> {
        let account = &mut self.accounts[place];
        let before = account.charges.len();
        account.run_to(day, why)?;
        self.charges += account.charges.len() - before;
        refuse_too_many(self.charges)
    }

    /// Issues an invoice and, unless another one is issued the same day, lets waiting credits pay.
    fn issue(&mut self, place: usize, next: Option<usize>) -> Result<(), LedgerError> {
        let account = &self.accounts[place];
        let day = account.invoice.issued;
        if account.principal.is_positive() {
            self.open.insert((account.due, place));
        }
        self.credits.issue(&account.invoice.number);
        if next.is_none_or(|next| self.accounts[next].invoice.issued > day) {
            self.use_credits(day)?;
        }
        Ok(())
    }

    /// Applies waiting credits, in order of payment day and file, while something is open.
    fn use_credits(&mut self, day: NaiveDate) -> Result<(), LedgerError> {
        let mut last = None;
        while !self.open.is_empty() {
            let Some((key, credit)) = self.credits.take_after(last)? else { break };
            last = Some(key);
            let mark = self.moves.len();
            let left = self.pay(day, key.entry, credit.amount)?;
            let used = credit.amount.minus(left)?;
            if used.is_positive() {
                let back = self.surplus(day, key.entry, used);
                self.moves.insert(mark, back);
            }
            self.credits.keep(key, Waiting { amount: left, ..credit })?;
        }
        Ok(())
    }

    /// Books an entry on its own day.
    fn book(&mut self, entry: usize) -> Result<(), LedgerError> {
        let payment = &self.case.payments[entry];
        refuse_below_zero(payment.amount, &format!("of {}", payment.date))?;
        let key = Key { date: payment.date, entry };
        let held_for = self.not_yet_issued(payment)?;
        let left = match held_for {
            Some(_) => payment.amount,
            None => self.pay(payment.date, entry, payment.amount)?,
        };
        if left.is_positive() {
            refuse_surplus_write_off(payment, left, self.case)?;
            let surplus = self.surplus(payment.date, entry, left.negated());
            self.moves.push(surplus);
            self.credits.keep(key, Waiting { amount: left, held_for })?;
        }
        Ok(())
    }

    /// Returns the number of the invoice a payment is meant for, if that one is issued after it.
    fn not_yet_issued(&self, payment: &Payment) -> Result<Option<String>, LedgerError> {
        let Some(number) = &payment.invoice else { return Ok(None) };
        if let Some(place) = self.by_number.get(number.as_str()) {
            return Ok((self.accounts[*place].invoice.issued > payment.date).then(|| number.clone()));
        }
        // not among the accounts: issued after the day of the ledger, or unknown
        self.case.invoice(number).map(|_| Some(number.clone())).ok_or_else(|| {
            let text = format!("the payment of {} names invoice `{number}`, which is not in the case", payment.date);
            LedgerError::new("payment-unknown-invoice", text)
        })
    }

    /// Pays the invoice the entry names, then the oldest due day first, and returns what is left over.
    fn pay(&mut self, day: NaiveDate, entry: usize, amount: Money) -> Result<Money, LedgerError> {
        let named = self.case.payments[entry].invoice.as_deref().and_then(|number| self.by_number.get(number));
        let mut left = amount;
        let named = named.map(|place| (self.accounts[*place].due, *place)).filter(|key| self.open.contains(key));
        let mut next = named.or_else(|| self.open.first().copied());
        while let Some((_, place)) = next.filter(|_| left.is_positive()) {
            left = self.reach(place, day, entry, left)?;
            next = self.open.first().copied();
        }
        Ok(left)
    }

    fn reach(&mut self, place: usize, day: NaiveDate, entry: usize, amount: Money) -> Result<Money, LedgerError> {
        let kind = self.case.payments[entry].kind;
        let order = allocate::order(kind, self.case.terms.allocation);
        self.run(place, day, End::Payment)?;
        let account = &mut self.accounts[place];
        let split = account.settle(amount, &order)?;
        if account.is_settled()? {
            self.open.remove(&(account.due, place));
        }
        let paid = Money::sum([split.costs, split.interest, split.principal])?;
        let moved = Move { account: Some(place), split: Some(split), ..self.surplus(day, entry, paid.negated()) };
        self.moves.push(moved);
        Ok(amount.minus(paid)?)
    }

    fn surplus(&self, date: NaiveDate, entry: usize, amount: Money) -> Move {
        let kind = match self.case.payments[entry].kind {
            PaymentKind::Payment => RowKind::Payment,
            PaymentKind::CreditNote => RowKind::CreditNote,
            PaymentKind::WriteOff => RowKind::WriteOff,
        };
        Move { date, entry, kind, account: None, amount, split: None }
    }
}

fn refuse_below_zero(amount: Money, of: &str) -> Result<(), LedgerError> {
    if amount < Money::ZERO {
        return Err(LedgerError::new("negative-amount", format!("the amount {of} is below zero: {amount:?}")));
    }
    Ok(())
}

fn refuse_due_before_issue(due: NaiveDate, issued: NaiveDate, number: &str) -> Result<(), LedgerError> {
    if due < issued {
        let text = format!("invoice `{number}` falls due on {due}, before it was issued on {issued}");
        return Err(LedgerError::new("due-before-issue", text));
    }
    Ok(())
}

fn refuse_surplus_write_off(payment: &Payment, left: Money, case: &Case) -> Result<(), LedgerError> {
    if payment.kind != PaymentKind::WriteOff {
        return Ok(());
    }
    let (date, left) = (payment.date, left.plain(case.currency));
    let text = format!("the write-off of {date} is {left} more than is owed on that day");
    Err(LedgerError::new("write-off-too-large", text).hint("a write-off can be no larger than what is open"))
}

#[cfg(test)]
mod tests {
    use crate::ledger::Ledger;
    use crate::ledger::row::RowKind;
    use crate::ledger::sample::{full, ledger, rows};

    fn payments(invoices: &[&str], payments: &[&str], as_of: &str) -> Vec<String> {
        let kinds = [RowKind::Payment, RowKind::CreditNote, RowKind::WriteOff];
        let ledger = ledger(&full("USD", "business", "payment: net 30", invoices, payments), as_of);
        kinds.iter().flat_map(|kind| rows(&ledger, *kind)).collect()
    }

    #[test]
    fn the_oldest_due_day_is_paid_first_and_equal_days_in_file_order() {
        let invoices = ["issued: 2026-01-10", "issued: 2026-01-05", "issued: 2026-01-05"];
        let paid = payments(&invoices, &["date: 2026-02-01, amount: 2500"], "2026-02-01");
        assert_eq!(paid, ["2026-02-01 B -1000.00", "2026-02-01 C -1000.00", "2026-02-01 A -500.00"]);
    }

    #[test]
    fn the_invoice_a_payment_names_goes_first_and_the_rest_to_the_oldest() {
        let invoices = ["issued: 2026-01-05", "issued: 2026-01-06", "issued: 2026-01-07"];
        let paid = payments(&invoices, &["date: 2026-02-01, amount: 1200, invoice: C"], "2026-02-01");
        assert_eq!(paid, ["2026-02-01 C -1000.00", "2026-02-01 A -200.00"]);
    }

    #[test]
    fn a_payment_reaches_invoices_not_yet_due_but_none_not_yet_issued() {
        let invoices = ["issued: 2026-01-05", "issued: 2026-01-20"];
        let paid = payments(&invoices, &["date: 2026-01-10, amount: 1200"], "2026-01-15");
        assert_eq!(paid, ["2026-01-10 A -1000.00", "2026-01-10 - -200.00"]);
    }

    #[test]
    fn a_write_off_of_more_than_is_owed_is_an_error() {
        let write_off = "date: 2026-02-01, amount: 1000.01, kind: write-off";
        let case = full("USD", "business", "payment: net 30", &["issued: 2026-01-05"], &[write_off]);
        let error = Ledger::reckon(&case, "2026-02-01".parse().unwrap()).unwrap_err();
        assert_eq!(error.text, "the write-off of 2026-02-01 is 0.01 more than is owed on that day");
    }

    #[test]
    fn payments_of_after_the_day_do_not_count() {
        let paid = payments(&["issued: 2026-01-05"], &["date: 2026-02-02, amount: 100"], "2026-02-01");
        assert_eq!(paid, [""; 0]);
    }
}
