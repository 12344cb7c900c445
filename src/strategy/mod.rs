//! What to do next.

pub mod plan;

use chrono::NaiveDate;

use crate::case::Case;
use crate::ledger::Ledger;

pub use plan::{Announced, Plan, PlanStep, PromiseState, PromiseStatus, Reason, Refusal};

impl Plan {
    /// Returns the next step of the case on the day of the ledger, with its reasons.
    pub fn make(_case: &Case, _ledger: &Ledger, _as_of: NaiveDate) -> Plan {
        todo!("the strategy room")
    }
}
