//! The cases as JSON: amounts as text with the currency's decimals, days in ISO form, null for what does not apply.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::{Bad, Line, Person, buckets, totals};
use crate::case::Channel;
use crate::ledger::Ageing;
use crate::money::{Currency, Money, Overflow};
use crate::strategy::agreed::Agreed;
use crate::strategy::{PromiseState, PromiseStatus, Refusal};

/// Returns the lines as one JSON document, with the sums by currency and the cases that cannot be used.
///
/// # Errors
///
/// [`Overflow`] when a sum no longer fits.
pub fn json(lines: &[Line], bad: &[Bad], as_of: NaiveDate) -> Result<Value, Overflow> {
    let sums = totals(lines)?.into_iter().map(|(code, (currency, sum))| {
        let value = json!({
            "cases": sum.cases,
            "total_due": sum.total_due.plain(currency),
            "not_yet_due": sum.not_yet_due.plain(currency),
            "disputed": sum.disputed.plain(currency),
            "aging": aged(&sum.ageing, currency),
        });
        (code.to_string(), value)
    });
    Ok(json!({
        "schema": 1,
        "as_of": as_of.to_string(),
        "cases": lines.iter().map(line).collect::<Vec<_>>(),
        "totals": Value::Object(sums.collect()),
        "bad": bad.iter().map(bad_case).collect::<Vec<_>>(),
    }))
}

/// Returns a line as JSON.
pub fn line(line: &Line) -> Value {
    let plan = &line.plan;
    let plain = |amount: Money| amount.plain(line.currency);
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let person = |of: fn(&Person) -> Option<&String>| line.person.as_ref().and_then(of);
    json!({
        "case": plan.case,
        "debtor": line.debtor,
        "currency": line.currency.code(),
        "total_due": plain(plan.total_due),
        "not_yet_due": plain(line.not_yet_due),
        "disputed": plain(line.disputed),
        "credit": plain(line.credit),
        "aging": aged(&line.ageing, line.currency),
        "days_past_due": plan.days_past_due,
        "step": plan.step.word(),
        "to_do": line.to_do,
        "contact": plan.contact,
        "person": person(|person| Some(&person.name)),
        "phone": person(|person| person.phone.as_ref()),
        "email": person(|person| person.email.as_ref()),
        "channel": plan.channel.map(Channel::word),
        "promise": line.promise().map(|promised| promise(promised, line.currency)),
        "plan": line.agreed.as_ref().map(|agreed| agreement(agreed, line.currency)),
        "deadline": day(plan.deadline),
        "until": day(plan.until),
        "follow_through": plan.follow_through.iter().map(|announced| &announced.consequence).collect::<Vec<_>>(),
        "reason": line.reason(),
        "reasons": plan.reasons.iter().map(|reason| reason.code).collect::<Vec<_>>(),
        "refusals": refusals(&plan.refusals),
    })
}

pub(in super::super) fn refusals(refusals: &[Refusal]) -> Vec<Value> {
    refusals.iter().map(|refusal| json!({"code": refusal.code, "text": refusal.text})).collect()
}

fn aged(ageing: &Ageing, currency: Currency) -> Value {
    let buckets = buckets(ageing).into_iter().map(|(name, amount)| (name.to_owned(), json!(amount.plain(currency))));
    Value::Object(buckets.collect::<Map<_, _>>())
}

pub(in super::super) fn promise(promise: &PromiseStatus, currency: Currency) -> Value {
    json!({
        "state": promise.state.word(),
        "amount": promise.amount.plain(currency),
        "by": promise.by.to_string(),
        "paid": promise.paid.plain(currency),
    })
}

fn agreement(agreed: &Agreed, currency: Currency) -> Value {
    json!({
        "state": agreed.state.word(),
        "agreed": agreed.agreed.to_string(),
        "kept": agreed.count(PromiseState::Kept),
        "late": agreed.count(PromiseState::Late),
        "broken": agreed.count(PromiseState::Broken),
        "pending": agreed.count(PromiseState::Pending),
        "missing": agreed.missing.plain(currency),
        "next": agreed.next().map(|next| promise(next, currency)),
    })
}

pub(in super::super) fn bad_case(bad: &Bad) -> Value {
    json!({"file": bad.file, "case": bad.case, "code": bad.code, "message": bad.message, "line": bad.line})
}
