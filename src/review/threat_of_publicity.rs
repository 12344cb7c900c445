//! A threat to make the debt public.

use super::wording::{in_consequences, in_draft};
use super::{Draft, Remark, Rule, Scene};
use crate::case::finding::Place;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(of_case), of_draft: Some(of_draft) };

const CODE: &str = "threat-of-publicity";

fn of_case(scene: &Scene) -> Vec<Remark> {
    in_consequences(scene, CODE, remark)
}

fn of_draft(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    in_draft(scene, draft, CODE, remark)
}

fn remark(words: &str, place: Option<Place>) -> Remark {
    Remark::error(CODE, place, format!("`{words}`: a debt is not made public to press for payment"))
        .source(
            "15 U.S.C. § 1692d(3), for those who collect for others; Administration of Justice Act 1970, s. 40(1)(a) \
             (England and Wales); Regulation (EU) 2016/679, art. 6",
        )
        .fix("leave it out; what a court or an agency may do, they do themselves")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, with};
    use super::CODE;

    #[test]
    fn a_debt_is_not_put_on_a_list() {
        let other = |text: &str| with(&format!("consequences: [{{kind: other, text: {text}, ready: 2026-01-01}}]\n"));
        assert_eq!(codes(&other("your name goes on social media"), on("2026-06-01")), [CODE]);
        assert_eq!(codes(&other("nous publierons votre nom"), on("2026-06-01")), [CODE]);
    }
}
