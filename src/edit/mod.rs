//! One more entry in a case file that a person wrote, with everything else as it was.
//!
//! An entry is [put into YAML](draft) in the form of its neighbours, the [place] behind the last of them is found, and what
//! comes out is [held against](proof) what was there: the same values but for the one new entry. Nothing is taken out
//! of a file or moved in it; every change is an insertion, so that comments, order, quotes and line ends cannot be lost.
//!
//! A [new file](fresh) is written here too.
//!
//! The room knows texts and the values in them. It reads no disk and writes none.

pub mod draft;
pub mod fresh;
mod line;
mod place;
mod proof;

use crate::case::findings::Findings;
use crate::case::parse;
use crate::case::tree::Node;

pub use draft::{Draft, Value};

use place::Place;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A file with one more entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// The line on which the new entry begins, from 1.
    pub line: usize,
    /// The lines of the new entry, as they stand in the file, without the last line end.
    pub lines: String,
}

/// Texts to be put in at places of an older text, in order of place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Insertions(Vec<(usize, String)>);

/// Returns the file with an entry at the end of its `history`; `None` when no place for it is found where all the rest
/// would stay what it is.
pub fn append(original: &[u8], entry: &Draft) -> Option<Edited> {
    let text = std::str::from_utf8(original).ok()?;
    let (mark, text) = match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (BYTE_ORDER_MARK, rest),
        None => ("", text),
    };
    let old = tree(text)?;
    let place = Place::of(text, &old)?;
    let insertions = place.insertions(text, entry);
    let new = insertions.applied_to(text);
    let after = tree(&new)?;
    let added = after.list("history").last().filter(|_| proof::holds(&old, &after, entry))?;
    let (start, end) = (added.span.start as usize, place::end_of(&new, added)?);
    let lines = new[line::start(&new, start)..line::end(&new, end)].to_owned();
    Some(Edited { line: added.span.line as usize, lines, bytes: format!("{mark}{new}").into_bytes() })
}

/// Returns what a text says, unless it is no YAML. What else may be wrong with it is found by whoever reads the case.
fn tree(text: &str) -> Option<Node> {
    let mut found = Findings::default();
    let file = found.add_text("", text);
    parse::tree(text, file, &mut found)
}

impl Insertions {
    fn applied_to(&self, old: &str) -> String {
        let mut new = String::with_capacity(old.len() + 200);
        let mut from = 0;
        for (at, text) in &self.0 {
            new.push_str(&old[from..*at]);
            new.push_str(text);
            from = *at;
        }
        new.push_str(&old[from..]);
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "case: a-1 # ours\ncurrency: USD\ninvoices:\n  - {number: N1, issued: 2026-04-29, amount: 1.00}\n";

    fn entry() -> Draft {
        Draft::default().plain("date", "2026-06-14").plain("channel", "call").plain("outcome", "spoke")
    }

    fn appended(text: &str) -> String {
        let edited = append(text.as_bytes(), &entry()).unwrap_or_else(|| panic!("no place found in\n{text}"));
        String::from_utf8(edited.bytes).unwrap()
    }

    /// Tries a history, given as its lines, and what becomes of it; what stands before and after stays.
    #[track_caller]
    fn becomes(before: &str, after: &str) {
        let tail = "\n# what may follow\nconsequences: []\n";
        assert_eq!(appended(&format!("{HEAD}{before}{tail}")), format!("{HEAD}{after}{tail}"));
        // and at the end of the file, with and without a last line end
        assert_eq!(appended(&format!("{HEAD}{before}")), format!("{HEAD}{after}"));
        assert_eq!(appended(format!("{HEAD}{before}").trim_end()), format!("{HEAD}{after}").trim_end());
        // and with the line ends of Windows and a mark before it
        let windows = |text: &str| format!("\u{feff}{HEAD}{text}{tail}").replace('\n', "\r\n");
        assert_eq!(appended(&windows(before)), windows(after));
    }

    const NEW: &str = "{date: 2026-06-14, channel: call, outcome: spoke}";

    #[test]
    fn a_list_of_braces_gets_a_line_of_braces() {
        let old = "history:\n  - {date: 2026-05-14, channel: call, outcome: spoke}   # first\n";
        becomes(old, &format!("{old}  - {NEW}\n"));
    }

    #[test]
    fn a_list_of_lines_gets_lines() {
        let old = "history:\n  - date: 2026-05-14\n    channel: call\n    outcome: spoke\n";
        becomes(old, &format!("{old}  - date: 2026-06-14\n    channel: call\n    outcome: spoke\n"));
    }

    #[test]
    fn a_list_that_is_not_indented_stays_so() {
        let old = "history:\n- {date: 2026-05-14, channel: call, outcome: spoke}\n";
        becomes(old, &format!("{old}- {NEW}\n"));
    }

    #[test]
    fn an_entry_that_others_refer_to_may_be_the_last() {
        let old = "history:\n  - &first {date: 2026-05-14, channel: call, outcome: spoke}\n";
        becomes(old, &format!("{old}  - {NEW}\n"));
        let old = "history:\n  - &first\n    date: 2026-05-14\n    channel: call\n    outcome: spoke\n";
        becomes(old, &format!("{old}  - date: 2026-06-14\n    channel: call\n    outcome: spoke\n"));
    }

    #[test]
    fn empty_lines_that_are_part_of_a_note_stay_with_it() {
        let old = "history:\n  - date: 2026-05-14\n    note: |+ # as said\n      one\n\n\n";
        let new = "  - date: 2026-06-14\n    channel: call\n    outcome: spoke\n";
        assert_eq!(appended(&format!("{HEAD}{old}")), format!("{HEAD}{old}{new}"));
        assert_eq!(appended(&format!("{HEAD}{old}plan: 1\n")), format!("{HEAD}{old}{new}plan: 1\n"));
        let windows = |text: &str| format!("{HEAD}{text}").replace('\n', "\r\n");
        assert_eq!(appended(&windows(&format!("{old}plan: 1\n"))), windows(&format!("{old}{new}plan: 1\n")));
        // without the sign they part the entries
        let parted = old.replace("|+", "|");
        assert!(appended(&format!("{HEAD}{parted}")).ends_with(&format!("      one\n{new}\n\n")));
    }

    #[test]
    fn deep_indents_and_wide_dashes_are_kept() {
        let old = "history:\n      -   date: 2026-05-14\n          channel: call\n          outcome: spoke\n";
        let new = "      -   date: 2026-06-14\n          channel: call\n          outcome: spoke\n";
        becomes(old, &format!("{old}{new}"));
    }

    #[test]
    fn an_entry_over_several_lines_is_not_cut() {
        let old = "history:\n  - {date: 2026-05-14, channel: call, # he said\n     outcome: spoke,\n     discussed: [\"1\",\n       \"2\"]\n     } # end\n";
        becomes(old, &format!("{old}  - {NEW}\n"));
        let folded = "history:\n  - date: 2026-05-14\n    channel: call\n    outcome: spoke\n    note: he said\n      that it is paid\n";
        becomes(folded, &format!("{folded}  - date: 2026-06-14\n    channel: call\n    outcome: spoke\n"));
    }

    #[test]
    fn a_block_text_at_the_end_is_not_lengthened() {
        let old = "history:\n  - date: 2026-05-14\n    channel: call\n    outcome: spoke\n    note: |\n      one\n\n      # two\n";
        becomes(old, &format!("{old}  - date: 2026-06-14\n    channel: call\n    outcome: spoke\n"));
    }

    #[test]
    fn comments_under_the_last_entry_stay_with_it() {
        let old = "history:\n  - {date: 2026-05-14, channel: call, outcome: spoke}\n    # she was kind\n  # call back in May\n";
        becomes(old, &format!("{old}  - {NEW}\n"));
    }

    #[test]
    fn an_empty_list_an_empty_key_and_a_list_in_brackets_are_filled() {
        becomes("history: []\n", &format!("history: [{NEW}]\n"));
        becomes("history: [ ] # none\n", &format!("history: [ {NEW}] # none\n"));
        becomes("history: # none yet\n", &format!("history: # none yet\n  - {NEW}\n"));
        let one = "{date: 2026-05-14, channel: call, outcome: spoke}";
        becomes(&format!("history: [{one}]\n"), &format!("history: [{one}, {NEW}]\n"));
        becomes(&format!("history: [{one},] # one\n"), &format!("history: [{one}, {NEW}] # one\n"));
        becomes(
            &format!("history: [\n  {one}, # one\n  {one} # two\n]\n"),
            &format!("history: [\n  {one}, # one\n  {one}, # two\n  {NEW}\n]\n"),
        );
        becomes(&format!("history: [\n  {one}, # one\n]\n"), &format!("history: [\n  {one}, # one\n  {NEW}\n]\n"));
    }

    #[test]
    fn a_case_without_a_history_gets_one_behind_what_was_paid() {
        becomes("", &format!("history:\n  - {NEW}\n"));
        let paid = "\npayments:\n- {date: 2026-05-14, amount: 1.00}\n";
        becomes(paid, &format!("{paid}\nhistory:\n- {NEW}\n"));
    }

    #[test]
    fn a_file_in_braces_throughout_gets_its_entry_in_braces() {
        let json = "{\"case\": \"a-1\", \"history\": [{\"date\": \"2026-05-14\"}], \"hold\": {}}\n";
        assert_eq!(appended(json), json.replace("}],", &format!("}}, {NEW}],")));
    }

    #[test]
    fn a_list_behind_an_alias_or_that_is_no_list_is_left_alone() {
        for history in
            ["x: &h [{date: 2026-05-14}]\nhistory: *h\n", "history: soon\n", "history: ~\n", "history: {a: 1}\n"]
        {
            assert_eq!(append(format!("{HEAD}{history}").as_bytes(), &entry()), None, "{history}");
        }
    }

    #[test]
    fn an_alias_inside_the_last_entry_is_no_obstacle() {
        let old = "history:\n  - {date: 2026-05-14, channel: &c call, outcome: spoke}\n  - date: 2026-05-15\n    channel: *c\n";
        becomes(old, &format!("{old}  - date: 2026-06-14\n    channel: call\n    outcome: spoke\n"));
    }

    #[test]
    fn the_lines_of_the_new_entry_are_named() {
        let named = |text: &str| append(text.as_bytes(), &entry()).map(|edited| (edited.line, edited.lines)).unwrap();
        let line = format!("  - {NEW}");
        assert_eq!(named(&format!("{HEAD}history:\n  - {{date: 2026-05-14}}\n")), (7, line.clone()));
        assert_eq!(named(&format!("{HEAD}history: []\n")), (5, format!("history: [{NEW}]")));
        assert_eq!(named(HEAD), (6, line));
    }
}
