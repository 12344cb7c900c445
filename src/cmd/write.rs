//! Documents: gate → Markdown → pages → PDF, one way for all kinds.

use std::path::Path;

use super::enclosed::{self, File};
use super::fail::Fail;
use super::fonts;
use super::open::Opened;
use super::review::{self, Reviewed};
use super::unset;
use super::{disk, lacking};
use crate::case::load::Loaded;
use crate::cli::Form;
use crate::compose::{Composer, DocumentKind, Options, Subject};
use crate::mail::{Address, Draft, Enclosure};
use crate::report::why;
use crate::strategy::Refusal;
use crate::strategy::gate::{self, Document, Gate, Request};
use crate::typeset::setter::Setter;
use crate::typeset::{Assets, Attachment, message};

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
    /// Whether the envelope's window is drawn over the letter.
    pub envelope_overlay: bool,
}

impl Order {
    /// Returns the order for the statement that goes with this letter.
    fn statement(&self) -> Order {
        Order {
            kind: DocumentKind::Statement,
            request: Request::default(),
            options: Options { books_current: self.options.books_current, ..Options::default() },
            forms: vec![Form::Pdf],
            attach_ledger: false,
            envelope_overlay: false,
        }
    }
}

/// A document in its forms, and what was warned of.
#[derive(Debug)]
pub struct Made {
    /// File names and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The forms of the files, in their order.
    pub forms: Vec<Form>,
    /// For which step and person it was let through, and what was warned of.
    pub gate: Gate,
    /// What the review says of it.
    pub reviewed: Reviewed,
}

/// Makes a document in the forms asked for; nothing is written.
///
/// # Errors
///
/// A refusal by name, an error of the review, a key the document needs, everything that cannot be set.
pub fn make(opened: &Opened, order: &Order, composer: &Composer, setter: &mut Setter<'_>) -> Result<Made, Fail> {
    let (mut gate, markdown) = markdown(opened, order, composer)?;
    let reviewed = review::before(opened, order, &gate, &markdown, composer)?;
    let attachments = if order.attach_ledger { attachments(opened) } else { vec![] };
    let text = (markdown.as_str(), opened.path.as_path(), opened.case().page.fonts.as_slice());
    let pdf = |setter: &mut Setter<'_>| {
        fonts::pdf(text, setter, &Beside(&opened.loaded), &attachments)
            .map_err(|faults| unset::in_case(&faults, order.kind, opened))
    };
    let stem = order.kind.file_stem();
    gate.warnings.extend(lacking::left_out(order.kind, &order.forms, opened));
    let mut files = Vec::<(String, Vec<u8>)>::new();
    let forms = lacking::forms(order.kind, &order.forms, opened);
    for form in forms.iter().copied() {
        match form {
            Form::Pdf => files.push((format!("{stem}.pdf"), pdf(setter)?)),
            Form::Md => files.push((format!("{stem}.md"), markdown.clone().into_bytes())),
            Form::Html => files.push((format!("{stem}.html"), html(opened, order.kind, &markdown, setter)?)),
            Form::Docx => {
                let made = setter.docx(&markdown, &Beside(&opened.loaded));
                files.push((
                    format!("{stem}.docx"),
                    made.map_err(|faults| unset::in_case(&faults, order.kind, opened))?,
                ));
            }
            Form::Eml => {
                let letter = match files.first().filter(|_| forms.contains(&Form::Pdf)) {
                    _ if order.kind == DocumentKind::Confirmation => None,
                    Some((_, pdf)) => Some(pdf.clone()),
                    None => Some(pdf(setter)?),
                };
                let enclosed = enclosed(opened, order, composer, setter, &mut gate.warnings)?;
                let attached = letter.map(|pdf| pdf_file(stem, pdf)).into_iter().chain(enclosed).collect();
                files.push((format!("{stem}.eml"), eml(opened, order.kind, &gate, &markdown, attached)?));
            }
        }
    }
    Ok(Made { files, forms, gate, reviewed })
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

/// The document as one page that stands alone.
fn html(opened: &Opened, kind: DocumentKind, markdown: &str, setter: &mut Setter<'_>) -> Result<Vec<u8>, Fail> {
    let page =
        setter.html(markdown, &Beside(&opened.loaded)).map_err(|faults| unset::in_case(&faults, kind, opened))?;
    Ok(page.into_bytes())
}

/// Returns the enclosures of a letter as files; warns of each that is not there.
fn enclosed(
    opened: &Opened,
    order: &Order,
    composer: &Composer,
    setter: &mut Setter<'_>,
    warnings: &mut Vec<Refusal>,
) -> Result<Vec<Enclosure>, Fail> {
    let mut files = vec![];
    for file in order.options.enclosures.iter().filter_map(|enclosure| enclosed::file(opened, enclosure)) {
        match file {
            File::Whole(file) => files.push(file),
            File::Missing(warning) => warnings.push(warning),
            File::Statement => {
                let statement = make(opened, &order.statement(), composer, setter)?;
                let stem = DocumentKind::Statement.file_stem();
                files.extend(statement.files.into_iter().map(|(_, bytes)| pdf_file(stem, bytes)));
            }
        }
    }
    Ok(files)
}

fn pdf_file(stem: &str, bytes: Vec<u8>) -> Enclosure {
    Enclosure { name: format!("{stem}.pdf"), media_type: "application/pdf".into(), bytes }
}

/// The document as an e-mail draft with what is attached; a confirmation is all in the message.
fn eml(
    opened: &Opened,
    kind: DocumentKind,
    gate: &Gate,
    markdown: &str,
    attachments: Vec<Enclosure>,
) -> Result<Vec<u8>, Fail> {
    let case = opened.case();
    let email = case.creditor.email.clone();
    let email = email.ok_or_else(|| lacking::needed("the e-mail draft", &[lacking::EMAIL], opened))?;
    let to = gate.contact.as_deref().and_then(|id| case.contact(id));
    let to = to.and_then(|to| Some(Address { name: to.name.clone(), email: to.email.clone()? }));
    let draft = Draft {
        from: Address { name: case.creditor.name.clone(), email },
        to,
        subject: head(markdown, "title"),
        date: opened.plan.as_of,
        text: message::text(markdown),
        html: message::page(markdown).map_err(|faults| unset::in_case(&faults, kind, opened))?,
        attachments,
    };
    draft.to_eml().map_err(|error| Fail::Document(error.to_string(), None))
}

/// Returns a value of the document's head.
fn head(markdown: &str, key: &str) -> String {
    let value = |line: &str| line.strip_prefix(key)?.strip_prefix(':').map(|value| value.trim().to_string());
    markdown.lines().skip(1).take_while(|line| *line != "---").find_map(value).unwrap_or_default()
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

/// The pictures of the case, read and checked with it.
struct Beside<'l>(&'l Loaded);

impl Assets for Beside<'_> {
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

/// Files beside a Markdown document.
pub struct Folder<'p>(pub &'p Path);

impl Assets for Folder<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        use crate::case::sources::{Contents, Sources as _};
        match disk::Disk.read_beside(self.0, name, crate::case::load::MOST_BYTES) {
            Ok(Contents::Whole(bytes)) => Ok(bytes.to_vec()),
            Ok(Contents::TooLarge) => Err(format!("`{name}` is too large")),
            Err(fault) => Err(fault.to_string()),
        }
    }
}
