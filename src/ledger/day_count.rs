//! How the days of a leg become a share of a year (design 5.2).

use chrono::{Datelike, NaiveDate};

use crate::calendar::{days_between, days_in_year};
use crate::case::DayCount;

/// Returns the days of a leg, from its eve (not counted) to its last day (counted).
///
/// The 30-day counts give every month thirty days; `30/360` takes the days of the month as they
/// are, so that 31 January to 1 February is no day at all, `30E/360` reads a 31st as a 30th.
pub fn days(count: DayCount, eve: NaiveDate, last: NaiveDate) -> i64 {
    match count {
        DayCount::Actual365 | DayCount::ActualActual | DayCount::Actual360 => days_between(eve, last),
        DayCount::Thirty360 => thirty(eve, last, i64::from),
        DayCount::Thirty360European => thirty(eve, last, |day| i64::from(day.min(30))),
    }
}

/// Returns the days of a whole year for the day: 365 or 366 by its calendar year under `actual/actual`.
pub fn basis(count: DayCount, day: NaiveDate) -> u32 {
    match count {
        DayCount::Actual365 => 365,
        DayCount::ActualActual => days_in_year(day.year()),
        DayCount::Actual360 | DayCount::Thirty360 | DayCount::Thirty360European => 360,
    }
}

fn thirty(eve: NaiveDate, last: NaiveDate, day: fn(u32) -> i64) -> i64 {
    let serial = |date: NaiveDate| {
        let months = i64::from(date.year()).saturating_mul(12).saturating_add(i64::from(date.month()));
        months.saturating_mul(30).saturating_add(day(date.day()))
    };
    serial(last).saturating_sub(serial(eve))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(count: DayCount, eve: &str, last: &str) -> i64 {
        days(count, eve.parse().unwrap(), last.parse().unwrap())
    }

    #[test]
    fn a_debt_due_on_31_march_and_paid_on_1_april_is_one_day_late() {
        assert_eq!(between(DayCount::Actual365, "2026-03-31", "2026-04-01"), 1);
    }

    #[test]
    fn under_30_360_the_31st_counts_as_typed() {
        assert_eq!(between(DayCount::Thirty360, "2026-01-31", "2026-02-01"), 0);
        assert_eq!(between(DayCount::Thirty360, "2026-01-30", "2026-01-31"), 1);
        assert_eq!(between(DayCount::Thirty360, "2025-01-15", "2026-01-15"), 360);
    }

    #[test]
    fn under_30e_360_the_31st_is_a_30th() {
        assert_eq!(between(DayCount::Thirty360European, "2026-01-31", "2026-02-01"), 1);
        assert_eq!(between(DayCount::Thirty360European, "2026-01-30", "2026-01-31"), 0);
    }

    #[test]
    fn a_leap_year_has_366_days_under_actual_actual_alone() {
        let day = "2028-03-01".parse().unwrap();
        assert_eq!(basis(DayCount::ActualActual, day), 366);
        assert_eq!(basis(DayCount::Actual365, day), 365);
        assert_eq!(basis(DayCount::Actual360, day), 360);
    }
}
