//! The rules of a case, ready to run: those of the contract, and statutory regimes taken apart.

use chrono::NaiveDate;

use super::LedgerError;
use super::rate::RateBook;
use crate::case::{
    Case, Compounding, DayCount, DebtorKind, Fee, First, Grace, InterestBase, RateOn, RoundingRule, Rule,
};
use crate::law::Law;
use crate::law::regimes::{FixedSum, Provision};

/// A rule with its place in the file.
pub(super) struct Running {
    pub charge: usize,
    pub clause: Option<String>,
    /// The word of the rule in the output.
    pub word: &'static str,
    pub kind: Kind,
}

/// What a rule does.
pub(super) enum Kind {
    Interest(Interest),
    Fee(Fee),
    FixedSum(Vec<Provision>),
}

/// Interest, from a contract or a statute.
pub(super) struct Interest {
    pub rates: RateBook,
    pub day_count: DayCount,
    pub with_charges: bool,
    pub compounding: Compounding,
    pub first_day_rate: bool,
    pub after_days: u32,
    pub grace: Grace,
    pub rounding: RoundingRule,
}

/// Returns the rules in the order in which they are written.
pub(super) fn all(case: &Case, law: &Law) -> Result<Vec<Running>, LedgerError> {
    let mut rules = vec![];
    for (charge, typed) in case.terms.charges.iter().enumerate() {
        let running = |word, kind| Running { charge, clause: typed.clause.clone(), word, kind };
        match &typed.rule {
            Rule::Fee(fee) => {
                if fee.first == First::End && fee.every == crate::case::Every::Once {
                    let text = "a fee with `first: end` needs `every`";
                    return Err(LedgerError::new("first-without-every", text).hint("add `every: month`"));
                }
                let word = if matches!(fee.amount, crate::case::Amount::Percent(_)) { "percent" } else { "amount" };
                rules.push(running(word, Kind::Fee(fee.clone())));
            }
            Rule::Interest(rule) => rules.push(running(
                "interest",
                Kind::Interest(Interest {
                    rates: RateBook::agreed(&rule.rates)?,
                    day_count: rule.day_count,
                    with_charges: rule.on == InterestBase::BalanceWithCharges,
                    compounding: rule.compounding,
                    first_day_rate: rule.rate_on == RateOn::FirstDay,
                    after_days: rule.after_days,
                    grace: rule.grace,
                    rounding: rule.rounding,
                }),
            )),
            Rule::Statutory(regime) => {
                let statute = statute(case, law, regime.word())?;
                let last = statute.provisions.last();
                let interest = Interest {
                    rates: RateBook::statutory(&statute, regime.word()),
                    day_count: DayCount::Actual365,
                    with_charges: false,
                    compounding: if last.is_some_and(|p| p.yearly) { Compounding::Yearly } else { Compounding::None },
                    first_day_rate: last.is_some_and(|p| p.first_day),
                    after_days: 0,
                    grace: Grace::Threshold,
                    rounding: RoundingRule::default(),
                };
                rules.push(running(regime.word(), Kind::Interest(interest)));
                rules.push(running(regime.word(), Kind::FixedSum(statute.provisions)));
            }
        }
    }
    Ok(rules)
}

fn statute(case: &Case, law: &Law, regime: &str) -> Result<crate::law::regimes::Statute, LedgerError> {
    let consumer = case.debtor.kind == DebtorKind::Consumer;
    let signed = case.contract.as_ref().and_then(|contract| contract.signed);
    law.statute(regime, consumer, case.currency, signed).map_err(|refused| {
        LedgerError::new("regime-refused", format!("`statutory: {regime}` cannot be used: {refused}"))
            .hint("take the regime out of `terms.charges`, or give the contract's own rate under `interest`")
    })
}

/// Returns the fixed sum for this open principal on this day, if the statute gives one.
pub(super) fn fixed_sum(provisions: &[Provision], day: NaiveDate, principal: crate::money::Money) -> Option<&FixedSum> {
    let holding = provisions.iter().rev().find(|provision| provision.from <= day).or(provisions.first())?;
    holding.fixed_sums.iter().rev().find(|sum| sum.least <= principal)
}
