//! Books: whether it is known that nothing has been paid (design 6, Stale books).

use chrono::NaiveDate;

use crate::calendar::days_between;
use crate::case::Case;

/// How well the payments of a case are known on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Books {
    /// Checked not longer ago than `ladder.books_days`.
    Current,
    /// Checked so many days ago, too long.
    Stale(i64),
    /// The case does not say to which day its payments are complete.
    Unknown,
}

impl Books {
    /// Returns how well the payments of the case are known on the day.
    ///
    /// A check dated after the day counts as current.
    pub fn of(case: &Case, as_of: NaiveDate) -> Books {
        let Some(checked) = case.payments_checked else { return Books::Unknown };
        let age = days_between(checked, as_of);
        if age > i64::from(case.ladder.books_days) { Books::Stale(age) } else { Books::Current }
    }

    /// Returns whether a demand, a follow-through and a sentence about a broken promise may stand on them.
    ///
    /// Books of which nothing is said are let through; they are a warning.
    pub fn may_accuse(self) -> bool {
        !matches!(self, Books::Stale(_))
    }
}

/// Returns whether a sentence about a broken promise may be written on the day; `stated` is the user's own word that the
/// books are current (`--books-current`).
pub fn may_accuse(case: &Case, as_of: NaiveDate, stated: bool) -> bool {
    stated || Books::of(case, as_of).may_accuse()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{on, sample};
    use super::*;

    #[test]
    fn books_are_current_for_seven_days_after_the_check() {
        let case = sample().with("payments_checked", "2026-05-20").case();
        assert_eq!(Books::of(&case, on("2026-05-27")), Books::Current);
        assert_eq!(Books::of(&case, on("2026-05-28")), Books::Stale(8));
        assert!(!may_accuse(&case, on("2026-05-28"), false));
        assert!(may_accuse(&case, on("2026-05-28"), true));
    }

    #[test]
    fn the_days_are_the_cases_own() {
        let case = sample().with("payments_checked", "2026-05-20").with("ladder", "{books_days: 2}").case();
        assert_eq!(Books::of(&case, on("2026-05-23")), Books::Stale(3));
    }

    #[test]
    fn books_of_which_nothing_is_said_are_let_through() {
        let case = sample().without("payments_checked").case();
        assert_eq!(Books::of(&case, on("2026-05-23")), Books::Unknown);
        assert!(may_accuse(&case, on("2026-05-23"), false));
    }
}
