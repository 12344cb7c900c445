//! What a reader would mind at a line's end: a date, a sum or an address that is parted.

use super::shape::is_isolate;

/// What a break inside a date costs: between day and month it is minded more than before the year.
const DAY_AND_MONTH: f32 = 300.0;
const MONTH_AND_YEAR: f32 = 240.0;
/// What a break costs that parts a sign, a section mark or a short word for a number from its figure.
const SIGN_AND_FIGURE: f32 = 250.0;
/// What a break inside an e-mail address costs.
const IN_ADDRESS: f32 = 2500.0;
/// What a break after one letter of a word costs.
const AFTER_ONE_LETTER: f32 = 600.0;
/// What a break costs at a hyphen or the like that stands in a word, as in `est-elle`.
const INSIDE_WORD: f32 = 100.0;
/// What a break inside a telephone number costs.
const IN_NUMBER: f32 = 250.0;
/// What a break costs beside a sign within a sum.
const WITHIN_SUM: f32 = 2500.0;

/// The words that a figure belongs to, as statutes and clauses are named.
const BEFORE_FIGURES: [&str; 10] = ["=", "≈", "−", "§", "§§", "Abs.", "Art.", "Nr.", "No.", "n°"];

/// Returns the cost of a break after the word that ends there, when the next line begins at `next`.
pub(super) fn cost(text: &str, word_end: usize, next: usize) -> f32 {
    if word_end == next { inside(&text[..next]) } else { tie(&text[..word_end], &text[next..]) }
}

/// Returns the cost of a break between two words that belong together: `27 August`, `June 19`, `August 2026`, `§ 288`,
/// `12,400.00 × 5%`, `+49 40 66969`.
fn tie(before: &str, after: &str) -> f32 {
    let in_word = |c: char| c.is_ascii_alphabetic() || c == ',';
    let words = after.starts_with(|c: char| c.is_ascii_alphabetic()) && before.ends_with(in_word);
    if words && !before.ends_with("1er") {
        // nothing of what is minded, as between most words
        return 0.0;
    }
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let next = after.trim_start_matches(is_isolate);
    let last = before.rsplit(' ').next().unwrap_or(before).trim_matches(is_isolate);
    let name = last.starts_with(char::is_uppercase) && last.ends_with(char::is_alphabetic);
    if next.starts_with(['×', '÷']) || last.ends_with(['×', '÷']) {
        return WITHIN_SUM;
    }
    if digits(next) > 0 && ends_in_telephone_number(before) {
        return IN_NUMBER;
    }
    match digits(next) {
        0 if next.starts_with(char::is_alphabetic) && ends_in_number(before) => DAY_AND_MONTH,
        1 | 2 if name => DAY_AND_MONTH,
        4 if name || digits(last) > 0 && last.ends_with(',') || ends_in_day_and_word(before) => MONTH_AND_YEAR,
        _ if next.starts_with(|c: char| c.is_ascii_digit() || "€$£¥".contains(c)) && BEFORE_FIGURES.contains(&last) => {
            SIGN_AND_FIGURE
        }
        _ => 0.0,
    }
}

/// Returns the cost of a break inside the word that the text ends with: in an e-mail address a hyphen at a line's end
/// leaves the reader in doubt whether it belongs to it, and one letter alone, as in `e-mail`, looks lost.
fn inside(before: &str) -> f32 {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or(before);
    match last.chars().filter(|c| c.is_alphanumeric()).count() {
        _ if last.contains('@') => IN_ADDRESS,
        1 => AFTER_ONE_LETTER,
        _ => INSIDE_WORD,
    }
}

/// Tells whether the last word is a number of one or two digits, as a day is: in some languages with a stop after it, and
/// the first in French as `1er`.
pub(super) fn ends_in_number(text: &str) -> bool {
    let last = text.trim_end().rsplit(' ').next().unwrap_or("").trim_matches(is_isolate);
    let digits = last.strip_suffix('.').or_else(|| last.strip_suffix("er")).unwrap_or(last);
    (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Tells whether the text ends in a day and the name of its month, which has no capital in French: `18 décembre`.
fn ends_in_day_and_word(text: &str) -> bool {
    text.rsplit_once(' ').is_some_and(|(day, word)| word.ends_with(char::is_alphabetic) && ends_in_number(day))
}

/// Tells whether the text ends in the beginning of a telephone number, from its plus on.
fn ends_in_telephone_number(text: &str) -> bool {
    let of_a_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || is_isolate(c) || "()-/.".contains(c);
    let rest = text.trim_end_matches(of_a_number);
    rest.ends_with('+') && rest.len() < text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_parted_last() {
        assert!(inside("write to facturation@atelier-") > 0.0);
        assert!(inside("sent an e-") > 0.0 && inside("the “e-") > 0.0);
        assert!(inside("a well-") > 0.0 && inside("a well-") < inside("an e-"));
    }

    #[test]
    fn a_figure_stays_with_its_sign_and_its_section_mark() {
        for (before, after) in
            [("nach §", "288 BGB"), ("§ 5 Abs.", "3:"), ("8,640.00 ×", "5%"), ("37", "÷ 365"), ("=", "€40.00")]
        {
            assert!(tie(before, after) > 0.0, "{before} {after}");
        }
        assert!(tie("£8,640.00", "× 5%") > 0.0 && tie("No.", "We never") < 1.0);
    }

    #[test]
    fn a_telephone_number_is_parted_last() {
        assert!(
            tie("call +49 40", "66969 410") > 0.0 && tie("on +1 (503)", "555 0142") > 0.0 && tie("+49", "40") > 0.0
        );
        assert!(tie("unter +49 40 66969 410", "an") <= 0.0);
        assert!(tie("invoice 1042 is", "12 days late") <= 0.0);
    }

    #[test]
    fn the_parts_of_a_date_are_parted_last() {
        assert!(tie("by 27", "August 2026") > tie("27 August", "2026") && tie("August", "2026") > 0.0);
        assert!(tie("on June", "19, 2026") > tie("June 19,", "2026") && tie("June 19,", "2026") > 0.0);
        assert!(tie("am 27.", "August") > 0.0);
        assert!(
            tie("le 18 décembre", "2026") > 0.0
                && tie("le 1er janvier", "2026") > 0.0
                && tie("le 1er", "janvier") > 0.0
        );
        assert_eq!(tie("les 118 factures", "2026").to_bits(), 0.0_f32.to_bits());
        assert_eq!(
            (tie("on", "27 August"), tie("of 12,400.00", "paid"), tie("has", "been"), tie("1042.", "Then")),
            (0.0, 0.0, 0.0, 0.0)
        );
    }

    #[test]
    fn a_sum_is_parted_only_where_nothing_else_helps() {
        assert!(tie("12,400.00", "× 5%") > DAY_AND_MONTH && tie("12,400.00 ×", "5%") > DAY_AND_MONTH);
        assert!(tie("invoice", "1042") < 1.0);
    }
}
