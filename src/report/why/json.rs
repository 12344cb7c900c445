//! The ledger as JSON, schema 1 (design 5.7).

use serde_json::{Map, Value, json};

use super::{Choice, money};
use crate::ledger::{Ledger, Row, RowKind};
use crate::money::Money;

/// Returns the whole ledger: money as texts with the currency's decimals, days as ISO dates, keys that do not apply
/// to a row absent.
pub fn json(ledger: &Ledger) -> Value {
    json_of(ledger, &Choice::default())
}

/// Returns the ledger with the invoices and rows chosen; all other figures are those of the whole ledger.
pub fn json_of(ledger: &Ledger, choice: &Choice) -> Value {
    let plain = |amount: Money| Value::String(money(ledger, amount));
    let ageing = &ledger.ageing;
    let wanted = |number: &str| choice.invoice.as_deref().is_none_or(|own| own == number);
    let invoices = ledger.invoices.iter().filter(|standing| wanted(&standing.number));
    json!({
        "schema": 1,
        "case": ledger.case,
        "as_of": ledger.as_of.to_string(),
        "currency": ledger.currency.code(),
        "total_due": plain(ledger.total_due),
        "principal": plain(ledger.principal),
        "interest": plain(ledger.interest),
        "costs": plain(ledger.costs),
        "credit": plain(ledger.credit),
        "disputed": plain(ledger.disputed),
        "not_yet_due": plain(ledger.not_yet_due),
        "per_day": plain(ledger.per_day),
        "aging": {
            "current": plain(ageing.current),
            "1-30": plain(ageing.to_30),
            "31-60": plain(ageing.to_60),
            "61-90": plain(ageing.to_90),
            "over-90": plain(ageing.over_90),
        },
        "invoices": invoices.map(|standing| json!({
            "number": standing.number,
            "due": standing.due.to_string(),
            "days_past_due": standing.days_past_due,
            "principal": plain(standing.principal),
            "interest": plain(standing.interest),
            "costs": plain(standing.costs),
        })).collect::<Vec<_>>(),
        "rows": choice.of(ledger).map(|(_, row)| Value::Object(json_row(ledger, row))).collect::<Vec<_>>(),
    })
}

/// Returns a row as an object; its keys are those of [`KEYS`] that apply.
pub(super) fn json_row(ledger: &Ledger, row: &Row) -> Map<String, Value> {
    let mut object = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            object.insert(key.to_string(), value);
        }
    };
    put("date", Some(row.date.to_string().into()));
    put("invoice", row.invoice.clone().map(Value::from));
    put("kind", Some(row.kind.word().into()));
    put("amount", Some(money(ledger, row.amount).into()));
    put("balance", Some(money(ledger, row.balance).into()));
    if let Some(basis) = &row.basis {
        put("rule", Some(basis.rule.into()));
        put("clause", basis.clause.clone().map(Value::from));
        // a fixed sum is not reckoned on its base, only chosen by it
        let base = basis.base.filter(|_| row.kind != RowKind::FixedSum);
        put("base", base.map(|base| money(ledger, base).into()));
        put("rate", basis.rate.map(|rate| rate.to_string().into()));
        put("days", basis.days.map(Value::from));
        put("day_count", basis.day_count.map(|count| count.word().into()));
        if row.kind != RowKind::FixedSum {
            put("exact", Some(basis.exact.normalize().to_string().into()));
        }
    }
    object
}

/// The keys of a row, in order.
pub(super) const KEYS: [&str; 12] =
    ["date", "invoice", "kind", "amount", "balance", "rule", "clause", "base", "rate", "days", "day_count", "exact"];

#[cfg(test)]
mod tests {
    use super::super::tests::northwind;
    use super::*;

    #[test]
    fn the_machine_form_leaves_out_what_does_not_apply() {
        let json = json(&northwind("2026-06-12").1);
        assert_eq!(json["total_due"], "11020.00");
        let keys = |row: usize| json["rows"][row].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(0), KEYS[..5]);
        assert_eq!(
            keys(1),
            ["date", "invoice", "kind", "amount", "balance", "rule", "clause", "base", "rate", "exact"]
        );
        assert_eq!(json["rows"][1]["rate"], "5%");
    }

    #[test]
    fn a_row_chosen_stands_alone_among_the_figures_of_the_whole() {
        let (_, ledger) = northwind("2026-06-12");
        let one = json_of(&ledger, &Choice { row: Some(2), ..Choice::default() });
        assert_eq!(one["rows"].as_array().unwrap().len(), 1);
        assert_eq!((&one["rows"][0]["kind"], &one["total_due"]), (&"fee".into(), &"11020.00".into()));
    }
}
