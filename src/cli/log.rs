//! What `log` writes down, with the words of a case's history.

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveTime};
use clap::{Args, ValueEnum};

use super::days;
use super::shared::{Day, Format};

#[derive(Debug, Args)]
pub struct Log {
    /// The case file
    pub case: PathBuf,
    /// The day it happened [default: today]
    #[arg(long, value_name = "DATE", value_parser = days::day)]
    pub date: Option<NaiveDate>,
    /// The time of day at the debtor's
    #[arg(long, value_name = "HH:MM", value_parser = days::time)]
    pub time: Option<NaiveTime>,
    /// By what means
    #[arg(long, value_enum, value_name = "CHANNEL")]
    pub channel: Channel,
    /// The id of the person
    #[arg(long, value_name = "ID")]
    pub contact: Option<String>,
    /// Who made the contact: you (`out`) or the debtor (`in`)
    #[arg(long, value_enum, value_name = "WAY", default_value_t = Direction::Out)]
    pub direction: Direction,
    /// How it ended
    #[arg(long, value_enum, value_name = "OUTCOME")]
    pub outcome: Outcome,
    /// The step of the ladder it was [default: what the history makes of it]
    #[arg(long, value_enum, value_name = "STEP")]
    pub step: Option<LoggedStep>,
    /// Your note; only a call sheet shows it
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// The numbers of the invoices talked about, separated by commas
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',')]
    pub discussed: Vec<String>,
    /// What the debtor promised to pay
    #[arg(long, value_name = "AMOUNT", requires = "by", help_heading = "A promise")]
    pub promise: Option<String>,
    /// The last day on which the promise is kept
    #[arg(long, value_name = "DATE", value_parser = days::day, requires = "promise", help_heading = "A promise")]
    pub by: Option<NaiveDate>,
    /// Write the message that says the promise back, too
    #[arg(long, requires = "promise", help_heading = "A promise")]
    pub confirm: bool,
    /// Write that message below this folder
    #[arg(short, long, value_name = "DIR", default_value = "out", requires = "confirm", help_heading = "A promise")]
    pub output: PathBuf,
    /// The document that was sent, as in `demand`
    #[arg(long, value_name = "NAME", help_heading = "What was sent or announced")]
    pub document: Option<String>,
    /// The deadline it set
    #[arg(long, value_name = "DATE", value_parser = days::day, requires = "document", help_heading = "What was sent or announced")]
    pub deadline: Option<NaiveDate>,
    /// The ids of the consequences announced, separated by commas
    #[arg(long, value_name = "IDS", value_delimiter = ',', help_heading = "What was sent or announced")]
    pub announced: Vec<String>,
    /// Show what would be added, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub day: Day,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// By what means a contact was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Channel {
    Call,
    Email,
    Letter,
    Sms,
    Meeting,
}

/// Who made a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Direction {
    Out,
    In,
}

/// How a contact ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Outcome {
    NoAnswer,
    Voicemail,
    NoReply,
    Sent,
    Spoke,
    Promised,
    Refused,
    Disputed,
    Paid,
    LeftMessage,
}

/// A step that can be stated of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LoggedStep {
    Courtesy,
    Reminder,
    FollowUp,
    Escalation,
    FinalCall,
    Demand,
    FollowThrough,
}

/// Returns the word of the command line, which is that of the case file.
pub fn word<T: ValueEnum>(value: T) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}
