//! Days and times of day.

use chrono::NaiveDate;

use crate::calendar::{FIRST_YEAR, LAST_YEAR, day_from_typed, time_from_typed};

use super::{Wrong, no};

/// Holds a text against a day that exists, written `YYYY-MM-DD`, from 1990 to 2100.
pub(super) fn check(text: &str) -> Result<(), Wrong> {
    if day_from_typed(text).is_ok() {
        return Ok(());
    }
    Err(no("not-a-day", text, why(text)).hint(match iso(text) {
        Some(day) => format!("did you mean `{day}`?"),
        None => format!("a day is written `YYYY-MM-DD`, between {FIRST_YEAR} and {LAST_YEAR}"),
    }))
}

/// Holds a text against a day, or the word `false`.
pub(super) fn check_or_false(text: &str) -> Result<(), Wrong> {
    if text == "false" {
        return Ok(());
    }
    let not_yet = matches!(text, "true" | "yes" | "no" | "False" | "FALSE");
    check(text).map_err(|wrong| if not_yet { wrong.hint("write the day it was ready, or `false`") } else { wrong })
}

/// Holds a text against a time of day, written `HH:MM`.
pub(super) fn check_time(text: &str) -> Result<(), Wrong> {
    let shape = |(at, b): (usize, u8)| if at == 2 { b == b':' } else { b.is_ascii_digit() };
    if text.bytes().enumerate().all(shape) && time_from_typed(text).is_some() {
        return Ok(());
    }
    Err(no("not-a-time", text, "no time of day").hint("a time is written `HH:MM`, as in `09:30` or `14:05`"))
}

fn why(text: &str) -> &'static str {
    let well_formed =
        text.len() == 10 && parts(text, '-').is_some_and(|[y, m, d]| (y.len(), m.len(), d.len()) == (4, 2, 2));
    match (well_formed, text.parse::<NaiveDate>()) {
        (true, Ok(_)) => "not between 1990 and 2100",
        (true, Err(_)) => "a day that does not exist",
        _ => "no day",
    }
}

/// Returns the day in its right form where the text can mean one day only: year first, or day first with points.
fn iso(text: &str) -> Option<String> {
    let mark = ['-', '/', '.'].into_iter().find(|mark| text.contains(*mark))?;
    let [first, month, last] = parts(text, mark)?;
    let (year, day) = match (first.len(), last.len(), mark) {
        (4, 1..=2, _) => (first, last),
        (1..=2, 4, '.') => (last, first),
        _ => return None,
    };
    let day = format!("{year}-{month:0>2}-{day:0>2}");
    day_from_typed(&day).ok().map(|_| day)
}

fn parts(text: &str, mark: char) -> Option<[&str; 3]> {
    let parts: Vec<&str> = text.split(mark).collect();
    let digits = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    parts.try_into().ok().filter(|_| digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(text: &str) -> String {
        check(text).unwrap_err().hint.unwrap()
    }

    #[test]
    fn a_day_that_can_mean_one_thing_only_is_offered_in_its_right_form() {
        assert_eq!(hint("2026-1-5"), "did you mean `2026-01-05`?");
        assert_eq!(hint("5.1.2026"), "did you mean `2026-01-05`?");
        assert_eq!(hint("2026/01/05"), "did you mean `2026-01-05`?");
    }

    #[test]
    fn a_day_that_can_mean_two_things_is_not_guessed_at() {
        for text in ["01/05/2026", "05-01-26", "May 1, 2026", "2026-02-30"] {
            assert!(hint(text).starts_with("a day is written"), "{text}");
        }
    }

    #[test]
    fn the_30th_of_february_does_not_exist() {
        assert!(check("2026-02-30").unwrap_err().message.ends_with("a day that does not exist"));
        assert!(check("1989-12-31").unwrap_err().message.ends_with("not between 1990 and 2100"));
    }

    #[test]
    fn a_consequence_is_ready_on_a_day_or_not() {
        assert!(check_or_false("false").is_ok());
        assert_eq!(check_or_false("yes").unwrap_err().hint.unwrap(), "write the day it was ready, or `false`");
    }

    #[test]
    fn a_time_has_two_digits_each() {
        assert!(check_time("09:30").is_ok());
        for text in ["9:30", "24:00", "+9:30", " 9:30", "09.30", "0930"] {
            assert_eq!(check_time(text).unwrap_err().code, "not-a-time", "{text}");
        }
    }
}
