//! What each charge rests on, as the case says it: enough to reckon it again.

use serde::Serialize;
use serde_with::skip_serializing_none;

use super::Input;
use super::contract::Clause;
use crate::case::{self, Amount, Anchor, Compounding, Every, FeeBase, First, Grace, Point, RateOn, Rates, Rule};
use crate::compose::shared::Shared;
use crate::compose::words::Day;
use crate::ledger::Basis;

/// One rule of the case by which something was charged.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Ground {
    /// `fee`, `interest` or `statutory`.
    pub kind: &'static str,
    /// The clause it stands in.
    pub clause: Option<Shared<Clause>>,
    /// The percentage or amount of a fee; the rate of interest, when it is one.
    pub rate: Option<String>,
    /// The unit of time of that rate: `year` or `month`.
    pub per: Option<&'static str>,
    /// The rates of interest by their first days, when there are several.
    pub rates: Vec<Dated>,
    /// Of what a fee is a percentage: `balance`, `invoice` or `balance-with-charges`; on what interest runs.
    pub of: Option<&'static str>,
    /// From which day the days of a fee count: `due`, `issued` or `received`.
    pub from: Option<&'static str>,
    /// The days that are free, or must have passed.
    pub after_days: u32,
    /// Whether those days of interest are free for good.
    pub free: bool,
    /// How often a fee is charged: `once`, `month` or `days`.
    pub every: Option<&'static str>,
    /// The days between two fees.
    pub every_days: Option<u32>,
    /// Whether a repeated fee is first charged after a whole period.
    pub at_end: bool,
    /// The least of one fee.
    pub minimum: Option<String>,
    /// The most of one fee.
    pub maximum: Option<String>,
    /// The most of all fees on one invoice.
    pub cap: Option<String>,
    /// How days become a share of a year, as in `actual/365`.
    pub day_count: Option<&'static str>,
    /// When interest joins what it runs on: `none`, `monthly`, `yearly` or `calendar-year`.
    pub compounding: Option<&'static str>,
    /// Whether the rate of the first day holds for good.
    pub fixed: bool,
    /// What is rounded: `leg`, `day` or `total`.
    pub point: Option<&'static str>,
    /// How: `half-up`, `half-even` or `down`.
    pub rounding: Option<&'static str>,
    /// The regime, as in `uk-late-payment`.
    pub regime: Option<&'static str>,
    /// How each rate of a regime is made up, in the order of the rows.
    pub shares: Vec<Share>,
}

/// A rate that a law makes of a published one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The rate.
    pub rate: String,
    /// The published rate in it.
    pub reference: String,
    /// How many percentage points the law adds.
    pub points: String,
}

/// A rate and its first day.
#[derive(Debug, Clone, Serialize)]
pub struct Dated {
    /// The rate.
    pub rate: String,
    /// Its first day.
    pub from: Shared<Day>,
}

/// Returns the rules by which some row was charged, in the order of the case.
pub(super) fn grounds(input: &Input) -> Vec<Ground> {
    let used = |place: usize| bases(input, place).next().is_some();
    let charges = input.case.terms.charges.iter().enumerate().filter(|(place, _)| used(*place));
    charges.map(|(place, charge)| Ground { shares: shares(input, place), ..ground(input, charge) }).collect()
}

/// What the rows of a charge rest on.
fn bases<'a>(input: &Input<'a>, place: usize) -> impl Iterator<Item = &'a Basis> {
    let bases = input.ledger.rows.iter().filter_map(|row| row.basis.as_ref());
    bases.filter(move |basis| basis.charge == place)
}

fn shares(input: &Input, place: usize) -> Vec<Share> {
    let mut shares = Vec::new();
    for (rate, reference) in bases(input, place).filter_map(|basis| basis.rate.zip(basis.reference)) {
        let Some(points) = rate.number().checked_sub(reference.number()) else { continue };
        let said = |percent| input.words.percent(percent);
        let share = Share {
            rate: said(rate),
            reference: said(reference),
            points: input.words.figure(&points.normalize().to_string()),
        };
        if !shares.contains(&share) {
            shares.push(share);
        }
    }
    shares
}

fn ground(input: &Input, charge: &case::Charge) -> Ground {
    let bare = Ground {
        kind: "statutory",
        clause: charge.clause.as_deref().and_then(|id| input.case.clause(id)).map(|clause| input.clause(clause)),
        rate: None,
        per: None,
        rates: Vec::new(),
        of: None,
        from: None,
        after_days: 0,
        free: false,
        every: None,
        every_days: None,
        at_end: false,
        minimum: None,
        maximum: None,
        cap: None,
        day_count: None,
        compounding: None,
        fixed: false,
        point: None,
        rounding: None,
        regime: None,
        shares: Vec::new(),
    };
    match &charge.rule {
        Rule::Fee(fee) => of_fee(input, fee, bare),
        Rule::Interest(interest) => of_interest(input, interest, bare),
        Rule::Statutory(regime) => Ground { regime: Some(regime.word()), ..bare },
    }
}

fn of_fee(input: &Input, fee: &case::Fee, bare: Ground) -> Ground {
    let amount = |amount: Amount| match amount {
        Amount::Money(money) => input.money(money),
        Amount::Percent(percent) => input.words.percent(percent),
    };
    let of = match fee.of {
        FeeBase::Balance => "balance",
        FeeBase::Invoice => "invoice",
        FeeBase::BalanceWithCharges => "balance-with-charges",
    };
    Ground {
        kind: "fee",
        rate: Some(amount(fee.amount)),
        of: matches!(fee.amount, Amount::Percent(_)).then_some(of),
        from: Some(match fee.from {
            Anchor::Due => "due",
            Anchor::Issued => "issued",
            Anchor::Received => "received",
        }),
        after_days: fee.after_days,
        every: Some(match fee.every {
            Every::Once => "once",
            Every::Month => "month",
            Every::Days(_) => "days",
        }),
        every_days: if let Every::Days(days) = fee.every { Some(days) } else { None },
        at_end: fee.first == First::End,
        minimum: fee.minimum.map(|least| input.money(least)),
        maximum: fee.maximum.map(|most| input.money(most)),
        cap: fee.cap.map(amount),
        ..bare
    }
}

fn of_interest(input: &Input, interest: &case::InterestRule, bare: Ground) -> Ground {
    let (rate, per) = match &interest.rates {
        Rates::Annual(rate) => (Some(input.words.percent(*rate)), Some("year")),
        Rates::Monthly(rate) => (Some(input.words.percent(*rate)), Some("month")),
        Rates::Dated(_) => (None, None),
    };
    let rates = if let Rates::Dated(rates) = &interest.rates { rates.as_slice() } else { &[] };
    let dated = |rate: &case::DatedRate| Dated { rate: input.words.percent(rate.rate), from: input.day(rate.from) };
    Ground {
        kind: "interest",
        rate,
        per,
        rates: rates.iter().map(dated).collect(),
        of: Some(match interest.on {
            case::InterestBase::Balance => "balance",
            case::InterestBase::BalanceWithCharges => "balance-with-charges",
        }),
        after_days: interest.after_days,
        free: interest.grace == Grace::Shift,
        day_count: Some(interest.day_count.word()),
        compounding: Some(match interest.compounding {
            Compounding::None => "none",
            Compounding::Monthly => "monthly",
            Compounding::Yearly => "yearly",
            Compounding::CalendarYear => "calendar-year",
        }),
        fixed: interest.rate_on == RateOn::FirstDay,
        point: Some(match interest.rounding.point {
            Point::Leg => "leg",
            Point::Day => "day",
            Point::Total => "total",
        }),
        rounding: Some(interest.rounding.mode.word()),
        ..bare
    }
}
