//! Exact quotients: base × rate × days ÷ basis, before anything is rounded.
//!
//! A year's share of an amount has often no end in decimals (÷ 365). Sums of such shares must
//! still meet half a cent exactly, so they are kept as fractions of whole numbers.

use rust_decimal::Decimal;

use crate::money::{Money, Overflow, Percent};

/// The most decimals of [`Exact::decimal`], and the fewest, which no minor unit comes near.
const MOST_PLACES: u32 = 20;
const FEWEST_PLACES: u32 = 6;

/// A fraction in lowest terms; the divisor is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exact {
    over: i128,
    under: i128,
}

impl Exact {
    /// Nothing.
    pub(super) const ZERO: Exact = Exact { over: 0, under: 1 };

    /// Returns an amount as a fraction.
    pub(super) fn of(amount: Money) -> Result<Exact, Overflow> {
        let units = amount.units();
        Exact::reduced(units.mantissa(), power_of_ten(units.scale())?)
    }

    /// Returns the percentage of an amount.
    pub(super) fn share(base: Money, rate: Percent) -> Result<Exact, Overflow> {
        Exact::of(base)?.times(rate.number())?.over(100)
    }

    /// Returns the product with a decimal.
    pub(super) fn times(self, factor: Decimal) -> Result<Exact, Overflow> {
        let over = self.over.checked_mul(factor.mantissa()).ok_or(Overflow)?;
        Exact::reduced(over, self.under.checked_mul(power_of_ten(factor.scale())?).ok_or(Overflow)?)
    }

    /// Returns the quotient by a whole number above zero.
    pub(super) fn over(self, divisor: u32) -> Result<Exact, Overflow> {
        Exact::reduced(self.over, self.under.checked_mul(i128::from(divisor)).ok_or(Overflow)?)
    }

    /// Returns the quotient by an amount above zero.
    pub(super) fn divided_by(self, divisor: Money) -> Result<Exact, Overflow> {
        let units = divisor.units();
        let over = self.over.checked_mul(power_of_ten(units.scale())?).ok_or(Overflow)?;
        let under = self.under.checked_mul(units.mantissa()).filter(|under| *under > 0).ok_or(Overflow)?;
        Exact::reduced(over, under)
    }

    /// Returns the sum.
    pub(super) fn plus(self, other: Exact) -> Result<Exact, Overflow> {
        let shared = greatest_divisor(self.under, other.under);
        let widen = other.under.checked_div(shared).ok_or(Overflow)?;
        let other_widen = self.under.checked_div(shared).ok_or(Overflow)?;
        let mine = self.over.checked_mul(widen).ok_or(Overflow)?;
        let others = other.over.checked_mul(other_widen).ok_or(Overflow)?;
        Exact::reduced(mine.checked_add(others).ok_or(Overflow)?, self.under.checked_mul(widen).ok_or(Overflow)?)
    }

    /// Returns the value with twenty decimals, or as many as a large one leaves room for, but six at least.
    ///
    /// What lies beyond is cut off; but where something was cut off, the last decimal is never 0
    /// or 5. So the value rounds to minor units as the fraction does, and half a cent is only met
    /// by what is exactly half a cent.
    pub(super) fn decimal(self) -> Result<Decimal, Overflow> {
        (FEWEST_PLACES..=MOST_PLACES).rev().find_map(|places| self.cut(places)).ok_or(Overflow)
    }

    /// Returns the value with so many decimals; none when it does not fit.
    fn cut(self, places: u32) -> Option<Decimal> {
        let scaled = self.over.checked_mul(10_i128.checked_pow(places)?)?;
        let whole = scaled.checked_div(self.under)?;
        let is_cut = whole.checked_mul(self.under)? != scaled;
        let on_the_edge = is_cut && whole.checked_rem(5)? == 0;
        let edged = if on_the_edge { whole.checked_add(scaled.signum())? } else { whole };
        Decimal::try_from_i128_with_scale(edged, places).ok().map(|value| value.normalize())
    }

    fn reduced(over: i128, under: i128) -> Result<Exact, Overflow> {
        let shared = greatest_divisor(over, under);
        let part = |number: i128| number.checked_div(shared).ok_or(Overflow);
        Ok(Exact { over: part(over)?, under: part(under)? })
    }
}

fn power_of_ten(places: u32) -> Result<i128, Overflow> {
    10_i128.checked_pow(places).ok_or(Overflow)
}

fn greatest_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    loop {
        // the machine divides half as long numbers many times faster
        if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
            return i128::from(greatest_short_divisor(a, b)).max(1);
        }
        let Some(rest) = a.checked_rem(b) else { return i128::try_from(a).unwrap_or(1) };
        (a, b) = (b, rest);
    }
}

fn greatest_short_divisor(mut a: u64, mut b: u64) -> u64 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Currency, Rounding};

    fn exact(text: &str) -> Exact {
        Exact::of(text.parse().unwrap()).unwrap()
    }

    fn cents(value: Exact) -> String {
        let usd = Currency::from_code("USD").unwrap();
        Money::exact(value.decimal().unwrap()).round(usd, Rounding::HalfUp).plain(usd)
    }

    #[test]
    fn three_thirds_of_half_a_cent_are_half_a_cent() {
        let third = exact("0.005").over(3).unwrap();
        let whole = third.plus(third).unwrap().plus(third).unwrap();
        assert_eq!(whole, exact("0.005"));
        assert_eq!(cents(whole), "0.01");
    }

    #[test]
    fn a_hair_below_half_a_cent_is_not_half_a_cent() {
        let hair_below = Exact { over: 5_000_000_000_000_000 - 1, under: 1_000_000_000_000_000_000 };
        assert_eq!(cents(hair_below), "0.00");
        let hair_above = Exact { over: 5_000_000_000_000_000 + 1, under: 1_000_000_000_000_000_000 };
        assert_eq!(cents(hair_above), "0.01");
    }

    #[test]
    fn a_value_that_ends_is_shown_as_it_is() {
        assert_eq!(
            exact("12400").times(Decimal::from(5)).unwrap().over(100).unwrap().decimal().unwrap().to_string(),
            "620"
        );
    }

    #[test]
    fn what_no_longer_fits_is_an_overflow() {
        let most = Exact { over: i128::MAX, under: 1 };
        assert_eq!(most.plus(most), Err(Overflow));
        assert_eq!(most.decimal(), Err(Overflow));
    }
}
