//! Plans many cases: reads `{"as_of": …, "case": {…}}` a line and writes the next step's JSON, or
//! `{"error": …}`, a line. For `tests/second/compare_plans.py`, which plans the same cases in Python.

#[path = "support/lines.rs"]
mod lines;

use std::error::Error;

use chrono::NaiveDate;
use pastdue::case::Case;
use pastdue::ledger::Ledger;
use pastdue::report::next;
use pastdue::strategy::Plan;

fn main() -> Result<(), Box<dyn Error>> {
    lines::answered(planned)
}

fn planned(case: &Case, as_of: NaiveDate) -> lines::Answer {
    let plan = Plan::make(case, &Ledger::reckon(case, as_of)?, as_of);
    Ok(next::json(case, &plan))
}
