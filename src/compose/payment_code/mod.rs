//! What a code to scan holds: a Swiss QR-bill ([`swiss`]), a SEPA transfer (EPC069-12), an Indian UPI request, or
//! the payment link.

mod swiss;

use std::fmt::Write;

use iban::IbanLike;

use crate::case::{Case, PageSize, PaymentRoutes, Wire};
use crate::money::Money;

/// The bounds of EPC069-12 on the amount, and on the length of name, text and payload.
const EPC_LEAST: &str = "0.01";
const EPC_MOST: &str = "999999999.99";
const EPC_NAME: usize = 70;
const EPC_TEXT: usize = 140;
const EPC_PAYLOAD: usize = 331;

/// Returns the best code for a payment of the amount, with its kind: `swiss` for francs or euros with a Swiss
/// IBAN, on A4 paper alone, which its bill is as wide as, `epc` for euros with another one, `upi` for rupees with a UPI address, else `link`; none when nothing is
/// owed or no way is known.
pub fn best(case: &Case, paper: PageSize, amount: Money, reference: &str) -> Option<(&'static str, String)> {
    if !amount.is_positive() {
        return None;
    }
    let routes = &case.creditor.payment;
    let name = case.creditor.name.as_str();
    let bill = (paper == PageSize::A4).then(|| swiss::payload(case, amount, reference)).flatten();
    bill.map(|payload| ("swiss", payload))
        .or_else(|| sepa(case, routes, amount, reference).map(|payload| ("epc", payload)))
        .or_else(|| rupees(case, routes, name, amount, reference).map(|payload| ("upi", payload)))
        .or_else(|| routes.link.clone().map(|link| ("link", link)))
}

fn sepa(case: &Case, routes: &PaymentRoutes, amount: Money, reference: &str) -> Option<String> {
    let wire = routes.wire.as_ref().filter(|_| case.currency.code() == "EUR")?;
    epc(wire, &case.creditor.name, &amount.plain(case.currency), amount, reference)
}

fn rupees(case: &Case, routes: &PaymentRoutes, name: &str, amount: Money, reference: &str) -> Option<String> {
    let address = routes.upi.as_deref().filter(|_| case.currency.code() == "INR")?;
    Some(upi(address, name, &amount.plain(case.currency), reference))
}

/// Returns the payload of a SEPA transfer; none without a valid IBAN or beyond the bounds of the standard.
fn epc(wire: &Wire, creditor: &str, plain: &str, amount: Money, reference: &str) -> Option<String> {
    let iban: iban::Iban = wire.iban.as_deref()?.parse().ok()?;
    let bounds: (Money, Money) = (EPC_LEAST.parse().ok()?, EPC_MOST.parse().ok()?);
    if amount < bounds.0 || amount > bounds.1 {
        return None;
    }
    let name = cut(wire.holder.as_deref().unwrap_or(creditor), EPC_NAME);
    let bic: String = wire.bic.as_deref().unwrap_or_default().split_whitespace().collect();
    let payload = [
        "BCD",
        "002",
        "1",
        "SCT",
        &bic,
        &name,
        iban.electronic_str(),
        &format!("EUR{plain}"),
        "",
        "",
        &cut(reference, EPC_TEXT),
    ]
    .join("\n");
    (payload.len() <= EPC_PAYLOAD).then_some(payload)
}

/// Returns the address of a UPI payment request.
fn upi(address: &str, name: &str, plain: &str, reference: &str) -> String {
    let (address, name, note) = (percent(address, "@-._~"), percent(name, "-._~"), percent(reference, "-._~"));
    format!("upi://pay?pa={address}&pn={name}&am={plain}&cu=INR&tn={note}")
}

/// Returns the text on one line, of so many characters at most, without a mark that would end a fence.
fn cut(text: &str, most: usize) -> String {
    let clean = crate::compose::escape::one_line(text).replace('`', "'");
    clean.chars().take(most).collect::<String>().trim_end().to_owned()
}

/// Returns the text as it may stand in an address: all but letters, digits and the marks in `free` in percent form.
pub(super) fn percent(text: &str, free: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        if byte.is_ascii() && (c.is_ascii_alphanumeric() || free.contains(c)) {
            out.push(c);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wire(iban: &str) -> Wire {
        Wire { iban: Some(iban.to_owned()), bic: Some("COBADEFFXXX".to_owned()), ..Wire::default() }
    }

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn a_sepa_transfer_has_its_eleven_lines() {
        let payload =
            epc(&wire("DE89 3704 0044 0532 0130 00"), "Küstenlicht GmbH", "1200.50", money("1200.50"), "2026-0187");
        assert_eq!(
            payload.unwrap(),
            "BCD\n002\n1\nSCT\nCOBADEFFXXX\nKüstenlicht GmbH\nDE89370400440532013000\nEUR1200.50\n\n\n2026-0187"
        );
    }

    #[test]
    fn a_wrong_iban_or_amount_gives_no_code() {
        let code = |iban, amount| epc(&wire(iban), "A", amount, money(amount), "1");
        assert_eq!(code("DE89370400440532013001", "5.00"), None);
        assert_eq!(code("DE89370400440532013000", "0.00"), None);
        assert_eq!(code("DE89370400440532013000", "1000000000.00"), None);
    }

    #[test]
    fn a_long_name_is_cut_and_cannot_end_the_fence() {
        let name = format!("``` {}", "x".repeat(100));
        let payload = epc(&wire("DE89370400440532013000"), &name, "1.00", money("1"), "two\nlines").unwrap();
        let lines: Vec<&str> = payload.lines().collect();
        assert_eq!(lines[5].len(), 70);
        assert!(lines[5].starts_with("''' x"));
        assert_eq!(lines[10], "two lines");
    }

    #[test]
    fn a_upi_request_escapes_names() {
        assert_eq!(
            upi("kaveri@okbank", "Kaveri & Sons", "500.00", "A 1"),
            "upi://pay?pa=kaveri@okbank&pn=Kaveri%20%26%20Sons&am=500.00&cu=INR&tn=A%201"
        );
    }
}
