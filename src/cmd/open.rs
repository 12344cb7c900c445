//! A case opened for a day: read, checked, reckoned, planned.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::balance;
use super::disk::Disk;
use super::fail::Fail;
use crate::case::Case;
use crate::case::finding::{Finding, Severity};
use crate::case::load::{self, Loaded};
use crate::case::sources::{Contents, Sources};
use crate::ledger::Ledger;
use crate::strategy::Plan;

/// A case with all that follows from it on a day.
#[derive(Debug)]
pub struct Opened {
    pub loaded: Loaded,
    pub path: PathBuf,
    pub ledger: Ledger,
    pub plan: Plan,
    /// Warnings about the case.
    pub warnings: Vec<Finding>,
}

impl Opened {
    /// Returns the case.
    ///
    /// # Panics
    ///
    /// Never: a case that could not be read is not opened.
    pub fn case(&self) -> &Case {
        self.loaded.case().expect("an opened case was read without errors")
    }
}

/// Reads a case file, or the standard input for `-`.
///
/// # Errors
///
/// When the system cannot give the file.
pub fn load(path: &Path, as_of: NaiveDate) -> Result<Loaded, Fail> {
    Ok(load::from_contents(&Disk, path, contents(path)?, Some(as_of))?)
}

/// Returns the text of a file, or of the standard input for `-`.
///
/// # Errors
///
/// When the system cannot give it; when it is too large, or no text in UTF-8.
pub fn text(path: &Path) -> Result<String, Fail> {
    let wrong = |what: &str| Fail::Document(format!("`{}` {what}", path.display()), None);
    match contents(path)? {
        Contents::TooLarge => Err(wrong("is larger than 4 MiB")),
        Contents::Whole(bytes) => String::from_utf8(bytes.to_vec()).map_err(|_| wrong("is no text in UTF-8")),
    }
}

fn contents(path: &Path) -> Result<Contents, Fail> {
    if path != Path::new("-") {
        return Ok(Disk.read(path, load::MOST_BYTES)?);
    }
    let mut bytes = vec![];
    std::io::stdin().lock().take(load::MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() > load::MOST_BYTES { Contents::TooLarge } else { Contents::Whole(bytes.into()) })
}

/// Reads a case file from a disk, or what stands in for it.
///
/// # Errors
///
/// When the system cannot give the file.
pub fn load_from(files: &dyn Sources, path: &Path, as_of: NaiveDate) -> Result<Loaded, Fail> {
    Ok(load::read(files, path, Some(as_of))?)
}

/// Opens a case for a day.
///
/// # Errors
///
/// All findings of the case when there is an error among them; a system failure.
pub fn open(path: &Path, as_of: NaiveDate) -> Result<Opened, Fail> {
    of(load(path, as_of)?, path, as_of)
}

/// Opens a case that was read already.
///
/// # Errors
///
/// All findings of the case when there is an error among them.
pub fn of(loaded: Loaded, path: &Path, as_of: NaiveDate) -> Result<Opened, Fail> {
    let mut found = loaded.findings().to_vec();
    let (ledger, more) = balance::reckoned(&loaded, as_of);
    found.extend(more);
    let ledger = ledger.filter(|_| found.iter().all(|finding| finding.severity != Severity::Error));
    let Some((case, ledger)) = loaded.case().zip(ledger) else {
        return Err(Fail::Case(found, Box::new(loaded.texts().clone())));
    };
    let plan = Plan::make(case, &ledger, as_of);
    Ok(Opened { path: path.to_path_buf(), ledger, plan, warnings: found, loaded })
}
