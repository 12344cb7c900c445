//! Days gone by and days overdue, as one says them aloud.

use chrono::NaiveDate;

use super::Words;
use super::pattern::Hole;
use crate::calendar::days_between;

/// Whole weeks are said as weeks up to this many.
const WEEKS: i64 = 4;

/// So many days before a whole number of months a debt is said to be almost that old.
const ALMOST: i64 = 5;

/// Returns the multiple of thirty that the days fall short of by one to five, if they do.
fn almost_a_month(days: i64) -> Option<i64> {
    let next = (days / 30 + 1) * 30;
    (days > 0 && next - days <= ALMOST).then_some(next)
}

impl Words {
    /// Returns a day as one says when something happened on it, seen from `as_of`.
    ///
    /// Today, yesterday, the weekday for two to six days, whole weeks up to four, else the date. A day to
    /// come is its date. Nothing is rounded: thirteen days are not two weeks.
    pub fn spoken(&self, day: NaiveDate, as_of: NaiveDate) -> String {
        let past = &self.data.past;
        match days_between(day, as_of) {
            0 => past.today.clone(),
            1 => past.yesterday.clone(),
            2..=6 => past.in_the_week.fill(&[(Hole::Weekday, self.weekday(day))]),
            7 => past.one_week.clone(),
            days if days > 0 && days % 7 == 0 && days / 7 <= WEEKS => {
                past.weeks.fill(&[(Hole::N, &self.number(days / 7))])
            }
            _ => self.on(day, as_of),
        }
    }

    /// Returns how long a debt is overdue, as in `almost 60 days past due`; before the due day, `due today`
    /// and earlier alike, it is due today at the most.
    pub fn past_due(&self, days: i64) -> String {
        let words = &self.data.past_due;
        match (days, almost_a_month(days)) {
            (..=0, _) => words.today.clone(),
            (1, _) => words.one.clone(),
            (_, Some(month)) => words.almost.fill(&[(Hole::N, &month.to_string())]),
            _ => words.days.fill(&[(Hole::N, &self.number(days))]),
        }
    }

    /// Returns a number of days, as in `1 day` or `45 days`.
    pub fn days(&self, days: i64) -> String {
        let words = &self.data.days;
        let pattern = if days == 1 { &words.one } else { &words.more };
        pattern.fill(&[(Hole::N, &days.to_string())])
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::words;
    use crate::calendar::{day_from_typed, plus_days};

    fn ago(tag: &str, days: i64) -> String {
        let as_of = day_from_typed("2026-06-11").unwrap();
        words(tag).day(plus_days(as_of, -days), as_of).spoken
    }

    #[test]
    fn days_gone_by_are_said_as_one_says_them() {
        let said = [
            (0, "today"),
            (1, "yesterday"),
            (2, "on Tuesday"),
            (6, "on Friday"),
            (7, "a week ago"),
            (8, "on June 3"),
            (13, "on May 29"),
            (14, "two weeks ago"),
            (15, "on May 27"),
            (21, "three weeks ago"),
            (28, "four weeks ago"),
            (35, "on May 7"),
            (-3, "on June 14"),
        ];
        for (days, words) in said {
            assert_eq!(ago("en-US", days), words, "{days} days");
        }
    }

    #[test]
    fn german_and_french_say_them_in_their_own_way() {
        let said = |tag| [0, 1, 3, 7, 14, 15].map(|days| ago(tag, days));
        assert_eq!(
            said("de-DE"),
            ["heute", "gestern", "am Montag", "vor einer Woche", "vor zwei Wochen", "am 27. Mai"]
        );
        assert_eq!(
            said("fr-FR"),
            ["aujourd’hui", "hier", "lundi", "il y a une semaine", "il y a deux semaines", "le 27 mai"]
        );
    }

    #[test]
    fn a_debt_is_almost_sixty_days_late_from_55_to_59() {
        let said = [
            (0, "due today"),
            (1, "one day past due"),
            (2, "two days past due"),
            (12, "twelve days past due"),
            (13, "13 days past due"),
            (24, "24 days past due"),
            (25, "almost 30 days past due"),
            (29, "almost 30 days past due"),
            (30, "30 days past due"),
            (31, "31 days past due"),
            (54, "54 days past due"),
            (55, "almost 60 days past due"),
            (59, "almost 60 days past due"),
            (60, "60 days past due"),
            (61, "61 days past due"),
            (89, "almost 90 days past due"),
            (119, "almost 120 days past due"),
        ];
        for (days, text) in said {
            assert_eq!(words("en").past_due(days), text, "{days} days");
        }
    }

    #[test]
    fn lateness_in_german_and_french() {
        assert_eq!(words("de").past_due(58), "seit fast 60 Tagen überfällig");
        assert_eq!(words("de").past_due(1), "seit einem Tag überfällig");
        assert_eq!(words("fr").past_due(58), "en retard de près de 60 jours");
    }
}
