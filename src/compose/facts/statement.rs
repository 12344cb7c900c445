//! What only a statement needs: every row, how the closing balance divides, and the balance over time.

use serde::Serialize;
use serde_with::skip_serializing_none;

use super::Input;
use super::chart::{self, ChartDay, ChartPoint};
use super::ground::{Ground, grounds};
use super::owed::{Part, part};
use super::rows::{self, row};
use crate::calendar::eve;
use crate::compose::shared::Shared;
use crate::compose::words::Day;
use crate::compose::{ComposeError, DocumentKind};
use crate::ledger::{RowKind, sums};
use crate::money::Money;

/// What only a statement needs.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Statement {
    /// The day before the first row.
    pub opening: Option<Shared<Day>>,
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
    /// The days to write under it: its ends, and months between.
    pub chart_days: Vec<ChartDay>,
    /// A figure with the marks of the country, for those beside it: `12,34,567.8`.
    pub figures: String,
}

/// How a closing balance divides. Amounts of nothing are absent.
#[skip_serializing_none]
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
        chart_days: chart::days(input),
        chart: chart::points(input)?,
        figures: input.words.figure("1234567.8"),
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
