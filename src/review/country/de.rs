//! Germany: from when a debtor is in default.

use chrono::NaiveDate;

use crate::calendar::plus_days;
use crate::case::{self, DebtorKind, Direction, PaymentTerms, Regime};
use crate::ledger::{RowKind, Standing, due};
use crate::review::{Remark, Rule, Scene};

pub(in crate::review) const DEFAULT: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "de-default";

/// Interest that runs from a day on which the facts of the case do not show default.
///
/// A day that the contract fixes by the calendar, or by days from an event, brings default by itself; else the first
/// reminder after the due day does, and with a firm the thirtieth day after due day and receipt.
fn look(scene: &Scene) -> Vec<Remark> {
    let charges = scene.case.terms.charges.iter();
    let Some(at) = charges.clone().position(|charge| charge.rule == case::Rule::Statutory(Regime::De)) else {
        return Vec::new();
    };
    if fixed_by_contract(scene) {
        return Vec::new();
    }
    let early = scene.ledger.invoices.iter().find_map(|standing| {
        let from = plus_days(standing.due, 1);
        let interest = scene
            .ledger
            .rows
            .iter()
            .find(|row| row.kind == RowKind::Interest && row.invoice.as_ref() == Some(&standing.number))?;
        let default = default_day(scene, standing);
        (interest.date >= from && default.is_none_or(|day| day > standing.due)).then_some((standing, default))
    });
    early
        .map(|(standing, default)| {
            let shown = default.map_or("no fact of the case shows default".to_owned(), |day| {
                format!("the facts of the case show default only from {}", plus_days(day, 1))
            });
            let message = format!(
                "interest on invoice `{}` runs from {}, and {shown}",
                standing.number,
                plus_days(standing.due, 1)
            );
            Remark::warning(CODE, scene.place(&format!("terms.charges[{at}].statutory")), message)
                .source("BGB § 286 (1) to (3) and § 288; a consumer is in default after 30 days only if the invoice said so")
                .fix("quote the clause that fixes the day under `contract.clauses`, record the reminder in `history`, or set `due` later")
        })
        .into_iter()
        .collect()
}

/// Whether a clause that no charge rests on names the days of the terms, so that both sides agreed on the day.
fn fixed_by_contract(scene: &Scene) -> bool {
    let days = match scene.case.terms.payment {
        PaymentTerms::OnReceipt => return false,
        PaymentTerms::Net(days) | PaymentTerms::NetFromReceipt(days) | PaymentTerms::NetEndOfMonth(days) => days,
        // the last day of a month is seldom written as a number
        PaymentTerms::MonthFollowing(day) if day >= 28 => return has_payment_clause(scene, |_| true),
        PaymentTerms::MonthFollowing(day) => day,
    };
    let number = days.to_string();
    let words = ["dreißig", "vierzehn", "thirty", "fourteen"];
    has_payment_clause(scene, |text| {
        let text = text.to_lowercase();
        let mut parts = text.split(|c: char| !c.is_alphanumeric());
        parts.any(|part| part == number || words.contains(&part))
    })
}

fn has_payment_clause(scene: &Scene, says: impl Fn(&str) -> bool) -> bool {
    let clauses = scene.case.contract.iter().flat_map(|contract| &contract.clauses);
    let charged = |id: &str| scene.case.terms.charges.iter().any(|charge| charge.clause.as_deref() == Some(id));
    clauses.filter(|clause| !charged(&clause.id)).any(|clause| says(&clause.text))
}

/// Returns the last day before default, as far as the facts show it.
fn default_day(scene: &Scene, standing: &Standing) -> Option<NaiveDate> {
    let reminders =
        scene.case.history.iter().filter(|entry| {
            entry.direction == Direction::Out && entry.date >= standing.due && entry.date <= scene.day()
        });
    let reminded = reminders.map(|entry| entry.date).min();
    let invoice = scene.case.invoice(&standing.number);
    let business = scene.case.debtor.kind != DebtorKind::Consumer;
    let month = invoice.filter(|_| business).map(|invoice| plus_days(due::received_day(invoice).max(standing.due), 30));
    reminded.into_iter().chain(month).min()
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{codes, on, remarks, with};
    use super::CODE;

    fn case(kind: &str, payment: &str, history: &str) -> String {
        with(&format!(
            "terms: {{payment: {payment}, charges: [{{statutory: de-late-payment}}]}}\nhistory: [{history}]\n"
        ))
        .replace("kind: business", kind)
        .replace("country: US", "country: DE")
        .replace("currency: USD", "currency: EUR")
    }

    fn said(yaml: &str, day: &str) -> bool {
        codes(yaml, on(day)).iter().any(|code| code == CODE)
    }

    #[test]
    fn a_term_that_the_contract_fixes_brings_default_by_itself() {
        assert!(!said(&case("kind: business", "net 30", ""), "2026-06-05"));
        assert!(said(&case("kind: business", "net 10", ""), "2026-06-05"));
    }

    #[test]
    fn a_firm_is_in_default_thirty_days_after_due_day_and_receipt() {
        let found = remarks(&case("kind: business", "on receipt", ""), on("2026-07-05"), CODE);
        assert!(found[0].message.ends_with("show default only from 2026-06-01"), "{}", found[0].message);
    }

    #[test]
    fn a_reminder_on_the_due_day_is_in_time() {
        let reminder = |day: &str| format!("{{date: {day}, channel: letter, contact: marsha, outcome: sent}}");
        assert!(!said(&case("kind: consumer", "on receipt", &reminder("2026-05-01")), "2026-06-05"));
        assert!(said(&case("kind: consumer", "on receipt", &reminder("2026-05-02")), "2026-06-05"));
        assert!(said(&case("kind: consumer", "on receipt", &reminder("2026-04-30")), "2026-06-05"));
    }

    #[test]
    fn without_a_reminder_nothing_shows_that_a_consumer_is_in_default() {
        let found = remarks(&case("kind: consumer", "on receipt", ""), on("2026-07-05"), CODE);
        assert!(found[0].message.ends_with("no fact of the case shows default"), "{}", found[0].message);
    }
}
