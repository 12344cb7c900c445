//! Promises, as far as the books allow anything to be said of them.

use serde::Serialize;
use serde_with::skip_serializing_none;

use super::Input;
use crate::compose::shared::Shared;
use crate::compose::words::Day;
use crate::money::Money;
use crate::strategy::{PromiseState, PromiseStatus, promise};

/// A promise and what became of it.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Promise {
    /// `kept`, `pending` or `broken`.
    pub state: &'static str,
    /// What was promised.
    pub amount: String,
    /// The last day to keep it.
    pub by: Shared<Day>,
    /// The day it was made.
    pub made: Shared<Day>,
    /// Whether the person addressed made it.
    pub you: bool,
    /// The name of whoever made it, when that is somebody else.
    pub with: Option<String>,
    /// Whether it is an instalment of an agreed plan.
    pub instalment: bool,
    /// What came of it; absent when nothing did.
    pub paid: Option<String>,
}

pub(super) fn latest(input: &Input) -> Option<Promise> {
    input.plan.promise.as_ref().filter(|promise| may_be_told(input, promise)).map(|promise| told(input, promise))
}

pub(super) fn broken(input: &Input) -> Vec<Promise> {
    let all = promise::all(input.case, input.as_of());
    let broken = all.iter().filter(|promise| promise.state == PromiseState::Broken && may_be_told(input, promise));
    broken.map(|promise| told(input, promise)).collect()
}

pub(super) fn books_stale(input: &Input) -> Option<Shared<Day>> {
    if input.books_are_current() { None } else { input.case.payments_checked.map(|day| input.day(day)) }
}

/// On stale books nobody is told that a promise was not kept.
fn may_be_told(input: &Input, promise: &PromiseStatus) -> bool {
    promise.state != PromiseState::Broken || input.books_are_current()
}

fn told(input: &Input, promise: &PromiseStatus) -> Promise {
    let with = input.other(promise.contact.as_deref()).map(|contact| contact.name.clone());
    Promise {
        state: promise.state.word(),
        amount: input.money(promise.amount),
        by: input.day(promise.by),
        made: input.day(promise.made),
        you: input.is_addressed(promise.contact.as_deref()),
        with,
        instalment: promise.instalment,
        paid: Some(promise.paid).filter(|paid| *paid > Money::ZERO).map(|paid| input.money(paid)),
    }
}
