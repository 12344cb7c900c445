//! What the reckoning gives: figures, and the rows they rest on.

use chrono::NaiveDate;

use super::basis::Basis;
use super::per_day::NextDay;
use crate::money::{Currency, Money};

/// What is owed at the end of a day, and how it came to that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// The id of the case.
    pub case: String,
    /// The day.
    pub as_of: NaiveDate,
    /// The currency of all amounts.
    pub currency: Currency,
    /// Principal, interest and costs of invoices due by that day and not in dispute.
    pub total_due: Money,
    /// The principal in `total_due`.
    pub principal: Money,
    /// The interest in `total_due`.
    pub interest: Money,
    /// The fees and fixed sums in `total_due`.
    pub costs: Money,
    /// Paid and not used for any invoice.
    pub credit: Money,
    /// In dispute, with its charges.
    pub disputed: Money,
    /// Open on invoices that fall due later.
    pub not_yet_due: Money,
    /// The interest of the day after.
    pub per_day: Money,
    /// What `per_day` is added up from.
    pub next_day: Vec<NextDay>,
    /// Open principal by days past due.
    pub ageing: Ageing,
    /// The invoices issued by that day, in file order.
    pub invoices: Vec<Standing>,
    /// Every movement; amounts add up to `total_due + not_yet_due + disputed − credit`.
    pub rows: Vec<Row>,
}

impl Ledger {
    /// Returns the figures of the invoice of this number.
    pub fn standing(&self, number: &str) -> Option<&Standing> {
        self.invoices.iter().find(|standing| standing.number == number)
    }
}

/// One invoice at the end of the day, without what is in dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The invoice's number.
    pub number: String,
    /// The day it was issued.
    pub issued: NaiveDate,
    /// The day it falls due.
    pub due: NaiveDate,
    /// The day less the due day; negative before it, also when paid.
    pub days_past_due: i64,
    /// The invoice as issued.
    pub amount: Money,
    /// Unpaid principal that is not in dispute.
    pub principal: Money,
    /// Unpaid interest that is not in dispute.
    pub interest: Money,
    /// Unpaid fees and fixed sums that are not in dispute.
    pub costs: Money,
    /// All that is in dispute on it.
    pub disputed: Money,
}

impl Standing {
    /// Returns whether anything is open on it, in dispute or not.
    pub fn is_open(&self) -> bool {
        self.open().is_positive() || self.disputed.is_positive()
    }

    /// Returns what is open and not in dispute.
    pub fn open(&self) -> Money {
        let parts = [self.principal, self.interest, self.costs];
        Money::sum(parts).expect("the rows were added up without an overflow")
    }
}

/// Open principal by days past due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ageing {
    /// 0 days or fewer.
    pub current: Money,
    /// 1 to 30 days.
    pub to_30: Money,
    /// 31 to 60 days.
    pub to_60: Money,
    /// 61 to 90 days.
    pub to_90: Money,
    /// More than 90 days.
    pub over_90: Money,
}

/// One movement of the balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The day; for interest the last day of its leg.
    pub date: NaiveDate,
    /// The invoice's number; none for a credit.
    pub invoice: Option<String>,
    /// What it is.
    pub kind: RowKind,
    /// How much; negative for what lowers the debt.
    pub amount: Money,
    /// The balance of the whole case after it.
    pub balance: Money,
    /// What a charge rests on; none for invoices and payments.
    pub basis: Option<Basis>,
    /// The place among `payments` of the entry that a payment, credit note or write-off comes from.
    pub entry: Option<usize>,
    /// What a payment, credit note or write-off lowered on the invoice; none where it reaches none.
    pub split: Option<Split>,
}

/// How much of a payment went to each part of an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Split {
    /// To fees and fixed sums.
    pub costs: Money,
    /// To interest.
    pub interest: Money,
    /// To principal.
    pub principal: Money,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKind {
    Invoice,
    Interest,
    Fee,
    FixedSum,
    Payment,
    CreditNote,
    WriteOff,
}

impl RowKind {
    /// Returns the word used in output.
    pub fn word(self) -> &'static str {
        match self {
            RowKind::Invoice => "invoice",
            RowKind::Interest => "interest",
            RowKind::Fee => "fee",
            RowKind::FixedSum => "fixed-sum",
            RowKind::Payment => "payment",
            RowKind::CreditNote => "credit-note",
            RowKind::WriteOff => "write-off",
        }
    }
}
