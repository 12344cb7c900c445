//! No sentence without a fact: each optional fact of a full case is taken away in turn.

use std::sync::OnceLock;

use pastdue::case::{Case, Step};
use pastdue::compose::{ComposeError, DocumentKind};
use pastdue::ledger::Ledger;
use serde_yaml::Value;

use crate::carried;
use crate::composed::{Asked, EVERY, body, compose, name};

const FULL: &str = include_str!("../words/full.yaml");
const DAY: &str = "2026-07-20";

/// The languages in which the full case is told.
const TONGUES: [&str; 3] = ["en-US", "de-DE", "fr-FR"];

/// Returns the full case for a debtor of this language, its people addressed in it.
fn full(tongue: &str) -> String {
    let (ms, mr) = match &tongue[..2] {
        "de" => ("Frau ", "Herr "),
        "fr" => ("Madame ", "Monsieur "),
        _ => ("Ms ", "Mr "),
    };
    let case = FULL.replace("language: en-US", &format!("language: {tongue}"));
    case.replace("Ms Lund", &format!("{ms}Lund")).replace("Mr Ortega", &format!("{mr}Ortega"))
}

/// A step from a value to one inside it.
#[derive(Clone, Debug)]
enum At {
    Key(String),
    Place(usize),
}

fn places(value: &Value, path: &[At], found: &mut Vec<Vec<At>>) {
    let inside = |at: At| path.iter().cloned().chain([at]).collect::<Vec<_>>();
    match value {
        Value::Mapping(fields) => {
            for (key, field) in fields {
                let path = inside(At::Key(key.as_str().unwrap().to_owned()));
                found.push(path.clone());
                places(field, &path, found);
            }
        }
        Value::Sequence(items) => {
            for (place, item) in items.iter().enumerate() {
                let path = inside(At::Place(place));
                found.push(path.clone());
                places(item, &path, found);
            }
        }
        _ => {}
    }
}

fn remove(value: &mut Value, path: &[At]) {
    match (path, value) {
        ([At::Key(key)], Value::Mapping(fields)) => {
            fields.remove(key.as_str());
        }
        ([At::Place(place)], Value::Sequence(items)) => {
            items.remove(*place);
        }
        ([At::Key(key), rest @ ..], Value::Mapping(fields)) => remove(fields.get_mut(key.as_str()).unwrap(), rest),
        ([At::Place(place), rest @ ..], Value::Sequence(items)) => remove(&mut items[*place], rest),
        _ => unreachable!("a path leads into its value"),
    }
}

fn shown(path: &[At]) -> String {
    let step = |at: &At| match at {
        At::Key(key) => key.clone(),
        At::Place(place) => place.to_string(),
    };
    path.iter().map(step).collect::<Vec<_>>().join(".")
}

/// The full case after its demand was sent and the deadline has passed: the day, and what the history has more.
const DEMANDED: (&str, &str) = (
    "2026-08-20",
    "  - {date: 2026-08-03, channel: letter, contact: sam, outcome: sent, document: demand, announced: [collection-agency], deadline: 2026-08-13}\n",
);

fn read(tongue: &str, more_history: &str) -> Value {
    serde_yaml::from_str(&full(tongue).replace("\nconsequences:", &format!("{more_history}\nconsequences:"))).unwrap()
}

/// A document of a case: what was asked for, and the page or why there is none.
type Page = (Asked, Result<String, ComposeError>);

/// The documents of each case that has lost a fact, by the fact.
type Lesser = Vec<(String, Vec<Page>)>;

/// Returns every document of a case as it stands in the file, with a name for its day.
fn pages(case: &Case, day: &str) -> Vec<Page> {
    let last = [(DocumentKind::Call, Some(Step::FollowThrough)), (DocumentKind::Demand, None)];
    let asked = if day == DAY { &EVERY[..] } else { &last[..] };
    asked.iter().map(|asked| (*asked, compose(case, day, *asked))).collect()
}

/// Returns all documents of the full case without the value at each place, where it still is a case that can be
/// reckoned; the first has lost nothing.
fn without_each(tongue: &str) -> &'static Lesser {
    static MADE: [OnceLock<Lesser>; TONGUES.len()] = [const { OnceLock::new() }; TONGUES.len()];
    let place = TONGUES.iter().position(|known| *known == tongue).unwrap();
    MADE[place].get_or_init(|| {
        let scenes = [(DAY, read(tongue, "")), (DEMANDED.0, read(tongue, DEMANDED.1))];
        let mut paths = vec![vec![]];
        places(&scenes[0].1, &[], &mut paths);
        let lesser = |path: Vec<At>| {
            let mut all = vec![];
            for (day, full) in &scenes {
                let mut value = full.clone();
                if !path.is_empty() {
                    remove(&mut value, &path);
                }
                let case = Case::from_yaml(&serde_yaml::to_string(&value).unwrap()).ok()?;
                Ledger::reckon(&case, day.parse().unwrap()).ok()?;
                all.extend(pages(&case, day));
            }
            Some((shown(&path), all))
        };
        paths.into_iter().filter_map(lesser).collect()
    })
}

/// Returns what is wrong with a page that has lost a fact, if anything is.
fn scars(page: &str) -> Vec<String> {
    let mut scars = Vec::new();
    let mut title = false;
    for line in body(page).filter(|line| !line.is_empty()) {
        // a letter's title is followed by its greeting, which may end with a comma
        let greets = std::mem::replace(&mut title, line.starts_with("# "));
        let text = line.trim_start_matches(['>', ' ']);
        let holes = [
            "None",
            "undefined",
            "{{",
            "{%",
            "  ",
            " ,",
            " .",
            "..",
            ",.",
            ", .",
            ";.",
            ":.",
            "()",
            "“”",
            "„“",
            "« »",
            "«\u{202f}»",
            "’’",
        ];
        let holed = holes.iter().find(|hole| text.contains(**hole) && !text.contains("____"));
        scars.extend(holed.map(|hole| format!("`{hole}` in `{line}`")));
        let empty = ["-", "- [ ]", ">", "#", "##", "**", "****", "- :"].contains(&line.trim());
        let dangling = [
            &[",", ";", " and", " of", " on", " by", " with", " for", " to", " from", " the"][..],
            &[" und", " von", " am", " vom", " bis", " zum", " mit", " für", " der", " die", " das", " über"],
            &[" et", " de", " du", " le", " la", " les", " au", " avec", " pour", " à", " par"],
        ]
        .concat();
        let dangles = !greets && !line.ends_with('\\') && dangling.iter().any(|end| text.ends_with(end));
        if empty || dangles {
            scars.push(format!("`{line}` has lost its end"));
        }
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if line.starts_with("| ") && cells.len() == 2 && cells.iter().any(|cell| cell.is_empty()) && line != "| | |" {
            scars.push(format!("`{line}` has an empty cell"));
        }
    }
    scars
}

#[test]
fn a_page_that_has_lost_a_fact_shows_no_scar() {
    let faults: Vec<String> = TONGUES.into_iter().flat_map(scarred).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn scarred(tongue: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (lost, pages) in without_each(tongue) {
        for (asked, page) in pages {
            let fault = |fault: &str| format!("{tongue} {} without {lost}: {fault}", name(*asked));
            match page {
                Ok(page) => faults.extend(scars(page).iter().map(|scar| fault(scar))),
                Err(error) if error.to_string().starts_with("template") => faults.push(fault(&error.to_string())),
                // a document may need the fact; then the error names it
                Err(_) => {}
            }
        }
    }
    faults
}

/// What each fact carries: with the fact some document has the words, without it none has.
pub(crate) type Carried = &'static [(&'static str, &'static [&'static str])];

const ENGLISH: Carried = &[
    ("creditor.phone", &["call us on", "call me on", "Once more, that is", "+1 253 555 0161"]),
    ("creditor.email", &["office@larkfield.example"]),
    ("creditor.website", &["www.larkfield.example"]),
    ("creditor.registration", &["UBI"]),
    ("creditor.signatory", &["Nora Quill"]),
    ("creditor.signatory.signature", &["nora.png"]),
    ("creditor.logo", &["larkfield.png"]),
    ("creditor.payment.wire", &["Sound Valley", "by wire", "a wire"]),
    ("creditor.payment.link", &["pay.larkfield.example"]),
    ("debtor.reference", &["OT-19", "Your account with us"]),
    ("debtor.time_zone", &["Denver", "pm here"]),
    ("debtor.primary_contact", &[]),
    ("contract", &["company signed", "clause", "Printing agreement", "What was agreed"]),
    ("contract.title", &["Printing agreement 2026"]),
    ("contract.signed", &["January 19", "company signed"]),
    ("contract.clauses", &["clause", "within 30 days of receipt", "proofs"]),
    ("contract.clauses.0", &["within 30 days of receipt", "On payment"]),
    ("contract.copy", &["copy of the agreement"]),
    ("payments_checked", &["taken into account", "Payments included up to"]),
    ("invoices.0.description", &["Trail guide"]),
    ("invoices.0.received", &["April 6"]),
    ("invoices.0.copy", &["copy of invoice LP-301"]),
    ("payments", &["Payment received", "The last payment I see", "less $1,500.00 paid"]),
    ("history", &["What has happened so far", "$8,200.00 by June 5, 2026 was agreed", "I also called", "## So far"]),
    ("history.0.discussed", &[]),
    ("consequences", &["What happens next", "Granite Recovery", "credit bureaus"]),
    ("consequences.0.name", &["Granite Recovery"]),
    ("consequences.0.reports_to_bureaus", &["credit bureaus"]),
    ("consequences.0.prepared", &["Ready:"]),
    ("terms.charges", &["late fees", "Late fee", "each further day", "Interest on invoice", "On late payment"]),
    ("invoices.1.disputed", &["questioned", "In dispute"]),
    ("debtor.contacts.1.salutation", &["Mr Ortega"]),
    ("debtor.contacts.1.email", &["sam@osprey.example"]),
    ("debtor.contacts.1.phone", &["+1 406 555 0118"]),
];

fn together(pages: &[Page]) -> String {
    pages.iter().filter_map(|(_, page)| page.as_deref().ok()).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_line_stays_that_needs_a_fact_taken_away() {
    let languages = [("en-US", ENGLISH), ("de-DE", carried::GERMAN), ("fr-FR", carried::FRENCH)];
    let faults: Vec<String> = languages.into_iter().flat_map(|(tongue, carried)| left_over(tongue, carried)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn left_over(tongue: &str, carried: Carried) -> Vec<String> {
    let lesser = without_each(tongue);
    let full = together(&lesser[0].1);
    let mut faults = Vec::new();
    for (fact, words) in carried {
        let (_, pages) =
            lesser.iter().find(|(lost, _)| lost == fact).unwrap_or_else(|| panic!("`{fact}` is not there"));
        let without = together(pages);
        for word in *words {
            if !full.contains(word) {
                faults.push(format!("{tongue}: `{word}` is nowhere"));
            }
            let left = without.lines().find(|line| line.contains(word));
            faults.extend(left.map(|line| format!("{tongue} without {fact}: {line}")));
        }
    }
    faults
}

/// Returns the texts and days of the full case that stand in it only once, by their places, as documents write them.
fn values_of_their_own() -> Vec<(String, String)> {
    let full = read("en-US", "");
    let mut paths = Vec::new();
    places(&full, &[], &mut paths);
    let text = |path: &[At]| {
        let value = path.iter().try_fold(&full, |value, at| match at {
            At::Key(key) => value.get(key.as_str()),
            At::Place(place) => value.get(*place),
        });
        value.and_then(Value::as_str).map(str::to_owned)
    };
    let found: Vec<(String, String)> =
        paths.iter().filter_map(|path| Some((shown(path), text(path)?))).filter(|(_, text)| text.len() > 4).collect();
    let once = |value: &str| FULL.matches(value).count() == 1;
    let said = |value: String| match value.parse::<chrono::NaiveDate>() {
        Ok(day) => day.format("%B %-d").to_string(),
        Err(_) => value,
    };
    found.into_iter().filter(|(_, value)| once(value)).map(|(path, value)| (path, said(value))).collect()
}

/// Whether the line has the text, not as the beginning of a longer number.
fn says(line: &str, text: &str) -> bool {
    line.match_indices(text).any(|(at, _)| !line[at + text.len()..].starts_with(|c: char| c.is_ascii_digit()))
}

#[test]
fn no_text_and_no_day_outlives_the_value_it_comes_from() {
    let lesser = without_each("en-US");
    let full = together(&lesser[0].1);
    let mut held = 0;
    let mut faults = Vec::new();
    for (place, text) in values_of_their_own() {
        let Some((_, pages)) = lesser.iter().find(|(lost, _)| *lost == place) else { continue };
        held += usize::from(full.contains(&text));
        let without = together(pages);
        let left = without.lines().find(|line| says(line, &text));
        // the country of the creditor gives the same language
        let left = left.filter(|_| place != "debtor.language");
        faults.extend(left.map(|line| format!("without {place}: {line}")));
    }
    assert!(held > 40, "only {held} values stand in a document");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn notes_stay_on_the_call_sheet_and_internal_ones_nowhere() {
    for (asked, page) in TONGUES.into_iter().flat_map(|tongue| &without_each(tongue)[0].1) {
        let (asked, page) = (*asked, page.as_deref().unwrap());
        let canaries: Vec<&str> = page.split_whitespace().filter(|word| word.contains("CANARY")).collect();
        let call = name(asked).starts_with("call");
        for canary in canaries {
            let may = call && (canary.contains("CANARY-NOTE") || canary.contains("CANARY-PREPARED"));
            assert!(may, "{canary} in {}", name(asked));
        }
        assert_eq!(page.contains("CANARY-NOTE-ONE"), call, "{}", name(asked));
    }
}
