//! `new`: a new case file, what is not known left empty.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::fail::Fail;
use super::{Voice, answer, clock, init, open, read};
use crate::case::finding::Finding;
use crate::case::leaf;
use crate::case::load;
use crate::case::shape::Kind;
use crate::case::sources::{Contents, Sources as _};
use crate::cli::{self, New};
use crate::edit::fresh::{self, Known, Shared, TakenOver};

const SCHEMA: &str = "case.schema.json";

pub(super) fn run(args: &New, voice: Voice) -> Result<(), Fail> {
    leaf::check(Kind::CaseId, &args.id, None).map_err(|wrong| {
        let hint = wrong.hint.map_or_else(String::new, |hint| format!("\nhint: {hint}"));
        Fail::Usage(format!("the id {}{hint}", wrong.message))
    })?;
    let usual = || if Path::new("cases").is_dir() { PathBuf::from("cases") } else { PathBuf::from("") };
    let path = args.folder.clone().unwrap_or_else(usual).join(format!("{}.yaml", args.id));
    refuse_twin(&path)?;
    let text = fresh::case(&known(args, &path)?, &taken_over(args)?);
    let loaded = load::from_contents(&Disk, &path, Contents::Whole(text.as_bytes().into()), Some(clock::day(None)))?;
    let (left, wrong): (Vec<Finding>, Vec<Finding>) = loaded.findings().iter().cloned().partition(is_open);
    if wrong.iter().any(Finding::is_error) {
        Fail::Case(wrong, Box::new(loaded.texts().clone())).say(voice.colour);
        let text = format!("with this `{}` would be wrong; nothing was written", path.display());
        return Err(Fail::Document(text, None));
    }
    init::create(&[(path.clone(), text.into_bytes())])?;
    read::say_warnings(&wrong, &loaded, voice);
    answer(&format!("new      {}\n{}", path.display(), to_fill_in(&left)))
}

/// A value left open, to be filled in by the user.
fn is_open(finding: &Finding) -> bool {
    finding.code == "empty-value" || finding.code == "missing-key"
}

/// Returns the places at which something is to be filled in.
fn to_fill_in(left: &[Finding]) -> String {
    let lines = left.iter().map(|finding| {
        let place = finding.place.as_ref().map_or_else(String::new, |place| format!("{}:{}: ", place.file, place.line));
        format!("  {place}{}\n", finding.message)
    });
    let lines: String = lines.collect();
    if lines.is_empty() { lines } else { format!("to fill in:\n{lines}") }
}

fn known(args: &New, path: &Path) -> Result<Known, Fail> {
    let shared = match Disk.shared_for(path)? {
        Some(shared) => Shared::of(&open::text(&shared)?),
        None => Shared::default(),
    };
    Ok(Known {
        id: args.id.clone(),
        currency: args.currency.clone(),
        debtor: args.debtor.clone(),
        kind: args.kind.map(cli::word),
        payment: args.terms.clone(),
        invoice: args.invoice.clone(),
        issued: args.issued.map(|day| day.to_string()),
        received: args.received.map(|day| day.to_string()),
        amount: args.amount.clone(),
        shared,
        schema: schema_for(path),
    })
}

/// Returns the parts of the case that is named.
fn taken_over(args: &New) -> Result<TakenOver, Fail> {
    let Some(from) = &args.from else { return Ok(TakenOver::default()) };
    TakenOver::of(&open::text(from)?).ok_or_else(|| {
        let text =
            format!("nothing can be taken over from `{}`, which is not a case in lines of its own", from.display());
        Fail::Document(text, Some(format!("`pastdue check {}` says what is wrong with it", from.display())))
    })
}

/// Returns the way from a case to the schema beside it or above it, for editors.
fn schema_for(path: &Path) -> Option<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().ok()?;
    let up = folder.ancestors().position(|above| above.join(SCHEMA).is_file())?;
    Some(format!("{}{SCHEMA}", "../".repeat(up)))
}

/// Two files whose names differ only in case would be one on some disks, and their cases one to a batch.
fn refuse_twin(path: &Path) -> Result<(), Fail> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let twin = entries.map(|entry| entry.file_name()).find(|other| other.to_string_lossy().to_lowercase() == name);
    match twin {
        Some(twin) => {
            let text = format!("`{}` is there already; nothing was written", path.with_file_name(twin).display());
            Err(Fail::Document(text, None))
        }
        None => Ok(()),
    }
}
