//! What keeps a document from being set, as findings with their places.

use std::path::Path;
use std::sync::Arc;

use super::fail::Fail;
use super::open::Opened;
use crate::case::finding::{Finding, Place, Severity, Texts};
use crate::compose::DocumentKind;
use crate::typeset::Fault;

/// Faults of a Markdown document, each at its line.
pub(super) fn in_markdown(faults: &[Fault], file: &Path, markdown: &str) -> Fail {
    let markdown = markdown.strip_prefix('\u{feff}').unwrap_or(markdown);
    let name = file.display().to_string();
    let mut texts = Texts::default();
    texts.add(&name, markdown);
    let finding = |fault: &Fault| {
        let place = (fault.line > 0).then(|| place_in_line(&name, markdown, fault)).flatten();
        finding(fault, place, String::new())
    };
    Fail::Case(faults.iter().map(finding).collect(), Box::new(texts))
}

/// Faults of a document made of a case: a character that no font has and an imprint that is too long at their place in
/// the case, others by the line of the document.
pub(super) fn in_case(faults: &[Fault], kind: DocumentKind, opened: &Opened) -> Fail {
    let texts = opened.loaded.texts();
    let finding = |fault: &Fault| {
        let place = match fault.code {
            "footer-too-long" => Some(opened.loaded.place("creditor.registration")),
            _ => fault.character.and_then(|c| first_in(texts, c)),
        };
        let of = match (&place, fault.line) {
            (None, line) if line > 0 => format!("line {line} of the {}: ", kind.file_stem()),
            _ => format!("the {}: ", kind.file_stem()),
        };
        finding(fault, place, of)
    };
    Fail::Case(faults.iter().map(finding).collect(), Box::new(texts.clone()))
}

fn finding(fault: &Fault, place: Option<Place>, of: String) -> Finding {
    let message = format!("{of}{}", fault.text);
    Finding { severity: Severity::Error, code: fault.code, place, message, related: vec![], hint: fault.hint.clone() }
}

/// Returns the line of a fault without the space around it, or the character it is about.
fn place_in_line(file: &str, text: &str, fault: &Fault) -> Option<Place> {
    let start: usize = text.split_inclusive('\n').take(fault.line - 1).map(str::len).sum();
    let line = text.get(start..)?.lines().next().unwrap_or("");
    let inside = match fault.character.and_then(|c| Some((line.find(c)?, c.len_utf8()))) {
        Some((at, length)) => at..at + length,
        None => line.len() - line.trim_start().len()..line.trim_end().len().max(line.len() - line.trim_start().len()),
    };
    Some(Place {
        file: Arc::from(file),
        line: fault.line,
        column: line[..inside.start].chars().count() + 1,
        start: start + inside.start,
        end: start + inside.end,
    })
}

/// Returns the first place of a character in the files of a case.
fn first_in(texts: &Texts, c: char) -> Option<Place> {
    texts.all().find_map(|(file, text)| {
        let at = text.find(c)?;
        let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        Some(Place {
            file: Arc::clone(file),
            line: text[..at].matches('\n').count() + 1,
            column: text[line_start..at].chars().count() + 1,
            start: at,
            end: at + c.len_utf8(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_points_at_its_line_or_its_character() {
        let mut fault = Fault { code: "raw-html", line: 2, text: String::new(), hint: None, character: None };
        let place = place_in_line("a.md", "one\n  two é!  \n", &fault).unwrap();
        assert_eq!((place.line, place.column, place.start, place.end), (2, 3, 6, 13));
        fault.character = Some('!');
        let place = place_in_line("a.md", "one\n  two é!  \n", &fault).unwrap();
        assert_eq!((place.column, place.start, place.end), (8, 12, 13));
    }

    #[test]
    fn a_character_is_found_in_the_files_of_the_case() {
        let mut texts = Texts::default();
        texts.add("case.yaml", "case: a\n");
        texts.add("_shared.yaml", "creditor:\n  name: 漢\n");
        let place = first_in(&texts, '漢').unwrap();
        assert_eq!((&*place.file, place.line, place.column), ("_shared.yaml", 2, 9));
        assert_eq!(first_in(&texts, '字'), None);
    }
}
