//! A small case to try the rules on.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{Draft, Origin, Remark, Scene, review};
use crate::case::finding::Texts;
use crate::case::load::{self, Loaded};
use crate::case::sources::{Contents, Fault, FaultKind, Sources};
use crate::ledger::Ledger;

/// A case on which no rule has anything to say, but for the lines that a test adds or replaces.
const SMALL: &str = "\
case: small-1
currency: USD
creditor: {name: Halden Studio, address: [118 Canal Street], country: US, payment: {link: 'https://pay.halden.example'}}
debtor:
  name: Northwind Outfitters
  kind: business
  address: [2200 Alder Avenue]
  country: US
  contacts: [{id: marsha, name: Marsha Cole}]
  primary_contact: marsha
contract:
  signed: 2026-03-03
  clauses:
    - {id: payment, number: '4.1', text: Invoices are payable within 30 days of their date.}
    - {id: late-fee, number: '4.3', text: A late fee of 40.00 is due after 30 days.}
    - {id: interest, number: '4.4', text: Overdue amounts bear interest at 12% a year.}
invoices:
  - {number: N1, issued: 2026-04-01, received: 2026-04-02, due: 2026-05-01, amount: 1000.00}
";

struct Nothing;

impl Sources for Nothing {
    fn read(&self, file: &Path, _: usize) -> Result<Contents, Fault> {
        Err(Fault { path: file.to_owned(), kind: FaultKind::Missing })
    }

    fn shared_for(&self, _: &Path) -> Result<Option<PathBuf>, Fault> {
        Ok(None)
    }

    fn read_beside(&self, file: &Path, _: &str, _: usize) -> Result<Contents, Fault> {
        self.read(file, 0)
    }
}

pub(super) fn on(day: &str) -> NaiveDate {
    day.parse().expect("a day")
}

/// Returns the small case with more lines at its end.
pub(super) fn with(lines: &str) -> String {
    format!("{SMALL}{lines}")
}

pub(super) fn loaded(yaml: &str) -> Loaded {
    let contents = Contents::Whole(yaml.as_bytes().into());
    load::from_contents(&Nothing, Path::new("case.yaml"), contents, None).expect("nothing else is read")
}

fn reviewed(yaml: &str, day: NaiveDate, draft: Option<&str>) -> Vec<Remark> {
    let loaded = loaded(yaml);
    let case = loaded.case().unwrap_or_else(|| panic!("{:?}", loaded.findings()));
    let ledger = Ledger::reckon(case, day).expect("a small case is reckoned");
    let drafts: Vec<Draft> =
        draft.map(|text| Draft::read("draft.md", text, Origin::Hand, &mut Texts::default())).into_iter().collect();
    review(&Scene { loaded: &loaded, case, ledger: &ledger, without_consequence: false }, &drafts)
}

fn named(remark: &Remark) -> String {
    if remark.stands() { remark.code.to_owned() } else { format!("({})", remark.code) }
}

/// Returns the codes of the remarks on a case; those silenced stand in brackets.
pub(super) fn codes(yaml: &str, day: NaiveDate) -> Vec<String> {
    reviewed(yaml, day, None).iter().map(named).collect()
}

/// Returns the remarks of one code on a case.
pub(super) fn remarks(yaml: &str, day: NaiveDate, code: &str) -> Vec<Remark> {
    reviewed(yaml, day, None).into_iter().filter(|remark| remark.code == code).collect()
}

/// Returns the codes of the remarks on a draft, and the text at each place.
pub(super) fn of_draft(yaml: &str, day: NaiveDate, draft: &str) -> Vec<(String, String)> {
    let of_draft = |remark: &Remark| {
        let place = remark.place.as_ref().filter(|place| &*place.file == "draft.md")?;
        Some((remark.code.to_owned(), draft[place.start..place.end].to_owned()))
    };
    reviewed(yaml, day, Some(draft)).iter().filter_map(of_draft).collect()
}

#[test]
fn the_small_case_is_clean() {
    assert_eq!(codes(SMALL, on("2026-06-01")), Vec::<String>::new());
}
