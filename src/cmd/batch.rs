//! `batch`: a month's documents for every case of a folder.

use std::fs::File;
use std::io::IsTerminal as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::{Datelike as _, NaiveDate};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::fail::Fail;
use super::open::{self, Opened};
use super::review::Reviewed;
use super::write::{self, Order};
use super::{Voice, answer, find};
use crate::batch::{Document, Outcome, State, index, manifest, summary};
use crate::calendar::month_end;
use crate::case::Step;
use crate::case::check::repeated::Ids;
use crate::cli::{Batch, Form, Output};
use crate::compose::{Composer, DocumentKind, Enclosure, Options};
use crate::money::Money;
use crate::out::{self, Mode};
use crate::report::status::Line;
use crate::strategy::PlanStep;
use crate::strategy::gate::Request;
use crate::typeset::Subsets;
use crate::typeset::fonts::Fonts;
use crate::typeset::setter::Setter;

pub(super) fn run(args: &Batch, voice: Voice) -> Result<(), Fail> {
    let as_of = day(args)?;
    let files = find::in_folder(&args.folder)?;
    let composer = write::composer(args.output.templates.as_deref())?;
    let month = args.month.format("%Y-%m").to_string();
    let folder = args.output.output.join(&month);
    let _lock = if args.output.dry_run { None } else { Some(lock(&folder)?) };
    refuse_twins(&files, as_of, voice)?;
    let stop = stop_on_interrupt();
    let work = Work { args, folder: &folder, composer: &composer, as_of, stop: &stop };
    let outcomes = all(&work, &files, voice);
    if !args.output.dry_run {
        record(&folder, &outcomes, &month, as_of)?;
    }
    answer(&summary(&outcomes))?;
    if stop.load(Ordering::Relaxed) && outcomes.len() < files.len() {
        return Err(if args.fail_fast && outcomes.iter().any(|o| !o.state.is_well()) {
            Fail::Partly
        } else {
            Fail::Interrupted
        });
    }
    let system = outcomes.iter().any(|outcome| matches!(&outcome.state, State::Failed(code, _) if code == "system"));
    match (system, outcomes.iter().all(|outcome| outcome.state.is_well())) {
        (true, _) => Err(Fail::System("not everything could be read or written".into())),
        (false, true) => Ok(()),
        (false, false) => Err(Fail::Partly),
    }
}

/// What all workers share.
struct Work<'w> {
    args: &'w Batch,
    folder: &'w Path,
    composer: &'w Composer,
    as_of: NaiveDate,
    stop: &'w AtomicBool,
}

/// Returns the month's last day, or the day of it that was named.
fn day(args: &Batch) -> Result<NaiveDate, Fail> {
    let last = month_end(args.month);
    match args.as_of {
        None => Ok(last),
        Some(day) if (day.year(), day.month()) == (last.year(), last.month()) => Ok(day),
        Some(day) => Err(Fail::Usage(format!("{day} is no day of {}", args.month.format("%Y-%m")))),
    }
}

/// Takes the month's folder for this run; another run that holds it is named.
fn lock(folder: &Path) -> Result<File, Fail> {
    let path = folder.join(".lock");
    let failed = |source| Fail::from(out::WriteError { path: path.clone(), source });
    std::fs::create_dir_all(folder).map_err(failed)?;
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => Err(Fail::System(format!("another run is writing into `{}`", folder.display()))),
    }
}

/// Two cases with one id, or with ids that differ only in case, would write into one folder.
fn refuse_twins(files: &[PathBuf], as_of: NaiveDate, voice: Voice) -> Result<(), Fail> {
    let mut ids = Ids::default();
    let mut twins = false;
    for file in files {
        let Ok(loaded) = open::load(file, as_of) else { continue };
        if let Some(finding) = ids.take(&loaded) {
            Fail::Case(vec![finding], Box::new(loaded.texts().clone())).say(voice.colour);
            twins = true;
        }
    }
    if twins { Err(Fail::Document("two cases have one id; nothing was written".into(), None)) } else { Ok(()) }
}

fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = stop.clone();
    // a second handler cannot be set; then an interrupt ends the run at once, as without one
    let _ = ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed));
    stop
}

/// Works on all cases, each thread with its own press; returns outcomes in the order of the files.
fn all(work: &Work<'_>, files: &[PathBuf], voice: Voice) -> Vec<Outcome> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = work.args.jobs.unwrap_or(cores).clamp(1, files.len().max(1));
    let (next, fonts, bar) = (AtomicUsize::new(0), Arc::new(Fonts::built_in()), progress(files.len(), voice));
    let worker = || {
        let mut setter = Setter::new(&fonts, Subsets::Shared);
        let mut done = vec![];
        while !work.stop.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(at) else { break };
            let outcome = guarded(work, file, &mut setter);
            if work.args.fail_fast && !outcome.state.is_well() {
                work.stop.store(true, Ordering::Relaxed);
            }
            done.push((at, outcome));
            bar.inc(1);
        }
        done
    };
    let mut outcomes: Vec<(usize, Outcome)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    bar.finish_and_clear();
    outcomes.sort_by_key(|(at, _)| *at);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn progress(length: usize, voice: Voice) -> ProgressBar {
    let quiet = voice.quiet || !std::io::stderr().is_terminal();
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(length as u64), target);
    if let Ok(style) = ProgressStyle::with_template("{pos} of {len} cases {bar:40} {elapsed}") {
        bar.set_style(style);
    }
    bar
}

/// A fault in our own code stops one case, not the batch.
fn guarded(work: &Work<'_>, file: &Path, setter: &mut Setter<'_>) -> Outcome {
    catch_unwind(AssertUnwindSafe(|| case(work, file, setter))).unwrap_or_else(|_| {
        let words = "pastdue made a mistake here; please report it with the case".to_string();
        failed(file, None, State::Failed("panic".into(), words))
    })
}

fn failed(file: &Path, opened: Option<&Opened>, state: State) -> Outcome {
    let line = opened.map(|opened| Line::of(opened.case(), &opened.ledger, &opened.plan));
    let case = line.as_ref().map(|line| line.case.clone());
    Outcome { file: file.to_string_lossy().replace('\\', "/"), case, line, state, remarks: 0, documents: vec![] }
}

fn case(work: &Work<'_>, file: &Path, setter: &mut Setter<'_>) -> Outcome {
    let opened = match open::open(file, work.as_of) {
        Ok(opened) => opened,
        Err(fail) => return failed(file, None, state_of(&fail)),
    };
    let PlanStep::Take(step) = opened.plan.step else {
        let code = opened.plan.refusals.first().map_or(opened.plan.step.word(), |refusal| refusal.code);
        return failed(file, Some(&opened), State::Nothing(code.to_string()));
    };
    let (mut files, mut refused, mut remarks) = (vec![], None, 0);
    for order in orders(&opened, step, &work.args.output) {
        match write::make(&opened, &order, work.composer, setter) {
            Ok(made) => {
                remarks += made.reviewed.standing();
                files.extend(made.files);
            }
            Err(fail) => {
                remarks += fail.reviewed().map_or(0, Reviewed::standing);
                refused = refused.or(Some(state_of(&fail)));
            }
        }
    }
    let mut outcome = Outcome { remarks, ..failed(file, Some(&opened), State::Made) };
    let mode = Mode { dry_run: work.args.output.dry_run, force: work.args.output.force };
    match out::write_all(&work.folder.join(&opened.case().id), &files, mode) {
        Ok(written) => {
            let same = written.iter().all(|(_, outcome)| matches!(outcome, out::Outcome::Same));
            outcome.state = if same { State::Unchanged } else { State::Made };
            let documents = files.iter().zip(written).map(|((name, bytes), (_, written))| Document {
                path: format!("{}/{name}", opened.case().id),
                hash: blake3::hash(bytes).to_hex().to_string(),
                edited: written == out::Outcome::Edited,
            });
            outcome.documents = documents.collect();
        }
        Err(error) => outcome.state = state_of(&error.into()),
    }
    if let Some(refused) = refused {
        outcome.state = refused;
    }
    outcome
}

fn state_of(fail: &Fail) -> State {
    match fail {
        Fail::Refused(_) | Fail::Reviewed(_) => State::Refused(fail.reason(), fail.to_string()),
        Fail::System(words) => State::Failed("system".into(), words.clone()),
        Fail::Case(..) => State::Failed(fail.reason(), fail.to_string()),
        _ => State::Failed("document".into(), fail.to_string()),
    }
}

/// What a step asks for: a demand or a call sheet, and a statement if anything is open.
fn orders(opened: &Opened, step: Step, output: &Output) -> Vec<Order> {
    let kind = if step == Step::Demand { DocumentKind::Demand } else { DocumentKind::Call };
    let options = Options {
        blank_head: opened.case().page.blank_head,
        enclosures: if step == Step::Demand { Enclosure::of(opened.case(), &opened.ledger, true) } else { vec![] },
        ..Options::default()
    };
    let order = |kind, options, forms: Vec<Form>| Order {
        kind,
        request: Request::default(),
        options,
        forms,
        attach_ledger: false,
        envelope_overlay: false,
    };
    let has_email = opened.case().creditor.email.is_some();
    let forms = if output.to.is_empty() && !has_email { vec![Form::Pdf, Form::Md] } else { output.to.clone() };
    let mut orders = vec![order(kind, options, forms)];
    let ledger = &opened.ledger;
    let open = [ledger.total_due, ledger.not_yet_due, ledger.disputed];
    if open.iter().any(|amount| *amount > Money::ZERO) {
        let forms: Vec<Form> = output.to.iter().copied().filter(|form| *form != Form::Eml).collect();
        orders.push(order(DocumentKind::Statement, Options::default(), forms));
    }
    orders
}

fn record(folder: &Path, outcomes: &[Outcome], month: &str, as_of: NaiveDate) -> Result<(), Fail> {
    let html = index::html(outcomes, month, as_of).map_err(|error| Fail::Document(error.to_string(), None))?;
    for (name, text) in [("manifest.jsonl", manifest::jsonl(outcomes)), ("index.html", html)] {
        let path = folder.join(name);
        out::replace(&path, text.as_bytes()).map_err(|source| out::WriteError { path, source })?;
    }
    Ok(())
}
