//! Every document of every example case as a PDF, and the fixtures, made once for all tests that look at them.
//!
//! They are left in the target folder under `tmp/pdf`, where `.ci/run` holds them against the standards.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::{fs, thread};

use pastdue::case::{Case, load};
use pastdue::cmd::disk::Disk;
use pastdue::typeset::fonts::Fonts;
use pastdue::typeset::{Assets, Attachment, Setter, Subsets};

use crate::composed::{EVERY, compose, languages, name};
use crate::pictures::letters;
use crate::support::{Run, project};

/// The documents in `tests/documents` and, one a script, in `tests/pages`.
pub(crate) const FIXTURES: [&str; 14] = [
    "letter",
    "sheet",
    "statement",
    "agreement",
    "scripts",
    "hostile",
    "latin",
    "greek",
    "cyrillic",
    "vietnamese",
    "hebrew",
    "arabic",
    "hebrew-sheet",
    "arabic-statement",
];

/// The last day of the month that the example cases are about.
const DAY: &str = "2026-10-31";

/// A document as Markdown and as PDF.
pub(crate) struct Paper {
    /// What it is of and its kind, as in `brackley-2026-31/demand`.
    pub(crate) name: String,
    pub(crate) markdown: String,
    pub(crate) pdf: Vec<u8>,
}

impl Paper {
    /// Returns the path of its PDF, for other programs.
    pub(crate) fn file(&self) -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pdf/{}.pdf", self.name))
    }

    fn write(&self) {
        let (file, begun) = (self.file(), self.file().with_extension(std::process::id().to_string()));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        // whole or not at all, for tests run side by side
        fs::write(&begun, &self.pdf).unwrap();
        fs::rename(&begun, &file).unwrap();
    }
}

/// The pictures in a folder or in one above it.
pub(crate) struct Beside(pub(crate) PathBuf);

impl Assets for Beside {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let found = self.0.ancestors().find_map(|folder| fs::read(folder.join(name)).ok());
        found.ok_or_else(|| format!("`{name}` is nowhere"))
    }
}

/// Returns the example cases, with what they share.
pub(crate) fn example_cases() -> Vec<(PathBuf, Case)> {
    let files = walkdir::WalkDir::new(project("cases")).sort_by_file_name().into_iter();
    let paths = files.map(|entry| entry.unwrap().into_path());
    let yaml =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "yaml") && !path.ends_with("_shared.yaml"));
    let read = |path: PathBuf| {
        let case = load::read(&Disk, &path, None).unwrap().case().unwrap().clone();
        (path, case)
    };
    yaml.map(read).collect()
}

/// Returns every document that there is of the fixtures, of letters with pictures, of the example cases, each in its own language, and of a
/// month of these.
pub(crate) fn papers() -> &'static [Paper] {
    static PAPERS: OnceLock<Vec<Paper>> = OnceLock::new();
    PAPERS.get_or_init(|| {
        let papers: Vec<Paper> = [fixtures(), letters(), of_cases(None), written()].into_iter().flatten().collect();
        papers.iter().for_each(Paper::write);
        papers
    })
}

/// Returns the documents of the example cases in the languages that are not their own.
pub(crate) fn translated() -> &'static [Paper] {
    static PAPERS: OnceLock<Vec<Paper>> = OnceLock::new();
    PAPERS.get_or_init(|| languages().into_iter().flat_map(|language| of_cases(Some(language))).collect())
}

/// Returns the Markdown of a fixture, and the pictures beside it.
pub(crate) fn source(name: &str) -> (String, Beside) {
    let folders = ["tests/documents", "tests/pages"].map(project);
    let found = folders.into_iter().find_map(|folder| {
        let text = fs::read_to_string(folder.join(format!("{name}.md"))).ok()?;
        Some((text, Beside(folder)))
    });
    found.unwrap_or_else(|| panic!("no document is called {name}"))
}

/// Returns a fixture as it is set; the ledger is attached to the statement.
pub(crate) fn fixture(setter: &mut Setter<'_>, name: &str) -> Paper {
    let (markdown, beside) = source(name);
    let ledger = Attachment {
        name: "ledger.json".into(),
        media_type: "application/json".into(),
        description: "The ledger of this statement".into(),
        bytes: b"{\"schema\": 1}\n".to_vec(),
    };
    let attached = if name == "statement" { vec![ledger] } else { vec![] };
    let pdf = setter.pdf(&markdown, &beside, &attached).unwrap();
    Paper { name: name.to_owned(), markdown, pdf }
}

fn fixtures() -> Vec<Paper> {
    let fonts = Arc::new(Fonts::built_in());
    let mut setter = Setter::new(&fonts, Subsets::Exact);
    FIXTURES.iter().map(|name| fixture(&mut setter, name)).collect()
}

/// Returns what the commands write: a month of all example cases, and a statement with a Swiss bill and its ledger.
fn written() -> Vec<Paper> {
    let month = Run::new("batch cases --month 2026-10 -q").with("cases").ends_with(0);
    let bill = month
        .then("statement cases/alpenblick-2026-3.yaml --as-of 2026-08-15 --attach-ledger -o out/bill -q")
        .ends_with(0);
    let files = bill.files("out");
    let documents = files.iter().filter_map(|name| name.strip_suffix(".pdf"));
    let paper = |name: &str| {
        let file = |ending| format!("out/{name}.{ending}");
        Paper { name: name.to_owned(), markdown: bill.text(&file("md")), pdf: bill.bytes(&file("pdf")) }
    };
    documents.map(paper).collect()
}

/// Returns the documents of the example cases, each in its own language; or in another one, without those that are
/// the same.
fn of_cases(language: Option<&str>) -> Vec<Paper> {
    let cases = example_cases();
    let (one, other) = cases.split_at(cases.len() / 2);
    thread::scope(|scope| {
        let other = scope.spawn(move || of_some(other, language));
        let mut papers = of_some(one, language);
        papers.extend(other.join().unwrap());
        papers
    })
}

fn of_some(cases: &[(PathBuf, Case)], language: Option<&str>) -> Vec<Paper> {
    let fonts = Arc::new(Fonts::built_in());
    let mut setter = Setter::new(&fonts, Subsets::Exact);
    let mut papers = vec![];
    for (path, case) in cases {
        let mut other = case.clone();
        other.debtor.language = language.map(str::to_owned).or(other.debtor.language);
        for asked in EVERY {
            let Ok(markdown) = compose(&other, DAY, asked) else { continue };
            if language.is_some() && compose(case, DAY, asked).is_ok_and(|own| own == markdown) {
                continue;
            }
            let name = format!("cases/{}/{}", path.file_stem().unwrap().to_string_lossy(), name(asked));
            let pdf = setter.pdf(&markdown, &Beside(path.clone()), &[]);
            let pdf = pdf.unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
            papers.push(Paper { name, markdown, pdf });
        }
    }
    papers
}
