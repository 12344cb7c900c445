//! Findings in a terminal: rustc's form, one line each, or one JSON object a line.

use std::fmt::Write as _;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;

use crate::case::characters::forbidden;
use crate::case::finding::{Finding, Place, Severity, Texts};

/// The longest line of a file that is drawn; of a longer one only the place is named.
const LONGEST_LINE: usize = 2_000;

/// Returns the findings in rustc's form, an empty line between them, with colours when told.
pub fn text(findings: &[Finding], texts: &Texts, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let drawn: Vec<String> = findings.iter().map(|finding| drawn(finding, texts, &renderer)).collect();
    drawn.join("\n")
}

/// Returns a line for each finding: place, severity, code, message, hint.
pub fn short(findings: &[Finding]) -> String {
    let mut lines = String::new();
    for finding in findings {
        if let Some(place) = &finding.place {
            write!(lines, "{}:{}:{}: ", escaped(&place.file), place.line, place.column).expect("a string takes all");
        }
        write!(lines, "{}[{}]: {}", finding.severity.word(), finding.code, escaped(&finding.message))
            .expect("a string takes all");
        if let Some(hint) = &finding.hint {
            let hint: Vec<&str> = hint.split_whitespace().collect();
            write!(lines, "; {}", escaped(&hint.join(" "))).expect("a string takes all");
        }
        lines.push('\n');
    }
    lines
}

/// Returns a JSON object for each finding, one a line; keys that do not apply are null or empty.
pub fn json_lines(findings: &[Finding]) -> String {
    let mut lines = String::new();
    for finding in findings {
        let related: Vec<_> = finding
            .related
            .iter()
            .map(|(place, words)| json!({"file": &*place.file, "line": place.line, "column": place.column, "text": words}))
            .collect();
        let place = finding.place.as_ref();
        let object = json!({
            "severity": finding.severity.word(),
            "code": finding.code,
            "message": finding.message,
            "file": place.map(|place| &*place.file),
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
            "hint": finding.hint,
            "related": related,
        });
        writeln!(lines, "{object}").expect("a string takes all");
    }
    lines
}

fn drawn(finding: &Finding, texts: &Texts, renderer: &Renderer) -> String {
    said(finding, None, texts, renderer)
}

/// Returns a finding in rustc's form, with a named line between the place and the hint.
pub(super) fn with_note(finding: &Finding, note: (Level<'_>, &str), texts: &Texts, renderer: &Renderer) -> String {
    said(finding, Some(note), texts, renderer)
}

/// Returns the text on one line, with every character escaped that a terminal could act on.
pub(super) fn on_one_line(text: &str) -> String {
    escaped(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn said(finding: &Finding, note: Option<(Level<'_>, &str)>, texts: &Texts, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut main = Group::with_title(level.primary_title(escaped(&finding.message)).id(finding.code));
    if let Some(place) = &finding.place {
        main = marked(main, place, AnnotationKind::Primary, None, texts);
    }
    for (place, words) in &finding.related {
        main = marked(main, place, AnnotationKind::Context, Some(escaped(words)), texts);
    }
    let mut drawn = renderer.render(&[main]);
    drawn.push('\n');
    let hint = finding.hint.as_deref().map(|hint| (Level::HELP.with_name("hint"), hint));
    for (name, text) in note.into_iter().chain(hint) {
        // our own hints may show lines to copy
        let lines: Vec<String> = text.lines().map(escaped).collect();
        drawn.push_str(&renderer.render(&[Group::with_title(name.primary_title(lines.join("\n")))]));
        drawn.push('\n');
    }
    drawn
}

/// Adds the line of a place with its mark, or only the place where there is no line to show.
fn marked<'a>(
    group: Group<'a>,
    place: &Place,
    kind: AnnotationKind,
    label: Option<String>,
    texts: &Texts,
) -> Group<'a> {
    let file = escaped(&place.file);
    let Some((line, from, to)) = line_of(place, texts) else {
        return group.element(Origin::path(file).line(place.line).char_column(place.column));
    };
    let mut mark: Annotation<'a> = kind.span(from..to);
    if let Some(label) = label {
        mark = mark.label(label);
    }
    group.element(Snippet::source(line).line_start(place.line).path(file).annotation(mark))
}

/// Returns the line of a place and which bytes of it are meant.
fn line_of(place: &Place, texts: &Texts) -> Option<(String, usize, usize)> {
    let text = texts.text(&place.file)?;
    let before = text.get(..place.start)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.start..].find('\n').map_or(text.len(), |at| place.start + at);
    let line = text[start..end].trim_end_matches('\r');
    let from = place.start - start;
    let to = place.end.saturating_sub(start).clamp(from, line.len().max(from));
    if line.is_empty() || line.len() > LONGEST_LINE {
        return None;
    }
    let (before, after) = line.split_at(from.min(line.len()));
    let (marked, after) = after.split_at(to.min(line.len()).saturating_sub(before.len()));
    let (before, marked) = (inert(before), inert(marked));
    let (from, to) = (before.len(), before.len() + marked.len());
    Some((before + &marked + &inert(after), from, to))
}

/// Returns the text with a replacement for every character that a terminal could act on, one for one.
fn inert(text: &str) -> String {
    text.chars().map(|c| if c != '\t' && forbidden(c).is_some() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Returns the text with every character escaped that a terminal could act on.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' || forbidden(c).is_some() {
            write!(escaped, "\\u{{{:04x}}}", u32::from(c)).expect("a string takes all");
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, word: &str) -> Place {
        let start = text.find(word).unwrap();
        let line = text[..start].matches('\n').count() + 1;
        let column = start - text[..start].rfind('\n').map_or(0, |at| at + 1) + 1;
        Place { file: "case.yaml".into(), line, column, start, end: start + word.len() }
    }

    fn stray_payment(text: &str) -> (Finding, Texts) {
        let mut texts = Texts::default();
        texts.add("case.yaml", text);
        let message = "no invoice has the number `2026-014`";
        let mut finding = Finding::error("payment-unknown-invoice", Some(place(text, "2026-014")), message);
        finding.hint("did you mean `2026-041`?");
        (finding, texts)
    }

    #[test]
    fn a_finding_is_drawn_with_its_line_its_mark_and_its_hint() {
        let (finding, texts) = stray_payment("payments:\n  - invoice: 2026-014\n");
        assert_eq!(
            text(&[finding], &texts, false),
            "error[payment-unknown-invoice]: no invoice has the number `2026-014`\n \
             --> case.yaml:2:14\n  \
             |\n\
             2 |   - invoice: 2026-014\n  \
             |              ^^^^^^^^\n\
             hint: did you mean `2026-041`?\n"
        );
    }

    #[test]
    fn a_finding_fits_on_one_line() {
        let (finding, _) = stray_payment("  - invoice: 2026-014\n");
        assert_eq!(
            short(&[finding]),
            "case.yaml:1:14: error[payment-unknown-invoice]: no invoice has the number `2026-014`; \
             did you mean `2026-041`?\n"
        );
    }

    #[test]
    fn a_line_end_of_windows_is_not_drawn() {
        let (unix, unix_texts) = stray_payment("a: 1\n  - invoice: 2026-014\nb: 2\n");
        let (dos, dos_texts) = stray_payment("a: 1\r\n  - invoice: 2026-014\r\nb: 2\r\n");
        assert_eq!(text(&[unix], &unix_texts, false), text(&[dos], &dos_texts, false));
    }

    #[test]
    fn colours_come_only_when_told() {
        let (finding, texts) = stray_payment("  - invoice: 2026-014\n");
        assert!(text(std::slice::from_ref(&finding), &texts, true).contains('\u{1b}'));
        assert!(!text(&[finding], &texts, false).contains('\u{1b}'));
    }

    #[test]
    fn what_a_terminal_could_act_on_is_escaped() {
        let mut texts = Texts::default();
        texts.add("case.yaml", "name: \u{1b}[2J\u{202e}\u{9b}2Jx\n");
        let place = place("name: \u{1b}[2J\u{202e}\u{9b}2Jx\n", "\u{1b}");
        let finding = Finding::error("forbidden-character", Some(place), "\u{1b}]0;owned\u{7}");
        let drawn = text(&[finding], &texts, false);
        assert!(!drawn.chars().any(|c| c != '\n' && forbidden(c).is_some()), "{drawn:?}");
    }

    #[test]
    fn a_line_of_a_megabyte_is_not_drawn() {
        let long = format!("note: {}2026-014\n", "x".repeat(1_000_000));
        let (finding, texts) = stray_payment(&long);
        assert!(text(&[finding], &texts, false).len() < 300);
    }
}
