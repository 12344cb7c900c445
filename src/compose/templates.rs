//! The templates: built in, replaceable by name, a folder a language.
//!
//! A template is trusted input, like a build script: it is written by the user or by us. It sees one
//! set of [facts](super::facts), can read no file, and its output is capped.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, Write};
use std::sync::OnceLock;

use tera::value::Key;
use tera::{Context, ErrorKind, Tera, Value};

use super::facts::Facts;
use super::language::{LanguageUnknown, Tongue};
use super::standalone::absorb_lines;
use super::words::Words;
use super::{ComposeError, escape, filters, limits};

/// The first line of every template; its number changes when facts are renamed or taken away.
pub const MARK: &str = "{# pastdue template 1 #}";

/// The templates every language has.
pub const REQUIRED: [&str; 6] = ["call.md", "demand.md", "statement.md", "plan.md", "confirmation.md", "words.yaml"];

/// The most a template may write.
const OUTPUT_LIMIT: usize = 4 * 1024 * 1024;

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// The templates inside the program, by name.
pub const BUILT_IN: &[(&str, &str)] = built_in![
    "en/call.md",
    "en/confirmation.md",
    "en/demand.md",
    "en/plan.md",
    "en/statement.md",
    "en/words.yaml",
    "en/call/answers-early.md",
    "en/call/answers.md",
    "en/call/arithmetic.md",
    "en/call/close.md",
    "en/call/courtesy.md",
    "en/call/escalation.md",
    "en/call/facts.md",
    "en/call/final.md",
    "en/call/follow-up.md",
    "en/call/hello.md",
    "en/call/reception.md",
    "en/call/record.md",
    "en/call/reminder.md",
    "en/call/voicemail.md",
    "en/call/whom.md",
    "en/parts/agreed.md",
    "en/parts/closing.md",
    "en/parts/enclosures.md",
    "en/parts/greeting.md",
    "en/parts/head.md",
    "en/parts/how-to-pay.md",
    "en/parts/letterhead.md",
    "en/parts/so-far.md",
    "en/parts/words.md",
];

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// Its name, as in `en/demand.md`.
    pub template: String,
    /// The line and column in it, from 1.
    pub place: Option<(usize, usize)>,
    /// What is wrong, in one sentence.
    pub text: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some((line, _)) => write!(f, "template `{}`, line {line}: {}", self.template, self.text),
            None => write!(f, "template `{}`: {}", self.template, self.text),
        }
    }
}

impl std::error::Error for TemplateFault {}

impl TemplateFault {
    pub(super) fn new(template: &str, text: impl Into<String>) -> TemplateFault {
        TemplateFault { template: template.to_owned(), place: None, text: text.into(), hint: None }
    }

    #[must_use]
    pub(super) fn hint(mut self, hint: impl Into<String>) -> TemplateFault {
        self.hint = Some(hint.into());
        self
    }

    /// Reads the engine's report: its first line is the sentence, and one line names the place.
    fn from_engine(template: &str, fault: &tera::Error) -> TemplateFault {
        let report = fault.to_string();
        let text = report.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        let named = report.lines().find_map(|line| place(line.trim_start().strip_prefix("--> ")?));
        let (template, place) = match named {
            Some((name, at)) => (name, Some(at)),
            None => (template, None),
        };
        let hint = limits::stopped(&text).then(|| "a template may not loop without end".to_owned());
        let text = match fault.kind() {
            ErrorKind::Io(_) => format!("its output grows beyond {} MiB", OUTPUT_LIMIT >> 20),
            _ => lower_first(&text),
        };
        TemplateFault { template: template.to_owned(), place, text, hint }
    }
}

/// Reads `name:line:column`.
fn place(text: &str) -> Option<(&str, (usize, usize))> {
    let mut parts = text.trim().rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some((parts.next()?, (line, column)))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_lowercase).collect();
    first + chars.as_str()
}

/// Every language there is, each made when it is first needed; one with files of the user's at once, so that
/// their faults are found on loading.
pub(super) struct Library {
    files: BTreeMap<String, BTreeMap<String, String>>,
    made: BTreeMap<String, OnceLock<Result<Language, TemplateFault>>>,
}

impl Library {
    /// Joins the built-in files with the user's.
    ///
    /// # Errors
    ///
    /// The first fault of a language the user has files in.
    pub(super) fn new(own: BTreeMap<String, String>) -> Result<Library, TemplateFault> {
        let mut files: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let mut touched = BTreeSet::new();
        let built_in = BUILT_IN.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        for (at, (name, text)) in built_in.chain(own).enumerate() {
            let Some((language, file)) = name.split_once('/') else {
                return Err(TemplateFault::new(&name, "lies in no folder of a language")
                    .hint(format!("templates have a folder a language, as in `en/{name}`")));
            };
            if at >= BUILT_IN.len() {
                touched.insert(language.to_owned());
            }
            files.entry(language.to_owned()).or_default().insert(file.to_owned(), text);
        }
        let made = files.keys().map(|language| (language.clone(), OnceLock::new())).collect();
        let library = Library { files, made };
        touched.iter().try_for_each(|language| library.make(language).map(|_| ()))?;
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
            Language::new(language, &files)
        };
        self.made[language].get_or_init(make).as_ref().map_err(Clone::clone)
    }
}

/// Returns the facts as the engine takes them. What is absent is undefined there, so printing it is an error.
pub(super) fn context(facts: &Facts) -> Result<Context, tera::Error> {
    let whole = Value::try_from_serializable(facts)?;
    let mut context = Context::new();
    for (key, value) in without_absent(whole).into_map().into_iter().flatten() {
        if let Some(key) = key.as_str() {
            context.insert_value(key.to_owned(), value);
        }
    }
    Ok(context)
}

fn without_absent(value: Value) -> Value {
    if let Some(items) = value.as_array() {
        return Value::from(items.iter().cloned().map(without_absent).collect::<Vec<_>>());
    }
    if !value.is_map() {
        return value;
    }
    let fields = value.into_map().into_iter().flatten().filter(|(_, field)| !field.is_none());
    let fields: BTreeMap<Key<'static>, Value> = fields.map(|(key, field)| (key, without_absent(field))).collect();
    Value::from(fields)
}

/// The templates of one language, ready to be filled.
pub(super) struct Language {
    tera: Tera,
    pub(super) words: Words,
}

impl Language {
    /// Makes a language of its files, by name without the folder.
    ///
    /// # Errors
    ///
    /// A file every language has is missing, a version mark is missing or of another version, a
    /// syntax error, an unknown filter or include.
    pub(super) fn new(language: &str, files: &BTreeMap<&str, &str>) -> Result<Language, TemplateFault> {
        let missing = REQUIRED.iter().find(|name| !files.contains_key(**name));
        if let Some(missing) = missing {
            let name = format!("{language}/{missing}");
            return Err(TemplateFault::new(&name, format!("the language `{language}` has no `{missing}`"))
                .hint(format!("a language is complete or not at all: {}", REQUIRED.join(", "))));
        }
        let words_name = format!("{language}/words.yaml");
        let words =
            Words::read(files["words.yaml"]).map_err(|fault| TemplateFault::new(&words_name, fault.to_string()))?;
        let mut tera = engine(&words);
        let sources = templates(language, files)?;
        tera.add_raw_templates(sources.iter().map(|(name, text)| (name, text)))
            .map_err(|fault| TemplateFault::from_engine(language, &fault))?;
        Ok(Language { tera, words })
    }

    /// Fills a template, named with its language.
    ///
    /// # Errors
    ///
    /// A value that is not there, a filter used on the wrong thing, too much output.
    pub(super) fn fill(&self, name: &str, facts: &Context) -> Result<String, TemplateFault> {
        let mut page = Capped(Vec::with_capacity(16 * 1024));
        limits::begin();
        self.tera.render_to(name, facts, &mut page).map_err(|fault| TemplateFault::from_engine(name, &fault))?;
        let page = String::from_utf8(page.0).map_err(|_| TemplateFault::new(name, "its output is no text"))?;
        Ok(super::tidy::tidy(&escape::settle(&page)))
    }
}

fn engine(words: &Words) -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(escape::escape);
    filters::register(&mut tera, words);
    limits::register(&mut tera);
    tera
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

fn check_mark(name: &str, text: &str) -> Result<(), TemplateFault> {
    let first = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default().trim_end();
    if first == MARK {
        return Ok(());
    }
    let wrong = if first.starts_with("{# pastdue template ") {
        "is written for another version of pastdue"
    } else {
        "does not say for which version of pastdue it is written"
    };
    let mut fault = TemplateFault::new(name, wrong).hint(format!("its first line is `{MARK}`"));
    fault.place = Some((1, 1));
    Err(fault)
}

/// A page in the making that can grow only so far.
struct Capped(Vec<u8>);

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > OUTPUT_LIMIT {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
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
    fn a_template_without_the_mark_or_of_another_version_is_refused() {
        let fault = |text| Composer::new(own(&[("en/demand.md", text)])).err().unwrap().to_string();
        assert_eq!(
            fault("Dear all,"),
            "template `en/demand.md`, line 1: does not say for which version of pastdue it is written"
        );
        assert_eq!(
            fault("{# pastdue template 2 #}\n"),
            "template `en/demand.md`, line 1: is written for another version of pastdue"
        );
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
        let fault = with(
            super::super::sample::composer(),
            &yaml,
            "2026-07-01",
            DocumentKind::Statement,
            None,
            &Options::default(),
        );
        assert!(fault.unwrap_err().to_string().starts_with("there are no templates in the language `nl`"));
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
