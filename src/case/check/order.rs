//! Days that follow one another: nothing ends before it begins.

use super::super::findings::Findings;
use super::super::tree::Node;
use super::day;

/// Looks at every pair of days of which one cannot come first.
pub fn check(case: &Node, found: &mut Findings) {
    if let Some(hold) = case.get("hold") {
        pair(hold, "since", hold, "until", found);
    }
    for dispute in case.list("invoices").iter().filter_map(|invoice| invoice.get("disputed")) {
        pair(dispute, "since", dispute, "resolved", found);
    }
    for entry in case.list("history") {
        pair(entry, "date", entry, "deadline", found);
        if let Some(promise) = entry.get("promise") {
            pair(entry, "date", promise, "by", found);
        }
    }
    if let Some(plan) = case.get("plan") {
        for instalment in plan.list("instalments") {
            pair(plan, "agreed", instalment, "date", found);
        }
    }
    if let Some(hours) = case.get("ladder").and_then(|ladder| ladder.get("hours")) {
        opening(hours, found);
    }
}

fn pair(first: &Node, from: &str, second: &Node, to: &str, found: &mut Findings) {
    let (Some(begins), Some(ends), Some(value)) = (day(first, from), day(second, to), second.get(to)) else { return };
    if ends < begins {
        found
            .error("days-out-of-order", value.span, format!("`{to}` is {ends}, before `{from}`, {begins}"))
            .hint("is the year right?");
    }
}

fn opening(hours: &Node, found: &mut Findings) {
    let (Some(from), Some(to), Some(value)) = (hours.text_of("from"), hours.text_of("to"), hours.get("to")) else {
        return;
    };
    // both are `HH:MM`, which sorts as it counts
    if from.len() == 5 && to.len() == 5 && to <= from {
        found.error("days-out-of-order", value.span, format!("`to` is {to}, not after `from`, {from}"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::trial::codes_with;

    #[test]
    fn what_ends_on_the_day_it_begins_is_fine() {
        assert!(codes_with("hold: {since: 2026-06-01, until: 2026-06-01}\n").is_empty());
        assert_eq!(codes_with("hold: {since: 2026-06-02, until: 2026-06-01}\n"), ["days-out-of-order"]);
    }

    #[test]
    fn a_promise_and_an_instalment_lie_ahead() {
        let promise = "history: [{date: 2026-05-14, channel: call, outcome: promised, promise: {amount: 5.00, by: 2026-05-13}}]\n";
        assert_eq!(codes_with(promise), ["days-out-of-order"]);
        let plan = "plan: {agreed: 2026-05-14, instalments: [{date: 2026-05-14, amount: 5.00}, {date: 2026-05-01, amount: 5.00}]}\n";
        assert_eq!(codes_with(plan), ["days-out-of-order"]);
    }

    #[test]
    fn calling_ends_after_it_begins() {
        assert!(codes_with("ladder: {hours: {from: '09:00', to: '17:00'}}\n").is_empty());
        assert_eq!(codes_with("ladder: {hours: {from: '09:00', to: '09:00'}}\n"), ["days-out-of-order"]);
    }
}
