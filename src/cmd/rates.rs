//! `rates`: the regimes a case may name, and the published rates they rest on: from when to when, and from where.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::answer;
use super::fail::Fail;
use crate::cli::{Format, Rates};
use crate::law::Law;
use crate::law::rates::{Series, half_year, known};
use crate::law::regimes::{FixedSum, Provision};

pub(super) fn run(args: &Rates) -> Result<(), Fail> {
    let law = Law::built_in();
    match args.format {
        Format::Json => {
            let series: Vec<Value> = known().iter().map(series_json).collect();
            let regimes: Vec<Value> = law.provisions().iter().map(provision_json).collect();
            answer(&format!("{:#}\n", json!({"schema": 1, "series": series, "regimes": regimes})))
        }
        Format::Text => {
            let regimes: String = law.provisions().iter().map(provision_text).collect();
            let series: Vec<String> = known().iter().map(series_text).collect();
            answer(&format!("regimes, as in `statutory: uk-late-payment`\n{regimes}\n{}", series.join("\n")))
        }
    }
}

fn series_text(series: &Series) -> String {
    let (name, title, until) = (&series.name, &series.title, half_year(series.until));
    let mut text = format!("{name}: {title}\n  known from {} to {}, {until}\n", series.from(), series.until);
    for row in &series.rows {
        let (from, rate, grade, source) = (row.from, row.rate.to_string(), &row.grade, &row.source);
        let _ = writeln!(text, "  {from}  {rate:>7}  {grade:<11}  {source}");
    }
    text
}

fn series_json(series: &Series) -> Value {
    let rows = series.rows.iter().map(|row| {
        json!({"from": row.from.to_string(), "rate": row.rate.to_string(), "grade": row.grade, "source": row.source})
    });
    json!({
        "name": series.name, "title": series.title, "from": series.from().to_string(),
        "until": series.until.to_string(), "rates": rows.collect::<Vec<_>>(),
    })
}

fn provision_text(row: &Provision) -> String {
    let who = if row.consumer { "consumers" } else { "businesses" };
    let contracts = row.contracts_before.map(|day| format!(", contracts before {day}")).unwrap_or_default();
    let holds = if row.first_day { "the rate of the first day holds" } else { "each day its rate" };
    let yearly = if row.yearly { ", interest joins its base each year" } else { "" };
    let (regime, from, series, points) = (&row.regime, row.from, &row.series, row.points.number().normalize());
    format!(
        "  {regime}, {who}{contracts}, from {from}: {series} and {points} points, {holds}{yearly}; {}; {}\n",
        fixed_sums(row),
        row.source
    )
}

fn fixed_sums(row: &Provision) -> String {
    let sum = |band: &FixedSum| band.sum.plain(row.currency);
    let band = |band: &FixedSum| {
        let least =
            if band.least.is_zero() { String::new() } else { format!(" from {}", band.least.plain(row.currency)) };
        format!("{}{least}", sum(band))
    };
    match &row.fixed_sums[..] {
        [] => format!("no fixed sum, {}", row.currency),
        sums => format!("fixed sum {} {}", row.currency, sums.iter().map(band).collect::<Vec<_>>().join(", ")),
    }
}

fn provision_json(row: &Provision) -> Value {
    let sums = row
        .fixed_sums
        .iter()
        .map(|band| json!({"from": band.least.plain(row.currency), "sum": band.sum.plain(row.currency)}));
    json!({
        "regime": row.regime,
        "debtor": if row.consumer { "consumer" } else { "business" },
        "contracts_before": row.contracts_before.map(|day| day.to_string()),
        "from": row.from.to_string(),
        "series": row.series,
        "points": row.points.number().normalize().to_string(),
        "rate_on": if row.first_day { "first-day" } else { "each-day" },
        "compounding": if row.yearly { "yearly" } else { "none" },
        "currency": row.currency.code(),
        "fixed_sums": sums.collect::<Vec<_>>(),
        "source": row.source,
    })
}
