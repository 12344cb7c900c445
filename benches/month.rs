//! What a month costs, as whole processes: a batch of 1,000 different letters of two pages, each as PDF and Markdown; one
//! letter alone; a statement of 5,000 rows.
//!
//! `cargo bench --bench month` writes 500 cases into a folder of its own, each with a demand and a statement to make, runs
//! the program on them with one job and with two, and prints the processor time of a letter: the program's own and the
//! system's, from its start to its end. `cargo bench --bench month -- 2000` makes 2,000 letters. Times are read from
//! `/proc/self/stat`, so only Linux tells them; everything the program writes is thrown away at the end.

#[path = "support/children.rs"]
mod children;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use chrono::{Days, NaiveDate};

const BRACKLEY: &str = include_str!("../cases/brackley-2026-31.yaml");
const LOGO: &[u8] = include_bytes!("../cases/brackley.png");
const SIGNATURE: &[u8] = include_bytes!("../cases/brackley-signature.png");

fn main() {
    let letters = std::env::args().skip(1).find_map(|count| count.parse().ok()).unwrap_or(1000_u32);
    let folder = tempfile::tempdir().expect("a folder of its own");
    let cases = folder.path().join("cases");
    std::fs::create_dir(&cases).expect("room for the cases");
    std::fs::write(cases.join("brackley.png"), LOGO).expect("room for a picture");
    std::fs::write(cases.join("brackley-signature.png"), SIGNATURE).expect("room for a picture");
    for number in 0..letters / 2 {
        std::fs::write(cases.join(format!("case-{number:05}.yaml")), case(number)).expect("room for a case");
    }
    for jobs in ["1", "2"] {
        let out = format!("out-{jobs}");
        let used =
            run(folder.path(), &["batch", "cases", "--month", "2026-10", "--to", "pdf,md", "--jobs", jobs, "-o", &out]);
        told(&format!("a letter of a batch of {letters}, --jobs {jobs}"), used, letters);
    }
    let alone =
        ["demand", "cases/case-00000.yaml", "--as-of", "2026-10-31", "--to", "pdf,md", "--force", "-o", "alone"];
    let used = (0..50).map(|_| run(folder.path(), &alone)).sum();
    told("one letter alone", used, 50);
    std::fs::write(folder.path().join("long.yaml"), long(1_250)).expect("room for a case");
    let statement = ["statement", "long.yaml", "--as-of", "2026-08-15", "--to", "pdf,md", "--force", "-o", "long"];
    let used = (0..10).map(|_| run(folder.path(), &statement)).sum();
    told("a statement of 5,000 rows", used, 10);
}

fn told(what: &str, used: Duration, among: u32) {
    println!("{what}: {:.2} ms of processor time", (used / among).as_secs_f32() * 1000.0);
}

/// Runs the program in a folder and returns the processor time it took.
fn run(folder: &Path, arguments: &[&str]) -> Duration {
    let before = children::used();
    let done = Command::new(env!("CARGO_BIN_EXE_pastdue")).args(arguments).arg("--quiet").current_dir(folder).output();
    let done = done.expect("the program runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    children::used().saturating_sub(before)
}

const FIRST: [&str; 7] = ["Nina", "Oluwaseun", "Zoë", "Łukasz", "Priya", "Søren", "Tomás"];
const LAST: [&str; 5] = ["Adeyemi", "Lindqvist", "Okafor", "Novák", "Byrne"];
const FIRM: [&str; 11] = [
    "Quayside Lofts",
    "Harbour Homes",
    "Tanner Estates",
    "Mill Lane Living",
    "Orchard Row",
    "North Quay",
    "Alder & Sons",
    "Canal Works",
    "Station Square",
    "Feeder Yard",
    "Wharf Street",
];

/// Returns the case of this number: names, street, amounts and numbers of invoices differ from one to the next.
fn case(number: u32) -> String {
    let pick = |list: &[&'static str], step: u32| list[(number * step + number / 7) as usize % list.len()];
    let nina = format!("{} {}", pick(&FIRST, 1), pick(&LAST, 3));
    BRACKLEY
        .replace("brackley-2026-31", &format!("brackley-{number:05}"))
        .replace("Nina Adeyemi", &nina)
        .replace("Nina ", &format!("{} ", nina.split(' ').next().unwrap_or_default()))
        .replace("Quayside Lofts", pick(&FIRM, 5))
        .replace("14 Tanner Wharf", &format!("{} Tanner Wharf", number % 300 + 1))
        .replace("BJ-2291", &format!("BJ-{}", 20_000 + number * 7))
        .replace("BJ-2304", &format!("BJ-{}", 20_003 + number * 7))
        .replace("8640.00", &format!("{}.{:02}", 5_000 + number * 37 % 9_000, number % 100))
        .replace("2616.00", &format!("{}.00", 1_000 + number * 91 % 4_000))
}

/// Returns a case with so many invoices, each paid late in part: four rows an invoice and its payment.
fn long(invoices: u64) -> String {
    let mut out = String::from(
        "case: long\ncurrency: GBP\ncreditor: {name: Halden Design Studio, address: [118 Canal Street, Bristol BS2 0XJ], country: GB}\n\
debtor:\n  name: Quayside Lofts Ltd\n  kind: business\n  address: [14 Tanner Wharf, London SE1 2TQ]\n  country: GB\n  \
contacts: [{id: nina, name: Nina Adeyemi}]\n  primary_contact: nina\n\
contract: {title: Agreement, clauses: [{id: rate, number: \"4\", text: Overdue amounts bear interest at 8% a year.}]}\n\
terms: {payment: net 30, charges: [{interest: {annual: 8%}, clause: rate}]}\ninvoices:\n",
    );
    let first = NaiveDate::from_ymd_opt(2006, 1, 2).expect("a day");
    let issued = |number: u64| first + Days::new(number * 3 % 7_000);
    for number in 0..invoices {
        let amount = 100 + number % 900;
        writeln!(out, "  - {{number: BJ-{number:05}, issued: {}, amount: {amount}.00}}", issued(number)).expect("text");
    }
    out.push_str("payments:\n");
    for number in 0..invoices {
        let (day, amount) = (issued(number) + Days::new(50), 90 + number % 900);
        writeln!(out, "  - {{date: {day}, amount: {amount}.00, invoice: BJ-{number:05}}}").expect("text");
    }
    out
}
