//! What other programs make of every document: its form, its fonts and its text.

use std::collections::BTreeSet;
use std::process::Command;
use std::thread;

use unicode_normalization::char::is_combining_mark;

use crate::papers::{Paper, papers};
use crate::spoken::told;

/// Asks a program about every document, or says that it is not there.
fn each(program: &str, before: &[&str], after: &[&str], look: impl Fn(&Paper, &str) + Sync) {
    if Command::new(program).arg("-v").output().is_err() {
        return println!("`{program}` is not installed: not asked");
    }
    let papers = papers();
    let ask = |papers: &[Paper]| {
        for paper in papers {
            let output = Command::new(program).args(before).arg(paper.file()).args(after).output().unwrap();
            let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            assert!(output.status.success(), "{}: {said}", paper.name);
            look(paper, &said);
        }
    };
    let (some, others) = papers.split_at(papers.len() / 2);
    thread::scope(|scope| {
        scope.spawn(|| ask(some));
        ask(others);
    });
}

#[test]
fn qpdf_finds_nothing_wrong() {
    each("qpdf", &["--check"], &[], |paper, said| assert!(!said.contains("WARNING"), "{}: {said}", paper.name));
}

#[test]
fn all_fonts_are_embedded_cut_down_and_can_be_read_back() {
    each("pdffonts", &[], &[], |paper, said| {
        let fonts: Vec<&str> = said.lines().skip(2).collect();
        assert!(!fonts.is_empty(), "{}", paper.name);
        for font in fonts {
            let columns: Vec<&str> = font.split_whitespace().rev().take(5).collect();
            assert_eq!(columns[2..], ["yes", "yes", "yes"], "{}: {font}", paper.name);
            assert!(font.contains(" CID ") && !font.contains("Type 3"), "{}: {font}", paper.name);
        }
    });
}

/// Returns the words of a text, hyphens at line ends taken out. Left out are words with marks on their letters, and
/// those longer than a line.
fn words(text: &str) -> Vec<String> {
    let joined = text.replace("\u{AD}\n", "").replace('\u{AD}', "");
    let part = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let words = joined.split(|c: char| !part(c)).filter(|word| (1..60).contains(&word.chars().count()));
    words.filter(|word| !word.contains(is_combining_mark)).map(str::to_owned).collect()
}

#[test]
fn the_text_comes_out_whole() {
    each("pdftotext", &[], &["-"], |paper, said| {
        assert!(!said.contains('\u{fffd}'), "{}: a letter is replaced", paper.name);
        let found: BTreeSet<String> = words(said).into_iter().collect();
        let lost: Vec<String> =
            words(&told(&paper.markdown)).into_iter().filter(|word| !found.contains(word)).collect();
        assert!(lost.is_empty(), "{}: {lost:?} are not in the text of the file", paper.name);
    });
}
