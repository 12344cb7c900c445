//! The debt is said to be reported to a tax office, which is not so.

use super::wording::{in_consequences, in_draft};
use super::{Draft, Remark, Rule, Scene};
use crate::case::finding::Place;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(of_case), of_draft: Some(of_draft) };

const CODE: &str = "reported-to-tax-office";

fn of_case(scene: &Scene) -> Vec<Remark> {
    in_consequences(scene, CODE, remark)
}

fn of_draft(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    in_draft(scene, draft, CODE, remark)
}

fn remark(words: &str, place: Option<Place>) -> Remark {
    let message =
        format!("`{words}`: a bad debt stands in the creditor’s own return and reports nothing about the debtor");
    Remark::error(CODE, place, message)
        .source("a bad debt is the creditor’s own deduction, as in 26 U.S.C. § 166; the return says nothing about the debtor")
        .fix("use `kind: write-off`, which says: we may write the balance off in our own books; that does not cancel what is owed")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, remarks, with};
    use super::CODE;

    #[test]
    fn the_tax_office_is_told_nothing_and_the_right_words_are_offered() {
        let other = |text: &str| with(&format!("consequences: [{{kind: other, text: {text}, ready: 2026-01-01}}]\n"));
        let yaml = other("the debt will be reported to the tax office as bad debt");
        assert!(remarks(&yaml, on("2026-06-01"), CODE)[0].fix.contains("write the balance off in our own books"));
        assert_eq!(codes(&other("Meldung an das Finanzamt"), on("2026-06-01")), [CODE]);
        let honest = with("consequences: [{kind: write-off, ready: 2026-01-01}]\n");
        assert_eq!(codes(&honest, on("2026-06-01")), Vec::<String>::new());
    }
}
