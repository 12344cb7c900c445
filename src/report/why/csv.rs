//! The rows as CSV, safe in a spreadsheet.

use serde_json::Value;

use super::Choice;
use super::json::{KEYS, json_row};
use crate::ledger::Ledger;

/// Returns the rows chosen as CSV; a text that a spreadsheet would take for a formula gets a quote in front.
///
/// # Errors
///
/// None in practice: the writer is memory.
pub fn csv(ledger: &Ledger, choice: &Choice) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(vec![]);
    writer.write_record(KEYS)?;
    for (_, row) in choice.of(ledger) {
        let cells = json_row(ledger, row);
        writer.write_record(KEYS.map(|key| match cells.get(key) {
            Some(Value::String(text)) if matches!(key, "invoice" | "clause" | "rule") => guarded(text),
            Some(Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
            None => String::new(),
        }))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The signs a formula begins with, and the wide forms of them that some spreadsheets take for the same (OWASP, CSV
/// injection).
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Returns a text as a spreadsheet shows it, and does not run it; spaces before a sign do not hide it.
pub fn guarded(text: &str) -> String {
    let begins = text.trim_start().starts_with(FORMULA) || text.starts_with(char::is_control);
    if begins { format!("'{text}") } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::super::tests::northwind;
    use super::*;

    #[test]
    fn a_text_that_looks_like_a_formula_is_quoted_and_numbers_are_not_touched() {
        let (_, mut ledger) = northwind("2026-06-12");
        ledger.rows[0].invoice = Some("=HYPERLINK(\"x\")".into());
        let csv = csv(&ledger, &Choice::default()).unwrap();
        assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{csv}");
        assert!(csv.contains(",-2000.00,"), "{csv}");
    }

    #[test]
    fn spaces_and_wide_signs_hide_no_formula() {
        for text in ["=1", " =1", "\u{a0}+1", "＝1+1", "＠x", "\t1", "\r1"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "1042", "A=1", "Ann - Ash", "(+1)"] {
            assert_eq!(guarded(text), text);
        }
    }
}
