//! Every argument and every word of help; no rule.

pub mod examples;

use std::path::PathBuf;

use chrono::{Datelike as _, NaiveDate, NaiveTime};
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Get overdue invoices paid
///
/// One YAML file a debt: contract, invoices, payments, people, calls. pastdue reckons what is owed, says what to
/// do next, and writes the call sheet, the demand, the statement and the payment plan, as Markdown and as PDF.
#[derive(Debug, Parser)]
#[command(name = "pastdue", version, max_term_width = 100, after_help = MORE, after_long_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// Say less: no progress, no warnings, no advice
    #[arg(short, long, global = true, help_heading = "Messages")]
    pub quiet: bool,
    /// Say more: which files are read, and for which day
    #[arg(short, long, global = true, conflicts_with = "quiet", help_heading = "Messages")]
    pub verbose: bool,
    /// When to colour messages; `NO_COLOR` in the environment means never
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN", help_heading = "Messages")]
    pub color: Colour,
}

const MORE: &str = "`pastdue help COMMAND` has examples; `pastdue explain CODE` tells more about any message.";

const EXIT_CODES: &str = "Exit codes:\n  0    done\n  1    a case is wrong, a document is refused, or part of a batch failed\n  \
2    the command line was not understood\n  3    the system failed (read, write, disk)\n  130  interrupted\n\n\
`pastdue explain CODE` tells more about any message.";

/// When to colour messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a folder to start from
    ///
    /// It holds a shared file for your firm, a worked example to try, and the schema for editors. Nothing that is there already is touched; if one of the files is, none is written.
    Init(Init),
    /// Begin a new case file
    ///
    /// What you name is filled in. What a case must have and you do not name is left empty, which `pastdue check` finds:
    /// nothing is made up, so nothing made up can reach a letter.
    New(New),
    /// Find everything that is wrong with case files
    ///
    /// Silent, with exit code 0, when all is well. Folders are searched for case files; those whose names begin with
    /// `_` or `.` are none.
    Check(Check),
    /// Explain what is owed, row by row
    ///
    /// Each charge with its clause, its numbers and its rounding, so that anyone can redo it.
    Why(Why),
    /// Say what to do next, with whom, and why
    ///
    /// One step of the ladder, or why none is taken today: every "not today" has a name that `pastdue explain` tells
    /// more about. It ends with exit code 0 whatever it finds.
    Next(Next),
    /// Hold a case, its letter and its call sheet against rules and law
    ///
    /// Each remark has a reason, a source and a fix; an error among them refuses the demand or the call sheet. What does
    /// not apply is silenced in the case with a reason, under `silence`. It is no legal advice.
    Review(Review),
    /// Write the sheet for the next call
    ///
    /// A page for the caller: who, when, what to say and to ask, the clauses, what happened so far, an answer to each usual
    /// excuse. Your notes stand on it, so it is not for the debtor.
    Call(Call),
    /// Write the ultimate demand: letter and e-mail draft
    ///
    /// Everything in it rests on the case. It is refused on books that may miss a payment, and without a consequence that
    /// is ready; making it is not sending it, so the last words say how to record that it was sent.
    Demand(Demand),
    /// Write the statement of every charge and payment
    ///
    /// Each row with its clause and its running balance, and how each figure was reached. It is always made.
    Statement(Statement),
    /// Write an agreement to pay in instalments
    ///
    /// What is due is divided to the cent; the last instalment takes what rounding leaves. Once it is signed, enter it in
    /// the case under `plan`: each instalment is then a promise.
    Plan(Plan),
    /// Write a month's documents for every case of a folder
    ///
    /// Each case gets what its next step asks for, a call sheet or a demand, and a statement if anything is open.
    /// `index.html` is the page to work from, `manifest.jsonl` the record of what came of each case.
    Batch(Batch),
    /// List all cases of a folder: balance, days late, step, what to do
    ///
    /// The most urgent first, with sums by currency and by age below.
    Status(Status),
    /// Say what to do today over all cases of a folder: whom to call and why, what to send, what to look for
    ///
    /// Calls stand in the order in which to make them, with number, hours and goal; then what to write, to send and to
    /// carry out, the promises to look for, the deadlines that end; and last what is not done today, and why.
    Today(Today),
    /// Write the message that says a promise back
    ///
    /// A short e-mail to whoever made the latest promise: the amount, the day with its weekday, and that you will look on
    /// that day. It is refused when there is no promise, or when it is kept or its day is over.
    Confirm(Confirm),
    /// Write down in the case file what happened
    ///
    /// A call, a message, a meeting, a document that was sent. One entry is added at the end of `history`, in the form of those above it; all else in the file stays as it is,
    /// comments and line ends too. The step of the ladder is filled in when it is not stated. A case that would be wrong
    /// with the entry is left alone.
    Log(Log),
    /// Set a Markdown document as PDF, or make it one HTML page or a file for a word processor
    ///
    /// For a document that you have edited by hand, or wrote yourself in the same form.
    Typeset(Typeset),
    /// List the published rates the program knows
    ///
    /// Each with its days and its source. A day after the last verified one is an error that says how to supply the rate; no rate is ever guessed.
    Rates(Rates),
    /// Print the JSON schema of a case file, for editors
    ///
    /// With it an editor completes the keys, says what they mean and marks what is wrong while you type. A first line
    /// `# yaml-language-server: $schema=case.schema.json` in a case names it.
    Schema,
    /// Explain the code of a message
    ///
    /// The code stands in brackets behind `error`, `warning` or `refused`.
    Explain {
        /// The code, as in `payment-unknown-invoice`; without it all are listed
        code: Option<String>,
    },
    /// List the built-in templates, print one, or copy them out to be changed
    ///
    /// A template of the same name in `templates`, or in the folder given with `--templates`, takes the place of a
    /// built-in one. They are Tera templates that write Markdown.
    Templates {
        /// The template, as in `en/demand.md`
        name: Option<String>,
        /// Copy it, or all of them, into this folder; nothing that is there is replaced
        #[arg(long, value_name = "DIR")]
        eject: Option<PathBuf>,
    },
    /// Print completions for a shell
    ///
    /// Put them where your shell looks for them, and commands, options and their values complete with the tab key.
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual
    ///
    /// The pages in the form of `man`: that of the program, or of one command, or all of them as files.
    Man {
        /// The command, as in `log` [default: the program itself]
        #[arg(value_name = "COMMAND")]
        name: Option<String>,
        /// Write every page into this folder, as `pastdue.1`, `pastdue-log.1` and so on
        #[arg(short, long, value_name = "DIR", conflicts_with = "name")]
        output: Option<PathBuf>,
    },
}

/// The day a case is looked at.
#[derive(Debug, Clone, Args)]
pub struct Day {
    /// Look at the case as of this day [default: today]
    ///
    /// Everything is worked out for this one day, so the same file and the same day give the same ledger and the same
    /// PDF, byte for byte.
    #[arg(long, value_name = "DATE", value_parser = day)]
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
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "What is known")]
    pub issued: Option<NaiveDate>,
    /// The day the debtor received it
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "What is known")]
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
    #[arg(long, value_name = "HH:MM", value_parser = time)]
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
    #[arg(long, value_name = "DATE", value_parser = day)]
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
pub struct Batch {
    /// The folder of case files
    pub folder: PathBuf,
    /// The month
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub month: NaiveDate,
    /// A day of the month [default: its last]
    #[arg(long, value_name = "DATE", value_parser = day)]
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
pub struct Confirm {
    /// The case file; `-` is the standard input
    pub case: PathBuf,
    #[command(flatten)]
    pub day: Day,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct Log {
    /// The case file
    pub case: PathBuf,
    /// The day it happened [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<NaiveDate>,
    /// The time of day at the debtor's
    #[arg(long, value_name = "HH:MM", value_parser = time)]
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
    #[arg(long, value_name = "DATE", value_parser = day, requires = "promise", help_heading = "A promise")]
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
    #[arg(long, value_name = "DATE", value_parser = day, requires = "document", help_heading = "What was sent or announced")]
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

#[derive(Debug, Args)]
pub struct Rates {
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Returns a day between 1990 and 2100, as case files hold it.
fn day(text: &str) -> Result<NaiveDate, String> {
    let has_form = |at: usize, byte: u8| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    if text.len() != 10 || !text.bytes().enumerate().all(|(at, byte)| has_form(at, byte)) {
        return Err("a day is written `YYYY-MM-DD`".to_owned());
    }
    let day: NaiveDate = text.parse().map_err(|_| "the calendar has no such day".to_owned())?;
    if (1990..=2100).contains(&day.year()) { Ok(day) } else { Err("a day lies between 1990 and 2100".to_owned()) }
}

/// Returns the first day of a month.
fn month(text: &str) -> Result<NaiveDate, String> {
    if text.len() != 7 {
        return Err("a month is written `YYYY-MM`".to_owned());
    }
    day(&format!("{text}-01"))
        .map_err(|wrong| wrong.replace("a day", "a month").replace("-DD", "").replace("day", "month"))
}

fn time(text: &str) -> Result<NaiveTime, String> {
    let wrong = || "a time is written `HH:MM`, from `00:00` to `23:59`".to_owned();
    if text.len() == 5 { NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| wrong()) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_none_is_told_from_one_that_is_written_wrong() {
        let wrong = |text: &str| day(text).unwrap_err();
        assert_eq!(wrong("2026-02-30"), "the calendar has no such day");
        for typed in ["14.06.2026", "2026-6-1", "26-06-2026", "2026/06/01", "+026-06-01", ""] {
            assert_eq!(wrong(typed), "a day is written `YYYY-MM-DD`", "{typed}");
        }
        assert_eq!(wrong("2101-01-01"), "a day lies between 1990 and 2100");
        assert!(day("2028-02-29").is_ok());
    }

    #[test]
    fn a_month_is_told_the_same_way() {
        let wrong = |text: &str| month(text).unwrap_err();
        assert_eq!(wrong("2026-13"), "the calendar has no such month");
        assert_eq!((wrong("2026-6"), wrong("06/2026")), (wrong("June"), "a month is written `YYYY-MM`".to_owned()));
        assert_eq!(wrong("1989-12"), "a month lies between 1990 and 2100");
        assert_eq!(month("2026-10").unwrap().to_string(), "2026-10-01");
    }

    #[test]
    fn a_time_is_two_digits_twice() {
        assert!(time("09:30").is_ok() && time("9:30").is_err() && time("24:00").is_err() && time("09:60").is_err());
    }
}
