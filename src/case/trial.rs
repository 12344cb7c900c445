//! Reading cases from texts, for the tests of this room.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::load::{self, Loaded};
use super::sources::{Contents, Fault, FaultKind, Sources};

/// The smallest case that has no findings.
pub(super) const SMALL: &str = "\
case: a-1
currency: USD
creditor: {name: Halden, address: [118 Canal Street], country: US}
debtor:
  name: Northwind
  kind: business
  contacts: [{id: marsha, name: Marsha}]
contract:
  clauses: [{id: late-fee, text: A 5% fee is due after 30 days.}]
invoices:
  - {number: N1, issued: 2026-04-29, received: 2026-05-01, amount: 100.00}
";

/// A disk with at most a shared file.
pub(super) struct Shelf(pub(super) Option<&'static str>);

impl Sources for Shelf {
    fn read(&self, file: &Path, _: usize) -> Result<Contents, Fault> {
        match self.0 {
            Some(shared) if file.ends_with("_shared.yaml") => Ok(Contents::Whole(shared.as_bytes().into())),
            _ => Err(Fault { path: file.to_owned(), kind: FaultKind::Missing }),
        }
    }

    fn shared_for(&self, _: &Path) -> Result<Option<PathBuf>, Fault> {
        Ok(self.0.map(|_| PathBuf::from("_shared.yaml")))
    }

    fn read_beside(&self, file: &Path, _: &str, _: usize) -> Result<Contents, Fault> {
        self.read(file, 0)
    }
}

/// Reads a case from a text alone.
pub(super) fn loaded(text: &str) -> Loaded {
    loaded_on(text, None)
}

/// Reads a case from a text alone, as of a day.
pub(super) fn loaded_on(text: &str, as_of: Option<NaiveDate>) -> Loaded {
    let contents = Contents::Whole(text.as_bytes().into());
    load::from_contents(&Shelf(None), Path::new("case.yaml"), contents, as_of).expect("nothing else is read")
}

/// Reads a case from a text over a shared file.
pub(super) fn loaded_over(shared: &'static str, text: &str) -> Loaded {
    let contents = Contents::Whole(text.as_bytes().into());
    load::from_contents(&Shelf(Some(shared)), Path::new("case.yaml"), contents, None).expect("the shared file is there")
}

/// Returns the codes found in a text, with lines and columns, in order.
pub(super) fn codes(text: &str) -> Vec<String> {
    let described = |finding: &super::finding::Finding| {
        let place = finding.place.as_ref().map(|place| format!(" {}:{}", place.line, place.column));
        format!("{}{}", finding.code, place.unwrap_or_default())
    };
    loaded(text).findings().iter().map(described).collect()
}

/// Returns the codes found in the small case with more lines at its end.
pub(super) fn codes_with(lines: &str) -> Vec<&'static str> {
    loaded(&format!("{SMALL}{lines}")).findings().iter().map(|finding| finding.code).collect()
}
