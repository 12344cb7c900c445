//! `log` on files as people write them: one entry more, and nothing else changed, lost or half written.

use std::fs;
use std::process::Child;
use std::thread;
use std::time::Duration;

use pastdue::case::Case;
use pastdue::edit::{Draft, Value};
use proptest::prelude::*;

use crate::support::{Run, project, text_of};

const NORTHWIND: &str = "cases/northwind-2026-014.yaml";
const CALL: &str = "--date 2026-06-14 --channel call --contact devon --outcome spoke --as-of 2026-06-14";
const LINE: &str = "  - {date: 2026-06-14, channel: call, contact: devon, step: escalation, outcome: spoke}";

/// Begins a run on a copy of the example in which no picture is named.
fn northwind(command: &str) -> Run {
    Run::new(command).file("n.yaml", text())
}

fn text() -> String {
    text_of(NORTHWIND).replace("  logo: halden.png\n", "")
}

/// Returns the text with a line more behind the last entry of its history.
fn with_line(text: &str, line: &str) -> String {
    let last = "  - {date: 2026-06-09, channel: email, contact: marsha, outcome: no-reply}\n";
    assert!(text.contains(last));
    text.replace(last, &format!("{last}{line}\n"))
}

#[test]
fn an_entry_is_added_behind_the_last_one_with_its_step_and_what_is_next_is_said() {
    let run = northwind(&format!("log n.yaml {CALL}")).ends_with(0);
    assert_eq!(run.text("n.yaml"), with_line(&text(), LINE));
    assert_eq!(
        run.stdout,
        format!("added to n.yaml, line 75:\n{LINE}\nnorthwind-2026-014 on 2026-06-14: wait, until 2026-06-21\n")
    );
    assert_eq!(run.stderr, "");
    assert_eq!(run.files(""), ["n.yaml"]);
}

#[test]
fn all_that_can_be_said_of_a_contact_is_written_down_in_one_entry() {
    let run = northwind("log n.yaml --date 2026-06-20 --time 14:30 --channel call --contact devon --direction in")
        .argument("--note=Kind: \"next week\", she said")
        .argument("--discussed=1042")
        .argument("--promise=11020.00")
        .argument("--by=2026-06-26")
        .argument("--outcome=promised")
        .argument("--step=final-call")
        .argument("--announced=collection-agency,small-claims")
        .argument("--as-of=2026-06-20")
        .ends_with(0);
    let entry = Case::from_yaml(&run.text("n.yaml")).unwrap().history.pop().unwrap();
    assert_eq!(entry.note.as_deref(), Some("Kind: \"next week\", she said"));
    assert_eq!((entry.discussed.len(), entry.announced.len()), (1, 2));
    assert_eq!(entry.promise.unwrap().by, "2026-06-26".parse().unwrap());
    assert_eq!(entry.time.unwrap().to_string(), "14:30:00");
    assert_eq!((entry.step.unwrap().word(), entry.direction), ("final-call", pastdue::case::Direction::In));
}

#[test]
fn what_was_sent_is_followed_by_its_deadline() {
    let sent = "log n.yaml --date 2026-07-02 --channel letter --contact devon --outcome sent --document demand \
--deadline 2026-07-09 --announced collection-agency --as-of 2026-07-02";
    let run = northwind(sent).ends_with(0);
    assert!(
        run.stdout.contains(
            "step: demand, outcome: sent, document: demand,\n     deadline: 2026-07-09, announced: [collection-agency]}"
        ),
        "{}",
        run.stdout
    );
    let next = run.then("next n.yaml --as-of 2026-07-10 --format json").ends_with(0);
    assert!(next.stdout.contains("\"step\": \"follow-through\""), "{}", next.stdout);
}

#[test]
fn a_dry_run_shows_the_entry_and_writes_nothing() {
    let run = northwind(&format!("log n.yaml {CALL} --dry-run")).ends_with(0);
    assert!(run.stdout.starts_with(&format!("would add to n.yaml, line 75:\n{LINE}\n")), "{}", run.stdout);
    assert_eq!(run.text("n.yaml"), text());
}

#[test]
fn the_answer_as_json_holds_the_entry_and_the_next_step() {
    let run = northwind(&format!("log n.yaml {CALL} --format json")).ends_with(0);
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&answer["line"], &answer["added"], &answer["written"]), (&75.into(), &LINE.into(), &true.into()));
    assert_eq!(answer["next"]["until"], "2026-06-21");
}

#[test]
fn a_case_that_would_be_wrong_is_left_alone_and_the_fault_has_its_place() {
    let wrong = [
        ("--channel call --contact devn --outcome spoke", "error[unknown-contact]", "did you mean `devon`?"),
        ("--channel call --contact devon --outcome promised", "error[promise-missing]", "n.yaml:75:"),
        ("--channel call --outcome spoke --promise 1,000 --by 2026-06-20", "error[not-an-amount]", "thousands marks"),
        ("--channel call --outcome spoke --promise 10.001 --by 2026-06-20", "error[too-many-decimals]", "n.yaml:75:"),
        ("--channel call --outcome spoke --discussed 1043", "error[unknown-invoice]", "n.yaml:75:"),
        ("--channel call --outcome spoke --announced agency", "error[unknown-consequence]", "n.yaml:75:"),
    ];
    for (arguments, code, words) in wrong {
        let run = northwind(&format!("log n.yaml --date 2026-06-14 --as-of 2026-06-14 {arguments}")).ends_with(1);
        assert!(run.stderr.contains(code) && run.stderr.contains(words), "{arguments}\n{}", run.stderr);
        assert!(run.stderr.ends_with("error: with this entry `n.yaml` would be wrong; the file was left alone\n"));
        assert_eq!(run.text("n.yaml"), text());
    }
}

#[test]
fn a_case_that_is_wrong_already_is_named_and_left_alone() {
    let wrong = text().replace("kind: business", "kind: firm");
    let run = Run::new(&format!("log n.yaml {CALL}")).file("n.yaml", &wrong).ends_with(1);
    assert!(run.stderr.starts_with("error[unknown-word]") && !run.stderr.contains("with this entry"), "{}", run.stderr);
    assert_eq!(run.text("n.yaml"), wrong);
}

#[test]
fn what_has_not_happened_and_a_promise_for_yesterday_are_refused_by_name() {
    let log = "log n.yaml --channel call --outcome spoke --as-of 2026-06-14";
    let run = northwind(&format!("{log} --date 2026-06-15")).ends_with(1);
    assert!(run.stderr.starts_with("refused[date-not-come]"), "{}", run.stderr);
    let run = northwind(&format!("{log} --promise 5.00 --by 2026-06-13")).ends_with(1);
    assert!(run.stderr.starts_with("refused[promise-before-contact]"), "{}", run.stderr);
    northwind(&format!("{log} --promise 5.00")).ends_with(2);
    for code in ["date-not-come", "promise-before-contact"] {
        assert!(Run::new(&format!("explain {code}")).ends_with(0).stdout.starts_with(code));
    }
}

#[test]
fn the_standard_input_and_shared_files_have_no_history() {
    for (file, words) in [("-", "the standard input is none"), ("_shared.yaml", "shared files, without a history")] {
        let run = northwind(&format!("log {file} {CALL}")).file("_shared.yaml", "terms: {}\n").ends_with(2);
        assert!(run.stderr.contains(words), "{}", run.stderr);
    }
    northwind(&format!("log missing.yaml {CALL}")).ends_with(3);
    northwind(&format!("log folder {CALL}")).file("folder/x.yaml", "").ends_with(3);
}

#[test]
fn a_history_that_nothing_can_be_added_to_safely_is_left_alone_and_the_lines_are_shown() {
    let text = text();
    let nothing =
        text.replace(&text[text.find("history:").unwrap()..text.find("consequences:").unwrap()], "history: ~\n\n");
    let run = Run::new(&format!("log n.yaml {CALL}")).file("n.yaml", &nothing).ends_with(1);
    assert!(run.stderr.contains("put this at the end of `history` yourself:"), "{}", run.stderr);
    assert!(
        run.stderr.contains("- {date: 2026-06-14, channel: call, contact: devon, step: reminder, outcome: spoke}"),
        "{}",
        run.stderr
    );
    assert_eq!(run.text("n.yaml"), nothing);
}

#[test]
fn every_example_and_story_takes_an_entry_and_keeps_every_byte_it_had() {
    let folders = [project("cases"), project("tests/stories")];
    let files = folders.iter().flat_map(|folder| walkdir::WalkDir::new(folder).sort_by_file_name());
    let cases = files
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml") && !path.ends_with("_shared.yaml"));
    let entry = Draft::default().plain("date", "2026-11-01").plain("channel", "sms").plain("outcome", "sent");
    let mut count = 0;
    for path in cases {
        let text = fs::read_to_string(&path).unwrap();
        for text in [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), text.trim_end().to_owned(), text] {
            let Some(edited) = pastdue::edit::append(text.as_bytes(), &entry) else { panic!("{}", path.display()) };
            let added = edited.bytes.len() - text.len();
            let from = text.bytes().zip(&edited.bytes).take_while(|(old, new)| old == *new).count();
            assert_eq!(&edited.bytes[from + added..], &text.as_bytes()[from..], "{}", path.display());
        }
        count += 1;
    }
    assert!(count > 40, "{count}");
}

#[test]
fn twenty_at_once_lose_no_entry() {
    let first = northwind("check n.yaml --as-of 2026-06-14 -q").ends_with(0);
    let command = format!("log n.yaml {CALL}");
    let children: Vec<Child> =
        (0..20).map(|n| first.then(&command).argument(format!("--note=call {n}")).command().spawn().unwrap()).collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let case = Case::from_yaml(&first.text("n.yaml")).unwrap();
    let mut notes: Vec<_> =
        case.history.iter().filter_map(|entry| entry.note.clone()).filter(|note| note.starts_with("call ")).collect();
    notes.sort();
    notes.dedup();
    assert_eq!((notes.len(), case.history.len()), (20, 23));
    assert_eq!(first.files(""), ["n.yaml"]);
}

#[test]
fn a_run_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let first = northwind("check n.yaml --as-of 2026-06-14 -q").ends_with(0);
    let (old, new) = (text(), with_line(&text(), LINE));
    let mut seen = [0, 0];
    for round in 0..40 {
        fs::write(first.path("n.yaml"), &old).unwrap();
        let mut child = first.then(&format!("log n.yaml {CALL}")).command().spawn().unwrap();
        thread::sleep(Duration::from_micros(round * 1_500));
        // it may have ended before
        let _ = child.kill();
        child.wait().unwrap();
        let left = first.text("n.yaml");
        assert!(left == old || left == new, "{left}");
        seen[usize::from(left == new)] += 1;
    }
    first.then(&format!("log n.yaml {CALL}")).ends_with(0);
    assert_eq!(first.files(""), ["n.yaml"], "{seen:?}");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_the_file_behind_it_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let run = Run::new("check real/n.yaml --as-of 2026-06-14 -q").file("real/n.yaml", text()).ends_with(0);
    fs::set_permissions(run.path("real/n.yaml"), fs::Permissions::from_mode(0o660)).unwrap();
    std::os::unix::fs::symlink("real/n.yaml", run.path("link.yaml")).unwrap();
    let run = run.then(&format!("log link.yaml {CALL}")).ends_with(0);
    assert!(run.path("link.yaml").symlink_metadata().unwrap().is_symlink());
    assert_eq!(run.text("real/n.yaml"), with_line(&text(), LINE));
    assert_eq!(fs::metadata(run.path("real/n.yaml")).unwrap().permissions().mode() & 0o777, 0o660);
    std::os::unix::fs::symlink("nowhere", run.path("dangling.yaml")).unwrap();
    run.then(&format!("log dangling.yaml {CALL}")).ends_with(3);
}

#[test]
fn characters_that_no_case_may_hold_are_named_and_not_written() {
    for (note, code) in [("a\u{1b}[31mred", "U+001B"), ("\u{202e}txet", "U+202E"), ("a\tb", "U+0009")] {
        let run = northwind(&format!("log n.yaml {CALL}")).argument(format!("--note={note}")).ends_with(1);
        assert!(run.stderr.contains("error[forbidden-character]") && run.stderr.contains(code), "{}", run.stderr);
        assert!(!run.stderr.contains('\u{1b}') && !run.stderr.contains('\u{202e}'), "{}", run.stderr);
        assert_eq!(run.text("n.yaml"), text());
    }
}

/// What a hand may slip in.
const MARKS: [&str; 16] =
    ["", "\n", "\r\n", " ", "  ", "- ", "[", "]", "{", "}", ",", ": ", " #", "&a ", "*a", "\u{e9}"];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn a_file_mangled_anyhow_is_added_to_with_nothing_lost_or_left_alone(
        flow in any::<bool>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..MARKS.len(), any::<bool>()), 1..8),
    ) {
        let list = if flow {
            "history: [{date: 2026-05-14, channel: call}, # one\n  {date: 2026-05-15, note: \"a, b\"},\n]\n"
        } else {
            "history:\n  - {date: 2026-05-14, channel: call}\n  # one\n  - date: 2026-05-15\n    note: |\n      a\n\n      é\n"
        };
        let mut text: Vec<char> = format!("case: a\ninvoices:\n- {{number: '1', amount: 1}}\n{list}\n# end\nhold:\n").chars().collect();
        for (at, mark, in_place) in edits {
            let at = at.index(text.len());
            let marks = MARKS[mark].chars();
            if in_place { text.splice(at..=at, marks); } else { text.splice(at..at, marks); }
        }
        let text: String = text.into_iter().collect();
        let entry = Draft::default().plain("date", "2026-06-14").plain("channel", "call").plain("outcome", "spoke");
        if let Some(edited) = pastdue::edit::append(text.as_bytes(), &entry) {
            let new = String::from_utf8(edited.bytes).unwrap();
            let mut rest = new.chars();
            prop_assert!(text.chars().all(|old| rest.any(|c| c == old)), "{new}");
            prop_assert!(text.lines().filter(|line| line.trim_start().starts_with('#')).all(|line| new.contains(line)));
        }
        pastdue::edit::fresh::TakenOver::of(&text);
    }

    #[test]
    fn any_text_is_written_so_that_it_is_read_as_typed(note in any::<String>(), id in "\\PC{0,12}") {
        let entry = Draft::default().plain("date", "2026-06-14").with("contact", Value::Text(id)).with("note", Value::Text(note));
        for form in ["- {date: 2026-05-14, channel: call}", "- date: 2026-05-14"] {
            // an entry is proven to be read back as it was before it is given out
            let edited = pastdue::edit::append(format!("history:\n  {form}\n").as_bytes(), &entry);
            prop_assert!(edited.is_some());
        }
    }
}

const PROMISE: &str = "log n.yaml --date 2026-06-14 --channel call --contact devon --outcome promised --discussed 1042 \
--promise 11020.00 --by 2026-06-19 --as-of 2026-06-14";

#[test]
fn a_promise_is_offered_to_be_said_back_and_quiet_keeps_still() {
    let run = northwind(PROMISE).ends_with(0);
    assert_eq!(run.stderr, "to say the promise back in writing:\n  pastdue confirm n.yaml\n");
    northwind(&format!("{PROMISE} -q")).stderr("").ends_with(0);
    northwind(&format!("{PROMISE} --dry-run")).stderr("").ends_with(0);
}

#[test]
fn a_promise_said_back_names_amount_weekday_and_invoice_to_whoever_made_it() {
    let run = northwind(PROMISE).ends_with(0);
    let run = run.then("confirm n.yaml --as-of 2026-06-14").ends_with(0);
    assert_eq!(
        run.stdout,
        "new      out/northwind-2026-014/confirmation.md\nnew      out/northwind-2026-014/confirmation.eml\n"
    );
    let text = run.text("out/northwind-2026-014/confirmation.md").replace('\\', "");
    assert!(text.contains("$11,020.00 on invoice 1042 will be in our account by Friday, June 19, 2026."), "{text}");
    assert!(text.contains("Thank you for the call today."), "{text}");
    let eml = run.bytes("out/northwind-2026-014/confirmation.eml");
    let mail = mail_parser::MessageParser::new().parse(&eml).unwrap();
    assert_eq!(mail.subject(), Some("What we agreed: $11,020.00 by Friday, June 19, 2026"));
    assert_eq!(mail.attachment_count(), 0);
    run.then("confirm n.yaml --as-of 2026-06-14 --to pdf").ends_with(0);
    assert!(run.has("out/northwind-2026-014/confirmation.pdf"));
}

#[test]
fn a_call_is_logged_and_said_back_in_one_go_or_not_at_all() {
    let run = northwind(&format!("{PROMISE} --confirm")).ends_with(0);
    assert!(run.stdout.contains("\nnew      out/northwind-2026-014/confirmation.md\nnew "), "{}", run.stdout);
    assert_eq!(run.stderr, "");
    let json = northwind(&format!("{PROMISE} --confirm --format json")).ends_with(0);
    let answer: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(answer["documents"][1]["path"], "out/northwind-2026-014/confirmation.eml");
    let dry = northwind(&format!("{PROMISE} --confirm --dry-run")).ends_with(0);
    assert_eq!(dry.files(""), ["n.yaml"]);
    let unmailed = Run::new(&format!("{PROMISE} --confirm"))
        .file("n.yaml", text().replace("  email: accounts@halden.example\n", ""))
        .stderr("warning[missing-key]: no e-mail draft is made: the case has no `creditor.email`\n")
        .ends_with(0);
    assert!(unmailed.has("out/northwind-2026-014/confirmation.md"));
    assert!(!unmailed.has("out/northwind-2026-014/confirmation.eml"));
    let over = "log n.yaml --date 2026-06-10 --channel call --contact marsha --outcome promised --promise 10.00 --by 2026-06-12";
    let over = northwind(&format!("{over} --as-of 2026-06-14 --confirm")).ends_with(1);
    assert!(over.stderr.starts_with("refused[promise-over]"), "{}", over.stderr);
    assert!(!over.text("n.yaml").contains("date: 2026-06-10"));
    northwind(&format!("log n.yaml {CALL} --confirm")).ends_with(2);
}

#[test]
fn a_promise_that_is_not_there_kept_or_over_is_not_said_back() {
    let refused = |text: &str, day: &str| {
        let run = Run::new(&format!("confirm n.yaml -q --as-of {day}")).file("n.yaml", text).ends_with(1);
        assert!(!run.has("out"));
        run.stderr
    };
    assert_eq!(refused(&text(), "2026-05-27"), "refused[no-promise]: no promise is recorded up to 2026-05-27\n");
    assert_eq!(
        refused(&text(), "2026-06-06"),
        "refused[promise-over]: 12400.00 USD was promised by 2026-06-05, and that day is over\n"
    );
    let paid = text().replace("amount: 2000.00, invoice", "amount: 12400.00, invoice");
    assert_eq!(refused(&paid, "2026-06-04"), "refused[promise-kept]: the 12400.00 USD promised by 2026-06-05 came\n");
}

#[test]
fn a_demand_says_how_to_record_that_it_was_sent_and_the_line_is_taken_as_it_stands() {
    let demand = "demand n.yaml --as-of 2026-07-02 --books-current";
    let run = northwind(demand).ends_with(0);
    let line = run.stderr.lines().find_map(|line| line.strip_prefix("  pastdue ")).unwrap();
    assert_eq!(
        line,
        "log n.yaml --date 2026-07-02 --channel email --contact marsha --outcome sent --document demand \
--deadline 2026-07-09 --announced collection-agency"
    );
    assert!(run.stderr.contains("when it is sent, record it:\n"), "{}", run.stderr);
    let logged = run.then(&format!("{line} --as-of 2026-07-02")).ends_with(0);
    assert!(logged.stdout.contains("until 2026-07-10"), "{}", logged.stdout);
    let plain = northwind(&format!("{demand} --without-consequence")).ends_with(0);
    assert!(plain.stderr.ends_with("--document demand --deadline 2026-07-09\n"), "{}", plain.stderr);
    assert!(!northwind(&format!("{demand} -q")).ends_with(0).stderr.contains("record it"));
    assert!(!northwind(&format!("{demand} --dry-run")).ends_with(0).stderr.contains("record it"));
}

#[test]
fn a_call_sheet_says_how_to_record_the_call() {
    let call = northwind("call n.yaml --as-of 2026-06-14").ends_with(0);
    assert_eq!(
        call.stderr,
        "after the call, record it:\n  pastdue log n.yaml --date 2026-06-14 --channel call --contact devon --outcome OUTCOME\n"
    );
    let stated = northwind("call n.yaml --as-of 2026-06-14 --step final-call").ends_with(0);
    assert!(stated.stderr.contains(" --step final-call --outcome OUTCOME\n"), "{}", stated.stderr);
}
