//! What the user silences, each with a reason; a silence without need or without a reason is itself a remark.

use super::remark::Remark;
use super::{Scene, all_codes};
use crate::case::near;

const UNUSED: &str = "silence-unused";
const REASONLESS: &str = "silence-without-reason";
const UNKNOWN: &str = "silence-unknown";

/// The codes of the remarks about silences.
pub const CODES: [&str; 3] = [UNUSED, REASONLESS, UNKNOWN];

const PROMISE: &str = "the case file: `silence` takes a code and the reason why it does not apply";

/// Marks the remarks that the case silences, and remarks on silences that do nothing; `looked` are the rules that
/// had something to look at.
pub(super) fn apply(scene: &Scene, mut remarks: Vec<Remark>, looked: &[&str]) -> Vec<Remark> {
    let mut about = Vec::new();
    for (at, silence) in scene.case.silence.iter().enumerate() {
        let code = silence.code.as_str();
        let place = |key: &str| scene.place(&format!("silence[{at}].{key}"));
        if !all_codes().any(|known| known == code) {
            let fix = near::question(&near::nearest(code, all_codes()))
                .unwrap_or_else(|| "`pastdue explain` lists all codes; remove it if the rule is gone".into());
            let message = format!("no rule has the code `{code}`, so nothing is silenced");
            about.push(Remark::warning(UNKNOWN, place("code"), message).source(PROMISE).fix(fix));
        } else if !says_something(&silence.reason) {
            let message = format!("`{code}` is silenced without a reason, and so is still said");
            let fix = "say in a few words why it does not apply to this case";
            about.push(Remark::warning(REASONLESS, place("reason"), message).source(PROMISE).fix(fix));
        } else {
            let mut meant = remarks.iter_mut().filter(|remark| remark.code == code).peekable();
            if meant.peek().is_none() && looked.contains(&code) {
                let message = format!("`{code}` is silenced, and has nothing to say");
                about.push(Remark::warning(UNUSED, place("code"), message).source(PROMISE).fix("remove it"));
            }
            meant.for_each(|remark| remark.silenced = Some(silence.reason.trim().to_owned()));
        }
    }
    remarks.extend(about);
    remarks
}

/// A reason has at least one word of three letters.
fn says_something(reason: &str) -> bool {
    reason.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() >= 3)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, with};

    const BARE_FEE: &str = "terms: {charges: [{amount: 5.00}]}\n";

    fn silenced(silence: &str) -> Vec<String> {
        codes(&with(&format!("{BARE_FEE}silence: [{silence}]\n")), on("2026-06-01"))
    }

    #[test]
    fn a_remark_is_silenced_with_a_reason() {
        assert_eq!(silenced("{code: fee-without-clause, reason: agreed by e-mail}"), ["(fee-without-clause)"]);
    }

    #[test]
    fn a_reason_that_says_nothing_silences_nothing() {
        for reason in ["'-'", "n/a", "ok"] {
            let found = silenced(&format!("{{code: fee-without-clause, reason: {reason}}}"));
            assert_eq!(found, ["fee-without-clause", "silence-without-reason"], "{reason}");
        }
    }

    #[test]
    fn a_silence_that_is_not_needed_or_not_known_is_said() {
        let found = silenced("{code: fee-without-clause, reason: agreed}, {code: two-interests, reason: not here}");
        assert_eq!(found, ["(fee-without-clause)", "silence-unused"]);
        let found = silenced("{code: fee-without-claus, reason: agreed by e-mail}");
        assert_eq!(found, ["fee-without-clause", "silence-unknown"]);
    }

    #[test]
    fn a_silence_for_drafts_alone_is_not_unused_while_no_draft_was_edited() {
        assert_eq!(silenced("{code: clause-differs, reason: older print}"), ["fee-without-clause"]);
    }
}
