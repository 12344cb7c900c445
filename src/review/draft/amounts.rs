//! The amounts a text names: figures beside a sign or code of a currency, in the marks of any country.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::money::Currency;

/// An amount, and where it stands.
pub type Amount = (Decimal, Range<usize>);

const SIGNS: &[char] = &['$', '£', '€', '¥', '₹'];

/// Returns the amounts of a text. The last mark before as many digits as the currency has decimals parts them off;
/// every other mark groups.
pub fn in_text(text: &str, currency: Currency) -> Vec<Amount> {
    let mut found = figures(text, currency);
    found.retain(|(_, at)| is_marked(&text[..at.start], &text[at.end..]));
    found
}

/// Returns every figure of a text, beside a currency or not.
pub fn figures(text: &str, currency: Currency) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let end = at + figure(&text[at..]);
        found.extend(value(&text[at..end], currency).map(|value| (value, at..end)));
        from = end;
    }
    found
}

/// Returns the length of the figure at the beginning: digits, and marks that stand between digits.
fn figure(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let mark = matches!(c, '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{202f}') && next_is_digit;
        if !c.is_ascii_digit() && !mark {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn is_marked(before: &str, after: &str) -> bool {
    let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let (before, after) = (before.trim_end_matches(blank), after.trim_start_matches(blank));
    let code = |code: &str| Currency::from_code(code).is_some();
    let last: String =
        before.chars().rev().take_while(char::is_ascii_alphabetic).collect::<Vec<_>>().iter().rev().collect();
    let first: String = after.chars().take_while(char::is_ascii_alphabetic).collect();
    before.ends_with(SIGNS) || after.starts_with(SIGNS) || code(&last) || code(&first)
}

fn value(figure: &str, currency: Currency) -> Option<Decimal> {
    let places = currency.places() as usize;
    let mark = figure.rfind(|c: char| !c.is_ascii_digit());
    let decimals = mark.map(|at| figure[at..].chars().filter(char::is_ascii_digit).count());
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let plain = match mark.zip(decimals) {
        Some((at, count)) if count == places && places > 0 => {
            format!("{}.{}", digits(&figure[..at]), digits(&figure[at..]))
        }
        // a grouping mark stands before three digits; anything else parts off decimals
        Some((at, count)) if count != 3 => format!("{}.{}", digits(&figure[..at]), digits(&figure[at..])),
        _ => digits(figure),
    };
    plain.parse::<Decimal>().ok().map(|value| value.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, code: &str) -> Vec<String> {
        let currency = Currency::from_code(code).unwrap();
        in_text(text, currency).into_iter().map(|(value, _)| value.to_string()).collect()
    }

    #[test]
    fn amounts_are_read_in_the_marks_of_any_country() {
        assert_eq!(found("$12,400.00 and US$1,200.5", "USD"), ["12400", "1200.5"]);
        assert_eq!(found("12.400,00\u{a0}€, € 1.200", "EUR"), ["12400", "1200"]);
        assert_eq!(found("7\u{202f}320,00\u{a0}€", "EUR"), ["7320"]);
        assert_eq!(found("CHF\u{a0}12’400.00", "CHF"), ["12400"]);
        assert_eq!(found("₹12,34,567.80", "INR"), ["1234567.8"]);
        assert_eq!(found("¥120,000", "JPY"), ["120000"]);
        assert_eq!(found("KWD 999.000", "KWD"), ["999"]);
    }

    #[test]
    fn a_figure_without_a_currency_is_no_amount() {
        assert_eq!(found("invoice 1042 of May 14, 2026, 5%, 30 days, +1 503 555 0142", "USD"), Vec::<String>::new());
    }
}
