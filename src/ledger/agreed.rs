//! What was owed when a plan was agreed.

use crate::case::{AgreedPlan, Case};
use crate::money::{Money, Overflow};

use super::{Ledger, LedgerError};

/// The ledgers of the day of an agreement.
#[derive(Debug, Clone)]
pub struct WhenAgreed {
    /// Before what was paid that day.
    pub before: Ledger,
    /// At the end of the day.
    pub after: Ledger,
}

impl WhenAgreed {
    /// Reckons the day of the agreement with and without its own payments: a down payment is part of the plan.
    ///
    /// # Errors
    ///
    /// What a reckoning of that day gives.
    pub fn reckon(case: &Case, plan: &AgreedPlan) -> Result<WhenAgreed, LedgerError> {
        let mut unpaid = case.clone();
        unpaid.payments.retain(|payment| payment.date != plan.agreed);
        Ok(WhenAgreed { before: Ledger::reckon(&unpaid, plan.agreed)?, after: Ledger::reckon(case, plan.agreed)? })
    }

    /// Returns whether the instalments cover all that was due, with or without a down payment of that day.
    ///
    /// # Errors
    ///
    /// [`Overflow`] when the instalments cannot be added up.
    pub fn is_covered_by(&self, plan: &AgreedPlan) -> Result<bool, Overflow> {
        let sum = Money::sum(plan.instalments.iter().map(|instalment| instalment.amount))?;
        Ok(sum >= self.before.total_due || sum == self.after.total_due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(instalments: &str, payments: &str) -> bool {
        let yaml = format!(
            "case: c\ncurrency: USD\ncreditor: {{name: C, address: [A], country: US}}\ndebtor: {{name: D, kind: business}}\n\
             invoices: [{{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 1000.00}}]\npayments: [{payments}]\n\
             plan: {{agreed: 2026-04-10, instalments: [{instalments}]}}\n"
        );
        let case = Case::from_yaml(&yaml).unwrap();
        let plan = case.plan.as_ref().unwrap();
        WhenAgreed::reckon(&case, plan).unwrap().is_covered_by(plan).unwrap()
    }

    #[test]
    fn a_plan_covers_what_was_due_with_or_without_the_down_payment() {
        let down = "{date: 2026-04-10, amount: 100.00}";
        assert!(covered("{date: 2026-05-01, amount: 1000.00}", ""));
        assert!(!covered("{date: 2026-05-01, amount: 999.99}", ""));
        assert!(covered("{date: 2026-05-01, amount: 900.00}", down));
        assert!(covered("{date: 2026-04-10, amount: 100.00}, {date: 2026-05-01, amount: 900.00}", down));
        assert!(!covered("{date: 2026-05-01, amount: 950.00}", down));
    }
}
