//! The two parties and the people.

use serde::Serialize;
use serde_with::skip_serializing_none;

use super::Input;
use crate::{case, strategy};

/// Who is owed.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Creditor {
    /// The name, as it stands in the case.
    pub name: String,
    /// The name as one says it: without `LLC`, `Ltd` and the like.
    pub spoken: String,
    /// The postal address, a line each.
    pub address: Vec<String>,
    /// Name and address in one line, for an envelope's window.
    pub return_line: String,
    /// Everything under the name in a letterhead: address, telephone, e-mail, website; a line each.
    pub letterhead: Vec<String>,
    /// What stands at a page's foot: the name, the register entry and the tax number, in one line.
    pub imprint: String,
    /// The telephone number.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// Who signs and calls.
    pub signatory: Option<Signatory>,
}

/// Who signs and calls.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Signatory {
    /// The person's name.
    pub name: String,
    /// The person's title.
    pub title: Option<String>,
    /// The file of the scanned signature.
    pub signature: Option<String>,
}

/// Who owes.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Debtor {
    /// The name, as it stands in the case.
    pub name: String,
    /// The name as one says it: without `LLC`, `Ltd` and the like.
    pub spoken: String,
    /// `business`, `consumer` or `sole-trader`.
    pub kind: &'static str,
    /// Whether it is a company or other trading body.
    pub business: bool,
    /// The postal address, a line each; perhaps none.
    pub address: Vec<String>,
    /// The debtor's number in the creditor's books.
    pub reference: Option<String>,
}

/// A person at the debtor's.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The form of address, as in `Ms Cole`; without one, the name.
    pub greeting: String,
    /// The form of address, when the case has one.
    pub salutation: Option<String>,
    /// The role.
    pub role: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// Whether the person can approve a payment.
    pub approves: bool,
}

pub(super) fn creditor(input: &Input) -> Creditor {
    let creditor = &input.case.creditor;
    let imprint = [Some(&creditor.name), creditor.registration.as_ref(), creditor.tax_id.as_ref()];
    let reach = [&creditor.phone, &creditor.email, &creditor.website];
    Creditor {
        name: creditor.name.clone(),
        spoken: spoken(&creditor.name),
        address: creditor.address.clone(),
        return_line: [std::slice::from_ref(&creditor.name), &creditor.address].concat().join(" · "),
        letterhead: creditor.address.iter().chain(reach.into_iter().flatten()).cloned().collect(),
        imprint: imprint.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · "),
        phone: creditor.phone.clone(),
        email: creditor.email.clone(),
        signatory: creditor.signatory.as_ref().map(|signatory| Signatory {
            name: signatory.name.clone(),
            title: signatory.title.clone(),
            signature: signatory.signature.clone(),
        }),
    }
}

pub(super) fn debtor(input: &Input) -> Debtor {
    let debtor = &input.case.debtor;
    Debtor {
        name: debtor.name.clone(),
        spoken: spoken(&debtor.name),
        kind: debtor.kind.word(),
        business: debtor.kind == case::DebtorKind::Business,
        address: debtor.address.clone(),
        reference: debtor.reference.clone(),
    }
}

pub(super) fn person(person: &case::Contact) -> Person {
    Person {
        name: person.name.clone(),
        greeting: person.salutation.clone().unwrap_or_else(|| person.name.clone()),
        salutation: person.salutation.clone(),
        role: person.role.clone(),
        department: person.department.clone(),
        phone: person.phone.clone(),
        email: person.email.clone(),
        approves: person.approves_payments,
    }
}

pub(super) fn first_contact(input: &Input) -> Option<Person> {
    let first = strategy::person::first_contact(input.case)?;
    input.other(Some(&first.id)).map(person)
}

/// The first who can approve a payment, may be spoken to and is not the one addressed.
pub(super) fn approver(input: &Input) -> Option<Person> {
    let may = |contact: &&case::Contact| contact.approves_payments && strategy::person::is_reachable(contact);
    let mut others = input.case.debtor.contacts.iter().filter(|contact| !input.is_addressed(Some(&contact.id)));
    others.find(may).map(person)
}

/// The legal forms that one does not say, without dots and in small letters.
const LEGAL_FORMS: &[&str] = &[
    "inc",
    "incorporated",
    "llc",
    "ltd",
    "limited",
    "plc",
    "llp",
    "lp",
    "corp",
    "corporation",
    "gmbh",
    "ag",
    "kg",
    "ohg",
    "ug",
    "ek",
    "eu",
    "eg",
    "sas",
    "sarl",
    "sàrl",
    "snc",
    "sasu",
    "eurl",
    "sa",
    "bv",
    "nv",
    "vof",
    "oy",
    "ab",
    "aps",
    "spa",
    "srl",
    "sl",
    "pty",
    "kk",
    "pvt",
    "private",
    "dac",
    "haftungsbeschränkt",
    "(haftungsbeschränkt)",
    "gesmbh",
    "mbh",
];

/// Returns a firm's name as one says it: its legal form, at the end and after at least one word, is left out.
fn spoken(name: &str) -> String {
    let mut words: Vec<&str> = name.split(' ').collect();
    match words[..] {
        [.., _, "&", "Co.", "KG"] => words.truncate(words.len() - 3),
        [.., _, "e.", "K." | "U."] => words.truncate(words.len() - 2),
        _ => {}
    }
    while words.len() > 1 && is_legal_form(words[words.len() - 1]) && !leans_on_its_form(words[words.len() - 2]) {
        words.pop();
    }
    words.join(" ").trim_end_matches(',').to_owned()
}

/// Whether a word is half of one, as in `Betriebs GmbH`.
fn leans_on_its_form(word: &str) -> bool {
    let halves = ["betriebs", "handels", "vertriebs", "verwaltungs", "beteiligungs", "produktions", "dienstleistungs"];
    halves.iter().any(|half| word.to_lowercase().ends_with(half))
}

fn is_legal_form(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| !matches!(c, '.' | ',')).flat_map(char::to_lowercase).collect();
    LEGAL_FORMS.contains(&bare.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firm_is_called_without_its_legal_form() {
        for (name, said) in [
            ("Northwind Outfitters, Inc.", "Northwind Outfitters"),
            ("Halden Design Studio LLC", "Halden Design Studio"),
            ("Severn Mill Ltd.", "Severn Mill"),
            ("Küstenlicht Energie GmbH & Co. KG", "Küstenlicht Energie"),
            ("Banksia Pty Ltd", "Banksia"),
            ("Tischlerei Brandt e. K.", "Tischlerei Brandt"),
            ("Menuiserie Favre Sàrl", "Menuiserie Favre"),
            ("Café Zentral Betriebs GmbH", "Café Zentral Betriebs GmbH"),
            ("Smith & Co", "Smith & Co"),
            ("Limited", "Limited"),
            ("Jane Roe", "Jane Roe"),
        ] {
            assert_eq!(spoken(name), said);
        }
    }
}
