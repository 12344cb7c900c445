//! Files made to take long or to fill the memory: each ends soon, with a message.

use std::fs;
use std::time::{Duration, Instant};

use crate::errors::{drawn, folder, load_bytes, many};

#[test]
fn hostile_files_end_within_a_second() {
    for (name, bytes) in hostile() {
        let size = bytes.len();
        let begun = Instant::now();
        let loaded = load_bytes("hostile.yaml", bytes);
        let printed = drawn(&loaded);
        let took = begun.elapsed();
        // unoptimised, on a busy machine: the limit is generous, a missing bound takes minutes
        assert!(took < Duration::from_secs(8), "{name} of {size} bytes took {took:?}");
        assert!(loaded.case().is_none() && !printed.is_empty(), "{name}");
        assert!(printed.len() < 2_000_000, "{name} prints {} bytes", printed.len());
    }
}

fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let base = fs::read_to_string(folder().join("base.yaml")).unwrap();
    let bomb = (1..12).fold("a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned(), |bomb, n| {
        let uses = vec![format!("*a{}", n - 1); 9].join(",");
        format!("{bomb}a{n}: &a{n} [{uses}]\n")
    });
    let quadratic = format!("a: &a [{}]\nb: [{}]\n", "x,".repeat(50_000), "*a,".repeat(100));
    let unknown = many(45_000, |n| format!("issued{n}: 1\n"));
    let payments = many(9_000, |n| format!("  - {{date: 2026-06-03, amount: 1.00, invoice: Q{n}}}\n"));
    let chain = many(9_000, |n| format!("    - {{id: p{n}, name: P, reports_to: p{}}}\n", n + 1)).replacen(
        "reports_to: p9000",
        "reports_to: p0",
        1,
    );
    vec![
        ("an alias bomb", format!("{base}{bomb}").into_bytes()),
        ("a quadratic alias", format!("{base}{quadratic}").into_bytes()),
        ("open brackets", "[".repeat(1_000_000).into_bytes()),
        ("open braces", "{a: ".repeat(500_000).into_bytes()),
        ("dashes", "- ".repeat(1_000_000).into_bytes()),
        ("a scalar of four megabytes", format!("case: {}\n", "x".repeat(4_000_000)).into_bytes()),
        ("one line of keys", format!("{{{}}}", "k: 1, ".repeat(90_000)).into_bytes()),
        ("unknown keys", unknown.into_bytes()),
        ("unknown invoices", format!("{base}payments:\n{payments}").into_bytes()),
        (
            "a long ring",
            base.replacen(
                "  contacts:
",
                &format!(
                    "  contacts:
{chain}"
                ),
                1,
            )
            .into_bytes(),
        ),
        ("control characters", vec![7; 4_000_000]),
        ("bytes that are no text", vec![0xff; 4_000_000]),
        ("quotes", "\"".repeat(4_000_001).into_bytes()),
        ("question marks", "? ".repeat(1_000_000).into_bytes()),
        ("anchors", many(90_000, |n| format!("- &a{n} x\n")).into_bytes()),
        ("comments", "#\n".repeat(2_000_000).into_bytes()),
    ]
}
