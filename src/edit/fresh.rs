//! A new case file: what is known filled in, what must be known left empty, the rest as comments.
//!
//! An empty value is an error of the case with its place, so that nothing left open can reach a letter.

use crate::case::tree::Node;

use super::draft::scalar;
use super::{line, place, tree};

/// The column at which remarks stand.
const REMARK: usize = 32;

/// What is known of a new case; what is missing is left open.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub id: String,
    pub currency: Option<String>,
    pub debtor: Option<String>,
    pub kind: Option<String>,
    pub payment: Option<String>,
    pub invoice: Option<String>,
    pub issued: Option<String>,
    pub received: Option<String>,
    pub amount: Option<String>,
    /// Whether creditor and terms stand in a shared file.
    pub shared: Shared,
    /// The path of the schema, for editors.
    pub schema: Option<String>,
}

/// What a shared file holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shared {
    pub creditor: bool,
    pub terms: bool,
}

impl Shared {
    /// Returns what the text of a shared file holds; nothing for one that cannot be read.
    pub fn of(text: &str) -> Shared {
        let tree = tree(text);
        let holds = |key| tree.as_ref().is_some_and(|tree| tree.get(key).is_some());
        Shared { creditor: holds("creditor"), terms: holds("terms") }
    }
}

/// The parts of another case that a new one of the same debtor and contract takes over, as they stand there.
#[derive(Debug, Clone, Default)]
pub struct TakenOver {
    currency: Option<String>,
    parts: Vec<(&'static str, String)>,
}

/// What is taken over: who owes whom under which contract and terms, but nothing of what happened.
const TAKEN: [&str; 6] = ["creditor", "debtor", "contract", "terms", "ladder", "page"];

impl TakenOver {
    /// Returns the parts of a case file; `None` for a file whose parts do not stand on lines of their own.
    pub fn of(text: &str) -> Option<TakenOver> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        let tree = tree(&text)?;
        let part = |key: &'static str| tree.entry(key).map(|_| Some((key, lines_of(&text, &tree, key)?)));
        let parts = TAKEN.into_iter().filter_map(part).collect::<Option<Vec<_>>>()?;
        Some(TakenOver { currency: tree.text_of("currency").map(str::to_owned), parts })
    }

    fn part(&self, key: &str) -> Option<&str> {
        self.parts.iter().find(|(name, _)| *name == key).map(|(_, lines)| lines.as_str())
    }
}

/// Returns the lines of a key and its value, comments on them with them.
fn lines_of(text: &str, tree: &Node, key: &str) -> Option<String> {
    let entry = tree.entry(key)?;
    let start = entry.span.start as usize;
    let end = place::end_of_entry(text, entry)?;
    (line::indent(text, start) == Some(0)).then(|| format!("{}\n", &text[start..line::end(text, end)]))
}

/// Returns the text of a new case file.
pub fn case(known: &Known, taken: &TakenOver) -> String {
    let mut file = String::new();
    if let Some(schema) = &known.schema {
        file.push_str(&format!("# yaml-language-server: $schema={schema}\n"));
    }
    let currency = known.currency.as_ref().or(taken.currency.as_ref());
    file.push_str(&key("case", Some(&known.id), "it names the folder of the documents"));
    file.push_str(&key("currency", currency, "three letters, as in USD"));
    for (name, own) in [
        ("creditor", creditor(known)),
        ("debtor", debtor(known)),
        ("contract", CONTRACT.to_owned()),
        ("terms", terms(known)),
        ("ladder", String::new()),
        ("page", String::new()),
    ] {
        let part = taken.part(name).unwrap_or(&own);
        if !part.is_empty() {
            file.push_str(&format!("\n{part}"));
        }
    }
    file.push_str(&format!("\n{}\n{LATER}", invoices(known)));
    file
}

fn creditor(known: &Known) -> String {
    if known.shared.creditor {
        return "# the creditor stands in `_shared.yaml`\n".to_owned();
    }
    let name = key("  name", None, "your firm, as it stands on your invoices");
    let address =
        key("  address", None, "a line of the address each, as in [118 Canal Street, \"Portland, OR 97209\"]");
    format!("creditor:\n{name}{address}{}", key("  country", None, "two letters, as in US"))
}

fn debtor(known: &Known) -> String {
    let name = key("  name", known.debtor.as_ref(), "the firm or person, as in the contract");
    format!("debtor:\n{name}{}{DEBTOR}", key("  kind", known.kind.as_ref(), "business, consumer or sole-trader"))
}

fn terms(known: &Known) -> String {
    if known.payment.is_none() && known.shared.terms {
        return "# the terms stand in `_shared.yaml`\n".to_owned();
    }
    let payment =
        key("  payment", known.payment.as_ref(), "on receipt · net 30 · net 30 from receipt · net 30 eom · 15 mfi");
    format!("terms:\n{payment}{TERMS}")
}

fn invoices(known: &Known) -> String {
    let number = known.invoice.as_ref().map(|number| scalar(number, true));
    let mut lines = vec!["invoices:\n".to_owned(), written("  - number", number, "as printed on it")];
    lines.push(key("    issued", known.issued.as_ref(), "the day it bears, as in 2026-04-29"));
    match &known.received {
        Some(received) => lines.push(key("    received", Some(received), "")),
        None => lines.push("    # received: 2026-05-01      # the day the debtor received it\n".to_owned()),
    }
    lines.push(key("    amount", known.amount.as_ref(), "as in 12400.00"));
    lines.concat()
}

/// Returns a line; a key without a value is followed by a remark on what belongs there.
fn key(key: &str, value: Option<&String>, remark: &str) -> String {
    written(key, value.map(|value| scalar(value, false)), remark)
}

fn written(key: &str, value: Option<String>, remark: &str) -> String {
    match value {
        Some(value) => format!("{key}: {value}\n"),
        None => format!("{:REMARK$}# {remark}\n", format!("{key}:")),
    }
}

const DEBTOR: &str = "  \
  # address: [2200 Alder Avenue, \"Boise, ID 83702\"]
  # country: US
  # time_zone: America/Boise    # when they may be called
  # contacts:
  #   - {id: marsha, name: Marsha Cole, role: Bookkeeper, phone: +1 208 555 0119, email: marsha@northwind.example}
  # primary_contact: marsha
";

const CONTRACT: &str = "\
# contract:
#   title: Design services agreement
#   signed: 2026-03-03
#   clauses:                    # word for word: letters quote them
#     - {id: late-fee, number: \"4.3\", text: A 5% late fee will be applied to the balance after 30 days.}
";

const TERMS: &str = "  \
  # charges:                    # nothing is charged that does not stand here
  #   - {percent: 5%, of: balance, after_days: 30, clause: late-fee}
";

const LATER: &str = "\
# payments_checked: 2026-06-12  # the day to which the payments are known to be complete
# payments:
#   - {date: 2026-06-03, amount: 2000.00, invoice: \"1042\"}

# consequences:                 # only what is ready is ever announced
#   - {kind: collection-agency, name: Cascade Recovery Group, ready: 2026-07-01, prepared: Placement agreement signed}

# what happens is written down by `pastdue log`
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Case;

    fn known() -> Known {
        let some = |text: &str| Some(text.to_owned());
        Known {
            id: "a-1".into(),
            currency: some("USD"),
            debtor: some("Northwind: Outfitters, Inc."),
            kind: some("business"),
            payment: some("net 30"),
            invoice: some("1042"),
            issued: some("2026-04-29"),
            received: None,
            amount: some("12400.00"),
            shared: Shared { creditor: true, terms: true },
            schema: some("../case.schema.json"),
        }
    }

    #[test]
    fn what_is_known_is_filled_in_as_typed() {
        let text = case(&known(), &TakenOver::default());
        assert!(text.starts_with("# yaml-language-server: $schema=../case.schema.json\ncase: a-1\ncurrency: USD\n"));
        let with = format!("{text}creditor: {{name: H, address: [A], country: US}}\n");
        let read = Case::from_yaml(&with).unwrap();
        assert_eq!(
            (read.debtor.name.as_str(), read.invoices[0].number.as_str()),
            ("Northwind: Outfitters, Inc.", "1042")
        );
    }

    #[test]
    fn what_is_not_known_is_empty_and_never_a_text() {
        let text = case(&Known { id: "a-1".into(), ..Known::default() }, &TakenOver::default());
        let tree = tree(&text).unwrap();
        for path in ["currency", "creditor.name", "debtor.kind", "terms.payment", "invoices[0].amount"] {
            assert!(!tree.at(path).holds(), "{path}");
        }
    }

    #[test]
    fn the_same_debtor_is_taken_over_with_its_comments_and_nothing_of_what_happened() {
        let old = include_str!("../../cases/northwind-2026-014.yaml");
        for old in [old.to_owned(), format!("\u{feff}{}", old.replace('\n', "\r\n"))] {
            let text = case(&Known { id: "a-2".into(), ..Known::default() }, &TakenOver::of(&old).unwrap());
            assert!(text.contains("\ncurrency: USD\n") && text.contains("    - id: marsha\n"), "{text}");
            assert!(text.contains("  payment: on receipt") && !text.contains("amount: 12400.00,"), "{text}");
            assert!(!text.contains("\nhistory:") && !text.contains('\r'), "{text}");
        }
    }
}
