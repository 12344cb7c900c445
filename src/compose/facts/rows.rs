//! The rows of the ledger, each with the arithmetic that gave it.

use chrono::Datelike;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_with::skip_serializing_none;

use super::Input;
use super::contract::Clause;
use crate::calendar::days_in_year;
use crate::case::{DayCount, Point};
use crate::compose::input::Signed;
use crate::compose::shared::Shared;
use crate::compose::words::iso;
use crate::ledger::{self, Basis, Limit, RowKind};
use crate::money::Money;

/// One movement of the balance.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Its day.
    pub date: RowDay,
    /// The invoice's number; none for a credit.
    pub invoice: Option<String>,
    /// What the invoice is for, on the row of the invoice itself.
    pub description: Option<String>,
    /// `invoice`, `fee`, `fixed-sum`, `interest`, `payment`, `credit-note` or `write-off`.
    pub kind: &'static str,
    /// How much, with a minus for what lowers the debt.
    pub amount: String,
    /// How much, without a sign.
    pub plain: String,
    /// Whether it lowers the debt.
    pub minus: bool,
    /// The balance of the whole case after it.
    pub balance: String,
    /// The clause it rests on.
    pub clause: Option<Shared<Clause>>,
    /// The regime it rests on, as in `uk-late-payment`.
    pub regime: Option<&'static str>,
    /// The rate: a year's for interest, the fee's own for a fee.
    pub rate: Option<String>,
    /// What it was charged on.
    pub base: Option<String>,
    /// The days it is for.
    pub days: Option<i64>,
    /// How days became a share of a year, as in `actual/365`.
    pub day_count: Option<&'static str>,
    /// The limit that set the amount of a fee: `minimum`, `maximum` or `cap`.
    pub limit: Option<&'static str>,
    /// The arithmetic in figures, as in `$12,400.00 × 5%`; absent where it would not give the amount, as where a
    /// least, a most or a cap set it.
    pub formula: Option<String>,
    /// Whether the amount is the rounded result of that, and not the exact one.
    pub rounded: bool,
}

/// The day of a row: there may be thousands, so it has two forms alone.
#[derive(Debug, Clone, Serialize)]
pub struct RowDay {
    /// `2026-05-14`.
    pub iso: String,
    /// `May 14, 2026`.
    pub full: String,
}

pub(super) fn row(input: &Input, row: &ledger::Row) -> Row {
    let basis = row.basis.as_ref();
    let words = input.words;
    let rate = basis.and_then(|basis| basis.rate).map(|rate| words.percent(rate));
    let base = basis.and_then(|basis| basis.base).map(|base| input.money(base));
    let product = base.as_ref().zip(rate.as_ref()).map(|(base, rate)| [base, " × ", rate].concat());
    let formula = basis.zip(product).and_then(|(basis, product)| formula(input, row, basis, product));
    let description = || input.invoice(row.invoice.as_deref()?)?.description.clone();
    let Signed { amount, plain, minus } = input.signed(row.amount);
    Row {
        date: RowDay { iso: iso(row.date), full: words.full(row.date) },
        invoice: row.invoice.clone(),
        description: (row.kind == RowKind::Invoice).then(description).flatten(),
        kind: row.kind.word(),
        amount,
        plain,
        minus,
        balance: input.money(row.balance),
        clause: basis.and_then(|basis| input.case.clause(basis.clause.as_deref()?)).map(|clause| input.clause(clause)),
        regime: basis.map(|basis| basis.rule).filter(|rule| rule.ends_with("-late-payment")),
        rate,
        base,
        days: basis.and_then(|basis| basis.days),
        day_count: basis.and_then(|basis| basis.day_count).map(DayCount::word),
        limit: basis.and_then(|basis| basis.limit).map(limit),
        rounded: formula.as_ref().is_some_and(|(_, exact)| *exact != row.amount),
        formula: formula.map(|(terms, _)| terms),
    }
}

fn limit(limit: Limit) -> &'static str {
    match limit {
        Limit::Minimum => "minimum",
        Limit::Maximum => "maximum",
        Limit::Cap => "cap",
    }
}

/// The arithmetic of a row and its exact result, only when doing it again gives the amount; the product of base and
/// rate is what it begins with.
fn formula(input: &Input, row: &ledger::Row, basis: &Basis, product: String) -> Option<(String, Money)> {
    let of_a_year = basis.base?.times(basis.rate?.fraction()).ok()?;
    let (terms, exact) = match row.kind {
        RowKind::Fee => (product, of_a_year),
        RowKind::Interest => interest(input, row, basis, &product, of_a_year)?,
        _ => return None,
    };
    let gives = exact.round(input.case.currency, basis.rounding.mode) == row.amount;
    gives.then_some((terms, exact))
}

fn interest(
    input: &Input,
    row: &ledger::Row,
    basis: &Basis,
    product: &str,
    of_a_year: Money,
) -> Option<(String, Money)> {
    let days = basis.days?;
    let year = days_of_year(basis.day_count?, row);
    if basis.rounding.point == Point::Day {
        let day = of_a_year.over(year.into()).ok()?.round(input.case.currency, basis.rounding.mode);
        let terms = format!("({product} ÷ {year} ≈ {}) × {days}", input.money(day));
        return Some((terms, day.times(Decimal::from(days)).ok()?));
    }
    let exact = of_a_year.times(Decimal::from(days)).ok()?.over(year.into()).ok()?;
    Some((format!("{product} × {days} ÷ {year}"), exact))
}

fn days_of_year(day_count: DayCount, row: &ledger::Row) -> u32 {
    match day_count {
        DayCount::Actual365 => 365,
        DayCount::ActualActual => days_in_year(row.date.year()),
        DayCount::Actual360 | DayCount::Thirty360 | DayCount::Thirty360European => 360,
    }
}
