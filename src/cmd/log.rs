//! `log`: one more entry in the history of a case file, and what is next.

use std::path::Path;

use chrono::NaiveDate;

use super::disk::Disk;
use super::fail::Fail;
use super::open::{self, Opened};
use super::write::Made;
use super::{Voice, answer, balance, clock, document, read, record, tell};
use crate::case::finding::Finding;
use crate::case::load::{self, Loaded};
use crate::case::sources::{Contents, Sources as _};
use crate::case::{Entry, Step};
use crate::cli::{self, Direction, Format, Log};
use crate::edit::{self, Draft, Edited, Value};
use crate::ledger::Ledger;
use crate::out::WriteError;
use crate::out::own::{Change, Held};
use crate::report::logged;
use crate::strategy::{self, PromiseState, Refusal};

/// How often a file that others keep writing is tried again.
const TRIES: usize = 5;

pub(super) fn run(args: &Log, voice: Voice) -> Result<(), Fail> {
    let today = clock::day(args.day.as_of);
    refuse_days(args, today)?;
    for _ in 0..TRIES {
        if let Some(added) = attempt(args, today, voice)? {
            return say(&added, args, voice);
        }
    }
    Err(Fail::System(format!("`{}` keeps being written by another program; nothing was added", args.case.display())))
}

/// A case file with one more entry, and what follows from it.
struct Added {
    edited: Edited,
    opened: Opened,
    confirmation: Option<Made>,
}

/// Adds the entry; `None` when the file was written by another program meanwhile.
fn attempt(args: &Log, today: NaiveDate, voice: Voice) -> Result<Option<Added>, Fail> {
    let failed = |source| WriteError { path: args.case.clone(), source };
    refuse_others(&args.case)?;
    // what is no file is named before it is locked
    Disk.read(&args.case, load::MOST_BYTES)?;
    let held = Held::take(&args.case).map_err(failed)?;
    refuse_others(held.path())?;
    let before = open::open(&args.case, today)?;
    let (edited, opened) = entered(&before, args, today, voice)?;
    let confirmation = args.confirm.then(|| document::confirmation(&opened, &output(args))).transpose()?;
    let added = Added { edited, opened, confirmation };
    if args.dry_run {
        return Ok(Some(added));
    }
    let change = held.replace(before.loaded.original(), &added.edited.bytes).map_err(failed)?;
    Ok((change == Change::Written).then_some(added))
}

/// Returns the file with the entry, and the case it gives, with warnings about the entry alone.
fn entered(before: &Opened, args: &Log, today: NaiveDate, voice: Voice) -> Result<(Edited, Opened), Fail> {
    let date = args.date.unwrap_or(today);
    let step = match args.step {
        Some(step) => Some(cli::word(step)),
        None => inferred(before, &draft(args, date, None))?.map(|step| step.word().to_owned()),
    };
    let edited = appended(before, &draft(args, date, step))?;
    let after = open::of(reread(&edited, &args.case, today)?, &args.case, today).map_err(|fail| {
        fail.say(voice.colour);
        let file = args.case.display();
        Fail::Document(format!("with this entry `{file}` would be wrong; the file was left alone"), None)
    })?;
    let warnings = after.warnings.iter().filter(|warning| is_new(warning, before)).cloned().collect();
    Ok((edited, Opened { warnings, ..after }))
}

/// Where the confirmation goes, and whether it is written.
fn output(args: &Log) -> cli::Output {
    cli::Output { output: args.output.clone(), to: vec![], dry_run: args.dry_run, force: false, templates: None }
}

/// A day that has not come cannot be in a history, and a promise is for the day it is made or a later one.
fn refuse_days(args: &Log, today: NaiveDate) -> Result<(), Fail> {
    let refused = |code, text| Err(Fail::Refused(vec![Refusal { code, text }]));
    let date = args.date.unwrap_or(today);
    if date > today {
        return refused("date-not-come", format!("{date} is after {today}; what has not happened is not logged"));
    }
    match args.by.filter(|by| *by < date) {
        Some(by) => {
            refused("promise-before-contact", format!("a promise made on {date} cannot be for {by}, before it"))
        }
        None => Ok(()),
    }
}

/// Only a case file has a history.
fn refuse_others(path: &Path) -> Result<(), Fail> {
    if path == Path::new("-") {
        return Err(Fail::Usage("`log` changes a file, and the standard input is none: name the case file".into()));
    }
    if path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"_")) {
        let text =
            format!("`{}` is no case: names that begin with `_` are shared files, without a history", path.display());
        return Err(Fail::Usage(text));
    }
    Ok(())
}

/// Returns the entry as the command line has it.
fn draft(args: &Log, date: NaiveDate, step: Option<String>) -> Draft {
    let text = |text: &Option<String>| text.clone().map(Value::Text);
    let texts = |texts: &Vec<String>| (!texts.is_empty()).then(|| Value::Texts(texts.clone()));
    let promise = args.promise.as_ref().zip(args.by);
    let promise = promise.map(|(amount, by)| Value::Map(Draft::default().plain("amount", amount).plain("by", by)));
    let inward = (args.direction == Direction::In).then(|| Value::Plain(cli::word(args.direction)));
    Draft::default()
        .plain("date", date)
        .some("time", args.time.map(|time| Value::Text(time.format("%H:%M").to_string())))
        .plain("channel", cli::word(args.channel))
        .some("contact", text(&args.contact))
        .some("direction", inward)
        .some("step", step.map(Value::Plain))
        .plain("outcome", cli::word(args.outcome))
        .some("discussed", texts(&args.discussed))
        .some("promise", promise)
        .some("document", text(&args.document))
        .some("deadline", args.deadline.map(|day| Value::Plain(day.to_string())))
        .some("announced", texts(&args.announced))
        .some("note", text(&args.note))
}

/// Returns the step that the entry is when none is stated; none for an entry that is wrong, which is named later.
fn inferred(before: &Opened, draft: &Draft) -> Result<Option<Step>, Fail> {
    let Ok(entry) = serde_yaml::from_str::<Entry>(&draft.braces()) else { return Ok(None) };
    let ledger = Ledger::reckon(before.case(), entry.date).map_err(|error| {
        Fail::Case(vec![balance::unreckoned(error, &before.loaded)], Box::new(before.loaded.texts().clone()))
    })?;
    Ok(strategy::step_of(before.case(), &ledger, &entry))
}

/// Returns the file with the entry, or says that the user has to put it in.
fn appended(before: &Opened, draft: &Draft) -> Result<Edited, Fail> {
    edit::append(before.loaded.original(), draft).ok_or_else(|| {
        let why = "no place was found for the entry where all else would stay as it is; the file was left alone";
        Fail::Document(why.into(), Some(format!("put this at the end of `history` yourself:\n  - {}", draft.braces())))
    })
}

fn reread(edited: &Edited, path: &Path, today: NaiveDate) -> Result<Loaded, Fail> {
    Ok(load::from_contents(&Disk, path, Contents::Whole(edited.bytes.clone().into()), Some(today))?)
}

/// Whether a warning is about the new entry.
fn is_new(warning: &Finding, before: &Opened) -> bool {
    !before.warnings.iter().any(|old| (old.code, &old.message) == (warning.code, &warning.message))
}

fn say(added: &Added, args: &Log, voice: Voice) -> Result<(), Fail> {
    read::warn(&added.opened, voice);
    added.confirmation.iter().for_each(|made| document::warn(made, voice));
    let Added { edited, opened, confirmation } = added;
    let saved = confirmation.as_ref().map(|made| document::save(opened, made, &output(args))).transpose()?;
    let saved = saved.unwrap_or_default();
    let documents: Vec<_> = saved.iter().map(|one| (one.path.display().to_string(), one.outcome.word())).collect();
    let written = !args.dry_run;
    let entry =
        logged::Added { file: &args.case, line: edited.line, lines: &edited.lines, written, documents: &documents };
    match args.format {
        Format::Text => answer(&logged::text(&entry, opened.case(), &opened.plan))?,
        Format::Json => answer(&format!("{:#}\n", logged::json(&entry, opened.case(), &opened.plan)))?,
    }
    if confirmation.is_none() {
        offer(opened, args, voice);
    }
    document::all_replaced(&saved)
}

/// Whatever is agreed is said back: names the command that does it.
fn offer(opened: &Opened, args: &Log, voice: Voice) {
    let pending = opened.plan.promise.as_ref().is_some_and(|promise| promise.state == PromiseState::Pending);
    if args.promise.is_some() && pending && !voice.quiet && !args.dry_run {
        tell::text(record::confirm(&args.case));
    }
}
