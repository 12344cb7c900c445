//! `plan`: an agreement to pay in instalments.

use chrono::NaiveDate;

use super::fail::Fail;
use super::{Voice, document, job};
use crate::cli;
use crate::compose::{DocumentKind, Options};
use crate::ledger::Ledger;
use crate::ledger::instalments::{Indivisible, Pace, Schedule, Wish};
use crate::money::{Money, Rounding};
use crate::strategy::Refusal;
use crate::strategy::gate::Request;

pub(super) fn run(args: &cli::Plan, voice: Voice) -> Result<(), Fail> {
    let opened = document::open(&args.case, args.day.as_of, voice)?;
    let request = Request::default();
    // what refuses the document says more than a sum that cannot be divided
    job::pass(&opened, DocumentKind::PlanAgreement, &request)?;
    let schedule = divided(&opened.ledger, args)?;
    let options = Options {
        schedule: Some(schedule.clone()),
        interest_runs: args.interest == cli::Interest::Runs,
        blank_head: args.paper.blank_head,
        ..Options::default()
    };
    let order = document::order(DocumentKind::PlanAgreement, request, options, &args.output);
    document::finish(&opened, order, &args.output, voice)?;
    let lines = as_typed(&schedule, &opened.ledger);
    let words = format!("note: once it is signed, add this to the case, and it is followed:\n{lines}");
    document::then(&words, &args.output, voice);
    Ok(())
}

/// Returns what is due in the instalments asked for.
fn divided(ledger: &Ledger, args: &cli::Plan) -> Result<Schedule, Fail> {
    let down = args.down.as_deref().map_or(Ok(Money::ZERO), |typed| down_payment(typed, ledger))?;
    let pace = match args.every {
        cli::Pace::Month => Pace::Month,
        cli::Pace::TwoWeeks => Pace::TwoWeeks,
        cli::Pace::Week => Pace::Week,
    };
    let wish = Wish { down, count: args.instalments, first: args.first, pace };
    Schedule::divide(ledger.total_due, ledger.currency, ledger.as_of, &wish).map_err(|fault| match fault {
        Indivisible::Count => Fail::Usage(format!("`--instalments`: {fault}")),
        _ => Fail::Refused(vec![Refusal { code: fault.code(), text: fault.to_string() }]),
    })
}

fn down_payment(typed: &str, ledger: &Ledger) -> Result<Money, Fail> {
    let usage = |text: String| Fail::Usage(format!("`--down`: {text}"));
    let down = Money::from_typed(typed).map_err(|error| usage(error.to_string()))?;
    if down.round(ledger.currency, Rounding::Down) != down {
        let places = ledger.currency.places();
        return Err(usage(format!("`{typed}` has more decimals than {} has ({places})", ledger.currency)));
    }
    Ok(down)
}

/// Returns the schedule as the key `plan` of a case; what is paid on signing is its first instalment.
fn as_typed(schedule: &Schedule, ledger: &Ledger) -> String {
    let down = schedule.down.is_positive().then_some((ledger.as_of, schedule.down));
    let parts = down.iter().chain(&schedule.instalments);
    let part = |(day, amount): &(NaiveDate, Money)| {
        format!("    - {{date: {day}, amount: {}}}\n", amount.plain(ledger.currency))
    };
    format!("plan:\n  agreed: {}\n  instalments:\n{}", ledger.as_of, parts.map(part).collect::<String>())
}
