//! Faults of the YAML itself, in a bookkeeper's words.

use granit_parser::{ErrorKind, ScanError};

use super::characters::forbidden;
use super::findings::Findings;
use super::parse;
use super::tree::Span;

/// The most characters of a file that are named; a file with more is no text.
const MOST_CHARACTERS: usize = 100;

/// Finds characters that no file may hold anywhere, comments included, and returns whether there are any.
///
/// A tab may stand between values and in comments; inside a value it is found later.
pub fn control_characters(text: &str, file: u16, found: &mut Findings) -> bool {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let strange = text.char_indices().filter_map(|(at, c)| Some((at, c, forbidden(c)?)));
    let strange = strange.filter(|(at, c, _)| *c != '\t' && !text[*at..].starts_with("\r\n"));
    let (mut named, mut before, mut line, mut column) = (0, 0, 1, 0);
    for (at, c, what) in strange.take(MOST_CHARACTERS) {
        for passed in text[before..at].chars() {
            (line, column) = if passed == '\n' { (line + 1, 0) } else { (line, column + 1) };
        }
        let span = Span { file, line, column: column + 1, start: number(at), end: number(at + c.len_utf8()) };
        character(c, what, span, found);
        (named, before) = (named + 1, at);
    }
    named > 0
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
    if *fault.kind() == ErrorKind::RecursionLimitExceeded {
        let message = format!("values stand more than {} levels inside one another", parse::MOST_LEVELS);
        found.error("too-deep", span, message).hint("a case needs six; a bracket or an indent is likely wrong");
        return;
    }
    let rest = text.get(span.start as usize..).unwrap_or("");
    span.end += u32::try_from(rest.chars().next().map_or(0, char::len_utf8)).unwrap_or(0);
    if is_tab(fault.kind()) {
        span = next_tab(span, rest);
    }
    let typed = text.lines().nth(mark.line().saturating_sub(1)).unwrap_or("");
    let (message, hint) = words(fault.kind(), typed, rest);
    found.error("syntax", span, message).some_hint(hint.map(str::to_owned));
}

/// Returns what is wrong and, for the common faults, what to do. `typed` is the line, `rest` what follows.
fn words(kind: &ErrorKind, typed: &str, rest: &str) -> (String, Option<&'static str>) {
    let (message, hint) = match kind {
        kind if is_tab(kind) => ("a tab stands where spaces belong", "indent with spaces"),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            return (format!("this `{open}` is closed by `{close}`"), Some("close it with the same kind"));
        }
        ErrorKind::UnexpectedCharacter { .. } | ErrorKind::MissingAnchorOrAliasName => {
            let first = rest.chars().next().unwrap_or('%').escape_default();
            return (format!("a text may not begin with `{first}`"), Some("put it in quotes"));
        }
        ErrorKind::MappingValueNotAllowed if typed.matches(": ").count() > 1 => {
            ("a second colon makes a key of what stands before it", "a text that holds `: ` stands in quotes")
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidIndentation | ErrorKind::MappingKeyNotAllowed => {
            ("this line does not fit those above it", "keys that belong together begin in the same column")
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("this quote is never closed", "put the same quote behind the text")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            ("text follows the closing quote", "put all of it into one pair of quotes")
        }
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => (
            "this backslash begins nothing known",
            "inside double quotes a backslash is written `\\\\`; single quotes take it as typed",
        ),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::BlockEntryInFlowCollection => (
            "a brace or bracket is not closed before this",
            "close it with `}` or `]`; a comma stands between what is inside",
        ),
        ErrorKind::MisplacedFlowCollectionEnd => {
            ("this brace or bracket closes none that is open", "a text that holds braces or brackets stands in quotes")
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey | ErrorKind::ExpectedBlockMappingKey => {
            ("a key and its colon belong here", "write `key: value`, with a space after the colon")
        }
        ErrorKind::DirectiveDisallowed => ("lines that begin with `%` are not used in case files", "remove it"),
        kind => return (format!("this is not YAML: {kind}"), None),
    };
    (message.to_owned(), Some(hint))
}

fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
    )
}

/// Returns the place of the next tab; the reader marks the text before it.
fn next_tab(from: Span, rest: &str) -> Span {
    let Some(before) = rest.find('\t').map(|at| &rest[..at]) else { return from };
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let start = from.start + number(before.len());
    let (line, column) = match before.rsplit_once('\n') {
        None => (from.line, from.column + number(before.chars().count())),
        Some((_, line)) => (from.line + number(before.matches('\n').count()), number(line.chars().count() + 1)),
    };
    Span { line, column, start, end: start + 1, ..from }
}
