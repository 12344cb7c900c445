//! Holds the tree against the table of keys: unknown keys, missing keys, values of the wrong kind or form.

use crate::money::Currency;

use super::characters::shown;
use super::finding::Severity;
use super::findings::Findings;
use super::keys;
use super::leaf::{self, Wrong};
use super::near;
use super::shape::{self, Kind, Shape};
use super::tree::{Content, Entry, Node, Span};

/// The most invoices of a case.
pub const MOST_INVOICES: usize = 5_000;

/// Adds a finding for all in the merged tree that is not as the table says.
///
/// Where not all was read, missing keys are passed over.
pub fn against_table(case: &Node, found: &mut Findings) {
    let currency = case.text_of("currency").and_then(Currency::from_code);
    Verifier { currency, found }.map(case, case.span, &keys::CASE);
    too_many_invoices(case, found);
}

fn too_many_invoices(case: &Node, found: &mut Findings) {
    if let Some(one_more) = case.list("invoices").get(MOST_INVOICES) {
        let message = format!("the case has more than {MOST_INVOICES} invoices");
        found.error("too-many-invoices", one_more.span, message).hint("split it into several cases");
    }
}

struct Verifier<'f> {
    currency: Option<Currency>,
    found: &'f mut Findings,
}

impl Verifier<'_> {
    /// Holds a map against its shape; `named` is where it is named, for what is missing from it.
    fn map(&mut self, node: &Node, named: Span, shape: &'static Shape) {
        let mut meant = Vec::new();
        for entry in node.entries() {
            match shape.key(&entry.key) {
                Some(key) => self.entry(entry, key.kind, key.required),
                None => meant.extend(self.unknown_key(entry, shape)),
            }
        }
        for key in shape.keys.iter().filter(|key| key.required) {
            // a key that was mistyped is not missing too
            if self.found.whole && node.entry(key.name).is_none() && !meant.contains(&key.name) {
                self.missing(key.name, named, shape);
            }
        }
    }

    fn entry(&mut self, entry: &Entry, kind: Kind, required: bool) {
        match (&entry.value.content, kind) {
            (Content::Empty, kind) if required || kind.is_scalar() => self.empty(&entry.key, entry.span),
            (Content::List(items), Kind::List(_)) if required && items.is_empty() => self.empty(&entry.key, entry.span),
            (Content::Map(_), Kind::Map(shape)) => self.map(&entry.value, entry.span, shape),
            _ => self.value(&entry.key, &entry.value, kind),
        }
    }

    fn value(&mut self, key: &str, node: &Node, kind: Kind) {
        match (&node.content, kind) {
            (Content::Empty | Content::Unknown, _) => {}
            (Content::Text(text), kind) if kind.is_scalar() || matches!(kind, Kind::Notes) => {
                self.text(key, text, node.span, kind);
            }
            (Content::Map(_), _) if !matches!(kind, Kind::List(_) | Kind::Rate) && shape::inner(kind).is_some() => {
                self.map(node, node.span, shape::inner(kind).expect("it has one"));
            }
            (Content::List(items), Kind::List(kind)) => self.items(key, items, *kind),
            (Content::List(items), Kind::Notes) => self.items(key, items, Kind::Note),
            (Content::List(items), Kind::Rate) => self.items(key, items, Kind::Map(&keys::DATED_RATE)),
            (Content::List(items), Kind::Allocation) => self.allocation(key, node.span, items),
            _ => self.wrong_kind(key, node, kind),
        }
    }

    fn items(&mut self, key: &str, items: &[Node], kind: Kind) {
        for item in items {
            match item.content {
                Content::Empty => self.empty(key, item.span),
                _ => self.value(key, item, kind),
            }
        }
    }

    fn text(&mut self, key: &str, text: &str, span: Span, kind: Kind) {
        if let Err(wrong) = leaf::check(kind, text, self.currency) {
            self.wrong(key, span, wrong);
        }
    }

    fn wrong(&mut self, key: &str, span: Span, wrong: Wrong) {
        let message = format!("`{key}` {}", wrong.message);
        let finding = match wrong.severity {
            Severity::Error => self.found.error(wrong.code, span, message),
            Severity::Warning | Severity::Note => self.found.warning(wrong.code, span, message),
        };
        finding.some_hint(wrong.hint);
    }

    fn allocation(&mut self, key: &str, span: Span, items: &[Node]) {
        let words: Vec<&str> = items.iter().filter_map(Node::text).collect();
        for item in items {
            match item.text() {
                Some(text) => self.text(key, text, item.span, Kind::Allocation),
                None => self.wrong_kind(key, item, Kind::Line),
            }
        }
        let known = ["costs", "interest", "principal"];
        let all_known = words.iter().all(|word| known.contains(word));
        let each_once = words.len() == 3 && known.iter().all(|word| words.contains(word));
        if all_known && !each_once {
            self.found
                .error("bad-allocation", span, "`allocation` names `costs`, `interest` and `principal`, each once")
                .hint("for example `[costs, interest, principal]`");
        }
    }

    fn wrong_kind(&mut self, key: &str, node: &Node, kind: Kind) {
        let is = match node.content {
            Content::Empty | Content::Unknown => "nothing",
            Content::Text(_) => "a single value",
            Content::List(_) => "a list",
            Content::Map(_) => "keys and values",
        };
        let message = format!("`{}` is {is}; it must be {kind}", shown(key));
        let finding = self.found.error("wrong-kind", node.span, message);
        if matches!((&node.content, kind), (Content::Text(_), Kind::List(_) | Kind::Allocation)) {
            finding.hint("a list stands in brackets, `[…]`, or on lines that begin with `- `");
        }
    }

    fn empty(&mut self, key: &str, span: Span) {
        self.found
            .error("empty-value", span, format!("`{}` has no value", shown(key)))
            .hint("write a value, or remove the line; the word `null` as a text stands in quotes");
    }

    fn missing(&mut self, key: &str, named: Span, shape: &Shape) {
        let finding = self.found.error("missing-key", named, format!("this {} has no `{key}`", shape.name));
        match shape.name {
            "creditor" => finding.hint(format!("add `{key}:` here or in `_shared.yaml`")),
            "case" if key == "creditor" => finding.hint("add `creditor:` here or in `_shared.yaml`"),
            _ => finding.hint(format!("add `{key}:`")),
        };
    }

    /// Adds the finding of a key that the map does not have, and returns those that may have been meant.
    fn unknown_key(&mut self, entry: &Entry, shape: &'static Shape) -> Vec<&'static str> {
        let nearest = self.found.nearest(&entry.key, shape.keys.iter().map(|key| key.name));
        let hint = near::question(&nearest).or_else(|| elsewhere(&entry.key)).or_else(|| cut_amount(entry));
        let message = format!("this {} has no key `{}`", shape.name, shown(&entry.key));
        self.found.error("unknown-key", entry.span, message).some_hint(hint);
        nearest
    }
}

/// Returns where a key of this name stands, when it is known in other places only.
fn elsewhere(key: &str) -> Option<String> {
    let names: Vec<String> =
        shape::all().iter().filter(|shape| shape.key(key).is_some()).map(|shape| format!("`{}`", shape.name)).collect();
    (!names.is_empty() && names.len() <= 3)
        .then(|| format!("`{key}` is a key of {}; check the indent", names.join(" and ")))
}

/// Returns what happened when the rest of `{amount: 1,000}` became a key.
fn cut_amount(entry: &Entry) -> Option<String> {
    let digits = !entry.key.is_empty() && entry.key.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (digits && entry.value.content == Content::Empty)
        .then(|| "inside braces a comma ends a value; write amounts without thousands marks".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::trial::{SMALL, codes, codes_with, loaded};

    #[test]
    fn one_run_names_every_fault_in_the_order_of_the_file() {
        let text = SMALL
            .replace("currency: USD", "currency: usd")
            .replace("kind: business", "kind: firm")
            .replace("id: marsha", "id: mar sha")
            .replace("amount: 100.00", "ammount: 100.00");
        assert_eq!(codes(&text), ["unknown-currency 2:11", "unknown-word 6:9", "bad-id 7:19", "unknown-key 11:60"]);
    }

    #[test]
    fn a_mistyped_key_is_not_missing_too() {
        assert_eq!(codes(&SMALL.replace("kind: business", "kinds: business")), ["unknown-key 6:3"]);
    }

    #[test]
    fn an_empty_list_is_fine_where_it_may_be_missing() {
        assert!(codes_with("payments:\nhistory: []\nterms:\n").is_empty());
    }

    #[test]
    fn an_empty_value_is_never_an_empty_text() {
        assert_eq!(codes(&SMALL.replace("name: Northwind", "name:")), ["empty-value 5:3"]);
        assert_eq!(codes(&SMALL.replace("[118 Canal Street]", "[118 Canal Street, ~]")), ["empty-value 3:54"]);
        assert_eq!(codes_with("payments_checked:\n"), ["empty-value"]);
    }

    #[test]
    fn a_fault_behind_an_alias_is_named_once() {
        let text = format!("{SMALL}payments: [&p {{date: 2026-06-03, amount: x}}, *p]\n");
        let found = loaded(&text);
        assert_eq!(found.findings().len(), 1, "{:?}", found.findings());
    }

    #[test]
    fn a_rate_is_a_percentage_or_a_dated_list() {
        let charge = |rate: &str| format!("terms: {{charges: [{{interest: {{annual: {rate}}}}}]}}\n");
        assert!(codes_with(&charge("18%")).is_empty());
        assert!(codes_with(&charge("[{from: 2026-01-01, rate: 8%}]")).is_empty());
        assert_eq!(codes_with(&charge("{from: 2026-01-01, rate: 8%}")), ["wrong-kind"]);
        assert_eq!(codes_with(&charge("[8%]")), ["wrong-kind"]);
    }

    #[test]
    fn a_period_is_a_word_or_a_number_of_days() {
        let charge = |every: &str| format!("terms: {{charges: [{{amount: 40.00, every: {every}}}]}}\n");
        assert!(codes_with(&charge("month")).is_empty());
        assert!(codes_with(&charge("{days: 30}")).is_empty());
        assert_eq!(codes_with(&charge("{days: 0}")), ["number-out-of-range"]);
        assert_eq!(codes_with(&charge("{dayz: 30}")), ["unknown-key"]);
        assert_eq!(codes_with(&charge("[month]")), ["wrong-kind"]);
    }

    #[test]
    fn five_thousand_invoices_are_read_and_one_more_is_refused() {
        let invoices = |count: usize| {
            let lines: Vec<String> = (1..count)
                .map(|n| format!("  - {{number: M{n}, issued: 2026-04-29, received: 2026-05-01, amount: 1.00}}\n"))
                .collect();
            loaded(&format!("{SMALL}{}", lines.concat()))
        };
        assert_eq!(invoices(super::MOST_INVOICES).case().unwrap().invoices.len(), super::MOST_INVOICES);
        assert_eq!(invoices(super::MOST_INVOICES + 1).findings()[0].code, "too-many-invoices");
    }
}
