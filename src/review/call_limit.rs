//! More calls in seven days than are allowed.

use super::country::us;
use super::{Remark, Rule, Scene};
use crate::case::{DebtorKind, Entry};
use crate::strategy::calls::{in_the_week_to, is_outward_call, one_more_is_too_many};

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "call-limit";

/// The latest week with too many calls, and today when one more would be too many.
fn look(scene: &Scene) -> Vec<Remark> {
    let (case, day) = (scene.case, scene.day());
    let limit = case.ladder.calls_per_week;
    let count = |entry: &Entry| in_the_week_to(case, day, entry.date);
    let known = case.history.iter().enumerate().filter(|(_, e)| is_outward_call(e) && e.date <= day);
    let latest = known.filter(|(_, e)| count(e) > limit as usize).max_by_key(|(at, e)| (e.date, *at));
    let over = latest.map(|(at, entry)| {
        let message = format!(
            "{} calls were made in the seven days to {}; at most {limit} are allowed",
            count(entry),
            entry.date
        );
        remark(scene, Remark::warning(CODE, scene.place(&format!("history[{at}].date")), message))
    });
    let full = one_more_is_too_many(case, day, day) && over.is_none();
    let today = full.then(|| {
        let made = in_the_week_to(case, day, day);
        let message = format!("{made} calls were made in the seven days to {day}; one more today would be too many");
        let last = case.history.iter().rposition(|e| is_outward_call(e) && e.date <= day).unwrap_or_default();
        let place = scene.place(&format!("history[{last}].date"));
        let consumer = case.debtor.kind == DebtorKind::Consumer;
        remark(
            scene,
            if consumer { Remark::error(CODE, place, message) } else { Remark::warning(CODE, place, message) },
        )
    });
    over.into_iter().chain(today).collect()
}

fn remark(scene: &Scene, remark: Remark) -> Remark {
    let source = us::contact_source(scene.case, "12 CFR 1006.14(b)(2)(i)(A): seven calls in seven days");
    remark.source(source).fix("write instead, or wait; `ladder.calls_per_week` holds the limit")
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::super::sample::{codes, on, remarks, with};
    use super::CODE;

    fn calls(count: usize) -> String {
        let mut lines = "history:\n".to_owned();
        for day in 1..=count {
            writeln!(
                lines,
                "  - {{date: 2026-06-{:02}, channel: call, contact: marsha, outcome: no-answer}}",
                day.min(7)
            )
            .unwrap();
        }
        with(&lines)
    }

    fn said(count: usize, day: &str) -> bool {
        codes(&calls(count), on(day)).iter().any(|code| code == CODE)
    }

    #[test]
    fn the_seventh_call_in_seven_days_is_the_last_one() {
        assert!(!said(6, "2026-06-07"));
        assert!(said(7, "2026-06-07"));
        assert!(!said(7, "2026-06-08"), "the first of them is a week ago");
    }

    #[test]
    fn eight_calls_in_a_week_stay_a_remark() {
        assert!(said(8, "2026-07-30"));
    }

    #[test]
    fn for_a_consumer_today_is_an_error() {
        let refuses = |kind: &str| {
            let yaml = calls(7).replace("kind: business", kind);
            remarks(&yaml, on("2026-06-07"), CODE).iter().any(super::super::Remark::refuses)
        };
        assert!(refuses("kind: consumer"));
        assert!(!refuses("kind: business"));
    }
}
