//! The JSON schema of a case file, for editors: made from the table of keys.

use serde_json::{Map, Value, json};

use super::keys;
use super::merge::SHARED_KEYS;
use super::shape::{Key, Kind, Shape};

/// Returns the schema of a case file (JSON Schema, draft 7, which editors of YAML know best).
///
/// It says less than the reader does: whether two places agree is left to `pastdue check`. What a
/// `_shared.yaml` may supply is not required.
pub fn case_file() -> Value {
    let mut schema = of_map(&keys::CASE, false);
    let head = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A case of pastdue",
        "description": "One debtor under one contract in one currency.",
    });
    if let (Value::Object(schema), Value::Object(head)) = (&mut schema, head) {
        let body = std::mem::replace(schema, head);
        schema.extend(body);
    }
    schema
}

/// Returns the schema of a map; in a part that `_shared.yaml` may hold nothing is required.
fn of_map(shape: &'static Shape, shared: bool) -> Value {
    let properties: Map<String, Value> =
        shape.keys.iter().map(|key| (key.name.to_owned(), of_key(key, shared || may_share(shape, key)))).collect();
    let required = shape.keys.iter().filter(|key| key.required && !shared && !may_share(shape, key));
    let required: Vec<&str> = required.map(|key| key.name).collect();
    json!({"type": "object", "additionalProperties": false, "properties": properties, "required": required})
}

fn may_share(shape: &Shape, key: &Key) -> bool {
    std::ptr::eq(shape, &raw const keys::CASE) && SHARED_KEYS.contains(&key.name)
}

fn of_key(key: &Key, shared: bool) -> Value {
    let mut schema = of_value(key.kind, shared);
    schema["description"] = Value::from(key.doc);
    schema
}

fn of_value(kind: Kind, shared: bool) -> Value {
    const AMOUNT: &str = r"^[0-9]+(\.[0-9]+)?$";
    const BALANCE: &str = r"^-?[0-9]+(\.[0-9]+)?$";
    const PERCENT: &str = r"^[0-9]+(\.[0-9]+)? ?%$";
    const DAY: &str = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    let written = |pattern: &str| json!({"type": ["string", "number"], "pattern": pattern});
    let text = |pattern: &str| json!({"type": "string", "pattern": pattern});
    match kind {
        Kind::Map(shape) => of_map(shape, shared),
        // a list is replaced as a whole, so what it holds is whole
        Kind::List(kind) => json!({"type": "array", "items": of_value(*kind, false)}),
        Kind::Notes => {
            json!({"anyOf": [of_value(Kind::Note, false), {"type": "array", "items": of_value(Kind::Note, false)}]})
        }
        Kind::Word(words) => json!({"enum": words}),
        Kind::Allocation => {
            let parts = json!({"enum": ["costs", "interest", "principal"]});
            json!({"type": "array", "items": parts, "minItems": 3, "maxItems": 3, "uniqueItems": true})
        }
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Count(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::Day => text(DAY),
        Kind::DayOrFalse => json!({"anyOf": [text(DAY), {"enum": [false]}]}),
        Kind::Time => text("^[0-9]{2}:[0-9]{2}$"),
        Kind::Money => written(AMOUNT),
        Kind::Balance => written(BALANCE),
        Kind::Percent => text(PERCENT),
        Kind::MoneyOrPercent => json!({"anyOf": [written(AMOUNT), text(PERCENT)]}),
        Kind::Rate => {
            json!({"anyOf": [text(PERCENT), {"type": "array", "items": of_map(&keys::DATED_RATE, false)}]})
        }
        Kind::Period => json!({"anyOf": [{"enum": ["once", "month"]}, of_map(&keys::PERIOD, false)]}),
        Kind::PaymentTerms => text("^(on receipt|net [0-9]{1,4}( from receipt| eom)?|[0-9]{1,2} mfi)$"),
        Kind::Id | Kind::CaseId => written("^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$"),
        Kind::Currency => text("^[A-Z]{3}$"),
        // an editor may read `NO` as a flag; here it is Norway
        Kind::Country => json!({"type": ["string", "boolean"], "pattern": "^[A-Z]{2}$"}),
        Kind::Language => text("^[a-z]{2}(-[A-Z]{2})?$"),
        Kind::Email => text("^[^@ ]+@[^@ ]+$"),
        Kind::Link => text("^[Hh][Tt][Tt][Pp][Ss]?://"),
        // a text is taken as typed, also where an editor sees a number or a flag
        Kind::Line | Kind::Note | Kind::Clause => {
            json!({"type": ["string", "number", "boolean"], "maxLength": kind.room().0})
        }
        Kind::Zone | Kind::Iban | Kind::Bic | Kind::Upi | Kind::File | Kind::Image => json!({"type": "string"}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_knows_the_keys_and_says_what_they_are_for() {
        let schema = case_file();
        let amount = &schema["properties"]["invoices"]["items"]["properties"]["amount"];
        assert_eq!(amount["description"], "What it asks for.");
        assert_eq!(schema["additionalProperties"], false);
    }

    #[test]
    fn what_a_shared_file_may_supply_is_not_required() {
        let schema = case_file();
        assert_eq!(schema["required"], json!(["case", "currency", "debtor", "invoices"]));
        assert_eq!(schema["properties"]["creditor"]["required"], json!([]));
        assert_eq!(schema["properties"]["debtor"]["required"], json!(["name", "kind"]));
    }
}
