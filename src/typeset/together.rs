//! Words that stay on one line: the day and the month of a date, and a sign of arithmetic with its figure.

/// The months in the languages of the documents.
const MONTHS: [[&str; 12]; 3] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
];

/// Whether no line may end between two words that a space parts.
pub(super) fn stay_together(before: &str, after: &str) -> bool {
    let before = before.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_sign(c));
    (is_day(before.trim_end_matches('.')) && is_month(bare(after)))
        || (is_month(before) && is_day(bare(after)))
        || before.chars().all(is_sign) && !before.is_empty()
        || after.starts_with('÷')
}

/// Whether a word that may hold several, as those that stay together do, is no word to hyphenate: a date is not.
pub(super) fn is_date(text: &str) -> bool {
    text.split([' ', '\u{a0}']).any(|word| is_month(bare(word)) && text.contains(|c: char| c.is_ascii_digit()))
}

fn bare(word: &str) -> &str {
    word.trim_end_matches([',', '.', ';', ':', '!', '?', ')', '”', '“', '»'])
}

fn is_month(word: &str) -> bool {
    MONTHS.iter().flatten().any(|month| *month == word)
}

/// `1` to `31`, and the French `1er`.
fn is_day(word: &str) -> bool {
    let digits = word.strip_suffix("er").unwrap_or(word);
    digits.len() <= 2 && digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_sign(c: char) -> bool {
    matches!(c, '×' | '÷' | '=' | '≈' | '−')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_stays_with_its_month_in_every_order() {
        for (before, after) in
            [("21", "September"), ("May", "14,"), ("7.", "Juli"), ("1er", "mai"), ("(2", "juin)."), ("November", "2.")]
        {
            assert!(stay_together(before, after), "{before} {after}");
        }
        for (before, after) in [("September", "2026"), ("in", "May"), ("May", "you"), ("32", "May"), ("2", "invoices")]
        {
            assert!(!stay_together(before, after), "{before} {after}");
        }
    }

    #[test]
    fn a_sign_stays_with_the_figure_after_it_and_a_divisor_with_what_it_divides() {
        assert!(stay_together("×", "5%") && stay_together("37", "÷") && stay_together("÷", "365"));
        assert!(!stay_together("£8,640.00", "×"));
    }

    #[test]
    fn a_date_is_not_hyphenated_and_a_month_alone_may_be() {
        assert!(is_date("21 September") && is_date("November 2."));
        assert!(!is_date("September") && !is_date("21 invoices"));
    }
}
