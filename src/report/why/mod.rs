//! A ledger explained, so that a debtor can do every figure again with a pocket calculator.
//!
//! [`text`] is for a terminal: each row, then what it rests on: the [`clause`], the numbers of [`interest`] and
//! of a [`fee`], what a [`payment`] pays; and at the end the [`figures`]. [`json`] and [`csv`] are for programs.

mod csv;
mod fee;
mod figures;
mod interest;
mod json;
mod payment;

use std::fmt::Write as _;

use rust_decimal::Decimal;

use crate::case::Case;
use crate::ledger::{Basis, Ledger, Row, RowKind};
use crate::money::{Money, Rounding};

pub use csv::{csv, guarded};
pub use json::{json, json_of};

/// Which rows are explained.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Those of the invoice of this number.
    pub invoice: Option<String>,
    /// The one of this number, from 1.
    pub row: Option<usize>,
}

impl Choice {
    fn is_all(&self) -> bool {
        *self == Choice::default()
    }

    fn takes(&self, number: usize, row: &Row) -> bool {
        let invoice = self.invoice.as_ref().is_none_or(|wanted| row.invoice.as_ref() == Some(wanted));
        invoice && self.row.is_none_or(|wanted| wanted == number)
    }

    /// Returns the rows chosen, each with its number, from 1.
    fn of<'l>(&self, ledger: &'l Ledger) -> impl Iterator<Item = (usize, &'l Row)> {
        let rows = ledger.rows.iter().enumerate().map(|(at, row)| (at + 1, row));
        rows.filter(|(number, row)| self.takes(*number, row))
    }
}

/// Returns the ledger in words: every row chosen with what it rests on, then the figures.
///
/// The figures stand below all rows, and those of one invoice below its rows; a single row stands alone.
pub fn text(case: &Case, ledger: &Ledger, choice: &Choice) -> String {
    let mut out = format!("{} on {}, in {}\n\n", ledger.case, ledger.as_of, ledger.currency);
    for (number, row) in choice.of(ledger) {
        let (amount, balance) = (money(ledger, row.amount), money(ledger, row.balance));
        let _ = writeln!(out, "{number:>3}  {}  {:<34}  {amount:>14}  {balance:>14}", row.date, title(row));
        for line in reasons(case, ledger, row) {
            let _ = writeln!(out, "     {line}");
        }
    }
    if choice.is_all() {
        let _ = write!(out, "\n{}", figures::all(case, ledger));
    } else if let Some(standing) = choice.invoice.as_ref().and_then(|number| ledger.standing(number)) {
        let _ = write!(out, "\n{}", figures::of_invoices(ledger, &[standing]));
    }
    out
}

fn title(row: &Row) -> String {
    let invoice = row.invoice.as_deref().map_or_else(|| "credit".to_owned(), |number| format!("invoice {number}"));
    match row.kind {
        RowKind::Invoice => invoice,
        kind => format!("{}, {invoice}", kind.word()),
    }
}

/// Returns the sentences that explain a row.
fn reasons(case: &Case, ledger: &Ledger, row: &Row) -> Vec<String> {
    let mut lines: Vec<String> = row.basis.as_ref().and_then(|basis| clause(case, basis)).into_iter().collect();
    lines.extend(match (row.kind, &row.basis) {
        (RowKind::Interest, Some(basis)) => interest::reasons(case, ledger, row, basis),
        (RowKind::FixedSum, Some(basis)) => fee::fixed_sum(ledger, row, basis),
        (RowKind::Fee, Some(basis)) => fee::reasons(case, ledger, row, basis),
        (RowKind::Invoice, _) => issued(case, ledger, row).into_iter().collect(),
        _ => payment::reasons(case, ledger, row),
    });
    lines
}

/// Returns when an invoice was issued, received and due.
fn issued(case: &Case, ledger: &Ledger, row: &Row) -> Option<String> {
    let number = row.invoice.as_deref()?;
    let standing = ledger.standing(number)?;
    let received = case.invoice(number).and_then(|invoice| invoice.received);
    let received = received.map(|day| format!("received on {day}, ")).unwrap_or_default();
    let late = match standing.days_past_due {
        1 => "1 day ago".to_owned(),
        days if days > 0 => format!("{days} days ago"),
        0 => "on which nothing is late yet".to_owned(),
        -1 => "in 1 day".to_owned(),
        days => format!("in {} days", -days),
    };
    Some(format!("{received}due on {}, {late}", standing.due))
}

/// Returns the clause a charge rests on, word for word.
fn clause(case: &Case, basis: &Basis) -> Option<String> {
    let clause = case.clause(basis.clause.as_deref()?)?;
    let name = clause.number.as_deref().map_or_else(|| format!("clause `{}`", clause.id), |n| format!("clause {n}"));
    Some(format!("{name}: \"{}\"", clause.text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn money(ledger: &Ledger, amount: Money) -> String {
    amount.plain(ledger.currency)
}

/// Returns an exact value with at most six decimals, and a mark where there are more.
fn short(value: Decimal) -> String {
    let cut = value.trunc_with_scale(6);
    if cut == value { cut.normalize().to_string() } else { format!("{cut}…") }
}

/// Returns in words how a value is brought to the currency's smallest unit.
fn nearest(ledger: &Ledger, mode: Rounding) -> String {
    let unit = Decimal::new(1, ledger.currency.places());
    match mode {
        Rounding::HalfUp => format!("to the nearest {unit}, a half up"),
        Rounding::HalfEven => format!("to the nearest {unit}, a half to the even one"),
        Rounding::Down => format!("down to a whole {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn northwind(day: &str) -> (Case, Ledger) {
        let case = Case::from_yaml(include_str!("../../../cases/northwind-2026-014.yaml")).unwrap();
        let ledger = Ledger::reckon(&case, day.parse().unwrap()).unwrap();
        (case, ledger)
    }

    /// Returns what is said of the row of this number for a case with these terms and one invoice of 1000.00.
    pub(super) fn row(terms: &str, payments: &str, day: &str, number: usize) -> String {
        let case = format!(
            "case: why\ncurrency: EUR\ncreditor: {{name: Us, address: [Here], country: IE}}\n\
             debtor: {{name: Them, kind: business}}\nterms: {terms}\npayments: {payments}\n\
             invoices: [{{number: A, issued: 2026-01-01, amount: 1000.00}}]"
        );
        let case = Case::from_yaml(&case).unwrap();
        let ledger = Ledger::reckon(&case, day.parse().unwrap()).unwrap();
        let text = text(&case, &ledger, &Choice { row: Some(number), ..Choice::default() });
        text.lines().skip(3).map(str::trim).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_fee_is_explained_with_its_clause_and_its_numbers() {
        let (case, ledger) = northwind("2026-06-12");
        let text = text(&case, &ledger, &Choice::default());
        assert!(text.contains("clause 4.3: \"A 5% late fee will be applied to the balance after 30 days.\""), "{text}");
        assert!(text.contains("5% of the unpaid principal, 12400.00, = 620"), "{text}");
        assert!(text.contains("total due                 11020.00"), "{text}");
    }

    #[test]
    fn a_single_row_stands_alone() {
        let (case, ledger) = northwind("2026-06-12");
        let text = text(&case, &ledger, &Choice { row: Some(2), ..Choice::default() });
        assert!(text.contains("fee, invoice 1042"), "{text}");
        assert!(!text.contains("payment") && !text.contains("total due"), "{text}");
    }

    #[test]
    fn the_rows_of_one_invoice_end_with_its_own_figures() {
        let (case, ledger) = northwind("2026-06-12");
        let choice = Choice { invoice: Some("1042".into()), ..Choice::default() };
        let text = text(&case, &ledger, &choice);
        let last = text.lines().last().unwrap().split_whitespace().collect::<Vec<_>>();
        assert_eq!(last, ["1042", "2026-05-01", "42", "11020.00", "0.00", "0.00", "0.00"], "{text}");
    }

    #[test]
    fn an_invoice_says_when_it_was_received_and_due() {
        assert_eq!(row("{payment: net 30}", "[]", "2026-02-01", 1), "due on 2026-01-31, 1 day ago");
        assert_eq!(row("{payment: net 30}", "[]", "2026-01-31", 1), "due on 2026-01-31, on which nothing is late yet");
    }
}
