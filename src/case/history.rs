//! What happened so far, and what may follow.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Deserializer};

use crate::calendar;
use crate::money::Money;

use super::Internal;

/// One call, letter, message or meeting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The day.
    #[serde(deserialize_with = "calendar::day")]
    pub date: NaiveDate,
    /// The time of day in the debtor's zone.
    #[serde(default, deserialize_with = "calendar::some_time")]
    pub time: Option<NaiveTime>,
    /// By what means.
    pub channel: Channel,
    /// The id of the person.
    #[serde(default)]
    pub contact: Option<String>,
    /// Who made the contact.
    #[serde(default)]
    pub direction: Direction,
    /// How it ended.
    pub outcome: Outcome,
    /// The step of the ladder it was.
    #[serde(default)]
    pub step: Option<Step>,
    /// The caller's note; only a call sheet shows it.
    #[serde(default)]
    pub note: Option<String>,
    /// The numbers of the invoices talked about.
    #[serde(default)]
    pub discussed: Vec<String>,
    /// What the debtor promised.
    #[serde(default)]
    pub promise: Option<Promise>,
    /// The ids of the consequences announced.
    #[serde(default)]
    pub announced: Vec<String>,
    /// The document that was sent, as in `demand`.
    #[serde(default)]
    pub document: Option<String>,
    /// The deadline that document set.
    #[serde(default, deserialize_with = "calendar::some_day")]
    pub deadline: Option<NaiveDate>,
    /// Notes that no document may show.
    #[serde(default)]
    pub internal: Internal,
}

/// By what means a contact was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    Call,
    Email,
    Letter,
    Sms,
    Meeting,
}

impl Channel {
    /// Returns the word used in case files and output.
    pub fn word(self) -> &'static str {
        match self {
            Channel::Call => "call",
            Channel::Email => "email",
            Channel::Letter => "letter",
            Channel::Sms => "sms",
            Channel::Meeting => "meeting",
        }
    }
}

/// Who made a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The creditor.
    #[default]
    Out,
    /// The debtor.
    In,
}

/// How a contact ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    NoAnswer,
    Voicemail,
    NoReply,
    Sent,
    Spoke,
    Promised,
    Refused,
    Disputed,
    Paid,
    LeftMessage,
}

impl Outcome {
    /// Returns the word used in case files and output.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::NoAnswer => "no-answer",
            Outcome::Voicemail => "voicemail",
            Outcome::NoReply => "no-reply",
            Outcome::Sent => "sent",
            Outcome::Spoke => "spoke",
            Outcome::Promised => "promised",
            Outcome::Refused => "refused",
            Outcome::Disputed => "disputed",
            Outcome::Paid => "paid",
            Outcome::LeftMessage => "left-message",
        }
    }
}

/// What the debtor promised to pay, and by when.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// How much.
    pub amount: Money,
    /// The last day on which the promise is still kept.
    #[serde(deserialize_with = "calendar::day")]
    pub by: NaiveDate,
}

/// A step of the ladder, from the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    Courtesy,
    Reminder,
    FollowUp,
    Escalation,
    FinalCall,
    Demand,
    FollowThrough,
}

impl Step {
    /// Every step, in the order of the ladder.
    pub const ALL: [Step; 7] = [
        Step::Courtesy,
        Step::Reminder,
        Step::FollowUp,
        Step::Escalation,
        Step::FinalCall,
        Step::Demand,
        Step::FollowThrough,
    ];

    /// Returns the word used in case files and output.
    pub fn word(self) -> &'static str {
        match self {
            Step::Courtesy => "courtesy",
            Step::Reminder => "reminder",
            Step::FollowUp => "follow-up",
            Step::Escalation => "escalation",
            Step::FinalCall => "final-call",
            Step::Demand => "demand",
            Step::FollowThrough => "follow-through",
        }
    }
}

/// What may follow when nothing is paid.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consequence {
    /// The id by which the history names it; without it, the kind.
    #[serde(default)]
    pub id: Option<String>,
    /// What it is.
    pub kind: ConsequenceKind,
    /// Who carries it out: the agency, the court, the lawyer.
    #[serde(default)]
    pub name: Option<String>,
    /// From when it is ready.
    #[serde(default)]
    pub ready: Readiness,
    /// What was done to be ready; only a call sheet shows it.
    #[serde(default)]
    pub prepared: Option<String>,
    /// Whether the agency reports to credit bureaus.
    #[serde(default)]
    pub reports_to_bureaus: bool,
    /// The days the demand gives, when not the ladder's.
    #[serde(default)]
    pub deadline_days: Option<u32>,
    /// The day it was carried out.
    #[serde(default, deserialize_with = "calendar::some_day")]
    pub done: Option<NaiveDate>,
    /// The day it was given up.
    #[serde(default, deserialize_with = "calendar::some_day")]
    pub withdrawn: Option<NaiveDate>,
    /// The words for a consequence of kind `other`.
    #[serde(default)]
    pub text: Option<String>,
}

impl Consequence {
    /// Returns the id by which the history names it: the one typed, else the word of its kind.
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or(self.kind.word())
    }
}

/// What a consequence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsequenceKind {
    CollectionAgency,
    SmallClaims,
    Lawsuit,
    CreditReporting,
    ServiceSuspension,
    WriteOff,
    Other,
}

impl ConsequenceKind {
    /// Returns the word used in case files and output.
    pub fn word(self) -> &'static str {
        match self {
            ConsequenceKind::CollectionAgency => "collection-agency",
            ConsequenceKind::SmallClaims => "small-claims",
            ConsequenceKind::Lawsuit => "lawsuit",
            ConsequenceKind::CreditReporting => "credit-reporting",
            ConsequenceKind::ServiceSuspension => "service-suspension",
            ConsequenceKind::WriteOff => "write-off",
            ConsequenceKind::Other => "other",
        }
    }
}

/// From when a consequence is ready: a day, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Readiness {
    /// Not ready.
    #[default]
    No,
    /// Ready from this day on.
    From(NaiveDate),
}

impl Readiness {
    /// Returns whether it is ready on the day.
    pub fn holds(self, day: NaiveDate) -> bool {
        matches!(self, Readiness::From(from) if from <= day)
    }
}

impl<'de> Deserialize<'de> for Readiness {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Readiness, D::Error> {
        let text = String::deserialize(from)?;
        if text == "false" {
            return Ok(Readiness::No);
        }
        calendar::day_from_typed(&text).map(Readiness::From).map_err(serde::de::Error::custom)
    }
}
