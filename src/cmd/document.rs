//! `call`, `demand`, `statement`, `confirm`: one document of one case.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use super::fail::Fail;
use super::job::{Job, Order};
use super::open::{self, Opened};
use super::write::{self, Made};
use super::{Voice, answer, answer_bytes, clock, read, record, review, tell, templates};
use crate::case::Step;
use crate::cli;
use crate::compose::{DocumentKind, Enclosure, Options};
use crate::out::{self, Mode, Outcome, Written};
use crate::strategy::gate::Request;
use crate::typeset::Subsets;
use crate::typeset::fonts::Fonts;
use crate::typeset::setter::Setter;

pub(super) fn call(args: &cli::Call, voice: Voice) -> Result<(), Fail> {
    let opened = open(&args.case, args.day.as_of, voice)?;
    let step = args.step.map(|step| match step {
        cli::Step::Courtesy => Step::Courtesy,
        cli::Step::Reminder => Step::Reminder,
        cli::Step::FollowUp => Step::FollowUp,
        cli::Step::Escalation => Step::Escalation,
        cli::Step::FinalCall => Step::FinalCall,
    });
    let request = Request { step, at: args.at, books_current: args.books_current, ..Request::default() };
    let options = Options { at: args.at, books_current: args.books_current, ..Options::default() };
    let order = order(DocumentKind::Call, request, options, &args.output);
    let made = finish(&opened, order, &args.output, voice)?;
    then(&record::call(&opened, &made, args.step.is_some()), &args.output, voice);
    Ok(())
}

pub(super) fn demand(args: &cli::Demand, voice: Voice) -> Result<(), Fail> {
    let opened = open(&args.case, args.day.as_of, voice)?;
    let request = Request {
        books_current: args.books_current,
        without_consequence: args.without_consequence,
        ..Request::default()
    };
    let options = Options {
        books_current: args.books_current,
        without_consequence: args.without_consequence,
        blank_head: args.paper.blank_head,
        enclosures: Enclosure::of(opened.case(), &opened.ledger, args.enclose_statement),
        ..Options::default()
    };
    let letter = order(DocumentKind::Demand, request, options, &args.output);
    let made = with_statement(&opened, letter, args, voice)?;
    // a letter with the window drawn over it is not one that was sent
    if !args.envelope_overlay {
        then(&record::sent_demand(&opened, &made, args.without_consequence), &args.output, voice);
    }
    Ok(())
}

/// Makes and writes a letter, and its statement beside it if that is asked for.
fn with_statement(opened: &Opened, letter: Order, args: &cli::Demand, voice: Voice) -> Result<Made, Fail> {
    let (composer, fonts) = (templates::composer(args.output.templates.as_deref())?, Arc::new(Fonts::built_in()));
    let setter = |overlay| Setter::new(&fonts, Subsets::Exact).with_overlay(overlay);
    let mut statement = Job::new(opened, letter.statement(), &composer);
    let mut letter = Job::new(opened, letter, &composer);
    let made = write::make(&mut letter, Some(&mut statement), &mut setter(args.envelope_overlay))?;
    put(opened, &made, &args.output, voice)?;
    if args.enclose_statement && args.output.output != Path::new("-") {
        // what goes with the e-mail has a head of its own, and the window of the letter
        if args.paper.blank_head || args.envelope_overlay {
            let options = Options { blank_head: args.paper.blank_head, ..statement.order.options };
            statement = Job::new(opened, Order { options, ..statement.order }, &composer);
        }
        let mut enclosed = write::make(&mut statement, None, &mut setter(false))?;
        enclosed.reviewed.beside(&made.reviewed);
        put(opened, &enclosed, &args.output, voice)?;
    }
    Ok(made)
}

pub(super) fn statement(args: &cli::Statement, voice: Voice) -> Result<(), Fail> {
    let opened = open(&args.case, args.day.as_of, voice)?;
    let options = Options { blank_head: args.paper.blank_head, ..Options::default() };
    let order = order(DocumentKind::Statement, Request::default(), options, &args.output);
    finish(&opened, Order { attach_ledger: args.attach_ledger, ..order }, &args.output, voice).map(drop)
}

pub(super) fn confirm(args: &cli::Confirm, voice: Voice) -> Result<(), Fail> {
    let opened = open(&args.case, args.day.as_of, voice)?;
    let made = confirmation(&opened, &args.output)?;
    put(&opened, &made, &args.output, voice)
}

/// Makes the message that says the latest promise back; nothing is written.
pub(super) fn confirmation(opened: &Opened, output: &cli::Output) -> Result<Made, Fail> {
    make(opened, order(DocumentKind::Confirmation, Request::default(), Options::default(), output), output)
}

pub(super) fn open(path: &Path, as_of: Option<NaiveDate>, voice: Voice) -> Result<Opened, Fail> {
    let opened = open::open(path, clock::day(as_of))?;
    read::warn(&opened, voice);
    Ok(opened)
}

pub(super) fn order(kind: DocumentKind, request: Request, options: Options, output: &cli::Output) -> Order {
    Order { request, options, ..Order::usual(kind, output.to.clone()) }
}

pub(super) fn finish(opened: &Opened, order: Order, output: &cli::Output, voice: Voice) -> Result<Made, Fail> {
    let made = make(opened, order, output)?;
    put(opened, &made, output, voice)?;
    Ok(made)
}

/// Says what to do with a document that was made.
pub(super) fn then(words: &str, output: &cli::Output, voice: Voice) {
    if !voice.quiet && !output.dry_run && !words.is_empty() {
        tell::text(words);
    }
}

fn make(opened: &Opened, order: Order, output: &cli::Output) -> Result<Made, Fail> {
    let (composer, fonts) = (templates::composer(output.templates.as_deref())?, Arc::new(Fonts::built_in()));
    let mut setter = Setter::new(&fonts, Subsets::Exact);
    write::make(&mut Job::new(opened, order, &composer), None, &mut setter)
}

/// Says what a document that was made is warned of.
pub(super) fn warn(made: &Made, voice: Voice) {
    for warning in made.gate.warnings.iter().filter(|_| !voice.quiet) {
        tell::line(format_args!("warning[{}]: {}", warning.code, warning.text));
    }
}

/// Writes a document that was made, and says what became of each file.
pub(super) fn put(opened: &Opened, made: &Made, output: &cli::Output, voice: Voice) -> Result<(), Fail> {
    warn(made, voice);
    if !voice.quiet {
        tell::text(review::said(&made.reviewed, voice.colour));
    }
    if output.output == Path::new("-") {
        return pipe(&made.files);
    }
    let written = save(opened, made, output)?;
    let lines = written.iter().map(|one| format!("{:<8} {}\n", one.outcome.word(), one.path.display()));
    answer(&lines.collect::<String>())?;
    all_replaced(&written)
}

/// Writes the files of a document into the folder of its case, and returns what became of each.
pub(super) fn save(opened: &Opened, made: &Made, output: &cli::Output) -> Result<Vec<Written>, Fail> {
    let folder = output.output.join(&opened.case().id);
    let mode = Mode { dry_run: output.dry_run, force: output.force };
    let _lock = if output.dry_run { None } else { Some(out::Lock::wait(&folder)?) };
    Ok(out::write_all(&folder, &made.files, mode)?)
}

/// A document edited by hand is kept, which is not what was asked for.
pub(super) fn all_replaced(written: &[Written]) -> Result<(), Fail> {
    if written.iter().any(|written| written.outcome == Outcome::Edited) {
        let hint = "`--force` replaces it; or write elsewhere with `-o DIR`";
        return Err(Fail::Document(
            "a document was edited by hand since it was made, and is kept".into(),
            Some(hint.into()),
        ));
    }
    Ok(())
}

/// Writes the one form asked for to the standard output.
fn pipe(files: &[(String, Vec<u8>)]) -> Result<(), Fail> {
    let [(_, bytes)] = files else {
        return Err(Fail::Usage("the standard output takes one form: say which with `--to`".into()));
    };
    answer_bytes(bytes)
}
