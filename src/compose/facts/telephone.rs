//! What only a call sheet needs: when to call, and when to look for the money.

use chrono::NaiveDateTime;
use serde::Serialize;
use serde_with::skip_serializing_none;

use super::Input;
use super::onward::{self, Onward};
use crate::calendar::{plus_days, working_day_from};
use crate::case::{DebtorKind, Outcome, Step};
use crate::compose::shared::Shared;
use crate::compose::words::Day;
use crate::strategy::{calls, person};

/// What only a call sheet needs.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Call {
    /// When the debtor may be called.
    pub hours: Hours,
    /// The next working day: when to look for a payment that was agreed for today.
    pub look: Shared<Day>,
    /// The step that follows when they talk and nothing is agreed.
    pub after_talk: Option<Onward>,
    /// The step that follows when nobody answers.
    pub after_silence: Option<Onward>,
    /// The rule by which the person of a change of contact was chosen, as in `nearest-on-chain`.
    pub chosen: Option<&'static str>,
    /// Whether nobody is known to turn to, so that the person has to be found.
    pub find: bool,
}

/// When the debtor may be called.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Hours {
    /// From this time at the debtor's.
    pub from: String,
    /// To this time at the debtor's.
    pub to: String,
    /// The debtor's place, as its time zone names it.
    pub place: Option<String>,
    /// The same times at the creditor's, when both zones are known and not alike.
    pub ours_from: Option<String>,
    /// See `ours_from`.
    pub ours_to: Option<String>,
    /// The time of the call at the debtor's, when it was given.
    pub at: Option<String>,
    /// The same time at the creditor's.
    pub ours_at: Option<String>,
}

pub(super) fn call(input: &Input) -> Option<Call> {
    input.is_call().then(|| Call {
        hours: hours(input),
        look: input.day(working_day_from(plus_days(input.as_of(), 1), &input.case.terms.holidays)),
        after_talk: onward::after(input, Outcome::Spoke),
        after_silence: onward::after(input, Outcome::NoAnswer),
        chosen: chosen(input),
        find: input.contact.is_none() && input.case.debtor.kind == DebtorKind::Business,
    })
}

fn chosen(input: &Input) -> Option<&'static str> {
    let choice = person::escalation_choice(input.case)?;
    let is_the_one = input.step == Step::Escalation && input.is_addressed(Some(&choice.contact.id));
    is_the_one.then(|| choice.rule.code())
}

fn hours(input: &Input) -> Hours {
    let permitted = calls::permitted(input.case, input.as_of());
    let debtor = &permitted.debtor;
    let creditor = permitted.creditor.as_ref().filter(|creditor| creditor.from != debtor.from);
    let time = |at: NaiveDateTime| input.words.time(at.time());
    let at = input.options.at.map(|at| input.as_of().and_time(at));
    let ours_at = at.and_then(|at| calls::in_creditors_time(input.case, at)).filter(|there| Some(*there) != at);
    Hours {
        from: time(debtor.from),
        to: time(debtor.to),
        place: debtor.place().map(|place| input.words.place(place)),
        ours_from: creditor.map(|creditor| time(creditor.from)),
        ours_to: creditor.map(|creditor| time(creditor.to)),
        at: at.map(time),
        ours_at: ours_at.map(time),
    }
}
