//! `today`: whom to call, what to send, what to look for.

use std::path::Path;

use super::fail::Fail;
use super::folder::Read;
use super::status::{bad, cases};
use super::{Voice, answer, clock};
use crate::cli::{Format, Today};
use crate::out;
use crate::report::ics;
use crate::report::status::Bad;
use crate::report::today::{Agenda, Subject, json, text};

pub(super) fn run(args: &Today, voice: Voice) -> Result<(), Fail> {
    let as_of = clock::day(args.day.as_of);
    let (cases, worst) = cases(&args.folder, as_of, voice)?;
    let subject = |read: &Read| {
        let opened = read.case.as_ref().ok()?;
        Some(Subject::of(opened.case(), &opened.ledger, &opened.plan))
    };
    let subjects: Vec<Subject> = cases.iter().filter_map(subject).collect();
    let bad: Vec<Bad> = cases.iter().filter_map(bad).collect();
    match args.ics.as_deref() {
        Some(file) if file == Path::new("-") => {
            answer(&ics::calendar(&subjects, as_of))?;
            return worst;
        }
        Some(file) => write(file, &ics::calendar(&subjects, as_of))?,
        None => {}
    }
    let agenda = Agenda::of(&subjects, &bad, as_of);
    answer(&match args.format {
        Format::Text => text::text(&agenda),
        Format::Json => format!("{:#}\n", json::json(&agenda)),
    })?;
    worst
}

fn write(file: &Path, calendar: &str) -> Result<(), Fail> {
    let failed = |source| out::WriteError { path: file.to_path_buf(), source };
    Ok(out::replace(file, calendar.as_bytes()).map_err(failed)?)
}
