//! Ids and file names: what may become a name on a disk.

use super::super::characters::shown;
use super::{Wrong, no};

/// The most bytes of an id.
const LONGEST: usize = 64;

/// The devices of Windows, which no folder there can be named after, with or without an ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// What stands beside the folders of a batch.
const TAKEN: [&str; 2] = ["index.html", "manifest.jsonl"];

/// Holds a text against an id: ASCII letters, digits, `.`, `_`, `-`, a letter or digit at both ends, at most
/// 64 bytes, no Windows device name.
pub(super) fn check(text: &str) -> Result<(), Wrong> {
    if let Some(c) = text.chars().find(|c| !c.is_ascii_alphanumeric() && !"._-".contains(*c)) {
        let character = shown(&c.to_string());
        return Err(no("bad-id", text, &format!("no id: it holds `{character}`"))
            .hint("an id is letters (a to z), digits, `.`, `_` and `-`"));
    }
    let at_end = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if !at_end(text.chars().next()) || !at_end(text.chars().last()) {
        return Err(no("bad-id", text, "no id").hint("an id begins and ends with a letter or a digit"));
    }
    if text.len() > LONGEST {
        return Err(Wrong::error("bad-id", format!("has {} characters; the most are {LONGEST}", text.len())));
    }
    if is_device(text) {
        return Err(no("bad-id", text, "the name of a device on Windows").hint("add a word to it"));
    }
    Ok(())
}

/// Holds a text against the id of a case, which names a folder beside the files of a batch.
pub(super) fn check_case(text: &str) -> Result<(), Wrong> {
    check(text)?;
    if TAKEN.contains(&text.to_ascii_lowercase().as_str()) {
        return Err(no("bad-id", text, "the name of a file that a batch writes").hint("add a word to it"));
    }
    Ok(())
}

fn is_device(text: &str) -> bool {
    let stem = text.split('.').next().unwrap_or(text).to_ascii_lowercase();
    let numbered =
        |name: &str| stem.strip_prefix(name).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

/// Holds a text against the name of a file beside the case, or in a folder below it.
pub(in crate::case) fn check_file(text: &str) -> Result<(), Wrong> {
    let part = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':']);
    if text.split('/').all(part) {
        return Ok(());
    }
    Err(no("bad-file-name", text, "no file beside the case")
        .hint("put the file into the folder of the case and write its name alone"))
}

/// Holds a text against the name of a PNG or JPEG beside the case.
pub(super) fn check_image(text: &str) -> Result<(), Wrong> {
    check_file(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_name_that_any_disk_can_hold() {
        for id in ["northwind-2026-014", "a", "A.b_c-9", "console", "com10", "lpt", &"x".repeat(64)] {
            assert_eq!(check(id), Ok(()), "{id}");
        }
    }

    #[test]
    fn what_leads_elsewhere_or_stands_for_a_device_is_no_id() {
        for id in
            ["..", "a/b", "a\\b", "-a", ".a", "a.", "é", "a b", "CON", "nul.2026", "com1", "LPT9.x", &"x".repeat(65)]
        {
            assert_eq!(check(id).unwrap_err().code, "bad-id", "{id}");
        }
    }

    #[test]
    fn a_case_is_not_named_after_the_index_of_a_batch() {
        assert_eq!(check_case("Index.html").unwrap_err().code, "bad-id");
        assert_eq!(check("index.html"), Ok(()));
    }

    #[test]
    fn a_file_stands_beside_the_case_or_below() {
        assert_eq!(check_file("scans/contract.pdf"), Ok(()));
        for name in ["../logo.png", "/etc/passwd", "c:\\logo.png", "https://x/logo.png", "a//b", "./a"] {
            assert_eq!(check_file(name).unwrap_err().code, "bad-file-name", "{name}");
        }
    }
}
