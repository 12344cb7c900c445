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
    name: String,
    /// Its templates, each with its full name.
    sources: Vec<(String, String)>,
    /// What each template reads of the facts, once it was asked.
    reads: BTreeMap<String, OnceLock<Reads>>,
    /// Whether some of its files are the user's own.
    own: bool,
    engines: Engines,
    /// The same for the regions that spell the templates in another way.
    regional: BTreeMap<String, Engines>,
    pub(super) words: Words,
}

type Engine = OnceLock<Result<Tera, TemplateFault>>;

/// The engines for one spelling, each made when it is first needed.
struct Engines {
    spelling: Spelling,
    whole: Engine,
    /// Without the call sheet, which is half of a language: no letter waits for it to be read.
    letters: Engine,
}

impl Engines {
    fn new(spelling: Spelling) -> Engines {
        Engines { spelling, whole: OnceLock::new(), letters: OnceLock::new() }
    }
}

impl Language {
    /// Makes a language of its files, by name without the folder; some of them may be the user's own.
    ///
    /// # Errors
    ///
    /// A file every language has is missing, a version mark is of another version; in files of the user's also a
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
        let regional = words.regional_spellings().map(|(region, spelling)| (region.to_owned(), Engines::new(spelling)));
        let language = Language {
            name: language.to_owned(),
            reads: sources.iter().map(|(name, _)| (name.clone(), OnceLock::new())).collect(),
            sources,
            own,
            engines: Engines::new(words.spelling().clone()),
            regional: regional.collect(),
            words,
        };
        if own {
            language.engine(true, "")?;
        }
        Ok(language)
    }

    /// Returns what a template, named with its language, reads.
    pub(super) fn reads(&self, name: &str) -> &Reads {
        match self.reads.get(name).filter(|_| !self.own) {
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
        let tera = self.engine(self.own || self.is_of_the_call(name), region)?;
        let mut page = Capped(Vec::with_capacity(16 * 1024));
        limits::begin();
        tera.render_to(name, facts, &mut page).map_err(|fault| TemplateFault::from_engine(name, &fault))?;
        let page = String::from_utf8(page.0).map_err(|_| TemplateFault::new(name, "its output is no text"))?;
        Ok(super::tidy::tidy(&escape::settle(&page)))
    }

    /// Whether a template is the call sheet's or a part of it.
    fn is_of_the_call(&self, name: &str) -> bool {
        name.strip_prefix(&self.name).is_some_and(|file| file == "/call.md" || file.starts_with("/call/"))
    }

    fn engine(&self, whole: bool, region: &str) -> Result<&Tera, TemplateFault> {
        let Engines { spelling, whole: all, letters } = self.regional.get(region).unwrap_or(&self.engines);
        let make = || {
            let sources = self.sources.iter().filter(|(name, _)| whole || !self.is_of_the_call(name));
            let mut tera = Tera::default();
            tera.autoescape_on([".md"]);
            tera.set_escape_fn(escape::escape);
            filters::register(&mut tera, &self.words);
            limits::register(&mut tera);
            tera.add_raw_templates(sources.map(|(name, text)| (name, respelled(text, spelling))))
                .map_err(|fault| TemplateFault::from_engine(&self.name, &fault))?;
            Ok(tera)
        };
        if whole { all } else { letters }.get_or_init(make).as_ref().map_err(Clone::clone)
    }
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
