//! Invoices and disputes about them.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::calendar;
use crate::money::Money;

use super::Internal;

/// One invoice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invoice {
    /// Its number, as printed on it.
    pub number: String,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
    /// The day it bears.
    #[serde(deserialize_with = "calendar::day")]
    pub issued: NaiveDate,
    /// The day the debtor received it.
    #[serde(default, deserialize_with = "calendar::some_day")]
    pub received: Option<NaiveDate>,
    /// What it asks for.
    pub amount: Money,
    /// The day it falls due, when that is not what the terms give.
    #[serde(default, deserialize_with = "calendar::some_day")]
    pub due: Option<NaiveDate>,
    /// What the debtor disputes of it.
    #[serde(default)]
    pub disputed: Option<Dispute>,
    /// The file of a copy, beside the case file.
    #[serde(default)]
    pub copy: Option<String>,
    /// Notes that no document may show.
    #[serde(default)]
    pub internal: Internal,
}

/// What the debtor disputes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// The first day of the dispute.
    #[serde(deserialize_with = "calendar::day")]
    pub since: NaiveDate,
    /// How much; without it, all that is open.
    #[serde(default)]
    pub amount: Option<Money>,
    /// Why, in the debtor's words.
    #[serde(default)]
    pub reason: Option<String>,
    /// The day it was resolved; it counts from that day.
    #[serde(default, deserialize_with = "calendar::some_day")]
    pub resolved: Option<NaiveDate>,
}

impl Dispute {
    /// Returns whether the dispute is open on the day: begun, and not resolved on or before it.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.since <= day && self.resolved.is_none_or(|resolved| resolved > day)
    }
}
