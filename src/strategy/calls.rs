//! Calls: how often in a week, and at what hours (design 6).

use chrono::{LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;

use super::zone;
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

/// Returns whether the entry is a call that the creditor made.
pub fn is_outward_call(entry: &Entry) -> bool {
    entry.channel == Channel::Call && entry.direction == Direction::Out
}

/// A stretch of a day in one time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The zone; for the debtor none where the case names none, though the country may tell the time.
    pub zone: Option<String>,
    /// Its beginning.
    pub from: NaiveDateTime,
    /// Its end.
    pub to: NaiveDateTime,
}

impl Stretch {
    /// Returns the place that gives the zone its name, as in `Boise` for `America/Boise`.
    pub fn place(&self) -> Option<String> {
        self.zone.as_deref().map(|zone| zone.rsplit('/').next().unwrap_or(zone).replace('_', " "))
    }
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
    let there = |at| in_creditors_time(case, at);
    let creditor = there(debtor.from).zip(there(debtor.to));
    let zone = zone::of_creditor(&case.creditor).map(|zone| zone.name().to_owned());
    let creditor = creditor.map(|(from, to)| Stretch { zone, from, to });
    PermittedHours { debtor, creditor }
}

/// Returns a moment of the debtor's day in the creditor's time, when both zones are known from the case or from countries
/// that have one zone.
pub fn in_creditors_time(case: &Case, at: NaiveDateTime) -> Option<NaiveDateTime> {
    let (debtor, creditor) = (zone::of_debtor(&case.debtor)?, zone::of_creditor(&case.creditor)?);
    Some(moment(debtor, at)?.with_timezone(&creditor).naive_local())
}

fn moment(zone: Tz, at: NaiveDateTime) -> Option<chrono::DateTime<Tz>> {
    let quarters = (0..=12).map(|quarter| at + chrono::TimeDelta::minutes(15 * quarter));
    quarters.map(|at| zone.from_local_datetime(&at)).find_map(|found| match found {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => Some(moment),
        LocalResult::None => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, on, sample};
    use super::*;

    fn seven_from(first: u32, channel: &str) -> Case {
        let calls: Vec<_> = (first..first + 7).map(|day| format!("2026-04-{day:02} {channel} ann no-answer")).collect();
        sample().history(&calls.iter().map(String::as_str).collect::<Vec<_>>()).case()
    }

    #[test]
    fn the_eighth_call_in_seven_days_is_too_many() {
        let case = seven_from(6, "call");
        let too_many = |day: &str| one_more_is_too_many(&case, on(day), on(day));
        assert_eq!(["2026-04-11", "2026-04-12", "2026-04-13"].map(too_many), [false, true, false]);
    }

    #[test]
    fn only_outward_calls_count() {
        assert_eq!(in_the_week_to(&seven_from(6, "email"), on("2026-04-12"), on("2026-04-12")), 0);
        let inward = sample().history(&["2026-04-12 call ann spoke direction: in"]).case();
        assert_eq!(in_the_week_to(&inward, on("2026-04-12"), on("2026-04-12")), 0);
    }

    #[test]
    fn the_first_and_the_last_minute_of_the_hours_are_permitted() {
        let case = sample().case();
        let permitted = |time: &str| is_permitted(&case, at(time));
        assert_eq!(["07:59", "08:00", "21:00", "21:01"].map(permitted), [false, true, true, false]);
    }

    #[test]
    fn hours_are_checked_on_outward_calls_whose_time_is_known() {
        let case = sample()
            .history(&[
                "2026-04-02 call ann spoke time: '21:30'",
                "2026-04-03 call ann spoke time: '21:30', direction: in",
                "2026-04-04 email ann sent time: '23:00'",
                "2026-04-05 call ann spoke",
            ])
            .case();
        assert_eq!(outside_hours(&case, on("2026-04-05")).count(), 1);
        assert_eq!(outside_hours(&case, on("2026-04-01")).count(), 0);
    }

    #[test]
    fn the_hours_are_shown_in_the_debtors_zone_and_the_creditors() {
        let creditor = "{name: C, address: [A], country: US, time_zone: America/Los_Angeles}";
        let case = sample().with("time_zone", "America/Boise").with("creditor", creditor).case();
        let hours = permitted(&case, on("2026-06-12"));
        assert_eq!(hours.debtor.from.to_string(), "2026-06-12 08:00:00");
        let there = hours.creditor.unwrap();
        assert_eq!(
            (there.from.to_string(), there.to.to_string()),
            ("2026-06-12 07:00:00".into(), "2026-06-12 20:00:00".into())
        );
    }

    #[test]
    fn far_away_the_permitted_hours_may_begin_on_another_day() {
        let creditor = "{name: C, address: [A], country: US, time_zone: America/Los_Angeles}";
        let case = sample().with("time_zone", "Asia/Tokyo").with("creditor", creditor).case();
        let there = permitted(&case, on("2026-06-12")).creditor.unwrap();
        assert_eq!(
            (there.from.to_string(), there.to.to_string()),
            ("2026-06-11 16:00:00".into(), "2026-06-12 05:00:00".into())
        );
    }

    #[test]
    fn a_country_in_one_zone_tells_the_creditors_time() {
        let creditor = |country: &str| format!("{{name: C, address: [A], country: {country}}}");
        let hours = |country: &str| {
            let case = sample().with("time_zone", "Europe/London").with("creditor", &creditor(country)).case();
            permitted(&case, on("2026-06-12")).creditor.map(|there| there.from.to_string())
        };
        assert_eq!(hours("DE").as_deref(), Some("2026-06-12 09:00:00"));
        assert_eq!(hours("US"), None);
    }

    #[test]
    fn without_both_zones_only_the_debtors_hours_are_known() {
        let case = sample().with("time_zone", "Asia/Tokyo").case();
        assert_eq!(permitted(&case, on("2026-06-12")).creditor, None);
    }

    #[test]
    fn an_hour_that_the_clocks_skip_is_read_as_the_next_that_exists() {
        let zone: Tz = "Europe/London".parse().unwrap();
        let skipped = on("2026-03-29").and_time(at("01:30"));
        assert_eq!(moment(zone, skipped).unwrap().naive_local().to_string(), "2026-03-29 02:00:00");
    }
}
