//! Consequences: an id stands once, every one announced exists, and `other` has words.

use super::super::findings::Findings;
use super::super::tree::Node;
use super::{Names, repeated};

/// Looks at the consequences and at the history that names them.
pub fn check(case: &Node, found: &mut Findings) {
    let consequences = case.list("consequences");
    repeated::check("repeated-id", "consequence", consequences, "id", found);
    without_words(consequences, found);
    let ids = consequences.iter().filter_map(|consequence| consequence.text_of("id").or(consequence.text_of("kind")));
    let known = Names::new("unknown-consequence", "consequence", "id", ids.collect());
    for announced in case.list("history").iter().flat_map(|entry| entry.list("announced")) {
        known.must_hold(Some(announced), found);
    }
}

fn without_words(consequences: &[Node], found: &mut Findings) {
    for consequence in consequences {
        let Some(kind) = consequence.get("kind").filter(|kind| kind.text() == Some("other")) else { continue };
        if consequence.entry("text").is_none() {
            found
                .error("text-missing", kind.span, "a consequence of kind `other` needs `text`")
                .hint("add `text:` with the words for it");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::trial::codes_with;

    #[test]
    fn a_consequence_without_an_id_is_named_by_its_kind() {
        let announced = |id: &str| {
            codes_with(&format!(
                "consequences: [{{kind: small-claims, ready: false}}]\n\
                 history: [{{date: 2026-05-14, channel: call, outcome: spoke, announced: [{id}]}}]\n"
            ))
        };
        assert!(announced("small-claims").is_empty());
        assert_eq!(announced("lawsuit"), ["unknown-consequence"]);
    }

    #[test]
    fn other_needs_words() {
        assert_eq!(codes_with("consequences: [{kind: other, ready: false}]\n"), ["text-missing"]);
        assert!(codes_with("consequences: [{kind: other, text: We will stop work.}]\n").is_empty());
    }
}
