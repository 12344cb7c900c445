//! Bank accounts: IBAN, BIC, UPI.

use iban::{Iban, ParseIbanError};

use super::{Wrong, no};

/// Holds a text against an IBAN: form, length and account form of its country, check digits. Spaces may
/// stand between groups of four.
pub(super) fn check_iban(text: &str) -> Result<(), Wrong> {
    let electronic = text.replace(' ', "");
    let why = match electronic.parse::<Iban>() {
        Ok(_) => return Ok(()),
        Err(ParseIbanError::InvalidBaseIban { source }) => base(source),
        Err(ParseIbanError::InvalidBban(_)) => "no account of its country: a digit is missing or too many",
        Err(ParseIbanError::UnknownCountry(_)) => "no IBAN: its country has none",
    };
    Err(no("bad-iban", text, why).hint("copy it from a statement of the bank"))
}

fn base(fault: iban::ParseBaseIbanError) -> &'static str {
    match fault {
        iban::ParseBaseIbanError::InvalidChecksum => "no IBAN: its check digits are wrong",
        iban::ParseBaseIbanError::InvalidFormat => "no IBAN",
    }
}

/// Holds a text against a BIC (ISO 9362): eight or eleven capitals and digits.
pub(super) fn check_bic(text: &str) -> Result<(), Wrong> {
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_uppercase());
    let rest = |part: &str| part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if matches!(text.len(), 8 | 11) && text.is_ascii() && letters(&text[..6]) && rest(&text[6..]) {
        return Ok(());
    }
    Err(no("bad-bic", text, "no BIC").hint("a BIC has 8 or 11 capitals and digits, as in `DEUTDEFF`"))
}

/// Holds a text against a UPI address, as in `name@bank`.
pub(super) fn check_upi(text: &str) -> Result<(), Wrong> {
    let name = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let parts = text.split_once('@');
    let fits = |(user, bank): (&str, &str)| {
        !user.is_empty()
            && user.chars().all(name)
            && !bank.is_empty()
            && bank.chars().all(|c| c.is_ascii_alphanumeric())
    };
    if parts.is_some_and(fits) {
        return Ok(());
    }
    Err(no("bad-upi", text, "no UPI address").hint("it looks like `name@bank`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digits_of_an_iban_are_verified() {
        assert_eq!(check_iban("DE89 3704 0044 0532 0130 00"), Ok(()));
        let wrong = check_iban("DE88 3704 0044 0532 0130 00").unwrap_err();
        assert!(wrong.message.ends_with("its check digits are wrong"), "{}", wrong.message);
    }

    #[test]
    fn an_iban_cut_short_or_of_no_country_is_refused() {
        for text in ["DE89370400440532", "XX89370400440532013000", "halden", "DE89 3704 0044 0532 0130 00\u{a0}"] {
            assert_eq!(check_iban(text).unwrap_err().code, "bad-iban", "{text}");
        }
    }

    #[test]
    fn a_bic_has_eight_or_eleven_characters() {
        assert_eq!(check_bic("DEUTDEFF500"), Ok(()));
        for text in ["deutdeff", "DEUTDEFF5", "DEU1DEFF", "DEUTDEFé"] {
            assert_eq!(check_bic(text).unwrap_err().code, "bad-bic", "{text}");
        }
    }

    #[test]
    fn a_upi_address_has_a_name_and_a_bank() {
        assert_eq!(check_upi("kaveri.textiles@okbank"), Ok(()));
        for text in ["kaveri", "@okbank", "a@b@c", "a@b&am=1", "a b@c"] {
            assert_eq!(check_upi(text).unwrap_err().code, "bad-upi", "{text}");
        }
    }
}
