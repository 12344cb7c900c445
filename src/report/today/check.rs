//! What to look for on a day: money that was promised, a deadline that ends.

use chrono::NaiveDate;

use crate::case::{Case, Step};
use crate::money::Money;
use crate::strategy::{Plan, PlanStep, PromiseState, PromiseStatus, promise};

/// One thing to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub watch: Watch,
    /// What should come: the rest of a promise, all that is due by a deadline.
    pub amount: Money,
    /// Its last day.
    pub by: NaiveDate,
    /// The day to which the payments are known to be complete.
    pub books: Option<NaiveDate>,
}

/// What makes it worth a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watch {
    /// A promise or an instalment whose last day is today.
    EndsToday,
    /// A promise that counts as broken, though the payments are not known to be complete to its last day.
    Unseen,
    /// The deadline of a demand that ends today.
    Deadline,
}

impl Watch {
    /// Returns the word used in output.
    pub fn word(self) -> &'static str {
        match self {
            Watch::EndsToday => "ends-today",
            Watch::Unseen => "unseen",
            Watch::Deadline => "deadline",
        }
    }
}

/// Returns what to look for in a case that is not settled.
pub(super) fn all(case: &Case, plan: &Plan, promises: &[PromiseStatus]) -> Vec<Check> {
    let books = case.payments_checked;
    let check = |watch, amount, by| Check { watch, amount, by, books };
    let rest = |promise: &PromiseStatus| promise.amount.minus(promise.paid).unwrap_or(promise.amount);
    let ends = promises.iter().filter(|p| p.state == PromiseState::Pending && p.by == plan.as_of);
    let mut checks: Vec<Check> = ends.map(|promise| check(Watch::EndsToday, rest(promise), promise.by)).collect();
    let seen = |promise: &&PromiseStatus| books.is_some_and(|checked| promise.by <= checked);
    let unseen = promise::unanswered(promises).filter(|promise| !seen(promise));
    checks.extend(unseen.map(|promise| check(Watch::Unseen, rest(promise), promise.by)));
    let sent = plan.step != PlanStep::Take(Step::Demand);
    let deadline = plan.deadline.filter(|deadline| sent && *deadline == plan.as_of);
    checks.extend(deadline.map(|deadline| check(Watch::Deadline, plan.total_due, deadline)));
    checks
}
