//! What there is to do on a day, over all cases: whom to call, what to send, what to carry out, what to look for in the bank.
//!
//! A [`Subject`] is a case with what its day asks ([`goal`], [`check`]); the [`Agenda`] puts the cases under their headings, in
//! one order: what is due first. It is told as [`text`] or [`json`].

mod check;
mod goal;
pub mod json;
pub mod text;

use chrono::NaiveDate;

pub use check::{Check, Watch};

use super::status::{self, Bad, Line};
use crate::case::{Case, Channel, Step};
use crate::ledger::Ledger;
use crate::strategy::{Plan, PlanStep, PromiseState, PromiseStatus, promise};

/// A case with what its day asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub line: Line,
    /// What a call or a message is to bring about, in one line.
    pub goal: Option<String>,
    /// What to look for today.
    pub checks: Vec<Check>,
    /// The promises and instalments whose days are still to come.
    pub pending: Vec<PromiseStatus>,
}

impl Subject {
    /// Returns a case on the day of its plan.
    pub fn of(case: &Case, ledger: &Ledger, plan: &Plan) -> Subject {
        let promises = promise::all(case, plan.as_of);
        let owed = plan.step != PlanStep::Settled;
        let pending = |promise: &&PromiseStatus| owed && promise.state == PromiseState::Pending;
        Subject {
            line: Line::of(case, ledger, plan),
            goal: goal::of(case, ledger, plan),
            checks: if owed { check::all(case, plan, &promises) } else { vec![] },
            pending: promises.iter().filter(pending).cloned().collect(),
        }
    }

    fn is(&self, step: Step) -> bool {
        self.line.plan.step == PlanStep::Take(step)
    }

    fn talks(&self) -> bool {
        self.line.is_today() && !self.is(Step::Demand) && !self.is(Step::FollowThrough)
    }
}

/// The cases under the headings of a day; a case may stand under more than one.
#[derive(Debug)]
pub struct Agenda<'s> {
    pub as_of: NaiveDate,
    /// Whom to call, in this order.
    pub calls: Vec<&'s Subject>,
    /// Whom to write to, having no telephone number, or whom to find first.
    pub messages: Vec<&'s Subject>,
    /// The demands to send.
    pub letters: Vec<&'s Subject>,
    /// What was announced and is to be carried out.
    pub follow_through: Vec<&'s Subject>,
    /// What to look for in the bank: promises that end today, or that nobody could see kept.
    pub promises: Vec<(&'s Subject, &'s Check)>,
    /// Deadlines of demands that end today.
    pub deadlines: Vec<(&'s Subject, &'s Check)>,
    /// Where nothing is done today.
    pub not_today: Vec<&'s Subject>,
    pub settled: Vec<&'s Subject>,
    pub bad: &'s [Bad],
}

impl<'s> Agenda<'s> {
    /// Returns the agenda of a day.
    pub fn of(subjects: &'s [Subject], bad: &'s [Bad], as_of: NaiveDate) -> Agenda<'s> {
        let mut sorted: Vec<&Subject> = subjects.iter().collect();
        sorted.sort_by(|a, b| status::first(&a.line, &b.line));
        let some = |holds: &dyn Fn(&Subject) -> bool| {
            sorted.iter().copied().filter(|subject| holds(subject)).collect::<Vec<_>>()
        };
        let by_phone =
            |subject: &Subject| subject.line.plan.channel == Some(Channel::Call) && subject.line.person.is_some();
        let checks = |holds: &dyn Fn(&Watch) -> bool| {
            let of = |subject: &&'s Subject| {
                let subject: &'s Subject = subject;
                subject.checks.iter().map(move |check| (subject, check))
            };
            sorted.iter().flat_map(of).filter(|(_, check)| holds(&check.watch)).collect::<Vec<_>>()
        };
        Agenda {
            as_of,
            calls: some(&|subject| subject.talks() && by_phone(subject)),
            messages: some(&|subject| subject.talks() && !by_phone(subject)),
            letters: some(&|subject| subject.is(Step::Demand)),
            follow_through: some(&|subject| subject.is(Step::FollowThrough)),
            promises: checks(&|watch| *watch != Watch::Deadline),
            deadlines: checks(&|watch| *watch == Watch::Deadline),
            not_today: some(&|subject| matches!(subject.line.plan.step, PlanStep::Wait | PlanStep::Hold)),
            settled: some(&|subject| subject.line.plan.step == PlanStep::Settled),
            bad,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn northwind(day: &str) -> Subject {
        let case = Case::from_yaml(include_str!("../../../cases/northwind-2026-014.yaml")).unwrap();
        let day = day.parse().unwrap();
        let ledger = Ledger::reckon(&case, day).unwrap();
        Subject::of(&case, &ledger, &Plan::make(&case, &ledger, day))
    }

    fn headings(day: &str) -> [usize; 5] {
        let subjects = [northwind(day)];
        let agenda = Agenda::of(&subjects, &[], day.parse().unwrap());
        let lists = [agenda.calls, agenda.messages, agenda.letters, agenda.follow_through, agenda.not_today];
        lists.map(|list| list.len())
    }

    #[test]
    fn a_case_stands_under_the_heading_of_its_step() {
        assert_eq!(headings("2026-05-30"), [0, 0, 0, 0, 1]);
        assert_eq!(headings("2026-06-14"), [1, 0, 0, 0, 0]);
    }

    #[test]
    fn a_promise_is_looked_for_on_its_last_day_and_before_anyone_is_told_it_was_broken() {
        let watched = |day: &str| northwind(day).checks.iter().map(|check| check.watch).collect::<Vec<_>>();
        assert_eq!(watched("2026-06-04"), []);
        assert_eq!(watched("2026-06-05"), [Watch::EndsToday]);
        // the books were last checked on June 12, a week after the promise ended
        assert_eq!(watched("2026-06-06"), []);
    }
}
