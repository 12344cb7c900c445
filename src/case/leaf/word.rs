//! Words from a list, flags and payment terms.

use super::super::near;
use super::super::terms::PaymentTerms;
use super::{Wrong, no};

/// Holds a text against a list of words.
pub(super) fn check(text: &str, words: &[&str]) -> Result<(), Wrong> {
    if words.contains(&text) {
        return Ok(());
    }
    Err(no("unknown-word", text, "not one of its words")
        .hint(format!("it is one of {}", listed(words)))
        .meant(&near::nearest(text, words.iter().copied())))
}

fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// Holds a text against `true` and `false`.
pub(super) fn check_flag(text: &str) -> Result<(), Wrong> {
    if matches!(text, "true" | "false") {
        return Ok(());
    }
    let hint = match text.to_ascii_lowercase().as_str() {
        "yes" | "y" | "on" | "true" | "1" => "did you mean `true`?",
        "no" | "n" | "off" | "false" | "0" => "did you mean `false`?",
        _ => "write `true` or `false`",
    };
    Err(no("unknown-word", text, "neither `true` nor `false`").hint(hint))
}

/// Holds a text against payment terms.
pub(super) fn check_terms(text: &str) -> Result<(), Wrong> {
    if PaymentTerms::from_typed(text).is_some() {
        return Ok(());
    }
    let plain = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = plain.trim_end_matches(" days").to_owned();
    let wrong = no("unknown-terms", text, "no payment terms")
        .hint("write `on receipt`, `net 30`, `net 30 from receipt`, `net 30 eom` or `15 mfi`");
    Err(if PaymentTerms::from_typed(&plain).is_some() { wrong.meant(&[&plain]) } else { wrong })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_near_a_known_one_is_asked_about() {
        let hint = check("no-anwser", &["no-answer", "no-reply"]).unwrap_err().hint.unwrap();
        assert_eq!(hint, "did you mean `no-answer`?");
    }

    #[test]
    fn a_word_near_none_shows_the_list() {
        let hint = check("fax", &["call", "letter"]).unwrap_err().hint.unwrap();
        assert_eq!(hint, "it is one of `call`, `letter`");
    }

    #[test]
    fn yes_is_not_read_as_true_but_asked_about() {
        assert_eq!(check_flag("yes").unwrap_err().hint.unwrap(), "did you mean `true`?");
    }

    #[test]
    fn terms_in_other_words_are_asked_about() {
        assert_eq!(check_terms("Net 30 days").unwrap_err().hint.unwrap(), "did you mean `net 30`?");
        assert!(check_terms("soon").unwrap_err().hint.unwrap().starts_with("write `on receipt`"));
    }
}
