//! A charge of the contract runs from before the day on which the contract was signed.

use super::{Remark, Rule, Scene};
use crate::case;
use crate::ledger::Row;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "charge-before-contract";

/// One remark a charge, at its first day.
fn look(scene: &Scene) -> Vec<Remark> {
    let Some(signed) = scene.case.contract.as_ref().and_then(|contract| contract.signed) else { return Vec::new() };
    let charges = scene.case.terms.charges.iter().enumerate();
    let agreed = charges.filter(|(_, charge)| !matches!(charge.rule, case::Rule::Statutory(_)));
    let early = agreed.filter_map(|(at, _)| {
        let rows = scene.ledger.rows.iter().filter(|row| row.basis.as_ref().is_some_and(|basis| basis.charge == at));
        let first = rows.min_by_key(|row| begins(row)).filter(|row| begins(row) < signed)?;
        Some((at, first))
    });
    early
        .map(|(at, row)| {
            let invoice = row.invoice.as_deref().unwrap_or_default();
            let message = format!(
                "on invoice `{invoice}` this runs from {}, and the contract was signed on {signed}",
                begins(row)
            );
            Remark::warning(CODE, scene.place(&format!("terms.charges[{at}]")), message)
                .source("the contract itself: a clause binds from the day it was agreed; Directive 93/13/EEC, annex, 1(i), for consumers")
                .fix("correct `contract.signed`, or leave the charge off what is older")
        })
        .collect()
}

fn begins(row: &Row) -> chrono::NaiveDate {
    row.basis.as_ref().and_then(|basis| basis.from).unwrap_or(row.date)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, with};
    use super::CODE;

    fn said(signed: &str) -> bool {
        let yaml = with("terms: {charges: [{interest: {annual: 12%}, clause: interest}]}\n")
            .replace("signed: 2026-03-03", &format!("signed: {signed}"));
        codes(&yaml, on("2026-06-05")).iter().any(|code| code == CODE)
    }

    #[test]
    fn interest_from_the_day_of_signing_on_is_agreed() {
        assert!(!said("2026-05-01"));
        assert!(said("2026-05-02"));
    }
}
