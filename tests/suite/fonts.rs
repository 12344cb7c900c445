//! Letters that no built-in font has: a font that the case names, or one of the machine, is used for them.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::Run;

/// A font with Chinese, Japanese and Korean letters, where Debian puts it.
pub(crate) const BROAD: &str = "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf";

const CASE: &str = "case: shirokuma-1\ncurrency: JPY\ncreditor: {name: Minato Print, address: [1-2-3 Shiba], country: JP}\n\
debtor: {name: \"株式会社しろくま (Shirokuma K.K.)\", kind: business, address: [\"大阪市北区 1-2-3\"], country: JP}\n\
terms: {payment: net 30}\ninvoices:\n  - {number: \"1\", issued: 2026-07-01, received: 2026-07-01, amount: 120000}\n";

fn text_of(pdf: &Path) -> Option<String> {
    let output = Command::new("pdftotext").arg(pdf).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_font_that_the_case_names_serves_for_letters_the_program_has_none_for() {
    let Ok(font) = fs::read(BROAD) else { return println!("{BROAD} is not installed: not asked") };
    let case = format!("{CASE}page: {{fonts: [broad.ttf]}}\n");
    let run = Run::new("statement cases/case.yaml --as-of 2026-10-31").file("cases/case.yaml", case);
    let ended = run.file("broad.ttf", font).ends_with(0);
    if let Some(text) = text_of(&ended.path("out/shirokuma-1/statement.pdf")) {
        assert!(text.contains("株式会社しろくま (Shirokuma K.K.)"), "{text}");
    }
}

#[test]
fn an_edited_document_is_set_with_a_font_too() {
    let Ok(font) = fs::read(BROAD) else { return println!("{BROAD} is not installed: not asked") };
    let text = "---\nclass: letter\nlang: en-GB\ntitle: T\n---\n\nTo 株式会社.\n";
    let ended = Run::new("typeset a.md --font broad.ttf").file("a.md", text).file("broad.ttf", font).ends_with(0);
    assert!(ended.bytes("a.pdf").starts_with(b"%PDF-1.7"));
}

#[test]
fn a_letter_that_no_font_has_is_named_with_its_line() {
    let text = "---\nclass: letter\nlang: en-GB\ntitle: T\n---\n\nTo \u{100001}.\n";
    let ended = Run::new("typeset a.md").file("a.md", text).ends_with(1);
    assert!(
        ended.stderr.contains("error[character-without-font]") && ended.stderr.contains("U+100001"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("a.md:7"), "{}", ended.stderr);
}

#[test]
fn a_letter_of_the_case_that_no_font_has_is_shown_where_it_stands() {
    let case = CASE.replace("株式会社しろくま", "\u{100001}");
    let ended = Run::new("statement case.yaml --as-of 2026-10-31").file("case.yaml", case).ends_with(1);
    let expected = "error[character-without-font]: the statement: no font has the character `\\u{100001}` (U+100001)\n --> case.yaml:4:17";
    assert!(ended.stderr.replace("  -->", " -->").contains(expected), "{}", ended.stderr);
    assert!(!ended.has("out/shirokuma-1/statement.pdf"));
}
