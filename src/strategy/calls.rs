//! Calls: how often in a week, and at what hours (design 6).

use chrono::{LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;

use crate::calendar::days_between;
use crate::case::{Case, Channel, Direction, Entry};

/// The days over which calls are counted, the day itself included.
pub(super) const WEEK: i64 = 7;

/// Returns the outward calls on the day and the six days before it, those dated after `known` left out.
pub fn in_the_week_to(case: &Case, known: NaiveDate, day: NaiveDate) -> usize {
    let within = |entry: &&Entry| entry.date <= known && (0..WEEK).contains(&days_between(entry.date, day));
    case.history.iter().filter(|entry| is_outward_call(entry)).filter(within).count()
}

/// Returns whether one more call on the day would be too many.
pub fn one_more_is_too_many(case: &Case, known: NaiveDate, day: NaiveDate) -> bool {
    in_the_week_to(case, known, day) >= case.ladder.calls_per_week as usize
}

/// Returns whether a call at this time of the debtor's day is within the permitted hours, both ends included.
pub fn is_permitted(case: &Case, at: NaiveTime) -> bool {
    let hours = &case.ladder.hours;
    hours.from <= at && at <= hours.to
}

/// Returns the outward calls by the end of the day whose time is known and lies outside the permitted hours, in file order.
pub fn outside_hours(case: &Case, as_of: NaiveDate) -> impl Iterator<Item = (&Entry, NaiveTime)> {
    let calls = case.history.iter().filter(move |entry| is_outward_call(entry) && entry.date <= as_of);
    calls.filter_map(|entry| Some((entry, entry.time?))).filter(|(_, at)| !is_permitted(case, *at))
}

fn is_outward_call(entry: &Entry) -> bool {
    entry.channel == Channel::Call && entry.direction == Direction::Out
}

/// A stretch of a day in one time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The zone, as typed; none when the case names none.
    pub zone: Option<String>,
    /// Its beginning.
    pub from: NaiveDateTime,
    /// Its end.
    pub to: NaiveDateTime,
}

/// When the debtor may be called on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermittedHours {
    /// In the debtor's own time.
    pub debtor: Stretch,
    /// In the creditor's, when both zones are known; it may begin the day before or end the day after.
    pub creditor: Option<Stretch>,
}

/// Returns when the debtor may be called on the day, in the debtor's time and, when both zones are known, the creditor's.
///
/// An hour that the clocks skip is read as the first that exists after it, one that they repeat as the first of the two.
pub fn permitted(case: &Case, day: NaiveDate) -> PermittedHours {
    let hours = &case.ladder.hours;
    let debtor =
        Stretch { zone: case.debtor.time_zone.clone(), from: day.and_time(hours.from), to: day.and_time(hours.to) };
    let creditor = elsewhere(&debtor, case.creditor.time_zone.as_deref());
    PermittedHours { debtor, creditor }
}

fn elsewhere(here: &Stretch, zone: Option<&str>) -> Option<Stretch> {
    let there: Tz = zone?.parse().ok()?;
    let zone_here: Tz = here.zone.as_deref()?.parse().ok()?;
    let shown = |at: NaiveDateTime| Some(moment(zone_here, at)?.with_timezone(&there).naive_local());
    Some(Stretch { zone: zone.map(str::to_owned), from: shown(here.from)?, to: shown(here.to)? })
}

fn moment(zone: Tz, at: NaiveDateTime) -> Option<chrono::DateTime<Tz>> {
    let quarters = (0..=12).map(|quarter| at + chrono::TimeDelta::minutes(15 * quarter));
    quarters.map(|at| zone.from_local_datetime(&at)).find_map(|found| match found {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => Some(moment),
        LocalResult::None => None,
    })
}
