//! Stage: which history counts, and which steps are done (design 6, Which history counts).

use chrono::NaiveDate;

use crate::calendar::{days_between, plus_days};
use crate::case::{Case, Channel, Direction, Entry, Outcome, Step};

use super::person::{self, Turned};

/// The days before the due day whose contacts count for the courtesy call (design 6).
const COURTESY_DAYS: i64 = 14;

/// What the counted history comes to. It rests on the due day of the case and not on the day of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage<'a> {
    /// The due day after which contacts count.
    pub due: NaiveDate,
    /// The contacts that count, the oldest first, each with the step it was.
    pub marked: Vec<Marked<'a>>,
    /// The highest step done; those before it are done too.
    pub reached: Option<Step>,
    /// Whether the courtesy call was made.
    pub courtesy: bool,
}

/// A contact and the step it was; none for one by the debtor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked<'a> {
    pub entry: &'a Entry,
    pub step: Option<Step>,
}

/// Returns the contacts dated not after the day, the oldest first.
///
/// Contacts of one day stand in order of their times when all have one, else in file order.
pub fn known(case: &Case, day: NaiveDate) -> Vec<&Entry> {
    let mut entries: Vec<_> = case.history.iter().filter(|entry| entry.date <= day).collect();
    entries.sort_by_key(|entry| entry.date);
    for same_day in entries.chunk_by_mut(|a, b| a.date == b.date) {
        if same_day.iter().all(|entry| entry.time.is_some()) {
            same_day.sort_by_key(|entry| entry.time);
        }
    }
    entries
}

impl<'a> Stage<'a> {
    /// Returns what the contacts, oldest first, come to for a case with this due day.
    pub fn of(case: &'a Case, entries: &[&'a Entry], due: NaiveDate) -> Stage<'a> {
        let mut reading = Reading { case, due, reached: None, above: None };
        let counted = entries.iter().filter(|entry| entry.date > due);
        let marked = counted.map(|entry| Marked { entry, step: reading.mark(entry) }).collect();
        let before = entries.iter().filter(|entry| (1..=COURTESY_DAYS).contains(&days_between(entry.date, due)));
        Stage {
            due,
            marked,
            reached: reading.reached,
            courtesy: before.into_iter().any(|entry| entry.direction == Direction::Out || entry.step.is_some()),
        }
    }

    /// Returns whether the step is done.
    pub fn is_done(&self, step: Step) -> bool {
        self.reached >= Some(step) || (step == Step::Courtesy && self.courtesy)
    }

    /// Returns the latest contact that was this step.
    pub fn last(&self, step: Step) -> Option<&'a Entry> {
        self.all(step).last()
    }

    /// Returns every contact that was this step, the oldest first.
    pub fn all(&self, step: Step) -> impl Iterator<Item = &'a Entry> {
        self.marked.iter().filter(move |marked| marked.step == Some(step)).map(|marked| marked.entry)
    }

    /// Returns the demand that was sent: the latest, and of one day the one that states its deadline.
    pub fn demand(&self) -> Option<&'a Entry> {
        self.all(Step::Demand).max_by_key(|entry| (entry.date, entry.deadline.is_some()))
    }

    /// Returns whether an outward contact was made on the day or later.
    pub fn turned_to_since(&self, day: NaiveDate) -> bool {
        self.marked.iter().any(|marked| marked.entry.direction == Direction::Out && marked.entry.date >= day)
    }

    /// Returns the tries since the last conversation, the oldest first.
    ///
    /// A contact that is neither, as a letter that was `sent`, does not break the row.
    pub fn tries(&self) -> Vec<&'a Entry> {
        let since = self.marked.iter().rposition(|marked| is_conversation(marked.entry)).map_or(0, |at| at + 1);
        self.marked[since..].iter().map(|marked| marked.entry).filter(|entry| is_try(entry)).collect()
    }

    /// Returns whom the steps so far went to.
    pub fn turned(&self) -> Turned<'a> {
        let first = self.marked.iter().filter(|marked| matches!(marked.step, Some(Step::Reminder | Step::FollowUp)));
        Turned {
            first: first.filter_map(|marked| marked.entry.contact.as_deref()).collect(),
            escalated: self.all(Step::Escalation).filter_map(|entry| entry.contact.as_deref()).last(),
        }
    }
}

/// Returns whether the contact was an attempt that reached nobody.
pub fn is_try(entry: &Entry) -> bool {
    let in_vain = [Outcome::NoAnswer, Outcome::Voicemail, Outcome::LeftMessage, Outcome::NoReply];
    entry.direction == Direction::Out && in_vain.contains(&entry.outcome)
}

/// Returns whether the two sides spoke.
pub fn is_conversation(entry: &Entry) -> bool {
    let talk = [Outcome::Spoke, Outcome::Promised, Outcome::Refused, Outcome::Disputed];
    entry.direction == Direction::In || talk.contains(&entry.outcome)
}

/// The walk through the counted contacts.
struct Reading<'a> {
    case: &'a Case,
    due: NaiveDate,
    reached: Option<Step>,
    /// The ids of those above the person of the reminder, once it is made.
    above: Option<Vec<&'a str>>,
}

impl<'a> Reading<'a> {
    /// Returns the step the contact was, stated or inferred, and takes note of it.
    ///
    /// A step marks those before it as done, stated or not: `pastdue log` writes down what is inferred here, and an entry
    /// means the same before and after.
    fn mark(&mut self, entry: &'a Entry) -> Option<Step> {
        let outward = entry.direction == Direction::Out;
        let step = entry.step.or_else(|| outward.then(|| self.infer(entry)));
        if outward && self.above.is_none() {
            self.above = Some(person::above(self.case, entry.contact.as_deref()));
        }
        self.reached = self.reached.max(step);
        step
    }

    fn infer(&self, entry: &Entry) -> Step {
        let business = person::can_escalate(self.case);
        let ready = if business { Step::Escalation } else { Step::FollowUp };
        if entry.document.as_deref() == Some("demand") {
            Step::Demand
        } else if self.reached < Some(Step::Reminder) {
            Step::Reminder
        } else if business && self.reached < Some(Step::Escalation) && self.is_higher(entry) {
            Step::Escalation
        } else if self.reached >= Some(ready) && self.reached < Some(Step::FinalCall) && self.is_late_call(entry) {
            Step::FinalCall
        } else {
            Step::FollowUp
        }
    }

    /// Returns whether the contact stands above the person of the first contact made, else above the primary one.
    fn is_higher(&self, entry: &Entry) -> bool {
        let is_above = |id: &str| match &self.above {
            Some(above) => above.contains(&id),
            None => person::above(self.case, None).contains(&id),
        };
        entry.contact.as_deref().is_some_and(is_above)
    }

    fn is_late_call(&self, entry: &Entry) -> bool {
        let from = plus_days(self.due, i64::from(self.case.ladder.final_call_days));
        entry.channel == Channel::Call && entry.date >= from
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, on, sample};
    use super::*;

    fn marks(sample: &Sample) -> String {
        let case = sample.case();
        let entries = known(&case, on("2026-12-31"));
        let stage = Stage::of(&case, &entries, on("2026-04-01"));
        let words = stage.marked.iter().map(|marked| marked.step.map_or("-", Step::word));
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_first_outward_contact_is_the_reminder_and_later_ones_are_follow_ups() {
        let two = ["2026-04-02 email ann sent", "2026-04-09 call ann spoke", "2026-04-15 sms ann no-reply"];
        assert_eq!(marks(&sample().history(&two)), "reminder follow-up follow-up");
    }

    #[test]
    fn contacts_on_the_due_day_or_before_do_not_count() {
        assert_eq!(marks(&sample().history(&["2026-04-01 call ann spoke"])), "");
        assert_eq!(marks(&sample().history(&["2026-04-02 call ann spoke"])), "reminder");
    }

    #[test]
    fn a_contact_by_the_debtor_is_no_step() {
        let inward = ["2026-04-02 call ann spoke direction: in", "2026-04-03 call ann spoke"];
        assert_eq!(marks(&sample().history(&inward)), "- reminder");
    }

    #[test]
    fn the_first_contact_with_somebody_higher_up_is_the_escalation() {
        let up = ["2026-04-02 call ann spoke", "2026-04-09 call ben spoke", "2026-04-15 call ben spoke"];
        assert_eq!(marks(&sample().history(&up)), "reminder escalation follow-up");
    }

    #[test]
    fn after_a_step_at_the_debtors_own_call_somebody_above_the_first_contact_is_the_escalation() {
        let called = sample()
            .history(&["2026-04-04 call ann spoke direction: in, step: follow-up", "2026-04-10 call ben spoke"]);
        let case = called.case();
        let entries = known(&case, on("2026-04-10"));
        assert_eq!(Stage::of(&case, &entries, on("2026-04-01")).reached, Some(Step::Escalation));
    }

    #[test]
    fn somebody_far_up_the_chain_is_higher_too() {
        let up = ["2026-04-02 call ann spoke", "2026-04-09 call olga spoke"];
        assert_eq!(marks(&sample().history(&up)), "reminder escalation");
    }

    #[test]
    fn a_colleague_who_is_not_higher_up_gets_a_follow_up() {
        let people = "[{id: ann, name: A, reports_to: ben}, {id: cy, name: C}, {id: ben, name: B}]";
        let aside = ["2026-04-02 call ann spoke", "2026-04-09 call cy spoke"];
        assert_eq!(marks(&sample().with("contacts", people).history(&aside)), "reminder follow-up");
    }

    #[test]
    fn the_next_call_from_45_days_past_due_is_the_final_call() {
        let early = ["2026-04-02 call ann spoke", "2026-05-05 call ben spoke", "2026-05-15 call ben spoke"];
        assert_eq!(marks(&sample().history(&early)), "reminder escalation follow-up");
        let late = ["2026-04-02 call ann spoke", "2026-05-05 call ben spoke", "2026-05-16 call ben spoke"];
        assert_eq!(marks(&sample().history(&late)), "reminder escalation final-call");
    }

    #[test]
    fn an_email_is_never_inferred_to_be_the_final_call() {
        let late = ["2026-04-02 call ann spoke", "2026-05-05 call ben spoke", "2026-05-16 email ben sent"];
        assert_eq!(marks(&sample().history(&late)), "reminder escalation follow-up");
    }

    #[test]
    fn a_late_call_before_the_escalation_is_not_the_final_one() {
        let late = ["2026-04-02 call ann spoke", "2026-05-16 call ann spoke", "2026-05-20 call ben spoke"];
        assert_eq!(marks(&sample().history(&late)), "reminder follow-up escalation");
    }

    #[test]
    fn without_an_escalation_a_consumers_final_call_comes_after_the_follow_up() {
        let calls = ["2026-04-02 call ann spoke", "2026-05-16 call ann spoke", "2026-05-20 call ben spoke"];
        assert_eq!(marks(&sample().with("kind", "consumer").history(&calls)), "reminder follow-up final-call");
    }

    #[test]
    fn a_demand_that_was_sent_is_the_demand() {
        let sent = ["2026-04-02 call ann spoke", "2026-04-05 letter ann sent document: demand"];
        assert_eq!(marks(&sample().history(&sent)), "reminder demand");
    }

    #[test]
    fn a_stated_step_stands_whatever_it_looks_like() {
        let stated = ["2026-04-02 call ann spoke step: final-call", "2026-04-05 call ann spoke"];
        assert_eq!(marks(&sample().history(&stated)), "final-call follow-up");
    }

    #[test]
    fn a_stated_step_marks_those_before_it_as_done() {
        let case = sample().history(&["2026-04-02 call ann spoke step: final-call"]).case();
        let stage = Stage::of(&case, &known(&case, on("2026-04-02")), on("2026-04-01"));
        assert!(Step::ALL[..5].iter().all(|step| stage.is_done(*step)));
        assert!(!stage.is_done(Step::Demand));
    }

    #[test]
    fn the_courtesy_call_counts_in_the_14_days_before_the_due_day() {
        let courtesy = |day: &str| {
            let case = sample().history(&[&format!("{day} call ann spoke")]).case();
            Stage::of(&case, &known(&case, on(day)), on("2026-04-01")).courtesy
        };
        let days = ["2026-03-17", "2026-03-18", "2026-03-31", "2026-04-01"];
        assert_eq!(days.map(courtesy), [false, true, true, false]);
    }

    #[test]
    fn tries_in_a_row_end_with_a_conversation() {
        let tries = |history: &[&str]| {
            let case = sample().history(history).case();
            let entries = known(&case, on("2026-12-31"));
            Stage::of(&case, &entries, on("2026-04-01")).tries().len()
        };
        let vain = [
            "2026-04-02 call ann no-answer",
            "2026-04-03 call ann voicemail",
            "2026-04-04 call ann left-message",
            "2026-04-05 email ann no-reply",
        ];
        assert_eq!(tries(&vain), 4);
        for talk in ["spoke", "promised", "refused", "disputed"] {
            assert_eq!(tries(&[vain[0], &format!("2026-04-03 call ann {talk}"), vain[2]]), 1, "{talk}");
        }
        assert_eq!(tries(&[vain[0], "2026-04-03 email ann sent direction: in", vain[2]]), 1);
        assert_eq!(tries(&[vain[0], "2026-04-03 letter ann sent", vain[2]]), 2);
    }

    #[test]
    fn a_call_by_the_debtor_that_was_missed_is_no_try() {
        let case = sample().history(&["2026-04-02 call ann voicemail direction: in"]).case();
        let stage = Stage::of(&case, &known(&case, on("2026-04-02")), on("2026-04-01"));
        assert!(stage.tries().is_empty());
    }

    #[test]
    fn contacts_of_one_day_stand_by_their_times_when_all_have_one() {
        let day = |first: &str, second: &str| {
            let case = sample()
                .history(&[
                    &format!("2026-04-02 call ann spoke {first}"),
                    &format!("2026-04-02 call ben spoke {second}"),
                ])
                .case();
            known(&case, on("2026-04-02"))[0].contact.clone().unwrap()
        };
        assert_eq!(day("time: '16:00'", "time: '09:00'"), "ben");
        assert_eq!(day("time: '16:00'", ""), "ann");
    }
}
