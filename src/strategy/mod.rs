//! What to do next.
//!
//! A [`Plan`] is made in the order of these files: which invoice the ladder stands on ([`late`]), which
//! history counts and which steps are done ([`stage`]), what became of promises ([`promise`]), whether the case is
//! settled, held or disputed ([`answer`]), which step's wait has passed ([`pace`]), whom to turn to ([`person`]), what
//! may follow ([`consequence`]), what an agreed plan is worth ([`agreed`]), why ([`reason`]) and why not ([`refusal`]), and when to look again
//! ([`until`]). [`gate`] holds a document that was asked for against it.

pub mod agreed;
mod answer;
pub mod books;
pub mod calls;
pub mod codes;
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
mod zone;

use chrono::NaiveDate;

use crate::case::{Case, Direction, Entry, Step};
use crate::ledger::Ledger;

use answer::Answer;
use late::Owed;
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
            until: until::first_change(&scene, &answer),
            refusals: answer.refusals,
        }
    }
}

/// Returns the step of the ladder that a new entry of the history is, as `pastdue log` writes it down.
///
/// `None` for a contact by the debtor without a stated step, and for one that counts for no step. The ledger is that of
/// the entry's day.
pub fn step_of(case: &Case, ledger: &Ledger, entry: &Entry) -> Option<Step> {
    let scene = Scene::of(case, ledger, entry.date);
    let view = scene.on(entry.date);
    let entries: Vec<_> = scene.entries().iter().copied().chain([entry]).collect();
    let stage = stage::Stage::of(case, &entries, view.stage.due);
    match view.owed {
        Owed::Late(_) => stage.marked.last().and_then(|marked| marked.step),
        Owed::Ahead(_) if entry.direction == Direction::Out => {
            stage::Stage::of(case, &[entry], view.stage.due).courtesy.then_some(Step::Courtesy)
        }
        _ => entry.step,
    }
}

#[cfg(test)]
mod tests {
    use super::sample::{ledger, sample};
    use super::*;

    #[test]
    fn a_new_entry_is_the_step_that_would_be_inferred_for_it() {
        let with = |history: &[&str]| {
            let mut case = sample().history(history).case();
            let entry = case.history.pop().unwrap();
            step_of(&case, &ledger(&case, entry.date), &entry).map(Step::word)
        };
        assert_eq!(with(&["2026-03-30 call ann spoke"]), Some("courtesy"));
        assert_eq!(with(&["2026-04-02 call ann spoke"]), Some("reminder"));
        assert_eq!(with(&["2026-04-02 call ann spoke", "2026-04-08 call ann spoke"]), Some("follow-up"));
        assert_eq!(with(&["2026-04-02 call ann spoke", "2026-04-08 call ben spoke"]), Some("escalation"));
        assert_eq!(with(&["2026-04-08 call ann spoke direction: in"]), None);
        assert_eq!(with(&["2026-03-02 call ann spoke"]), None);
    }

    #[test]
    fn history_dated_after_the_day_does_not_count() {
        let later = sample().history(&["2026-04-12 call ann spoke"]);
        assert_eq!(later.next("2026-04-11"), "reminder ann");
    }
}
