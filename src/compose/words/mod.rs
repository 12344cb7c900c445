//! How a language says days ([`dates`]), days gone by and days overdue ([`spans`]), amounts
//! ([`money`]), and lists and numbers ([`lists`]). The words are data: `templates/LANG/words.yaml`.

mod data;
mod dates;
mod lists;
mod money;
mod pattern;
mod spans;

use std::fmt;
use std::sync::Arc;

use chrono::NaiveTime;

use super::spelling::Spelling;
use data::{Data, Forms};
pub use dates::{Day, iso};
use pattern::Hole;

/// The words of a language in a region.
#[derive(Debug, Clone)]
pub struct Words {
    data: Arc<Data>,
    forms: Forms,
    region: String,
}

/// A `words.yaml` that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordsFault(pub String);

impl fmt::Display for WordsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WordsFault {}

impl Words {
    /// Reads the words of a language; dates and amounts take the forms of everywhere.
    ///
    /// # Errors
    ///
    /// A key that is missing, unknown or of the wrong shape, in the reader's words.
    pub fn read(yaml: &str) -> Result<Words, WordsFault> {
        let data: Data = serde_yaml::from_str(yaml).map_err(|fault| WordsFault(fault.to_string()))?;
        let forms = data.forms.clone();
        Ok(Words { data: Arc::new(data), forms, region: String::new() })
    }

    /// Returns the same words with the forms of a region, two letters as in `US`.
    #[must_use]
    pub fn in_region(&self, region: &str) -> Words {
        let forms = self.data.forms.in_region(self.data.regions.get(region));
        Words { data: Arc::clone(&self.data), forms, region: region.to_owned() }
    }

    /// Returns the region, as in `US`; empty when none was chosen.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Returns the name of a place that a time zone is called after, in this language.
    pub fn place(&self, english: String) -> String {
        self.data.places.get(&english).cloned().unwrap_or(english)
    }

    /// Returns how templates are spelled where no region says otherwise.
    pub(super) fn spelling(&self) -> &Spelling {
        &self.data.spelling
    }

    /// Returns how templates are spelled in each region that spells them in another way.
    pub(super) fn regional_spellings(&self) -> impl Iterator<Item = (&str, Spelling)> {
        let own = self.data.regions.iter().filter(|(_, region)| !region.spelling.is_empty());
        own.map(|(name, region)| {
            let mut spelling = self.data.spelling.clone();
            spelling.extend(region.spelling.clone());
            (name.as_str(), spelling)
        })
    }

    /// Returns the language with its region, as in `en-US`.
    pub fn tag(&self) -> String {
        if self.region.is_empty() {
            self.data.language.clone()
        } else {
            format!("{}-{}", self.data.language, self.region)
        }
    }

    /// Returns the names of the months, January first.
    pub fn months(&self) -> &[String; 12] {
        &self.forms.months
    }

    /// Returns a time of day, as in `9:30`, `9 h 30` or `9 h`; where the clock has twelve hours, `9:30 am`.
    pub fn time(&self, time: NaiveTime) -> String {
        use chrono::Timelike;
        let (afternoon, twelve) = time.hour12();
        let half = if afternoon { "pm" } else { "am" };
        let (hour, minute) = (time.hour().to_string(), minutes(time));
        let form = if time.minute() == 0 { &self.forms.whole_hour } else { &self.forms.time };
        match self.forms.clock {
            12 => format!("{twelve}:{minute}\u{a0}{half}"),
            _ => form.fill(&[(Hole::H, &hour), (Hole::M, &minute)]),
        }
    }
}

fn minutes(time: NaiveTime) -> String {
    time.format("%M").to_string()
}

#[cfg(test)]
pub(crate) mod samples {
    use super::Words;

    pub(crate) fn words(tag: &str) -> Words {
        let (language, region) = tag.split_once('-').unwrap_or((tag, ""));
        let yaml = match language {
            "de" => include_str!("../../../templates/de/words.yaml"),
            "fr" => include_str!("../../../templates/fr/words.yaml"),
            _ => include_str!("../../../templates/en/words.yaml"),
        };
        Words::read(yaml).unwrap().in_region(region)
    }
}

#[cfg(test)]
mod tests {
    use super::samples::words;

    #[test]
    fn noon_and_midnight_have_their_own_half_of_the_day() {
        let at = |h, m| chrono::NaiveTime::from_hms_opt(h, m, 0).unwrap();
        assert_eq!(words("en-US").time(at(0, 5)), "12:05\u{a0}am");
        assert_eq!(words("en-US").time(at(12, 0)), "12:00\u{a0}pm");
        assert_eq!(words("en-GB").time(at(21, 0)), "21:00");
        assert_eq!(words("fr-FR").time(at(9, 30)), "9\u{a0}h\u{a0}30");
    }

    #[test]
    fn a_place_has_the_name_it_has_in_the_language() {
        let place = |tag: &str, english: &str| words(tag).place(english.to_owned());
        assert_eq!(place("de-AT", "Vienna"), "Wien");
        assert_eq!(place("fr-BE", "London"), "Londres");
        assert_eq!(place("de-DE", "Boise"), "Boise");
    }

    #[test]
    fn the_tag_names_language_and_region() {
        assert_eq!(words("en-GB").tag(), "en-GB");
        assert_eq!(words("de").tag(), "de");
    }
}
