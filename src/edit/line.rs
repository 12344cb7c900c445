//! Lines of a text: where they begin, where they end, and how.

/// Returns the line end the text uses: that of its first line.
pub(super) fn ending(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Returns where the line of a place begins.
pub(super) fn start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

/// Returns where the line of a place ends, its line end left out.
pub(super) fn end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

/// Returns the number of spaces before the place, when nothing else stands there on its line.
pub(super) fn indent(text: &str, at: usize) -> Option<usize> {
    let before = &text[start(text, at)..at];
    before.bytes().all(|byte| byte == b' ').then_some(before.len())
}

/// Returns the end of the last line in a row of comments that follows the line of a place and is indented by so
/// many spaces at least; of that line itself when there is none.
pub(super) fn end_with_comments(text: &str, at: usize, least: usize) -> usize {
    let mut last = end(text, at);
    while let Some(next) = text[last..].find('\n').map(|length| last + length + 1) {
        let line = &text[next..end(text, next)];
        let indent = line.len() - line.trim_start_matches(' ').len();
        if indent < least || !line[indent..].starts_with('#') {
            break;
        }
        last = end(text, next);
    }
    last
}

/// Returns the first place from here on at which neither white space nor a comment stands.
pub(super) fn skip_blank(text: &str, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start().len();
        at += blank;
        let comment = text[at..].starts_with('#') && text[..at].ends_with(|before: char| before.is_whitespace());
        if !comment {
            return at;
        }
        at = end(text, at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_end_is_that_of_the_first_line() {
        assert_eq!((ending("a\r\nb\n"), ending("a\nb\r\n"), ending("a")), ("\r\n", "\n", "\n"));
    }

    #[test]
    fn a_comment_is_passed_over_and_a_number_sign_in_a_text_is_not() {
        assert_eq!(skip_blank(" # x\n  ]", 0), 7);
        assert_eq!(skip_blank("a#b", 1), 1);
    }

    #[test]
    fn only_comments_as_deep_as_the_list_follow_it() {
        let text = "  - a\n  # one\n    # two\n# three\n";
        assert_eq!(&text[..end_with_comments(text, 2, 2)], "  - a\n  # one\n    # two");
    }
}
