//! The forms of single values: what a text must look like to be a day, an amount, an IBAN.
//!
//! Each file knows one subject. A form that is not met comes back as [`Wrong`], never as a panic and
//! never as some other value.

pub mod address;
pub mod bank;
pub mod country;
pub mod day;
pub mod id;
pub mod number;
pub mod word;

use crate::money::Currency;

use super::characters::shown;
use super::finding::Severity;
use super::shape::Kind;

/// A value that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// How much it weighs.
    pub severity: Severity,
    /// The code of the finding.
    pub code: &'static str,
    /// What is wrong, to follow the key: `is …`, `has …`.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Wrong {
    /// Returns an error; the message follows the name of the key.
    pub fn error(code: &'static str, message: impl Into<String>) -> Wrong {
        Wrong { severity: Severity::Error, code, message: message.into(), hint: None }
    }

    /// Returns a warning; the message follows the name of the key.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Wrong {
        Wrong { severity: Severity::Warning, code, message: message.into(), hint: None }
    }

    /// Returns it with what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Wrong {
        self.hint = Some(hint.into());
        self
    }

    /// Returns it with the question whether one of these was meant, if there is one.
    #[must_use]
    pub fn meant(mut self, nearest: &[&str]) -> Wrong {
        self.hint = super::near::question(nearest).or(self.hint);
        self
    }
}

/// Returns the error of a value that is none of its kind, as in `is `x`, which is no amount`.
pub fn no(code: &'static str, typed: &str, what: &str) -> Wrong {
    Wrong::error(code, format!("is `{}`, which is {what}", shown(typed)))
}

/// Returns what is wrong with the text of a value of this kind.
///
/// # Errors
///
/// The first thing wrong, error or warning.
pub fn check(kind: Kind, text: &str, currency: Option<Currency>) -> Result<(), Wrong> {
    room(kind, text)?;
    match kind {
        Kind::Line | Kind::Note | Kind::Clause | Kind::Notes | Kind::Map(_) | Kind::List(_) => Ok(()),
        Kind::Id => id::check(text),
        Kind::CaseId => id::check_case(text),
        Kind::Word(words) => word::check(text, words),
        Kind::Allocation => word::check(text, &["costs", "interest", "principal"]),
        Kind::Period => word::check(text, &["once", "month"]),
        Kind::Flag => word::check_flag(text),
        Kind::Count(least, most) => number::check_count(text, least, most),
        Kind::Day => day::check(text),
        Kind::DayOrFalse => day::check_or_false(text),
        Kind::Time => day::check_time(text),
        Kind::Money => number::check_money(text, currency),
        Kind::Balance => number::check_balance(text, currency),
        Kind::Percent | Kind::Rate => number::check_percent(text),
        Kind::MoneyOrPercent => number::check_either(text, currency),
        Kind::PaymentTerms => word::check_terms(text),
        Kind::Currency => country::check_currency(text),
        Kind::Country => country::check(text),
        Kind::Zone => country::check_zone(text),
        Kind::Language => country::check_language(text),
        Kind::Email => address::check_email(text),
        Kind::Link => address::check_link(text),
        Kind::Iban => bank::check_iban(text),
        Kind::Bic => bank::check_bic(text),
        Kind::Upi => bank::check_upi(text),
        Kind::File => id::check_file(text),
        Kind::Image => id::check_image(text),
    }
}

/// Holds a text against the room its kind gives it.
fn room(kind: Kind, text: &str) -> Result<(), Wrong> {
    let (most, breaks) = kind.room();
    if text.trim().is_empty() {
        return Err(Wrong::error("empty-value", "holds an empty text").hint("write a value, or remove the line"));
    }
    if !breaks && text.contains('\n') {
        return Err(Wrong::error("line-break", "holds a line break, but is printed on one line")
            .hint("write it on one line; only clause texts, notes, reasons and descriptions may hold several"));
    }
    let length = text.chars().count();
    if length > most {
        return Err(Wrong::error("too-long", format!("has {length} characters; the most are {most}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(kind: Kind, text: &str) -> Option<&'static str> {
        check(kind, text, None).err().map(|wrong| wrong.code)
    }

    #[test]
    fn a_name_has_one_line_and_a_note_several() {
        assert_eq!(code(Kind::Line, "Marsha\nCole"), Some("line-break"));
        assert_eq!(code(Kind::Note, "called\nback"), None);
    }

    #[test]
    fn each_kind_of_text_has_its_own_room() {
        assert_eq!(code(Kind::Line, &"é".repeat(300)), None);
        assert_eq!(code(Kind::Line, &"é".repeat(301)), Some("too-long"));
        assert_eq!(code(Kind::Note, &"x".repeat(2_001)), Some("too-long"));
        assert_eq!(code(Kind::Clause, &"x".repeat(20_000)), None);
    }

    #[test]
    fn a_text_of_spaces_is_empty() {
        assert_eq!(code(Kind::Line, "  "), Some("empty-value"));
    }
}
