//! The page of a batch: one HTML file without script or outside resource, to work from on a screen or on paper.
//!
//! What is to be done today stands first, with a box to tick ([`rows`]); then what cannot be used, what waits, and what is
//! settled; then the sums.

mod html;
mod rows;

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::{Outcome, State};
use crate::case::Step;
use crate::money::{Money, Overflow};
use crate::report::status::{self, Line};
use crate::strategy::PlanStep;
use html::amount;

const STYLE: &str = include_str!("style.css");
/// What the browser holds the style against; a test tells what it has to be.
const STYLE_HASH: &str = "sha256-DkNgLYpgByOYSdLgK97VgCeEBwmQY9S8dqBiCKJk9zc=";

/// Returns the page.
///
/// # Errors
///
/// [`Overflow`] when a sum no longer fits.
pub fn html(outcomes: &[Outcome], month: &str, as_of: NaiveDate) -> Result<String, Overflow> {
    let parts = Parts::of(outcomes);
    let lines: Vec<Line> = outcomes.iter().filter_map(|outcome| outcome.line.clone()).collect();
    let title = month_name(as_of);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{STYLE_HASH}'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>Past due, {month}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<h1>Past due, {title}</h1>\n<p>As of {as_of}. {}</p>\n",
        parts.told(),
    );
    rows::to_do(&mut out, &parts.to_do);
    rows::bad(&mut out, &parts.bad);
    rows::waiting(&mut out, &parts.waiting);
    rows::settled(&mut out, &parts.settled);
    sums(&mut out, &lines)?;
    out.push_str("</body>\n</html>\n");
    Ok(out)
}

fn month_name(day: NaiveDate) -> String {
    day.format("%B %Y").to_string()
}

/// A case that could be read, and what came of it.
type Told<'o> = (&'o Line, &'o Outcome);

/// The cases by what they ask of the reader, each part with what is due first on top.
#[derive(Default)]
struct Parts<'o> {
    to_do: Vec<Told<'o>>,
    waiting: Vec<Told<'o>>,
    settled: Vec<Told<'o>>,
    bad: Vec<&'o Outcome>,
}

impl<'o> Parts<'o> {
    fn of(outcomes: &'o [Outcome]) -> Parts<'o> {
        let mut parts = Parts::default();
        for outcome in outcomes {
            match &outcome.line {
                Some(line) if line.plan.step == PlanStep::Settled => parts.settled.push((line, outcome)),
                Some(line) if line.is_today() => parts.to_do.push((line, outcome)),
                Some(line) => parts.waiting.push((line, outcome)),
                None => parts.bad.push(outcome),
            }
        }
        for part in [&mut parts.to_do, &mut parts.waiting, &mut parts.settled] {
            part.sort_by(|(a, _), (b, _)| status::first(a, b));
        }
        parts
    }

    /// Returns in a sentence how many cases there are of each kind.
    fn told(&self) -> String {
        let steps = |wanted: &dyn Fn(Step) -> bool| {
            self.to_do.iter().filter(|(line, _)| line.plan.step.taken().is_some_and(wanted)).count()
        };
        let (follow, demand) = (steps(&|step| step == Step::FollowThrough), steps(&|step| step == Step::Demand));
        let calls = self.to_do.len() - follow - demand;
        let counts = [
            (follow, "to follow through", "to follow through"),
            (demand, "demand to send", "demands to send"),
            (calls, "call to make", "calls to make"),
            (self.bad.len(), "case that cannot be used", "cases that cannot be used"),
            (self.waiting.len(), "waits", "wait"),
            (self.settled.len(), "is settled", "are settled"),
        ];
        let told = counts.into_iter().filter(|(count, ..)| *count > 0);
        let told = told.map(|(count, one, more)| format!("{count} {}", if count == 1 { one } else { more }));
        let told = told.collect::<Vec<_>>().join(", ");
        if told.is_empty() { told } else { told + "." }
    }
}

fn sums(out: &mut String, lines: &[Line]) -> Result<(), Overflow> {
    if lines.is_empty() {
        return Ok(());
    }
    let names =
        ["Due", "Not yet due", "In dispute", "Current", "1–30 days", "31–60 days", "61–90 days", "Over 90 days"];
    out.push_str("<h2>All together</h2>\n<table>\n<thead><tr><th scope=\"col\">Currency</th>");
    for name in names {
        let _ = write!(out, "<th scope=\"col\" class=\"n\">{name}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (code, (currency, sum)) in status::totals(lines)? {
        let cases = if sum.cases == 1 { "1 case".to_owned() } else { format!("{} cases", sum.cases) };
        let _ = write!(out, "<tr><td class=\"who\"><strong>{code}</strong> <span class=\"small\">{cases}</span></td>");
        let aged = status::buckets(&sum.ageing).map(|(_, amount)| amount);
        let amounts = [sum.total_due, sum.not_yet_due, sum.disputed].into_iter().chain(aged);
        for (name, money) in names.iter().zip(amounts) {
            // an empty cell is quicker to read than a zero
            let shown = if money == Money::ZERO { String::new() } else { amount(money, currency) };
            let _ = write!(out, "<td class=\"n\" data-name=\"{name}\">{shown}</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    Ok(())
}

/// Returns why a case has no document, or not all of them.
fn reason(state: &State) -> Option<(&str, &str)> {
    match state {
        State::Refused(code, words) | State::Failed(code, words) => Some((code, words)),
        State::Edited => Some(("edited", "a document was edited by hand, and is kept as it is")),
        State::NotReached => Some(("not-reached", "the run was stopped before it came to this case")),
        State::Made | State::Unchanged | State::Nothing(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(file: &str, words: &str) -> Outcome {
        Outcome {
            file: file.into(),
            case: None,
            line: None,
            state: State::Failed("unknown-key".into(), words.into()),
            remarks: 0,
            documents: vec![],
            warnings: vec![],
        }
    }

    #[test]
    fn what_was_typed_cannot_become_markup() {
        let outcome = failed("<script>alert(1)</script>.yaml", "`<img src=x onerror=1>` is no key");
        let html = html(&[outcome], "2026-10", "2026-10-31".parse().unwrap()).unwrap();
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script") && !html.contains("<img"), "{html}");
        assert!(html.contains("default-src 'none'"));
    }

    #[test]
    fn the_policy_of_the_page_lets_its_own_style_through_and_no_other() {
        use base64::Engine as _;
        use sha2::Digest as _;
        let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(STYLE));
        assert_eq!(STYLE_HASH, format!("sha256-{hash}"));
    }

    #[test]
    fn how_many_cases_there_are_of_each_kind_is_told_in_a_sentence() {
        let outcomes = [failed("a.yaml", "x"), failed("b.yaml", "x")];
        assert_eq!(Parts::of(&outcomes).told(), "2 cases that cannot be used.");
        assert_eq!(Parts::of(&[]).told(), "");
    }
}
