//! What a PDF is whatever is in it: the same bytes each time, an identity of its own, nothing that acts, parts in order.

use std::process::Command;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object};
use pastdue::typeset::fonts::Fonts;
use pastdue::typeset::{Setter, Subsets};
use unicode_normalization::UnicodeNormalization;

use crate::papers::{Beside, FIXTURES, Paper, fixture, papers};
use crate::support::project;

/// Sets a document as one worker of a batch does.
fn pdf(setter: &mut Setter<'_>, name: &str) -> Vec<u8> {
    fixture(setter, name).pdf
}

fn fonts() -> Arc<Fonts> {
    Arc::new(Fonts::built_in())
}

fn set(name: &str) -> &'static Paper {
    papers().iter().find(|paper| paper.name == name).unwrap()
}

/// Returns what a screen reader meets in a document, or none with a note where `pdfinfo` is not installed.
fn read_out(name: &str) -> Option<String> {
    let Ok(output) = Command::new("pdfinfo").arg("-struct-text").arg(set(name).file()).output() else {
        println!("`pdfinfo` is not installed: not asked");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_document_has_the_same_bytes_in_any_order_and_on_any_thread() {
    for subsets in [Subsets::Exact, Subsets::Shared] {
        let fonts = fonts();
        let alone = FIXTURES.map(|name| pdf(&mut Setter::new(&fonts, subsets), name));
        let elsewhere = Arc::clone(&fonts);
        let backwards = std::thread::spawn(move || {
            let mut setter = Setter::new(&elsewhere, subsets);
            let mut files: Vec<_> = FIXTURES.iter().rev().map(|name| pdf(&mut setter, name)).collect();
            files.reverse();
            files
        });
        let mut setter = Setter::new(&fonts, subsets);
        let forwards = FIXTURES.map(|name| pdf(&mut setter, name));
        assert!(alone == forwards);
        assert!(alone.as_slice() == backwards.join().unwrap());
    }
}

#[test]
fn different_documents_have_different_identities() {
    let fonts = fonts();
    let mut setter = Setter::new(&fonts, Subsets::Shared);
    let identity = |bytes: Vec<u8>| Document::load_mem(&bytes).unwrap().trailer.get(b"ID").unwrap().clone();
    let all = FIXTURES.map(|name| format!("{:?}", identity(pdf(&mut setter, name))));
    assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), FIXTURES.len());
}

#[test]
fn nothing_in_a_file_acts_or_tells_of_the_machine() {
    let user = std::env::var("USER").unwrap_or_default();
    for Paper { name, pdf, .. } in papers() {
        let file = Document::load_mem(pdf).unwrap();
        for dictionary in file.objects.values().flat_map(dictionaries) {
            for key in ["JS", "JavaScript", "Launch", "OpenAction", "AA", "RichMedia", "SubmitForm"] {
                assert!(!dictionary.has(key.as_bytes()), "{name} has /{key}");
            }
            let acts = dictionary.get(b"S").and_then(Object::as_name).unwrap_or_default();
            assert!(![b"JavaScript".as_slice(), b"Launch", b"GoToR"].contains(&acts), "{name} acts");
        }
        let text = String::from_utf8_lossy(pdf).into_owned() + &unpacked(&file);
        assert!(user.len() < 5 || !text.contains(&user), "{name} names the user");
        assert!(!text.contains(env!("CARGO_MANIFEST_DIR")), "{name} names a folder");
        let embeds = file.catalog().unwrap().has(b"Names");
        assert_eq!(embeds, name == "statement" || name.starts_with("bill/"), "only what was attached is embedded");
    }
}

/// Returns what stands in the streams that small objects are packed into.
fn unpacked(file: &Document) -> String {
    let streams = file.objects.values().filter_map(|object| object.as_stream().ok());
    let packs = streams.filter(|stream| stream.dict.has_type(b"ObjStm"));
    let text: String =
        packs.map(|pack| String::from_utf8_lossy(&pack.get_plain_content().unwrap()).into_owned()).collect();
    assert!(text.contains("/StructTreeRoot"), "the catalog is packed");
    text
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
fn a_screen_reader_meets_the_parts_in_order() {
    let Some(said) = read_out("letter") else { return };
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
    let Some(said) = read_out("scripts") else { return };
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
    let faults = setter.pdf(markdown, &Beside(project("tests/documents")), &[]).unwrap_err();
    assert_eq!(faults.iter().map(|fault| (fault.code, fault.line)).collect::<Vec<_>>(), [("picture-without-words", 9)]);
}
