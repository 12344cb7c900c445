//! All cases at a glance: what is open, how late, whom to turn to, what to do; the most urgent first.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::why::guarded;
use crate::case::Case;
use crate::ledger::{Ageing, Ledger};
use crate::money::{Currency, Money, Overflow};
use crate::strategy::{Plan, PlanStep, PromiseState};

/// One case on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub case: String,
    pub debtor: String,
    pub currency: Currency,
    pub total_due: Money,
    pub not_yet_due: Money,
    pub disputed: Money,
    pub ageing: Ageing,
    pub days_past_due: i64,
    /// The word of the step.
    pub step: &'static str,
    /// Whether there is something to do today.
    pub today: bool,
    /// The person to turn to.
    pub person: Option<String>,
    pub phone: Option<String>,
    pub channel: Option<&'static str>,
    /// The latest promise that still matters: its state, amount and day.
    pub promise: Option<(&'static str, Money, NaiveDate)>,
    pub deadline: Option<NaiveDate>,
    /// The first day on which the answer changes by itself.
    pub until: Option<NaiveDate>,
    /// Why, in a sentence.
    pub reason: String,
}

impl Line {
    /// Returns the line of a case on the day of its plan.
    pub fn of(case: &Case, ledger: &Ledger, plan: &Plan) -> Line {
        let contact = plan.contact.as_deref().and_then(|id| case.contact(id));
        let promise = plan.promise.as_ref().filter(|promise| promise.state != PromiseState::Kept);
        let refusal = plan.refusals.first().map(|refusal| refusal.text.clone());
        let reason = plan.reasons.first().map(|reason| reason.text.clone());
        Line {
            case: case.id.clone(),
            debtor: case.debtor.name.clone(),
            currency: case.currency,
            total_due: ledger.total_due,
            not_yet_due: ledger.not_yet_due,
            disputed: ledger.disputed,
            ageing: ledger.ageing,
            days_past_due: plan.days_past_due,
            step: plan.step.word(),
            today: matches!(plan.step, PlanStep::Take(_)),
            person: contact.map(|contact| contact.name.clone()),
            phone: contact.and_then(|contact| contact.phone.clone()),
            channel: plan.channel.map(crate::case::Channel::word),
            promise: promise.map(|promise| (promise.state.word(), promise.amount, promise.by)),
            deadline: plan.deadline,
            until: plan.until,
            reason: if matches!(plan.step, PlanStep::Take(_)) { reason.or(refusal) } else { refusal.or(reason) }
                .unwrap_or_default(),
        }
    }

    /// What is due first stands first: steps for today by days late, then what waits by its day, then the rest.
    fn urgency(&self) -> (u8, NaiveDate, i64, &str) {
        let rank = match (self.today, self.step) {
            (true, _) => 0,
            (false, "wait") => 1,
            (false, "hold") => 2,
            _ => 3,
        };
        let day = if self.today { NaiveDate::MIN } else { self.until.unwrap_or(NaiveDate::MAX) };
        (rank, day, -self.days_past_due, &self.case)
    }
}

/// Sorts lines by what is due first.
pub fn sort(lines: &mut [Line]) {
    lines.sort_by(|a, b| a.urgency().cmp(&b.urgency()));
}

/// The sums of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    pub total_due: Money,
    pub not_yet_due: Money,
    pub disputed: Money,
    pub ageing: Ageing,
}

/// Returns the sums by currency code.
///
/// # Errors
///
/// [`Overflow`] when a sum no longer fits.
pub fn totals(lines: &[Line]) -> Result<BTreeMap<&'static str, (Currency, Totals)>, Overflow> {
    let mut all: BTreeMap<&'static str, (Currency, Totals)> = BTreeMap::new();
    for line in lines {
        let (_, sum) = all.entry(line.currency.code()).or_insert((line.currency, Totals::default()));
        sum.total_due = sum.total_due.plus(line.total_due)?;
        sum.not_yet_due = sum.not_yet_due.plus(line.not_yet_due)?;
        sum.disputed = sum.disputed.plus(line.disputed)?;
        for (sum, part) in buckets_mut(&mut sum.ageing).into_iter().zip(buckets(&line.ageing)) {
            *sum = sum.plus(part.1)?;
        }
    }
    Ok(all)
}

/// Returns the buckets with their names.
pub fn buckets(ageing: &Ageing) -> [(&'static str, Money); 5] {
    [
        ("current", ageing.current),
        ("1-30", ageing.to_30),
        ("31-60", ageing.to_60),
        ("61-90", ageing.to_90),
        ("over-90", ageing.over_90),
    ]
}

fn buckets_mut(ageing: &mut Ageing) -> [&mut Money; 5] {
    [&mut ageing.current, &mut ageing.to_30, &mut ageing.to_60, &mut ageing.to_90, &mut ageing.over_90]
}

/// Returns the lines as a table for a terminal, with the sums below.
///
/// # Errors
///
/// [`Overflow`] when a sum no longer fits.
pub fn text(lines: &[Line]) -> Result<String, Overflow> {
    let head = ["case", "due", "", "late", "step", "person", "promise / until"].map(str::to_string);
    let rows = lines.iter().map(row);
    let table: Vec<[String; 7]> = std::iter::once(head).chain(rows).collect();
    let width = |column: usize| table.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..7).map(width).collect();
    let mut out = String::new();
    for row in &table {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            let space = " ".repeat(width - cell.width());
            if matches!(column, 1 | 3) { format!("{space}{cell}") } else { format!("{cell}{space}") }
        });
        let _ = writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    out.push('\n');
    for (code, (currency, sum)) in totals(lines)? {
        let aged = buckets(&sum.ageing).map(|(name, amount)| format!("{name} {}", amount.plain(currency)));
        let _ = writeln!(out, "{code}  due {}  ({})", sum.total_due.plain(currency), aged.join(", "));
    }
    Ok(out)
}

fn row(line: &Line) -> [String; 7] {
    let promise = line.promise.map(|(state, amount, by)| format!("{state}: {} by {by}", amount.plain(line.currency)));
    let until = line.until.map(|day| format!("until {day}"));
    let deadline = line.deadline.map(|day| format!("deadline {day}"));
    [
        line.case.clone(),
        line.total_due.plain(line.currency),
        line.currency.code().to_string(),
        line.days_past_due.to_string(),
        line.step.to_string(),
        line.person.clone().unwrap_or_default(),
        promise.or(deadline).or(until).unwrap_or_default(),
    ]
}

/// Returns a line as JSON; keys that do not apply are null.
pub fn json_line(line: &Line) -> Value {
    let plain = |amount: Money| amount.plain(line.currency);
    json!({
        "case": line.case,
        "debtor": line.debtor,
        "currency": line.currency.code(),
        "total_due": plain(line.total_due),
        "not_yet_due": plain(line.not_yet_due),
        "disputed": plain(line.disputed),
        "days_past_due": line.days_past_due,
        "step": line.step,
        "person": line.person,
        "phone": line.phone,
        "channel": line.channel,
        "promise": line.promise.map(|(state, amount, by)| json!({
            "state": state, "amount": plain(amount), "by": by.to_string()
        })),
        "deadline": line.deadline.map(|day| day.to_string()),
        "until": line.until.map(|day| day.to_string()),
        "reason": line.reason,
    })
}

/// Returns the lines as one JSON document, with the sums by currency.
///
/// # Errors
///
/// [`Overflow`] when a sum no longer fits.
pub fn json(lines: &[Line], as_of: NaiveDate) -> Result<Value, Overflow> {
    let sums = totals(lines)?.into_iter().map(|(code, (currency, sum))| {
        let aged: BTreeMap<_, _> =
            buckets(&sum.ageing).into_iter().map(|(name, amount)| (name, amount.plain(currency))).collect();
        let value = json!({
            "total_due": sum.total_due.plain(currency),
            "not_yet_due": sum.not_yet_due.plain(currency),
            "disputed": sum.disputed.plain(currency),
            "aging": aged,
        });
        (code.to_string(), value)
    });
    Ok(json!({
        "schema": 1,
        "as_of": as_of.to_string(),
        "cases": lines.iter().map(json_line).collect::<Vec<_>>(),
        "totals": Value::Object(sums.collect()),
    }))
}

/// Returns the lines as CSV; a text that a spreadsheet would take for a formula gets a quote in front.
///
/// # Errors
///
/// None in practice: the writer is memory.
pub fn csv(lines: &[Line]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(vec![]);
    writer.write_record([
        "case",
        "debtor",
        "currency",
        "total_due",
        "not_yet_due",
        "disputed",
        "days_past_due",
        "step",
        "person",
        "phone",
        "promise",
        "promise_by",
        "deadline",
        "until",
        "reason",
    ])?;
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    for line in lines {
        let text = |text: &Option<String>| guarded(text.as_deref().unwrap_or_default());
        writer.write_record([
            guarded(&line.case),
            guarded(&line.debtor),
            line.currency.code().to_string(),
            line.total_due.plain(line.currency),
            line.not_yet_due.plain(line.currency),
            line.disputed.plain(line.currency),
            line.days_past_due.to_string(),
            line.step.to_string(),
            text(&line.person),
            text(&line.phone),
            line.promise.map_or_else(String::new, |(state, ..)| state.to_string()),
            day(line.promise.map(|(_, _, by)| by)),
            day(line.deadline),
            day(line.until),
            guarded(&line.reason),
        ])?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(case: &str, step: &'static str, days: i64, until: Option<&str>) -> Line {
        let currency = Currency::from_code("USD").unwrap();
        let due: Money = "100.00".parse().unwrap();
        Line {
            case: case.into(),
            debtor: "=cmd()".into(),
            currency,
            total_due: due,
            not_yet_due: Money::ZERO,
            disputed: Money::ZERO,
            ageing: Ageing { to_30: due, ..Ageing::default() },
            days_past_due: days,
            step,
            today: !matches!(step, "wait" | "hold" | "settled"),
            person: None,
            phone: Some("+1 208 555 0119".into()),
            channel: None,
            promise: None,
            deadline: None,
            until: until.map(|day| day.parse().unwrap()),
            reason: String::new(),
        }
    }

    #[test]
    fn what_is_to_do_today_stands_first_and_the_latest_of_it_on_top() {
        let mut lines = vec![
            line("d", "settled", 0, None),
            line("c", "wait", 90, Some("2026-07-02")),
            line("b", "wait", 10, Some("2026-07-01")),
            line("a", "reminder", 2, None),
            line("e", "demand", 60, None),
        ];
        sort(&mut lines);
        assert_eq!(lines.iter().map(|line| line.case.as_str()).collect::<Vec<_>>(), ["e", "a", "b", "c", "d"]);
    }

    #[test]
    fn sums_are_told_by_currency_and_age() {
        let text = text(&[line("a", "reminder", 2, None), line("b", "reminder", 2, None)]).unwrap();
        assert!(text.contains("USD  due 200.00  (current 0.00, 1-30 200.00, 31-60 0.00"), "{text}");
    }

    #[test]
    fn a_telephone_number_and_a_formula_are_text_in_csv() {
        let csv = csv(&[line("a", "reminder", 2, None)]).unwrap();
        assert!(csv.contains("'=cmd(),") && csv.contains("'+1 208 555 0119"), "{csv}");
    }
}
