//! Holds each PDF given on the command line against the standards that `pastdue` claims to keep.
//!
//! Prints one line a file and standard, the findings below it, and ends with 1 if there is any. Run as
//! `cargo run --manifest-path tests/validate/Cargo.toml -- FILE.pdf …`.

use std::process::ExitCode;

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

const STANDARDS: [(&str, ValidationProfile); 2] =
    [("PDF/A-3b", ValidationProfile::PdfA3b), ("PDF/UA-1", ValidationProfile::PdfUa1)];

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: pastdue-validate FILE.pdf …");
        return ExitCode::from(2);
    }
    let wrong = files.iter().filter(|file| !keeps_all_standards(file)).count();
    println!("{} of {} files keep all standards", files.len() - wrong, files.len());
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn keeps_all_standards(file: &str) -> bool {
    match std::fs::read(file) {
        Ok(bytes) => STANDARDS.iter().filter(|(name, profile)| !keeps(file, &bytes, name, *profile)).count() == 0,
        Err(why) => {
            println!("{file}: cannot be read: {why}");
            false
        }
    }
}

fn keeps(file: &str, bytes: &[u8], name: &str, profile: ValidationProfile) -> bool {
    let options = ValidationOptions::default().profile(profile);
    match validate_pdf_bytes(bytes, &options) {
        Ok(report) if report.failures.is_empty() => {
            println!("{file}: {name} kept");
            true
        }
        Ok(report) => {
            println!("{file}: {name} broken in {} places", report.failures.len());
            report.failures.iter().for_each(|failure| println!("    {failure:?}"));
            false
        }
        Err(why) => {
            println!("{file}: {name} cannot be judged: {why}");
            false
        }
    }
}
