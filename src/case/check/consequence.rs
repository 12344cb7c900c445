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
