//! The figures below the rows: how the total adds up, what each invoice owes, how old it is, what a day adds.

use std::fmt::Write as _;

use super::{money, short};
use crate::case::Case;
use crate::ledger::{Ledger, Pending, RowKind, Standing, pending, sums};
use crate::money::Money;

/// Returns all figures of a ledger.
pub(super) fn all(case: &Case, ledger: &Ledger) -> String {
    let standings: Vec<&Standing> = ledger.invoices.iter().collect();
    let invoices = of_invoices(ledger, &standings) + &disputes(case, ledger);
    [sum(ledger), totals(ledger), invoices, ageing(ledger), a_day(ledger) + &to_come(case, ledger)].join("\n")
}

/// Returns how the rows add up.
fn sum(ledger: &Ledger) -> String {
    let mut out = String::from("how it adds up\n");
    for (kind, amount) in sums::by_kind(&ledger.rows).unwrap_or_default() {
        let _ = writeln!(out, "{:<18}{:>16}", several(kind), money(ledger, amount));
    }
    let balance = ledger.rows.last().map_or(Money::ZERO, |row| row.balance);
    let _ = writeln!(out, "{:<18}{:>16}", "balance", money(ledger, balance));
    out
}

fn several(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Invoice => "invoices",
        RowKind::Interest => "interest",
        RowKind::Fee => "fees",
        RowKind::FixedSum => "fixed sums",
        RowKind::Payment => "payments",
        RowKind::CreditNote => "credit notes",
        RowKind::WriteOff => "write-offs",
    }
}

/// Returns what is due, and what stands beside it.
fn totals(ledger: &Ledger) -> String {
    let due = [
        ("principal", ledger.principal),
        ("interest", ledger.interest),
        ("costs", ledger.costs),
        ("total due", ledger.total_due),
    ];
    let beside =
        [("not yet due", ledger.not_yet_due), ("in dispute", ledger.disputed), ("credit", ledger.credit.negated())];
    let beside = beside.into_iter().filter(|(_, amount)| !amount.is_zero());
    let line = |(name, amount): (&str, Money)| format!("{name:<18}{:>16}\n", money(ledger, amount));
    due.into_iter().chain(beside).map(line).collect()
}

/// Returns a table of invoices. What is in dispute stands in its own column and in no other.
pub(super) fn of_invoices(ledger: &Ledger, standings: &[&Standing]) -> String {
    let widest = standings.iter().map(|standing| standing.number.chars().count()).max().unwrap_or(0).max(7);
    let mut out = format!(
        "{:<widest$}  {:<10}  {:>9}  {:>14}  {:>12}  {:>12}  {:>14}\n",
        "invoice", "due", "days late", "principal", "interest", "costs", "in dispute"
    );
    for standing in standings {
        let parts = [standing.principal, standing.interest, standing.costs, standing.disputed];
        let [principal, interest, costs, disputed] = parts.map(|part| money(ledger, part));
        let (number, due, late) = (&standing.number, standing.due.to_string(), standing.days_past_due.max(0));
        let _ = writeln!(
            out,
            "{number:<widest$}  {due:<10}  {late:>9}  {principal:>14}  {interest:>12}  {costs:>12}  {disputed:>14}"
        );
    }
    out
}

/// Returns what is in dispute, and since when.
fn disputes(case: &Case, ledger: &Ledger) -> String {
    let mut out = String::new();
    for standing in ledger.invoices.iter().filter(|standing| standing.disputed.is_positive()) {
        let Some(dispute) = case.invoice(&standing.number).and_then(|invoice| invoice.disputed.as_ref()) else {
            continue;
        };
        let share = match dispute.amount {
            Some(amount) => {
                format!("at most {} of principal, and the same share of interest and costs", money(ledger, amount))
            }
            None => "all that is open".to_owned(),
        };
        let _ = writeln!(out, "     invoice {} is in dispute since {}: {share}", standing.number, dispute.since);
    }
    out
}

/// Returns open principal by days past due.
fn ageing(ledger: &Ledger) -> String {
    let ageing = &ledger.ageing;
    let buckets = [
        ("current", ageing.current),
        ("1-30 days", ageing.to_30),
        ("31-60 days", ageing.to_60),
        ("61-90 days", ageing.to_90),
        ("over 90 days", ageing.over_90),
    ];
    let line = |(name, amount): (&str, Money)| format!("{name:<18}{:>16}\n", money(ledger, amount));
    format!("open principal by days past due\n{}", buckets.map(line).concat())
}

/// Returns the interest of the day after, and what it is added up from.
fn a_day(ledger: &Ledger) -> String {
    let mut out = format!("{:<18}{:>16}\n", "each further day", money(ledger, ledger.per_day));
    for rule in ledger.next_day.iter().filter(|rule| !rule.amount.is_zero()) {
        let (base, exact, amount) = (money(ledger, rule.base), short(rule.exact), money(ledger, rule.amount));
        let (invoice, rate, year) = (&rule.invoice, rule.rate, rule.year);
        let _ = writeln!(out, "     invoice {invoice}: {base} × {rate} ÷ {year} = {exact}, rounded to {amount}");
    }
    out
}

/// Returns the fees of the contract that are not charged yet on what is late.
fn to_come(case: &Case, ledger: &Ledger) -> String {
    let line = |fee: Pending| {
        format!(
            "     invoice {}: a fee falls on {}, if principal is open at the end of the day before\n",
            fee.invoice, fee.day
        )
    };
    let lines: String = pending(case, ledger).into_iter().map(line).collect();
    if lines.is_empty() { lines } else { format!("\nnot charged yet\n{lines}") }
}

#[cfg(test)]
mod tests {
    use super::super::tests::northwind;
    use super::*;

    #[test]
    fn the_total_is_added_up_from_what_was_invoiced_charged_and_paid() {
        let (_, ledger) = northwind("2026-06-12");
        let words: Vec<String> =
            sum(&ledger).lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(
            words,
            ["how it adds up", "invoices 12400.00", "fees 620.00", "payments -2000.00", "balance 11020.00"]
        );
    }

    #[test]
    fn each_further_day_shows_its_numbers() {
        let case = Case::from_yaml(
            "case: a\ncurrency: JPY\ncreditor: {name: Us, address: [Here], country: JP}\n\
             debtor: {name: Them, kind: business}\nterms: {charges: [{interest: {annual: 14.6%}}]}\n\
             invoices: [{number: A, issued: 2026-01-01, amount: 100000}]",
        );
        let ledger = Ledger::reckon(&case.unwrap(), "2026-01-05".parse().unwrap()).unwrap();
        assert!(a_day(&ledger).ends_with("invoice A: 100000 × 14.6% ÷ 365 = 40, rounded to 40\n"));
    }
}
