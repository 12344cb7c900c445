//! The days a text names, in the forms of every language there are words for.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate};
use rustc_hash::FxHashMap;

use crate::calendar::day_from_typed;
use crate::compose::words::Words;
use crate::review::wording::small;

/// A day as written: perhaps without its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The month.
    pub month: u32,
    /// The day of the month.
    pub day: u32,
    /// The year.
    pub year: Option<i32>,
    /// Where it stands.
    pub at: Range<usize>,
}

impl Written {
    /// Returns the day, if it is written with its year and there is such a day.
    pub fn whole(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month, self.day)
    }

    /// Returns whether it may be one of these days.
    pub fn is_among(&self, days: &BTreeSet<NaiveDate>) -> bool {
        match self.year {
            Some(_) => self.whole().is_some_and(|day| days.contains(&day)),
            None => days.iter().any(|day| (day.month(), day.day()) == (self.month, self.day)),
        }
    }
}

static MONTHS: LazyLock<FxHashMap<String, u32>> = LazyLock::new(|| {
    let all = [
        include_str!("../../../templates/en/words.yaml"),
        include_str!("../../../templates/de/words.yaml"),
        include_str!("../../../templates/fr/words.yaml"),
    ];
    let words = all.iter().map(|yaml| Words::read(yaml).expect("the built-in words are tested"));
    words
        .flat_map(|words| {
            (1..).zip(words.months().to_vec()).map(|(n, name)| (name.to_lowercase(), n)).collect::<Vec<_>>()
        })
        .collect()
});

/// Returns the days of a text: a day of the month beside the name of a month, `2026-05-14` and `14.05.2026`.
pub fn in_text(text: &str) -> Vec<Written> {
    let words = words(text);
    let mut found = Vec::new();
    for (place, (word, at)) in words.iter().enumerate() {
        let day = if word.starts_with(|c: char| c.is_ascii_digit()) {
            typed(word, at.clone())
        } else {
            MONTHS.get(&*small(word)).and_then(|month| named(&words, place, *month))
        };
        found.extend(day);
    }
    found
}

/// Returns words and figures with their places; marks and dashes inside a figure stay with it.
fn words(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut words = Vec::new();
    let mut from = 0;
    let inside = |c: char| c.is_alphanumeric();
    while let Some(start) = text[from..].find(inside).map(|at| from + at) {
        let mut end = start;
        let mut chars = text[start..].char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let joins = matches!(c, '.' | '-') && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            if !inside(c) && !joins {
                break;
            }
            end = start + at + c.len_utf8();
        }
        words.push((&text[start..end], start..end));
        from = end;
    }
    words
}

fn named(words: &[(&str, Range<usize>)], place: usize, month: u32) -> Option<Written> {
    let at = |place: usize| words.get(place);
    let before = place.checked_sub(1).and_then(at).and_then(|(word, at)| Some((number(word)?, at.start)));
    let after = at(place + 1).and_then(|(word, at)| Some((number(word)?, at.end)));
    let year = |place: usize| at(place).and_then(|(word, at)| Some((year(word)?, at.end)));
    let (start, end) = (words[place].1.start, words[place].1.end);
    if let Some((day, start)) = before {
        let (year, end) = year(place + 1).map_or((None, end), |(year, end)| (Some(year), end));
        return Some(Written { month, day, year, at: start..end });
    }
    let (day, end) = after?;
    let (year, end) = year(place + 2).map_or((None, end), |(year, end)| (Some(year), end));
    Some(Written { month, day, year, at: start..end })
}

/// Reads a day of the month: `14`, `1st`, `1er`.
fn number(word: &str) -> Option<u32> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let ending = &word[digits.len()..];
    let day = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
    ["", "st", "nd", "rd", "th", "er"].contains(&ending).then_some(day)
}

fn year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && (1990..=2100).contains(year))
}

fn typed(word: &str, at: Range<usize>) -> Option<Written> {
    let of = |day: NaiveDate| Written { month: day.month(), day: day.day(), year: Some(day.year()), at: at.clone() };
    if let Ok(day) = day_from_typed(word) {
        return Some(of(day));
    }
    let mut parts = word.split('.').map(str::parse::<u32>);
    let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let full = parts.next().is_none() && (1990..=2100).contains(&year);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| full).map(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let shown =
            |day: Written| format!("{}-{}-{} {}", day.year.unwrap_or(0), day.month, day.day, &text[day.at.clone()]);
        in_text(text).into_iter().map(shown).collect()
    }

    #[test]
    fn days_are_read_in_every_language() {
        assert_eq!(found("on Thursday, May 14, 2026, and again"), ["2026-5-14 May 14, 2026"]);
        assert_eq!(found("Friday 1 May 2026."), ["2026-5-1 1 May 2026"]);
        assert_eq!(found("am 14. Mai 2026"), ["2026-5-14 14. Mai 2026"]);
        assert_eq!(found("le 1er août"), ["0-8-1 1er août"]);
        assert_eq!(found("2026-05-14, 14.05.2026"), ["2026-5-14 2026-05-14", "2026-5-14 14.05.2026"]);
    }

    #[test]
    fn a_month_without_a_day_and_a_verb_are_no_days() {
        assert_eq!(found("you may call us in March, section 4.1, 12,400.00"), Vec::<String>::new());
    }
}
