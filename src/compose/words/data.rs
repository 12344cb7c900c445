//! What a language folder's `words.yaml` holds.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::compose::spelling::Spelling;

/// The words and patterns of one language. In patterns `{…}` stands for a value and `~` for a
/// no-break space.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Data {
    /// The language, as in `en`.
    pub(super) language: String,
    /// Monday first.
    pub(super) weekdays: [String; 7],
    /// The numbers that are written as words, from none.
    pub(super) numbers: Vec<String>,
    /// How things are listed.
    pub(super) list: Joining,
    /// How days on which the same was done are listed.
    pub(super) again: Joining,
    /// Days gone by.
    pub(super) past: Past,
    /// How long a debt is overdue.
    pub(super) past_due: PastDue,
    /// A number of days.
    pub(super) days: Days,
    /// How the first day of a month is written, when not as a number.
    #[serde(default)]
    pub(super) first_of_month: Option<String>,
    /// Dates, times and amounts where no region says otherwise.
    pub(super) forms: Forms,
    /// How the text of the templates is spelled, when not as typed.
    #[serde(default)]
    pub(super) spelling: Spelling,
    /// The names of places in time zones that this language has names of its own for.
    #[serde(default)]
    pub(super) places: BTreeMap<String, String>,
    /// What a region does in another way, by its two letters.
    #[serde(default)]
    pub(super) regions: BTreeMap<String, Region>,
}

/// How two things and how several are joined.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Joining {
    /// With `{a}` and `{b}`.
    pub(super) two: String,
    /// With `{most}`, which has commas, and `{last}`.
    pub(super) more: String,
}

/// A day gone by, as one says it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Past {
    pub(super) today: String,
    pub(super) yesterday: String,
    /// With `{weekday}`, for the two to six days before.
    pub(super) in_the_week: String,
    /// Seven days.
    pub(super) one_week: String,
    /// With `{n}`, for whole weeks.
    pub(super) weeks: String,
    /// With `{date}`.
    pub(super) day: String,
    /// With `{date}`, which has its weekday.
    pub(super) weekday: String,
}

/// How long a debt is overdue, as what follows "the invoice is".
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PastDue {
    pub(super) today: String,
    pub(super) one: String,
    /// With `{n}`.
    pub(super) days: String,
    /// With `{n}`, shortly before a whole number of months.
    pub(super) almost: String,
}

/// A number of days, with `{n}`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Days {
    pub(super) one: String,
    pub(super) more: String,
}

/// The forms of dates, times and amounts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Forms {
    /// January first.
    pub(super) months: [String; 12],
    /// A date with its year: `{day}`, `{month}`, `{year}`.
    pub(super) full: String,
    /// A date without its year.
    pub(super) short: String,
    /// `{weekday}` and `{date}`, which has its year.
    pub(super) weekday_full: String,
    /// `{weekday}` and `{date}`, which has none.
    pub(super) weekday_short: String,
    /// 12 or 24 hours.
    pub(super) clock: u8,
    /// `{h}` and `{m}` of a clock of 24 hours.
    pub(super) time: String,
    /// The same for a full hour.
    pub(super) whole_hour: String,
    /// Amounts.
    pub(super) money: MoneyForm,
    /// The sign of each currency that has one here; others show their code.
    pub(super) symbols: BTreeMap<String, String>,
}

/// How an amount is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MoneyForm {
    /// The mark before the decimals.
    pub(super) decimal: String,
    /// The mark between groups of digits.
    pub(super) group: String,
    /// The sizes of the groups from the right; the last one repeats.
    pub(super) groups: Vec<usize>,
    /// `{symbol}` and `{amount}`, for a currency with a sign.
    pub(super) before: String,
    /// `{symbol}` and `{amount}`, for a currency that shows its code.
    pub(super) code: String,
    /// `{number}` and its percent sign.
    pub(super) percent: String,
}

/// What a region does in another way; what is absent is as everywhere.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Region {
    pub(super) months: Option<[String; 12]>,
    pub(super) full: Option<String>,
    pub(super) short: Option<String>,
    pub(super) weekday_full: Option<String>,
    pub(super) weekday_short: Option<String>,
    pub(super) clock: Option<u8>,
    pub(super) money: Option<MoneyForm>,
    /// Added to the signs of everywhere, or in their place.
    pub(super) symbols: BTreeMap<String, String>,
    /// Added to the spelling of everywhere, or in its place.
    pub(super) spelling: Spelling,
}

impl Forms {
    /// Returns these forms as the region has them.
    #[must_use]
    pub(super) fn in_region(&self, region: Option<&Region>) -> Forms {
        let mut forms = self.clone();
        let Some(region) = region.cloned() else { return forms };
        let replace = |place: &mut String, other: Option<String>| {
            if let Some(other) = other {
                *place = other;
            }
        };
        replace(&mut forms.full, region.full);
        replace(&mut forms.short, region.short);
        replace(&mut forms.weekday_full, region.weekday_full);
        replace(&mut forms.weekday_short, region.weekday_short);
        forms.months = region.months.unwrap_or(forms.months);
        forms.clock = region.clock.unwrap_or(forms.clock);
        forms.money = region.money.unwrap_or(forms.money);
        forms.symbols.extend(region.symbols);
        forms
    }
}

/// Returns the pattern with each `{name}` replaced by its value and each `~` by a no-break space.
///
/// A value is never looked at again: braces and tildes inside it stay.
pub(super) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '~']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('~') {
            out.push('\u{a0}');
            rest = after;
            continue;
        }
        let end = rest.find('}').map_or(rest.len(), |end| end + 1);
        let name = rest[1..end].trim_end_matches('}');
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[..end]),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_filled_in_once_and_not_read_again() {
        assert_eq!(fill("{a}~{b}", &[("a", "{b}~"), ("b", "x")]), "{b}~\u{a0}x");
    }
}
