//! What a charge rests on, so that it can be explained and done again.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::case::{DayCount, RoundingRule};
use crate::money::{Money, Percent};

/// What a charge rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// Its place among `terms.charges`, from 0.
    pub charge: usize,
    /// The word of its rule: `percent`, `amount`, `interest`, or a regime's.
    pub rule: &'static str,
    /// The id of the clause it rests on.
    pub clause: Option<String>,
    /// What it was charged on.
    pub base: Option<Money>,
    /// The unpaid fees and fixed sums in the base.
    pub base_costs: Money,
    /// The interest in the base, joined to it by compounding.
    pub base_interest: Money,
    /// The rate: a year's for interest, the fee's own for a fee.
    pub rate: Option<Percent>,
    /// The published rate in it, where it is a statute's.
    pub reference: Option<Percent>,
    /// Whether that rate is the one of the first interest day, which holds for the life of the debt.
    pub held: bool,
    /// The day before the first day of the leg.
    pub from: Option<NaiveDate>,
    /// The days of the leg, by its day count.
    pub days: Option<i64>,
    /// How days became a share of a year.
    pub day_count: Option<DayCount>,
    /// Why the leg ends where it does.
    pub ends: Option<End>,
    /// The exact value before rounding.
    pub exact: Decimal,
    /// Under `point: total`, what is rounded in the place of this leg.
    pub so_far: Option<SoFar>,
    /// How it was rounded.
    pub rounding: RoundingRule,
    /// The day a fee or fixed sum counts from: it falls on the day after, or whole periods later.
    pub anchor: Option<NaiveDate>,
    /// The limit that set the amount of a fee.
    pub limit: Option<Limit>,
}

/// Why a leg ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It is the day of the ledger.
    Ledger,
    /// A payment, credit note or write-off reaches the invoice.
    Payment,
    /// A fee joins the base.
    Fee,
    /// Interest joins the base.
    Compounding,
    /// The next day has an entry of its own among the rates.
    Rate,
    /// The next year may have another number of days.
    Year,
}

/// The sum that is rounded under `point: total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoFar {
    /// The exact interest of this rule on this invoice, this leg's included.
    pub exact: Decimal,
    /// What the rows before have charged of it.
    pub charged: Money,
}

/// A limit that set the amount of a fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The least of one charge.
    Minimum,
    /// The most of one charge.
    Maximum,
    /// The most over the life of the rule on the invoice.
    Cap,
}
