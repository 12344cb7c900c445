//! Published reference rates, a file a series.
//!
//! Only rows with two sources are shipped, rows derived from them, and a row with one source
//! where it lies between two of those, so that no table has a hole.

use chrono::NaiveDate;

use super::Law;
use crate::calendar::{self, day_from_typed};
use crate::money::Percent;

/// The files of the built-in series.
pub(super) const FILES: [(&str, &str); 4] = [
    ("uk-reference-rate", include_str!("rates/uk-reference-rate.csv")),
    ("ecb-main-refinancing", include_str!("rates/ecb-main-refinancing.csv")),
    ("de-base-rate", include_str!("rates/de-base-rate.csv")),
    ("at-base-rate", include_str!("rates/at-base-rate.csv")),
];

/// One published rate over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name, as in `de-base-rate`.
    pub name: String,
    /// Who publishes what, and for which days it counts.
    pub title: String,
    /// The last day of the last half-year that was verified; nothing is known of the days after it.
    pub until: NaiveDate,
    /// The rates, each from its day on, oldest first.
    pub rows: Vec<Published>,
}

/// One rate of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The first day on which it counts.
    pub from: NaiveDate,
    /// The rate a year.
    pub rate: Percent,
    /// How well it is attested: `two-sources`, `one-source`, `derived`.
    pub grade: String,
    /// Where it stands.
    pub source: String,
}

impl Series {
    /// Returns the first day of the series.
    pub fn from(&self) -> NaiveDate {
        self.rows.first().map_or(self.until, |row| row.from)
    }
}

/// Returns the built-in series: what is known, from when to when, and from where.
pub fn known() -> &'static [Series] {
    &Law::built_in().series
}

/// Returns the half-year of the day in words, as in `the second half of 2026`.
pub fn half_year(day: NaiveDate) -> String {
    use chrono::Datelike;
    let half = if day.month() <= 6 { "first" } else { "second" };
    format!("the {half} half of {}", day.year())
}

/// Reads a series: lines of head that begin with `#`, the first the title, the last the verified half-year.
///
/// # Errors
///
/// What cannot be read, with the name of the series.
pub(super) fn read(name: &str, text: &str) -> Result<Series, String> {
    let wrong = |what: &str| format!("rates `{name}`: {what}");
    let mut head = text.lines().filter_map(|line| line.strip_prefix("# "));
    let title = head.next().ok_or_else(|| wrong("no title"))?.to_owned();
    let half = head.find_map(|line| line.strip_prefix("last verified half-year: "));
    let until = half.and_then(half_year_end).ok_or_else(|| wrong("no `last verified half-year: YYYY-H1`"))?;
    let mut table = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let rows = table.records().map(|record| record.ok().as_ref().and_then(published)).collect::<Option<Vec<_>>>();
    Ok(Series { name: name.to_owned(), title, until, rows: rows.ok_or_else(|| wrong("a row is no rate"))? })
}

fn published(record: &csv::StringRecord) -> Option<Published> {
    let from = day_from_typed(record.get(0)?).ok()?;
    let rate = Percent::from_typed(&format!("{}%", record.get(1)?)).ok()?;
    Some(Published { from, rate, grade: record.get(2)?.to_owned(), source: record.get(3)?.to_owned() })
}

/// Returns the last day of a half-year written `2026-H2`.
fn half_year_end(text: &str) -> Option<NaiveDate> {
    let (year, half) = text.split_once("-H")?;
    let month = if half == "1" { 6 } else { 12 };
    Some(calendar::month_end(NaiveDate::from_ymd_opt(year.parse().ok()?, month, 1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_sorted_and_ends_after_its_last_row() {
        for series in known() {
            assert!(series.rows.windows(2).all(|pair| pair[0].from < pair[1].from), "{}", series.name);
            assert!(series.rows.last().is_some_and(|row| row.from <= series.until), "{}", series.name);
        }
    }

    /// A half-year table has a row for each half-year; Austria's has one where the rate changes.
    #[test]
    fn no_half_year_is_missing_or_there_twice() {
        for series in known().iter().filter(|series| series.name != "at-base-rate") {
            let mut expected = series.from();
            for row in &series.rows {
                assert_eq!(row.from, expected, "{}", series.name);
                expected = calendar::plus_months(row.from, 6);
            }
            assert_eq!(calendar::eve(expected), series.until, "{}", series.name);
        }
    }

    #[test]
    fn a_row_with_one_source_lies_between_rows_with_two() {
        for series in known() {
            let firm = |row: Option<&Published>| row.is_some_and(|row| row.grade != "one-source");
            assert!(firm(series.rows.first()) && firm(series.rows.last()), "{}", series.name);
            let grades = ["two-sources", "one-source", "derived"];
            assert!(series.rows.iter().all(|row| grades.contains(&row.grade.as_str()) && !row.source.is_empty()));
        }
    }

    #[test]
    fn the_reference_rates_are_verified_to_the_end_of_2026() {
        for name in ["uk-reference-rate", "ecb-main-refinancing", "de-base-rate"] {
            assert_eq!(Law::built_in().series(name).unwrap().until.to_string(), "2026-12-31");
        }
    }

    #[test]
    fn a_day_is_named_by_its_half_year() {
        assert_eq!(half_year("2027-06-30".parse().unwrap()), "the first half of 2027");
        assert_eq!(half_year("2026-07-01".parse().unwrap()), "the second half of 2026");
    }
}
