//! A late fee that no clause gives.

use super::{Remark, Rule, Scene};
use crate::case;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "fee-without-clause";

fn look(scene: &Scene) -> Vec<Remark> {
    let charges = scene.case.terms.charges.iter().enumerate();
    let bare = charges.filter(|(_, charge)| charge.clause.is_none() && matches!(charge.rule, case::Rule::Fee(_)));
    bare.map(|(at, _)| {
        Remark::warning(
            CODE,
            scene.place(&format!("terms.charges[{at}]")),
            "no clause of the contract gives this late fee",
        )
        .source(
            "12 CFR 1006.22(b) and 15 U.S.C. § 1692f(1): no amount that neither agreement nor law gives (for those \
                 who collect for others)",
        )
        .fix("name the clause with `clause`, word for word under `contract.clauses`, or take the fee out")
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, with};
    use super::CODE;

    #[test]
    fn a_fee_names_its_clause() {
        let said = |clause: &str| {
            let yaml = with(&format!("terms: {{charges: [{{amount: 40.00, after_days: 30{clause}}}]}}\n"));
            codes(&yaml, on("2026-06-05")).iter().any(|code| code == CODE)
        };
        assert!(said(""));
        assert!(!said(", clause: late-fee"));
    }
}
