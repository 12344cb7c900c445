//! What follows when the deadline passes: only what is ready, and only where the step calls for it.

use chrono::NaiveDate;
use serde::Serialize;
use serde_with::skip_serializing_none;

use super::Input;
use crate::calendar::plus_days;
use crate::case::{self, Step};
use crate::compose::DocumentKind;
use crate::compose::shared::Shared;
use crate::compose::words::Day;
use crate::strategy::{consequence, stage};

/// A consequence that is ready.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Consequence {
    /// Its kind, as in `collection-agency`.
    pub kind: &'static str,
    /// Who carries it out: the agency, the court, the lawyer.
    pub name: Option<String>,
    /// The words of one of kind `other`.
    pub text: Option<String>,
    /// Whether the agency, which then is named, reports to credit bureaus.
    pub bureaus: bool,
    /// The day it follows: the one after the deadline.
    pub day: Shared<Day>,
    /// What was done to be ready; only on a call sheet.
    pub prepared: Option<String>,
}

/// A consequence that was announced and is not yet done or withdrawn.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Announced {
    /// Its kind.
    pub kind: &'static str,
    /// Who carries it out.
    pub name: Option<String>,
    /// The words of one of kind `other`.
    pub text: Option<String>,
    /// Whether the agency, which then is named, reports to credit bureaus.
    pub bureaus: bool,
    /// The day it was announced.
    pub announced: Shared<Day>,
    /// The day from which it was to follow.
    pub from: Shared<Day>,
    /// Whether that day has come.
    pub has_come: bool,
}

/// Whether the document is one that names a deadline.
fn is_final(input: &Input) -> bool {
    match input.kind {
        DocumentKind::Demand => true,
        DocumentKind::Call => input.step >= Step::FinalCall,
        DocumentKind::Statement | DocumentKind::PlanAgreement | DocumentKind::Confirmation => false,
    }
}

/// The last day to pay. A call after a demand keeps that of the demand.
pub(super) fn deadline(input: &Input) -> Option<NaiveDate> {
    let set = input.plan.deadline.filter(|_| input.is_call());
    is_final(input).then(|| set.unwrap_or_else(|| consequence::deadline(input.case, ready(input), input.as_of())))
}

/// The day of the demand that was sent last.
pub(super) fn demanded(input: &Input) -> Option<NaiveDate> {
    let sent = stage::known(input.case, input.as_of());
    sent.iter().rev().find(|entry| entry.document.as_deref() == Some("demand")).map(|entry| entry.date)
}

/// What the document announces: nothing where it names no deadline, or where the user asked for none.
fn ready<'a>(input: &Input<'a>) -> Option<&'a case::Consequence> {
    let announces = is_final(input) && !input.options.without_consequence;
    consequence::announced_now(input.case, input.as_of()).filter(|_| announces)
}

pub(super) fn consequence(input: &Input) -> Option<Consequence> {
    let ready = ready(input)?;
    let day = plus_days(deadline(input)?, 1).max(input.as_of());
    Some(Consequence {
        kind: ready.kind.word(),
        name: ready.name.clone(),
        text: ready.text.clone(),
        bureaus: consequence::may_report(ready),
        day: input.day(day),
        prepared: ready.prepared.clone().filter(|_| input.is_call()),
    })
}

pub(super) fn announced(input: &Input) -> Vec<Announced> {
    let one = |announced: &crate::strategy::Announced| {
        let known = input.case.consequences.iter().find(|c| c.id() == announced.consequence)?;
        Some(Announced {
            kind: known.kind.word(),
            name: known.name.clone(),
            text: known.text.clone(),
            bureaus: consequence::may_report(known),
            announced: input.day(announced.announced),
            from: input.day(announced.from),
            has_come: announced.from <= input.as_of(),
        })
    };
    if is_final(input) { input.plan.follow_through.iter().filter_map(one).collect() } else { Vec::new() }
}
