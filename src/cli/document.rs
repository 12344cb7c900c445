//! Commands that write a document.

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveTime};
use clap::{Args, ValueEnum};

use super::days;
use super::shared::{Day, Output, Paper};

#[derive(Debug, Args)]
pub struct Call {
    /// The case file
    pub case: PathBuf,
    #[command(flatten)]
    pub day: Day,
    #[command(flatten)]
    pub output: Output,
    /// Make the sheet of this step instead of the next one
    #[arg(long, value_enum)]
    pub step: Option<Step>,
    /// The time of the call in the debtor's time zone
    #[arg(long, value_name = "HH:MM", value_parser = days::time)]
    pub at: Option<NaiveTime>,
    /// State that the payments in the file are complete to this day
    #[arg(long)]
    pub books_current: bool,
}

/// A step with a call sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Step {
    Courtesy,
    Reminder,
    FollowUp,
    Escalation,
    FinalCall,
}

#[derive(Debug, Args)]
pub struct Demand {
    /// The case file
    pub case: PathBuf,
    #[command(flatten)]
    pub day: Day,
    #[command(flatten)]
    pub output: Output,
    /// State that the payments in the file are complete to this day
    #[arg(long)]
    pub books_current: bool,
    /// Name no consequence
    #[arg(long)]
    pub without_consequence: bool,
    /// Enclose the statement of the same day: it is made beside the letter and goes with the e-mail draft
    #[arg(long)]
    pub enclose_statement: bool,
    #[command(flatten)]
    pub paper: Paper,
    /// Draw the envelope's window over the letter, to check it before the first one is sent
    ///
    /// Whole where the sheet lies at the bottom of its envelope, dashed where it has slipped as far as it can. Only the
    /// PDF shows it; make the letter again without it for sending.
    #[arg(long)]
    pub envelope_overlay: bool,
}

#[derive(Debug, Args)]
pub struct Statement {
    /// The case file
    pub case: PathBuf,
    #[command(flatten)]
    pub day: Day,
    #[command(flatten)]
    pub output: Output,
    /// Attach the ledger to the PDF, as JSON and CSV
    #[arg(long)]
    pub attach_ledger: bool,
    #[command(flatten)]
    pub paper: Paper,
}

#[derive(Debug, Args)]
pub struct Plan {
    /// The case file
    pub case: PathBuf,
    #[command(flatten)]
    pub day: Day,
    #[command(flatten)]
    pub output: Output,
    /// The number of instalments
    #[arg(long, value_name = "N")]
    pub instalments: u32,
    /// The day of the first instalment
    #[arg(long, value_name = "DATE", value_parser = days::day)]
    pub first: NaiveDate,
    /// How far instalments are apart
    #[arg(long, value_enum, default_value_t = Pace::Month)]
    pub every: Pace,
    /// What is paid on signing
    #[arg(long, value_name = "AMOUNT")]
    pub down: Option<String>,
    /// Whether interest runs while the plan is kept
    #[arg(long, value_enum, default_value_t = Interest::Waived)]
    pub interest: Interest,
    #[command(flatten)]
    pub paper: Paper,
}

/// How far instalments are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Pace {
    Month,
    #[value(name = "2-weeks")]
    TwoWeeks,
    Week,
}

/// What becomes of interest while a plan is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Interest {
    Waived,
    Runs,
}

#[derive(Debug, Args)]
pub struct Confirm {
    /// The case file; `-` is the standard input
    pub case: PathBuf,
    #[command(flatten)]
    pub day: Day,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct Typeset {
    /// The Markdown file; `-` is the standard input
    pub file: PathBuf,
    /// The file to write, `.pdf`, `.html` or `.docx`; `-` is the standard output, as PDF [default: a PDF beside the file]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Draw the envelope's window over the letter, to be checked and not to be sent
    #[arg(long)]
    pub envelope_overlay: bool,
    /// Fonts for letters the program has none for: files beside the document or in a folder above it
    ///
    /// Without it the fonts of this machine are looked through, but only when a letter is missing.
    #[arg(long, value_name = "FILE")]
    pub font: Vec<String>,
}
