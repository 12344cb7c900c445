//! The charges of a case, made ready: contract rules as they stand, regimes taken apart into
//! interest and fixed sum.

use super::LedgerError;
use super::rate::RateBook;
use crate::case::{
    Case, Charge, Compounding, DayCount, DebtorKind, Every, Fee, First, Grace, InterestBase, InterestRule, RateOn,
    Regime, RoundingRule, Rule,
};
use crate::law::Law;
use crate::law::regimes::Statute;

/// What lateness costs under a case, in written order.
#[derive(Debug)]
pub(super) struct Scheme<'a> {
    pub(super) interests: Vec<InterestScheme<'a>>,
    pub(super) fees: Vec<FeeScheme<'a>>,
}

/// A rule by which interest runs.
#[derive(Debug)]
pub(super) struct InterestScheme<'a> {
    pub(super) origin: Origin<'a>,
    pub(super) rates: RateBook,
    pub(super) terms: InterestTerms,
    /// The regime it comes from; it decides compounding and rate by the first interest day.
    pub(super) statute: Option<Statute>,
}

/// The conventions of a rule by which interest runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct InterestTerms {
    pub(super) day_count: DayCount,
    pub(super) on: InterestBase,
    pub(super) compounding: Compounding,
    pub(super) rate_on: RateOn,
    pub(super) after_days: u32,
    pub(super) grace: Grace,
    pub(super) rounding: RoundingRule,
}

/// A rule by which sums are charged on certain days.
#[derive(Debug)]
pub(super) struct FeeScheme<'a> {
    pub(super) origin: Origin<'a>,
    pub(super) kind: FeeKind<'a>,
}

/// What kind of sum is charged.
#[derive(Debug)]
pub(super) enum FeeKind<'a> {
    /// A late fee of the contract.
    Fee(&'a Fee),
    /// The fixed sum of a regime.
    FixedSum(Statute),
}

/// Where a rule stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin<'a> {
    /// Its place among `terms.charges`.
    pub(super) charge: usize,
    /// Its word.
    pub(super) rule: &'static str,
    /// The id of its clause.
    pub(super) clause: Option<&'a str>,
}

impl<'a> Scheme<'a> {
    /// Returns the charges of the case under the law.
    ///
    /// # Errors
    ///
    /// A regime that is not for this debtor or currency, `first: end` without `every`, a broken list of rates.
    pub(super) fn of(case: &'a Case, law: &Law) -> Result<Scheme<'a>, LedgerError> {
        let mut scheme = Scheme { interests: Vec::new(), fees: Vec::new() };
        for (place, charge) in case.terms.charges.iter().enumerate() {
            scheme.add(case, law, place, charge)?;
        }
        Ok(scheme)
    }

    fn add(&mut self, case: &Case, law: &Law, place: usize, charge: &'a Charge) -> Result<(), LedgerError> {
        let origin = |rule| Origin { charge: place, rule, clause: charge.clause.as_deref() };
        match &charge.rule {
            Rule::Fee(fee) => {
                refuse_end_without_period(fee)?;
                self.fees.push(FeeScheme { origin: origin(fee_word(fee)), kind: FeeKind::Fee(fee) });
            }
            Rule::Interest(rule) => self.interests.push(agreed(rule, origin("interest"))?),
            Rule::Statutory(regime) => {
                let statute = statute(case, law, *regime)?;
                self.interests.push(statutory(&statute, *regime, origin(regime.word()), case));
                self.fees.push(FeeScheme { origin: origin(regime.word()), kind: FeeKind::FixedSum(statute) });
            }
        }
        Ok(())
    }
}

fn fee_word(fee: &Fee) -> &'static str {
    match fee.amount {
        crate::case::Amount::Percent(_) => "percent",
        crate::case::Amount::Money(_) => "amount",
    }
}

fn refuse_end_without_period(fee: &Fee) -> Result<(), LedgerError> {
    if fee.first == First::End && fee.every == Every::Once {
        return Err(LedgerError::new(
            "first-without-every",
            "`first: end` waits for a period, and a fee charged once has none",
        ));
    }
    Ok(())
}

fn agreed<'a>(rule: &InterestRule, origin: Origin<'a>) -> Result<InterestScheme<'a>, LedgerError> {
    let terms = InterestTerms {
        day_count: rule.day_count,
        on: rule.on,
        compounding: rule.compounding,
        rate_on: rule.rate_on,
        after_days: rule.after_days,
        grace: rule.grace,
        rounding: rule.rounding,
    };
    Ok(InterestScheme { origin, rates: RateBook::agreed(&rule.rates)?, terms, statute: None })
}

fn statutory<'a>(statute: &Statute, regime: Regime, origin: Origin<'a>, case: &Case) -> InterestScheme<'a> {
    let terms = InterestTerms {
        day_count: DayCount::default(),
        on: InterestBase::default(),
        compounding: Compounding::default(),
        rate_on: RateOn::default(),
        after_days: 0,
        grace: Grace::default(),
        rounding: RoundingRule::default(),
    };
    let since = case.invoices.iter().map(|invoice| invoice.issued).min().unwrap_or(statute.until);
    let rates = RateBook::statutory(statute, regime.word(), since, case.currency);
    InterestScheme { origin, rates, terms, statute: Some(statute.clone()) }
}

fn statute(case: &Case, law: &Law, regime: Regime) -> Result<Statute, LedgerError> {
    let signed = case.contract.as_ref().and_then(|contract| contract.signed);
    let consumer = case.debtor.kind == DebtorKind::Consumer;
    law.statute(regime.word(), consumer, case.currency, signed).map_err(|refused| {
        let text = format!("`statutory: {}` cannot be used here: {refused}", regime.word());
        LedgerError::new("regime-refused", text)
            .hint("name the rate the contract gives, as in `interest: {annual: 8%}`")
    })
}

#[cfg(test)]
mod tests {
    use crate::ledger::Ledger;
    use crate::ledger::sample::full;

    fn refusal(currency: &str, kind: &str, charge: &str) -> String {
        let case = full(currency, kind, &format!("charges: [{{{charge}}}]"), &["issued: 2026-01-01"], &[]);
        Ledger::reckon(&case, "2026-02-01".parse().unwrap()).unwrap_err().text
    }

    #[test]
    fn a_regime_for_businesses_refuses_a_consumer_and_another_currency() {
        assert_eq!(
            refusal("GBP", "consumer", "statutory: uk-late-payment"),
            "`statutory: uk-late-payment` cannot be used here: it is for debts between businesses, and the debtor is a consumer"
        );
        assert_eq!(
            refusal("USD", "business", "statutory: fr-late-payment"),
            "`statutory: fr-late-payment` cannot be used here: it is for debts in EUR"
        );
    }

    #[test]
    fn a_fee_charged_once_has_no_period_at_whose_end_it_could_fall() {
        assert!(refusal("USD", "business", "percent: 5%, first: end").starts_with("`first: end` waits for a period"));
    }
}
