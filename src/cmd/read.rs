//! `why` and `next`: questions that write nothing.

use super::fail::Fail;
use super::open::{self, Opened};
use super::{Voice, answer, clock, tell};
use crate::case::finding::Finding;
use crate::case::load::Loaded;
use crate::cli::{Format, Next, TableFormat, Why};
use crate::report::why::Choice;
use crate::report::{findings, next as next_report, why as why_report};

pub(super) fn why(args: &Why, voice: Voice) -> Result<(), Fail> {
    let opened = open::open(&args.case, clock::day(args.day.as_of))?;
    warn(&opened, voice);
    if let Some(number) = args.invoice.as_ref().filter(|number| opened.ledger.standing(number).is_none()) {
        return Err(Fail::Usage(format!("there is no invoice `{number}` on {}", opened.ledger.as_of)));
    }
    if let Some(row) = args.row.filter(|row| *row == 0 || *row > opened.ledger.rows.len()) {
        return Err(Fail::Usage(format!("there is no row {row}; the ledger has {}", opened.ledger.rows.len())));
    }
    let choice = Choice { invoice: args.invoice.clone(), row: args.row };
    match args.format {
        TableFormat::Text => answer(&why_report::text(opened.case(), &opened.ledger, &choice)),
        TableFormat::Json => answer(&format!("{:#}\n", why_report::json_of(&opened.ledger, &choice))),
        TableFormat::Csv => {
            answer(&why_report::csv(&opened.ledger, &choice).map_err(|error| Fail::System(error.to_string()))?)
        }
    }
}

pub(super) fn next(args: &Next, voice: Voice) -> Result<(), Fail> {
    let opened = open::open(&args.case, clock::day(args.day.as_of))?;
    warn(&opened, voice);
    match args.format {
        Format::Text => answer(&next_report::text(opened.case(), &opened.plan)),
        Format::Json => answer(&format!("{:#}\n", next_report::json(opened.case(), &opened.plan))),
    }
}

/// Says the warnings about a case, unless all is to be quiet.
pub(super) fn warn(opened: &Opened, voice: Voice) {
    say_warnings(&opened.warnings, &opened.loaded, voice);
}

/// Says warnings about a file, unless all is to be quiet.
pub(super) fn say_warnings(warnings: &[Finding], loaded: &Loaded, voice: Voice) {
    if !voice.quiet && !warnings.is_empty() {
        tell::text(findings::text(warnings, loaded.texts(), voice.colour));
    }
}
