//! A draft names a day that neither the case nor its ledger knows.

use super::draft::{days, known};
use super::{Draft, Remark, Rule, Scene};
use crate::compose::DocumentKind;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: None, of_draft: Some(look) };

const CODE: &str = "day-not-in-case";

/// Letters and statements alone: a call sheet and an agreement name days still to come.
fn look(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    if matches!(draft.kind, DocumentKind::Call | DocumentKind::PlanAgreement) {
        return Vec::new();
    }
    let ledger = known::ledger_of(scene, draft);
    let known = known::days_of(scene, &ledger);
    let mut remarks = Vec::new();
    for piece in draft.pieces() {
        let strange = |written: &days::Written| !written.is_among(&known);
        if days::in_text(piece.text).iter().any(strange) {
            // a description may name days of its own, as in `14 to 17 August`
            for written in days::in_text(&piece.own_words(scene)).into_iter().filter(strange) {
                let message =
                    format!("`{}` is no day of the case on {}", &piece.text[written.at.clone()], ledger.as_of);
                remarks.push(
                    Remark::error(CODE, draft.place(&piece, written.at), message)
                        .source("the promise of this program: no sentence without a fact")
                        .fix("correct the day, or enter in the case what happened on it"),
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

    #[test]
    fn a_letter_names_days_that_there_were() {
        let found = |text: &str| -> Vec<String> {
            let draft = format!("---\nclass: letter\nlang: en\ndate: 2026-05-11\n---\n\n$1,000.00. {text}\n");
            let found = of_draft(&with(""), on("2026-05-11"), &draft);
            found.into_iter().filter(|(code, _)| code == CODE).map(|(_, words)| words).collect()
        };
        assert_eq!(
            found("Issued April 1, due on Friday, May 1, 2026, and no later than May 18."),
            Vec::<String>::new()
        );
        assert_eq!(found("You received it on 3 April."), ["3 April"]);
        assert_eq!(found("Due on May 1, 2025."), ["May 1, 2025"]);
    }
}
