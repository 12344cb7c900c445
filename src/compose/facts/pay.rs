//! How to pay.

use serde::Serialize;
use serde_with::skip_serializing_none;

use super::{Input, page};
use crate::compose::{DocumentKind, payment_code};

/// How to pay. Nothing in it is asked for that the case does not hold.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Pay {
    /// The bank account.
    pub wire: Option<Wire>,
    /// The page to pay on.
    pub link: Option<String>,
    /// The UPI address.
    pub upi: Option<String>,
    /// What to write on the payment: the numbers of the invoices, or the case when they are many.
    pub reference: String,
    /// The code to scan.
    pub code: Option<Code>,
    /// Whether there is any way at all.
    pub possible: bool,
}

/// A bank account, by national numbers or by IBAN.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Wire {
    /// The account holder.
    pub holder: String,
    /// The bank.
    pub bank: Option<String>,
    /// The routing number.
    pub routing: Option<String>,
    /// The sort code.
    pub sort_code: Option<String>,
    /// The account number.
    pub account: Option<String>,
    /// The IBAN in groups of four.
    pub iban: Option<String>,
    /// The bank's international code.
    pub bic: Option<String>,
}

/// A code to scan.
#[derive(Debug, Clone, Serialize)]
pub struct Code {
    /// `epc`, `upi` or `link`.
    pub kind: &'static str,
    /// What the code holds.
    pub payload: String,
}

/// More invoices than this are not listed on a payment.
const LISTED: usize = 3;

pub(super) fn pay(input: &Input) -> Pay {
    let routes = &input.case.creditor.payment;
    let reference = reference(input);
    Pay {
        wire: routes.wire.as_ref().map(|wire| Wire {
            holder: wire.holder.clone().unwrap_or_else(|| input.case.creditor.name.clone()),
            bank: wire.bank.clone(),
            routing: wire.routing.clone(),
            sort_code: wire.sort_code.clone(),
            account: wire.account.clone(),
            iban: wire.iban.as_deref().map(in_fours),
            bic: wire.bic.clone(),
        }),
        link: routes.link.clone(),
        upi: routes.upi.clone(),
        code: payment_code::best(input.case, page::paper(input.case), input.ledger.total_due, &reference)
            .filter(|_| asks_for_all(input))
            .map(|(kind, payload)| Code { kind, payload }),
        reference,
        possible: routes.is_possible(),
    }
}

/// A code asks for all that is due, so it stands only where all is asked for.
fn asks_for_all(input: &Input) -> bool {
    matches!(input.kind, DocumentKind::Demand | DocumentKind::Statement)
}

fn reference(input: &Input) -> String {
    let open = input.ledger.invoices.iter().filter(|standing| standing.is_open());
    let numbers: Vec<&str> = open.map(|standing| standing.number.as_str()).collect();
    if numbers.is_empty() || numbers.len() > LISTED { input.case.id.clone() } else { numbers.join(", ") }
}

fn in_fours(iban: &str) -> String {
    let plain: Vec<char> = iban.chars().filter(|c| !c.is_whitespace()).collect();
    plain.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
