//! The statutory regimes: who may use one, which points over which series, which fixed sum.

use std::fmt;

use chrono::NaiveDate;

use super::Law;
use super::rates::{self, Series};
use crate::calendar::day_from_typed;
use crate::money::{Currency, Money, Overflow, Percent};

/// The table of the built-in regimes.
pub(super) const FILE: &str = include_str!("regimes.csv");

/// One row of the table: what a regime says from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// The regime's name, as in `uk-late-payment`.
    pub regime: String,
    /// Whether it is for consumers who owe; else for business.
    pub consumer: bool,
    /// It holds for contracts signed before this day alone.
    pub contracts_before: Option<NaiveDate>,
    /// The first day on which it holds.
    pub from: NaiveDate,
    /// The series its rate rests on.
    pub series: String,
    /// The points over that series.
    pub points: Percent,
    /// Whether the rate of the first interest day stays for the life of the debt.
    pub first_day: bool,
    /// Whether interest joins its base each year.
    pub yearly: bool,
    /// The fixed sums, each with the least open principal it is for, lowest first.
    pub fixed_sums: Vec<FixedSum>,
    /// The currency it is for.
    pub currency: Currency,
    /// Where it stands.
    pub source: String,
}

/// A fixed sum for the cost of recovery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedSum {
    /// The least open principal it is for.
    pub least: Money,
    /// The sum.
    pub sum: Money,
}

/// What a regime says to one debtor: provisions and the resulting rates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statute {
    /// The provisions, oldest first; never empty.
    pub provisions: Vec<Provision>,
    /// The resulting rates a year, oldest first; never empty.
    pub rates: Vec<Resulting>,
    /// The last day the rates are known for.
    pub until: NaiveDate,
}

/// A published rate and the points over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resulting {
    /// The first day it counts.
    pub from: NaiveDate,
    /// The rate a year.
    pub rate: Percent,
    /// The published rate in it.
    pub reference: Percent,
}

/// Why a regime cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// No regime of this name, or its rates are not known.
    Unknown,
    /// The debtor is a consumer.
    Consumer,
    /// The case is in another currency than this.
    Currency(Currency),
    /// A rate grew beyond what can be reckoned.
    Overflow,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Unknown => f.write_str("its rates are not known"),
            Refused::Consumer => f.write_str("it is for debts between businesses, and the debtor is a consumer"),
            Refused::Currency(own) => write!(f, "it is for debts in {own}"),
            Refused::Overflow => Overflow.fmt(f),
        }
    }
}

impl Law {
    /// Returns what a regime says to a debtor.
    ///
    /// A contract without a day of signing counts as a new one.
    ///
    /// # Errors
    ///
    /// [`Refused`] when the regime is not for this kind of debtor or this currency.
    pub fn statute(
        &self,
        regime: &str,
        consumer: bool,
        currency: Currency,
        signed: Option<NaiveDate>,
    ) -> Result<Statute, Refused> {
        let all: Vec<_> = self.provisions.iter().filter(|row| row.regime == regime).collect();
        let own = all.first().ok_or(Refused::Unknown)?.currency;
        let mine: Vec<_> = all.into_iter().filter(|row| row.consumer == consumer).collect();
        if mine.is_empty() {
            return Err(Refused::Consumer);
        }
        if own != currency {
            return Err(Refused::Currency(own));
        }
        let is_old = |row: &&&Provision| signed.zip(row.contracts_before).is_some_and(|(signed, day)| signed < day);
        let mut provisions: Vec<Provision> = mine.iter().filter(is_old).map(|row| (*row).clone()).collect();
        if provisions.is_empty() {
            provisions.extend(mine.into_iter().filter(|row| row.contracts_before.is_none()).cloned());
        }
        self.with_rates(provisions)
    }

    fn with_rates(&self, provisions: Vec<Provision>) -> Result<Statute, Refused> {
        let mut table = Vec::new();
        let mut until = NaiveDate::MIN;
        for (place, provision) in provisions.iter().enumerate() {
            let series = self.series(&provision.series).ok_or(Refused::Unknown)?;
            let next = provisions.get(place.saturating_add(1)).map(|next| next.from);
            table.extend(resulting(provision, series, next)?);
            until = until.max(series.until);
        }
        if table.is_empty() { Err(Refused::Unknown) } else { Ok(Statute { provisions, rates: table, until }) }
    }
}

/// Returns the rates of a series from the provision's first day until the next one's, points added.
fn resulting(provision: &Provision, series: &Series, next: Option<NaiveDate>) -> Result<Vec<Resulting>, Refused> {
    let ends = series.rows.iter().skip(1).map(|row| row.from).chain([NaiveDate::MAX]);
    let holds = series.rows.iter().zip(ends);
    let mine = holds.filter(|(row, end)| *end > provision.from && next.is_none_or(|next| row.from < next));
    let with_points = |row: &rates::Published| {
        let rate = row.rate.number().checked_add(provision.points.number()).ok_or(Refused::Overflow)?;
        let from = row.from.max(provision.from);
        Ok(Resulting { from, rate: Percent::of_hundred(rate), reference: row.rate })
    };
    mine.map(|(row, _)| with_points(row)).collect()
}

impl Statute {
    /// Returns what holds on the day, or the first provision for a day before it.
    pub fn on(&self, day: NaiveDate) -> &Provision {
        self.provisions.iter().rev().find(|row| row.from <= day).unwrap_or(&self.provisions[0])
    }
}

impl Provision {
    /// Returns the fixed sum for so much open principal.
    pub fn fixed_sum(&self, open: Money) -> Option<Money> {
        self.fixed_sums.iter().rev().find(|band| band.least <= open).map(|band| band.sum)
    }
}

/// Reads the table of regimes; lines that begin with `#` are remarks.
pub(super) fn read(text: &str) -> Result<Vec<Provision>, String> {
    let mut table = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let mut provisions = Vec::new();
    for record in table.records() {
        let record = record.map_err(|e| e.to_string())?;
        provisions.push(provision(&record).ok_or_else(|| format!("no provision: {record:?}"))?);
    }
    provisions.sort_by_key(|row| row.from);
    Ok(provisions)
}

fn provision(record: &csv::StringRecord) -> Option<Provision> {
    let text = |column| record.get(column).map(str::to_owned);
    let one_of = |column: usize, no: &str, yes: &str| {
        let word = record.get(column)?;
        (word == no || word == yes).then_some(word == yes)
    };
    Some(Provision {
        regime: text(0)?,
        consumer: one_of(1, "business", "consumer")?,
        contracts_before: match record.get(2)? {
            "" => None,
            day => Some(day_from_typed(day).ok()?),
        },
        from: day_from_typed(record.get(3)?).ok()?,
        series: text(4)?,
        points: Percent::from_typed(&format!("{}%", record.get(5)?)).ok()?,
        first_day: one_of(6, "each-day", "first-day")?,
        yearly: one_of(7, "none", "yearly")?,
        fixed_sums: fixed_sums(record.get(8)?)?,
        currency: Currency::from_code(record.get(9)?)?,
        source: text(10)?,
    })
}

fn fixed_sums(text: &str) -> Option<Vec<FixedSum>> {
    let band = |text: &str| {
        let (sum, least) = text.split_once(" from ")?;
        Some(FixedSum { least: least.parse().ok()?, sum: sum.parse().ok()? })
    };
    text.split("; ").filter(|band| !band.is_empty()).map(band).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GBP: &str = "GBP";
    const EUR: &str = "EUR";

    fn statute(regime: &str, consumer: bool, currency: &str, signed: Option<&str>) -> Result<Statute, Refused> {
        let currency = Currency::from_code(currency).unwrap();
        Law::built_in().statute(regime, consumer, currency, signed.map(|day| day.parse().unwrap()))
    }

    fn rate_on(statute: &Statute, day: &str) -> String {
        let day: NaiveDate = day.parse().unwrap();
        statute.rates.iter().rev().find(|row| row.from <= day).unwrap().rate.to_string()
    }

    #[test]
    fn consumers_are_refused_by_all_but_germany() {
        for row in &Law::built_in().provisions {
            let answer = Law::built_in().statute(&row.regime, true, row.currency, None);
            assert_eq!(answer.is_ok(), row.regime == "de-late-payment", "{}", row.regime);
        }
    }

    #[test]
    fn the_british_regime_is_for_pounds_and_the_others_for_euro() {
        assert!(statute("uk-late-payment", false, GBP, None).is_ok());
        assert_eq!(
            statute("uk-late-payment", false, EUR, None),
            Err(Refused::Currency(Currency::from_code(GBP).unwrap()))
        );
        assert_eq!(
            statute("nl-late-payment", false, GBP, None),
            Err(Refused::Currency(Currency::from_code(EUR).unwrap()))
        );
    }

    #[test]
    fn german_contracts_of_before_29_july_2014_bear_a_point_less() {
        let rate = |signed| rate_on(&statute("de-late-payment", false, EUR, signed).unwrap(), "2026-08-01");
        assert_eq!(rate(Some("2014-07-28")), "9.52%");
        assert_eq!(rate(Some("2014-07-29")), "10.52%");
        assert_eq!(rate(None), "10.52%");
    }

    #[test]
    fn a_german_consumer_owes_five_points_and_no_fixed_sum() {
        let consumer = statute("de-late-payment", true, EUR, None).unwrap();
        assert_eq!(rate_on(&consumer, "2023-03-01"), "6.62%");
        assert_eq!(consumer.on("2023-03-01".parse().unwrap()).fixed_sum("500".parse().unwrap()), None);
    }

    #[test]
    fn the_british_fixed_sum_goes_by_the_size_of_the_debt() {
        let uk = statute("uk-late-payment", false, GBP, None).unwrap();
        let sum = |open: &str| {
            let sum = uk.on("2026-01-01".parse().unwrap()).fixed_sum(open.parse().unwrap());
            sum.unwrap().plain(Currency::from_code(GBP).unwrap())
        };
        let sums = ["100", "999.99", "1000", "9999.99", "10000", "50000"].map(sum);
        assert_eq!(sums, ["40.00", "40.00", "70.00", "70.00", "100.00", "100.00"]);
    }

    #[test]
    fn the_dutch_points_rose_from_seven_to_eight_inside_a_half_year() {
        let nl = statute("nl-late-payment", false, EUR, None).unwrap();
        assert_eq!(rate_on(&nl, "2013-03-15"), "7.75%");
        assert_eq!(rate_on(&nl, "2013-03-16"), "8.75%");
    }

    /// A later half-year is a row of the series, a reform a row of the regimes. Nothing else changes.
    #[test]
    fn a_british_reform_from_2027_needs_dated_rows_alone() {
        let (name, rates) = rates::FILES[0];
        let rates = rates.replace("last verified half-year: 2026-H2", "last verified half-year: 2027-H1")
            + "2027-01-01,3.50,two-sources,the bank's own page and another\n";
        let reform = "uk-late-payment,business,,2027-01-01,uk-reference-rate,6,each-day,none,50 from 0; 150 from 5000,GBP,an act\n";
        let law = Law::built_in().with_series(name, &rates).unwrap();
        let law = law.with_regimes(&format!("{FILE}{reform}")).unwrap();
        let uk = law.statute("uk-late-payment", false, Currency::from_code(GBP).unwrap(), None).unwrap();
        assert_eq!((rate_on(&uk, "2026-12-31"), rate_on(&uk, "2027-01-01")), ("11.75%".into(), "9.5%".into()));
        let provision = |day: &str| uk.on(day.parse().unwrap());
        let sum = |day: &str| provision(day).fixed_sum("6000".parse().unwrap()).unwrap();
        assert_eq!((sum("2026-12-31"), sum("2027-01-01")), ("70".parse().unwrap(), "150".parse().unwrap()));
        assert!(provision("2026-12-31").first_day && !provision("2027-01-01").first_day);
    }
}
