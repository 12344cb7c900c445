//! A step becomes Markdown.
//!
//! A document is composed in the order of these files: the [facts] that it [reads] are gathered from the case, put into
//! [words] of the debtor's [language], once where they are [shared], filled into a template of that language
//! ([library], [templates], with its [`filters`], its [`limits`], its [`spelling`] and its [lines of tags](standalone)), each value
//! [escaped](escape), and the page [tidied](tidy). [`payment_code`] says what a code to scan holds.
//!
//! The room knows nothing of pages, paper or files: a string of Markdown is all that leaves it.

mod built_in;
mod capped;
pub mod escape;
pub mod facts;
mod fault;
mod filters;
mod input;
mod language;
mod library;
mod limits;
#[cfg(test)]
mod lint;
pub mod payment_code;
mod reads;
#[cfg(test)]
mod sample;
mod shared;
mod spelling;
mod standalone;
pub mod templates;
mod tidy;
pub mod words;

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveTime;

use crate::case::Case;
use crate::ledger::Ledger;
use crate::ledger::instalments::Schedule;
use crate::money::Overflow;
use crate::strategy::Plan;
use crate::strategy::gate::Gate;

pub use facts::{Enclosure, Facts};
pub use language::LanguageUnknown;
pub use templates::TemplateFault;

use input::Input;
use library::Library;
use shared::Made;

/// What is composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// A call sheet for the step of the gate.
    Call,
    /// The ultimate demand.
    Demand,
    /// Every movement with its arithmetic.
    Statement,
    /// An agreement to pay in instalments.
    PlanAgreement,
    /// A short message that says a promise back.
    Confirmation,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [DocumentKind; 5] = [
        DocumentKind::Call,
        DocumentKind::Demand,
        DocumentKind::Statement,
        DocumentKind::PlanAgreement,
        DocumentKind::Confirmation,
    ];

    /// Returns the name of its files and of its template, without an ending.
    pub fn file_stem(self) -> &'static str {
        match self {
            DocumentKind::Call => "call",
            DocumentKind::Demand => "demand",
            DocumentKind::Statement => "statement",
            DocumentKind::PlanAgreement => "plan",
            DocumentKind::Confirmation => "confirmation",
        }
    }
}

/// What a document is made of.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// What is composed.
    pub kind: DocumentKind,
    /// What the user wrote.
    pub case: &'a Case,
    /// What is owed on the day of the document.
    pub ledger: &'a Ledger,
    /// What is next on that day.
    pub plan: &'a Plan,
    /// The step and the person that were let through.
    pub gate: &'a Gate,
    /// What the user asked for beside.
    pub options: &'a Options,
}

/// What the user asked for beside the document itself.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The user says that the books are current.
    pub books_current: bool,
    /// No consequence is to be named.
    pub without_consequence: bool,
    /// The time of the call in the debtor's zone.
    pub at: Option<NaiveTime>,
    /// The paper has a printed letterhead.
    pub blank_head: bool,
    /// What lies beside the letter.
    pub enclosures: Vec<Enclosure>,
    /// The instalments of a plan agreement.
    pub schedule: Option<Schedule>,
    /// Interest runs on while that plan is kept.
    pub interest_runs: bool,
}

impl Enclosure {
    /// Returns what lies beside a letter: the copies the case names, of each invoice that is open on the day and of
    /// the contract, and the statement when there is to be one.
    pub fn of(case: &Case, ledger: &Ledger, statement: bool) -> Vec<Enclosure> {
        let contract = case.contract.as_ref().and_then(|contract| contract.copy.as_ref()).map(|_| Enclosure::Contract);
        let open = ledger.invoices.iter().filter(|standing| standing.is_open());
        let invoices = open.filter_map(|standing| {
            let invoice = case.invoice(&standing.number)?;
            invoice.copy.as_ref().map(|_| Enclosure::Invoice(invoice.number.clone()))
        });
        invoices.chain(contract).chain(statement.then_some(Enclosure::Statement)).collect()
    }
}

/// The key that says how the creditor is paid.
pub const PAYMENT: &str = "creditor.payment";

/// Why a document cannot be composed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComposeError {
    /// The document needs keys that the case does not hold.
    Missing {
        /// The document.
        document: DocumentKind,
        /// All of them, as in `debtor.address`.
        keys: Vec<&'static str>,
    },
    /// Nothing is owed that the document could be about.
    NothingOwed {
        /// The document.
        document: DocumentKind,
    },
    /// There are no templates in the language of the debtor.
    Language(LanguageUnknown),
    /// A template is wrong.
    Template(TemplateFault),
    /// A sum no longer fits.
    Overflow,
}

impl ComposeError {
    pub(crate) fn missing(document: DocumentKind, key: &'static str) -> ComposeError {
        ComposeError::Missing { document, keys: vec![key] }
    }
}

impl fmt::Display for ComposeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ComposeError::Missing { document, keys } => {
                let keys = keys.join("` and `");
                write!(f, "`{}` needs `{keys}`, which the case does not have", document.file_stem())
            }
            ComposeError::NothingOwed { document } => {
                write!(f, "nothing is owed that `{}` could be about", document.file_stem())
            }
            ComposeError::Language(unknown) => unknown.fmt(f),
            ComposeError::Template(fault) => fault.fmt(f),
            ComposeError::Overflow => Overflow.fmt(f),
        }
    }
}

impl std::error::Error for ComposeError {}

impl From<Overflow> for ComposeError {
    fn from(_: Overflow) -> ComposeError {
        ComposeError::Overflow
    }
}

impl From<TemplateFault> for ComposeError {
    fn from(fault: TemplateFault) -> ComposeError {
        ComposeError::Template(fault)
    }
}

/// Turns subjects into Markdown; made once, used by every thread.
pub struct Composer {
    library: Library,
    own_templates: bool,
}

impl Composer {
    /// Makes a composer of the built-in templates and the user's own, by name as in `en/demand.md`. One of the
    /// same name replaces a built-in one; other names are added, for includes or as a language of its own.
    ///
    /// # Errors
    ///
    /// The first template that cannot be used: a syntax error, an unknown filter or include, the mark of
    /// another version, a language that is not complete.
    pub fn new(own: BTreeMap<String, String>) -> Result<Composer, TemplateFault> {
        Ok(Composer { own_templates: !own.is_empty(), library: Library::new(own)? })
    }

    /// Returns whether templates of the user's own are among them.
    pub fn has_own_templates(&self) -> bool {
        self.own_templates
    }

    /// Composes a document as Markdown, in the dialect of the typesetter.
    ///
    /// # Errors
    ///
    /// [`ComposeError`] when the document needs something the case does not hold, when there is no template
    /// in the debtor's language, or when a template asks for a fact that is not there.
    pub fn compose(&self, subject: &Subject) -> Result<String, ComposeError> {
        require(subject)?;
        let tongue = language::of(subject.case);
        let language = self.library.language(&tongue)?;
        let words = language.words.in_region(&tongue.region);
        let name = format!("{}/{}.md", tongue.language, subject.kind.file_stem());
        let input = Input {
            kind: subject.kind,
            case: subject.case,
            ledger: subject.ledger,
            plan: subject.plan,
            step: subject.gate.step,
            contact: subject.gate.contact.as_deref().and_then(|id| subject.case.contact(id)),
            options: subject.options,
            words: &words,
            invoices: &subject.case.invoices.iter().map(|invoice| (invoice.number.as_str(), invoice)).collect(),
            days: &Made::default(),
            clauses: &Made::default(),
            reads: language.reads(&name),
        };
        let facts = Facts::gather(&input)?;
        let context = templates::context(&facts).map_err(|fault| TemplateFault::new(&name, fault.to_string()))?;
        Ok(language.fill(&name, &tongue.region, &context)?)
    }
}

/// Checks what a document cannot be without. A letter that demands money says to whom and how; whatever else is not
/// known drops its lines.
fn require(subject: &Subject) -> Result<(), ComposeError> {
    let case = subject.case;
    let needs: &[(&'static str, bool)] = match subject.kind {
        DocumentKind::Demand => {
            &[("debtor.address", !case.debtor.address.is_empty()), (PAYMENT, case.creditor.payment.is_possible())]
        }
        DocumentKind::PlanAgreement | DocumentKind::Call | DocumentKind::Statement | DocumentKind::Confirmation => &[],
    };
    let keys: Vec<&'static str> = needs.iter().filter(|(_, held)| !held).map(|(key, _)| *key).collect();
    if !keys.is_empty() {
        return Err(ComposeError::Missing { document: subject.kind, keys });
    }
    if is_about_nothing(subject) {
        return Err(ComposeError::NothingOwed { document: subject.kind });
    }
    Ok(())
}

/// A demand and an agreement need something due, a call at least something that will be.
fn is_about_nothing(subject: &Subject) -> bool {
    let due = subject.ledger.total_due.is_positive();
    match subject.kind {
        DocumentKind::Demand | DocumentKind::PlanAgreement => !due,
        DocumentKind::Call => !due && !subject.ledger.not_yet_due.is_positive(),
        DocumentKind::Statement | DocumentKind::Confirmation => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sample::{NORTHWIND, composed};

    #[test]
    fn a_demand_names_amount_and_day_before_anything_else() {
        let page = composed(NORTHWIND, "2026-07-01", DocumentKind::Demand, None);
        assert!(page.contains("# Final demand: $11,020.00 by Wednesday, July 8, 2026"), "{page}");
    }

    #[test]
    fn an_error_names_the_document_and_the_key() {
        let yaml = NORTHWIND.replace("  address: [2200 Alder Avenue, \"Boise, ID 83702\"]\n", "");
        let fault =
            sample::with(sample::composer(), &yaml, "2026-07-01", DocumentKind::Demand, None, &Options::default());
        let fault = fault.unwrap_err();
        assert_eq!(fault.to_string(), "`demand` needs `debtor.address`, which the case does not have");
    }
}
