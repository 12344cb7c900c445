//! The answer to "what next?".

use chrono::NaiveDate;

use crate::case::{Channel, Step};
use crate::money::Money;

/// The next step of a case on a day, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The id of the case.
    pub case: String,
    /// The day.
    pub as_of: NaiveDate,
    /// What to do.
    pub step: PlanStep,
    /// The id of the person to turn to.
    pub contact: Option<String>,
    /// By what means.
    pub channel: Option<Channel>,
    /// The days past due of the oldest invoice that is overdue and still open; 0 when nothing is late.
    pub days_past_due: i64,
    /// What the letters may demand.
    pub total_due: Money,
    /// Why this step and this person, in facts.
    pub reasons: Vec<Reason>,
    /// Why not something else.
    pub refusals: Vec<Refusal>,
    /// The latest promise.
    pub promise: Option<PromiseStatus>,
    /// At `demand` the deadline a letter of this day would print; after a sent demand, that one.
    pub deadline: Option<NaiveDate>,
    /// What was announced and is not yet done or withdrawn.
    pub follow_through: Vec<Announced>,
    /// The first day on which the answer changes by itself, at `wait` and `hold`.
    pub until: Option<NaiveDate>,
}

/// What to do: a step of the ladder, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanStep {
    /// Take this step.
    Take(Step),
    /// Nothing today.
    Wait,
    /// The case is on hold.
    Hold,
    /// Nothing is owed.
    Settled,
}

impl PlanStep {
    /// Returns the step of the ladder to take, if any.
    pub fn taken(self) -> Option<Step> {
        match self {
            PlanStep::Take(step) => Some(step),
            PlanStep::Wait | PlanStep::Hold | PlanStep::Settled => None,
        }
    }

    /// Returns the word used in output.
    pub fn word(self) -> &'static str {
        match self {
            PlanStep::Take(step) => step.word(),
            PlanStep::Wait => "wait",
            PlanStep::Hold => "hold",
            PlanStep::Settled => "settled",
        }
    }
}

/// One fact that led to the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The name of the rule, as in `nearest-on-chain`.
    pub code: &'static str,
    /// The fact, in a sentence.
    pub text: String,
}

/// Why something is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its name, as in `too-soon`.
    pub code: &'static str,
    /// The fact, in a sentence.
    pub text: String,
}

/// A promise and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseStatus {
    /// What became of it.
    pub state: PromiseState,
    /// The day it was made.
    pub made: NaiveDate,
    /// The id of the person who made it; none for an instalment of a plan.
    pub contact: Option<String>,
    /// Whether it is an instalment of an agreed plan.
    pub instalment: bool,
    /// What was promised.
    pub amount: Money,
    /// The last day to keep it.
    pub by: NaiveDate,
    /// What came of it.
    pub paid: Money,
    /// The day on which all of it had come.
    pub met: Option<NaiveDate>,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseState {
    Kept,
    /// An instalment that came in full, after its day.
    Late,
    Pending,
    Broken,
}

impl PromiseState {
    /// Returns the word used in output.
    pub fn word(self) -> &'static str {
        match self {
            PromiseState::Kept => "kept",
            PromiseState::Late => "late",
            PromiseState::Pending => "pending",
            PromiseState::Broken => "broken",
        }
    }
}

/// A consequence that was announced and is not yet done or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// Its id.
    pub consequence: String,
    /// The day it was announced.
    pub announced: NaiveDate,
    /// The day from which it was announced to follow.
    pub from: NaiveDate,
}
