//! The built-in templates name only facts there are: a guard with a slip in it would never be open.

use std::collections::BTreeSet;

use serde_json::Value;

use super::facts::Facts;
use super::input::Input;
use super::reads::{self, Reads};
use super::shared::Made;
use super::spelling::tags;
use super::words::samples::words;
use super::{DocumentKind, Options, templates::BUILT_IN};
use crate::case::{Case, Step};
use crate::ledger::Ledger;
use crate::ledger::instalments::{Pace, Schedule, Wish};
use crate::strategy::Plan;

const FULL: &str = include_str!("../../tests/words/full.yaml");

const DEMANDED: &str = "  - {date: 2026-08-03, channel: letter, contact: sam, outcome: sent, document: demand,
     announced: [collection-agency], deadline: 2026-08-13}\n\nconsequences:";

const OVERPAID: &str = "\npayments:\n  - {date: 2026-08-19, amount: 90000.00}\n";

/// Returns every path of the facts of a full case, as in `owed.invoices.number`; a list is seen through.
fn known() -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let full = FULL.replace("\nconsequences:", DEMANDED);
    // two tries stand open; a promise is broken; a demand was sent and the books have grown old; too much was paid
    for day in ["2026-07-01", "2026-07-20", "2026-08-20"] {
        known_on(&full, day, &mut paths);
    }
    known_on(&full.replace("\npayments:\n", OVERPAID), "2026-08-20", &mut paths);
    paths
}

fn known_on(yaml: &str, day: &str, paths: &mut BTreeSet<String>) {
    let case = Case::from_yaml(yaml).unwrap();
    let ledger = Ledger::reckon(&case, day.parse().unwrap()).unwrap();
    let plan = Plan::make(&case, &ledger, ledger.as_of);
    let wish = Wish { down: "100".parse().unwrap(), count: 3, first: ledger.as_of, pace: Pace::Month };
    let schedule = Schedule::divide(ledger.total_due, case.currency, ledger.as_of, &wish);
    let enclosures = super::Enclosure::of(&case, &ledger, true);
    let at = chrono::NaiveTime::from_hms_opt(10, 0, 0);
    let options = Options { schedule: schedule.ok(), enclosures, at, ..Options::default() };
    for kind in DocumentKind::ALL {
        for step in Step::ALL {
            let input = Input {
                kind,
                case: &case,
                ledger: &ledger,
                plan: &plan,
                step,
                contact: case.contact("sam"),
                options: &options,
                words: &words("en-US"),
                invoices: &case.invoices.iter().map(|invoice| (invoice.number.as_str(), invoice)).collect(),
                days: &Made::default(),
                clauses: &Made::default(),
                reads: &Reads::Everything,
            };
            // of a debt that is paid no agreement can be made
            if let Ok(facts) = Facts::gather(&input) {
                paths_of(&serde_json::to_value(&facts).unwrap(), "", paths);
            }
        }
    }
}

fn paths_of(value: &Value, path: &str, paths: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                paths.insert(path.clone());
                paths_of(field, &path, paths);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths_of(item, path, paths)),
        _ => {}
    }
}

/// Returns the dotted names inside a template's tags, outside of quoted texts.
fn named(template: &str) -> Vec<String> {
    let unquoted = |tag: &str| tag.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let names = tags(template).flat_map(|tag| reads::named(&unquoted(tag)).collect::<Vec<_>>());
    names.filter(|name| name.contains('.')).collect()
}

#[test]
fn built_in_templates_name_only_facts_there_are() {
    let known = known();
    let roots: BTreeSet<&str> = known.iter().filter_map(|path| path.split('.').next()).collect();
    let mut unknown = Vec::new();
    for (template, text) in BUILT_IN.iter().filter(|(name, _)| name.strip_suffix(".md").is_some()) {
        for name in named(text) {
            let root = name.split('.').next().unwrap_or_default();
            // other roots are the names of loops and components
            if roots.contains(root) && !known.contains(name.trim_end_matches('.')) {
                unknown.push(format!("{template}: {name}"));
            }
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

#[test]
fn a_slip_in_a_guard_would_be_found() {
    let names = named("{% if owed.totl and x == \"a.b\" %}{{ contact?.name | plain }}");
    assert_eq!(names, ["owed.totl", "contact.name"]);
    let known = known();
    assert!(known.contains("owed.invoices.discussed.day.full") && !known.contains("owed.totl"));
}

/// Returns what the templates of a language ask: facts, components, and values held against a text, as in
/// `kind == fee`.
fn asked(language: &str) -> BTreeSet<String> {
    let ours = BUILT_IN.iter().filter(|(name, _)| name.starts_with(language) && name.strip_suffix(".md").is_some());
    let facts = |text| named(text).into_iter().map(|fact| fact_of(&fact).to_owned());
    ours.flat_map(|(_, text)| facts(text).chain(components(text)).chain(compared(text))).collect()
}

/// Returns the field alone, whatever form of a day is printed of it and whatever holds it.
fn fact_of(path: &str) -> &str {
    let form = |part: &&str| !["full", "short", "on", "on_weekday", "weekday_full", "weekday_short"].contains(part);
    path.split('.').rfind(form).unwrap_or(path)
}

fn components(template: &str) -> Vec<String> {
    let name = |rest: &str| rest.split('(').next().unwrap_or(rest).to_owned();
    template.split("{% component ").skip(1).map(name).collect()
}

fn compared(template: &str) -> Vec<String> {
    let pieces: Vec<&str> = template.split(" == \"").collect();
    let pair = |pair: &[&str]| {
        let path = pair[0].rsplit([' ', '(', '%']).next().unwrap_or_default();
        let fact = path.rsplit(['.', '?']).next().unwrap_or_default();
        format!("{fact} == {}", pair[1].split('"').next().unwrap_or_default())
    };
    pieces.windows(2).map(pair).collect()
}

#[test]
fn every_language_tells_what_english_tells() {
    let english: BTreeSet<String> = asked("en").into_iter().filter(|asked| !asked.starts_with("region ==")).collect();
    assert!(english.contains("kind == fixed-sum") && english.contains("Regime") && english.contains("past_due"));
    // French calls every business `entreprise` and greets every stranger alike
    for (language, alike) in [("de", ""), ("fr", "kind == sole-trader")] {
        let own = asked(language);
        let missing: Vec<&String> = english.difference(&own).filter(|asked| *asked != alike).collect();
        assert!(missing.is_empty(), "`{language}` does not tell {missing:?}");
    }
}
