//! Faults of the YAML itself, in a bookkeeper's words.

use granit_parser::{ErrorKind, ScanError};

use super::characters::forbidden;
use super::findings::Findings;
use super::parse;
use super::tree::Span;

/// Finds characters that no file may hold anywhere, comments included, and returns whether there are any.
///
/// A tab may stand between values and in comments; inside a value it is found later.
pub fn control_characters(text: &str, file: u16, found: &mut Findings) -> bool {
    let (mut line, mut line_start, mut any) = (1, 0, false);
    for (at, c) in text.char_indices() {
        if c == '\n' {
            (line, line_start) = (line + 1, at + 1);
        }
        let in_line_end = c == '\r' && text[at..].starts_with("\r\n");
        let Some(what) = forbidden(c).filter(|_| c != '\t' && !in_line_end) else { continue };
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let column = number(text[line_start..at].chars().count() + 1);
        let span = Span { file, line, column, start: number(at), end: number(at + c.len_utf8()) };
        character(c, what, span, found);
        any = true;
    }
    any
}

/// Adds the finding of one character that may not stand in a text.
pub fn character(c: char, what: &str, span: Span, found: &mut Findings) {
    found
        .error("forbidden-character", span, format!("U+{:04X} is {what}, which may not stand in a text", u32::from(c)))
        .hint("remove it; it may have come in with text pasted from elsewhere");
}

/// Adds the finding of a fault at which the reader had to stop.
pub fn fault(fault: &ScanError, text: &str, file: u16, found: &mut Findings) {
    let mark = *fault.marker();
    let mut span = parse::span(file, mark, mark);
    let rest = text.get(span.start as usize..).unwrap_or("");
    span.end += u32::try_from(rest.chars().next().map_or(0, char::len_utf8)).unwrap_or(0);
    let (words, hint) = words(fault.kind(), text, mark.line());
    let finding = found.error("syntax", span, words);
    if let Some(hint) = hint {
        finding.hint(hint);
    }
}

/// Returns what is wrong and, for the common faults, what to do.
fn words(kind: &ErrorKind, text: &str, line: usize) -> (String, Option<&'static str>) {
    let typed = text.lines().nth(line.saturating_sub(1)).unwrap_or("");
    match kind {
        ErrorKind::RecursionLimitExceeded => {
            (format!("values stand more than {} levels inside one another", parse::MOST_LEVELS), None)
        }
        ErrorKind::UnexpectedCharacter { character: '@' | '`' } => {
            ("a text may not begin with this character".to_owned(), Some("put the text in quotes: \"@…\""))
        }
        kind => (format!("this is not YAML: {kind}"), hint(typed)),
    }
}

fn hint(typed: &str) -> Option<&'static str> {
    if typed.trim_start_matches(' ').starts_with('\t') {
        return Some("indent with spaces, not with tabs");
    }
    if typed.matches(": ").count() > 1 {
        return Some("a text that holds `: ` stands in quotes");
    }
    None
}
