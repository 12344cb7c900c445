//! Names that may stand once: ids, invoice numbers, and the cases of a run.

use std::collections::HashMap;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;

use super::super::characters::shown;
use super::super::finding::{Finding, Place};
use super::super::findings::Findings;
use super::super::tree::{Node, Span};

/// Adds a finding for each of these maps whose `key` has a text that an earlier one has.
pub fn check(code: &'static str, what: &str, nodes: &[Node], key: &str, found: &mut Findings) {
    let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
    for value in nodes.iter().filter_map(|node| node.get(key)) {
        let Some(text) = value.text() else { continue };
        match seen.get(text) {
            None => {
                seen.insert(text, value.span);
            }
            Some(first) => {
                let first = found.place(*first);
                found
                    .error(code, value.span, format!("a second {what} has the {key} `{}`", shown(text)))
                    .see(first, "the first one")
                    .hint("give one of the two another, or remove it");
            }
        }
    }
}

/// The ids of the cases of one run, to find two that would share a folder.
#[derive(Debug, Default)]
pub struct Ids(HashMap<String, (String, Place)>);

impl Ids {
    /// Takes the id of one more case, as typed; returns an error when an earlier one has it, or one that some disks
    /// take for the same name: it differs only in capitals, or in how its letters are composed.
    pub fn take(&mut self, id: &str, place: Place) -> Option<Finding> {
        let name: String = id.nfkc().collect::<String>().to_lowercase().nfc().collect();
        let Some((first, first_place)) = self.0.get(&name) else {
            self.0.insert(name, (id.to_owned(), place));
            return None;
        };
        let differs =
            if first.to_lowercase() == id.to_lowercase() { "capitals" } else { "how its letters are made up" };
        let message = if first == id {
            format!("another case has the id `{}`", shown(id))
        } else {
            format!("another case has the id `{}`, which differs from `{}` only in {differs}", shown(first), shown(id))
        };
        let mut finding = Finding::error("repeated-case", Some(place), message);
        finding
            .see(first_place.clone(), "the other case")
            .hint("give one of them another id: it names the folder of its documents");
        Some(finding)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::load::Loaded;
    use super::super::super::trial::{SMALL, loaded};
    use super::*;

    fn take(ids: &mut Ids, loaded: &Loaded) -> Option<Finding> {
        ids.take(loaded.id().unwrap(), loaded.place("case"))
    }

    fn taken(first: &str, second: &str) -> Option<String> {
        let mut ids = Ids::default();
        assert_eq!(take(&mut ids, &loaded(&SMALL.replace("a-1", first))), None);
        take(&mut ids, &loaded(&SMALL.replace("a-1", second))).map(|finding| finding.message)
    }

    #[test]
    fn two_cases_of_a_run_may_not_share_a_folder_on_any_disk() {
        assert_eq!(taken("a-1", "a-2"), None);
        assert_eq!(taken("a-1", "a-1").unwrap(), "another case has the id `a-1`");
        assert!(taken("a-1", "A-1").unwrap().ends_with("differs from `A-1` only in capitals"));
        let composed = taken("caf\u{e9}", "cafe\u{301}").unwrap();
        assert!(composed.ends_with("only in how its letters are made up"), "{composed}");
    }

    #[test]
    fn a_case_with_faults_still_takes_its_id() {
        let mut ids = Ids::default();
        take(&mut ids, &loaded(&SMALL.replace("kind: business", "kind: firm")));
        assert!(take(&mut ids, &loaded(SMALL)).is_some());
    }
}
