//! `status`: all cases of a folder at a glance.

use super::fail::Fail;
use super::{Voice, answer, clock, find, open};
use crate::cli::{Status, TableFormat};
use crate::report::status::{self, Line};

pub(super) fn run(args: &Status, voice: Voice) -> Result<(), Fail> {
    let as_of = clock::day(args.day.as_of);
    let mut lines = vec![];
    let mut failed = None;
    for path in find::in_folder(&args.folder)? {
        match open::open(&path, as_of) {
            Ok(opened) => lines.push(Line::of(opened.case(), &opened.ledger, &opened.plan)),
            Err(fail) => {
                fail.say(voice.colour);
                failed = Some(fail.code().max(failed.unwrap_or(0)));
            }
        }
    }
    status::sort(&mut lines);
    let grown = |overflow: crate::money::Overflow| Fail::Document(overflow.to_string(), None);
    answer(&match args.format {
        TableFormat::Text => status::text(&lines).map_err(grown)?,
        TableFormat::Json => format!("{:#}\n", status::json(&lines, as_of).map_err(grown)?),
        TableFormat::Csv => status::csv(&lines).map_err(|error| Fail::System(error.to_string()))?,
    })?;
    match failed {
        None => Ok(()),
        Some(3) => Err(Fail::System("not every file could be read".into())),
        Some(_) => Err(Fail::Partly),
    }
}
