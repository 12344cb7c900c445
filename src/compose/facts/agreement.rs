//! What is agreed: a plan of instalments, and a promise said back.

use serde::Serialize;
use serde_with::skip_serializing_none;

use super::Input;
use crate::compose::shared::Shared;
use crate::compose::words::Day;
use crate::compose::{ComposeError, DocumentKind};
use crate::strategy::promise;

/// A balance divided into instalments.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Agreement {
    /// All that is divided.
    pub total: String,
    /// What is paid on signing.
    pub down: Option<String>,
    /// The instalments.
    pub instalments: Vec<Instalment>,
    /// How many there are.
    pub count: usize,
    /// The same in words.
    pub count_words: String,
    /// The amount of each but perhaps the last.
    pub each: String,
    /// The last one, when it is larger than the others by what rounding left.
    pub odd_last: Option<String>,
    /// What dividing leaves over; the last one takes it.
    pub over: Option<String>,
    /// The day of the first.
    pub first: Shared<Day>,
    /// The day of the last.
    pub last: Shared<Day>,
    /// `month`, `2-weeks` or `week`.
    pub pace: &'static str,
    /// Whether the contract or the law charges anything for lateness.
    pub charges: bool,
    /// Whether interest runs on while the plan is kept.
    pub interest_runs: bool,
}

/// One instalment.
#[derive(Debug, Clone, Serialize)]
pub struct Instalment {
    /// Its number, from 1.
    pub number: usize,
    /// The day by which it is to be paid.
    pub day: Shared<Day>,
    /// How much.
    pub amount: String,
}

/// A promise as it is said back.
#[derive(Debug, Clone, Serialize)]
pub struct Confirmed {
    /// How much.
    pub amount: String,
    /// The last day to keep it.
    pub by: Shared<Day>,
    /// The day it was made.
    pub made: Shared<Day>,
    /// By what means, as in `call`.
    pub channel: &'static str,
    /// The numbers of the invoices talked about.
    pub discussed: String,
    /// How many those are.
    pub invoices: usize,
    /// Whether it covers all that is due.
    pub in_full: bool,
}

pub(super) fn agreement(input: &Input) -> Result<Option<Agreement>, ComposeError> {
    if input.kind != DocumentKind::PlanAgreement {
        return Ok(None);
    }
    let missing = || ComposeError::missing(input.kind, "--instalments");
    let schedule = input.options.schedule.as_ref().ok_or_else(missing)?;
    let (first, last) = schedule.instalments.first().zip(schedule.instalments.last()).ok_or_else(missing)?;
    let instalment = |(at, (day, amount)): (usize, &(chrono::NaiveDate, crate::money::Money))| Instalment {
        number: at + 1,
        day: input.day(*day),
        amount: input.money(*amount),
    };
    Ok(Some(Agreement {
        total: input.money(schedule.total),
        down: input.some_money(schedule.down),
        count: schedule.instalments.len(),
        count_words: input.words.number(i64::try_from(schedule.instalments.len()).unwrap_or(i64::MAX)),
        each: input.money(schedule.each()),
        odd_last: schedule.odd_last().map(|amount| input.money(amount)),
        over: schedule.odd_last().map(|last| last.minus(schedule.each())).transpose()?.map(|over| input.money(over)),
        first: input.day(first.0),
        last: input.day(last.0),
        pace: schedule.pace.word(),
        charges: !input.case.terms.charges.is_empty(),
        interest_runs: input.options.interest_runs,
        instalments: schedule.instalments.iter().enumerate().map(instalment).collect(),
    }))
}

/// The latest promise made in a contact up to the day.
pub(super) fn confirmed(input: &Input) -> Result<Option<Confirmed>, ComposeError> {
    if input.kind != DocumentKind::Confirmation {
        return Ok(None);
    }
    let latest = promise::latest_made(input.case, input.as_of());
    let (entry, promise) = latest.ok_or_else(|| ComposeError::missing(input.kind, "history[].promise"))?;
    Ok(Some(Confirmed {
        amount: input.money(promise.amount),
        by: input.day(promise.by),
        made: input.day(entry.date),
        channel: entry.channel.word(),
        discussed: input.words.list(&entry.discussed),
        invoices: entry.discussed.len(),
        in_full: promise.amount == input.ledger.total_due,
    }))
}
