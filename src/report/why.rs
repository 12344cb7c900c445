//! A ledger explained: in words a debtor can redo with a pocket calculator, as JSON and as CSV.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::case::{Case, DayCount, Point};
use crate::ledger::{Basis, Ledger, Limit, Row, RowKind};
use crate::money::Money;

/// Which rows are explained.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Those of the invoice of this number.
    pub invoice: Option<String>,
    /// The one of this number, from 1.
    pub row: Option<usize>,
}

impl Choice {
    fn takes(&self, number: usize, row: &Row) -> bool {
        let invoice = self.invoice.as_ref().is_none_or(|wanted| row.invoice.as_ref() == Some(wanted));
        invoice && self.row.is_none_or(|wanted| wanted == number)
    }
}

/// Returns the ledger in words: every row chosen with what it rests on, then the figures.
pub fn text(case: &Case, ledger: &Ledger, choice: &Choice) -> String {
    let mut out = format!("{} on {}, in {}\n\n", ledger.case, ledger.as_of, ledger.currency);
    let rows = ledger.rows.iter().enumerate().map(|(k, row)| (k + 1, row));
    for (number, row) in rows.filter(|(number, row)| choice.takes(*number, row)) {
        let _ = writeln!(
            out,
            "{number:>3}  {}  {}  {:>14}  {:>14}",
            row.date,
            title(row),
            money(ledger, row.amount),
            money(ledger, row.balance)
        );
        for line in reasons(case, ledger, row) {
            let _ = writeln!(out, "     {line}");
        }
    }
    if choice.row.is_none() && choice.invoice.is_none() {
        out.push('\n');
        out.push_str(&figures(ledger));
    }
    out
}

/// Returns the figures, a line each.
fn figures(ledger: &Ledger) -> String {
    let mut lines = vec![
        ("principal", ledger.principal),
        ("interest", ledger.interest),
        ("costs", ledger.costs),
        ("total due", ledger.total_due),
    ];
    let others = [
        ("not yet due", ledger.not_yet_due),
        ("in dispute", ledger.disputed),
        ("credit", ledger.credit),
        ("each further day", ledger.per_day),
    ];
    lines.extend(others.into_iter().filter(|(_, amount)| !amount.is_zero()));
    let line = |(name, amount): &(&str, Money)| format!("{name:<18}{:>16}", money(ledger, *amount));
    lines.iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

fn money(ledger: &Ledger, amount: Money) -> String {
    amount.plain(ledger.currency)
}

fn title(row: &Row) -> String {
    let invoice = row.invoice.as_deref().map_or_else(|| "credit".to_string(), |number| format!("invoice {number}"));
    let words = match row.kind {
        RowKind::Invoice => invoice,
        kind => format!("{}, {invoice}", kind.word()),
    };
    format!("{words:<34}")
}

/// Returns the sentences that explain a row.
fn reasons(case: &Case, ledger: &Ledger, row: &Row) -> Vec<String> {
    let mut lines = vec![];
    if let Some(basis) = &row.basis {
        lines.extend(clause(case, basis));
        lines.extend(match row.kind {
            RowKind::Interest => interest(ledger, row, basis),
            RowKind::FixedSum => vec![format!("fixed sum under `{}`, once for each invoice", basis.rule)],
            _ => fee(ledger, row, basis),
        });
    }
    if let Some(split) = row.split {
        let parts = [("costs", split.costs), ("interest", split.interest), ("principal", split.principal)];
        let paid = parts.iter().filter(|(_, amount)| !amount.is_zero());
        let words: Vec<String> = paid.map(|(name, amount)| format!("{} of {name}", money(ledger, *amount))).collect();
        lines.push(format!("pays {}", words.join(", ")));
    }
    if row.invoice.is_none() && row.amount < Money::ZERO {
        lines.push("more than was open on the invoices it reaches: it waits as a credit".into());
    }
    lines
}

fn clause(case: &Case, basis: &Basis) -> Option<String> {
    let clause = case.clause(basis.clause.as_deref()?)?;
    let name = clause.number.as_deref().map_or_else(|| format!("clause `{}`", clause.id), |n| format!("clause {n}"));
    Some(format!("{name}: \"{}\"", clause.text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// Base × rate × days ÷ basis, with the numbers in it.
fn interest(ledger: &Ledger, row: &Row, basis: &Basis) -> Vec<String> {
    let (Some(base), Some(rate), Some(days), Some(count)) = (basis.base, basis.rate, basis.days, basis.day_count)
    else {
        return vec![];
    };
    let year = crate::ledger::day_count::basis(count, row.date);
    let sum = format!("{} × {rate} × {days} ÷ {year}", money(ledger, base));
    let exact = short(basis.exact);
    let amount = money(ledger, row.amount);
    let mode = basis.rounding.mode.word();
    let first = match basis.rounding.point {
        Point::Leg => format!("{sum} = {exact}, rounded {mode} to {amount}"),
        Point::Day => {
            let a_day = row.amount.over(Decimal::from(days.max(1))).unwrap_or_default();
            format!(
                "{} × {rate} ÷ {year} a day, rounded {mode} to {}, × {days} = {amount}",
                money(ledger, base),
                money(ledger, a_day)
            )
        }
        Point::Total => format!("{sum} = {exact}; the sum so far is rounded {mode}, which makes this row {amount}"),
    };
    let mut lines = vec![first];
    let joined = [(basis.base_costs, "unpaid charges"), (basis.base_interest, "interest that has joined the base")];
    for (part, words) in joined.iter().filter(|(part, _)| !part.is_zero()) {
        lines.push(format!("the base holds {} of {words}", money(ledger, *part)));
    }
    if let Some(from) = basis.from {
        lines.push(format!("{} ({})", convention(count, from, row), count.word()));
    }
    lines
}

fn convention(count: DayCount, from: chrono::NaiveDate, row: &Row) -> String {
    let days = match count {
        DayCount::Actual365 => "actual days over a year of 365",
        DayCount::ActualActual => "actual days over the days of the calendar year",
        DayCount::Actual360 => "actual days over a year of 360",
        DayCount::Thirty360 => "months of 30 days over a year of 360",
        DayCount::Thirty360European => "months of 30 days, a 31st read as a 30th, over a year of 360",
    };
    format!("from the day after {from} to {} inclusive, {days}", row.date)
}

fn fee(ledger: &Ledger, row: &Row, basis: &Basis) -> Vec<String> {
    let amount = money(ledger, row.amount);
    let mut lines = match (basis.base, basis.rate) {
        (Some(base), Some(rate)) => {
            vec![format!("{rate} of {} = {}, rounded half-up to {amount}", money(ledger, base), computed(base, rate))]
        }
        _ => vec![format!("a fee of {amount}")],
    };
    lines.extend(basis.limit.map(|limit| {
        let words = match limit {
            Limit::Minimum => "raised to the minimum of one charge",
            Limit::Maximum => "cut to the maximum of one charge",
            Limit::Cap => "cut to what the cap on this invoice leaves",
        };
        format!("{words}: {amount}")
    }));
    lines
}

fn computed(base: Money, rate: crate::money::Percent) -> String {
    base.times(rate.fraction()).map_or_else(|_| String::new(), |value| short(value.units()))
}

/// A value with at most six decimals shown, and a mark where there are more.
fn short(value: Decimal) -> String {
    let cut = value.trunc_with_scale(6).normalize();
    if cut == value.normalize() { cut.to_string() } else { format!("{cut}…") }
}

/// Returns the ledger as JSON, schema 1: money as texts with the currency's decimals, days as ISO dates,
/// keys that do not apply to a row absent.
pub fn json(ledger: &Ledger) -> Value {
    let plain = |amount: Money| Value::String(money(ledger, amount));
    let ageing = &ledger.ageing;
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
        "invoices": ledger.invoices.iter().map(|standing| json!({
            "number": standing.number,
            "due": standing.due.to_string(),
            "days_past_due": standing.days_past_due,
            "principal": plain(standing.principal),
            "interest": plain(standing.interest),
            "costs": plain(standing.costs),
        })).collect::<Vec<_>>(),
        "rows": ledger.rows.iter().map(|row| Value::Object(json_row(ledger, row))).collect::<Vec<_>>(),
    })
}

fn json_row(ledger: &Ledger, row: &Row) -> Map<String, Value> {
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

/// Returns the rows chosen as CSV; a text that a spreadsheet would take for a formula gets a quote in front.
///
/// # Errors
///
/// None in practice: the writer is memory.
pub fn csv(ledger: &Ledger, choice: &Choice) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(vec![]);
    writer.write_record([
        "date",
        "invoice",
        "kind",
        "amount",
        "balance",
        "rule",
        "clause",
        "base",
        "rate",
        "days",
        "day_count",
        "exact",
    ])?;
    for (k, row) in ledger.rows.iter().enumerate().filter(|(k, row)| choice.takes(k + 1, row)) {
        let _ = k;
        let cell = json_row(ledger, row);
        let text = |key: &str| match cell.get(key) {
            Some(Value::String(text)) if matches!(key, "invoice" | "clause" | "rule") => guarded(text),
            Some(Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
            None => String::new(),
        };
        let keys = [
            "date",
            "invoice",
            "kind",
            "amount",
            "balance",
            "rule",
            "clause",
            "base",
            "rate",
            "days",
            "day_count",
            "exact",
        ];
        writer.write_record(keys.map(text))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns a text as a spreadsheet shows it, and does not run it.
pub fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn northwind(day: &str) -> (Case, Ledger) {
        let case = Case::from_yaml(include_str!("../../cases/northwind-2026-014.yaml")).unwrap();
        let ledger = Ledger::reckon(&case, day.parse().unwrap()).unwrap();
        (case, ledger)
    }

    #[test]
    fn the_fee_is_explained_with_its_clause_and_its_numbers() {
        let (case, ledger) = northwind("2026-06-12");
        let text = text(&case, &ledger, &Choice::default());
        assert!(text.contains("clause 4.3: \"A 5% late fee will be applied to the balance after 30 days.\""), "{text}");
        assert!(text.contains("5% of 12400.00 = 620, rounded half-up to 620.00"), "{text}");
        assert!(text.contains("total due                 11020.00"), "{text}");
    }

    #[test]
    fn a_single_row_can_be_asked_for() {
        let (case, ledger) = northwind("2026-06-12");
        let choice = Choice { row: Some(2), ..Choice::default() };
        let text = text(&case, &ledger, &choice);
        assert!(text.contains("fee, invoice 1042") && !text.contains("payment"), "{text}");
    }

    #[test]
    fn the_machine_form_leaves_out_what_does_not_apply() {
        let json = json(&northwind("2026-06-12").1);
        assert_eq!(json["total_due"], "11020.00");
        assert_eq!(
            json["rows"][0].as_object().unwrap().keys().collect::<Vec<_>>(),
            ["date", "invoice", "kind", "amount", "balance"]
        );
        assert_eq!(json["rows"][1]["rate"], "5%");
    }

    #[test]
    fn a_text_that_looks_like_a_formula_is_quoted_in_csv() {
        let (_, mut ledger) = northwind("2026-06-12");
        ledger.rows[0].invoice = Some("=HYPERLINK(\"x\")".into());
        let csv = csv(&ledger, &Choice::default()).unwrap();
        assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{csv}");
        assert!(csv.contains(",-2000.00,"), "numbers are not touched: {csv}");
    }
}
