//! Charges: each is one rule, with keys that belong to it.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::money::Money;

use super::super::findings::Findings;
use super::super::tree::{Content, Node, Span};
use super::{day, money};

/// What makes a charge a rule of its kind, and the keys that may stand beside it (design 5.8, 16).
const RULES: [(&str, &[&str]); 4] = [
    ("percent", &["clause", "of", "from", "after_days", "every", "first", "minimum", "maximum", "cap"]),
    ("amount", &["clause", "from", "after_days", "every", "first", "minimum", "maximum", "cap"]),
    ("interest", &["clause", "after_days", "grace", "rounding"]),
    ("statutory", &["clause"]),
];

/// Looks at every charge.
pub fn check(case: &Node, found: &mut Findings) {
    for charge in case.get("terms").map_or(&[][..], |terms| terms.list("charges")) {
        if !matches!(charge.content, Content::Map(_)) {
            continue;
        }
        one_rule(charge, found);
        bounds(charge, found);
        first_without_every(charge, found);
        if let Some(interest) = charge.get("interest").filter(|node| matches!(node.content, Content::Map(_))) {
            one_rate(interest, found);
            each_day_once(interest.list("annual"), found);
        }
    }
}

fn one_rule(charge: &Node, found: &mut Findings) {
    let rules: Vec<_> = RULES.iter().filter(|(name, _)| charge.entry(name).is_some()).collect();
    match rules[..] {
        [(name, beside)] => fitting(charge, name, beside, found),
        [] => {
            found
                .error("charge-without-rule", charge.span, "this charge says neither how much nor at what rate")
                .hint("add one of `percent`, `amount`, `interest`, `statutory`");
        }
        [(first, _), (second, _), ..] => {
            let span = charge.entry(second).map_or(charge.span, |entry| entry.span);
            found
                .error(
                    "charge-with-two-rules",
                    span,
                    format!("a charge has one rule; this one has `{first}` and `{second}`"),
                )
                .hint("write two charges, one after the other");
        }
    }
}

fn fitting(charge: &Node, name: &str, beside: &[&str], found: &mut Findings) {
    let known = |key: &str| RULES.iter().any(|(_, keys)| keys.contains(&key));
    for entry in charge.entries().iter().filter(|entry| known(&entry.key) && !beside.contains(&entry.key.as_str())) {
        found.error("charge-key", entry.span, format!("`{}` means nothing beside `{name}`", entry.key)).hint(format!(
            "beside `{name}` may stand {}",
            beside.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
        ));
    }
}

fn bounds(charge: &Node, found: &mut Findings) {
    let (Some(minimum), Some(maximum)) = (money(charge, "minimum"), money(charge, "maximum")) else { return };
    let (Some(least), Some(most)) = (charge.get("minimum"), charge.get("maximum")) else { return };
    if minimum > maximum {
        let place = found.place(most.span);
        let typed = |amount: Money| amount.units();
        let message = format!("the minimum `{}` is above the maximum `{}`", typed(minimum), typed(maximum));
        found.error("minimum-above-maximum", least.span, message).see(place, "the maximum");
    }
}

fn first_without_every(charge: &Node, found: &mut Findings) {
    let once = charge.text_of("every").is_none_or(|every| every == "once")
        && charge.get("every").is_none_or(|every| every.text().is_some());
    let Some(first) = charge.get("first").filter(|first| once && first.text() == Some("end")) else { return };
    found
        .error("first-without-every", first.span, "`first: end` waits for a period, and this charge has none")
        .hint("add `every: month` or `every: {days: 30}`, or remove `first`");
}

fn one_rate(interest: &Node, found: &mut Findings) {
    match (interest.entry("annual"), interest.entry("monthly")) {
        (Some(_), None) | (None, Some(_)) => {}
        (Some(_), Some(monthly)) => {
            found
                .error("interest-rate", monthly.span, "interest has one rate; this has `annual` and `monthly`")
                .hint("keep the one that the contract names");
        }
        (None, None) => {
            found
                .error("interest-rate", interest.span, "this interest has no rate")
                .hint("add `annual: 18%` or `monthly: 1.5%`, as the contract names it");
        }
    }
}

/// Adds a finding for each dated rate that begins on the day of another; their order is without effect.
fn each_day_once(rates: &[Node], found: &mut Findings) {
    let mut seen: FxHashMap<NaiveDate, Span> = FxHashMap::default();
    for rate in rates {
        let (Some(from), Some(value)) = (day(rate, "from"), rate.get("from")) else { continue };
        let Some(first) = seen.insert(from, value.span) else { continue };
        let first = found.place(first);
        found
            .error("rate-twice", value.span, format!("a second rate begins on {from}"))
            .see(first, "the first one")
            .hint("keep one of the two");
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::trial::codes_with;

    fn codes(charge: &str) -> Vec<&'static str> {
        codes_with(&format!("terms: {{charges: [{{{charge}}}]}}\n"))
    }

    #[test]
    fn a_charge_has_exactly_one_rule() {
        assert_eq!(codes("after_days: 30"), ["charge-without-rule"]);
        assert_eq!(codes("percent: 5%, statutory: uk-late-payment"), ["charge-with-two-rules"]);
        assert!(codes("amount: 40.00").is_empty());
    }

    #[test]
    fn keys_of_another_rule_mean_nothing_and_are_refused() {
        assert_eq!(codes("amount: 40.00, of: invoice"), ["charge-key"]);
        assert_eq!(codes("percent: 5%, rounding: {mode: down}"), ["charge-key"]);
        assert_eq!(codes("interest: {annual: 8%}, minimum: 1.00"), ["charge-key"]);
        assert_eq!(codes("statutory: de-late-payment, after_days: 3"), ["charge-key"]);
        assert!(codes("interest: {annual: 8%}, after_days: 3, grace: shift, rounding: {point: day}").is_empty());
    }

    #[test]
    fn a_minimum_equal_to_the_maximum_is_fine() {
        assert!(codes("percent: 5%, minimum: 40.00, maximum: 40.00").is_empty());
        assert_eq!(codes("percent: 5%, minimum: 40.01, maximum: 40.00"), ["minimum-above-maximum"]);
    }

    #[test]
    fn a_first_at_the_end_needs_a_period() {
        assert_eq!(codes("percent: 5%, first: end"), ["first-without-every"]);
        assert_eq!(codes("percent: 5%, first: end, every: once"), ["first-without-every"]);
        assert!(codes("percent: 5%, first: end, every: {days: 30}").is_empty());
        assert!(codes("percent: 5%, first: start").is_empty());
    }

    #[test]
    fn interest_has_one_rate_for_each_day() {
        assert_eq!(codes("interest: {annual: 8%, monthly: 1%}"), ["interest-rate"]);
        assert_eq!(codes("interest: {on: balance}"), ["interest-rate"]);
        let dated = |a: &str, b: &str| {
            codes(&format!("interest: {{annual: [{{from: {a}, rate: 8%}}, {{from: {b}, rate: 9%}}]}}"))
        };
        assert!(dated("2026-01-01", "2026-07-01").is_empty());
        assert!(dated("2026-07-01", "2026-01-01").is_empty());
        assert_eq!(dated("2026-01-01", "2026-01-01"), ["rate-twice"]);
    }
}
