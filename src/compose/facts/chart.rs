//! The balance over time as figures for a chart, and the days written under it.

use chrono::{Datelike, Months, NaiveDate};
use serde::Serialize;

use super::Input;
use crate::compose::ComposeError;
use crate::compose::words::{Words, iso};
use crate::ledger::{Row, RowKind, Split};
use crate::money::{Money, Overflow};

/// A chart is drawn from so many days at most.
const CHART_DAYS: usize = 80;
/// So many months are written under it at most.
const MOST_MONTHS: u32 = 8;

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

/// A day written under a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChartDay {
    /// `2026-06-01`.
    pub date: String,
    /// `June 12, 2026` at an end, `June` or `January 2027` between.
    pub words: String,
}

/// Returns the first and the last day of a chart, and the first days of months between: each, every second, third or
/// sixth, or each January, so that they have room.
pub(super) fn days(input: &Input) -> Vec<ChartDay> {
    let rows = &input.ledger.rows;
    let (Some(first), Some(last)) = (rows.first().map(|row| row.date), rows.last().map(|row| row.date)) else {
        return Vec::new();
    };
    ticks(input.words, first, last.max(input.as_of()))
}

fn ticks(words: &Words, first: NaiveDate, last: NaiveDate) -> Vec<ChartDay> {
    let end = |day: NaiveDate| ChartDay { date: iso(day), words: words.full(day) };
    let months = (last.year() * 12 + last.month0().cast_signed() - first.year() * 12 - first.month0().cast_signed())
        .unsigned_abs();
    let every = [1, 2, 3, 6].into_iter().find(|every| months / every <= MOST_MONTHS).unwrap_or(12);
    let next = |day: NaiveDate| day.checked_add_months(Months::new(1));
    let starts =
        std::iter::successors(first.with_day(1).and_then(next), |day| next(*day)).take_while(|day| *day < last);
    let between = starts.filter(|day| day.month0() % every == 0).map(|day| {
        let month = words.month(day);
        let words = if day.month() == 1 { format!("{month} {}", day.year()) } else { month.to_owned() };
        ChartDay { date: iso(day), words }
    });
    std::iter::once(end(first)).chain(between).chain((last > first).then(|| end(last))).collect()
}

/// Returns the balance at the end of each day on which it changed.
///
/// Adds the rows up day by day: invoices and what lowers them to principal, everything that lateness adds to
/// charges. A credit that waits lowers neither. A dispute changes what is asked for and not what is owed.
pub(super) fn points(input: &Input) -> Result<Vec<ChartPoint>, ComposeError> {
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
    Ok(ChartPoint { date: iso(day), principal: plain(open.principal), charges, mark })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::words::samples::words;

    fn under(first: &str, last: &str) -> Vec<String> {
        ticks(&words("en-US"), first.parse().unwrap(), last.parse().unwrap()).into_iter().map(|d| d.words).collect()
    }

    #[test]
    fn the_ends_are_days_and_between_them_are_months() {
        assert_eq!(under("2026-04-29", "2026-06-12"), ["April 29, 2026", "May", "June", "June 12, 2026"]);
        assert_eq!(under("2026-06-01", "2026-06-12"), ["June 1, 2026", "June 12, 2026"]);
    }

    #[test]
    fn a_january_says_its_year_and_long_spans_leave_months_out() {
        let days = under("2026-11-20", "2027-02-03");
        assert_eq!(days, ["November 20, 2026", "December", "January 2027", "February", "February 3, 2027"]);
        assert_eq!(under("2024-03-05", "2026-04-01")[1..4], ["April", "July", "October"]);
        assert_eq!(under("2012-03-05", "2026-04-01")[1..3], ["January 2013", "January 2014"]);
    }
}
