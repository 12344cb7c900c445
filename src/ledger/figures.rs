//! The figures of a ledger (design 5.6, 5.8.13): each invoice, and all of them.

use chrono::NaiveDate;

use super::LedgerError;
use super::debt::Debt;
use super::dispute::{Share, share};
use super::row::{Ageing, Ledger, Standing};
use super::rule::{Kind, Running};
use super::sweep::Books;
use crate::calendar::days_between;
use crate::case::Case;
use crate::money::{Currency, Money};

/// Returns the ledger of the books.
pub(super) fn ledger(
    case: &Case,
    rules: &[Running],
    books: Books<'_>,
    as_of: NaiveDate,
) -> Result<Ledger, LedgerError> {
    let (mut standings, mut per_day) = (vec![], Money::ZERO);
    let mut debts = books.debts;
    debts.sort_by_key(|debt| debt.place);
    for debt in &debts {
        let share = share(debt, as_of);
        standings.push(standing(debt, share, as_of, case.currency)?);
        per_day = per_day.plus(next_day(debt, share, rules, as_of, case.currency)?)?;
    }
    let due = || standings.iter().filter(|standing| standing.due <= as_of);
    let (principal, interest, costs) = (
        Money::sum(due().map(|standing| standing.principal))?,
        Money::sum(due().map(|standing| standing.interest))?,
        Money::sum(due().map(|standing| standing.costs))?,
    );
    let later = standings.iter().filter(|standing| standing.due > as_of);
    let not_yet_due = Money::sum(later.flat_map(|s| [s.principal, s.interest, s.costs]))?;
    Ok(Ledger {
        case: case.id.clone(),
        as_of,
        currency: case.currency,
        total_due: Money::sum([principal, interest, costs])?,
        principal,
        interest,
        costs,
        credit: books.credit,
        disputed: Money::sum(standings.iter().map(|standing| standing.disputed))?,
        not_yet_due,
        per_day,
        ageing: ageing(&standings)?,
        invoices: standings,
        rows: books.rows,
    })
}

fn standing(debt: &Debt<'_>, share: Share, as_of: NaiveDate, currency: Currency) -> Result<Standing, LedgerError> {
    let parts = [debt.principal, debt.interest()?, debt.costs];
    let mut remaining = [Money::ZERO; 3];
    let mut disputed = Money::ZERO;
    for (part, rest) in parts.into_iter().zip(&mut remaining) {
        let apart = share.of(part, currency)?;
        *rest = part.minus(apart)?;
        disputed = disputed.plus(apart)?;
    }
    let [principal, interest, costs] = remaining;
    Ok(Standing {
        number: debt.invoice.number.clone(),
        issued: debt.invoice.issued,
        due: debt.due,
        days_past_due: days_between(debt.due, as_of),
        amount: debt.invoice.amount,
        principal,
        interest,
        costs,
        disputed,
    })
}

fn next_day(
    debt: &Debt<'_>,
    share: Share,
    rules: &[Running],
    as_of: NaiveDate,
    currency: Currency,
) -> Result<Money, LedgerError> {
    let mut sum = Money::ZERO;
    if debt.principal.is_zero() {
        return Ok(sum);
    }
    for account in &debt.accounts {
        if let Kind::Interest(interest) = &rules[account.rule].kind {
            let base = debt.base(interest.with_charges);
            let whole = base.principal.plus(base.costs)?.plus(account.capitalised)?;
            sum = sum.plus(account.next_day(interest, share.remaining(whole)?, as_of, currency)?)?;
        }
    }
    Ok(sum)
}

fn ageing(standings: &[Standing]) -> Result<Ageing, LedgerError> {
    let mut ageing = Ageing::default();
    for standing in standings {
        let bucket = match standing.days_past_due {
            ..=0 => &mut ageing.current,
            1..=30 => &mut ageing.to_30,
            31..=60 => &mut ageing.to_60,
            61..=90 => &mut ageing.to_90,
            _ => &mut ageing.over_90,
        };
        *bucket = bucket.plus(standing.principal)?;
    }
    Ok(ageing)
}

#[cfg(test)]
mod tests {
    use crate::ledger::sample::{case, full, ledger};

    #[test]
    fn what_falls_due_later_is_told_apart_from_what_is_due() {
        let invoices = ["issued: 2026-01-01", "issued: 2026-01-20"];
        let ledger = ledger(&full("USD", "business", "payment: net 30", &invoices, &[]), "2026-02-01");
        assert_eq!((ledger.total_due, ledger.not_yet_due), ("1000".parse().unwrap(), "1000".parse().unwrap()));
        assert_eq!((ledger.ageing.to_30, ledger.ageing.current), ("1000".parse().unwrap(), "1000".parse().unwrap()));
    }

    #[test]
    fn buckets_end_on_days_30_60_and_90() {
        let bucket = |as_of: &str| {
            let a = ledger(&case("charges: []", "issued: 2026-01-01"), as_of).ageing;
            [a.current, a.to_30, a.to_60, a.to_90, a.over_90].iter().position(|sum| sum.is_positive())
        };
        let days = ["2026-01-01", "2026-01-31", "2026-02-01", "2026-03-02", "2026-03-03", "2026-04-01", "2026-04-02"];
        assert_eq!(days.map(bucket), [Some(0), Some(1), Some(2), Some(2), Some(3), Some(3), Some(4)]);
    }
}
