//! `typeset`: any Markdown of the supported kind as PDF.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use super::fail::Fail;
use super::write::Folder;
use crate::case::load::MOST_BYTES;
use crate::cli::Typeset;
use crate::out;
use crate::typeset::Subsets;
use crate::typeset::fonts::Fonts;
use crate::typeset::setter::Setter;

pub(super) fn run(args: &Typeset) -> Result<(), Fail> {
    let stdin = args.file == Path::new("-");
    let mut text = String::new();
    if stdin {
        std::io::stdin().lock().take(MOST_BYTES as u64).read_to_string(&mut text)?;
    } else {
        let path = &args.file;
        text = std::fs::read_to_string(path)
            .map_err(|error| Fail::System(format!("cannot read `{}`: {error}", path.display())))?;
    }
    let fonts = Arc::new(Fonts::built_in());
    let pdf = Setter::new(&fonts, Subsets::Exact).pdf(&text, &Folder(&args.file), &[]).map_err(|faults| {
        let line = |fault: &crate::typeset::Fault| {
            let hint = fault.hint.as_ref().map_or_else(String::new, |hint| format!("\nhint: {hint}"));
            format!("[{}]: {}\n  --> {}:{}{hint}", fault.code, fault.text, args.file.display(), fault.line)
        };
        Fail::Document(faults.iter().map(line).collect::<Vec<_>>().join("\nerror"), None)
    })?;
    match &args.output {
        Some(path) if path == Path::new("-") => Ok(std::io::stdout().lock().write_all(&pdf)?),
        None if stdin => Ok(std::io::stdout().lock().write_all(&pdf)?),
        path => {
            let path = path.clone().unwrap_or_else(|| args.file.with_extension("pdf"));
            out::replace(&path, &pdf).map_err(|source| out::WriteError { path, source }.into())
        }
    }
}
