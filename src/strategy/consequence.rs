//! Consequences: ready, announced, carried out or given up, and the deadline before them (design 4 and 6).

use chrono::NaiveDate;

use crate::calendar::{plus_days, working_day_from};
use crate::case::{Case, Consequence, ConsequenceKind, Entry};

use super::plan::Announced;

/// The longest time a demand can give, in days; anything above is a slip of the pen, not a deadline.
const LONGEST: u32 = 3660;

/// Returns the consequence that may be announced on the day: the first ready one in file order that is neither done nor
/// withdrawn by then, and that a document can name.
pub fn announced_now(case: &Case, as_of: NaiveDate) -> Option<&Consequence> {
    ready_on(case, as_of).find(|consequence| can_be_said(consequence))
}

/// Returns the consequence that is ready on the day and cannot be announced, for the case does not name it; if any.
pub(super) fn nameless(case: &Case, as_of: NaiveDate) -> Option<&Consequence> {
    ready_on(case, as_of).find(|consequence| !can_be_said(consequence))
}

fn ready_on(case: &Case, day: NaiveDate) -> impl Iterator<Item = &Consequence> {
    case.consequences.iter().filter(move |consequence| consequence.ready.holds(day) && is_open(consequence, day))
}

/// Returns whether a document can name the consequence: a report to a bureau needs its name, and a step of the user's own
/// its words.
fn can_be_said(consequence: &Consequence) -> bool {
    match consequence.kind {
        ConsequenceKind::CreditReporting => consequence.name.is_some(),
        ConsequenceKind::Other => consequence.text.is_some(),
        _ => true,
    }
}

/// Returns whether it may be said that an agency reports to credit bureaus: of one that is named alone.
pub fn may_report(consequence: &Consequence) -> bool {
    consequence.reports_to_bureaus && consequence.name.is_some()
}

/// Returns whether the consequence is neither done nor withdrawn by the end of the day.
pub fn is_open(consequence: &Consequence, day: NaiveDate) -> bool {
    let past = |end: Option<NaiveDate>| end.is_some_and(|end| end <= day);
    !past(consequence.done) && !past(consequence.withdrawn)
}

/// Returns the last day a demand of this day gives: so many days later as the consequence says that it announces,
/// else the ladder, moved to the next working day. A letter that announces none gives the ladder's days.
pub fn deadline(case: &Case, announced: Option<&Consequence>, day: NaiveDate) -> NaiveDate {
    let days = announced.and_then(|c| c.deadline_days).unwrap_or(case.ladder.deadline_days).min(LONGEST);
    working_day_from(plus_days(day, i64::from(days)), &case.terms.holidays)
}

/// Returns the deadline that an entry set: the one it states, else the one a letter of its day would print.
pub fn deadline_of(case: &Case, entry: &Entry) -> NaiveDate {
    entry.deadline.unwrap_or_else(|| {
        let named = case.consequences.iter().find(|c| entry.announced.iter().any(|id| id == c.id()));
        deadline(case, named.or_else(|| announced_now(case, entry.date)), entry.date)
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

#[cfg(test)]
mod tests {
    use super::super::sample::{on, sample};
    use super::*;

    fn announced(consequences: &str, day: &str) -> Option<String> {
        let case = sample().with("consequences", consequences).case();
        announced_now(&case, on(day)).map(|consequence| consequence.id().to_owned())
    }

    #[test]
    fn the_first_ready_consequence_in_file_order_is_announced() {
        let three = "[{kind: lawsuit, ready: false}, {kind: small-claims, ready: 2026-06-02}, {kind: collection-agency, ready: 2026-06-01}]";
        assert_eq!(announced(three, "2026-05-31"), None);
        assert_eq!(announced(three, "2026-06-01").as_deref(), Some("collection-agency"));
        assert_eq!(announced(three, "2026-06-02").as_deref(), Some("small-claims"));
    }

    #[test]
    fn what_is_done_or_withdrawn_is_not_announced_again() {
        for end in ["done", "withdrawn"] {
            let ended = format!("[{{kind: lawsuit, ready: 2026-01-01, {end}: 2026-06-02}}]");
            assert_eq!(announced(&ended, "2026-06-01").as_deref(), Some("lawsuit"), "{end}");
            assert_eq!(announced(&ended, "2026-06-02"), None, "{end}");
        }
    }

    #[test]
    fn a_report_to_a_bureau_that_is_not_named_is_not_announced() {
        let bureau = |name: &str| format!("[{{kind: credit-reporting, ready: 2026-01-01{name}}}]");
        assert_eq!(announced(&bureau(""), "2026-06-01"), None);
        assert_eq!(announced(&bureau(", name: Alder Bureau"), "2026-06-01").as_deref(), Some("credit-reporting"));
        let next = "[{kind: credit-reporting, ready: 2026-01-01}, {kind: lawsuit, ready: 2026-01-01}]";
        assert_eq!(announced(next, "2026-06-01").as_deref(), Some("lawsuit"));
        let called = sample()
            .with("consequences", &bureau(""))
            .history(&["2026-04-02 call ann spoke step: escalation", "2026-05-18 call ben voicemail step: final-call"]);
        let refusal = &called.plan("2026-05-20").refusals[0];
        assert_eq!(refusal.text, "no consequence is ready to be announced: `credit-reporting` is, but has no `name`");
    }

    #[test]
    fn the_deadline_moves_to_the_next_working_day() {
        let due = |holidays: &str, day: &str| {
            let case = sample().with("terms", &format!("{{holidays: [{holidays}]}}")).case();
            deadline(&case, None, on(day)).to_string()
        };
        assert_eq!(due("", "2026-05-15"), "2026-05-22");
        assert_eq!(due("", "2026-05-16"), "2026-05-25");
        assert_eq!(due("2026-05-25", "2026-05-16"), "2026-05-26");
        assert_eq!(due("2026-05-22", "2026-05-15"), "2026-05-25");
    }

    #[test]
    fn a_consequence_may_set_its_own_days() {
        let case = sample().with("consequences", "[{kind: lawsuit, ready: 2026-05-02, deadline_days: 14}]").case();
        let of_the_day = |day: &str| deadline(&case, announced_now(&case, on(day)), on(day));
        assert_eq!(of_the_day("2026-05-01"), on("2026-05-08"));
        assert_eq!(of_the_day("2026-05-04"), on("2026-05-18"));
        assert_eq!(deadline(&case, None, on("2026-05-04")), on("2026-05-11"));
        let ladder = sample().with("ladder", "{deadline_days: 30}").case();
        assert_eq!(deadline(&ladder, None, on("2026-05-04")), on("2026-06-03"));
    }

    #[test]
    fn a_deadline_beyond_the_calendar_still_ends() {
        let case = sample().with("ladder", "{deadline_days: 4294967295}").case();
        assert!(deadline(&case, None, on("2026-05-04")) > on("2036-05-01"));
    }

    #[test]
    fn an_announcement_is_outstanding_until_it_is_done_or_withdrawn() {
        let history = [
            "2026-05-18 call ben refused announced: [small-claims]",
            "2026-05-19 letter ben sent document: demand, deadline: 2026-06-02, announced: [small-claims]",
        ];
        let with = |end: &str| {
            sample()
                .history(&history)
                .with("consequences", &format!("[{{kind: small-claims, ready: 2026-01-01{end}}}]"))
                .case()
        };
        let from = |case: &Case, known: &str, day: &str| {
            outstanding(case, on(known), on(day)).first().map(|a| a.from.to_string())
        };
        assert_eq!(from(&with(""), "2026-05-17", "2026-05-17"), None);
        assert_eq!(from(&with(""), "2026-05-18", "2026-05-18").as_deref(), Some("2026-05-26"));
        assert_eq!(from(&with(""), "2026-05-19", "2026-09-01").as_deref(), Some("2026-06-03"));
        assert_eq!(from(&with(", done: 2026-06-04"), "2026-06-04", "2026-06-04"), None);
        assert_eq!(from(&with(", withdrawn: 2026-06-04"), "2026-06-03", "2026-06-03").as_deref(), Some("2026-06-03"));
    }

    #[test]
    fn what_was_announced_and_not_done_is_a_reason_to_look() {
        let history = [
            "2026-05-19 letter ben sent document: demand, announced: [small-claims]",
            "2026-05-27 call ben spoke step: follow-through",
        ];
        let plan = sample().history(&history).plan("2026-05-28");
        assert_eq!(plan.step.word(), "wait");
        assert!(plan.reasons.iter().any(|reason| reason.code == "announced-not-done"));
        assert_eq!(plan.follow_through.len(), 1);
    }

    #[test]
    fn the_plan_shows_the_deadline_to_print_and_then_the_one_that_was_sent() {
        let called = ["2026-05-04 call ben spoke step: escalation", "2026-05-18 call ben refused"];
        let sample = sample().history(&called);
        assert_eq!(sample.plan("2026-05-17").deadline, None);
        assert_eq!(sample.plan("2026-05-18").deadline, Some(on("2026-05-25")));
        assert_eq!(sample.plan("2026-05-20").deadline, Some(on("2026-05-27")));
        let sent = sample.history(&[called[0], called[1], "2026-05-20 letter ben sent document: demand"]);
        assert_eq!(sent.plan("2026-05-22").deadline, Some(on("2026-05-27")));
        assert_eq!(sent.plan("2026-06-22").deadline, Some(on("2026-05-27")));
    }
}
