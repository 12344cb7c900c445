//! Documents for tests: a case as text, a day, and what is asked for.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{Composer, DocumentKind, Options, Subject};
use crate::case::{Case, Step};
use crate::ledger::Ledger;
use crate::strategy::Plan;
use crate::strategy::gate::{self, Document, Request};

pub(crate) const NORTHWIND: &str = include_str!("../../cases/northwind-2026-014.yaml");

/// Returns the composer with the built-in templates alone.
pub(crate) fn composer() -> &'static Composer {
    static COMPOSER: OnceLock<Composer> = OnceLock::new();
    COMPOSER.get_or_init(|| Composer::new(BTreeMap::new()).unwrap())
}

/// Returns the document of a case on a day; a call for the step named.
pub(crate) fn composed(yaml: &str, day: &str, kind: DocumentKind, step: Option<Step>) -> String {
    with(composer(), yaml, day, kind, step, &Options::default()).unwrap_or_else(|fault| panic!("{fault}"))
}

/// The same, by a composer and with options of the test's own.
pub(crate) fn with(
    composer: &Composer,
    yaml: &str,
    day: &str,
    kind: DocumentKind,
    step: Option<Step>,
    options: &Options,
) -> Result<String, super::ComposeError> {
    let case = Case::from_yaml(yaml).unwrap();
    let ledger = Ledger::reckon(&case, day.parse().unwrap()).unwrap();
    let plan = Plan::make(&case, &ledger, ledger.as_of);
    let document = match kind {
        DocumentKind::Call => Document::Call,
        DocumentKind::Confirmation => Document::Confirmation,
        DocumentKind::Demand => Document::Demand,
        DocumentKind::Statement => Document::Statement,
        DocumentKind::PlanAgreement => Document::PlanAgreement,
    };
    let gate = gate::check(document, &case, &ledger, &plan, &Request { step, ..Request::default() });
    composer.compose(&Subject { kind, case: &case, ledger: &ledger, plan: &plan, gate: &gate, options })
}
