//! A balance divided into instalments.
//!
//! All instalments are equal, rounded down to the minor unit; the last one takes what that leaves.
//! Days are counted from the first one, so the 31st stays a month's last day without drifting.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::calendar::{plus_days, plus_months};
use crate::money::{Currency, Money, Overflow, Rounding};

/// The most instalments a plan may have: ten years of months.
pub const MOST: u32 = 120;

/// How far instalments are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pace {
    /// The same day of each month, or the last of a shorter one.
    #[default]
    Month,
    /// Every fourteen days.
    TwoWeeks,
    /// Every seven days.
    Week,
}

impl Pace {
    /// Returns the word used on the command line and in output.
    pub fn word(self) -> &'static str {
        match self {
            Pace::Month => "month",
            Pace::TwoWeeks => "2-weeks",
            Pace::Week => "week",
        }
    }

    /// Returns the day of the instalment of this place, from 0.
    fn day(self, first: NaiveDate, place: u32) -> NaiveDate {
        match self {
            Pace::Month => plus_months(first, place),
            Pace::TwoWeeks => plus_days(first, 14 * i64::from(place)),
            Pace::Week => plus_days(first, 7 * i64::from(place)),
        }
    }
}

/// How a balance is to be divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// What is paid on signing.
    pub down: Money,
    /// The number of instalments.
    pub count: u32,
    /// The day of the first.
    pub first: NaiveDate,
    /// How far they are apart.
    pub pace: Pace,
}

/// A balance divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// All that is divided: the down payment and the instalments.
    pub total: Money,
    /// What is paid on signing; nothing when there is no down payment.
    pub down: Money,
    /// How far the instalments are apart.
    pub pace: Pace,
    /// Day and amount of each.
    pub instalments: Vec<(NaiveDate, Money)>,
}

/// Why a balance cannot be divided as it was wished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indivisible {
    /// There is nothing to divide.
    Nothing,
    /// No instalments, or more than [`MOST`].
    Count,
    /// The first instalment is due before the day of the agreement.
    FirstIsPast { first: NaiveDate, agreed: NaiveDate },
    /// The down payment is negative, or leaves nothing for the instalments.
    Down,
    /// Some instalment would be nothing.
    TooMany(u32),
    /// An amount beyond exact reckoning.
    Overflow,
}

impl Indivisible {
    /// Returns the name of the refusal.
    pub fn code(self) -> &'static str {
        match self {
            Indivisible::Nothing => "nothing-due",
            Indivisible::Count | Indivisible::TooMany(_) => "too-many-instalments",
            Indivisible::FirstIsPast { .. } => "first-instalment-past",
            Indivisible::Down => "down-too-large",
            Indivisible::Overflow => "amount-overflow",
        }
    }
}

impl fmt::Display for Indivisible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Indivisible::Nothing => f.write_str("nothing is due that could be divided"),
            Indivisible::Count => write!(f, "a plan has 1 to {MOST} instalments"),
            Indivisible::FirstIsPast { first, agreed } => {
                write!(f, "the first instalment, {first}, would be due before the agreement of {agreed}")
            }
            Indivisible::Down => f.write_str("the down payment leaves nothing to pay in instalments"),
            Indivisible::TooMany(count) => write!(f, "{count} instalments would be of nothing each"),
            Indivisible::Overflow => Overflow.fmt(f),
        }
    }
}

impl std::error::Error for Indivisible {}

impl From<Overflow> for Indivisible {
    fn from(_: Overflow) -> Indivisible {
        Indivisible::Overflow
    }
}

impl Schedule {
    /// Returns the total less the down payment in equal instalments, as agreed on a day.
    ///
    /// The first may be due on the day of the agreement itself.
    ///
    /// # Errors
    ///
    /// [`Indivisible`] when there is nothing to divide, a day is past, or some instalment would be nothing.
    pub fn divide(total: Money, currency: Currency, agreed: NaiveDate, wish: &Wish) -> Result<Schedule, Indivisible> {
        let Wish { down, count, first, pace } = *wish;
        if !total.is_positive() {
            return Err(Indivisible::Nothing);
        }
        if !(1..=MOST).contains(&count) {
            return Err(Indivisible::Count);
        }
        if first < agreed {
            return Err(Indivisible::FirstIsPast { first, agreed });
        }
        let rest = total.minus(down)?;
        if down < Money::ZERO || !rest.is_positive() {
            return Err(Indivisible::Down);
        }
        let each = rest.over(Decimal::from(count))?.round(currency, Rounding::Down);
        if !each.is_positive() {
            return Err(Indivisible::TooMany(count));
        }
        let last = rest.minus(each.times(Decimal::from(count - 1))?)?;
        let amount = |place| if place + 1 == count { last } else { each };
        let instalments = (0..count).map(|place| (pace.day(first, place), amount(place))).collect();
        Ok(Schedule { total, down, pace, instalments })
    }

    /// Returns the amount of each instalment but perhaps the last.
    pub fn each(&self) -> Money {
        self.instalments.first().map_or(Money::ZERO, |(_, amount)| *amount)
    }

    /// Returns the last instalment when it is not like the others.
    pub fn odd_last(&self) -> Option<Money> {
        self.instalments.last().map(|(_, amount)| *amount).filter(|last| *last != self.each())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn divide(total: &str, down: &str, count: u32, first: &str, pace: Pace) -> Result<Schedule, Indivisible> {
        let usd = Currency::from_code("USD").unwrap();
        let wish = Wish { down: money(down), count, first: day(first), pace };
        Schedule::divide(money(total), usd, day("2026-06-30"), &wish)
    }

    fn plain(schedule: &Schedule) -> Vec<String> {
        let usd = Currency::from_code("USD").unwrap();
        schedule.instalments.iter().map(|(day, amount)| format!("{day} {}", amount.plain(usd))).collect()
    }

    #[test]
    fn the_last_instalment_takes_what_rounding_down_leaves() {
        let plan = divide("11020.00", "0", 3, "2026-07-15", Pace::Month).unwrap();
        assert_eq!(plain(&plan), ["2026-07-15 3673.33", "2026-08-15 3673.33", "2026-09-15 3673.34"]);
        assert_eq!(plan.odd_last(), Some(money("3673.34")));
    }

    #[test]
    fn months_end_without_drifting() {
        let plan = divide("300", "0", 3, "2026-08-31", Pace::Month).unwrap();
        assert_eq!(plain(&plan), ["2026-08-31 100.00", "2026-09-30 100.00", "2026-10-31 100.00"]);
        assert_eq!(plan.odd_last(), None);
    }

    #[test]
    fn weeks_are_seven_days_and_two_weeks_fourteen() {
        let weeks = divide("30", "0", 3, "2026-12-28", Pace::Week).unwrap();
        assert_eq!(plain(&weeks)[2], "2027-01-11 10.00");
        let fortnights = divide("30", "0", 3, "2026-12-28", Pace::TwoWeeks).unwrap();
        assert_eq!(plain(&fortnights)[2], "2027-01-25 10.00");
    }

    #[test]
    fn a_down_payment_comes_off_first() {
        let plan = divide("1000.01", "200", 2, "2026-07-01", Pace::Month).unwrap();
        assert_eq!(plain(&plan), ["2026-07-01 400.00", "2026-08-01 400.01"]);
    }

    #[test]
    fn the_yen_is_divided_in_whole_yen() {
        let jpy = Currency::from_code("JPY").unwrap();
        let wish = Wish { down: Money::ZERO, count: 3, first: day("2026-07-01"), pace: Pace::Month };
        let plan = Schedule::divide(money("100"), jpy, day("2026-07-01"), &wish).unwrap();
        assert_eq!(plan.instalments.iter().map(|(_, a)| a.plain(jpy)).collect::<Vec<_>>(), ["33", "33", "34"]);
    }

    #[test]
    fn what_cannot_be_divided_is_refused_by_name() {
        let fault = |total, down, count| divide(total, down, count, "2026-07-01", Pace::Month).unwrap_err();
        assert_eq!(fault("0", "0", 3), Indivisible::Nothing);
        assert_eq!(fault("-5", "0", 3), Indivisible::Nothing);
        assert_eq!(fault("100", "0", 0), Indivisible::Count);
        assert_eq!(fault("100", "0", 121), Indivisible::Count);
        assert_eq!(fault("100", "100", 3), Indivisible::Down);
        assert_eq!(fault("100", "-1", 3), Indivisible::Down);
        assert_eq!(fault("0.02", "0", 3), Indivisible::TooMany(3));
    }

    #[test]
    fn the_first_instalment_may_be_due_on_the_day_of_the_agreement_and_not_before() {
        assert!(divide("100", "0", 3, "2026-06-30", Pace::Month).is_ok());
        let past = divide("100", "0", 3, "2026-06-29", Pace::Month).unwrap_err();
        assert_eq!(past, Indivisible::FirstIsPast { first: day("2026-06-29"), agreed: day("2026-06-30") });
    }

    proptest! {
        #[test]
        fn instalments_add_up_and_only_the_last_is_larger(cents in 1_000i64..10_000_000, count in 1u32..=60) {
            let usd = Currency::from_code("USD").unwrap();
            let total = Money::exact(Decimal::new(cents, 2));
            let wish = Wish { down: Money::ZERO, count, first: day("2026-01-31"), pace: Pace::Month };
            let plan = Schedule::divide(total, usd, day("2026-01-31"), &wish).unwrap();
            prop_assert_eq!(Money::sum(plan.instalments.iter().map(|(_, a)| *a)).unwrap(), total);
            let last = plan.instalments.last().unwrap().1;
            prop_assert!(last >= plan.each());
            prop_assert!(last.minus(plan.each()).unwrap().units() < Decimal::new(i64::from(count), 2));
        }
    }
}
