//! The templates of one language, made ready and filled.
//!
//! A template is trusted input, like a build script: it is written by the user or by us. It sees one
//! set of [facts](super::facts), can read no file, and its output is capped.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tera::{Context, Tera};

pub use super::built_in::BUILT_IN;
use super::capped::Capped;
use super::facts::Facts;
pub use super::fault::TemplateFault;
use super::reads::Reads;
use super::spelling::{Spelling, respelled};
use super::standalone::absorb_lines;
use super::words::Words;
use super::{escape, filters, limits};

/// The first line of every template of ours; its number changes when facts are renamed or taken away.
pub const MARK: &str = "{# pastdue template 1 #}";

/// The templates every language has.
pub const REQUIRED: [&str; 6] = ["call.md", "demand.md", "statement.md", "plan.md", "confirmation.md", "words.yaml"];

/// Returns the facts as the engine takes them. What is absent is left out of them, and printing it is an error.
pub(super) fn context(facts: &Facts) -> Result<Context, tera::Error> {
    Context::from_serialize(facts)
}

/// The templates of one language, ready to be filled.
pub(super) struct Language {
    tera: Tera,
    /// What each template has read of the facts, once it was asked, if it is not everything.
    reads: Option<BTreeMap<String, OnceLock<Reads>>>,
    sources: Vec<(String, String)>,
    /// The same as the regions spell it that spell it in another way, each made when it is first needed.
    regional: BTreeMap<String, Regional>,
    pub(super) words: Words,
}

struct Regional {
    sources: Vec<(String, String)>,
    made: OnceLock<Result<Tera, TemplateFault>>,
}

impl Language {
    /// Makes a language of its files, by name without the folder; some of them may be the user's own.
    ///
    /// # Errors
    ///
    /// A file every language has is missing, a version mark is of another version, a
    /// syntax error, an unknown filter or include.
    pub(super) fn new(language: &str, files: &BTreeMap<&str, &str>, own: bool) -> Result<Language, TemplateFault> {
        let missing = REQUIRED.iter().find(|name| !files.contains_key(**name));
        if let Some(missing) = missing {
            let name = format!("{language}/{missing}");
            return Err(TemplateFault::new(&name, format!("the language `{language}` has no `{missing}`"))
                .hint(format!("a language is complete or not at all: {}", REQUIRED.join(", "))));
        }
        let words_name = format!("{language}/words.yaml");
        let words =
            Words::read(files["words.yaml"]).map_err(|fault| TemplateFault::new(&words_name, fault.to_string()))?;
        let sources = templates(language, files)?;
        let tera = engine(language, &words, &spelled(&sources, words.spelling()))?;
        let regional = words.regional_spellings().map(|(region, spelling)| {
            (region.to_owned(), Regional { sources: spelled(&sources, &spelling), made: OnceLock::new() })
        });
        let regional = regional.collect();
        let reads = (!own).then(|| sources.iter().map(|(name, _)| (name.clone(), OnceLock::new())).collect());
        Ok(Language { tera, reads, sources, regional, words })
    }

    /// Returns what a template, named with its language, reads.
    pub(super) fn reads(&self, name: &str) -> &Reads {
        match self.reads.as_ref().and_then(|reads| reads.get(name)) {
            Some(reads) => reads.get_or_init(|| Reads::of(name, &self.sources)),
            None => &Reads::Everything,
        }
    }

    /// Fills a template, named with its language, as a region spells it.
    ///
    /// # Errors
    ///
    /// A value that is not there, a filter used on the wrong thing, too much output.
    pub(super) fn fill(&self, name: &str, region: &str, facts: &Context) -> Result<String, TemplateFault> {
        let tera = self.in_region(name, region)?;
        let mut page = Capped(Vec::with_capacity(16 * 1024));
        limits::begin();
        tera.render_to(name, facts, &mut page).map_err(|fault| TemplateFault::from_engine(name, &fault))?;
        let page = String::from_utf8(page.0).map_err(|_| TemplateFault::new(name, "its output is no text"))?;
        Ok(super::tidy::tidy(&escape::settle(&page)))
    }

    fn in_region(&self, name: &str, region: &str) -> Result<&Tera, TemplateFault> {
        let Some(regional) = self.regional.get(region) else { return Ok(&self.tera) };
        let language = name.split('/').next().unwrap_or(name);
        let make = || engine(language, &self.words, &regional.sources);
        regional.made.get_or_init(make).as_ref().map_err(Clone::clone)
    }
}

fn spelled(sources: &[(String, String)], spelling: &Spelling) -> Vec<(String, String)> {
    sources.iter().map(|(name, text)| (name.clone(), respelled(text, spelling))).collect()
}

fn engine(language: &str, words: &Words, sources: &[(String, String)]) -> Result<Tera, TemplateFault> {
    let mut tera = Tera::default();
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(escape::escape);
    filters::register(&mut tera, words);
    limits::register(&mut tera);
    tera.add_raw_templates(sources.iter().map(|(name, text)| (name, text)))
        .map_err(|fault| TemplateFault::from_engine(language, &fault))?;
    Ok(tera)
}

/// Returns the templates among the files, each with its full name and ready for the engine.
fn templates(language: &str, files: &BTreeMap<&str, &str>) -> Result<Vec<(String, String)>, TemplateFault> {
    let markdown = files.iter().filter(|(name, _)| name.strip_suffix(".md").is_some());
    markdown
        .map(|(name, text)| {
            let name = format!("{language}/{name}");
            check_mark(&name, text)?;
            Ok((name, absorb_lines(text)))
        })
        .collect()
}

/// One that bears no mark is taken as it is: what it asks for and is not there is an error when it is filled.
fn check_mark(name: &str, text: &str) -> Result<(), TemplateFault> {
    let first = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default().trim_end();
    if first == MARK || !first.starts_with("{# pastdue template ") {
        return Ok(());
    }
    let mut fault = TemplateFault::new(name, "is written for another version of pastdue")
        .hint(format!("hold it against `pastdue templates {name}`, and let its first line be `{MARK}`"));
    fault.place = Some((1, 1));
    Err(fault)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{NORTHWIND, with};
    use super::super::{Composer, DocumentKind, Options};
    use super::*;

    fn own(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    /// Loads a demand of the user's own; its text follows the mark.
    fn loaded(text: &str) -> Result<Composer, TemplateFault> {
        Composer::new(own(&[("en/demand.md", &format!("{MARK}\n{text}"))]))
    }

    fn filled(text: &str) -> Result<String, String> {
        let composer = loaded(text).unwrap();
        with(&composer, NORTHWIND, "2026-07-01", DocumentKind::Demand, None, &Options::default())
            .map_err(|fault| fault.to_string())
    }

    #[test]
    fn a_template_of_the_users_stands_in_the_place_of_a_built_in_one() {
        assert_eq!(filled("Pay {{ owed.total }}.").unwrap(), "Pay $11,020.00.\n");
    }

    #[test]
    fn a_missing_fact_is_an_error_with_its_line() {
        let fault = filled("a\nb {{ owed.totall }}\n").unwrap_err();
        assert!(fault.starts_with("template `en/demand.md`, line 3: field `totall` is not defined"), "{fault}");
    }

    #[test]
    fn a_fact_the_case_does_not_hold_is_not_there_at_all() {
        let bare = NORTHWIND.replace("  phone: +1 503 555 0142\n", "");
        let composer =
            loaded("{% if creditor.phone is defined %}{{ creditor.phone }}{% else %}none{% endif %}").unwrap();
        let filled =
            |yaml| with(&composer, yaml, "2026-07-01", DocumentKind::Demand, None, &Options::default()).unwrap();
        assert_eq!((filled(NORTHWIND).as_str(), filled(&bare).as_str()), ("+1 503 555 0142\n", "none\n"));
    }

    #[test]
    fn an_unknown_filter_or_include_is_found_on_loading() {
        let fault = loaded("\n{{ owed.total | loud }}").err().unwrap();
        assert_eq!((fault.place, fault.text.as_str()), (Some((3, 17)), "unknown filter `loud`"));
        let fault = loaded("{% include \"/etc/passwd\" %}").err().unwrap();
        assert_eq!(fault.text, "unknown template `/etc/passwd`");
    }

    #[test]
    fn a_guard_that_is_not_closed_is_an_error_with_its_line() {
        let fault = loaded("{% if contract %}\nx\n").err().unwrap();
        assert_eq!(fault.template, "en/demand.md");
        assert!(fault.place.is_some(), "{fault}");
    }

    #[test]
    fn a_template_of_another_version_is_refused_and_one_without_a_mark_taken_as_it_is() {
        let made = |text| Composer::new(own(&[("en/demand.md", text)])).map(drop).map_err(|fault| fault.to_string());
        assert_eq!(made("Dear all,"), Ok(()));
        assert_eq!(
            made("{# pastdue template 2 #}\n").unwrap_err(),
            "template `en/demand.md`, line 1: is written for another version of pastdue"
        );
    }

    #[test]
    fn output_without_end_is_stopped() {
        let bomb =
            "{% for a in range(end=300) %}{% for b in range(end=300) %}{{ contract.clauses }}{% endfor %}{% endfor %}";
        assert_eq!(filled(bomb).unwrap_err(), "template `en/demand.md`: its output grows beyond 4 MiB");
        let silent = "{% for a in range(end=50000) %}{% for b in range(end=50000) %}{% endfor %}{% endfor %}";
        let fault = filled(silent).unwrap_err();
        assert!(fault.contains("its ranges hold more than 100000 numbers together"), "{fault}");
    }

    #[test]
    fn values_and_facts_hold_no_template() {
        let yaml = NORTHWIND.replace("Spring catalogue", "\"{{ case }} {% raw %}\"");
        let page = super::super::sample::composed(&yaml, "2026-07-01", DocumentKind::Demand, None);
        assert!(page.contains("\\{\\{ case \\}\\} \\{% raw %\\}"), "{page}");
    }

    #[test]
    fn built_in_templates_escape_every_value() {
        for (name, text) in BUILT_IN {
            assert!(!text.contains("| safe"), "{name} prints something without escapes");
        }
    }
}
