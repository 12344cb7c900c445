//! Figures in a column: where their decimals begin, so that they stand one under the other at the decimal sign.

/// The most letters of a currency before or after a figure.
const CODE: usize = 3;

/// Returns the decimal sign of a language, as in `de-CH`: a comma, but for English and a few others, and in Switzerland.
pub(super) fn decimal_sign(lang: &str) -> char {
    let language = lang.split('-').next().unwrap_or(lang);
    let pointed = ["ar", "en", "fa", "he", "hi", "ja", "ko", "th", "ur", "zh"].contains(&language);
    if pointed || lang.ends_with("-CH") || lang.ends_with("-LI") { '.' } else { ',' }
}

/// Returns the place in a text where its whole units end and its decimals, or what follows a figure without decimals,
/// begin; none where the text is not one figure with a sign and a currency at most.
///
/// A mark with three digits after it is a decimal sign in a language that has it for one, and parts thousands in
/// others; with any other number of digits after it it is a decimal sign.
pub(super) fn units_end(text: &str, decimal: char) -> Option<usize> {
    let start = text.bytes().position(|byte| byte.is_ascii_digit())?;
    let end = text.len() - text.bytes().rev().position(|byte| byte.is_ascii_digit())?;
    let letters = |letters, c: char| (!matches!(c, '/' | ':')).then(|| letters + usize::from(c.is_alphabetic()));
    let around = |part: &str| part.chars().try_fold(0, letters).is_some_and(|letters| letters <= CODE);
    if !around(&text[..start]) || !around(&text[end..]) {
        return None;
    }
    let figure = &text[start..end];
    let mut after_mark = false;
    let known = figure.chars().all(|c| {
        let mark = matches!(c, '.' | ',' | '’' | '\'' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
        // no two marks stand side by side
        let fits = c.is_ascii_digit() || mark && !after_mark;
        after_mark = mark;
        fits
    });
    if !known {
        return None;
    }
    let mut marks = figure.char_indices().filter(|(_, c)| !c.is_ascii_digit());
    let Some((at, mark)) = marks.next_back() else { return Some(end) };
    let last = figure.len() - at - mark.len_utf8();
    let (alike, unlike) = (marks.clone().any(|(_, c)| c == mark), marks.any(|(_, c)| c != mark));
    let decimals = match mark {
        '.' | ',' => last != 3 || unlike || !alike && mark == decimal,
        _ => false,
    };
    // a day such as 31.10.2026 is no figure
    if decimals && alike || !decimals && last != 3 {
        return None;
    }
    Some(if decimals { start + at } else { end })
}

/// Returns a tail with every digit made alike: figures of one width make tails of one width.
pub(super) fn shape(tail: &str) -> String {
    tail.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// Tells whether two tails have one [`shape`].
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let alike = |(a, b): (u8, u8)| a == b || a.is_ascii_digit() && b.is_ascii_digit();
    one.len() == other.len() && one.bytes().zip(other.bytes()).all(alike)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tail(text: &str, lang: &str) -> Option<String> {
        units_end(text, decimal_sign(lang)).map(|at| text[at..].to_owned())
    }

    #[test]
    fn decimals_begin_at_the_sign_of_the_language() {
        for (text, lang, expected) in [
            ("$1,240.50", "en-US", ".50"),
            ("1.240,50\u{a0}€", "de-DE", ",50\u{a0}€"),
            ("CHF\u{a0}6’480.00", "de-CH", ".00"),
            ("7\u{202f}320,00\u{a0}€", "fr-FR", ",00\u{a0}€"),
            ("−₹12,34,567.80", "en-IN", ".80"),
            ("(1,400.00)", "en-GB", ".00)"),
            ("KWD 1.250", "en", ".250"),
            ("10,27\u{a0}%", "de-DE", ",27\u{a0}%"),
            ("\u{2068}₪1,200.00\u{2069}", "he", ".00\u{2069}"),
        ] {
            assert_eq!(tail(text, lang).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_figure_without_decimals_ends_with_its_units() {
        for (text, lang, expected) in [
            ("$1,240", "en-US", ""),
            ("1.240\u{a0}€", "de-DE", "\u{a0}€"),
            ("¥120,000", "en", ""),
            ("₹12,34,567", "en-IN", ""),
            ("1.240.500", "de", ""),
            ("8%", "en", "%"),
            ("42", "en", ""),
        ] {
            assert_eq!(tail(text, lang).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn three_digits_after_the_only_mark_are_read_as_the_language_reads_them() {
        assert_eq!(tail("1,250", "de").as_deref(), Some(",250"));
        assert_eq!(tail("1,250", "en").as_deref(), Some(""));
        assert_eq!(tail("1,2345", "en").as_deref(), Some(",2345"));
    }

    #[test]
    fn days_words_and_sums_are_no_figures() {
        for text in
            ["31.10.2026", "2026-10-31", "136 Tage", "12:30", "1,240.00 × 5%", "Amount", "", "1/2", "3..4", "12 34"]
        {
            assert_eq!(tail(text, "en"), None, "{text}");
        }
    }
    #[test]
    fn tails_with_other_digits_are_alike() {
        assert!(are_alike(",50\u{a0}€", ",07\u{a0}€") && are_alike("", ""));
        assert!(!are_alike(".50", ",50") && !are_alike(".50", ".5") && !are_alike(".50", ".50)"));
    }
}
