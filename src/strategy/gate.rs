//! The gate before a document: what refuses it, and what it is only warned about (design 6, Commands against the plan).

use chrono::NaiveTime;

use crate::case::{Case, DebtorKind, Step};
use crate::ledger::Ledger;

use super::answer::Answer;
use super::books::Books;
use super::consequence;
use super::late::Owed;
use super::person;
use super::plan::{Plan, PlanStep, Refusal};
use super::promise;
use super::refusal;
use super::scene::{Scene, View};

/// A document that may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// A call sheet.
    Call,
    /// The ultimate demand.
    Demand,
    /// The late-fee statement; it is always made.
    Statement,
    /// The payment-plan agreement.
    PlanAgreement,
    /// The message that says a promise back.
    Confirmation,
}

/// What the user asked for besides the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Request {
    /// The step of a call sheet, when not the plan's (`--step`).
    pub step: Option<Step>,
    /// The time of the call at the debtor's (`--at`).
    pub at: Option<NaiveTime>,
    /// Whether the user states that the books are current (`--books-current`).
    pub books_current: bool,
    /// Whether the demand is to be made without a consequence (`--without-consequence`).
    pub without_consequence: bool,
}

/// The gate's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// The step the document is for.
    pub step: Step,
    /// The id of the person it is for.
    pub contact: Option<String>,
    /// Why it is not made; empty when it is.
    pub refusals: Vec<Refusal>,
    /// What speaks against it without refusing it.
    pub warnings: Vec<Refusal>,
}

impl Gate {
    /// Returns whether the document is made.
    pub fn is_open(&self) -> bool {
        self.refusals.is_empty()
    }
}

/// Returns whether the document is made, for which step and person, and what speaks against it.
///
/// A statement is always made. A paid debt, a hold, a dispute about everything and the limits that protect a consumer refuse
/// all else, whatever was asked for. Beyond that a call is refused at `wait` unless a step was named, a
/// demand without a ready consequence or on stale books, and anything that asks for money when none is due.
/// The rest of the plan's advice comes as warnings.
pub fn check(document: Document, case: &Case, ledger: &Ledger, plan: &Plan, request: &Request) -> Gate {
    let scene = Scene::of(case, ledger, plan.as_of);
    let view = scene.on(plan.as_of);
    let answer = Answer::on(&view);
    let step = step_of(document, &answer, request);
    if document == Document::Confirmation {
        return confirmation(case, plan, step);
    }
    let contact = person::whom(case, &view.stage.turned(), step).contact.map(|contact| contact.id.clone());
    let mut gate = Gate { step, contact, refusals: Vec::new(), warnings: Vec::new() };
    if document != Document::Statement {
        let asked = Asked { view: &view, answer: &answer, ledger, request };
        gate.refuse(asked.whatever_the_document());
        match document {
            // nothing else matters then
            _ if !gate.is_open() => return gate,
            Document::Call => asked.call(&mut gate),
            Document::Demand => asked.demand(&mut gate),
            Document::PlanAgreement => asked.agreement(&mut gate),
            Document::Statement | Document::Confirmation => {}
        }
        gate.warn(refusal::not_carried_out(&view));
    }
    gate
}

/// A promise is said back to whoever made it, as long as its day is not over and it is not kept.
fn confirmation(case: &Case, plan: &Plan, step: Step) -> Gate {
    let latest = promise::latest_made(case, plan.as_of);
    let refusals = refusal::unconfirmed(latest.as_ref().map(|(_, status)| status), case, plan.as_of);
    let contact = latest.and_then(|(entry, _)| entry.contact.clone());
    Gate { step, contact, refusals: refusals.into_iter().collect(), warnings: Vec::new() }
}

/// Returns the step the document is for. After the final call a call is a final call again.
fn step_of(document: Document, answer: &Answer, request: &Request) -> Step {
    let planned = answer.step.taken().or(answer.ready.as_ref().map(|ready| ready.step)).unwrap_or(Step::FollowUp);
    match document {
        Document::Call => request.step.unwrap_or(planned).min(Step::FinalCall),
        Document::Demand => Step::Demand,
        Document::PlanAgreement => Step::FinalCall,
        Document::Statement | Document::Confirmation => planned,
    }
}

impl Gate {
    /// Takes refusals in, each name once.
    fn refuse(&mut self, refusals: impl IntoIterator<Item = Refusal>) {
        for refusal in refusals {
            if self.refusals.iter().all(|known| known.code != refusal.code) {
                self.refusals.push(refusal);
            }
        }
    }

    /// Takes warnings in that are not refusals already.
    fn warn(&mut self, warnings: impl IntoIterator<Item = Refusal>) {
        for warning in warnings {
            let known = self.refusals.iter().any(|refusal| refusal.code == warning.code);
            if !known && !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
    }
}

/// What is asked for, beside what the plan says.
struct Asked<'a> {
    view: &'a View<'a>,
    answer: &'a Answer,
    ledger: &'a Ledger,
    request: &'a Request,
}

impl Asked<'_> {
    fn case(&self) -> &Case {
        self.view.case()
    }

    /// Returns what refuses every document that asks for money, with or without a named step.
    fn whatever_the_document(&self) -> Vec<Refusal> {
        let (case, known, day) = (self.case(), self.view.scene.known, self.view.day);
        let mut refusals = Vec::new();
        match (self.view.owed, self.answer.step) {
            (Owed::Nothing, _) => refusals.extend([refusal::settled(day), refusal::nothing_due(self.view)]),
            (_, PlanStep::Hold) => refusals.extend(refusal::on_hold(case)),
            (Owed::Disputed(_), _) => refusals.push(refusal::dispute_open(self.view)),
            _ => refusals.extend(refusal::plan_kept(self.view)),
        }
        refusals.extend(refusal::consumer_limits(case, known, day));
        refusals
    }

    fn call(&self, gate: &mut Gate) {
        gate.refuse(refusal::no_escalation(self.case(), gate.step));
        // before the due day there is a courtesy call, and nothing that any other call could ask for
        if gate.step != Step::Courtesy || self.view.owed == Owed::NothingYet {
            gate.refuse(self.nothing_due());
        }
        // a sheet about what is still to fall due would say so of what is late
        let late_alone = matches!(self.view.owed, Owed::Late(_)) && !self.ledger.not_yet_due.is_positive();
        gate.refuse((gate.step == Step::Courtesy && late_alone).then(|| refusal::already_due(self.view)));
        let advice = self.answer.refusals.iter().filter(|refusal| refusal.code != "books-not-current").cloned();
        if self.answer.step == PlanStep::Wait && self.request.step.is_none() {
            gate.refuse(advice);
        } else {
            gate.warn(advice);
        }
        gate.warn(self.other_step(self.request.step));
        self.hours_and_frequency(gate);
        self.books_for_a_call(gate);
    }

    /// Returns that the plan asks for another step than the one named.
    fn other_step(&self, asked: Option<Step>) -> Option<Refusal> {
        let (asked, planned) = (asked?, self.answer.step.taken()?);
        (asked != planned).then(|| refusal::not_the_next_step(asked, planned))
    }

    /// A call at a bad hour, or one too many, is refused to a consumer and warned of to others.
    fn hours_and_frequency(&self, gate: &mut Gate) {
        let (case, known, day) = (self.case(), self.view.scene.known, self.view.day);
        let now = refusal::would_be_outside_hours(case, self.request.at);
        if case.debtor.kind == DebtorKind::Consumer {
            gate.refuse(now);
        } else {
            gate.warn(now);
            gate.warn(refusal::call_limit(case, known, day));
            gate.warn(refusal::called_outside_hours(case, known));
        }
    }

    /// A follow-through on stale books is refused, and any other call is made without the sentence about a broken promise.
    fn books_for_a_call(&self, gate: &mut Gate) {
        let step = self.request.step.or(self.answer.step.taken());
        let stale = self.stale_books();
        if step == Some(Step::FollowThrough) {
            gate.refuse(stale);
        } else if step >= Some(Step::FinalCall) || refusal::rests_on_broken_promise(self.view) {
            gate.warn(stale);
        }
    }

    fn demand(&self, gate: &mut Gate) {
        gate.refuse(self.nothing_due());
        let ready = consequence::announced_now(self.case(), self.view.day).is_some();
        if !ready && !self.request.without_consequence {
            gate.refuse([refusal::no_ready_consequence(self.case(), self.view.day)]);
        }
        gate.refuse(self.stale_books());
        gate.warn(self.unknown_books());
        let advice = self.answer.refusals.iter();
        gate.warn(advice.filter(|r| !["no-ready-consequence", "books-not-current"].contains(&r.code)).cloned());
        gate.warn(self.other_step(Some(Step::Demand)));
    }

    /// An agreement may be made at any step; it acknowledges a balance, so that the books matter.
    fn agreement(&self, gate: &mut Gate) {
        gate.refuse(self.nothing_due());
        gate.warn(self.answer.refusals.iter().filter(|refusal| refusal.code == "promise-pending").cloned());
        gate.warn(self.stale_books());
        gate.warn(self.unknown_books());
    }

    fn nothing_due(&self) -> Option<Refusal> {
        (!self.ledger.total_due.is_positive()).then(|| refusal::nothing_due(self.view))
    }

    fn stale_books(&self) -> Option<Refusal> {
        let stale = matches!(Books::of(self.case(), self.view.day), Books::Stale(_)) && !self.request.books_current;
        stale.then(|| refusal::books_not_current(self.case(), self.view.day)).flatten()
    }

    fn unknown_books(&self) -> Option<Refusal> {
        let unknown = Books::of(self.case(), self.view.day) == Books::Unknown && !self.request.books_current;
        unknown.then(|| refusal::books_not_current(self.case(), self.view.day)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, at, at_step, sample};
    use super::*;

    const ALL: [Document; 3] = [Document::Call, Document::Demand, Document::PlanAgreement];

    fn plain() -> Request {
        Request::default()
    }

    fn refused(gate: &Gate) -> Vec<&'static str> {
        gate.refusals.iter().map(|refusal| refusal.code).collect()
    }

    fn warned(gate: &Gate) -> Vec<&'static str> {
        gate.warnings.iter().map(|warning| warning.code).collect()
    }

    fn at_demand() -> Sample {
        sample().history(&["2026-05-04 call ben spoke step: escalation", "2026-05-18 call ben refused"])
    }

    fn at_follow_through() -> Sample {
        sample().history(&[
            "2026-05-04 call ben spoke step: escalation",
            "2026-05-18 call ben refused",
            "2026-05-19 letter ben sent document: demand",
        ])
    }

    #[test]
    fn a_paid_debt_a_hold_and_a_dispute_about_everything_refuse_all_but_the_statement() {
        let disputed =
            "[{number: '1', issued: 2026-03-02, due: 2026-04-01, amount: 10.00, disputed: {since: 2026-04-02}}]";
        let cases = [
            (sample().with("payments", "[{date: 2026-04-05, amount: 1000.00}]"), "settled"),
            (sample().with("hold", "{since: 2026-04-05}"), "on-hold"),
            (sample().with("invoices", disputed), "dispute-open"),
        ];
        for (case, code) in cases {
            for document in ALL {
                for request in [plain(), at_step(Step::Reminder)] {
                    assert!(
                        refused(&case.gate(document, "2026-04-10", request)).contains(&code),
                        "{code} {document:?}"
                    );
                }
            }
            assert!(case.gate(Document::Statement, "2026-04-10", plain()).is_open());
        }
    }

    #[test]
    fn the_call_of_the_plans_step_is_made() {
        let gate = sample().gate(Document::Call, "2026-04-02", plain());
        assert_eq!((gate.step, gate.contact.as_deref()), (Step::Reminder, Some("ann")));
        assert!(gate.is_open() && gate.warnings.is_empty());
    }

    #[test]
    fn at_wait_a_call_is_refused_and_made_with_a_warning_where_a_step_is_named() {
        let reminded = sample().history(&["2026-04-02 call ann spoke"]);
        let gate = reminded.gate(Document::Call, "2026-04-03", plain());
        assert_eq!(refused(&gate), ["too-soon"]);
        let gate = reminded.gate(Document::Call, "2026-04-03", at_step(Step::FollowUp));
        assert_eq!((gate.step, refused(&gate), warned(&gate)), (Step::FollowUp, vec![], vec!["too-soon"]));
    }

    #[test]
    fn while_a_promise_is_pending_a_call_is_refused_and_a_demand_warned_of() {
        let promised = at_demand().history(&[
            "2026-05-04 call ben spoke step: escalation",
            "2026-05-18 call ben promised promise: {amount: 5.00, by: 2026-05-28}",
        ]);
        assert_eq!(refused(&promised.gate(Document::Call, "2026-05-20", plain())), ["promise-pending"]);
        let demand = promised.gate(Document::Demand, "2026-05-20", plain());
        assert_eq!((refused(&demand), warned(&demand)), (vec![], vec!["promise-pending"]));
        assert_eq!(warned(&promised.gate(Document::PlanAgreement, "2026-05-20", plain())), ["promise-pending"]);
    }

    #[test]
    fn a_demand_before_its_turn_is_made_with_a_warning() {
        let gate = sample().gate(Document::Demand, "2026-04-10", plain());
        assert_eq!((gate.step, refused(&gate), warned(&gate)), (Step::Demand, vec![], vec!["not-the-next-step"]));
    }

    #[test]
    fn another_step_than_the_plans_is_a_warning() {
        let gate = sample().gate(Document::Call, "2026-04-10", at_step(Step::FinalCall));
        assert_eq!((gate.step, refused(&gate), warned(&gate)), (Step::FinalCall, vec![], vec!["not-the-next-step"]));
        assert!(sample().gate(Document::Call, "2026-04-10", at_step(Step::Reminder)).warnings.is_empty());
    }

    #[test]
    fn a_call_at_demand_or_follow_through_is_a_final_call() {
        for (case, day) in [(at_demand(), "2026-05-18"), (at_follow_through(), "2026-05-27")] {
            let gate = case.gate(Document::Call, day, plain());
            assert_eq!((gate.step, gate.contact.as_deref(), refused(&gate)), (Step::FinalCall, Some("ben"), vec![]));
        }
    }

    #[test]
    fn nothing_is_demanded_before_anything_is_due() {
        let early = sample();
        assert_eq!(refused(&early.gate(Document::Demand, "2026-03-30", plain())), ["nothing-due"]);
        assert_eq!(refused(&early.gate(Document::PlanAgreement, "2026-03-30", plain())), ["nothing-due"]);
        assert!(early.gate(Document::Call, "2026-03-30", plain()).is_open());
    }

    #[test]
    fn nobody_is_called_above_a_consumer_or_a_sole_trader() {
        for kind in ["consumer", "sole-trader"] {
            let gate = sample().with("kind", kind).gate(Document::Call, "2026-05-10", at_step(Step::Escalation));
            assert_eq!(refused(&gate), ["no-escalation"], "{kind}");
        }
        assert!(sample().gate(Document::Call, "2026-05-10", at_step(Step::Escalation)).is_open());
    }

    #[test]
    fn before_the_due_day_there_is_no_call_but_the_courtesy_call() {
        for step in [Step::Reminder, Step::FollowUp, Step::Escalation, Step::FinalCall] {
            assert_eq!(refused(&sample().gate(Document::Call, "2026-03-30", at_step(step))), ["nothing-due"]);
        }
        assert!(sample().gate(Document::Call, "2026-03-10", at_step(Step::Courtesy)).is_open());
        assert_eq!(refused(&sample().gate(Document::Call, "2026-01-10", at_step(Step::Courtesy))), ["nothing-due"]);
    }

    #[test]
    fn a_courtesy_call_is_for_what_is_still_to_fall_due() {
        let courtesy = |day| refused(&sample().gate(Document::Call, day, at_step(Step::Courtesy)));
        assert_eq!(courtesy("2026-03-30"), Vec::<&str>::new());
        assert_eq!(courtesy("2026-04-01"), Vec::<&str>::new());
        assert_eq!(courtesy("2026-04-02"), ["already-due"]);
    }

    #[test]
    fn a_demand_without_a_ready_consequence_is_refused_unless_asked_for_without() {
        let unready = at_demand().with("consequences", "[{kind: small-claims, ready: false}]");
        assert_eq!(refused(&unready.gate(Document::Demand, "2026-05-18", plain())), ["no-ready-consequence"]);
        let without = Request { without_consequence: true, ..plain() };
        let gate = unready.gate(Document::Demand, "2026-05-18", without);
        assert!(gate.is_open() && gate.warnings.is_empty());
        assert_eq!(refused(&unready.gate(Document::Call, "2026-05-18", plain())), ["no-ready-consequence"]);
        assert!(unready.gate(Document::Call, "2026-05-18", at_step(Step::FinalCall)).is_open());
    }

    #[test]
    fn a_demand_on_stale_books_is_refused_unless_they_are_stated_to_be_current() {
        let stale = at_demand().with("payments_checked", "2026-05-10");
        assert!(stale.gate(Document::Demand, "2026-05-17", plain()).is_open());
        assert_eq!(refused(&stale.gate(Document::Demand, "2026-05-18", plain())), ["books-not-current"]);
        let stated = Request { books_current: true, ..plain() };
        assert!(stale.gate(Document::Demand, "2026-05-18", stated).is_open());
        let unknown = at_demand().without("payments_checked").gate(Document::Demand, "2026-05-18", plain());
        assert_eq!((refused(&unknown), warned(&unknown)), (vec![], vec!["books-not-current"]));
    }

    #[test]
    fn a_follow_through_on_stale_books_is_refused() {
        let stale = at_follow_through().with("payments_checked", "2026-05-10");
        assert_eq!(refused(&stale.gate(Document::Call, "2026-05-27", plain())), ["books-not-current"]);
        let stated = Request { books_current: true, ..plain() };
        assert!(stale.gate(Document::Call, "2026-05-27", stated).is_open());
    }

    #[test]
    fn a_call_about_a_broken_promise_on_stale_books_is_warned_of() {
        let promise = "2026-04-02 call ann promised promise: {amount: 5.00, by: 2026-04-05}";
        let stale = sample().history(&[promise]).with("payments_checked", "2026-03-20");
        let gate = stale.gate(Document::Call, "2026-04-06", plain());
        assert_eq!((refused(&gate), warned(&gate)), (vec![], vec!["books-not-current"]));
    }

    fn seven_calls() -> Sample {
        let calls: Vec<_> = (6..13).map(|day| format!("2026-04-{day:02} call ann no-answer")).collect();
        sample().history(&calls.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn the_eighth_call_to_a_consumer_refuses_every_document_but_the_statement() {
        let consumer = seven_calls().with("kind", "consumer");
        for document in ALL {
            assert!(refused(&consumer.gate(document, "2026-04-12", at_step(Step::FollowUp))).contains(&"call-limit"));
        }
        assert!(consumer.gate(Document::Statement, "2026-04-12", plain()).is_open());
        let business = seven_calls().gate(Document::Call, "2026-04-12", at_step(Step::FollowUp));
        assert!(business.is_open() && warned(&business).contains(&"call-limit"));
    }

    #[test]
    fn a_call_outside_the_hours_is_refused_to_a_consumer_and_warned_of_to_others() {
        let late = Request { at: Some(at("21:30")), ..plain() };
        let consumer = sample().with("kind", "consumer");
        assert_eq!(refused(&consumer.gate(Document::Call, "2026-04-02", late)), ["outside-calling-hours"]);
        assert!(consumer.gate(Document::Call, "2026-04-02", Request { at: Some(at("21:00")), ..plain() }).is_open());
        for kind in ["business", "sole-trader"] {
            let gate = sample().with("kind", kind).gate(Document::Call, "2026-04-02", late);
            assert_eq!((refused(&gate), warned(&gate)), (vec![], vec!["outside-calling-hours"]), "{kind}");
        }
    }

    #[test]
    fn a_past_call_outside_the_hours_counts_until_it_is_silenced_with_a_reason() {
        let called = sample().history(&["2026-04-02 call ann spoke time: '21:30'"]);
        let consumer = called.clone().with("kind", "consumer");
        assert_eq!(refused(&consumer.gate(Document::Call, "2026-04-08", plain())), ["outside-calling-hours"]);
        let silenced = consumer.with("silence", "[{code: outside-calling-hours, reason: she asked for the evening}]");
        assert!(silenced.gate(Document::Call, "2026-04-08", plain()).is_open());
        assert_eq!(warned(&called.gate(Document::Call, "2026-04-08", plain())), ["outside-calling-hours"]);
    }

    #[test]
    fn a_promise_is_said_back_to_whoever_made_it_until_its_day_is_over_or_it_is_kept() {
        let promised = sample().history(&["2026-04-05 call ben promised promise: {amount: 500.00, by: 2026-04-15}"]);
        let gate = |case: &Sample, day: &str| case.gate(Document::Confirmation, day, plain());
        let open = gate(&promised, "2026-04-15");
        assert!(open.is_open());
        assert_eq!(open.contact.as_deref(), Some("ben"));
        assert_eq!(refused(&gate(&promised, "2026-04-16")), ["promise-over"]);
        assert_eq!(refused(&gate(&promised, "2026-04-04")), ["no-promise"]);
        let paid = promised.clone().with("payments", "[{date: 2026-04-10, amount: 500.00}]");
        assert_eq!(refused(&gate(&paid, "2026-04-10")), ["promise-kept"]);
        assert!(gate(&promised.with("hold", "{since: 2026-04-05}"), "2026-04-10").is_open());
    }

    #[test]
    fn what_was_announced_and_not_carried_out_is_a_warning_until_it_is_done_or_withdrawn() {
        let sent = |end: &str| {
            at_follow_through()
                .history(&["2026-05-19 letter ben sent document: demand, announced: [small-claims]"])
                .with("consequences", &format!("[{{kind: small-claims, ready: 2026-01-01{end}}}]"))
        };
        let warned_on = |case: &Sample, day: &str| {
            warned(&case.gate(Document::Call, day, at_step(Step::FinalCall))).contains(&"announced-not-done")
        };
        assert!(!warned_on(&sent(""), "2026-05-26"));
        assert!(warned_on(&sent(""), "2026-05-27"));
        assert!(!warned_on(&sent(", done: 2026-06-01"), "2026-06-02"));
        assert!(!warned_on(&sent(", withdrawn: 2026-06-01"), "2026-06-02"));
    }
}
