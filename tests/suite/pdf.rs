//! The PDF of each document in `tests/documents`, read back and looked at by other programs.
//!
//! The files are left in the target folder under `tmp/pdf`, where `.ci/run` holds them against the standards.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use pastdue::typeset::fonts::Fonts;
use pastdue::typeset::{Assets, Attachment, Setter, Subsets};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const DOCUMENTS: [&str; 6] = ["letter", "sheet", "statement", "agreement", "scripts", "hostile"];

/// The pictures beside the documents.
struct Beside;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents")
}

impl Assets for Beside {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        fs::read(folder().join(name)).map_err(|why| why.to_string())
    }
}

/// Sets a document as one worker of a batch does.
fn pdf(setter: &mut Setter<'_>, name: &str) -> Vec<u8> {
    let markdown = fs::read_to_string(folder().join(format!("{name}.md"))).unwrap();
    let attached = if name == "statement" { vec![ledger()] } else { vec![] };
    setter.pdf(&markdown, &Beside, &attached).unwrap()
}

fn fonts() -> Arc<Fonts> {
    Arc::new(Fonts::built_in())
}

fn ledger() -> Attachment {
    Attachment {
        name: "ledger.json".into(),
        media_type: "application/json".into(),
        description: "The ledger of this statement".into(),
        bytes: b"{\"schema\": 1}\n".to_vec(),
    }
}

/// Writes all documents where other programs find them.
fn files() -> Vec<(&'static str, PathBuf)> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pdf");
    fs::create_dir_all(&folder).unwrap();
    let fonts = fonts();
    let mut setter = Setter::new(&fonts, Subsets::Exact);
    let written = DOCUMENTS.map(|name| {
        let path = folder.join(format!("{name}-{}.pdf", std::process::id()));
        let lasting = folder.join(format!("{name}.pdf"));
        // whole or not at all, for tests run side by side
        fs::write(&path, pdf(&mut setter, name)).unwrap();
        fs::rename(&path, &lasting).unwrap();
        (name, lasting)
    });
    written.to_vec()
}

/// Returns what a program prints, or none with a note where it is not installed.
fn printed(program: &str, arguments: &[&str], file: &Path) -> Option<String> {
    let Ok(output) = Command::new(program).args(arguments).arg(file).arg("-").output() else {
        println!("`{program}` is not installed: not asked");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn checked(program: &str, arguments: &[&str], file: &Path) -> Option<(bool, String)> {
    let Ok(output) = Command::new(program).args(arguments).arg(file).output() else {
        println!("`{program}` is not installed: not asked");
        return None;
    };
    let said = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
}

/// Marked content by page and number.
type Marked = BTreeMap<(ObjectId, i64), ObjectId>;

/// Returns for each piece of content that the structure lists the element that lists it.
fn listed(file: &Document) -> Marked {
    let mut found = Marked::new();
    for (id, element) in elements(file) {
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        for kid in kids(&element) {
            let (page, number) = match &kid {
                Object::Integer(number) => (page.expect("an element with content has a page"), *number),
                Object::Dictionary(kid) if says(kid, "Type", "MCR") => {
                    (kid.get(b"Pg").unwrap().as_reference().unwrap(), kid.get(b"MCID").unwrap().as_i64().unwrap())
                }
                _ => continue,
            };
            assert_eq!(found.insert((page, number), id), None, "content {number} is listed twice");
        }
    }
    found
}

fn elements(file: &Document) -> Vec<(ObjectId, Dictionary)> {
    let all = file.objects.iter().filter_map(|(id, object)| Some((*id, object.as_dict().ok()?.clone())));
    all.filter(|(_, d)| says(d, "Type", "StructElem")).collect()
}

fn says(dictionary: &Dictionary, key: &str, name: &str) -> bool {
    dictionary.get(key.as_bytes()).and_then(Object::as_name).is_ok_and(|found| found == name.as_bytes())
}

fn kids(element: &Dictionary) -> Vec<Object> {
    match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => vec![],
    }
}

/// Returns the numbers and structure types of the marked content drawn on each page; everything drawn must
/// stand in marked content or an artifact.
fn drawn(file: &Document) -> BTreeMap<(ObjectId, i64), Vec<u8>> {
    let mut found = BTreeMap::new();
    for page in file.page_iter() {
        let content = Content::decode(&file.get_page_content(page)).unwrap();
        let mut depth = 0;
        for operation in &content.operations {
            match operation.operator.as_str() {
                "BDC" => {
                    depth += 1;
                    let number = operation.operands[1].as_dict().unwrap().get(b"MCID").and_then(Object::as_i64);
                    if let Ok(number) = number {
                        assert_eq!(depth, 1, "numbered content inside other content");
                        let role = operation.operands[0].as_name().unwrap().to_vec();
                        assert_eq!(found.insert((page, number), role), None, "number {number} comes twice");
                    }
                }
                "EMC" => depth -= 1,
                "TJ" | "f" | "S" | "B" | "Do" => assert!(depth > 0, "something is drawn outside marked content"),
                _ => {}
            }
        }
        assert_eq!(depth, 0, "marked content is left open");
    }
    found
}

#[test]
fn content_and_structure_name_each_other_one_to_one() {
    let fonts = fonts();
    let mut setter = Setter::new(&fonts, Subsets::Exact);
    for name in DOCUMENTS {
        let file = Document::load_mem(&pdf(&mut setter, name)).unwrap();
        let (listed, drawn) = (listed(&file), drawn(&file));
        assert!(!drawn.is_empty());
        assert!(listed.keys().eq(drawn.keys()), "{name}: what is drawn and what is listed differ");
        for (place, element) in &listed {
            let role = file.get_dictionary(*element).unwrap().get(b"S").unwrap().as_name().unwrap();
            assert_eq!(role, drawn[place], "{name}: the content says another type than its element");
        }
    }
}

#[test]
fn the_way_back_from_pages_and_links_leads_to_the_same_elements() {
    let fonts = fonts();
    let mut setter = Setter::new(&fonts, Subsets::Exact);
    for name in DOCUMENTS {
        let file = Document::load_mem(&pdf(&mut setter, name)).unwrap();
        let parents = parent_tree(&file);
        let listed = listed(&file);
        for ((page, number), element) in &listed {
            let key = file.get_dictionary(*page).unwrap().get(b"StructParents").unwrap().as_i64().unwrap();
            let owners = file.dereference(&parents[&key]).unwrap().1.as_array().unwrap();
            assert_eq!(owners[usize::try_from(*number).unwrap()].as_reference().unwrap(), *element);
        }
        for (id, link) in links(&file) {
            let key = link.get(b"StructParent").unwrap().as_i64().unwrap();
            let element = file.dereference(&parents[&key]).unwrap().1.as_dict().unwrap();
            let names_it = kids(element)
                .iter()
                .any(|kid| kid.as_dict().is_ok_and(|kid| kid.get(b"Obj").is_ok_and(|o| *o == Object::Reference(id))));
            assert!(names_it, "{name}: a link is not in the element it names");
            assert!(!link.get(b"Contents").unwrap().as_str().unwrap().is_empty());
        }
    }
}

fn parent_tree(file: &Document) -> BTreeMap<i64, Object> {
    let root = file.catalog().unwrap().get_deref(b"StructTreeRoot", file).unwrap().as_dict().unwrap();
    let tree = root.get_deref(b"ParentTree", file).unwrap().as_dict().unwrap();
    let entries = tree.get(b"Nums").unwrap().as_array().unwrap();
    entries.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), pair[1].clone())).collect()
}

fn links(file: &Document) -> Vec<(ObjectId, Dictionary)> {
    let all = file.objects.iter().filter_map(|(id, object)| Some((*id, object.as_dict().ok()?.clone())));
    all.filter(|(_, d)| says(d, "Subtype", "Link")).collect()
}

#[test]
fn a_document_has_the_same_bytes_in_any_order_and_on_any_thread() {
    for subsets in [Subsets::Exact, Subsets::Shared] {
        let fonts = fonts();
        let alone = DOCUMENTS.map(|name| pdf(&mut Setter::new(&fonts, subsets), name));
        let elsewhere = Arc::clone(&fonts);
        let backwards = std::thread::spawn(move || {
            let mut setter = Setter::new(&elsewhere, subsets);
            let mut files: Vec<_> = DOCUMENTS.iter().rev().map(|name| pdf(&mut setter, name)).collect();
            files.reverse();
            files
        });
        let mut setter = Setter::new(&fonts, subsets);
        let forwards = DOCUMENTS.map(|name| pdf(&mut setter, name));
        assert!(alone == forwards);
        assert!(alone.as_slice() == backwards.join().unwrap());
    }
}

#[test]
fn different_documents_have_different_identities() {
    let fonts = fonts();
    let mut setter = Setter::new(&fonts, Subsets::Shared);
    let identity = |bytes: Vec<u8>| Document::load_mem(&bytes).unwrap().trailer.get(b"ID").unwrap().clone();
    let all = DOCUMENTS.map(|name| format!("{:?}", identity(pdf(&mut setter, name))));
    assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), DOCUMENTS.len());
}

#[test]
fn nothing_in_a_file_acts_or_tells_of_the_machine() {
    let user = std::env::var("USER").unwrap_or_default();
    for (name, path) in files() {
        let bytes = fs::read(&path).unwrap();
        let file = Document::load_mem(&bytes).unwrap();
        for dictionary in file.objects.values().flat_map(dictionaries) {
            for key in ["JS", "JavaScript", "Launch", "OpenAction", "AA", "RichMedia", "SubmitForm"] {
                assert!(!dictionary.has(key.as_bytes()), "{name} has /{key}");
            }
            let acts = dictionary.get(b"S").and_then(Object::as_name).unwrap_or_default();
            assert!(![b"JavaScript".as_slice(), b"Launch", b"GoToR"].contains(&acts), "{name} acts");
        }
        let text = String::from_utf8_lossy(&bytes);
        assert!(user.len() < 5 || !text.contains(&user), "{name} names the user");
        assert!(!text.contains(env!("CARGO_MANIFEST_DIR")), "{name} names a folder");
        let embeds = file.catalog().unwrap().has(b"Names");
        assert_eq!(embeds, name == "statement", "only what was attached is embedded");
    }
}

/// Returns the dictionaries in an object, at any depth.
fn dictionaries(object: &Object) -> Vec<&Dictionary> {
    match object {
        Object::Dictionary(found) => {
            std::iter::once(found).chain(found.iter().flat_map(|(_, value)| dictionaries(value))).collect()
        }
        Object::Stream(stream) => vec![&stream.dict],
        Object::Array(items) => items.iter().flat_map(dictionaries).collect(),
        _ => vec![],
    }
}

#[test]
fn qpdf_finds_nothing_wrong() {
    for (name, path) in files() {
        let Some((fine, said)) = checked("qpdf", &["--check"], &path) else { return };
        assert!(fine && !said.contains("WARNING"), "{name}: {said}");
    }
}

#[test]
fn all_fonts_are_embedded_cut_down_and_can_be_read_back() {
    for (name, path) in files() {
        let Some((_, said)) = checked("pdffonts", &[], &path) else { return };
        let fonts: Vec<&str> = said.lines().skip(2).collect();
        assert!(!fonts.is_empty());
        for font in fonts {
            let columns: Vec<&str> = font.split_whitespace().rev().take(5).collect();
            assert_eq!(columns[2..], ["yes", "yes", "yes"], "{name}: {font}");
        }
    }
}

#[test]
fn the_text_comes_out_whole() {
    for (name, path) in files() {
        let Some(text) = printed("pdftotext", &[], &path) else { return };
        let found = words(&text);
        for word in words(&seen(name)) {
            assert!(found.contains(&word), "{name}: `{word}` is not in the text of the file");
        }
    }
}

/// Returns the paragraphs of a document, whose words are those of the page.
fn seen(name: &str) -> String {
    let markdown = fs::read_to_string(folder().join(format!("{name}.md"))).unwrap();
    let body = markdown.splitn(3, "---\n").nth(2).unwrap().to_owned();
    // what stands in fences is drawn
    let outside: String = body.split("```").step_by(2).collect();
    let paragraphs = outside.lines().filter(|line| line.starts_with(char::is_alphabetic));
    // where a link leads is not seen
    let words = paragraphs.flat_map(|line| line.split(' ')).map(|word| word.split("](").next().unwrap_or(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Returns words of letters alone, without hyphens at line ends. Left out are words with marks on their
/// letters, for `pdftotext` puts marks where it sees them, and those too long for a line.
fn words(text: &str) -> Vec<String> {
    let joined = text.replace("\u{AD}\n", "").replace('\u{AD}', "");
    let letter = |c: char| c.is_alphabetic() || is_combining_mark(c);
    let words = joined.split(|c: char| !letter(c)).filter(|word| (3..60).contains(&word.chars().count()));
    words.filter(|word| !word.contains(is_combining_mark)).map(str::to_owned).collect()
}

#[test]
fn a_screen_reader_meets_the_parts_in_order() {
    let letter = files().into_iter().find(|(name, _)| *name == "letter").unwrap().1;
    let Some((_, said)) = checked("pdfinfo", &["-struct-text"], &letter) else { return };
    let mut rest = said.as_str();
    for part in [
        "Halden Design Studio LLC",
        "Northwind Outfitters, Inc.",
        "H1",
        "Final demand for payment of invoice 1042",
        "Dear Ms. Cole,",
        "BlockQuote",
        "Table",
        "Scope /Column",
        "12,400.00",
        "11,020.00",
        "H2",
        "What we ask of you",
        "Link",
        "pay.halden.example/nw14",
        "Figure",
        "What happens otherwise",
        "Sincerely,",
        "Enclosures",
    ] {
        let place = rest.find(part).unwrap_or_else(|| panic!("`{part}` does not follow in\n{said}"));
        rest = &rest[place + part.len()..];
    }
}

#[test]
fn names_in_other_directions_are_read_in_their_order() {
    let scripts = files().into_iter().find(|(name, _)| *name == "scripts").unwrap().1;
    let Some((_, said)) = checked("pdfinfo", &["-struct-text"], &scripts) else { return };
    let said: String = said.nfc().collect();
    for name in
        ["שלום בן־דוד and בְּרֵאשִׁית, with 12,400.00 due.", "عليّ بن عبد الله, شركة الأمل للتجارة, الإسلام.", "µm", "μικρό"]
    {
        let name: String = name.nfc().collect();
        assert!(said.contains(&name), "`{name}` is not in\n{said}");
    }
}

#[test]
fn a_picture_that_does_not_say_what_it_shows_is_a_fault_with_its_line() {
    let fonts = fonts();
    let mut setter = Setter::new(&fonts, Subsets::Exact);
    let markdown = "---\nclass: letter\nlang: en\ntitle: T\n---\n\nText.\n\n![](halden.png)\n";
    let faults = setter.pdf(markdown, &Beside, &[]).unwrap_err();
    assert_eq!(faults.iter().map(|fault| (fault.code, fault.line)).collect::<Vec<_>>(), [("picture-without-words", 9)]);
}
