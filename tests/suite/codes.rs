//! Payment codes: what a telephone reads from the printed page is what the document says.

use std::process::Command;

use crate::support::Run;

/// Returns the codes on the pages of a document as a reader sees them, and the payload in its Markdown; none with a
/// note where pages cannot be drawn.
fn read(command: &str, document: &str) -> Option<(Vec<String>, String)> {
    let ended = Run::new(&format!("{command} --to pdf,md")).with("cases").ends_with(0);
    let file = ended.path(&format!("{document}.pdf"));
    let mut found = vec![];
    // as a telephone does that is held closer: where the raster falls badly, the next one reads
    for dots in ["200", "300"] {
        let pages = ended.path(&format!("page-{dots}"));
        if Command::new("pdftoppm").args(["-r", dots, "-gray"]).arg(&file).arg(&pages).output().is_err() {
            println!("`pdftoppm` is not installed: not asked");
            return None;
        }
        let begins = format!("page-{dots}-");
        let names = ended.files("").into_iter().filter(|name| name.starts_with(&begins));
        found = names.flat_map(|name| codes(&ended.bytes(&name))).collect();
        if !found.is_empty() {
            break;
        }
    }
    Some((found, payload(&ended.text(&format!("{document}.md")))))
}

/// Reads the codes of a picture in the plain binary form of grey pictures.
fn codes(picture: &[u8]) -> Vec<String> {
    let words: Vec<&[u8]> = picture.splitn(5, u8::is_ascii_whitespace).take(3).collect();
    let number = |word: &[u8]| std::str::from_utf8(word).unwrap().parse::<usize>().unwrap();
    let (width, height) = (number(words[1]), number(words[2]));
    let samples = &picture[picture.len() - width * height..];
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| samples[y * width + x]);
    image.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}

/// Returns what the fence of the code holds.
fn payload(markdown: &str) -> String {
    let fence =
        markdown.split("\n```").find(|part| part.starts_with("payment-code\n") || part.starts_with("swiss-bill\n"));
    fence.expect("a code").split_once("\n\n").expect("a payload").1.to_owned()
}

#[track_caller]
fn reads_back(command: &str, document: &str, begins: &str) {
    let Some((codes, payload)) = read(command, document) else { return };
    assert!(payload.starts_with(begins), "{payload}");
    assert_eq!(codes, [payload]);
}

#[test]
fn a_transfer_in_euros_reads_back() {
    let document = "out/kuestenlicht-2026-0187/statement";
    reads_back("statement cases/kuestenlicht-2026-0187.yaml --as-of 2026-10-31", document, "BCD\n002\n1\nSCT\n");
}

#[test]
fn a_request_in_rupees_reads_back() {
    let document = "out/kaveri-2026-77/statement";
    reads_back("statement cases/kaveri-2026-77.yaml --as-of 2026-10-31", document, "upi://pay?pa=");
}

#[test]
fn a_link_reads_back() {
    let document = "out/northwind-2026-014/statement";
    reads_back("statement cases/northwind-2026-014.yaml --as-of 2026-10-31", document, "https://pay.halden.example/");
}

#[test]
fn a_swiss_bill_reads_back_with_the_cross_in_its_middle() {
    let document = "out/alpenblick-2026-3/statement";
    reads_back("statement cases/alpenblick-2026-3.yaml --as-of 2026-08-15", document, "SPC\n0200\n1\nCH93");
}

#[test]
fn a_swiss_bill_stands_at_the_foot_of_the_last_page_in_the_words_of_its_language() {
    let command = "statement cases/alpenblick-2026-3.yaml --as-of 2026-08-15 --to pdf";
    let ended = Run::new(command).with("cases").ends_with(0);
    let file = ended.path("out/alpenblick-2026-3/statement.pdf");
    let Ok(output) = Command::new("pdftotext").arg("-layout").arg(file).arg("-").output() else {
        return println!("`pdftotext` is not installed: not asked");
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = text.trim_end_matches('\u{c}').rsplit('\u{c}').next().unwrap();
    let at = |words: &str| last.find(words).unwrap_or_else(|| panic!("{words}: {last}"));
    assert!(at("Seite 2 von 2") < at("Empfangsschein"), "{last}");
    assert!(at("Empfangsschein") < at("Annahmestelle"), "{last}");
    assert!(last.contains("5 953.02") && last.contains("CH93 0076 2011 6238 5295 7"), "{last}");
}
