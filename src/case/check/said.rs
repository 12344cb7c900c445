//! What a clause says in its words: percentages, for which stretch of time each is, and numbers of days.
//!
//! In the languages of contracts we have seen. What is not understood is not said, so that nothing is held
//! against a text that means something else.

use rust_decimal::Decimal;

/// A percentage that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Percentage {
    pub(super) number: Decimal,
    /// For how long it is, where the words beside it say so.
    pub(super) per: Option<Per>,
}

/// The time a percentage is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Per {
    Month,
    Year,
}

impl Per {
    pub(super) fn word(self) -> &'static str {
        match self {
            Per::Month => "month",
            Per::Year => "year",
        }
    }
}

/// What follows a number that is a percentage.
const MARKS: [&str; 7] = ["%", "percent", "per cent", "prozent", "pour cent", "procent", "por ciento"];

const MONTH: [&str; 12] = [
    "month",
    "monthly",
    "months",
    "monat",
    "monats",
    "monatlich",
    "mois",
    "mensuel",
    "maand",
    "maandelijks",
    "mes",
    "mese",
];

const YEAR: [&str; 13] = [
    "year",
    "yearly",
    "annum",
    "annual",
    "annually",
    "p.a",
    "jahr",
    "jährlich",
    "annuel",
    "jaar",
    "año",
    "anual",
    "anno",
];

const DAYS: [&str; 8] = ["days", "day", "tagen", "tage", "jours", "dagen", "días", "giorni"];

/// Words before or after a number of days that make it a time that must pass first.
const AFTER: [&str; 16] = [
    "after",
    "more",
    "than",
    "exceeding",
    "beyond",
    "past",
    "late",
    "overdue",
    "nach",
    "mehr",
    "après",
    "plus",
    "na",
    "dopo",
    "tras",
    "grace",
];

/// Numbers that contracts write out.
const WORDS: [(&str, u8); 51] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fourteen", 14),
    ("fifteen", 15),
    ("eighteen", 18),
    ("twenty", 20),
    ("thirty", 30),
    ("forty-five", 45),
    ("sixty", 60),
    ("ninety", 90),
    ("ein", 1),
    ("zwei", 2),
    ("drei", 3),
    ("vier", 4),
    ("fünf", 5),
    ("sechs", 6),
    ("sieben", 7),
    ("acht", 8),
    ("neun", 9),
    ("zehn", 10),
    ("zwölf", 12),
    ("vierzehn", 14),
    ("fünfzehn", 15),
    ("achtzehn", 18),
    ("zwanzig", 20),
    ("dreißig", 30),
    ("un", 1),
    ("deux", 2),
    ("trois", 3),
    ("quatre", 4),
    ("cinq", 5),
    ("sept", 7),
    ("huit", 8),
    ("neuf", 9),
    ("dix", 10),
    ("onze", 11),
    ("douze", 12),
    ("quinze", 15),
    ("dix-huit", 18),
    ("vingt", 20),
    ("trente", 30),
];

/// Returns the percentages that a text names, in figures or in words, each with the time it is for.
pub(super) fn percentages(text: &str) -> Vec<Percentage> {
    let text = text.to_lowercase();
    let marks = MARKS.iter().flat_map(|mark| text.match_indices(mark).map(move |(at, _)| (at, at + mark.len())));
    let said = |(from, to): (usize, usize)| {
        let (before, after) = (text[..from].trim_end(), &text[to..]);
        let number = last_number(before)?;
        Some(Percentage { number, per: per(after).or_else(|| per_before(before)) })
    };
    marks.filter_map(said).collect()
}

/// Returns whether a text speaks of months at all.
pub(super) fn speaks_of_months(text: &str) -> bool {
    words(&text.to_lowercase()).any(|word| MONTH.contains(&word))
}

/// Returns the numbers of days that must pass before something is charged, by the words beside them.
pub(super) fn days_after(text: &str) -> Vec<u32> {
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty()).collect();
    let is_after = |word: &&str| AFTER.contains(&word.trim_matches(|c: char| !c.is_alphabetic()));
    let mut days = Vec::new();
    for (at, _) in
        words.iter().enumerate().filter(|(_, word)| DAYS.contains(&word.trim_matches(|c: char| !c.is_alphabetic())))
    {
        let Some(number) = at.checked_sub(1).and_then(|before| number(words[before])) else { continue };
        let before = &words[at.saturating_sub(4)..at - 1];
        let behind = words.get(at + 1).filter(|_| !words[at].ends_with(['.', ',', ';']));
        if before.iter().any(is_after) || behind.is_some_and(is_after) {
            days.extend(u32::try_from(number).ok());
        }
    }
    days
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic() && c != '.').map(|word| word.trim_end_matches('.'))
}

/// Returns the time that the few words behind a percentage name, up to the next mark.
fn per(after: &str) -> Option<Per> {
    let near = after.trim_start();
    if near.starts_with("p.a") || near.starts_with("p. a") || near.starts_with("par an") {
        return Some(Per::Year);
    }
    let end = near.find(['.', ',', ';', ':', '(', ')', '%']).unwrap_or(near.len());
    of(words(&near[..end]).take(4))
}

/// Returns the time that the few words before the number of a percentage name.
fn per_before(before: &str) -> Option<Per> {
    let start = before.rfind([',', ';', ':', '(', ')', '%']).map_or(0, |at| at + 1);
    let near: Vec<&str> = before[start..].split_whitespace().rev().skip(1).take(4).collect();
    of(near.into_iter())
}

fn of<'t>(mut near: impl Iterator<Item = &'t str>) -> Option<Per> {
    near.find_map(|word| match word {
        word if MONTH.contains(&word) => Some(Per::Month),
        word if YEAR.contains(&word) => Some(Per::Year),
        _ => None,
    })
}

fn last_number(text: &str) -> Option<Decimal> {
    number(text.rsplit(|c: char| c.is_whitespace() || c == '(').next()?)
}

/// Returns the number a word is, in figures or written out.
fn number(word: &str) -> Option<Decimal> {
    let figures = word.trim_matches(|c: char| !c.is_ascii_digit()).replace(',', ".");
    if let Ok(number) = figures.parse::<Decimal>() {
        return Some(number);
    }
    let plain = word.trim_matches(|c: char| !c.is_alphabetic());
    WORDS.iter().find(|(name, _)| *name == plain).map(|(_, number)| Decimal::from(*number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let word = |said: &Percentage| {
            let per = said.per.map(|per| format!(" a {}", per.word())).unwrap_or_default();
            format!("{}{per}", said.number.normalize())
        };
        percentages(text).iter().map(word).collect()
    }

    #[test]
    fn a_percentage_is_found_in_figures_and_in_words() {
        assert_eq!(said("A 5% late fee, and 1.50 % a month"), ["5", "1.5 a month"]);
        assert_eq!(said("neun Prozentpunkte; 9,0 Prozent"), ["9", "9"]);
        assert_eq!(said("five percent (5%)"), ["5", "5"]);
        assert_eq!(said("cinq pour cent"), ["5"]);
    }

    #[test]
    fn the_words_beside_it_say_for_how_long_it_is() {
        assert_eq!(said("18% per annum (1.5% per month)"), ["18 a year", "1.5 a month"]);
        assert_eq!(said("interest at a monthly rate of 2%"), ["2 a month"]);
        assert_eq!(said("8 % p.a.; 12 % jährlich; 1 % im Monat"), ["8 a year", "12 a year", "1 a month"]);
        assert_eq!(said("A 5% late fee is due. Each month we send a statement."), ["5"]);
    }

    #[test]
    fn days_and_sections_are_no_percentages() {
        assert!(said("payable within 30 days under section 5").is_empty());
    }

    #[test]
    fn days_that_must_pass_are_told_from_other_days() {
        assert_eq!(days_after("A 5% late fee will be applied to the balance after 30 days."), [30]);
        assert_eq!(days_after("more than thirty (30) days late, or 60 days past due"), [30, 60]);
        assert_eq!(days_after("nach 14 Tagen; après 8 jours"), [14, 8]);
        assert_eq!(days_after("with a 10-day grace period"), [10]);
        assert!(days_after("payable within 30 days of invoice, on a year of 360 days").is_empty());
    }
}
