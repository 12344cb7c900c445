//! What a payment pays first inside an invoice (design 5.5, 5.8.5, 5.8.8).

use super::LedgerError;
use super::interest::Accrual;
use super::row::Split;
use crate::case::{Allocation, Part, PaymentKind};
use crate::money::Money;

/// Returns the order of the parts: a payment's as agreed, a credit note's and write-off's principal first.
pub(super) fn order(kind: PaymentKind, agreed: Allocation) -> Vec<Part> {
    match kind {
        PaymentKind::Payment => agreed.0.to_vec(),
        PaymentKind::CreditNote | PaymentKind::WriteOff => {
            let rest = agreed.0.into_iter().filter(|part| *part != Part::Principal);
            std::iter::once(Part::Principal).chain(rest).collect()
        }
    }
}

/// Lowers the parts of an invoice in order by at most `amount`, and returns what went where.
pub(super) fn allocate(
    amount: Money,
    order: &[Part],
    principal: &mut Money,
    costs: &mut Money,
    accruals: &mut [Accrual<'_>],
) -> Result<Split, LedgerError> {
    let mut left = amount;
    let mut split = Split::default();
    for part in order {
        match part {
            Part::Principal => split.principal = take(principal, &mut left)?,
            Part::Costs => split.costs = take(costs, &mut left)?,
            Part::Interest => split.interest = from_interest(accruals, &mut left)?,
        }
    }
    Ok(split)
}

/// Takes interest that has not joined its base first, rule by rule as written, then interest that has.
fn from_interest(accruals: &mut [Accrual<'_>], left: &mut Money) -> Result<Money, LedgerError> {
    let mut taken = Money::ZERO;
    for accrual in accruals.iter_mut() {
        taken = taken.plus(take(&mut accrual.uncapitalised, left)?)?;
    }
    for accrual in accruals.iter_mut() {
        taken = taken.plus(take(&mut accrual.capitalised, left)?)?;
    }
    Ok(taken)
}

fn take(part: &mut Money, left: &mut Money) -> Result<Money, LedgerError> {
    let taken = (*part).min(*left);
    *part = part.minus(taken)?;
    *left = left.minus(taken)?;
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::sample::{full, ledger};

    /// An invoice of 1000 with 10.00 of interest and a fee of 40.00 on the day of the payment.
    fn parts(allocation: &str, payment: &str) -> [String; 3] {
        let terms = format!("charges: [{{interest: {{annual: 36.5%}}}}, {{amount: 40}}], allocation: {allocation}");
        let case = full("USD", "business", &terms, &["issued: 2026-01-01"], &[payment]);
        let ledger = ledger(&case, "2026-01-11");
        [ledger.costs, ledger.interest, ledger.principal].map(|part| part.plain(ledger.currency))
    }

    #[test]
    fn a_payment_follows_the_agreed_order() {
        let payment = "date: 2026-01-11, amount: 45";
        assert_eq!(parts("[costs, interest, principal]", payment), ["0.00", "5.00", "1000.00"]);
        assert_eq!(parts("[interest, costs, principal]", payment), ["5.00", "0.00", "1000.00"]);
        assert_eq!(parts("[principal, interest, costs]", payment), ["40.00", "10.00", "955.00"]);
    }

    #[test]
    fn a_credit_note_and_a_write_off_go_to_principal_first_then_by_allocation() {
        for kind in ["credit-note", "write-off"] {
            let small = format!("date: 2026-01-11, amount: 45, kind: {kind}");
            assert_eq!(parts("[costs, interest, principal]", &small), ["40.00", "10.00", "955.00"]);
            let large = format!("date: 2026-01-11, amount: 1045, kind: {kind}");
            assert_eq!(parts("[costs, interest, principal]", &large), ["0.00", "5.00", "0.00"]);
        }
    }

    #[test]
    fn a_payment_smaller_than_the_interest_never_adds_interest_to_principal() {
        let small = "date: 2026-01-11, amount: 41";
        assert_eq!(parts("[costs, interest, principal]", small), ["0.00", "9.00", "1000.00"]);
    }

    #[test]
    fn each_part_stands_in_the_order_once() {
        let order = order(PaymentKind::WriteOff, Allocation([Part::Interest, Part::Principal, Part::Costs]));
        assert_eq!(order, [Part::Principal, Part::Interest, Part::Costs]);
    }
}
