//! Something is quoted as though it stood in the contract.

use super::clause_differs::{Quoted, held, quotations};
use super::{Draft, Remark, Rule, Scene};

pub(super) const RULE: Rule = Rule { code: CODE, of_case: None, of_draft: Some(look) };

const CODE: &str = "clause-not-in-contract";

fn look(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    let strange = quotations(draft).filter(|piece| matches!(held(scene, piece), Quoted::Strange));
    strange
        .map(|piece| {
            Remark::error(
                CODE,
                draft.place(&piece, 0..piece.text.len()),
                "this is quoted, and no clause under `contract.clauses` is like it",
            )
            .source("the promise of this program: clauses are quoted word for word")
            .fix("enter the clause under `contract.clauses`, or take the quotation out")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{of_draft, on, with};
    use super::CODE;

    #[test]
    fn what_is_quoted_stands_in_the_contract() {
        let draft = "---\nclass: agreement\nlang: en\n---\n\n$1,000.00\n\n> The customer shall bear all legal costs.\n";
        let found: Vec<_> = of_draft(&with(""), on("2026-05-01"), draft).into_iter().map(|(code, _)| code).collect();
        assert_eq!(found, [CODE]);
    }
}
