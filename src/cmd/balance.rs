//! Findings that need the reckoning: a balance that was not expected, a plan that does not add up, an overpayment.

use chrono::NaiveDate;

use crate::calendar::eve;
use crate::case::finding::{Finding, Severity};
use crate::case::load::Loaded;
use crate::case::{AgreedPlan, Case, Charge, Expectation, Payment, PaymentKind, Rates, Rule};
use crate::ledger::agreed::WhenAgreed;
use crate::ledger::{Ledger, LedgerError, pending};
use crate::money::{Money, Overflow};

/// Returns the ledger of a case on a day, and what the reckoning finds; neither for a case that has errors already.
///
/// What cannot be reckoned is a finding too, at the charges.
pub fn reckoned(loaded: &Loaded, as_of: NaiveDate) -> (Option<Ledger>, Vec<Finding>) {
    let Some(case) = loaded.case() else { return (None, Vec::new()) };
    let ledger = match Ledger::reckon(case, as_of) {
        Ok(ledger) => ledger,
        Err(error) => return (None, vec![unreckoned(error, loaded)]),
    };
    let mut found = Vec::new();
    found.extend(case.expect.as_ref().and_then(|expect| expected(expect, case, loaded)));
    found.extend(case.plan.as_ref().filter(|plan| plan.agreed <= as_of).and_then(|plan| adds_up(plan, case, loaded)));
    found.extend(overpaid(case, &ledger, loaded));
    (Some(ledger), found)
}

/// Returns notes on a case that was reckoned: the fees that somebody may expect and that are not charged yet.
pub fn notes(loaded: &Loaded, ledger: &Ledger) -> Vec<Finding> {
    let Some(case) = loaded.case() else { return Vec::new() };
    let mut notes: Vec<Finding> = Vec::new();
    let mut last = None;
    for fee in pending(case, ledger) {
        // one invoice stands for all that wait for the same fee
        if last.replace(fee.charge) == Some(fee.charge) {
            continue;
        }
        let (invoice, day) = (&fee.invoice, fee.day);
        let message = format!("this fee is not charged yet: on invoice `{invoice}` it falls on {day}");
        let place = loaded.place(&format!("terms.charges[{}]", fee.charge));
        let mut note = Finding::note("fee-not-yet", Some(place), message);
        note.hint(format!("it falls if principal is open at the end of {}", eve(day)));
        notes.push(note);
    }
    notes
}

/// Returns the ledger's error as a finding, at the value it is about.
pub fn unreckoned(error: LedgerError, loaded: &Loaded) -> Finding {
    let place = loaded.case().map(|case| loaded.place(&about(&error, case)));
    Finding {
        severity: Severity::Error,
        code: error.code,
        message: error.text,
        place,
        related: Vec::new(),
        hint: error.hint,
    }
}

/// Returns the path of the value that the ledger's words name.
fn about(error: &LedgerError, case: &Case) -> String {
    let written_off =
        |payment: &Payment| payment.kind == PaymentKind::WriteOff && error.text.contains(&payment.date.to_string());
    let rate = |charge: &Charge| match &charge.rule {
        Rule::Statutory(regime) => error.text.contains(regime.word()),
        Rule::Interest(interest) => matches!(interest.rates, Rates::Dated(_)) && error.text.contains("`interest`"),
        Rule::Fee(_) => false,
    };
    match error.code {
        "write-off-too-large" => case
            .payments
            .iter()
            .position(written_off)
            .map_or("payments".to_owned(), |at| format!("payments[{at}].amount")),
        "too-many-rows" => "terms.charges".to_owned(),
        "rate-unknown" | "regime-refused" => match case.terms.charges.iter().position(rate) {
            Some(at) if error.text.contains("`interest`") => format!("terms.charges[{at}].interest.annual"),
            Some(at) => format!("terms.charges[{at}].statutory"),
            None => "terms.charges".to_owned(),
        },
        _ => "invoices".to_owned(),
    }
}

/// Returns all that is open, less any credit.
fn balance(ledger: &Ledger) -> Result<Money, Overflow> {
    ledger.total_due.plus(ledger.not_yet_due)?.plus(ledger.disputed)?.minus(ledger.credit)
}

fn expected(expect: &Expectation, case: &Case, loaded: &Loaded) -> Option<Finding> {
    let ledger = match Ledger::reckon(case, expect.date) {
        Ok(ledger) => ledger,
        Err(error) => return Some(unreckoned(error, loaded)),
    };
    let balance = balance(&ledger).ok().filter(|balance| *balance != expect.balance)?;
    let difference = balance.minus(expect.balance).ok()?;
    let plain = |money: Money| money.plain(case.currency);
    let message = format!(
        "the balance at the end of {} is {}, not {}: the difference is {}",
        expect.date,
        plain(balance),
        plain(expect.balance),
        plain(difference)
    );
    let mut finding = Finding::error("balance-differs", Some(loaded.place("expect.balance")), message);
    finding.hint(format!("`pastdue why --as-of {}` shows how it came about", expect.date));
    Some(finding)
}

/// Holds the instalments against what was due on the day of the agreement, or open in all, before or after what came
/// that day: a down payment is part of the plan.
fn adds_up(plan: &AgreedPlan, case: &Case, loaded: &Loaded) -> Option<Finding> {
    let when = WhenAgreed::reckon(case, plan).ok()?;
    let sum = Money::sum(plan.instalments.iter().map(|instalment| instalment.amount)).ok()?;
    if [&when.after, &when.before].iter().any(|ledger| sum == ledger.total_due || balance(ledger) == Ok(sum)) {
        return None;
    }
    let plain = |money: Money| money.plain(case.currency);
    let message = format!(
        "the instalments add up to {}; due on {} were {}",
        plain(sum),
        plan.agreed,
        plain(when.after.total_due)
    );
    let mut finding = Finding::warning("plan-sum", Some(loaded.place("plan.instalments")), message);
    finding.hint(format!("`pastdue why --as-of {}` shows what was owed that day", plan.agreed));
    Some(finding)
}

/// Warns about a credit that no later invoice will use.
fn overpaid(case: &Case, ledger: &Ledger, loaded: &Loaded) -> Option<Finding> {
    let later = case.invoices.iter().any(|invoice| invoice.issued > ledger.as_of);
    if later || !ledger.credit.is_positive() {
        return None;
    }
    let counts = |kind| kind != PaymentKind::WriteOff;
    let payments = case.payments.iter().enumerate();
    let (last, _) =
        payments.filter(|(_, p)| p.date <= ledger.as_of && counts(p.kind)).max_by_key(|(at, p)| (p.date, *at))?;
    let message = format!("{} more was paid than was owed", ledger.credit.plain(case.currency));
    let place = loaded.place(&format!("payments[{last}].amount"));
    let mut finding = Finding::warning("overpayment", Some(place), message);
    finding.hint("it is shown as a credit; is an invoice missing, or a payment entered twice?");
    Some(finding)
}
