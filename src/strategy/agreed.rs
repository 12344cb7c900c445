//! An agreed plan: which instalments are kept, and what the plan is worth on a day (design 4 and 6).
//!
//! Each instalment is a promise. The plan is kept while every instalment so far came in time, late when the money
//! that was due has come by now but not in time, and broken while some of it is missing.

use chrono::NaiveDate;

use crate::case::{AgreedPlan, Case, PaymentKind};
use crate::money::Money;

use super::plan::{PromiseState, PromiseStatus};
use super::promise;

/// An agreed plan on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// The day of the agreement.
    pub agreed: NaiveDate,
    /// What the plan is worth.
    pub state: AgreedState,
    /// The instalments, in the order of their days, each with what became of it.
    pub instalments: Vec<PromiseStatus>,
    /// What should have come by the eve of the day and has not.
    pub missing: Money,
}

impl Agreed {
    /// Returns the next instalment that is not kept and whose day is not over.
    pub fn next(&self) -> Option<&PromiseStatus> {
        self.instalments.iter().find(|instalment| instalment.state == PromiseState::Pending)
    }

    /// Returns how many instalments are in this state.
    pub fn count(&self, state: PromiseState) -> usize {
        self.instalments.iter().filter(|instalment| instalment.state == state).count()
    }
}

/// What an agreed plan is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgreedState {
    /// Every instalment so far came in time.
    Kept,
    /// All that was due has come by now, but not in time.
    Late,
    /// Some of what was due is missing.
    Broken,
}

impl AgreedState {
    /// Returns the word used in output.
    pub fn word(self) -> &'static str {
        match self {
            AgreedState::Kept => "kept",
            AgreedState::Late => "late",
            AgreedState::Broken => "broken",
        }
    }
}

/// Returns the case's agreed plan on the day; none before it was agreed.
pub fn of(case: &Case, as_of: NaiveDate) -> Option<Agreed> {
    let plan = case.plan.as_ref().filter(|plan| plan.agreed <= as_of)?;
    let promises = promise::all(case, as_of).into_iter();
    let instalments: Vec<_> = promises.filter(|p| p.made == plan.agreed && p.instalment).collect();
    let missing = missing(case, plan, as_of);
    let state = if missing.is_positive() {
        AgreedState::Broken
    } else if instalments.iter().any(|instalment| instalment.state == PromiseState::Late) {
        AgreedState::Late
    } else {
        AgreedState::Kept
    };
    Some(Agreed { agreed: plan.agreed, state, instalments, missing })
}

/// Returns the instalments whose day is over less the money that came since the agreement; nothing when that is more.
fn missing(case: &Case, plan: &AgreedPlan, as_of: NaiveDate) -> Money {
    let due = plan.instalments.iter().filter(|part| part.date < as_of).map(|part| part.amount);
    let since = |day: NaiveDate| plan.agreed <= day && day <= as_of;
    let payments = case.payments.iter().filter(|payment| payment.kind == PaymentKind::Payment && since(payment.date));
    let came = Money::sum(payments.map(|payment| payment.amount));
    // sums of typed amounts do not overflow; if they did, nothing would be called missing
    let missing = Money::sum(due).and_then(|due| due.minus(came?));
    missing.unwrap_or_default().max(Money::ZERO)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{on, sample};
    use super::*;

    fn told(payments: &str, day: &str) -> String {
        let parts = "[{date: 2026-04-20, amount: 100.00}, {date: 2026-05-20, amount: 100.00}]";
        let sample = sample().with("plan", &format!("{{agreed: 2026-04-10, instalments: {parts}}}"));
        let case = sample.with("payments", payments).case();
        of(&case, on(day)).map_or_else(String::new, |agreed| {
            format!(
                "{} {} missing, {} kept",
                agreed.state.word(),
                agreed.missing.units(),
                agreed.count(PromiseState::Kept)
            )
        })
    }

    #[test]
    fn a_plan_is_kept_while_no_instalment_is_late() {
        assert_eq!(told("[]", "2026-04-09"), "");
        assert_eq!(told("[]", "2026-04-20"), "kept 0 missing, 0 kept");
        assert_eq!(told("[{date: 2026-04-20, amount: 100.00}]", "2026-05-20"), "kept 0 missing, 1 kept");
    }

    #[test]
    fn a_plan_is_broken_from_the_day_after_an_instalment_that_did_not_come() {
        assert_eq!(told("[]", "2026-04-21"), "broken 100.00 missing, 0 kept");
        assert_eq!(told("[{date: 2026-04-18, amount: 60.00}]", "2026-04-21"), "broken 40.00 missing, 0 kept");
    }

    #[test]
    fn money_that_came_after_its_day_catches_up_with_an_instalment_and_makes_the_plan_late() {
        assert_eq!(told("[{date: 2026-04-25, amount: 100.00}]", "2026-04-26"), "late 0 missing, 0 kept");
    }

    #[test]
    fn money_from_before_the_agreement_serves_no_instalment() {
        assert_eq!(told("[{date: 2026-04-09, amount: 100.00}]", "2026-04-21"), "broken 100.00 missing, 0 kept");
    }
}
