//! Plans many cases: reads `{"as_of": …, "case": {…}}` a line and writes the next step's JSON, or
//! `{"error": …}`, a line. For `tests/second/compare_plans.py`, which plans the same cases in Python.

use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};

use pastdue::calendar::day_from_typed;
use pastdue::case::Case;
use pastdue::ledger::Ledger;
use pastdue::report::next;
use pastdue::strategy::Plan;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let answer = answer(&line?).unwrap_or_else(|error| json!({"error": error.to_string()}));
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

fn answer(line: &str) -> Result<Value, Box<dyn Error>> {
    let asked: Value = serde_json::from_str(line)?;
    let as_of = day_from_typed(asked["as_of"].as_str().unwrap_or_default())?;
    // JSON is YAML, and the case is read as every other one is
    let case = Case::from_yaml(&asked["case"].to_string())?;
    let plan = Plan::make(&case, &Ledger::reckon(&case, as_of)?, as_of);
    Ok(next::json(&case, &plan))
}
