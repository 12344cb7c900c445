//! What happened so far, with the days as one says them.

use serde::Serialize;
use serde_with::skip_serializing_none;

use super::Input;
use crate::case::{self, Channel, Direction};
use crate::compose::shared::Shared;
use crate::compose::words::Day;
use crate::strategy::person;
use crate::strategy::stage::{self, is_conversation, is_try};

/// A call sheet shows so many of the latest contacts.
const SHOWN: usize = 8;

/// A sentence names so many of the latest days on which the same was tried, and so many when it is about all we did.
const NAMED: (usize, usize) = (3, 2);

/// What happened so far.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct History {
    /// Every contact up to the day of the document, oldest first; on a call sheet the last eight.
    pub entries: Vec<Entry>,
    /// How many earlier ones are not shown.
    pub earlier: usize,
    /// The same in words.
    pub earlier_words: String,
    /// How many contacts we made.
    pub outward: usize,
    /// The latest conversation.
    pub talk: Option<Talk>,
    /// What we tried since then with the first contact, without an answer.
    pub tries: Option<Tries>,
    /// All we did so far, whatever came of it.
    pub ours: Option<Tries>,
}

/// One contact.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Its day.
    pub date: Shared<Day>,
    /// `call`, `email`, `letter`, `sms` or `meeting`.
    pub channel: &'static str,
    /// Whether the debtor made it.
    pub inward: bool,
    /// How it ended, as in `no-answer`.
    pub outcome: &'static str,
    /// The person's name.
    pub contact: Option<String>,
    /// Whether that is the person addressed.
    pub you: bool,
    /// The amount promised.
    pub promised: Option<String>,
    /// The day by which.
    pub by: Option<Shared<Day>>,
    /// The numbers of the invoices talked about.
    pub discussed: String,
    /// The document that was sent, as in `demand`.
    pub sent: Option<String>,
    /// The deadline it set.
    pub deadline: Option<Shared<Day>>,
    /// The caller's note; only on a call sheet.
    pub note: Option<String>,
}

/// A conversation.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Talk {
    /// Its day.
    pub day: Shared<Day>,
    /// The other person's name; none when that is the person addressed, or not known.
    pub with: Option<String>,
    /// Whether it was with the person addressed.
    pub you: bool,
    /// Whether it was in writing.
    pub written: bool,
}

/// Contacts we made, with their days as one says them.
#[skip_serializing_none]
#[derive(Debug, Clone, Serialize)]
pub struct Tries {
    /// The days of the calls, as in `on May 14, and again two weeks ago`.
    pub calls: Option<String>,
    /// The days of the e-mails and text messages.
    pub messages: Option<String>,
    /// The days of the letters.
    pub letters: Option<String>,
    /// How many there were.
    pub count: usize,
    /// The same in words.
    pub count_words: String,
    /// The day of the latest, as one says it.
    pub latest: String,
}

pub(super) fn history(input: &Input) -> History {
    let entries = stage::known(input.case, input.as_of());
    let outward: Vec<&case::Entry> = entries.iter().copied().filter(|e| is_outward(e)).collect();
    let hidden = if input.is_call() { entries.len().saturating_sub(SHOWN) } else { 0 };
    History {
        earlier: hidden,
        earlier_words: input.words.number(i64::try_from(hidden).unwrap_or(i64::MAX)),
        outward: outward.len(),
        talk: entries.iter().rev().find(|e| is_conversation(e)).map(|e| talk(input, e)),
        tries: tries(input, &since_talk(input, &entries), NAMED.0),
        ours: tries(input, &outward, NAMED.1),
        entries: entries.iter().skip(hidden).map(|e| entry(input, e)).collect(),
    }
}

fn is_outward(entry: &case::Entry) -> bool {
    entry.direction == Direction::Out
}

/// The tries with the first contact since the last conversation with anyone.
fn since_talk<'a>(input: &Input, entries: &[&'a case::Entry]) -> Vec<&'a case::Entry> {
    let first = person::first_contact(input.case).map(|contact| contact.id.as_str());
    let after = entries.iter().rposition(|e| is_conversation(e)).map_or(0, |last| last + 1);
    entries[after..]
        .iter()
        .copied()
        .filter(|e| is_try(e) && (e.contact.is_none() || e.contact.as_deref() == first))
        .collect()
}

fn tries(input: &Input, entries: &[&case::Entry], named: usize) -> Option<Tries> {
    let latest = entries.last()?;
    let days = |channels: &[Channel]| days(input, entries, channels, named);
    Some(Tries {
        calls: days(&[Channel::Call]),
        messages: days(&[Channel::Email, Channel::Sms]),
        letters: days(&[Channel::Letter]),
        count: entries.len(),
        count_words: input.words.number(i64::try_from(entries.len()).unwrap_or(i64::MAX)),
        latest: input.words.spoken(latest.date, input.as_of()),
    })
}

/// The latest days on which these channels were used, each once, as one says them.
fn days(input: &Input, entries: &[&case::Entry], channels: &[Channel], named: usize) -> Option<String> {
    let mut days: Vec<_> = entries.iter().filter(|e| channels.contains(&e.channel)).map(|e| e.date).collect();
    days.dedup();
    let named = &days[days.len().saturating_sub(named)..];
    let spoken: Vec<String> = named.iter().map(|day| input.words.spoken(*day, input.as_of())).collect();
    (!spoken.is_empty()).then(|| input.words.again(&spoken))
}

fn entry(input: &Input, entry: &case::Entry) -> Entry {
    Entry {
        date: input.day(entry.date),
        channel: entry.channel.word(),
        inward: entry.direction == Direction::In,
        outcome: entry.outcome.word(),
        contact: name(input, entry),
        you: input.is_addressed(entry.contact.as_deref()),
        promised: entry.promise.as_ref().map(|promise| input.money(promise.amount)),
        by: entry.promise.as_ref().map(|promise| input.day(promise.by)),
        discussed: input.words.list(&entry.discussed),
        sent: entry.document.clone(),
        deadline: entry.deadline.map(|day| input.day(day)),
        note: entry.note.clone().filter(|_| input.is_call()),
    }
}

fn name(input: &Input, entry: &case::Entry) -> Option<String> {
    input.case.contact(entry.contact.as_deref()?).map(|contact| contact.name.clone())
}

fn talk(input: &Input, entry: &case::Entry) -> Talk {
    let you = input.is_addressed(entry.contact.as_deref());
    let with = name(input, entry).filter(|_| !you);
    Talk { day: input.day(entry.date), with, you, written: !spoken(entry.channel) }
}

fn spoken(channel: Channel) -> bool {
    matches!(channel, Channel::Call | Channel::Meeting)
}

/// The latest conversation in which an invoice was talked about.
pub(super) fn talk_about(input: &Input, number: &str) -> Option<Talk> {
    let about = |e: &&&case::Entry| is_conversation(e) && e.discussed.iter().any(|discussed| discussed == number);
    stage::known(input.case, input.as_of()).iter().rev().find(about).map(|e| talk(input, e))
}
