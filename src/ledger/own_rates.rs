//! What to write in a case in the place of a statute whose published rates end too early.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::calendar::plus_days;
use crate::law::regimes::{FixedSum, Provision, Statute};
use crate::money::Currency;

/// Returns the charges that say the same as the statute, with the rates known since this day and one to fill in.
pub(super) fn own_rates(statute: &Statute, since: NaiveDate, currency: Currency) -> String {
    let next = plus_days(statute.until, 1);
    let provision = statute.on(next);
    let mut out = String::from("look the rate up, and write the charges out in the place of `statutory`:\n");
    let mut line = |text: &str| {
        let _ = writeln!(out, "    {text}");
    };
    line("charges:");
    line("  - interest:");
    if provision.yearly {
        line("      compounding: yearly");
    }
    if provision.first_day {
        line("      rate_on: first-day");
    }
    line("      annual:");
    let before = statute.rates.partition_point(|row| row.from <= since).saturating_sub(1);
    for row in &statute.rates[before..] {
        line(&format!("        - {{from: {}, rate: {}}}", row.from, row.rate));
    }
    line(&format!("        - {{from: {next}, rate: RATE%}}"));
    for sum in fixed_sums(provision, currency) {
        line(&sum);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Returns the fixed sums as fees; of several, the one for the size of the debt is to be kept.
fn fixed_sums(provision: &Provision, currency: Currency) -> Vec<String> {
    let sums = &provision.fixed_sums;
    let fee = |sum: &FixedSum| {
        let band = format!("  # from {} of open principal; keep one", sum.least.plain(currency));
        let band = if sums.len() > 1 { band } else { String::new() };
        format!("  - {{amount: {}}}{band}", sum.sum.plain(currency))
    };
    sums.iter().map(fee).collect()
}

#[cfg(test)]
mod tests {
    use crate::case::Case;
    use crate::ledger::Ledger;
    use crate::ledger::sample::full;

    fn hint(currency: &str, regime: &str, issued: &str) -> String {
        let terms = format!("charges: [{{statutory: {regime}}}]");
        let case = full(currency, "business", &terms, &[&format!("issued: {issued}")], &[]);
        Ledger::reckon(&case, "2027-01-05".parse().unwrap()).unwrap_err().hint.unwrap()
    }

    #[test]
    fn a_day_past_the_table_shows_how_to_give_its_rate() {
        assert_eq!(
            hint("EUR", "nl-late-payment", "2026-03-01"),
            "look the rate up, and write the charges out in the place of `statutory`:\n\
             \x20   charges:\n\
             \x20     - interest:\n\
             \x20         compounding: yearly\n\
             \x20         annual:\n\
             \x20           - {from: 2026-01-01, rate: 10.15%}\n\
             \x20           - {from: 2026-07-01, rate: 10.4%}\n\
             \x20           - {from: 2027-01-01, rate: RATE%}\n\
             \x20     - {amount: 40.00}"
        );
    }

    #[test]
    fn what_is_shown_can_be_pasted_and_gives_the_same_up_to_the_end_of_the_table() {
        for regime in ["nl-late-payment", "it-late-payment", "es-late-payment"] {
            let own = hint("EUR", regime, "2025-08-01").replace("RATE%", "12%");
            let charges =
                own.split_once('\n').unwrap().1.replace("    charges:", "  charges:").replace("\n    ", "\n  ");
            let text = |terms: &str| {
                format!(
                    "case: a\ncurrency: EUR\ncreditor: {{name: Us, address: [Here], country: NL}}\n\
                     debtor: {{name: Them, kind: business}}\nterms:\n{terms}\n\
                     invoices: [{{number: A, issued: 2025-08-01, amount: 1000.00}}]\n"
                )
            };
            let on = |terms: &str, day: &str| {
                let case = Case::from_yaml(&text(terms)).unwrap_or_else(|error| panic!("{error}\n{}", text(terms)));
                Ledger::reckon(&case, day.parse().unwrap()).unwrap()
            };
            let statute = on(&format!("  charges: [{{statutory: {regime}}}]"), "2026-12-31");
            assert_eq!(on(&charges, "2026-12-31").total_due, statute.total_due, "{regime}");
            assert!(on(&charges, "2027-01-05").total_due > statute.total_due, "{regime}");
        }
    }

    #[test]
    fn of_several_fixed_sums_one_is_to_be_kept() {
        // the rate of the first day holds: only a debt that begins past the table has none
        let own = hint("GBP", "uk-late-payment", "2027-01-03");
        assert!(own.contains("rate_on: first-day"), "{own}");
        assert!(own.ends_with("- {amount: 100.00}  # from 10000.00 of open principal; keep one"), "{own}");
    }
}
