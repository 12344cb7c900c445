//! One document after another: the steps from Markdown to pages, and on to PDF.

use std::sync::Arc;

use super::flow::{Flow, Placed, baseline};
use super::fonts::Fonts;
use super::frame::{Artifact, Document, Node, Role};
use super::head::{Class, Head};
use super::html;
use super::image::Pictures;
use super::letterhead;
use super::lines::{Breaker, Setting};
use super::markdown::{self, Source};
use super::pages::{Press, Room, breaks, hairline};
use super::pdf::Writer;
use super::shape::Shaper;
use super::style::{self, Style};
use super::{Assets, Attachment, Fault, Subsets};

/// Sets documents. One for each thread, for what it keeps of them: words shaped, pictures decoded, fonts cut
/// down. Nothing of that shows in a document.
pub struct Setter<'f> {
    shaper: Shaper<'f>,
    breaker: Breaker,
    pictures: Pictures,
    writer: Writer,
}

impl<'f> Setter<'f> {
    /// Returns a setter that uses these fonts, and embeds so much of them.
    pub fn new(fonts: &'f Arc<Fonts>, subsets: Subsets) -> Setter<'f> {
        let writer = Writer::new(Arc::clone(fonts), subsets);
        Setter { shaper: Shaper::new(fonts), breaker: Breaker::new(), pictures: Pictures::default(), writer }
    }

    /// Returns the document as a PDF file, with the attachments inside it.
    ///
    /// The same text, pictures and attachments give the same bytes.
    ///
    /// # Errors
    ///
    /// Everything that cannot be set, as [`layout`](Setter::layout) has it.
    pub fn pdf(
        &mut self,
        markdown: &str,
        assets: &dyn Assets,
        attachments: &[Attachment],
    ) -> Result<Vec<u8>, Vec<Fault>> {
        let document = self.layout(markdown, assets)?;
        self.writer.write(&document, attachments).map_err(|fault| vec![fault])
    }

    /// Returns the document laid out in pages.
    ///
    /// # Errors
    ///
    /// Everything that cannot be set, each with its line: what the dialect does not have, characters no
    /// font has, pictures that cannot be used, an address that does not fit its window.
    pub fn layout(&mut self, markdown: &str, assets: &dyn Assets) -> Result<Document, Vec<Fault>> {
        let source = markdown::read(markdown)?;
        self.shaper.set_language(&source.head.lang);
        let style = Style::of(source.head.class);
        let mut best = self.set(&source, style, false, assets)?;
        if best.pages.len() > 1 {
            for Try { style, turn, most } in further_tries(&source, style) {
                let document = self.set(&source, style, turn, assets)?;
                if document.pages.len() <= most {
                    return Ok(document);
                }
                if document.pages.len() < best.pages.len() {
                    best = document;
                }
            }
        }
        Ok(best)
    }

    /// Returns the document as one HTML page that stands alone.
    ///
    /// The same text and pictures give the same page.
    ///
    /// # Errors
    ///
    /// What the dialect does not have, drawings that cannot be drawn and pictures that cannot be used, each with
    /// its line. A character no font has is none: the reader's fonts serve.
    pub fn html(&mut self, markdown: &str, assets: &dyn Assets) -> Result<String, Vec<Fault>> {
        let source = markdown::read(markdown)?;
        self.shaper.set_language(&source.head.lang);
        let style = Style::of(source.head.class);
        let mut faults = vec![];
        let page = html::page(&source, &mut |block| {
            let mut flow = self.flow(style, [0.0, 440.0], assets);
            let figure = flow.as_html(block);
            faults.extend(flow.faults.into_iter().filter(|fault| fault.code != "character-without-font"));
            figure
        });
        if faults.is_empty() { Ok(page) } else { Err(faults) }
    }

    fn flow<'s>(&'s mut self, style: Style, [left, measure]: [f32; 2], assets: &'s dyn Assets) -> Flow<'s, 'f> {
        Flow {
            shaper: &mut self.shaper,
            breaker: &self.breaker,
            assets,
            pictures: &mut self.pictures,
            style,
            left,
            measure,
            nodes: vec![root()],
            images: vec![],
            faults: vec![],
            slabs: vec![],
            line: 0,
        }
    }

    fn set(&mut self, source: &Source, style: Style, turn: bool, assets: &dyn Assets) -> Result<Document, Vec<Fault>> {
        let head = &source.head;
        let (width, height) = style::paper(head.paper);
        let [_, right, bottom, left] = style.margins;
        let mut flow = self.flow(style, [left, width - left - right], assets);
        let (fixed, text) = letterhead::split(source.blocks.clone());
        let window = style::window(head.envelope);
        let fixed = flow.fixed(&fixed, head, window, width);
        flow.sections(&text, 0);
        if turn {
            flow.slabs.iter_mut().for_each(|slab| slab.new_page |= slab.turn);
        }
        if !flow.faults.is_empty() {
            return Err(flow.faults);
        }
        let running = if head.continued.is_some() { 16.0 } else { 0.0 };
        let room = Room { first_top: fixed.body_top, top: style.margins[0] + running, bottom: height - bottom };
        let pages = breaks(&flow.slabs, room).len();
        let feet: Vec<_> = (1..=pages).map(|page| flow.margins(head, page, pages, height)).collect();
        let mut press = Press::new(std::mem::take(&mut flow.nodes));
        press.print(fixed, std::mem::take(&mut flow.slabs), room);
        for (page, (top, foot)) in feet.into_iter().enumerate() {
            press.margin(page, Artifact::Header, top);
            press.margin(page, Artifact::Footer, foot);
        }
        Ok(Document {
            title: head.title.clone(),
            author: head.author.clone(),
            lang: head.lang.clone(),
            date: head.date.clone(),
            width,
            height,
            pages: press.pages,
            nodes: press.nodes,
            outline: press.outline,
            images: flow.images,
        })
    }
}

impl Flow<'_, '_> {
    /// Returns the running head and the foot of a page.
    fn margins(&mut self, head: &Head, page: usize, pages: usize, height: f32) -> (Vec<Placed>, Vec<Placed>) {
        let kind = self.style.folio;
        let setting = Setting { colour: style::MUTED, tabular: true, ..self.setting(kind, 0.0) };
        let mut top = vec![];
        if let Some(words) = head.continued.as_ref().filter(|_| page > 1) {
            let (line, spans) = self.one_line(words, &setting);
            let y = self.style.margins[0] - kind.leading * 0.4;
            top.extend(self.placed(line, &spans, 0, self.left, y));
        }
        let mut foot = vec![];
        let y = height - self.style.margins[2] * 0.5 - kind.leading;
        let page_of = head.page_of.as_ref().filter(|_| pages > 1 || head.footer.is_some());
        if let Some(words) = page_of {
            let words = words.replace("{page}", &page.to_string()).replace("{pages}", &pages.to_string());
            let (line, spans) = self.one_line(&words, &setting);
            let x = self.left + self.measure - line.width;
            foot.extend(self.placed(line, &spans, 0, x, y + baseline(kind)));
        }
        if let Some(words) = &head.footer {
            let (line, spans) = self.one_line(words, &setting);
            foot.extend(self.placed(line, &spans, 0, self.left, y + baseline(kind)));
        }
        if !foot.is_empty() {
            foot.push(hairline(self.left, y - 3.0, self.measure));
        }
        (top, foot)
    }
}

/// A way to set a document, and the most pages it may take to be the one chosen.
struct Try {
    style: Style,
    turn: bool,
    most: usize,
}

/// What is tried with a document that takes more than a page: a little closer; a sheet closer still, and then on
/// two pages that part where it says so. If none is short enough, the shortest is taken, the first of equals.
fn further_tries(source: &Source, style: Style) -> Vec<Try> {
    let class = source.head.class;
    let closer = style.closer(class);
    let whole = |style| Try { style, turn: false, most: 1 };
    if class != Class::Sheet {
        return vec![whole(closer)];
    }
    let closest = closer.closer(class);
    let mut tries = vec![whole(closer), whole(closest)];
    if source.blocks.iter().any(|block| block.turn) {
        tries.extend([style, closer, closest].map(|style| Try { style, turn: true, most: 2 }));
    }
    tries
}

fn root() -> Node {
    Node { role: Role::Document, parent: 0, kids: vec![], alt: None, bbox: None, columns: 1, row_head: false }
}
