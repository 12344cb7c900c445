//! What a document reads: a fact that its templates do not name is not gathered.
//!
//! That holds for the templates inside the program, which name each fact in full. One of the user's may come to a fact
//! in any way the engine knows, so a language in which the user has a file reads everything.

use rustc_hash::FxHashSet;

use super::spelling::tags;

/// The facts that a document reads.
pub(super) enum Reads {
    Everything,
    Named {
        /// In full, as in `owed.due.full`.
        names: FxHashSet<String>,
        /// Those and all that they are parts of: `owed`, `owed.due`.
        opened: FxHashSet<String>,
    },
}

impl Reads {
    /// Returns what a template and all it includes read, of the templates of a language by their names.
    pub(super) fn of(document: &str, templates: &[(String, String)]) -> Reads {
        let mut names = FxHashSet::default();
        let mut included = vec![document];
        let mut at = 0;
        while let Some(name) = included.get(at) {
            let text = templates.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text);
            names.extend(tags(text).flat_map(named));
            let others = templates.iter().map(|(other, _)| other.as_str());
            let next = others.filter(|other| text.contains(&format!("\"{other}\"")) && !included.contains(other));
            let next: Vec<&str> = next.collect();
            included.extend(next);
            at += 1;
        }
        let opened = names.iter().flat_map(|name| wholes(name)).map(str::to_owned).collect();
        Reads::Named { names, opened }
    }

    /// Whether the fact may be read, by its name in full: itself, a part of it, or all that it is a part of.
    pub(super) fn may(&self, fact: &str) -> bool {
        match self {
            Reads::Everything => true,
            Reads::Named { names, opened } => opened.contains(fact) || wholes(fact).any(|whole| names.contains(whole)),
        }
    }
}

/// Returns the name and all that it is a part of.
fn wholes(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('.').map(|(dot, _)| dot).chain([name.len()]).map(|end| &name[..end])
}

/// Returns the names in a tag, without the marks of those that may be absent.
pub(super) fn named(tag: &str) -> impl Iterator<Item = String> {
    let other = |c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || "_.?".contains(c));
    let names = tag.split(other).map(|name| name.replace('?', ""));
    names.map(|name| name.trim_matches('.').to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(document: &str, others: &[(&str, &str)]) -> Reads {
        let all = [("en/demand.md", document)].into_iter().chain(others.iter().copied());
        Reads::of("en/demand.md", &all.map(|(name, text)| (name.to_owned(), text.to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn a_fact_is_read_that_is_named_in_part_or_as_part_of_another() {
        let reads = reads("What is owed {{ owed.due.full }}{% for row in history %}{% endfor %}", &[]);
        let read = ["owed", "owed.due", "owed.due.full", "history.entries"].map(|fact| reads.may(fact));
        assert_eq!(read, [true; 4]);
        assert!(!reads.may("owed.invoices") && !reads.may("contract"));
    }

    #[test]
    fn what_is_included_is_read_too() {
        let others = [
            ("en/a.md", "{% include \"en/b.md\" %}"),
            ("en/b.md", "{{ [x, ...contract?.late] }}{% include \"en/a.md\" %}"),
            ("en/c.md", "{{ page }}"),
        ];
        let reads = reads("{% include \"en/a.md\" %}", &others);
        assert!(reads.may("contract.late") && !reads.may("page"));
    }
}
