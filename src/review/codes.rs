//! A paragraph for each code of a remark, for `pastdue explain`.

use std::sync::LazyLock;

static TEXT: &str = include_str!("codes.md");

static EXPLANATIONS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let sections = TEXT.split("\n## ").skip(1);
    sections.filter_map(|section| section.split_once('\n')).map(|(code, words)| (code.trim(), words.trim())).collect()
});

/// Returns what a code means, what it rests on and what to do; `None` for a code that is not a remark's.
pub fn explain(code: &str) -> Option<&'static str> {
    EXPLANATIONS.iter().find(|(known, _)| *known == code).map(|(_, words)| *words)
}

/// Returns every code of a remark, in the order in which they are explained.
pub fn all() -> impl Iterator<Item = &'static str> {
    EXPLANATIONS.iter().map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_explained_and_every_explanation_has_its_rule() {
        let (mut rules, mut explained): (Vec<_>, Vec<_>) = (super::super::all_codes().collect(), all().collect());
        rules.sort_unstable();
        explained.sort_unstable();
        assert_eq!(rules, explained);
    }
}
