//! A draft is of another day, too long ago or still to come.

use super::{Draft, Remark, Rule, Scene};
use crate::calendar::days_between;

pub(super) const RULE: Rule = Rule { code: CODE, of_case: None, of_draft: Some(look) };

const CODE: &str = "draft-old";

/// As old as the books may be, `ladder.books_days`, may a draft be too.
fn look(scene: &Scene, draft: &Draft) -> Vec<Remark> {
    let Some(date) = draft.date else { return Vec::new() };
    let (age, most) = (days_between(date, scene.day()), i64::from(scene.case.ladder.books_days));
    let message = if age > most {
        format!("the draft is of {date}, {age} days ago; the limit is {most}")
    } else if age < 0 {
        format!("the draft is of {date}, which is after {}", scene.day())
    } else {
        return Vec::new();
    };
    vec![
        Remark::warning(CODE, draft.date_place(), message)
            .source("`ladder.books_days` of this case: what is owed and what was paid have moved on since")
            .fix("make it again for the day on which it is sent"),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::sample::{of_draft, on, with};
    use super::CODE;

    #[test]
    fn a_week_old_is_young_enough() {
        let said = |day: &str| {
            let draft = "---\nclass: agreement\nlang: en\ndate: 2026-06-01\n---\n\n$1,000.00\n";
            of_draft(&with(""), on(day), draft).iter().any(|(code, _)| code == CODE)
        };
        assert_eq!(["2026-05-31", "2026-06-01", "2026-06-08", "2026-06-09"].map(said), [true, false, false, true]);
    }
}
