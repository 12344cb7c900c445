//! What only a statement needs: every row, how the closing balance divides, and the balance over time.

use chrono::NaiveDate;
use serde::Serialize;

use super::Input;
use super::ground::{Ground, grounds};
use super::owed::{Part, part};
use super::rows::{self, row};
use crate::calendar::eve;
use crate::compose::words::Day;
use crate::compose::{ComposeError, DocumentKind};
use crate::ledger::{Row, RowKind, Split, sums};
use crate::money::{Money, Overflow};

/// A chart is drawn from so many days at most.
const CHART_DAYS: usize = 80;

/// What only a statement needs.
#[derive(Debug, Clone, Serialize)]
pub struct Statement {
    /// The day before the first row.
    pub opening: Option<Day>,
    /// Nothing, as an amount: what was owed before the first row.
    pub zero: String,
    /// Every row.
    pub rows: Vec<rows::Row>,
    /// The sums of the rows by kind.
    pub sums: Vec<Part>,
    /// The balance after the last row.
    pub closing: String,
    /// How the closing balance divides, when not all of it is due.
    pub settlement: Option<Settlement>,
    /// Whether anything was charged for lateness.
    pub charged: bool,
    /// Whether a fee or fixed sum is among that.
    pub fees: bool,
    /// Whether anything was paid, credited or written off.
    pub lowered: bool,
    /// The rules by which something was charged.
    pub grounds: Vec<Ground>,
    /// Open principal by age.
    pub ageing: Ageing,
    /// The balance over time; empty when there is nothing to draw.
    pub chart: Vec<ChartPoint>,
}

/// How a closing balance divides. Amounts of nothing are absent.
#[derive(Debug, Clone, Serialize)]
pub struct Settlement {
    /// Due and not in dispute.
    pub due: String,
    /// Not due yet.
    pub coming: Option<String>,
    /// In dispute.
    pub disputed: Option<String>,
    /// Paid and not used.
    pub credit: Option<String>,
}

/// Open principal by days past due.
#[derive(Debug, Clone, Serialize)]
pub struct Ageing {
    /// 0 days or fewer.
    pub current: String,
    /// 1 to 30 days.
    pub to_30: String,
    /// 31 to 60 days.
    pub to_60: String,
    /// 61 to 90 days.
    pub to_90: String,
    /// More than 90 days.
    pub over_90: String,
}

/// The balance at the end of a day, for a chart: plain figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChartPoint {
    /// `2026-06-01`.
    pub date: String,
    /// Open principal.
    pub principal: String,
    /// Open interest, fees and fixed sums.
    pub charges: String,
    /// What happened on the day: `payment`, `charge`, or nothing to mark.
    pub mark: &'static str,
}

pub(super) fn statement(input: &Input) -> Result<Option<Statement>, ComposeError> {
    if input.kind != DocumentKind::Statement {
        return Ok(None);
    }
    let ledger = input.ledger;
    let sums = sums::by_kind(&ledger.rows)?;
    let has = |kinds: &[RowKind]| ledger.rows.iter().any(|row| kinds.contains(&row.kind));
    let closing = ledger.rows.last().map_or(Money::ZERO, |row| row.balance);
    Ok(Some(Statement {
        opening: ledger.rows.first().map(|row| input.day(eve(row.date))),
        zero: input.money(Money::ZERO),
        rows: ledger.rows.iter().map(|r| row(input, r)).collect(),
        sums: sums.into_iter().map(|(kind, sum)| part(input, kind.word(), sum)).collect(),
        closing: input.money(closing),
        settlement: (closing != ledger.total_due).then(|| settlement(input)),
        charged: has(&[RowKind::Fee, RowKind::FixedSum, RowKind::Interest]),
        fees: has(&[RowKind::Fee, RowKind::FixedSum]),
        lowered: has(&[RowKind::Payment, RowKind::CreditNote, RowKind::WriteOff]),
        grounds: grounds(input),
        ageing: ageing(input),
        chart: chart(input)?,
    }))
}

fn settlement(input: &Input) -> Settlement {
    Settlement {
        due: input.money(input.ledger.total_due),
        coming: input.some_money(input.ledger.not_yet_due),
        disputed: input.some_money(input.ledger.disputed),
        credit: input.some_money(input.ledger.credit),
    }
}

fn ageing(input: &Input) -> Ageing {
    let ageing = &input.ledger.ageing;
    Ageing {
        current: input.money(ageing.current),
        to_30: input.money(ageing.to_30),
        to_60: input.money(ageing.to_60),
        to_90: input.money(ageing.to_90),
        over_90: input.money(ageing.over_90),
    }
}

/// Adds the rows up day by day: invoices and what lowers them to principal, everything that lateness adds to
/// charges. A credit that waits lowers neither. A dispute changes what is asked for and not what is owed.
fn chart(input: &Input) -> Result<Vec<ChartPoint>, ComposeError> {
    let mut points: Vec<(NaiveDate, Split, &'static str)> = Vec::new();
    let mut open = Split::default();
    for row in &input.ledger.rows {
        add(&mut open, row)?;
        match points.last_mut() {
            Some(point) if point.0 == row.date => *point = (row.date, open, marked(point.2, row.kind)),
            _ => points.push((row.date, open, marked("", row.kind))),
        }
    }
    if points.last().is_some_and(|point| point.0 < input.as_of()) {
        points.push((input.as_of(), open, ""));
    }
    if points.len() < 2 {
        return Ok(Vec::new());
    }
    thinned(&points).map(|(day, open, mark)| point(input, *day, *open, mark)).collect()
}

fn add(open: &mut Split, row: &Row) -> Result<(), Overflow> {
    let split = row.split.unwrap_or_default();
    match row.kind {
        RowKind::Invoice => open.principal = open.principal.plus(row.amount)?,
        RowKind::Interest => open.interest = open.interest.plus(row.amount)?,
        RowKind::Fee | RowKind::FixedSum => open.costs = open.costs.plus(row.amount)?,
        RowKind::Payment | RowKind::CreditNote | RowKind::WriteOff => {
            open.principal = open.principal.minus(split.principal)?;
            open.interest = open.interest.minus(split.interest)?;
            open.costs = open.costs.minus(split.costs)?;
        }
    }
    Ok(())
}

/// What a chart marks of a day: money before charges, and an invoice or interest not at all.
fn marked(before: &'static str, kind: RowKind) -> &'static str {
    match kind {
        RowKind::Payment | RowKind::CreditNote | RowKind::WriteOff => "payment",
        RowKind::Fee | RowKind::FixedSum if before.is_empty() => "charge",
        _ => before,
    }
}

/// Leaves out points evenly when there are more than a chart can show; the first and the last stay.
fn thinned<T>(points: &[T]) -> impl Iterator<Item = &T> {
    let every = points.len().div_ceil(CHART_DAYS).max(1);
    let last = points.len() - 1;
    points.iter().enumerate().filter(move |(at, _)| at % every == 0 || *at == last).map(|(_, point)| point)
}

fn point(input: &Input, day: NaiveDate, open: Split, mark: &'static str) -> Result<ChartPoint, ComposeError> {
    let plain = |amount: Money| amount.plain(input.case.currency);
    let charges = plain(open.interest.plus(open.costs)?);
    Ok(ChartPoint { date: day.to_string(), principal: plain(open.principal), charges, mark })
}
