//! Blocks as paragraphs.

use std::fmt::Write as _;

use super::super::letterhead::lines_of;
use super::super::markdown::{Block, Kind, List, Marker, Span, text_of};
use super::super::style::{Style, Type};
use super::text::{escape, is_rtl, runs};
use super::{Figure, Picture, twips};

/// The largest signature, as on the page.
const SIGNATURE: [f32; 2] = [120.0, 34.0];
/// How far a list is set in, level by level.
const INDENT: f32 = 14.2;

/// The text of the document on its way, and what it refers to.
pub(super) struct Body<'w, 'f> {
    pub out: String,
    pub links: Vec<String>,
    pub pictures: Vec<Picture>,
    /// Where each list begins to count; none for dots.
    pub lists: Vec<Option<u64>>,
    pub style: Style,
    pub measure: f32,
    /// The type of the address, small enough for its window.
    pub recipient: Type,
    depth: usize,
    figure: &'w mut Figure<'f>,
}

/// What a paragraph has beside its style.
#[derive(Clone, Copy, Default)]
pub(super) struct Form {
    pub keep: bool,
    pub new_page: bool,
    /// The list it begins an item of, from 1, and the level.
    pub item: Option<(usize, usize)>,
    pub indent: f32,
    pub right: bool,
    /// Everything in it looks so.
    pub look: &'static str,
}

impl<'w, 'f> Body<'w, 'f> {
    pub(super) fn new(style: Style, measure: f32, figure: &'w mut Figure<'f>) -> Body<'w, 'f> {
        let (out, links, pictures, lists) = (String::new(), vec![], vec![], vec![]);
        Body { out, links, pictures, lists, style, measure, recipient: style.body, depth: 0, figure }
    }

    pub(super) fn blocks<'b>(&mut self, blocks: impl Iterator<Item = &'b Block>) {
        blocks.for_each(|block| self.block(block, Form::default()));
    }

    fn block(&mut self, block: &Block, form: Form) {
        let form = Form { keep: form.keep || block.keep, new_page: block.new_page, ..form };
        match (&block.kind, block.marker) {
            (Kind::Paragraph(spans), Some(Marker::Signature)) => self.signature(block, spans),
            (Kind::Paragraph(spans), Some(Marker::Small)) => self.paragraph("Small", spans, form),
            (Kind::Paragraph(spans), _) => {
                let style = if self.depth > 0 { "ListParagraph" } else { "Normal" };
                self.paragraph(style, spans, form);
            }
            (Kind::Heading(level, spans), _) => {
                self.paragraph(&format!("Heading{}", (*level).clamp(1, 3)), spans, form);
            }
            (Kind::Quote(blocks), _) => blocks.iter().for_each(|block| match &block.kind {
                Kind::Paragraph(spans) => self.paragraph("Quote", spans, form),
                _ => self.block(block, form),
            }),
            (Kind::List(list), _) => self.list(list),
            (Kind::Table(table), marker) => self.table(table, marker),
            (Kind::Rule, _) => self.out.push_str(
                "<w:p><w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\"/></w:pBdr></w:pPr></w:p>",
            ),
            (Kind::Image { .. }, _) => self.drawn(block, [self.measure, 220.0], form),
            (Kind::PaymentCode { alt, .. }, _) => {
                self.drawn(block, [self.measure; 2], Form { keep: true, ..form });
                self.words("Small", alt, form);
            }
            // what is drawn for the page alone is said in words
            (Kind::SwissBill { alt, .. }, _) => self.words("Small", alt, form),
            (Kind::Chart(text), _) => {
                let alt = text.lines().find_map(|line| line.strip_prefix("alt:")).unwrap_or_default();
                self.words("Small", alt.trim(), form);
            }
        }
    }

    pub(super) fn words(&mut self, style: &str, words: &str, form: Form) {
        self.paragraph(style, &[Span { text: words.to_string(), ..Span::default() }], form);
    }

    pub(super) fn paragraph(&mut self, style: &str, spans: &[Span], form: Form) {
        self.properties(style, spans, form);
        let runs = runs(spans, form.look, &mut self.links);
        let _ = write!(self.out, "{runs}</w:p>");
    }

    /// Begins a paragraph; its properties stand in the order that the schema asks for.
    fn properties(&mut self, style: &str, spans: &[Span], form: Form) {
        let text = text_of(spans);
        let _ = write!(self.out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>");
        // a line that ends in a colon stays with what it announces
        if form.keep || text.trim_end().ends_with(':') {
            self.out.push_str("<w:keepNext/>");
        }
        if form.new_page {
            self.out.push_str("<w:pageBreakBefore/>");
        }
        if let Some((list, level)) = form.item {
            let level = level.min(8);
            let _ = write!(self.out, "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        }
        if is_rtl(&text) {
            self.out.push_str("<w:bidi/>");
        }
        if form.indent > 0.0 {
            let _ = write!(self.out, "<w:ind w:left=\"{}\"/>", twips(form.indent));
        }
        if form.right {
            self.out.push_str("<w:jc w:val=\"right\"/>");
        }
        self.out.push_str("</w:pPr>");
    }

    /// The dot or number stands before the first paragraph of an item; what follows is set in like it.
    fn list(&mut self, list: &List) {
        let tasks = list.items.iter().any(|item| item.task.is_some());
        if !tasks {
            self.lists.push(list.start);
        }
        let number = self.lists.len();
        for item in &list.items {
            let level = self.depth;
            self.depth += 1;
            let inner = Form { indent: INDENT * self.depth as f32, ..Form::default() };
            for (k, block) in item.blocks.iter().enumerate() {
                match (&block.kind, item.task) {
                    (Kind::Paragraph(spans), Some(done)) if k == 0 => {
                        let mark = Span { text: if done { "☑ " } else { "☐ " }.to_string(), ..Span::default() };
                        let spans: Vec<Span> = std::iter::once(mark).chain(spans.iter().cloned()).collect();
                        self.paragraph("ListParagraph", &spans, Form::default());
                    }
                    (Kind::Paragraph(spans), None) if k == 0 => {
                        let form = Form { item: Some((number, level)), ..Form::default() };
                        self.paragraph("ListParagraph", spans, form);
                    }
                    _ => self.block(block, inner),
                }
            }
            self.depth -= 1;
        }
        if self.depth == 0 {
            self.space(self.style.paragraph * 0.6);
        }
    }

    /// The closing, the scanned signature or room for a pen, and the lines under it, all on one page.
    fn signature(&mut self, block: &Block, spans: &[Span]) {
        let lines = lines_of(spans);
        let keep = Form { keep: true, ..Form::default() };
        for (k, line) in lines.iter().enumerate() {
            self.paragraph("Closing", line, Form { keep: k + 1 < lines.len(), ..Form::default() });
            if k > 0 {
                continue;
            }
            match &block.image {
                Some((file, alt)) => {
                    let kind = Kind::Image { file: file.clone(), alt: alt.clone() };
                    self.drawn(&Block { kind, image: None, ..block.clone() }, SIGNATURE, keep);
                }
                None => self.space(SIGNATURE[1]),
            }
        }
        self.space(self.style.paragraph);
    }

    /// An empty paragraph of a height; it also keeps two tables apart.
    pub(super) fn space(&mut self, height: f32) {
        let _ = write!(
            self.out,
            "<w:p><w:pPr><w:pStyle w:val=\"Closing\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{}\" \
             w:lineRule=\"exact\"/></w:pPr></w:p>",
            twips(height)
        );
    }

    pub(super) fn drawn(&mut self, block: &Block, most: [f32; 2], form: Form) {
        let Some(picture) = (self.figure)(block, most) else { return };
        self.properties("Closing", &[], form);
        let drawing = drawing(&picture, self.pictures.len() + 1);
        let _ = write!(self.out, "<w:r>{drawing}</w:r></w:p>");
        self.pictures.push(picture);
    }
}

/// A picture in its line, with the words that say what it shows; lengths are in 12,700ths of a point.
fn drawing(picture: &Picture, number: usize) -> String {
    let [width, height] = picture.size.map(|length| (length * 12_700.0).round() as i64);
    let alt = escape(&picture.alt);
    format!(
        "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" \
         cy=\"{height}\"/><wp:docPr id=\"{number}\" name=\"picture{number}\" descr=\"{alt}\"/><a:graphic><a:graphicData \
         uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr \
         id=\"{number}\" name=\"picture{number}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip \
         r:embed=\"picture{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" \
         y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>\
         </pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
}
