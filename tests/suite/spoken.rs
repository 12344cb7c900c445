//! What a screen reader says of every document: each word of the Markdown, once and in its order.
//!
//! The structure is read here as a screen reader does it, which takes a moment for hundreds of documents; `pdfinfo`,
//! which takes a second for one, says the same of the fixtures.

use std::collections::BTreeMap;
use std::process::Command;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId, decode_text_string};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::papers::{FIXTURES, Paper, papers, translated};

/// Returns the text of a document as it is read, in the order of the Markdown: its blocks, a blank line after each.
pub(crate) fn told(markdown: &str) -> String {
    let mut parts = markdown.splitn(3, "---\n").skip(1);
    let (head, body) = (parts.next().unwrap(), parts.next().unwrap());
    // the return line has room in DIN windows alone
    let unseen = if head.contains("envelope: din-5008") { "" } else { "<!-- return -->" };
    let (mut told, mut fence, mut marker, mut shown) = (String::new(), None, String::new(), true);
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS) {
        match event {
            Event::Html(html) => html.trim().clone_into(&mut marker),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => fence = Some(kind.to_string()),
            Event::Start(Tag::Image { .. }) => shown = false,
            Event::Start(Tag::Paragraph) => shown = marker.is_empty() || marker != unseen,
            Event::End(TagEnd::Image) => shown = true,
            Event::End(end) => {
                if end == TagEnd::CodeBlock {
                    fence = None;
                }
                if !matches!(end, TagEnd::HtmlBlock | TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link) {
                    told.push_str("\n\n");
                    marker.clear();
                }
            }
            Event::Text(text) => match fence.as_deref() {
                // what stands in other fences is drawn
                Some("payment-code") => told.push_str(text.lines().next().unwrap().trim_start_matches("alt: ")),
                None if shown => told.push_str(&text),
                _ => {}
            },
            Event::SoftBreak | Event::HardBreak => told.push('\n'),
            _ => {}
        }
    }
    told
}

/// Returns the letters and figures of a text, without marks that programs put where they see them.
fn letters(text: &str) -> String {
    text.nfc().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c)).collect()
}

/// The text of each piece of marked content, by page and number.
type Texts = BTreeMap<(ObjectId, i64), String>;

/// Returns what is read out of a document: the text of its structure, but for the labels of lists and what figures show.
fn read_out(pdf: &[u8]) -> String {
    let file = Document::load_mem(pdf).unwrap();
    let mut texts = Texts::new();
    for page in file.page_iter() {
        texts_of(&file, page, &mut texts);
    }
    let root = file.catalog().unwrap().get_deref(b"StructTreeRoot", &file).unwrap().as_dict().unwrap();
    let mut read = String::new();
    walk(&file, root, &texts, &mut read);
    read
}

fn texts_of(file: &Document, page: ObjectId, texts: &mut Texts) {
    let fonts = file.get_page_fonts(page).unwrap();
    let fonts: BTreeMap<_, Encoding> =
        fonts.into_iter().map(|(name, font)| (name, font.get_font_encoding(file).unwrap())).collect();
    // for each piece of content begun: its number, and whether another text stands for what it shows
    let (mut begun, mut font): (Vec<(Option<i64>, bool)>, _) = (vec![], None);
    for operation in Content::decode(&file.get_page_content(page)).unwrap().operations {
        let text = match operation.operator.as_str() {
            "Tf" => {
                font = fonts.get(operation.operands[0].as_name().unwrap());
                continue;
            }
            "BDC" => {
                let properties = operation.operands[1].as_dict().unwrap();
                let instead = properties.get(b"ActualText").ok().map(|text| decode_text_string(text).unwrap());
                begun.push((properties.get(b"MCID").and_then(Object::as_i64).ok(), instead.is_some()));
                instead.unwrap_or_default()
            }
            "EMC" => {
                begun.pop();
                continue;
            }
            "TJ" if begun.iter().all(|(_, instead)| !instead) => {
                shown(operation.operands[0].as_array().unwrap(), font.unwrap())
            }
            _ => continue,
        };
        if let Some(number) = begun.iter().find_map(|(number, _)| *number) {
            texts.entry((page, number)).or_default().push_str(&text);
        }
    }
}

fn shown(pieces: &[Object], font: &Encoding) -> String {
    let glyphs = pieces.iter().filter_map(|piece| piece.as_str().ok());
    glyphs.map(|glyphs| Document::decode_text(font, glyphs).unwrap()).collect()
}

fn walk(file: &Document, element: &Dictionary, texts: &Texts, read: &mut String) {
    let kind = element.get(b"S").and_then(Object::as_name).unwrap_or_default();
    if [b"Lbl".as_slice(), b"Figure"].contains(&kind) {
        return;
    }
    let kids = match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.as_slice(),
        Ok(kid) => std::slice::from_ref(kid),
        Err(_) => &[],
    };
    let page = element.get(b"Pg").and_then(Object::as_reference).ok();
    for kid in kids {
        match kid {
            Object::Reference(id) => walk(file, file.get_dictionary(*id).unwrap(), texts, read),
            Object::Integer(number) => read.extend(texts.get(&(page.unwrap(), *number)).map(String::as_str)),
            Object::Dictionary(kid) => {
                if let Ok(number) = kid.get(b"MCID").and_then(Object::as_i64) {
                    let page = kid.get(b"Pg").and_then(Object::as_reference).unwrap();
                    read.extend(texts.get(&(page, number)).map(String::as_str));
                }
            }
            _ => {}
        }
    }
}

fn assert_told_in_order(paper: &Paper, read: &str) {
    let (told, read) = (letters(&told(&paper.markdown)), letters(read));
    let at = told.chars().zip(read.chars()).take_while(|(told, read)| told == read).count();
    let near = |text: &str| text.chars().skip(at.saturating_sub(20)).take(60).collect::<String>();
    // a Swiss bill at the foot has words of its own
    let whole = told == read || (paper.markdown.contains("```swiss-bill") && read.starts_with(&told));
    assert!(whole, "{}: `{}` is read out as `{}`", paper.name, near(&told), near(&read));
}

#[test]
fn every_word_of_the_markdown_is_read_out_once_and_in_order() {
    for paper in papers() {
        assert_told_in_order(paper, &read_out(&paper.pdf));
    }
}

#[test]
fn so_it_is_in_every_language_of_every_case() {
    for paper in translated() {
        assert_told_in_order(paper, &read_out(&paper.pdf));
    }
}

/// Returns what `pdfinfo` reads out of the structure, but for the labels of lists and what figures show.
fn quoted(said: &str) -> String {
    let (mut read, mut passed_over) = (String::new(), None);
    for line in said.lines() {
        let (text, indent) = (line.trim_start(), line.len() - line.trim_start().len());
        if passed_over.is_some_and(|outer| indent > outer) {
            continue;
        }
        passed_over = (text.starts_with("Lbl") || text.starts_with("Figure")).then_some(indent);
        if let Some(text) = text.strip_prefix('"') {
            read.push_str(text.strip_suffix('"').unwrap_or(text));
        }
    }
    read
}

#[test]
fn another_reader_says_the_same() {
    for paper in papers().iter().filter(|paper| FIXTURES.contains(&paper.name.as_str())) {
        let Ok(output) = Command::new("pdfinfo").arg("-struct-text").arg(paper.file()).output() else {
            return println!("`pdfinfo` is not installed: not asked");
        };
        assert_told_in_order(paper, &quoted(&String::from_utf8_lossy(&output.stdout)));
    }
}
