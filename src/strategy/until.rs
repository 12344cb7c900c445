//! Until: the first day on which the answer changes by itself (design 6).
//!
//! The answer is the step, and at `wait` what it waits for: a promise that is broken without a step to take at once still
//! gives another answer. While nothing more is paid, said or sent, it can only change on a day that one of the rules
//! names: a threshold after a due day or a contact, the day after a promise or a deadline, the ends of a hold or a
//! dispute, the day a consequence is ready. Those days are looked at in turn.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::calendar::plus_days;
use crate::case::Readiness;

use super::answer::Answer;
use super::calls;
use super::consequence;
use super::pace;
use super::plan::PlanStep;
use super::promise;
use super::scene::Scene;

/// Returns the first day after the scene's own on which a `wait` or `hold` gives way to another answer; `None` when it lasts
/// for good, and for every other answer.
pub(super) fn first_change(scene: &Scene, today: &Answer) -> Option<NaiveDate> {
    if !matches!(today.step, PlanStep::Wait | PlanStep::Hold) {
        return None;
    }
    let days = turning_days(scene).into_iter().filter(|day| *day > scene.known);
    let mut days = days.collect::<BTreeSet<_>>().into_iter();
    days.find(|day| !Answer::on(&scene.on(*day)).is_the_same_as(today))
}

fn turning_days(scene: &Scene) -> Vec<NaiveDate> {
    let mut days = of_invoices(scene);
    days.extend(of_history(scene));
    days.extend(promise::all(scene.case, scene.known).iter().map(promise::broken_from));
    days.extend(of_consequences(scene));
    if let Some(hold) = &scene.case.hold {
        days.push(hold.since);
        days.extend(hold.until.map(|until| plus_days(until, 1)));
    }
    days
}

fn of_invoices(scene: &Scene) -> Vec<NaiveDate> {
    let mut days = Vec::from_iter(scene.open.first_issued);
    for line in scene.open.lines() {
        days.push(line.issued);
        days.push(line.invoice.due);
        days.extend(pace::from_due(scene.case).map(|threshold| plus_days(line.invoice.due, threshold)));
        days.extend(line.dispute.map(|dispute| dispute.since));
        days.extend(line.dispute.and_then(|dispute| dispute.resolved));
    }
    days
}

fn of_history(scene: &Scene) -> Vec<NaiveDate> {
    let mut days = Vec::new();
    for entry in scene.entries() {
        days.extend(pace::from_contact(scene.case).map(|gap| plus_days(entry.date, gap)));
        days.push(plus_days(entry.date, calls::WEEK));
        days.push(plus_days(consequence::deadline_of(scene.case, entry), 1));
    }
    days
}

fn of_consequences(scene: &Scene) -> Vec<NaiveDate> {
    let mut days = Vec::new();
    for consequence in &scene.case.consequences {
        days.extend(match consequence.ready {
            Readiness::From(day) => Some(day),
            Readiness::No => None,
        });
        days.extend(consequence.done);
        days.extend(consequence.withdrawn);
    }
    days
}
