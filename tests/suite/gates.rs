//! The commands against the plan: what is refused by name, what is only warned of, and that nothing is written then.

use crate::support::{Ended, Run};

/// One invoice of 1000.00, due on 2026-04-01; the parts that a test is about follow.
const CASE: &str = "\
case: sample
currency: USD
creditor: {name: Halden, address: [1 Quay], country: US, email: a@halden.example, phone: +1 503 555 0142, signatory: {name: Ines Halden}, payment: {link: 'https://pay.halden.example'}}
invoices: [{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 1000.00}]
";
const BUSINESS: &str = "\
debtor: {name: Northwind, address: [2 Quay], kind: business, primary_contact: ann, contacts: [
  {id: ann, name: Ann Ash, phone: '1', reports_to: ben}, {id: ben, name: Ben Birch, seniority: director, phone: '2'}]}
";
const CONSUMER: &str = "\
debtor: {name: Ann Ash, address: [2 Quay], kind: consumer, time_zone: America/Boise, contacts: [{id: ann, name: Ann Ash, phone: '1'}]}
";
const READY: &str = "consequences: [{kind: small-claims, name: Ada County, ready: 2026-01-01}]\n";
const CHECKED: &str = "payments_checked: 2026-12-31\n";
const CALLED: &str = "\
history:
  - {date: 2026-04-02, channel: call, contact: ann, outcome: spoke}
  - {date: 2026-04-10, channel: call, contact: ann, outcome: spoke}
  - {date: 2026-05-04, channel: call, contact: ben, outcome: spoke}
  - {date: 2026-05-18, channel: call, contact: ben, outcome: voicemail}
";

/// The commands that ask for money.
const ASKING: [&str; 5] =
    ["call", "call --step reminder", "call --step final-call", "demand", "plan --instalments 2 --first 2026-12-01"];

fn ask(command: &str, day: &str, parts: &[&str]) -> Run {
    let words = command.split_once(' ');
    let (name, more) = words.unwrap_or((command, ""));
    let to = if name == "next" { "" } else { "--to md" };
    Run::new(&format!("{name} case.yaml --as-of {day} {to} {more}"))
        .file("case.yaml", CASE.to_owned() + &parts.concat())
}

/// Runs a command that is refused; it names the code alone and writes nothing.
#[track_caller]
fn refused(command: &str, day: &str, parts: &[&str], code: &str) -> Ended {
    let ended = ask(command, day, parts).ends_with(1);
    let named: Vec<&str> = ended.stderr.lines().filter(|line| line.starts_with("refused[")).collect();
    assert!(named.first().is_some_and(|line| line.starts_with(&format!("refused[{code}]: "))), "{command}: {named:?}");
    assert_eq!((ended.stdout.as_str(), ended.has("out")), ("", false), "{command}");
    ended
}

/// Runs a command that makes its document and warns of what speaks against it.
#[track_caller]
fn warned(command: &str, day: &str, parts: &[&str], code: &str) {
    let ended = ask(command, day, parts).ends_with(0);
    assert!(ended.stderr.contains(&format!("warning[{code}]: ")), "{command}: {}", ended.stderr);
    assert!(!ended.stderr.contains("refused["), "{command}: {}", ended.stderr);
    assert!(ended.has("out/sample"), "{command}");
}

/// A statement is made and `next` answers, whatever refuses the rest.
#[track_caller]
fn told_all_the_same(day: &str, parts: &[&str]) {
    assert!(ask("statement", day, parts).ends_with(0).has("out/sample/statement.md"));
    ask("next", day, parts).ends_with(0);
}

#[test]
fn a_paid_debt_is_asked_for_by_no_document() {
    let paid = [BUSINESS, READY, CHECKED, CALLED, "payments: [{date: 2026-05-19, amount: 1000.00}]\n"];
    for command in ASKING {
        refused(command, "2026-05-20", &paid, "settled");
    }
    told_all_the_same("2026-05-20", &paid);
}

#[test]
fn a_case_on_hold_is_left_alone_to_the_last_day_of_the_hold() {
    let held = [BUSINESS, READY, CHECKED, CALLED, "hold: {since: 2026-05-19, until: 2026-05-25}\n"];
    for command in ASKING {
        refused(command, "2026-05-25", &held, "on-hold");
    }
    told_all_the_same("2026-05-25", &held);
    ask("demand", "2026-05-26", &held).ends_with(0);
}

#[test]
fn what_is_wholly_in_dispute_is_demanded_by_no_document() {
    let disputed = CASE.replace("amount: 1000.00", "amount: 1000.00, disputed: {since: 2026-05-19}");
    for command in ASKING {
        let (name, more) = command.split_once(' ').unwrap_or((command, ""));
        let run = Run::new(&format!("{name} case.yaml --as-of 2026-05-20 {more}"));
        let ended = run.file("case.yaml", disputed.clone() + BUSINESS + READY + CHECKED + CALLED).ends_with(1);
        assert!(ended.stderr.starts_with("refused[dispute-open]: "), "{command}: {}", ended.stderr);
        assert!(!ended.has("out"), "{command}");
    }
}

#[test]
fn a_consumer_called_seven_times_in_seven_days_is_asked_by_no_document() {
    let calls: Vec<String> = (14..21)
        .map(|day| format!("  - {{date: 2026-05-{day}, channel: call, contact: ann, outcome: no-answer}}\n"))
        .collect();
    let history = "history:\n".to_owned() + &calls.concat();
    for command in ASKING {
        refused(command, "2026-05-20", &[CONSUMER, READY, CHECKED, &history], "call-limit");
    }
    told_all_the_same("2026-05-20", &[CONSUMER, READY, CHECKED, &history]);
    ask("call --step final-call", "2026-05-21", &[CONSUMER, READY, CHECKED, &history]).ends_with(0);
    warned("call --step final-call", "2026-05-20", &[BUSINESS, READY, CHECKED, &history], "call-limit");
}

#[test]
fn a_call_out_of_hours_is_refused_to_a_consumer_and_warned_of_to_a_business() {
    let late = "history: [{date: 2026-04-02, time: '21:01', channel: call, contact: ann, outcome: spoke}]\n";
    for command in ASKING {
        refused(command, "2026-04-20", &[CONSUMER, READY, CHECKED, late], "outside-calling-hours");
    }
    let silenced = "silence: [{code: outside-calling-hours, reason: Ann Ash asked for it.}]\n";
    ask("call", "2026-04-20", &[CONSUMER, READY, CHECKED, late, silenced]).ends_with(0);
    warned("call", "2026-04-20", &[BUSINESS, READY, CHECKED, late], "outside-calling-hours");

    let early = [CONSUMER, READY, CHECKED];
    refused("call --at 07:59", "2026-04-20", &early, "outside-calling-hours");
    ask("call --at 08:00", "2026-04-20", &early).ends_with(0);
    ask("call --at 21:00", "2026-04-20", &early).ends_with(0);
    refused("call --at 21:01", "2026-04-20", &early, "outside-calling-hours");
    warned("call --at 21:01", "2026-04-20", &[BUSINESS, READY, CHECKED], "outside-calling-hours");
}

#[test]
fn at_a_wait_a_call_needs_a_step_and_a_demand_is_advised_against() {
    let reminded = "history: [{date: 2026-04-02, channel: call, contact: ann, outcome: spoke}]\n";
    let parts = [BUSINESS, READY, CHECKED, reminded];
    refused("call", "2026-04-03", &parts, "too-soon");
    warned("call --step follow-up", "2026-04-03", &parts, "too-soon");
    warned("demand", "2026-04-03", &parts, "too-soon");

    let promised = "history: [{date: 2026-04-02, channel: call, contact: ann, outcome: promised, promise: {amount: 1000.00, by: 2026-04-09}}]\n";
    let parts = [BUSINESS, READY, CHECKED, promised];
    refused("call", "2026-04-09", &parts, "promise-pending");
    warned("call --step follow-up", "2026-04-09", &parts, "promise-pending");
    warned("demand", "2026-04-09", &parts, "promise-pending");
    warned("plan --instalments 2 --first 2026-06-01", "2026-04-09", &parts, "promise-pending");
    ask("call", "2026-04-10", &parts).ends_with(0);
}

#[test]
fn without_a_ready_consequence_a_demand_is_refused_and_can_be_made_without_the_sentence() {
    let parts = [BUSINESS, CHECKED, CALLED, "consequences: [{kind: small-claims, ready: 2026-05-21}]\n"];
    refused("demand", "2026-05-20", &parts, "no-ready-consequence");
    refused("call", "2026-05-20", &parts, "no-ready-consequence");
    warned("call --step final-call", "2026-05-20", &parts, "no-ready-consequence");
    let letter = ask("demand --without-consequence", "2026-05-20", &parts).ends_with(0);
    assert!(!letter.text("out/sample/demand.md").contains("claim"));
    assert!(letter.text("out/sample/demand.md").contains("May 27, 2026"), "seven days");
    assert!(ask("demand", "2026-05-21", &parts).ends_with(0).text("out/sample/demand.md").contains("claim"));
}

#[test]
fn a_letter_that_announces_nothing_gives_the_days_of_the_ladder_and_not_those_of_a_consequence() {
    let slow = "consequences: [{kind: small-claims, ready: 2026-01-01, deadline_days: 14}]\n";
    let made =
        |more: &str| ask(&format!("demand {more}"), "2026-05-20", &[BUSINESS, CHECKED, CALLED, slow]).ends_with(0);
    let (announcing, plain) = (made(""), made("--without-consequence"));
    assert!(announcing.text("out/sample/demand.md").contains("Wednesday, June 3, 2026"));
    assert!(plain.text("out/sample/demand.md").contains("Wednesday, May 27, 2026"));
    assert!(!plain.text("out/sample/demand.md").contains("June"));
    assert!(plain.stderr.contains("--document demand --deadline 2026-05-27\n"), "{}", plain.stderr);
    assert!(announcing.stderr.contains("--deadline 2026-06-03 --announced small-claims\n"), "{}", announcing.stderr);
}

/// What every case must have, and nothing else.
const BARE: &str = "\
case: bare
currency: USD
creditor: {name: Halden, address: [1 Quay], country: US}
debtor: {name: Northwind, kind: business}
invoices: [{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 100.00}]
";

fn bare(command: &str) -> Run {
    Run::new(&format!("{command} case.yaml --as-of 2026-05-20")).file("case.yaml", BARE)
}

#[test]
fn a_letter_needs_to_know_to_whom_and_how_to_pay_and_says_what_to_add() {
    let run = bare("demand --without-consequence").ends_with(1);
    assert!(run.stderr.contains(
        "error[missing-key]: `demand` needs `debtor.address`, which the case does not have\n --> case.yaml:4:1\n"
    ));
    assert!(run.stderr.contains(
        "error[missing-key]: `demand` needs `creditor.payment`, which the case does not have\n --> case.yaml:3:1\n"
    ));
    assert_eq!(run.stderr.matches("\nhint: add ").count(), 2, "{}", run.stderr);
    assert!(!run.has("out"));
}

#[test]
fn what_a_case_need_not_have_is_missed_by_no_other_document() {
    for command in [
        "call",
        "call --step escalation",
        "call --step final-call",
        "statement",
        "plan --instalments 3 --first 2026-05-31",
    ] {
        let run = bare(command).ends_with(0);
        assert!(!run.stderr.contains("error["), "{command}: {}", run.stderr);
    }
}

#[test]
fn an_agreement_that_cannot_say_where_to_pay_has_no_section_about_it_and_is_warned_of() {
    let run = bare("plan --to md --instalments 3 --first 2026-05-31").ends_with(0);
    let warning = "warning[missing-key]: the agreement does not say where to pay: the case has no `creditor.payment`\n";
    assert!(run.stderr.contains(warning), "{}", run.stderr);
    let page = run.text("out/bare/plan.md");
    let heads: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let expected = ["1. What is owed", "2. How it is paid", "3. Interest", "4. If an installment is missed"];
    assert_eq!(heads[..4], expected);
    assert!(page.contains("but for section 3 nothing"), "{page}");
    assert!(page.contains("| 3 | Friday, July 31, 2026 | $33.34 |"), "{page}");
}

#[test]
fn an_e_mail_draft_is_left_out_where_nobody_could_send_it_and_an_error_where_it_is_asked_for() {
    let silent = CASE.replace(", email: a@halden.example", "");
    let parts = [silent.as_str(), BUSINESS, READY, CHECKED, CALLED].concat();
    let run = |more: &str| Run::new(&format!("demand case.yaml --as-of 2026-05-20 {more}")).file("case.yaml", &parts);
    let usual = run("").ends_with(0);
    assert!(usual.stderr.contains("warning[missing-key]: no e-mail draft is made: the case has no `creditor.email`"));
    assert!(usual.has("out/sample/demand.pdf") && !usual.has("out/sample/demand.eml"));
    let asked = run("--to eml").ends_with(1);
    assert!(asked.stderr.contains("error[missing-key]: the e-mail draft needs `creditor.email`"), "{}", asked.stderr);
    assert!(run("--to pdf").ends_with(0).stderr.lines().all(|line| !line.contains("missing-key")));
}

#[test]
fn a_demand_and_a_follow_through_are_refused_on_stale_books_until_they_are_said_to_be_current() {
    let stale = "payments_checked: 2026-05-12\n";
    ask("demand", "2026-05-19", &[BUSINESS, READY, CALLED, stale]).ends_with(0);
    let refusal = refused("demand", "2026-05-20", &[BUSINESS, READY, CALLED, stale], "books-not-current");
    assert!(refusal.stderr.contains("hint: look at the account, then set `payments_checked`"), "{}", refusal.stderr);
    let stated = ask("demand --books-current --enclose-statement", "2026-05-20", &[BUSINESS, READY, CALLED, stale]);
    let stated = stated.ends_with(0);
    // the user said that the books are complete to this day, and so do the papers
    assert!(stated.text("out/sample/demand.md").contains("by May 20, 2026 are taken into account"));
    assert!(stated.text("out/sample/statement.md").contains("| Payments included up to | May 20, 2026 |"));
    warned("demand", "2026-05-20", &[BUSINESS, READY, CALLED], "books-not-current");

    let sent = CALLED.to_owned()
        + "  - {date: 2026-05-18, channel: letter, contact: ben, outcome: sent, document: demand, announced: [small-claims]}\n";
    let parts = [BUSINESS, READY, stale, &sent];
    refused("call", "2026-05-27", &parts, "books-not-current");
    let sheet = ask("call --books-current", "2026-05-27", &parts).ends_with(0);
    assert!(sheet.text("out/sample/call.md").contains("# Final call: Ben Birch"));
}

#[test]
fn at_the_demand_a_call_is_the_final_call_again() {
    let sheet = ask("call", "2026-05-20", &[BUSINESS, READY, CHECKED, CALLED]).ends_with(0);
    assert!(sheet.text("out/sample/call.md").contains("# Final call: Ben Birch"));
    warned("call --step reminder", "2026-05-20", &[BUSINESS, READY, CHECKED, CALLED], "not-the-next-step");
}

#[test]
fn a_consequence_that_was_announced_is_warned_of_until_it_is_done_or_withdrawn() {
    let sent = CALLED.to_owned()
        + "  - {date: 2026-05-18, channel: letter, contact: ben, outcome: sent, document: demand, announced: [small-claims]}\n";
    warned("call", "2026-05-27", &[BUSINESS, READY, CHECKED, &sent], "announced-not-done");
    for end in ["done", "withdrawn"] {
        let ended = READY.replace("2026-01-01}", &format!("2026-01-01, {end}: 2026-05-26}}"));
        refused("call", "2026-05-27", &[BUSINESS, &ended, CHECKED, &sent], "ladder-done");
    }
}

#[test]
fn before_the_due_day_nothing_is_asked_for() {
    refused("call", "2026-03-10", &[BUSINESS, READY, CHECKED], "too-soon");
    refused("demand", "2026-03-10", &[BUSINESS, READY, CHECKED], "nothing-due");
    refused("plan --instalments 2 --first 2026-06-01", "2026-03-10", &[BUSINESS, READY, CHECKED], "nothing-due");
}

#[test]
fn a_plan_that_cannot_be_divided_so_is_refused_by_name() {
    let parts = [BUSINESS, READY, CHECKED];
    refused("plan --instalments 3 --first 2026-04-19", "2026-04-20", &parts, "first-instalment-past");
    ask("plan --instalments 3 --first 2026-04-20", "2026-04-20", &parts).ends_with(0);
    refused("plan --instalments 3 --first 2026-05-01 --down 1000", "2026-04-20", &parts, "down-too-large");
    refused("plan --instalments 3 --first 2026-05-01 --down 999.98", "2026-04-20", &parts, "too-many-instalments");
    for wrong in ["--instalments 0", "--instalments 121", "--instalments 3 --down 1.005", "--instalments 3 --down -1"] {
        let ended = ask(&format!("plan {wrong} --first 2026-05-01"), "2026-04-20", &parts).ends_with(2);
        assert!(!ended.has("out"));
    }
}

#[test]
fn a_plan_is_shown_as_it_is_entered_and_is_then_followed() {
    let parts = [BUSINESS, READY, CHECKED];
    let made = ask("plan --instalments 3 --first 2026-08-31 --down 100", "2026-04-20", &parts).ends_with(0);
    let (_, plan) = made.stderr.split_once("and it is followed:\n").expect("the key `plan` is shown");
    assert_eq!(
        plan,
        "plan:\n  agreed: 2026-04-20\n  instalments:\n    - {date: 2026-04-20, amount: 100.00}\n    \
         - {date: 2026-08-31, amount: 300.00}\n    - {date: 2026-09-30, amount: 300.00}\n    - {date: 2026-10-31, amount: 300.00}\n"
    );
    let paid = "payments: [{date: 2026-04-20, amount: 100.00}]\n";
    let next = ask("next --format json", "2026-08-31", &[BUSINESS, READY, CHECKED, plan, paid]).stderr("").ends_with(0);
    assert!(next.stdout.contains("\"until\": \"2026-09-01\""), "{}", next.stdout);
}

#[test]
fn every_refusal_is_explained() {
    for code in pastdue::strategy::codes::all() {
        assert!(Run::new(&format!("explain {code}")).ends_with(0).stdout.starts_with(&format!("{code}\n\n")));
    }
}
