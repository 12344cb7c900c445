//! A draft announces a step that the case does not have ready.

use super::wording::{Phrases, in_piece, lists};
use super::{Draft, Remark, Rule, Scene};
use crate::case::ConsequenceKind;
use crate::case::finding::Place;
use crate::compose::DocumentKind;
use crate::strategy::consequence::is_open;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: None, of_draft: Some(look) };

const CODE: &str = "threat-not-ready";

/// The lists of words, and the consequences that bear them out.
const LISTS: [(&str, &[ConsequenceKind]); 2] = [
    ("court-action", &[ConsequenceKind::SmallClaims, ConsequenceKind::Lawsuit, ConsequenceKind::Other]),
    ("agency", &[ConsequenceKind::CollectionAgency, ConsequenceKind::Other]),
];

/// In an agreement the words stand for what a missed instalment leads to, not for a step of today.
fn look(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    if draft.kind == DocumentKind::PlanAgreement {
        return Vec::new();
    }
    let day = scene.day();
    let ready = |kinds: &[ConsequenceKind]| {
        scene.case.consequences.iter().any(|c| kinds.contains(&c.kind) && c.ready.holds(day) && is_open(c, day))
    };
    let unready = scene.case.consequences.iter().filter(|c| !c.ready.holds(day) || !is_open(c, day));
    let names: Vec<&str> = unready.filter_map(|c| c.name.as_deref()).collect();
    let phrases: Vec<Phrases> = names.iter().map(|name| Phrases::of_name(name)).collect();
    let unready = LISTS.iter().filter(|(_, kinds)| !ready(kinds));
    let unready: Vec<_> = unready.map(|(list, _)| lists(list, &draft.language)).collect();
    let mut remarks = Vec::new();
    for piece in draft.heard() {
        for (name, phrases) in names.iter().zip(&phrases) {
            if let Some(found) = phrases.find(piece.text) {
                let message = format!("`{name}` is named, and that step is not ready");
                remarks.push(finished(draft.place(&piece, found), message));
            }
        }
        for lists in &unready {
            if let Some(found) = in_piece(scene, &piece, lists) {
                let message = format!("`{}` is announced, and no such step is ready", &piece.text[found.clone()]);
                remarks.push(finished(draft.place(&piece, found), message));
            }
        }
    }
    remarks
}

fn finished(place: Option<Place>, message: String) -> Remark {
    Remark::error(CODE, place, message)
        .source("the promise of this program: no threat that is not ready; 15 U.S.C. § 1692e(5), for those who collect for others")
        .fix("prepare the step and enter it under `consequences` with the day from which it is ready, or leave it out")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{of_draft, on, with};
    use super::CODE;

    fn found(consequences: &str, text: &str) -> Vec<String> {
        let draft = format!("---\nclass: letter\nlang: en\n---\n\n{text}\n");
        let found = of_draft(&with(&format!("consequences: [{consequences}]\n")), on("2026-06-01"), &draft);
        found.into_iter().filter(|(code, _)| code == CODE).map(|(_, words)| words).collect()
    }

    #[test]
    fn a_final_notice_before_legal_action_needs_a_claim_that_is_ready() {
        let text = "This is our final notice before legal action.";
        assert_eq!(found("", text), ["legal action"]);
        assert_eq!(found("{kind: lawsuit, name: Petersen, ready: 2026-06-01}", text), Vec::<String>::new());
        assert_eq!(found("{kind: lawsuit, name: Petersen, ready: 2026-06-02}", text), ["legal action"]);
        assert_eq!(found("{kind: collection-agency, name: Cascade, ready: 2026-01-01}", text), ["legal action"]);
    }

    #[test]
    fn who_is_not_ready_is_not_named() {
        let text = "We hand the matter to Cascade Recovery.";
        assert_eq!(
            found("{kind: collection-agency, name: Cascade Recovery, ready: false}", text),
            ["Cascade Recovery"]
        );
        let done = "{kind: collection-agency, name: Cascade Recovery, ready: 2026-01-01, withdrawn: 2026-05-30}";
        assert_eq!(found(done, text), ["Cascade Recovery"]);
    }
}
