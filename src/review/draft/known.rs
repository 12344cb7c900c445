//! The amounts and days that a case and its ledger know.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Draft, amounts, days};
use crate::calendar::{day_from_typed, eve, plus_days};
use crate::ledger::{Ledger, Row, Standing, sums};
use crate::money::Money;
use crate::review::Scene;
use crate::strategy::{consequence, promise};

/// Returns the ledger on the day of a draft: another one when the draft is older than the day of the review.
pub fn ledger_of<'a>(scene: &Scene<'a>, draft: &Draft) -> Cow<'a, Ledger> {
    let day = draft.date.filter(|day| *day < scene.day());
    day.and_then(|day| Ledger::reckon(scene.case, day).ok()).map_or(Cow::Borrowed(scene.ledger), Cow::Owned)
}

/// Returns every amount that a letter may name: what is typed in the case, what the ledger holds, and its sums.
pub fn amounts_of(scene: &Scene, ledger: &Ledger) -> BTreeSet<Decimal> {
    let mut known = BTreeSet::new();
    for text in scene.loaded.typed() {
        known.extend(text.parse::<Money>().map(Money::units));
        known.extend(amounts::figures(text, ledger.currency).into_iter().map(|(value, _)| value));
    }
    let mut money: Vec<Money> = figures(ledger);
    money.extend(ledger.invoices.iter().flat_map(of_invoice));
    money.extend(ledger.rows.iter().flat_map(of_row));
    money.extend(sums_of(ledger));
    let broken = promise::all(scene.case, ledger.as_of).into_iter();
    money.extend(
        broken
            .flat_map(|promise| [Some(promise.amount), Some(promise.paid), promise.amount.minus(promise.paid).ok()])
            .flatten(),
    );
    known.extend(money.into_iter().map(Money::units));
    known.into_iter().map(|amount| amount.abs().normalize()).collect()
}

fn figures(ledger: &Ledger) -> Vec<Money> {
    let ageing = &ledger.ageing;
    vec![
        ledger.total_due,
        ledger.principal,
        ledger.interest,
        ledger.costs,
        ledger.credit,
        ledger.disputed,
        ledger.not_yet_due,
        ledger.per_day,
        ageing.current,
        ageing.to_30,
        ageing.to_60,
        ageing.to_90,
        ageing.over_90,
    ]
}

fn of_invoice(standing: &Standing) -> Vec<Money> {
    let open = standing.open();
    let mut all = vec![standing.amount, standing.principal, standing.interest, standing.costs, standing.disputed, open];
    all.extend(open.plus(standing.disputed));
    all
}

fn of_row(row: &Row) -> Vec<Money> {
    let mut all = vec![row.amount, row.balance];
    all.extend(row.split.iter().flat_map(|split| [split.costs, split.interest, split.principal]));
    if let Some(basis) = &row.basis {
        all.extend([basis.base_costs, basis.base_interest, Money::exact(basis.exact)]);
        all.extend(basis.base);
        all.extend(basis.base.and_then(|base| base.minus(basis.base_costs).ok()?.minus(basis.base_interest).ok()));
    }
    all
}

/// Sums by kind: over all rows, over the invoices that are due, over those that are open, and over each.
fn sums_of(ledger: &Ledger) -> Vec<Money> {
    let mut rows: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &ledger.rows {
        rows.entry(row.invoice.as_deref().unwrap_or_default()).or_default().push(row);
    }
    let of = |pick: &dyn Fn(&Standing) -> bool| -> Vec<&Row> {
        let picked = ledger.invoices.iter().filter(|standing| pick(standing));
        picked.filter_map(|standing| rows.get(standing.number.as_str())).flatten().copied().collect()
    };
    let mut groups: Vec<Vec<&Row>> = rows.values().cloned().collect();
    groups.push(ledger.rows.iter().collect());
    groups.push(of(&|standing| standing.days_past_due >= 0));
    groups.push(of(&|standing| standing.days_past_due >= 0 && standing.open().is_positive()));
    groups.push(of(&Standing::is_open));
    let by_kind = groups.iter().flat_map(|group| sums::by_kind(group.iter().copied()).unwrap_or_default());
    let mut all: Vec<Money> = by_kind.map(|(_, sum)| sum).collect();
    all.extend(Money::sum(ledger.invoices.iter().map(Standing::open)));
    let whole = ledger.total_due.plus(ledger.not_yet_due).and_then(|sum| sum.plus(ledger.disputed));
    all.extend(whole.and_then(|sum| sum.minus(ledger.credit)));
    all.extend([whole, ledger.total_due.plus(ledger.disputed)].into_iter().flatten());
    all
}

/// Returns every day that a letter may name: what is typed in the case, what the ledger holds, and what follows.
pub fn days_of(scene: &Scene, ledger: &Ledger) -> BTreeSet<NaiveDate> {
    let mut known = BTreeSet::new();
    for text in scene.loaded.typed() {
        known.extend(day_from_typed(text));
        known.extend(days::in_text(text).iter().filter_map(days::Written::whole));
    }
    for standing in &ledger.invoices {
        known.extend([eve(standing.issued), standing.issued, standing.due, plus_days(standing.due, 1)]);
    }
    for row in &ledger.rows {
        let from = row.basis.as_ref().and_then(|basis| basis.from);
        known.extend([Some(row.date), from, from.map(|day| plus_days(day, 1))].into_iter().flatten());
    }
    let (case, day) = (scene.case, ledger.as_of);
    // also that of a letter that announces nothing
    let announcing = [scene.announced(), None];
    let deadlines = announcing.into_iter().map(|announced| consequence::deadline(case, announced, day));
    let announced = consequence::outstanding(case, day, day).into_iter().map(|announced| announced.from);
    let sent = case.history.iter().filter(|entry| entry.document.is_some());
    known.extend(sent.map(|entry| consequence::deadline_of(case, entry)).flat_map(|day| [day, plus_days(day, 1)]));
    known.extend(deadlines.chain([day]).flat_map(|day| [day, plus_days(day, 1)]).chain(announced));
    known
}
