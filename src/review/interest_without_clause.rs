//! Interest that neither a clause nor a statute gives.

use super::{Remark, Rule, Scene};
use crate::case::{self, DebtorKind};

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "interest-without-clause";

fn look(scene: &Scene) -> Vec<Remark> {
    let charges = scene.case.terms.charges.iter().enumerate();
    let bare = charges.filter(|(_, charge)| charge.clause.is_none() && matches!(charge.rule, case::Rule::Interest(_)));
    let consumer = scene.case.debtor.kind == DebtorKind::Consumer;
    bare.map(|(at, _)| {
        let whom = if consumer { ", and the debtor is a consumer" } else { "" };
        let message = format!("no clause of the contract gives this rate{whom}");
        let fix = if consumer {
            "name the clause with `clause`, or take the interest out; a statute for consumers may give a lower rate"
        } else {
            "name the clause with `clause`, or use the statute that gives interest between firms, under `statutory`"
        };
        Remark::warning(CODE, scene.place(&format!("terms.charges[{at}]")), message)
            .source("12 CFR 1006.22(b) and 15 U.S.C. § 1692f(1) (for those who collect for others); Directive 2011/7/EU, art. 3, between firms")
            .fix(fix)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{on, remarks, with};
    use super::CODE;

    fn said(charge: &str, kind: &str) -> Option<String> {
        let yaml = with(&format!("terms: {{charges: [{charge}]}}\n")).replace("kind: business", kind);
        remarks(&yaml, on("2026-06-05"), CODE).pop().map(|remark| remark.message)
    }

    #[test]
    fn a_rate_of_the_contract_names_its_clause() {
        assert!(said("{interest: {annual: 12%}}", "kind: business").is_some());
        assert!(said("{interest: {annual: 12%}, clause: interest}", "kind: business").is_none());
    }

    #[test]
    fn with_a_consumer_the_remark_says_so() {
        assert!(said("{interest: {annual: 12%}}", "kind: consumer").unwrap().contains("consumer"));
    }
}
