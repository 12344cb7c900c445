//! The days of a case, as far as anything happens on them.
//!
//! Order within a day (design 5.5, 5.8.8): invoices are issued; interest accrues; it is capitalised; fees
//! are charged; waiting credit is used where an invoice was issued; payments come in file order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use chrono::NaiveDate;

use super::debt::Debt;
use super::row::{Basis, Row, RowKind, Split};
use super::rule::{Kind, Running, fixed_sum};
use super::{LedgerError, allocate, fee};
use crate::calendar::plus_days;
use crate::case::{Case, Payment, PaymentKind, RoundingRule};
use crate::money::Money;

/// The books at the end of the last day.
pub(super) struct Books<'c> {
    pub debts: Vec<Debt<'c>>,
    pub rows: Vec<Row>,
    /// What was paid and waits.
    pub credit: Money,
}

/// Returns the books at the end of the day.
pub(super) fn run<'c>(case: &'c Case, rules: &[Running], as_of: NaiveDate) -> Result<Books<'c>, LedgerError> {
    let mut sweep = Sweep::new(case, rules, as_of);
    while let Some(day) = sweep.next_day() {
        sweep.day(day)?;
    }
    sweep.finish(as_of)
}

/// The order of the rows of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Invoice,
    Interest,
    Fee,
    Credit,
    Payment,
}

/// What an invoice must be woken for: a rule's next fee, fixed sum or capitalisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wake {
    Capitalise(usize),
    Charge(usize, u32),
}

/// A payment, or what is left of it.
struct Purse<'c> {
    entry: usize,
    payment: &'c Payment,
    left: Money,
    /// The invoice it is still meant for.
    wanted: Option<usize>,
    /// It is meant for an invoice that this day does not know yet.
    unknown: bool,
}

struct Sweep<'c, 'r> {
    case: &'c Case,
    rules: &'r [Running],
    as_of: NaiveDate,
    debts: Vec<Debt<'c>>,
    /// The place among `debts` of each invoice number.
    numbers: BTreeMap<&'c str, usize>,
    issues: BTreeMap<NaiveDate, Vec<usize>>,
    payments: BTreeMap<NaiveDate, Vec<usize>>,
    wakes: BinaryHeap<Reverse<(NaiveDate, usize, Wake)>>,
    /// Issued and not settled, oldest due day first.
    open: BTreeSet<(NaiveDate, usize)>,
    waiting: Vec<Purse<'c>>,
    rows: Vec<(NaiveDate, Phase, usize, Row)>,
}

impl<'c, 'r> Sweep<'c, 'r> {
    fn new(case: &'c Case, rules: &'r [Running], as_of: NaiveDate) -> Sweep<'c, 'r> {
        let issued = (0..case.invoices.len()).filter(|place| case.invoices[*place].issued <= as_of);
        let debts: Vec<Debt<'c>> = issued.map(|place| Debt::new(case, place, rules)).collect();
        let mut issues: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
        for (at, debt) in debts.iter().enumerate() {
            issues.entry(debt.invoice.issued).or_default().push(at);
        }
        let mut payments: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
        for (at, payment) in case.payments.iter().enumerate().filter(|(_, payment)| payment.date <= as_of) {
            payments.entry(payment.date).or_default().push(at);
        }
        let numbers = debts.iter().enumerate().map(|(at, debt)| (debt.invoice.number.as_str(), at)).collect();
        Sweep {
            case,
            rules,
            as_of,
            debts,
            numbers,
            issues,
            payments,
            wakes: BinaryHeap::new(),
            open: BTreeSet::new(),
            waiting: vec![],
            rows: vec![],
        }
    }

    /// Returns the next day on which something happens.
    fn next_day(&self) -> Option<NaiveDate> {
        let days = [
            self.issues.first_key_value().map(|(day, _)| *day),
            self.payments.first_key_value().map(|(day, _)| *day),
            self.wakes.peek().map(|wake| wake.0.0),
        ];
        days.into_iter().flatten().min().filter(|day| *day <= self.as_of)
    }

    fn day(&mut self, day: NaiveDate) -> Result<(), LedgerError> {
        let issued = self.issues.remove(&day).unwrap_or_default();
        for at in &issued {
            self.issue(*at, day);
        }
        while let Some(Reverse((_, at, wake))) = self.wakes.peek().copied().filter(|wake| wake.0.0 <= day) {
            self.wakes.pop();
            self.wake(at, wake, day)?;
        }
        if !issued.is_empty() {
            self.use_waiting(day)?;
        }
        for entry in self.payments.remove(&day).unwrap_or_default() {
            self.pay(entry, day)?;
        }
        Ok(())
    }

    fn issue(&mut self, at: usize, day: NaiveDate) {
        let debt = &mut self.debts[at];
        debt.principal = debt.invoice.amount;
        self.open.insert((debt.due, at));
        let (due, amount) = (debt.due, debt.principal);
        self.row(day, Phase::Invoice, Some(at), RowKind::Invoice, amount, None);
        for (place, running) in self.rules.iter().enumerate() {
            match &running.kind {
                Kind::Fee(rule) => {
                    let first = fee::day(rule, &self.debts[at], 0);
                    self.wakes.extend(first.map(|first| Reverse((first.max(day), at, Wake::Charge(place, 0)))));
                }
                Kind::FixedSum(_) => {
                    self.wakes.push(Reverse((plus_days(due, 1).max(day), at, Wake::Charge(place, 0))));
                }
                Kind::Interest(_) => {}
            }
        }
        for account in 0..self.debts[at].accounts.len() {
            self.plan_capitalisation(at, account, due);
        }
    }

    fn plan_capitalisation(&mut self, at: usize, account: usize, after: NaiveDate) {
        let account_of = &self.debts[at].accounts[account];
        if let Kind::Interest(interest) = &self.rules[account_of.rule].kind
            && let Some(next) = account_of.next_capitalisation(interest.compounding, after)
        {
            self.wakes.push(Reverse((next, at, Wake::Capitalise(account))));
        }
    }

    fn wake(&mut self, at: usize, wake: Wake, day: NaiveDate) -> Result<(), LedgerError> {
        if self.debts[at].principal.is_zero() {
            return Ok(());
        }
        match wake {
            Wake::Capitalise(account) => {
                self.accrue(at, day, |k| k == account)?;
                self.debts[at].accounts[account].capitalise()?;
                self.plan_capitalisation(at, account, day);
            }
            Wake::Charge(place, period) => match &self.rules[place].kind {
                Kind::Fee(rule) => {
                    self.charge_fee(at, place, rule, day)?;
                    let next = period.checked_add(1).and_then(|period| fee::day(rule, &self.debts[at], period));
                    self.wakes.extend(next.map(|next| Reverse((next, at, Wake::Charge(place, period + 1)))));
                }
                Kind::FixedSum(provisions) => {
                    let sum = fixed_sum(provisions, day, self.debts[at].principal).map(|sum| sum.sum);
                    let basis = self.basis(place, None, sum.unwrap_or_default().units());
                    self.add_costs(at, day, RowKind::FixedSum, sum.unwrap_or_default(), basis)?;
                }
                Kind::Interest(_) => {}
            },
        }
        Ok(())
    }

    fn charge_fee(
        &mut self,
        at: usize,
        place: usize,
        rule: &crate::case::Fee,
        day: NaiveDate,
    ) -> Result<(), LedgerError> {
        let due = fee::charge(rule, &self.debts[at], self.debts[at].fees[place], self.case.currency)?;
        self.debts[at].fees[place] = self.debts[at].fees[place].plus(due.amount)?;
        let rate = match rule.amount {
            crate::case::Amount::Percent(percent) => Some(percent),
            crate::case::Amount::Money(_) => None,
        };
        let basis =
            Basis { rate, base_costs: due.base_costs, limit: due.limit, ..self.basis(place, due.base, due.exact) };
        self.add_costs(at, day, RowKind::Fee, due.amount, basis)
    }

    fn basis(&self, place: usize, base: Option<Money>, exact: rust_decimal::Decimal) -> Basis {
        let running = &self.rules[place];
        Basis {
            charge: running.charge,
            rule: running.word,
            clause: running.clause.clone(),
            base,
            base_costs: Money::ZERO,
            base_interest: Money::ZERO,
            rate: None,
            from: None,
            days: None,
            day_count: None,
            exact,
            rounding: RoundingRule::default(),
            limit: None,
        }
    }

    /// Adds a fee or fixed sum; where it joins the base of interest, the leg ends here.
    fn add_costs(
        &mut self,
        at: usize,
        day: NaiveDate,
        kind: RowKind,
        amount: Money,
        basis: Basis,
    ) -> Result<(), LedgerError> {
        if amount.is_zero() {
            return Ok(());
        }
        self.accrue_where(at, day, |interest| interest.with_charges)?;
        self.debts[at].costs = self.debts[at].costs.plus(amount)?;
        self.row(day, Phase::Fee, Some(at), kind, amount, Some(basis));
        Ok(())
    }

    fn accrue_where(
        &mut self,
        at: usize,
        day: NaiveDate,
        which: impl Fn(&super::rule::Interest) -> bool,
    ) -> Result<(), LedgerError> {
        let chosen: Vec<bool> = self.debts[at]
            .accounts
            .iter()
            .map(|account| matches!(&self.rules[account.rule].kind, Kind::Interest(interest) if which(interest)))
            .collect();
        self.accrue(at, day, |k| chosen[k])
    }

    /// Charges the interest of some accounts of an invoice up to the end of the day.
    fn accrue(&mut self, at: usize, day: NaiveDate, which: impl Fn(usize) -> bool) -> Result<(), LedgerError> {
        for k in (0..self.debts[at].accounts.len()).filter(|k| which(*k)) {
            let running = &self.rules[self.debts[at].accounts[k].rule];
            let Kind::Interest(interest) = &running.kind else { continue };
            let base = self.debts[at].base(interest.with_charges);
            let charged = self.debts[at].accounts[k].accrue(running, interest, base, day, self.case.currency)?;
            for leg in charged {
                self.row(leg.day, Phase::Interest, Some(at), RowKind::Interest, leg.amount, Some(leg.basis));
            }
        }
        Ok(())
    }

    fn pay(&mut self, entry: usize, day: NaiveDate) -> Result<(), LedgerError> {
        let payment = &self.case.payments[entry];
        let wanted = payment.invoice.as_deref().map(|number| self.numbers.get(number).copied());
        let unknown = wanted == Some(None);
        let mut purse = Purse { entry, payment, left: payment.amount, wanted: wanted.flatten(), unknown };
        if !self.waits(&purse, day) {
            for (at, split) in self.spread(&mut purse, day)? {
                self.pay_row(day, Phase::Payment, &purse, Some((at, split)), total(split)?.negated());
            }
            purse.wanted = None;
        }
        if purse.left.is_positive() {
            if payment.kind == PaymentKind::WriteOff {
                let text = format!("the write-off of {day} is larger than what is owed on that day");
                return Err(LedgerError::new("write-off-too-large", text).hint("write off what is open, or less"));
            }
            self.pay_row(day, Phase::Payment, &purse, None, purse.left.negated());
            self.waiting.push(purse);
        }
        Ok(())
    }

    /// A payment meant for an invoice that is not issued yet keeps waiting for it.
    fn waits(&self, purse: &Purse<'c>, day: NaiveDate) -> bool {
        purse.unknown || purse.wanted.is_some_and(|at| self.debts[at].invoice.issued > day)
    }

    /// Uses credit on a day on which an invoice was issued.
    fn use_waiting(&mut self, day: NaiveDate) -> Result<(), LedgerError> {
        for mut purse in std::mem::take(&mut self.waiting) {
            if !self.waits(&purse, day) {
                let before = purse.left;
                let parts = self.spread(&mut purse, day)?;
                let used = before.minus(purse.left)?;
                self.pay_row(day, Phase::Credit, &purse, None, used);
                for (at, split) in parts {
                    self.pay_row(day, Phase::Credit, &purse, Some((at, split)), total(split)?.negated());
                }
                purse.wanted = None;
            }
            if purse.left.is_positive() {
                self.waiting.push(purse);
            }
        }
        Ok(())
    }

    /// Gives the money to the invoices it reaches: its own first, then the oldest due day.
    fn spread(&mut self, purse: &mut Purse<'c>, day: NaiveDate) -> Result<Vec<(usize, Split)>, LedgerError> {
        let mut parts = vec![];
        if let Some(at) = purse.wanted.filter(|at| self.open.contains(&(self.debts[*at].due, *at))) {
            parts.extend(self.give(at, purse, day)?);
        }
        while let Some((_, at)) = self.open.first().copied().filter(|_| purse.left.is_positive()) {
            parts.extend(self.give(at, purse, day)?);
        }
        Ok(parts)
    }

    fn give(
        &mut self,
        at: usize,
        purse: &mut Purse<'c>,
        day: NaiveDate,
    ) -> Result<Option<(usize, Split)>, LedgerError> {
        if !purse.left.is_positive() {
            return Ok(None);
        }
        self.accrue(at, day, |_| true)?;
        let debt = &mut self.debts[at];
        let split = allocate::pay(debt, &mut purse.left, purse.payment.kind, self.case.terms.allocation)?;
        if debt.open()?.is_zero() {
            self.open.remove(&(debt.due, at));
        }
        Ok((!total(split)?.is_zero()).then_some((at, split)))
    }

    fn pay_row(&mut self, day: NaiveDate, phase: Phase, purse: &Purse<'c>, to: Option<(usize, Split)>, amount: Money) {
        let kind = match purse.payment.kind {
            PaymentKind::Payment => RowKind::Payment,
            PaymentKind::CreditNote => RowKind::CreditNote,
            PaymentKind::WriteOff => RowKind::WriteOff,
        };
        let before = self.rows.len();
        self.row(day, phase, to.map(|(at, _)| at), kind, amount, None);
        if let Some((.., row)) = self.rows.get_mut(before) {
            row.entry = Some(purse.entry);
            row.split = to.map(|(_, split)| split);
        }
    }

    fn row(
        &mut self,
        date: NaiveDate,
        phase: Phase,
        at: Option<usize>,
        kind: RowKind,
        amount: Money,
        basis: Option<Basis>,
    ) {
        if amount.is_zero() {
            return;
        }
        let invoice = at.map(|at| self.debts[at].invoice.number.clone());
        // rows of interest and fees stand in the order of the invoices, payments in the order they came
        let place = if phase < Phase::Credit { at.unwrap_or(0) } else { 0 };
        let row = Row { date, invoice, kind, amount, balance: Money::ZERO, basis, entry: None, split: None };
        self.rows.push((date, phase, place, row));
    }

    fn finish(mut self, as_of: NaiveDate) -> Result<Books<'c>, LedgerError> {
        for at in 0..self.debts.len() {
            self.accrue(at, as_of, |_| true)?;
        }
        self.rows.sort_by_key(|(date, phase, place, _)| (*date, *phase, *place));
        let mut balance = Money::ZERO;
        let mut rows = Vec::with_capacity(self.rows.len());
        for (.., mut row) in self.rows {
            balance = balance.plus(row.amount)?;
            row.balance = balance;
            rows.push(row);
        }
        let credit = Money::sum(self.waiting.iter().map(|purse| purse.left))?;
        Ok(Books { debts: self.debts, rows, credit })
    }
}

fn total(split: Split) -> Result<Money, crate::money::Overflow> {
    Money::sum([split.costs, split.interest, split.principal])
}

#[cfg(test)]
mod tests {
    use crate::ledger::row::RowKind;
    use crate::ledger::sample::{full, ledger, rows};

    #[test]
    fn a_payment_pays_its_own_invoice_and_then_the_oldest_due() {
        let invoices = ["issued: 2026-01-01", "issued: 2026-02-01", "issued: 2026-03-01"];
        let paid = ["date: 2026-03-05, amount: 1500, invoice: C"];
        let ledger = ledger(&full("USD", "business", "charges: []", &invoices, &paid), "2026-03-05");
        assert_eq!(rows(&ledger, RowKind::Payment), ["2026-03-05 C -1000.00", "2026-03-05 A -500.00"]);
    }

    #[test]
    fn a_surplus_is_a_credit_and_is_used_on_the_next_issue_day() {
        let invoices = ["issued: 2026-01-01", "issued: 2026-02-01"];
        let case = full("USD", "business", "charges: []", &invoices, &["date: 2026-01-10, amount: 1300"]);
        assert_eq!(ledger(&case, "2026-01-31").credit, "300".parse().unwrap());
        let later = ledger(&case, "2026-02-01");
        assert_eq!((later.credit, later.principal), ("0".parse().unwrap(), "700".parse().unwrap()));
        assert_eq!(
            rows(&later, RowKind::Payment),
            ["2026-01-10 A -1000.00", "2026-01-10 - -300.00", "2026-02-01 - 300.00", "2026-02-01 B -300.00"]
        );
    }

    #[test]
    fn a_payment_for_an_invoice_not_issued_yet_waits_for_it() {
        let invoices = ["issued: 2026-01-01", "issued: 2026-03-01"];
        let case = full("USD", "business", "charges: []", &invoices, &["date: 2026-01-10, amount: 400, invoice: B"]);
        let early = ledger(&case, "2026-02-01");
        assert_eq!((early.credit, early.principal), ("400".parse().unwrap(), "1000".parse().unwrap()));
        let later = ledger(&case, "2026-03-01");
        assert_eq!(later.standing("B").unwrap().principal, "600".parse().unwrap());
    }

    #[test]
    fn payments_after_the_day_do_not_count() {
        let case = full("USD", "business", "charges: []", &["issued: 2026-01-01"], &["date: 2026-01-10, amount: 400"]);
        assert_eq!(ledger(&case, "2026-01-09").total_due, "1000".parse().unwrap());
    }

    #[test]
    fn a_write_off_of_more_than_is_owed_is_an_error() {
        let paid = ["date: 2026-01-10, amount: 1400, kind: write-off"];
        let case = full("USD", "business", "charges: []", &["issued: 2026-01-01"], &paid);
        let error = crate::ledger::Ledger::reckon(&case, "2026-02-01".parse().unwrap()).unwrap_err();
        assert_eq!(error.code, "write-off-too-large");
    }

    #[test]
    fn a_statutory_fixed_sum_is_charged_the_day_after_the_due_day() {
        let terms = "charges: [{statutory: uk-late-payment}]";
        let case = full("GBP", "business", terms, &["issued: 2025-01-01", "issued: 2025-01-01, amount: 999.99"], &[]);
        let ledger = ledger(&case, "2025-01-02");
        assert_eq!(rows(&ledger, RowKind::FixedSum), ["2025-01-02 A 70.00", "2025-01-02 B 40.00"]);
    }
}
