//! Pieces of HTML: a text shows as typed, figures line up.

use chrono::NaiveDate;

use crate::money::{Currency, Money};

/// Returns a text that shows as typed in HTML, also within an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Returns a sentence as it shows, with what stands in back ticks as code, and days that do not break.
pub(super) fn sentence(text: &str) -> String {
    let pieces: Vec<&str> = text.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return unbroken(text);
    }
    let code = |(at, piece): (usize, &&str)| {
        if at % 2 == 1 { format!("<code>{}</code>", escaped(piece)) } else { unbroken(piece) }
    };
    pieces.iter().enumerate().map(code).collect()
}

/// Returns a text in which no line ends within a day like `2026-10-31`.
fn unbroken(text: &str) -> String {
    let is_day = |word: &str| word.len() == 10 && word.parse::<NaiveDate>().is_ok();
    let mut out = String::new();
    for word in text.split_inclusive(' ') {
        match word.get(..10).filter(|start| is_day(start)) {
            Some(day) => out.push_str(&format!("<span class=\"day\">{day}</span>{}", escaped(&word[10..]))),
            None => out.push_str(&escaped(word)),
        }
    }
    out
}

/// Returns an amount with gaps between its thousands; the gaps are drawn, so that a figure that is copied has none.
pub(super) fn amount(amount: Money, currency: Currency) -> String {
    let plain = amount.plain(currency);
    let whole = plain.find('.').unwrap_or(plain.len());
    let mut out = String::new();
    let mut open = false;
    for (at, c) in plain.char_indices() {
        let after_digit = at > 0 && plain.as_bytes()[at - 1].is_ascii_digit();
        if at < whole && (whole - at).is_multiple_of(3) && after_digit {
            out.push_str(if open { "</span><span class=\"g\">" } else { "<span class=\"g\">" });
            open = true;
        }
        out.push(c);
    }
    if open {
        out.push_str("</span>");
    }
    out
}

/// Returns a link that dials a number.
pub(super) fn telephone(phone: &str) -> String {
    let dial: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    format!("<a class=\"phone\" href=\"tel:{dial}\">{}</a>", escaped(phone))
}

/// Returns a link that opens a mail to an address.
pub(super) fn mail(address: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || "@.-_+".contains(c);
    if address.chars().all(safe) {
        format!("<a class=\"mail\" href=\"mailto:{address}\">{}</a>", escaped(address))
    } else {
        format!("<span class=\"mail\">{}</span>", escaped(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted_by_drawn_gaps_alone() {
        let usd = Currency::from_code("USD").unwrap();
        let shown = |text: &str| amount(text.parse().unwrap(), usd);
        assert_eq!(shown("999.00"), "999.00");
        assert_eq!(shown("11020.00"), "11<span class=\"g\">020.00</span>");
        assert_eq!(shown("1234567.89"), "1<span class=\"g\">234</span><span class=\"g\">567.89</span>");
        assert_eq!(shown("-100.00"), "-100.00");
    }

    #[test]
    fn what_stands_in_back_ticks_is_code_and_an_odd_one_is_as_typed() {
        assert_eq!(sentence("with `a<b` and `c`"), "with <code>a&lt;b</code> and <code>c</code>");
        assert_eq!(sentence("5` wide"), "5` wide");
        assert_eq!(sentence("on 2026-10-31, & so"), "on <span class=\"day\">2026-10-31</span>, &amp; so");
    }

    #[test]
    fn an_address_that_could_say_more_than_an_address_is_no_link() {
        assert!(mail("a@b.example").contains("mailto:a@b.example"));
        assert!(!mail("a@b.example?bcc=c@d.example").contains("mailto:"));
    }
}
