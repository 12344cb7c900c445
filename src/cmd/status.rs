//! `status`: all cases of a folder at a glance.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;

use super::fail::Fail;
use super::folder::{self, Read};
use super::workers::{self, Crew};
use super::{Voice, answer, clock};
use crate::cli::{Status, TableFormat};
use crate::money::Overflow;
use crate::report::status::{self, Bad, Line, csv, json, text};

pub(super) fn run(args: &Status, voice: Voice) -> Result<(), Fail> {
    let as_of = clock::day(args.day.as_of);
    let (cases, worst) = cases(&args.folder, as_of, voice)?;
    let mut lines: Vec<Line> = cases.iter().filter_map(line).collect();
    status::sort(&mut lines);
    let bad: Vec<Bad> = cases.iter().filter_map(bad).collect();
    let grown = |overflow: Overflow| Fail::Document(overflow.to_string(), None);
    answer(&match args.format {
        TableFormat::Text => text::text(&lines, &bad).map_err(grown)?,
        TableFormat::Json => format!("{:#}\n", json::json(&lines, &bad, as_of).map_err(grown)?),
        TableFormat::Csv => csv::csv(&lines, &bad).map_err(|error| Fail::System(error.to_string()))?,
    })?;
    worst
}

/// Reads every case of a folder and says what is wrong with those that cannot be used; returns how the command ends
/// for them.
pub(super) fn cases(folder: &Path, as_of: NaiveDate, voice: Voice) -> Result<(Vec<Read>, Result<(), Fail>), Fail> {
    let crew = Crew { jobs: workers::usual(), stop: &AtomicBool::new(false) };
    let mut cases = folder::read(folder, as_of, crew, voice)?;
    folder::part_twins(&mut cases);
    let failed: Vec<&Fail> = cases.iter().filter_map(|read| read.case.as_ref().err()).collect();
    for fail in &failed {
        fail.say(voice.colour);
    }
    let worst = match failed.iter().map(|fail| fail.code()).max() {
        None => Ok(()),
        Some(3) => Err(Fail::System("not every file could be read".into())),
        Some(_) => Err(Fail::Partly),
    };
    Ok((cases, worst))
}

/// Returns the line of a case that can be used.
pub(super) fn line(read: &Read) -> Option<Line> {
    let opened = read.case.as_ref().ok()?;
    Some(Line::of(opened.case(), &opened.ledger, &opened.plan))
}

/// Returns why a case cannot be used.
pub(super) fn bad(read: &Read) -> Option<Bad> {
    let fail = read.case.as_ref().err()?;
    Some(Bad {
        file: read.file(),
        case: read.id.as_ref().map(|(id, _)| id.clone()),
        code: fail.reason(),
        message: fail.to_string(),
        line: fail.line(),
    })
}
