//! All cases at a glance: what is open, how late, whom to turn to, what to do; the most urgent first.
//!
//! A [`Line`] is one case on a day. Lines are sorted, summed up, and told as [`text`], [`json`] or [`csv`]; so are the
//! cases that cannot be used ([`Bad`]).

pub mod csv;
pub mod hours;
pub mod json;
pub mod text;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::next::action;
use crate::case::{Case, Channel, Step};
use crate::ledger::{Ageing, Ledger};
use crate::money::{Currency, Money, Overflow};
use crate::strategy::agreed::{self, Agreed};
use crate::strategy::calls::{self, PermittedHours};
use crate::strategy::{Plan, PlanStep, PromiseState, PromiseStatus};

/// One case on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub debtor: String,
    pub currency: Currency,
    pub not_yet_due: Money,
    pub disputed: Money,
    pub credit: Money,
    pub ageing: Ageing,
    /// What to do next, and why.
    pub plan: Plan,
    /// The person to turn to.
    pub person: Option<Person>,
    /// What to do, in a few words.
    pub to_do: String,
    /// When the person may be called, at a step that is a call.
    pub hours: Option<PermittedHours>,
    /// The agreed plan, when there is one.
    pub agreed: Option<Agreed>,
}

/// A person to turn to; nothing of what is noted about the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub role: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
}

/// A case that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bad {
    pub file: String,
    /// The id, where it could be read.
    pub case: Option<String>,
    /// The name of the reason.
    pub code: String,
    pub message: String,
    /// The line of the file, where there is one.
    pub line: Option<usize>,
}

impl Line {
    /// Returns the line of a case on the day of its plan.
    pub fn of(case: &Case, ledger: &Ledger, plan: &Plan) -> Line {
        let contact = plan.contact.as_deref().and_then(|id| case.contact(id));
        Line {
            debtor: case.debtor.name.clone(),
            currency: case.currency,
            not_yet_due: ledger.not_yet_due,
            disputed: ledger.disputed,
            credit: ledger.credit,
            ageing: ledger.ageing,
            plan: plan.clone(),
            person: contact.map(|contact| Person {
                id: contact.id.clone(),
                name: contact.name.clone(),
                role: contact.role.clone(),
                phone: contact.phone.clone(),
                email: contact.email.clone(),
            }),
            to_do: match plan.step {
                PlanStep::Take(step) => action(step, plan, contact),
                PlanStep::Wait | PlanStep::Hold => standing_still(plan),
                PlanStep::Settled => "nothing".to_owned(),
            },
            hours: (plan.channel == Some(Channel::Call)).then(|| calls::permitted(case, plan.as_of)),
            agreed: agreed::of(case, plan.as_of),
        }
    }

    /// Returns the id of the case.
    pub fn case(&self) -> &str {
        &self.plan.case
    }

    /// Returns whether there is something to do today.
    pub fn is_today(&self) -> bool {
        self.plan.step.taken().is_some()
    }

    /// Returns the latest promise that is not kept.
    pub fn promise(&self) -> Option<&PromiseStatus> {
        self.plan.promise.as_ref().filter(|promise| !matches!(promise.state, PromiseState::Kept | PromiseState::Late))
    }

    /// Returns why, in a sentence: why something is to be done today, or why not.
    pub fn reason(&self) -> &str {
        let refusal = self.plan.refusals.first().map(|refusal| refusal.text.as_str());
        let reason = self.plan.reasons.first().map(|reason| reason.text.as_str());
        if self.is_today() { reason.or(refusal) } else { refusal.or(reason) }.unwrap_or_default()
    }

    /// Returns the day that a demand of today would set, or that one set.
    pub fn deadline(&self) -> Option<NaiveDate> {
        self.plan.deadline
    }

    /// What is due first stands first: what is for today, what was announced and the demands before the calls, the latest on
    /// top; then what no day ends, then what waits, by its day; then what is held, and what is settled.
    fn urgency(&self) -> (u8, NaiveDate, i64, &str) {
        let plan = &self.plan;
        let rank = match plan.step {
            PlanStep::Take(Step::FollowThrough) => 0,
            PlanStep::Take(Step::Demand) => 1,
            PlanStep::Take(_) => 2,
            PlanStep::Wait if plan.until.is_none() => 3,
            PlanStep::Wait => 4,
            PlanStep::Hold => 5,
            PlanStep::Settled => 6,
        };
        let day = if self.is_today() { NaiveDate::MIN } else { plan.until.unwrap_or(NaiveDate::MAX) };
        (rank, day, -plan.days_past_due, &plan.case)
    }
}

/// Returns until when nothing is done, or, when no day ends it, what would.
fn standing_still(plan: &Plan) -> String {
    let why = plan.refusals.first().map(|refusal| refusal.code);
    match (plan.until, why) {
        (Some(day), _) => format!("until {day}"),
        (None, Some("no-ready-consequence")) => "make a consequence ready".to_owned(),
        (None, Some("dispute-open")) => "settle the dispute".to_owned(),
        (None, Some("on-hold")) => "end the hold".to_owned(),
        (None, _) => "decide what follows".to_owned(),
    }
}

/// Sorts lines by what is due first.
pub fn sort(lines: &mut [Line]) {
    lines.sort_by(first);
}

/// Returns which of two lines stands first.
pub fn first(a: &Line, b: &Line) -> Ordering {
    a.urgency().cmp(&b.urgency())
}

/// The sums of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    pub cases: usize,
    pub total_due: Money,
    pub not_yet_due: Money,
    pub disputed: Money,
    pub ageing: Ageing,
}

/// Returns the sums by currency code.
///
/// # Errors
///
/// [`Overflow`] when a sum no longer fits.
pub fn totals(lines: &[Line]) -> Result<BTreeMap<&'static str, (Currency, Totals)>, Overflow> {
    let mut all: BTreeMap<&'static str, (Currency, Totals)> = BTreeMap::new();
    for line in lines {
        let (_, sum) = all.entry(line.currency.code()).or_insert((line.currency, Totals::default()));
        sum.cases += 1;
        sum.total_due = sum.total_due.plus(line.plan.total_due)?;
        sum.not_yet_due = sum.not_yet_due.plus(line.not_yet_due)?;
        sum.disputed = sum.disputed.plus(line.disputed)?;
        for (sum, part) in buckets_mut(&mut sum.ageing).into_iter().zip(buckets(&line.ageing)) {
            *sum = sum.plus(part.1)?;
        }
    }
    Ok(all)
}

/// Returns the buckets with their names.
pub fn buckets(ageing: &Ageing) -> [(&'static str, Money); 5] {
    [
        ("current", ageing.current),
        ("1-30", ageing.to_30),
        ("31-60", ageing.to_60),
        ("61-90", ageing.to_90),
        ("over-90", ageing.over_90),
    ]
}

fn buckets_mut(ageing: &mut Ageing) -> [&mut Money; 5] {
    [&mut ageing.current, &mut ageing.to_30, &mut ageing.to_60, &mut ageing.to_90, &mut ageing.over_90]
}

#[cfg(test)]
pub(super) mod sample {
    use super::*;
    use crate::case::Step;

    /// Returns a line of 100.00 USD, so many days late.
    pub(in super::super) fn line(case: &str, step: &str, days: i64, until: Option<&str>) -> Line {
        let due: Money = "100.00".parse().unwrap();
        let taken = Step::ALL.into_iter().find(|known| known.word() == step).map(PlanStep::Take);
        let plan = Plan {
            case: case.into(),
            as_of: "2026-06-30".parse().unwrap(),
            step: taken.unwrap_or(if step == "settled" { PlanStep::Settled } else { PlanStep::Wait }),
            contact: Some("ann".into()),
            channel: None,
            days_past_due: days,
            total_due: due,
            reasons: vec![],
            refusals: vec![],
            promise: None,
            deadline: None,
            follow_through: vec![],
            until: until.map(|day| day.parse().unwrap()),
        };
        let phone = Some("+1 208 555 0119".into());
        Line {
            debtor: "=cmd()".into(),
            currency: Currency::from_code("USD").unwrap(),
            not_yet_due: Money::ZERO,
            disputed: Money::ZERO,
            credit: Money::ZERO,
            ageing: Ageing { to_30: due, ..Ageing::default() },
            plan,
            person: Some(Person { id: "ann".into(), name: "Ann".into(), role: None, phone, email: None }),
            to_do: "call Ann".into(),
            hours: None,
            agreed: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sample::line;
    use super::*;

    #[test]
    fn what_is_to_do_today_stands_first_and_the_latest_of_it_on_top() {
        let mut lines = vec![
            line("d", "settled", 0, None),
            line("c", "wait", 90, Some("2026-07-02")),
            line("b", "wait", 10, Some("2026-07-01")),
            line("f", "wait", 10, None),
            line("a", "reminder", 2, None),
            line("e", "demand", 60, None),
            line("g", "follow-up", 9, None),
        ];
        sort(&mut lines);
        assert_eq!(lines.iter().map(Line::case).collect::<Vec<_>>(), ["e", "g", "a", "f", "b", "c", "d"]);
    }
}
