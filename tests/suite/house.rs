//! The house as it is drawn: which room may use which.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::project;

/// Which rooms a room may use besides itself; `cmd` may use every room.
const MAY_USE: &[(&str, &[&str])] = &[
    ("batch", &["case", "ledger", "strategy", "report", "money", "calendar"]),
    ("report", &["case", "ledger", "strategy", "review", "money", "calendar"]),
    ("review", &["case", "law", "ledger", "strategy", "compose", "money", "calendar"]),
    ("compose", &["case", "ledger", "strategy", "money", "calendar"]),
    ("strategy", &["case", "law", "ledger", "money", "calendar"]),
    ("ledger", &["case", "law", "money", "calendar"]),
    ("case", &["law", "money", "calendar"]),
    ("edit", &["case"]),
    ("law", &["money", "calendar"]),
    ("typeset", &[]),
    ("money", &[]),
    ("calendar", &[]),
    ("cli", &[]),
    ("mail", &[]),
    ("out", &[]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the sources are there").map(|entry| entry.unwrap().path());
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Returns the room a file belongs to: the first part of its path under `src`.
fn room(file: &Path) -> String {
    let inside = file.strip_prefix(project("src")).expect("a file of the house");
    let first = inside.iter().next().expect("a path has parts").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Returns the rooms that a text names after `crate::`, outside comments.
fn used(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut rooms = Vec::new();
    for line in code {
        for after in line.split("crate::").skip(1) {
            let group = after.strip_prefix('{').map_or(after, |rest| rest.split('}').next().unwrap_or(rest));
            let names = if group.len() == after.len() { vec![after] } else { group.split(',').collect() };
            rooms.extend(names.into_iter().map(|name| word(name.trim())));
        }
    }
    rooms
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
}

#[test]
fn a_room_uses_only_the_rooms_it_may() {
    let table: BTreeMap<_, _> = MAY_USE.iter().copied().collect();
    let mut strays = Vec::new();
    for file in sources(&project("src")) {
        let own = room(&file);
        let Some(allowed) = table.get(own.as_str()) else { continue };
        let text = fs::read_to_string(&file).unwrap();
        for name in used(&text).into_iter().filter(|name| !name.is_empty()) {
            if name != own && !allowed.contains(&name.as_str()) {
                strays.push(format!("{}: `{own}` uses `{name}`", file.display()));
            }
        }
    }
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}

#[test]
fn every_room_is_in_the_table() {
    for file in sources(&project("src")) {
        let room = room(&file);
        let known = MAY_USE.iter().any(|(name, _)| *name == room) || ["cmd", "lib", "main"].contains(&room.as_str());
        assert!(known, "{room}");
    }
}
