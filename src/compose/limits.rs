//! A template cannot count without end: `range` has a budget for each page.

use std::cell::Cell;

use tera::{Error, Kwargs, State, Tera, TeraResult};

/// The numbers all the ranges of one page may hold together.
const BUDGET: u64 = 100_000;

thread_local! {
    static LEFT: Cell<u64> = const { Cell::new(BUDGET) };
}

const STOPPED: &str = "its ranges hold more than 100000 numbers together";

/// Begins a new page on this thread.
pub(super) fn begin() {
    LEFT.set(BUDGET);
}

/// Whether the text of a fault says that the budget was used up.
pub(super) fn stopped(text: &str) -> bool {
    text == STOPPED
}

pub(super) fn register(tera: &mut Tera) {
    tera.register_function("range", range);
}

/// The numbers from `start` (0) to before `end`.
fn range(kwargs: Kwargs, _: &State) -> TeraResult<Vec<i64>> {
    let start = kwargs.get::<i64>("start")?.unwrap_or_default();
    let end = kwargs.must_get::<i64>("end")?;
    let length = end.saturating_sub(start).max(0).unsigned_abs();
    let left = LEFT.get().checked_sub(length).ok_or_else(|| Error::message(STOPPED))?;
    LEFT.set(left);
    Ok((start..end).collect())
}
