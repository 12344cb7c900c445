//! Commands that begin a case or answer about one, and the list of rates.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::days;
use super::shared::{Day, Format, TableFormat};

#[derive(Debug, Args)]
pub struct Init {
    /// The folder; it is made when it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
}

#[derive(Debug, Args)]
pub struct New {
    /// The id of the case: letters, digits, `.`, `_`, `-`; the file is named after it
    pub id: String,
    /// The folder of the file [default: `cases` if there is one, else here]
    #[arg(long = "in", value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Take creditor, debtor, contract and terms over from this case
    #[arg(long, value_name = "CASE", conflicts_with_all = ["debtor", "kind", "terms"])]
    pub from: Option<PathBuf>,
    /// The debtor's name
    #[arg(long, value_name = "NAME", help_heading = "What is known")]
    pub debtor: Option<String>,
    /// What kind of debtor it is
    #[arg(long, value_enum, value_name = "KIND", help_heading = "What is known")]
    pub kind: Option<Kind>,
    /// The currency of every amount, as in USD
    #[arg(long, value_name = "CODE", help_heading = "What is known")]
    pub currency: Option<String>,
    /// When invoices fall due, as in `net 30`
    #[arg(long, value_name = "TERMS", help_heading = "What is known")]
    pub terms: Option<String>,
    /// The number of the invoice
    #[arg(long, value_name = "NUMBER", help_heading = "What is known")]
    pub invoice: Option<String>,
    /// What it asks for
    #[arg(long, value_name = "AMOUNT", help_heading = "What is known")]
    pub amount: Option<String>,
    /// The day it bears
    #[arg(long, value_name = "DATE", value_parser = days::day, help_heading = "What is known")]
    pub issued: Option<NaiveDate>,
    /// The day the debtor received it
    #[arg(long, value_name = "DATE", value_parser = days::day, help_heading = "What is known")]
    pub received: Option<NaiveDate>,
}

/// What kind of debtor it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Business,
    Consumer,
    SoleTrader,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Case files and folders; `-` is the standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub day: Day,
    /// The form of the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Take warnings for errors
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
pub struct Why {
    /// The case file; `-` is the standard input
    pub case: PathBuf,
    #[command(flatten)]
    pub day: Day,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
    /// Only the rows of this invoice
    #[arg(long, value_name = "NUMBER")]
    pub invoice: Option<String>,
    /// Only this row, counted from 1
    #[arg(long, value_name = "K")]
    pub row: Option<usize>,
}

#[derive(Debug, Args)]
pub struct Next {
    /// The case file; `-` is the standard input
    pub case: PathBuf,
    #[command(flatten)]
    pub day: Day,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Review {
    /// The case file; `-` is the standard input
    pub case: PathBuf,
    #[command(flatten)]
    pub day: Day,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Hold this document, edited by hand, against the case, in place of those the case would give
    #[arg(long, value_name = "FILE")]
    pub draft: Option<PathBuf>,
    /// Take templates of this folder before the built-in ones [default: `templates`, if it is there]
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Rates {
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}
