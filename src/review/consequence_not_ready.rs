//! Something was announced before it was ready.

use super::{Remark, Rule, Scene};
use crate::strategy::consequence::is_open;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "consequence-not-ready";

/// What is done or given up by now is over, and not remarked on.
fn look(scene: &Scene) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (at, entry) in scene.case.history.iter().enumerate().filter(|(_, entry)| entry.date <= scene.day()) {
        for (place, id) in entry.announced.iter().enumerate() {
            let known = scene.case.consequences.iter().find(|consequence| consequence.id() == id);
            if let Some(early) = known.filter(|c| is_open(c, scene.day()) && !c.ready.holds(entry.date)) {
                let message = format!("`{}` was announced on {}, when it was not ready", early.id(), entry.date);
                remarks.push(
                    Remark::warning(CODE, scene.place(&format!("history[{at}].announced[{place}]")), message)
                        .source("the promise of this program: no threat that is not ready; 15 U.S.C. § 1692e(5), for those who collect for others")
                        .fix("make it ready and set `ready`, or tell the debtor that it is withdrawn and set `withdrawn`"),
                );
            }
        }
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, with};
    use super::CODE;

    fn announced(ready: &str, day: &str) -> bool {
        let lines = format!(
            "history: [{{date: 2026-06-02, channel: call, contact: marsha, outcome: spoke, announced: [lawsuit]}}]\n\
             consequences: [{{kind: lawsuit, name: Petersen, {ready}}}]\n"
        );
        codes(&with(&lines), on(day)).iter().any(|code| code == CODE)
    }

    #[test]
    fn ready_on_the_day_it_is_announced_is_ready_enough() {
        assert!(!announced("ready: 2026-06-02", "2026-06-05"));
        assert!(announced("ready: 2026-06-03", "2026-06-05"));
        assert!(announced("ready: false", "2026-06-05"));
    }

    #[test]
    fn what_is_withdrawn_or_still_to_come_is_not_remarked_on() {
        assert!(!announced("ready: false, withdrawn: 2026-06-04", "2026-06-05"));
        assert!(!announced("ready: false", "2026-06-01"));
    }
}
