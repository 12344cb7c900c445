//! Documents for a word processor: whole, well formed, in the order of the text, and the same bytes each time.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::read::DeflateDecoder;
use roxmltree::{Document, Node};

use crate::support::{Ended, Run};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Returns the parts of an archive by the directory at its end, each held against its checksum.
fn parts(archive: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let end = archive.len() - 22;
    assert!(archive[end..].starts_with(b"PK\x05\x06"), "no end of a directory");
    let short = |at: usize| usize::from(u16::from_le_bytes([archive[at], archive[at + 1]]));
    let long = |at: usize| short(at) + (short(at + 2) << 16);
    let (mut at, mut found) = (long(end + 16), BTreeMap::new());
    for _ in 0..short(end + 10) {
        assert!(archive[at..].starts_with(b"PK\x01\x02"), "no entry of a directory");
        assert_eq!((short(at + 12), short(at + 14)), (0, 33), "a part has a day of its own");
        let (packed, plain, name) = (long(at + 20), long(at + 24), short(at + 28));
        let local = long(at + 42);
        let data = local + 30 + short(local + 26) + short(local + 28);
        let mut bytes = vec![];
        DeflateDecoder::new(&archive[data..data + packed]).read_to_end(&mut bytes).unwrap();
        let mut crc = flate2::Crc::new();
        crc.update(&bytes);
        assert_eq!((bytes.len(), crc.sum() as usize), (plain, long(at + 16)));
        let name_of = String::from_utf8(archive[at + 46..at + 46 + name].to_vec()).unwrap();
        assert!(found.insert(name_of, bytes).is_none(), "a part twice");
        at += 46 + name + short(at + 30) + short(at + 32);
    }
    found
}

fn text_of(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(parts[name].clone()).unwrap()
}

fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name((WORD, name))
}

/// All that a document shows, in order; a space between paragraphs and at line breaks.
fn shown(document: &Document<'_>) -> String {
    let mut out = String::new();
    for node in document.descendants() {
        if is(&node, "t") {
            out.push_str(node.text().unwrap_or_default());
        } else if is(&node, "p") || is(&node, "br") {
            out.push(' ');
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns all that the text of a file for a word processor shows.
pub(crate) fn shown_in(file: &[u8]) -> String {
    let parts = parts(file);
    shown(&Document::parse(&text_of(&parts, "word/document.xml")).unwrap())
}

fn made(command: &str, with: &str) -> Ended {
    Run::new(&format!("{command} --to docx,md")).with(with).ends_with(0)
}

fn demand(case: &str) -> Ended {
    made(&format!("demand cases/{case}.yaml --as-of 2026-10-31 --books-current"), "cases")
}

/// The words of the body of a Markdown document, in order, without what marks them up.
fn words(markdown: &str) -> Vec<String> {
    let body = markdown.splitn(3, "---\n").nth(2).unwrap();
    let body = body.split("# ").skip(1).collect::<Vec<_>>().join(" ");
    let plain: String = body.split("```").step_by(2).collect();
    let without = |text: &str, begins: &str, ends: &str| -> String {
        text.split(begins).map(|part| part.split_once(ends).map_or(part, |(_, rest)| rest)).collect()
    };
    let plain = without(&plain, "<!--", "-->").replace("![", "\u{1}![");
    let plain: String = plain
        .split('\u{1}')
        .map(|part| match part.strip_prefix("![") {
            Some(picture) => picture.split_once(')').map_or("", |(_, rest)| rest),
            None => part,
        })
        .collect();
    let clean =
        plain.replace("**", "").replace("\\\n", " ").replace(['|', '<', '>', '\\', '\u{2068}', '\u{2069}'], " ");
    let words = clean.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    words.map(str::to_string).collect()
}

#[test]
fn a_letter_says_the_same_words_in_the_same_order() {
    let ended = demand("brackley-2026-31");
    let parts = parts(&ended.bytes("out/brackley-2026-31/demand.docx"));
    let text = text_of(&parts, "word/document.xml");
    let shown = shown(&Document::parse(&text).unwrap());
    let mut at = shown.find("Final demand").unwrap();
    for word in words(&ended.text("out/brackley-2026-31/demand.md")) {
        let found = shown[at..].find(&word).unwrap_or_else(|| panic!("`{word}` is not in: {}", &shown[at..]));
        assert!(found < 60, "before `{word}`: {}", &shown[at..at + found]);
        at += found + word.len();
    }
    for words in ["Brackley Joinery Ltd", "Oliver Marsh", "14 Tanner Wharf"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn every_part_is_well_formed_and_known_to_the_archive() {
    let ended = demand("brackley-2026-31");
    let parts = parts(&ended.bytes("out/brackley-2026-31/demand.docx"));
    let types = text_of(&parts, "[Content_Types].xml");
    for (name, bytes) in parts.iter().filter(|(name, _)| !name.contains("media/")) {
        Document::parse(std::str::from_utf8(bytes).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let part = name.starts_with("word/") && !name.contains("_rels/");
        assert!(!part || types.contains(&format!("PartName=\"/{name}\"")), "{name}");
    }
    // each picture, style and list that the text names is there, and the other way round
    let (text, relations) = (text_of(&parts, "word/document.xml"), text_of(&parts, "word/_rels/document.xml.rels"));
    assert_eq!(text.matches("r:embed=\"").count(), parts.keys().filter(|name| name.contains("media/")).count());
    for part in text.split("r:id=\"").skip(1).chain(text.split("r:embed=\"").skip(1)) {
        let id = part.split('"').next().unwrap();
        assert!(relations.contains(&format!("Id=\"{id}\"")), "{id}");
    }
    let styles = text_of(&parts, "word/styles.xml");
    for part in text.split("<w:pStyle w:val=\"").skip(1) {
        let id = part.split('"').next().unwrap();
        assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
    }
    assert!(text_of(&parts, "docProps/core.xml").contains("<dc:title>Final demand"));
    assert!(!text_of(&parts, "docProps/core.xml").contains("dcterms"));
}

#[test]
fn headings_tables_lists_and_page_numbers_are_those_of_a_word_processor() {
    let ended = demand("brackley-2026-31");
    let parts = parts(&ended.bytes("out/brackley-2026-31/demand.docx"));
    let text = text_of(&parts, "word/document.xml");
    for part in ["w:val=\"Heading1\"", "w:val=\"Heading2\"", "<w:tblHeader/>", "<w:jc w:val=\"right\"/>", "<w:numPr>"] {
        assert!(text.contains(part), "{part}");
    }
    assert_eq!(text.matches("<wp:docPr ").count(), text.matches(" descr=\"").count() / 2);
    let foot = text_of(&parts, "word/footer.xml");
    assert!(foot.contains("Page ") && foot.contains(" PAGE ") && foot.contains(" NUMPAGES "), "{foot}");
    assert!(text_of(&parts, "word/styles.xml").contains("<w:lang w:val=\"en-GB\""));
}

#[test]
fn the_same_case_and_day_give_the_same_bytes() {
    let name = "out/northwind-2026-014/statement.docx";
    let make = || made("statement cases/northwind-2026-014.yaml --as-of 2026-10-31", "cases").bytes(name);
    assert_eq!(make(), make());
}

#[test]
fn markup_in_a_case_is_shown_as_typed() {
    let ended = made("statement tests/stories/text-is-data/case.yaml --as-of 2026-05-17", "tests/stories");
    let parts = parts(&ended.bytes("out/text-is-data/statement.docx"));
    let text = text_of(&parts, "word/document.xml");
    let shown = shown(&Document::parse(&text).unwrap());
    for typed in [
        "**Pembury** & Sons <Ltd> #1",
        "5*1*3, <b>Fascia</b> {{ total }} | `sign` [x](http://a.example)",
        "Overdue *amounts* bear {{ interest }} at 8% per <year>.",
    ] {
        assert!(shown.contains(typed), "{typed}: {shown}");
    }
    assert!(text.contains("&lt;") && !text.contains("<script"), "{text}");
}

#[test]
fn words_from_right_to_left_are_marked_so() {
    let page = "---\nclass: letter\nlang: he\ntitle: T\n---\n\nשלום Halden רב\n\nFor \u{2068}שלום\u{2069} only.\n";
    let ended = Run::new("typeset a.md -o a.docx").file("a.md", page).ends_with(0);
    let parts = parts(&ended.bytes("a.docx"));
    let text = text_of(&parts, "word/document.xml");
    assert_eq!((text.matches("<w:bidi/>").count(), text.matches("<w:rtl/>").count()), (1, 3), "{text}");
    assert!(!text.contains('\u{2068}'));
}

/// Returns what a word processor makes of files as PDFs in a folder, or none with a note where there is none.
fn converted(files: &[PathBuf], folder: &Path) -> Option<()> {
    let mut office = Command::new("soffice");
    office.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()));
    office.args(["--headless", "--convert-to", "pdf", "--outdir"]).arg(folder).args(files);
    let Ok(output) = office.output() else {
        println!("`soffice` is not installed: not asked");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(())
}

/// Left, top, right and bottom of each word of the first page, in points.
fn places(pdf: &Path) -> Vec<([f32; 4], String)> {
    let output = Command::new("pdftotext").args(["-l", "1", "-bbox"]).arg(pdf).arg("-").output().unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    let word = |line: &str| {
        let mut parts = line.trim().strip_prefix("<word ")?.split('"');
        let mut next = || parts.by_ref().nth(1)?.parse().ok();
        let place = [next()?, next()?, next()?, next()?];
        let text = parts.next()?.trim_start_matches('>').strip_suffix("</word>")?;
        Some((place, text.to_owned()))
    };
    page.lines().filter_map(word).collect()
}

fn pages(pdf: &Path) -> usize {
    let output = Command::new("pdfinfo").arg(pdf).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    told.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap()
}

#[test]
fn a_word_processor_shows_the_address_and_nothing_else_in_the_window_and_needs_no_more_pages() {
    let mm = 72.0 / 25.4;
    // left, top, width and height of what shows, and how far the sheet slips to the right and up
    let windows: [(&str, &str, [f32; 4], [f32; 2]); 4] = [
        ("din-5008-a", "a4", [20.0, 27.0, 90.0, 45.0], [10.0, 5.0]),
        ("din-5008-b", "a4", [20.0, 45.0, 90.0, 45.0], [10.0, 5.0]),
        ("uk-dl", "a4", [20.0, 46.0, 90.0, 35.0], [10.0, 11.0]),
        ("us-10", "letter", [22.225, 51.867, 114.3, 28.575], [25.4, 11.633]),
    ];
    let ended = demand("brackley-2026-31");
    let letter = ended.text("out/brackley-2026-31/demand.md");
    let mut run = ended;
    let (mut files, mut folder) = (vec![], PathBuf::new());
    for (envelope, paper, ..) in windows {
        let text = letter.replace("envelope: uk-dl", &format!("envelope: {envelope}"));
        let text = text.replace("paper: a4", &format!("paper: {paper}"));
        let set = run
            .then(&format!("typeset cases/{envelope}.md -o ours-{envelope}.pdf"))
            .file(&format!("cases/{envelope}.md"), text);
        run = set.ends_with(0).then(&format!("typeset cases/{envelope}.md -o {envelope}.docx")).ends_with(0);
        files.push(run.path(&format!("{envelope}.docx")));
        folder = run.path("");
    }
    if converted(&files, &folder).is_none() {
        return;
    }
    for (envelope, _, shows, slips) in windows {
        let [left, top, width, height] = shows.map(|length| length * mm);
        let [right, up] = slips.map(|length| length * mm);
        let words = places(&folder.join(format!("{envelope}.pdf")));
        let seen = |[x0, y0, x1, y1]: &[f32; 4]| {
            *x1 > left - right && *x0 < left + width && *y1 > top && *y0 < top + height + up
        };
        let shown: Vec<&([f32; 4], String)> = words.iter().filter(|(place, _)| seen(place)).collect();
        let whole =
            |[x0, y0, x1, y1]: &[f32; 4]| *x0 >= left && *x1 <= left + width && *y0 >= top && *y1 <= top + height;
        assert!(shown.iter().all(|(place, _)| whole(place)), "{envelope}: {shown:?}");
        let text: Vec<&str> = shown.iter().map(|(_, word)| word.as_str()).collect();
        let text = text.join(" ");
        assert!(
            text.ends_with(
                "Oliver Marsh Quayside Lofts Ltd Finance Department 3rd Floor 14 Tanner Wharf London SE1 2TQ"
            ),
            "{envelope}: {text}"
        );
        assert!(!text.contains("Date") && !text.contains("Invoices"), "{envelope}: {text}");
        let (theirs, ours) =
            (pages(&folder.join(format!("{envelope}.pdf"))), pages(&folder.join(format!("ours-{envelope}.pdf"))));
        assert!(theirs <= ours, "{envelope}: {theirs} pages, ours {ours}");
    }
}
