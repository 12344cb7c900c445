//! Words that lay blame: in a letter, and in what is said on a call.

use super::wording::{in_piece, own_list};
use super::{Draft, Remark, Rule, Scene};
use crate::compose::DocumentKind;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: None, of_draft: Some(look) };

pub(super) const CODE: &str = "blame";

/// Clauses are the contract’s words, and an agreement speaks of what happens when an instalment is missed.
fn look(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    let list = own_list(CODE, &draft.language).filter(|_| draft.kind != DocumentKind::PlanAgreement);
    let Some(list) = list else { return Vec::new() };
    let heard = draft.suspicious().filter(|piece| piece.quoted == (draft.kind == DocumentKind::Call));
    let found = heard.filter_map(|piece| {
        let found = in_piece(scene, &piece, &[list])?;
        let message = format!("`{}` lays blame", &piece.text[found.clone()]);
        Some(Remark::warning(CODE, draft.place(&piece, found), message))
    });
    found
        .map(|remark| {
            remark
                .source(
                    "the method of this program: facts and days, no blame; whoever reads it should be free to solve it",
                )
                .fix("say what happened and when, as in “I called on May 14 and again on May 28”")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{of_draft, on, with};
    use super::CODE;

    fn found(class: &str, text: &str) -> Vec<String> {
        let draft = format!("---\nclass: {class}\nlang: en-US\n---\n\n{text}\n");
        let found = of_draft(&with(""), on("2026-06-01"), &draft);
        found.into_iter().filter(|(code, _)| code == CODE).map(|(_, words)| words).collect()
    }

    #[test]
    fn a_letter_lays_no_blame_and_a_clause_may() {
        assert_eq!(found("letter", "Marsha never answers."), ["never"]);
        assert_eq!(found("letter", "> A party that failed to pay owes a fee."), Vec::<String>::new());
    }

    #[test]
    fn on_a_call_sheet_only_what_is_said_counts() {
        assert_eq!(found("sheet", "If they say: never got it."), Vec::<String>::new());
        assert_eq!(found("sheet", "> You ignored us."), ["ignored"]);
    }
}
