//! Amounts and percentages as a country writes them.

use super::Words;
use super::pattern::Hole;
use crate::money::{Currency, Money, Percent};

/// The minus of figures, as wide as the plus.
const MINUS: char = '\u{2212}';

impl Words {
    /// Returns the amount with its currency, as in `$12,400.00` or `12.400,00 €`.
    ///
    /// A minus stands before everything; an amount between two minor units keeps its decimals.
    pub fn money(&self, amount: Money, currency: Currency) -> String {
        let (form, code) = (&self.forms.money, currency.code());
        let (pattern, symbol) = match self.forms.symbols.get(code) {
            Some(symbol) => (&form.before, symbol.as_str()),
            None => (&form.code, code),
        };
        self.signed(&amount.plain(currency), |figure| pattern.fill(&[(Hole::Symbol, symbol), (Hole::Amount, figure)]))
    }

    /// Returns a percentage, as in `5%` or `11,27 %`.
    pub fn percent(&self, percent: Percent) -> String {
        self.signed(&percent.plain(), |figure| self.forms.money.percent.fill(&[(Hole::Number, figure)]))
    }

    /// Returns what is made of the figure without its sign, with a minus before it where it has one.
    fn signed(&self, plain: &str, made: impl FnOnce(&str) -> String) -> String {
        let digits = plain.trim_start_matches('-');
        let mut text = made(&self.figure(digits));
        if digits.len() < plain.len() {
            text.insert(0, MINUS);
        }
        text
    }

    /// Puts the country's marks into a plain figure such as `12400.00`.
    pub fn figure(&self, plain: &str) -> String {
        let form = &self.forms.money;
        let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
        let mut figure = String::with_capacity(32);
        figure.push_str(whole);
        // the sizes of the groups count from the right, and the last one repeats
        let (mut at, mut size) = (whole.len(), 3);
        let mut sizes = form.groups.iter();
        loop {
            size = sizes.next().copied().unwrap_or(size).max(1);
            if at <= size {
                break;
            }
            at -= size;
            figure.insert_str(at, &form.group);
        }
        if !decimals.is_empty() {
            figure.push_str(&form.decimal);
            figure.push_str(decimals);
        }
        figure
    }
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
