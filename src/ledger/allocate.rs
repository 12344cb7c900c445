//! What a payment pays inside an invoice (design 5.5, 5.8.5, 5.8.8).

use super::LedgerError;
use super::debt::Debt;
use super::row::Split;
use crate::case::terms::Part;
use crate::case::{Allocation, PaymentKind};
use crate::money::{Money, Overflow};

/// Pays the debt as far as the money goes; returns what each part got.
///
/// A credit note or write-off lowers principal first. Interest that has not joined the base is paid
/// before interest that has, rules in written order.
pub(super) fn pay(
    debt: &mut Debt<'_>,
    money: &mut Money,
    kind: PaymentKind,
    order: Allocation,
) -> Result<Split, LedgerError> {
    let mut split = Split::default();
    let first = (kind != PaymentKind::Payment).then_some(Part::Principal);
    for part in first.into_iter().chain(order.0) {
        match part {
            Part::Costs => split.costs = split.costs.plus(settle(money, &mut debt.costs)?)?,
            Part::Principal => split.principal = split.principal.plus(settle(money, &mut debt.principal)?)?,
            Part::Interest => {
                for account in &mut debt.accounts {
                    split.interest = split.interest.plus(settle(money, &mut account.loose)?)?;
                }
                for account in &mut debt.accounts {
                    split.interest = split.interest.plus(settle(money, &mut account.capitalised)?)?;
                }
            }
        }
    }
    Ok(split)
}

fn settle(money: &mut Money, owed: &mut Money) -> Result<Money, Overflow> {
    let paid = (*money).min(*owed);
    *money = money.minus(paid)?;
    *owed = owed.minus(paid)?;
    Ok(paid)
}

#[cfg(test)]
mod tests {
    use crate::ledger::sample::{full, ledger};

    fn after(allocation: &str, payment: &str) -> [String; 3] {
        let terms = format!("charges: [{{amount: 40}}, {{interest: {{annual: 36.5%}}}}]{allocation}");
        let ledger = ledger(&full("USD", "business", &terms, &["issued: 2026-01-01"], &[payment]), "2026-01-11");
        [ledger.costs, ledger.interest, ledger.principal].map(|figure| figure.plain(ledger.currency))
    }

    #[test]
    fn a_payment_pays_costs_then_interest_then_principal() {
        assert_eq!(after("", "date: 2026-01-11, amount: 45"), ["0.00", "5.00", "1000.00"]);
        assert_eq!(after("", "date: 2026-01-11, amount: 60"), ["0.00", "0.00", "990.00"]);
    }

    #[test]
    fn the_case_may_say_another_order() {
        let order = ", allocation: [principal, interest, costs]";
        assert_eq!(after(order, "date: 2026-01-11, amount: 45"), ["40.00", "10.00", "955.00"]);
    }

    #[test]
    fn a_credit_note_lowers_principal_first() {
        assert_eq!(after("", "date: 2026-01-11, amount: 45, kind: credit-note"), ["40.00", "10.00", "955.00"]);
    }
}
