//! The commands, one file a question. Only this room reads the clock and the disk.

mod about;
mod agreement;
pub mod balance;
mod batch;
mod check;
mod clock;
pub mod disk;
mod document;
mod enclosed;
pub mod fail;
pub mod find;
mod folder;
mod fonts;
mod init;
pub mod job;
mod lacking;
mod log;
mod new;
pub mod open;
mod rates;
mod read;
mod record;
pub mod review;
mod status;
mod tell;
pub mod templates;
mod today;
mod typeset;
mod unset;
mod workers;
pub mod write;

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

use crate::cli::{Cli, Colour, Command};
use fail::Fail;

/// What a command needs to know of how it was called.
#[derive(Debug, Clone, Copy)]
pub struct Voice {
    /// Whether messages are coloured.
    pub colour: bool,
    /// Whether progress and warnings are left out.
    pub quiet: bool,
}

/// Runs the command; returns its exit code.
pub fn run(cli: &Cli) -> ExitCode {
    let colour = match cli.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
    };
    let choice = if colour { anstream::ColorChoice::AlwaysAnsi } else { anstream::ColorChoice::Never };
    choice.write_global();
    tell::begin(cli.verbose);
    let voice = Voice { colour, quiet: cli.quiet };
    match dispatch(&cli.command, voice) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fail) => {
            fail.say(colour);
            ExitCode::from(fail.code())
        }
    }
}

fn dispatch(command: &Command, voice: Voice) -> Result<(), Fail> {
    match command {
        Command::Init(args) => init::run(args),
        Command::New(args) => new::run(args, voice),
        Command::Check(args) => check::run(args, voice),
        Command::Why(args) => read::why(args, voice),
        Command::Next(args) => read::next(args, voice),
        Command::Review(args) => review::run(args, voice),
        Command::Call(args) => document::call(args, voice),
        Command::Demand(args) => document::demand(args, voice),
        Command::Statement(args) => document::statement(args, voice),
        Command::Plan(args) => agreement::run(args, voice),
        Command::Batch(args) => batch::run(args, voice),
        Command::Status(args) => status::run(args, voice),
        Command::Confirm(args) => document::confirm(args, voice),
        Command::Log(args) => log::run(args, voice),
        Command::Today(args) => today::run(args, voice),
        Command::Typeset(args) => typeset::run(args),
        Command::Rates(args) => rates::run(args),
        Command::Schema => about::schema(),
        Command::Explain { code } => about::explain(code.as_deref()),
        Command::Templates { name, eject } => about::templates(name.as_deref(), eject.as_deref()),
        Command::Completions { shell } => about::completions(*shell),
        Command::Man { name, output } => about::man(name.as_deref(), output.as_deref()),
    }
}

/// Answers a command line that asks for help or was not understood; returns the exit code.
pub fn unparsed(error: &clap::Error) -> ExitCode {
    let written = error.print().and_then(|()| std::io::stdout().flush());
    // a message that was not understood by anybody is no failure of its own
    match written.map_err(Fail::unanswered) {
        Err(fail) if !error.use_stderr() => {
            fail.say(false);
            ExitCode::from(fail.code())
        }
        _ => ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)),
    }
}

/// Writes an answer to the standard output.
///
/// # Errors
///
/// When not all of it could be written.
pub fn answer(text: &str) -> Result<(), Fail> {
    answer_bytes(text.as_bytes())
}

/// Writes a document to the standard output.
///
/// # Errors
///
/// When not all of it could be written.
pub fn answer_bytes(bytes: &[u8]) -> Result<(), Fail> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(Fail::unanswered)
}
