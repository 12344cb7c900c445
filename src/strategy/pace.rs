//! Pace: the first step that is not done, and the day from which it may be taken (design 6, One step at a time).

use chrono::NaiveDate;

use crate::calendar::plus_days;
use crate::case::{Case, Entry, Ladder, Outcome, Step};

use super::consequence;
use super::late::{Due, Owed};
use super::person;
use super::plan::{PromiseState, PromiseStatus};
use super::promise;
use super::scene::View;

/// How the ladder stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pace {
    /// The first step not done may be taken.
    Take(Ready),
    /// It may be taken from a later day.
    TooSoon(Ready),
    /// The demand may be sent, but nothing is ready to be announced.
    NoConsequence(Ready),
    /// Every step is done.
    Done,
}

/// A step, the day from which it may be taken, and what sets that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ready {
    pub step: Step,
    pub from: NaiveDate,
    pub why: String,
}

impl Ready {
    fn new(step: Step, from: NaiveDate, why: impl Into<String>) -> Ready {
        Ready { step, from, why: why.into() }
    }

    /// Holds the step back until a second condition holds too.
    fn and(self, from: NaiveDate, why: impl Into<String>) -> Ready {
        if from > self.from { Ready::new(self.step, from, why) } else { self }
    }

    fn pace(self, day: NaiveDate) -> Pace {
        if self.from <= day { Pace::Take(self) } else { Pace::TooSoon(self) }
    }
}

/// Returns how the ladder stands.
///
/// Steps are looked at in their order; the first that is not done decides, so that none is skipped.
pub(super) fn next(view: &View) -> Pace {
    match view.owed {
        Owed::Ahead(due) => before_the_due_day(view, due),
        _ => after_the_due_day(view),
    }
}

/// The courtesy call while nothing is due, else the wait for the reminder.
///
/// On the due day the invoice is due and not late: neither step is taken.
fn before_the_due_day(view: &View, ahead: Due) -> Pace {
    let due = ahead.due;
    let ladder = &view.case().ladder;
    let ready = if view.day < due && !view.stage.is_done(Step::Courtesy) {
        let from = plus_days(due, -i64::from(ladder.courtesy_days)).max(view.issued(ahead.number));
        Ready::new(Step::Courtesy, from, format!("`{}` falls due on {due}", ahead.number))
    } else {
        reminder(ladder, due)
    };
    ready.pace(view.day)
}

fn after_the_due_day(view: &View) -> Pace {
    let ready = match Step::ALL.into_iter().find(|step| *step > Step::Courtesy && is_open(view, *step)) {
        Some(Step::Reminder) => reminder(&view.case().ladder, view.stage.due),
        Some(Step::FollowUp) => follow_up(view),
        Some(Step::Escalation) => escalation(view),
        Some(Step::FinalCall) => final_call(view),
        Some(Step::Demand) => return demand(view),
        Some(Step::FollowThrough) => follow_through(view),
        Some(Step::Courtesy) | None => return Pace::Done,
    };
    ready.pace(view.day)
}

/// Returns whether the step is still to be taken.
fn is_open(view: &View, step: Step) -> bool {
    match step {
        Step::FollowUp => !view.stage.is_done(step) || follow_up_again(view),
        Step::Escalation => person::can_escalate(view.case()) && !view.stage.is_done(step),
        Step::FollowThrough => !followed_through(view),
        _ => !view.stage.is_done(step),
    }
}

fn reminder(ladder: &Ladder, due: NaiveDate) -> Ready {
    past_due(Step::Reminder, due, ladder.reminder_days)
}

fn follow_up(view: &View) -> Ready {
    let ladder = &view.case().ladder;
    let usual = past_due(Step::FollowUp, view.stage.due, ladder.follow_up_days);
    let usual = after_last_contact(usual, view, ladder.follow_up_gap);
    let broken = unasked(view).min_by_key(|promise| promise.by);
    match broken.map(|broken| broken_promise(Step::FollowUp, broken)) {
        Some(broken) if broken.from <= usual.from => broken,
        _ => usual,
    }
}

/// Returns whether a promise was broken that nobody was asked about since, and the next step's own condition does not
/// hold.
///
/// For a business that step is the escalation: 30 days past due, a second broken promise, or three tries; the days since the
/// last contact are no part of it, so that nobody is asked a third time just because the last call was
/// yesterday. Others have no escalation, and the final call's days past due take its place.
fn follow_up_again(view: &View) -> bool {
    if view.stage.is_done(Step::Escalation) {
        return false;
    }
    let beyond = if person::can_escalate(view.case()) {
        escalation_condition(view)
    } else {
        past_due(Step::FinalCall, view.stage.due, view.case().ladder.final_call_days)
    };
    beyond.from > view.day && unasked(view).next().is_some()
}

/// Returns the broken promises that nobody was asked about since.
fn unasked<'v>(view: &'v View) -> impl Iterator<Item = &'v PromiseStatus> {
    promise::unanswered(&view.promises).filter(|broken| !view.stage.turned_to_since(promise::broken_from(broken)))
}

fn escalation(view: &View) -> Ready {
    after_last_contact(escalation_condition(view), view, view.case().ladder.escalation_gap)
}

/// Returns the earliest of the three conditions of an escalation, without the days since the last contact.
fn escalation_condition(view: &View) -> Ready {
    let ladder = &view.case().ladder;
    let days = past_due(Step::Escalation, view.stage.due, ladder.escalation_days);
    let promises = nth(&view.broken(), ladder.escalation_promises).map(|broken| {
        let why = format!(
            "the promise of {} to pay by {} was broken, number {}",
            broken.made, broken.by, ladder.escalation_promises
        );
        Ready::new(Step::Escalation, promise::broken_from(broken), why)
    });
    let tries = nth(&view.stage.tries(), ladder.escalation_tries).map(|last: &Entry| {
        let why = format!("{} tries in a row were in vain, the last counted on {}", ladder.escalation_tries, last.date);
        Ready::new(Step::Escalation, last.date, why)
    });
    [Some(days), promises, tries].into_iter().flatten().min_by_key(|ready| ready.from).expect("the days always count")
}

fn final_call(view: &View) -> Ready {
    let ladder = &view.case().ladder;
    let days = past_due(Step::FinalCall, view.stage.due, ladder.final_call_days);
    after_last_contact(days, view, ladder.final_call_gap)
}

fn demand(view: &View) -> Pace {
    match demand_ready(view).pace(view.day) {
        Pace::Take(ready) if consequence::announced_now(view.case(), view.day).is_none() => Pace::NoConsequence(ready),
        pace => pace,
    }
}

/// Returns the day of a final call that reached nobody or was refused, else three days after it, or the day after a
/// promise made there was broken, if that is earlier.
fn demand_ready(view: &View) -> Ready {
    let Some(call) = view.stage.last(Step::FinalCall) else {
        return Ready::new(Step::Demand, view.day, "the final call is done");
    };
    if [Outcome::Voicemail, Outcome::NoAnswer, Outcome::NoReply, Outcome::Refused].contains(&call.outcome) {
        return Ready::new(
            Step::Demand,
            call.date,
            format!("the final call of {} ended in `{}`", call.date, call.outcome.word()),
        );
    }
    let gap = view.case().ladder.demand_gap;
    let usual = Ready::new(
        Step::Demand,
        plus_days(call.date, i64::from(gap)),
        format!("{} after the final call of {}", days(gap), call.date),
    );
    let made_there = |promise: &&PromiseStatus| {
        promise.made == call.date && call.promise.as_ref().is_some_and(|there| there.by == promise.by)
    };
    let broken = view.promises.iter().filter(|promise| promise.state == PromiseState::Broken).find(made_there);
    match broken.map(|broken| broken_promise(Step::Demand, broken)) {
        Some(broken) if broken.from <= usual.from => broken,
        _ => usual,
    }
}

fn follow_through(view: &View) -> Ready {
    let from = view.deadline().map_or(view.day, |deadline| plus_days(deadline, 1));
    Ready::new(Step::FollowThrough, from, format!("the deadline of the demand is {}", plus_days(from, -1)))
}

/// Returns whether what the demand announced has been carried out or given up, or the step was stated.
fn followed_through(view: &View) -> bool {
    let Some(demand) = view.stage.demand().filter(|_| !view.stage.is_done(Step::FollowThrough)) else {
        return view.stage.is_done(Step::FollowThrough);
    };
    let named = view.stage.all(Step::Demand).any(|entry| !entry.announced.is_empty());
    let carried_out = consequence::carried_out(view.case(), demand.date, view.day);
    consequence::outstanding(view.case(), view.scene.known, view.day).is_empty() && (named || carried_out)
}

fn past_due(step: Step, due: NaiveDate, so_many: u32) -> Ready {
    Ready::new(step, plus_days(due, i64::from(so_many)), format!("{} past the due day, {due}", days(so_many)))
}

fn after_last_contact(ready: Ready, view: &View, gap: u32) -> Ready {
    match view.scene.last_contact() {
        Some(last) => ready
            .and(plus_days(last.date, i64::from(gap)), format!("{} after the last contact, {}", days(gap), last.date)),
        None => ready,
    }
}

fn broken_promise(step: Step, broken: &PromiseStatus) -> Ready {
    let from = promise::broken_from(broken);
    Ready::new(step, from, format!("the promise of {} to pay by {} was broken", broken.made, broken.by))
}

/// Returns the n-th, counted from 1; a threshold of 0 is met by the first.
fn nth<'a, T: ?Sized>(all: &[&'a T], n: u32) -> Option<&'a T> {
    all.get(n.saturating_sub(1) as usize).copied()
}

fn days(number: u32) -> String {
    if number == 1 { "1 day".to_owned() } else { format!("{number} days") }
}

/// Returns the thresholds of the ladder that count from a due day.
pub(super) fn from_due(case: &Case) -> [i64; 6] {
    let ladder = &case.ladder;
    [
        -i64::from(ladder.courtesy_days),
        1,
        i64::from(ladder.reminder_days),
        i64::from(ladder.follow_up_days),
        i64::from(ladder.escalation_days),
        i64::from(ladder.final_call_days),
    ]
}

/// Returns the thresholds of the ladder that count from a contact.
pub(super) fn from_contact(case: &Case) -> [i64; 4] {
    let ladder = &case.ladder;
    [ladder.follow_up_gap, ladder.escalation_gap, ladder.final_call_gap, ladder.demand_gap].map(i64::from)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, sample};

    const REMINDED: &str = "2026-04-02 call ann spoke";
    const FOLLOWED: &str = "2026-04-10 call ann spoke";
    const ESCALATED: &str = "2026-05-04 call ben spoke";

    /// Returns the answers of some days.
    fn days<const N: usize>(sample: &Sample, days: [&str; N]) -> [String; N] {
        days.map(|day| sample.next(&format!("2026-{day}")))
    }

    #[test]
    fn the_courtesy_call_is_made_from_3_days_before_the_due_day_to_its_eve() {
        let fresh = sample();
        assert_eq!(
            days(&fresh, ["03-28", "03-29", "03-31", "04-01"]),
            ["wait", "courtesy ann", "courtesy ann", "wait"]
        );
        assert_eq!(fresh.until("2026-03-28").as_deref(), Some("2026-03-29"));
        assert_eq!(fresh.until("2026-04-01").as_deref(), Some("2026-04-02"));
    }

    #[test]
    fn a_courtesy_call_already_made_leaves_nothing_to_do_before_the_due_day() {
        let made = sample().history(&["2026-03-20 call ann spoke"]);
        assert_eq!(days(&made, ["03-30", "04-01", "04-02"]), ["wait", "wait", "reminder ann"]);
        assert_eq!(made.until("2026-03-30").as_deref(), Some("2026-04-02"));
    }

    #[test]
    fn a_courtesy_call_is_not_made_before_the_invoice_is_issued() {
        let short = sample().with("invoices", "[{number: '1', issued: 2026-03-31, due: 2026-04-01, amount: 1000.00}]");
        assert_eq!(days(&short, ["03-30", "03-31"]), ["wait", "courtesy ann"]);
        assert_eq!(short.until("2026-03-30").as_deref(), Some("2026-03-31"));
    }

    #[test]
    fn while_something_is_late_no_courtesy_call_is_made_for_what_falls_due_next() {
        let two = sample().with(
            "invoices",
            "[{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 10.00}, {number: '2', issued: 2026-03-02, due: 2026-04-04, amount: 10.00}]",
        );
        assert_eq!(days(&two, ["03-30", "04-01", "04-02"]), ["courtesy ann", "wait", "reminder ann"]);
    }

    #[test]
    fn the_reminder_is_due_one_day_past_due_and_not_skipped_however_late() {
        assert_eq!(days(&sample(), ["04-01", "04-02", "08-01"]), ["wait", "reminder ann", "reminder ann"]);
    }

    #[test]
    fn the_follow_up_waits_for_7_days_past_due() {
        let reminded = sample().history(&[REMINDED]);
        assert_eq!(days(&reminded, ["04-02", "04-07", "04-08"]), ["wait", "wait", "follow-up ann"]);
        assert_eq!(reminded.until("2026-04-02").as_deref(), Some("2026-04-08"));
    }

    #[test]
    fn the_follow_up_waits_for_5_days_after_the_last_contact_of_either_direction() {
        let spoke_again = sample().history(&[REMINDED, "2026-04-06 email ann sent direction: in"]);
        assert_eq!(days(&spoke_again, ["04-10", "04-11"]), ["wait", "follow-up ann"]);
        assert_eq!(spoke_again.until("2026-04-08").as_deref(), Some("2026-04-11"));
    }

    #[test]
    fn a_broken_promise_brings_the_follow_up_forward_to_the_day_after() {
        let promised = sample().history(&["2026-04-02 call ann promised promise: {amount: 1000.00, by: 2026-04-04}"]);
        assert_eq!(days(&promised, ["04-03", "04-04", "04-05"]), ["wait", "wait", "follow-up ann"]);
        assert_eq!(promised.until("2026-04-03").as_deref(), Some("2026-04-05"));
    }

    #[test]
    fn a_follow_up_is_due_again_on_the_day_after_a_broken_promise() {
        let promised =
            ["2026-04-02 call ann spoke", "2026-04-08 call ann promised promise: {amount: 1000.00, by: 2026-04-15}"];
        let sample = sample().history(&promised);
        assert_eq!(days(&sample, ["04-15", "04-16"]), ["wait", "follow-up ann"]);
        let asked = sample.history(&[promised[0], promised[1], "2026-04-16 call ann no-answer"]);
        assert_eq!(days(&asked, ["04-16", "04-30", "05-01"]), ["wait", "wait", "escalation ben"]);
    }

    #[test]
    fn a_broken_promise_that_was_talked_about_since_brings_no_follow_up_forward() {
        let promised = "2026-04-02 call ann promised direction: in, promise: {amount: 1000.00, by: 2026-04-04}";
        let reminded = sample().history(&[promised, "2026-04-06 call ann spoke"]);
        assert_eq!(days(&reminded, ["04-06", "04-10", "04-11"]), ["wait", "wait", "follow-up ann"]);
    }

    #[test]
    fn from_30_days_past_due_a_broken_promise_leads_to_the_escalation() {
        let promised =
            sample().history(&[REMINDED, "2026-04-20 call ann promised promise: {amount: 1000.00, by: 2026-05-04}"]);
        assert_eq!(days(&promised, ["05-04", "05-05"]), ["wait", "escalation ben"]);
    }

    #[test]
    fn a_promise_is_waited_for_to_its_day_even_when_the_next_step_comes_later() {
        let promised =
            sample().history(&[REMINDED, "2026-05-04 call ann promised promise: {amount: 1000.00, by: 2026-05-05}"]);
        assert_eq!(promised.until("2026-05-04").as_deref(), Some("2026-05-06"));
        assert_eq!(
            (promised.refused("2026-05-06"), promised.until("2026-05-06")),
            (vec!["too-soon"], Some("2026-05-09".to_owned()))
        );
    }

    #[test]
    fn a_wait_for_a_consequence_begins_when_the_demand_could_be_sent() {
        let called = sample().with("consequences", "[{kind: small-claims, ready: false}]");
        let called = called.history(&[REMINDED, FOLLOWED, ESCALATED, "2026-05-18 call ben spoke"]);
        assert_eq!(
            (called.refused("2026-05-18"), called.until("2026-05-18")),
            (vec!["too-soon"], Some("2026-05-21".to_owned()))
        );
        assert_eq!((called.refused("2026-05-21"), called.until("2026-05-21")), (vec!["no-ready-consequence"], None));
    }

    #[test]
    fn where_the_escalation_only_waits_for_the_last_contact_nobody_is_asked_again() {
        let promised = sample().history(&[
            REMINDED,
            FOLLOWED,
            "2026-05-02 call ann promised promise: {amount: 9.00, by: 2026-05-04}",
        ]);
        assert_eq!(days(&promised, ["05-04", "05-05", "05-07"]), ["wait", "wait", "escalation ben"]);
        assert_eq!(promised.refused("2026-05-05"), ["too-soon"]);
    }

    #[test]
    fn the_escalation_waits_for_30_days_past_due() {
        let followed = sample().history(&[REMINDED, FOLLOWED]);
        assert_eq!(days(&followed, ["04-30", "05-01"]), ["wait", "escalation ben"]);
        assert_eq!(followed.until("2026-04-10").as_deref(), Some("2026-05-01"));
    }

    #[test]
    fn a_second_broken_promise_leads_to_the_escalation_5_days_after_the_last_contact() {
        let twice = sample().history(&[
            "2026-04-02 call ann promised promise: {amount: 1000.00, by: 2026-04-05}",
            "2026-04-06 call ann promised promise: {amount: 1000.00, by: 2026-04-09}",
        ]);
        assert_eq!(days(&twice, ["04-06", "04-09", "04-10", "04-11"]), ["wait", "wait", "wait", "escalation ben"]);
    }

    #[test]
    fn three_tries_in_a_row_lead_to_the_escalation_5_days_after_the_last() {
        let tries = ["2026-04-02 call ann no-answer", "2026-04-08 email ann no-reply", "2026-04-13 call ann voicemail"];
        let vain = sample().history(&tries);
        assert_eq!(days(&vain, ["04-17", "04-18"]), ["wait", "escalation ben"]);
        let spoke = vain.history(&[tries[0], tries[1], "2026-04-12 call ann spoke", tries[2]]);
        assert_eq!(days(&spoke, ["04-18", "04-30", "05-01"]), ["wait", "wait", "escalation ben"]);
    }

    #[test]
    fn three_tries_do_not_skip_the_follow_up() {
        let all_in_one = sample().history(&["2026-04-02 call ann no-answer step: reminder"]);
        assert_eq!(all_in_one.next("2026-05-10"), "follow-up ann");
    }

    #[test]
    fn the_final_call_waits_for_45_days_past_due_and_7_after_the_last_contact() {
        let escalated = sample().history(&[REMINDED, FOLLOWED, ESCALATED]);
        assert_eq!(days(&escalated, ["05-15", "05-16"]), ["wait", "final-call ben"]);
        let lately = escalated.history(&[REMINDED, FOLLOWED, ESCALATED, "2026-05-12 email ben sent"]);
        assert_eq!(days(&lately, ["05-18", "05-19"]), ["wait", "final-call ben"]);
    }

    #[test]
    fn consumers_and_sole_traders_have_no_escalation() {
        for kind in ["consumer", "sole-trader"] {
            let followed = sample().with("kind", kind).history(&[REMINDED, FOLLOWED]);
            assert_eq!(days(&followed, ["05-01", "05-15", "05-16"]), ["wait", "wait", "final-call ann"], "{kind}");
            assert_eq!(followed.until("2026-05-01").as_deref(), Some("2026-05-16"));
        }
    }

    #[test]
    fn a_consumer_is_asked_again_after_a_broken_promise_until_the_final_calls_days() {
        let promised = |by: &str| {
            let promise = format!("2026-05-02 call ann promised promise: {{amount: 9.00, by: {by}}}");
            sample().with("kind", "consumer").history(&[REMINDED, FOLLOWED, &promise])
        };
        assert_eq!(promised("2026-05-08").next("2026-05-09"), "follow-up ann");
        assert_eq!(promised("2026-05-15").next("2026-05-16"), "final-call ann");
    }

    #[test]
    fn a_business_with_nobody_higher_up_looks_for_the_right_person_once() {
        let alone = sample().with("contacts", "[{id: ann, name: Ann Ash, phone: '1'}]");
        let followed = alone.clone().history(&[REMINDED, FOLLOWED]);
        assert_eq!(followed.next("2026-05-01"), "escalation");
        let asked = alone.history(&[REMINDED, FOLLOWED, "2026-05-01 call - spoke step: escalation"]);
        assert_eq!(days(&asked, ["05-01", "05-16"]), ["wait", "final-call ann"]);
    }

    fn final_call(ended: &str) -> Sample {
        sample().history(&[REMINDED, FOLLOWED, ESCALATED, &format!("2026-05-18 call ben {ended}")])
    }

    #[test]
    fn the_demand_follows_at_once_where_the_final_call_reached_nobody_or_was_refused() {
        for ended in ["voicemail", "no-answer", "refused"] {
            assert_eq!(final_call(ended).next("2026-05-18"), "demand ben", "{ended}");
        }
    }

    #[test]
    fn the_demand_follows_3_days_after_any_other_final_call() {
        for ended in ["spoke", "left-message", "disputed"] {
            assert_eq!(days(&final_call(ended), ["05-20", "05-21"]), ["wait", "demand ben"], "{ended}");
        }
    }

    #[test]
    fn the_demand_follows_on_the_day_after_a_promise_of_the_final_call_was_broken() {
        let soon = final_call("promised promise: {amount: 1000.00, by: 2026-05-19}");
        assert_eq!(days(&soon, ["05-19", "05-20"]), ["wait", "demand ben"]);
        let later = final_call("promised promise: {amount: 1000.00, by: 2026-05-27}");
        assert_eq!(days(&later, ["05-21", "05-27", "05-28"]), ["wait", "wait", "demand ben"]);
    }

    #[test]
    fn a_promise_of_the_final_call_that_was_kept_in_part_of_the_debt_does_not_end_the_ladder() {
        let kept = final_call("promised promise: {amount: 100.00, by: 2026-05-27}")
            .with("payments", "[{date: 2026-05-19, amount: 100.00}]");
        assert_eq!(days(&kept, ["05-19", "05-20", "05-21"]), ["wait", "wait", "demand ben"]);
    }

    #[test]
    fn without_a_ready_consequence_there_is_no_demand() {
        let unready = final_call("refused").with("consequences", "[{kind: small-claims, ready: 2026-05-25}]");
        assert_eq!(days(&unready, ["05-18", "05-24", "05-25"]), ["wait", "wait", "demand ben"]);
        assert_eq!(unready.refused("2026-05-18"), ["no-ready-consequence"]);
        assert_eq!(unready.until("2026-05-18").as_deref(), Some("2026-05-25"));
        let never = final_call("refused").with("consequences", "[{kind: small-claims, ready: false}]");
        assert_eq!((never.next("2026-05-18").as_str(), never.until("2026-05-18")), ("wait", None));
    }

    fn demanded(rest: &str) -> Sample {
        sample().history(&[
            REMINDED,
            FOLLOWED,
            ESCALATED,
            "2026-05-18 call ben refused",
            &format!("2026-05-19 letter ben sent document: demand{rest}"),
        ])
    }

    #[test]
    fn the_follow_through_comes_on_the_day_after_the_deadline() {
        let unstated = demanded("");
        assert_eq!(days(&unstated, ["05-19", "05-26", "05-27"]), ["wait", "wait", "follow-through ben"]);
        assert_eq!(unstated.until("2026-05-19").as_deref(), Some("2026-05-27"));
        let stated = demanded(", deadline: 2026-06-02");
        assert_eq!(days(&stated, ["06-02", "06-03"]), ["wait", "follow-through ben"]);
    }

    #[test]
    fn a_promise_after_the_demand_holds_the_follow_through_back() {
        let promise = "2026-05-22 call ben promised direction: in, promise: {amount: 1000.00, by: 2026-05-29}";
        let sample = sample().history(&[
            REMINDED,
            FOLLOWED,
            ESCALATED,
            "2026-05-18 call ben refused",
            "2026-05-19 letter ben sent document: demand",
            promise,
        ]);
        assert_eq!(days(&sample, ["05-27", "05-29", "05-30"]), ["wait", "wait", "follow-through ben"]);
    }

    #[test]
    fn the_follow_through_is_the_answer_until_what_was_announced_is_done() {
        let announced = demanded(", announced: [small-claims]");
        assert_eq!(announced.next("2026-07-01"), "follow-through ben");
        let done = announced.with("consequences", "[{kind: small-claims, ready: 2026-01-01, done: 2026-06-05}]");
        assert_eq!(days(&done, ["06-04", "06-05"]), ["follow-through ben", "wait"]);
        assert_eq!(done.refused("2026-06-05"), ["ladder-done"]);
    }

    #[test]
    fn a_demand_sent_early_is_not_followed_by_the_steps_before_it() {
        let early = sample().history(&[REMINDED, "2026-04-06 letter ann sent document: demand"]);
        assert_eq!(days(&early, ["04-10", "04-13", "04-14"]), ["wait", "wait", "follow-through ann"]);
    }

    #[test]
    fn the_ladder_starts_anew_from_the_next_open_invoice() {
        let two = sample()
            .with("invoices", "[{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 10.00}, {number: '2', issued: 2026-03-02, due: 2026-04-20, amount: 10.00}]")
            .with("payments", "[{date: 2026-04-25, amount: 10.00}]")
            .history(&[REMINDED, FOLLOWED, "2026-04-22 call ann spoke"]);
        assert_eq!(days(&two, ["04-24", "04-25", "04-27"]), ["wait", "wait", "follow-up ann"]);
        assert_eq!((two.plan("2026-04-24").days_past_due, two.plan("2026-04-25").days_past_due), (23, 5));
    }

    #[test]
    fn thresholds_are_the_cases_own() {
        let ladder = "{reminder_days: 3, follow_up_days: 10, follow_up_gap: 2, escalation_days: 20, escalation_gap: 1}";
        let patient = sample().with("ladder", ladder);
        assert_eq!(days(&patient, ["04-03", "04-04"]), ["wait", "reminder ann"]);
        let reminded = patient.clone().history(&["2026-04-10 call ann spoke"]);
        assert_eq!(days(&reminded, ["04-11", "04-12"]), ["wait", "follow-up ann"]);
        let followed = patient.history(&["2026-04-04 call ann spoke", "2026-04-20 call ann spoke"]);
        assert_eq!(days(&followed, ["04-20", "04-21"]), ["wait", "escalation ben"]);
    }
}
