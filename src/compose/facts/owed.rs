//! What is owed on the day, and how it came to that.

use rustc_hash::FxHashSet;
use serde::Serialize;
use serde_with::skip_serializing_none;

use super::Input;
use super::history::{Talk, talk_about};
use super::rows::{Row, row};
use crate::calendar::plus_days;
use crate::case::PaymentKind;
use crate::compose::input::Signed;
use crate::compose::shared::Shared;
use crate::compose::words::Day;
use crate::compose::{ComposeError, DocumentKind};
use crate::ledger::{self, RowKind, Standing, sums};
use crate::money::Money;

/// What is owed. Amounts of nothing are absent.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Owed {
    /// What this document may ask for: due, open and not in dispute.
    pub total: String,
    /// Whether that is nothing.
    pub nothing: bool,
    /// The principal in it.
    pub principal: Option<String>,
    /// The interest in it.
    pub interest: Option<String>,
    /// The fees and fixed sums in it.
    pub costs: Option<String>,
    /// What is open on invoices that fall due later.
    pub coming_total: Option<String>,
    /// What is in dispute, with its charges.
    pub disputed: Option<String>,
    /// What was paid and is not used for any invoice.
    pub credit: Option<String>,
    /// What each further day adds.
    pub per_day: Option<String>,
    /// The first day that adds it.
    pub per_day_from: Shared<Day>,
    /// The days the oldest overdue invoice is late; 0 when nothing is.
    pub days_late: i64,
    /// The same, as in `45 days`.
    pub days_late_text: String,
    /// The same as one says it, as in `almost 60 days past due`.
    pub past_due: String,
    /// The earliest due day among those invoices.
    pub due: Option<Shared<Day>>,
    /// The invoices that are due and open, in file order; the total is theirs.
    pub invoices: Option<Vec<Invoice>>,
    /// Their numbers, as in `1042 and 1043`.
    pub numbers: String,
    /// The invoices that fall due later and are open, the next to fall due first.
    pub coming: Option<Vec<Invoice>>,
    /// The numbers of those.
    pub coming_numbers: String,
    /// What the total is made of, by kind; it adds up to the total.
    pub parts: Option<Vec<Part>>,
    /// Every movement on those invoices; not on a statement, which has all movements of its own.
    pub rows: Option<Vec<Row>>,
    /// The charges among them.
    pub charges: Option<Vec<Row>>,
    /// The latest money that came.
    pub last_payment: Option<Paid>,
    /// The day to which payments are known to be complete.
    pub checked: Option<Shared<Day>>,
}

/// One invoice. Amounts of nothing are absent.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Invoice {
    /// Its number.
    pub number: String,
    /// What it is for.
    pub description: Option<String>,
    /// The day it bears.
    pub issued: Shared<Day>,
    /// The day it was received.
    pub received: Option<Shared<Day>>,
    /// The day it falls due.
    pub due: Shared<Day>,
    /// The days it is late; negative before the due day.
    pub days_late: i64,
    /// The invoice as issued.
    pub amount: String,
    /// What is open on it and not in dispute.
    pub open: String,
    /// The principal in that.
    pub principal: Option<String>,
    /// The interest in that.
    pub interest: Option<String>,
    /// The fees and fixed sums in that.
    pub costs: Option<String>,
    /// What is in dispute on it.
    pub disputed: Option<String>,
    /// The latest conversation in which it was talked about.
    pub discussed: Option<Talk>,
    /// Whether the case has a copy of it.
    pub copy: bool,
}

/// A part of a total.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// The kind of its rows, or `disputed`.
    pub kind: &'static str,
    /// How much, with a minus for what lowers the debt.
    pub amount: String,
    /// How much, without a sign.
    pub plain: String,
    /// Whether it lowers the debt.
    pub minus: bool,
}

/// Money that came.
#[derive(Debug, Clone, Serialize)]
pub struct Paid {
    /// The day it came.
    pub day: Shared<Day>,
    /// How much.
    pub amount: String,
}

pub(super) fn owed(input: &Input) -> Result<Owed, ComposeError> {
    let ledger = input.ledger;
    let due: Vec<&Standing> = ledger.invoices.iter().filter(|s| is_due(s)).collect();
    let mut coming: Vec<&Standing> =
        ledger.invoices.iter().filter(|s| s.days_past_due < 0 && s.open().is_positive()).collect();
    coming.sort_by_key(|standing| standing.due);
    let rows: Vec<&ledger::Row> = rows_of(input, &due);
    let shown = if input.kind == DocumentKind::Statement { &[][..] } else { &rows[..] };
    let facts = |among: fn(RowKind) -> bool| shown.iter().filter(|r| among(r.kind)).map(|r| row(input, r)).collect();
    let days = input.plan.days_past_due;
    Ok(Owed {
        total: input.money(ledger.total_due),
        nothing: !ledger.total_due.is_positive(),
        principal: input.some_money(ledger.principal),
        interest: input.some_money(ledger.interest),
        costs: input.some_money(ledger.costs),
        coming_total: input.some_money(ledger.not_yet_due),
        disputed: input.some_money(ledger.disputed),
        credit: input.some_money(ledger.credit),
        per_day: input.some_money(ledger.per_day),
        per_day_from: input.day(plus_days(input.as_of(), 1)),
        days_late: days,
        days_late_text: input.words.days(days),
        past_due: input.words.past_due(days),
        due: due.iter().map(|s| s.due).min().map(|day| input.day(day)),
        numbers: numbers(input, &due),
        invoices: input.read("owed.invoices", || due.iter().map(|s| invoice(input, s)).collect()),
        coming_numbers: numbers(input, &coming),
        coming: input.read("owed.coming", || coming.iter().map(|s| invoice(input, s)).collect()),
        parts: input.read("owed.parts", || parts(input, &rows, &due)).transpose()?,
        charges: input.read("owed.charges", || facts(is_charge)),
        rows: input.read("owed.rows", || facts(|_| true)),
        last_payment: last_payment(input),
        checked: input.books_to().map(|day| input.day(day)),
    })
}

/// Whether something is open on an invoice that may be asked for; on the due day it may, though it is not late.
fn is_due(standing: &Standing) -> bool {
    standing.days_past_due >= 0 && standing.open().is_positive()
}

fn is_charge(kind: RowKind) -> bool {
    matches!(kind, RowKind::Fee | RowKind::Interest | RowKind::FixedSum)
}

fn rows_of<'a>(input: &Input<'a>, standings: &[&Standing]) -> Vec<&'a ledger::Row> {
    let numbers: FxHashSet<&str> = standings.iter().map(|standing| standing.number.as_str()).collect();
    let among = |row: &&ledger::Row| row.invoice.as_deref().is_some_and(|number| numbers.contains(number));
    input.ledger.rows.iter().filter(among).collect()
}

fn numbers(input: &Input, standings: &[&Standing]) -> String {
    let numbers: Vec<String> = standings.iter().map(|standing| standing.number.clone()).collect();
    input.words.list(&numbers)
}

fn invoice(input: &Input, standing: &Standing) -> Invoice {
    let typed = input.invoice(&standing.number);
    Invoice {
        number: standing.number.clone(),
        description: typed.and_then(|typed| typed.description.clone()),
        issued: input.day(standing.issued),
        received: typed.and_then(|typed| input.past(typed.received)),
        due: input.day(standing.due),
        days_late: standing.days_past_due,
        amount: input.money(standing.amount),
        open: input.money(standing.open()),
        principal: input.some_money(standing.principal),
        interest: input.some_money(standing.interest),
        costs: input.some_money(standing.costs),
        disputed: input.some_money(standing.disputed),
        discussed: talk_about(input, &standing.number),
        copy: typed.is_some_and(|typed| typed.copy.is_some()),
    }
}

fn parts(input: &Input, rows: &[&ledger::Row], standings: &[&Standing]) -> Result<Vec<Part>, ComposeError> {
    let mut parts: Vec<Part> =
        sums::by_kind(rows.iter().copied())?.into_iter().map(|(kind, sum)| part(input, kind.word(), sum)).collect();
    let disputed = Money::sum(standings.iter().map(|standing| standing.disputed))?;
    if disputed.is_positive() {
        parts.push(part(input, "disputed", disputed.negated()));
    }
    Ok(parts)
}

pub(super) fn part(input: &Input, kind: &'static str, amount: Money) -> Part {
    let Signed { amount, plain, minus } = input.signed(amount);
    Part { kind, amount, plain, minus }
}

fn last_payment(input: &Input) -> Option<Paid> {
    let money = |payment: &&crate::case::Payment| payment.kind == PaymentKind::Payment && payment.date <= input.as_of();
    let last = input.case.payments.iter().filter(money).max_by_key(|payment| payment.date)?;
    Some(Paid { day: input.day(last.date), amount: input.money(last.amount) })
}
