//! England and Wales: what goes before a claim in court.

use crate::calendar::days_between;
use crate::case::{Consequence, ConsequenceKind, DebtorKind};
use crate::review::{Remark, Rule, Scene};
use crate::strategy::consequence::deadline;

pub(in crate::review) const REPLY_DAYS: Rule =
    Rule { code: "gb-reply-days", of_case: Some(reply_days), of_draft: None };
pub(in crate::review) const ENCLOSURES: Rule =
    Rule { code: "gb-enclosures", of_case: Some(enclosures), of_draft: None };

/// The days a person has to reply to a letter of claim, sole traders among them.
const PERSON: i64 = 30;
/// The days that are reasonable for anybody else in a plain matter.
const COMPANY: i64 = 14;

/// Returns the claim that a letter of the day would announce to a debtor in Britain.
fn claim<'a>(scene: &Scene<'a>) -> Option<&'a Consequence> {
    let there = scene.case.debtor.country.as_deref().unwrap_or(&scene.case.creditor.country) == "GB";
    let announced = scene.announced().filter(|_| there && scene.ledger.total_due.is_positive())?;
    matches!(announced.kind, ConsequenceKind::SmallClaims | ConsequenceKind::Lawsuit).then_some(announced)
}

fn path(scene: &Scene, consequence: &Consequence, key: &str) -> String {
    let at = scene.case.consequences.iter().position(|c| std::ptr::eq(c, consequence)).unwrap_or_default();
    format!("consequences[{at}].{key}")
}

fn reply_days(scene: &Scene) -> Vec<Remark> {
    let Some(claim) = claim(scene) else { return Vec::new() };
    let given = days_between(scene.day(), deadline(scene.case, Some(claim), scene.day()));
    let person = scene.case.debtor.kind != DebtorKind::Business;
    let (least, whom, source) = if person {
        (
            PERSON,
            "a person, sole traders among them, has",
            "Pre-Action Protocol for Debt Claims, paras. 1.1 and 3.4 (England and Wales)",
        )
    } else {
        (
            COMPANY,
            "a company in a plain matter should have",
            "Practice Direction – Pre-Action Conduct and Protocols, para. 6(b) (England and Wales)",
        )
    };
    if given >= least {
        return Vec::new();
    }
    let message = format!("a letter of {} would give {given} days before a claim; {whom} {least}", scene.day());
    let path = path(scene, claim, if claim.deadline_days.is_some() { "deadline_days" } else { "kind" });
    vec![
        Remark::warning("gb-reply-days", scene.place(&path), message)
            .source(source)
            .fix(format!("set `deadline_days: {least}` on this consequence")),
    ]
}

/// Whether they lie in the envelope, no case file can say.
fn enclosures(scene: &Scene) -> Vec<Remark> {
    let person = scene.case.debtor.kind != DebtorKind::Business;
    let remark = |claim: &Consequence| {
        Remark::warning(
            "gb-enclosures",
            scene.place(&path(scene, claim, "kind")),
            "a letter of claim to a person needs the Information Sheet, the Reply Form and the Financial Statement form with it",
        )
        .source("Pre-Action Protocol for Debt Claims, para. 3.1 and annexes 1 and 2 (England and Wales)")
        .fix("print the forms of the protocol and put them in with a statement; then silence this and say so")
    };
    claim(scene).filter(|_| person).map(remark).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{codes, on, with};

    fn said(kind: &str, consequence: &str) -> Vec<String> {
        let yaml = with(&format!("consequences: [{consequence}]\n"))
            .replace("kind: business", kind)
            .replace("country: US", "country: GB")
            .replace("currency: USD", "currency: GBP");
        let found = codes(&yaml, on("2026-06-01"));
        found.into_iter().filter(|code| code.starts_with("gb-")).collect()
    }

    fn days(kind: &str, days: u32) -> bool {
        let claim = format!("{{kind: small-claims, ready: 2026-01-01, deadline_days: {days}}}");
        said(kind, &claim).contains(&"gb-reply-days".to_owned())
    }

    #[test]
    fn a_person_has_thirty_days_and_a_company_fourteen() {
        // the first of June 2026 is a Monday: 29 days later is a Tuesday, 13 a Sunday, which moves on
        assert!(days("kind: consumer", 29) && !days("kind: consumer", 30));
        assert!(days("kind: sole-trader", 29) && !days("kind: sole-trader", 30));
        assert!(days("kind: business", 11) && !days("kind: business", 14));
    }

    #[test]
    fn only_a_claim_that_is_ready_needs_them() {
        for other in ["{kind: collection-agency, name: A, ready: 2026-01-01}", "{kind: lawsuit, ready: false}"] {
            assert_eq!(said("kind: consumer", other), Vec::<String>::new(), "{other}");
        }
    }

    #[test]
    fn the_forms_go_to_people_alone() {
        let claim = "{kind: lawsuit, ready: 2026-01-01, deadline_days: 30}";
        assert_eq!(said("kind: consumer", claim), ["gb-enclosures"]);
        assert_eq!(said("kind: business", claim), Vec::<String>::new());
    }
}
