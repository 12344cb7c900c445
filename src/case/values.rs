//! The verified tree as serde reads it: texts as typed, numbers and flags where the table says so.

use serde::de::value::{BorrowedStrDeserializer, Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::keys;
use super::shape::{Kind, inner};
use super::tree::{Content, Node};

/// A value of the tree, and what the table says it is.
#[derive(Clone, Copy)]
pub struct Value<'n> {
    node: &'n Node,
    kind: Kind,
}

/// Returns the case as a value without places. Empty values are left out.
pub fn of_case(case: &Node) -> Value<'_> {
    Value { node: case, kind: Kind::Map(&keys::CASE) }
}

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.content {
            Content::Empty | Content::Unknown => visitor.visit_unit(),
            Content::Text(text) => match self.kind {
                Kind::Flag => visitor.visit_bool(text == "true"),
                Kind::Count(..) => match text.parse() {
                    Ok(number) => visitor.visit_u64(number),
                    Err(_) => visitor.visit_unit(),
                },
                _ => visitor.visit_borrowed_str(text),
            },
            Content::List(items) => {
                let kind = item_kind(self.kind);
                visitor.visit_seq(SeqDeserializer::new(items.iter().map(|node| Value { node, kind })))
            }
            Content::Map(entries) => {
                let key = |key| inner(self.kind)?.key(key);
                let holding = entries.iter().filter(|entry| entry.value.holds());
                let values = holding.filter_map(|entry| {
                    Some((entry.key.as_str(), Value { node: &entry.value, kind: key(&entry.key)?.kind }))
                });
                visitor.visit_map(MapDeserializer::new(values))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.holds() { visitor.visit_some(self) } else { visitor.visit_none() }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.node.text() {
            Some(text) => BorrowedStrDeserializer::new(text).deserialize_enum(name, words, visitor),
            None => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

impl<'n> IntoDeserializer<'n, Error> for Value<'n> {
    type Deserializer = Value<'n>;

    fn into_deserializer(self) -> Value<'n> {
        self
    }
}

fn item_kind(kind: Kind) -> Kind {
    match kind {
        Kind::List(kind) => *kind,
        kind => kind,
    }
}
