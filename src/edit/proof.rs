//! That an edited file says what it said, and one entry more.

use crate::case::tree::{Content, Entry, Node};

use super::draft::Draft;

/// Returns whether the new values are the old ones, in their order, with the entry at the end of `history`.
pub(super) fn holds(old: &Node, new: &Node, entry: &Draft) -> bool {
    let rest = |tree: &Node| tree.entries().iter().filter(|entry| entry.key != "history").cloned().collect::<Vec<_>>();
    let order = |tree: &Node| tree.entries().iter().map(|entry| entry.key.clone()).collect::<Vec<_>>();
    let added = usize::from(old.entry("history").is_none());
    let without_new: Vec<String> = order(new).into_iter().filter(|key| added == 0 || key != "history").collect();
    same_entries(&rest(old), &rest(new)) && without_new == order(old) && same_history(old, new, entry)
}

fn same_history(old: &Node, new: &Node, entry: &Draft) -> bool {
    let Some((last, before)) = new.list("history").split_last() else { return false };
    same_items(old.list("history"), before) && same(last, &entry.node())
}

/// Returns whether two values are the same wherever they stand.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.content, &b.content) {
        (Content::List(a), Content::List(b)) => same_items(a, b),
        (Content::Map(a), Content::Map(b)) => same_entries(a, b),
        (a, b) => a == b,
    }
}

fn same_items(a: &[Node], b: &[Node]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

fn same_entries(a: &[Entry], b: &[Entry]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.key == b.key && same(&a.value, &b.value))
}
