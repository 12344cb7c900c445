//! The ladder's thresholds and the page.

use chrono::NaiveTime;
use serde::{Deserialize, Deserializer};

/// The waits of the ladder and other thresholds, in days unless said otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ladder {
    /// A courtesy call may be made so many days before the due day.
    pub courtesy_days: u32,
    /// A reminder: so many days past due.
    pub reminder_days: u32,
    /// A follow-up: so many days past due …
    pub follow_up_days: u32,
    /// … and so many after the last contact.
    pub follow_up_gap: u32,
    /// An escalation: so many days past due …
    pub escalation_days: u32,
    /// … or so many broken promises …
    pub escalation_promises: u32,
    /// … or so many tries in a row since the last conversation …
    pub escalation_tries: u32,
    /// … and so many days after the last contact.
    pub escalation_gap: u32,
    /// The final call: so many days past due …
    pub final_call_days: u32,
    /// … and so many after the last contact.
    pub final_call_gap: u32,
    /// A demand after a final call that ended in talk: so many days after it.
    pub demand_gap: u32,
    /// The days a demand gives.
    pub deadline_days: u32,
    /// So old may `payments_checked` be before the books count as stale.
    pub books_days: u32,
    /// So many outward calls in seven days are allowed.
    pub calls_per_week: u32,
    /// When the debtor may be called, in the debtor's time.
    pub hours: Hours,
}

impl Default for Ladder {
    fn default() -> Ladder {
        Ladder {
            courtesy_days: 3,
            reminder_days: 1,
            follow_up_days: 7,
            follow_up_gap: 5,
            escalation_days: 30,
            escalation_promises: 2,
            escalation_tries: 3,
            escalation_gap: 5,
            final_call_days: 45,
            final_call_gap: 7,
            demand_gap: 3,
            deadline_days: 7,
            books_days: 7,
            calls_per_week: 7,
            hours: Hours::default(),
        }
    }
}

/// When the debtor may be called.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Hours {
    /// Not before.
    #[serde(deserialize_with = "time")]
    pub from: NaiveTime,
    /// Not after.
    #[serde(deserialize_with = "time")]
    pub to: NaiveTime,
}

impl Default for Hours {
    fn default() -> Hours {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a full hour is a time of day");
        Hours { from: hour(8), to: hour(21) }
    }
}

fn time<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveTime, D::Error> {
    crate::calendar::time_from_typed(&String::deserialize(from)?)
        .ok_or_else(|| serde::de::Error::custom("a time is written `HH:MM`"))
}

/// Paper and envelope.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Page {
    /// The paper; without it the creditor's country decides.
    pub size: Option<PageSize>,
    /// The window envelope; without it the creditor's country decides.
    pub envelope: Option<Envelope>,
    /// Whether the paper already has a printed letterhead.
    pub blank_head: bool,
    /// Files of fonts for letters that no built-in font has, beside the case or in a folder above it.
    pub fonts: Vec<String>,
}

/// The paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageSize {
    Letter,
    A4,
}

impl PageSize {
    /// Returns the word used in case files and output.
    pub fn word(self) -> &'static str {
        match self {
            PageSize::Letter => "letter",
            PageSize::A4 => "a4",
        }
    }
}

/// The window envelope a letter is folded for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Envelope {
    #[serde(rename = "din-5008-a")]
    Din5008A,
    #[serde(rename = "din-5008-b")]
    Din5008B,
    #[serde(rename = "us-10")]
    Us10,
    #[serde(rename = "uk-dl")]
    UkDl,
    #[serde(rename = "none")]
    None,
}

impl Envelope {
    /// Returns the word used in case files and output.
    pub fn word(self) -> &'static str {
        match self {
            Envelope::Din5008A => "din-5008-a",
            Envelope::Din5008B => "din-5008-b",
            Envelope::Us10 => "us-10",
            Envelope::UkDl => "uk-dl",
            Envelope::None => "none",
        }
    }
}
