//! What the user typed: shown as typed in every form of every document, or, for notes, in none.
//!
//! The fields are those of the key table, not a list by hand: a text key that is added and not filled in here is a failure.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use mail_parser::MimeHeaders as _;
use pastdue::case::Case;
use pastdue::case::keys::CASE;
use pastdue::case::shape::{self, Kind, Shape, inner};
use pastdue::typeset::fonts::Fonts;
use pastdue::typeset::{Assets, Setter, Subsets, message};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_yaml::Value;

use crate::composed::{EVERY, compose, languages, name};
use crate::support::{Ended, Run, text_of};

const DAY: &str = "2026-07-20";

/// Texts that try to be something else: what they try, how, and shortly, for what stands on one line over the address.
const HOSTILE: &[(&str, &str, &str)] = &[
    (
        "markdown",
        "*b* _i_ **s** [l](http://e.example) ![i](x.png) `c` # h | ~~s~~ \\ 1. - > --- ``` <http://e.example>",
        "*b* `c`",
    ),
    (
        "html",
        "<b>x</b> <script>alert(1)</script> <!-- sender --> <img src=x onerror=1> &amp; &#65; \"q\" 'a'",
        "<b>x</b>",
    ),
    ("template", "{{ owed.total }} {% if x %} {# n #} {{ creditor }} ${x} %s", "{{ x }}"),
    ("mail", "Bcc: evil@e.example, =?utf-8?q?x?= <evil@e.example> Subject: x; boundary=\"y\" --z--", "<a@b.c>,"),
    ("pdf", "(x) Tj ET \\) >> endobj /JS (app.alert(1)) /Launch %%EOF <</A", "(x) \\) >>"),
    ("json", "\"}],\"x\":[{\"a\":\"\\u0000\\n null", "\"}],\""),
    ("formula", "=1+cmd|' /C calc'!A0 @SUM(A1) +1 -1", "=1+1"),
    ("right to left", "שלום (12) 34,5 عميل ١٢ [x]", "שלום 12"),
];

/// Keys of one line whose value names something else in the file, and so has to stay.
const NAMES: [&str; 7] = ["reports_to", "primary_contact", "signed_by", "clause", "contact", "announced", "document"];

/// Keys that only the caller sees, or nobody.
const PRIVATE: [&str; 3] = ["internal", "note", "prepared"];

/// Returns the full case with what it leaves out, and without the files that lie nowhere.
fn full() -> Value {
    let text = text_of("tests/words/full.yaml")
        .replace("payment: net 30 from receipt", "payment: net 30 from receipt\n  cap_rate: {annual: 20%, source: State code}")
        .replace(", signature: nora.png", "")
        .replace("  logo: larkfield.png\n", "")
        .replace("  copy: agreement.pdf\n", "")
        .replace("copy: lp-301.pdf, ", "")
        .replace("id: lou, ", "id: lou, department: press, email: lou@osprey.example, salutation: Mx Brandt, ")
        .replace(
            "\nconsequences:",
            "  - {date: 2026-05-13, channel: email, contact: petra, outcome: sent, document: statement, announced: [stop]}\n\nconsequences:",
        )
        .replace(
            "\nhold:",
            "  - {id: stop, kind: other, text: we stop printing, ready: 2026-07-01}\n\nsilence:\n  - {code: blame, reason: our own words}\n\nhold:",
        );
    serde_yaml::from_str(&text).unwrap()
}

/// Returns the case with its second consequence first, so that its words are printed.
fn turned(case: &Value) -> Value {
    let mut turned = case.clone();
    turned["consequences"].as_sequence_mut().unwrap().reverse();
    turned
}

/// Fills every text of a case anew; what stood there twice stands there twice again.
struct Filled<F> {
    fill: F,
    known: BTreeMap<String, String>,
    seen: BTreeSet<(&'static str, &'static str)>,
}

impl<F: Fn(&str, &str, usize) -> Option<String>> Filled<F> {
    fn of(case: &Value, fill: F) -> (Value, Vec<String>, BTreeSet<(&'static str, &'static str)>) {
        let mut filled = Filled { fill, known: BTreeMap::new(), seen: BTreeSet::new() };
        let mut case = case.clone();
        filled.map(&mut case, &CASE);
        (case, filled.known.into_values().collect(), filled.seen)
    }

    fn map(&mut self, value: &mut Value, shape: &'static Shape) {
        for key in shape.keys {
            if let Some(field) = value.as_mapping_mut().and_then(|fields| fields.get_mut(key.name)) {
                self.value(field, key.kind, shape.name, key.name);
            }
        }
    }

    fn value(&mut self, value: &mut Value, kind: Kind, shape: &'static str, key: &'static str) {
        match (kind, value) {
            (Kind::List(kind), Value::Sequence(items)) => {
                for item in items {
                    self.value(item, *kind, shape, key);
                }
            }
            (Kind::Notes, Value::Sequence(items)) => {
                for item in items {
                    self.value(item, Kind::Note, shape, key);
                }
            }
            (Kind::Line | Kind::Note | Kind::Clause | Kind::Notes, Value::String(text)) => {
                self.seen.insert((shape, key));
                let place = self.known.len();
                if let Some(known) = self.known.get(text) {
                    text.clone_from(known);
                } else if let Some(filled) = (self.fill)(shape, key, place) {
                    self.known.insert(text.clone(), filled.clone());
                    *text = filled;
                }
            }
            (kind, value) => {
                if let Some(shape) = inner(kind) {
                    self.map(value, shape);
                }
            }
        }
    }
}

fn is_text(kind: Kind) -> bool {
    match kind {
        Kind::List(kind) => is_text(*kind),
        kind => matches!(kind, Kind::Line | Kind::Note | Kind::Clause | Kind::Notes),
    }
}

#[test]
fn every_text_key_of_the_table_is_filled() {
    let (_, _, seen) = Filled::of(&full(), |_, _, _| None);
    let missing: Vec<_> = shape::all()
        .into_iter()
        .flat_map(|shape| shape.keys.iter().map(move |key| (shape.name, key)))
        .filter(|(shape, key)| is_text(key.kind) && !seen.contains(&(*shape, key.name)))
        .map(|(shape, key)| format!("{shape}.{}", key.name))
        .collect();
    assert!(missing.is_empty(), "not in the full case: {missing:?}");
}

/// Returns the full case with this text in every field, between marks of the field's own.
fn hostile(long: &str, short: &str) -> (Value, Vec<String>) {
    let fill = |shape: &str, key: &str, place: usize| {
        let mark = format!("Q{place:02}");
        // a window, a return line and a foot have no room for more
        let imprint = shape == "creditor" && ["website", "registration", "tax_id"].contains(&key);
        let party = ["creditor", "debtor", "contact"].contains(&shape) && ["name", "address"].contains(&key);
        let on_one_line = party || imprint;
        let payload = if on_one_line { short } else { long };
        // a formula has to stand first to be one
        let text =
            if payload.starts_with('=') { format!("{payload} {mark}") } else { format!("{mark} {payload} {mark}") };
        (!NAMES.contains(&key) && key != "code").then_some(text)
    };
    let (case, typed, _) = Filled::of(&full(), fill);
    (case, typed)
}

fn mark(typed: &str) -> &str {
    &typed[typed.rfind('Q').unwrap()..]
}

/// Checks that wherever a field is shown at all it is shown as typed, and returns how many are.
fn as_typed(shown: &str, typed: &[String], plain: impl Fn(&str) -> String, whose: &str) -> usize {
    let shown = plain(shown);
    let mut fields = 0;
    for text in typed {
        let (whole, mark) = (plain(text), mark(text));
        let per_text = whole.matches(mark).count();
        let (marks, whole) = (shown.matches(mark).count(), shown.matches(whole.as_str()).count());
        assert_eq!(marks, per_text * whole, "{whose}: {text} is shown otherwise in\n{shown}");
        fields += usize::from(whole > 0);
    }
    fields
}

/// Spaces are the page's business, and isolates keep a name from turning its neighbours round.
fn spaced(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without spaces, hyphens and the marks of quotations: lines are broken anywhere.
fn solid(text: &str) -> String {
    spaced(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '>' | '\u{ad}' | '\u{2010}')).collect()
}

/// Returns the words of a page, and refuses whatever became more than words.
fn parsed(page: &str, whose: &str) -> String {
    let after_head = page.splitn(3, "---\n").nth(2).unwrap();
    let (mut text, mut code) = (String::new(), false);
    for event in Parser::new_ext(after_head, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS) {
        match event {
            Event::Text(piece) if !code => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Html(html) => assert!(html.trim().starts_with("<!-- "), "{html} in {whose}"),
            Event::InlineHtml(html) => panic!("{html} in {whose}"),
            Event::Code(code) => panic!("`{code}` in {whose}"),
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(!dest_url.contains("e.example/") && !dest_url.ends_with("e.example"), "{dest_url} in {whose}");
            }
            Event::Start(Tag::Image { dest_url, .. }) => assert_ne!(&*dest_url, "x.png", "{whose}"),
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => code = false,
            Event::End(_) => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// Returns the words of an HTML page between its tags; only tags of ours may stand there.
fn between_tags(html: &str, whose: &str) -> String {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let mut text = String::new();
    for (at, part) in body.split('<').enumerate() {
        let (tag, words) = if at == 0 { ("", part) } else { part.split_once('>').unwrap_or((part, "")) };
        let tag = tag.to_lowercase();
        assert!(
            !["script", "b", "img src=x"].iter().any(|bad| tag == *bad || tag.starts_with(&format!("{bad} "))),
            "<{tag}> in {whose}"
        );
        assert!(!tag.contains("onerror=1") || tag.contains("&lt;"), "<{tag}> in {whose}");
        text.push(if ["/p", "/td", "/th", "/h1", "/h2", "/li", "br", "/div"].contains(&tag.as_str()) {
            '\n'
        } else {
            ' '
        });
        text.push_str(words);
    }
    unescaped(&text)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

struct NoPictures;

impl Assets for NoPictures {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        Err(format!("`{name}` is not there"))
    }
}

fn case_of(value: &Value) -> Case {
    Case::from_yaml(&serde_yaml::to_string(value).unwrap()).unwrap()
}

/// Returns every document of a case, the confirmation of the day on which something was promised.
fn documents(case: &Case) -> Vec<(String, String)> {
    let day = |whose: &str| if whose == "confirmation" { "2026-07-06" } else { DAY };
    let page = |asked| {
        let whose = name(asked);
        compose(case, day(&whose), asked).ok().map(|page| (whose, page))
    };
    EVERY.into_iter().filter_map(page).collect()
}

#[test]
fn hostile_text_in_every_field_shows_as_typed_in_markdown_message_and_page() {
    for (what, long, short) in HOSTILE {
        let (value, typed) = hostile(long, short);
        let mut shown = 0;
        for case in [case_of(&value), case_of(&turned(&value))] {
            for (whose, page) in documents(&case) {
                let whose = format!("{what} in {whose}");
                shown += as_typed(&parsed(&page, &whose), &typed, spaced, &whose);
                as_typed(&message::text(&page), &typed, solid, &format!("{whose}, as text"));
                let html = message::page(&page).unwrap();
                as_typed(&between_tags(&html, &whose), &typed, solid, &format!("{whose}, as HTML"));
            }
        }
        assert!(shown > 150, "{what}: {shown}");
    }
}

#[test]
fn hostile_text_shows_as_typed_and_notes_stay_private_in_every_language() {
    let (what, long, short) = HOSTILE[0];
    let (value, typed) = hostile(long, short);
    let (noted, ..) = Filled::of(&full(), private);
    for language in languages() {
        let tongue = |value: &Value| {
            let mut case = case_of(value);
            case.debtor.language = Some(language.to_owned());
            case
        };
        let pages = documents(&tongue(&value));
        assert!(pages.len() >= 8, "{language}: {}", pages.len());
        for (whose, page) in pages {
            let whose = format!("{what} in {whose}, {language}");
            as_typed(&parsed(&page, &whose), &typed, spaced, &whose);
        }
        for (whose, page) in documents(&tongue(&noted)).iter().filter(|(whose, _)| !whose.starts_with("call")) {
            assert!(!page.contains("CANARY"), "{whose}, {language}: {page}");
        }
    }
}

/// Fills the keys that only the caller sees, or nobody.
fn private(_: &str, key: &str, place: usize) -> Option<String> {
    PRIVATE.contains(&key).then(|| format!("CANARY{place} we know that they know"))
}

#[test]
fn hostile_text_in_every_field_shows_as_typed_on_paper() {
    let fonts = Arc::new(Fonts::built_in());
    let folder = tempfile::TempDir::new().unwrap();
    for (what, long, short) in HOSTILE {
        // readers of PDF put what is read from right to left into an order of their own
        let readable = *what != "right to left";
        let (value, typed) = hostile(long, short);
        let case = case_of(&value);
        // the last call sheet holds what the earlier ones hold
        for asked in EVERY.into_iter().skip(4) {
            let Ok(page) = compose(&case, if name(asked) == "confirmation" { "2026-07-06" } else { DAY }, asked) else {
                continue;
            };
            let file = Setter::new(&fonts, Subsets::Exact).docx(&page, &NoPictures).unwrap();
            let whose = format!("{what} in {}, for a word processor", name(asked));
            as_typed(&crate::docx::shown_in(&file), &typed, solid, &whose);
            let pdf = Setter::new(&fonts, Subsets::Exact).pdf(&page, &NoPictures, &[]).unwrap();
            let active = ["/JavaScript", "/JS ", "/Launch", "/OpenAction", "/EmbeddedFile"];
            let raw = String::from_utf8_lossy(&pdf).into_owned();
            assert!(!active.iter().any(|word| raw.contains(word)), "{what} in {}", name(asked));
            let path = folder.path().join("page.pdf");
            std::fs::write(&path, &pdf).unwrap();
            let Ok(output) = Command::new("pdftotext").args(["-raw"]).arg(&path).arg("-").output() else {
                println!("`pdftotext` is not installed: not asked");
                return;
            };
            let text = String::from_utf8(output.stdout).unwrap();
            if readable {
                words_as_typed(&text, &typed, long, &format!("{what} in {}", name(asked)));
            }
        }
    }
}

/// Checks that each word of a payload stands on paper as often as fields are shown: a reader of PDF goes line by line, and so
/// through the columns of a table.
fn words_as_typed(text: &str, typed: &[String], payload: &str, whose: &str) {
    let shown = solid(text);
    let fields = typed.iter().filter(|text| text.contains(payload));
    let fields: usize = fields.map(|text| shown.matches(mark(text)).count() / text.matches(mark(text)).count()).sum();
    assert!(fields > 10, "{whose}: {fields}");
    for word in payload.split_whitespace().map(solid).filter(|word| !word.is_empty()) {
        let found = shown.matches(&word).count();
        assert!(found >= fields, "{whose}: `{word}` stands {found} times for {fields} fields in\n{shown}");
    }
}

/// Runs the commands on a case that stands in a folder of its own.
fn written(value: &Value) -> Ended {
    let yaml = serde_yaml::to_string(value).unwrap();
    let run = Run::new("statement mine/case.yaml --as-of 2026-07-20 -q --to md,pdf,html")
        .file("mine/case.yaml", yaml)
        .ends_with(0);
    let run = run.then("demand mine/case.yaml --as-of 2026-07-20 -q --to md,pdf,html,eml").ends_with(0);
    let run = run
        .then("plan mine/case.yaml --as-of 2026-07-20 -q --instalments 3 --first 2026-08-03 --to md,pdf,html")
        .ends_with(0);
    run.then("confirm mine/case.yaml --as-of 2026-07-06 -q").ends_with(0)
}

#[test]
fn hostile_text_becomes_no_header_and_no_recipient_of_an_e_mail() {
    for (what, long, short) in HOSTILE {
        let (value, typed) = hostile(long, short);
        let run = written(&value);
        for name in run.files("out").iter().filter(|name| Path::new(name).extension().is_some_and(|end| end == "eml")) {
            let bytes = run.bytes(&format!("out/{name}"));
            let mail = mail_parser::MessageParser::default().parse(&bytes).unwrap();
            let headers: BTreeSet<String> = mail.headers().iter().map(|header| header.name().to_lowercase()).collect();
            let known = ["content-type", "date", "from", "message-id", "mime-version", "subject", "to", "x-unsent"];
            assert!(headers.iter().all(|header| known.contains(&header.as_str())), "{what} in {name}: {headers:?}");
            let recipients: Vec<_> =
                mail.to().iter().flat_map(|to| to.iter()).map(|to| to.address().unwrap_or_default()).collect();
            assert_eq!(recipients, ["sam@osprey.example"], "{what} in {name}");
            let sender = mail.from().unwrap().first().unwrap();
            assert_eq!(sender.address(), Some("office@larkfield.example"));
            let creditor = value["creditor"]["name"].as_str().unwrap();
            assert_eq!(spaced(sender.name().unwrap()), spaced(creditor), "{what} in {name}");
            as_typed(&mail.body_text(0).unwrap(), &typed, solid, &format!("{what} in {name}"));
            as_typed(&between_tags(&mail.body_html(0).unwrap(), name), &typed, solid, &format!("{what} in {name}"));
            assert!(
                mail.attachments().all(|part| part.attachment_name().is_some_and(|own| !own.contains('Q'))),
                "{name}"
            );
        }
    }
}

#[test]
fn hostile_text_is_inert_in_tables_and_in_json() {
    for (what, long, short) in HOSTILE {
        let (value, typed) = hostile(long, short);
        let yaml = serde_yaml::to_string(&value).unwrap();
        let run = Run::new("status mine --as-of 2026-07-20 --format csv -q").file("mine/case.yaml", yaml).ends_with(0);
        let why = run.then("why mine/case.yaml --as-of 2026-07-20 --format csv -q").ends_with(0);
        for table in [&run.stdout, &why.stdout] {
            let mut cells = 0;
            for record in csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes()).records() {
                for cell in record.unwrap().iter().filter(|cell| typed.iter().any(|text| cell.contains(mark(text)))) {
                    assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{what}: {cell}");
                    let plain = cell.strip_prefix('\'').unwrap_or(cell);
                    assert!(typed.iter().any(|text| plain == text || plain.contains(text.as_str())), "{what}: {cell}");
                    cells += 1;
                }
            }
            assert!(cells > 0, "{what}: {table}");
        }
        for command in ["why mine/case.yaml", "next mine/case.yaml", "status mine", "review mine/case.yaml"] {
            let run = run.then(&format!("{command} --as-of 2026-07-20 --format json -q"));
            let output = run.command().output().unwrap();
            let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            as_typed(&strings(&answer).join("\n"), &typed, spaced, &format!("{what} in {command}"));
        }
    }
}

fn strings(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::String(text) => vec![text.clone()],
        serde_json::Value::Array(items) => items.iter().flat_map(strings).collect(),
        serde_json::Value::Object(fields) => fields.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn private_notes_reach_nothing_that_goes_to_the_debtor() {
    let base = full();
    let (value, canaries, seen) = Filled::of(&base, private);
    let keys = shape::all().into_iter().flat_map(|shape| shape.keys.iter().map(move |key| (shape.name, key.name)));
    assert!(keys.filter(|(_, key)| PRIVATE.contains(key)).all(|field| seen.contains(&field)));
    assert!(canaries.len() > 6, "{canaries:?}");
    for case in [&value, &turned(&value)] {
        let run = written(case);
        let mut looked = BTreeSet::new();
        for name in run.files("out") {
            let (_, ending) = name.rsplit_once('.').unwrap();
            looked.insert(ending.to_owned());
            let bytes = run.bytes(&format!("out/{name}"));
            for text in readable(&bytes, ending, &run.path(&format!("out/{name}"))) {
                assert!(!text.contains("CANARY") && !text.contains("we know that they know"), "{name}: {text}");
            }
        }
        assert!(["eml", "html", "md", "pdf"].iter().all(|ending| looked.contains(*ending)), "{looked:?}");
    }
}

/// Returns the texts a file holds, whatever they are packed in.
fn readable(bytes: &[u8], ending: &str, path: &Path) -> Vec<String> {
    let mut texts = vec![String::from_utf8_lossy(bytes).into_owned()];
    if ending == "pdf" {
        let mut document = lopdf::Document::load_mem(bytes).unwrap();
        document.decompress();
        for object in document.objects.values() {
            if let Ok(stream) = object.as_stream() {
                texts.push(String::from_utf8_lossy(&stream.content).into_owned());
            }
            texts.push(format!("{object:?}"));
        }
        if let Ok(output) = Command::new("pdftotext").arg(path).arg("-").output() {
            texts.push(String::from_utf8_lossy(&output.stdout).into_owned());
        }
    }
    if ending == "eml" {
        let mail = mail_parser::MessageParser::default().parse(bytes).unwrap();
        texts.extend(mail.parts.iter().map(|part| String::from_utf8_lossy(part.contents()).into_owned()));
        texts.extend(mail.subject().map(str::to_owned));
    }
    texts
}
