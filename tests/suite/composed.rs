//! Documents for tests: from a case as text to Markdown, by the library alone.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use pastdue::calendar::plus_days;
use pastdue::case::{Case, Step};
use pastdue::compose::templates::BUILT_IN;
use pastdue::compose::{ComposeError, Composer, DocumentKind, Enclosure, Options, Subject};
use pastdue::ledger::Ledger;
use pastdue::ledger::instalments::{Pace, Schedule, Wish};
use pastdue::money::Money;
use pastdue::strategy::Plan;
use pastdue::strategy::gate::{self, Document, Request};

/// A document asked for: its kind, and the step when it is a call.
pub(crate) type Asked = (DocumentKind, Option<Step>);

/// Every document there is, the call once for each of its steps.
pub(crate) const EVERY: [Asked; 9] = [
    (DocumentKind::Call, Some(Step::Courtesy)),
    (DocumentKind::Call, Some(Step::Reminder)),
    (DocumentKind::Call, Some(Step::FollowUp)),
    (DocumentKind::Call, Some(Step::Escalation)),
    (DocumentKind::Call, Some(Step::FinalCall)),
    (DocumentKind::Demand, None),
    (DocumentKind::Statement, None),
    (DocumentKind::PlanAgreement, None),
    (DocumentKind::Confirmation, None),
];

/// Returns a name for a document, as in `call-follow-up`.
pub(crate) fn name((kind, step): Asked) -> String {
    step.map_or(kind.file_stem().to_owned(), |step| format!("{}-{}", kind.file_stem(), step.word()))
}

/// Returns the languages that have templates.
pub(crate) fn languages() -> Vec<&'static str> {
    BUILT_IN.iter().filter_map(|(name, _)| name.strip_suffix("/demand.md")).collect()
}

/// Returns the document of a case on a day; what is owed is divided by three for a plan.
pub(crate) fn compose(case: &Case, day: &str, (kind, step): Asked) -> Result<String, ComposeError> {
    static COMPOSER: OnceLock<Composer> = OnceLock::new();
    let composer = COMPOSER.get_or_init(|| Composer::new(BTreeMap::new()).unwrap());
    let ledger = Ledger::reckon(case, day.parse().unwrap()).unwrap();
    let plan = Plan::make(case, &ledger, ledger.as_of);
    let document = match kind {
        DocumentKind::Call => Document::Call,
        DocumentKind::Confirmation => Document::Confirmation,
        DocumentKind::Demand => Document::Demand,
        DocumentKind::Statement => Document::Statement,
        DocumentKind::PlanAgreement => Document::PlanAgreement,
    };
    let gate = gate::check(document, case, &ledger, &plan, &Request { step, ..Request::default() });
    let wish = Wish { down: Money::ZERO, count: 3, first: plus_days(ledger.as_of, 7), pace: Pace::Month };
    let divided = Schedule::divide(ledger.total_due, case.currency, ledger.as_of, &wish);
    let options = Options {
        enclosures: Enclosure::of(case, &ledger, true),
        schedule: divided.ok().filter(|_| kind == DocumentKind::PlanAgreement),
        ..Options::default()
    };
    composer.compose(&Subject { kind, case, ledger: &ledger, plan: &plan, gate: &gate, options: &options })
}

/// Returns the lines of a page that are no part of its head or of a fence.
pub(crate) fn body(page: &str) -> impl Iterator<Item = &str> {
    let after_head = page.splitn(3, "---\n").nth(2).unwrap_or(page);
    let mut fenced = false;
    after_head.lines().filter(move |line| {
        let fence = line.starts_with("```");
        fenced ^= fence;
        !fence && !fenced
    })
}
