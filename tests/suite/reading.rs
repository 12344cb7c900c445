//! What holds for the reading of any case file, however it was mangled.

use std::fs;
use std::path::{Path, PathBuf};

use pastdue::case::Case;
use pastdue::case::load::{self, Loaded};
use pastdue::case::sources::{Contents, Fault, Sources};
use pastdue::cmd::balance;
use pastdue::cmd::disk::Disk;
use pastdue::report::findings;
use proptest::prelude::*;

/// A disk without a shared file.
struct Alone;

impl Sources for Alone {
    fn read(&self, file: &Path, limit: usize) -> Result<Contents, Fault> {
        Disk.read(file, limit)
    }

    fn shared_for(&self, _: &Path) -> Result<Option<PathBuf>, Fault> {
        Ok(None)
    }

    fn read_beside(&self, _: &Path, name: &str, limit: usize) -> Result<Contents, Fault> {
        Disk.read_beside(&examples().join("case.yaml"), name, limit)
    }
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

/// Returns the example cases that stand alone, as texts, sorted by name.
fn texts() -> Vec<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(examples()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "yaml") && !file.ends_with("_shared.yaml"));
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

fn read(text: &str) -> Loaded {
    let contents = Contents::Whole(text.as_bytes().into());
    load::from_contents(&Alone, Path::new("case.yaml"), contents, None).expect("the pictures are there")
}

/// Something that may be found where a value should stand.
const VALUES: [&str; 24] = [
    "",
    "~",
    "0",
    "-1",
    "5",
    "5%",
    "1e400",
    "99999999999999999999999",
    "2026-02-30",
    "9999-12-31",
    "on receipt",
    "true",
    "[]",
    "{}",
    "[[], {}]",
    "{a: b}",
    "\"\\u202e\"",
    "\"\\0\"",
    "|\n    text",
    "*x",
    "&x y",
    "!t z",
    "month",
    "{days: 1}",
];

#[derive(Debug, Clone)]
enum Mangling {
    Drop,
    Double,
    Value(usize),
    Indent,
    Letter(char, usize),
}

fn mangling() -> impl Strategy<Value = (usize, Mangling)> {
    let how = prop_oneof![
        Just(Mangling::Drop),
        Just(Mangling::Double),
        (0..VALUES.len()).prop_map(Mangling::Value),
        Just(Mangling::Indent),
        (any::<char>(), any::<usize>()).prop_map(|(c, at)| Mangling::Letter(c, at)),
    ];
    (any::<usize>(), how)
}

fn mangled(text: &str, manglings: &[(usize, Mangling)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (line, how) in manglings {
        let at = line % lines.len().max(1);
        let Some(line) = lines.get_mut(at) else { break };
        match how {
            Mangling::Drop => drop(lines.remove(at)),
            Mangling::Double => {
                let line = line.clone();
                lines.insert(at, line);
            }
            Mangling::Value(value) => {
                let key = line.split(": ").next().unwrap_or("").to_owned();
                *line = format!("{key}: {}", VALUES[*value]);
            }
            Mangling::Indent => line.insert_str(0, "  "),
            Mangling::Letter(c, at) => {
                let places: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
                line.insert(places[at % places.len()], *c);
            }
        }
    }
    lines.join("\n")
}

#[test]
fn an_example_is_read_as_serde_alone_reads_it() {
    for text in texts() {
        assert_eq!(read(&text).case(), Some(&Case::from_yaml(&text).unwrap()));
    }
}

#[test]
fn line_ends_a_mark_and_a_missing_last_line_end_change_nothing() {
    for text in texts() {
        let plain = read(&text);
        for same in [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), text.trim_end().to_owned()] {
            assert_eq!((read(&same).case(), read(&same).findings()), (plain.case(), plain.findings()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_mangled_case_is_read_or_refused_with_places_and_never_half(
        which in 0..10_usize,
        manglings in prop::collection::vec(mangling(), 1..6),
    ) {
        let texts = texts();
        let text = mangled(&texts[which % texts.len()], &manglings);
        let loaded = read(&text);
        let errors = loaded.findings().iter().filter(|finding| finding.is_error()).count();
        prop_assert_eq!(loaded.case().is_some(), errors == 0);
        for finding in loaded.findings() {
            prop_assert_ne!(finding.code, "unreadable", "{}", finding.message);
            let place = finding.place.as_ref().expect("a place");
            prop_assert!(place.line >= 1 && place.column >= 1 && place.end >= place.start);
            prop_assert!(place.start <= text.len());
        }
        let places: Vec<_> = loaded.findings().iter().map(|finding| finding.place.as_ref().unwrap().start).collect();
        prop_assert!(places.is_sorted());
        let day = "2026-10-31".parse().unwrap();
        let all = [loaded.findings(), &balance::reckoned(&loaded, day).1].concat();
        let said = findings::text(&all, loaded.texts(), false);
        prop_assert!(said.chars().all(|c| c == '\n' || !c.is_control()));
    }

    #[test]
    fn any_text_at_all_is_answered(text in "\\PC{0,200}") {
        prop_assert!(read(&text).case().is_none());
    }

    #[test]
    fn any_bytes_at_all_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let loaded = load::from_contents(&Alone, Path::new("case.yaml"), Contents::Whole(bytes.into()), None).unwrap();
        prop_assert!(loaded.case().is_none() && !loaded.findings().is_empty());
        findings::text(loaded.findings(), loaded.texts(), false);
    }
}
