//! From YAML text to the marked tree, within limits.
//!
//! A syntax fault or a passed limit ends the reading with one finding. Everything else that a case
//! file may not hold (tags, merge keys, a key twice, a second document) is found and passed over,
//! so that the rest is looked at in the same run.

use granit_parser::{Marker, Options, Parser};

use super::builder::{Builder, More};
use super::findings::Findings;
use super::syntax;
use super::tree::{Node, Span};

/// The most values inside one another.
pub const MOST_LEVELS: usize = 32;
/// The most keys and values of a file, those behind aliases counted at each use.
pub const MOST_NODES: usize = 100_000;
/// The most aliases of a file.
pub const MOST_ALIASES: usize = 100;

/// Returns the tree of a file, or `None` when a fault or a limit ended the reading.
///
/// A file without a value gives an empty node.
pub fn tree(text: &str, file: u16, found: &mut Findings) -> Option<Node> {
    if syntax::control_characters(text, file, found) {
        return None;
    }
    let mut builder = Builder::new(file, found);
    for event in Parser::new_from_str_with_options(text, options()) {
        let more = match event {
            Ok((event, span)) => builder.take(event, span),
            Err(fault) => {
                builder.fault(&fault, text);
                return None;
            }
        };
        match more {
            More::Yes => {}
            More::Enough => break,
            More::Stop => return None,
        }
    }
    Some(builder.finish())
}

/// Returns the place of a file's first character.
pub fn start(file: u16) -> Span {
    Span { file, line: 1, column: 1, start: 0, end: 0 }
}

/// Returns the place from one mark to another; a place without a known end is empty.
pub fn span(file: u16, from: Marker, to: Marker) -> Span {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let start = from.byte_offset().unwrap_or(0);
    Span {
        file,
        line: number(from.line()),
        column: number(from.col() + 1),
        start: number(start),
        end: number(to.byte_offset().unwrap_or(start).max(start)),
    }
}

fn options() -> Options {
    granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        disallow_directives: true,
        // one more than we allow, so that the limit is ours to name
        flow_nesting_limit: MOST_LEVELS + 2,
        block_nesting_limit: MOST_LEVELS + 2,
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::{SMALL, codes, loaded};
    use super::*;

    fn codes_of(text: &str) -> Vec<&'static str> {
        loaded(text).findings().iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_value_behind_an_alias_is_read_at_each_use() {
        let text = SMALL.replace("name: Halden", "name: &name Halden").replace("name: Northwind", "name: *name");
        assert_eq!(loaded(&text).case().unwrap().debtor.name, "Halden");
    }

    #[test]
    fn the_last_line_break_of_a_block_is_no_part_of_the_text() {
        let text = SMALL.replace("  name: Northwind\n", "  name: >\n    Northwind\n    Outfitters\n");
        assert_eq!(loaded(&text).case().unwrap().debtor.name, "Northwind Outfitters");
    }

    #[test]
    fn the_word_null_is_no_value_unless_it_stands_in_quotes() {
        assert_eq!(codes(&SMALL.replace("name: Northwind", "name: null")), ["empty-value 5:3"]);
        let quoted = loaded(&SMALL.replace("name: Northwind", "name: 'null'"));
        assert_eq!(quoted.case().unwrap().debtor.name, "null");
    }

    #[test]
    fn text_stays_as_typed_whatever_yaml_would_make_of_it() {
        for typed in ["NO", "on", "0118", "1e3", "1_000", "0x10", "2026-05-01", "12:30:45", ".inf", "true"] {
            let case = loaded(&SMALL.replace("name: Northwind", &format!("name: {typed}")));
            assert_eq!(case.case().unwrap().debtor.name, typed);
        }
    }

    #[test]
    fn a_key_given_twice_is_found_with_both_places() {
        let twice = loaded(&SMALL.replace("  kind: business\n", "  kind: business\n  kind: consumer\n"));
        let finding = &twice.findings()[0];
        assert_eq!((finding.code, finding.place.as_ref().unwrap().line), ("duplicate-key", 7));
        assert_eq!(finding.related[0].0.line, 6);
    }

    #[test]
    fn thirty_two_levels_are_enough_and_one_more_too_deep() {
        let nested = |levels: usize| format!("a: {}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(!codes_of(&nested(MOST_LEVELS - 1)).contains(&"too-deep"));
        assert_eq!(codes_of(&nested(MOST_LEVELS)), ["too-deep"]);
    }

    #[test]
    fn a_hundred_aliases_are_read_and_one_more_is_refused() {
        let used = |times: usize| format!("{SMALL}internal: [&a x{}]\n", ", *a".repeat(times));
        assert_eq!(loaded(&used(MOST_ALIASES)).case().unwrap().internal.0.len(), MOST_ALIASES + 1);
        assert_eq!(codes_of(&used(MOST_ALIASES + 1)), ["too-many-aliases"]);
    }

    #[test]
    fn values_behind_aliases_count_at_each_use() {
        let text = format!("a: &a [{}]\nb: [{}]\n", "x,".repeat(1_100), "*a,".repeat(100));
        assert_eq!(codes_of(&text), ["too-many-values"]);
    }

    #[test]
    fn levels_behind_an_alias_count_too() {
        let half = "[".repeat(20) + &"]".repeat(20);
        let text = format!("a: &a {half}\nb: {}*a{}\n", "[".repeat(20), "]".repeat(20));
        assert_eq!(codes_of(&text), ["too-deep"]);
    }

    #[test]
    fn a_place_counts_characters_and_not_bytes() {
        assert_eq!(codes(&SMALL.replace("name: Halden,", "name: Häldén, logo: ../x,")), ["bad-file-name 3:32"]);
    }
}
