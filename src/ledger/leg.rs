//! Legs: stretches of days that bear one rate over one basis (design 5.2 and 5.8.2).
//!
//! What happens to an invoice (payments, fees, capitalisation) ends a leg where it happens; here a
//! stretch between two such days is cut at rate entries and, for `actual/actual`, at year ends.

use chrono::{Datelike, NaiveDate};

use super::LedgerError;
use super::basis::End;
use super::day_count;
use super::rate::RateBook;
use crate::calendar::{eve, plus_days};
use crate::case::DayCount;
use crate::money::Percent;

/// A stretch of days that bear one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leg {
    /// The day before its first day.
    pub(super) eve: NaiveDate,
    /// Its last day.
    pub(super) last: NaiveDate,
    /// The rate a year.
    pub(super) rate: Percent,
    /// Its days, by the day count.
    pub(super) days: i64,
    /// The days of a whole year.
    pub(super) basis: u32,
    /// Why it ends.
    pub(super) ends: End,
}

/// Returns the legs from the day after `before` to `last`, where it ends for this reason; none when `last` is not
/// later.
///
/// With a `held` rate, that of the first interest day, the entries of the rates no longer cut.
pub(super) fn legs(
    before: NaiveDate,
    (last, why): (NaiveDate, End),
    count: DayCount,
    rates: &RateBook,
    held: Option<Percent>,
) -> Result<Vec<Leg>, LedgerError> {
    let mut legs = Vec::new();
    let mut from = before;
    while from < last {
        let first = plus_days(from, 1);
        let year = (count == DayCount::ActualActual).then(|| (year_end(first), End::Year));
        let entry = rates.next_entry(first).filter(|_| held.is_none()).map(|next| (eve(next), End::Rate));
        let sooner = [entry, year].into_iter().flatten().filter(|(day, _)| *day < last).min_by_key(|(day, _)| *day);
        let (end, ends) = sooner.unwrap_or((last, why));
        let rate = held.map_or_else(|| rates.on(first), Ok)?;
        let days = day_count::days(count, from, end);
        legs.push(Leg { eve: from, last: end, rate, days, basis: day_count::basis(count, first), ends });
        from = end;
    }
    // entries may reach further than the verified days, so the last day is asked for as well
    if held.is_none() && !legs.is_empty() {
        rates.on(last)?;
    }
    Ok(legs)
}

fn year_end(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), 12, 31).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use crate::ledger::row::RowKind;
    use crate::ledger::sample::{full, ledger, rows};

    fn interest(rule: &str, payments: &[&str], as_of: &str) -> Vec<String> {
        let terms = format!("charges: [{{interest: {{{rule}}}}}]");
        rows(&ledger(&full("USD", "business", &terms, &["issued: 2026-01-01"], payments), as_of), RowKind::Interest)
    }

    #[test]
    fn the_due_day_bears_nothing_and_the_day_of_the_ledger_does() {
        assert_eq!(interest("annual: 36.5%", &[], "2026-01-01"), [""; 0]);
        assert_eq!(interest("annual: 36.5%", &[], "2026-01-02"), ["2026-01-02 A 1.00"]);
    }

    #[test]
    fn the_day_of_payment_still_bears_interest_on_what_is_paid() {
        let paid = interest("annual: 36.5%", &["date: 2026-01-11, amount: 510.00"], "2026-01-21");
        assert_eq!(paid, ["2026-01-11 A 10.00", "2026-01-21 A 5.00"]);
    }

    #[test]
    fn a_payment_that_goes_wholly_to_another_invoice_does_not_cut() {
        let invoices = ["issued: 2026-01-01", "issued: 2026-01-01"];
        let terms = "charges: [{interest: {annual: 36.5%}}]";
        let paid = ["date: 2026-01-11, amount: 100.00, invoice: B"];
        let ledger = ledger(&full("USD", "business", terms, &invoices, &paid), "2026-01-21");
        assert_eq!(rows(&ledger, RowKind::Interest), ["2026-01-11 B 10.00", "2026-01-21 A 20.00", "2026-01-21 B 9.10"]);
    }

    #[test]
    fn every_entry_of_a_dated_list_cuts_even_when_the_rate_stays() {
        let list = "annual: [{from: 2026-01-01, rate: 36.5%}, {from: 2026-01-06, rate: 36.5%}]";
        assert_eq!(interest(list, &[], "2026-01-11"), ["2026-01-05 A 4.00", "2026-01-11 A 6.00"]);
    }

    #[test]
    fn the_rate_of_the_first_day_held_for_life_is_not_cut_by_later_entries() {
        let list = "annual: [{from: 2026-01-01, rate: 36.5%}, {from: 2026-01-06, rate: 73%}], rate_on: first-day";
        assert_eq!(interest(list, &[], "2026-01-11"), ["2026-01-11 A 10.00"]);
    }

    #[test]
    fn under_actual_actual_the_year_end_cuts() {
        let rows = interest("annual: 36.6%, day_count: actual/actual", &[], "2028-01-10");
        assert_eq!(rows, ["2026-12-31 A 365.00", "2027-12-31 A 366.00", "2028-01-10 A 10.00"]);
    }
}
