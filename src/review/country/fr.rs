//! France: what terms and invoices must mention.

use crate::case::{self, Regime};
use crate::review::{Remark, Rule, Scene};

pub(in crate::review) const MENTION: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "fr-mention";

fn look(scene: &Scene) -> Vec<Remark> {
    let charges = scene.case.terms.charges.iter();
    let Some((at, charge)) = charges.enumerate().find(|(_, charge)| charge.rule == case::Rule::Statutory(Regime::Fr))
    else {
        return Vec::new();
    };
    let text = charge.clause.as_deref().and_then(|id| scene.case.clause(id)).map_or("", |clause| clause.text.as_str());
    let missing: Vec<&str> =
        [("the rate of the penalties", names_rate(text)), ("the indemnity of 40 euros", names_sum(text))]
            .into_iter()
            .filter(|(_, there)| !there)
            .map(|(what, _)| what)
            .collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let message = format!("the clause does not mention {}", missing.join(" and "));
    let path = if charge.clause.is_some() { "clause" } else { "statutory" };
    vec![
        Remark::warning(CODE, scene.place(&format!("terms.charges[{at}].{path}")), message)
            .source("Code de commerce, art. L441-10 II and D441-5 (terms), art. L441-9 (invoices): both are owed between firms without it, but the mention is a duty")
            .fix("quote the clause of your terms that mentions both under `contract.clauses`, and look whether the invoice does"),
    ]
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric() && c != '%').map(str::to_owned).collect()
}

fn names_rate(text: &str) -> bool {
    let words = words(text);
    words.iter().any(|word| word == "taux" || word == "rate" || word.ends_with('%'))
}

fn names_sum(text: &str) -> bool {
    words(text).iter().any(|word| word == "40" || word == "quarante" || word == "forty")
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{on, remarks, with};
    use super::CODE;

    fn said(text: &str) -> Option<String> {
        let yaml = with("terms: {payment: net 30, charges: [{statutory: fr-late-payment, clause: interest}]}\n")
            .replace("Overdue amounts bear interest at 12% a year.", text)
            .replace("country: US", "country: FR")
            .replace("currency: USD", "currency: EUR");
        remarks(&yaml, on("2026-06-05"), CODE).pop().map(|remark| remark.message)
    }

    #[test]
    fn terms_mention_the_rate_and_the_forty_euros() {
        assert_eq!(said("'Pénalités au taux de la BCE majoré de dix points, indemnité de 40 €.'"), None);
        assert!(said("'Pénalités au taux de la BCE majoré de dix points.'").unwrap().ends_with("40 euros"));
        assert!(said("'Indemnité de 40 €.'").unwrap().ends_with("the rate of the penalties"));
        assert!(said("Payable à réception.").unwrap().contains(" and "));
    }
}
