//! Wording that claims to come from a court, a bailiff, an attorney, the police or a government.

use super::wording::{in_consequences, in_draft};
use super::{Draft, Remark, Rule, Scene};
use crate::case::finding::Place;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(of_case), of_draft: Some(of_draft) };

const CODE: &str = "poses-as-authority";

fn of_case(scene: &Scene) -> Vec<Remark> {
    in_consequences(scene, CODE, remark)
}

fn of_draft(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    in_draft(scene, draft, CODE, remark)
}

fn remark(words: &str, place: Option<Place>) -> Remark {
    Remark::error(CODE, place, format!("`{words}` sounds like a court or an office, which a creditor is not"))
        .source(
            "15 U.S.C. § 1692e(1), (3), (9) and (13), for those who collect for others; Administration of Justice Act 1970, \
             s. 40(1)(c) and (d) (England and Wales)",
        )
        .fix("say what you will do yourself: hand the matter to an agency or a lawyer, or file a claim")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, with};
    use super::CODE;

    #[test]
    fn a_creditor_sends_no_bailiff() {
        let other = |text: &str| with(&format!("consequences: [{{kind: other, text: {text}, ready: 2026-01-01}}]\n"));
        assert_eq!(codes(&other("the bailiffs will call"), on("2026-06-01")), [CODE]);
        assert_eq!(codes(&other("der Gerichtsvollzieher kommt"), on("2026-06-01")), [CODE]);
    }

    #[test]
    fn a_court_by_name_is_where_a_claim_is_filed() {
        let claim = with("consequences: [{kind: small-claims, name: the County Court, ready: 2026-01-01}]\n");
        assert_eq!(codes(&claim, on("2026-06-01")), Vec::<String>::new());
    }
}
