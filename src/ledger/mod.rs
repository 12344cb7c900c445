//! What is owed on a day.
//!
//! A [`Ledger`] is made in the order of these files: the charges of the case are made ready
//! ([`scheme`], [`rate`], [`own_rates`]), invoices fall due ([`due`]), the [`books`] sweep through the days with
//! each invoice's [`account`]: interest runs ([`grace`], [`leg`], [`day_count`], [`interest`],
//! [`exact`]), fees fall ([`fee`], [`cap`], [`fixed_sum`]), payments pay ([`allocate`], [`credit`]).
//! Then the figures are drawn: what is in [`dispute`], [`ageing`], the interest of one more day
//! ([`per_day`]), and the fees still [`mod@pending`].

mod account;
mod ageing;
pub mod agreed;
mod allocate;
mod basis;
mod books;
mod cap;
mod credit;
pub mod day_count;
mod dispute;
pub mod due;
mod exact;
mod fee;
mod figures;
mod fixed_sum;
mod grace;
pub mod instalments;
mod interest;
mod leg;
mod own_rates;
mod pending;
mod per_day;
mod rate;
pub mod row;
#[cfg(test)]
pub(crate) mod sample;
mod scheme;
pub mod sums;

use std::fmt;

use chrono::NaiveDate;

use crate::case::Case;
use crate::law::Law;
use crate::money::Overflow;

use books::Books;
use scheme::Scheme;

pub use basis::{Basis, End, Limit, SoFar};
pub use pending::{Pending, pending};
pub use per_day::NextDay;
pub use row::{Ageing, Ledger, Row, RowKind, Split, Standing};

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
    fn new(code: &'static str, text: impl Into<String>) -> LedgerError {
        LedgerError { code, text: text.into(), hint: None }
    }

    fn hint(self, hint: impl Into<String>) -> LedgerError {
        LedgerError { hint: Some(hint.into()), ..self }
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for LedgerError {}

impl From<Overflow> for LedgerError {
    fn from(overflow: Overflow) -> LedgerError {
        LedgerError::new("amount-overflow", overflow.to_string())
    }
}

impl Ledger {
    /// Returns what is owed at the end of the day.
    ///
    /// Invoices issued and payments made after the day do not count.
    ///
    /// # Errors
    ///
    /// A rate that no table knows, a regime that is not for this debtor, a write-off of more than is
    /// owed, an overflow.
    pub fn reckon(case: &Case, as_of: NaiveDate) -> Result<Ledger, LedgerError> {
        Ledger::reckon_under(case, as_of, Law::built_in())
    }

    /// Returns what is owed at the end of the day under another law than the built-in one.
    ///
    /// # Errors
    ///
    /// As [`Ledger::reckon`].
    pub fn reckon_under(case: &Case, as_of: NaiveDate, law: &Law) -> Result<Ledger, LedgerError> {
        let scheme = Scheme::of(case, law)?;
        let mut books = Books::open(case, as_of, &scheme)?;
        books.run_to(as_of)?;
        figures::draw(case, as_of, books)
    }
}
