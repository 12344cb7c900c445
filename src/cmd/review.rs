//! `review`, and the review before a document is written.

use std::path::Path;

use super::disk::Disk;
use super::fail::Fail;
use super::job::{self, Order};
use super::open::{self, Opened};
use super::{Voice, answer, clock, read, tell, templates};
use crate::case::Step;
use crate::case::finding::Texts;
use crate::case::load;
use crate::case::sources::{Contents, Sources as _};
use crate::cli::{Format, Review};
use crate::compose::{Composer, DocumentKind};
use crate::report::review as report;
use crate::review::{self, Draft, Origin, Remark, Scene};
use crate::strategy::gate::Gate;

pub(super) fn run(args: &Review, voice: Voice) -> Result<(), Fail> {
    let opened = open::open(&args.case, clock::day(args.day.as_of))?;
    read::warn(&opened, voice);
    let mut texts = opened.loaded.texts().clone();
    let drafts = match &args.draft {
        Some(path) => vec![Draft::read(&path.to_string_lossy(), &text_of(path)?, Origin::Hand, &mut texts)],
        None => made(&opened, &templates::composer(args.templates.as_deref())?, &mut texts, voice),
    };
    let remarks = review::review(&scene(&opened, false), &drafts);
    let (case, day) = (opened.case().id.as_str(), opened.ledger.as_of);
    match args.format {
        Format::Text => answer(&report::text(case, day, &remarks, &texts, voice.colour))?,
        Format::Json => answer(&format!("{:#}\n", report::json(case, day, &remarks)))?,
    }
    if remarks.iter().any(Remark::refuses) { Err(Fail::Partly) } else { Ok(()) }
}

fn scene(opened: &Opened, without_consequence: bool) -> Scene<'_> {
    Scene { loaded: &opened.loaded, case: opened.case(), ledger: &opened.ledger, without_consequence }
}

/// Returns the documents that the case would give today; one that is refused by name is none.
fn made(opened: &Opened, composer: &Composer, texts: &mut Texts, voice: Voice) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for kind in [DocumentKind::Demand, DocumentKind::Call, DocumentKind::Statement] {
        match job::markdown(opened, &Order::usual(kind, vec![]), composer) {
            Ok((_, markdown)) => drafts.push(Draft::read(&name(kind), &markdown, origin(composer), texts)),
            Err(Fail::Refused(_)) => {}
            Err(fail) if !voice.quiet => {
                tell::line(format_args!("warning: `{}` is not reviewed: {fail}", kind.file_stem()));
            }
            Err(_) => {}
        }
    }
    drafts
}

fn origin(composer: &Composer) -> Origin {
    if composer.has_own_templates() { Origin::OwnTemplates } else { Origin::BuiltIn }
}

fn name(kind: DocumentKind) -> String {
    format!("{}.md", kind.file_stem())
}

fn text_of(path: &Path) -> Result<String, Fail> {
    let bytes = match Disk.read(path, load::MOST_BYTES)? {
        Contents::Whole(bytes) => bytes,
        Contents::TooLarge => {
            return Err(Fail::Document(format!("`{}` is too large for a draft", path.display()), None));
        }
    };
    let text = String::from_utf8(bytes.to_vec())
        .map_err(|_| Fail::Document(format!("`{}` is not UTF-8", path.display()), None))?;
    Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
}

/// What a review has to say about a document that is about to be written.
#[derive(Debug, Clone, Default)]
pub struct Reviewed {
    /// The remarks that the gate has not said already; silenced ones among them.
    pub remarks: Vec<Remark>,
    /// The texts they point into.
    pub texts: Texts,
}

impl Reviewed {
    /// Returns the remarks that stand.
    pub fn standing(&self) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(|remark| remark.stands())
    }

    /// Leaves out what another document of the same run has said already.
    pub fn beside(&mut self, other: &Reviewed) {
        self.remarks.retain(|remark| !other.remarks.contains(remark));
    }
}

/// Reviews a document before it is written.
///
/// # Errors
///
/// The remarks, when there is an error among them that is not silenced.
pub fn before(
    opened: &Opened,
    order: &Order,
    gate: &Gate,
    markdown: &str,
    composer: &Composer,
) -> Result<Reviewed, Fail> {
    let announces = matches!(order.kind, DocumentKind::Demand | DocumentKind::Call) && gate.step >= Step::FinalCall;
    let mut texts = opened.loaded.texts().clone();
    let draft = Draft::read(&name(order.kind), markdown, origin(composer), &mut texts);
    let mut remarks = review::before(&scene(opened, order.options.without_consequence || !announces), &draft);
    let said = |remark: &Remark| gate.warnings.iter().any(|warning| warning.code == remark.code);
    remarks.retain(|remark| remark.refuses() || !said(remark));
    let reviewed = Reviewed { remarks, texts };
    if reviewed.remarks.iter().any(Remark::refuses) { Err(Fail::Reviewed(Box::new(reviewed))) } else { Ok(reviewed) }
}

/// Returns the remarks that stand, as they are said on the standard error.
pub fn said(reviewed: &Reviewed, colour: bool) -> String {
    report::standing(&reviewed.remarks, &reviewed.texts, colour)
}
