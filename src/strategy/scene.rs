//! What the rules look at: the case as known on one day, seen from that day or a later one.

use chrono::NaiveDate;

use crate::calendar::days_between;
use crate::case::{AgreedPlan, Case, Entry, Step};
use crate::ledger::Ledger;

use super::consequence;
use super::late::{Open, Owed};
use super::plan::{Announced, PlanStep, PromiseState, PromiseStatus};
use super::promise;
use super::stage::{self, Stage};

/// A case as it is known at the end of a day.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub case: &'a Case,
    /// The last day of which anything is known.
    pub known: NaiveDate,
    pub open: Open<'a>,
    entries: Vec<&'a Entry>,
    promises: Vec<PromiseStatus>,
    kept: Option<&'a AgreedPlan>,
}

/// A scene seen from a day, its own or a later one on which nothing more has happened.
#[derive(Debug)]
pub(super) struct View<'s> {
    pub scene: &'s Scene<'s>,
    pub day: NaiveDate,
    pub owed: Owed<'s>,
    pub stage: Stage<'s>,
    /// The promises that count, the oldest first.
    pub promises: Vec<PromiseStatus>,
}

impl<'a> Scene<'a> {
    pub(super) fn of(case: &'a Case, ledger: &Ledger, known: NaiveDate) -> Scene<'a> {
        let promises = promise::all(case, known);
        let kept = case.plan.as_ref().filter(|plan| promise::is_kept(case, plan, &promises));
        Scene { case, known, open: Open::of(case, ledger), entries: stage::known(case, known), promises, kept }
    }

    /// Returns every contact that is known, the oldest first.
    pub(super) fn entries(&self) -> &[&'a Entry] {
        &self.entries
    }

    /// Returns the last contact of either direction, before or after the due day.
    pub(super) fn last_contact(&self) -> Option<&'a Entry> {
        self.entries.last().copied()
    }

    /// Returns the scene as seen from the day.
    pub(super) fn on(&'a self, day: NaiveDate) -> View<'a> {
        let owed = self.open.on(day);
        let due = match owed {
            Owed::Late(due) | Owed::Ahead(due) | Owed::Disputed(due) => due.due,
            // of a paid debt the whole story counts
            Owed::Nothing | Owed::NothingYet => NaiveDate::MIN,
        };
        let stage = Stage::of(self.case, &self.entries, due);
        View { scene: self, day, owed, stage, promises: self.counted(due, day) }
    }

    /// Returns the promises made after the due day, and the instalments of the plan, as they stand on the day.
    fn counted(&self, due: NaiveDate, day: NaiveDate) -> Vec<PromiseStatus> {
        let counts = |promise: &&PromiseStatus| promise.made > due || promise.instalment;
        let counted = self.promises.iter().filter(counts).cloned();
        counted.map(|promise| PromiseStatus { state: promise::state(&promise, day), ..promise }).collect()
    }
}

impl<'s> View<'s> {
    pub(super) fn case(&self) -> &'s Case {
        self.scene.case
    }

    /// Returns the day the invoice is issued.
    pub(super) fn issued(&self, number: &str) -> NaiveDate {
        let line = self.scene.open.lines().iter().find(|line| line.invoice.number == number);
        line.map_or(self.day, |line| line.issued)
    }

    /// Returns the agreed plan whose every instalment was kept, when nothing is late but what it covered.
    pub(super) fn kept_plan(&self) -> Option<&'s AgreedPlan> {
        let covers = |plan: &&AgreedPlan| self.scene.open.late(self.day).all(|invoice| invoice.due <= plan.agreed);
        self.scene.kept.filter(covers)
    }

    /// Returns the broken promises, the first to break first.
    pub(super) fn broken(&self) -> Vec<&PromiseStatus> {
        let mut broken: Vec<_> = self.promises.iter().filter(|p| p.state == PromiseState::Broken).collect();
        broken.sort_by_key(|promise| promise.by);
        broken
    }

    /// Returns the days past due of the oldest invoice that is overdue and open; 0 when nothing is late.
    pub(super) fn days_past_due(&self) -> i64 {
        match self.owed {
            Owed::Late(oldest) => days_between(oldest.due, self.day),
            _ => 0,
        }
    }

    /// Returns at `demand` the deadline a letter of the day would print, after a sent demand that one.
    ///
    /// A debt that is paid has none.
    pub(super) fn deadline_to_show(&self, step: PlanStep) -> Option<NaiveDate> {
        match step {
            PlanStep::Settled => None,
            PlanStep::Take(Step::Demand) => {
                Some(consequence::deadline(self.case(), consequence::announced_now(self.case(), self.day), self.day))
            }
            _ => self.deadline(),
        }
    }

    /// Returns what was announced and is neither done nor withdrawn; nothing once the debt is paid.
    pub(super) fn follow_through(&self) -> Vec<Announced> {
        match self.owed {
            Owed::Nothing => Vec::new(),
            _ => consequence::outstanding(self.case(), self.scene.known, self.day),
        }
    }

    /// Returns the deadline of the demand that was sent.
    pub(super) fn deadline(&self) -> Option<NaiveDate> {
        self.stage.demand().map(|demand| consequence::deadline_of(self.case(), demand))
    }
}
