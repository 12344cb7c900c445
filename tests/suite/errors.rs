//! Bad input and its message, as a pair of files: the listing of `tests/errors` is the list of our messages.
//!
//! `NAME.yaml` is a case, or `NAME/case.yaml` where a second file belongs to it; `NAME.txt` is what is
//! printed for it. A first line `# as of 2026-06-12` sets the day. `RECORD=1 cargo test errors` records
//! again, and reading the difference in git is the review.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use pastdue::case::check::repeated::Ids;
use pastdue::case::codes;
use pastdue::case::finding::Finding;
use pastdue::case::load::{self, Loaded};
use pastdue::case::sources::{Contents, Fault, Sources};
use pastdue::cmd::balance;
use pastdue::cmd::disk::Disk;
use pastdue::report::findings;

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors")
}

/// The folder of pairs, so that messages name the files in it alone.
struct Pairs;

impl Sources for Pairs {
    fn read(&self, file: &Path, limit: usize) -> Result<Contents, Fault> {
        Disk.read(&folder().join(file), limit)
    }

    fn shared_for(&self, case: &Path) -> Result<Option<PathBuf>, Fault> {
        let shared = case.with_file_name("_shared.yaml");
        Ok(folder().join(&shared).exists().then_some(shared))
    }

    fn read_beside(&self, file: &Path, name: &str, limit: usize) -> Result<Contents, Fault> {
        Disk.read_beside(&folder().join(file), name, limit)
    }
}

/// Returns the names of the pairs that are there as files, sorted.
fn written() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the pairs are there").map(|entry| entry.unwrap().path());
    let cases = entries.filter(|path| path.is_dir() || path.extension().is_some_and(|ending| ending == "yaml"));
    let names: BTreeSet<String> = cases.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    names.into_iter().collect()
}

/// Returns so many lines, one after the other.
pub(crate) fn many(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().concat()
}

/// Input that is too large to be kept as a file.
fn generated() -> Vec<(&'static str, Vec<u8>)> {
    let base = fs::read_to_string(folder().join("base.yaml")).unwrap();
    let invoice = "  - {number: X, issued: 2026-01-01, received: 2026-01-01, amount: 1}\n";
    let invoices = many(5_000, |n| invoice.replace('X', &format!("N{n}")));
    let unknown = many(1_200, |n| format!("key{n}: 1\n"));
    vec![
        (
            "file-too-large",
            base.replacen("case:", &format!("# {}\ncase:", "x".repeat(4 * 1024 * 1024)), 1).into_bytes(),
        ),
        ("too-many-invoices", base.replacen("invoices:\n", &format!("invoices:\n{invoices}"), 1).into_bytes()),
        ("too-many-values", format!("internal: [{}1]\n", "1,".repeat(100_000)).into_bytes()),
        ("too-many-aliases", format!("internal: [&a x{}]\n", ", *a".repeat(101)).into_bytes()),
        ("too-deep", format!("internal: {}{}\n", "[".repeat(33), "]".repeat(33)).into_bytes()),
        ("too-many-findings", format!("{base}{unknown}").into_bytes()),
        ("not-utf8-utf16", [0xff, 0xfe].into_iter().chain(base.encode_utf16().flat_map(u16::to_le_bytes)).collect()),
        (
            "not-utf8",
            base.replacen("Northwind", "Caf\u{1}", 1).bytes().map(|b| if b == 1 { 0xe9 } else { b }).collect(),
        ),
        ("forbidden-character-raw", base.replacen("Northwind", "North\u{202e}wind\u{7}", 1).into_bytes()),
        ("too-long", base.replacen("Northwind", &"x".repeat(301), 1).into_bytes()),
        ("bracket-storm", "[".repeat(100_000).into_bytes()),
    ]
}

fn as_of(text: &[u8]) -> Option<NaiveDate> {
    let line = text.strip_prefix(b"# as of ")?;
    std::str::from_utf8(line.get(..10)?).ok()?.parse().ok()
}

pub(crate) fn load_bytes(name: &str, bytes: Vec<u8>) -> Loaded {
    let day = as_of(&bytes);
    load::from_contents(&Pairs, Path::new(name), limited(bytes), day).expect("the files are there")
}

fn limited(bytes: Vec<u8>) -> Contents {
    if bytes.len() > load::MOST_BYTES { Contents::TooLarge } else { Contents::Whole(bytes.into()) }
}

fn case_of(name: &str) -> String {
    if folder().join(name).is_dir() { format!("{name}/case.yaml") } else { format!("{name}.yaml") }
}

fn load_pair(name: &str) -> Loaded {
    let file = case_of(name);
    load_bytes(&file, fs::read(folder().join(&file)).unwrap())
}

/// Returns what is printed for a pair: the findings of its case, and, for two cases of one run, of both.
fn said(name: &str) -> String {
    let loaded = load_pair(name);
    let mut said = drawn(&loaded);
    if let Some(day) = as_of(loaded.original()) {
        let (ledger, mut of_the_ledger) = balance::reckoned(&loaded, day);
        of_the_ledger.extend(ledger.iter().flat_map(|ledger| balance::notes(&loaded, ledger)));
        said.push_str(&findings::text(&of_the_ledger, loaded.texts(), false));
    }
    let second = folder().join(name).join("second.yaml");
    if second.exists() {
        let second = load_bytes(&format!("{name}/second.yaml"), fs::read(second).unwrap());
        let mut ids = Ids::default();
        let mut take = |loaded: &Loaded| ids.take(loaded.id().unwrap(), loaded.place("case"));
        assert_eq!(take(&loaded), None);
        said.push_str(&findings::text(&Vec::from_iter(take(&second)), second.texts(), false));
    }
    said
}

pub(crate) fn drawn(loaded: &Loaded) -> String {
    findings::text(loaded.findings(), loaded.texts(), false)
}

/// Returns the last findings of many.
fn last(said: &str) -> &str {
    let from = said.len().saturating_sub(1_000);
    said[from..].find("\n\n").filter(|_| from > 0).map_or(said, |at| &said[from + at + 2..])
}

fn compare(name: &str, said: &str, wrong: &mut Vec<String>) {
    let file = folder().join(format!("{name}.txt"));
    if std::env::var_os("RECORD").is_some() {
        fs::write(&file, said).unwrap();
    }
    let recorded = fs::read_to_string(&file).unwrap_or_default();
    if recorded != said {
        wrong.push(format!("{name}: recorded\n{recorded}\nbut said\n{said}"));
    }
}

#[test]
fn each_bad_input_has_its_exact_words() {
    let mut wrong = Vec::new();
    for name in written() {
        compare(&name, &said(&name), &mut wrong);
    }
    for (name, bytes) in generated() {
        compare(name, last(&drawn(&load_bytes(&format!("{name}.yaml"), bytes))), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_base_of_all_pairs_is_clean() {
    let loaded = load_pair("base");
    assert_eq!(drawn(&loaded), "");
    assert!(loaded.case().is_some());
}

/// A fault of the program, which no input is known to bring about, and what `log` says of its own command line.
const WITHOUT_PAIR: [&str; 3] = ["unreadable", "date-not-come", "promise-before-contact"];

#[test]
fn every_code_has_a_pair() {
    let texts: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let without: Vec<&str> = codes::all()
        .filter(|code| !WITHOUT_PAIR.contains(code) && !texts.iter().any(|text| text.contains(&format!("[{code}]"))))
        .collect();
    assert!(without.is_empty(), "no pair in tests/errors for {without:?}");
}

#[test]
fn every_finding_has_a_place_and_every_error_stops_the_case() {
    for name in written() {
        let loaded = load_pair(&name);
        assert!(loaded.findings().iter().all(|finding| finding.place.is_some()), "{name}");
        assert_eq!(loaded.case().is_none(), loaded.findings().iter().any(Finding::is_error), "{name}");
    }
}

#[test]
fn every_example_and_every_story_is_clean() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [root.join("cases"), root.join("tests/stories")];
    let files = folders.iter().flat_map(|folder| walkdir::WalkDir::new(folder).sort_by_file_name());
    let cases = files
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml") && !path.ends_with("_shared.yaml"));
    let mut said = String::new();
    for case in cases {
        let loaded = load::read(&Disk, &case, None).expect("the file is there");
        said.push_str(&drawn(&loaded));
    }
    assert_eq!(said, "");
}
