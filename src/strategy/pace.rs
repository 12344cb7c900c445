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
    let broken = promise::unanswered(&view.promises).min_by_key(|promise| promise.by);
    match broken.map(|broken| broken_promise(Step::FollowUp, broken)) {
        Some(broken) if broken.from <= usual.from => broken,
        _ => usual,
    }
}

/// Returns whether a promise was broken that nobody was asked about yet, and the next step's own condition does not
/// hold.
///
/// For a business that step is the escalation: 30 days past due, a second broken promise, or three tries; the days since the
/// last contact are no part of it, so that nobody is asked a third time just because the last call was
/// yesterday. Others have no escalation, and the final call's days past due take its place.
fn follow_up_again(view: &View) -> bool {
    if view.stage.is_done(Step::Escalation) {
        return false;
    }
    let asked = |broken: &PromiseStatus| view.stage.turned_to_since(promise::broken_from(broken));
    let beyond = if person::can_escalate(view.case()) {
        escalation_condition(view)
    } else {
        past_due(Step::FinalCall, view.stage.due, view.case().ladder.final_call_days)
    };
    beyond.from > view.day && promise::unanswered(&view.promises).any(|broken| !asked(broken))
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
