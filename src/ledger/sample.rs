//! Small cases for the tests of the rules.

use crate::case::Case;
use crate::ledger::Ledger;
use crate::ledger::row::{Row, RowKind};

/// Returns a case of a business in US dollars with these terms and one invoice of 1000.00, `A`.
pub(crate) fn case(terms: &str, invoice: &str) -> Case {
    full("USD", "business", terms, &[invoice], &[])
}

/// Returns a case with invoices `A`, `B`, `C` … of 1000.00 where no amount is given.
pub(crate) fn full(currency: &str, kind: &str, terms: &str, invoices: &[&str], payments: &[&str]) -> Case {
    let terms = if terms.starts_with('{') { terms.to_owned() } else { format!("{{{terms}}}") };
    let invoice = |(place, text): (usize, &&str)| {
        let number = char::from(b'A' + u8::try_from(place).unwrap());
        let own = text.split("disputed:").next().is_some_and(|own| own.contains("amount:"));
        let amount = if own { "" } else { ", amount: 1000.00" };
        format!("  - {{number: {number}, {text}{amount}}}\n")
    };
    let invoices: String = invoices.iter().enumerate().map(invoice).collect();
    let payments =
        format!("payments: [{}]\n", payments.iter().map(|text| format!("{{{text}}}")).collect::<Vec<_>>().join(", "));
    let text = format!(
        "case: sample\ncurrency: {currency}\ncreditor: {{name: Us, address: [Here], country: US}}\n\
         debtor: {{name: Them, kind: {kind}}}\nterms: {terms}\ninvoices:\n{invoices}{payments}"
    );
    Case::from_yaml(&text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

/// Returns the ledger of the case on the day.
pub(crate) fn ledger(case: &Case, as_of: &str) -> Ledger {
    Ledger::reckon(case, as_of.parse().unwrap()).unwrap_or_else(|e| panic!("{e:?}"))
}

/// Returns the rows of a kind as `date invoice amount`.
pub(crate) fn rows(ledger: &Ledger, kind: RowKind) -> Vec<String> {
    let line = |row: &Row| {
        let invoice = row.invoice.as_deref().unwrap_or("-");
        format!("{} {invoice} {}", row.date, row.amount.plain(ledger.currency))
    };
    ledger.rows.iter().filter(|row| row.kind == kind).map(line).collect()
}
