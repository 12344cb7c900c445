//! The answer: what is paid, on hold, in dispute or promised comes before the ladder (design 6).

use crate::case::Step;

use super::books::Books;
use super::late::Owed;
use super::pace::{self, Pace, Ready};
use super::plan::{PlanStep, Refusal};
use super::promise;
use super::refusal;
use super::scene::View;

/// A step or none, why not another, and what the ladder says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub step: PlanStep,
    /// The step whose turn it is or will be, and what sets its day.
    pub ready: Option<Ready>,
    pub refusals: Vec<Refusal>,
}

impl Answer {
    /// Returns the answer of the day.
    pub(super) fn on(view: &View) -> Answer {
        let mut answer = before_the_ladder(view).unwrap_or_else(|| by_the_ladder(view));
        if answer.step != PlanStep::Settled {
            answer.refuse_what_stands_against(view);
        }
        answer
    }

    fn none(step: PlanStep, refusals: Vec<Refusal>) -> Answer {
        Answer { step, ready: None, refusals }
    }

    /// Adds the limits of a consumer, under which no step is taken that day, and books too old to accuse anybody.
    fn refuse_what_stands_against(&mut self, view: &View) {
        let limits = refusal::consumer_limits(view.case(), view.scene.known, view.day);
        let too_many = limits.iter().any(|limit| limit.code == "call-limit");
        if too_many && matches!(self.step, PlanStep::Take(_)) {
            self.step = PlanStep::Wait;
        }
        self.refusals.extend(limits);
        let accuses = matches!(self.step, PlanStep::Take(Step::Demand | Step::FollowThrough));
        if (accuses || refusal::rests_on_broken_promise(view)) && !Books::of(view.case(), view.day).may_accuse() {
            self.refusals.extend(refusal::books_not_current(view.case(), view.day));
        }
    }
}

fn before_the_ladder(view: &View) -> Option<Answer> {
    let case = view.case();
    let on_hold = case.hold.as_ref().is_some_and(|hold| hold.covers(view.day));
    match view.owed {
        Owed::Nothing => {
            Some(Answer::none(PlanStep::Settled, vec![refusal::settled(view.day), refusal::nothing_due(view)]))
        }
        _ if on_hold => Some(Answer::none(PlanStep::Hold, refusal::on_hold(case).into_iter().collect())),
        Owed::NothingYet => Some(Answer::none(PlanStep::Wait, vec![refusal::nothing_due(view)])),
        Owed::Disputed(_) => Some(Answer::none(PlanStep::Wait, vec![refusal::dispute_open(view)])),
        Owed::Ahead(_) | Owed::Late(_) => promise::standing(&view.promises)
            .map(|promise| Answer::none(PlanStep::Wait, vec![refusal::promise_pending(promise, case)])),
    }
}

fn by_the_ladder(view: &View) -> Answer {
    let (step, ready, mut refusals) = match pace::next(view) {
        Pace::Take(ready) => (PlanStep::Take(ready.step), Some(ready), vec![]),
        Pace::TooSoon(ready) => (PlanStep::Wait, Some(ready.clone()), vec![refusal::too_soon(&ready)]),
        Pace::NoConsequence(ready) => (PlanStep::Wait, Some(ready), vec![refusal::no_ready_consequence()]),
        Pace::Done => (PlanStep::Wait, None, vec![refusal::ladder_done()]),
    };
    if step == PlanStep::Wait && matches!(view.owed, Owed::Ahead(ahead) if view.day < ahead.due) {
        refusals.push(refusal::nothing_due(view));
    }
    Answer { step, ready, refusals }
}
