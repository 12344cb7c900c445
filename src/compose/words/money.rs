//! Amounts and percentages as a country writes them.

use super::{Words, fill};
use crate::money::{Currency, Money, Percent};

/// The minus of figures, as wide as the plus.
const MINUS: char = '\u{2212}';

impl Words {
    /// Returns the amount with its currency, as in `$12,400.00` or `12.400,00 €`.
    ///
    /// A minus stands before everything; an amount between two minor units keeps its decimals.
    pub fn money(&self, amount: Money, currency: Currency) -> String {
        let plain = amount.plain(currency);
        let figure = self.figure(plain.trim_start_matches('-'));
        let form = &self.forms.money;
        let text = match self.forms.symbols.get(currency.code()) {
            Some(symbol) => fill(&form.before, &[("symbol", symbol), ("amount", &figure)]),
            None => fill(&form.code, &[("symbol", currency.code()), ("amount", &figure)]),
        };
        if plain.starts_with('-') { format!("{MINUS}{text}") } else { text }
    }

    /// Returns a percentage, as in `5%` or `11,27 %`.
    pub fn percent(&self, percent: Percent) -> String {
        self.percentage(&percent.number().normalize().to_string())
    }

    fn percentage(&self, plain: &str) -> String {
        let figure = self.figure(plain.trim_start_matches('-'));
        let text = fill(&self.forms.money.percent, &[("number", &figure)]);
        if plain.starts_with('-') { format!("{MINUS}{text}") } else { text }
    }

    /// Puts the country's marks into a plain figure such as `12400.00`.
    pub fn figure(&self, plain: &str) -> String {
        let form = &self.forms.money;
        let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
        let grouped = grouped(whole, &form.group, &form.groups);
        if decimals.is_empty() { grouped } else { format!("{grouped}{}{decimals}", form.decimal) }
    }
}

/// Puts the mark between groups of digits, counted from the right.
fn grouped(digits: &str, mark: &str, sizes: &[usize]) -> String {
    let mut groups = Vec::new();
    let mut rest = digits;
    let mut sizes = sizes.iter().copied();
    let mut size = 3;
    loop {
        size = sizes.next().unwrap_or(size).max(1);
        match rest.len().checked_sub(size) {
            None | Some(0) => break,
            Some(at) => {
                groups.push(&rest[at..]);
                rest = &rest[..at];
            }
        }
    }
    groups.push(rest);
    groups.reverse();
    groups.join(mark)
}

#[cfg(test)]
mod tests {
    use super::super::samples::words;
    use crate::money::{Currency, Percent};

    fn money(tag: &str, amount: &str, code: &str) -> String {
        words(tag)
            .money(amount.parse().unwrap(), Currency::from_code(code).unwrap())
            .replace('\u{a0}', "_")
            .replace('\u{202f}', "'")
    }

    #[test]
    fn each_country_writes_amounts_in_its_own_way() {
        assert_eq!(money("en-US", "12400", "USD"), "$12,400.00");
        assert_eq!(money("en-GB", "1200.5", "GBP"), "£1,200.50");
        assert_eq!(money("en-GB", "1200", "USD"), "US$1,200.00");
        assert_eq!(money("de-DE", "12400", "EUR"), "12.400,00_€");
        assert_eq!(money("de-AT", "12400", "EUR"), "€_12.400,00");
        assert_eq!(money("de-CH", "12400", "CHF"), "CHF_12’400.00");
        assert_eq!(money("fr-FR", "12400", "EUR"), "12'400,00_€");
        assert_eq!(money("en-GB", "120000", "JPY"), "¥120,000");
        assert_eq!(money("en-IN", "1234567.8", "INR"), "₹12,34,567.80");
        assert_eq!(money("en-US", "999", "KWD"), "KWD_999.000");
    }

    #[test]
    fn a_minus_stands_before_the_sign() {
        assert_eq!(money("en-US", "-2000", "USD"), "−$2,000.00");
        assert_eq!(money("de-DE", "-2000", "EUR"), "−2.000,00_€");
    }

    #[test]
    fn a_percentage_loses_its_empty_decimals() {
        let rate = Percent::from_typed("11.270%").unwrap();
        assert_eq!(words("en").percent(rate), "11.27%");
        assert_eq!(words("de").percent(rate), "11,27\u{a0}%");
    }
}
