//! German and French: every document recorded for reading, discreet where English is, and text as typed. What a fact
//! carries is tried in [`crate::facts`], blame in [`crate::words`].

use std::fs;
use std::path::Path;

use pastdue::case::{Case, Step};
use pastdue::compose::DocumentKind;
use pastdue::compose::templates::BUILT_IN;

use crate::composed::{Asked, EVERY, compose, name};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn case(id: &str, more_history: &str) -> Case {
    let yaml = fs::read_to_string(root().join(format!("cases/{id}.yaml"))).unwrap();
    let yaml = yaml.replacen("\nhistory:\n", &format!("\nhistory:\n{more_history}"), 1);
    Case::from_yaml(&yaml).unwrap()
}

type Page = (&'static str, &'static str, Case, Asked);

fn call(step: Step) -> Asked {
    (DocumentKind::Call, Some(step))
}

/// The Küstenlicht case from before its due day to the letter.
fn german() -> Vec<Page> {
    let bare = || case("kuestenlicht-2026-0187", "");
    let called_at_last =
        "  - {date: 2026-11-02, channel: call, contact: lindner, step: final-call, outcome: voicemail}\n";
    vec![
        ("1-courtesy", "2026-06-15", bare(), call(Step::Courtesy)),
        ("2-reminder", "2026-06-18", bare(), call(Step::Reminder)),
        ("3-follow-up", "2026-08-01", bare(), call(Step::FollowUp)),
        ("4-escalation", "2026-08-14", bare(), call(Step::Escalation)),
        ("5-final-call", "2026-10-31", bare(), call(Step::FinalCall)),
        ("6-demand", "2026-11-02", case("kuestenlicht-2026-0187", called_at_last), (DocumentKind::Demand, None)),
        ("statement", "2026-10-31", bare(), (DocumentKind::Statement, None)),
        ("plan", "2026-10-31", bare(), (DocumentKind::PlanAgreement, None)),
        ("confirmation", "2026-08-18", bare(), (DocumentKind::Confirmation, None)),
    ]
}

/// The Perrache case, and how it may go on.
fn french() -> Vec<Page> {
    const REMINDED: &str =
        "  - {date: 2026-11-02, channel: call, contact: camille, step: reminder, outcome: voicemail}\n";
    const PROMISED: &str = "  - {date: 2026-11-09, channel: call, contact: camille, outcome: promised, discussed: [F-2026-56], promise: {amount: 7320.00, by: 2026-11-20}}\n";
    const TRIED: &str = "  - {date: 2026-11-27, channel: call, contact: camille, outcome: no-answer}\n  - {date: 2026-12-01, channel: email, contact: camille, outcome: no-reply}\n";
    const ESCALATED: &str = "  - {date: 2026-12-08, channel: call, contact: delorme, step: escalation, outcome: spoke, discussed: [F-2026-56]}\n";
    let on = |parts: &[&str]| {
        let yaml = fs::read_to_string(root().join("cases/perrache-2026-56.yaml")).unwrap();
        let yaml = yaml.replace("payments_checked: 2026-10-30", "payments_checked: 2026-12-31");
        let ready = "consequences:\n  - {kind: collection-agency, name: Recouvrement Saône, ready: 2026-12-01, prepared: Mandat signé.}\n";
        Case::from_yaml(&format!("{yaml}{}{ready}", parts.concat())).unwrap()
    };
    vec![
        ("1-courtesy", "2026-10-22", case("perrache-2026-56", ""), call(Step::Courtesy)),
        ("2-reminder", "2026-10-31", case("perrache-2026-56", ""), call(Step::Reminder)),
        ("3-follow-up", "2026-11-23", on(&[REMINDED, PROMISED]), call(Step::FollowUp)),
        ("4-escalation", "2026-12-07", on(&[REMINDED, PROMISED, TRIED]), call(Step::Escalation)),
        ("5-final-call", "2026-12-15", on(&[REMINDED, PROMISED, TRIED, ESCALATED]), call(Step::FinalCall)),
        ("6-demand", "2026-12-18", on(&[REMINDED, PROMISED, TRIED, ESCALATED]), (DocumentKind::Demand, None)),
        ("statement", "2026-10-31", case("perrache-2026-56", ""), (DocumentKind::Statement, None)),
        ("plan", "2026-10-31", case("perrache-2026-56", ""), (DocumentKind::PlanAgreement, None)),
        ("confirmation", "2026-11-09", on(&[REMINDED, PROMISED]), (DocumentKind::Confirmation, None)),
    ]
}

/// Swiss German, which has no `ß` and no comma after the greeting.
fn swiss() -> Vec<Page> {
    let bare = || case("alpenblick-2026-3", "");
    vec![
        ("1-courtesy", "2026-07-29", bare(), call(Step::Courtesy)),
        ("2-follow-up", "2026-08-12", bare(), call(Step::FollowUp)),
        ("demand", "2026-08-12", bare(), (DocumentKind::Demand, None)),
        ("statement", "2026-10-31", bare(), (DocumentKind::Statement, None)),
        ("confirmation", "2026-08-12", bare(), (DocumentKind::Confirmation, None)),
    ]
}

#[test]
fn every_document_in_german_and_french_reads_as_recorded() {
    let mut differs = Vec::new();
    for (folder, pages) in [("kuestenlicht", german()), ("perrache", french()), ("alpenblick", swiss())] {
        for (title, day, case, asked) in pages {
            let page = compose(&case, day, asked).unwrap_or_else(|fault| panic!("{folder} {title}: {fault}"));
            let path = root().join(format!("tests/words/{folder}/{title}.md"));
            if std::env::var_os("RECORD").is_some() {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, &page).unwrap();
            } else if fs::read_to_string(&path).unwrap_or_default() != page {
                differs.push(format!("{folder}/{title}"));
            }
        }
    }
    assert!(differs.is_empty(), "{differs:?} read differently (RECORD=1 records again)");
}

#[test]
fn switzerland_reads_no_sharp_s_but_in_what_was_typed() {
    for (title, day, case, asked) in swiss() {
        let page = compose(&case, day, asked).unwrap();
        assert!(!page.contains('ß'), "{title}");
    }
    let yaml = fs::read_to_string(root().join("cases/kuestenlicht-2026-0187.yaml")).unwrap();
    let yaml = yaml.replace("  address: [Marketing", "  language: de-CH\n  address: [Marketing");
    let letter = compose(&Case::from_yaml(&yaml).unwrap(), "2026-10-31", (DocumentKind::Demand, None)).unwrap();
    assert!(letter.contains("Große Elbstraße 211") && letter.contains("Mit freundlichen Grüssen"), "{letter}");
}

#[test]
fn french_marks_stand_after_a_narrow_space() {
    for (title, day, case, asked) in french() {
        for line in compose(&case, day, asked).unwrap().lines().filter(|line| !line.starts_with("<!--")) {
            for mark in [" :", " ;", " ?", " !", "« ", " »"] {
                assert!(!line.contains(mark), "{title}: `{mark}` in {line}");
            }
        }
    }
}

#[test]
fn voicemail_and_reception_hear_neither_debt_nor_amount() {
    let german = ["rechnung", "schuld", "betrag", "fällig", "zahl", "mahnung", "offen", "verzug", "geld", "€"];
    let french = ["facture", "dette", "montant", "échéance", "pai", "due", "retard", "pénalité", "somme", "€"];
    for (pages, words) in [(self::german(), german), (self::french(), french)] {
        for (title, day, case, asked) in pages.into_iter().filter(|(.., asked)| asked.0 == DocumentKind::Call) {
            let page = compose(&case, day, asked).unwrap();
            let before_the_matter = page.split("## 2.").next().unwrap_or_default();
            let gate = if title.contains("escalation") { said(before_the_matter) } else { Vec::new() };
            assert!(!title.contains("escalation") || gate.len() == 2, "{title}: {gate:?}");
            let voicemail = page.split("oicemail").nth(1).unwrap_or_else(|| panic!("{title} has no voicemail"));
            let message = said(voicemail.split("\n## ").next().unwrap_or_default());
            assert_eq!(message.len(), 1, "{title}");
            for line in gate.iter().chain(&message) {
                let found = words.iter().find(|word| line.to_lowercase().contains(**word));
                assert!(found.is_none(), "{title}: {found:?} in {line}");
            }
        }
    }
}

fn said(part: &str) -> Vec<&str> {
    part.lines().filter(|line| line.starts_with('>')).collect()
}

#[test]
fn no_english_line_stands_in_a_german_or_french_document() {
    let english = fs::read_to_string(root().join("tests/suite/english-words.txt")).unwrap();
    let english: Vec<&str> = english.split_whitespace().collect();
    for (title, day, case, asked) in [german(), french(), swiss()].into_iter().flatten() {
        let page = compose(&case, day, asked).unwrap();
        // what a program reads: the pattern of a page number, the kinds of a fence and the rows of a chart
        let read = |line: &&str| {
            !line.starts_with("page-of: ")
                && !line.starts_with("```")
                && !line.ends_with(",payment")
                && !line.ends_with(",charge")
        };
        for line in page.lines().filter(read) {
            let shown = line.strip_prefix("payment: ").unwrap_or(line);
            let words = shown.split(|c: char| !c.is_alphabetic()).filter(|word| english.contains(word));
            let words: Vec<&str> = words.collect();
            assert!(words.is_empty(), "{title}: {words:?} in {line}");
        }
    }
}

#[test]
fn every_language_has_the_same_files_and_no_others() {
    for language in ["de", "en", "fr"] {
        let mut found = files_under(&root().join("templates").join(language), "");
        // the words that no letter may say belong to the review
        found.retain(|name| name != "blaming-words.txt");
        let mut built_in: Vec<&str> =
            BUILT_IN.iter().filter_map(|(name, _)| name.strip_prefix(language)?.strip_prefix('/')).collect();
        built_in.sort_unstable();
        assert_eq!(found, built_in, "{language}");
    }
}

fn files_under(folder: &Path, before: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            found.extend(files_under(&entry.path(), &format!("{name}/")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}

#[test]
fn a_debtor_is_written_to_in_the_forms_of_the_region_named() {
    let full = include_str!("../words/full.yaml");
    for tongue in ["de", "de-AT", "de-LI", "en", "en-IE", "fr", "fr-BE", "fr-CH", "fr-CA"] {
        let case = Case::from_yaml(&full.replace("language: en-US", &format!("language: {tongue}"))).unwrap();
        for asked in EVERY {
            let page = compose(&case, "2026-07-20", asked).unwrap();
            assert!(page.contains(&format!("\nlang: {tongue}")), "{} in {tongue}", name(asked));
        }
    }
}
