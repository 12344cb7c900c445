//! The debtor's people.

use serde::Deserialize;

use super::Internal;

/// One person at the debtor's.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The id by which the rest of the file names the person.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// The person's role, in words.
    #[serde(default)]
    pub role: Option<String>,
    /// The department.
    #[serde(default)]
    pub department: Option<String>,
    /// The telephone number, as typed.
    #[serde(default)]
    pub phone: Option<String>,
    /// The e-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// The id of the person this one reports to.
    #[serde(default)]
    pub reports_to: Option<String>,
    /// Whether this person can approve a payment.
    #[serde(default)]
    pub approves_payments: bool,
    /// What the person does for the firm, where it matters here.
    #[serde(default)]
    pub function: Option<Function>,
    /// How high the person stands.
    #[serde(default)]
    pub seniority: Seniority,
    /// Whether the person has left the firm.
    #[serde(default)]
    pub left: bool,
    /// Whether the person must not be contacted.
    #[serde(default)]
    pub do_not_contact: bool,
    /// The form of address, as in `Ms Cole` or `Frau Dr. Weber`.
    #[serde(default)]
    pub salutation: Option<String>,
    /// Notes that no document may show.
    #[serde(default)]
    pub internal: Internal,
}

/// What a person does for the firm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Function {
    /// Pays the bills.
    AccountsPayable,
}

/// How high a person stands, from the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seniority {
    #[default]
    Staff,
    Lead,
    Manager,
    Director,
    Executive,
    Owner,
}

impl Seniority {
    /// Returns the word used in case files and output.
    pub fn word(self) -> &'static str {
        match self {
            Seniority::Staff => "staff",
            Seniority::Lead => "lead",
            Seniority::Manager => "manager",
            Seniority::Director => "director",
            Seniority::Executive => "executive",
            Seniority::Owner => "owner",
        }
    }
}
