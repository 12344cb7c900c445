//! What was agreed and signed.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::calendar;

/// The contract under which the invoices were issued.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Its title, as printed on it.
    #[serde(default)]
    pub title: Option<String>,
    /// The day it was signed.
    #[serde(default, deserialize_with = "calendar::some_day")]
    pub signed: Option<NaiveDate>,
    /// The id of the contact who signed it.
    #[serde(default)]
    pub signed_by: Option<String>,
    /// The department that was billed.
    #[serde(default)]
    pub department: Option<String>,
    /// Its clauses, word for word.
    #[serde(default)]
    pub clauses: Vec<Clause>,
    /// The file of a copy, beside the case file.
    #[serde(default)]
    pub copy: Option<String>,
}

/// One clause, word for word.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// The id by which charges name it.
    pub id: String,
    /// Its number in the contract, as in `4.3`.
    #[serde(default)]
    pub number: Option<String>,
    /// Its text.
    pub text: String,
}
