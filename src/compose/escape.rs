//! Text from a case goes into Markdown as data: it shows as typed, whatever it holds.
//!
//! A backslash stands only where Markdown would read a mark, so that the document stays readable as
//! plain text. Some marks are read at the start of a line alone; whether a value stands there is known
//! only when the page is whole, so [`escape`] leaves [`PERHAPS`] there and [`settle`] decides.

use std::borrow::Cow;
use std::io::{self, Write};

/// Stands before a mark that Markdown reads only at the start of a line. A noncharacter: no case file
/// may hold it.
const PERHAPS: char = '\u{fdd0}';

/// Writes a value as Markdown text: marks escaped, line breaks and tabs as spaces, no space around it,
/// and text written from right to left kept from reordering what stands beside it.
///
/// # Errors
///
/// Only those of the writer.
pub fn escape(value: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(escaped(value).as_bytes())
}

/// Returns the value as Markdown text; see [`escape`].
pub fn escaped(value: &str) -> Cow<'_, str> {
    if is_plain(value) {
        return Cow::Borrowed(value);
    }
    let value = one_line(value);
    let isolated = value.chars().any(is_right_to_left);
    let mut text = String::with_capacity(value.len() + 8);
    text.extend(isolated.then_some('\u{2068}'));
    let mut so_far = 0;
    for (at, sign) in marks(&value) {
        text.push_str(&value[so_far..at]);
        text.push(sign);
        so_far = at;
    }
    text.push_str(&value[so_far..]);
    text.extend(isolated.then_some('\u{2069}'));
    Cow::Owned(text)
}

/// Whether a value surely stands as it is wherever it stands. Most do: names, figures, days, amounts.
fn is_plain(value: &str) -> bool {
    // before it and after it stands a space, as it were
    let mut before = ' ';
    for c in value.chars() {
        let plain = match c {
            '0'..='9' => true,
            _ if before == '$' => false,
            'a'..='z' | 'A'..='Z' | ',' | ';' | '/' | '%' | '@' | '!' | '?' | '.' | '$' => true,
            ' ' => !is_open(before),
            '-' | ':' | '\u{a0}' | '\u{202f}' => before != ' ',
            _ => matches!(c, '\u{a1}'..='\u{58f}' | '\u{2010}'..='\u{2027}' | '\u{20a0}'..='\u{20cf}' | '\u{2212}'),
        };
        if !plain {
            return false;
        }
        before = c;
    }
    !is_open(before)
}

/// Whether a character may mean something before a space.
fn is_open(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.' | '$')
}

/// Returns the value on one line, without space around it and without control characters: for places
/// where Markdown reads no marks, such as a document's head.
pub fn one_line(value: &str) -> Cow<'_, str> {
    if value.chars().all(stays) {
        return Cow::Borrowed(value.trim());
    }
    let kept = |c: &char| *c != PERHAPS && (!c.is_control() || c.is_whitespace());
    let plain = |c: char| if stays(c) { c } else { ' ' };
    Cow::Owned(value.chars().filter(kept).map(plain).collect::<String>().trim().to_owned())
}

/// Whether a character stands as it is within a line.
fn stays(c: char) -> bool {
    let unlike_a_space = || !c.is_whitespace() || matches!(c, '\u{a0}' | '\u{202f}');
    matches!(c, ' '..='~') || (c != PERHAPS && !c.is_control() && unlike_a_space())
}

/// Returns where something goes before a mark, and what: a backslash, or [`PERHAPS`].
fn marks(value: &str) -> impl Iterator<Item = (usize, char)> {
    let suspects = value.bytes().enumerate().filter(|(_, byte)| may_be_a_mark(*byte));
    suspects.filter_map(|(at, byte)| sign(value, at, byte).map(|sign| (at, sign)))
}

fn may_be_a_mark(byte: u8) -> bool {
    matches!(byte, b'#' | b'$' | b'&' | b')'..=b'+' | b'-' | b'.' | b':' | b'<'..=b'>' | b'['..=b'`' | b'{'..=b'~')
}

fn sign(value: &str, at: usize, byte: u8) -> Option<char> {
    let before = || value[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = || value[at + 1..].chars().next();
    let before_word = || after().is_some_and(char::is_alphanumeric);
    let free = || after().is_none_or(|c| c == ' ');
    let (always, at_line_start) = (Some('\\'), Some(PERHAPS));
    match byte {
        b'\\' | b'`' | b'*' | b'[' | b']' | b'<' | b'|' | b'~' | b'^' | b'{' | b'}' => always,
        // inside a word an underscore means nothing
        b'_' if !(before() && before_word()) => always,
        // an entity such as `&amp;`
        b'&' if before_word() || after() == Some('#') => always,
        // before a figure it is money; elsewhere two of them may be a formula to some readers of Markdown
        b'$' if after().is_none_or(|c| !c.is_ascii_digit()) => always,
        // a heading's closing marks stand at the end of the line, its opening ones at the start
        b'#' if !before_word() && (at == 0 || value[..at].ends_with([' ', '#'])) => always,
        b'-' | b'+' if at == 0 && (free() || after() == Some(char::from(byte))) => at_line_start,
        b'=' | b'>' | b':' if at == 0 => at_line_start,
        b'.' | b')' if free() && is_number(&value[..at]) => at_line_start,
        _ => None,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Returns the page with each mark that [`escape`] left open decided: escaped at the start of a line or
/// of a list item or quotation, left alone elsewhere.
pub fn settle(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut so_far = 0;
    for (at, perhaps) in page.match_indices(PERHAPS) {
        let line = page[..at].rfind('\n').map_or(0, |end| end + 1);
        let first_of_line = so_far <= line;
        out.push_str(&page[so_far..at]);
        if first_of_line && starts_a_block(&page[line..at]) {
            out.push('\\');
        }
        so_far = at + perhaps.len();
    }
    out.push_str(&page[so_far..]);
    out
}

/// Whether nothing but the marks of blocks, and perhaps a number or an isolate, stands so far on the line.
fn starts_a_block(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '>']);
    let text = ["- [ ] ", "- ", "* ", "# ", "## ", "### "].iter().find_map(|m| text.strip_prefix(m)).unwrap_or(text);
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = text.strip_prefix(". ").unwrap_or(text);
    text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '\u{2068}').is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    /// Every extension but those that curl quotation marks and read `$5 or US$` as a formula.
    fn options() -> Options {
        Options::all().difference(Options::ENABLE_SMART_PUNCTUATION | Options::ENABLE_MATH)
    }

    fn shown(page: &str) -> String {
        let mut text = String::new();
        for event in Parser::new_ext(&settle(page), options()) {
            match event {
                Event::Text(piece) => text.push_str(&piece),
                Event::SoftBreak | Event::HardBreak => text.push('\n'),
                Event::Start(_) | Event::End(_) | Event::TaskListMarker(false) => {}
                other => panic!("{other:?} in {page:?}"),
            }
        }
        text
    }

    fn as_typed(value: &str) -> Cow<'_, str> {
        one_line(value)
    }

    fn shows_as_typed(value: &str) -> Result<(), TestCaseError> {
        let text = escaped(value);
        let pages = [
            (format!("{text}\n"), "@"),
            (format!("To {text} of"), "To @ of"),
            (format!("one\\\n{text}\\\nthree\n"), "one\n@\nthree"),
            (format!("> Hello {text}\n"), "Hello @"),
            (format!("> {text}\n"), "@"),
            (format!("- {text}\n"), "@"),
            (format!("- [ ] {text} x\n"), "@ x"),
            (format!("1. {text}\n"), "@"),
            (format!("# {text}\n"), "@"),
            (format!("| a | b |\n|---|---|\n| {text} | {text} |\n"), "ab@@"),
        ];
        for (page, expected) in pages {
            let expected = expected.replace('@', &as_typed(value));
            let shown = shown(&page);
            let shown: String = shown.chars().filter(|c| !matches!(c, '\u{2068}' | '\u{2069}')).collect();
            prop_assert_eq!(shown.trim(), expected.trim(), "{}", page);
        }
        Ok(())
    }

    const HOSTILE: &[&str] = &[
        "# heading",
        "#",
        "C #",
        "- item",
        "+ item",
        "* item",
        "1. first",
        "1) first",
        "12345. x",
        "---",
        "===",
        "***",
        "___",
        "> quote",
        "| a | b |",
        "[link](http://x.example)",
        "![image](x.png)",
        "[ref]",
        "[^1]",
        "[x] done",
        "<b>bold</b>",
        "<!-- sender -->",
        "<script>alert(1)</script>",
        "&amp; &lt; &#65;",
        "AT&T",
        "`code`",
        "``` fence",
        "~~~",
        "~~gone~~",
        "x^2^ ~y~",
        "$a$ and $b$",
        "$5 and $6",
        "{{ total }}",
        "{% if x %}",
        "{# note #}",
        "\\",
        "a\\",
        "\\*",
        "**bold**",
        "_it_ a_b_c _",
        "http://x.example/a_b",
        "a@b.example",
        "www.x.example",
        ": definition",
        "key: value",
        "two\nlines",
        "a\ttab",
        "    four spaces",
        "2200 Alder Avenue",
        "3. Etage",
        "1. OG",
        "-5",
        "+1 503 555 0142",
        "!",
        "\"quoted\"",
        "'",
        "Ünïcödé",
        "שלום",
        "عميل ١٢",
        "日本",
        "…",
        "=",
        "==",
        "--",
        "a -- b",
        "- [ ] box",
        "|",
        "\\|",
        "||",
        "*",
        "_",
        "__",
        "a__b",
        "+++",
        ":::",
        "[[wiki]]",
        "# x {#id}",
        "x {.class}",
    ];

    #[test]
    fn hostile_text_shows_as_typed_wherever_it_stands() {
        for value in HOSTILE {
            shows_as_typed(value).unwrap();
        }
    }

    #[test]
    fn plain_text_stays_plain() {
        let plain = |page: &str| settle(&escaped(page));
        for text in [
            "Northwind Outfitters, Inc.",
            "$12,400.00",
            "Invoice #1042 (5%)",
            "marsha.cole@northwind.example",
            "A/B",
            "+1 503",
        ] {
            assert_eq!(plain(text), text);
        }
        assert_eq!(settle(&format!("am {}", escaped("14. Mai"))), "am 14. Mai");
        assert_eq!(settle(&escaped("14. Mai")), "14\\. Mai");
    }

    #[test]
    fn a_name_from_right_to_left_is_isolated() {
        assert_eq!(escaped("שלום בע״מ"), "\u{2068}שלום בע״מ\u{2069}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

        #[test]
        fn what_is_taken_for_plain_holds_no_mark(value in "[-#_+>:.)&$,;/% 1aé€\u{a0}\u{202f}\u{2028}ש−]{1,8}") {
            if is_plain(&value) {
                let one_line = one_line(&value);
                prop_assert_eq!(&one_line, &value);
                prop_assert!(marks(&value).next().is_none() && !value.chars().any(is_right_to_left));
            }
        }

        #[test]
        fn any_marks_in_any_order_show_as_typed(value in "[-#*_+=>|:.)!&$~^`<\\[\\]{}\\\\ 1aé;]{1,12}") {
            prop_assume!(!value.trim().is_empty());
            shows_as_typed(&value)?;
        }
    }
}
