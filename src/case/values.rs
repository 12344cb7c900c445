//! From the verified tree to the values that serde reads: texts as typed, numbers and flags where the table says so.

use serde_yaml::{Mapping, Value};

use super::keys;
use super::shape::{Kind, Shape, inner};
use super::tree::{Content, Node};

/// Returns the case as a value without places. Empty values are left out.
pub fn of_case(case: &Node) -> Value {
    map(case, &keys::CASE)
}

fn map(node: &Node, shape: &Shape) -> Value {
    let mut map = Mapping::new();
    for entry in node.entries().iter().filter(|entry| entry.value.holds()) {
        if let Some(key) = shape.key(&entry.key) {
            map.insert(Value::String(entry.key.clone()), value(&entry.value, key.kind));
        }
    }
    Value::Mapping(map)
}

fn value(node: &Node, kind: Kind) -> Value {
    match &node.content {
        Content::Empty | Content::Unknown => Value::Null,
        Content::Text(text) => scalar(text, kind),
        Content::List(items) => Value::Sequence(items.iter().map(|item| value(item, item_kind(kind))).collect()),
        Content::Map(_) => inner(kind).map_or(Value::Null, |shape| map(node, shape)),
    }
}

fn item_kind(kind: Kind) -> Kind {
    match kind {
        Kind::List(kind) => *kind,
        kind => kind,
    }
}

fn scalar(text: &str, kind: Kind) -> Value {
    match kind {
        Kind::Flag => Value::Bool(text == "true"),
        Kind::Count(..) => text.parse::<u64>().map_or(Value::Null, |number| Value::Number(number.into())),
        _ => Value::String(text.to_owned()),
    }
}
