//! Clauses: every one that is named exists, and says the percentage of the rule that rests on it.

use rust_decimal::Decimal;

use crate::money::Percent;

use super::super::characters::shown;
use super::super::findings::Findings;
use super::super::tree::Node;
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
    }
}

/// The percentage a rule states, and others that say the same.
struct Stated<'t> {
    value: &'t Node,
    same: Vec<Decimal>,
}

impl<'t> Stated<'t> {
    /// Returns what a charge states; `None` for sums, regimes and rates that change.
    fn by(charge: &'t Node) -> Option<Stated<'t>> {
        let twelve = Decimal::from(12);
        let interest = charge.get("interest");
        let read = |value: Option<&'t Node>| {
            let value = value?;
            let percent = Percent::from_typed(value.text()?).ok()?.number();
            // what is no percentage for a rule at all has its own finding
            (Decimal::ZERO..=Decimal::ONE_THOUSAND).contains(&percent).then_some((value, percent))
        };
        if let Some((value, percent)) = read(charge.get("percent")) {
            return Some(Stated { value, same: vec![percent] });
        }
        if let Some((value, annual)) = read(interest.and_then(|interest| interest.get("annual"))) {
            return Some(Stated { value, same: vec![annual, annual / twelve] });
        }
        let (value, monthly) = read(interest.and_then(|interest| interest.get("monthly")))?;
        Some(Stated { value, same: vec![monthly, monthly * twelve] })
    }
}

fn in_its_words(rate: &Stated<'_>, clause: &Node, found: &mut Findings) {
    let Some((text, value)) = clause.get("text").and_then(|value| Some((value.text()?, value))) else { return };
    let said = percentages(text);
    if said.iter().any(|said| rate.same.contains(said)) {
        return;
    }
    let id = shown(clause.text_of("id").unwrap_or(""));
    let typed = shown(rate.value.text().unwrap_or(""));
    let place = found.place(value.span);
    let words = if said.is_empty() { "its clause, which names no percentage" } else { "its clause" };
    found
        .warning("percentage-not-in-clause", rate.value.span, format!("`{typed}` does not stand in the clause `{id}`"))
        .see(place, words)
        .hint("what is charged must be what was signed; correct the rule or the clause");
}

/// What follows a number that is a percentage, in the languages of contracts we have seen.
const MARKS: [&str; 7] = ["%", "percent", "per cent", "prozent", "pour cent", "procent", "por ciento"];

/// Numbers that contracts write out.
const WORDS: [(&str, u8); 43] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fifteen", 15),
    ("eighteen", 18),
    ("twenty", 20),
    ("ein", 1),
    ("zwei", 2),
    ("drei", 3),
    ("vier", 4),
    ("fünf", 5),
    ("sechs", 6),
    ("sieben", 7),
    ("acht", 8),
    ("neun", 9),
    ("zehn", 10),
    ("zwölf", 12),
    ("fünfzehn", 15),
    ("achtzehn", 18),
    ("zwanzig", 20),
    ("un", 1),
    ("deux", 2),
    ("trois", 3),
    ("quatre", 4),
    ("cinq", 5),
    ("sept", 7),
    ("huit", 8),
    ("neuf", 9),
    ("dix", 10),
    ("onze", 11),
    ("douze", 12),
    ("quinze", 15),
    ("dix-huit", 18),
    ("vingt", 20),
];

/// Returns the percentages that a text names, in figures or in words.
pub(super) fn percentages(text: &str) -> Vec<Decimal> {
    let text = text.to_lowercase();
    let before = MARKS.iter().flat_map(|mark| text.match_indices(mark).map(|(at, _)| text[..at].trim_end()));
    before.filter_map(last_number).collect()
}

fn last_number(text: &str) -> Option<Decimal> {
    let word = text.rsplit(|c: char| c.is_whitespace() || c == '(').next()?;
    let figures = word.trim_start_matches(|c: char| !c.is_ascii_digit()).replace(',', ".");
    if let Ok(number) = figures.parse::<Decimal>() {
        return Some(number);
    }
    WORDS.iter().find(|(name, _)| *name == word).map(|(_, number)| Decimal::from(*number))
}

#[cfg(test)]
mod tests {
    use super::super::super::trial::codes_with;
    use super::*;

    #[test]
    fn a_rule_must_charge_what_its_clause_says() {
        let charge = |rule: &str| codes_with(&format!("terms: {{charges: [{{{rule}, clause: late-fee}}]}}\n"));
        assert!(charge("percent: 5%").is_empty());
        assert!(charge("percent: 5.00%").is_empty());
        assert_eq!(charge("percent: 10%"), ["percentage-not-in-clause"]);
        assert_eq!(charge("interest: {monthly: 1%}"), ["percentage-not-in-clause"]);
        assert!(charge("interest: {annual: 60%}").is_empty(), "twelve times the 5 % of the clause");
        assert!(charge("amount: 40.00").is_empty());
    }

    fn said(text: &str) -> Vec<String> {
        percentages(text).iter().map(|number| number.normalize().to_string()).collect()
    }

    #[test]
    fn a_percentage_is_found_in_figures_and_in_words() {
        assert_eq!(said("A 5% late fee, and 1.50 % a month"), ["5", "1.5"]);
        assert_eq!(said("neun Prozentpunkte; 9,0 Prozent"), ["9", "9"]);
        assert_eq!(said("five percent (5%)"), ["5", "5"]);
        assert_eq!(said("cinq pour cent"), ["5"]);
    }

    #[test]
    fn days_and_sections_are_no_percentages() {
        assert!(said("payable within 30 days under section 5").is_empty());
    }
}
