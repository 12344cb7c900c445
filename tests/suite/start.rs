//! `init` and `new`: a start for somebody who has never seen a case file.

use std::fs;

use pastdue::case::Case;

use crate::support::Run;

const FILES: [&str; 4] = ["case.schema.json", "cases/_shared.yaml", "example/northwind-example.yaml", "out/.gitignore"];
const FILLED: &str = "new acme-7 --kind business --currency USD --invoice 1042 --amount 12400.00 --issued 2026-04-29 \
--received 2026-05-01 --debtor Acme";

#[test]
fn a_folder_to_start_from_has_a_clean_example_and_every_command_named_works() {
    let run = Run::new("init").ends_with(0);
    assert_eq!(run.files(""), FILES);
    run.then("check . --strict --as-of 2026-07-01").stdout("").stderr("").ends_with(0);
    let named: Vec<&str> = run.stdout.lines().filter_map(|line| line.strip_prefix("  pastdue ")).collect();
    assert_eq!(named.len(), 5, "{}", run.stdout);
    for command in &named[..4] {
        run.then(command).ends_with(0);
    }
    assert!(run.has("out/northwind-example/demand.pdf"));
    // the new case and the shared file wait for what only the user knows
    let check = run.then(named[4]).ends_with(1);
    assert!(check.stderr.contains("cases/_shared.yaml:4:") && check.stderr.contains("`currency` has no value"));
    assert_eq!(run.text("case.schema.json"), crate::support::text_of("cases/case.schema.json"));
}

#[test]
fn another_folder_is_made_and_its_commands_are_run_in_it() {
    let run = Run::new("init").argument("my debts").ends_with(0);
    assert_eq!(run.files("my debts"), FILES);
    assert!(run.stdout.contains("\n  cd 'my debts/'\n"), "{}", run.stdout);
    assert!(run.stdout.contains("  pastdue why 'my debts/example/northwind-example.yaml' --as-of"), "{}", run.stdout);
}

#[test]
fn nothing_that_is_there_is_touched_and_then_nothing_is_written() {
    let run = Run::new("init").file("cases/_shared.yaml", "mine").ends_with(1);
    assert_eq!(run.stderr, "error: `cases/_shared.yaml` is there already; nothing was written\n");
    assert_eq!(
        (run.files(""), run.text("cases/_shared.yaml")),
        (vec!["cases/_shared.yaml".to_owned()], "mine".to_owned())
    );
    Run::new("init here").file("here", "a file").ends_with(3);
}

#[test]
fn a_new_case_with_all_that_is_needed_is_valid_at_once() {
    let run = Run::new("init").ends_with(0);
    let shared = "creditor: {name: Halden, address: [1 Canal Street], country: US}\nterms: {payment: net 30}\n";
    fs::write(run.path("cases/_shared.yaml"), shared).unwrap();
    let new = run.then(FILLED).stdout("new      cases/acme-7.yaml\n").stderr("").ends_with(0);
    new.then("check cases --as-of 2026-06-01 --strict").stdout("").stderr("").ends_with(0);
    let text = new.text("cases/acme-7.yaml");
    assert!(text.starts_with("# yaml-language-server: $schema=../case.schema.json\ncase: acme-7\n"), "{text}");
    let logged =
        new.then("log cases/acme-7.yaml --date 2026-06-01 --channel call --outcome no-answer --as-of 2026-06-01");
    assert!(logged.ends_with(0).stdout.contains("step: reminder"));
}

#[test]
fn what_is_left_open_is_named_with_its_line_and_reaches_no_letter() {
    let run = Run::new("new acme-7 --debtor Acme").ends_with(0);
    for open in
        ["2: `currency`", "`name`", "`address`", "`country`", "`kind`", "`payment`", "`number`", "`issued`", "`amount`"]
    {
        assert!(run.stdout.contains(&format!("{open} has no value")), "{open}\n{}", run.stdout);
    }
    assert!(!run.stdout.contains("`debtor`"), "{}", run.stdout);
    let demand = run.then("demand acme-7.yaml --as-of 2026-07-01").ends_with(1);
    assert!(demand.stderr.contains("error[empty-value]: `amount` has no value"), "{}", demand.stderr);
    assert!(!demand.has("out"));
}

#[test]
fn a_second_case_of_the_same_debtor_takes_over_who_owes_whom_and_not_what_happened() {
    let old = crate::support::text_of("cases/northwind-2026-014.yaml").replace("  logo: halden.png\n", "");
    let run =
        Run::new("new n-2 --from n.yaml --invoice 1077 --amount 800.00 --issued 2026-06-01 --received 2026-06-02")
            .file("n.yaml", &old)
            .stdout("new      n-2.yaml\n")
            .ends_with(0);
    run.then("check n-2.yaml --as-of 2026-06-10 --strict").stdout("").ends_with(0);
    let (old, new) = (Case::from_yaml(&old).unwrap(), Case::from_yaml(&run.text("n-2.yaml")).unwrap());
    assert_eq!((&new.debtor, &new.contract, &new.terms), (&old.debtor, &old.contract, &old.terms));
    assert!(new.history.is_empty() && new.payments.is_empty() && new.consequences.is_empty());
    assert_eq!(new.invoices[0].number, "1077");
}

#[test]
fn a_wrong_value_a_name_that_is_taken_and_an_id_that_is_none_write_nothing() {
    let wrong = Run::new(&FILLED.replace("12400.00", "12,400")).ends_with(1);
    assert!(wrong.stderr.contains("error[not-an-amount]"), "{}", wrong.stderr);
    assert!(wrong.stderr.ends_with("error: with this `acme-7.yaml` would be wrong; nothing was written\n"));
    assert!(wrong.files("").is_empty());
    let taken = Run::new(FILLED).file("Acme-7.yaml", "mine").ends_with(1);
    assert_eq!(taken.stderr, "error: `Acme-7.yaml` is there already; nothing was written\n");
    assert_eq!(taken.files(""), ["Acme-7.yaml"]);
    for id in ["../x", "con", "-x", "x."] {
        let run = Run::new("new").argument("--").argument(id).ends_with(2);
        assert!(run.stderr.starts_with("error: the id is"), "{}", run.stderr);
    }
    Run::new("new n-2 --from n.yaml").ends_with(3);
    Run::new("new n-2 --from n.yaml").file("n.yaml", "{case: n, currency: USD, debtor: {name: N}}\n").ends_with(1);
}
