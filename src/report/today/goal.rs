//! What a call or a letter of each step is to bring about, in one line.

use crate::case::{Case, DebtorKind, Step};
use crate::ledger::Ledger;
use crate::money::Money;
use crate::strategy::{Plan, PromiseState};

/// Returns the goal of the plan's step; none when nothing is done today.
pub(super) fn of(case: &Case, ledger: &Ledger, plan: &Plan) -> Option<String> {
    let amount = |money: Money| format!("{} {}", money.plain(case.currency), case.currency);
    let total = amount(plan.total_due);
    let broken = plan.promise.as_ref().filter(|promise| promise.state == PromiseState::Broken);
    Some(match plan.step.taken()? {
        Step::Courtesy => courtesy(ledger, amount(ledger.not_yet_due)),
        Step::Reminder => format!("to hear on which day {total} will be paid"),
        Step::FollowUp => match broken {
            Some(broken) => {
                format!("to hear why what was promised by {} did not come, and a new day for {total}", broken.by)
            }
            None => format!("to hear what keeps the payment, and agree on a day for {total}"),
        },
        Step::Escalation if plan.contact.is_none() => format!("to find out who can have {total} paid"),
        Step::Escalation => format!("to have {total} on its way today, by somebody who can decide it"),
        Step::FinalCall => format!("{total} on its way today, or instalments agreed in writing"),
        Step::Demand => {
            format!("{total} by {}", plan.deadline.map_or_else(|| "the deadline".to_owned(), |day| day.to_string()))
        }
        Step::FollowThrough if case.debtor.kind == DebtorKind::Business => {
            "to do what was announced, and say so".to_owned()
        }
        Step::FollowThrough => "to do what was announced".to_owned(),
    })
}

/// Nothing is due yet: the invoice has arrived, and is set to be paid.
fn courtesy(ledger: &Ledger, coming: String) -> String {
    let due = ledger.invoices.iter().map(|invoice| invoice.due).filter(|due| *due > ledger.as_of).min();
    let day = due.map(|due| format!(" on {due}")).unwrap_or_default();
    format!("to hear that the invoice has arrived and {coming} is set to be paid{day}")
}
