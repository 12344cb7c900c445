//! A linter for letters and calls: a case, and drafts made from it, held against the case itself and against law.
//!
//! Each rule is a file that bears its code. First what was announced, then the people, then what lateness costs, then the
//! countries, then the wording, then a draft against the case. A remark has a reason, a source, a fix and, where there is
//! one, a place; the user may [`silence`] it with a reason. None of it is legal advice.

mod amount_not_in_ledger;
mod announced_not_done;
mod blame;
mod bureau_not_named;
mod call_limit;
mod charge_before_contract;
mod clause_differs;
mod clause_not_in_contract;
pub mod codes;
mod consequence_not_ready;
pub mod country;
mod day_not_in_case;
mod do_not_contact;
pub mod draft;
mod draft_old;
mod fee_without_clause;
mod interest_without_clause;
mod outside_calling_hours;
mod poses_as_authority;
pub mod remark;
mod reported_to_tax_office;
#[cfg(test)]
mod sample;
pub mod silence;
mod third_party;
mod threat_not_ready;
mod threat_of_arrest;
mod threat_of_publicity;
mod threat_to_tell_others;
mod total_not_of_the_day;
mod two_interests;
pub mod wording;
mod workplace;

use chrono::NaiveDate;

use crate::case::finding::Place;
use crate::case::load::Loaded;
use crate::case::{Case, Consequence, Direction, Entry};
use crate::compose::DocumentKind;
use crate::ledger::Ledger;
use crate::strategy::consequence::announced_now;

pub use draft::{Draft, Origin};
pub use remark::Remark;

/// What every answer of a review says about itself.
pub const NOTICE: &str = "a reading of the case by rules; it is no legal advice";

/// The rules about a case and about the wording of its documents, in the order in which a review goes through them.
const RULES: &[Rule] = &[
    consequence_not_ready::RULE,
    announced_not_done::RULE,
    call_limit::RULE,
    outside_calling_hours::RULE,
    do_not_contact::RULE,
    third_party::RULE,
    workplace::RULE,
    fee_without_clause::RULE,
    interest_without_clause::RULE,
    charge_before_contract::RULE,
    two_interests::RULE,
    country::gb::REPLY_DAYS,
    country::gb::ENCLOSURES,
    country::de::DEFAULT,
    country::fr::MENTION,
    country::eu::FLAT_SUM,
    threat_of_arrest::RULE,
    threat_of_publicity::RULE,
    threat_to_tell_others::RULE,
    poses_as_authority::RULE,
    reported_to_tax_office::RULE,
    bureau_not_named::RULE,
    threat_not_ready::RULE,
    blame::RULE,
];

/// The rules that hold a draft against the case, for drafts that somebody edited or that come from templates of the
/// user's own. What the built-in templates say is held against them by the tests, for all example cases.
const COMPARISONS: &[Rule] = &[
    clause_differs::RULE,
    clause_not_in_contract::RULE,
    draft_old::RULE,
    total_not_of_the_day::RULE,
    amount_not_in_ledger::RULE,
    day_not_in_case::RULE,
];

/// One rule: what it asks of a case, of a draft, or of both.
struct Rule {
    code: &'static str,
    of_case: Option<fn(&Scene) -> Vec<Remark>>,
    of_draft: Option<fn(&Scene, &Draft) -> Vec<Remark>>,
}

/// A case on a day, as the rules see it.
pub struct Scene<'a> {
    /// The case with its places.
    pub loaded: &'a Loaded,
    /// The case.
    pub case: &'a Case,
    /// What is owed on the day.
    pub ledger: &'a Ledger,
    /// Whether the documents name no consequence: the step is too early, or the user asked for none.
    pub without_consequence: bool,
}

impl<'a> Scene<'a> {
    /// Returns the consequence that a document of the day announces.
    fn announced(&self) -> Option<&'a Consequence> {
        announced_now(self.case, self.day()).filter(|_| !self.without_consequence)
    }

    /// Returns the day.
    pub fn day(&self) -> NaiveDate {
        self.ledger.as_of
    }

    /// Returns the latest entry by which the creditor turned to a contact, with its place in the history.
    fn last_turned_to(&self, contact: &str) -> Option<(usize, &'a Entry)> {
        let ours = |entry: &Entry| {
            entry.direction == Direction::Out && entry.date <= self.day() && entry.contact.as_deref() == Some(contact)
        };
        let entries = self.case.history.iter().enumerate().filter(|(_, entry)| ours(entry));
        entries.max_by_key(|(at, entry)| (entry.date, *at))
    }

    fn place(&self, path: &str) -> Place {
        self.loaded.place(path)
    }
}

/// Reviews a case and the drafts made from it; silenced remarks are among the answer, marked.
///
/// What the case silences without need is remarked on only for rules that had something to look at.
pub fn review(scene: &Scene, drafts: &[Draft]) -> Vec<Remark> {
    look(scene, drafts, |_| true)
}

/// Reviews a document that is about to be written: its words, and of the case what concerns a document of its kind.
pub fn before(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    let mut remarks = look(scene, std::slice::from_ref(draft), |code| concerns(draft.kind, code));
    // how the case silences remarks is said with what is sent or said first, and not once more with each paper
    let first = matches!(draft.kind, DocumentKind::Demand | DocumentKind::Call);
    remarks.retain(|remark| first || !silence::CODES.contains(&remark.code));
    remarks
}

fn look(scene: &Scene, drafts: &[Draft], of_case: impl Fn(&str) -> bool) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for rule in RULES {
        let of_case = rule.of_case.filter(|_| of_case(rule.code));
        remarks.extend(of_case.iter().flat_map(|look| look(scene)));
        remarks.extend(drafts.iter().flat_map(|draft| rule.of_draft.iter().flat_map(|look| look(scene, draft))));
    }
    for draft in drafts.iter().filter(|draft| draft.origin != Origin::BuiltIn) {
        remarks.extend(COMPARISONS.iter().flat_map(|rule| rule.of_draft.iter().flat_map(|look| look(scene, draft))));
    }
    let by_hand = drafts.iter().any(|draft| draft.origin == Origin::Hand);
    let looked: Vec<&str> = every_rule()
        .filter(|rule| (rule.of_case.is_some() && of_case(rule.code)) || by_hand)
        .map(|rule| rule.code)
        .collect();
    silence::apply(scene, remarks, &looked)
}

fn every_rule() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().chain(COMPARISONS)
}

/// The rules about what lateness costs: they concern every document that shows it in writing.
const OF_CHARGES: [&str; 7] = [
    fee_without_clause::RULE.code,
    interest_without_clause::RULE.code,
    charge_before_contract::RULE.code,
    two_interests::RULE.code,
    country::de::DEFAULT.code,
    country::fr::MENTION.code,
    country::eu::FLAT_SUM.code,
];

/// The rules about the letter before a claim in court.
const OF_CLAIMS: [&str; 2] = [country::gb::REPLY_DAYS.code, country::gb::ENCLOSURES.code];

/// Returns whether what this rule says of the case is said before a document of a kind. Before a demand everything is;
/// before a call nothing that only a paper shows. A statement and an agreement announce nothing and call nobody, so that
/// of the case only the charges matter, and a confirmation does not even show those.
fn concerns(kind: DocumentKind, code: &str) -> bool {
    match kind {
        DocumentKind::Demand => true,
        DocumentKind::Call => !OF_CHARGES.contains(&code) && !OF_CLAIMS.contains(&code),
        DocumentKind::Statement | DocumentKind::PlanAgreement => OF_CHARGES.contains(&code),
        DocumentKind::Confirmation => false,
    }
}

/// Returns the codes of all rules, those about silence last.
pub fn all_codes() -> impl Iterator<Item = &'static str> {
    every_rule().map(|rule| rule.code).chain(silence::CODES)
}
