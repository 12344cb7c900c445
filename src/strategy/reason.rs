//! Reasons: the facts that led to an answer (design 6, "every answer says why, in facts").

use crate::case::{Case, Step};
use crate::ledger::Ledger;
use crate::money::Money;

use super::answer::Answer;
use super::books::Books;
use super::calls;
use super::consequence;
use super::late::Owed;
use super::person::Whom;
use super::plan::{PlanStep, PromiseState, PromiseStatus, Reason};
use super::promise;
use super::refusal;
use super::scene::View;

/// Returns the facts behind the answer, the most weighty first.
pub(super) fn all(view: &View, ledger: &Ledger, answer: &Answer, whom: Option<&Whom>) -> Vec<Reason> {
    let mut reasons = vec![owed(view, ledger)];
    if answer.step == PlanStep::Settled {
        return reasons;
    }
    reasons.extend(in_dispute(view));
    reasons.extend(promise::latest(&view.promises).map(|promise| promised(view.case(), promise)));
    reasons.extend(last_contact(view));
    if let PlanStep::Take(step) = answer.step {
        reasons.extend(answer.ready.as_ref().map(|ready| fact(step.word(), ready.why.clone())));
        reasons.extend(whom.map(|whom| whom.reason.clone()));
        reasons.extend(what_follows(view, step));
    }
    reasons.extend(cautions(view, answer));
    reasons
}

fn fact(code: &'static str, text: impl Into<String>) -> Reason {
    Reason { code, text: text.into() }
}

fn owed(view: &View, ledger: &Ledger) -> Reason {
    let amount = |money: Money| format!("{} {}", money.plain(ledger.currency), ledger.currency);
    match view.owed {
        Owed::Nothing if ledger.credit.is_positive() => {
            fact("settled", format!("nothing is owed; {} is left over as a credit", amount(ledger.credit)))
        }
        Owed::Nothing => fact("settled", "nothing is owed"),
        Owed::NothingYet => fact("nothing-due", "no invoice is issued yet"),
        Owed::Disputed(oldest) => fact(
            "dispute-open",
            format!("{} is in dispute, `{}` its oldest invoice", amount(ledger.disputed), oldest.number),
        ),
        Owed::Ahead(next) if next.due == view.day => {
            fact("due-day", format!("`{}` is due today, and on the due day nothing is late", next.number))
        }
        Owed::Ahead(next) => fact("due-day", format!("nothing is late; `{}` falls due on {}", next.number, next.due)),
        Owed::Late(oldest) => {
            let days = view.days_past_due();
            let late = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
            fact(
                "days-past-due",
                format!(
                    "`{}` fell due on {}, {late} ago; {} is due",
                    oldest.number,
                    oldest.due,
                    amount(ledger.total_due)
                ),
            )
        }
    }
}

fn in_dispute(view: &View) -> Vec<Reason> {
    if matches!(view.owed, Owed::Disputed(_)) {
        return Vec::new();
    }
    let disputed = view.scene.open.disputed(view.day);
    disputed
        .map(|invoice| fact("dispute-open", format!("what is in dispute on `{}` is left out", invoice.number)))
        .collect()
}

/// Returns what became of a promise. Money that is not in the file is not held against anybody: books that are not current are
/// said to be so.
fn promised(case: &Case, promise: &PromiseStatus) -> Reason {
    let amount = |money: Money| format!("{} {}", money.plain(case.currency), case.currency);
    let what = format!("{} promised by {}", amount(promise.amount), promise.by);
    match promise.state {
        PromiseState::Kept => fact("promise-kept", format!("{what} came")),
        PromiseState::Late => fact("promise-kept", format!("{what} came late")),
        PromiseState::Pending => fact("promise-pending", format!("{what} may still come")),
        PromiseState::Broken if promise.paid.is_positive() => {
            fact("promise-broken", format!("of {what}, {} is in the books", amount(promise.paid)))
        }
        PromiseState::Broken => fact("promise-broken", format!("of {what}, nothing is in the books")),
    }
}

fn last_contact(view: &View) -> Option<Reason> {
    let last = view.scene.last_contact()?;
    let with = last.contact.as_deref().map(|id| format!(" with `{id}`")).unwrap_or_default();
    Some(fact(
        "last-contact",
        format!("the last contact was on {}{with}: {}, {}", last.date, last.channel.word(), last.outcome.word()),
    ))
}

/// Returns what a demand may announce, or what has to be carried out.
fn what_follows(view: &View, step: Step) -> Vec<Reason> {
    let case = view.case();
    let named = |id: &str| match case.consequences.iter().find(|c| c.id() == id).and_then(|c| c.name.as_deref()) {
        Some(name) => format!("`{id}` ({name})"),
        None => format!("`{id}`"),
    };
    match step {
        Step::Demand => {
            let ready = consequence::announced_now(case, view.day);
            ready
                .map(|ready| fact("ready", format!("{} is ready to be announced", named(ready.id()))))
                .into_iter()
                .collect()
        }
        Step::FollowThrough => {
            let outstanding = consequence::outstanding(case, view.scene.known, view.day).into_iter();
            let text = |id: &str, on| format!("{} was announced on {on} and is to be carried out", named(id));
            outstanding.map(|due| fact("announced", text(&due.consequence, due.announced))).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns what is to be kept in mind without standing against the step.
fn cautions(view: &View, answer: &Answer) -> Vec<Reason> {
    let case = view.case();
    let mut cautions = Vec::new();
    if Books::of(case, view.day) == Books::Unknown {
        cautions.extend(refusal::books_not_current(case, view.day));
    }
    if calls::one_more_is_too_many(case, view.scene.known, view.day) {
        cautions.extend(refusal::call_limit(case, view.scene.known, view.day));
    }
    if answer.step != PlanStep::Take(Step::FollowThrough) {
        cautions.extend(refusal::not_carried_out(view));
    }
    cautions.retain(|caution| answer.refusals.iter().all(|refusal| refusal.code != caution.code));
    cautions.into_iter().map(|caution| fact(caution.code, caution.text)).collect()
}
