//! Every argument and every word of help; no rule.

mod case;
mod days;
mod document;
pub mod examples;
mod folder;
mod log;
mod shared;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub use case::{Check, Init, Kind, New, Next, Rates, Review, Why};
pub use document::{Call, Confirm, Demand, Interest, Pace, Plan, Statement, Step, Typeset};
pub use folder::{Batch, Status, Today};
pub use log::{Channel, Direction, Log, LoggedStep, Outcome, word};
pub use shared::{Day, Form, Format, Output, Paper, TableFormat};

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
