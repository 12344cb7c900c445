//! `typeset`: any Markdown of the supported kind as PDF, or as one HTML page.

use std::path::Path;
use std::sync::Arc;

use super::fail::Fail;
use super::fonts;
use super::unset;
use super::write::Folder;
use super::{answer_bytes, open};
use crate::cli::Typeset;
use crate::out;
use crate::typeset::Subsets;
use crate::typeset::fonts::Fonts;
use crate::typeset::setter::Setter;

pub(super) fn run(args: &Typeset) -> Result<(), Fail> {
    let stdin = args.file == Path::new("-");
    let text = open::text(&args.file)?;
    let fonts = Arc::new(Fonts::built_in());
    let mut setter = Setter::new(&fonts, Subsets::Exact).with_overlay(args.envelope_overlay);
    let as_page = args.output.as_ref().and_then(|path| path.extension()).is_some_and(|ending| ending == "html");
    let folder = Folder(&args.file);
    let made = if as_page {
        setter.html(&text, &folder).map(String::into_bytes)
    } else {
        fonts::pdf((&text, &args.file, &args.font), &mut setter, &folder, &[])
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
