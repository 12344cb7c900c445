//! The shape of a case file: what a table of keys says, and how it is asked.
//!
//! The table itself is [`keys`](super::keys). It drives the findings about keys and values, the nearest-key
//! hints, the values handed to the domain types, and the JSON schema.

use std::fmt;

use super::keys;

/// What may stand in one map of the file.
pub struct Shape {
    /// What the map describes, as in `invoice`.
    pub name: &'static str,
    /// Its keys, in the order in which they are usually written.
    pub keys: &'static [Key],
}

/// One key of a map.
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// Whether a case cannot do without it.
    pub required: bool,
    /// What it is for, in one line.
    pub doc: &'static str,
}

/// What a value is.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Text of one line, at most 300 characters.
    Line,
    /// Text with line breaks, at most 2 000 characters.
    Note,
    /// A clause, word for word: text with line breaks, at most 20 000 characters.
    Clause,
    /// One note or a list of them.
    Notes,
    /// A name by which other places of the file mean this one.
    Id,
    /// The id of the case, which names a folder too.
    CaseId,
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// A whole number from the first to the second.
    Count(u32, u32),
    /// A day.
    Day,
    /// A day, or `false`.
    DayOrFalse,
    /// A time of day.
    Time,
    /// An amount of nothing or more.
    Money,
    /// An amount that may be negative.
    Balance,
    /// A percentage.
    Percent,
    /// An amount or a percentage.
    MoneyOrPercent,
    /// A percentage, or a list of days and the percentages from them on.
    Rate,
    /// How often a fee is charged: a word or `{days: n}`.
    Period,
    /// When an invoice falls due.
    PaymentTerms,
    /// Three words, each once.
    Allocation,
    /// A currency of ISO 4217.
    Currency,
    /// A country, two letters.
    Country,
    /// A time zone.
    Zone,
    /// A language of the documents.
    Language,
    /// One e-mail address.
    Email,
    /// A page to pay on.
    Link,
    /// An international account number.
    Iban,
    /// A bank's international code.
    Bic,
    /// A UPI address.
    Upi,
    /// A file beside the case.
    File,
    /// A PNG or JPEG beside the case.
    Image,
    /// A map.
    Map(&'static Shape),
    /// A list.
    List(&'static Kind),
}

impl Kind {
    /// Returns whether the value is a single scalar.
    pub fn is_scalar(self) -> bool {
        !matches!(self, Kind::Map(_) | Kind::List(_) | Kind::Notes | Kind::Allocation)
    }

    /// Returns the most characters of a text, and whether it may hold line breaks.
    pub fn room(self) -> (usize, bool) {
        match self {
            Kind::Clause => (20_000, true),
            Kind::Note | Kind::Notes => (2_000, true),
            Kind::Link => (2_000, false),
            _ => (300, false),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Map(_) => "keys and values",
            Kind::List(_) | Kind::Allocation => "a list",
            Kind::Notes => "a text or a list of texts",
            Kind::Flag => "`true` or `false`",
            Kind::Count(..) => "a whole number",
            Kind::Day => "a day",
            Kind::DayOrFalse => "a day or `false`",
            Kind::Time => "a time",
            Kind::Money | Kind::Balance => "an amount",
            Kind::Percent => "a percentage",
            Kind::Rate => "a percentage or a list of dated ones",
            Kind::Period => "`once`, `month` or `{days: n}`",
            Kind::MoneyOrPercent => "an amount or a percentage",
            Kind::Word(_) => "a word",
            _ => "a text",
        })
    }
}

impl Shape {
    /// Returns the key of this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// Returns every shape of a case file, outer ones first, each once.
pub fn all() -> Vec<&'static Shape> {
    let mut shapes: Vec<&'static Shape> = vec![&keys::CASE];
    let mut at = 0;
    while let Some(shape) = shapes.get(at) {
        for inner in shape.keys.iter().filter_map(|key| inner(key.kind)) {
            if !shapes.iter().any(|known| std::ptr::eq(*known, inner)) {
                shapes.push(inner);
            }
        }
        at += 1;
    }
    shapes
}

/// Returns the shape of the maps inside a value, if it has any.
pub fn inner(kind: Kind) -> Option<&'static Shape> {
    match kind {
        Kind::Map(shape) => Some(shape),
        Kind::List(kind) => inner(*kind),
        Kind::Rate => Some(&keys::DATED_RATE),
        Kind::Period => Some(&keys::PERIOD),
        _ => None,
    }
}
