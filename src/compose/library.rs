//! Every language there is: the files inside the program, joined with the user's.
//!
//! A file of the user's stands in the place of the one of its name and language. What it includes comes from that
//! language alone: no letter falls back on the lines of another language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::ComposeError;
use super::built_in::BUILT_IN;
use super::fault::TemplateFault;
use super::language::{LanguageUnknown, Tongue};
use super::templates::Language;

/// Every language there is, each made when it is first needed; one with files of the user's at once, so that
/// their faults are found on loading.
pub(super) struct Library {
    files: BTreeMap<String, BTreeMap<String, String>>,
    made: BTreeMap<String, OnceLock<Result<Language, TemplateFault>>>,
    /// The languages with files of the user's.
    own_files: BTreeSet<String>,
}

impl Library {
    /// Joins the built-in files with the user's.
    ///
    /// # Errors
    ///
    /// The first fault of a language the user has files in.
    pub(super) fn new(own: BTreeMap<String, String>) -> Result<Library, TemplateFault> {
        let mut files: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let mut own_files = BTreeSet::new();
        let built_in = BUILT_IN.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        for (at, (name, text)) in built_in.chain(own).enumerate() {
            let Some((language, file)) = name.split_once('/') else {
                return Err(TemplateFault::new(&name, "lies in no folder of a language")
                    .hint(format!("templates have a folder a language, as in `en/{name}`")));
            };
            if at >= BUILT_IN.len() {
                own_files.insert(language.to_owned());
            }
            files.entry(language.to_owned()).or_default().insert(file.to_owned(), text);
        }
        let made = files.keys().map(|language| (language.clone(), OnceLock::new())).collect();
        let library = Library { files, made, own_files };
        library.own_files.iter().try_for_each(|language| library.make(language).map(|_| ()))?;
        Ok(library)
    }

    /// Returns a language.
    ///
    /// # Errors
    ///
    /// The languages there are, when this is not one of them.
    pub(super) fn language(&self, tongue: &Tongue) -> Result<&Language, ComposeError> {
        if !self.made.contains_key(&tongue.language) {
            let known = self.made.keys().cloned().collect();
            return Err(ComposeError::Language(LanguageUnknown { language: tongue.language.clone(), known }));
        }
        Ok(self.make(&tongue.language)?)
    }

    fn make(&self, language: &str) -> Result<&Language, TemplateFault> {
        let make = || {
            let files = self.files[language].iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            Language::new(language, &files, self.own_files.contains(language))
        };
        self.made[language].get_or_init(make).as_ref().map_err(Clone::clone)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::sample::{NORTHWIND, composer, with};
    use super::super::templates::MARK;
    use super::super::{Composer, DocumentKind, Options};

    fn own(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_language_is_complete_or_an_error_on_loading() {
        let fault = Composer::new(own(&[("nl/demand.md", MARK)])).err().unwrap();
        assert_eq!(fault.to_string(), "template `nl/call.md`: the language `nl` has no `call.md`");
        let fault = Composer::new(own(&[("demand.md", MARK)])).err().unwrap();
        assert_eq!(fault.hint.as_deref(), Some("templates have a folder a language, as in `en/demand.md`"));
    }

    #[test]
    fn a_debtors_language_without_templates_is_named() {
        let yaml = NORTHWIND.replace("  kind: business\n", "  kind: business\n  language: nl\n");
        let fault = with(composer(), &yaml, "2026-07-01", DocumentKind::Statement, None, &Options::default());
        assert!(fault.unwrap_err().to_string().starts_with("there are no templates in the language `nl`"));
    }

    #[test]
    fn a_template_finds_nothing_of_another_language() {
        let borrowed = format!("{MARK}\n{{% include \"en/parts/closing.md\" %}}\n");
        let fault = Composer::new(own(&[("de/demand.md", &borrowed)])).err().unwrap();
        assert_eq!(fault.text, "unknown template `en/parts/closing.md`");
    }

    #[test]
    fn the_user_replaces_one_file_and_the_rest_of_its_language_stays() {
        let thanks = format!("{MARK}\nVielen Dank\\\n{{{{ creditor.name }}}}\n");
        let composer = Composer::new(own(&[("de/parts/closing.md", &thanks)])).unwrap();
        let yaml = NORTHWIND.replace("  kind: business\n", "  kind: business\n  language: de\n");
        let page = with(&composer, &yaml, "2026-07-01", DocumentKind::Demand, None, &Options::default()).unwrap();
        assert!(
            page.contains("Was vereinbart ist") && page.ends_with("Vielen Dank\\\nHalden Design Studio LLC\n"),
            "{page}"
        );
    }
}
