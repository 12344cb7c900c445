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

    /// Returns whether both give the same step, and at `wait` wait for the same.
    pub(super) fn is_the_same_as(&self, other: &Answer) -> bool {
        self.step == other.step && self.waits_for() == other.waits_for()
    }

    /// Returns the name of what is waited for. That nothing is due yet is the same wait as that it is too soon.
    fn waits_for(&self) -> Option<&'static str> {
        let first = self.refusals.first().filter(|_| self.step == PlanStep::Wait)?;
        Some(if first.code == "nothing-due" { "too-soon" } else { first.code })
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
        Owed::Ahead(_) | Owed::Late(_) => {
            let pending = promise::standing(&view.promises).map(|promise| refusal::promise_pending(promise, case));
            let waits = pending.or_else(|| refusal::plan_kept(view))?;
            Some(Answer::none(PlanStep::Wait, vec![waits]))
        }
    }
}

fn by_the_ladder(view: &View) -> Answer {
    let (step, ready, mut refusals) = match pace::next(view) {
        Pace::Take(ready) => (PlanStep::Take(ready.step), Some(ready), vec![]),
        Pace::TooSoon(ready) => (PlanStep::Wait, Some(ready.clone()), vec![refusal::too_soon(&ready)]),
        Pace::NoConsequence(ready) => {
            (PlanStep::Wait, Some(ready), vec![refusal::no_ready_consequence(view.case(), view.day)])
        }
        Pace::Done => (PlanStep::Wait, None, vec![refusal::ladder_done()]),
    };
    if step == PlanStep::Wait && matches!(view.owed, Owed::Ahead(ahead) if view.day < ahead.due) {
        refusals.push(refusal::nothing_due(view));
    }
    Answer { step, ready, refusals }
}

#[cfg(test)]
mod tests {
    use super::super::gate::{Document, Request};
    use super::super::sample::{on, sample};
    use super::super::{PlanStep, PromiseState};

    const PROMISE: &str = "2026-04-05 call ann promised promise: {amount: 600.00, by: 2026-04-15}";

    #[test]
    fn a_debt_that_is_paid_is_settled() {
        let paid = sample().history(&[PROMISE]).with("payments", "[{date: 2026-04-10, amount: 1000.00}]");
        let plan = paid.plan("2026-04-10");
        assert_eq!(plan.step, PlanStep::Settled);
        assert_eq!(paid.refused("2026-04-10"), ["settled", "nothing-due"]);
        assert_eq!((plan.days_past_due, plan.contact, plan.until, plan.deadline), (0, None, None, None));
        assert_eq!(plan.promise.map(|promise| promise.state), Some(PromiseState::Kept));
    }

    #[test]
    fn a_payment_that_is_still_to_come_settles_nothing() {
        let later = sample().with("payments", "[{date: 2026-04-11, amount: 1000.00}]");
        assert_eq!(later.next("2026-04-10"), "reminder ann");
    }

    #[test]
    fn before_anything_is_issued_nothing_is_due() {
        let plan = sample().plan("2026-03-01");
        assert_eq!((plan.step, plan.until), (PlanStep::Wait, Some(on("2026-03-29"))));
        assert_eq!(sample().refused("2026-03-01"), ["nothing-due"]);
    }

    #[test]
    fn before_the_courtesy_call_it_is_too_soon_and_nothing_is_due() {
        assert_eq!(sample().refused("2026-03-20"), ["too-soon", "nothing-due"]);
        assert_eq!(sample().refused("2026-04-01"), ["too-soon"]);
    }

    #[test]
    fn a_hold_lasts_through_its_last_day_and_comes_before_everything_but_payment() {
        let held =
            sample().history(&[PROMISE]).with("hold", "{since: 2026-04-06, until: 2026-04-20, reason: books compared}");
        assert_eq!(["2026-04-05", "2026-04-06", "2026-04-20"].map(|day| held.next(day)), ["wait", "hold", "hold"]);
        assert_eq!(held.next("2026-04-21"), "follow-up ann");
        assert_eq!(held.refused("2026-04-20"), ["on-hold"]);
        assert_eq!(held.until("2026-04-06").as_deref(), Some("2026-04-21"));
        assert_eq!(held.until("2026-04-05").as_deref(), Some("2026-04-06"));
        assert_eq!(held.with("payments", "[{date: 2026-04-06, amount: 1000.00}]").next("2026-04-10"), "settled");
    }

    #[test]
    fn a_hold_without_an_end_has_no_until() {
        let held = sample().with("hold", "{since: 2026-04-06}");
        assert_eq!((held.next("2026-08-01").as_str(), held.until("2026-08-01")), ("hold", None));
    }

    #[test]
    fn a_dispute_about_everything_stops_the_ladder_until_the_day_it_is_resolved() {
        let dispute = "since: 2026-04-10, resolved: 2026-04-20";
        let disputed = sample().with(
            "invoices",
            &format!("[{{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 10.00, disputed: {{{dispute}}}}}]"),
        );
        let days = ["2026-04-09", "2026-04-10", "2026-04-19", "2026-04-20"];
        assert_eq!(days.map(|day| disputed.next(day)), ["reminder ann", "wait", "wait", "reminder ann"]);
        assert_eq!(disputed.refused("2026-04-10"), ["dispute-open"]);
        assert_eq!(disputed.until("2026-04-10").as_deref(), Some("2026-04-20"));
    }

    #[test]
    fn the_ladder_goes_on_for_what_is_not_disputed() {
        let part = sample().with(
            "invoices",
            "[{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 10.00, disputed: {since: 2026-04-02, amount: 9.99}}]",
        );
        assert_eq!(part.next("2026-04-10"), "reminder ann");
        assert!(part.refused("2026-04-10").is_empty());
        let whole = part.with(
            "invoices",
            "[{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 10.00, disputed: {since: 2026-04-02, amount: 10.00}}]",
        );
        assert_eq!(whole.refused("2026-04-10"), ["dispute-open"]);
    }

    #[test]
    fn the_days_past_due_are_those_of_the_oldest_invoice_not_in_dispute() {
        let two = sample().with(
            "invoices",
            "[{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 10.00, disputed: {since: 2026-04-02}}, \
              {number: '2', issued: 2026-03-02, due: 2026-04-08, amount: 10.00}]",
        );
        assert_eq!(two.plan("2026-04-10").days_past_due, 2);
    }

    #[test]
    fn a_pending_promise_is_waited_for() {
        let promised = sample().history(&[PROMISE]);
        assert_eq!(promised.next("2026-04-15"), "wait");
        assert_eq!(promised.refused("2026-04-15"), ["promise-pending"]);
        assert_eq!(promised.until("2026-04-06").as_deref(), Some("2026-04-16"));
    }

    #[test]
    fn a_promise_made_before_the_due_day_was_over_does_not_count() {
        let early = sample().history(&["2026-04-01 call ann promised promise: {amount: 600.00, by: 2026-04-15}"]);
        assert_eq!(early.next("2026-04-02"), "reminder ann");
        assert_eq!(early.plan("2026-04-02").promise, None);
    }

    #[test]
    fn a_plan_that_is_kept_is_waited_for_instalment_by_instalment() {
        let plan = "{agreed: 2026-04-10, instalments: [{date: 2026-04-30, amount: 500.00}, {date: 2026-05-30, amount: 500.00}]}";
        let kept = sample().with("plan", plan).with("payments", "[{date: 2026-04-29, amount: 500.00}]");
        assert_eq!(
            ["2026-04-29", "2026-05-30", "2026-05-31"].map(|day| kept.next(day)),
            ["wait", "wait", "reminder ann"]
        );
        assert_eq!(kept.until("2026-04-29").as_deref(), Some("2026-05-31"));
        assert_eq!(kept.plan("2026-04-29").promise.map(|promise| promise.by), Some(on("2026-05-30")));
    }

    #[test]
    fn a_missed_instalment_is_a_broken_promise() {
        let plan = "{agreed: 2026-04-10, instalments: [{date: 2026-04-20, amount: 500.00}, {date: 2026-05-30, amount: 500.00}]}";
        let missed = sample().with("plan", plan).history(&["2026-04-02 call ann spoke", "2026-04-10 call ann spoke"]);
        assert_eq!(["2026-04-20", "2026-04-21"].map(|day| missed.next(day)), ["wait", "follow-up ann"]);
        assert_eq!(missed.plan("2026-04-21").promise.map(|promise| promise.state), Some(PromiseState::Broken));
    }

    #[test]
    fn a_demand_on_stale_books_is_named_as_refused_from_the_eighth_day() {
        let history = ["2026-04-02 call ann spoke step: escalation", "2026-05-18 call ann refused step: final-call"];
        let case = sample().history(&history).with("payments_checked", "2026-05-20");
        assert_eq!((case.next("2026-05-27").as_str(), case.refused("2026-05-27")), ("demand ann", vec![]));
        assert_eq!(
            (case.next("2026-05-28").as_str(), case.refused("2026-05-28")),
            ("demand ann", vec!["books-not-current"])
        );
        assert!(case.without("payments_checked").refused("2026-05-28").is_empty());
    }

    #[test]
    fn a_promise_that_stale_books_show_as_broken_is_named_so() {
        let case = sample().history(&[PROMISE]).with("payments_checked", "2026-04-09");
        assert_eq!((case.next("2026-04-16").as_str(), case.refused("2026-04-16")), ("follow-up ann", vec![]));
        assert_eq!(
            (case.next("2026-04-17").as_str(), case.refused("2026-04-17")),
            ("follow-up ann", vec!["books-not-current"])
        );
    }

    #[test]
    fn a_consumer_called_seven_times_in_seven_days_is_left_alone() {
        let calls: Vec<_> = (6..13).map(|day| format!("2026-04-{day:02} call ann no-answer step: courtesy")).collect();
        let calls: Vec<_> = calls.iter().map(String::as_str).collect();
        let consumer = sample().with("kind", "consumer").history(&calls);
        assert_eq!(
            (consumer.next("2026-04-12").as_str(), consumer.refused("2026-04-12")),
            ("wait", vec!["call-limit"])
        );
        assert_eq!(consumer.until("2026-04-12").as_deref(), Some("2026-04-13"));
        let business = sample().history(&calls);
        assert_eq!((business.next("2026-04-12").as_str(), business.refused("2026-04-12")), ("reminder ann", vec![]));
    }

    const CHARGED: &str = "{charges: [{interest: {annual: 12%}}]}";
    const IN_TWO: &str =
        "{agreed: 2026-04-10, instalments: [{date: 2026-04-20, amount: 502.96}, {date: 2026-05-20, amount: 500.00}]";

    #[test]
    fn a_plan_that_was_kept_asks_for_nothing_more() {
        let paid = "[{date: 2026-04-20, amount: 502.96}, {date: 2026-05-20, amount: 500.00}]";
        let kept = sample().with("terms", CHARGED).with("plan", &format!("{IN_TWO}}}")).with("payments", paid);
        assert_eq!(kept.refused("2026-05-19"), ["promise-pending"]);
        assert_eq!((kept.next("2026-05-21").as_str(), kept.until("2026-05-21")), ("wait", None));
        assert_eq!(kept.refused("2026-05-21"), ["plan-kept"]);
        assert!(kept.plan("2026-05-21").total_due.is_positive());
        let refused = kept.gate(Document::Demand, "2026-05-21", Request::default()).refusals;
        assert_eq!(refused[0].code, "plan-kept");

        let runs = kept.clone().with("plan", &format!("{IN_TWO}, interest: runs}}"));
        assert_eq!(runs.next("2026-05-21"), "reminder ann");
        let late = kept.with("payments", "[{date: 2026-04-21, amount: 502.96}, {date: 2026-05-20, amount: 500.00}]");
        assert_eq!(late.next("2026-05-21"), "reminder ann");
    }
}
