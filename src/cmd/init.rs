//! `init`: a folder to start from.

use std::path::{Path, PathBuf};

use super::fail::Fail;
use super::{answer, record};
use crate::case::schema;
use crate::cli::Init;
use crate::out::fresh::{self, NotMade};

const SHARED: &str = include_str!("init/shared.yaml");
const EXAMPLE: &str = include_str!("init/example.yaml");
/// Documents are made again from the cases, so that they need not be kept under version control.
const IGNORED: &str = "*\n!.gitignore\n";
/// A day on which the example asks for a final demand.
const DAY: &str = "2026-07-01";

pub(super) fn run(args: &Init) -> Result<(), Fail> {
    let files = [
        ("case.schema.json", format!("{:#}\n", schema::case_file())),
        ("cases/_shared.yaml", SHARED.to_owned()),
        ("example/northwind-example.yaml", EXAMPLE.to_owned()),
        ("out/.gitignore", IGNORED.to_owned()),
    ];
    let files: Vec<(PathBuf, Vec<u8>)> =
        files.into_iter().map(|(name, text)| (beside(&args.folder, name), text.into_bytes())).collect();
    create(&files)?;
    let made: String = files.iter().map(|(path, _)| format!("new      {}\n", path.display())).collect();
    answer(&format!("{made}{}", next(&args.folder)))
}

/// Writes files that are not there yet.
///
/// # Errors
///
/// What is there already, by name; nothing is written then.
pub(super) fn create(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Fail> {
    fresh::create_all(files).map_err(|fail| match fail {
        NotMade::System(error) => error.into(),
        NotMade::There(there) => {
            let names: Vec<String> = there.iter().map(|path| format!("`{}`", path.display())).collect();
            let verb = if names.len() == 1 { "is" } else { "are" };
            Fail::Document(format!("{} {verb} there already; nothing was written", names.join(", ")), None)
        }
    })
}

/// Returns what to do first, as commands.
fn next(folder: &Path) -> String {
    let word = |name: &str| record::word(&beside(folder, name).to_string_lossy());
    let example = word("example/northwind-example.yaml");
    let cd = if folder == Path::new(".") { String::new() } else { format!("  cd {}\n", word("")) };
    format!(
        "look at the example:\n  pastdue why {example} --as-of {DAY}\n  pastdue next {example} --as-of {DAY}\n  \
pastdue demand {example} --as-of {DAY}\nthen your own: fill in `{}`, and\n{cd}  \
pastdue new my-first-case\n  pastdue check cases\n",
        beside(folder, "cases/_shared.yaml").display()
    )
}

/// Returns the path of a name in a folder, without `./` before it.
fn beside(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) }
}
