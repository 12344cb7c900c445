//! `check`: everything that is wrong with case files, in one run.

use super::fail::Fail;
use super::{Voice, answer, balance, clock, find, open, tell};
use crate::case::check::repeated::Ids;
use crate::case::finding::{Finding, Severity};
use crate::cli::{Check, Format};
use crate::report::findings;

pub(super) fn run(args: &Check, voice: Voice) -> Result<(), Fail> {
    let as_of = clock::day(args.day.as_of);
    let (mut failed, mut system, mut ids) = (false, None, Ids::default());
    for path in find::all(&args.paths, voice)? {
        let loaded = match open::load(&path, as_of) {
            Ok(loaded) => loaded,
            Err(fail) => {
                fail.say(voice.colour);
                system = Some(fail);
                continue;
            }
        };
        let mut found = loaded.findings().to_vec();
        let (ledger, more) = balance::reckoned(&loaded, as_of);
        found.extend(more);
        found.extend(ledger.iter().flat_map(|ledger| balance::notes(&loaded, ledger)));
        found.extend(loaded.id().and_then(|id| ids.take(id, loaded.place("case"))));
        let fails = |finding: &Finding| match finding.severity {
            Severity::Error => true,
            Severity::Warning => args.strict,
            Severity::Note => false,
        };
        failed |= found.iter().any(fails);
        if voice.quiet {
            found.retain(fails);
        }
        say(&found, loaded.texts(), args.format, voice)?;
    }
    match (system, failed) {
        (Some(_), _) => Err(Fail::System("not every file could be read".into())),
        (None, true) => Err(Fail::Partly),
        (None, false) => Ok(()),
    }
}

fn say(found: &[Finding], texts: &crate::case::finding::Texts, format: Format, voice: Voice) -> Result<(), Fail> {
    if found.is_empty() {
        return Ok(());
    }
    match format {
        Format::Json => answer(&findings::json_lines(found)),
        Format::Text => {
            tell::text(findings::text(found, texts, voice.colour));
            Ok(())
        }
    }
}
