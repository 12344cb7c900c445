//! Credit ratings are spoken of, and nobody is named who takes reports.

use super::wording::{in_consequences, in_draft};
use super::{Draft, Remark, Rule, Scene};
use crate::case::ConsequenceKind;
use crate::case::finding::Place;
use crate::strategy::consequence::is_open;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(of_case), of_draft: Some(of_draft) };

const CODE: &str = "bureau-not-named";

/// A consequence that reports without a name is a warning: its sentence is left out of every document.
fn of_case(scene: &Scene) -> Vec<Remark> {
    let nameless = scene.case.consequences.iter().enumerate().filter(|(_, c)| {
        let reports = c.kind == ConsequenceKind::CreditReporting || c.reports_to_bureaus;
        reports && c.name.is_none() && is_open(c, scene.day())
    });
    let mut remarks: Vec<Remark> = nameless
        .map(|(at, _)| {
            let place = scene.place(&format!("consequences[{at}].kind"));
            let message = "this reports to credit bureaus, and the bureau or agency has no `name`";
            finished(Remark::warning(CODE, place, message))
        })
        .collect();
    if !is_named(scene) {
        remarks.extend(in_consequences(scene, CODE, remark));
    }
    remarks
}

fn of_draft(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    if is_named(scene) { Vec::new() } else { in_draft(scene, draft, CODE, remark) }
}

/// Whether a reporter is named, ready, and neither done nor withdrawn.
fn is_named(scene: &Scene) -> bool {
    scene.case.consequences.iter().any(|c| {
        let reports = c.kind == ConsequenceKind::CreditReporting || c.reports_to_bureaus;
        reports && c.name.is_some() && c.ready.holds(scene.day()) && is_open(c, scene.day())
    })
}

fn remark(words: &str, place: Option<Place>) -> Remark {
    let message = format!("`{words}`: no bureau and no agency that takes reports is named in the case and ready");
    finished(Remark::error(CODE, place, message))
}

fn finished(remark: Remark) -> Remark {
    remark
        .source("15 U.S.C. § 1681s-2 (who reports to a bureau reports what is accurate); Regulation (EU) 2016/679, arts. 5 and 6")
        .fix("name who takes the report: `kind: credit-reporting` with `name`, or `reports_to_bureaus` on a named agency; else leave it out")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, of_draft, on, with};
    use super::CODE;

    fn case(consequence: &str) -> String {
        with(&format!("consequences: [{{{consequence}, ready: 2026-01-01}}]\n"))
    }

    #[test]
    fn a_reporter_has_a_name() {
        assert_eq!(codes(&case("kind: credit-reporting"), on("2026-06-01")), [CODE]);
        assert_eq!(
            codes(&case("kind: credit-reporting, name: Boise Credit Bureau"), on("2026-06-01")),
            Vec::<String>::new()
        );
        assert_eq!(codes(&case("kind: collection-agency, reports_to_bureaus: true"), on("2026-06-01")), [CODE]);
    }

    #[test]
    fn a_letter_speaks_of_ratings_only_with_a_reporter() {
        let draft = "---\nclass: agreement\nlang: en\n---\n\nIt will hurt your credit rating. $1,000.00\n";
        let found = |yaml: &str| of_draft(yaml, on("2026-05-01"), draft).iter().any(|(code, _)| code == CODE);
        assert!(found(&with("")));
        assert!(!found(&case("kind: credit-reporting, name: Boise Credit Bureau")));
    }
}
