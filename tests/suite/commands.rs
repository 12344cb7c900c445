//! The commands on real cases: what they write, what they refuse, and how they end.

use std::fs;

use crate::support::Run;

const NORTHWIND: &str = "cases/northwind-2026-014.yaml";

fn northwind(command: &str) -> Run {
    Run::new(command).with(NORTHWIND).with("cases/halden.png")
}

/// Returns Markdown without its escapes.
fn plain(markdown: &str) -> String {
    markdown.replace('\\', "")
}

#[test]
fn the_example_cases_are_clean_and_check_says_nothing_of_them() {
    Run::new("check cases --as-of 2026-10-31").with("cases").stdout("").ends_with(0);
}

#[test]
fn a_letter_and_its_statement_ask_for_the_same_sum_as_the_ledger() {
    let ledger = northwind("why cases/northwind-2026-014.yaml --as-of 2026-07-02 --format json -q").ends_with(0);
    assert!(ledger.stdout.contains("\"total_due\": \"11020.00\""));
    let demand = ledger.then("demand cases/northwind-2026-014.yaml --as-of 2026-07-02 --books-current -q").ends_with(0);
    assert!(plain(&demand.text("out/northwind-2026-014/demand.md")).contains("$11,020.00"));
    let statement = demand.then("statement cases/northwind-2026-014.yaml --as-of 2026-07-02 -q").ends_with(0);
    assert!(plain(&statement.text("out/northwind-2026-014/statement.md")).contains("$11,020.00"));
    assert!(demand.has("out/northwind-2026-014/demand.eml"));
}

#[test]
fn a_demand_on_stale_books_is_refused_by_name_and_nothing_is_written() {
    let run = northwind("demand cases/northwind-2026-014.yaml --as-of 2026-07-02").ends_with(1);
    assert!(run.stderr.contains("refused[books-not-current]"), "{}", run.stderr);
    assert!(!run.has("out"));
}

#[test]
fn a_call_too_soon_is_refused_until_a_step_is_named() {
    let run = northwind("call cases/northwind-2026-014.yaml --as-of 2026-06-12").ends_with(1);
    assert!(run.stderr.contains("refused[too-soon]"), "{}", run.stderr);
    run.then("call cases/northwind-2026-014.yaml --as-of 2026-06-12 --step escalation").ends_with(0);
}

#[test]
fn a_document_edited_by_hand_is_kept_until_it_is_forced() {
    let command = "statement cases/northwind-2026-014.yaml --as-of 2026-06-12 --to md -q";
    let run = northwind(command).ends_with(0);
    let path = run.path("out/northwind-2026-014/statement.md");
    fs::write(&path, "mine").unwrap();
    let again = run.then(command).ends_with(1);
    assert!(again.stderr.contains("edited by hand"), "{}", again.stderr);
    assert_eq!(again.text("out/northwind-2026-014/statement.md"), "mine");
    let forced = again.then(&format!("{command} --force")).ends_with(0);
    assert_ne!(forced.text("out/northwind-2026-014/statement.md"), "mine");
}

#[test]
fn a_wrong_case_writes_nothing_and_its_message_has_the_place() {
    let text = crate::support::text_of(NORTHWIND).replace("invoice: \"1042\", method", "invoice: \"1043\", method");
    let run = Run::new("statement northwind.yaml --as-of 2026-06-12").file("northwind.yaml", text).ends_with(1);
    assert!(run.stderr.contains("error[payment-unknown-invoice]"), "{}", run.stderr);
    assert!(run.stderr.contains("northwind.yaml:69:"), "{}", run.stderr);
    assert!(!run.has("out"));
}

#[test]
fn a_missing_file_is_the_systems_failure_and_a_wrong_option_the_users() {
    Run::new("check nowhere.yaml").ends_with(3);
    Run::new("check --colour blue").ends_with(2);
    Run::new("why").ends_with(2);
}

#[test]
fn a_month_is_the_same_to_the_byte_whatever_the_machine_looks_like() {
    let first = Run::new("batch cases --month 2026-10 -o one -q").with("cases").ends_with(0);
    let second = first
        .then("batch cases --month 2026-10 -o two --jobs 1 -q")
        .variable("TZ", "Pacific/Kiritimati")
        .variable("HOME", "/nowhere")
        .variable("LANG", "de_DE.UTF-8")
        .ends_with(0);
    let (one, two) = (first.files("one"), second.files("two"));
    assert_eq!(one, two);
    for name in &one {
        assert!(first.bytes(&format!("one/{name}")) == second.bytes(&format!("two/{name}")), "{name}");
    }
    assert!(
        one.iter().any(|name| name.ends_with("/demand.pdf")) && one.iter().any(|name| name.ends_with("index.html"))
    );
}

#[test]
fn a_month_done_again_is_unchanged() {
    let first = Run::new("batch cases --month 2026-10 -q").with("cases").ends_with(0);
    let again = first.then("batch cases --month 2026-10 -q").ends_with(0);
    assert!(again.stdout.contains(" 0 made,"), "{}", again.stdout);
}

#[test]
fn one_bad_case_does_not_stop_the_others() {
    let run =
        Run::new("batch cases --month 2026-10 -q").with("cases").file("cases/bad.yaml", "case: bad\n").ends_with(1);
    assert!(run.has("out/2026-10/brackley-2026-31/demand.pdf"));
    assert!(run.stdout.contains("1 failed"), "{}", run.stdout);
    assert!(run.text("out/2026-10/manifest.jsonl").contains("\"state\":\"failed\""));
}

#[test]
fn two_cases_with_one_id_are_found_before_anything_is_written() {
    let twin = crate::support::text_of(NORTHWIND).replace("case: northwind-2026-014", "case: Northwind-2026-014");
    let run = Run::new("batch cases --month 2026-10").with("cases").file("cases/twin.yaml", twin).ends_with(1);
    assert!(run.stderr.contains("northwind-2026-014"), "{}", run.stderr);
    assert!(!run.has("out/2026-10/index.html"));
}

#[test]
fn two_cases_with_one_id_are_told_by_a_check_of_both() {
    let twin =
        |id: &str| crate::support::text_of(NORTHWIND).replace("northwind-2026-014", id).replace("logo: halden.png", "");
    let files = |command: &str, first: &str, second: &str| {
        Run::new(command).file("cases/a.yaml", twin(first)).file("cases/sub/b.yaml", twin(second))
    };
    for (first, second) in [("n-1", "n-1"), ("n-1", "N-1")] {
        for command in ["check cases", "check cases/a.yaml cases/sub/b.yaml"] {
            let run = files(command, first, second).ends_with(1);
            assert!(run.stderr.contains("error[repeated-case]: another case has the id `n-1`"), "{}", run.stderr);
            assert!(
                run.stderr.contains(" --> cases/sub/b.yaml:") && run.stderr.contains("cases/a.yaml:"),
                "{}",
                run.stderr
            );
        }
    }
    files("check cases", "n-1", "n-2").stderr("").ends_with(0);
    // a shell's `*.yaml` names what is shared too
    let shared = files("check cases/a.yaml cases/_shared.yaml", "n-1", "n-2")
        .file("cases/_shared.yaml", "ladder: {books_days: 9}\n");
    shared.stderr("note: `cases/_shared.yaml` is passed over: it is no case: its name begins with `_`\n").ends_with(0);
    let alone = files("check cases/_shared.yaml", "n-1", "n-2").file("cases/_shared.yaml", "ladder: {}\n").ends_with(1);
    assert!(alone.stderr.contains("error: there is no case among the files named\n"), "{}", alone.stderr);
    // one file named twice is one case
    files("check cases cases/a.yaml ./cases/a.yaml", "n-1", "n-2").stderr("").ends_with(0);
}

#[test]
fn a_dry_run_says_what_would_be_written_and_writes_nothing() {
    let run = northwind("statement cases/northwind-2026-014.yaml --as-of 2026-06-12 --dry-run -q").ends_with(0);
    assert!(run.stdout.starts_with("new "), "{}", run.stdout);
    assert!(!run.has("out"));
}

#[test]
fn status_shows_the_most_urgent_case_first_with_the_sums_below() {
    let run = Run::new("status cases --as-of 2026-10-31 -q").with("cases").ends_with(0);
    let first = run.stdout.lines().nth(1).unwrap();
    assert!(!first.contains("settled") && !first.contains("wait"), "{first}");
    assert!(
        run.stdout.lines().any(|line| line.starts_with("not yet due") && line.contains("1848000")),
        "{}",
        run.stdout
    );
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 100), "{}", run.stdout);
}

#[test]
fn markdown_edited_by_hand_is_set_again_and_a_fault_has_its_line() {
    let run = northwind("statement cases/northwind-2026-014.yaml --as-of 2026-06-12 --to md -q").ends_with(0);
    let set = run.then("typeset out/northwind-2026-014/statement.md -o again.pdf").ends_with(1);
    assert!(set.stderr.contains("halden.png"), "the logo is not beside it: {}", set.stderr);
    fs::copy(run.path("cases/halden.png"), run.path("out/northwind-2026-014/halden.png")).unwrap();
    let set = run.then("typeset out/northwind-2026-014/statement.md -o again.pdf").ends_with(0);
    assert!(set.bytes("again.pdf").starts_with(b"%PDF-1.7"));
    let bad = "---\nclass: letter\nlang: en\ntitle: T\n---\n<b>x</b>\n";
    let run = Run::new("typeset bad.md").file("bad.md", bad).ends_with(1);
    assert!(run.stderr.contains("bad.md:6"), "{}", run.stderr);
}

#[test]
fn internal_notes_reach_no_document_of_the_month() {
    let text = crate::support::text_of("cases/brackley-2026-31.yaml");
    let run = Run::new("batch cases --month 2026-10 -q --to md")
        .with("cases")
        .file("cases/brackley-2026-31.yaml", format!("{text}\ninternal: CANARY in the mine\n"));
    let run = run.ends_with(0);
    for name in run.files("out") {
        assert!(!String::from_utf8_lossy(&run.bytes(&format!("out/{name}"))).contains("CANARY"), "{name}");
    }
}

#[test]
fn a_case_may_come_from_the_standard_input_and_its_name_may_hold_a_space() {
    let text = crate::support::text_of(NORTHWIND).replace("  logo: halden.png\n", "");
    let why = Run::new("why - --as-of 2026-06-12 --format csv -q").stdin(&text).ends_with(0);
    assert!(why.stdout.contains("2026-06-01,1042,fee,620.00,13020.00"), "{}", why.stdout);
    let name = "my case.yaml";
    Run::new("check --as-of 2026-06-12 -q").argument(name).file(name, text).stdout("").ends_with(0);
}

#[test]
fn an_unknown_code_is_named_and_a_known_one_explained() {
    let said = "error: there is no message with the code `nonsense`; `pastdue explain` lists all\n";
    Run::new("explain nonsense").stderr(said).ends_with(2);
    assert!(Run::new("explain unknown-contact").ends_with(0).stdout.starts_with("unknown-contact\n\n"));
}

#[test]
fn the_answers_in_the_readme_are_what_comes_out() {
    let readme = crate::support::text_of("README.md");
    for command in ["why", "next"] {
        let case = "cases/northwind-2026-014.yaml --as-of 2026-06-14";
        assert!(readme.contains(&format!("`pastdue {command} {case}`")), "{command} is not in the README");
        let answer = Run::new(&format!("{command} {case}")).with("cases").ends_with(0).stdout;
        assert!(readme.contains(&format!("```text\n{answer}```")), "`{command}` answers:\n{answer}");
    }
}
