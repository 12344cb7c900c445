//! A threat with arrest, prison or a criminal court: owing money is no crime.

use super::wording::{in_consequences, in_draft};
use super::{Draft, Remark, Rule, Scene};
use crate::case::finding::Place;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(of_case), of_draft: Some(of_draft) };

const CODE: &str = "threat-of-arrest";

fn of_case(scene: &Scene) -> Vec<Remark> {
    in_consequences(scene, CODE, remark)
}

fn of_draft(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    in_draft(scene, draft, CODE, remark)
}

fn remark(words: &str, place: Option<Place>) -> Remark {
    Remark::error(CODE, place, format!("`{words}`: owing money is no crime, and nobody is arrested for it"))
        .source(
            "Administration of Justice Act 1970, s. 40(1)(b) (England and Wales); 15 U.S.C. § 1692e(4), for those who \
             collect for others; Directive 2005/29/EC, art. 9(e), towards consumers; StGB § 240",
        )
        .fix("name a step that is yours to take and prepared: an agency, a claim in court")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, of_draft, on, with};
    use super::CODE;

    #[test]
    fn no_consequence_and_no_letter_threatens_with_prison() {
        let other = |text: &str| with(&format!("consequences: [{{kind: other, text: {text}, ready: 2026-01-01}}]\n"));
        assert_eq!(codes(&other("we will have you arrested"), on("2026-06-01")), [CODE]);
        assert_eq!(codes(&other("wir erstatten Strafanzeige"), on("2026-06-01")), [CODE]);
        assert_eq!(codes(&other("we stop work on the site"), on("2026-06-01")), Vec::<String>::new());
        let found = of_draft(&with(""), on("2026-06-01"), "---\nclass: agreement\nlang: en\n---\n\nYou risk prison.\n");
        assert!(found.contains(&(CODE.to_owned(), "prison".to_owned())), "{found:?}");
    }

    #[test]
    fn a_name_in_the_case_is_no_threat() {
        let yaml = with("").replace("name: Northwind Outfitters", "name: Prison Break Films");
        let draft = "---\nclass: agreement\nlang: en\n---\n\nDear Prison Break Films, $1,000.00.\n";
        assert_eq!(of_draft(&yaml, on("2026-05-01"), draft), []);
    }
}
