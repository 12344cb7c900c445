//! Payments, credit notes, write-offs, and an agreed plan of instalments.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::calendar;
use crate::money::Money;

/// What lowers the debt.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// The day it counts from.
    #[serde(deserialize_with = "calendar::day")]
    pub date: NaiveDate,
    /// How much, without a sign.
    pub amount: Money,
    /// The invoice it is meant for.
    #[serde(default)]
    pub invoice: Option<String>,
    /// How it came, in words.
    #[serde(default)]
    pub method: Option<String>,
    /// What it is.
    #[serde(default)]
    pub kind: PaymentKind,
}

/// What a payment entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentKind {
    /// Money that came.
    #[default]
    Payment,
    /// A part of the price taken back by the creditor.
    CreditNote,
    /// A part of the debt the creditor no longer asks for.
    WriteOff,
}

impl PaymentKind {
    /// Returns the word used in case files and output.
    pub fn word(self) -> &'static str {
        match self {
            PaymentKind::Payment => "payment",
            PaymentKind::CreditNote => "credit-note",
            PaymentKind::WriteOff => "write-off",
        }
    }
}

/// A payment plan both sides have agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgreedPlan {
    /// The day of the agreement.
    #[serde(deserialize_with = "calendar::day")]
    pub agreed: NaiveDate,
    /// The instalments; each is a promise.
    pub instalments: Vec<Instalment>,
    /// What becomes of interest and fees while it is kept.
    #[serde(default)]
    pub interest: PlanInterest,
}

/// What becomes of interest and fees while a plan is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlanInterest {
    /// None is asked for once every instalment is paid.
    #[default]
    Waived,
    /// It runs, and is settled in the end.
    Runs,
}

/// One instalment of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instalment {
    /// The day by which it is to be paid.
    #[serde(deserialize_with = "calendar::day")]
    pub date: NaiveDate,
    /// How much.
    pub amount: Money,
}
