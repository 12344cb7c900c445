//! Where a new entry of the history goes: behind the last one, in a list of its form.

use crate::case::tree::{Content, Entry, Node};

use super::draft::{Draft, Form};
use super::{Insertions, line};

/// A place for a new entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// On new lines behind a line.
    Lines {
        /// The end of that line.
        at: usize,
        /// What stands before the entry: a key that is missing, or nothing.
        head: &'static str,
        /// Whether an empty line parts it from what stands above.
        apart: bool,
        /// The spaces before the dash.
        indent: usize,
        /// The dash and the spaces behind it.
        dash: String,
        form: Form,
    },
    /// Inside brackets.
    Brackets {
        /// Where the last entry ends; none in an empty list.
        last: Option<usize>,
        /// Where a comma stands behind it already, and ends.
        comma: Option<usize>,
        /// Where the bracket closes.
        close: usize,
    },
}

impl Place {
    /// Returns the place in a file, if its history is a list that can be added to.
    pub(super) fn of(text: &str, tree: &Node) -> Option<Place> {
        let Some(history) = tree.entry("history") else { return missing(text, tree) };
        match &history.value.content {
            Content::Empty => empty(text, history),
            Content::List(items) if begins_with(text, history, '[') => brackets(text, &history.value, items),
            Content::List(items) => lines(text, items),
            _ => None,
        }
    }

    /// Returns what has to be put in, and where.
    pub(super) fn insertions(&self, text: &str, entry: &Draft) -> Insertions {
        let ending = line::ending(text);
        match self {
            Place::Lines { at, head, apart, indent, dash, form } => {
                let mut new = String::new();
                if *apart {
                    new.push_str(ending);
                }
                for line in head.lines() {
                    new.push_str(&format!("{ending}{line}"));
                }
                for line in entry.lines(*indent, dash, *form) {
                    new.push_str(&format!("{ending}{line}"));
                }
                Insertions(vec![(*at, new)])
            }
            Place::Brackets { last: None, close, .. } => Insertions(vec![(*close, entry.braces())]),
            Place::Brackets { last: Some(last), comma, close } => in_brackets(text, *last, *comma, *close, entry),
        }
    }
}

/// Puts an entry behind the last one: on a line of its own where the bracket closes on one.
fn in_brackets(text: &str, last: usize, comma: Option<usize>, close: usize, entry: &Draft) -> Insertions {
    let behind = comma.unwrap_or(last);
    let parting = if comma.is_some() { "" } else { "," };
    if !text[behind..close].contains('\n') {
        return Insertions(vec![(behind, format!("{parting} {}", entry.braces()))]);
    }
    let above = &text[line::start(text, last)..last];
    let indent = &above[..above.len() - above.trim_start_matches(' ').len()];
    let new = (line::end(text, behind), format!("{}{indent}{}", line::ending(text), entry.braces()));
    if parting.is_empty() { Insertions(vec![new]) } else { Insertions(vec![(last, parting.to_owned()), new]) }
}

/// A list of dashes.
fn lines(text: &str, items: &[Node]) -> Option<Place> {
    let last = items.last()?;
    let (indent, dash) = dash_before(text, last)?;
    Some(Place::Lines {
        at: line::end_with_comments(text, end_of(text, last)?, indent.max(1)),
        head: "",
        apart: false,
        indent,
        dash,
        form: if text[last.span.start as usize..].starts_with('{') { Form::Braces } else { Form::Lines },
    })
}

/// Returns the spaces before the dash of an item, and the dash with the spaces behind it.
fn dash_before(text: &str, item: &Node) -> Option<(usize, String)> {
    let before = without_anchor(text[..item.span.start as usize].trim_end());
    let at = before.strip_suffix('-')?.len();
    let behind = &text[at + 1..];
    // one on a line of its own gives the usual form to what follows it
    let spaces = (behind.len() - behind.trim_start_matches(' ').len()).max(1);
    line::indent(text, at).map(|indent| (indent, format!("-{}", " ".repeat(spaces))))
}

/// Returns what stands before the anchor of a value, as in `- &first`, when it has one.
fn without_anchor(before: &str) -> &str {
    let word = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    if before[word..].starts_with('&') { before[..word].trim_end() } else { before }
}

fn brackets(text: &str, list: &Node, items: &[Node]) -> Option<Place> {
    let last = items.last().map_or(Some(None), |last| end_of(text, last).map(Some))?;
    let open = list.span.start as usize + 1;
    let next = line::skip_blank(text, last.unwrap_or(open));
    let comma = text[next..].starts_with(',').then_some(next + 1);
    let close = line::skip_blank(text, comma.unwrap_or(next));
    text[close..].starts_with(']').then_some(Place::Brackets { last, comma, close })
}

/// A key with nothing behind it; a written `null` is left to the user.
fn empty(text: &str, history: &Entry) -> Option<Place> {
    let key = history.span.end as usize;
    let colon = key + text[key..].find(':')? + 1;
    let end = line::end(text, colon);
    let rest = text[colon..end].trim_start();
    let nothing = rest.is_empty() || rest.starts_with('#');
    let place = new_list(end, "", false, 2);
    (nothing && line::indent(text, history.span.start as usize) == Some(0)).then_some(place)
}

/// No such key: a new one goes behind the payments, or the invoices when there are none.
fn missing(text: &str, tree: &Node) -> Option<Place> {
    let paid = tree.entry("payments").filter(|entry| !entry.value.items().is_empty());
    let above = paid.or_else(|| tree.entry("invoices"))?;
    let start = above.span.start as usize;
    if line::indent(text, start) != Some(0) {
        return None;
    }
    let indent = above.value.items().first().and_then(|item| dash_before(text, item)).map_or(2, |(indent, _)| indent);
    let at = line::end_with_comments(text, end_of(text, &above.value)?, indent.max(1));
    let apart = text[..start].trim_end_matches([' ', '\r']).ends_with("\n\n") || text[..start].ends_with("\n\r\n");
    Some(new_list(at, "history:", apart, indent))
}

fn new_list(at: usize, head: &'static str, apart: bool, indent: usize) -> Place {
    Place::Lines { at, head, apart, indent, dash: "- ".to_owned(), form: Form::Braces }
}

/// Returns whether the value of a key begins with the sign, and does so behind the key: what stands behind an alias does not.
fn begins_with(text: &str, entry: &Entry, sign: char) -> bool {
    let start = entry.value.span.start as usize;
    start > entry.span.start as usize && text[start..].starts_with(sign)
}

/// Returns the end of a value, its closing bracket with it; `None` where something unforeseen stands.
pub(super) fn end_of(text: &str, node: &Node) -> Option<usize> {
    let start = node.span.start as usize;
    let (open, last) = match &node.content {
        Content::List(items) => ('[', items.last().map_or(Some(start + 1), |item| end_of(text, item))?),
        Content::Map(entries) => ('{', entries.last().map_or(Some(start + 1), |entry| end_of_entry(text, entry))?),
        _ => return Some(end_of_text(text, start, node.span.end as usize)),
    };
    if !text[start..].starts_with(open) {
        return Some(last);
    }
    let close = if open == '[' { ']' } else { '}' };
    let mut at = line::skip_blank(text, last);
    if text[at..].starts_with(',') {
        at = line::skip_blank(text, at + 1);
    }
    text[at..].starts_with(close).then_some(at + 1)
}

/// Returns where a text ends. One in a block goes on to where the next value begins: its own last line is the one with
/// the last letter, or, where `|+` says that empty lines are part of it, the last of those.
fn end_of_text(text: &str, start: usize, end: usize) -> usize {
    let last = text[..end].trim_end().len().max(start);
    let behind = &text[last..];
    let blank = &behind[..behind.len() - behind.trim_start().len()];
    match blank.rfind('\n').filter(|_| keeps_empty_lines(&text[..start])) {
        Some(at) => last + blank[..at].trim_end_matches('\r').len(),
        None => last,
    }
}

fn keeps_empty_lines(before: &str) -> bool {
    let line = before.trim_end().lines().last().unwrap_or_default();
    let line = line.split(" #").next().unwrap_or_default();
    line.split_whitespace().last().is_some_and(|head| head.starts_with(['|', '>']) && head.contains('+'))
}

pub(super) fn end_of_entry(text: &str, entry: &Entry) -> Option<usize> {
    let key = entry.span.end as usize;
    // what stands behind an alias has its place elsewhere
    if (entry.value.span.start as usize) < key { Some(key) } else { end_of(text, &entry.value).map(|end| end.max(key)) }
}
