//! Every code that can stand in a message is one that `pastdue explain` tells, and the other way round.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use walkdir::WalkDir;

use crate::support::{Run, project};

/// What stands before a code where one is given to a message.
const GIVEN: [&str; 10] = [
    "error(",
    "warning(",
    "note(",
    "fault(",
    "fault(at,",
    "refused(",
    "no(",
    "LedgerError::new(",
    "Refusal { code:",
    "Fault { code:",
];

/// Returns the files below a folder of the project that have this ending, with their texts.
fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let all = WalkDir::new(project(folder)).into_iter().map(|entry| entry.unwrap().into_path());
    let texts = all.filter(|path| path.extension().is_some_and(|own| own == ending));
    texts.filter_map(|path| fs::read_to_string(&path).ok().map(|text| (path, text))).collect()
}

fn is_code(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Returns the texts in quotes that have the form of a code of several words, each with what stands before it.
fn quoted(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    let pairs = quotes.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>();
    let parts = pairs.into_iter().map(|(from, to)| (text[..from].trim_end(), &text[from + 1..to]));
    parts.filter(|(_, inside)| inside.contains('-') && is_code(inside))
}

/// Returns the codes in brackets behind the word of a message, as in `error[bad-id]: …`.
fn printed(text: &str) -> impl Iterator<Item = &str> {
    ["error[", "warning[", "note[", "refused["].into_iter().flat_map(move |word| {
        let codes = text.match_indices(word).filter_map(move |(at, _)| text[at + word.len()..].split_once("]: "));
        codes.map(|(code, _)| code).filter(|code| is_code(code))
    })
}

fn explained() -> BTreeSet<String> {
    Run::new("explain").ends_with(0).stdout.lines().map(str::to_owned).collect()
}

#[test]
fn every_code_the_sources_give_to_a_message_is_explained() {
    let (explained, mut given, mut named) = (explained(), BTreeMap::new(), BTreeSet::new());
    for (path, text) in files("src", "rs") {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (before, word) in quoted(code) {
            named.insert(word.to_owned());
            if GIVEN.iter().any(|given| before.ends_with(given)) {
                given.insert(word.to_owned(), path.clone());
            }
        }
    }
    assert!(given.len() > 110, "{}", given.len());
    let unknown: Vec<_> = given.iter().filter(|(code, _)| !explained.contains(*code)).collect();
    assert!(unknown.is_empty(), "no explanation: {unknown:?}");
    let idle: Vec<_> = explained.iter().filter(|code| code.contains('-') && !named.contains(*code)).collect();
    assert!(idle.is_empty(), "explained, but given by no source: {idle:?}");
}

#[test]
fn every_code_in_a_recorded_answer_is_explained() {
    let (explained, mut seen) = (explained(), BTreeSet::new());
    for (path, text) in files("tests", "txt") {
        for code in printed(&text) {
            assert!(explained.contains(code), "`{code}` in {}", path.display());
            seen.insert(code.to_owned());
        }
    }
    assert!(seen.len() > 150, "{}", seen.len());
}

#[test]
fn what_both_tests_above_read_is_found_where_it_stands() {
    let text = "let a = Finding::error(\n  \"bad-id\", place); x(\"no-code\"); y = [\"one two-three\"];";
    let found: Vec<(bool, &str)> = quoted(text).map(|(before, word)| (before.ends_with("error("), word)).collect();
    assert_eq!(found, [(true, "bad-id"), (false, "no-code")]);
    let codes: Vec<&str> = printed("error[bad-id]: x\nnot today\n  - refused[too-soon]: y").collect();
    assert_eq!(codes, ["bad-id", "too-soon"]);
}
