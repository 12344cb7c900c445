//! A small case to try the rules on: one invoice of 1000.00, due on 2026-04-01, and three people.

use std::fmt::Write;

use chrono::{NaiveDate, NaiveTime};

use crate::case::{Case, Step};
use crate::ledger::Ledger;

use super::gate::{self, Document, Gate, Request};
use super::plan::Plan;

/// The people: Ann reports to Ben, who approves payments; Olga owns the firm.
const PEOPLE: &str = "[{id: ann, name: Ann Ash, department: sales, phone: '1', reports_to: ben}, \
    {id: ben, name: Ben Birch, department: sales, seniority: director, approves_payments: true, phone: '2', reports_to: olga}, \
    {id: olga, name: Olga Oak, seniority: owner, phone: '3'}]";

/// A case in the making: each part is the YAML of its key.
#[derive(Clone)]
pub(super) struct Sample(Vec<(&'static str, String)>);

pub(super) fn sample() -> Sample {
    Sample(vec![
        ("case", "sample".into()),
        ("currency", "USD".into()),
        ("creditor", "{name: C, address: [A], country: US}".into()),
        ("kind", "business".into()),
        ("contacts", PEOPLE.into()),
        ("primary_contact", "ann".into()),
        ("invoices", "[{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 1000.00}]".into()),
        ("payments_checked", "2026-12-31".into()),
        ("consequences", "[{kind: small-claims, ready: 2026-01-01}]".into()),
        ("history", "[]".into()),
    ])
}

impl Sample {
    /// Puts the YAML in the place of what the key holds.
    pub(super) fn with(mut self, key: &'static str, yaml: &str) -> Sample {
        self.0.retain(|(known, _)| *known != key);
        self.0.push((key, yaml.to_owned()));
        self
    }

    /// Leaves the key out.
    pub(super) fn without(mut self, key: &str) -> Sample {
        self.0.retain(|(known, _)| *known != key);
        self
    }

    /// Sets the history: one entry a text, as in `2026-04-02 call ann no-answer`, more keys behind it as YAML.
    pub(super) fn history(self, entries: &[&str]) -> Sample {
        let entry = |text: &&str| {
            let mut words = text.splitn(5, ' ');
            let mut next = || words.next().unwrap_or_default();
            let (date, channel, contact, outcome) = (next(), next(), next(), next());
            let contact = if contact == "-" { String::new() } else { format!(", contact: {contact}") };
            let rest = next();
            let comma = if rest.is_empty() { "" } else { ", " };
            format!("{{date: {date}, channel: {channel}{contact}, outcome: {outcome}{comma}{rest}}}")
        };
        let all: Vec<_> = entries.iter().map(entry).collect();
        self.with("history", &format!("[{}]", all.join(", ")))
    }

    pub(super) fn case(&self) -> Case {
        let mut yaml = String::new();
        let mut debtor = "name: D".to_owned();
        for (key, value) in &self.0 {
            if ["kind", "contacts", "primary_contact", "time_zone"].contains(key) {
                let _ = write!(debtor, ", {key}: {value}");
            } else {
                let _ = writeln!(yaml, "{key}: {value}");
            }
        }
        let _ = writeln!(yaml, "debtor: {{{debtor}}}");
        Case::from_yaml(&yaml).unwrap_or_else(|fault| panic!("{fault}\n{yaml}"))
    }

    pub(super) fn plan(&self, day: &str) -> Plan {
        let case = self.case();
        Plan::make(&case, &ledger(&case, on(day)), on(day))
    }

    /// Returns the step, and who is to be turned to.
    pub(super) fn next(&self, day: &str) -> String {
        let plan = self.plan(day);
        let contact = plan.contact.map(|id| format!(" {id}")).unwrap_or_default();
        format!("{}{contact}", plan.step.word())
    }

    /// Returns the names of the refusals.
    pub(super) fn refused(&self, day: &str) -> Vec<&'static str> {
        self.plan(day).refusals.iter().map(|refusal| refusal.code).collect()
    }

    /// Returns the day until which there is nothing to do.
    pub(super) fn until(&self, day: &str) -> Option<String> {
        self.plan(day).until.map(|until| until.to_string())
    }

    pub(super) fn gate(&self, document: Document, day: &str, request: Request) -> Gate {
        let case = self.case();
        let ledger = ledger(&case, on(day));
        gate::check(document, &case, &ledger, &Plan::make(&case, &ledger, on(day)), &request)
    }
}

pub(super) fn on(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

pub(super) fn at(time: &str) -> NaiveTime {
    crate::calendar::time_from_typed(time).unwrap()
}

pub(super) fn at_step(step: Step) -> Request {
    Request { step: Some(step), ..Request::default() }
}

pub(super) fn ledger(case: &Case, as_of: NaiveDate) -> Ledger {
    Ledger::reckon(case, as_of).unwrap()
}
