//! One document of one case on its way: gate → Markdown → review, and on to pages, each step once.

use super::fail::Fail;
use super::open::Opened;
use super::review::{self, Reviewed};
use super::{fonts, lacking, unset};
use crate::case::load::Loaded;
use crate::cli::Form;
use crate::compose::{Composer, DocumentKind, Options, Subject};
use crate::report::why;
use crate::strategy::gate::{self, Document, Gate, Request};
use crate::typeset::setter::Setter;
use crate::typeset::{Assets, Attachment, Fault};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Order {
    pub kind: DocumentKind,
    pub request: Request,
    pub options: Options,
    /// The forms to write; none for the usual ones.
    pub forms: Vec<Form>,
    /// Whether the ledger goes into the PDF.
    pub attach_ledger: bool,
}

impl Order {
    /// Returns the order for a document as it is usually made.
    pub fn usual(kind: DocumentKind, forms: Vec<Form>) -> Order {
        Order { kind, request: Request::default(), options: Options::default(), forms, attach_ledger: false }
    }

    /// Returns the order for the statement that goes with this letter. What is for a mail program alone is none of its
    /// forms.
    #[must_use]
    pub fn statement(&self) -> Order {
        let forms = self.forms.iter().copied().filter(|form| *form != Form::Eml).collect();
        let options = Options { books_current: self.options.books_current, ..Options::default() };
        Order { options, ..Order::usual(DocumentKind::Statement, forms) }
    }
}

/// A document that was let through, as Markdown.
pub struct Composed {
    pub gate: Gate,
    pub markdown: String,
    pub reviewed: Reviewed,
}

/// A document to be made: composed when it is first asked for, set when its PDF first is.
pub struct Job<'j> {
    pub opened: &'j Opened,
    pub order: Order,
    composer: &'j Composer,
    composed: Option<Composed>,
    pdf: Option<Vec<u8>>,
}

impl<'j> Job<'j> {
    pub fn new(opened: &'j Opened, order: Order, composer: &'j Composer) -> Job<'j> {
        Job { opened, order, composer, composed: None, pdf: None }
    }

    /// Returns the document as Markdown, with what the gate and the review say of it.
    ///
    /// # Errors
    ///
    /// A refusal by name, an error of the review, a key the document needs, a template that cannot be filled.
    pub fn composed(&mut self) -> Result<&Composed, Fail> {
        let composed = self.take()?;
        Ok(self.composed.insert(composed))
    }

    /// Returns the same for the last time.
    ///
    /// # Errors
    ///
    /// As [`composed`](Job::composed).
    pub fn take(&mut self) -> Result<Composed, Fail> {
        if let Some(composed) = self.composed.take() {
            return Ok(composed);
        }
        let (gate, markdown) = markdown(self.opened, &self.order, self.composer)?;
        let reviewed = review::before(self.opened, &self.order, &gate, &markdown, self.composer)?;
        Ok(Composed { gate, markdown, reviewed })
    }

    /// Returns the document as a PDF file.
    ///
    /// # Errors
    ///
    /// What keeps it from being composed, everything that cannot be set.
    pub fn pdf(&mut self, setter: &mut Setter<'_>) -> Result<&[u8], Fail> {
        let pdf = if let Some(pdf) = self.pdf.take() {
            pdf
        } else {
            let opened = self.opened;
            let attachments = if self.order.attach_ledger { attachments(opened) } else { vec![] };
            let named = opened.case().page.fonts.as_slice();
            self.set(|text, pictures| fonts::pdf((text, &opened.path, named), setter, pictures, &attachments))?
        };
        Ok(self.pdf.insert(pdf))
    }

    /// Returns the document in a form that is made of its Markdown and the pictures of the case.
    ///
    /// # Errors
    ///
    /// What keeps it from being composed, everything that cannot be set.
    pub fn set(&mut self, form: impl FnOnce(&str, &Pictures) -> Result<Vec<u8>, Vec<Fault>>) -> Result<Vec<u8>, Fail> {
        let (opened, kind) = (self.opened, self.order.kind);
        let made = form(&self.composed()?.markdown, &Pictures(&opened.loaded));
        made.map_err(|faults| unset::in_case(&faults, kind, opened))
    }
}

/// Composes a document that the gate lets through; nothing is set or written.
///
/// # Errors
///
/// A refusal by name, a key the document needs, a template that cannot be filled.
pub fn markdown(opened: &Opened, order: &Order, composer: &Composer) -> Result<(Gate, String), Fail> {
    let gate = pass(opened, order.kind, &order.request)?;
    let subject = Subject {
        kind: order.kind,
        case: opened.case(),
        ledger: &opened.ledger,
        plan: &opened.plan,
        gate: &gate,
        options: &order.options,
    };
    let markdown = composer.compose(&subject).map_err(|error| lacking::composing(error, opened))?;
    Ok((gate, markdown))
}

/// Returns the gate of a document.
///
/// # Errors
///
/// Every refusal, by name.
pub fn pass(opened: &Opened, kind: DocumentKind, request: &Request) -> Result<Gate, Fail> {
    let document = match kind {
        DocumentKind::Call => Document::Call,
        DocumentKind::Demand => Document::Demand,
        DocumentKind::PlanAgreement => Document::PlanAgreement,
        DocumentKind::Statement => Document::Statement,
        DocumentKind::Confirmation => Document::Confirmation,
    };
    let gate = gate::check(document, opened.case(), &opened.ledger, &opened.plan, request);
    if gate.is_open() { Ok(gate) } else { Err(Fail::Refused(gate.refusals)) }
}

fn attachments(opened: &Opened) -> Vec<Attachment> {
    let attachment = |name: &str, media_type: &str, description: &str, text: String| Attachment {
        name: name.to_string(),
        media_type: media_type.to_string(),
        description: description.to_string(),
        bytes: text.into_bytes(),
    };
    let json = format!("{:#}\n", why::json(&opened.ledger));
    let csv = why::csv(&opened.ledger, &why::Choice::default()).unwrap_or_default();
    vec![
        attachment("ledger.json", "application/json", "The ledger of this statement", json),
        attachment("ledger.csv", "text/csv", "The rows of this statement", csv),
    ]
}

/// The pictures of a case, read and checked with it.
pub struct Pictures<'l>(&'l Loaded);

impl Assets for Pictures<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let creditor = self.0.case().map(|case| &case.creditor);
        let logo = creditor.and_then(|creditor| creditor.logo.as_deref());
        let signature = creditor.and_then(|creditor| creditor.signatory.as_ref()?.signature.as_deref());
        let bytes = if logo == Some(name) {
            self.0.logo()
        } else if signature == Some(name) {
            self.0.signature()
        } else {
            None
        };
        bytes.map(<[u8]>::to_vec).ok_or_else(|| format!("`{name}` is no picture of the case"))
    }
}
