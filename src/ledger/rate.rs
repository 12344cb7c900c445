//! Which rate a day bears (design 5.2, 5.4): fixed, from a dated list, or from a statutory table.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::LedgerError;
use super::own_rates::own_rates;
use crate::case::Rates;
use crate::law::rates::half_year;
use crate::law::regimes::Statute;
use crate::money::{Currency, Overflow, Percent};

/// The rates of one rule, each from its day on, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RateBook {
    entries: Vec<(NaiveDate, Percent)>,
    /// The published rate in each entry of a statute.
    references: Vec<Percent>,
    until: Option<NaiveDate>,
    /// The rule in the file, as in `statutory: nl-late-payment`.
    name: String,
    /// What can be written in the case for days past a table.
    own: String,
}

impl RateBook {
    /// Returns the rates of a rule of the contract.
    ///
    /// # Errors
    ///
    /// A dated list with two rates for one day, or a monthly rate too large to be taken twelve times.
    pub(super) fn agreed(rates: &Rates) -> Result<RateBook, LedgerError> {
        let always = |rate| vec![(NaiveDate::MIN, rate)];
        let entries = match rates {
            Rates::Annual(rate) => always(*rate),
            Rates::Monthly(rate) => {
                let yearly = rate.number().checked_mul(Decimal::from(12)).ok_or(Overflow)?;
                always(Percent::of_hundred(yearly))
            }
            Rates::Dated(list) => {
                let mut entries: Vec<_> = list.iter().map(|row| (row.from, row.rate)).collect();
                entries.sort_by_key(|(from, _)| *from);
                refuse_two_on_one_day(&entries)?;
                entries
            }
        };
        Ok(RateBook { entries, references: Vec::new(), until: None, name: "interest".to_owned(), own: String::new() })
    }

    /// Returns the rates of a statutory table, for a case whose debts begin on this day or later.
    pub(super) fn statutory(statute: &Statute, regime: &str, since: NaiveDate, currency: Currency) -> RateBook {
        let own = own_rates(statute, since, currency);
        let name = format!("statutory: {regime}");
        let entries = statute.rates.iter().map(|row| (row.from, row.rate)).collect();
        let references = statute.rates.iter().map(|row| row.reference).collect();
        RateBook { entries, references, until: Some(statute.until), name, own }
    }

    /// Returns the rate of the day.
    ///
    /// # Errors
    ///
    /// A day before the first entry, or after the last verified half-year.
    pub(super) fn on(&self, day: NaiveDate) -> Result<Percent, LedgerError> {
        if self.is_past(day) {
            return Err(self.past_the_table(day));
        }
        self.known_at(day).ok_or_else(|| self.before_the_first(day))
    }

    /// Returns whether the day is after the last verified half-year.
    pub(super) fn is_past(&self, day: NaiveDate) -> bool {
        self.until.is_some_and(|until| until < day)
    }

    /// Returns the rate of the last entry up to the day.
    fn known_at(&self, day: NaiveDate) -> Option<Percent> {
        self.entries.get(self.place(day)?).map(|(_, rate)| *rate)
    }

    /// Returns the published rate in the rate of the day; none for rates of a contract.
    pub(super) fn reference(&self, day: NaiveDate) -> Option<Percent> {
        self.references.get(self.place(day)?).copied()
    }

    fn place(&self, day: NaiveDate) -> Option<usize> {
        self.entries.partition_point(|(from, _)| *from <= day).checked_sub(1)
    }

    /// Returns the day of the first entry after this day.
    pub(super) fn next_entry(&self, day: NaiveDate) -> Option<NaiveDate> {
        let after = self.entries.partition_point(|(from, _)| *from <= day);
        self.entries.get(after).map(|(from, _)| *from)
    }

    fn before_the_first(&self, day: NaiveDate) -> LedgerError {
        let first = self.entries.first().map_or_else(String::new, |(from, _)| format!("; the first one is of {from}"));
        let hint = format!("add a rate to the list that holds on {day}");
        LedgerError::new("rate-unknown", format!("`{}` has no rate for {day}{first}", self.name)).hint(hint)
    }

    fn past_the_table(&self, day: NaiveDate) -> LedgerError {
        let text = format!(
            "`{}` needs the rate of {day}, in {}; the last half-year that is verified is {}",
            self.name,
            half_year(day),
            half_year(self.until.unwrap_or(day))
        );
        LedgerError::new("rate-unknown", text).hint(self.own.clone())
    }
}

fn refuse_two_on_one_day(entries: &[(NaiveDate, Percent)]) -> Result<(), LedgerError> {
    let twice = entries.windows(2).find(|pair| pair[0].0 == pair[1].0);
    twice.map_or(Ok(()), |pair| {
        Err(LedgerError::new("rate-twice", format!("the list of rates has two entries from {}", pair[0].0)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::DatedRate;

    fn book(rows: &[(&str, &str)]) -> Result<RateBook, LedgerError> {
        let row = |(from, rate): &(&str, &str)| DatedRate {
            from: from.parse().unwrap(),
            rate: Percent::from_typed(rate).unwrap(),
        };
        RateBook::agreed(&Rates::Dated(rows.iter().map(row).collect()))
    }

    #[test]
    fn a_monthly_rate_is_twelve_times_that_a_year() {
        let monthly = RateBook::agreed(&Rates::Monthly(Percent::from_typed("1.5%").unwrap())).unwrap();
        assert_eq!(monthly.on("2026-01-01".parse().unwrap()).unwrap().to_string(), "18%");
    }

    #[test]
    fn the_order_of_a_dated_list_has_no_effect() {
        let sorted = book(&[("2026-01-01", "8%"), ("2026-07-01", "9%")]);
        assert_eq!(sorted, book(&[("2026-07-01", "9%"), ("2026-01-01", "8%")]));
    }

    #[test]
    fn a_day_before_the_first_entry_is_an_error() {
        let error = book(&[("2026-01-01", "8%")]).unwrap().on("2025-12-31".parse().unwrap()).unwrap_err();
        assert_eq!(error.text, "`interest` has no rate for 2025-12-31; the first one is of 2026-01-01");
    }

    #[test]
    fn two_rates_from_one_day_are_an_error() {
        assert_eq!(book(&[("2026-01-01", "8%"), ("2026-01-01", "9%")]).unwrap_err().code, "rate-twice");
    }
}
