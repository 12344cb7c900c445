//! Answers cases line by line: reads `{"as_of": …, "case": {…}}` a line and writes an answer, or `{"error": …}`, a line.

use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};

use chrono::NaiveDate;
use pastdue::calendar::day_from_typed;
use pastdue::case::Case;
use serde_json::{Value, json};

pub(crate) type Answer = Result<Value, Box<dyn Error>>;

/// Answers all lines of the standard input.
///
/// # Errors
///
/// When a line cannot be read or written; what is wrong with a case is its answer.
pub(crate) fn answered(reckon: fn(&Case, NaiveDate) -> Answer) -> Result<(), Box<dyn Error>> {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let answer = answer(&line?, reckon).unwrap_or_else(|error| json!({"error": error.to_string()}));
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

fn answer(line: &str, reckon: fn(&Case, NaiveDate) -> Answer) -> Answer {
    let asked: Value = serde_json::from_str(line)?;
    let as_of = day_from_typed(asked["as_of"].as_str().unwrap_or_default())?;
    // JSON is YAML, and the case is read as every other one is
    reckon(&Case::from_yaml(&asked["case"].to_string())?, as_of)
}
