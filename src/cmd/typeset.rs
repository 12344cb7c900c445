//! `typeset`: any Markdown of the supported kind as PDF, as one HTML page, or as a file for a word processor.

use std::path::Path;
use std::sync::Arc;

use super::fail::Fail;
use super::fonts;
use super::unset;
use super::{answer_bytes, disk, open};
use crate::case::load::MOST_BYTES;
use crate::case::sources::{Contents, Sources as _};
use crate::cli::Typeset;
use crate::out;
use crate::typeset::fonts::Fonts;
use crate::typeset::setter::Setter;
use crate::typeset::{Assets, Subsets};

pub(super) fn run(args: &Typeset) -> Result<(), Fail> {
    let stdin = args.file == Path::new("-");
    let text = open::text(&args.file)?;
    let fonts = Arc::new(Fonts::built_in());
    let mut setter = Setter::new(&fonts, Subsets::Exact).with_overlay(args.envelope_overlay);
    let ending = args.output.as_ref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
    let folder = Folder(&args.file);
    let made = match ending {
        Some("html") => setter.html(&text, &folder).map(String::into_bytes),
        Some("docx") => setter.docx(&text, &folder),
        _ => fonts::pdf((&text, &args.file, &args.font), &mut setter, &folder, &[]),
    };
    let made = made.map_err(|faults| unset::in_markdown(&faults, &args.file, &text))?;
    match &args.output {
        Some(path) if path == Path::new("-") => answer_bytes(&made),
        None if stdin => answer_bytes(&made),
        path => {
            let path = path.clone().unwrap_or_else(|| args.file.with_extension("pdf"));
            out::replace(&path, &made).map_err(|source| out::WriteError { path, source }.into())
        }
    }
}

/// Files beside a Markdown document.
struct Folder<'p>(&'p Path);

impl Assets for Folder<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        match disk::Disk.read_beside(self.0, name, MOST_BYTES) {
            Ok(Contents::Whole(bytes)) => Ok(bytes.to_vec()),
            Ok(Contents::TooLarge) => Err(format!("`{name}` is too large")),
            Err(fault) => Err(fault.to_string()),
        }
    }
}
