//! Clauses: every one that is named exists, and says what the rule that rests on it charges: the percentage, for how
//! long it is, how often, and after how many days.

use rust_decimal::Decimal;

use crate::money::Percent;

use super::super::characters::shown;
use super::super::findings::Findings;
use super::super::terms::PaymentTerms;
use super::super::tree::Node;
use super::said::{Per, Percentage, days_after, percentages, speaks_of_months};
use super::{Names, repeated};

/// Looks at the clauses and at the charges that name them.
pub fn check(case: &Node, found: &mut Findings) {
    let clauses = case.get("contract").map_or(&[][..], |contract| contract.list("clauses"));
    repeated::check("repeated-id", "clause", clauses, "id", found);
    let known = Names::new(
        "unknown-clause",
        "clause",
        "id",
        clauses.iter().filter_map(|clause| clause.text_of("id")).collect(),
    );
    for charge in case.get("terms").map_or(&[][..], |terms| terms.list("charges")) {
        known.must_hold(charge.get("clause"), found);
        let clause = clauses.iter().find(|clause| clause.text_of("id") == charge.text_of("clause"));
        if let (Some(clause), Some(rate)) = (clause, Stated::by(charge)) {
            in_its_words(&rate, clause, found);
        }
        if let Some(clause) = clause {
            as_often(charge, clause, found);
            after_its_days(case, charge, clause, found);
        }
    }
}

/// The percentage a rule states, and for how long it is.
struct Stated<'t> {
    value: &'t Node,
    number: Decimal,
    /// None for a fee.
    per: Option<Per>,
}

impl<'t> Stated<'t> {
    /// Returns what a charge states; `None` for sums, regimes and rates that change.
    fn by(charge: &'t Node) -> Option<Stated<'t>> {
        let interest = charge.get("interest");
        let read = |value: Option<&'t Node>, per: Option<Per>| {
            let value = value?;
            let number = Percent::from_typed(value.text()?).ok()?.number();
            // what is no percentage for a rule at all has its own finding
            (Decimal::ZERO..=Decimal::ONE_THOUSAND).contains(&number).then_some(Stated { value, number, per })
        };
        read(charge.get("percent"), None)
            .or_else(|| read(interest.and_then(|interest| interest.get("annual")), Some(Per::Year)))
            .or_else(|| read(interest.and_then(|interest| interest.get("monthly")), Some(Per::Month)))
    }

    /// Returns whether a percentage of the clause says the same.
    fn is_said_by(&self, said: &Percentage) -> bool {
        let twelve = Decimal::from(12);
        let number = self.number;
        let (by_year, by_month) = match self.per {
            None => return said.number == number,
            Some(Per::Year) => (number, number / twelve),
            Some(Per::Month) => (number * twelve, number),
        };
        match said.per {
            Some(Per::Year) => said.number == by_year,
            Some(Per::Month) => said.number == by_month,
            None => said.number == by_year || said.number == by_month,
        }
    }
}

fn in_its_words(rate: &Stated<'_>, clause: &Node, found: &mut Findings) {
    let Some((text, value)) = clause.get("text").and_then(|value| Some((value.text()?, value))) else { return };
    let said = percentages(text);
    if said.iter().any(|said| rate.is_said_by(said)) {
        return;
    }
    let id = shown(clause.text_of("id").unwrap_or(""));
    let typed = shown(rate.value.text().unwrap_or(""));
    let place = found.place(value.span);
    let other = said.iter().find(|said| said.number == rate.number).and_then(|said| said.per).zip(rate.per);
    if let Some((says, is)) = other {
        let message =
            format!("this is `{typed}` a {}, and the clause `{id}` says `{typed}` a {}", is.word(), says.word());
        let key = if says == Per::Month { "monthly" } else { "annual" };
        found
            .warning("period-not-in-clause", rate.value.span, message)
            .see(place, "its clause")
            .hint(format!("write `{key}: {typed}`, or correct the clause"));
        return;
    }
    let words = if said.is_empty() { "its clause, which names no percentage" } else { "its clause" };
    found
        .warning("percentage-not-in-clause", rate.value.span, format!("`{typed}` does not stand in the clause `{id}`"))
        .see(place, words)
        .hint("what is charged must be what was signed; correct the rule or the clause");
}

/// Looks at how often a fee is charged, and at what its clause says of months.
fn as_often(charge: &Node, clause: &Node, found: &mut Findings) {
    let Some(fee) = charge.get("percent").or_else(|| charge.get("amount")) else { return };
    let Some((text, value)) = clause.get("text").and_then(|value| Some((value.text()?, value))) else { return };
    let id = shown(clause.text_of("id").unwrap_or(""));
    let every = charge.get("every").filter(|every| every.text() != Some("once"));
    let monthly = percentages(text).iter().any(|said| said.per == Some(Per::Month));
    let (span, message, hint) = match every {
        Some(every) if every.text() == Some("month") && !speaks_of_months(text) => (
            every.span,
            format!("this fee comes again each month, and the clause `{id}` speaks of no month"),
            "remove `every`, or correct the clause",
        ),
        None if monthly => (
            fee.span,
            format!("this fee is charged once, and the clause `{id}` says how much it is a month"),
            "add `every: month`, or write it as `interest: {monthly: …}`",
        ),
        _ => return,
    };
    let place = found.place(value.span);
    found.warning("period-not-in-clause", span, message).see(place, "its clause").hint(hint);
}

/// Looks at the days that must pass before something is charged.
fn after_its_days(case: &Node, charge: &Node, clause: &Node, found: &mut Findings) {
    if charge.get("statutory").is_some() {
        return;
    }
    let Some((text, value)) = clause.get("text").and_then(|value| Some((value.text()?, value))) else { return };
    let said = days_after(text);
    let typed = charge.text_of("after_days");
    // more than ten years has its own finding
    let Some(days) = typed.map_or(Some(0), |days| days.parse::<u32>().ok().filter(|days| *days <= 3_650)) else {
        return;
    };
    // a clause may count from the invoice where the terms count from the due day
    let terms = case.get("terms").and_then(|terms| terms.text_of("payment")).and_then(PaymentTerms::from_typed);
    let net = match terms {
        Some(PaymentTerms::Net(days) | PaymentTerms::NetFromReceipt(days) | PaymentTerms::NetEndOfMonth(days)) => days,
        _ => 0,
    };
    let fits = |said: &u32| *said == days || *said == days.saturating_add(net);
    let Some(first) = said.first().filter(|_| !said.iter().any(fits)) else { return };
    let id = shown(clause.text_of("id").unwrap_or(""));
    let place = found.place(value.span);
    let span = charge.get("after_days").map_or(charge.span, |days| days.span);
    let rule = typed.map_or_else(|| "without `after_days`".to_owned(), |days| format!("after {} days", shown(days)));
    found
        .warning(
            "days-not-in-clause",
            span,
            format!("this is charged {rule}, and the clause `{id}` says after {first} days"),
        )
        .see(place, "its clause")
        .hint(format!("write `after_days: {first}`, or correct the clause"));
}

#[cfg(test)]
mod tests {
    use super::super::super::trial::{SMALL, codes_with, loaded};

    #[test]
    fn a_rule_must_charge_what_its_clause_says() {
        let charge =
            |rule: &str| codes_with(&format!("terms: {{charges: [{{{rule}, after_days: 30, clause: late-fee}}]}}\n"));
        assert!(charge("percent: 5%").is_empty());
        assert!(charge("percent: 5.00%").is_empty());
        assert_eq!(charge("percent: 10%"), ["percentage-not-in-clause"]);
        assert_eq!(charge("interest: {monthly: 1%}"), ["percentage-not-in-clause"]);
        assert!(charge("interest: {annual: 60%}").is_empty(), "twelve times the 5 % of the clause");
        assert!(charge("amount: 40.00").is_empty());
    }

    fn charged(clause: &str, terms: &str) -> Vec<&'static str> {
        let text = SMALL.replace("A 5% fee is due after 30 days.", clause) + terms;
        loaded(&text).findings().iter().map(|finding| finding.code).collect()
    }

    fn rule(clause: &str, rule: &str) -> Vec<&'static str> {
        charged(clause, &format!("terms: {{charges: [{{{rule}, clause: late-fee}}]}}\n"))
    }

    #[test]
    fn a_rate_a_month_is_not_a_rate_a_year() {
        assert_eq!(rule("Interest of 1.5% per month", "interest: {annual: 1.5%}"), ["period-not-in-clause"]);
        assert_eq!(rule("Interest of 18% per annum", "interest: {monthly: 18%}"), ["period-not-in-clause"]);
        assert!(rule("Interest of 1.5% per month", "interest: {monthly: 1.5%}").is_empty());
        assert!(rule("Interest of 1.5% per month", "interest: {annual: 18%}").is_empty());
        assert!(rule("Interest of 18% per annum", "interest: {monthly: 1.5%}").is_empty());
        assert_eq!(rule("Interest of 1.5% per month", "interest: {annual: 17%}"), ["percentage-not-in-clause"]);
    }

    #[test]
    fn a_fee_comes_as_often_as_its_clause_says() {
        assert_eq!(rule("A 5% fee is due.", "percent: 5%, every: month"), ["period-not-in-clause"]);
        assert!(rule("A 5% fee is due each month.", "percent: 5%, every: month").is_empty());
        assert_eq!(rule("A fee of 5% per month is due.", "percent: 5%"), ["period-not-in-clause"]);
        assert!(rule("A 5% fee is due.", "percent: 5%, every: once").is_empty());
    }

    #[test]
    fn a_charge_waits_as_long_as_its_clause_says() {
        let clause = "A 5% fee is due after 30 days.";
        assert!(rule(clause, "percent: 5%, after_days: 30").is_empty());
        assert_eq!(rule(clause, "percent: 5%, after_days: 10"), ["days-not-in-clause"]);
        assert_eq!(rule(clause, "percent: 5%"), ["days-not-in-clause"]);
        let net = "terms: {payment: net 30, charges: [{percent: 5%, clause: late-fee}]}\n";
        assert!(charged(clause, net).is_empty(), "counted from the invoice");
    }
}
