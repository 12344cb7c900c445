//! A letter or an agreement does not name the total of the day.

use super::draft::amounts;
use super::{Draft, Remark, Rule, Scene};
use crate::compose::DocumentKind;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: None, of_draft: Some(look) };

const CODE: &str = "total-not-of-the-day";

fn look(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    let total = scene.ledger.total_due;
    if !matches!(draft.kind, DocumentKind::Demand | DocumentKind::PlanAgreement) {
        return Vec::new();
    }
    let currency = scene.ledger.currency;
    let named = draft.pieces().flat_map(|piece| amounts::in_text(piece.text, currency));
    if named.map(|(value, _)| value).any(|value| value == total.units().normalize()) {
        return Vec::new();
    }
    let message =
        format!("on {} {} {currency} is due, and the draft does not say so", scene.day(), total.plain(currency));
    vec![
        Remark::error(CODE, draft.beginning(), message)
            .source("the promise of this program: one reckoning; every document of a day names the same total")
            .fix("make the document again for this day, or look at it with `--as-of` its own day"),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::sample::{of_draft, on, with};
    use super::CODE;

    fn said(yaml: &str, amount: &str, day: &str) -> bool {
        let draft = format!("---\nclass: letter\nlang: en\n---\n\nPlease pay {amount}.\n");
        of_draft(yaml, on(day), &draft).iter().any(|(code, _)| code == CODE)
    }

    #[test]
    fn a_letter_names_what_is_due_on_its_day() {
        let interest = with("terms: {charges: [{interest: {annual: 12%}, clause: interest}]}\n");
        assert!(!said(&interest, "$1,000.00", "2026-05-01"));
        assert!(said(&interest, "$1,000.00", "2026-05-02"));
        assert!(!said(&interest, "$1,000.33", "2026-05-02"));
    }
}
