//! Somebody who must not be contacted was contacted.

use super::country::us;
use super::{Remark, Rule, Scene};
use crate::case::{Case, DebtorKind};

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "do-not-contact";

/// The latest contact alone: from when on the mark holds, the case does not say.
fn look(scene: &Scene) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for contact in scene.case.debtor.contacts.iter().filter(|contact| contact.do_not_contact) {
        if let Some((at, entry)) = scene.last_turned_to(&contact.id) {
            let message = format!("`{}`, who must not be contacted, was contacted on {}", contact.id, entry.date);
            remarks.push(
                Remark::warning(CODE, scene.place(&format!("history[{at}].contact")), message)
                    .source(source(scene.case))
                    .fix("turn to somebody else; if the contact was before the mark, silence this and say so"),
            );
        }
    }
    remarks
}

fn source(case: &Case) -> String {
    let own = "`do_not_contact` of this case: the wish of a person not to be contacted is kept";
    if !us::is_home(case) || case.debtor.kind != DebtorKind::Consumer {
        return own.to_owned();
    }
    format!("{own}; {}", us::contact_source(case, "15 U.S.C. § 1692c(c)"))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, with};
    use super::CODE;

    #[test]
    fn only_what_we_did_counts() {
        let said = |direction: &str, mark: &str| {
            let lines = format!(
                "history: [{{date: 2026-06-02, channel: email, contact: marsha, outcome: sent, direction: {direction}}}]\n"
            );
            let yaml = with(&lines).replace("name: Marsha Cole", &format!("name: Marsha Cole{mark}"));
            codes(&yaml, on("2026-06-05")).iter().any(|code| code == CODE)
        };
        assert!(said("out", ", do_not_contact: true"));
        assert!(!said("in", ", do_not_contact: true"));
        assert!(!said("out", ""));
    }
}
