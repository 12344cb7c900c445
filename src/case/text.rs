//! From bytes to text: what a case file must be before it is YAML.

use super::findings::Findings;
use super::parse;
use super::tree::{Content, Node, Span};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Adds the text of a file without its byte order mark and returns the file's number, or `None` with a
/// finding when it is not UTF-8.
pub fn decoded(name: &str, bytes: &[u8], found: &mut Findings) -> Option<u16> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return utf_16(name, found);
    }
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(found.add_text(name, text)),
        Err(fault) => not_utf_8(name, bytes, fault.valid_up_to(), found),
    }
}

fn utf_16(name: &str, found: &mut Findings) -> Option<u16> {
    let file = found.add_text(name, "");
    found
        .error("not-utf8", parse::start(file), "the file is UTF-16, not UTF-8")
        .hint("save it again with the encoding UTF-8");
    None
}

fn not_utf_8(name: &str, bytes: &[u8], at: usize, found: &mut Findings) -> Option<u16> {
    let file = found.add_text(name, &String::from_utf8_lossy(bytes));
    let before = String::from_utf8_lossy(&bytes[..at]);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let span = Span {
        file,
        line: number(before.matches('\n').count() + 1),
        column: number(before[line_start..].chars().count() + 1),
        start: number(at),
        // where the text shows the replacement character
        end: number(at + '\u{fffd}'.len_utf8()),
    };
    let byte = bytes[at];
    found
        .error("not-utf8", span, format!("byte {} of the file, {byte:#04x}, is not UTF-8", at + 1))
        .hint("save it again with the encoding UTF-8");
    None
}

/// Adds the finding of a file with too many bytes.
pub fn too_large(name: &str, limit: usize, found: &mut Findings) -> Option<u16> {
    let file = found.add_text(name, "");
    let message = format!("the file is larger than {} MiB", limit / (1024 * 1024));
    found.error("file-too-large", parse::start(file), message).hint("a case file is some kilobytes; is it this one?");
    None
}

/// Returns the tree if it is a map of keys, else `None` with a finding.
pub fn mapping(tree: Node, found: &mut Findings) -> Option<Node> {
    match tree.content {
        Content::Map(_) => Some(tree),
        Content::Empty => {
            found
                .error("empty-file", parse::start(tree.span.file), "the file is empty")
                .hint("`pastdue new` writes a case to begin with");
            None
        }
        _ => {
            found
                .error("not-a-case", tree.span, "a case file is keys and values, as in `case: northwind-2026-014`")
                .hint("each key stands on a line of its own, with a colon and a space after it");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::{SMALL, loaded};

    #[test]
    fn a_byte_order_mark_windows_line_ends_and_a_missing_last_one_change_nothing() {
        let plain = loaded(SMALL);
        let block = SMALL.replace("text: A 5% fee is due after 30 days.", "text: 'A 5% fee\n\n    is due.'");
        let block_plain = loaded(&block);
        for (text, like) in [(SMALL, &plain), (block.as_str(), &block_plain)] {
            assert!(like.case().is_some());
            for same in [format!("\u{feff}{text}"), text.replace('\n', "\r\n"), text.trim_end().to_owned()] {
                let read = loaded(&same);
                assert_eq!((read.case(), read.findings()), (like.case(), like.findings()));
            }
        }
    }

    #[test]
    fn the_same_faults_stand_in_the_same_places_with_windows_line_ends() {
        let text = SMALL.replace("kind: business", "kind: firm").replace("USD", "usd");
        let places = |text: &str| {
            let found = loaded(text);
            let place = |finding: &super::super::finding::Finding| finding.place.as_ref().map(|p| (p.line, p.column));
            found.findings().iter().map(place).collect::<Vec<_>>()
        };
        assert_eq!(places(&text), places(&text.replace('\n', "\r\n")));
        assert_eq!(places(&text), places(&format!("\u{feff}{text}")));
    }

    #[test]
    fn the_bytes_read_are_kept_as_they_were() {
        let text = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
        assert_eq!(loaded(&text).original(), text.as_bytes());
    }

    #[test]
    fn blank_files_are_empty_files() {
        for text in ["", "\n\n", "# nothing yet\n", "---\n", "~\n", "\u{feff}"] {
            assert_eq!(loaded(text).findings()[0].code, "empty-file", "{text:?}");
        }
    }
}
