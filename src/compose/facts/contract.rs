//! What was signed, and the clauses word for word.

use serde::Serialize;
use serde_with::skip_serializing_none;

use super::Input;
use crate::case::{self, DebtorKind};
use crate::compose::shared::Shared;
use crate::compose::words::Day;

/// What was signed.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Contract {
    /// Its title.
    pub title: Option<String>,
    /// The day it was signed.
    pub signed: Option<Shared<Day>>,
    /// Whether the person addressed signed it: *you signed*, else *your company signed*.
    pub you_signed: bool,
    /// The name of whoever signed it, when that is somebody else.
    pub signer: Option<String>,
    /// The department that was billed.
    pub department: Option<String>,
    /// Every clause of the case.
    pub clauses: Vec<Shared<Clause>>,
    /// The clause that says when to pay.
    pub payment: Option<Shared<Clause>>,
    /// The clauses on which charges rest.
    pub late: Vec<Shared<Clause>>,
    /// The clauses that are neither.
    pub other: Vec<Shared<Clause>>,
    /// Whether the case has a copy of it.
    pub copy: bool,
}

/// One clause.
#[skip_serializing_none]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clause {
    /// Its number in the contract.
    pub number: Option<String>,
    /// Whether the number carries a sign or word of its own, as in `§ 5`.
    pub own_sign: bool,
    /// Its text, word for word.
    pub text: String,
}

/// How the id of the clause on payment begins, in the languages of the documents.
const PAYMENT_IDS: [&str; 8] = ["pay", "due", "zahl", "fällig", "faellig", "paiement", "échéance", "echeance"];

pub(super) fn contract(input: &Input) -> Option<Contract> {
    let contract = input.case.contract.as_ref()?;
    let signer = input.other(contract.signed_by.as_deref());
    let payment = payment_clause(input, contract);
    let shared = |clause| input.clause(clause);
    Some(Contract {
        title: contract.title.clone(),
        signed: input.past(contract.signed),
        you_signed: input.is_addressed(contract.signed_by.as_deref())
            || input.case.debtor.kind == DebtorKind::Consumer
            || (input.case.debtor.kind == DebtorKind::SoleTrader && signer.is_none()),
        signer: signer.map(|signer| signer.name.clone()),
        department: contract.department.clone(),
        clauses: contract.clauses.iter().map(shared).collect(),
        payment: payment.map(shared),
        late: late_clauses(input, contract).map(shared).collect(),
        other: contract.clauses.iter().filter(|c| payment != Some(*c) && !is_charged(input, c)).map(shared).collect(),
        copy: contract.copy.is_some(),
    })
}

impl Clause {
    pub(in crate::compose) fn of(clause: &case::Clause) -> Clause {
        let own_sign = clause.number.as_ref().is_some_and(|number| !number.starts_with(|c: char| c.is_ascii_digit()));
        Clause { number: clause.number.clone(), own_sign, text: clause.text.clone() }
    }
}

fn is_charged(input: &Input, clause: &case::Clause) -> bool {
    input.case.terms.charges.iter().any(|charge| charge.clause.as_deref() == Some(&clause.id))
}

fn payment_clause<'a>(input: &Input, contract: &'a case::Contract) -> Option<&'a case::Clause> {
    let is_payment = |clause: &&case::Clause| {
        let id = clause.id.to_lowercase();
        PAYMENT_IDS.iter().any(|start| id.starts_with(start)) && !is_charged(input, clause)
    };
    contract.clauses.iter().find(is_payment)
}

fn late_clauses<'a>(input: &Input<'a>, contract: &'a case::Contract) -> impl Iterator<Item = &'a case::Clause> {
    let input = *input;
    contract.clauses.iter().filter(move |clause| is_charged(&input, clause))
}
