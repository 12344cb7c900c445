//! What several commands take: the day, the form of an answer, where and how documents are written.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::days;

/// The day a case is looked at.
#[derive(Debug, Clone, Args)]
pub struct Day {
    /// Look at the case as of this day [default: today]
    ///
    /// Everything is worked out for this one day, so the same file and the same day give the same ledger and the same
    /// PDF, byte for byte.
    #[arg(long, value_name = "DATE", value_parser = days::day)]
    pub as_of: Option<NaiveDate>,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

/// The form of an answer that may be a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    Text,
    Json,
    Csv,
}

/// What all commands that write documents take.
#[derive(Debug, Clone, Args)]
pub struct Output {
    /// Write below this folder
    #[arg(short, long, value_name = "DIR", default_value = "out", help_heading = "Output")]
    pub output: PathBuf,
    /// The forms to write, separated by commas [default: pdf,md; a demand also eml, a confirmation md,eml]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORMS", help_heading = "Output")]
    pub to: Vec<Form>,
    /// Say which files would be new, changed or the same, and write none
    #[arg(long, help_heading = "Output")]
    pub dry_run: bool,
    /// Replace documents that were edited by hand
    ///
    /// It never makes a document that is refused.
    #[arg(long, help_heading = "Output")]
    pub force: bool,
    /// Take templates of this folder before the built-in ones [default: `templates`, if it is there]
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    pub templates: Option<PathBuf>,
}

/// A form of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Form {
    Pdf,
    Md,
    Eml,
    /// One page for a browser; nothing outside it is loaded
    Html,
    /// A file to edit in a word processor; lines and pages break as it likes
    Docx,
}

/// The paper a document is printed on.
#[derive(Debug, Clone, Args)]
pub struct Paper {
    /// Leave the letterhead out, for paper that has it printed already
    ///
    /// The space for it stays free. The Markdown says so too (`blank-head: true`), so a document set again keeps it.
    /// `page: {blank_head: true}` in the case or in `_shared.yaml` does it for every document.
    #[arg(long)]
    pub blank_head: bool,
}
