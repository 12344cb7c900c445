//! What comes after a call, by the rules of the plan themselves: the call is added to the history and the
//! plan made again.

use chrono::NaiveDate;
use serde::Serialize;

use super::Input;
use crate::case::{Case, Channel, Direction, Entry, Internal, Outcome};
use crate::compose::shared::Shared;
use crate::compose::words::Day;
use crate::ledger::Ledger;
use crate::strategy::{Plan, PlanStep};

/// The step after a call.
#[derive(Debug, Clone, Serialize)]
pub struct Onward {
    /// The step, as in `final-call`.
    pub step: &'static str,
    /// The first day on which it is due.
    pub day: Shared<Day>,
    /// Whether that is the day of the call itself.
    pub today: bool,
}

/// A plan that only waits is asked again on the day it names, so many times at most.
const TRIES: usize = 4;

/// Returns the step after a call of today that ended so; none when no step follows by itself.
pub(super) fn after(input: &Input, outcome: Outcome) -> Option<Onward> {
    let mut case = input.case.clone();
    case.history.push(call_of_today(input, outcome));
    let mut day = input.as_of();
    for _ in 0..TRIES {
        match planned(input, &case, day)? {
            Plan { step: PlanStep::Take(step), .. } => {
                return Some(Onward { step: step.word(), day: input.day(day), today: day == input.as_of() });
            }
            Plan { until: Some(until), .. } if until > day => day = until,
            _ => return None,
        }
    }
    None
}

fn planned(input: &Input, case: &Case, day: NaiveDate) -> Option<Plan> {
    if day == input.as_of() {
        return Some(Plan::make(case, input.ledger, day));
    }
    Ledger::reckon(case, day).ok().map(|ledger| Plan::make(case, &ledger, day))
}

fn call_of_today(input: &Input, outcome: Outcome) -> Entry {
    Entry {
        date: input.as_of(),
        time: None,
        channel: Channel::Call,
        contact: input.contact.map(|contact| contact.id.clone()),
        direction: Direction::Out,
        outcome,
        step: Some(input.step),
        note: None,
        discussed: Vec::new(),
        promise: None,
        announced: Vec::new(),
        document: None,
        deadline: None,
        internal: Internal::default(),
    }
}
