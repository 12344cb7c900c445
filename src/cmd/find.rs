//! Which files are cases.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::fail::Fail;
use super::{Voice, disk, tell};

/// Returns the files named, and the case files of the folders named, in the order of their names; each file once,
/// however often and in whatever way it is named. Says what was passed over: in folders what is no file of its own, and
/// of the files named those whose names begin with `_`, as a shell's `*.yaml` names them too.
///
/// # Errors
///
/// A folder that cannot be read, or that holds no case; no case among all that is named.
pub fn all(paths: &[PathBuf], voice: Voice) -> Result<Vec<PathBuf>, Fail> {
    let mut files = vec![];
    for path in paths {
        if path.is_dir() {
            files.extend(told(path, voice)?);
        } else if is_shared(path) {
            passed_over(path, "no case: its name begins with `_`", voice);
        } else {
            files.push(path.clone());
        }
    }
    if files.is_empty() {
        let hint = "what is shared is read with each case: check those, or the folder they are in";
        return Err(Fail::Document("there is no case among the files named".into(), Some(hint.into())));
    }
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())));
    Ok(files)
}

/// Returns the case files of a folder as [`in_folder`] does, and says what was passed over.
///
/// # Errors
///
/// As there.
pub fn told(folder: &Path, voice: Voice) -> Result<Vec<PathBuf>, Fail> {
    let found = in_folder(folder)?;
    found.passed_over.iter().for_each(|(path, what)| passed_over(path, what, voice));
    Ok(found.files)
}

fn passed_over(path: &Path, what: &str, voice: Voice) {
    if !voice.quiet {
        tell::line(format_args!("note: `{}` is passed over: it is {what}", path.display()));
    }
}

fn is_shared(path: &Path) -> bool {
    path.is_file() && path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"_"))
}

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Found {
    /// The case files, in the order of their names.
    pub files: Vec<PathBuf>,
    /// What is named like a case file and is none that is read, each with what it is.
    pub passed_over: Vec<(PathBuf, &'static str)>,
}

/// Returns the case files of a folder and those below it: `.yaml` and `.yml`, but none whose name begins
/// with `_` or `.`, no editor's leftovers, and no links.
///
/// # Errors
///
/// A folder that cannot be read, or without any case.
pub fn in_folder(folder: &Path) -> Result<Found, Fail> {
    let mut found = Found::default();
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || is_visible(entry)) {
        let entry = entry.map_err(|error| unreadable(&error, folder))?;
        let kind = entry.file_type();
        if !is_case(entry.path()) || kind.is_dir() {
            continue;
        }
        if kind.is_file() {
            found.files.push(entry.into_path());
        } else {
            let what = if kind.is_symlink() { "a link" } else { "no file" };
            found.passed_over.push((entry.into_path(), what));
        }
    }
    if found.files.is_empty() {
        let hint = "case files end in `.yaml`; names that begin with `_` or `.` are passed over";
        return Err(Fail::Document(format!("the folder `{}` holds no case", folder.display()), Some(hint.into())));
    }
    Ok(found)
}

/// Returns why a folder cannot be walked through, with the place where it stopped.
pub(super) fn unreadable(error: &walkdir::Error, folder: &Path) -> Fail {
    let path = error.path().unwrap_or(folder);
    match error.io_error() {
        Some(io) => disk::unreadable(path, io).into(),
        None => Fail::System(format!("`{}` leads back into itself", path.display())),
    }
}

fn is_visible(entry: &DirEntry) -> bool {
    !entry.file_name().to_string_lossy().starts_with(['_', '.', '#', '~'])
}

fn is_case(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "yaml" || end == "yml")
}
