//! Promises: kept, pending or broken, from the payments (design 6, Promises).
//!
//! The age of a promise is the day it was made; of two made on one day the one with the earlier
//! `by` is the older, then the one written first. The instalments of an agreed plan are promises made on the day
//! of the agreement. A promise of the history that repeats an instalment, amount and day, is that
//! instalment. Only money serves a promise: a credit note or a write-off is nothing the debtor did.
//!
//! An instalment stays open until it is paid: money that comes after its day makes it late instead of broken, and only
//! what is left of it counts towards the next one. The plan is reckoned beside the other promises, whose
//! money it does not take away.

use chrono::NaiveDate;

use crate::calendar::plus_days;
use crate::case::{AgreedPlan, Case, Entry, Payment, PaymentKind, PlanInterest};
use crate::ledger::agreed::WhenAgreed;
use crate::money::Money;

use super::plan::{PromiseState, PromiseStatus};

/// Returns every promise made by the end of the day, the oldest first, and what became of it.
///
/// Promises, plans and payments dated later are not known yet and do not count.
pub fn all(case: &Case, as_of: NaiveDate) -> Vec<PromiseStatus> {
    let mut promises = made(case, as_of);
    for payment in payments(case, as_of) {
        serve(&mut promises, payment);
    }
    for promise in &mut promises {
        promise.state = state(promise, as_of);
    }
    promises
}

/// Returns what has become of a promise by the end of a day, when nothing more is paid.
pub fn state(promise: &PromiseStatus, day: NaiveDate) -> PromiseState {
    match promise.met {
        Some(met) if met <= promise.by => PromiseState::Kept,
        Some(_) => PromiseState::Late,
        None if day <= promise.by => PromiseState::Pending,
        None => PromiseState::Broken,
    }
}

/// Returns the first day on which the promise is broken, if nothing more is paid.
pub fn broken_from(promise: &PromiseStatus) -> NaiveDate {
    plus_days(promise.by, 1)
}

/// Returns the promise for which nothing is asked today: the one that is pending and still stands.
///
/// A pending promise stands unless one that is not older has been broken since. A debtor who promises again
/// after a broken promise is trusted again until the new day; instalments still to come do not
/// excuse one that was missed. They do again once a later instalment is kept.
pub fn standing(promises: &[PromiseStatus]) -> Option<&PromiseStatus> {
    let stands = |at: &usize| {
        let pending = &promises[*at];
        pending.state == PromiseState::Pending && !undone(promises, pending)
    };
    let newest = (0..promises.len()).rev().find(stands)?;
    (0..promises.len()).filter(stands).find(|at| promises[*at].made == promises[newest].made).map(|at| &promises[at])
}

/// Returns whether a promise as old as this one, or newer, was broken and none after that was kept.
fn undone(promises: &[PromiseStatus], pending: &PromiseStatus) -> bool {
    let last = promises.iter().rposition(|p| p.state == PromiseState::Broken && p.made >= pending.made);
    last.is_some_and(|at| !promises[at + 1..].iter().any(|p| p.state == PromiseState::Kept))
}

/// Returns the promise that an answer shows: the one that stands, else the newest whose day is over or that is kept.
pub fn latest(promises: &[PromiseStatus]) -> Option<&PromiseStatus> {
    standing(promises).or_else(|| promises.iter().rev().find(|promise| promise.state != PromiseState::Pending))
}

/// Returns the contact in which the latest promise was made by the end of the day, and what became of that promise.
pub fn latest_made(case: &Case, as_of: NaiveDate) -> Option<(&Entry, PromiseStatus)> {
    let made = case.history.iter().filter(|entry| entry.date <= as_of && entry.promise.is_some());
    let entry = made.max_by_key(|entry| entry.date)?;
    let promise = entry.promise.as_ref()?;
    // one that repeats an instalment is that instalment, made on the day of the plan
    let is_it =
        |known: &PromiseStatus| (known.amount, known.by) == (promise.amount, promise.by) && known.made <= entry.date;
    let status = all(case, as_of).into_iter().rev().find(is_it)?;
    Some((entry, status))
}

/// Returns the broken promises that nothing newer has taken the place of.
///
/// A promise made later that is kept or pending takes the place of a broken one: there is a new agreement.
/// So does a later instalment that is kept.
pub fn unanswered(promises: &[PromiseStatus]) -> impl Iterator<Item = &PromiseStatus> {
    let replaced = |at: usize| {
        promises[at + 1..].iter().any(|later| match later.state {
            PromiseState::Kept | PromiseState::Late => true,
            PromiseState::Pending => later.made > promises[at].made,
            PromiseState::Broken => false,
        })
    };
    let broken = move |at: &usize| promises[*at].state == PromiseState::Broken && !replaced(*at);
    (0..promises.len()).filter(broken).map(|at| &promises[at])
}

fn made(case: &Case, as_of: NaiveDate) -> Vec<PromiseStatus> {
    let plan = case.plan.as_ref().filter(|plan| plan.agreed <= as_of);
    let instalments = plan.into_iter().flat_map(instalments);
    let spoken = case.history.iter().filter(|entry| entry.date <= as_of).filter_map(spoken);
    let spoken = spoken.filter(|promise| !plan.is_some_and(|plan| repeats(plan, promise)));
    let mut all: Vec<_> = instalments.chain(spoken).collect();
    all.sort_by_key(|promise| (promise.made, promise.by));
    all
}

fn spoken(entry: &Entry) -> Option<PromiseStatus> {
    let promise = entry.promise.as_ref()?;
    Some(PromiseStatus { contact: entry.contact.clone(), ..fresh(entry.date, promise.amount, promise.by) })
}

fn instalments(plan: &AgreedPlan) -> impl Iterator<Item = PromiseStatus> {
    plan.instalments.iter().map(|part| PromiseStatus { instalment: true, ..fresh(plan.agreed, part.amount, part.date) })
}

fn fresh(made: NaiveDate, amount: Money, by: NaiveDate) -> PromiseStatus {
    PromiseStatus {
        state: PromiseState::Pending,
        made,
        contact: None,
        instalment: false,
        amount,
        by,
        paid: Money::ZERO,
        met: None,
    }
}

/// Returns whether the debtor did all that the plan asked, each instalment by its day, and owes nothing more for that.
///
/// What accrues while a plan is kept is waived, unless the plan says that interest runs; a plan over less than what was
/// due settles nothing.
pub(super) fn is_kept(case: &Case, plan: &AgreedPlan, promises: &[PromiseStatus]) -> bool {
    let mut instalments = of_plan(promises).peekable();
    let all = instalments.peek().is_some() && instalments.all(|part| part.state == PromiseState::Kept);
    let covers = || WhenAgreed::reckon(case, plan).is_ok_and(|when| when.is_covered_by(plan) == Ok(true));
    all && plan.interest == PlanInterest::Waived && covers()
}

/// Returns the instalments among the promises, the first due first.
pub fn of_plan(promises: &[PromiseStatus]) -> impl Iterator<Item = &PromiseStatus> {
    promises.iter().filter(|promise| promise.instalment)
}

fn repeats(plan: &AgreedPlan, promise: &PromiseStatus) -> bool {
    promise.made >= plan.agreed
        && plan.instalments.iter().any(|part| part.date == promise.by && part.amount == promise.amount)
}

/// Returns the money that came by the end of the day, in order of day, then file.
fn payments(case: &Case, as_of: NaiveDate) -> Vec<&Payment> {
    let came = |payment: &&Payment| payment.kind == PaymentKind::Payment && payment.date <= as_of;
    let mut payments: Vec<_> = case.payments.iter().filter(came).collect();
    payments.sort_by_key(|payment| payment.date);
    payments
}

/// Lets a payment serve the promises open on its day, the oldest first, each cent once; and the instalments of the plan.
fn serve(promises: &mut [PromiseStatus], payment: &Payment) {
    for planned in [false, true] {
        let is_open = |promise: &&mut PromiseStatus| {
            let open = planned || payment.date <= promise.by;
            promise.instalment == planned && promise.made <= payment.date && open
        };
        let mut rest = payment.amount;
        for promise in promises.iter_mut().filter(is_open) {
            rest = take(promise, rest, payment.date);
        }
    }
}

/// Gives the promise what it lacks, at most `rest`, and returns what is left of it.
///
/// Both are sums of amounts that were typed with the currency's decimals, so that nothing overflows; if it
/// did, the promise would count as served by nothing.
fn take(promise: &mut PromiseStatus, rest: Money, day: NaiveDate) -> Money {
    let lacking = promise.amount.minus(promise.paid).unwrap_or_default().max(Money::ZERO);
    let given = rest.min(lacking);
    promise.paid = promise.paid.plus(given).unwrap_or(promise.paid);
    if promise.met.is_none() && promise.paid >= promise.amount {
        promise.met = Some(day);
    }
    rest.minus(given).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, on, sample};
    use super::*;

    fn states(sample: &Sample, day: &str) -> String {
        let case = sample.case();
        let words =
            all(&case, on(day)).iter().map(|p| format!("{} {}", p.state.word(), p.paid.units())).collect::<Vec<_>>();
        words.join(", ")
    }

    fn one() -> Sample {
        sample().history(&["2026-04-05 call ann promised promise: {amount: 500.00, by: 2026-04-15}"])
    }

    #[test]
    fn a_promise_is_pending_through_its_last_day_and_broken_from_the_next() {
        assert_eq!(states(&one(), "2026-04-04"), "");
        assert_eq!(states(&one(), "2026-04-05"), "pending 0");
        assert_eq!(states(&one(), "2026-04-15"), "pending 0");
        assert_eq!(states(&one(), "2026-04-16"), "broken 0");
    }

    #[test]
    fn a_promise_is_kept_once_payments_from_its_own_day_reach_it() {
        let paid = one().with("payments", "[{date: 2026-04-05, amount: 200.00}, {date: 2026-04-15, amount: 300.00}]");
        assert_eq!(states(&paid, "2026-04-14"), "pending 200.00");
        assert_eq!(states(&paid, "2026-04-15"), "kept 500.00");
        assert_eq!(states(&paid, "2026-06-01"), "kept 500.00");
    }

    #[test]
    fn a_payment_before_the_promise_or_after_its_last_day_does_not_serve_it() {
        let paid = one().with("payments", "[{date: 2026-04-04, amount: 500.00}, {date: 2026-04-16, amount: 500.00}]");
        assert_eq!(states(&paid, "2026-04-20"), "broken 0");
    }

    #[test]
    fn a_part_leaves_the_promise_broken_with_what_came() {
        let paid = one().with("payments", "[{date: 2026-04-10, amount: 499.99}]");
        assert_eq!(states(&paid, "2026-04-16"), "broken 499.99");
    }

    #[test]
    fn a_credit_note_keeps_no_promise() {
        let paid = one().with("payments", "[{date: 2026-04-10, amount: 500.00, kind: credit-note}]");
        assert_eq!(states(&paid, "2026-04-16"), "broken 0");
    }

    #[test]
    fn a_payment_serves_the_oldest_open_promise_first_and_each_cent_once() {
        let two = sample()
            .history(&[
                "2026-04-05 call ann promised promise: {amount: 300.00, by: 2026-04-20}",
                "2026-04-08 call ann promised promise: {amount: 300.00, by: 2026-04-25}",
            ])
            .with("payments", "[{date: 2026-04-10, amount: 400.00}]");
        assert_eq!(states(&two, "2026-04-20"), "kept 300.00, pending 100.00");
        assert_eq!(states(&two, "2026-04-26"), "kept 300.00, broken 100.00");
    }

    #[test]
    fn a_promise_whose_day_is_over_is_not_open_any_more() {
        let two = sample()
            .history(&[
                "2026-04-05 call ann promised promise: {amount: 300.00, by: 2026-04-09}",
                "2026-04-12 call ann promised promise: {amount: 300.00, by: 2026-04-25}",
            ])
            .with("payments", "[{date: 2026-04-14, amount: 300.00}]");
        assert_eq!(states(&two, "2026-04-14"), "broken 0, kept 300.00");
    }

    fn planned() -> Sample {
        sample().with(
            "plan",
            "{agreed: 2026-04-10, instalments: [{date: 2026-04-20, amount: 100.00}, {date: 2026-05-20, amount: 100.00}]}",
        )
    }

    #[test]
    fn each_instalment_is_a_promise() {
        let paid = planned().with("payments", "[{date: 2026-04-18, amount: 150.00}]");
        assert_eq!(states(&paid, "2026-04-09"), "");
        assert_eq!(states(&paid, "2026-04-21"), "kept 100.00, pending 50.00");
        assert_eq!(states(&paid, "2026-05-21"), "kept 100.00, broken 50.00");
    }

    #[test]
    fn an_instalment_paid_after_its_day_is_late_and_only_the_rest_counts_towards_the_next() {
        let late = planned().with("payments", "[{date: 2026-04-25, amount: 130.00}]");
        assert_eq!(states(&late, "2026-04-24"), "broken 0, pending 0");
        assert_eq!(states(&late, "2026-04-25"), "late 100.00, pending 30.00");
        assert_eq!(standing(&all(&late.case(), on("2026-04-25"))).map(|p| p.by), Some(on("2026-05-20")));
        let part = planned().with("payments", "[{date: 2026-04-25, amount: 40.00}]");
        assert_eq!(states(&part, "2026-04-25"), "broken 40.00, pending 0.00");
    }

    #[test]
    fn a_promise_made_about_a_missed_instalment_is_kept_by_the_money_that_makes_it_late() {
        let again = planned()
            .history(&["2026-04-22 call ann promised promise: {amount: 100.00, by: 2026-04-28}"])
            .with("payments", "[{date: 2026-04-27, amount: 100.00}]");
        assert_eq!(states(&again, "2026-04-29"), "late 100.00, pending 0.00, kept 100.00");
    }

    #[test]
    fn a_promise_that_repeats_an_instalment_is_that_instalment() {
        let again = planned().history(&["2026-05-02 call ann promised promise: {amount: 100.00, by: 2026-05-20}"]);
        assert_eq!(all(&again.case(), on("2026-05-02")).len(), 2);
        let more = planned().history(&["2026-05-02 call ann promised promise: {amount: 90.00, by: 2026-05-20}"]);
        assert_eq!(all(&more.case(), on("2026-05-02")).len(), 3);
    }

    #[test]
    fn the_latest_promise_made_is_found_with_its_state_also_when_it_repeats_an_instalment() {
        let state = |sample: &Sample, day: &str| {
            latest_made(&sample.case(), on(day)).map(|(entry, status)| (entry.date.to_string(), status.state.word()))
        };
        assert_eq!(state(&one(), "2026-04-04"), None);
        assert_eq!(state(&one(), "2026-04-15"), Some(("2026-04-05".to_owned(), "pending")));
        assert_eq!(state(&one(), "2026-04-16"), Some(("2026-04-05".to_owned(), "broken")));
        assert_eq!(state(&planned(), "2026-04-12"), None);
        let again = planned().history(&["2026-05-02 call ann promised promise: {amount: 100.00, by: 2026-05-20}"]);
        assert_eq!(state(&again, "2026-05-02"), Some(("2026-05-02".to_owned(), "pending")));
    }

    #[test]
    fn an_instalment_still_to_come_does_not_excuse_one_that_was_missed() {
        let promises = all(&planned().case(), on("2026-04-21"));
        assert_eq!(standing(&promises), None);
        assert_eq!(latest(&promises).map(|p| p.by), Some(on("2026-04-20")));
    }

    #[test]
    fn of_a_plan_that_is_kept_the_next_instalment_is_shown() {
        let kept = planned().with("payments", "[{date: 2026-04-18, amount: 100.00}]");
        let promises = all(&kept.case(), on("2026-04-21"));
        assert_eq!(standing(&promises).map(|p| p.by), Some(on("2026-05-20")));
        assert_eq!(latest(&promises), standing(&promises));
    }

    #[test]
    fn a_new_promise_after_a_broken_one_stands() {
        let two = one().history(&[
            "2026-04-05 call ann promised promise: {amount: 300.00, by: 2026-04-10}",
            "2026-04-09 call ann promised promise: {amount: 300.00, by: 2026-04-25}",
        ]);
        let promises = all(&two.case(), on("2026-04-11"));
        assert_eq!(standing(&promises).map(|p| p.by), Some(on("2026-04-25")));
        assert_eq!(unanswered(&promises).count(), 0);
    }

    #[test]
    fn a_promise_broken_since_undoes_an_older_one_that_is_still_pending() {
        let two = one().history(&[
            "2026-04-05 call ann promised promise: {amount: 300.00, by: 2026-04-30}",
            "2026-04-08 call ann promised promise: {amount: 100.00, by: 2026-04-10}",
        ]);
        let promises = all(&two.case(), on("2026-04-11"));
        assert_eq!(standing(&promises), None);
        assert_eq!(latest(&promises).map(|p| p.by), Some(on("2026-04-10")));
    }
}
