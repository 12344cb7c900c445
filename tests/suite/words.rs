//! The words of the documents: recorded for reading, tactful with a new contact, and text as typed.

use std::fs;
use std::path::{Path, PathBuf};

use pastdue::case::{Case, Step};
use pastdue::compose::DocumentKind;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::composed::{Asked, EVERY, body, compose, languages, name};
use crate::papers::example_cases;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn northwind(more_history: &str) -> Case {
    let yaml = fs::read_to_string(root().join("cases/northwind-2026-014.yaml")).unwrap();
    let yaml = yaml.replace("\nconsequences:", &format!("{more_history}\nconsequences:"));
    Case::from_yaml(&yaml).unwrap()
}

const ESCALATED: &str =
    "  - {date: 2026-06-15, channel: call, contact: devon, step: escalation, outcome: spoke, discussed: [\"1042\"]}\n";
const CALLED_AT_LAST: &str = "  - {date: 2026-06-29, channel: call, contact: devon, step: final-call, outcome: promised, promise: {amount: 11020.00, by: 2026-07-02}}\n";

/// The Northwind case from before its due day to the letter.
fn on_the_way() -> Vec<(&'static str, &'static str, Case, Asked)> {
    let call = |step| (DocumentKind::Call, Some(step));
    let bare = || northwind("");
    vec![
        ("1-courtesy", "2026-04-30", bare(), call(Step::Courtesy)),
        ("2-reminder", "2026-05-04", bare(), call(Step::Reminder)),
        ("3-follow-up-after-a-try", "2026-05-20", bare(), call(Step::FollowUp)),
        ("4-follow-up-after-a-promise", "2026-06-08", bare(), call(Step::FollowUp)),
        ("5-escalation", "2026-06-15", bare(), call(Step::Escalation)),
        ("6-escalation-almost-60-days", "2026-06-28", bare(), call(Step::Escalation)),
        ("7-final-call", "2026-06-24", northwind(ESCALATED), call(Step::FinalCall)),
        ("8-final-call-with-a-consequence", "2026-07-01", northwind(ESCALATED), call(Step::FinalCall)),
        ("9-demand", "2026-07-03", northwind(&format!("{ESCALATED}{CALLED_AT_LAST}")), (DocumentKind::Demand, None)),
        ("statement", "2026-06-12", bare(), (DocumentKind::Statement, None)),
        ("plan", "2026-06-12", bare(), (DocumentKind::PlanAgreement, None)),
        ("confirmation", "2026-05-28", bare(), (DocumentKind::Confirmation, None)),
    ]
}

#[test]
fn every_document_of_northwind_reads_as_recorded() {
    let folder = root().join("tests/words/northwind");
    let mut differs = Vec::new();
    for (title, day, case, asked) in on_the_way() {
        let page = compose(&case, day, asked).unwrap_or_else(|fault| panic!("{title}: {fault}"));
        let path = folder.join(format!("{title}.md"));
        if std::env::var_os("RECORD").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &page).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != page {
            differs.push(title);
        }
    }
    assert!(differs.is_empty(), "{differs:?} read differently (RECORD=1 records again)");
}

/// The words of the language of a page that lay blame.
fn blaming_words(page: &str) -> Vec<String> {
    let lang = page.lines().find_map(|line| line.strip_prefix("lang: ")).unwrap();
    let language = lang.split('-').next().unwrap();
    let list = fs::read_to_string(root().join(format!("templates/{language}/blaming-words.txt"))).unwrap();
    list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_lowercase).collect()
}

fn lays_blame(line: &str, words: &[String]) -> Option<String> {
    let plain: String =
        line.to_lowercase().chars().map(|c| if c.is_alphanumeric() || c == '’' { c } else { ' ' }).collect();
    let plain = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    words.iter().find(|word| plain.contains(&format!(" {word} "))).cloned()
}

/// The lines of a page that reach the debtor: what is said on a call, and every line of a letter but the
/// contract's own clauses.
fn heard((kind, _): Asked, page: &str) -> Vec<&str> {
    let said = kind == DocumentKind::Call;
    body(page).filter(|line| line.starts_with('>') == said).collect()
}

#[test]
fn no_blaming_word_about_the_first_contact_reaches_the_new_one() {
    let (mut faults, mut looked) = (Vec::new(), 0);
    let mut cases = example_cases();
    assert!(cases.len() >= 13, "{}", cases.len());
    cases.extend(on_the_way().into_iter().map(|(title, _, case, _)| (PathBuf::from(title), case)));
    for (path, mut case) in cases {
        for language in languages() {
            case.debtor.language = Some(language.to_owned());
            for (day, asked) in ["2026-06-28", "2026-10-31"].into_iter().flat_map(|day| EVERY.map(|asked| (day, asked)))
            {
                let Ok(page) = compose(&case, day, asked) else { continue };
                let words = blaming_words(&page);
                looked += 1;
                for line in heard(asked, &page) {
                    let blamed = lays_blame(line, &words);
                    faults.extend(blamed.map(|word| format!("{} {}: `{word}` in {line}", path.display(), name(asked))));
                }
            }
        }
    }
    assert!(looked > 200 * languages().len(), "{looked}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn reception_and_voicemail_hear_neither_debt_nor_amount() {
    let case = Case::from_yaml(&fs::read_to_string(root().join("cases/tallgrass-2026-q3.yaml")).unwrap()).unwrap();
    let find = compose(&case, "2026-10-31", (DocumentKind::Call, Some(Step::Escalation))).unwrap();
    let reception = section(&find, "## 1. Find the person");
    assert!(reception.len() >= 3, "{find}");
    for (title, day, case, asked) in on_the_way() {
        let page = compose(&case, day, asked).unwrap();
        if asked.0 == DocumentKind::Call {
            let voicemail = section(&page, "## Voicemail");
            assert_eq!(voicemail.len(), 1, "{title}");
            assert_discreet(&voicemail);
        }
    }
    assert_discreet(&reception);
}

/// A home owner, in each language of the documents, with a telephone number and without.
fn consumers() -> Vec<Case> {
    let yaml = fs::read_to_string(root().join("cases/cedar-hollow-2026-118.yaml")).unwrap();
    let case = Case::from_yaml(&yaml).unwrap();
    let speaking = |language: &str| {
        let mut case = case.clone();
        case.debtor.language = Some(language.to_owned());
        let mut unlisted = case.clone();
        unlisted.debtor.contacts[0].phone = None;
        [case, unlisted]
    };
    languages().into_iter().flat_map(speaking).collect()
}

/// The call sheets of a consumer, from before the due day to the last call.
fn sheets_of(case: &Case) -> Vec<String> {
    let steps = [
        ("2026-10-03", Step::Courtesy),
        ("2026-10-06", Step::Reminder),
        ("2026-10-31", Step::FollowUp),
        ("2026-11-25", Step::FinalCall),
    ];
    steps.map(|(day, step)| compose(case, day, (DocumentKind::Call, Some(step))).unwrap()).into()
}

#[test]
fn a_private_person_has_no_approvals_and_no_accounts_department() {
    let of_firms = [
        "approv",
        "payment run",
        "your books",
        "reception",
        "company",
        "stands in",
        "freigabe",
        "freigeben",
        "zahlungslauf",
        "ihren büchern",
        "empfang",
        "unternehmen",
        "vertritt sie",
        "valid",
        "prochains règlements",
        "vos comptes",
        "accueil",
        "entreprise",
        "remplace",
        "“we",
        "„wir",
        "« nous",
    ];
    for page in consumers().iter().flat_map(sheets_of) {
        let told = body(&page).collect::<Vec<_>>().join("\n").to_lowercase();
        let found: Vec<_> = of_firms.iter().filter(|word| told.contains(**word)).collect();
        assert!(found.is_empty(), "{found:?} in {told}");
    }
}

#[test]
fn a_consumer_is_asked_for_by_name_before_anything_is_said_of_an_invoice() {
    for page in consumers().iter().flat_map(sheets_of) {
        let said = section(&page, "## 1. ");
        assert!(said[0].contains("Ms Ferreira?") || said[0].contains("Ms Ferreira\u{202f}?"), "{}", said[0]);
        assert_discreet(&said[..1]);
        let note = page.split_once(said[0]).unwrap().1.trim_start().lines().next().unwrap();
        assert!(note.contains("Joan Ferreira") && !note.starts_with('>'), "{note}");
    }
}

/// The lines to say under a heading.
fn section<'p>(page: &'p str, heading: &str) -> Vec<&'p str> {
    let after = page.split_once(heading).unwrap_or_else(|| panic!("no {heading} in {page}")).1;
    after.lines().take_while(|line| !line.starts_with("## ")).filter(|line| line.starts_with('>')).collect()
}

fn assert_discreet(lines: &[&str]) {
    for line in lines {
        for word in ["$", "€", "£", "invoice", "debt", "owe", "due", "balance", "late", "pay", "overdue", "1042"] {
            let plain = line.to_lowercase();
            let found = plain.split(|c: char| !c.is_alphanumeric() && !"$€£".contains(c)).any(|part| part == word);
            assert!(!found, "`{word}` in {line}");
        }
    }
}

/// Text that tries to be Markdown, HTML and a template at once.
const HOSTILE: &str = "*b* _i_ <b>x</b> [l](http://e.example) {{ owed.total }} {% if %} `c` # | ~~s~~ &amp; \\ 1. ---";

#[test]
fn hostile_text_in_every_field_shows_as_typed() {
    let yaml = include_str!("../words/hostile.yaml");
    let case = Case::from_yaml(yaml).unwrap();
    for asked in EVERY {
        let page = compose(&case, "2026-07-20", asked).unwrap();
        let after_head = page.splitn(3, "---\n").nth(2).unwrap();
        let mut text = String::new();
        for event in Parser::new_ext(after_head, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS) {
            match event {
                Event::Text(piece) => text.push_str(&piece),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                Event::Html(html) => assert!(html.trim().starts_with("<!-- "), "{html} in {}", name(asked)),
                Event::InlineHtml(html) => panic!("{html} in {}", name(asked)),
                Event::Code(code) => panic!("`{code}` in {}", name(asked)),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    assert!(dest_url.starts_with("https://pay.halden.example"), "{dest_url} in {}", name(asked));
                }
                _ => {}
            }
        }
        for field in (1..=37).map(|number| format!("F{number:02}")) {
            let shown = text.matches(&field).count();
            let typed = text.matches(&format!("{field} {HOSTILE} {field}")).count();
            assert_eq!(shown, 2 * typed, "{field} in {}:\n{page}", name(asked));
        }
    }
}
