//! Refusals: the name and the words of every "not today" (design 6).

use chrono::{NaiveDate, NaiveTime};

use crate::case::{Case, DebtorKind, Step};

use super::books::Books;
use super::calls;
use super::codes;
use super::consequence;
use super::late::Owed;
use super::pace::Ready;
use super::plan::{PromiseState, PromiseStatus, Refusal};
use super::scene::View;

/// The name of the remark by which a user may silence calls that were made outside the permitted hours.
pub(super) const OUTSIDE_HOURS: &str = "outside-calling-hours";

fn refused(code: &'static str, text: impl Into<String>) -> Refusal {
    debug_assert!(codes::explain(code).is_some(), "the refusal `{code}` is not explained");
    Refusal { code, text: text.into() }
}

pub(super) fn settled(day: NaiveDate) -> Refusal {
    refused("settled", format!("every invoice issued by {day} is paid"))
}

pub(super) fn nothing_due(view: &View) -> Refusal {
    match view.owed {
        Owed::Ahead(next) => {
            refused("nothing-due", format!("nothing is due before {}, when `{}` falls due", next.due, next.number))
        }
        Owed::NothingYet => refused("nothing-due", "no invoice is issued yet"),
        _ => refused("nothing-due", "there is nothing to ask for"),
    }
}

pub(super) fn on_hold(case: &Case) -> Option<Refusal> {
    let hold = case.hold.as_ref()?;
    let reason = hold.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    Some(match hold.until {
        Some(until) => refused("on-hold", format!("the case is on hold through {until}{reason}")),
        None => refused("on-hold", format!("the case is on hold since {}{reason}", hold.since)),
    })
}

pub(super) fn dispute_open(view: &View) -> Refusal {
    let numbers: Vec<_> = view.scene.open.disputed(view.day).map(|invoice| format!("`{}`", invoice.number)).collect();
    refused("dispute-open", format!("all that is open is in dispute ({})", numbers.join(", ")))
}

pub(super) fn promise_pending(promise: &PromiseStatus, case: &Case) -> Refusal {
    let amount = promise.amount.plain(case.currency);
    refused(
        "promise-pending",
        format!("{amount} {} is promised by {}, and that day is not over", case.currency, promise.by),
    )
}

/// Returns why a promise is not said back: there is none, or nothing of it is open any more.
pub(super) fn unconfirmed(promise: Option<&PromiseStatus>, case: &Case, day: NaiveDate) -> Option<Refusal> {
    let Some(promise) = promise else {
        return Some(refused("no-promise", format!("no promise is recorded up to {day}")));
    };
    let amount = format!("{} {}", promise.amount.plain(case.currency), case.currency);
    match promise.state {
        PromiseState::Pending => None,
        PromiseState::Kept | PromiseState::Late => {
            Some(refused("promise-kept", format!("the {amount} promised by {} came", promise.by)))
        }
        PromiseState::Broken => {
            Some(refused("promise-over", format!("{amount} was promised by {}, and that day is over", promise.by)))
        }
    }
}

/// Returns that every instalment of the plan is paid, and what is left was waived with it.
pub(super) fn plan_kept(view: &View) -> Option<Refusal> {
    let plan = view.kept_plan().filter(|_| matches!(view.owed, Owed::Late(_)))?;
    let text =
        format!("every instalment of the plan of {} was kept; what is left accrued since and is waived", plan.agreed);
    Some(refused("plan-kept", text))
}

pub(super) fn too_soon(ready: &Ready) -> Refusal {
    refused(
        "too-soon",
        format!("the next step, `{}`, may be taken from {}: {}", ready.step.word(), ready.from, ready.why),
    )
}

pub(super) fn no_ready_consequence(case: &Case, day: NaiveDate) -> Refusal {
    let nameless = consequence::nameless(case, day);
    let but = nameless.map(|nameless| format!(": `{}` is, but has no `name`", nameless.id())).unwrap_or_default();
    refused("no-ready-consequence", format!("no consequence is ready to be announced{but}"))
}

pub(super) fn ladder_done() -> Refusal {
    refused("ladder-done", "the follow-through is done, and the ladder ends there")
}

/// Returns that the books are too old, or of unknown age, for a document that accuses; `None` when they are current.
pub(super) fn books_not_current(case: &Case, day: NaiveDate) -> Option<Refusal> {
    match (Books::of(case, day), case.payments_checked) {
        (Books::Stale(age), Some(checked)) => Some(refused(
            "books-not-current",
            format!(
                "the payments were last checked on {checked}, {age} days ago; the limit is {}",
                case.ladder.books_days
            ),
        )),
        (Books::Unknown, _) => Some(refused(
            "books-not-current",
            "`payments_checked` is missing: it is not known to which day the payments are complete",
        )),
        _ => None,
    }
}

/// Returns that one more call this week would be too many.
pub(super) fn call_limit(case: &Case, known: NaiveDate, day: NaiveDate) -> Option<Refusal> {
    let made = calls::in_the_week_to(case, known, day);
    let limit = case.ladder.calls_per_week;
    calls::one_more_is_too_many(case, known, day).then(|| {
        let text = format!("{made} calls were made in the seven days to {day}; one more is more than {limit}");
        refused("call-limit", text)
    })
}

/// Returns that calls were made outside the permitted hours; none when the user has silenced it with a reason.
pub(super) fn called_outside_hours(case: &Case, known: NaiveDate) -> Option<Refusal> {
    if case.silence.iter().any(|silence| silence.code == OUTSIDE_HOURS) {
        return None;
    }
    let (entry, at) = calls::outside_hours(case, known).max_by_key(|(entry, at)| (entry.date, *at))?;
    let text = format!("the call of {} was made at {}, outside {}", entry.date, at.format("%H:%M"), hours(case));
    Some(refused(OUTSIDE_HOURS, text))
}

/// Returns that a call at this time would be outside the permitted hours.
pub(super) fn would_be_outside_hours(case: &Case, at: Option<NaiveTime>) -> Option<Refusal> {
    let at = at.filter(|at| !calls::is_permitted(case, *at))?;
    Some(refused(OUTSIDE_HOURS, format!("{} at the debtor's is outside {}", at.format("%H:%M"), hours(case))))
}

fn hours(case: &Case) -> String {
    let hours = &case.ladder.hours;
    format!("{} to {}", hours.from.format("%H:%M"), hours.to.format("%H:%M"))
}

/// Returns the limits that protect a consumer and are passed on the day: calls in a week, and hours of past calls.
pub(super) fn consumer_limits(case: &Case, known: NaiveDate, day: NaiveDate) -> Vec<Refusal> {
    if case.debtor.kind != DebtorKind::Consumer {
        return Vec::new();
    }
    call_limit(case, known, day).into_iter().chain(called_outside_hours(case, known)).collect()
}

/// Returns that what was announced has not been done, for each day that is past.
pub(super) fn not_carried_out(view: &View) -> Vec<Refusal> {
    let outstanding = consequence::outstanding(view.case(), view.scene.known, view.day);
    let past = outstanding.into_iter().filter(|announced| announced.from <= view.day);
    past.map(|announced| {
        let text = format!(
            "`{}` was announced on {} for {} and is neither done nor withdrawn",
            announced.consequence, announced.announced, announced.from
        );
        refused("announced-not-done", text)
    })
    .collect()
}

/// Returns that another step than the plan's is asked for.
/// Refuses the step to somebody above where nobody is above: what a person owes is told to nobody else.
pub(super) fn no_escalation(case: &Case, step: Step) -> Option<Refusal> {
    let whom = match case.debtor.kind {
        DebtorKind::Business => return None,
        DebtorKind::Consumer => "a consumer",
        DebtorKind::SoleTrader => "a sole trader",
    };
    let text = format!("the debtor is {whom}, and nobody is above: there is no step `escalation`");
    (step == Step::Escalation).then(|| refused("no-escalation", text))
}

pub(super) fn already_due(view: &View) -> Refusal {
    let day = view.day;
    refused("already-due", format!("nothing falls due after {day}: a courtesy call is made before the due day"))
}

pub(super) fn not_the_next_step(asked: Step, planned: Step) -> Refusal {
    refused("not-the-next-step", format!("the next step is `{}`, not `{}`", planned.word(), asked.word()))
}

/// Returns whether the answer rests on a promise that the books show as broken.
pub(super) fn rests_on_broken_promise(view: &View) -> bool {
    super::promise::latest(&view.promises).is_some_and(|promise| promise.state == PromiseState::Broken)
}
