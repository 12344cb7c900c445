//! Documents in their forms: what a [`Job`] gives as Markdown and PDF, and the e-mail draft around them.

use super::enclosed::{self, File};
use super::fail::Fail;
use super::job::{Composed, Job};
use super::review::Reviewed;
use super::{lacking, unset};
use crate::cli::Form;
use crate::compose::DocumentKind;
use crate::mail::{Address, Draft, Enclosure};
use crate::strategy::Refusal;
use crate::strategy::gate::Gate;
use crate::typeset::message;
use crate::typeset::setter::Setter;

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

/// Makes a document in the forms asked for; nothing is written. The e-mail draft of a letter that lists the statement
/// takes its PDF from the job of that.
///
/// # Errors
///
/// A refusal by name, an error of the review, a key the document needs, everything that cannot be set.
pub fn make(job: &mut Job<'_>, mut statement: Option<&mut Job<'_>>, setter: &mut Setter<'_>) -> Result<Made, Fail> {
    job.composed()?;
    let (kind, opened) = (job.order.kind, job.opened);
    let mut warnings = lacking::left_out(kind, &job.order.forms, opened);
    let forms = lacking::forms(kind, &job.order.forms, opened);
    let mut files = vec![];
    for form in forms.iter().copied() {
        let (ending, bytes) = match form {
            Form::Pdf => ("pdf", job.pdf(setter)?.to_vec()),
            Form::Md => ("md", job.composed()?.markdown.clone().into_bytes()),
            Form::Html => ("html", job.set(|text, pictures| setter.html(text, pictures).map(String::into_bytes))?),
            Form::Docx => ("docx", job.set(|text, pictures| setter.docx(text, pictures))?),
            Form::Eml => {
                let attached = attached(job, statement.as_deref_mut(), setter, &mut warnings)?;
                ("eml", eml(job, attached)?)
            }
        };
        files.push((format!("{}.{ending}", kind.file_stem()), bytes));
    }
    let Composed { mut gate, reviewed, .. } = job.take()?;
    gate.warnings.extend(warnings);
    Ok(Made { files, forms, gate, reviewed })
}

/// Returns what goes with the e-mail draft of a letter: the letter itself and its enclosures. Warns of each that is not
/// there; a confirmation is all in the message.
fn attached(
    job: &mut Job<'_>,
    mut statement: Option<&mut Job<'_>>,
    setter: &mut Setter<'_>,
    warnings: &mut Vec<Refusal>,
) -> Result<Vec<Enclosure>, Fail> {
    let mut files = vec![];
    if job.order.kind != DocumentKind::Confirmation {
        files.push(pdf_file(job, setter)?);
    }
    for file in job.order.options.enclosures.iter().filter_map(|enclosure| enclosed::file(job.opened, enclosure)) {
        match file {
            File::Whole(file) => files.push(file),
            File::Missing(warning) => warnings.push(warning),
            File::Statement => {
                if let Some(statement) = statement.as_deref_mut() {
                    files.push(pdf_file(statement, setter)?);
                }
            }
        }
    }
    Ok(files)
}

fn pdf_file(job: &mut Job<'_>, setter: &mut Setter<'_>) -> Result<Enclosure, Fail> {
    let bytes = job.pdf(setter)?.to_vec();
    Ok(Enclosure { name: format!("{}.pdf", job.order.kind.file_stem()), media_type: "application/pdf".into(), bytes })
}

/// The document as an e-mail draft with what is attached.
fn eml(job: &mut Job<'_>, attachments: Vec<Enclosure>) -> Result<Vec<u8>, Fail> {
    let (opened, kind) = (job.opened, job.order.kind);
    let Composed { gate, markdown, .. } = job.composed()?;
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
