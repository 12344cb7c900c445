//! The day over all cases: `status`, `today`, and the calendar.

use serde_json::Value;

use crate::support::{Ended, Run, text_of};

fn on(day: &str, more: &str) -> Run {
    Run::new(&format!("today cases --as-of {day} -q {more}")).with("cases")
}

fn json(ended: &Ended) -> Value {
    serde_json::from_str(&ended.stdout).unwrap()
}

fn cases(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["case"].as_str().unwrap()).collect()
}

#[test]
fn each_case_stands_under_what_is_to_be_done_with_it() {
    let told = json(&on("2026-10-31", "--format json").ends_with(0));
    let calls = ["northwind-2026-014", "kuestenlicht-2026-0187", "saltmarsh-2026-11", "cedar-hollow-2026-118"];
    assert_eq!(cases(&told["calls"])[..4], calls);
    assert_eq!(cases(&told["letters"]), ["brackley-2026-31"]);
    assert_eq!(cases(&told["follow_through"]), ["banksia-2026-63"]);
    assert!(cases(&told["not_today"]).contains(&"kaveri-2026-77"));
    assert_eq!(told["settled"], serde_json::json!(["alpenblick-2026-3"]));
}

#[test]
fn a_call_is_told_with_number_hours_goal_and_reason() {
    let zone = "creditor:\n  time_zone: America/Los_Angeles";
    let text = text_of("cases/northwind-2026-014.yaml").replacen("creditor:", zone, 1);
    let run = Run::new("today cases --as-of 2026-06-14 -q").file("cases/northwind.yaml", text).with("cases/halden.png");
    let told = run.ends_with(0).stdout;
    assert!(told.starts_with("Sunday 2026-06-14: 1 call\n"), "{told}");
    assert!(told.contains("  1. Devon Price, Marketing director - Northwind Outfitters, Inc. (northwind-2026-014)\n"));
    assert!(told.contains("     +1 208 555 0120, 08:00 to 21:00 in Boise, 07:00 to 20:00 here\n"), "{told}");
    assert!(
        told.contains("     goal: to have 11020.00 USD on its way today, by somebody who can decide it\n"),
        "{told}"
    );
    assert!(
        told.contains("why: escalation; 44 days late; of 12400.00 USD promised by 2026-06-05, 2000.00 USD"),
        "{told}"
    );
}

#[test]
fn on_its_last_day_a_promise_is_to_be_looked_for_and_nobody_is_called() {
    let told = json(&on("2026-06-05", "--format json").ends_with(0));
    let promise = &told["promises"][0];
    assert_eq!((promise["case"].as_str(), promise["watch"].as_str()), (Some("northwind-2026-014"), Some("ends-today")));
    assert_eq!(promise["amount"], "10400.00", "2000.00 of 12400.00 came two days before");
    assert!(!cases(&told["calls"]).contains(&"northwind-2026-014"));
}

#[test]
fn a_deadline_that_ends_today_is_told_and_tomorrow_is_to_follow() {
    let today = json(&on("2026-11-03", "--format json").ends_with(0));
    assert_eq!(cases(&today["deadlines"]), ["oosterdok-2025-12"]);
    let tomorrow = json(&on("2026-11-04", "--format json").ends_with(0));
    assert!(cases(&tomorrow["follow_through"]).contains(&"oosterdok-2025-12"));
}

#[test]
fn a_bad_case_is_listed_with_its_finding_and_the_others_are_still_shown() {
    for command in ["today", "status"] {
        let run = Run::new(&format!("{command} cases --as-of 2026-10-31 --format json")).with("cases");
        let run = run.file("cases/bad.yaml", "case: bad\ninvoices: []\n").ends_with(1);
        let told = json(&run);
        assert_eq!(
            (told["bad"][0]["file"].as_str(), told["bad"][0]["case"].as_str()),
            (Some("cases/bad.yaml"), Some("bad"))
        );
        assert!(
            run.stderr.contains("error[missing-key]") && run.stderr.contains("--> cases/bad.yaml"),
            "{}",
            run.stderr
        );
        let shown = if command == "today" { &told["calls"] } else { &told["cases"] };
        assert!(cases(shown).contains(&"northwind-2026-014"));
    }
}

#[test]
fn of_two_cases_with_one_id_the_second_is_bad() {
    let twin = text_of("cases/northwind-2026-014.yaml");
    let run = Run::new("status cases --as-of 2026-10-31 --format csv -q").with("cases").file("cases/twin.yaml", twin);
    let run = run.ends_with(1);
    assert!(run.stdout.contains(",cases/twin.yaml,repeated-case,"), "{}", run.stdout);
    assert_eq!(run.stdout.lines().filter(|line| line.starts_with("northwind-2026-014,\"Northwind")).count(), 1);
}

#[test]
fn the_calendar_is_the_same_each_time_and_holds_the_days_to_keep_in_mind() {
    let run = on("2026-10-31", "--ics days.ics").ends_with(0);
    let (calendar, piped) = (run.text("days.ics"), run.then("today cases --as-of 2026-10-31 -q --ics -").ends_with(0));
    assert_eq!(calendar, piped.stdout);
    assert!(run.stdout.starts_with("Saturday 2026-10-31: "), "the list is told as well");
    for event in [
        "UID:oosterdok-2025-12.deadline.2026-11-03@pastdue\r\n",
        "UID:oosterdok-2025-12.follow-through-1.2026-11-04@pastdue\r\n",
        "UID:whitcombe-2026-07.promise-1.2026-11-30@pastdue\r\n",
        "UID:kaveri-2026-77.until.2026-11-21@pastdue\r\n",
    ] {
        assert!(calendar.contains(event), "{event}{calendar}");
    }
    assert!(!calendar.contains("alpenblick"), "what is settled is nothing to keep in mind");
    let unfolded = icalendar::parser::unfold(&calendar);
    let read = icalendar::parser::read_calendar(&unfolded).unwrap();
    assert_eq!(read.components.len(), calendar.matches("BEGIN:VEVENT\r\n").count());
}

#[test]
fn a_calendar_that_cannot_be_written_is_the_systems_failure() {
    let run = on("2026-10-31", "--ics nowhere/days.ics").ends_with(3);
    assert!(run.stderr.contains("cannot write `nowhere/days.ics`"), "{}", run.stderr);
}

#[test]
fn what_is_typed_stays_text_in_every_form() {
    let text = text_of("cases/northwind-2026-014.yaml");
    let text = text.replace("name: Northwind Outfitters, Inc.", "name: \"=HYPERLINK(1); <b>,\\\\n\"");
    let run =
        Run::new("status cases --as-of 2026-06-14 --format csv -q").file("cases/a.yaml", text).with("cases/halden.png");
    let csv = run.ends_with(0);
    assert!(csv.stdout.contains("'=HYPERLINK(1); <b>,\\n"), "{}", csv.stdout);
    let calendar = csv.then("today cases --as-of 2026-05-30 -q --ics -").ends_with(0);
    assert!(calendar.stdout.contains("SUMMARY:=HYPERLINK(1)\\; <b>\\,\\\\n: "), "{}", calendar.stdout);
    let batch = csv.then("batch cases --month 2026-06 --as-of 2026-06-14 -q --to md").ends_with(0);
    let page = batch.text("out/2026-06/index.html");
    assert!(page.contains("=HYPERLINK(1); &lt;b&gt;,\\n") && !page.contains("<b>"), "{page}");
}

#[test]
fn notes_of_the_user_stand_in_no_list_no_calendar_and_no_page() {
    let text = text_of("cases/northwind-2026-014.yaml") + "\ninternal: CANARY\n";
    let text = text.replace("name: Marsha Cole", "name: Marsha Cole\n      internal: CANARY");
    let status = Run::new("status cases --as-of 2026-06-14 --format json -q").file("cases/a.yaml", text);
    let status = status.with("cases/halden.png").ends_with(0);
    let today = status.then("today cases --as-of 2026-05-30 -q --ics days.ics --format json").ends_with(0);
    let batch = status.then("batch cases --month 2026-06 --as-of 2026-06-14 -q").ends_with(0);
    let page = batch.text("out/2026-06/index.html") + &batch.text("out/2026-06/manifest.jsonl");
    let all = status.stdout + &today.stdout + &today.text("days.ics") + &page;
    assert!(!all.contains("CANARY"));
}
