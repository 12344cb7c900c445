//! Words that lay blame: in a letter, and in what is said on a call.

use std::sync::LazyLock;

use super::wording::{Phrases, in_piece};
use super::{Draft, Remark, Rule, Scene};
use crate::compose::DocumentKind;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: None, of_draft: Some(look) };

const CODE: &str = "blame";

/// The words of each language, a phrase a line.
static LISTS: LazyLock<Vec<(&str, Phrases)>> = LazyLock::new(|| {
    let lists = [
        ("en", include_str!("../../templates/en/blaming-words.txt")),
        ("de", include_str!("../../templates/de/blaming-words.txt")),
        ("fr", include_str!("../../templates/fr/blaming-words.txt")),
    ];
    let phrases = |list: &'static str| list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lists.map(|(language, list)| (language, Phrases::new(phrases(list)))).to_vec()
});

/// Clauses are the contract’s words, and an agreement speaks of what happens when an instalment is missed.
fn look(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    let list = LISTS.iter().find(|(language, _)| *language == draft.language);
    let Some((_, phrases)) = list.filter(|_| draft.kind != DocumentKind::PlanAgreement) else { return Vec::new() };
    let heard = draft.heard().filter(|piece| piece.quoted == (draft.kind == DocumentKind::Call));
    let found = heard.filter_map(|piece| {
        let found = in_piece(scene, piece, |words| words.find(phrases))?;
        let message = format!("`{}` lays blame", &piece.text[found.clone()]);
        Some(Remark::warning(CODE, draft.place(piece, found), message))
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
