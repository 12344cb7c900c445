//! What to do next.
//!
//! A [`Plan`] is made in the order of these files: which invoice the ladder stands on ([`late`]), which
//! history counts and which steps are done ([`stage`]), what became of promises ([`promise`]), whether the case is
//! settled, held or disputed ([`answer`]), which step's wait has passed ([`pace`]), whom to turn to ([`person`]), what
//! may follow ([`consequence`]), why ([`reason`]) and why not ([`refusal`]), and when to look again
//! ([`until`]). [`gate`] holds a document that was asked for against it.

mod answer;
pub mod books;
pub mod calls;
pub mod consequence;
pub mod gate;
mod late;
mod pace;
pub mod person;
pub mod plan;
pub mod promise;
mod reason;
mod refusal;
#[cfg(test)]
mod sample;
mod scene;
pub mod stage;
mod until;

use chrono::NaiveDate;

use crate::case::{Case, Entry, Step};
use crate::ledger::Ledger;

use answer::Answer;
use scene::Scene;

pub use plan::{Announced, Plan, PlanStep, PromiseState, PromiseStatus, Reason, Refusal};

impl Plan {
    /// Returns the next step of the case on the day of the ledger, with its reasons.
    ///
    /// Exactly one step is named, or none with a refusal that says why not. History and payments dated after the
    /// day are not known and do not count.
    pub fn make(case: &Case, ledger: &Ledger, as_of: NaiveDate) -> Plan {
        let scene = Scene::of(case, ledger, as_of);
        let view = scene.on(as_of);
        let answer = Answer::on(&view);
        let whom = answer.step.taken().map(|step| person::whom(case, &view.stage.turned(), step));
        Plan {
            case: case.id.clone(),
            as_of,
            step: answer.step,
            contact: whom.as_ref().and_then(|whom| whom.contact).map(|contact| contact.id.clone()),
            channel: whom.as_ref().and_then(|whom| whom.channel),
            days_past_due: view.days_past_due(),
            total_due: ledger.total_due,
            reasons: reason::all(&view, ledger, &answer, whom.as_ref()),
            promise: promise::latest(&view.promises).cloned(),
            deadline: view.deadline_to_show(answer.step),
            follow_through: view.follow_through(),
            until: answer.step.taken().is_none().then(|| until::first_change(&scene, answer.step)).flatten(),
            refusals: answer.refusals,
        }
    }
}

/// Returns the step of the ladder that a new entry of the history is, as `pastdue log` writes it down.
///
/// `None` for a contact by the debtor without a stated step, and while nothing is late.
pub fn step_of(case: &Case, ledger: &Ledger, entry: &Entry) -> Option<Step> {
    let scene = Scene::of(case, ledger, entry.date);
    let due = scene.late_since(entry.date)?;
    let mut entries = stage::known(case, entry.date);
    entries.push(entry);
    stage::Stage::of(case, &entries, due).marked.last().and_then(|marked| marked.step)
}
