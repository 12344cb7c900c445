//! Every case of a folder on a day, each file read once.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::Voice;
use super::disk::Kept;
use super::fail::Fail;
use super::find;
use super::open::{self, Opened};
use super::workers::{Crew, Panicked, each};
use crate::case::check::repeated::Ids;
use crate::case::finding::{Place, Texts};

/// One file and what came of reading it.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) file: PathBuf,
    /// The id of the case, also when the case is wrong, with its place.
    pub(super) id: Option<(String, Place)>,
    pub(super) case: Result<Opened, Fail>,
}

impl Read {
    /// Returns the file's path, with `/` between its parts on every system.
    pub(super) fn file(&self) -> String {
        self.file.to_string_lossy().replace('\\', "/")
    }

    fn of(file: PathBuf, as_of: NaiveDate, disk: &Kept) -> Read {
        match open::load_from(disk, &file, as_of) {
            Err(fail) => Read { file, id: None, case: Err(fail) },
            Ok(loaded) => {
                let id = loaded.id().map(|id| (id.to_owned(), loaded.place("case")));
                Read { id, case: open::of(loaded, &file, as_of), file }
            }
        }
    }

    fn texts(&self) -> Texts {
        match &self.case {
            Ok(opened) => opened.loaded.texts().clone(),
            Err(Fail::Case(_, texts)) => (**texts).clone(),
            Err(_) => Texts::default(),
        }
    }
}

/// Reads, reckons and plans every case of a folder, in the order of the file names, and says what was passed over.
///
/// # Errors
///
/// A folder that cannot be read, or holds no case; an interruption. What is wrong with one case stands in its place.
pub(super) fn read(folder: &Path, as_of: NaiveDate, crew: Crew<'_>, voice: Voice) -> Result<Vec<Read>, Fail> {
    let files = find::told(folder, voice)?;
    let disk = Kept::default();
    let all = each(files.len(), crew, || |at: usize| Read::of(files[at].clone(), as_of, &disk));
    let placed = all.into_iter().zip(&files).map(|(read, file)| match read {
        None => Err(Fail::Interrupted),
        Some(Ok(read)) => Ok(read),
        Some(Err(Panicked)) => Ok(Read { file: file.clone(), id: None, case: Err(Fail::Panicked) }),
    });
    placed.collect()
}

/// Makes every case wrong whose id an earlier one has, or one that some disks take for the same; returns how many there are.
///
/// The documents of two such cases would land in one folder.
pub(super) fn part_twins(cases: &mut [Read]) -> usize {
    let (mut ids, mut twins) = (Ids::default(), 0);
    for read in cases {
        let finding = read.id.as_ref().and_then(|(id, place)| ids.take(id, place.clone()));
        if let Some(finding) = finding {
            read.case = Err(Fail::Case(vec![finding], Box::new(read.texts())));
            twins += 1;
        }
    }
    twins
}
