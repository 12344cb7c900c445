//! A document to edit in a word processor (Office Open XML), from the same blocks as its pages.
//!
//! The measures are those of the pages; where lines and pages break is the word processor's. A document becomes a
//! file in the order of these files: its spans become runs ([`text`]), its blocks paragraphs ([`body`]) and tables
//! ([`table`]), with the head above them ([`letterhead`]), the parts beside them are written ([`parts`]), and all goes into one archive ([`package`]).

mod body;
mod letterhead;
mod package;
mod parts;
mod table;
mod text;

use body::Body;

use super::code;
use super::flow::Flow;
use super::head::Head;
use super::markdown::{Block, Kind, Marker, Source};
use super::style::{self, Style};

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
     xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
     xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
     xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

/// A picture of the document: its file, what it shows, its width and height in points.
pub(super) struct Picture {
    pub bytes: Vec<u8>,
    pub alt: String,
    pub size: [f32; 2],
}

impl Picture {
    fn name(&self, place: usize) -> String {
        let ending = if self.bytes.starts_with(b"\x89PNG") { "png" } else { "jpeg" };
        format!("picture{}.{ending}", place + 1)
    }
}

/// Gives the picture or code of a block, at most so wide and high; none leaves it out.
pub(super) type Figure<'a> = dyn FnMut(&Block, [f32; 2]) -> Option<Picture> + 'a;

/// Returns the document as a file.
pub(super) fn file(source: &Source, figure: &mut Figure<'_>) -> Vec<u8> {
    let head = &source.head;
    // a word processor breaks lines less well than we do: so a page holds as much as ours
    let style = Style::of(head.class).closer(head.class, 1.0);
    let (width, height) = style::paper(head.paper);
    let [_, right, _, left] = style.margins;
    let measure = width - left - right;
    let mut body = Body::new(style, measure, figure);
    body.letterhead(head, &source.blocks);
    let addressed = source.blocks.iter().any(|block| block.marker == Some(Marker::Recipient));
    body.blocks(source.blocks.iter().filter(|block| !super::letterhead::is_fixed(block, addressed)));
    let section = section(head, &style, [width, height]);
    let document =
        format!("{}<w:document {NAMESPACES}><w:body>{}{section}</w:body></w:document>", parts::XML, body.out);
    let mut parts: Vec<(String, Vec<u8>)> = [
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::package_relations()),
        ("docProps/core.xml", parts::core(head)),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", parts::relations(&body.links, &body.pictures)),
        ("word/styles.xml", parts::styles(head, &style, body.recipient, measure)),
        ("word/numbering.xml", parts::numbering(&body.lists)),
        ("word/settings.xml", parts::settings()),
        ("word/fontTable.xml", parts::fonts()),
        ("word/header.xml", parts::header(head)),
        ("word/footer.xml", parts::footer(head, &style, measure)),
    ]
    .map(|(name, text)| (name.to_string(), text.into_bytes()))
    .into();
    for (k, picture) in body.pictures.into_iter().enumerate() {
        parts.push((format!("word/media/{}", picture.name(k)), picture.bytes));
    }
    package::archive(&parts)
}

impl Flow<'_, '_> {
    /// Returns a picture, checked like one for the page, or a payment code; none when it cannot be made, which is a
    /// fault.
    pub(super) fn as_picture(&mut self, block: &Block, most: [f32; 2]) -> Option<Picture> {
        self.line = block.line;
        match &block.kind {
            Kind::Image { file, alt } => {
                let (_, width, height) = self.image(file, most)?;
                self.figure(0, alt);
                let bytes = self.assets.read(file).ok()?;
                Some(Picture { bytes, alt: alt.clone(), size: [width, height] })
            }
            Kind::PaymentCode { alt, payload } => {
                let bytes = code::picture(payload);
                if bytes.is_none() {
                    self.fault("payment-code-too-long", "the payment code holds more than a QR code can".into(), None);
                }
                Some(Picture { bytes: bytes?, alt: alt.clone(), size: [code::SIDE; 2] })
            }
            _ => None,
        }
    }
}

/// The paper, its margins, and what stands in them: the running head from the second page on.
fn section(head: &Head, style: &Style, [width, height]: [f32; 2]) -> String {
    let [top, right, bottom, left] = style.margins;
    let page = |kind| format!("<w:footerReference w:type=\"{kind}\" r:id=\"footer\"/>");
    let (running, first) = match head.continued {
        Some(_) => ("<w:headerReference w:type=\"default\" r:id=\"header\"/>", "<w:titlePg/>"),
        None => ("", ""),
    };
    format!(
        "<w:sectPr>{running}{}{}<w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" \
         w:left=\"{}\" w:header=\"{}\" w:footer=\"{}\" w:gutter=\"0\"/>{first}</w:sectPr>",
        page("default"),
        page("first"),
        twips(width),
        twips(height),
        twips(top * letterhead::TOP),
        twips(right),
        twips(bottom),
        twips(left),
        twips(top * 0.4),
        twips(bottom * 0.4),
    )
}

/// Returns a length in twentieths of a point.
fn twips(length: f32) -> i32 {
    (length * 20.0).round() as i32
}

/// The logo as a block: it says whose it is.
fn logo_of(head: &Head, file: &str) -> Block {
    let alt = head.author.clone().unwrap_or_else(|| head.title.clone());
    let kind = Kind::Image { file: file.to_string(), alt };
    Block { line: 0, marker: None, keep: false, new_page: false, turn: false, image: None, kind }
}
