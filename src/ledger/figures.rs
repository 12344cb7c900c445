//! The figures and rows of a ledger, drawn from the books at the end of its day (design 5.6, 5.8.12, 5.8.13).

use chrono::NaiveDate;

use super::LedgerError;
use super::account::{Account, Charge};
use super::ageing::ageing;
use super::books::{Books, Move};
use super::dispute::Disputed;
use super::per_day::per_day;
use super::row::{Ledger, Row, RowKind, Standing};
use crate::calendar::days_between;
use crate::case::Case;
use crate::money::{Currency, Money};

/// Returns the ledger of the books.
pub(super) fn draw(case: &Case, as_of: NaiveDate, books: Books<'_>) -> Result<Ledger, LedgerError> {
    let currency = case.currency;
    let mut invoices = Vec::with_capacity(books.accounts.len());
    let mut next_day = Vec::new();
    for account in &books.accounts {
        let disputed = Disputed::on(account.invoice.disputed.as_ref(), as_of, account.principal);
        invoices.push(standing(account, disputed, as_of, currency)?);
        next_day.extend(per_day(account, disputed, as_of, currency)?);
    }
    let (due, later): (Vec<&Standing>, Vec<&Standing>) = invoices.iter().partition(|invoice| invoice.due <= as_of);
    let principal = Money::sum(due.iter().map(|invoice| invoice.principal))?;
    let interest = Money::sum(due.iter().map(|invoice| invoice.interest))?;
    let costs = Money::sum(due.iter().map(|invoice| invoice.costs))?;
    Ok(Ledger {
        case: case.id.clone(),
        as_of,
        currency,
        total_due: Money::sum([principal, interest, costs])?,
        principal,
        interest,
        costs,
        credit: books.credits.total,
        disputed: Money::sum(invoices.iter().map(|invoice| invoice.disputed))?,
        not_yet_due: sum_open(&later)?,
        per_day: Money::sum(next_day.iter().map(|rule| rule.amount))?,
        next_day,
        ageing: ageing(&invoices)?,
        rows: rows(books)?,
        invoices,
    })
}

fn sum_open(invoices: &[&Standing]) -> Result<Money, LedgerError> {
    let mut sum = Money::ZERO;
    for invoice in invoices {
        sum = Money::sum([sum, invoice.principal, invoice.interest, invoice.costs])?;
    }
    Ok(sum)
}

fn standing(
    account: &Account<'_>,
    disputed: Disputed,
    as_of: NaiveDate,
    currency: Currency,
) -> Result<Standing, LedgerError> {
    let parts = [account.principal, account.interest()?, account.costs];
    let shares =
        [disputed.share(parts[0], currency)?, disputed.share(parts[1], currency)?, disputed.share(parts[2], currency)?];
    Ok(Standing {
        number: account.invoice.number.clone(),
        issued: account.invoice.issued,
        due: account.due,
        days_past_due: days_between(account.due, as_of),
        amount: account.invoice.amount,
        principal: parts[0].minus(shares[0])?,
        interest: parts[1].minus(shares[1])?,
        costs: parts[2].minus(shares[2])?,
        disputed: Money::sum(shares)?,
    })
}

/// The order of rows within a day: invoices, interest, fees, then credits and payments as booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Issue,
    Interest,
    Charge,
    Payment,
}

/// Where a row stands: its day and phase, then invoices and rules as they are written.
type Place = (NaiveDate, Phase, usize, usize);

/// Returns all rows in order, each with the balance after it; zero rows are left out.
fn rows(books: Books<'_>) -> Result<Vec<Row>, LedgerError> {
    let (mut rows, mut order) = (Vec::new(), Vec::<(Place, usize)>::new());
    let mut add = |place: Place, row: Row| {
        order.push((place, rows.len()));
        rows.push(Some(row));
    };
    for (at, account) in books.accounts.iter().enumerate() {
        if account.invoice.amount.is_positive() {
            add((account.invoice.issued, Phase::Issue, at, 0), issue_row(account));
        }
    }
    for (at, moved) in books.moves.iter().enumerate() {
        add((moved.date, Phase::Payment, at, 0), payment_row(moved, &books.accounts));
    }
    for (at, account) in books.accounts.into_iter().enumerate() {
        for charge in account.charges {
            let place = (charge.date, phase(charge.kind), at, charge.basis.charge);
            add(place, charge_row(&account.invoice.number, charge));
        }
    }
    // a row is large: only its place is moved about; those of one place stay as they came
    order.sort_unstable();
    let mut balance = Money::ZERO;
    let mut sorted = Vec::with_capacity(rows.len());
    for mut row in order.into_iter().filter_map(|(_, at)| rows[at].take()) {
        balance = balance.plus(row.amount)?;
        row.balance = balance;
        sorted.push(row);
    }
    Ok(sorted)
}

fn phase(kind: RowKind) -> Phase {
    if kind == RowKind::Interest { Phase::Interest } else { Phase::Charge }
}

fn issue_row(account: &Account<'_>) -> Row {
    Row {
        date: account.invoice.issued,
        invoice: Some(account.invoice.number.clone()),
        kind: RowKind::Invoice,
        amount: account.invoice.amount,
        balance: Money::ZERO,
        basis: None,
        entry: None,
        split: None,
    }
}

fn payment_row(moved: &Move, accounts: &[Account<'_>]) -> Row {
    Row {
        date: moved.date,
        invoice: moved.account.map(|place| accounts[place].invoice.number.clone()),
        kind: moved.kind,
        amount: moved.amount,
        balance: Money::ZERO,
        basis: None,
        entry: Some(moved.entry),
        split: moved.split,
    }
}

fn charge_row(number: &str, charge: Charge) -> Row {
    Row {
        date: charge.date,
        invoice: Some(number.to_owned()),
        kind: charge.kind,
        amount: charge.amount,
        balance: Money::ZERO,
        basis: Some(charge.basis),
        entry: None,
        split: None,
    }
}

#[cfg(test)]
mod tests {
    use crate::ledger::sample::{full, ledger};
    use crate::money::Money;

    #[test]
    fn rows_add_up_to_what_is_due_not_yet_due_and_disputed_less_the_credit() {
        let invoices =
            ["issued: 2026-01-01", "issued: 2026-01-02, disputed: {since: 2026-02-01}", "issued: 2026-02-20"];
        let terms = "{payment: net 30, charges: [{interest: {annual: 18%}}, {percent: 5%, after_days: 5}]}";
        let paid = ["date: 2026-02-10, amount: 333.33", "date: 2026-02-11, amount: 50, invoice: C"];
        let ledger = ledger(&full("USD", "business", terms, &invoices, &paid), "2026-03-05");
        let all = Money::sum([ledger.total_due, ledger.not_yet_due, ledger.disputed]).unwrap();
        assert_eq!(ledger.rows.last().unwrap().balance, all.minus(ledger.credit).unwrap());
        assert_eq!(ledger.not_yet_due.plain(ledger.currency), "950.00");
    }

    #[test]
    fn interest_of_one_day_stands_in_the_order_in_which_the_rules_are_written() {
        // the fee ends a leg of the second rule before the first one has run to that day
        let terms = "charges: [{interest: {annual: 36.5%}}, \
                     {interest: {annual: 73%, on: balance-with-charges}}, {amount: 50, after_days: 9}]";
        let ledger = ledger(&full("USD", "business", terms, &["issued: 2026-01-01"], &[]), "2026-01-11");
        let rows: Vec<_> = ledger.rows.iter().map(|row| format!("{} {:?}", row.kind.word(), row.amount)).collect();
        assert_eq!(rows, ["invoice 1000.00", "interest 10.00", "interest 20.00", "fee 50.00"]);
    }

    #[test]
    fn invoices_due_later_stand_among_the_invoices_and_in_the_current_bucket_alone() {
        let ledger = ledger(&full("USD", "business", "payment: net 30", &["issued: 2026-01-01"], &[]), "2026-01-30");
        assert!(ledger.principal.is_zero() && ledger.total_due.is_zero());
        assert_eq!(ledger.invoices[0].principal, ledger.ageing.current);
        assert_eq!(ledger.invoices[0].days_past_due, -1);
    }

    #[test]
    fn invoices_issued_after_the_day_are_left_out_everywhere() {
        let ledger = ledger(&full("USD", "business", "payment: net 30", &["issued: 2026-01-01"], &[]), "2025-12-31");
        assert!(ledger.invoices.is_empty() && ledger.rows.is_empty());
    }

    #[test]
    fn the_days_past_due_run_on_when_an_invoice_is_paid() {
        let paid = ["date: 2026-01-31, amount: 1000"];
        let ledger = ledger(&full("USD", "business", "payment: net 30", &["issued: 2026-01-01"], &paid), "2026-03-02");
        assert_eq!(ledger.invoices[0].days_past_due, 30);
    }
}
