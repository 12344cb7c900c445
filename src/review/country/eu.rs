//! The European Union: the flat sum of 40 euros is for dealings between firms.

use crate::case::{self, Amount, DebtorKind};
use crate::review::{Remark, Rule, Scene};

pub(in crate::review) const FLAT_SUM: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "eu-flat-sum";

/// A flat fee of 40 euros that a consumer is charged.
fn look(scene: &Scene) -> Vec<Remark> {
    let case = scene.case;
    if case.debtor.kind != DebtorKind::Consumer || case.currency.code() != "EUR" {
        return Vec::new();
    }
    let forty = |charge: &case::Charge| match &charge.rule {
        case::Rule::Fee(fee) => matches!(fee.amount, Amount::Money(sum) if sum.plain(case.currency) == "40.00"),
        _ => false,
    };
    let at = case.terms.charges.iter().position(forty);
    at.map(|at| {
        Remark::warning(
            CODE,
            scene.place(&format!("terms.charges[{at}].amount")),
            "the flat sum of 40 euros is owed between firms, and the debtor is a consumer",
        )
        .source("Directive 2011/7/EU, arts. 1(2), 2(1) and 6; in Germany BGB § 288 (5), which leaves consumers out")
        .fix("take it out, or name what it really cost under the law for consumers")
    })
    .into_iter()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{codes, on, with};
    use super::CODE;

    #[test]
    fn forty_euros_are_not_owed_by_a_consumer() {
        let said = |kind: &str, sum: &str| {
            let yaml = with(&format!("terms: {{charges: [{{amount: {sum}, clause: late-fee}}]}}\n"))
                .replace("kind: business", kind)
                .replace("currency: USD", "currency: EUR");
            codes(&yaml, on("2026-06-05")).iter().any(|code| code == CODE)
        };
        assert!(said("kind: consumer", "40.00") && said("kind: consumer", "40"));
        assert!(!said("kind: consumer", "15.00"));
        assert!(!said("kind: business", "40.00"));
    }
}
