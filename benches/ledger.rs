//! What a ledger costs: twenty years with as many payments as invoices, from 500 of each to the limit of 5,000.
//!
//! `cargo bench --bench ledger` prints, for each kind of case and size, the rows and the milliseconds of processor
//! time for reading the case and for reckoning it, and how the latter grows against n log n: a figure that stays
//! the same from size to size. With 5,000 of each, paid one by one, it was 60 ms; of almost 700,000 rows of interest
//! that compounds each month, 1.5 s. `cargo bench --bench ledger -- 500 2000` tries these sizes.

mod support;

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use pastdue::case::Case;
use pastdue::ledger::Ledger;
use support::Used;

/// A kind of case: its name, the terms, and its payment of a number among so many.
type Kind = (&'static str, &'static str, fn(u64, u64) -> String);

const KINDS: [Kind; 5] = [
    ("paid one by one", "{payment: net 30, charges: [{statutory: nl-late-payment}]}", one_by_one),
    ("hardly paid", "{payment: net 30, charges: [{statutory: nl-late-payment}]}", hardly),
    ("paid years ahead", "{payment: net 30, charges: [{statutory: nl-late-payment}]}", ahead),
    ("all on one invoice", "{payment: net 30, charges: [{statutory: nl-late-payment}]}", on_one),
    (
        "compounding each month",
        "{payment: net 30, charges: [{interest: {monthly: 1%, compounding: monthly}}, {percent: 1%, every: month, cap: 10%}]}",
        hardly,
    ),
];

/// The days of twenty years.
const DAYS: u64 = 7_300;

fn main() {
    let sizes: Vec<u64> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![500, 1_000, 2_000, 5_000] } else { sizes };
    for (name, terms, payment) in KINDS {
        println!("{name}");
        for size in &sizes {
            measure(&text(*size, terms, payment), *size);
        }
    }
}

fn measure(text: &str, size: u64) {
    let start = Used::now();
    let case = Case::from_yaml(text).expect("a case");
    let reading = start.since(1);
    // hundredths of a second are told, so a quick ledger is reckoned many times
    let times = u32::try_from(20_000 / size).unwrap_or(1).clamp(2, 20);
    let start = Used::now();
    let mut rows = 0;
    for _ in 0..times {
        rows = Ledger::reckon(&case, day(DAYS)).expect("a ledger").rows.len();
    }
    let (time, kind) = start.time();
    let micros = (time / times).as_micros();
    // n log n, in thousands
    let share = micros * 1_000 / u128::from(size * u64::from(size.ilog2() + 1));
    println!(
        "  {size:>5} invoices, {rows:>7} rows: read in {reading}, reckoned in {}.{:01} ms {kind}; {share} per n log n",
        micros / 1_000,
        micros / 100 % 10
    );
}

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2006, 1, 2).expect("a day") + Days::new(offset)
}

fn text(size: u64, terms: &str, payment: fn(u64, u64) -> String) -> String {
    let mut text = format!(
        "case: bench\ncurrency: EUR\ncreditor: {{name: Us, address: [Here], country: NL}}\n\
         debtor: {{name: Them, kind: business}}\nterms: {terms}\ninvoices:\n"
    );
    for number in 0..size {
        let amount = 100 + number * 37 % 900;
        let _ = writeln!(text, "  - {{number: R{number}, issued: {}, amount: {amount}.00}}", day(number * DAYS / size));
    }
    text.push_str("payments:\n");
    for number in 0..size {
        let _ = writeln!(text, "  - {{{}}}", payment(number, size));
    }
    text
}

/// Each invoice is paid some weeks late, now and then too much or too little.
fn one_by_one(number: u64, size: u64) -> String {
    let amount = 100 + number * 37 % 900 + number % 3;
    format!("date: {}, amount: {amount}.00", day((number * DAYS / size + 60).min(DAYS)))
}

/// A little is paid again and again, and almost all stays open.
fn hardly(number: u64, size: u64) -> String {
    format!("date: {}, amount: 1.00, invoice: R{}", day((number * DAYS / size + 60).min(DAYS)), number % size)
}

/// Each payment is for an invoice that is issued ten years later.
fn ahead(number: u64, size: u64) -> String {
    format!("date: {}, amount: 300.00, invoice: R{}", day(number * DAYS / size), (number + size / 2).min(size - 1))
}

/// All payments name the first invoice.
fn on_one(number: u64, size: u64) -> String {
    format!("date: {}, amount: 120.00, invoice: R0", day((number * DAYS / size + 60).min(DAYS)))
}
