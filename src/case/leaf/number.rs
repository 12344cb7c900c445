//! Amounts, percentages and whole numbers.

use rust_decimal::Decimal;

use crate::money::{Currency, Money, Percent};

use super::{Wrong, no};

/// Holds a text against an amount of nothing or more, with at most the currency's decimals; nothing is warned about.
pub(super) fn check_money(text: &str, currency: Option<Currency>) -> Result<(), Wrong> {
    check_balance(text, currency)?;
    if text.starts_with('-') {
        return Err(Wrong::error("negative-amount", format!("is `{text}`, which is less than nothing"))
            .hint("what lowers the debt is a payment of kind `credit-note` or `write-off`, without a sign"));
    }
    if Money::from_typed(text).is_ok_and(Money::is_zero) {
        return Err(Wrong::warning("zero-amount", "is an amount of nothing"));
    }
    Ok(())
}

/// Holds a text against an amount that may be negative.
pub(super) fn check_balance(text: &str, currency: Option<Currency>) -> Result<(), Wrong> {
    if Money::from_typed(text).is_err() {
        return Err(no("not-an-amount", text, "no amount").hint(amount_hint(text)));
    }
    let digits = text.trim_start_matches('-');
    if digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.") {
        return Err(no("not-an-amount", text, "no amount").hint("write it without zeros in front"));
    }
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    match currency {
        Some(currency) if decimals > currency.places() as usize => Err(Wrong::error(
            "too-many-decimals",
            format!("is `{text}`, with more decimals than {currency} has ({})", currency.places()),
        )),
        _ => Ok(()),
    }
}

fn amount_hint(text: &str) -> &'static str {
    let scientific = |c: char| c.is_ascii_digit() || ".eE+-".contains(c);
    if text.len() > 20 && text.chars().all(|c| c.is_ascii_digit() || c == '.') {
        "amounts have at most 24 digits"
    } else if text.ends_with('%') {
        "a percentage stands under `percent`"
    } else if text.contains(['e', 'E']) && text.chars().all(scientific) {
        "write it out in digits, as in `1000.00`"
    } else if text.contains(|c: char| c.is_alphabetic() || "$€£¥₹".contains(c)) {
        "write the number alone; the currency stands once, under `currency`"
    } else if text.contains([',', '_', ' ', '\'', '’', '\u{a0}']) {
        "write it without thousands marks and with a point before the decimals, as in `1200.50`"
    } else {
        "an amount is digits with a point before the decimals, as in `1200.50`"
    }
}

/// Holds a text against a percentage with its sign: an error above 1000 %, a warning above 100 %.
pub(super) fn check_percent(text: &str) -> Result<(), Wrong> {
    let Ok(percent) = Percent::from_typed(text) else {
        return Err(no("not-a-percentage", text, "no percentage").hint(percent_hint(text)));
    };
    if percent.number() < Decimal::ZERO {
        return Err(Wrong::error("negative-percentage", format!("is `{percent}`, which is less than nothing")));
    }
    if percent.number() > Decimal::ONE_THOUSAND {
        return Err(Wrong::error("percentage-too-high", format!("is `{percent}`; the most is 1000%")));
    }
    if percent.number() > Decimal::ONE_HUNDRED {
        let message = format!("is `{percent}`, more than the whole");
        return Err(Wrong::warning("percentage-high", message).hint("is the decimal point in its place?"));
    }
    Ok(())
}

fn percent_hint(text: &str) -> String {
    match Money::from_typed(text).map(Money::units) {
        // a fraction or a percentage: only the user knows
        Ok(number) if number < Decimal::ONE => {
            format!("write `{}%` or `{text}%`, whichever it is", (number * Decimal::ONE_HUNDRED).normalize())
        }
        Ok(_) => format!("write the sign: `{text}%`"),
        Err(_) => "a percentage is a number and its sign, as in `1.5%`".to_owned(),
    }
}

/// Holds a text against an amount or a percentage.
pub(super) fn check_either(text: &str, currency: Option<Currency>) -> Result<(), Wrong> {
    if text.ends_with('%') { check_percent(text) } else { check_money(text, currency) }
}

/// Holds a text against a whole number from `least` to `most`: digits only.
pub(super) fn check_count(text: &str, least: u32, most: u32) -> Result<(), Wrong> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(no("not-a-number", text, "no whole number").hint("write digits only, as in `30`"));
    }
    match text.parse::<u32>() {
        Ok(number) if (least..=most).contains(&number) => Ok(()),
        _ => Err(Wrong::error("number-out-of-range", format!("is {text}; it is from {least} to {most}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(answer: Result<(), Wrong>) -> Option<&'static str> {
        answer.err().map(|wrong| wrong.code)
    }

    #[test]
    fn an_amount_has_at_most_the_decimals_of_its_currency() {
        let (yen, dollar) = (Currency::from_code("JPY"), Currency::from_code("USD"));
        assert_eq!(code(check_money("1200.50", dollar)), None);
        assert_eq!(code(check_money("1200.505", dollar)), Some("too-many-decimals"));
        assert_eq!(code(check_money("1200.5", yen)), Some("too-many-decimals"));
    }

    #[test]
    fn what_is_read_is_what_was_typed_but_for_zeros_behind() {
        for text in ["0.10", "12400.00", "7", "100", "0.5"] {
            assert_eq!(check_balance(text, None), Ok(()));
            let plain = Money::from_typed(text).unwrap().units().normalize().to_string();
            assert!(text.starts_with(&plain), "{text} is read as {plain}");
        }
        for text in ["007.50", "00", "010", "-01"] {
            assert_eq!(code(check_balance(text, None)), Some("not-an-amount"), "{text}");
        }
    }

    #[test]
    fn thousands_marks_exponents_and_currency_signs_are_told_apart() {
        for (text, word) in [("1,000", "thousands"), ("1e3", "digits"), ("$5", "currency"), ("NaN", "currency")] {
            let wrong = check_money(text, None).unwrap_err();
            assert_eq!(wrong.code, "not-an-amount");
            assert!(wrong.hint.unwrap().contains(word), "{text}");
        }
    }

    #[test]
    fn nothing_is_warned_about_and_less_than_nothing_refused() {
        assert_eq!(code(check_money("0.00", None)), Some("zero-amount"));
        assert_eq!(code(check_money("-5", None)), Some("negative-amount"));
        assert_eq!(code(check_balance("-5", None)), None);
    }

    #[test]
    fn a_percentage_without_its_sign_is_asked_for() {
        assert_eq!(check_percent("5").unwrap_err().hint.unwrap(), "write the sign: `5%`");
        assert_eq!(check_percent("0.05").unwrap_err().hint.unwrap(), "write `5%` or `0.05%`, whichever it is");
    }

    #[test]
    fn a_hundred_percent_is_fine_a_thousand_a_warning_and_more_an_error() {
        assert_eq!(code(check_percent("100%")), None);
        assert_eq!(code(check_percent("1000%")), Some("percentage-high"));
        assert_eq!(code(check_percent("1000.1%")), Some("percentage-too-high"));
    }

    #[test]
    fn a_count_is_digits_within_its_bounds() {
        assert_eq!(code(check_count("30 days", 0, 3650)), Some("not-a-number"));
        assert_eq!(code(check_count("-1", 0, 3650)), Some("not-a-number"));
        assert_eq!(code(check_count("99999999999", 0, 3650)), Some("number-out-of-range"));
        assert_eq!(code(check_count("3650", 0, 3650)), None);
    }
}
