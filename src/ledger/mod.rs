//! What is owed on a day.

pub mod row;

use std::fmt;

use chrono::NaiveDate;

use crate::case::Case;

pub use row::{Ageing, Basis, Ledger, Row, RowKind, Standing};

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
    /// A rate that no table knows, a write-off of more than is owed, an overflow.
    pub fn reckon(_case: &Case, _as_of: NaiveDate) -> Result<Ledger, LedgerError> {
        todo!("the ledger room")
    }
}
