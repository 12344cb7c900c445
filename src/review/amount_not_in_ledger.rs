//! A draft names an amount that neither the case nor its ledger knows.

use super::draft::{amounts, known};
use super::{Draft, Remark, Rule, Scene};
use crate::compose::DocumentKind;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: None, of_draft: Some(look) };

const CODE: &str = "amount-not-in-ledger";

/// The instalments of an agreement are made for it, and stand in no ledger.
fn look(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    if draft.kind == DocumentKind::PlanAgreement {
        return Vec::new();
    }
    let ledger = known::ledger_of(scene, draft);
    let known = known::amounts_of(scene, &ledger);
    let mut remarks = Vec::new();
    for piece in draft.pieces() {
        for (value, at) in amounts::in_text(piece.text, ledger.currency) {
            if !known.contains(&value) {
                let message = format!("`{}` is no amount of the case on {}", &piece.text[at.clone()], ledger.as_of);
                remarks.push(
                    Remark::error(CODE, draft.place(&piece, at), message)
                        .source("the promise of this program: one reckoning, and every cent can be traced")
                        .fix(format!("`pastdue why --as-of {}` shows every amount there is", ledger.as_of)),
                );
            }
        }
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::super::sample::{of_draft, on, with};
    use super::CODE;

    fn found(text: &str, class: &str) -> Vec<String> {
        let draft = format!("---\nclass: {class}\nlang: en\ndate: 2026-05-11\n---\n\n$1,003.29 is due. {text}\n");
        let yaml = with("terms: {charges: [{interest: {annual: 12%}, clause: interest}]}\n");
        let found = of_draft(&yaml, on("2026-05-11"), &draft);
        found.into_iter().filter(|(code, _)| code == CODE).map(|(_, words)| words).collect()
    }

    #[test]
    fn what_the_ledger_and_the_contract_know_may_be_named() {
        assert_eq!(found("Interest $3.29 on $1,000.00, $0.33 a day; fee $40.00.", "letter"), Vec::<String>::new());
        assert_eq!(found("Interest $3.92.", "letter"), ["3.92"]);
    }

    #[test]
    fn the_instalments_of_an_agreement_are_its_own() {
        assert_eq!(found("$334.43 a month.", "agreement"), Vec::<String>::new());
    }
}
