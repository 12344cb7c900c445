//! The head of a document: `key: value` lines between two lines of three hyphens.

use chrono::NaiveDate;

use super::Fault;

/// What the head says.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    pub class: Class,
    /// BCP 47, as in `en-US`.
    pub lang: String,
    pub title: String,
    pub author: Option<String>,
    /// ISO, as in `2026-06-12`.
    pub date: Option<String>,
    pub paper: Paper,
    pub envelope: Envelope,
    /// The file of the logo.
    pub logo: Option<String>,
    /// The line of the logo, from 1.
    pub logo_line: usize,
    /// Whether the paper already has a letterhead.
    pub blank_head: bool,
    pub footer: Option<String>,
    /// The line of the footer, from 1.
    pub footer_line: usize,
    /// The words of the page number, with `{page}` and `{pages}`.
    pub page_of: Option<String>,
    /// The running head of later pages.
    pub continued: Option<String>,
}

impl Head {
    /// Tells whether the document's language is read from right to left.
    pub fn is_rtl(&self) -> bool {
        let language = self.lang.split('-').next().unwrap_or_default().to_lowercase();
        ["ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"].contains(&language.as_str())
    }
}

/// The classes of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Letter,
    Sheet,
    Statement,
    Agreement,
}

/// The paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    Letter,
    A4,
}

/// The window envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Envelope {
    Din5008A,
    Din5008B,
    Us10,
    UkDl,
    None,
}

const CLASSES: [(&str, Class); 4] = [
    ("letter", Class::Letter),
    ("sheet", Class::Sheet),
    ("statement", Class::Statement),
    ("agreement", Class::Agreement),
];
const PAPERS: [(&str, Paper); 2] = [("letter", Paper::Letter), ("a4", Paper::A4)];
const ENVELOPES: [(&str, Envelope); 5] = [
    ("din-5008-a", Envelope::Din5008A),
    ("din-5008-b", Envelope::Din5008B),
    ("us-10", Envelope::Us10),
    ("uk-dl", Envelope::UkDl),
    ("none", Envelope::None),
];
const KEYS: [&str; 12] = [
    "class",
    "lang",
    "title",
    "author",
    "date",
    "paper",
    "envelope",
    "logo",
    "blank-head",
    "footer",
    "page-of",
    "continued",
];

/// Returns the head and where the body begins. What is wrong goes to `faults`; without a `class`,
/// `lang` and `title` there is no head.
pub(super) fn read(markdown: &str, faults: &mut Vec<Fault>) -> (Option<Head>, usize) {
    let mut lines = markdown.split_inclusive('\n');
    if lines.next().map(str::trim_end) != Some("---") {
        let hint = "begin with `---`, lines such as `class: letter`, `lang: en-US`, `title: …`, and `---`";
        faults.push(fault("head-missing", 1, "the document has no head".into(), Some(hint)));
        return (None, 0);
    }
    let (mut at, mut entries) = (markdown.find('\n').map_or(markdown.len(), |end| end + 1), vec![]);
    for (count, line) in lines.enumerate() {
        at += line.len();
        let text = line.trim_end();
        if text == "---" {
            return (head(&entries, faults), at);
        }
        match text.split_once(':') {
            Some((key, value)) => entries.push((key.trim(), value.trim(), count + 2)),
            None if text.is_empty() => {}
            None => faults.push(fault("head-line", count + 2, format!("`{text}` is no `key: value`"), None)),
        }
    }
    faults.push(fault("head-missing", 1, "the head has no end".into(), Some("close it with a line `---`")));
    (None, markdown.len())
}

fn head(entries: &[(&str, &str, usize)], faults: &mut Vec<Fault>) -> Option<Head> {
    for (key, _, line) in entries.iter().filter(|(key, ..)| !KEYS.contains(key)) {
        let hint = format!("the keys are {}", KEYS.join(", "));
        faults.push(fault("head-key", *line, format!("the head has no key `{key}`"), Some(&hint)));
    }
    for (k, (key, _, line)) in entries.iter().enumerate() {
        if entries[..k].iter().any(|(before, ..)| before == key) {
            faults.push(fault("head-key", *line, format!("the head says `{key}` twice"), None));
        }
    }
    let text = |key: &str| entries.iter().find(|entry| entry.0 == key).map(|entry| entry.1.to_string());
    let line = |key: &str| entries.iter().find(|entry| entry.0 == key).map_or(1, |entry| entry.2);
    let required = |key: &'static str, faults: &mut Vec<Fault>| {
        let value = text(key).filter(|value| !value.is_empty());
        if value.is_none() {
            faults.push(fault("head-key", 1, format!("the head does not say its `{key}`"), None));
        }
        value
    };
    let class = required("class", faults);
    let (lang, title) = (required("lang", faults), required("title", faults));
    let class = class.and_then(|_| choice(entries, "class", &CLASSES, faults));
    let paper = choice(entries, "paper", &PAPERS, faults).unwrap_or(Paper::A4);
    let envelope = choice(entries, "envelope", &ENVELOPES, faults).unwrap_or(Envelope::None);
    let blank_head = choice(entries, "blank-head", &[("true", true), ("false", false)], faults).unwrap_or(false);
    form(entries, "lang", "a language as in `en` or `de-CH`", is_language, faults);
    form(entries, "date", "a day as in `2026-06-12`", |value| value.parse::<NaiveDate>().is_ok(), faults);
    Some(Head {
        class: class?,
        lang: lang?,
        title: title?,
        author: text("author"),
        date: text("date"),
        paper,
        envelope,
        logo: text("logo"),
        logo_line: line("logo"),
        blank_head,
        footer: text("footer"),
        footer_line: line("footer"),
        page_of: text("page-of"),
        continued: text("continued"),
    })
}

fn choice<T: Copy>(
    entries: &[(&str, &str, usize)],
    key: &str,
    words: &[(&str, T)],
    faults: &mut Vec<Fault>,
) -> Option<T> {
    let (_, value, line) = entries.iter().find(|entry| entry.0 == key)?;
    let found = words.iter().find(|(word, _)| word == value).map(|(_, choice)| *choice);
    if found.is_none() {
        let hint = format!("it is one of {}", words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", "));
        faults.push(fault("head-value", *line, format!("`{value}` is no `{key}`"), Some(&hint)));
    }
    found
}

/// Holds a value against the form it must have.
fn form(entries: &[(&str, &str, usize)], key: &str, what: &str, is: impl Fn(&str) -> bool, faults: &mut Vec<Fault>) {
    if let Some((_, value, line)) = entries.iter().find(|entry| entry.0 == key && !is(entry.1)) {
        faults.push(fault("head-value", *line, format!("`{value}` is no `{key}`"), Some(&format!("write {what}"))));
    }
}

fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first =
        parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    first && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn fault(code: &'static str, line: usize, text: String, hint: Option<&str>) -> Fault {
    Fault { code, line, text, hint: hint.map(str::to_string), character: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(markdown: &str) -> (Option<Head>, Vec<Fault>) {
        let mut faults = vec![];
        let (head, _) = read(markdown, &mut faults);
        (head, faults)
    }

    #[test]
    fn values_are_taken_as_typed() {
        let (head, faults) = read_all("---\nclass: sheet\nlang: de\ntitle: A: \"b\" # c\npaper: letter\n---\n");
        assert_eq!(faults, []);
        let head = head.unwrap();
        assert_eq!((head.title.as_str(), head.paper, head.class), ("A: \"b\" # c", Paper::Letter, Class::Sheet));
    }

    #[test]
    fn unknown_keys_and_values_are_named_with_their_lines() {
        let (_, faults) = read_all("---\nclass: poem\nlang: de\ntitle: T\ncolour: red\n---\n");
        let codes: Vec<_> = faults.iter().map(|f| (f.code, f.line)).collect();
        assert_eq!(codes, [("head-key", 5), ("head-value", 2)]);
    }

    #[test]
    fn values_of_the_wrong_form_and_keys_said_twice_are_named() {
        let head = "---\nclass: letter\nlang: <x>\ntitle: T\ndate: tomorrow\nblank-head: yes\ntitle: U\n---\n";
        let mut lines: Vec<_> = read_all(head).1.iter().map(|f| (f.line, f.code)).collect();
        lines.sort_unstable();
        assert_eq!(lines, [(3, "head-value"), (5, "head-value"), (6, "head-value"), (7, "head-key")]);
    }

    #[test]
    fn a_document_without_a_head_is_a_fault() {
        assert_eq!(read_all("# Letter\n").1[0].code, "head-missing");
        assert_eq!(read_all("---\nclass: letter\n").1[0].code, "head-missing");
    }
}
