//! The interest of a leg: base × rate × days ÷ year with the numbers in it, and the convention in plain words.

use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal;

use super::{money, nearest, short};
use crate::calendar::plus_days;
use crate::case::{Case, DayCount, InterestRule, Point, Rates, Rule};
use crate::ledger::day_count::basis as days_of_year;
use crate::ledger::{Basis, End, Ledger, Row};
use crate::money::{Money, Percent};

/// What a leg was reckoned from.
struct Leg<'l> {
    ledger: &'l Ledger,
    row: &'l Row,
    basis: &'l Basis,
    base: Money,
    rate: Percent,
    days: i64,
    eve: NaiveDate,
    count: DayCount,
}

/// Returns the sentences that explain the interest of a leg.
pub(super) fn reasons(case: &Case, ledger: &Ledger, row: &Row, basis: &Basis) -> Vec<String> {
    let leg = (|| {
        let (base, rate, days) = (basis.base?, basis.rate?, basis.days?);
        Some(Leg { ledger, row, basis, base, rate, days, eve: basis.from?, count: basis.day_count? })
    })();
    let Some(leg) = leg else { return Vec::new() };
    let mut lines = leg.arithmetic();
    lines.extend(leg.of_what());
    lines.extend(leg.of_which_rate(case));
    lines.extend(leg.held());
    lines.push(leg.which_days());
    lines.push(format!("{}; {}", leg.of_a_year(), leg.rounding()));
    lines
}

impl Leg<'_> {
    fn money(&self, amount: Money) -> String {
        money(self.ledger, amount)
    }

    fn year(&self) -> u32 {
        days_of_year(self.count, self.row.date)
    }

    fn arithmetic(&self) -> Vec<String> {
        let (base, rate, days, year) = (self.money(self.base), self.rate, self.days, self.year());
        let amount = self.money(self.row.amount);
        let product = format!("{base} × {rate} × {days} ÷ {year} = {}", short(self.basis.exact));
        match (self.basis.rounding.point, self.basis.so_far) {
            (Point::Day, _) => {
                let exact = self.base.times(self.rate.fraction()).and_then(|year_s| year_s.over(Decimal::from(year)));
                let exact = exact.map_or_else(|_| "…".to_owned(), |exact| short(exact.units()));
                let a_day = self.row.amount.over(Decimal::from(days.max(1))).unwrap_or_default();
                let a_day = self.money(a_day);
                vec![format!(
                    "{base} × {rate} ÷ {year} = {exact} a day, rounded to {a_day}; {a_day} × {days} = {amount}"
                )]
            }
            (Point::Total, Some(so_far)) => {
                let charged = self.money(so_far.charged);
                let rounded =
                    so_far.charged.plus(self.row.amount).map_or_else(|_| "…".to_owned(), |sum| self.money(sum));
                let exact = short(so_far.exact);
                vec![
                    product,
                    format!(
                        "with the rows before {exact}, rounded to {rounded}; less {charged} charged before, {amount}"
                    ),
                ]
            }
            _ => vec![format!("{product}, rounded to {amount}")],
        }
    }

    /// Returns what the base is made of, where it is more than principal.
    fn of_what(&self) -> Option<String> {
        let (costs, joined) = (self.basis.base_costs, self.basis.base_interest);
        let principal = self.base.minus(costs).and_then(|rest| rest.minus(joined)).unwrap_or_default();
        let parts = [(principal, "principal"), (costs, "unpaid charges"), (joined, "interest that has joined it")];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(part, _)| !part.is_zero())
            .map(|(part, name)| format!("{} of {name}", self.money(*part)))
            .collect();
        (parts.len() > 1).then(|| format!("the base is {}", parts.join(" and ")))
    }

    /// Returns how the rate comes from the one that is written or published.
    fn of_which_rate(&self, case: &Case) -> Option<String> {
        let rate = self.rate;
        if let Some(reference) = self.basis.reference {
            let points = rate.number().checked_sub(reference.number())?.normalize();
            let rule = self.basis.rule;
            return Some(format!(
                "{rate} is the published {reference} and {points} points (`{rule}`, see `pastdue rates`)"
            ));
        }
        match &case.terms.charges.get(self.basis.charge)?.rule {
            Rule::Interest(InterestRule { rates: Rates::Monthly(monthly), .. }) => {
                Some(format!("{monthly} a month is {rate} a year"))
            }
            _ => None,
        }
    }

    fn held(&self) -> Option<String> {
        let words = "is the rate of the first day of interest and holds as long as the debt lasts";
        self.basis.held.then(|| format!("{} {words}", self.rate))
    }

    /// Returns which days count.
    fn which_days(&self) -> String {
        let (first, last, ends) = (plus_days(self.eve, 1), self.row.date, self.ends());
        match self.count {
            DayCount::Thirty360 => format!("{}{ends}", self.by_months(|day| day)),
            DayCount::Thirty360European => format!("{}{ends}", self.by_months(|day| day.min(30))),
            _ if first == last => format!("1 day, {last}{ends}"),
            _ => format!("{} days, {first} to {last}, both counted{ends}", self.days),
        }
    }

    /// Returns how long a year is.
    fn of_a_year(&self) -> String {
        let name = self.count.word();
        match self.count {
            DayCount::Actual365 => format!("a year is 365 days, also a leap year ({name})"),
            DayCount::Actual360 | DayCount::Thirty360 => format!("a year is 360 days ({name})"),
            DayCount::ActualActual => format!("the year {} has {} days ({name})", self.row.date.year(), self.year()),
            DayCount::Thirty360European => format!("a 31st is read as a 30th, and a year is 360 days ({name})"),
        }
    }

    /// Returns how the days are counted where every month has thirty.
    fn by_months(&self, read: fn(u32) -> u32) -> String {
        let (from, to) = (self.eve, self.row.date);
        let years = to.year() - from.year();
        let months = i64::from(to.month()) - i64::from(from.month());
        let (d1, d2) = (read(from.day()), read(to.day()));
        let days = self.days;
        format!("{days} days from {from} to {to}, each month 30: 360 × {years} + 30 × {months} + {d2} - {d1} = {days}")
    }

    fn ends(&self) -> &'static str {
        match self.basis.ends {
            None | Some(End::Ledger) => "",
            Some(End::Payment) => ", where the balance was lowered",
            Some(End::Fee) => ", where a charge joins the base",
            Some(End::Compounding) => ", where interest joins the base",
            Some(End::Rate) => ", the last before the next entry of the rates",
            Some(End::Year) => ", the last of the year",
        }
    }

    fn rounding(&self) -> String {
        let nearest = nearest(self.ledger, self.basis.rounding.mode);
        match self.basis.rounding.point {
            Point::Leg => format!("rounded once for these days, {nearest}"),
            Point::Day => format!("one day's interest is rounded first, {nearest}, then multiplied"),
            Point::Total => format!("the sum of all rows of the rule is rounded, {nearest}, not each of them"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::row;

    fn interest(rule: &str, payments: &str, day: &str) -> String {
        row(&format!("{{charges: [{{{rule}}}]}}"), payments, day, 2)
    }

    #[test]
    fn a_leg_can_be_done_again_with_a_pocket_calculator() {
        assert_eq!(
            interest("interest: {annual: 8%}", "[{date: 2026-01-11, amount: 100}]", "2026-02-01"),
            "1000.00 × 8% × 10 ÷ 365 = 2.191780…, rounded to 2.19\n\
             10 days, 2026-01-02 to 2026-01-11, both counted, where the balance was lowered\n\
             a year is 365 days, also a leap year (actual/365); rounded once for these days, to the nearest 0.01, a half up"
        );
    }

    #[test]
    fn days_by_months_of_thirty_show_how_they_are_counted() {
        let said = interest("interest: {annual: 9%, day_count: 30E/360}", "[]", "2026-03-31");
        assert!(said.contains("each month 30: 360 × 0 + 30 × 2 + 30 - 1 = 89"), "{said}");
        assert!(said.contains("a 31st is read as a 30th"), "{said}");
    }

    #[test]
    fn a_day_rounded_first_is_shown_and_multiplied() {
        let said = interest("interest: {annual: 8.5%}, rounding: {point: day}", "[]", "2026-02-20");
        assert!(
            said.starts_with("1000.00 × 8.5% ÷ 365 = 0.232876… a day, rounded to 0.23; 0.23 × 50 = 11.50"),
            "{said}"
        );
    }

    #[test]
    fn the_sum_so_far_stands_beside_what_was_charged_before() {
        let rule = "interest: {annual: [{from: 2026-01-01, rate: 8%}, {from: 2026-01-12, rate: 9%}]}, rounding: {point: total}";
        let said = row(&format!("{{charges: [{{{rule}}}]}}"), "[]", "2026-02-01", 3);
        assert!(
            said.contains("with the rows before 7.369863…, rounded to 7.37; less 2.19 charged before, 5.18"),
            "{said}"
        );
    }

    #[test]
    fn a_base_of_more_than_principal_is_taken_apart() {
        let terms =
            "{charges: [{interest: {annual: 36.5%, compounding: monthly, on: balance-with-charges}}, {amount: 40}]}";
        let said = row(terms, "[]", "2026-02-11", 5);
        assert!(
            said.contains("the base is 1000.00 of principal and 40.00 of unpaid charges and 32.20 of interest"),
            "{said}"
        );
    }

    #[test]
    fn a_rate_says_what_it_is_made_of() {
        let monthly = interest("interest: {monthly: 1.5%}", "[]", "2026-02-01");
        assert!(monthly.contains("1.5% a month is 18% a year"), "{monthly}");
        let statutory = row("{charges: [{statutory: de-late-payment}]}", "[]", "2026-02-01", 3);
        assert!(statutory.contains("10.27% is the published 1.27% and 9 points (`de-late-payment`"), "{statutory}");
    }

    #[test]
    fn a_rate_held_for_life_says_so() {
        let said =
            interest("interest: {annual: [{from: 2025-01-01, rate: 8%}], rate_on: first-day}", "[]", "2026-02-01");
        assert!(said.contains("8% is the rate of the first day of interest"), "{said}");
    }
}
