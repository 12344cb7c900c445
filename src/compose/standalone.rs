//! A line that holds nothing but template tags leaves no line behind.
//!
//! Markdown gives a meaning to blank lines, so a guard must be able to stand on a line of its own
//! inside a paragraph. The line's end is moved into its last tag, where the engine ignores it: lines
//! keep their numbers for error messages.

/// Returns the template with the line ends of such lines inside their tags.
pub(super) fn absorb_lines(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        match line.strip_suffix('\n').map(str::trim).filter(|text| only_tags(text)) {
            Some(text) => {
                let closer = text.len() - if text.ends_with("-%}") || text.ends_with("-#}") { 3 } else { 2 };
                out.push_str(&text[..closer]);
                out.push('\n');
                out.push_str(&text[closer..]);
            }
            None => out.push_str(line),
        }
    }
    out
}

/// Whether a line is one or more whole tags or comments and the space between them.
fn only_tags(line: &str) -> bool {
    let mut rest = line;
    while !rest.is_empty() {
        let closer = match rest.get(..2) {
            Some("{%") => "%}",
            Some("{#") => "#}",
            _ => return false,
        };
        match rest.find(closer) {
            Some(end) => rest = rest[end + 2..].trim_start(),
            None => return false,
        }
    }
    !line.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_tags_keeps_its_number_but_leaves_no_line() {
        assert_eq!(absorb_lines("a\n  {% if x %}\nb\n{% endif -%}\n"), "a\n{% if x \n%}b\n{% endif \n-%}");
        assert_eq!(absorb_lines("{# one #}{% set a = 1 %}\n"), "{# one #}{% set a = 1 \n%}");
    }

    #[test]
    fn a_tag_beside_text_is_left_alone() {
        for line in ["{% if x %}text\n", "{{ value }}\n", "{% if x\n", "\n", "{% if x %}"] {
            assert_eq!(absorb_lines(line), line);
        }
    }
}
