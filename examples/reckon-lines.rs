//! Reckons many cases: reads `{"as_of": …, "case": {…}}` a line and writes the ledger's JSON, or
//! `{"error": …}`, a line. For `tests/second/compare.py`, which reckons the same cases in Python.

#[path = "support/lines.rs"]
mod lines;

use std::error::Error;

use chrono::NaiveDate;
use pastdue::case::Case;
use pastdue::ledger::Ledger;
use pastdue::report::why;

fn main() -> Result<(), Box<dyn Error>> {
    lines::answered(reckoned)
}

fn reckoned(case: &Case, as_of: NaiveDate) -> lines::Answer {
    Ok(why::json(&Ledger::reckon(case, as_of)?))
}
