//! A consumer is written to or called at work.

use super::country::us;
use super::{Remark, Rule, Scene};
use crate::case::DebtorKind;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "workplace";

/// A department or a function is one of a workplace, and so is an address in care of somebody.
fn look(scene: &Scene) -> Vec<Remark> {
    let debtor = &scene.case.debtor;
    if debtor.kind != DebtorKind::Consumer {
        return Vec::new();
    }
    let mut contacts = debtor.contacts.iter().enumerate();
    let at_work = contacts.find(|(_, contact)| contact.department.is_some() || contact.function.is_some());
    let care_of = debtor.address.iter().position(|line| line.trim().to_lowercase().starts_with("c/o"));
    let found = match (at_work, care_of) {
        (Some((at, contact)), _) => {
            let key = if contact.department.is_some() { "department" } else { "function" };
            Some((format!("debtor.contacts[{at}].{key}"), format!("`{}` looks like a contact at work", contact.id)))
        }
        (None, Some(at)) => Some((format!("debtor.address[{at}]"), "the address is in care of somebody else".into())),
        (None, None) => None,
    };
    let remark = |(path, message): (String, String)| {
        let source = us::contact_source(scene.case, "15 U.S.C. § 1692c(a)(3) and 12 CFR 1006.6(b)(3)");
        Remark::warning(CODE, scene.place(&path), format!("{message}; the debtor is a consumer"))
            .source(source)
            .fix("write to the home, and call there; if it is the home, silence this and say so")
    };
    found.map(remark).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, with};
    use super::CODE;

    fn said(from: &str, to: &str) -> bool {
        let yaml = with("").replace("kind: business", "kind: consumer").replace(from, to);
        codes(&yaml, on("2026-06-05")).iter().any(|code| code == CODE)
    }

    #[test]
    fn a_department_or_a_care_of_line_gives_a_workplace_away() {
        assert!(!said("", ""));
        assert!(said("name: Marsha Cole", "name: Marsha Cole, department: sales"));
        assert!(said("[2200 Alder Avenue]", "[c/o Tallgrass Freight, 2200 Alder Avenue]"));
    }
}
