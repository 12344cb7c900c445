//! The cases as a table for a terminal, the sums below, what cannot be used last.

use std::fmt::Write as _;

use super::super::table::{self, Column};
use super::{Bad, Line, Totals, buckets, totals};
use crate::case::Step;
use crate::money::{Currency, Overflow};
use crate::strategy::{PromiseState, PromiseStatus};

/// Returns the table; its lines fit a terminal of 100 columns.
///
/// # Errors
///
/// [`Overflow`] when a sum no longer fits.
pub fn text(lines: &[Line], bad: &[Bad]) -> Result<String, Overflow> {
    let mut out = String::new();
    if !lines.is_empty() {
        let head = ["case", "due", "late", "step", "what to do", "promise, deadline"].map(str::to_owned).to_vec();
        let rows: Vec<_> = std::iter::once(head).chain(lines.iter().map(row)).collect();
        let columns =
            [Column::Text(14), Column::Right, Column::Right, Column::Left, Column::Text(14), Column::Text(14)];
        out.push_str(&table::lines(&columns, &rows));
        out.push('\n');
        out.push_str(&sums(lines)?);
    }
    if !bad.is_empty() {
        let title = if out.is_empty() { "cannot be used" } else { "\ncannot be used" };
        let _ = writeln!(out, "{title}");
    }
    for bad in bad {
        let line = bad.line.map(|line| format!(":{line}")).unwrap_or_default();
        let _ = writeln!(out, "  {}{line}: {}: {}", bad.file, bad.code, bad.message);
    }
    Ok(out)
}

fn row(line: &Line) -> Vec<String> {
    let late = line.plan.days_past_due;
    vec![
        line.case().to_owned(),
        format!("{} {}", line.plan.total_due.plain(line.currency), line.currency),
        if late > 0 { late.to_string() } else { String::new() },
        line.plan.step.word().to_owned(),
        what(line),
        agreement(line),
    ]
}

/// Returns what to do beside the step's name, in as few words as say it.
fn what(line: &Line) -> String {
    let name = line.person.as_ref().map(|person| person.name.as_str());
    match (line.plan.step.taken(), name) {
        (Some(Step::Demand), Some(name)) => format!("letter to {name}"),
        (Some(Step::FollowThrough), _) => "carry it out".to_owned(),
        (Some(Step::Escalation), None) => "find the person".to_owned(),
        _ => line.to_do.clone(),
    }
}

/// Returns what was agreed or set last: the plan, a promise that runs, a deadline, a promise that was broken.
fn agreement(line: &Line) -> String {
    let promise = |state| line.promise().filter(|promise: &&PromiseStatus| promise.state == state);
    let plan = line.agreed.as_ref().map(|agreed| {
        let next = agreed.next().map(|next| format!(", {}", next.by)).unwrap_or_default();
        format!("plan {}{next}", agreed.state.word())
    });
    plan.or_else(|| promise(PromiseState::Pending).map(|promise| format!("promised by {}", promise.by)))
        .or_else(|| line.deadline().map(|day| format!("deadline {day}")))
        .or_else(|| promise(PromiseState::Broken).map(|promise| format!("broken {}", promise.by)))
        .unwrap_or_default()
}

/// The sums, a currency a column; so many beside each other as fit.
fn sums(lines: &[Line]) -> Result<String, Overflow> {
    let all: Vec<_> = totals(lines)?.into_values().map(|(currency, sum)| column(currency, &sum)).collect();
    let names = ["", "cases", "due", "not yet due", "in dispute", "current", "1-30", "31-60", "61-90", "over 90"];
    let names = names.map(str::to_owned).to_vec();
    let width = |column: &Vec<String>| column.iter().map(String::len).max().unwrap_or(0) + 2;
    let (mut blocks, mut used) = (vec![vec![names.clone()]], width(&names));
    for column in all {
        if used + width(&column) > table::WIDTH {
            blocks.push(vec![names.clone()]);
            used = width(&names);
        }
        used += width(&column);
        blocks.last_mut().expect("there is a block").push(column);
    }
    let drawn = blocks.iter().map(|block| {
        let rows: Vec<_> = (0..names.len()).map(|at| block.iter().map(|column| column[at].clone()).collect()).collect();
        let columns: Vec<_> = (0..block.len()).map(|at| if at == 0 { Column::Left } else { Column::Right }).collect();
        table::lines(&columns, &rows)
    });
    Ok(drawn.collect::<Vec<_>>().join("\n"))
}

fn column(currency: Currency, sum: &Totals) -> Vec<String> {
    let mut cells = vec![currency.code().to_owned(), sum.cases.to_string()];
    let amounts = [sum.total_due, sum.not_yet_due, sum.disputed].into_iter();
    cells.extend(amounts.chain(buckets(&sum.ageing).map(|(_, amount)| amount)).map(|amount| amount.plain(currency)));
    cells
}

#[cfg(test)]
mod tests {
    use super::super::sample::line;
    use super::*;

    #[test]
    fn sums_are_told_by_currency_and_age() {
        let told = text(&[line("a", "reminder", 2, None), line("b", "reminder", 2, None)], &[]).unwrap();
        assert!(told.contains("\ndue          200.00\n") && told.contains("\n1-30         200.00\n"), "{told}");
    }

    #[test]
    fn a_line_fits_a_terminal_however_long_its_names_are() {
        let mut long = line(&"north-".repeat(11), "reminder", 2, None);
        long.to_do = format!("call {}", "Sir Peregrine ".repeat(9));
        let told = text(&[long], &[]).unwrap();
        assert!(told.lines().all(|line| line.chars().count() <= table::WIDTH), "{told}");
        let row = told.lines().nth(1).unwrap();
        assert!(row.contains("…  100.00 USD     2  reminder  call Sir Peregrine"), "{row}");
    }

    #[test]
    fn a_case_that_cannot_be_used_is_told_with_its_file_and_line() {
        let bad = Bad {
            file: "cases/x.yaml".into(),
            case: None,
            code: "unknown-key".into(),
            message: "`foo` is no key".into(),
            line: Some(3),
        };
        assert_eq!(text(&[], &[bad]).unwrap(), "cannot be used\n  cases/x.yaml:3: unknown-key: `foo` is no key\n");
    }
}
