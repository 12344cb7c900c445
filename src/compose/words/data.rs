//! What a language folder's `words.yaml` holds.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::pattern::Pattern;
use crate::compose::spelling::Spelling;

/// The words and patterns of one language.
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
    pub(super) two: Pattern,
    /// With `{most}`, which has commas, and `{last}`.
    pub(super) more: Pattern,
}

/// A day gone by, as one says it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Past {
    pub(super) today: String,
    pub(super) yesterday: String,
    /// With `{weekday}`, for the two to six days before.
    pub(super) in_the_week: Pattern,
    /// Seven days.
    pub(super) one_week: String,
    /// With `{n}`, for whole weeks.
    pub(super) weeks: Pattern,
    /// With `{date}`.
    pub(super) day: Pattern,
    /// With `{date}`, which has its weekday.
    pub(super) weekday: Pattern,
}

/// How long a debt is overdue, as what follows "the invoice is".
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PastDue {
    pub(super) today: String,
    pub(super) one: String,
    /// With `{n}`.
    pub(super) days: Pattern,
    /// With `{n}`, shortly before a whole number of months.
    pub(super) almost: Pattern,
}

/// A number of days, with `{n}`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Days {
    pub(super) one: Pattern,
    pub(super) more: Pattern,
}

/// The forms of dates, times and amounts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Forms {
    /// January first.
    pub(super) months: [String; 12],
    /// A date with its year: `{day}`, `{month}`, `{year}`.
    pub(super) full: Pattern,
    /// A date without its year.
    pub(super) short: Pattern,
    /// `{weekday}` and `{date}`, which has its year.
    pub(super) weekday_full: Pattern,
    /// `{weekday}` and `{date}`, which has none.
    pub(super) weekday_short: Pattern,
    /// 12 or 24 hours.
    pub(super) clock: u8,
    /// `{h}` and `{m}` of a clock of 24 hours.
    pub(super) time: Pattern,
    /// The same for a full hour.
    pub(super) whole_hour: Pattern,
    /// Amounts.
    pub(super) money: MoneyForm,
    /// The sign of each currency that has one here; others show their code.
    pub(super) symbols: FxHashMap<String, String>,
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
    pub(super) before: Pattern,
    /// `{symbol}` and `{amount}`, for a currency that shows its code.
    pub(super) code: Pattern,
    /// `{number}` and its percent sign.
    pub(super) percent: Pattern,
}

/// What a region does in another way; what is absent is as everywhere.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Region {
    pub(super) months: Option<[String; 12]>,
    pub(super) full: Option<Pattern>,
    pub(super) short: Option<Pattern>,
    pub(super) weekday_full: Option<Pattern>,
    pub(super) weekday_short: Option<Pattern>,
    pub(super) clock: Option<u8>,
    pub(super) money: Option<MoneyForm>,
    /// Added to the signs of everywhere, or in their place.
    pub(super) symbols: FxHashMap<String, String>,
    /// Added to the spelling of everywhere, or in its place.
    pub(super) spelling: Spelling,
}

impl Forms {
    /// Returns these forms as the region has them.
    #[must_use]
    pub(super) fn in_region(&self, region: Option<&Region>) -> Forms {
        let mut forms = self.clone();
        let Some(region) = region.cloned() else { return forms };
        let replace = |place: &mut Pattern, other: Option<Pattern>| {
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
