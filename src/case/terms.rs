//! The terms: when an invoice falls due, what lateness costs, what a payment pays first.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};

use crate::calendar;
use crate::money::{Money, Percent, Rounding};

/// The terms of the contract that the reckoning follows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Terms {
    /// When an invoice falls due.
    pub payment: PaymentTerms,
    /// What lateness costs, in the order in which the rules run.
    pub charges: Vec<Charge>,
    /// What a payment pays first inside an invoice.
    pub allocation: Allocation,
    /// Whether a reckoned due day moves off weekends and holidays.
    pub business_days: BusinessDays,
    /// Days that are no working days.
    #[serde(deserialize_with = "calendar::days")]
    pub holidays: Vec<NaiveDate>,
    /// The highest yearly rate the user knows to be lawful, with its source.
    pub cap_rate: Option<CapRate>,
}

/// When an invoice falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PaymentTerms {
    /// On the day it was received.
    #[default]
    OnReceipt,
    /// So many days after issue.
    Net(u32),
    /// So many days after receipt.
    NetFromReceipt(u32),
    /// So many days after the last day of the month of issue.
    NetEndOfMonth(u32),
    /// On that day of the month following issue.
    MonthFollowing(u32),
}

impl PaymentTerms {
    /// Reads `on receipt`, `net N`, `net N from receipt`, `net N eom` or `N mfi`; `None` for any other text.
    ///
    /// N is at most 3650 days, and 1 to 31 before `mfi`.
    pub fn from_typed(text: &str) -> Option<PaymentTerms> {
        let number = |digits: &str, most: u32| {
            let plain = !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| digits.parse::<u32>().ok()).flatten().filter(|n| *n <= most)
        };
        match text.split(' ').collect::<Vec<_>>()[..] {
            ["on", "receipt"] => Some(PaymentTerms::OnReceipt),
            ["net", n] => number(n, 3650).map(PaymentTerms::Net),
            ["net", n, "from", "receipt"] => number(n, 3650).map(PaymentTerms::NetFromReceipt),
            ["net", n, "eom"] => number(n, 3650).map(PaymentTerms::NetEndOfMonth),
            [n, "mfi"] => number(n, 31).filter(|n| *n > 0).map(PaymentTerms::MonthFollowing),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for PaymentTerms {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<PaymentTerms, D::Error> {
        let text = String::deserialize(from)?;
        PaymentTerms::from_typed(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` are no payment terms")))
    }
}

/// Whether a reckoned due day moves off weekends and holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BusinessDays {
    /// It stays.
    #[default]
    None,
    /// It moves to the next working day.
    Following,
}

/// The highest yearly rate the user knows to be lawful.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapRate {
    /// The rate a year.
    pub annual: Percent,
    /// Where that stands.
    pub source: String,
}

/// The three parts of what is open on an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Fees and fixed sums.
    Costs,
    Interest,
    Principal,
}

/// What a payment pays first inside an invoice: each part once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allocation(pub [Part; 3]);

impl Default for Allocation {
    fn default() -> Allocation {
        Allocation([Part::Costs, Part::Interest, Part::Principal])
    }
}

impl<'de> Deserialize<'de> for Allocation {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Allocation, D::Error> {
        let parts = <[Part; 3]>::deserialize(from)?;
        let once = |part| parts.iter().filter(|p| **p == part).count() == 1;
        if once(Part::Costs) && once(Part::Interest) && once(Part::Principal) {
            Ok(Allocation(parts))
        } else {
            Err(serde::de::Error::custom("`allocation` names costs, interest and principal, each once"))
        }
    }
}

/// One rule of what lateness costs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "TypedCharge")]
pub struct Charge {
    /// The id of the clause it rests on.
    pub clause: Option<String>,
    /// The rule.
    pub rule: Rule,
}

/// The three kinds of rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// A late fee, from `percent` or `amount`.
    Fee(Fee),
    /// Interest agreed in the contract.
    Interest(InterestRule),
    /// A statutory regime.
    Statutory(Regime),
}

/// A late fee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee {
    /// How much.
    pub amount: Amount,
    /// Of what, when the amount is a percentage.
    pub of: FeeBase,
    /// From which day its days are counted.
    pub from: Anchor,
    /// Charged on the first day that is more than so many days later.
    pub after_days: u32,
    /// How often.
    pub every: Every,
    /// Whether a repeated fee is first charged at the start or the end of its first period.
    pub first: First,
    /// The least of one charge.
    pub minimum: Option<Money>,
    /// The most of one charge.
    pub maximum: Option<Money>,
    /// The most over the life of the rule on one invoice.
    pub cap: Option<Amount>,
}

/// A sum of money, or a percentage of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    Money(Money),
    Percent(Percent),
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Amount, D::Error> {
        let text = String::deserialize(from)?;
        if text.ends_with('%') {
            Percent::from_typed(&text).map(Amount::Percent).map_err(serde::de::Error::custom)
        } else {
            text.parse().map(Amount::Money).map_err(serde::de::Error::custom)
        }
    }
}

/// Of what a fee is a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FeeBase {
    /// The unpaid principal of that day.
    #[default]
    Balance,
    /// The invoice as issued.
    Invoice,
    /// Unpaid principal, fees and fixed sums.
    BalanceWithCharges,
}

/// From which day the days of a fee are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    #[default]
    Due,
    Issued,
    Received,
}

/// How often a fee is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Every {
    #[default]
    Once,
    /// Each month, counted from the anchor.
    Month,
    /// Each so many days.
    Days(u32),
}

impl<'de> Deserialize<'de> for Every {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Every, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Typed {
            Word(String),
            Days { days: Count },
        }
        match Typed::deserialize(from)? {
            Typed::Word(word) if word == "once" => Ok(Every::Once),
            Typed::Word(word) if word == "month" => Ok(Every::Month),
            Typed::Days { days } if days.0 > 0 => Ok(Every::Days(days.0)),
            _ => Err(serde::de::Error::custom("`every` is `once`, `month` or `{days: n}`")),
        }
    }
}

/// When a repeated fee is first charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum First {
    /// The day after the anchor.
    #[default]
    Start,
    /// After one whole period.
    End,
}

/// Interest agreed in the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterestRule {
    /// The rate a year, over time.
    pub rates: Rates,
    /// How days become a share of a year.
    pub day_count: DayCount,
    /// On what it is charged.
    pub on: InterestBase,
    /// When it joins its own base.
    pub compounding: Compounding,
    /// Whether the rate follows its table or stays that of the first day.
    pub rate_on: RateOn,
    /// The days of grace.
    pub after_days: u32,
    /// What the days of grace mean.
    pub grace: Grace,
    /// How and where it is rounded.
    pub rounding: RoundingRule,
}

/// A rate over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rates {
    /// So much a year.
    Annual(Percent),
    /// So much a month; twelve times that a year.
    Monthly(Percent),
    /// A rate a year from each day on.
    Dated(Vec<DatedRate>),
}

/// A rate a year from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedRate {
    /// The first day of the rate.
    #[serde(deserialize_with = "calendar::day")]
    pub from: NaiveDate,
    /// The rate a year.
    pub rate: Percent,
}

/// How days become a share of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum DayCount {
    #[default]
    #[serde(rename = "actual/365")]
    Actual365,
    #[serde(rename = "actual/actual")]
    ActualActual,
    #[serde(rename = "actual/360")]
    Actual360,
    #[serde(rename = "30/360")]
    Thirty360,
    #[serde(rename = "30E/360")]
    Thirty360European,
}

impl DayCount {
    /// Returns the word used in case files and output.
    pub fn word(self) -> &'static str {
        match self {
            DayCount::Actual365 => "actual/365",
            DayCount::ActualActual => "actual/actual",
            DayCount::Actual360 => "actual/360",
            DayCount::Thirty360 => "30/360",
            DayCount::Thirty360European => "30E/360",
        }
    }
}

/// On what interest is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InterestBase {
    /// The unpaid principal of the invoice.
    #[default]
    Balance,
    /// Unpaid principal, fees and fixed sums; never interest.
    BalanceWithCharges,
}

/// When interest joins its own base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compounding {
    #[default]
    None,
    /// On the monthly return of the first interest day's eve.
    Monthly,
    /// On the yearly return of the first interest day's eve.
    Yearly,
    /// On 31 December.
    CalendarYear,
}

/// Whether a rate follows its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RateOn {
    /// Each day earns that day's rate.
    #[default]
    EachDay,
    /// The rate of the first interest day holds for the life of the debt.
    FirstDay,
}

/// What days of grace mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grace {
    /// Nothing until they are over, then from the day after the due day.
    #[default]
    Threshold,
    /// They are free for good.
    Shift,
}

/// How and where interest is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RoundingRule {
    pub mode: Rounding,
    pub point: Point,
}

/// Where interest is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Point {
    /// Each leg.
    #[default]
    Leg,
    /// One day's interest, which is then multiplied.
    Day,
    /// The sum so far.
    Total,
}

/// A statutory regime of late-payment interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Regime {
    #[serde(rename = "uk-late-payment")]
    Uk,
    #[serde(rename = "eu-late-payment")]
    Eu,
    #[serde(rename = "de-late-payment")]
    De,
    #[serde(rename = "nl-late-payment")]
    Nl,
    #[serde(rename = "fr-late-payment")]
    Fr,
    #[serde(rename = "ie-late-payment")]
    Ie,
    #[serde(rename = "at-late-payment")]
    At,
    #[serde(rename = "es-late-payment")]
    Es,
    #[serde(rename = "it-late-payment")]
    It,
}

impl Regime {
    /// Every regime.
    pub const ALL: [Regime; 9] =
        [Regime::Uk, Regime::Eu, Regime::De, Regime::Nl, Regime::Fr, Regime::Ie, Regime::At, Regime::Es, Regime::It];

    /// Returns the word used in case files and output.
    pub fn word(self) -> &'static str {
        match self {
            Regime::Uk => "uk-late-payment",
            Regime::Eu => "eu-late-payment",
            Regime::De => "de-late-payment",
            Regime::Nl => "nl-late-payment",
            Regime::Fr => "fr-late-payment",
            Regime::Ie => "ie-late-payment",
            Regime::At => "at-late-payment",
            Regime::Es => "es-late-payment",
            Regime::It => "it-late-payment",
        }
    }
}

/// A whole number as typed: digits only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count(pub u32);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Count, D::Error> {
        struct Digits;
        impl serde::de::Visitor<'_> for Digits {
            type Value = Count;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a whole number")
            }
            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Count, E> {
                u32::try_from(number).map(Count).map_err(E::custom)
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Count, E> {
                text.parse().map(Count).map_err(E::custom)
            }
        }
        from.deserialize_any(Digits)
    }
}

/// A charge as typed, before it is known which kind it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypedCharge {
    percent: Option<Percent>,
    amount: Option<Money>,
    interest: Option<TypedInterest>,
    statutory: Option<Regime>,
    clause: Option<String>,
    of: Option<FeeBase>,
    from: Option<Anchor>,
    after_days: Option<Count>,
    every: Option<Every>,
    first: Option<First>,
    minimum: Option<Money>,
    maximum: Option<Money>,
    cap: Option<Amount>,
    grace: Option<Grace>,
    rounding: Option<RoundingRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypedInterest {
    annual: Option<TypedAnnual>,
    monthly: Option<Percent>,
    #[serde(default)]
    day_count: DayCount,
    #[serde(default)]
    on: InterestBase,
    #[serde(default)]
    compounding: Compounding,
    #[serde(default)]
    rate_on: RateOn,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum TypedAnnual {
    Fixed(Percent),
    Dated(Vec<DatedRate>),
}

impl TryFrom<TypedCharge> for Charge {
    type Error = &'static str;

    fn try_from(typed: TypedCharge) -> Result<Charge, &'static str> {
        let clause = typed.clause.clone();
        let rule = match (typed.percent, typed.amount, &typed.interest, typed.statutory) {
            (Some(percent), None, None, None) => Rule::Fee(typed.fee(Amount::Percent(percent))),
            (None, Some(amount), None, None) => Rule::Fee(typed.fee(Amount::Money(amount))),
            (None, None, Some(_), None) => Rule::Interest(typed.interest()?),
            (None, None, None, Some(regime)) => Rule::Statutory(regime),
            _ => return Err("a charge has exactly one of `percent`, `amount`, `interest`, `statutory`"),
        };
        Ok(Charge { clause, rule })
    }
}

impl TypedCharge {
    fn fee(self, amount: Amount) -> Fee {
        Fee {
            amount,
            of: self.of.unwrap_or_default(),
            from: self.from.unwrap_or_default(),
            after_days: self.after_days.map_or(0, |days| days.0),
            every: self.every.unwrap_or_default(),
            first: self.first.unwrap_or_default(),
            minimum: self.minimum,
            maximum: self.maximum,
            cap: self.cap,
        }
    }

    fn interest(self) -> Result<InterestRule, &'static str> {
        let typed = self.interest.ok_or("a charge without `interest`")?;
        let rates = match (typed.annual, typed.monthly) {
            (Some(TypedAnnual::Fixed(rate)), None) => Rates::Annual(rate),
            (Some(TypedAnnual::Dated(rates)), None) => Rates::Dated(rates),
            (None, Some(rate)) => Rates::Monthly(rate),
            _ => return Err("`interest` has exactly one of `annual` and `monthly`"),
        };
        Ok(InterestRule {
            rates,
            day_count: typed.day_count,
            on: typed.on,
            compounding: typed.compounding,
            rate_on: typed.rate_on,
            after_days: self.after_days.map_or(0, |days| days.0),
            grace: self.grace.unwrap_or_default(),
            rounding: self.rounding.unwrap_or_default(),
        })
    }
}
