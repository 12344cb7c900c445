//! A consumer's debt was talked about with somebody else.

use super::country::us;
use super::{Remark, Rule, Scene};
use crate::case::DebtorKind;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "third-party";

fn look(scene: &Scene) -> Vec<Remark> {
    let debtor = &scene.case.debtor;
    if debtor.kind != DebtorKind::Consumer {
        return Vec::new();
    }
    let mut remarks = Vec::new();
    for contact in debtor.contacts.iter().filter(|contact| !is_named_in(&contact.name, &debtor.name)) {
        if let Some((at, entry)) = scene.last_turned_to(&contact.id) {
            let message = format!("on {} `{}` was contacted, who is not the debtor", entry.date, contact.id);
            let source = if us::is_home(scene.case) {
                us::contact_source(
                    scene.case,
                    "15 U.S.C. § 1692c(b) and (d): a spouse, a guardian and an attorney are excepted",
                )
            } else {
                "the law of data protection, as in Regulation (EU) 2016/679, arts. 5 and 6".to_owned()
            };
            remarks.push(
                Remark::warning(CODE, scene.place(&format!("history[{at}].contact")), message)
                    .source(source)
                    .fix("speak with the debtor alone; if the person acts for the debtor, silence this and say so"),
            );
        }
    }
    remarks
}

/// Every word of the one name stands in the other.
fn is_named_in(name: &str, debtor: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let plain = text.to_lowercase();
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (name, debtor) = (words(name), words(debtor));
    name.iter().all(|word| debtor.contains(word)) || debtor.iter().all(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, with};
    use super::{CODE, is_named_in};

    #[test]
    fn a_name_with_or_without_its_middle_is_the_same_person() {
        assert!(is_named_in("Joan Ferreira", "Joan M. Ferreira"));
        assert!(is_named_in("Dr. Joan Ferreira", "Joan Ferreira"));
        assert!(!is_named_in("Luis Ferreira", "Joan Ferreira"));
    }

    #[test]
    fn in_a_firm_nobody_is_a_third_party() {
        let said = |kind: &str| {
            let lines = "history: [{date: 2026-06-02, channel: call, contact: marsha, outcome: spoke}]\n";
            let yaml = with(lines).replace("kind: business", kind);
            codes(&yaml, on("2026-06-05")).iter().any(|code| code == CODE)
        };
        assert!(said("kind: consumer"));
        assert!(!said("kind: business"));
    }
}
