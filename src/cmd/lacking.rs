//! Keys that a document asks for and the case does not have: without some it is not made, without others it says less.

use super::fail::Fail;
use super::open::Opened;
use crate::case::finding::Finding;
use crate::cli::Form;
use crate::compose::{ComposeError, DocumentKind, PAYMENT};
use crate::strategy::Refusal;

pub(super) const EMAIL: &str = "creditor.email";

const CODE: &str = "missing-key";

/// Returns why a document was not composed, each key it needs with the place where it belongs.
pub(super) fn composing(error: ComposeError, opened: &Opened) -> Fail {
    match error {
        ComposeError::Missing { document, keys } => needed(&format!("`{}`", document.file_stem()), &keys, opened),
        other => other.into(),
    }
}

/// Returns that something needs keys which the case does not have.
pub(super) fn needed(what: &str, keys: &[&'static str], opened: &Opened) -> Fail {
    let finding = |key: &&'static str| {
        let party = key.split('.').next().unwrap_or(key);
        let message = format!("{what} needs `{key}`, which the case does not have");
        let mut finding = Finding::error(CODE, Some(opened.loaded.place_of_key(party)), message);
        finding.some_hint(to_add(key).map(str::to_owned));
        finding
    };
    Fail::Case(keys.iter().map(finding).collect(), Box::new(opened.loaded.texts().clone()))
}

fn to_add(key: &str) -> Option<&'static str> {
    Some(match key {
        "debtor.address" => "add it under `debtor`, in lines: `address: [\"2200 Alder Avenue\", \"Boise, ID 83702\"]`",
        PAYMENT => {
            "add `payment:` under `creditor`, here or in `_shared.yaml`: `wire: {bank: …, iban: …}`, with \
             `routing` and `account` in the United States, or `link: https://…`"
        }
        EMAIL => "add `email:` under `creditor`, or leave the e-mail draft out, as with `--to pdf,md`",
        _ => return None,
    })
}

/// Returns the forms in which a document is made where none is asked for.
pub(super) fn usual_forms(kind: DocumentKind) -> &'static [Form] {
    match kind {
        DocumentKind::Demand => &[Form::Pdf, Form::Md, Form::Eml],
        DocumentKind::Confirmation => &[Form::Md, Form::Eml],
        DocumentKind::Call | DocumentKind::Statement | DocumentKind::PlanAgreement => &[Form::Pdf, Form::Md],
    }
}

/// Returns the forms to make: those asked for, else the usual ones but for an e-mail draft that nobody could send.
pub(super) fn forms(kind: DocumentKind, asked: &[Form], opened: &Opened) -> Vec<Form> {
    let mut forms = if asked.is_empty() { usual_forms(kind) } else { asked }.to_vec();
    forms.retain(|form| *form != Form::Eml || !asked.is_empty() || opened.case().creditor.email.is_some());
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Returns what a document that is made all the same goes without.
pub(super) fn left_out(kind: DocumentKind, asked: &[Form], opened: &Opened) -> Vec<Refusal> {
    let nowhere = kind == DocumentKind::PlanAgreement && !opened.case().creditor.payment.is_possible();
    let undrafted = asked.is_empty() && forms(kind, asked, opened).len() < usual_forms(kind).len();
    let nowhere = nowhere.then(|| format!("the agreement does not say where to pay: the case has no `{PAYMENT}`"));
    let undrafted = undrafted.then(|| format!("no e-mail draft is made: the case has no `{EMAIL}`"));
    [nowhere, undrafted].into_iter().flatten().map(|text| Refusal { code: CODE, text }).collect()
}
