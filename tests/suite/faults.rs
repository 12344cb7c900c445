//! Markdown that cannot be set and what is said of it, as pairs of files in `tests/documents/faults`.
//!
//! `RECORD=1 cargo test faults` records again, and reading the difference in git is the review.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pastdue::case::codes;
use pastdue::typeset;

use crate::support::Run;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/faults")
}

fn names() -> Vec<String> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let documents = files.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let mut names: Vec<String> =
        documents.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Returns what is said of a document.
fn said(name: &str) -> String {
    let text = fs::read_to_string(folder().join(format!("{name}.md"))).unwrap();
    let run = Run::new(&format!("typeset {name}.md")).file("picture.png", "<svg/>");
    let ended = run.file(&format!("{name}.md"), &text).ends_with(1);
    assert!(!ended.has(&format!("{name}.pdf")), "nothing is written");
    ended.stderr
}

#[test]
fn everything_that_cannot_be_set_is_named_with_its_place() {
    let mut produced = BTreeSet::new();
    for name in names() {
        let said = said(&name);
        assert!(said.contains(&format!("error[{name}]")), "{name}: {said}");
        produced.insert(name.clone());
        let file = folder().join(format!("{name}.txt"));
        if std::env::var_os("RECORD").is_some() {
            fs::write(file, said).unwrap();
            continue;
        }
        let recorded = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(said, recorded, "{name}: `RECORD=1 cargo test faults` records it again");
    }
    let explained: BTreeSet<String> = codes::sections(typeset::CODES).map(|(code, _)| code.to_owned()).collect();
    // these need a switch, an added font, a picture, thousands of rows, or a mistake of the program
    let elsewhere =
        ["font-unusable", "glyph-missing", "image-colours", "no-window", "structure-mismatch", "too-many-pages"];
    let wanted = produced.iter().cloned().chain(elsewhere.map(str::to_owned)).collect();
    assert_eq!(explained, wanted, "each code is explained and produced");
}

#[test]
fn a_document_of_thousands_of_pages_is_refused_before_it_is_set() {
    let head = "---\nclass: statement\nlang: en\ntitle: T\n---\n\n| a | b |\n|---|---:|\n";
    let rows: String = (0..40_000).map(|row| format!("| row {row} | 1.00 |\n")).collect();
    let ended = Run::new("typeset long.md").file("long.md", format!("{head}{rows}")).ends_with(1);
    assert!(ended.stderr.contains("error[too-many-pages]"), "{}", ended.stderr);
}

#[test]
fn a_window_is_drawn_only_over_a_letter_that_has_one() {
    let head = |envelope: &str| format!("---\nclass: letter\nlang: en\ntitle: T\nenvelope: {envelope}\n---\n\nText\n");
    let set = |envelope| Run::new("typeset --envelope-overlay a.md").file("a.md", head(envelope));
    set("us-10").ends_with(0);
    assert!(set("none").ends_with(1).stderr.contains("error[no-window]"));
}

#[test]
fn a_document_in_another_encoding_is_the_documents_fault() {
    let ended = Run::new("typeset -").stdin(b"---\nclass: letter\ntitle: caf\xe9\n").ends_with(1);
    assert!(ended.stderr.contains("is no text in UTF-8"), "{}", ended.stderr);
}
