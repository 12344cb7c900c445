//! Fees that are not charged yet on what is late: which, on which invoice, and when the first one falls.

use chrono::NaiveDate;

use super::fee::{anchor, charge_day};
use super::row::Ledger;
use crate::case::{Case, First, Rule};

/// A fee that falls later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The place of the rule among `terms.charges`, from 0.
    pub charge: usize,
    /// The invoice's number.
    pub invoice: String,
    /// The day the fee falls, if principal is open at the end of the day before.
    pub day: NaiveDate,
}

/// Returns the fees of the contract whose first charge on a late and open invoice is still to come, by rule and then
/// by invoice.
pub fn pending(case: &Case, ledger: &Ledger) -> Vec<Pending> {
    let rules = case.terms.charges.iter().enumerate();
    let fees = rules.filter_map(|(at, charge)| match &charge.rule {
        Rule::Fee(fee) => Some((at, fee)),
        Rule::Interest(_) | Rule::Statutory(_) => None,
    });
    let issued: Vec<_> = case.invoices.iter().filter(|invoice| invoice.issued <= ledger.as_of).collect();
    let mut pending = Vec::new();
    for (charge, fee) in fees {
        for (invoice, standing) in issued.iter().zip(&ledger.invoices) {
            let is_open = standing.principal.is_positive() || standing.disputed.is_positive();
            let first = charge_day(fee.every, anchor(fee, invoice, standing.due), u32::from(fee.first == First::End));
            if standing.days_past_due > 0 && is_open && first > ledger.as_of {
                pending.push(Pending { charge, invoice: invoice.number.clone(), day: first });
            }
        }
    }
    pending
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::sample::{full, ledger};

    fn days(invoice: &str, payments: &[&str], as_of: &str) -> Vec<String> {
        let terms = "{payment: net 30, charges: [{percent: 5%, after_days: 30}]}";
        let case = full("USD", "business", terms, &[invoice], payments);
        pending(&case, &ledger(&case, as_of)).iter().map(|fee| fee.day.to_string()).collect()
    }

    #[test]
    fn a_fee_is_to_come_from_the_first_day_late_until_it_falls() {
        assert_eq!(days("issued: 2026-01-01", &[], "2026-01-31"), [""; 0]);
        assert_eq!(days("issued: 2026-01-01", &[], "2026-02-01"), ["2026-03-03"]);
        assert_eq!(days("issued: 2026-01-01", &[], "2026-03-02"), ["2026-03-03"]);
        assert_eq!(days("issued: 2026-01-01", &[], "2026-03-03"), [""; 0]);
    }

    #[test]
    fn none_is_to_come_on_what_is_paid() {
        assert_eq!(days("issued: 2026-01-01", &["date: 2026-02-01, amount: 1000"], "2026-02-10"), [""; 0]);
    }
}
