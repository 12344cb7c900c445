//! What the program says about itself: schema, messages, templates, completions, manual.

use std::path::Path;

use clap::CommandFactory as _;

use super::fail::Fail;
use super::{answer, init};
use crate::case::{self, near, schema as case_schema};
use crate::cli::{Cli, examples};
use crate::compose::templates as built_in;
use crate::out::{self, WriteError};
use crate::review::codes as review;
use crate::strategy;
use crate::typeset;

pub(super) fn schema() -> Result<(), Fail> {
    answer(&format!("{:#}\n", case_schema::case_file()))
}

/// Returns the code of every message. What both a refusal and a remark say has one code, and is explained once.
fn codes() -> impl Iterator<Item = &'static str> {
    let remarks = review::all().filter(|code| strategy::codes::explain(code).is_none());
    let of_documents = case::codes::sections(typeset::CODES).map(|(code, _)| code);
    case::codes::all().chain(strategy::codes::all()).chain(remarks).chain(of_documents)
}

pub(super) fn explain(code: Option<&str>) -> Result<(), Fail> {
    let Some(code) = code else {
        return answer(&codes().map(|code| format!("{code}\n")).collect::<String>());
    };
    let of_a_document =
        || case::codes::sections(typeset::CODES).find(|(known, _)| *known == code).map(|(_, words)| words);
    let of_the_plan = || strategy::codes::explain(code);
    match case::codes::explain(code).or_else(of_the_plan).or_else(|| review::explain(code)).or_else(of_a_document) {
        Some(text) => answer(&format!("{code}\n\n{}\n", text.trim())),
        None => Err(Fail::Usage(format!(
            "there is no message with the code `{code}`; `pastdue explain` lists all{}",
            meant(code, codes())
        ))),
    }
}

pub(super) fn templates(name: Option<&str>, eject: Option<&Path>) -> Result<(), Fail> {
    let named: Vec<_> = built_in::BUILT_IN.iter().filter(|(own, _)| name.is_none_or(|name| *own == name)).collect();
    if let Some(name) = name.filter(|_| named.is_empty()) {
        let known = built_in::BUILT_IN.iter().map(|(own, _)| *own);
        return Err(Fail::Usage(format!("there is no built-in template `{name}`{}", meant(name, known))));
    }
    match (eject, named.as_slice()) {
        (Some(folder), named) => {
            let files: Vec<_> =
                named.iter().map(|(name, text)| (folder.join(name), text.as_bytes().to_vec())).collect();
            init::create(&files)?;
            answer(&files.iter().map(|(path, _)| format!("new      {}\n", path.display())).collect::<String>())
        }
        (None, [(_, text)]) if name.is_some() => answer(text),
        (None, named) => answer(&named.iter().map(|(name, _)| format!("{name}\n")).collect::<String>()),
    }
}

/// Returns the question whether another name was meant, on a line of its own.
fn meant<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    near::question(&near::nearest(typed, known)).map_or_else(String::new, |question| format!("\nhint: {question}"))
}

pub(super) fn completions(shell: clap_complete::Shell) -> Result<(), Fail> {
    let mut script = vec![];
    clap_complete::generate(shell, &mut Cli::command(), "pastdue", &mut script);
    answer(&String::from_utf8_lossy(&script))
}

/// Prints the page of the program or of one command, or writes all pages into a folder.
pub(super) fn man(name: Option<&str>, folder: Option<&Path>) -> Result<(), Fail> {
    let mut all = examples::with(Cli::command());
    // with this, each command knows its full name and the options of the whole program
    all.build();
    let commands = || std::iter::once(&all).chain(all.get_subcommands().filter(|command| command.get_name() != "help"));
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).map_err(|source| WriteError { path: folder.to_path_buf(), source })?;
        for command in commands() {
            let path = folder.join(format!("{}.1", command.get_display_name().unwrap_or("pastdue")));
            out::replace(&path, &page(command)?).map_err(|source| WriteError { path: path.clone(), source })?;
        }
        return Ok(());
    }
    let name = name.unwrap_or("pastdue");
    let command = commands().find(|command| command.get_name() == name).ok_or_else(|| {
        let known = commands().map(clap::Command::get_name);
        Fail::Usage(format!("there is no command `{name}`{}", meant(name, known)))
    })?;
    answer(&String::from_utf8_lossy(&page(command)?))
}

fn page(command: &clap::Command) -> Result<Vec<u8>, Fail> {
    let mut page = vec![];
    let name = command.get_display_name().unwrap_or("pastdue").to_owned();
    let source = format!("pastdue {}", env!("CARGO_PKG_VERSION"));
    clap_mangen::Man::new(command.clone()).title(name).source(source).render(&mut page)?;
    Ok(page)
}
