//! The two parties: who is owed, who owes, and how to pay.

use serde::Deserialize;

use super::Contact;

/// Who is owed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Creditor {
    /// The name of the firm or person.
    pub name: String,
    /// The postal address, a line each.
    pub address: Vec<String>,
    /// The country, two letters (ISO 3166); page size and date order follow it.
    pub country: String,
    /// The telephone number, as typed.
    #[serde(default)]
    pub phone: Option<String>,
    /// The e-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// The website, as typed.
    #[serde(default)]
    pub website: Option<String>,
    /// The register entry or company number, as it must stand on business letters in some countries.
    #[serde(default)]
    pub registration: Option<String>,
    /// The tax or VAT number.
    #[serde(default)]
    pub tax_id: Option<String>,
    /// The time zone, as in `Europe/London`.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Who signs the letters.
    #[serde(default)]
    pub signatory: Option<Signatory>,
    /// The file of the logo, beside the case file.
    #[serde(default)]
    pub logo: Option<String>,
    /// How the debtor can pay.
    #[serde(default)]
    pub payment: PaymentRoutes,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    /// The person's name.
    pub name: String,
    /// The person's title in the firm.
    #[serde(default)]
    pub title: Option<String>,
    /// The file of the scanned signature, beside the case file.
    #[serde(default)]
    pub signature: Option<String>,
}

/// How the debtor can pay.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentRoutes {
    /// The bank account.
    #[serde(default)]
    pub wire: Option<Wire>,
    /// A page to pay on, http or https.
    #[serde(default)]
    pub link: Option<String>,
    /// A UPI address (India), as in `name@bank`.
    #[serde(default)]
    pub upi: Option<String>,
}

impl PaymentRoutes {
    /// Returns whether the creditor can be paid in some way that is known.
    pub fn is_possible(&self) -> bool {
        self.wire.is_some() || self.link.is_some() || self.upi.is_some()
    }
}

/// A bank account, by national numbers or by IBAN.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wire {
    /// The account holder, when not the creditor's name.
    #[serde(default)]
    pub holder: Option<String>,
    /// The bank's name.
    #[serde(default)]
    pub bank: Option<String>,
    /// The routing number (US, CA).
    #[serde(default)]
    pub routing: Option<String>,
    /// The sort code (GB, IE).
    #[serde(default)]
    pub sort_code: Option<String>,
    /// The account number.
    #[serde(default)]
    pub account: Option<String>,
    /// The international account number; its check digits are verified.
    #[serde(default)]
    pub iban: Option<String>,
    /// The bank's international code.
    #[serde(default)]
    pub bic: Option<String>,
}

/// Who owes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Debtor {
    /// The name of the firm or person.
    pub name: String,
    /// What kind of debtor this is in law.
    pub kind: DebtorKind,
    /// The postal address, a line each.
    #[serde(default)]
    pub address: Vec<String>,
    /// The country, two letters (ISO 3166).
    #[serde(default)]
    pub country: Option<String>,
    /// The time zone, as in `America/Boise`.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// The language of the documents, as in `en-US` or `de`; without it the creditor's country's.
    #[serde(default)]
    pub language: Option<String>,
    /// The debtor's number in the creditor's books.
    #[serde(default)]
    pub reference: Option<String>,
    /// The people, in file order.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// The id of the person to ask first.
    #[serde(default)]
    pub primary_contact: Option<String>,
}

/// What kind of debtor this is in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DebtorKind {
    /// A company or other trading body.
    Business,
    /// A private person outside trade.
    Consumer,
    /// A person who trades in their own name.
    SoleTrader,
}

impl DebtorKind {
    /// Returns the word used in case files and output.
    pub fn word(self) -> &'static str {
        match self {
            DebtorKind::Business => "business",
            DebtorKind::Consumer => "consumer",
            DebtorKind::SoleTrader => "sole-trader",
        }
    }
}
