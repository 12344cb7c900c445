//! A clause is quoted otherwise than it stands in the contract.

use std::collections::BTreeSet;

use super::draft::Piece;
use super::{Draft, Remark, Rule, Scene};
use crate::case::Clause;
use crate::compose::DocumentKind;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: None, of_draft: Some(look) };

const CODE: &str = "clause-differs";

/// A quotation in a letter, held against the contract.
pub(super) enum Quoted<'a> {
    /// It stands there word for word.
    AsWritten,
    /// It is near this clause.
    Near(&'a Clause),
    /// Nothing in the contract is like it.
    Strange,
}

fn look(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    let quoted = quotations(draft).filter_map(|piece| match held(scene, &piece) {
        Quoted::Near(clause) => Some((piece, clause)),
        Quoted::AsWritten | Quoted::Strange => None,
    });
    quoted
        .map(|(piece, clause)| {
            let number = clause.number.as_deref().unwrap_or(&clause.id);
            let message = format!("clause `{number}` is quoted otherwise than it stands in the contract");
            Remark::error(CODE, draft.place(&piece, 0..piece.text.len()), message)
                .source("the promise of this program: clauses are quoted word for word")
                .fix(format!("quote it as it stands: “{}”", shortened(&clause.text)))
        })
        .collect()
}

/// Returns the quotations of a draft; on a call sheet they are lines to say.
pub(super) fn quotations(draft: &Draft) -> impl Iterator<Item = Piece<'_>> {
    draft.pieces().filter(|piece| piece.quoted && draft.kind != DocumentKind::Call)
}

/// Holds a quotation against the clauses of the contract: their words alone, not their spaces.
pub(super) fn held<'a>(scene: &Scene<'a>, piece: &Piece) -> Quoted<'a> {
    let clauses = || scene.case.contract.iter().flat_map(|contract| &contract.clauses);
    let said = spaced(piece.text);
    if clauses().any(|clause| spaced(&clause.text).contains(&said)) {
        return Quoted::AsWritten;
    }
    let nearest = clauses().map(|clause| (likeness(&said, &clause.text), clause)).max_by_key(|(alike, _)| *alike);
    match nearest {
        Some((alike, clause)) if alike >= 50 => Quoted::Near(clause),
        _ => Quoted::Strange,
    }
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns how many of a hundred words two texts share.
fn likeness(one: &str, other: &str) -> usize {
    let words = |text: &str| -> BTreeSet<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    one.intersection(&other).count() * 100 / one.len().max(other.len()).max(1)
}

fn shortened(text: &str) -> String {
    let text = spaced(text);
    match text.char_indices().nth(200) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{of_draft, on, with};
    use super::CODE;

    fn codes(quotation: &str) -> Vec<String> {
        let draft = format!("---\nclass: agreement\nlang: en\n---\n\nYou owe $1,000.00.\n\n> {quotation}\n");
        of_draft(&with(""), on("2026-05-01"), &draft).into_iter().map(|(code, _)| code).collect()
    }

    #[test]
    fn a_clause_is_quoted_word_for_word() {
        assert_eq!(codes("A late fee of 40.00 is due after 30 days."), Vec::<String>::new());
        assert_eq!(codes("A late fee of 40.00 is due\n> after 30 days."), Vec::<String>::new());
        assert_eq!(codes("A late fee of 40.00 is due after 20 days."), [CODE]);
    }
}
