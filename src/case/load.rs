//! Reads a case file and the `_shared.yaml` above it: every finding in one run, every value with its place.

use std::path::Path;

use chrono::NaiveDate;

use super::Case;
use super::finding::{Finding, Place, Texts};
use super::findings::Findings;
use super::merge;
use super::parse;
use super::sources::{Contents, Fault, Sources};
use super::text;
use super::tree::{Content, Node};

/// The most bytes of a case file.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What came of reading one case file.
#[derive(Debug)]
pub struct Loaded {
    case: Option<Case>,
    findings: Vec<Finding>,
    texts: Texts,
    tree: Node,
    original: Vec<u8>,
}

impl Loaded {
    /// Returns the case, unless an error was found.
    pub fn case(&self) -> Option<&Case> {
        self.case.as_ref()
    }

    /// Returns the findings, ordered by place. Without a case there is at least one error among them.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns the case and its warnings, or all findings when there is an error among them.
    ///
    /// # Errors
    ///
    /// All findings, at least one of them an error.
    pub fn into_result(self) -> Result<(Case, Vec<Finding>), Vec<Finding>> {
        match self.case {
            Some(case) => Ok((case, self.findings)),
            None => Err(self.findings),
        }
    }

    /// Returns the texts that the findings point into.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Returns the bytes of the case file as they were read, once.
    pub fn original(&self) -> &[u8] {
        &self.original
    }

    /// Returns the id as typed, also when the case has errors; `None` when there is none.
    pub fn id(&self) -> Option<&str> {
        self.tree.text_of("case")
    }

    /// Returns the place of the value at a path as in `payments[3].invoice`, or of the nearest one above it.
    pub fn place(&self, path: &str) -> Place {
        self.texts.place(self.tree.at(path).span)
    }
}

/// Reads a case from the disk, with the nearest `_shared.yaml` above it.
///
/// With `as_of`, history and payments dated after it are warned about.
///
/// # Errors
///
/// A [`Fault`] when the system cannot give a file; what is wrong inside a file is a finding.
pub fn read(files: &dyn Sources, path: &Path, as_of: Option<NaiveDate>) -> Result<Loaded, Fault> {
    let contents = files.read(path, MOST_BYTES)?;
    from_contents(files, path, contents, as_of)
}

/// Reads a case from bytes that came another way, as from the standard input; `path` names it.
///
/// # Errors
///
/// A [`Fault`] when the system cannot give a file that belongs to it.
pub fn from_contents(
    files: &dyn Sources,
    path: &Path,
    contents: Contents,
    _as_of: Option<NaiveDate>,
) -> Result<Loaded, Fault> {
    let mut found = Findings::default();
    let (own, original) = tree(path, contents, &mut found);
    let Some(own) = own else {
        return Ok(finish(None, nothing(), original, found));
    };
    let tree = match files.shared_for(path)? {
        Some(shared) => merge::over(shared_tree(files, &shared, &mut found)?, own),
        None => own,
    };
    let case = match Case::from_yaml(&found.text_of(0)) {
        Ok(case) => Some(case),
        Err(fault) => {
            found.error("unreadable", tree.span, fault.to_string());
            None
        }
    };
    Ok(finish(case, tree, original, found))
}

fn finish(case: Option<Case>, tree: Node, original: Vec<u8>, found: Findings) -> Loaded {
    let (texts, findings) = found.into_parts();
    Loaded { case, findings, texts, tree, original }
}

fn nothing() -> Node {
    Node { span: parse::start(0), content: Content::Empty }
}

/// Returns the tree of a file, unless a fault ended the reading, and the file's bytes.
fn tree(path: &Path, contents: Contents, found: &mut Findings) -> (Option<Node>, Vec<u8>) {
    let name = path.to_string_lossy();
    let (file, original) = match contents {
        Contents::Whole(bytes) => (text::decoded(&name, &bytes, found), bytes),
        Contents::TooLarge => (text::too_large(&name, MOST_BYTES, found), Vec::new()),
    };
    let Some(file) = file else { return (None, original) };
    let text = found.text_of(file);
    let tree = parse::tree(&text, file, found).and_then(|tree| text::mapping(tree, found));
    (tree, original)
}

fn shared_tree(files: &dyn Sources, path: &Path, found: &mut Findings) -> Result<Node, Fault> {
    let contents = files.read(path, MOST_BYTES)?;
    let (tree, _) = tree(path, contents, found);
    Ok(tree.map_or_else(nothing, |tree| merge::only_shared(tree, found)))
}
