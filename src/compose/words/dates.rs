//! A day in every form a sentence may need.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::Words;
use super::pattern::{Hole, Pattern};

/// A day as templates see it: one field a form, so that a sentence picks the one that reads well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// `2026-05-14`.
    pub iso: String,
    /// `May 14, 2026`.
    pub full: String,
    /// `May 14`; with its year when that is not the year of the document.
    pub short: String,
    /// `Thursday, May 14, 2026`.
    pub weekday_full: String,
    /// `Thursday, May 14`; with its year when that is not the year of the document.
    pub weekday_short: String,
    /// `Thursday`.
    pub weekday: String,
    /// As one says when something happened: `on May 14`, `two weeks ago`, `on Tuesday`, `yesterday`.
    pub spoken: String,
    /// `on May 14`; with its year when that is not the year of the document.
    pub on: String,
    /// `on Thursday, May 14`; with its year when that is not the year of the document.
    pub on_weekday: String,
}

/// Returns the day as `2026-05-14`.
pub fn iso(day: NaiveDate) -> String {
    if !(1000..=9999).contains(&day.year()) {
        return day.to_string();
    }
    let mut digits = itoa::Buffer::new();
    let digits = digits.format(day.year() * 10_000 + day.month().cast_signed() * 100 + day.day().cast_signed());
    [&digits[..4], "-", &digits[4..6], "-", &digits[6..]].concat()
}

impl Words {
    /// Returns the day in all its forms, seen from the day of the document.
    pub fn day(&self, day: NaiveDate, as_of: NaiveDate) -> Day {
        let full = self.full(day);
        let weekday_full = self.with_weekday(&self.forms.weekday_full, day, &full);
        let short = self.short(day, as_of);
        let weekday_short = if day.year() == as_of.year() {
            self.with_weekday(&self.forms.weekday_short, day, &short)
        } else {
            weekday_full.clone()
        };
        Day {
            iso: iso(day),
            weekday: self.weekday(day).to_owned(),
            spoken: self.spoken(day, as_of),
            on: self.on(day, as_of),
            on_weekday: self.data.past.weekday.fill(&[(Hole::Date, &weekday_short)]),
            full,
            short,
            weekday_full,
            weekday_short,
        }
    }

    /// Returns the day with its year, as in `May 14, 2026`.
    pub fn full(&self, day: NaiveDate) -> String {
        self.date(&self.forms.full, day)
    }

    /// Returns the name of the weekday.
    pub fn weekday(&self, day: NaiveDate) -> &str {
        &self.data.weekdays[day.weekday().num_days_from_monday() as usize]
    }

    /// Returns the name of the month.
    pub fn month(&self, day: NaiveDate) -> &str {
        &self.forms.months[day.month0() as usize]
    }

    /// Returns the day without its year, unless that is not the year of the document.
    fn short(&self, day: NaiveDate, as_of: NaiveDate) -> String {
        if day.year() == as_of.year() { self.date(&self.forms.short, day) } else { self.full(day) }
    }

    /// Returns the day as in `on May 14`.
    pub(super) fn on(&self, day: NaiveDate, as_of: NaiveDate) -> String {
        self.data.past.day.fill(&[(Hole::Date, &self.short(day, as_of))])
    }

    fn date(&self, pattern: &Pattern, day: NaiveDate) -> String {
        let (mut number, mut year) = (itoa::Buffer::new(), itoa::Buffer::new());
        let number = match &self.data.first_of_month {
            Some(first) if day.day() == 1 => first,
            _ => number.format(day.day()),
        };
        pattern.fill(&[(Hole::Day, number), (Hole::Month, self.month(day)), (Hole::Year, year.format(day.year()))])
    }

    fn with_weekday(&self, pattern: &Pattern, day: NaiveDate, date: &str) -> String {
        pattern.fill(&[(Hole::Weekday, self.weekday(day)), (Hole::Date, date)])
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::words;
    use crate::calendar::day_from_typed;
    use chrono::NaiveDate;

    fn full(tag: &str, day: &str) -> String {
        let day = day_from_typed(day).unwrap();
        words(tag).day(day, day).weekday_full
    }

    #[test]
    fn each_country_has_its_order_of_day_and_month() {
        assert_eq!(full("en-US", "2026-05-14"), "Thursday, May 14, 2026");
        assert_eq!(full("en-GB", "2026-05-14"), "Thursday 14 May 2026");
        assert_eq!(full("de-DE", "2026-05-14"), "Donnerstag, 14. Mai 2026");
        assert_eq!(full("de-DE", "2027-01-01"), "Freitag, 1. Januar 2027");
        assert_eq!(full("de-AT", "2027-01-01"), "Freitag, 1. Jänner 2027");
        assert_eq!(full("fr-FR", "2026-05-01"), "vendredi 1er mai 2026");
        assert_eq!(full("fr-FR", "2026-05-02"), "samedi 2 mai 2026");
    }

    #[test]
    fn the_ends_of_the_calendar_have_their_plain_form_too() {
        for day in [NaiveDate::MIN, NaiveDate::MAX, day_from_typed("2026-05-04").unwrap()] {
            assert_eq!(super::iso(day), day.to_string());
        }
    }

    #[test]
    fn the_year_is_said_when_it_is_another_one() {
        let day = |text| day_from_typed(text).unwrap();
        let seen = words("en-US").day(day("2025-12-31"), day("2026-02-10"));
        assert_eq!(seen.short, "December 31, 2025");
        assert_eq!(seen.on_weekday, "on Wednesday, December 31, 2025");
        assert_eq!(words("en-US").day(day("2026-01-02"), day("2026-02-10")).on, "on January 2");
    }
}
