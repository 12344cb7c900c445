//! The review from outside: each code with its exact words, no false alarm on the examples, and what it refuses.
//!
//! `tests/review/NAME.yaml` is a case, `NAME.md` beside it a draft edited by hand, and `NAME.txt` what the review says. A
//! first line `# as of 2026-06-12` sets the day. `RECORD=1 cargo test review` records again, and reading the difference in
//! git is the review.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::NaiveDate;
use pastdue::calendar::plus_days;
use pastdue::case::finding::Texts;
use pastdue::case::load::{self, Loaded};
use pastdue::cmd::disk::Disk;
use pastdue::compose::DocumentKind;
use pastdue::ledger::Ledger;
use pastdue::review::{Draft, Origin, Remark, Scene, all_codes, review};

use crate::composed::{EVERY, compose, name};
use crate::support::{Run, project, text_of};

/// Returns the files of a folder and those below it with this ending, sorted.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(project(folder)).sort_by_file_name().into_iter();
    let files = walk.map(|entry| entry.unwrap().into_path());
    files.filter(|path| path.extension().is_some_and(|own| own == ending) && !path.ends_with("_shared.yaml")).collect()
}

fn recorded() -> Vec<String> {
    files("tests/review", "yaml").iter().map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect()
}

/// Runs the review of a recorded case as a user in its folder would.
fn said(name: &str) -> String {
    let text = text_of(&format!("tests/review/{name}.yaml"));
    let day = text.strip_prefix("# as of ").map_or("2026-06-12", |line| &line[..10]);
    let mut program = Command::new(env!("CARGO_BIN_EXE_pastdue"));
    program.current_dir(project("tests/review")).env("NO_COLOR", "1");
    program.args(["--quiet", "review", "--as-of", day]).arg(format!("{name}.yaml"));
    if project(&format!("tests/review/{name}.md")).exists() {
        program.arg("--draft").arg(format!("{name}.md"));
    }
    let output = program.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (answer, messages) = (text(output.stdout), text(output.stderr));
    format!("{answer}{messages}exit code {}\n", output.status.code().unwrap())
}

#[test]
fn each_remark_has_its_exact_words() {
    let mut differs = Vec::new();
    for name in recorded() {
        let (said, file) = (said(&name), project(&format!("tests/review/{name}.txt")));
        if std::env::var_os("RECORD").is_some() {
            fs::write(&file, &said).unwrap();
        }
        if fs::read_to_string(&file).unwrap_or_default() != said {
            differs.push(format!("{name} says now\n{said}"));
        }
    }
    assert!(differs.is_empty(), "{} (RECORD=1 records again)", differs.join("\n"));
}

#[test]
fn every_code_is_recorded_under_its_name() {
    let recorded = recorded();
    for code in all_codes() {
        assert!(recorded.iter().any(|name| name == code), "no tests/review/{code}.yaml");
        let words = text_of(&format!("tests/review/{code}.txt"));
        assert!(words.contains(&format!("[{code}]")), "{code}");
    }
}

#[test]
fn every_code_is_explained() {
    let explain = |code: &str| Run::new("explain").argument(code).ends_with(0).stdout;
    assert!(all_codes().all(|code| explain(code).starts_with(&format!("{code}\n"))));
    let listed = Run::new("explain").ends_with(0).stdout;
    assert!(all_codes().all(|code| listed.lines().any(|line| line == code)));
}

#[test]
fn every_remark_has_a_source_a_fix_and_the_words_of_a_finding() {
    for (path, loaded) in loaded("tests/review") {
        for remark in on(&loaded, "2026-06-12".parse().unwrap()) {
            let words = [&remark.message, &remark.source, &remark.fix];
            assert!(
                words.iter().all(|text| !text.is_empty() && !text.ends_with('.')),
                "{}: {remark:?}",
                path.display()
            );
            let first = remark.message.chars().next().unwrap();
            assert!(first == '`' || first.is_numeric() || first.is_lowercase(), "{}", remark.message);
        }
    }
}

fn loaded(folder: &str) -> Vec<(PathBuf, Loaded)> {
    let read = |path: PathBuf| {
        let loaded = load::read(&Disk, &path, None).unwrap();
        (path, loaded)
    };
    files(folder, "yaml").into_iter().map(read).filter(|(_, loaded)| loaded.case().is_some()).collect()
}

fn on(loaded: &Loaded, day: NaiveDate) -> Vec<Remark> {
    let case = loaded.case().unwrap();
    let ledger = Ledger::reckon(case, day).unwrap();
    review(&Scene { loaded, case, ledger: &ledger, without_consequence: false }, &[])
}

/// Returns the days on which the examples are looked at: every ninth of the year in which most of them fall.
fn days() -> impl Iterator<Item = NaiveDate> {
    (0..32).map(|n| plus_days("2026-03-20".parse().unwrap(), 9 * n))
}

/// What a careful reader would say about the examples too.
const RIGHT: [&str; 1] = ["announced-not-done"];

#[test]
fn the_examples_give_no_false_alarm_on_any_day() {
    for (path, loaded) in loaded("cases") {
        for day in days() {
            let alarms: BTreeSet<&str> =
                on(&loaded, day).iter().map(|remark| remark.code).filter(|code| !RIGHT.contains(code)).collect();
            assert!(alarms.is_empty(), "{} on {day}: {alarms:?}", path.display());
        }
    }
}

/// The comparisons are made although the templates are our own: here they are held against the rules.
#[test]
fn no_document_of_ours_is_remarked_on() {
    let (mut alarms, mut looked) = (Vec::new(), 0);
    for (path, loaded) in loaded("cases").into_iter().chain(loaded("tests/stories")) {
        let story = fs::read_to_string(path.with_file_name("story.txt")).ok();
        let own_day = story.and_then(|text| text.lines().find_map(|line| line.strip_prefix("day: ")?.parse().ok()));
        for day in own_day.map_or_else(|| days().step_by(7).collect(), |day| vec![day]) {
            for asked in EVERY.into_iter().filter(|(kind, _)| own_day.is_none() || *kind != DocumentKind::Call) {
                let Ok(page) = compose(loaded.case().unwrap(), &day.to_string(), asked) else { continue };
                looked += 1;
                alarms.extend(of_page(&loaded, day, &format!("{}.md", name(asked)), &page).iter().map(|remark| {
                    let line =
                        remark.place.as_ref().and_then(|place| page.lines().nth(place.line - 1)).unwrap_or_default();
                    format!(
                        "{} on {day}, {}: {}: {}\n  {line}",
                        path.display(),
                        name(asked),
                        remark.code,
                        remark.message
                    )
                }));
            }
        }
    }
    assert!(looked > 300, "{looked}");
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

/// Returns the remarks on a page, without those about the case.
fn of_page(loaded: &Loaded, day: NaiveDate, file: &str, page: &str) -> Vec<Remark> {
    let case = loaded.case().unwrap();
    let ledger = Ledger::reckon(case, day).unwrap();
    let draft = Draft::read(file, page, Origin::Hand, &mut Texts::default());
    let mut remarks = review(&Scene { loaded, case, ledger: &ledger, without_consequence: false }, &[draft]);
    remarks.retain(|remark| remark.place.as_ref().is_some_and(|place| Path::new(&*place.file) == Path::new(file)));
    remarks
}

/// The letter of Brackley of 31 October, with its consequence in other words.
fn brackley(consequence: &str) -> String {
    let case = text_of("cases/brackley-2026-31.yaml");
    let at = case.find("consequences:").unwrap();
    format!(
        "{}consequences:\n  - {{id: county-court, {consequence}, ready: 2026-10-20, deadline_days: 14}}\n",
        &case[..at]
    )
}

fn demand(case: &str, more: &str) -> Run {
    Run::new(&format!("demand case.yaml --as-of 2026-10-31 --to md {more}"))
        .file("case.yaml", case.replace("logo: brackley.png", "").replace(", signature: brackley-signature.png", ""))
}

#[test]
fn an_unlawful_threat_refuses_the_demand_and_nothing_is_written() {
    let case = brackley("kind: other, text: we will have you arrested");
    let run = demand(&case, "").ends_with(1);
    assert!(run.stderr.contains("error[threat-of-arrest]") && run.stderr.contains("no legal advice"), "{}", run.stderr);
    assert!(!run.has("out"));
    demand(&case, "--without-consequence").ends_with(0);
    let silenced = format!("{case}silence: [{{code: threat-of-arrest, reason: a figure of speech between friends}}]\n");
    demand(&silenced, "").ends_with(0);
}

#[test]
fn a_warning_of_the_review_is_said_and_the_demand_is_made() {
    let case = brackley("kind: small-claims, name: the County Court").replace("deadline_days: 14", "deadline_days: 7");
    let run = demand(&case, "").ends_with(0);
    assert!(run.stderr.contains("warning[gb-reply-days]") && run.has("out/brackley-2026-31/demand.md"));
    assert_eq!(demand(&case, "--quiet").ends_with(0).stderr, "");
}

#[test]
fn a_call_sheet_is_refused_only_for_what_it_would_say() {
    let case = text_of("cases/northwind-2026-014.yaml").replace("logo: halden.png", "");
    let at = case.find("consequences:").unwrap();
    let threat = "consequences: [{kind: other, text: we will write to your customers, ready: 2026-06-01}]\n";
    let case = format!("{}{threat}", &case[..at]);
    let call =
        |more: &str| Run::new(&format!("call case.yaml --as-of 2026-06-14 --to md {more}")).file("case.yaml", &case);
    assert!(call("").ends_with(0).stderr.contains("warning[threat-to-tell-others]"));
    assert!(call("--step final-call").ends_with(1).stderr.contains("error[threat-to-tell-others]"));
}

#[test]
fn a_template_of_the_users_own_is_held_against_the_ledger() {
    let template = text_of("templates/en/demand.md")
        .replace("This letter sets out what was agreed", "Add £12.34 for our trouble. This letter sets out");
    let case = brackley("kind: small-claims, name: the County Court");
    let run = demand(&case, "--templates own").file("own/en/demand.md", template).ends_with(1);
    assert!(run.stderr.contains("error[amount-not-in-ledger]: `12.34`"), "{}", run.stderr);
}

#[test]
fn a_statement_and_an_agreement_are_reviewed_like_a_letter() {
    let case = brackley("kind: small-claims, name: the County Court")
        .replace("logo: brackley.png", "")
        .replace(", signature: brackley-signature.png", "");
    let threat = |document: &str, words: &str| {
        let template = text_of(&format!("templates/en/{document}.md"));
        assert!(template.contains(words), "{document}");
        template.replace(words, &format!("You may be arrested. {words}"))
    };
    let run = |command: &str, document: &str, words: &str| {
        Run::new(&format!("{command} --as-of 2026-10-31 --to md --templates own"))
            .file("case.yaml", &case)
            .file(&format!("own/en/{document}.md"), threat(document, words))
            .ends_with(1)
    };
    let statement = run("statement case.yaml", "statement", "If an entry differs from your books");
    let plan = "plan case.yaml --instalments 3 --first 2026-11-30";
    let agreement = run(plan, "plan", "Changes to this agreement are made");
    for refused in [statement, agreement] {
        assert!(refused.stderr.contains("error[threat-of-arrest]") && !refused.has("out"), "{}", refused.stderr);
    }
    Run::new(&format!("{plan} --as-of 2026-10-31 --to md")).file("case.yaml", &case).ends_with(0);
}

#[test]
fn of_the_case_a_statement_is_told_only_what_concerns_the_charges() {
    let case = text_of("tests/review/fee-without-clause.yaml").replace(
        "invoices:",
        "consequences: [{kind: other, text: we will have you arrested, ready: 2026-01-01}]\ninvoices:",
    );
    let run = Run::new("statement case.yaml --as-of 2026-06-12 --to md").file("case.yaml", case).ends_with(0);
    assert!(run.stderr.contains("warning[fee-without-clause]") && !run.stderr.contains("arrest"), "{}", run.stderr);
}

#[test]
fn what_the_letter_has_said_its_statement_does_not_say_again() {
    let case = text_of("tests/review/fee-without-clause.yaml")
        .replace("invoices:", "consequences: [{kind: collection-agency, name: Cascade, ready: 2026-01-01}]\ninvoices:");
    let demand = "demand case.yaml --as-of 2026-06-12 --to md --enclose-statement";
    let run = Run::new(demand).file("case.yaml", case).ends_with(0);
    assert_eq!(run.stderr.matches("warning[fee-without-clause]").count(), 1, "{}", run.stderr);
}

#[test]
fn a_letter_changed_by_hand_is_held_against_its_case() {
    let run = demand(&brackley("kind: small-claims, name: the County Court"), "").ends_with(0);
    let letter = run.text("out/brackley-2026-31/demand.md");
    let review = |letter: &str, day: &str| {
        let again = run.then(&format!("review case.yaml --as-of {day} --draft edited.md --format json"));
        let command = again.file("edited.md", letter);
        let output = command.command().output().unwrap();
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let remarks = answer["remarks"].as_array().unwrap().clone();
        remarks.iter().map(|remark| remark["code"].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>()
    };
    assert_eq!(review(&letter, "2026-10-31"), BTreeSet::new());
    assert_eq!(review(&letter.replace('\n', "\r\n"), "2026-10-31"), BTreeSet::new());
    assert!(review(&letter.replace("within 30 days", "within 20 days"), "2026-10-31").contains("clause-differs"));
    assert!(review(&letter.replace("6 July 2026", "7 June 2026"), "2026-10-31").contains("day-not-in-case"));
    assert!(review(&letter.replace("£2,616.00", "£2,661.00"), "2026-10-31").contains("amount-not-in-ledger"));
    assert!(review(&letter, "2026-11-09").contains("total-not-of-the-day"));
    assert!(review(&letter, "2026-11-09").contains("draft-old"));
}

#[test]
fn a_batch_counts_the_remarks_and_refuses_what_the_review_refuses() {
    let warned =
        brackley("kind: small-claims, name: the County Court").replace("deadline_days: 14", "deadline_days: 7");
    let refused = brackley("kind: other, text: we will have you arrested").replace("brackley-2026-31", "brackley-2");
    let run = Run::new("batch mine --month 2026-10")
        .file(
            "mine/one.yaml",
            warned.replace("logo: brackley.png", "").replace(", signature: brackley-signature.png", ""),
        )
        .file(
            "mine/two.yaml",
            refused.replace("logo: brackley.png", "").replace(", signature: brackley-signature.png", ""),
        )
        .ends_with(1);
    assert!(run.stdout.contains("the review has 2 to remark in 2 of them"), "{}", run.stdout);
    assert!(run.stdout.contains("brackley-2: refused[threat-of-arrest]"), "{}", run.stdout);
    let record = run.text("out/2026-10/manifest.jsonl");
    assert!(record.lines().all(|line| line.contains("\"remarks\":1")), "{record}");
}

#[test]
fn a_draft_that_cannot_be_read_is_named() {
    let case = brackley("kind: small-claims, name: the County Court")
        .replace("logo: brackley.png", "")
        .replace(", signature: brackley-signature.png", "");
    let run = |draft: &[u8]| {
        Run::new("review case.yaml --as-of 2026-10-31 --draft d.md").file("case.yaml", &case).file("d.md", draft)
    };
    assert!(run(b"\xff\xfe").ends_with(1).stderr.contains("`d.md` is not UTF-8"));
    run(b"").ends_with(1);
    Run::new("review case.yaml --draft none.md").file("case.yaml", &case).ends_with(3);
}
