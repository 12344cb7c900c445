//! A new entry, and how it is written as YAML: in braces, or a key a line.

use crate::case::characters::forbidden;
use crate::case::tree::{self, Content, Node, Span};

/// The width at which an entry in braces goes on on the next line.
const WIDTH: usize = 118;

/// A new entry: keys and values in the order in which they are written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft(Vec<(&'static str, Value)>);

/// A value of a new entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A day, an amount or a word: without quotes wherever that can be read.
    Plain(String),
    /// A text, which has quotes when another reader would take it for a number.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// Keys and values.
    Map(Draft),
}

/// How the entries of a list are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Braces,
    Lines,
}

impl Draft {
    /// Returns the entry with one more value, written as typed where that can be read.
    #[must_use]
    pub fn plain(self, key: &'static str, value: impl ToString) -> Draft {
        self.with(key, Value::Plain(value.to_string()))
    }

    /// Returns the entry with one more value.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: Value) -> Draft {
        self.0.push((key, value));
        self
    }

    /// Returns the entry with one more value, if there is one.
    #[must_use]
    pub fn some(self, key: &'static str, value: Option<Value>) -> Draft {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Returns the entry in braces on one line.
    pub fn braces(&self) -> String {
        format!("{{{}}}", self.pairs().join(", "))
    }

    /// Returns the lines of the entry behind a dash.
    pub(super) fn lines(&self, indent: usize, dash: &str, form: Form) -> Vec<String> {
        let below = " ".repeat(indent + dash.len());
        let first = format!("{}{dash}", " ".repeat(indent));
        let pairs = self.pairs();
        match form {
            Form::Lines => {
                let before = |at: usize| if at == 0 { &first } else { &below };
                pairs.iter().enumerate().map(|(at, pair)| format!("{}{pair}", before(at))).collect()
            }
            Form::Braces => filled(&pairs, &first, &format!("{below} ")),
        }
    }

    /// Returns what a reader of the YAML would find, without places.
    pub(super) fn node(&self) -> Node {
        let entry = |(key, value): &(&str, Value)| tree::Entry {
            key: (*key).to_owned(),
            span: Span::default(),
            value: value.node(),
        };
        Node { span: Span::default(), content: Content::Map(self.0.iter().map(entry).collect()) }
    }

    fn pairs(&self) -> Vec<String> {
        self.0.iter().map(|(key, value)| format!("{key}: {}", value.written())).collect()
    }
}

/// Puts pairs into braces, as many on a line as have room.
fn filled(pairs: &[String], first: &str, below: &str) -> Vec<String> {
    let mut lines = vec![];
    let mut line = format!("{first}{{");
    for (at, pair) in pairs.iter().enumerate() {
        let end = if at + 1 == pairs.len() { "}" } else { "," };
        let space = if line.ends_with(',') { " " } else { "" };
        if at > 0 && line.chars().count() + space.len() + pair.chars().count() + end.len() > WIDTH {
            lines.push(std::mem::replace(&mut line, format!("{below}{pair}{end}")));
        } else {
            line.push_str(&format!("{space}{pair}{end}"));
        }
    }
    lines.push(line);
    lines
}

impl Value {
    fn written(&self) -> String {
        match self {
            Value::Plain(text) => scalar(text, false),
            Value::Text(text) => scalar(text, true),
            Value::Texts(texts) => {
                format!("[{}]", texts.iter().map(|text| scalar(text, true)).collect::<Vec<_>>().join(", "))
            }
            Value::Map(draft) => draft.braces(),
        }
    }

    fn node(&self) -> Node {
        let text = |text: &String| Node { span: Span::default(), content: Content::Text(text.clone()) };
        match self {
            Value::Plain(typed) | Value::Text(typed) => text(typed),
            Value::Texts(texts) => {
                Node { span: Span::default(), content: Content::List(texts.iter().map(text).collect()) }
            }
            Value::Map(draft) => draft.node(),
        }
    }
}

/// Returns a text as a scalar that stands anywhere, in braces too.
pub(super) fn scalar(text: &str, is_text: bool) -> String {
    if can_stand_bare(text) && !(is_text && looks_like_a_number(text)) { text.to_owned() } else { quoted(text) }
}

/// Words that YAML of one age or another takes for something else than a text.
const NOT_TEXTS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

fn can_stand_bare(text: &str) -> bool {
    let first = text.chars().next().is_some_and(char::is_alphanumeric);
    let plain = |c: char| forbidden(c).is_none() && !",[]{}".contains(c);
    let parts = [": ", " #"].iter().any(|sign| text.contains(sign));
    let end = text.ends_with(|c: char| c == ':' || c.is_whitespace());
    let word = NOT_TEXTS.contains(&text.to_lowercase().as_str());
    first && !parts && !end && !word && text.chars().all(plain)
}

fn looks_like_a_number(text: &str) -> bool {
    let part = |c: char| c.is_ascii_digit() || ".,:_+-eExXoO".contains(c);
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(part)
}

fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        // what no case may hold is written so that it can be read, and then named
        c if forbidden(c).is_some() => format!("\\U{:08X}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_in_quotes_only_where_they_must() {
        let written = |text: &str| scalar(text, true);
        for bare in ["marsha", "Zoë Müller", "BF-0631", "spoke: no", "a#b", "it's \"fine\"", "17.50 now", "F-2026-56"]
        {
            let quotes = bare.contains(": ");
            assert_eq!(written(bare).starts_with('"'), quotes, "{bare}");
        }
        for (text, quoted) in [
            ("1042", "\"1042\""),
            ("2026-0187", "\"2026-0187\""),
            ("1e3", "\"1e3\""),
            ("", "\"\""),
            ("No", "\"No\""),
            (" a", "\" a\""),
            ("- a", "\"- a\""),
            ("a, b", "\"a, b\""),
            ("a #b", "\"a #b\""),
            ("a\\\"b\n\u{7}", "a"),
        ] {
            let expected = if quoted == "a" { "\"a\\\\\\\"b\\n\\U00000007\"" } else { quoted };
            assert_eq!(written(text), expected);
        }
    }

    #[test]
    fn days_and_amounts_have_no_quotes_unless_they_are_none() {
        let written = |text: &str| scalar(text, false);
        assert_eq!((written("2026-06-14"), written("12400.00")), ("2026-06-14".into(), "12400.00".into()));
        assert_eq!((written("1,000"), written("$5")), ("\"1,000\"".into(), "\"$5\"".into()));
    }

    #[test]
    fn a_long_entry_goes_on_under_its_first_key() {
        let long = Draft::default().plain("date", "2026-06-14").with("note", Value::Text("x".repeat(100)));
        let lines = long.lines(2, "- ", Form::Braces);
        assert_eq!(lines, ["  - {date: 2026-06-14,".to_owned(), format!("     note: {}}}", "x".repeat(100))]);
    }
}
