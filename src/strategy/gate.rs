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
    let contact = person::whom(case, &view.stage.turned(), step).contact.map(|contact| contact.id.clone());
    let mut gate = Gate { step, contact, refusals: Vec::new(), warnings: Vec::new() };
    if document != Document::Statement {
        let asked = Asked { view: &view, answer: &answer, ledger, request };
        gate.refuse(asked.whatever_the_document());
        match document {
            Document::Call => asked.call(&mut gate),
            Document::Demand => asked.demand(&mut gate),
            Document::PlanAgreement => asked.agreement(&mut gate),
            Document::Statement => {}
        }
        gate.warn(refusal::not_carried_out(&view));
    }
    gate
}

/// Returns the step the document is for. After the final call a call is a final call again.
fn step_of(document: Document, answer: &Answer, request: &Request) -> Step {
    let planned = answer.step.taken().or(answer.ready.as_ref().map(|ready| ready.step)).unwrap_or(Step::FollowUp);
    match document {
        Document::Call => request.step.unwrap_or(planned).min(Step::FinalCall),
        Document::Demand => Step::Demand,
        Document::PlanAgreement => Step::FinalCall,
        Document::Statement => planned,
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
            _ => {}
        }
        refusals.extend(refusal::consumer_limits(case, known, day));
        refusals
    }

    fn call(&self, gate: &mut Gate) {
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
            gate.refuse([refusal::no_ready_consequence()]);
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
