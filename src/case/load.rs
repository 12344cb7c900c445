//! Reads a case file and the `_shared.yaml` above it: every finding in one run, every value with its place.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use serde::Deserialize as _;

use super::check::{self, image};
use super::finding::{Finding, Place, Texts};
use super::findings::Findings;
use super::sources::{Contents, Fault, Sources};
use super::tree::{Content, Node};
use super::{Case, leaf, merge, parse, text, values, verify};

/// The most bytes of a case file.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What came of reading one case file.
#[derive(Debug)]
pub struct Loaded {
    case: Option<Case>,
    findings: Vec<Finding>,
    texts: Texts,
    tree: Node,
    original: Arc<[u8]>,
    images: Images,
    typed: OnceLock<Vec<String>>,
}

/// The bytes of the pictures of a case, checked by content and size.
#[derive(Debug, Default)]
struct Images {
    logo: Option<Arc<[u8]>>,
    signature: Option<Arc<[u8]>>,
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

    /// Returns the bytes of the logo: a whole PNG or JPEG of bounded size.
    pub fn logo(&self) -> Option<&[u8]> {
        self.images.logo.as_deref()
    }

    /// Returns the bytes of the scanned signature: a whole PNG or JPEG of bounded size.
    pub fn signature(&self) -> Option<&[u8]> {
        self.images.signature.as_deref()
    }

    /// Returns the id as typed, also when the case has errors; `None` when there is none.
    pub fn id(&self) -> Option<&str> {
        self.tree.text_of("case")
    }

    /// Returns every scalar of the case as typed.
    pub fn typed(&self) -> &[String] {
        self.typed.get_or_init(|| self.tree.scalars().into_iter().map(str::to_owned).collect())
    }

    /// Returns the place of the value at a path as in `payments[3].invoice`, or of the nearest one above it.
    pub fn place(&self, path: &str) -> Place {
        self.texts.place(self.tree.at(path).span)
    }

    /// Returns the place of a key's own word, as of `debtor` at the top of the case; of the case where it has none.
    pub fn place_of_key(&self, key: &str) -> Place {
        self.texts.place(self.tree.entry(key).map_or(self.tree.span, |entry| entry.span))
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
    as_of: Option<NaiveDate>,
) -> Result<Loaded, Fault> {
    let mut reader = Reader { files, paths: Vec::new(), found: Findings::default() };
    let (own, original) = reader.tree(path, contents);
    let Some(own) = own else {
        return Ok(reader.finish(None, nothing(), original, Images::default()));
    };
    let tree = reader.with_shared(path, own)?;
    verify::against_table(&tree, &mut reader.found);
    check::all(&tree, as_of, &mut reader.found);
    let images = reader.images(&tree);
    let case = reader.case(&tree);
    Ok(reader.finish(case, tree, original, images))
}

fn nothing() -> Node {
    Node { span: parse::start(0), content: Content::Empty }
}

struct Reader<'s> {
    files: &'s dyn Sources,
    /// The files read, by the number that spans bear.
    paths: Vec<PathBuf>,
    found: Findings,
}

impl Reader<'_> {
    /// Returns the tree of a file, unless a fault ended the reading, and the file's bytes.
    fn tree(&mut self, path: &Path, contents: Contents) -> (Option<Node>, Arc<[u8]>) {
        let (file, original) = self.text(path, contents);
        let tree = file.and_then(|file| self.parsed(file));
        (tree, original)
    }

    /// Returns the number of a file's text, unless it is none, and the file's bytes.
    fn text(&mut self, path: &Path, contents: Contents) -> (Option<u16>, Arc<[u8]>) {
        self.paths.push(path.to_owned());
        let (name, found) = (path.to_string_lossy(), &mut self.found);
        match contents {
            Contents::Whole(bytes) => (text::decoded(&name, &bytes, found), bytes),
            Contents::TooLarge => (text::too_large(&name, MOST_BYTES, found), Arc::default()),
        }
    }

    fn parsed(&mut self, file: u16) -> Option<Node> {
        let text = self.found.text_of(file);
        parse::tree(&text, file, &mut self.found).and_then(|tree| text::mapping(tree, &mut self.found))
    }

    /// Returns the case over its shared file, if there is one.
    fn with_shared(&mut self, path: &Path, own: Node) -> Result<Node, Fault> {
        let Some(shared) = self.files.shared_for(path)? else { return Ok(own) };
        let contents = self.files.read(&shared, MOST_BYTES)?;
        let Some(tree) = self.text(&shared, contents).0.and_then(|file| self.shared(&shared, file)) else {
            self.found.whole = false;
            return Ok(own);
        };
        Ok(merge::over(&tree, own))
    }

    /// Returns the tree of a shared file, as it was read for another case or is now.
    fn shared(&mut self, path: &Path, file: u16) -> Option<Arc<Node>> {
        let (kept, before) = (self.files.trees(), self.found.count());
        if let Some(tree) = kept.and_then(|trees| trees.of(path)) {
            return Some(tree);
        }
        let tree = Arc::new(merge::only_shared(self.parsed(file)?, &mut self.found));
        // a finding is told for each case
        if let Some(trees) = kept.filter(|_| self.found.count() == before) {
            trees.keep(path, &tree);
        }
        Some(tree)
    }

    fn images(&mut self, tree: &Node) -> Images {
        let creditor = tree.get("creditor");
        let logo = creditor.and_then(|creditor| creditor.get("logo"));
        let signature = creditor.and_then(|creditor| creditor.get("signatory")?.get("signature"));
        Images { logo: self.image(logo, "logo"), signature: self.image(signature, "signature") }
    }

    fn image(&mut self, value: Option<&Node>, key: &str) -> Option<Arc<[u8]>> {
        let value = value.filter(|value| value.text().is_some_and(|name| leaf::id::check_file(name).is_ok()))?;
        let beside = self.paths[usize::from(value.span.file)].clone();
        image::read(value, key, self.files, &beside, &mut self.found)
    }

    /// Returns the case when nothing stands against it.
    fn case(&mut self, tree: &Node) -> Option<Case> {
        if self.found.any_error() {
            return None;
        }
        match Case::deserialize(values::of_case(tree)) {
            Ok(case) => Some(case),
            Err(fault) => {
                // the table of keys let something through: a fault of the program, but never a wrong case
                self.found.error("unreadable", tree.span, format!("the case cannot be read: {fault}"));
                None
            }
        }
    }

    fn finish(self, case: Option<Case>, tree: Node, original: Arc<[u8]>, images: Images) -> Loaded {
        let (texts, findings) = self.found.into_parts();
        Loaded { case, findings, texts, tree, original, images, typed: OnceLock::new() }
    }
}
