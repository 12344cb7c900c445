//! The payload of a Swiss QR-bill: Swiss Implementation Guidelines QR-bill 2.3 (SIX), with structured addresses.

use iban::IbanLike;

use super::cut;
use crate::case::Case;
use crate::money::Money;

/// The bounds of the guidelines on amounts and on the length of each element.
const LEAST: &str = "0.01";
const MOST: &str = "999999999.99";
const NAME: usize = 70;
const STREET: usize = 70;
const NUMBER: usize = 16;
const POSTCODE: usize = 16;
const TOWN: usize = 35;
const MESSAGE: usize = 140;

/// The institutions whose accounts take payments only with a QR reference, which a case does not hold.
const QR_INSTITUTIONS: std::ops::RangeInclusive<u32> = 30_000..=31_999;

/// Returns the payload for francs or euros to an account in Switzerland or Liechtenstein; none for another
/// currency or account, for a QR-IBAN, or when the creditor's address cannot be parted into its elements.
///
/// A debtor whose address cannot be parted is left out: the bill then has a field to write it in.
pub(super) fn payload(case: &Case, amount: Money, reference: &str) -> Option<String> {
    let currency = case.currency.code();
    let wire = case.creditor.payment.wire.as_ref().filter(|_| matches!(currency, "CHF" | "EUR"))?;
    let account: iban::Iban = wire.iban.as_deref()?.parse().ok()?;
    let account = account.electronic_str();
    let bounds: (Money, Money) = (LEAST.parse().ok()?, MOST.parse().ok()?);
    if !takes_plain_payments(account) || amount < bounds.0 || amount > bounds.1 {
        return None;
    }
    let holder = wire.holder.as_deref().unwrap_or(&case.creditor.name);
    let creditor = Address::of(holder, &case.creditor.address, &case.creditor.country)?;
    let country = case.debtor.country.as_ref().unwrap_or(&case.creditor.country);
    let debtor = Address::of(&case.debtor.name, &case.debtor.address, country);
    let mut lines = vec!["SPC".to_string(), "0200".into(), "1".into(), account.into()];
    lines.extend(creditor.elements());
    lines.extend(nobody());
    lines.extend([amount.plain(case.currency), currency.into()]);
    lines.extend(debtor.map_or_else(nobody, Address::elements));
    lines.extend(["NON".into(), String::new(), cut(reference, MESSAGE), "EPD".into()]);
    lines.iter().all(|line| line.chars().all(permitted)).then(|| lines.join("\n"))
}

fn takes_plain_payments(account: &str) -> bool {
    let home = account.starts_with("CH") || account.starts_with("LI");
    let institution = account.get(4..9).and_then(|digits| digits.parse::<u32>().ok());
    home && institution.is_some_and(|institution| !QR_INSTITUTIONS.contains(&institution))
}

/// A postal address in its elements.
struct Address {
    name: String,
    street: String,
    number: String,
    postcode: String,
    town: String,
    country: String,
}

impl Address {
    /// Parts an address: the last line is postcode and town, the line before it street and number.
    fn of(name: &str, lines: &[String], country: &str) -> Option<Address> {
        let (last, before) = lines.split_last()?;
        let (postcode, town) = last.trim().split_once(' ')?;
        if !postcode.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let line = before.last().map_or("", |line| line.trim());
        let numbered = line.rsplit_once(' ').filter(|(_, end)| end.starts_with(|c: char| c.is_ascii_digit()));
        let (street, number) = numbered.unwrap_or((line, ""));
        Some(Address {
            name: cut(name, NAME),
            street: cut(street.trim_end_matches(','), STREET),
            number: cut(number, NUMBER),
            postcode: cut(postcode, POSTCODE),
            town: cut(town, TOWN),
            country: country.to_string(),
        })
    }

    fn elements(self) -> [String; 7] {
        ["S".into(), self.name, self.street, self.number, self.postcode, self.town, self.country]
    }
}

/// The seven elements of a party that is left out.
fn nobody() -> [String; 7] {
    Default::default()
}

/// The characters of the guidelines: Latin letters with the accents of Europe, and a few signs.
fn permitted(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{17f}' | '\u{218}'..='\u{21b}' | '€')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Case;

    const ALPENBLICK: &str = include_str!("../../../cases/alpenblick-2026-3.yaml");

    fn coded(case: &str) -> Option<String> {
        payload(&Case::from_yaml(case).unwrap(), "6007.09".parse().unwrap(), "L-311, L-329")
    }

    #[test]
    fn a_bill_in_francs_has_its_elements_in_order() {
        let expected = "SPC\n0200\n1\nCH9300762011623852957\nS\nLumen Werkstatt GmbH\nGerechtigkeitsgasse\n62\n3011\nBern\n\
                        CH\n\n\n\n\n\n\n\n6007.09\nCHF\nS\nHotel Alpenblick AG\nSeestrasse\n14\n3700\nSpiez\nCH\nNON\n\n\
                        L-311, L-329\nEPD";
        assert_eq!(coded(ALPENBLICK).unwrap(), expected);
    }

    #[test]
    fn another_currency_or_account_has_no_bill() {
        assert_eq!(coded(&ALPENBLICK.replace("currency: CHF", "currency: GBP")), None);
        assert_eq!(coded(&ALPENBLICK.replace("CH93 0076 2011 6238 5295 7", "DE89 3704 0044 0532 0130 00")), None);
    }

    #[test]
    fn an_account_that_wants_a_reference_has_no_bill() {
        assert!(!takes_plain_payments("CH4431999123000889012"));
        assert!(takes_plain_payments("LI2108800000002012345"));
    }

    #[test]
    fn a_debtor_without_a_postcode_is_left_out_of_the_bill() {
        let case = ALPENBLICK.replace("[Seestrasse 14, 3700 Spiez]", "[Seestrasse 14, Spiez]");
        assert!(coded(&case).unwrap().contains("CHF\n\n\n\n\n\n\n\nNON"));
    }

    #[test]
    fn letters_the_guidelines_do_not_have_give_no_bill() {
        assert_eq!(coded(&ALPENBLICK.replace("Hotel Alpenblick AG", "Отель")), None);
    }
}
