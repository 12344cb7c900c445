//! Amounts, currencies and percentages; the one place that rounds.
//!
//! An amount is exact until [`Money::round`] is called on it. All arithmetic is checked: an
//! overflow comes back as [`Overflow`], never as a panic or a wrong figure.

use std::fmt;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A sum, product or quotient that no longer fits the exact decimals (28 digits).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overflow;

impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount grew beyond what can be reckoned exactly (28 digits)")
    }
}

impl std::error::Error for Overflow {}

/// A currency of ISO 4217, with the number of decimals its amounts have.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// Returns the currency of a three-letter code in capitals, as in `USD`; `None` for any other text.
    pub fn from_code(code: &str) -> Option<Currency> {
        iso_currency::Currency::from_code(code).map(Currency)
    }

    /// Returns the three-letter code.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Returns the number of decimals of the minor unit: 2 for most, 0 for JPY, 3 for KWD.
    pub fn places(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Currency, D::Error> {
        let code = String::deserialize(from)?;
        Currency::from_code(&code)
            .ok_or_else(|| serde::de::Error::custom(format!("`{code}` is no currency of ISO 4217")))
    }
}

/// How a figure between two minor units is brought to one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// The nearer one; from the middle, away from zero.
    #[default]
    HalfUp,
    /// The nearer one; from the middle, to the even one.
    HalfEven,
    /// Towards zero.
    Down,
}

impl Rounding {
    /// Returns the word used in case files and output.
    pub fn word(self) -> &'static str {
        match self {
            Rounding::HalfUp => "half-up",
            Rounding::HalfEven => "half-even",
            Rounding::Down => "down",
        }
    }

    fn strategy(self) -> RoundingStrategy {
        match self {
            Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Rounding::HalfEven => RoundingStrategy::MidpointNearestEven,
            Rounding::Down => RoundingStrategy::ToZero,
        }
    }
}

/// An amount in the currency of its case, exact until [`Money::round`] is called on it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(Decimal);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(Decimal::ZERO);

    /// Returns the amount that is exactly this number of currency units.
    pub fn exact(units: Decimal) -> Money {
        Money(units)
    }

    /// Returns the exact number of currency units.
    pub fn units(self) -> Decimal {
        self.0
    }

    /// Returns the sum.
    ///
    /// # Errors
    ///
    /// [`Overflow`] when it no longer fits.
    pub fn plus(self, other: Money) -> Result<Money, Overflow> {
        self.0.checked_add(other.0).map(Money).ok_or(Overflow)
    }

    /// Returns the difference.
    ///
    /// # Errors
    ///
    /// [`Overflow`] when it no longer fits.
    pub fn minus(self, other: Money) -> Result<Money, Overflow> {
        self.0.checked_sub(other.0).map(Money).ok_or(Overflow)
    }

    /// Returns the product.
    ///
    /// # Errors
    ///
    /// [`Overflow`] when it no longer fits.
    pub fn times(self, factor: Decimal) -> Result<Money, Overflow> {
        self.0.checked_mul(factor).map(Money).ok_or(Overflow)
    }

    /// Returns the quotient.
    ///
    /// # Errors
    ///
    /// [`Overflow`] when it no longer fits, or the divisor is zero.
    pub fn over(self, divisor: Decimal) -> Result<Money, Overflow> {
        self.0.checked_div(divisor).map(Money).ok_or(Overflow)
    }

    /// Returns the sum of all.
    ///
    /// # Errors
    ///
    /// [`Overflow`] when it no longer fits.
    pub fn sum(all: impl IntoIterator<Item = Money>) -> Result<Money, Overflow> {
        all.into_iter().try_fold(Money::ZERO, Money::plus)
    }

    /// Returns the same amount with the other sign.
    #[must_use]
    pub fn negated(self) -> Money {
        Money(-self.0)
    }

    /// Returns the amount in whole minor units of the currency. Nothing else in the program rounds.
    #[must_use]
    pub fn round(self, currency: Currency, mode: Rounding) -> Money {
        let mut rounded = self.0.round_dp_with_strategy(currency.places(), mode.strategy());
        rounded.rescale(currency.places());
        Money(rounded)
    }

    /// Returns whether this is more than nothing.
    pub fn is_positive(self) -> bool {
        self.0 > Decimal::ZERO
    }

    /// Returns whether this is nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Returns the amount with the currency's decimals and a point, as in `12400.00`; the machine form.
    ///
    /// An amount between two minor units keeps all its decimals.
    pub fn plain(self, currency: Currency) -> String {
        let places = currency.places();
        let mut units = self.0;
        if units.scale() != places {
            units.normalize_assign();
            if units.scale() < places {
                units.rescale(places);
            }
        }
        in_digits(units)
    }

    /// Reads an amount as it stands in a case file: digits, perhaps a point and decimals, perhaps a minus.
    ///
    /// # Errors
    ///
    /// Any other mark (thousands marks, exponents, signs of currency, a leading plus or point) and more
    /// than 24 digits are refused, never read as some other amount.
    pub fn from_typed(text: &str) -> Result<Money, NotAnAmount> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(decimals) || whole.len() + decimals.len() > 24 {
            return Err(NotAnAmount);
        }
        Decimal::from_str_exact(text).map(Money).map_err(|_| NotAnAmount)
    }
}

/// Returns a number as `Decimal` writes it, but nothing without a sign.
fn in_digits(number: Decimal) -> String {
    let scale = number.scale() as usize;
    let mut digits = itoa::Buffer::new();
    let mantissa = number.mantissa().unsigned_abs();
    let digits = match u64::try_from(mantissa) {
        Ok(mantissa) => digits.format(mantissa),
        Err(_) => digits.format(mantissa),
    };
    let mut text = String::with_capacity(32);
    if number.is_sign_negative() && !number.is_zero() {
        text.push('-');
    }
    for _ in digits.len()..=scale {
        text.push('0');
    }
    text.push_str(digits);
    if scale > 0 {
        text.insert(text.len() - scale, '.');
    }
    text
}

/// A text that is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnAmount;

impl fmt::Display for NotAnAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount is digits with a point before the decimals, as in `1200.50`")
    }
}

impl FromStr for Money {
    type Err = NotAnAmount;
    fn from_str(text: &str) -> Result<Money, NotAnAmount> {
        Money::from_typed(text)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Money, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A percentage, kept as the number before the sign: `5%` is 5.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Percent(Decimal);

impl Percent {
    /// Returns the percentage of this number of hundredths.
    pub fn of_hundred(number: Decimal) -> Percent {
        Percent(number)
    }

    /// Returns the number before the sign.
    pub fn number(self) -> Decimal {
        self.0
    }

    /// Returns that number without empty decimals, as in `11.27`; the machine form.
    pub fn plain(self) -> String {
        in_digits(self.0.normalize())
    }

    /// Returns the fraction it stands for: `5%` is 0.05.
    pub fn fraction(self) -> Decimal {
        // a hundredth of a 24-digit number always fits
        self.0 / Decimal::ONE_HUNDRED
    }

    /// Reads a percentage as it stands in a case file: an amount and its `%`.
    ///
    /// # Errors
    ///
    /// A number without its sign is refused: `5` could be 5 % or 500 %.
    pub fn from_typed(text: &str) -> Result<Percent, NotAPercentage> {
        let number = text.strip_suffix('%').ok_or(NotAPercentage)?.trim_end();
        Money::from_typed(number).map(|m| Percent(m.units())).map_err(|_| NotAPercentage)
    }
}

/// A text that is no percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPercentage;

impl fmt::Display for NotAPercentage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a percentage is a number and its sign, as in `1.5%`")
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0.normalize())
    }
}

impl fmt::Debug for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Percent, D::Error> {
        Percent::from_typed(&String::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn thousands_marks_exponents_and_signs_are_refused() {
        for text in ["1,000", "1_000", "1e3", "$5", "NaN", "+5", ".5", "5.", "", "-", "1 000", "٣"] {
            assert_eq!(Money::from_typed(text), Err(NotAnAmount), "{text}");
        }
    }

    #[test]
    fn half_a_cent_goes_up_to_the_even_one_or_down_as_named() {
        let usd = Currency::from_code("USD").unwrap();
        assert_eq!(money("2.345").round(usd, Rounding::HalfUp), money("2.35"));
        assert_eq!(money("2.345").round(usd, Rounding::HalfEven), money("2.34"));
        assert_eq!(money("2.349").round(usd, Rounding::Down), money("2.34"));
    }

    #[test]
    fn the_yen_has_no_decimals() {
        let jpy = Currency::from_code("JPY").unwrap();
        assert_eq!(money("1234.5").round(jpy, Rounding::HalfUp).plain(jpy), "1235");
    }

    #[test]
    fn a_percentage_needs_its_sign() {
        assert_eq!(Percent::from_typed("5"), Err(NotAPercentage));
        assert_eq!(Percent::from_typed("1.5%").unwrap().fraction().to_string(), "0.015");
    }

    #[test]
    fn an_overflow_is_an_error() {
        let most = Money::exact(Decimal::MAX);
        assert_eq!(most.plus(money("1")), Err(Overflow));
        assert_eq!(money("1").over(Decimal::ZERO), Err(Overflow));
    }
}
