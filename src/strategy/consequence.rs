//! Consequences: ready, announced, carried out or given up, and the deadline before them (design 4 and 6).

use chrono::NaiveDate;

use crate::calendar::{plus_days, working_day_from};
use crate::case::{Case, Consequence, Entry};

use super::plan::Announced;

/// The longest time a demand can give, in days; anything above is a slip of the pen, not a deadline.
const LONGEST: u32 = 3660;

/// Returns the consequence that may be announced on the day: the first ready one in file order that is neither done nor
/// withdrawn by then.
pub fn announced_now(case: &Case, as_of: NaiveDate) -> Option<&Consequence> {
    case.consequences.iter().find(|consequence| consequence.ready.holds(as_of) && is_open(consequence, as_of))
}

/// Returns whether the consequence is neither done nor withdrawn by the end of the day.
pub fn is_open(consequence: &Consequence, day: NaiveDate) -> bool {
    let past = |end: Option<NaiveDate>| end.is_some_and(|end| end <= day);
    !past(consequence.done) && !past(consequence.withdrawn)
}

/// Returns the last day a demand of this day gives: so many days later as the announced consequence says,
/// else the ladder, moved to the next working day.
pub fn deadline(case: &Case, as_of: NaiveDate) -> NaiveDate {
    deadline_before(case, announced_now(case, as_of), as_of)
}

fn deadline_before(case: &Case, consequence: Option<&Consequence>, day: NaiveDate) -> NaiveDate {
    let days = consequence.and_then(|c| c.deadline_days).unwrap_or(case.ladder.deadline_days).min(LONGEST);
    working_day_from(plus_days(day, i64::from(days)), &case.terms.holidays)
}

/// Returns the deadline that an entry set: the one it states, else the one a letter of its day would print.
pub fn deadline_of(case: &Case, entry: &Entry) -> NaiveDate {
    entry.deadline.unwrap_or_else(|| {
        let named = case.consequences.iter().find(|c| entry.announced.iter().any(|id| id == c.id()));
        deadline_before(case, named.or_else(|| announced_now(case, entry.date)), entry.date)
    })
}

/// Returns what was announced by the end of `known` and is neither done nor withdrawn by the end of `day`,
/// in file order of the consequences.
///
/// A consequence announced more than once counts from its latest announcement, for that set the last deadline. Its day
/// is the day after that deadline.
pub fn outstanding(case: &Case, known: NaiveDate, day: NaiveDate) -> Vec<Announced> {
    let open = case.consequences.iter().filter(|consequence| is_open(consequence, day));
    open.filter_map(|consequence| {
        let announcement = last_announcement(case, consequence, known)?;
        Some(Announced {
            consequence: consequence.id().to_owned(),
            announced: announcement.date,
            from: plus_days(deadline_of(case, announcement), 1),
        })
    })
    .collect()
}

fn last_announcement<'a>(case: &'a Case, consequence: &Consequence, known: NaiveDate) -> Option<&'a Entry> {
    let names = |entry: &&Entry| entry.date <= known && entry.announced.iter().any(|id| id == consequence.id());
    case.history.iter().filter(names).max_by_key(|entry| entry.date)
}

/// Returns whether something was carried out from `since` on, by the end of `day`.
pub fn carried_out(case: &Case, since: NaiveDate, day: NaiveDate) -> bool {
    case.consequences.iter().any(|c| c.done.is_some_and(|done| since <= done && done <= day))
}
