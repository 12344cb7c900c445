//! Something was announced, its day has come, and it is neither done nor withdrawn.

use super::{Remark, Rule, Scene};
use crate::strategy::consequence::outstanding;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: Some(look), of_draft: None };

const CODE: &str = "announced-not-done";

fn look(scene: &Scene) -> Vec<Remark> {
    let day = scene.day();
    let past = outstanding(scene.case, day, day).into_iter().filter(|announced| announced.from <= day);
    past.map(|announced| {
        let message = format!(
            "`{}` was announced on {} for {} and is neither done nor withdrawn",
            announced.consequence, announced.announced, announced.from
        );
        let at = scene.case.consequences.iter().position(|c| c.id() == announced.consequence).unwrap_or_default();
        Remark::warning(CODE, scene.place(&format!("consequences[{at}]")), message)
            .source("the promise of this program: what is announced is done; 15 U.S.C. § 1692e(5), for those who collect for others")
            .fix("do it and set `done`, or tell the debtor that it is given up and set `withdrawn`")
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{codes, on, with};
    use super::CODE;

    fn said(end: &str, day: &str) -> bool {
        let lines = format!(
            "history: [{{date: 2026-06-02, channel: letter, contact: marsha, outcome: sent, document: demand, \
             deadline: 2026-06-09, announced: [lawsuit]}}]\n\
             consequences: [{{kind: lawsuit, name: Petersen, ready: 2026-05-01{end}}}]\n"
        );
        codes(&with(&lines), on(day)).iter().any(|code| code == CODE)
    }

    #[test]
    fn the_day_after_the_deadline_is_the_day_to_act() {
        assert!(!said("", "2026-06-09"));
        assert!(said("", "2026-06-10"));
    }

    #[test]
    fn done_or_withdrawn_is_the_end_of_it() {
        assert!(!said(", done: 2026-06-10", "2026-06-10"));
        assert!(!said(", withdrawn: 2026-06-12", "2026-06-20"));
    }
}
