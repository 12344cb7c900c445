//! A late fee or fixed sum: when it fell, what it was reckoned on, and the limit that set it.

use super::{money, short};
use crate::calendar::{eve, plus_days};
use crate::case::{Amount, Anchor, Case, Every, Fee, FeeBase, Rule};
use crate::ledger::due::received_day;
use crate::ledger::{Basis, Ledger, Limit, Row};

/// Returns the sentences that explain a fee.
pub(super) fn reasons(case: &Case, ledger: &Ledger, row: &Row, basis: &Basis) -> Vec<String> {
    let Some(Rule::Fee(fee)) = case.terms.charges.get(basis.charge).map(|charge| &charge.rule) else {
        return Vec::new();
    };
    let amount = money(ledger, row.amount);
    let start = computed(ledger, fee, basis);
    let sum = match basis.limit {
        None if start.ends_with(&format!(" {amount}")) => start,
        None => format!("{start}, rounded to {amount}"),
        Some(limit) => format!("{start}, {} {amount}", limited(ledger, fee, limit)),
    };
    std::iter::once(sum).chain(fell(case, fee, row, basis)).collect()
}

/// Returns base and percentage, or the sum that the contract names.
fn computed(ledger: &Ledger, fee: &Fee, basis: &Basis) -> String {
    match (fee.amount, basis.base) {
        (Amount::Percent(rate), Some(base)) => {
            let of = match fee.of {
                FeeBase::Balance => "the unpaid principal",
                FeeBase::Invoice => "the invoice as issued",
                FeeBase::BalanceWithCharges => "the unpaid principal and charges",
            };
            let share = base.times(rate.fraction()).map_or_else(|_| "…".to_owned(), |share| short(share.units()));
            format!("{rate} of {of}, {}, = {share}", money(ledger, base))
        }
        (Amount::Percent(rate), None) => format!("{rate}"),
        (Amount::Money(sum), _) => format!("a fee of {}", money(ledger, sum)),
    }
}

fn limited(ledger: &Ledger, fee: &Fee, limit: Limit) -> String {
    let sum = |limit: Option<_>| limit.map(|sum| money(ledger, sum)).unwrap_or_default();
    match limit {
        Limit::Minimum => format!("less than the minimum of {}:", sum(fee.minimum)),
        Limit::Maximum => format!("more than the maximum of {}:", sum(fee.maximum)),
        Limit::Cap => {
            let cap = match fee.cap {
                Some(Amount::Percent(share)) => format!("{share} of the invoice"),
                Some(Amount::Money(cap)) => money(ledger, cap),
                None => String::new(),
            };
            format!("more than the cap of {cap} leaves:")
        }
    }
}

/// Returns why the fee falls on its day.
fn fell(case: &Case, fee: &Fee, row: &Row, basis: &Basis) -> Option<String> {
    let (anchor, last) = (basis.anchor?, eve(row.date));
    let invoice = case.invoice(row.invoice.as_deref()?)?;
    let (from, day) = match fee.from {
        Anchor::Due => ("the due day", None),
        Anchor::Issued => ("the day of issue", Some(invoice.issued)),
        Anchor::Received => ("the day of receipt", Some(received_day(invoice))),
    };
    let waits_for_due = day.is_some_and(|day| plus_days(day, i64::from(fee.after_days)) < anchor);
    let counted = match (last == anchor, fee.every) {
        (true, _) | (_, Every::Once) => String::new(),
        (false, Every::Month) => format!(", whole months after {anchor}"),
        (false, Every::Days(days)) => format!(", every {} after {anchor}", self::days(days)),
    };
    let after = if fee.after_days == 0 { String::new() } else { format!(", {} after {from}", days(fee.after_days)) };
    let since = match (last == anchor, waits_for_due) {
        (false, _) => counted,
        (true, false) => after,
        (true, true) => format!(", the due day, which comes later than {} after {from}", days(fee.after_days)),
    };
    Some(format!("principal was still open at the end of {last}{since}: the fee falls on the day after"))
}

fn days(count: u32) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

/// Returns the sentences that explain a fixed sum.
pub(super) fn fixed_sum(ledger: &Ledger, row: &Row, basis: &Basis) -> Vec<String> {
    let mut lines = vec![format!("the fixed sum of `{}`, once for each invoice", basis.rule)];
    let band = basis.base.map(|base| format!(": {} of it set the sum", money(ledger, base))).unwrap_or_default();
    lines.push(format!("principal was still open at the end of the due day, {}{band}", eve(row.date)));
    lines
}

#[cfg(test)]
mod tests {
    use super::super::tests::row;

    fn fee(rule: &str, day: &str) -> String {
        row(&format!("{{payment: net 30, charges: [{{{rule}}}]}}"), "[]", day, 2)
    }

    #[test]
    fn a_percentage_names_its_base_and_the_day_that_decided() {
        assert_eq!(
            fee("percent: 5%, after_days: 10", "2026-03-01"),
            "5% of the unpaid principal, 1000.00, = 50, rounded to 50.00\n\
             principal was still open at the end of 2026-02-10, 10 days after the due day: the fee falls on the day after"
        );
    }

    #[test]
    fn days_from_the_issue_that_end_before_the_due_day_wait_for_it() {
        let late = fee("amount: 40.00, from: issued, after_days: 10", "2026-03-01");
        let since = "principal was still open at the end of 2026-01-31, the due day, which comes later than 10 days after \
                     the day of issue: the fee falls on the day after";
        assert!(late.ends_with(since), "{late}");
        let days = fee("amount: 40.00, from: issued, after_days: 40", "2026-03-01");
        assert!(
            days.ends_with("at the end of 2026-02-10, 40 days after the day of issue: the fee falls on the day after"),
            "{days}"
        );
    }

    #[test]
    fn a_limit_stands_beside_what_it_set() {
        let minimum = fee("percent: 1%, minimum: 25.00", "2026-03-01");
        assert!(
            minimum.starts_with("1% of the unpaid principal, 1000.00, = 10, less than the minimum of 25.00: 25.00")
        );
        let cap = fee("percent: 30%, cap: 10%", "2026-03-01");
        assert!(cap.contains("= 300, more than the cap of 10% of the invoice leaves: 100.00"), "{cap}");
    }

    #[test]
    fn a_fee_that_comes_again_says_from_when_it_counts() {
        let again = row("{charges: [{amount: 10.00, every: month}]}", "[]", "2026-02-02", 3);
        assert!(again.contains("a fee of 10.00\n"), "{again}");
        assert!(again.contains("at the end of 2026-02-01, whole months after 2026-01-01: the fee falls"), "{again}");
    }

    #[test]
    fn a_fixed_sum_names_its_statute_and_the_due_day() {
        let sum = row("{charges: [{statutory: ie-late-payment}]}", "[]", "2026-01-02", 3);
        assert_eq!(
            sum,
            "the fixed sum of `ie-late-payment`, once for each invoice\n\
             principal was still open at the end of the due day, 2026-01-01"
        );
    }
}
