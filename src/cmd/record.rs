//! Making a document is not sending it: the line of `pastdue log` that records what was done with one.

use std::path::Path;

use super::open::Opened;
use super::write::Made;
use crate::cli::Form;
use crate::strategy::consequence;

/// Returns the line that records that a demand was sent, with its deadline and what it announced. A case that came from
/// the standard input is no file to record it in.
pub(super) fn sent_demand(opened: &Opened, made: &Made, without_consequence: bool) -> String {
    if !is_file(opened) {
        return String::new();
    }
    let (case, day) = (opened.case(), opened.plan.as_of);
    let contact = made.gate.contact.as_deref();
    let by_mail = made.forms.contains(&Form::Eml) && contact.and_then(|id| case.contact(id)?.email.as_ref()).is_some();
    let mut line = begin(opened, if by_mail { "email" } else { "letter" }, contact);
    let announced = consequence::announced_now(case, day).filter(|_| !without_consequence);
    let deadline = consequence::deadline(case, announced, day);
    line.push_str(&format!(" --outcome sent --document demand --deadline {deadline}"));
    if let Some(announced) = announced {
        line.push_str(&format!(" --announced {}", announced.id()));
    }
    format!("when it is sent, record it:\n  {line}\n")
}

/// Returns the line that records a call, its outcome left to the caller.
pub(super) fn call(opened: &Opened, made: &Made, is_stated: bool) -> String {
    if !is_file(opened) {
        return String::new();
    }
    let mut line = begin(opened, "call", made.gate.contact.as_deref());
    if is_stated {
        line.push_str(&format!(" --step {}", made.gate.step.word()));
    }
    format!("after the call, record it:\n  {line} --outcome OUTCOME\n")
}

/// Returns the line that writes the message which says a promise back.
pub(super) fn confirm(file: &Path) -> String {
    format!("to say the promise back in writing:\n  pastdue confirm {}\n", word(&file.to_string_lossy()))
}

fn is_file(opened: &Opened) -> bool {
    opened.path != Path::new("-")
}

fn begin(opened: &Opened, channel: &str, contact: Option<&str>) -> String {
    let file = word(&opened.path.to_string_lossy());
    let contact = contact.map(|id| format!(" --contact {id}")).unwrap_or_default();
    format!("pastdue log {file} --date {} --channel {channel}{contact}", opened.plan.as_of)
}

/// Returns a word as a shell takes it.
pub(super) fn word(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+=:@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn a_name_with_spaces_and_quotes_is_one_word_to_a_shell() {
        assert_eq!(word("cases/n-1.yaml"), "cases/n-1.yaml");
        assert_eq!(word("my cases/Müller's.yaml"), "'my cases/Müller'\\''s.yaml'");
    }
}
