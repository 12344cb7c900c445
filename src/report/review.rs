//! A review in a terminal and as JSON.

use annotate_snippets::{Level, Renderer};
use serde_json::{Value, json};

use super::findings;
use crate::case::finding::{Finding, Severity, Texts};
use crate::review::{NOTICE, Remark};

/// Returns the remarks that stand, in the form of findings, and a last line that counts them and says what it all is.
pub fn text(case: &str, day: chrono::NaiveDate, remarks: &[Remark], texts: &Texts, colour: bool) -> String {
    let silenced: Vec<&Remark> = remarks.iter().filter(|remark| !remark.stands()).collect();
    let mut text = standing(remarks, texts, colour);
    for remark in &silenced {
        let reason = remark.silenced.as_deref().unwrap_or_default();
        text.push_str(&format!("silenced[{}]: {}\n", remark.code, findings::on_one_line(reason)));
    }
    if !silenced.is_empty() {
        text.push('\n');
    }
    text.push_str(&format!("{case} on {day}: {}; {NOTICE}\n", counted(remarks)));
    text
}

/// Returns the remarks that stand, in the form of findings, each with its source and what to do.
pub fn standing(remarks: &[Remark], texts: &Texts, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for remark in remarks.iter().filter(|remark| remark.stands()) {
        let finding = Finding {
            severity: remark.severity,
            code: remark.code,
            message: remark.message.clone(),
            place: remark.place.clone(),
            related: Vec::new(),
            hint: Some(remark.fix.clone()),
        };
        text.push_str(&findings::with_note(
            &finding,
            (Level::NOTE.with_name("source"), &remark.source),
            texts,
            &renderer,
        ));
        text.push('\n');
    }
    text
}

/// Returns how many errors and warnings stand, and how many are silenced, in words.
pub fn counted(remarks: &[Remark]) -> String {
    let (errors, warnings) = count(remarks);
    let silenced = remarks.iter().filter(|remark| !remark.stands()).count();
    let word = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let parts = [
        (errors, word(errors, "error")),
        (warnings, word(warnings, "warning")),
        (silenced, format!("{silenced} silenced")),
    ];
    let said: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    if said.is_empty() { "nothing to remark".into() } else { said.join(", ") }
}

/// Returns how many errors and warnings stand.
pub fn count(remarks: &[Remark]) -> (usize, usize) {
    let of = |severity| remarks.iter().filter(|remark| remark.stands() && remark.severity == severity).count();
    (of(Severity::Error), of(Severity::Warning))
}

/// Returns the review as JSON; keys that do not apply are null.
pub fn json(case: &str, day: chrono::NaiveDate, remarks: &[Remark]) -> Value {
    let (errors, warnings) = count(remarks);
    let remark = |remark: &Remark| {
        let place = remark.place.as_ref();
        json!({
            "severity": remark.severity.word(),
            "code": remark.code,
            "message": remark.message,
            "source": remark.source,
            "fix": remark.fix,
            "file": place.map(|place| &*place.file),
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
            "silenced": remark.silenced,
        })
    };
    json!({
        "schema": 1,
        "case": case,
        "as_of": day.to_string(),
        "errors": errors,
        "warnings": warnings,
        "remarks": remarks.iter().map(remark).collect::<Vec<_>>(),
        "notice": NOTICE,
    })
}
