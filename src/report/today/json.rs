//! The agenda as JSON: amounts as text with the currency's decimals, days in ISO form, null for what does not apply.

use chrono::NaiveDateTime;
use serde_json::{Value, json};

use super::super::status::json::{bad_case, line};
use super::{Agenda, Check, Subject};
use crate::strategy::calls::{PermittedHours, Stretch};

/// Returns the agenda; each case has what `status` tells of it, and beside it what its day asks.
pub fn json(agenda: &Agenda<'_>) -> Value {
    let all = |subjects: &[&Subject]| subjects.iter().map(|subject| subject_json(subject)).collect::<Vec<_>>();
    let checks = |checks: &[(&Subject, &Check)]| checks.iter().map(|(s, c)| check_json(s, c)).collect::<Vec<_>>();
    json!({
        "schema": 1,
        "as_of": agenda.as_of.to_string(),
        "calls": all(&agenda.calls),
        "messages": all(&agenda.messages),
        "letters": all(&agenda.letters),
        "follow_through": all(&agenda.follow_through),
        "promises": checks(&agenda.promises),
        "deadlines": checks(&agenda.deadlines),
        "not_today": all(&agenda.not_today),
        "settled": agenda.settled.iter().map(|subject| subject.line.case()).collect::<Vec<_>>(),
        "bad": agenda.bad.iter().map(bad_case).collect::<Vec<_>>(),
    })
}

fn subject_json(subject: &Subject) -> Value {
    let plan = &subject.line.plan;
    let mut value = line(&subject.line);
    value["goal"] = json!(subject.goal);
    value["why"] = json!(plan.reasons.iter().map(|reason| &reason.text).collect::<Vec<_>>());
    value["hours"] = json!(subject.line.hours.as_ref().map(hours));
    value["announced"] = json!(
        plan.follow_through
            .iter()
            .map(|a| json!({
                "consequence": a.consequence, "announced": a.announced.to_string(), "from": a.from.to_string()
            }))
            .collect::<Vec<_>>()
    );
    value
}

fn hours(hours: &PermittedHours) -> Value {
    let time = |at: NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string();
    let stretch = |s: &Stretch| json!({"zone": s.zone, "from": time(s.from), "to": time(s.to)});
    json!({"there": stretch(&hours.debtor), "here": hours.creditor.as_ref().map(stretch)})
}

fn check_json(subject: &Subject, check: &Check) -> Value {
    let line = &subject.line;
    json!({
        "case": line.case(),
        "debtor": line.debtor,
        "watch": check.watch.word(),
        "amount": check.amount.plain(line.currency),
        "currency": line.currency.code(),
        "by": check.by.to_string(),
        "payments_checked": check.books.map(|day| day.to_string()),
    })
}
