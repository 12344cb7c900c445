//! `batch`: a month's documents for every case of a folder.
//!
//! First every case is read, once; twins stop the run before anything is written. Then the documents are made, case by
//! case on all cores, and what came of each is written down.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Datelike as _, NaiveDate};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::fail::Fail;
use super::folder::{self, Read};
use super::job::{Job, Order};
use super::open::Opened;
use super::review::Reviewed;
use super::status::line;
use super::workers::{self, Crew, Panicked, each};
use super::{Voice, answer, tell, templates, write};
use crate::batch::{Document, Outcome, State, index, manifest, summary};
use crate::calendar::month_end;
use crate::case::Step;
use crate::cli::{Batch, Output};
use crate::compose::{Composer, DocumentKind, Enclosure, Options};
use crate::money::Money;
use crate::out::{self, Mode};
use crate::review::Remark;
use crate::strategy::PlanStep;
use crate::typeset::Subsets;
use crate::typeset::fonts::Fonts;
use crate::typeset::setter::Setter;

pub(super) fn run(args: &Batch, voice: Voice) -> Result<(), Fail> {
    let as_of = day(args)?;
    let composer = templates::composer(args.output.templates.as_deref())?;
    let month = args.month.format("%Y-%m").to_string();
    let folder = args.output.output.join(&month);
    let interrupt = Interrupt::heeded();
    let crew = Crew { jobs: args.jobs.unwrap_or_else(workers::usual), stop: &interrupt.stop };
    let cases = read(args, as_of, crew, voice)?;
    let _lock = if args.output.dry_run { None } else { Some(out::Lock::take(&folder)?) };
    let mut outcomes: Vec<Outcome> = cases.iter().map(unmade).collect();
    work(&Work { args, folder: &folder, composer: &composer, crew, voice }, cases, &mut outcomes);
    let recorded = if args.output.dry_run {
        answer(&would_write(&folder, &outcomes))
    } else {
        record(&folder, &outcomes, &month, as_of)
    };
    answer(&summary(&outcomes))?;
    recorded.and_then(|()| end(&outcomes, &interrupt))
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

/// Whether the run is to stop after the cases in work, and whether the user said so.
struct Interrupt {
    stop: Arc<AtomicBool>,
    interrupted: Arc<AtomicBool>,
}

impl Interrupt {
    fn heeded() -> Interrupt {
        let (stop, interrupted) = (Arc::<AtomicBool>::default(), Arc::<AtomicBool>::default());
        let flags = [stop.clone(), interrupted.clone()];
        // a second handler cannot be set; then an interrupt ends the run at once, as without one
        let _ = ctrlc::set_handler(move || flags.iter().for_each(|flag| flag.store(true, Ordering::Relaxed)));
        Interrupt { stop, interrupted }
    }
}

/// Reads all cases and says what is wrong with them; ends the run when twins would share a folder, or when the first
/// failure is to end it.
fn read(args: &Batch, as_of: NaiveDate, crew: Crew<'_>, voice: Voice) -> Result<Vec<Read>, Fail> {
    let read = folder::read(&args.folder, as_of, crew, voice);
    if matches!(read, Err(Fail::Interrupted)) {
        tell::line("interrupted; nothing was written");
    }
    let mut cases = read?;
    let twins = folder::part_twins(&mut cases);
    let failed = cases.iter().filter_map(|read| read.case.as_ref().err());
    let failed = failed.inspect(|fail| fail.say(voice.colour)).count();
    if twins > 0 {
        return Err(Fail::Document("two cases have one id; nothing was written".into(), None));
    }
    if args.fail_fast && failed > 0 {
        let words = format!("{failed} of {} cases cannot be used; nothing was written", cases.len());
        return Err(Fail::Document(words, None));
    }
    Ok(cases)
}

/// Returns what is known of a case before anything is made of it.
fn unmade(read: &Read) -> Outcome {
    Outcome {
        file: read.file(),
        case: read.id.as_ref().map(|(id, _)| id.clone()),
        line: line(read),
        state: read.case.as_ref().err().map_or(State::NotReached, state_of),
        remarks: 0,
        documents: vec![],
        warnings: vec![],
    }
}

/// What all workers share.
struct Work<'w> {
    args: &'w Batch,
    folder: &'w Path,
    composer: &'w Composer,
    crew: Crew<'w>,
    voice: Voice,
}

/// Makes the documents of all cases, each worker with its own press, and lets go of each case when it is done.
fn work(work: &Work<'_>, cases: Vec<Read>, outcomes: &mut [Outcome]) {
    let cases: Vec<Mutex<Option<Opened>>> = cases.into_iter().map(|read| Mutex::new(read.case.ok())).collect();
    let (fonts, bar) = (Arc::new(Fonts::built_in()), progress(cases.len(), work.voice));
    let all = each(cases.len(), work.crew, || {
        let mut setter = Setter::new(&fonts, Subsets::Shared);
        let (cases, bar) = (&cases, &bar);
        move |at: usize| {
            let opened = cases[at].lock().unwrap_or_else(PoisonError::into_inner).take()?;
            let made = documents(work, &opened, &mut setter);
            if work.args.fail_fast && !made.state.is_well() {
                work.crew.stop.store(true, Ordering::Relaxed);
            }
            bar.inc(1);
            Some(made)
        }
    });
    bar.finish_and_clear();
    for (outcome, made) in outcomes.iter_mut().zip(all) {
        match made {
            Some(Ok(Some(made))) => {
                (outcome.state, outcome.remarks) = (made.state, made.remarks);
                (outcome.documents, outcome.warnings) = (made.documents, made.warnings);
            }
            Some(Err(Panicked)) => outcome.state = state_of(&Fail::Panicked),
            // wrong from the start, or not reached
            Some(Ok(None)) | None => {}
        }
    }
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

/// What was made of one case.
struct Made {
    state: State,
    /// How many remarks of the review stand against it.
    remarks: usize,
    documents: Vec<Document>,
    warnings: Vec<crate::strategy::Refusal>,
}

impl Made {
    fn nothing(state: State) -> Made {
        Made { state, remarks: 0, documents: vec![], warnings: vec![] }
    }
}

fn documents(work: &Work<'_>, opened: &Opened, setter: &mut Setter<'_>) -> Made {
    let PlanStep::Take(step) = opened.plan.step else {
        let code = opened.plan.refusals.first().map_or(opened.plan.step.word(), |refusal| refusal.code);
        return Made::nothing(State::Nothing(code.to_string()));
    };
    let letter = letter(opened, step, &work.args.output);
    let mut statement = is_open(opened).then(|| Job::new(opened, letter.statement(), work.composer));
    let made = write::make(&mut Job::new(opened, letter, work.composer), statement.as_mut(), setter);
    let beside = statement.map(|mut statement| write::make(&mut statement, None, setter));
    let (mut files, mut warnings, mut refused, mut remarks) = (vec![], vec![], None, vec![]);
    for made in std::iter::once(made).chain(beside) {
        match made {
            Ok(made) => {
                remarks.extend(made.reviewed.standing().cloned());
                files.extend(made.files);
                warnings.extend(made.gate.warnings);
            }
            Err(fail) => {
                remarks.extend(fail.reviewed().into_iter().flat_map(Reviewed::standing).cloned());
                refused = refused.or(Some(state_of(&fail)));
            }
        }
    }
    let mode = Mode { dry_run: work.args.output.dry_run, force: work.args.output.force };
    let id = &opened.case().id;
    let written = match out::write_all(&work.folder.join(id), &files, mode) {
        Ok(written) => written,
        Err(error) => return Made::nothing(state_of(&error.into())),
    };
    let any = |wanted| written.iter().any(|written| written.outcome == wanted);
    let state = if any(out::Outcome::Edited) {
        State::Edited
    } else if any(out::Outcome::New) || any(out::Outcome::Changed) {
        State::Made
    } else {
        State::Unchanged
    };
    let documents = files.iter().zip(written).map(|((name, _), written)| Document {
        path: format!("{id}/{name}"),
        hash: written.hash,
        outcome: written.outcome.word(),
    });
    Made { state: refused.unwrap_or(state), remarks: distinct(&remarks), documents: documents.collect(), warnings }
}

/// Returns how many remarks there are, when what two documents of a case share counts once.
fn distinct(remarks: &[Remark]) -> usize {
    remarks.iter().enumerate().filter(|(at, remark)| !remarks[..*at].contains(remark)).count()
}

fn state_of(fail: &Fail) -> State {
    match fail {
        Fail::Refused(_) | Fail::Reviewed(_) => State::Refused(fail.reason(), fail.to_string()),
        _ => State::Failed(fail.reason(), fail.to_string()),
    }
}

/// Returns the order for what a step asks for: a demand or a call sheet.
fn letter(opened: &Opened, step: Step, output: &Output) -> Order {
    let is_demand = step == Step::Demand;
    let options = Options {
        blank_head: opened.case().page.blank_head,
        enclosures: if is_demand { Enclosure::of(opened.case(), &opened.ledger, true) } else { vec![] },
        ..Options::default()
    };
    let kind = if is_demand { DocumentKind::Demand } else { DocumentKind::Call };
    Order { options, ..Order::usual(kind, output.to.clone()) }
}

/// Returns whether anything is open, so that a statement goes with what is made.
fn is_open(opened: &Opened) -> bool {
    let ledger = &opened.ledger;
    [ledger.total_due, ledger.not_yet_due, ledger.disputed].iter().any(|amount| *amount > Money::ZERO)
}

/// Returns a line for each document, as a command for one case has it.
fn would_write(folder: &Path, outcomes: &[Outcome]) -> String {
    let documents = outcomes.iter().flat_map(|outcome| &outcome.documents);
    let line = |document: &Document| format!("{:<8} {}\n", document.outcome, folder.join(&document.path).display());
    documents.map(line).collect()
}

fn record(folder: &Path, outcomes: &[Outcome], month: &str, as_of: NaiveDate) -> Result<(), Fail> {
    let html = index::html(outcomes, month, as_of).map_err(|error| Fail::Document(error.to_string(), None))?;
    for (name, text) in [("manifest.jsonl", manifest::jsonl(outcomes)), ("index.html", html)] {
        let path: PathBuf = folder.join(name);
        out::replace(&path, text.as_bytes()).map_err(|source| out::WriteError { path, source })?;
    }
    Ok(())
}

/// Returns how the command ends: the system's failures before an interruption, that before what the cases brought.
fn end(outcomes: &[Outcome], interrupt: &Interrupt) -> Result<(), Fail> {
    let any = |holds: &dyn Fn(&State) -> bool| outcomes.iter().any(|outcome| holds(&outcome.state));
    if any(&|state| matches!(state, State::Failed(code, _) if code == "system")) {
        return Err(Fail::System("not everything could be read or written".into()));
    }
    if interrupt.interrupted.load(Ordering::Relaxed) && any(&|state| *state == State::NotReached) {
        return Err(Fail::Interrupted);
    }
    if any(&|state| !state.is_well()) { Err(Fail::Partly) } else { Ok(()) }
}
