//! Paper, envelope, letterhead and enclosures.

use serde::Serialize;
use serde_with::skip_serializing_none;

use super::Input;
use crate::case::{Case, Envelope, PageSize};

/// The page a document is printed on.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// `letter` or `a4`.
    pub paper: &'static str,
    /// The window envelope, as in `us-10`, or `none`.
    pub envelope: &'static str,
    /// Whether the paper has a printed letterhead already.
    pub blank_head: bool,
    /// The file of the logo.
    pub logo: Option<String>,
}

/// Something that lies beside the letter.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Enclosed {
    /// `invoice`, `contract` or `statement`.
    pub kind: &'static str,
    /// The number of the invoice.
    pub number: Option<String>,
}

/// What may lie beside a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enclosure {
    /// A copy of the invoice of this number.
    Invoice(String),
    /// A copy of the contract.
    Contract,
    /// The statement of the same day.
    Statement,
}

pub(super) fn page(input: &Input) -> Page {
    let page = &input.case.page;
    let country = input.case.creditor.country.as_str();
    Page {
        paper: paper(input.case).word(),
        envelope: page.envelope.unwrap_or_else(|| envelope_of(country)).word(),
        blank_head: page.blank_head || input.options.blank_head,
        logo: input.case.creditor.logo.clone(),
    }
}

/// Returns the paper of a case's documents: what it says, else what its creditor's country prints on.
pub(super) fn paper(case: &Case) -> PageSize {
    case.page.size.unwrap_or_else(|| paper_of(&case.creditor.country))
}

/// The countries that print on Letter paper; all others use A4.
const LETTER: [&str; 8] = ["US", "CA", "MX", "PH", "CL", "CO", "VE", "PR"];

fn paper_of(country: &str) -> PageSize {
    if LETTER.contains(&country) { PageSize::Letter } else { PageSize::A4 }
}

fn envelope_of(country: &str) -> Envelope {
    match country {
        "US" | "CA" => Envelope::Us10,
        "DE" | "AT" => Envelope::Din5008B,
        "GB" | "IE" => Envelope::UkDl,
        _ => Envelope::None,
    }
}

pub(super) fn enclosures(input: &Input) -> Vec<Enclosed> {
    let enclosed = |enclosure: &Enclosure| match enclosure {
        Enclosure::Invoice(number) => Enclosed { kind: "invoice", number: Some(number.clone()) },
        Enclosure::Contract => Enclosed { kind: "contract", number: None },
        Enclosure::Statement => Enclosed { kind: "statement", number: None },
    };
    input.options.enclosures.iter().map(enclosed).collect()
}
