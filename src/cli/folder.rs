//! Commands on all cases of a folder.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::days;
use super::shared::{Day, Format, Output, TableFormat};

#[derive(Debug, Args)]
pub struct Batch {
    /// The folder of case files
    pub folder: PathBuf,
    /// The month
    #[arg(long, value_name = "YYYY-MM", value_parser = days::month)]
    pub month: NaiveDate,
    /// A day of the month [default: its last]
    #[arg(long, value_name = "DATE", value_parser = days::day)]
    pub as_of: Option<NaiveDate>,
    #[command(flatten)]
    pub output: Output,
    /// How many cases to work on at once [default: one a core]
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Stop at the first case that fails
    #[arg(long)]
    pub fail_fast: bool,
}

#[derive(Debug, Args)]
pub struct Status {
    /// The folder of case files
    pub folder: PathBuf,
    #[command(flatten)]
    pub day: Day,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
}

#[derive(Debug, Args)]
pub struct Today {
    /// The folder of case files
    pub folder: PathBuf,
    #[command(flatten)]
    pub day: Day,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Write promises, deadlines and days to follow through or to look again as a calendar
    ///
    /// The file is an iCalendar of whole days (RFC 5545), and is replaced. `-` is the standard output, in the place of the
    /// list.
    #[arg(long, value_name = "FILE")]
    pub ics: Option<PathBuf>,
}
