//! Rates: none above the one you know to be lawful, and none in a form that the law of the place does not take.

use rust_decimal::Decimal;

use crate::money::Percent;

use super::super::findings::Findings;
use super::super::tree::Node;
use super::clause::percentages;

/// Looks at the rate of every charge of interest.
pub fn check(case: &Node, found: &mut Findings) {
    let Some(terms) = case.get("terms") else { return };
    for charge in terms.list("charges") {
        let Some(interest) = charge.get("interest") else { continue };
        above_cap(interest, terms.get("cap_rate"), found);
        monthly_in_canada(case, charge, interest, found);
        on_interest_in_germany(case, interest, found);
    }
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

/// Returns the yearly rates of a charge, each with its value.
fn yearly(interest: &Node) -> Vec<(Decimal, &Node)> {
    let dated = interest.list("annual").iter().filter_map(|rate| percent_at(rate, "rate"));
    let monthly = percent_at(interest, "monthly").map(|(rate, value)| (rate * Decimal::from(12), value));
    percent_at(interest, "annual").into_iter().chain(dated).chain(monthly).collect()
}

fn above_cap(interest: &Node, cap: Option<&Node>, found: &mut Findings) {
    let Some((most, cap)) = cap.and_then(|cap| percent_at(cap, "annual")) else { return };
    for (rate, value) in yearly(interest).into_iter().filter(|(rate, _)| *rate > most) {
        let place = found.place(cap.span);
        let message = format!("{}% a year is above the highest rate of {}%", rate.normalize(), most.normalize());
        found
            .warning("rate-above-cap", value.span, message)
            .see(place, "the highest you know to be lawful")
            .hint("charge less, or correct `cap_rate` and its source");
    }
}

fn is_in(case: &Node, country: &str) -> bool {
    let of = |party: &str| case.get(party).and_then(|party| party.text_of("country"));
    of("debtor").or(of("creditor")) == Some(country)
}

/// Interest Act, R.S.C. 1985, c. I-15, section 4: a rate for less than a year, without the yearly rate it is
/// equal to, earns at most 5 % a year.
fn monthly_in_canada(case: &Node, charge: &Node, interest: &Node, found: &mut Findings) {
    let Some((monthly, value)) = percent_at(interest, "monthly").filter(|_| is_in(case, "CA")) else { return };
    let clauses = case.get("contract").map_or(&[][..], |contract| contract.list("clauses"));
    let named = charge.text_of("clause");
    let clause = clauses.iter().find(|clause| named.is_some() && clause.text_of("id") == named);
    let said = clause.and_then(|clause| clause.text_of("text")).map(percentages).unwrap_or_default();
    // whichever way the contract reckons the yearly rate, it is at least twelve months of it
    if said.iter().any(|said| *said >= monthly * Decimal::from(12)) {
        return;
    }
    found
        .warning("monthly-rate-in-canada", value.span, "in Canada a monthly rate needs the yearly rate it is equal to")
        .hint("quote the clause that states the yearly rate; without one, the law allows 5% a year");
}

/// BGB section 248 (1): an agreement made beforehand that interest bears interest is void.
fn on_interest_in_germany(case: &Node, interest: &Node, found: &mut Findings) {
    let compounds = |value: &&Node| value.text() != Some("none") && is_in(case, "DE");
    let Some(value) = interest.get("compounding").filter(compounds) else { return };
    let message = "in Germany it cannot be agreed beforehand that interest bears interest";
    found
        .warning("interest-on-interest", value.span, message)
        .hint("remove `compounding`, or have the contract looked at");
}

#[cfg(test)]
mod tests {
    use super::super::super::trial::{SMALL, codes_with, loaded};

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

    fn in_country(country: &str, clause: &str, interest: &str) -> Vec<&'static str> {
        let text = SMALL
            .replace("  kind: business\n", &format!("  kind: business\n  country: {country}\n"))
            .replace("A 5% fee is due after 30 days.", clause)
            + &format!("terms: {{charges: [{{interest: {{{interest}}}, clause: late-fee}}]}}\n");
        loaded(&text).findings().iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_monthly_rate_in_canada_needs_its_yearly_one() {
        assert_eq!(in_country("CA", "1.5% a month", "monthly: 1.5%"), ["monthly-rate-in-canada"]);
        assert!(in_country("CA", "1.5% a month (19.56% a year)", "monthly: 1.5%").is_empty());
        assert!(in_country("US", "1.5% a month", "monthly: 1.5%").is_empty());
    }

    #[test]
    fn interest_on_interest_is_warned_about_in_germany() {
        assert_eq!(in_country("DE", "8 % a year", "annual: 8%, compounding: yearly"), ["interest-on-interest"]);
        assert!(in_country("DE", "8 % a year", "annual: 8%").is_empty());
        assert!(in_country("NL", "8 % a year", "annual: 8%, compounding: yearly").is_empty());
    }
}
