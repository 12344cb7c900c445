//! What is owed on a day.
//!
//! A [`Ledger`] is made in the order of these files: when an invoice falls due ([`due`]), which rules
//! run ([`rule`]) and from when ([`grace`]), then day by day, as far as anything happens ([`sweep`]): the
//! interest of each leg ([`account`], [`leg`], [`rate`], [`day_count`]), late fees ([`fee`]), fixed sums,
//! what a payment pays ([`allocate`]); and at the end what is in dispute ([`dispute`]) and the figures
//! ([`figures`]).

mod account;
mod allocate;
pub mod day_count;
mod debt;
mod dispute;
pub mod due;
mod exact;
mod fee;
mod figures;
mod grace;
pub mod instalments;
mod leg;
mod rate;
pub mod row;
mod rule;
#[cfg(test)]
pub(crate) mod sample;
pub mod sums;
mod sweep;

use std::fmt;

use chrono::NaiveDate;

use crate::case::Case;
use crate::law::Law;
use crate::money::Overflow;

pub use row::{Ageing, Basis, Ledger, Limit, Row, RowKind, Split, Standing};

/// Why a case cannot be reckoned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerError {
    /// The name of the error, as in `rate-unknown`.
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub text: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl LedgerError {
    pub(crate) fn new(code: &'static str, text: impl Into<String>) -> LedgerError {
        LedgerError { code, text: text.into(), hint: None }
    }

    pub(crate) fn hint(self, hint: impl Into<String>) -> LedgerError {
        LedgerError { hint: Some(hint.into()), ..self }
    }
}

impl From<Overflow> for LedgerError {
    fn from(overflow: Overflow) -> LedgerError {
        LedgerError::new("amount-overflow", overflow.to_string())
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for LedgerError {}

impl Ledger {
    /// Returns what is owed at the end of the day.
    ///
    /// # Errors
    ///
    /// A rate that no table knows, a regime that is not for this debtor, a write-off of more than is
    /// owed, an overflow.
    pub fn reckon(case: &Case, as_of: NaiveDate) -> Result<Ledger, LedgerError> {
        Ledger::reckon_under(case, as_of, Law::built_in())
    }

    /// Returns what is owed at the end of the day under a law other than the built-in one.
    ///
    /// # Errors
    ///
    /// As [`Ledger::reckon`].
    pub fn reckon_under(case: &Case, as_of: NaiveDate, law: &Law) -> Result<Ledger, LedgerError> {
        let rules = rule::all(case, law)?;
        let books = sweep::run(case, &rules, as_of)?;
        figures::ledger(case, &rules, books, as_of)
    }
}
