//! Interest by statute and interest by contract on one invoice.

use std::collections::BTreeSet;

use super::{Remark, Rule, Scene};
use crate::case;
use crate::ledger::RowKind;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "two-interests";

fn look(scene: &Scene) -> Vec<Remark> {
    let charges = &scene.case.terms.charges;
    let place = |statutory: bool| {
        charges.iter().position(|charge| match charge.rule {
            case::Rule::Statutory(_) => statutory,
            case::Rule::Interest(_) => !statutory,
            case::Rule::Fee(_) => false,
        })
    };
    let (Some(statute), Some(contract)) = (place(true), place(false)) else { return Vec::new() };
    let bearing = |at: usize| -> BTreeSet<&str> {
        let rows = scene.ledger.rows.iter().filter(|row| row.kind == RowKind::Interest);
        let mine = rows.filter(|row| row.basis.as_ref().is_some_and(|basis| basis.charge == at));
        mine.filter_map(|row| row.invoice.as_deref()).collect()
    };
    let both = bearing(statute).intersection(&bearing(contract)).next().copied();
    both.map(|number| {
        let message = format!("invoice `{number}` bears interest by statute and by contract at once");
        Remark::warning(CODE, scene.place(&format!("terms.charges[{contract}]")), message)
            .source(
                "Late Payment of Commercial Debts (Interest) Act 1998, s. 8 (a substantial remedy of the contract stands in \
                 place of the statute’s); BGB § 288 (3); Directive 2011/7/EU, art. 3",
            )
            .fix("keep the one that the contract gives, or the statute where the contract is silent")
    })
    .into_iter()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, with};
    use super::CODE;

    fn said(charges: &str, day: &str) -> bool {
        let yaml = with(&format!("terms: {{charges: [{charges}]}}\n")).replace("currency: USD", "currency: GBP");
        codes(&yaml, on(day)).iter().any(|code| code == CODE)
    }

    #[test]
    fn one_invoice_bears_one_interest() {
        let contract = "{interest: {annual: 12%}, clause: interest}";
        assert!(said(&format!("{{statutory: uk-late-payment}}, {contract}"), "2026-06-05"));
        assert!(!said(&format!("{{statutory: uk-late-payment}}, {contract}"), "2026-05-01"), "nothing runs yet");
        assert!(!said(contract, "2026-06-05"));
    }
}
