//! The templates of the user's own: those of the folder named, else of `templates`, if it is there.

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

use super::fail::Fail;
use super::{disk, find, tell};
use crate::compose::Composer;
use crate::compose::templates::BUILT_IN;

/// The folder that is looked into where none is named, as `out` is written to.
const USUAL: &str = "templates";

/// Returns the built-in templates with those of a folder in their place.
///
/// # Errors
///
/// A file that cannot be read, a template that cannot be used.
pub fn composer(folder: Option<&Path>) -> Result<Composer, Fail> {
    let usual = Path::new(USUAL);
    let own = match folder {
        Some(folder) => read(folder, |_| true)?,
        None if usual.is_dir() => read(usual, of_a_language)?,
        None => BTreeMap::new(),
    };
    for name in own.keys() {
        tell::aside(format_args!("`{name}` is a template of your own, from `{}`", folder.unwrap_or(usual).display()));
    }
    Composer::new(own).map_err(|fault| Fail::Document(fault.to_string(), fault.hint))
}

/// Returns the files below a folder by name, but for those that are as the built-in ones.
fn read(folder: &Path, wanted: fn(&str) -> bool) -> Result<BTreeMap<String, String>, Fail> {
    let mut own = BTreeMap::new();
    for file in WalkDir::new(folder) {
        let file = file.map_err(|error| find::unreadable(&error, folder))?;
        let name = file.path().strip_prefix(folder).unwrap_or(file.path()).to_string_lossy().replace('\\', "/");
        if !file.file_type().is_file() || !wanted(&name) {
            continue;
        }
        let text = std::fs::read_to_string(file.path()).map_err(|error| disk::unreadable(file.path(), &error))?;
        if !BUILT_IN.iter().any(|(known, built_in)| *known == name && *built_in == text) {
            own.insert(name, text);
        }
    }
    Ok(own)
}

/// Whether a file can be one of a language, as `en/demand.md` is. A folder that nobody named may hold the templates of
/// some other program too.
fn of_a_language(name: &str) -> bool {
    let Some((language, file)) = name.split_once('/') else { return false };
    let two_letters = language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase());
    two_letters && (file == "words.yaml" || Path::new(file).extension().is_some_and(|end| end == "md"))
}

#[cfg(test)]
mod tests {
    use super::of_a_language;

    #[test]
    fn only_files_of_a_language_are_taken_from_a_folder_that_nobody_named() {
        assert!(
            of_a_language("en/demand.md") && of_a_language("nl/words.yaml") && of_a_language("de/parts/closing.md")
        );
        assert!(!of_a_language("demand.md") && !of_a_language("emails/demand.md") && !of_a_language("en/index.html"));
    }
}
