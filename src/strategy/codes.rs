//! A paragraph for each name of a refusal, for `pastdue explain`, and a line of what to do.

use std::sync::LazyLock;

use crate::case::codes::sections;

static EXPLANATIONS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| sections(include_str!("codes.md")).collect());

/// Returns what a refusal means and what to do about it; `None` for a code that is not a refusal's.
pub fn explain(code: &str) -> Option<&'static str> {
    EXPLANATIONS.iter().find(|(known, _)| *known == code).map(|(_, words)| *words)
}

/// Returns the name of every refusal, in the order in which they are explained.
pub fn all() -> impl Iterator<Item = &'static str> {
    EXPLANATIONS.iter().map(|(code, _)| *code)
}

/// Returns what to do about a refusal, in a line; `None` where there is nothing to do but wait.
pub fn hint(code: &str) -> Option<&'static str> {
    Some(match code {
        "too-soon" => "`--step STEP` makes the sheet for a step you name all the same",
        "promise-pending" => "enter what has come under `payments`; `--step STEP` makes the sheet all the same",
        "plan-kept" => "write off what is left: an entry under `payments` with `kind: write-off`",
        "on-hold" => "set another `hold.until`, or remove `hold`, to go on",
        "dispute-open" => "once it is settled, enter the day under `invoices[].disputed.resolved`",
        "no-ready-consequence" => {
            "prepare one and enter its `ready` day; `--without-consequence` makes the letter without that sentence"
        }
        "books-not-current" => {
            "look at the account, then set `payments_checked`; `--books-current` states that the books are current"
        }
        "no-escalation" => "`--step follow-up` or `--step final-call` makes a sheet for the debtor",
        "too-many-instalments" => "ask for fewer instalments",
        "down-too-large" => "a debt that is paid at once needs no plan; enter what came under `payments`",
        "first-instalment-past" => "`--first` is the day of the agreement (`--as-of`) or a later one",
        "outside-calling-hours" => "the permitted hours are `ladder.hours`, in the debtor's own time",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_is_explained_and_has_a_name_of_its_own() {
        assert!(all().count() >= 17);
        for code in all() {
            assert!(explain(code).is_some_and(|words| words.ends_with('.')), "{code}");
            assert!(crate::case::codes::explain(code).is_none(), "{code}");
        }
    }

    #[test]
    fn what_has_a_hint_has_an_explanation() {
        let hinted = all().filter(|code| hint(code).is_some()).count();
        assert_eq!(hinted, 12);
        assert_eq!(hint("settled"), None);
    }
}
