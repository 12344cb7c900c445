//! [`Facts`]: the one thing a template sees.
//!
//! Every figure and date comes ready as text in the forms a sentence needs. What the case does not hold
//! is absent, so a template guards a line with `{% if … %}`; printing an absent field is an error. A call
//! sheet's facts hold the caller's notes; those of every other document do not have them at all, and
//! `internal` is in none. What no template of a document [reads](super::reads) is absent too.
#![warn(missing_docs)]

mod agreement;
mod chart;
mod consequence;
mod contract;
mod ground;
mod history;
mod onward;
mod owed;
mod page;
mod parties;
mod pay;
mod promise;
mod rows;
mod statement;
mod telephone;

use serde::Serialize;
use serde_with::skip_serializing_none;

use super::ComposeError;
use super::input::Input;
use super::shared::Shared;
use super::words::Day;

pub use agreement::{Agreement, Confirmed, Instalment};
pub use chart::{ChartDay, ChartPoint};
pub use consequence::{Announced, Consequence};
pub use contract::{Clause, Contract};
pub use ground::{Dated, Ground, Share};
pub use history::{Entry, History, Talk, Tries};
pub use onward::Onward;
pub use owed::{Invoice, Owed, Paid, Part};
pub use page::{Enclosed, Enclosure, Page};
pub use parties::{Creditor, Debtor, Person, Signatory};
pub use pay::{Code, Pay, Wire};
pub use promise::Promise;
pub use rows::{Row, RowDay};
pub use statement::{Ageing, Settlement, Statement};
pub use telephone::{Call, Hours};

/// All that a template can say.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Facts {
    /// `call`, `demand`, `statement`, `plan` or `confirmation`.
    pub document: &'static str,
    /// The step of the ladder, as in `follow-up`.
    pub step: &'static str,
    /// The language and region of the document, as in `en-US`.
    pub lang: String,
    /// The region alone, as in `US`; empty when it is not known.
    pub region: String,
    /// The id of the case.
    pub case: String,
    /// The currency's three letters.
    pub currency: &'static str,
    /// The day of the document.
    pub today: Shared<Day>,
    /// Paper, envelope, letterhead.
    pub page: Page,
    /// Who is owed, and in whose name the document speaks.
    pub creditor: Creditor,
    /// Who owes.
    pub debtor: Debtor,
    /// The person the document is for.
    pub contact: Option<Person>,
    /// The first contact, when the document is for somebody else.
    pub first_contact: Option<Person>,
    /// Somebody else at the debtor's who can approve a payment.
    pub approver: Option<Person>,
    /// What was signed.
    pub contract: Option<Contract>,
    /// What is owed, and how it came to that.
    pub owed: Owed,
    /// What happened so far.
    pub history: Option<History>,
    /// The latest promise. A broken one is here only while the books are current.
    pub promise: Option<Promise>,
    /// Every promise that was not kept, oldest first; empty unless the books are current.
    pub broken: Option<Vec<Promise>>,
    /// The day to which the payments are known to be complete, when that is too long ago to say that
    /// nothing came.
    pub books_stale: Option<Shared<Day>>,
    /// What follows when the deadline passes; only in a final call and a demand, and only when it is ready.
    pub consequence: Option<Consequence>,
    /// What was announced earlier and is not yet done or withdrawn.
    pub announced: Vec<Announced>,
    /// The last day to pay: that of this demand, or the one this call names.
    pub deadline: Option<Shared<Day>>,
    /// Whether that day is over.
    pub deadline_over: bool,
    /// The day on which the last demand was sent; only in a final call.
    pub demanded: Option<Shared<Day>>,
    /// Whether instalments can still be offered: no plan of instalments was agreed before.
    pub plan_open: bool,
    /// How to pay.
    pub pay: Pay,
    /// What only a call sheet needs.
    pub call: Option<Call>,
    /// What only a statement needs.
    pub statement: Option<Statement>,
    /// What only a plan agreement needs.
    pub agreement: Option<Agreement>,
    /// What only a confirmation needs.
    pub confirmed: Option<Confirmed>,
    /// What lies beside the letter.
    pub enclosures: Vec<Enclosed>,
}

impl Facts {
    /// Gathers the facts of a document.
    ///
    /// # Errors
    ///
    /// [`ComposeError`] when the document needs something the case does not hold.
    pub(super) fn gather(input: &Input) -> Result<Facts, ComposeError> {
        let case = input.case;
        let deadline = consequence::deadline(input);
        Ok(Facts {
            document: input.kind.file_stem(),
            step: input.step.word(),
            lang: input.words.tag(),
            region: input.words.region().to_owned(),
            case: case.id.clone(),
            currency: case.currency.code(),
            today: input.day(input.as_of()),
            page: page::page(input),
            creditor: parties::creditor(input),
            debtor: parties::debtor(input),
            contact: input.contact.map(parties::person),
            first_contact: parties::first_contact(input),
            approver: parties::approver(input),
            contract: contract::contract(input),
            owed: owed::owed(input)?,
            history: input.read("history", || history::history(input)),
            promise: input.read("promise", || promise::latest(input)).flatten(),
            broken: input.read("broken", || promise::broken(input)),
            books_stale: promise::books_stale(input),
            consequence: consequence::consequence(input),
            announced: consequence::announced(input),
            deadline: deadline.map(|day| input.day(day)),
            deadline_over: deadline.is_some_and(|day| day < input.as_of()),
            demanded: consequence::demanded(input).filter(|_| input.is_call()).map(|day| input.day(day)),
            plan_open: case.plan.is_none(),
            pay: pay::pay(input),
            call: telephone::call(input),
            statement: statement::statement(input)?,
            agreement: agreement::agreement(input)?,
            confirmed: agreement::confirmed(input)?,
            enclosures: page::enclosures(input),
        })
    }
}
