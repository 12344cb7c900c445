//! Days, months and times as they are typed.

use chrono::{Datelike as _, NaiveDate, NaiveTime};

/// Returns a day between 1990 and 2100, as case files hold it.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    let has_form = |at: usize, byte: u8| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    if text.len() != 10 || !text.bytes().enumerate().all(|(at, byte)| has_form(at, byte)) {
        return Err("a day is written `YYYY-MM-DD`".to_owned());
    }
    let day: NaiveDate = text.parse().map_err(|_| "the calendar has no such day".to_owned())?;
    if (1990..=2100).contains(&day.year()) { Ok(day) } else { Err("a day lies between 1990 and 2100".to_owned()) }
}

/// Returns the first day of a month.
pub(super) fn month(text: &str) -> Result<NaiveDate, String> {
    if text.len() != 7 {
        return Err("a month is written `YYYY-MM`".to_owned());
    }
    day(&format!("{text}-01"))
        .map_err(|wrong| wrong.replace("a day", "a month").replace("-DD", "").replace("day", "month"))
}

pub(super) fn time(text: &str) -> Result<NaiveTime, String> {
    let wrong = || "a time is written `HH:MM`, from `00:00` to `23:59`".to_owned();
    if text.len() == 5 { NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| wrong()) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_none_is_told_from_one_that_is_written_wrong() {
        let wrong = |text: &str| day(text).unwrap_err();
        assert_eq!(wrong("2026-02-30"), "the calendar has no such day");
        for typed in ["14.06.2026", "2026-6-1", "26-06-2026", "2026/06/01", "+026-06-01", ""] {
            assert_eq!(wrong(typed), "a day is written `YYYY-MM-DD`", "{typed}");
        }
        assert_eq!(wrong("2101-01-01"), "a day lies between 1990 and 2100");
        assert!(day("2028-02-29").is_ok());
    }

    #[test]
    fn a_month_is_told_the_same_way() {
        let wrong = |text: &str| month(text).unwrap_err();
        assert_eq!(wrong("2026-13"), "the calendar has no such month");
        assert_eq!((wrong("2026-6"), wrong("06/2026")), (wrong("June"), "a month is written `YYYY-MM`".to_owned()));
        assert_eq!(wrong("1989-12"), "a month lies between 1990 and 2100");
        assert_eq!(month("2026-10").unwrap().to_string(), "2026-10-01");
    }

    #[test]
    fn a_time_is_two_digits_twice() {
        assert!(time("09:30").is_ok() && time("9:30").is_err() && time("24:00").is_err() && time("09:60").is_err());
    }
}
