//! What the user wrote: one [`Case`] is one debtor under one contract in one currency.
//!
//! The types here are plain: no places in a file, no findings. They are filled from YAML with
//! every text as typed.

pub mod builder;
pub mod characters;
pub mod check;
pub mod codes;
pub mod contact;
pub mod contract;
pub mod finding;
pub mod findings;
pub mod history;
pub mod invoice;
pub mod keys;
pub mod leaf;
pub mod load;
pub mod merge;
pub mod near;
pub mod parse;
pub mod party;
pub mod payment;
pub mod schema;
pub mod settings;
pub mod shape;
pub mod sources;
pub mod syntax;
pub mod terms;
pub mod text;
pub mod tree;
#[cfg(test)]
mod trial;
pub mod values;
pub mod verify;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::calendar;
use crate::money::{Currency, Money};

pub use contact::{Contact, Function, Seniority};
pub use contract::{Clause, Contract};
pub use history::{Channel, Consequence, ConsequenceKind, Direction, Entry, Outcome, Promise, Readiness, Step};
pub use invoice::{Dispute, Invoice};
pub use party::{Creditor, Debtor, DebtorKind, PaymentRoutes, Signatory, Wire};
pub use payment::{AgreedPlan, Instalment, Payment, PaymentKind, PlanInterest};
pub use settings::{Envelope, Hours, Ladder, Page, PageSize};
pub use terms::{
    Allocation, Amount, Anchor, BusinessDays, CapRate, Charge, Compounding, DatedRate, DayCount, Every, Fee, FeeBase,
    First, Grace, InterestBase, InterestRule, Part, PaymentTerms, Point, RateOn, Rates, Regime, RoundingRule, Rule,
    Terms,
};

/// One debt, as its file tells it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The id: letters, digits, `.`, `_`, `-`; it names the output folder.
    #[serde(rename = "case")]
    pub id: String,
    /// The currency of every amount in the file.
    pub currency: Currency,
    /// Who is owed.
    pub creditor: Creditor,
    /// Who owes.
    pub debtor: Debtor,
    /// What was agreed and signed.
    #[serde(default)]
    pub contract: Option<Contract>,
    /// The day to which the payments of the file are known to be complete.
    #[serde(default, deserialize_with = "calendar::some_day")]
    pub payments_checked: Option<NaiveDate>,
    /// When invoices fall due, what is charged when they are late, and what a payment pays first.
    #[serde(default)]
    pub terms: Terms,
    /// The invoices, in file order.
    pub invoices: Vec<Invoice>,
    /// Payments, credit notes and write-offs, in file order.
    #[serde(default)]
    pub payments: Vec<Payment>,
    /// Calls, letters and messages, in file order.
    #[serde(default)]
    pub history: Vec<Entry>,
    /// What may follow when nothing is paid, in the order of choice.
    #[serde(default)]
    pub consequences: Vec<Consequence>,
    /// An agreed payment plan.
    #[serde(default)]
    pub plan: Option<AgreedPlan>,
    /// A stretch of days in which no step is taken; interest goes on.
    #[serde(default)]
    pub hold: Option<Hold>,
    /// The user's own assertion of a balance.
    #[serde(default)]
    pub expect: Option<Expectation>,
    /// The waits of the ladder and other thresholds.
    #[serde(default)]
    pub ladder: Ladder,
    /// Paper and envelope.
    #[serde(default)]
    pub page: Page,
    /// Review remarks that the user has silenced, each with a reason.
    #[serde(default)]
    pub silence: Vec<Silence>,
    /// Notes that no document may show.
    #[serde(default)]
    pub internal: Internal,
}

impl Case {
    /// Returns the contact of this id.
    pub fn contact(&self, id: &str) -> Option<&Contact> {
        self.debtor.contacts.iter().find(|contact| contact.id == id)
    }

    /// Returns the clause of this id.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.contract.as_ref()?.clauses.iter().find(|clause| clause.id == id)
    }

    /// Returns the invoice of this number.
    pub fn invoice(&self, number: &str) -> Option<&Invoice> {
        self.invoices.iter().find(|invoice| invoice.number == number)
    }

    /// Reads a case from YAML text alone: no places, no shared file, the first fault only.
    ///
    /// # Errors
    ///
    /// The first value that cannot be read, in the reader's words.
    pub fn from_yaml(text: &str) -> Result<Case, serde_yaml::Error> {
        serde_yaml::from_str(text)
    }
}

/// A stretch of days in which no step is taken.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// The first day on hold.
    #[serde(deserialize_with = "calendar::day")]
    pub since: NaiveDate,
    /// The last day on hold; without it the hold is open-ended.
    #[serde(default, deserialize_with = "calendar::some_day")]
    pub until: Option<NaiveDate>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Hold {
    /// Returns whether the day is on hold.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A balance the user expects at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The day.
    #[serde(deserialize_with = "calendar::day")]
    pub date: NaiveDate,
    /// All that is open, less any credit.
    pub balance: Money,
}

/// A review remark that the user does not want to see again.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// The code of the remark.
    pub code: String,
    /// Why it does not apply.
    pub reason: String,
}

/// Notes for the user's own eyes: one text or a list of texts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "OneOrMany")]
pub struct Internal(pub Vec<String>);

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for Internal {
    fn from(texts: OneOrMany) -> Internal {
        Internal(match texts {
            OneOrMany::One(text) => vec![text],
            OneOrMany::Many(texts) => texts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_northwind_case_is_read_as_typed() {
        let case = Case::from_yaml(include_str!("../../cases/northwind-2026-014.yaml")).unwrap();
        assert_eq!(case.creditor.payment.wire.unwrap().account.as_deref(), Some("0044117"));
        assert_eq!(case.debtor.contacts[0].phone.as_deref(), Some("+1 208 555 0119"));
        assert!(case.consequences[0].ready.holds("2026-07-01".parse().unwrap()));
        assert_eq!(case.terms.charges.len(), 1);
        assert_eq!(case.payments[0].amount, "2000.00".parse().unwrap());
    }
}
