//! The cases as CSV; a text that a spreadsheet would take for a formula gets a quote in front, figures never do.

use chrono::NaiveDate;

use super::super::why::guarded;
use super::{Bad, Line, buckets};
use crate::strategy::PromiseStatus;

const HEAD: [&str; 29] = [
    "case",
    "debtor",
    "currency",
    "total_due",
    "not_yet_due",
    "disputed",
    "credit",
    "current",
    "1-30",
    "31-60",
    "61-90",
    "over-90",
    "days_past_due",
    "step",
    "to_do",
    "person",
    "phone",
    "email",
    "promise",
    "promise_amount",
    "promise_by",
    "plan",
    "plan_missing",
    "deadline",
    "until",
    "reason",
    "file",
    "code",
    "message",
];

/// Returns a row for each case, those that cannot be used last, with their file, code and message.
///
/// # Errors
///
/// None in practice: the writer is memory.
pub fn csv(lines: &[Line], bad: &[Bad]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(vec![]);
    writer.write_record(HEAD)?;
    for line in lines {
        writer.write_record(row(line))?;
    }
    for bad in bad {
        let mut row = HEAD.map(|_| String::new());
        row[0] = guarded(bad.case.as_deref().unwrap_or_default());
        let [.., file, code, message] = &mut row;
        (*file, *code, *message) = (guarded(&bad.file), guarded(&bad.code), guarded(&bad.message));
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn row(line: &Line) -> [String; 29] {
    let plan = &line.plan;
    let money = |amount: crate::money::Money| amount.plain(line.currency);
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let text = |text: Option<&String>| guarded(text.map(String::as_str).unwrap_or_default());
    let promised = |of: fn(&PromiseStatus, &Line) -> String| line.promise().map(|p| of(p, line)).unwrap_or_default();
    let [current, to_30, to_60, to_90, over_90] = buckets(&line.ageing).map(|(_, amount)| money(amount));
    let person = line.person.as_ref();
    [
        guarded(&plan.case),
        guarded(&line.debtor),
        line.currency.code().to_owned(),
        money(plan.total_due),
        money(line.not_yet_due),
        money(line.disputed),
        money(line.credit),
        current,
        to_30,
        to_60,
        to_90,
        over_90,
        plan.days_past_due.to_string(),
        plan.step.word().to_owned(),
        guarded(&line.to_do),
        text(person.map(|person| &person.name)),
        text(person.and_then(|person| person.phone.as_ref())),
        text(person.and_then(|person| person.email.as_ref())),
        promised(|promise, _| promise.state.word().to_owned()),
        promised(|promise, line| promise.amount.plain(line.currency)),
        promised(|promise, _| promise.by.to_string()),
        line.agreed.as_ref().map(|agreed| agreed.state.word().to_owned()).unwrap_or_default(),
        line.agreed.as_ref().map(|agreed| money(agreed.missing)).unwrap_or_default(),
        day(plan.deadline),
        day(plan.until),
        guarded(line.reason()),
        String::new(),
        String::new(),
        String::new(),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::sample::line;
    use super::*;

    #[test]
    fn a_telephone_number_and_a_formula_are_text_and_figures_stay_figures() {
        let mut line = line("a", "reminder", 2, None);
        line.credit = "-5.00".parse().unwrap();
        let told = csv(&[line], &[]).unwrap();
        assert!(told.contains("'=cmd(),") && told.contains("'+1 208 555 0119") && told.contains(",-5.00,"), "{told}");
    }

    #[test]
    fn every_row_has_every_column() {
        let bad = Bad { file: "=x.yaml".into(), case: None, code: "c".into(), message: "m".into(), line: None };
        let told = csv(&[line("a", "wait", 2, Some("2026-07-01"))], &[bad]).unwrap();
        let mut reader = csv::Reader::from_reader(told.as_bytes());
        assert!(reader.records().all(|row| row.unwrap().len() == HEAD.len()));
        assert!(told.ends_with(",'=x.yaml,c,m\n"), "{told}");
    }
}
