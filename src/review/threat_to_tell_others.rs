//! A threat to tell neighbours, employer, family or customers.

use super::wording::{in_consequences, in_draft};
use super::{Draft, Remark, Rule, Scene};
use crate::case::finding::Place;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(of_case), of_draft: Some(of_draft) };

const CODE: &str = "threat-to-tell-others";

fn of_case(scene: &Scene) -> Vec<Remark> {
    in_consequences(scene, CODE, remark)
}

fn of_draft(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    in_draft(scene, draft, CODE, remark)
}

fn remark(words: &str, place: Option<Place>) -> Remark {
    Remark::error(CODE, place, format!("`{words}`: what is owed is between the two of you"))
        .source(
            "15 U.S.C. § 1692c(b), for those who collect for others; Administration of Justice Act 1970, s. 40(1)(a) \
             (England and Wales); Regulation (EU) 2016/679, art. 6",
        )
        .fix("leave it out; only an agency, a lawyer or a court of yours is told")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, with};
    use super::CODE;

    #[test]
    fn nobody_is_threatened_with_the_neighbours() {
        let other = |text: &str| with(&format!("consequences: [{{kind: other, text: {text}, ready: 2026-01-01}}]\n"));
        assert_eq!(codes(&other("we will write to your employer"), on("2026-06-01")), [CODE]);
        assert_eq!(codes(&other("wir sprechen mit den Nachbarn"), on("2026-06-01")), [CODE]);
    }
}
