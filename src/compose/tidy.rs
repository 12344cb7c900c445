//! The last hand on a page: blank lines as Markdown wants them, whatever a template left.

/// Returns the page without space at line ends, with one blank line where there were several, none at
/// the start, and one line end at the end. What stands between fences is not touched.
pub(super) fn tidy(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut fenced = false;
    let mut blank = true;
    for line in page.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        }
        let line = if fenced { line } else { line.trim_end_matches([' ', '\t']) };
        if line.is_empty() && blank && !fenced {
            continue;
        }
        blank = line.is_empty();
        out.push_str(line);
        out.push('\n');
    }
    out.truncate(out.trim_end_matches('\n').len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_blank_lines_become_one_and_lines_end_clean() {
        assert_eq!(tidy("\n\n# A  \n\n\n\nb\n\n"), "# A\n\nb\n");
    }

    #[test]
    fn empty_lines_of_a_payload_stay() {
        let page = "a\n\n```payment-code\nBCD\n\n\n\nx\n```\n";
        assert_eq!(tidy(page), page);
    }
}
