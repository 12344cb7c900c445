//! Files made to take long or to fill the memory: a limit ends the reading where it is passed, and says which.
//!
//! What is measured is work and not time: how far a file is read, and how much is said of it.

use std::fs;

use crate::errors::{drawn, folder, load_bytes, many};

/// A file's name, how it is made of so many parts, and the code of the limit that ends its reading.
type Storm = (&'static str, fn(usize) -> String, &'static str);

const STORMS: [Storm; 8] = [
    ("an alias bomb", |parts| bomb((parts / 100).min(11)), "too-many-values"),
    ("a quadratic alias", |parts| quadratic((parts / 100).min(100)), "too-many-values"),
    ("open brackets", |parts| "[".repeat(parts), "too-deep"),
    ("open braces", |parts| "{a: ".repeat(parts), "too-deep"),
    ("dashes", |parts| "- ".repeat(parts), "too-deep"),
    ("question marks", |parts| "? ".repeat(parts), "too-deep"),
    ("quotes", |parts| "\"\"\"".repeat(parts), "syntax"),
    ("control characters", |parts| "\u{7}".repeat(parts), "forbidden-character"),
];

/// Each level holds the one before nine times.
fn bomb(levels: usize) -> String {
    (1..=levels).fold("a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned(), |bomb, n| {
        let uses = vec![format!("*a{}", n - 1); 9].join(",");
        format!("{bomb}a{n}: &a{n} [{uses}]\n")
    })
}

fn quadratic(uses: usize) -> String {
    format!("a: &a [{}]\nb: [{}]\n", "x,".repeat(50_000), "*a,".repeat(uses))
}

#[test]
fn a_storm_is_read_up_to_the_limit_however_long_it_is() {
    for (name, of, code) in STORMS {
        let [short, long] = [500, 1_000_000].map(|parts| load_bytes("hostile.yaml", of(parts).into_bytes()));
        let ends: Vec<_> = long.findings().iter().map(|finding| (finding.code, finding.place.clone())).collect();
        assert!(ends.iter().all(|(found, _)| *found == code) && ends.len() <= 100, "{name}: {ends:?}");
        let short: Vec<_> = short.findings().iter().map(|finding| (finding.code, finding.place.clone())).collect();
        assert!(ends == short, "{name}: the end of the reading depends on the length: {short:?} and {ends:?}");
        assert!(long.case().is_none(), "{name}");
    }
}

#[test]
fn what_stands_behind_a_limit_is_never_looked_at() {
    for (name, of, _) in STORMS {
        let storm = of(500);
        // a key twice, a second document, a brace too many
        let more = format!("{storm}\nx: 1\nx: 2\n---\nx: }}\n");
        let [alone, followed] = [storm, more].map(|text| load_bytes("hostile.yaml", text.into_bytes()));
        assert!(alone.findings() == followed.findings(), "{name}: {:?}", followed.findings());
    }
}

/// Files that no limit on their form ends, with what is found first of all; all of each is read.
fn long_files() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let base = fs::read_to_string(folder().join("base.yaml")).unwrap();
    let unknown = many(45_000, |n| format!("issued{n}: 1\n"));
    let payments = many(9_000, |n| format!("  - {{date: 2026-06-03, amount: 1.00, invoice: Q{n}}}\n"));
    let ring = many(9_000, |n| format!("    - {{id: p{n}, name: P, reports_to: p{}}}\n", (n + 1) % 9_000));
    let ring = base.replacen("  contacts:\n", &format!("  contacts:\n{ring}"), 1);
    vec![
        ("a scalar of four megabytes", format!("case: {}\n", "x".repeat(4_000_000)).into_bytes(), "too-long"),
        ("one line of keys", format!("{{{}}}", "k: 1, ".repeat(90_000)).into_bytes(), "duplicate-key"),
        ("unknown keys", unknown.into_bytes(), "unknown-key"),
        ("unknown invoices", format!("{base}payments:\n{payments}").into_bytes(), "payment-unknown-invoice"),
        ("a long ring", ring.into_bytes(), "reports-to-ring"),
        ("bytes that are no text", vec![0xff; 4_000_000], "not-utf8"),
        ("anchors", many(90_000, |n| format!("- &a{n} x\n")).into_bytes(), "not-a-case"),
        ("comments", "#\n".repeat(2_000_000).into_bytes(), "empty-file"),
    ]
}

#[test]
fn of_a_long_file_so_much_is_said_and_no_more() {
    for (name, bytes, code) in long_files() {
        let size = bytes.len();
        let loaded = load_bytes("hostile.yaml", bytes);
        let findings = loaded.findings();
        assert!(findings.iter().any(|finding| finding.code == code), "{name}: {:?}", findings.first());
        assert!(loaded.case().is_none() && findings.len() <= 1_001, "{name}: {} findings", findings.len());
        let printed = drawn(&loaded).len();
        assert!(printed < 2_000_000, "{name} of {size} bytes prints {printed}");
    }
}
