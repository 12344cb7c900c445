//! How a language or a region spells the text of its templates: the narrow spaces of French, the `ss` of
//! Switzerland, a term that a country has for itself. The rules are data (`spelling` in `words.yaml`).
//!
//! Only what a template says is spelled so. Its code stays as it is, and the values of a case are not seen:
//! a street is written as its town writes it.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What is written in the place of what.
pub(super) type Spelling = BTreeMap<String, String>;

/// What is replaced, and by what.
type Rule<'s> = (&'s str, &'s str);

/// Returns the template with its own text spelled by the rules: outside of tags and comments, and in the
/// quoted texts inside tags.
pub(super) fn respelled(source: &str, spelling: &Spelling) -> String {
    if spelling.is_empty() {
        return source.to_owned();
    }
    // the longer rule goes first, so that a phrase is met before a word of it
    let mut rules: Vec<Rule> = spelling.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    rules.sort_by_key(|(from, _)| Reverse(from.len()));
    let mut out = String::with_capacity(source.len() + 64);
    for (text, tag) in pieces(source) {
        out.push_str(&spelled(text, &rules));
        push_tag(&mut out, tag, &rules);
    }
    out
}

/// Returns the tags of a template, without its comments.
pub(super) fn tags(source: &str) -> impl Iterator<Item = &str> {
    pieces(source).map(|(_, tag)| tag).filter(|tag| !tag.starts_with("{#"))
}

/// Returns each text of a template with the tag or comment after it; after the last one there is none.
fn pieces(source: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = Some(source);
    std::iter::from_fn(move || {
        let from = rest.take()?;
        let Some(at) = opener(from) else { return Some((from, "")) };
        let end = closer(&from[at..]).map_or(from.len(), |end| at + end);
        rest = Some(&from[end..]);
        Some((&from[..at], &from[at..end]))
    })
}

fn opener(text: &str) -> Option<usize> {
    let mut braces = text.match_indices('{').map(|(at, _)| at);
    braces.find(|at| text[at + 1..].starts_with(['{', '%', '#']))
}

/// Returns where the tag at the start of the text ends.
fn closer(tag: &str) -> Option<usize> {
    if tag.starts_with("{#") {
        return tag.find("#}").map(|at| at + 2);
    }
    let closer = if tag.starts_with("{{") { "}}" } else { "%}" };
    let mut quoted = false;
    tag.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (!quoted && at > 1 && tag[at..].starts_with(closer)).then_some(at + 2)
    })
}

fn push_tag(out: &mut String, tag: &str, rules: &[Rule<'_>]) {
    if tag.starts_with("{#") {
        out.push_str(tag);
        return;
    }
    for (place, piece) in tag.split('"').enumerate() {
        if place > 0 {
            out.push('"');
        }
        if place % 2 == 1 { out.push_str(&spelled(piece, rules)) } else { out.push_str(piece) }
    }
}

fn spelled<'t>(text: &'t str, rules: &[Rule<'_>]) -> Cow<'t, str> {
    rules.iter().fold(
        Cow::Borrowed(text),
        |text, (from, to)| {
            if text.contains(from) { Cow::Owned(text.replace(from, to)) } else { text }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(rules: &[(&str, &str)]) -> Spelling {
        rules.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
    }

    #[test]
    fn text_and_quoted_text_are_spelled_and_code_is_not() {
        let narrow = rules(&[(" !", "_!"), (" :", "_:")]);
        let template = "A : {% if a != b %}b !{% endif %} {# c : #}{{ \"d : }} \" ~ e }} {{ <X a={b} /> }} :";
        assert_eq!(
            respelled(template, &narrow),
            "A_: {% if a != b %}b_!{% endif %} {# c : #}{{ \"d_: }} \" ~ e }} {{ <X a={b} /> }}_:"
        );
    }

    #[test]
    fn a_phrase_is_spelled_before_a_word_of_it() {
        let moratory = rules(&[("pénalités", "intérêts"), ("de pénalités de retard", "d’intérêts moratoires")]);
        assert_eq!(respelled("de pénalités de retard, pénalités", &moratory), "d’intérêts moratoires, intérêts");
    }

    #[test]
    fn a_tag_that_is_not_closed_is_left_to_the_engine() {
        assert_eq!(respelled("ß {{ ß", &rules(&[("ß", "ss")])), "ss {{ ß");
    }
}
