//! The next step, for a terminal and as JSON (design 6).

use std::fmt::Write;

use serde_json::{Value, json};

use crate::case::{Case, Channel, Contact, Step};
use crate::money::Money;
use crate::strategy::{Plan, PlanStep, PromiseState, PromiseStatus, Refusal};

/// The version of the JSON form.
const SCHEMA: u32 = 1;

/// Returns the plan in words: what to do and with whom first, then the facts, then what is not done and why.
///
/// Days are in ISO form, amounts with the currency's decimals; the text ends with a line break.
pub fn text(case: &Case, plan: &Plan) -> String {
    let mut out = line(case, plan);
    for (name, value) in facts(case, plan) {
        let _ = writeln!(out, "  {name:<15} {value}");
    }
    list(&mut out, "because", plan.reasons.iter().map(|reason| reason.text.clone()));
    list(&mut out, "not today", plan.refusals.iter().map(refused));
    out
}

/// Returns the plan in one line: the case, the day, what to do and with whom.
pub fn line(case: &Case, plan: &Plan) -> String {
    format!("{} on {}: {}\n", plan.case, plan.as_of, headline(case, plan))
}

/// Returns the plan as JSON: amounts as text with the currency's decimals, days in ISO form.
///
/// `until` stands there at `wait` and `hold` only, `paid` only in a broken promise of which a part came. `follow_through`
/// lists the ids of what was announced and is neither done nor withdrawn.
pub fn json(case: &Case, plan: &Plan) -> Value {
    let mut answer = json!({
        "schema": SCHEMA,
        "case": plan.case,
        "as_of": plan.as_of.to_string(),
        "step": plan.step.word(),
        "contact": plan.contact,
        "channel": plan.channel.map(Channel::word),
        "days_past_due": plan.days_past_due,
        "total_due": plan.total_due.plain(case.currency),
        "reasons": plan.reasons.iter().map(|reason| &reason.text).collect::<Vec<_>>(),
        "refusals": plan.refusals.iter().map(|r| json!({"code": r.code, "text": r.text})).collect::<Vec<_>>(),
        "promise": plan.promise.as_ref().map(|promise| promise_json(case, promise)),
        "deadline": plan.deadline.map(|day| day.to_string()),
        "follow_through": plan.follow_through.iter().map(|announced| &announced.consequence).collect::<Vec<_>>(),
    });
    if matches!(plan.step, PlanStep::Wait | PlanStep::Hold) {
        answer["until"] = json!(plan.until.map(|day| day.to_string()));
    }
    answer
}

fn promise_json(case: &Case, promise: &PromiseStatus) -> Value {
    let mut shown = json!({
        "state": promise.state.word(),
        "amount": promise.amount.plain(case.currency),
        "by": promise.by.to_string(),
    });
    if is_paid_in_part(promise) {
        shown["paid"] = json!(promise.paid.plain(case.currency));
    }
    shown
}

fn is_paid_in_part(promise: &PromiseStatus) -> bool {
    promise.state == PromiseState::Broken && promise.paid.is_positive()
}

/// Returns what to do, in one line.
fn headline(case: &Case, plan: &Plan) -> String {
    let contact = plan.contact.as_deref().and_then(|id| case.contact(id));
    match plan.step {
        PlanStep::Take(step) => format!("{} - {}", step.word(), action(step, plan, contact)),
        PlanStep::Wait => format!("wait{}", plan.until.map(|day| format!(", until {day}")).unwrap_or_default()),
        PlanStep::Hold => format!("hold{}", plan.until.map(|day| format!(", until {day}")).unwrap_or_default()),
        PlanStep::Settled => "settled".to_owned(),
    }
}

pub(super) fn action(step: Step, plan: &Plan, contact: Option<&Contact>) -> String {
    let verb = match step {
        Step::Demand => "send the demand to",
        Step::FollowThrough => "carry out what was announced to",
        _ if plan.channel == Some(Channel::Email) => "write to",
        _ => "call",
    };
    match contact {
        Some(contact) => format!("{verb} {}", contact.name),
        None if step == Step::Escalation => "find the right person (company website, reception)".to_owned(),
        None => format!("{verb} the debtor"),
    }
}

/// Returns the figures and days, each with its name; what the case does not hold has no line.
fn facts(case: &Case, plan: &Plan) -> Vec<(&'static str, String)> {
    let person = plan.contact.as_deref().and_then(|id| case.contact(id)).map(described);
    let amount = |money: Money| format!("{} {}", money.plain(case.currency), case.currency);
    let late = (plan.days_past_due > 0).then(|| plan.days_past_due.to_string());
    let announced =
        plan.follow_through.iter().map(|a| format!("{} (from {})", a.consequence, a.from)).collect::<Vec<_>>();
    let facts = [
        ("contact", person),
        ("total due", plan.total_due.is_positive().then(|| amount(plan.total_due))),
        ("days past due", late),
        ("promise", plan.promise.as_ref().map(|promise| promised(promise, amount))),
        ("deadline", plan.deadline.map(|day| day.to_string())),
        ("announced", (!announced.is_empty()).then(|| announced.join(", "))),
    ];
    facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Returns the person's name, id, role and the way to reach them.
fn described(contact: &Contact) -> String {
    let mut parts = vec![format!("{} ({})", contact.name, contact.id)];
    parts.extend(contact.role.clone());
    parts.extend(contact.phone.clone().or(contact.email.clone()));
    parts.join(", ")
}

fn promised(promise: &PromiseStatus, amount: impl Fn(Money) -> String) -> String {
    let shown = format!("{} by {}, {}", amount(promise.amount), promise.by, promise.state.word());
    if is_paid_in_part(promise) { format!("{shown}; {} came", amount(promise.paid)) } else { shown }
}

fn refused(refusal: &Refusal) -> String {
    format!("refused[{}]: {}", refusal.code, refusal.text)
}

fn list(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    for (at, line) in lines.enumerate() {
        if at == 0 {
            let _ = writeln!(out, "{title}");
        }
        let _ = writeln!(out, "  - {line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Ledger;

    fn northwind(day: &str) -> (Case, Plan) {
        let case = Case::from_yaml(include_str!("../../cases/northwind-2026-014.yaml")).unwrap();
        let day = day.parse().unwrap();
        let plan = Plan::make(&case, &Ledger::reckon(&case, day).unwrap(), day);
        (case, plan)
    }

    fn told(day: &str) -> String {
        let (case, plan) = northwind(day);
        text(&case, &plan)
    }

    #[test]
    fn a_step_is_told_with_the_person_the_figures_and_the_reasons() {
        let expected = "\
northwind-2026-014 on 2026-06-14: escalation - call Devon Price
  contact         Devon Price (devon), Marketing director, +1 208 555 0120
  total due       11020.00 USD
  days past due   44
  promise         12400.00 USD by 2026-06-05, broken; 2000.00 USD came
because
  - `1042` fell due on 2026-05-01, 44 days ago; 11020.00 USD is due
  - of 12400.00 USD promised by 2026-06-05, 2000.00 USD is in the books
  - the last contact was on 2026-06-09 with `marsha`: email, no-reply
  - 5 days after the last contact, 2026-06-09
  - `devon` (Devon Price) is the nearest on the chain above the first contact
";
        assert_eq!(told("2026-06-14"), expected);
    }

    #[test]
    fn a_wait_is_told_with_its_end_and_its_name() {
        let told = told("2026-06-12");
        assert!(told.starts_with("northwind-2026-014 on 2026-06-12: wait, until 2026-06-14\n"), "{told}");
        assert!(told.ends_with("not today\n  - refused[too-soon]: the next step, `escalation`, may be taken from 2026-06-14: 5 days after the last contact, 2026-06-09\n"), "{told}");
    }

    #[test]
    fn the_json_has_every_key_of_the_design_in_its_order() {
        let (case, plan) = northwind("2026-06-14");
        let value = json(&case, &plan);
        let keys: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let design = "schema case as_of step contact channel days_past_due total_due reasons refusals promise deadline follow_through";
        assert_eq!(keys.join(" "), design);
        assert_eq!(value["contact"], "devon");
        assert_eq!(value["channel"], "call");
        assert_eq!(value["days_past_due"], 44);
        assert_eq!(value["total_due"], "11020.00");
        assert_eq!(
            value["promise"],
            json!({"state": "broken", "amount": "12400.00", "by": "2026-06-05", "paid": "2000.00"})
        );
        assert!(value["reasons"].as_array().unwrap().iter().all(Value::is_string));
        assert_eq!((&value["deadline"], &value["follow_through"]), (&Value::Null, &json!([])));
    }

    #[test]
    fn the_json_of_a_wait_says_until_when_and_names_nobody() {
        let (case, plan) = northwind("2026-05-30");
        let value = json(&case, &plan);
        assert_eq!((&value["step"], &value["until"]), (&json!("wait"), &json!("2026-06-06")));
        assert_eq!((&value["contact"], &value["channel"]), (&Value::Null, &Value::Null));
        assert_eq!(value["promise"], json!({"state": "pending", "amount": "12400.00", "by": "2026-06-05"}));
        assert_eq!(value["refusals"][0]["code"], "promise-pending");
    }
}
