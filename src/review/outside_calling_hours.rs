//! A call outside the hours at which people may be called, in their own time.

use super::country::us;
use super::{Remark, Rule, Scene};
use crate::case::DebtorKind;
use crate::strategy::calls::{is_outward_call, is_permitted};

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "outside-calling-hours";

fn look(scene: &Scene) -> Vec<Remark> {
    let case = scene.case;
    let hours = &case.ladder.hours;
    let calls = case.history.iter().enumerate().filter(|(_, e)| is_outward_call(e) && e.date <= scene.day());
    let late = calls.filter_map(|(at, e)| Some((at, e, e.time?))).filter(|(_, _, time)| !is_permitted(case, *time));
    late.map(|(at, entry, time)| {
        let message = format!(
            "the call of {} was made at {}, outside {} to {}",
            entry.date,
            time.format("%H:%M"),
            hours.from.format("%H:%M"),
            hours.to.format("%H:%M")
        );
        let place = scene.place(&format!("history[{at}].time"));
        let consumer = case.debtor.kind == DebtorKind::Consumer;
        let remark = if consumer { Remark::error(CODE, place, message) } else { Remark::warning(CODE, place, message) };
        let source = us::contact_source(case, "15 U.S.C. § 1692c(a)(1): 8:00 to 21:00 in the debtor’s time");
        remark.source(source).fix("call within the hours; if the debtor asked for this one, silence it and say so")
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, with};
    use super::CODE;

    fn said(time: &str, more: &str) -> bool {
        let lines = format!(
            "history: [{{date: 2026-06-02, time: '{time}', channel: call, contact: marsha, outcome: spoke{more}}}]\n"
        );
        codes(&with(&lines), on("2026-06-05")).iter().any(|code| code == CODE)
    }

    #[test]
    fn both_ends_of_the_hours_are_permitted() {
        assert_eq!(["07:59", "08:00", "21:00", "21:01"].map(|time| said(time, "")), [true, false, false, true]);
    }

    #[test]
    fn the_debtor_may_call_at_any_hour() {
        assert!(!said("23:30", ", direction: in"));
    }
}
