//! Random cases: terms, invoices and payments over every key that the reckoning reads.

use chrono::{Days, NaiveDate};
use pastdue::case::Case;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

/// A case as JSON, which is YAML, and the day it is looked at.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub(super) case: Value,
    pub(super) as_of: NaiveDate,
}

impl Drawn {
    pub(super) fn read(&self) -> Case {
        Case::from_yaml(&self.case.to_string()).unwrap_or_else(|error| panic!("{error}\n{}", self.case))
    }

    /// Returns the case with other charges.
    pub(super) fn with_charges(&self, charges: Value) -> Drawn {
        let mut drawn = self.clone();
        drawn.case["terms"]["charges"] = charges;
        drawn
    }

    /// Returns the case on a later day.
    pub(super) fn later(&self, days: u64) -> Drawn {
        Drawn { as_of: self.as_of + Days::new(days), ..self.clone() }
    }
}

/// Returns the day so many days after the first of 2019.
fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2019, 1, 1).expect("a day") + Days::new(offset)
}

pub(super) fn money(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn percent(hundredths: u64) -> String {
    format!("{}%", money(hundredths))
}

/// Returns a map of the keys that were drawn.
fn map(entries: Vec<(&str, Option<Value>)>) -> Value {
    let there = entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(there.collect::<Map<_, _>>())
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = Option<Value>> {
    prop::option::of(select(words).prop_map(Value::from))
}

fn numbers(all: &'static [u64]) -> impl Strategy<Value = Option<Value>> {
    prop::option::of(select(all).prop_map(Value::from))
}

pub(super) const DAY_COUNTS: [&str; 5] = ["actual/365", "actual/actual", "actual/360", "30/360", "30E/360"];

/// An interest rule; `compounding` draws one that compounds now and then.
pub(super) fn interest(compounding: bool) -> impl Strategy<Value = Value> {
    let compounded: &'static [&'static str] =
        if compounding { &["monthly", "yearly", "calendar-year", "none"] } else { &["none"] };
    let dated = prop::collection::btree_map(0_u64..900, 0_u64..3_000, 1..4).prop_map(|days| {
        let first = json!({"from": "2018-01-01", "rate": "8%"});
        let rest = days.into_iter().map(|(from, rate)| json!({"from": day(from), "rate": percent(rate)}));
        Value::Array(std::iter::once(first).chain(rest).collect())
    });
    let annual = prop_oneof![(0_u64..4_000).prop_map(|rate| Value::from(percent(rate))), dated];
    let how = (
        annual,
        one_of(&DAY_COUNTS),
        one_of(&["balance", "balance-with-charges"]),
        one_of(compounded),
        one_of(&["each-day", "first-day"]),
    );
    let beside = (
        numbers(&[0, 1, 10, 30, 45]),
        one_of(&["threshold", "shift"]),
        one_of(&["half-up", "half-even", "down"]),
        one_of(&["leg", "day", "total"]),
    );
    (how, beside).prop_map(|((annual, count, on, compounding, rate_on), (after_days, grace, mode, point))| {
        let how = map(vec![
            ("annual", Some(annual)),
            ("day_count", count),
            ("on", on),
            ("compounding", compounding),
            ("rate_on", rate_on),
        ]);
        let rounding = map(vec![("mode", mode), ("point", point)]);
        map(vec![
            ("interest", Some(how)),
            ("after_days", after_days),
            ("grace", grace),
            ("rounding", rounding.as_object().filter(|rounding| !rounding.is_empty()).map(|_| rounding.clone())),
        ])
    })
}

/// A late fee, with a cap now and then.
pub(super) fn fee() -> impl Strategy<Value = Value> {
    let every = prop_oneof![Just(json!("month")), Just(json!({"days": 7})), Just(json!({"days": 1}))];
    let percent_of = (1_u64..2_000, one_of(&["balance", "invoice", "balance-with-charges"]));
    let cap = prop_oneof![(1_u64..3_000).prop_map(percent), (1_u64..20_000).prop_map(money)];
    let keys = (
        numbers(&[0, 1, 10, 30, 60]),
        one_of(&["due", "issued", "received"]),
        prop::option::of(every),
        prop::option::of((1_u64..3_000).prop_map(|sum| Value::from(money(sum)))),
        prop::option::of((3_000_u64..9_000).prop_map(|sum| Value::from(money(sum)))),
        prop::option::of(cap.prop_map(Value::from)),
    );
    (prop::option::of(percent_of), 1_u64..5_000, keys).prop_map(|(rate, sum, keys)| {
        let (after_days, from, every, minimum, maximum, cap) = keys;
        let (rate, of) = rate.map_or((None, None), |(rate, of)| (Some(percent(rate)), of));
        // a fifth on top of itself each day leaves 28 digits within a year, which is an error and no ledger
        let daily = every == Some(json!({"days": 1}));
        let of = of.filter(|of| !(daily && *of == json!("balance-with-charges")));
        let amount = rate.is_none().then(|| Value::from(money(sum)));
        // a fee on fees every few days grows beyond any figure within years, which is refused by name
        let grows = every.as_ref().is_some_and(Value::is_object) && of == Some(json!("balance-with-charges"));
        let of = if grows { Some(json!("balance")) } else { of };
        map(vec![
            ("percent", rate.map(Value::from)),
            ("of", of),
            ("amount", amount),
            ("after_days", after_days),
            ("from", from),
            ("every", every),
            ("minimum", minimum),
            ("maximum", maximum),
            ("cap", cap),
        ])
    })
}

fn invoice() -> impl Strategy<Value = Value> {
    let disputed = (0_u64..500, prop::option::of(1_u64..90_000), prop::option::of(1_u64..300)).prop_map(
        |(since, amount, until)| {
            map(vec![
                ("since", Some(json!(day(since)))),
                ("amount", amount.map(|cents| Value::from(money(cents)))),
                ("resolved", until.map(|days| json!(day(since + days)))),
            ])
        },
    );
    (0_u64..300, 0_u64..500_000, prop::option::of(0_u64..15), prop::option::weighted(0.3, disputed)).prop_map(
        |(issued, cents, received, disputed)| {
            map(vec![
                ("issued", Some(json!(day(issued)))),
                ("received", received.map(|days| json!(day(issued + days)))),
                ("amount", Some(Value::from(money(cents)))),
                ("disputed", disputed),
            ])
        },
    )
}

fn payment() -> impl Strategy<Value = (u64, u64, Option<usize>, Option<Value>)> {
    (0_u64..500, 0_u64..300_000, prop::option::of(0_usize..4), one_of(&["payment", "credit-note"]))
}

/// A case with these charges.
pub(super) fn case(charges: impl Strategy<Value = Vec<Value>>) -> impl Strategy<Value = Drawn> {
    let parts = subsequence(vec!["costs", "interest", "principal"], 3).prop_shuffle();
    let due = select(vec!["on receipt", "net 14", "net 30 from receipt", "net 10 eom", "15 mfi"]);
    let invoices = prop::collection::vec(invoice(), 1..5);
    let payments = prop::collection::vec(payment(), 0..6);
    (charges, parts, due, invoices, payments, 0_u64..900).prop_map(|(charges, parts, due, invoices, payments, to)| {
        let invoices: Vec<Value> = invoices.into_iter().enumerate().map(numbered).collect();
        let payments: Vec<Value> = payments.into_iter().map(|payment| paid(payment, invoices.len())).collect();
        let case = json!({
            "case": "random", "currency": "EUR",
            "creditor": {"name": "Creditor", "address": ["1 Street"], "country": "US"},
            "debtor": {"name": "Debtor", "kind": "business"},
            "terms": {"payment": due, "allocation": parts, "charges": charges},
            "invoices": invoices, "payments": payments,
        });
        Drawn { case, as_of: day(to) }
    })
}

fn numbered((at, mut invoice): (usize, Value)) -> Value {
    invoice["number"] = json!(format!("R-{at}"));
    invoice
}

fn paid((on, cents, invoice, kind): (u64, u64, Option<usize>, Option<Value>), invoices: usize) -> Value {
    map(vec![
        ("date", Some(json!(day(on)))),
        ("amount", Some(Value::from(money(cents)))),
        ("invoice", invoice.map(|at| json!(format!("R-{}", at % invoices)))),
        ("kind", kind),
    ])
}

/// A case with any charges.
pub(super) fn any() -> impl Strategy<Value = Drawn> {
    let charge = prop_oneof![interest(true), fee(), Just(json!({"statutory": "de-late-payment"}))];
    case(prop::collection::vec(charge, 0..4))
}
