//! Reckonings that others have published: what they print is what comes out, to the cent and to the day.
//!
//! They stand in `tests/published/examples.yaml`, each with its source.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use pastdue::case::Case;
use pastdue::ledger::{Ledger, Row, RowKind};
use pastdue::report::why;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::text_of;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Published {
    examples: Vec<Example>,
    left_out: Vec<LeftOut>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    name: String,
    source: String,
    currency: String,
    #[serde(default = "business")]
    debtor: String,
    terms: Value,
    invoices: Value,
    #[serde(default)]
    payments: Vec<Value>,
    as_of: NaiveDate,
    /// The kind of the rows compared; all charges where it is not given.
    kind: Option<String>,
    rows: Option<Vec<String>>,
    #[serde(default)]
    bases: Vec<Value>,
    #[serde(default)]
    due: Vec<NaiveDate>,
    #[serde(default)]
    figures: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeftOut {
    what: String,
    reason: String,
}

fn business() -> String {
    "business".to_owned()
}

fn published() -> Published {
    serde_yaml::from_str(&text_of("tests/published/examples.yaml")).expect("the examples are in form")
}

impl Example {
    fn ledger(&self) -> Ledger {
        let case = json!({
            "case": self.name, "currency": self.currency,
            "creditor": {"name": "Creditor", "address": ["1 Street"], "country": "US"},
            "debtor": {"name": "Debtor", "kind": self.debtor},
            "terms": self.terms, "invoices": self.invoices, "payments": self.payments,
        });
        let case = Case::from_yaml(&case.to_string()).unwrap_or_else(|error| panic!("{}: {error}", self.name));
        Ledger::reckon(&case, self.as_of).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    fn differences(&self) -> Vec<String> {
        let ledger = self.ledger();
        let charges: Vec<&Row> = ledger.rows.iter().filter(|row| self.compares(row)).collect();
        let mut wrong = Vec::new();
        let mut compare = |what: &str, printed: String, ours: String| {
            if printed != ours {
                wrong.push(format!("{} ({}): {what} {printed} is published, ours is {ours}", self.name, self.source));
            }
        };
        if let Some(rows) = &self.rows {
            let ours: Vec<String> = charges.iter().zip(rows).map(|(row, told)| told_like(row, told, &ledger)).collect();
            compare("rows", format!("{rows:?}"), format!("{ours:?}"));
            compare("count of rows", rows.len().to_string(), charges.len().to_string());
        }
        let interest = charges.iter().filter(|row| row.kind == RowKind::Interest);
        for (base, row) in self.bases.iter().zip(interest) {
            let ours = row.basis.as_ref().and_then(|basis| basis.base).expect("interest has a base");
            compare("base", plain(base), ours.plain(ledger.currency));
        }
        for (due, standing) in self.due.iter().zip(&ledger.invoices) {
            compare("due day", due.to_string(), standing.due.to_string());
        }
        let figures = why::json(&ledger);
        for (name, figure) in &self.figures {
            compare(name, plain(figure), plain(&figures[name]));
        }
        wrong
    }

    fn compares(&self, row: &Row) -> bool {
        let charge = matches!(row.kind, RowKind::Interest | RowKind::Fee | RowKind::FixedSum);
        charge && self.kind.as_ref().is_none_or(|kind| row.kind.word() == kind)
    }
}

/// Returns the row as the source tells it: the days only where it counts them.
fn told_like(row: &Row, told: &str, ledger: &Ledger) -> String {
    let line = format!("{} {} {}", row.date, row.kind.word(), row.amount.plain(ledger.currency));
    let days = row.basis.as_ref().and_then(|basis| basis.days).filter(|_| told.contains(" of "));
    days.map_or(line.clone(), |days| format!("{line} of {days} days"))
}

/// Returns an amount as text with two decimals at least.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| format!("{:.2}", value.as_f64().expect("a figure")), str::to_owned)
}

#[test]
fn what_others_publish_is_what_comes_out() {
    let published = published();
    let wrong: Vec<String> = published.examples.iter().flat_map(Example::differences).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_example_compares_something_and_names_its_source() {
    let published = published();
    for example in &published.examples {
        let compares = example.rows.is_some() || !example.figures.is_empty() || !example.due.is_empty();
        assert!(compares && !example.source.is_empty(), "{}", example.name);
    }
    let names: BTreeSet<_> = published.examples.iter().map(|example| &example.name).collect();
    assert_eq!(names.len(), published.examples.len(), "a name stands twice");
}

#[test]
fn what_no_case_can_say_is_listed_with_its_reason() {
    assert!(published().left_out.iter().all(|left_out| left_out.what.len() > 20 && left_out.reason.len() > 20));
}
