//! Rates: none above the one you know to be lawful, and none in a form that the law of the place does not take.

use rust_decimal::Decimal;

use crate::money::Percent;

use super::super::findings::Findings;
use super::super::tree::Node;
use super::said::percentages;

/// Looks at the rate of every charge that is one, under whatever name.
pub fn check(case: &Node, found: &mut Findings) {
    let Some(terms) = case.get("terms") else { return };
    for charge in terms.list("charges") {
        above_cap(charge, terms.get("cap_rate"), found);
        monthly_in_canada(case, charge, found);
        if let Some(interest) = charge.get("interest") {
            on_interest(case, interest, found);
        }
    }
    beside_a_statute(terms.list("charges"), found);
}

/// Returns a percentage that a rate can be; any other has its own finding.
fn percent(node: &Node) -> Option<Decimal> {
    let number = Percent::from_typed(node.text()?).ok()?.number();
    (Decimal::ZERO..=Decimal::ONE_THOUSAND).contains(&number).then_some(number)
}

fn percent_at<'t>(node: &'t Node, key: &str) -> Option<(Decimal, &'t Node)> {
    let value = node.get(key)?;
    Some((percent(value)?, value))
}

/// A rate over a year, as it is written and as it grows.
struct Yearly<'t> {
    value: &'t Node,
    /// As written, twelve times a monthly one.
    nominal: Decimal,
    /// With interest that bears interest.
    effective: Decimal,
}

/// Returns the yearly rates of a charge.
fn yearly(charge: &Node) -> Vec<Yearly<'_>> {
    let (twelve, year) = (Decimal::from(12), Decimal::from(365));
    let Some(interest) = charge.get("interest") else {
        // a percentage that comes again and again is a rate, whatever it is called
        let Some((percent, value)) = percent_at(charge, "percent") else { return Vec::new() };
        let every = charge.get("every");
        let days = every.and_then(|every| every.text_of("days")).and_then(|days| days.parse::<u32>().ok());
        let times = match (every.and_then(Node::text), days) {
            (Some("month"), _) => Some(twelve),
            (_, Some(days)) => year.checked_div(Decimal::from(days)),
            _ => None,
        };
        let nominal = times.and_then(|times| percent.checked_mul(times));
        return nominal.map(|nominal| Yearly { value, nominal, effective: nominal }).into_iter().collect();
    };
    let monthly = interest.text_of("compounding") == Some("monthly");
    let dated = interest.list("annual").iter().filter_map(|rate| percent_at(rate, "rate"));
    let monthly_rate = percent_at(interest, "monthly").map(|(rate, value)| (rate * twelve, value));
    let rates = percent_at(interest, "annual").into_iter().chain(dated).chain(monthly_rate);
    rates
        .map(|(nominal, value)| {
            let effective = if monthly { compounded(nominal).unwrap_or(nominal) } else { nominal };
            Yearly { value, nominal, effective }
        })
        .collect()
}

/// Returns what a yearly rate comes to when a twelfth of it joins its base each month.
fn compounded(nominal: Decimal) -> Option<Decimal> {
    let hundred = Decimal::ONE_HUNDRED;
    let month = Decimal::ONE.checked_add(nominal.checked_div(Decimal::from(1_200))?)?;
    let year =
        (0..12).try_fold(Decimal::ONE, |product, _| product.checked_mul(month).map(|product| product.round_dp(16)))?;
    Some(year.checked_sub(Decimal::ONE)?.checked_mul(hundred)?.round_dp(2).normalize())
}

fn above_cap(charge: &Node, cap: Option<&Node>, found: &mut Findings) {
    let Some((most, cap)) = cap.and_then(|cap| percent_at(cap, "annual")) else { return };
    for rate in yearly(charge).into_iter().filter(|rate| rate.effective > most) {
        let place = found.place(cap.span);
        let (nominal, effective) = (rate.nominal.round_dp(2).normalize(), rate.effective.round_dp(2).normalize());
        let most = most.normalize();
        let message = if effective == nominal {
            format!("{nominal}% a year is above the highest rate of {most}%")
        } else {
            format!(
                "{nominal}%, compounded each month, comes to {effective}% a year and is above the highest rate of {most}%"
            )
        };
        found
            .warning("rate-above-cap", rate.value.span, message)
            .see(place, "the highest you know to be lawful")
            .hint("charge less, or correct `cap_rate` and its source");
    }
}

fn country(case: &Node) -> Option<&str> {
    let of = |party: &str| case.get(party).and_then(|party| party.text_of("country"));
    of("debtor").or(of("creditor"))
}

/// Interest Act, R.S.C. 1985, c. I-15, section 4: a rate for less than a year, without the yearly rate it is
/// equal to, earns at most 5 % a year. A percentage charged again each month is such a rate too.
fn monthly_in_canada(case: &Node, charge: &Node, found: &mut Findings) {
    if country(case) != Some("CA") {
        return;
    }
    let again = charge.get("every").is_some_and(|every| every.text() != Some("once"));
    let monthly = charge.get("interest").is_some_and(|interest| interest.get("monthly").is_some());
    let Some(rate) = yearly(charge).into_iter().next().filter(|_| monthly || again) else { return };
    let clauses = case.get("contract").map_or(&[][..], |contract| contract.list("clauses"));
    let named = charge.text_of("clause");
    let clause = clauses.iter().find(|clause| named.is_some() && clause.text_of("id") == named);
    let said = clause.and_then(|clause| clause.text_of("text")).map(percentages).unwrap_or_default();
    // whichever way the contract reckons the yearly rate, it is at least twelve months of it
    if said.iter().any(|said| said.number >= rate.nominal) {
        return;
    }
    found
        .warning(
            "monthly-rate-in-canada",
            rate.value.span,
            "in Canada a monthly rate needs the yearly rate it is equal to",
        )
        .hint("quote the clause that states the yearly rate; without one, the law allows 5% a year");
}

/// Where an agreement made beforehand that interest bears interest does not hold: in Germany never (BGB section
/// 248 (1)), in Italy never (codice civile, art. 1283), in France not for less than a whole year (Code civil,
/// art. 1343-2).
fn on_interest(case: &Node, interest: &Node, found: &mut Findings) {
    let Some(value) = interest.get("compounding") else { return };
    let message = match (country(case), value.text()) {
        (_, Some("none")) => return,
        (Some("DE"), _) => "in Germany it cannot be agreed beforehand that interest bears interest",
        (Some("IT"), _) => "in Italy it cannot be agreed beforehand that interest bears interest",
        (Some("FR"), Some("monthly" | "calendar-year")) => {
            "in France interest bears interest only when it is owed for a whole year"
        }
        _ => return,
    };
    found
        .warning("interest-on-interest", value.span, message)
        .hint("remove `compounding`, or have the contract looked at");
}

/// The statute's interest is for debts whose contract has no rate of its own; both would be charged for the same days.
fn beside_a_statute(charges: &[Node], found: &mut Findings) {
    let statute = charges.iter().find_map(|charge| charge.entry("statutory"));
    let own = charges.iter().find_map(|charge| charge.entry("interest"));
    let (Some(statute), Some(own)) = (statute, own) else { return };
    let place = found.place(statute.span);
    found
        .warning(
            "rate-beside-statute",
            own.span,
            "the contract's interest and the statute's are charged for the same days",
        )
        .see(place, "the statute's")
        .hint("keep the one that counts: a contract with a rate of its own goes before the statute in most places");
}

#[cfg(test)]
mod tests {
    use super::super::super::load::Loaded;
    use super::super::super::trial::{SMALL, codes_with, loaded};
    use super::*;

    #[test]
    fn a_rate_is_held_against_the_highest_you_know_to_be_lawful() {
        let charged = |rate: &str| {
            codes_with(&format!(
                "terms: {{cap_rate: {{annual: 12%, source: Code}}, charges: [{{interest: {{{rate}}}}}]}}\n"
            ))
        };
        assert!(charged("annual: 12%").is_empty());
        assert_eq!(charged("annual: 12.01%"), ["rate-above-cap"]);
        assert!(charged("monthly: 1%").is_empty());
        assert_eq!(charged("monthly: 1.5%"), ["rate-above-cap"]);
        assert_eq!(
            charged("annual: [{from: 2026-01-01, rate: 8%}, {from: 2026-07-01, rate: 13%}]"),
            ["rate-above-cap"]
        );
    }

    #[test]
    fn what_bears_interest_is_held_against_it_as_it_grows() {
        let charged = |charge: &str| {
            codes_with(&format!("terms: {{cap_rate: {{annual: 18%, source: Code}}, charges: [{{{charge}}}]}}\n"))
        };
        assert!(charged("interest: {monthly: 1.5%}").is_empty());
        assert_eq!(charged("interest: {monthly: 1.5%, compounding: monthly}"), ["rate-above-cap"]);
        assert_eq!(compounded(Decimal::from(18)).unwrap().to_string(), "19.56");
        assert!(charged("percent: 1.5%, every: month").is_empty());
        assert_eq!(charged("percent: 2%, every: month"), ["rate-above-cap"]);
        assert_eq!(charged("percent: 1%, every: {days: 7}"), ["rate-above-cap"]);
        assert!(charged("percent: 30%").is_empty(), "once is no rate");
    }

    #[test]
    fn two_rates_for_the_same_days_are_one_too_many() {
        let charged = |charges: &str| codes_with(&format!("terms: {{charges: [{charges}]}}\n"));
        assert_eq!(charged("{statutory: eu-late-payment}, {interest: {annual: 8%}}"), ["rate-beside-statute"]);
        assert!(charged("{statutory: eu-late-payment}, {amount: 15.00}").is_empty());
    }

    fn in_country(country: &str, clause: &str, interest: &str) -> Vec<&'static str> {
        let text = SMALL
            .replace("  kind: business\n", &format!("  kind: business\n  country: {country}\n"))
            .replace("A 5% fee is due after 30 days.", clause)
            + &format!("terms: {{charges: [{{interest: {{{interest}}}, clause: late-fee}}]}}\n");
        codes(&loaded(&text))
    }

    fn codes(loaded: &Loaded) -> Vec<&'static str> {
        loaded.findings().iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_monthly_rate_in_canada_needs_its_yearly_one() {
        assert_eq!(in_country("CA", "1.5% a month", "monthly: 1.5%"), ["monthly-rate-in-canada"]);
        assert!(in_country("CA", "1.5% a month (19.56% a year)", "monthly: 1.5%").is_empty());
        assert!(in_country("US", "1.5% a month", "monthly: 1.5%").is_empty());
        let fee = |rule: &str| {
            let text = SMALL.replace("  kind: business\n", "  kind: business\n  country: CA\n");
            let text = text.replace("after 30 days", "each month");
            codes(&loaded(&(text + &format!("terms: {{charges: [{{{rule}, clause: late-fee}}]}}\n"))))
        };
        assert_eq!(fee("percent: 5%, every: month"), ["monthly-rate-in-canada"]);
    }

    #[test]
    fn interest_on_interest_is_warned_about_where_the_law_does_not_take_it() {
        assert_eq!(in_country("DE", "8 % a year", "annual: 8%, compounding: yearly"), ["interest-on-interest"]);
        assert!(in_country("DE", "8 % a year", "annual: 8%").is_empty());
        assert!(in_country("NL", "8 % a year", "annual: 8%, compounding: yearly").is_empty());
        assert_eq!(in_country("IT", "8 % a year", "annual: 8%, compounding: yearly"), ["interest-on-interest"]);
        assert_eq!(in_country("FR", "8 % a year", "annual: 8%, compounding: monthly"), ["interest-on-interest"]);
        assert!(in_country("FR", "8 % a year", "annual: 8%, compounding: yearly").is_empty());
    }
}
