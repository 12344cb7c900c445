//! E-mail addresses and links.

use super::super::characters::shown;
use super::{Wrong, no};

/// The longest e-mail address (RFC 5321, 4.5.3.1.3, less its brackets).
const LONGEST: usize = 254;

/// Holds a text against one bare e-mail address; letters that look like others are warned about.
///
/// Quoted names, comments, several addresses and parameters are refused, and so are `?`, `&` and `%` before
/// the `@`, which mean something in a link.
pub(super) fn check_email(text: &str) -> Result<(), Wrong> {
    let parts = text.split_once('@').filter(|(local, domain)| is_local(local) && is_domain(domain));
    let Some((_, domain)) = parts.filter(|_| text.len() <= LONGEST) else {
        return Err(no("bad-email", text, "not one bare e-mail address").hint(email_hint(text)));
    };
    foreign(domain).map_or(Ok(()), |plain| {
        let message = format!("has the domain `{}`, with letters beyond a to z", shown(domain));
        Err(Wrong::warning("lookalike", message).hint(format!("written out it is `{plain}`; is it the one you know?")))
    })
}

fn is_local(local: &str) -> bool {
    let may = |c: char| c.is_alphanumeric() || "!#$'*+-/=^_{|}~.".contains(c);
    !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && !local.is_empty()
        && local.chars().all(may)
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        let may = |c: char| c.is_alphanumeric() || c == '-';
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(may)
    };
    domain.contains('.') && domain.split('.').all(label)
}

/// Returns the domain with every letter beyond ASCII written as its number; `None` when there is none.
fn foreign(domain: &str) -> Option<String> {
    let plain = |c: char| if c.is_ascii() { c.to_string() } else { format!("<U+{:04X}>", u32::from(c)) };
    (!domain.is_ascii()).then(|| domain.chars().map(plain).collect())
}

fn email_hint(text: &str) -> &'static str {
    if text.contains('<') {
        "write the address alone, without the name and the angle brackets"
    } else if text.starts_with("mailto:") {
        "write the address alone, without `mailto:`"
    } else if text.matches('@').count() > 1 || text.contains([',', ';']) {
        "one field holds one address; a second person is a contact of their own"
    } else {
        "an address looks like `accounts@halden.example`"
    }
}

/// Holds a text against a page to pay on: http or https, a host in ASCII, no user name, no spaces.
pub(super) fn check_link(text: &str) -> Result<(), Wrong> {
    let wrong = |hint: &str| Err(no("bad-link", text, "no link to pay on").hint(hint));
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.get(..scheme.len()).is_some_and(|typed| typed.eq_ignore_ascii_case(scheme)));
    let Some(scheme) = scheme else { return wrong("a link begins with `https://` or `http://`") };
    let rest = &text[scheme.len()..];
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    if authority.contains('@') {
        return wrong("remove the user name before the `@`");
    }
    let (host, port) = authority.split_once(':').unwrap_or((authority, "1"));
    if !host.is_ascii() || !is_domain(host) || port.parse::<u16>().is_err() {
        return wrong("the host is letters (a to z), digits, points and hyphens, as in `pay.halden.example`");
    }
    if !rest.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c)) {
        return wrong("write spaces and letters beyond a to z as `%20` and the like");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> Option<&'static str> {
        check_email(text).err().map(|wrong| wrong.code)
    }

    #[test]
    fn one_bare_address_is_taken() {
        for text in ["accounts@halden.example", "o'brien+ap@mail.firm-7.example", "jörg@halden.example"] {
            assert_eq!(email(text), None, "{text}");
        }
    }

    #[test]
    fn names_lists_parameters_and_headers_are_refused() {
        for text in [
            "Ines <ines@halden.example>",
            "a@halden.example, b@halden.example",
            "a@halden.example;b@halden.example",
            "mailto:a@halden.example",
            "a@halden.example?cc=b@halden.example",
            "a@halden",
            "a b@halden.example",
            ".a@halden.example",
            "a@-halden.example",
            "a@halden..example",
            "\"a b\"@halden.example",
            "a%0abcc:x@halden.example",
        ] {
            assert_eq!(email(text), Some("bad-email"), "{text}");
        }
    }

    #[test]
    fn a_domain_with_a_letter_that_looks_like_another_is_warned_about() {
        let wrong = check_email("a@h\u{430}lden.example").unwrap_err();
        assert_eq!(wrong.code, "lookalike");
        assert!(wrong.hint.unwrap().contains("h<U+0430>lden.example"));
    }

    #[test]
    fn a_link_is_a_page_on_the_web_and_nothing_else() {
        for text in ["https://pay.halden.example/nw14?a=1#b", "http://halden.example:8080", "HTTPS://halden.example"] {
            assert_eq!(check_link(text), Ok(()), "{text}");
        }
        for text in [
            "javascript:alert(1)",
            "ftp://halden.example",
            "https://halden.example@evil.example/",
            "https://a:b@halden.example",
            "https://",
            "https://h\u{430}lden.example",
            "https://halden.example/a b",
            "https://halden.example/<script>",
            "https://halden.example:port/",
            "halden.example",
        ] {
            assert_eq!(check_link(text).unwrap_err().code, "bad-link", "{text}");
        }
    }
}
