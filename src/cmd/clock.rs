//! The clock: what today is, when the command line does not say.

use chrono::{Datelike, NaiveDate};

use super::tell;

/// Returns the day asked for, else today by the machine's own time zone.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub(super) fn day(asked: Option<NaiveDate>) -> NaiveDate {
    asked.unwrap_or_else(|| {
        let today = chrono::Local::now().date_naive();
        if !(2020..=2100).contains(&today.year()) {
            tell::line(format_args!("warning: the clock of this machine says {today}; name the day with `--as-of`"));
        }
        tell::aside(format_args!("today is {today}"));
        today
    })
}
