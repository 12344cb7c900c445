//! Days: reading them, counting months without drift, working days.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Deserializer};

/// The first day a case file may name.
pub const FIRST_YEAR: i32 = 1990;
/// The last year a case file may name.
pub const LAST_YEAR: i32 = 2100;

/// A text that is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADay;

impl fmt::Display for NotADay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a day is written `YYYY-MM-DD`, between {FIRST_YEAR} and {LAST_YEAR}")
    }
}

impl std::error::Error for NotADay {}

/// Reads a day as it stands in a case file: exactly `YYYY-MM-DD`, a day that exists, from 1990 to 2100.
///
/// # Errors
///
/// [`NotADay`] for any other text; other orders and missing zeros are never guessed at.
pub fn day_from_typed(text: &str) -> Result<NaiveDate, NotADay> {
    let shape = |(at, b): (usize, u8)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() };
    if text.len() != 10 || !text.bytes().enumerate().all(shape) {
        return Err(NotADay);
    }
    let day: NaiveDate = text.parse().map_err(|_| NotADay)?;
    (FIRST_YEAR..=LAST_YEAR).contains(&day.year()).then_some(day).ok_or(NotADay)
}

/// Reads a time of day as it stands in a case file: exactly `HH:MM`.
///
/// # Errors
///
/// `None` for any other text.
pub fn time_from_typed(text: &str) -> Option<NaiveTime> {
    (text.len() == 5).then(|| NaiveTime::parse_from_str(text, "%H:%M").ok()).flatten()
}

/// Returns the days from `from` to `to`, negative when `to` is earlier.
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

/// Returns the day so many days later, or earlier for a negative number; the calendar's ends hold.
#[must_use]
pub fn plus_days(day: NaiveDate, days: i64) -> NaiveDate {
    if days < 0 {
        day.checked_sub_days(Days::new(days.unsigned_abs())).unwrap_or(NaiveDate::MIN)
    } else {
        day.checked_add_days(Days::new(days.unsigned_abs())).unwrap_or(NaiveDate::MAX)
    }
}

/// Returns the day before.
#[must_use]
pub fn eve(day: NaiveDate) -> NaiveDate {
    plus_days(day, -1)
}

/// Returns the same day of the month so many months later, or the last of a shorter month.
///
/// Counting from the anchor each time, and not from the result before, keeps the month's end from
/// drifting: 31 January, 28 February, 31 March.
#[must_use]
pub fn plus_months(anchor: NaiveDate, months: u32) -> NaiveDate {
    anchor.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// Returns the last day of the day's month.
#[must_use]
pub fn month_end(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).expect("every month has a first day");
    eve(plus_months(first, 1))
}

/// Returns whether the day is a Saturday or a Sunday.
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Returns the day itself if it is a working day, else the next one.
#[must_use]
pub fn working_day_from(day: NaiveDate, holidays: &[NaiveDate]) -> NaiveDate {
    let mut day = day;
    while is_weekend(day) || holidays.contains(&day) {
        day = plus_days(day, 1);
    }
    day
}

/// Returns the number of days of the calendar year.
pub fn days_in_year(year: i32) -> u32 {
    if NaiveDate::from_ymd_opt(year, 2, 29).is_some() { 366 } else { 365 }
}

pub(crate) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    day_from_typed(&String::deserialize(from)?).map_err(serde::de::Error::custom)
}

pub(crate) fn some_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    day(from).map(Some)
}

pub(crate) fn days<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<NaiveDate>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    texts.iter().map(|t| day_from_typed(t).map_err(serde::de::Error::custom)).collect()
}

pub(crate) fn some_time<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveTime>, D::Error> {
    let text = String::deserialize(from)?;
    time_from_typed(&text).map(Some).ok_or_else(|| serde::de::Error::custom("a time is written `HH:MM`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        day_from_typed(text).unwrap()
    }

    #[test]
    fn only_the_iso_form_of_a_day_that_exists_is_read() {
        for text in [
            "2026-1-5",
            "26-01-05",
            "2026-02-29",
            "05.01.2026",
            "2026-01-05 ",
            "1989-12-31",
            "2101-01-01",
            "+026-01-01",
        ] {
            assert_eq!(day_from_typed(text), Err(NotADay), "{text}");
        }
    }

    #[test]
    fn months_are_counted_from_the_anchor_and_do_not_drift() {
        let anchor = on("2026-08-31");
        let ends: Vec<_> = (1..4).map(|k| plus_months(anchor, k).to_string()).collect();
        assert_eq!(ends, ["2026-09-30", "2026-10-31", "2026-11-30"]);
    }

    #[test]
    fn a_holiday_monday_moves_to_tuesday() {
        assert_eq!(working_day_from(on("2026-05-23"), &[on("2026-05-25")]), on("2026-05-26"));
    }

    #[test]
    fn the_month_of_a_leap_year_ends_on_the_29th() {
        assert_eq!(month_end(on("2028-02-03")), on("2028-02-29"));
    }
}
