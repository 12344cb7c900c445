//! Contacts: every one that is named exists, and nobody reports to themselves round a ring.

use rustc_hash::FxHashMap;

use super::super::characters::shown;
use super::super::findings::Findings;
use super::super::tree::Node;
use super::Names;
use super::repeated;

/// Looks at the contacts and at every place that names one.
pub fn check(case: &Node, found: &mut Findings) {
    let Some(debtor) = case.get("debtor") else {
        return named(case, &[], found);
    };
    let contacts = debtor.list("contacts");
    repeated::check("repeated-id", "contact", contacts, "id", found);
    named(case, contacts, found);
    let known = names(contacts);
    known.must_hold(debtor.get("primary_contact"), found);
    for contact in contacts {
        known.must_hold(contact.get("reports_to"), found);
    }
    rings(contacts, found);
}

fn names(contacts: &[Node]) -> Names<'_> {
    Names::new(
        "unknown-contact",
        "contact",
        "id",
        contacts.iter().filter_map(|contact| contact.text_of("id")).collect(),
    )
}

fn named(case: &Node, contacts: &[Node], found: &mut Findings) {
    let known = names(contacts);
    known.must_hold(case.get("contract").and_then(|contract| contract.get("signed_by")), found);
    for entry in case.list("history") {
        known.must_hold(entry.get("contact"), found);
    }
}

/// Adds a finding for each ring of `reports_to`, once, at its first contact in file order.
fn rings(contacts: &[Node], found: &mut Findings) {
    let at: FxHashMap<&str, usize> =
        contacts.iter().enumerate().rev().filter_map(|(at, contact)| Some((contact.text_of("id")?, at))).collect();
    let above: Vec<Option<usize>> =
        contacts.iter().map(|contact| at.get(contact.text_of("reports_to")?).copied()).collect();
    // who was seen, and on which walk: a walk that meets itself has found a ring
    let mut walked: Vec<Option<usize>> = vec![None; contacts.len()];
    for start in 0..contacts.len() {
        let mut person = start;
        while walked[person].is_none() {
            walked[person] = Some(start);
            let Some(next) = above[person] else { break };
            if walked[next] == Some(start) {
                ring(next, &above, contacts, found);
            }
            person = next;
        }
    }
}

fn ring(first: usize, above: &[Option<usize>], contacts: &[Node], found: &mut Findings) {
    const SHOWN: usize = 12;
    let mut people = vec![first];
    let mut person = above[first];
    while let Some(next) = person.filter(|next| *next != first) {
        people.push(next);
        person = above[next];
    }
    let id = |person: usize| shown(contacts[person].text_of("id").unwrap_or(""));
    let mut names: Vec<String> = people.iter().take(SHOWN).map(|person| id(*person)).collect();
    if people.len() > SHOWN {
        names.push(format!("… ({} people)", people.len()));
    }
    names.push(id(first));
    let Some(value) = contacts[first].get("reports_to") else { return };
    found
        .error("reports-to-ring", value.span, format!("`reports_to` runs in a ring: {}", names.join(" → ")))
        .hint("the person at the top reports to nobody; remove `reports_to` there");
}

#[cfg(test)]
mod tests {
    use super::super::super::trial::{SMALL, loaded};

    fn said(contacts: &str) -> Vec<String> {
        let found = loaded(&SMALL.replace("[{id: marsha, name: Marsha}]", contacts));
        found.findings().iter().map(|finding| finding.message.clone()).collect()
    }

    #[test]
    fn a_ring_is_shown_once_from_its_first_contact_on() {
        let ring =
            "[{id: a, name: A, reports_to: b}, {id: b, name: B, reports_to: c}, {id: c, name: C, reports_to: b}]";
        assert_eq!(said(ring), ["`reports_to` runs in a ring: b → c → b"]);
    }

    #[test]
    fn two_rings_are_two_findings_and_a_chain_is_none() {
        let rings =
            "[{id: a, name: A, reports_to: a}, {id: b, name: B, reports_to: c}, {id: c, name: C, reports_to: b}]";
        assert_eq!(said(rings).len(), 2);
        let chain = "[{id: a, name: A, reports_to: b}, {id: b, name: B, reports_to: c}, {id: c, name: C}]";
        assert!(said(chain).is_empty());
    }

    #[test]
    fn a_chain_of_five_hundred_is_walked_and_a_long_ring_is_cut_in_words() {
        let people = |last: &str| {
            let chain: Vec<String> =
                (0..500).map(|n| format!("{{id: p{n}, name: P, reports_to: p{}}}", n + 1)).collect();
            format!("[{}, {{id: p500, name: P{last}}}]", chain.join(", "))
        };
        assert!(said(&people("")).is_empty());
        let ring = said(&people(", reports_to: p0"));
        assert!(ring[0].ends_with("p11 → … (501 people) → p0"), "{ring:?}");
    }

    #[test]
    fn a_contact_is_looked_for_at_every_place_that_names_one() {
        let text = SMALL
            .replace("name: Marsha}", "name: Marsha, reports_to: x}")
            .replace("contract:\n", "  primary_contact: x\ncontract:\n  signed_by: x\n")
            + "history: [{date: 2026-05-14, channel: call, contact: x, outcome: spoke}]\n";
        let found = loaded(&text);
        assert_eq!(found.findings().iter().filter(|finding| finding.code == "unknown-contact").count(), 4);
    }
}
