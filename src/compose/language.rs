//! Which language a document is in, and in which country's forms.

use std::fmt;

use crate::case::Case;

/// A language and a region, as in `en` and `US`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tongue {
    pub(super) language: String,
    pub(super) region: String,
}

/// A debtor's language without templates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageUnknown {
    /// The language, as in `nl`.
    pub language: String,
    /// The languages there are.
    pub known: Vec<String>,
}

impl fmt::Display for LanguageUnknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<String> = self.known.iter().map(|language| format!("`{language}`")).collect();
        write!(f, "there are no templates in the language `{}`; there are {}", self.language, known.join(", "))
    }
}

impl std::error::Error for LanguageUnknown {}

/// The languages of countries that have a language here; the documents of all others are in English.
const SPOKEN: &[(&str, &str)] = &[("DE", "de"), ("AT", "de"), ("LI", "de"), ("FR", "fr"), ("MC", "fr")];

/// Returns the debtor's language, else that of the creditor's country; the forms of dates and amounts are
/// those of the region the language names, else of the creditor's country.
pub(super) fn of(case: &Case) -> Tongue {
    let country = case.creditor.country.to_uppercase();
    if let Some(tag) = case.debtor.language.as_deref() {
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default().to_lowercase();
        let region = parts.next_back().filter(|part| part.len() == 2).map_or(country, str::to_uppercase);
        return Tongue { language, region };
    }
    let language = SPOKEN.iter().find(|(there, _)| *there == country).map_or("en", |(_, spoken)| spoken);
    Tongue { language: language.to_owned(), region: country }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tongue(country: &str, language: &str) -> String {
        let line = if language.is_empty() { String::new() } else { format!(", language: {language}") };
        let case = Case::from_yaml(&format!(
            "{{case: a, currency: EUR, creditor: {{name: A, address: [B], country: {country}}}, \
             debtor: {{name: C, kind: business{line}}}, invoices: []}}"
        ));
        let tongue = of(&case.unwrap());
        format!("{}-{}", tongue.language, tongue.region)
    }

    #[test]
    fn the_debtors_language_comes_first_and_the_creditors_country_fills_in() {
        assert_eq!(tongue("US", ""), "en-US");
        assert_eq!(tongue("DE", ""), "de-DE");
        assert_eq!(tongue("NL", ""), "en-NL");
        assert_eq!(tongue("DE", "en"), "en-DE");
        assert_eq!(tongue("DE", "en-GB"), "en-GB");
        assert_eq!(tongue("US", "de-AT"), "de-AT");
    }
}
