//! `_shared.yaml` under a case: the case overrides it key by key, at every depth; lists are replaced.

use super::characters::shown;
use super::findings::Findings;
use super::tree::{Content, Entry, Node};

/// What `_shared.yaml` may hold.
pub const SHARED_KEYS: [&str; 4] = ["creditor", "terms", "ladder", "page"];

/// Returns the shared file without the keys that only a case may hold; each is a finding.
pub fn only_shared(shared: Node, found: &mut Findings) -> Node {
    let Content::Map(mut entries) = shared.content else { return shared };
    entries.retain(|entry| {
        let may = SHARED_KEYS.contains(&entry.key.as_str());
        if !may {
            let message = format!("`{}` may not stand in a shared file", shown(&entry.key));
            found.error("not-shared", entry.span, message).hint("it holds `creditor`, `terms`, `ladder` and `page`");
        }
        may
    });
    Node { span: shared.span, content: Content::Map(entries) }
}

/// Returns the case over the shared file.
///
/// An empty value in the case overrides nothing where the shared file has keys below it.
pub fn over(shared: Node, own: Node) -> Node {
    match (shared.content, own.content) {
        (Content::Map(below), Content::Map(above)) => {
            Node { span: own.span, content: Content::Map(entries_over(below, above)) }
        }
        (Content::Map(below), Content::Empty) => Node { span: shared.span, content: Content::Map(below) },
        (_, content) => Node { span: own.span, content },
    }
}

fn entries_over(below: Vec<Entry>, above: Vec<Entry>) -> Vec<Entry> {
    let mut entries = above;
    for shared in below {
        match entries.iter_mut().find(|entry| entry.key == shared.key) {
            None => entries.push(shared),
            Some(entry) => {
                let own = std::mem::replace(&mut entry.value, Node { span: shared.span, content: Content::Empty });
                entry.value = over(shared.value, own);
            }
        }
    }
    entries
}
